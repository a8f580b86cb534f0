//! Puts `rules/` into the binary, each file as written and as JSON, and `themes/default/`.
//!
//! Reading them as YAML takes many times what it takes as JSON, and more than judging a deck. Weights
//! by the thousand are laid out to be looked up where they lie.

#![expect(
    clippy::disallowed_methods,
    reason = "the one door to disk is the program's; this runs before there is a program"
)]

#[path = "src/lint/leaning/layout.rs"]
mod layout;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=rules");
    let mut files = Vec::new();
    collect(&root.join("rules"), "yaml", &mut files);
    files.sort();
    let mut list = String::from("&[\n");
    for (number, path) in files.iter().enumerate() {
        let text = fs::read_to_string(path).expect("a rule file is text");
        let mut value: serde_json::Value =
            serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let mut weights = String::from("None");
        if let Some(table) = weights_by_the_thousand(&mut value) {
            let laid_out = out.join(format!("{number}.weights"));
            fs::write(&laid_out, table).expect("the output folder can be written");
            weights = format!("Some(include_bytes!({laid_out:?}))");
        }
        let json = out.join(format!("{number}.json"));
        fs::write(&json, value.to_string()).expect("the output folder can be written");
        let relative = path.strip_prefix(&root).expect("it lies below the root");
        let relative = relative.to_string_lossy().replace('\\', "/");
        let _ = writeln!(
            list,
            "    BuiltIn {{ path: {relative:?}, yaml: include_str!({path:?}), json: include_str!({json:?}), weights: {weights} }},"
        );
    }
    list.push(']');
    fs::write(out.join("built_in.rs"), list).expect("the output folder can be written");
    theme(&root, &out);
}

/// Takes the weights out of a file that has very many, and lays them out.
fn weights_by_the_thousand(file: &mut serde_json::Value) -> Option<Vec<u8>> {
    let weights = file.get_mut("weights")?.as_object_mut()?;
    if weights.len() < 1_000 {
        return None;
    }
    let weights = std::mem::take(weights);
    Some(layout::lay_out(weights.iter().map(|(key, weight)| {
        let weight = weight.as_f64().expect("a weight is a number");
        (key.as_str(), weight)
    })))
}

/// The built-in theme: `(path under themes/default/, bytes)`.
fn theme(root: &Path, out: &Path) {
    let folder = root.join("themes/default");
    println!("cargo::rerun-if-changed=themes");
    let mut files = Vec::new();
    for extension in ["html", "css", "js", "svg", "png", "ico", "webmanifest"] {
        collect(&folder, extension, &mut files);
    }
    files.sort();
    let mut list = String::from("&[\n");
    for path in files {
        let name = path
            .strip_prefix(&folder)
            .expect("it lies below the folder");
        let name = name.to_string_lossy().replace('\\', "/");
        let _ = writeln!(list, "    ({name:?}, include_bytes!({path:?})),");
    }
    list.push(']');
    fs::write(out.join("theme.rs"), list).expect("the output folder can be written");
}

fn collect(folder: &Path, extension: &str, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            collect(&path, extension, files);
        } else if path.extension().is_some_and(|e| e == extension) {
            files.push(path);
        }
    }
}
