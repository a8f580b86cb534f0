//! Prints what the reader finds in decks; a tool for whoever works on the reader.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::allow_attributes)]
fn main() {
    let mut quiet = false;
    let mut rounds = 1;
    let mut files = Vec::new();
    for arg in std::env::args().skip(1) {
        if arg == "-q" {
            quiet = true
        } else if let Some(n) = arg.strip_prefix("-r") {
            rounds = n.parse().unwrap()
        } else {
            files.push(arg)
        }
    }
    for _ in 0..rounds {
        for file in &files {
            let source = std::fs::File::open(file).unwrap();
            let result = rightdeck::deck::read(file, source, &rightdeck::deck::Limits::default());
            if quiet {
                match result {
                    Ok(deck) => println!(
                        "{file}: {} slides, {} unread, {} orphans",
                        deck.slides.len(),
                        deck.unread.len(),
                        deck.orphans.len()
                    ),
                    Err(error) => println!("{file}: {:?} {error} | {}", error.reason, error.help),
                }
            } else {
                println!("{file}: {result:#?}");
            }
        }
    }
}
