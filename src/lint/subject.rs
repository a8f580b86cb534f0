//! What a rule looks at.

use super::Room;
use crate::deck::Deck;

/// A deck and the room it is judged for.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The deck.
    pub deck: &'a Deck,
    /// Who will see it.
    pub room: &'a Room,
}
