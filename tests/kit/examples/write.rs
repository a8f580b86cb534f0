//! Writes the kit's decks into a folder, to be looked at: `cargo run --example write -- DIR
//! [DECK.yaml]`.

#![expect(
    clippy::disallowed_methods,
    reason = "a chore of the tests, which writes where it is told to"
)]

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use rightdeck_kit::{TextDeck, cases, huge_unused_media, marked_deck, pptx, strict};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("which folder?")?);
    let malformed = folder.join("malformed");
    fs::create_dir_all(&malformed)?;
    if let Some(yaml) = arguments.next() {
        let deck = TextDeck::from_yaml(&fs::read_to_string(yaml)?);
        fs::write(folder.join("text.pptx"), pptx(&deck))?;
    }
    let marked = marked_deck();
    fs::write(folder.join("marked.pptx"), &marked.bytes)?;
    fs::write(folder.join("marked-strict.pptx"), strict(&marked.bytes))?;
    fs::write(folder.join("huge-media.pptx"), huge_unused_media())?;
    for mark in &marked.marks {
        let slide = mark.slide.map_or("-".to_owned(), |slide| slide.to_string());
        println!("{}\t{}\t{slide}\t{}", mark.word, mark.part, mark.place);
    }
    for case in cases() {
        let extension = case.file_name.rsplit('.').next().unwrap_or_default();
        fs::write(
            malformed.join(format!("{}.{extension}", case.name)),
            case.bytes,
        )?;
    }
    Ok(())
}
