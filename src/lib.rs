//! rightdeck: the right deck for the room.
//!
//! Two lines of work run through these rooms, always downward:
//!
//! ```text
//! gate    a deck's bytes → deck (read → model) → lint (check) → diagnostics → report
//! site    content + themes → site (load → admit → model → check → render → prove → write)
//! ```
//!
//! `serve` stands on top of both, and calls only what is below.
//!
//! - [`commands`]: one file a verb of the command line; [`cli`] holds the flags.
//! - [`serve`]: the preview: router, live reload, watcher.
//! - [`report`]: diagnostics as text, for programs, for hosts such as GitHub, and as a page.
//! - [`site`]: the playbook as a site, in editions and versions.
//! - [`schemas`]: JSON schemas of the files that people write.
//! - [`template`]: the theme: Tera templates, and the files that pages link to.
//! - [`lint`]: the rules, the phrases and the lexicon, and the runner that applies them.
//! - [`search`]: records become an index of static files, and a query becomes results.
//! - [`deck`]: a deck's bytes become one [`deck::Deck`], with what could not be read.
//! - [`markdown`]: a page's text becomes HTML, an outline, plain text, and plain Markdown again.
//! - [`finder`]: the right deck for a room, out of the catalogue.
//! - [`playbook`]: the pages of `content/` that say what a deck is.
//! - [`config`]: `site.toml`, typed.
//! - [`changes`]: what changed between two versions of the playbook, page by page and word by word.
//! - [`git`]: the playbook at any commit, and when its files last changed.
//! - [`context`], [`diagnostic`], [`source`], [`fs`]: who is in the room, what is wrong, where it
//!   stands, and the only door to disk.
//!
//! Imports go down this list, never up. `deck`, `lint` and the JSON report know no disk and no
//! threads: they take bytes and give values.

pub mod changes;
pub mod cli;
pub mod commands;
pub mod config;
pub mod context;
pub mod deck;
pub mod diagnostic;
pub mod finder;
pub mod fs;
pub mod git;
pub mod lint;
pub mod markdown;
pub mod playbook;
pub mod report;
pub mod schemas;
pub mod search;
pub mod serve;
pub mod site;
pub mod source;
pub mod template;
