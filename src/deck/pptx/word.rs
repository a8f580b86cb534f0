//! Word documents as one-pagers (WordprocessingML, ECMA-376-1, 17): `.docx .docm .dotx .dotm`.
//!
//! A document has pages only once it is laid out, so its units are its sections as a reader sees
//! them: what stands before the first heading, and then each heading of the first two levels with
//! what follows it. A comparison is then judged within one section, as on a slide.

use super::Reader;
use super::canvas::Host;
use super::document;
use super::embedded::Find;
use super::problem::Problem;
use super::properties::property;
use super::relationships::Target;
use super::word_walk::{Section, Styles, Walk};
use crate::deck::{Deck, Part, Place, Sheet, Slide, Text, Unreadable};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

impl Reader<'_> {
    /// Reads the document whose main part this is.
    pub(super) fn document(mut self, main: &Rc<str>) -> Result<Deck, Unreadable> {
        let limits = self.package.budget.limits;
        let mut styles = Styles::default();
        for name in self.related(main, "styles") {
            self.part(&name, None, &mut styles, |xml, styles| styles.read(xml));
        }
        let mut walk = Walk::new(Host::Slide, &limits, &styles);
        self.part(main, None, &mut walk, |xml, walk| walk.read(xml));
        let sections = walk.sections;
        if sections.iter().all(Section::is_empty)
            && let Some(unread) = self.deck.unread.pop()
        {
            let detail = format!(
                "its main part {} cannot be read: {}",
                unread.source, unread.detail
            );
            return Err(super::unreadable(Problem::new(unread.reason, detail)));
        }
        let mut notes = FxHashMap::default();
        for kind in ["footnotes", "endnotes", "comments"] {
            for name in self.related(main, kind) {
                self.notes_of(&name, kind, &mut notes);
            }
        }
        self.sections(main, sections, &mut notes);
        // A remark that nothing in the text refers to travels all the same.
        let mut left: Vec<_> = notes.into_iter().collect();
        left.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (_, mut texts) in left {
            self.keep(main, None, &mut texts);
            self.deck.texts.append(&mut texts);
        }
        self.margins(main);
        self.building_blocks(main);
        self.properties(main);
        // Addresses that the text shows were told where they stand.
        let (slides, whole) = (&self.deck.slides, &mut self.deck.texts);
        let shown: FxHashSet<&str> = slides
            .iter()
            .flat_map(|slide| &slide.texts)
            .filter(|text| text.part == Part::Link)
            .map(|text| text.text.as_str())
            .collect();
        whole.retain(|text| text.part != Part::Link || !shown.contains(text.text.as_str()));
        self.orphans();
        self.drain_problems(None);
        Ok(self.deck)
    }

    fn sections(
        &mut self,
        main: &Rc<str>,
        sections: Vec<Section>,
        notes: &mut FxHashMap<(&'static str, String), Vec<Text>>,
    ) {
        let relationships = self.package.relationships(main);
        let mut followed = FxHashSet::default();
        let last = sections.len();
        let units = sections
            .into_iter()
            .filter(|section| last == 1 || !section.is_empty());
        for (index, section) in units.enumerate() {
            let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let here = Some(number);
            let (shapes, mut texts) = self.follow_named(
                main,
                here,
                section.canvas,
                None,
                (&relationships, &mut followed),
            );
            for asked in section.notes {
                texts.extend(notes.remove(&asked).unwrap_or_default());
            }
            let title = section
                .title
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            self.keep(main, here, &mut texts);
            self.drain_problems(here);
            self.deck.slides.push(Slide {
                number,
                title: (!title.is_empty()).then_some(title),
                source: main.to_string(),
                shapes,
                texts,
                ..Slide::default()
            });
        }
        // What a part refers to and no text shows.
        let mut texts = Vec::new();
        for index in 0..relationships.len() {
            let external = matches!(relationships[index].target, Target::External(_));
            if !followed.contains(&index) && !external {
                self.resolve(&relationships, index, Host::Slide, None, None, &mut texts);
            }
        }
        self.keep(main, None, &mut texts);
        self.deck.texts.append(&mut texts);
    }

    /// Footnotes, endnotes and comments, each by its id.
    fn notes_of(
        &mut self,
        name: &Rc<str>,
        kind: &'static str,
        into: &mut FxHashMap<(&'static str, String), Vec<Text>>,
    ) {
        let limits = self.package.budget.limits;
        let styles = Styles::default();
        let mut walk = Walk::new(Host::Slide, &limits, &styles);
        walk.split_at_notes();
        self.part(name, None, &mut walk, |xml, walk| walk.read(xml));
        let relationships = self.package.relationships(name);
        let mut followed = FxHashSet::default();
        for section in walk.sections {
            let id = section.id.clone();
            let (_, mut texts) = self.follow_named(
                name,
                None,
                section.canvas,
                None,
                (&relationships, &mut followed),
            );
            for text in &mut texts {
                text.shape = None;
                if kind == "comments" && text.part != Part::Link {
                    text.part = Part::Comment;
                } else if text.place == Place::Whole && text.part == Part::Body {
                    text.place = Place::Named(kind.trim_end_matches('s').to_owned());
                }
            }
            if !texts.is_empty() {
                into.insert((kind, id), texts);
            }
        }
    }

    /// Headers and footers, which show on every page of their part of the document.
    fn margins(&mut self, main: &Rc<str>) {
        let limits = self.package.budget.limits;
        let all: Vec<u32> = self.deck.slides.iter().map(|slide| slide.number).collect();
        for kind in ["header", "footer"] {
            for source in self.related(main, kind) {
                let styles = Styles::default();
                let mut walk = Walk::new(Host::Master, &limits, &styles);
                self.part(&source, None, &mut walk, |xml, walk| walk.read(xml));
                let Some(section) = walk.sections.into_iter().next() else {
                    continue;
                };
                let (shapes, mut texts) = self.follow(&source, None, section.canvas, None);
                self.keep(&source, None, &mut texts);
                self.deck.sheets.push(Sheet {
                    name: kind.to_owned(),
                    source: source.to_string(),
                    used_by: all.clone(),
                    shapes,
                    texts,
                });
            }
        }
        self.drain_problems(None);
    }

    /// Building blocks and the template, which travel with the document.
    fn building_blocks(&mut self, main: &Rc<str>) {
        let mut texts = Vec::new();
        for name in self.related(main, "glossaryDocument") {
            let mut paragraphs = Vec::new();
            self.part(&name, None, &mut paragraphs, document::read);
            texts.extend(
                paragraphs
                    .iter()
                    .filter_map(|text| property("building block", text)),
            );
        }
        for name in self.related(main, "settings") {
            for relationship in self.package.relationships(&name).iter() {
                if let Target::External(address) = &relationship.target {
                    texts.push(Text {
                        part: Part::Link,
                        shape: None,
                        place: Place::Named("template".into()),
                        text: address.to_string(),
                        all_caps: false,
                        origin: None,
                    });
                }
            }
        }
        for name in self.related(main, "aFChunk") {
            for Find { place, text } in self.embedded_finds(&name, None) {
                texts.push(Text {
                    part: Part::Embedded,
                    shape: None,
                    place,
                    text,
                    all_caps: false,
                    origin: None,
                });
            }
        }
        self.keep(main, None, &mut texts);
        self.deck.texts.append(&mut texts);
    }
}
