//! Who is in the room with a deck: the word that pages, settings and rules share.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
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
    schemars::JsonSchema,
    utoipa::ToSchema,
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

/// The schema of a table with a value for some of the contexts.
pub(crate) fn by_context<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let value = generator.subschema_for::<T>();
    let fields = Context::ALL.map(|context| (context.as_str().to_owned(), value.clone().into()));
    let fields: serde_json::Map<String, serde_json::Value> = fields.into_iter().collect();
    json_schema!({"type": "object", "properties": fields, "additionalProperties": false})
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
