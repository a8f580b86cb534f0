//! What the checks need of the machine, installed where it is missing.
//!
//! Rust, a linker and git are there, or this would not run.

use crate::step::{cargo, run, works};
use anyhow::{Context as _, Result, bail};
use std::path::Path;
use std::process::Command;

/// The version that `deny.toml` was written for.
const CARGO_DENY: &str = "0.20.2";

/// What asks the preview's questions by their description.
const SCHEMATHESIS: &str = "4.32.5";

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
    // One that cannot be had is a test less, and the test says so.
    if let Err(error) = schemathesis(root) {
        println!("   {error:#}: the description of the API is not tested");
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
    run(Command::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(&folder))?;
    let package = format!("schemathesis=={SCHEMATHESIS}");
    run(Command::new(folder.join("bin/pip")).args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        &package,
    ]))
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
