//! What a playbook knows of a deck, beyond the deck itself.

use crate::playbook::{CredentialsFields, DeckEntry};

/// What the playbook knows. The default is a deck that no playbook knows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// The deck's page in the catalogue.
    pub entry: Option<&'a DeckEntry>,
    /// The SHA-256 of the deck's bytes, in hexadecimal digits; only where its page names one.
    pub sha256: Option<&'a str>,
    /// The credentials statements, one a hyperscaler.
    pub statements: &'a [CredentialsFields],
    /// It lies where each deck has a page, and nothing in `site.toml` speaks for it.
    pub wants_page: bool,
    /// Somebody names the room, so it is about to be shown.
    pub asked_for: bool,
}
