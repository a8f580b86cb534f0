//! The reports as those read them who are not people: against schemas, by the rules of their readers, and with
//! the worst that can stand in a deck.
#![expect(
    clippy::disallowed_methods,
    reason = "a test lays out its own playbook on disk"
)]
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

mod baseline;
mod browser;
#[expect(dead_code, reason = "these pages need no server")]
#[path = "../site/chromium.rs"]
mod chromium;
mod ci;
mod formats;
mod hostile;
mod made;
mod readers;
mod run;
mod xsd;
