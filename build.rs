//! Puts `rules/` into the binary, each file as written and as JSON, and `themes/default/`.
//!
//! Reading them as YAML takes many times what it takes as JSON, and more than judging a deck.

#![expect(
    clippy::disallowed_methods,
    reason = "the one door to disk is the program's; this runs before there is a program"
)]

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
        let value: serde_json::Value =
            serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let json = out.join(format!("{number}.json"));
        fs::write(&json, value.to_string()).expect("the output folder can be written");
        let relative = path.strip_prefix(&root).expect("it lies below the root");
        let relative = relative.to_string_lossy().replace('\\', "/");
        let _ = writeln!(
            list,
            "    BuiltIn {{ path: {relative:?}, yaml: include_str!({path:?}), json: include_str!({json:?}) }},"
        );
    }
    list.push(']');
    fs::write(out.join("built_in.rs"), list).expect("the output folder can be written");
    theme(&root, &out);
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
