//! Puts `rules/` into the binary, each file as written and as JSON.
//!
//! Reading the packs as YAML takes 24 ms, as JSON 3: more than judging a deck, against less.

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
    collect(&root.join("rules"), &mut files);
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
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("rules/ is there") {
        let path = entry.expect("rules/ can be listed").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "yaml") {
            files.push(path);
        }
    }
}
