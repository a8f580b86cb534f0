//! Who is in the room with a deck, and so what the rules weigh.

use serde::{Deserialize, Serialize};

/// Who is in the room.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Context {
    /// Colleagues only.
    Internal,
    /// A customer, and no hyperscaler.
    Customer,
    /// The hyperscaler's own people.
    Hyperscaler,
    /// Hyperscaler and customer together.
    Joint,
}

impl Context {
    /// All four, from the most to the least forgiving.
    pub const ALL: [Self; 4] = [
        Self::Internal,
        Self::Customer,
        Self::Hyperscaler,
        Self::Joint,
    ];

    /// The word used everywhere.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Customer => "customer",
            Self::Hyperscaler => "hyperscaler",
            Self::Joint => "joint",
        }
    }

    /// A hyperscaler is in the room.
    #[must_use]
    pub fn is_joint(self) -> bool {
        matches!(self, Self::Hyperscaler | Self::Joint)
    }
}

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
