//! The preview: the program itself at a port of its choosing, files that change under it, and what comes
//! over the wire.

#![expect(clippy::disallowed_methods, reason = "a test reads its own data")]
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

mod api;
mod browser;
#[expect(dead_code, reason = "it serves folders, too")]
#[path = "../site/chromium.rs"]
mod chromium;
mod follow;
mod http;
mod limits;
#[expect(dead_code, reason = "it builds for other tests")]
#[path = "../site/playbook.rs"]
mod playbook;
mod preview;
mod schema;
