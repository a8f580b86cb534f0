//! Who is in the room with a deck, and so what the rules weigh.

pub use crate::context::Context;

/// What a deck is judged for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Room {
    /// The hyperscalers the deck is meant for, pack ids in order. Empty: for none.
    pub hyperscalers: Vec<String>,
    /// Everybody it may be shown to. Each finding takes the strictest severity among them.
    /// Never empty in a [`Room`] that rules see.
    pub contexts: Vec<Context>,
}

impl Room {
    /// Whether a name of this hyperscaler belongs into the room.
    #[must_use]
    pub fn expects(&self, hyperscaler: &str) -> bool {
        self.hyperscalers.iter().any(|own| own == hyperscaler)
    }
}
