//! The command line as its manual shows it: `tests/cli/*.trycmd`.
//!
//! `TRYCMD=overwrite cargo test --test cli` rewrites them; read what changed.

#[test]
fn command_line() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd");
}
