//! Searching: what is found, how it is ranked, and what a broken index gives.

#![expect(clippy::disallowed_methods, reason = "a test reads its own data")]

mod cases;
mod properties;
mod table;
