//! `rightdeck build`, run as people run it, on tiny playbooks; the files it writes are read back.
//!
//! 1. [`load`]: what is read, and every mistake in it.
//! 2. [`reading`], [`glossary`], [`lens`], [`links`], [`decks`], [`feeds`], [`data`]: what a reader gets.
//! 3. [`versions`]: the playbook as it was, and what changed since.
//! 4. [`editions`]: what must not get out, with [`canaries`] in every kind of place.
//! 5. [`theme`]: templates and assets.
//! 6. [`writing`]: written whole or not at all; [`weight`]: what a page may weigh, and what a device keeps.
//! 7. [`browser`], [`searching`]: what a browser ([`chromium`]) makes of it.

#![expect(
    clippy::disallowed_methods,
    reason = "a test makes its own folders and looks at what is written"
)]
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

mod browser;
mod canaries;
mod chromium;
mod data;
mod decks;
mod editions;
mod feeds;
mod glossary;
mod lens;
mod links;
mod live;
mod load;
mod playbook;
mod reading;
mod search;
mod searching;
mod theme;
mod tools;
mod versions;
mod weight;
mod writing;
mod xml;
