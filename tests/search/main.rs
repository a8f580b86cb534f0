//! Searching: what is found, how it is ranked, and what a broken index gives.

#![expect(clippy::disallowed_methods, reason = "a test reads its own data")]
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

mod browser;
mod cases;
#[path = "../site/chromium.rs"]
mod chromium;
mod properties;
mod table;
