//! What the checks need of the machine, installed where it is missing.
//!
//! Rust, a linker and git are there, or this would not run.

use crate::step::{cargo, run, works};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version that `deny.toml` was written for.
const CARGO_DENY: &str = "0.20.2";

/// What asks the preview's questions by their description.
const SCHEMATHESIS: &str = "4.32.5";

/// What builds the wheel, and what runs hooks. The tests know the folder.
const HOOK_TOOLS: [&str; 3] = ["maturin==1.16.0", "pre-commit==4.7.0", "prek==0.5.11"];
const HOOK_TOOLS_FOLDER: &str = "target/hook-tools";

/// The program that builds the wheel, where it could be installed.
pub(crate) fn maturin(root: &Path) -> Option<PathBuf> {
    let program = root.join(HOOK_TOOLS_FOLDER).join("bin/maturin");
    program.is_file().then_some(program)
}

/// Installs what is missing, saying what.
pub(crate) fn prepare(root: &Path) -> Result<()> {
    let mut components = Vec::new();
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !works(&mut cargo(root, &[tool, "--version"])) {
            components.push(component);
        }
    }
    if !components.is_empty() {
        println!("   installing with rustup: {}", components.join(", "));
        run(Command::new("rustup")
            .args(["component", "add"])
            .args(&components)
            .current_dir(root))
        .context("Rust's own tools are missing: install rustfmt and clippy")?;
    }
    // The fuzz targets hold a library in C++.
    if root.join("fuzz/Cargo.toml").is_file() && !works(Command::new("c++").arg("--version")) {
        apt("g++")?;
    }
    prepare_browser();
    // Debian has Python without the part that makes environments.
    if !works(Command::new("python3").args(["-c", "import ensurepip, venv"]))
        && let Err(error) = apt("python3-venv")
    {
        println!("   {error:#}");
    }
    // One that cannot be had is a test less, and the test says so.
    if let Err(error) = schemathesis(root) {
        println!("   {error:#}: the description of the API is not tested");
    }
    if let Err(error) = hook_tools(root) {
        println!("   {error:#}: the wheel, and hooks run by pre-commit, are not tested");
    }
    if !works(&mut cargo(root, &["deny", "--version"])) {
        println!("   installing with cargo: cargo-deny {CARGO_DENY} (some minutes)");
        run(&mut cargo(
            root,
            &["install", "--locked", "cargo-deny", "--version", CARGO_DENY],
        ))
        .context("cargo-deny is missing and could not be installed")?;
    }
    Ok(())
}

/// The names under which a browser is found.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// The tests of the site look at it in a browser, some of them by way of Node. Where either cannot be had, they say so.
pub(crate) fn prepare_browser() {
    for (there, package) in [(has_browser(), "chromium"), (is_there("npm"), "npm")] {
        if !there && let Err(error) = apt(package) {
            println!("   {error:#}: tests in a browser are skipped");
        }
    }
}

/// Whether there is a browser.
pub(crate) fn has_browser() -> bool {
    BROWSERS.iter().any(|name| is_there(name))
}

/// A folder of Python's own beside the build, with one version of one program.
fn schemathesis(root: &Path) -> Result<()> {
    let folder = root.join("target/schemathesis");
    let program = folder.join("bin/schemathesis");
    let version = Command::new(&program).arg("--version").output();
    let wanted = format!("version {SCHEMATHESIS}");
    if version.is_ok_and(|out| {
        String::from_utf8_lossy(&out.stdout)
            .trim()
            .ends_with(&wanted)
    }) {
        return Ok(());
    }
    println!("   installing with pip: schemathesis {SCHEMATHESIS}");
    environment(&folder, &[&format!("schemathesis=={SCHEMATHESIS}")])
}

/// The same with what builds wheels and runs hooks. A file tells which versions it holds.
fn hook_tools(root: &Path) -> Result<()> {
    let folder = root.join(HOOK_TOOLS_FOLDER);
    let note = folder.join("installed.txt");
    let wanted = HOOK_TOOLS.join(" ");
    if std::fs::read_to_string(&note).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("   installing with pip: {wanted}");
    environment(&folder, &HOOK_TOOLS)?;
    std::fs::write(note, wanted).context("the note on what is installed could not be written")
}

/// A fresh environment of Python's with these packages in it.
fn environment(folder: &Path, packages: &[&str]) -> Result<()> {
    run(Command::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(folder))?;
    run(Command::new(folder.join("bin/pip"))
        .args(["install", "--quiet", "--disable-pip-version-check"])
        .args(packages))
}

/// Whether a program stands in the path; it is not started, which takes a browser seconds.
pub(crate) fn is_there(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

fn apt(package: &str) -> Result<()> {
    let root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|out| out.stdout.trim_ascii() == b"0");
    if !root || !works(Command::new("apt-get").arg("--version")) {
        bail!("{package} is missing; install it, or run this as root on Debian");
    }
    println!("   installing with apt-get: {package}");
    let quiet = |args: &[&str]| {
        run(Command::new("apt-get")
            .args(["-qq", "-y", "--no-install-recommends"])
            .args(args)
            .env("DEBIAN_FRONTEND", "noninteractive"))
    };
    quiet(&["update"])?;
    quiet(&["install", package])
}
