//! The rules, from their own pages, cases and word lists.
//!
//! - `pages`: the examples on every rule's page, each of which must do what it says.
//! - `cases`: the `.md` beside each rule, with the edge cases.
//! - `phrases`: the examples inside `rules/phrases/*.yaml`.
//! - `files`: mistakes in rule files, and a project's own files over the built-in ones.
//! - `properties`: what must hold for any text.
//! - `wording`: what findings say.
//! - `bench`: absurdly long texts cost no more than they should.

mod bench;
mod cases;
mod example;
mod files;
mod pages;
mod phrases;
mod properties;
mod wording;
