//! Pages (`draw:page`) and master pages (`style:master-page`), with their notes.

use super::shapes;
use crate::deck::shared::canvas::{Canvas, Host};
use crate::deck::shared::problem::Problem;
use crate::deck::shared::xml::{Tag, Xml};
use crate::deck::{Limits, Part};

/// A slide as it stands.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) name: String,
    pub(super) style: String,
    pub(super) master: String,
    pub(super) canvas: Canvas,
    pub(super) notes: Canvas,
    /// Names of the header, footer and date it shows.
    pub(super) uses: Vec<String>,
}

/// A master page, the notes page on one, or the handout's.
#[derive(Debug)]
pub(super) struct Master {
    pub(super) name: String,
    pub(super) canvas: Canvas,
    /// It shows in print, whatever the slides use.
    pub(super) printed: bool,
}

/// Reads a page, which has just been started. What stood before damage is kept.
pub(super) fn read(
    xml: &mut Xml<'_>,
    tag: &Tag<'_>,
    limits: &Limits,
    pages: &mut Vec<Page>,
) -> Result<(), Problem> {
    let value = |name: &str| tag.prefixed(name).unwrap_or_default().into_owned();
    let mut page = Page {
        name: value("name"),
        style: value("style-name"),
        master: value("master-page-name"),
        canvas: Canvas::new(Host::Slide, limits),
        notes: Canvas::new(Host::Notes, limits),
        uses: Vec::new(),
    };
    for (key, name) in tag.prefixed_all() {
        if matches!(
            key,
            "use-header-name" | "use-footer-name" | "use-date-time-name"
        ) {
            page.uses.push(name.into_owned());
        }
    }
    let level = xml.level();
    let outcome = shapes::page(xml, level, &mut page.canvas, &mut page.notes);
    pages.push(page);
    outcome
}

/// Reads a master page, which has just been started.
pub(super) fn master(
    xml: &mut Xml<'_>,
    tag: &Tag<'_>,
    limits: &Limits,
    masters: &mut Vec<Master>,
) -> Result<(), Problem> {
    let name = tag.prefixed("name").unwrap_or_default().into_owned();
    let mut canvas = Canvas::new(Host::Master, limits);
    let mut notes = Canvas::new(Host::Master, limits);
    let level = xml.level();
    let outcome = shapes::page(xml, level, &mut canvas, &mut notes);
    let printed = tag.local() == "handout-master";
    let has_notes = !notes.texts.is_empty() || !notes.references.is_empty();
    masters.push(Master {
        name: if printed {
            "handout".to_owned()
        } else {
            name.clone()
        },
        canvas,
        printed,
    });
    if has_notes {
        masters.push(Master {
            name: format!("{name}, notes"),
            canvas: notes,
            printed: true,
        });
    }
    outcome
}

/// The part under which an element's text is filed, by `presentation:class`.
pub(super) fn part_of(class: &str) -> Part {
    match class {
        "title" => Part::Title,
        _ => Part::Body,
    }
}
