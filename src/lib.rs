//! rightdeck: the right deck for the room.
//!
//! One line of work runs through these rooms, always downward:
//!
//! ```text
//! a deck's bytes → deck (read → model) → lint (check) → diagnostics → report
//! ```
//!
//! - [`commands`]: one file a verb of the command line; [`cli`] holds the flags.
//! - [`report`]: diagnostics as text, concise lines or JSON.
//! - [`lint`]: the rules, the phrases and the lexicon, and the runner that applies them.
//! - [`deck`]: a deck's bytes become one [`deck::Deck`], with what could not be read.
//! - [`playbook`]: the pages of `content/` that say what a deck is.
//! - [`config`]: `site.toml`, typed.
//! - [`context`], [`diagnostic`], [`source`], [`fs`]: who is in the room, what is wrong, where it
//!   stands, and the only door to disk.
//!
//! Imports go down this list, never up. `deck`, `lint` and the JSON report know no disk and no
//! threads: they take bytes and give values.

pub mod cli;
pub mod commands;
pub mod config;
pub mod context;
pub mod deck;
pub mod diagnostic;
pub mod fs;
pub mod lint;
pub mod playbook;
pub mod report;
pub mod source;
