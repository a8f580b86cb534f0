//! The pages of the manual that are made from the code: `docs/manual/content/reference/`.
//!
//! 1. `rules`: a page for each rule, and the table of all.
//! 2. `commands`: the flags; `keys`: what files may hold; `answers`: JSON; `house_words`: the packs' vocabulary.
//! 3. [`pages`]: all of them. `tests/generated.rs` has this folder as a module too, so it knows nothing but the
//!    library.

mod answers;
mod commands;
mod house_words;
mod keys;
mod rules;

use rightdeck::lint::Linter;

/// Where they are kept, from the repository's folder.
pub(crate) const FOLDER: &str = "docs/manual/content/reference/";

/// In the first lines of each.
pub(crate) const MADE: &str = "# Made by `cargo xtask docs` from the code. Do not edit.";

/// The pages: their paths below [`FOLDER`], and their texts.
pub(crate) fn pages(linter: &Linter) -> Vec<(String, String)> {
    let mut all = vec![
        ("commands.md".to_owned(), commands::page()),
        ("house-words.md".to_owned(), house_words::page(linter)),
        ("json.md".to_owned(), answers::page()),
    ];
    all.extend(keys::pages());
    all.extend(rules::pages(linter));
    all.sort();
    all
}

/// The beginning of a page. JSON strings are YAML strings.
fn head(title: &str, description: &str, weight: i32) -> String {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    format!(
        "---\n{MADE}\ntitle: {}\ndescription: {}\nkind: reference\naudience: public\nowner: the maintainers\nweight: {weight}\n---\n\n",
        text(title),
        text(description)
    )
}

/// A text as a cell of a table.
fn cell(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}
