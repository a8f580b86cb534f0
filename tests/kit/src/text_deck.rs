//! A deck in a few lines of YAML, as it stands in a rule's examples and in labelled sets.
//!
//! ```yaml
//! properties: {title: Why Quillfish}
//! slides:
//!   - title: Quillfish vs Amazon Redshift
//!     columns:
//!       - {heading: Quillfish, items: [Scales out]}
//!       - {heading: Amazon Redshift, items: [Scales up]}
//!     notes: Say it loud.
//! ```

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer};

pub use crate::properties::DocumentProperties;

/// A whole deck. All keys are optional; one that is not listed here is an error.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TextDeck {
    pub properties: DocumentProperties,
    /// Custom document properties, in this order; `rightdeck.hyperscaler` is one.
    #[serde(deserialize_with = "scalar_map")]
    pub custom: IndexMap<String, String>,
    /// A text box on every layout.
    pub layout_text: Option<Text>,
    /// A text box on the slide master.
    pub master_text: Option<Text>,
    pub slides: Vec<TextSlide>,
}

/// One slide. Placeholders come first, then text boxes, columns, links and groups, then the table,
/// chart, diagram and picture; shape ids and names count in that order.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TextSlide {
    pub title: Option<Text>,
    /// The section that begins at this slide, or goes on if it is the one before it too.
    pub section: Option<String>,
    pub hidden: bool,
    /// A body placeholder.
    pub body: Option<Text>,
    pub boxes: Vec<TextBox>,
    /// Text boxes side by side.
    pub columns: Vec<Column>,
    /// Rows of cells; the first row is the header.
    pub table: Vec<Vec<Scalar>>,
    pub chart: Option<Chart>,
    pub smartart: Vec<Scalar>,
    pub picture: Option<Picture>,
    /// Text boxes in groups, each deeper than the one before.
    pub group: Vec<Scalar>,
    pub links: Vec<Link>,
    pub notes: Option<Text>,
    /// A comment of the classic kind.
    pub comment: Option<Text>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextBox {
    /// The shape's name, where it is not to be `TextBox 4` and so on.
    pub name: Option<String>,
    pub text: Text,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The first paragraph, in bold.
    pub heading: Option<Scalar>,
    #[serde(default)]
    pub items: Vec<Scalar>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    pub title: Option<String>,
    #[serde(rename = "type", default)]
    pub kind: ChartType,
    #[serde(deserialize_with = "scalars")]
    pub categories: Vec<String>,
    /// Numbers by series name, in the order of the file; `null` is a gap.
    pub series: IndexMap<String, Vec<Option<f64>>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChartType {
    #[default]
    Column,
    Bar,
    Line,
    Area,
    Radar,
    Pie,
    Doughnut,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The alternative text (`descr`).
    pub alt: Option<String>,
    pub name: Option<String>,
    pub title: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub text: String,
    pub url: String,
}

impl TextDeck {
    /// Reads a deck from YAML.
    ///
    /// # Panics
    /// If the YAML is not a text deck, with the parser's message, which names the line.
    pub fn from_yaml(yaml: &str) -> Self {
        serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error}\nin:\n{yaml}"))
    }
}

impl From<TextSlide> for TextDeck {
    /// A deck of one slide.
    fn from(slide: TextSlide) -> Self {
        Self {
            slides: vec![slide],
            ..Self::default()
        }
    }
}

/// Any YAML scalar, as text: a table may hold `42` or `yes` without quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scalar(pub String);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected text, a number, true, false or null")]
        enum Any {
            Null,
            Bool(bool),
            Integer(i64),
            Float(f64),
            Text(String),
        }
        Ok(Self(match Any::deserialize(deserializer)? {
            Any::Null => String::new(),
            Any::Bool(value) => value.to_string(),
            Any::Integer(value) => value.to_string(),
            Any::Float(value) => value.to_string(),
            Any::Text(value) => value,
        }))
    }
}

/// Paragraphs: a list of them, or one string that has a paragraph a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<String>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected text or a list of paragraphs")]
        enum Any {
            List(Vec<Scalar>),
            One(Scalar),
        }
        Ok(Self(match Any::deserialize(deserializer)? {
            Any::List(list) => list.into_iter().map(|one| one.0).collect(),
            Any::One(one) => one.0.lines().map(str::to_owned).collect(),
        }))
    }
}

impl Text {
    /// The paragraphs as one string, a line each.
    pub fn joined(&self) -> String {
        self.0.join("\n")
    }
}

fn scalars<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let list = Vec::<Scalar>::deserialize(deserializer)?;
    Ok(list.into_iter().map(|one| one.0).collect())
}

fn scalar_map<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<IndexMap<String, String>, D::Error> {
    let map = IndexMap::<String, Scalar>::deserialize(deserializer)?;
    Ok(map
        .into_iter()
        .map(|(name, value)| (name, value.0))
        .collect())
}
