//! Words in data files: Markdown that readers see, and names that links and scripts use.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A line or a few of Markdown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Md(pub String);

impl Md {
    /// As one line.
    #[must_use]
    pub fn line(&self) -> String {
        self.0.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// What holds Markdown, to be visited in the readers' order.
pub trait Texts {
    /// Shows each text to `visit`, which may change it.
    fn each(&mut self, visit: &mut dyn FnMut(&mut Md));
}

impl Texts for Md {
    fn each(&mut self, visit: &mut dyn FnMut(&mut Md)) {
        visit(self);
    }
}

impl<T: Texts> Texts for Option<T> {
    fn each(&mut self, visit: &mut dyn FnMut(&mut Md)) {
        if let Some(it) = self {
            it.each(visit);
        }
    }
}

impl<T: Texts> Texts for Vec<T> {
    fn each(&mut self, visit: &mut dyn FnMut(&mut Md)) {
        for it in self {
            it.each(visit);
        }
    }
}

/// The fields of a type that hold Markdown.
macro_rules! texts {
    ($type:ty: $($field:ident),+) => {
        impl $crate::playbook::data::Texts for $type {
            fn each(&mut self, visit: &mut dyn FnMut(&mut $crate::playbook::data::Md)) {
                $($crate::playbook::data::Texts::each(&mut self.$field, visit);)+
            }
        }
    };
}
pub(super) use texts;

/// A name for links and scripts: lower-case letters, digits and hyphens. It stays the same when the words
/// change, so that a link somebody sent goes on working.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

impl Id {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Id {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !text.is_empty() && text.chars().all(plain) {
            Ok(Self(text))
        } else {
            Err(format!(
                "'{text}' is no name for a link; use small letters, digits and hyphens"
            ))
        }
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl JsonSchema for Id {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[a-z0-9-]+$",
            "description": "A name for links: small letters, digits and hyphens. Keep it when the words change."
        })
    }
}
