//! `docs/formats.md` says what is read of which format. Its tables are made of the marks that the
//! other tests plant and find, so a place that is not tested is not in them.
//!
//! `FORMATS=overwrite cargo test --test formats table` writes them anew.

#![expect(clippy::disallowed_methods, reason = "a test reads its own data")]

use rightdeck::deck::Part;
use rightdeck_kit::{self as kit, Mark};
use std::fmt::Write;
use std::path::Path;

fn formats() -> Vec<(&'static str, Vec<Mark>)> {
    vec![
        (".pptx", kit::marked_deck().marks),
        (".odp", kit::marked_odp().marks),
        (".fodp", kit::marked_fodp().marks),
        (".pdf", kit::marked_pdf().marks),
        (".docx", kit::marked_docx().marks),
        ("Marp", kit::marked_marp().marks),
        ("Slidev", kit::marked_slidev().marks),
        ("reveal.js", kit::marked_reveal().marks),
    ]
}

fn tables() -> String {
    let formats = formats();
    let names: Vec<&str> = formats.iter().map(|(name, _)| *name).collect();
    let mut out = format!(
        "| place | {} |\n|---|{}\n",
        names.join(" | "),
        "---|".repeat(names.len())
    );
    for part in Part::ALL.map(Part::as_str) {
        let _ = write!(out, "| `{part}` |");
        for (_, marks) in &formats {
            match marks.iter().filter(|mark| mark.part == part).count() {
                0 => out += " – |",
                count => drop(write!(out, " {count} |")),
            }
        }
        out.push('\n');
    }
    for (name, marks) in &formats {
        let _ = write!(out, "\n### {}\n\n", titled(name));
        for part in Part::ALL.map(Part::as_str) {
            let mut places: Vec<&str> = marks
                .iter()
                .filter(|mark| mark.part == part)
                .map(|mark| mark.place)
                .collect();
            places.dedup();
            if !places.is_empty() {
                let _ = writeln!(out, "- `{part}`: {}", places.join("; "));
            }
        }
    }
    out
}

/// An extension is a name of files, and set as one.
fn titled(name: &str) -> String {
    match name.starts_with('.') {
        true => format!("`{name}`"),
        false => name.to_owned(),
    }
}

#[test]
fn the_table_is_that_of_the_tests() {
    const START: &str = "<!-- what follows is written by tests/formats/table.rs -->\n\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (head, _) = page
        .split_once(START)
        .expect("the page says where its tables begin");
    let wanted = format!("{head}{START}{}", tables());
    if std::env::var("FORMATS").is_ok_and(|how| how == "overwrite") {
        std::fs::write(&path, wanted).unwrap();
        return;
    }
    assert!(
        page == wanted,
        "docs/formats.md is not what the tests plant; run with FORMATS=overwrite"
    );
}
