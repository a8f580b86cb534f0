//! What one drawing gives while it is read: shapes, texts, and references to other parts.
//!
//! A drawing is a slide, a layout, a master, a notes page, a handout, a diagram's drawing or the
//! shapes laid over a chart. All hold the same shape tree (ECMA-376-1, 19.3.1 and 20.1).

use super::names::{is_automatic_file_name, is_machine_value};
use super::problem::Problem;
use super::xml::Tag;
use crate::deck::{Limits, Part, Place, Shape, Text};
use rustc_hash::FxHashSet;

/// What kind of drawing it is; it decides under which [`Part`] a text is filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::deck) enum Host {
    Slide,
    Layout,
    Master,
    Notes,
    /// Shapes that belong to something else, a chart say: all their text is filed under it.
    Inside(Part),
}

impl Host {
    /// Where a text is filed that would be `natural` on a slide.
    pub(in crate::deck) fn file(self, natural: Part) -> Part {
        match self {
            Self::Slide => natural,
            Self::Layout => Part::Layout,
            Self::Master => Part::Master,
            Self::Notes if matches!(natural, Part::Link | Part::Picture) => natural,
            Self::Notes => Part::Notes,
            Self::Inside(part) => part,
        }
    }

    /// Where the address of something outside the file is filed.
    pub(in crate::deck) fn file_link(self) -> Part {
        match self {
            Self::Layout => Part::Layout,
            Self::Master => Part::Master,
            Self::Slide | Self::Notes | Self::Inside(_) => Part::Link,
        }
    }

    /// Whether a placeholder's text is only a prompt, which no slide shows (19.3.1.36).
    pub(in crate::deck) fn prompts(self) -> bool {
        matches!(self, Self::Layout | Self::Master)
    }
}

/// Collects what a drawing holds.
#[derive(Debug)]
pub(in crate::deck) struct Canvas {
    pub(in crate::deck) host: Host,
    pub(in crate::deck) shapes: Vec<Shape>,
    pub(in crate::deck) texts: Vec<Text>,
    pub(in crate::deck) references: Vec<Reference>,
    /// `show="0"` on a slide.
    pub(in crate::deck) hidden: bool,
    /// `showMasterSp`: whether what lies below shows through.
    pub(in crate::deck) shows_master: bool,
    /// The name of a layout (`p:cSld@name`).
    pub(in crate::deck) name: Option<String>,
    limit: usize,
}

/// A relationship id met in a drawing, to be followed once the drawing has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::deck) struct Reference {
    pub(in crate::deck) id: Box<str>,
    pub(in crate::deck) shape: Option<usize>,
    /// How many texts stood before it, so that what it leads to is filed in reading order.
    pub(in crate::deck) at: usize,
}

impl Canvas {
    pub(in crate::deck) fn new(host: Host, limits: &Limits) -> Self {
        Self {
            host,
            shapes: Vec::new(),
            texts: Vec::new(),
            references: Vec::new(),
            hidden: false,
            shows_master: true,
            name: None,
            limit: limits.items,
        }
    }

    /// Refuses to go on where a drawing holds more than any person drew.
    pub(in crate::deck) fn check(&self) -> Result<(), Problem> {
        if self.shapes.len() + self.texts.len() + self.references.len() > self.limit {
            return Err(Problem::too_many(
                "shapes, texts and references",
                self.limit,
            ));
        }
        Ok(())
    }

    /// Adds a text, unless nothing of it can be seen.
    pub(in crate::deck) fn add(
        &mut self,
        natural: Part,
        shape: Option<usize>,
        place: Place,
        text: String,
        all_caps: bool,
    ) {
        if !is_blank(&text) {
            self.texts.push(Text {
                part: self.host.file(natural),
                shape,
                place,
                text,
                all_caps,
                origin: None,
            });
        }
    }

    /// Notes every relationship id on a tag.
    pub(in crate::deck) fn refer(&mut self, tag: &Tag<'_>, shape: Option<usize>) {
        for (key, id) in tag.prefixed_all() {
            if matches!(key, "id" | "embed" | "link" | "dm" | "pict") && !id.is_empty() {
                let reference = Reference {
                    id: id.as_ref().into(),
                    shape,
                    at: self.texts.len(),
                };
                if !self
                    .references
                    .iter()
                    .rev()
                    .take(8)
                    .any(|known| known.id == reference.id && known.shape == shape)
                {
                    self.references.push(reference);
                }
            }
        }
    }

    /// Notes a sound: where it is and what it is called.
    pub(in crate::deck) fn sound(&mut self, tag: &Tag<'_>, shape: Option<usize>) {
        self.refer(tag, shape);
        if let Some(name) = tag.attribute("name")
            && !is_automatic_file_name(&name)
        {
            let place = Place::Named("file name".into());
            self.add(Part::Picture, shape, place, name.into_owned(), false);
        }
    }

    /// Adds text that stands where none is known to stand: an extension of some add-in.
    pub(in crate::deck) fn stray(&mut self, text: &str, shape: Option<usize>) {
        let text = text.trim();
        if !text.is_empty() && !is_machine_value(text) {
            let place = Place::Named("extension".into());
            self.add(Part::Body, shape, place, text.to_owned(), false);
        }
    }

    /// Notes a hyperlink: its target by id, its tip as text.
    pub(in crate::deck) fn link(&mut self, tag: &Tag<'_>, shape: Option<usize>) {
        self.refer(tag, shape);
        if let Some(address) = tag.attribute("invalidUrl") {
            self.add(Part::Link, shape, Place::Whole, address.into_owned(), false);
        }
        if let Some(tip) = tag.attribute("tooltip") {
            self.add(
                Part::Link,
                shape,
                Place::Named("tip".into()),
                tip.into_owned(),
                false,
            );
        }
    }

    /// Drops from the texts after `fallback` those that stand between `choice` and it already.
    pub(in crate::deck) fn forget_repeats(&mut self, choice: usize, fallback: usize) {
        let again = self.texts.split_off(fallback.min(self.texts.len()));
        if again.is_empty() {
            return;
        }
        let known = self.texts.get(choice..).unwrap_or_default();
        let known: FxHashSet<String> = known.iter().map(|text| words(&text.text)).collect();
        self.texts.extend(
            again
                .into_iter()
                .filter(|text| !known.contains(&words(&text.text))),
        );
        let length = self.texts.len();
        for reference in self
            .references
            .iter_mut()
            .rev()
            .take_while(|reference| reference.at > fallback)
        {
            reference.at = reference.at.min(length);
        }
    }
}

/// Whether a text shows nothing at all.
pub(in crate::deck) fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}')
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
