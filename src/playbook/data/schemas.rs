//! The schemas of data files, for editors that complete and check them.

use super::{Assessment, Calendar, Checklist, Decision, Table, Tracker};
use schemars::{Schema, SchemaGenerator, generate::SchemaSettings};

/// The schema of each kind, by name. They are written to `content/data/schemas/`.
#[must_use]
pub fn schemas() -> Vec<(&'static str, String)> {
    fn text<T: schemars::JsonSchema>(kind: &'static str) -> (&'static str, String) {
        let generator: SchemaGenerator = SchemaSettings::draft07().into_generator();
        let mut schema: Schema = generator.into_root_schema_for::<T>();
        // A table need not say what it is.
        if let Some(kind_of) = schema.pointer_mut("/properties/kind") {
            *kind_of = serde_json::json!({"const": kind, "description": "What the file holds."});
        }
        let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
        text.push('\n');
        (kind, text)
    }
    vec![
        text::<Assessment>("assessment"),
        text::<Calendar>("calendar"),
        text::<Checklist>("checklist"),
        text::<Decision>("decision"),
        text::<Table>("table"),
        text::<Tracker>("tracker"),
    ]
}
