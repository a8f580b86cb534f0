//! The readers of the formats beside `.pptx`: nothing in a file goes unread, and what cannot be
//! read is said.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod markdown;
mod marks;
mod odp;
mod pdf;
mod table;
mod word;
