//! What a rule looks at: a deck in units, with the names found in each text.

use super::lexicon::{Annotated, Entity, Lexicon, Mention};
use super::{Known, Room};
use crate::deck::{Deck, Orphan, Part, Shape, Sheet, Slide, Text};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

/// A deck and the room it is judged for.
pub struct Subject<'a> {
    /// The deck.
    pub deck: &'a Deck,
    /// Who will see it. Where nobody knows, `None`.
    pub room: Option<&'a Room>,
    /// What the playbook knows of it.
    pub known: Known<'a>,
    /// The day on which dates are judged.
    pub today: jiff::civil::Date,
    pub(crate) lexicon: &'a Lexicon,
    /// Slides in order, then sheets, the file's own texts and the orphans.
    pub(crate) units: Vec<Unit<'a>>,
}

/// Texts that are seen together.
pub(crate) struct Unit<'a> {
    pub(crate) of: UnitOf<'a>,
    pub(crate) texts: Vec<Annotated<'a>>,
    /// Packs of which a sure name stands in the unit: the evidence for the others.
    evidence: FxHashSet<usize>,
    /// The same for vendors.
    vendors: FxHashSet<usize>,
    /// How surely it leans against a product, read whole; empty until somebody has asked.
    pub(crate) second_look: OnceLock<f64>,
}

/// What a unit is.
#[derive(Clone, Copy)]
pub(crate) enum UnitOf<'a> {
    Slide(&'a Slide),
    Sheet(&'a Sheet),
    File,
    Orphan(&'a Orphan),
}

impl<'a> Subject<'a> {
    pub(crate) fn new(
        deck: &'a Deck,
        room: Option<&'a Room>,
        lexicon: &'a Lexicon,
        today: jiff::civil::Date,
    ) -> Self {
        let mut units: Vec<Unit<'a>> =
            Vec::with_capacity(deck.slides.len() + deck.sheets.len() + 1);
        let unit = |of, texts: &'a [Text]| Unit::new(of, texts, lexicon);
        units.extend(deck.slides.iter().map(|s| unit(UnitOf::Slide(s), &s.texts)));
        speak_for_all(&mut units);
        units.extend(deck.sheets.iter().map(|s| unit(UnitOf::Sheet(s), &s.texts)));
        units.push(unit(UnitOf::File, &deck.texts));
        units.extend(
            deck.orphans
                .iter()
                .map(|o| unit(UnitOf::Orphan(o), &o.texts)),
        );
        Self {
            deck,
            room,
            known: Known::default(),
            today,
            lexicon,
            units,
        }
    }

    /// The ids of the hyperscalers the deck is for; empty where it is for none or nobody knows.
    pub(crate) fn hyperscalers(&self) -> &[String] {
        self.room.map_or(&[], |r| &r.hyperscalers)
    }

    /// A name of this pack belongs into the room.
    pub(crate) fn expects(&self, pack: usize) -> bool {
        self.room
            .is_some_and(|r| r.expects(&self.lexicon.packs[pack].id))
    }

    /// 'AWS', or 'AWS and Microsoft', or 'no hyperscaler'.
    pub(crate) fn hosts(&self) -> String {
        let names: Vec<&str> = self
            .hyperscalers()
            .iter()
            .map(|id| {
                self.lexicon
                    .pack_of(id)
                    .map_or(id.as_str(), |p| self.lexicon.packs[p].name.as_str())
            })
            .collect();
        match names.as_slice() {
            [] => "no hyperscaler".to_owned(),
            [one] => (*one).to_owned(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }
}

/// A long deck that speaks of one hyperscaler throughout is evidence by itself: a course on AWS has
/// slides that say only 'Lambda'. Slides that name another one are left to themselves.
fn speak_for_all(slides: &mut [Unit<'_>]) {
    const MANY: usize = 8;
    let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
    for pack in slides.iter().flat_map(|u| &u.evidence) {
        *counts.entry(*pack).or_default() += 1;
    }
    let Some((&pack, &count)) = counts.iter().max_by_key(|(pack, count)| (**count, **pack)) else {
        return;
    };
    let others: usize = counts.values().sum::<usize>() - count;
    if count >= MANY && count * 5 >= slides.len() * 2 && count > others * 4 {
        for slide in slides.iter_mut().filter(|s| s.evidence.is_empty()) {
            slide.evidence.insert(pack);
        }
    }
}

impl<'a> Unit<'a> {
    fn new(of: UnitOf<'a>, texts: &'a [Text], lexicon: &Lexicon) -> Self {
        let texts: Vec<_> = texts.iter().map(|t| lexicon.annotate(t)).collect();
        let mut evidence = FxHashSet::default();
        let mut vendors = FxHashSet::default();
        let placed = texts
            .iter()
            .flat_map(|t| t.mentions.iter().map(|m| (t.text.part, m)));
        for (part, mention) in placed {
            // The company alone speaks for its paragraph, and in the title for the whole slide.
            let said = !lexicon.is_company(mention.entity) || part == Part::Title;
            if let Some(pack) = mention.entity.pack()
                && mention.sure
                && said
                && !lexicon.is_portable(mention.entity)
            {
                evidence.insert(pack);
            }
            if let Entity::Vendor(vendor) = mention.entity
                && mention.sure
            {
                vendors.insert(vendor);
            }
        }
        Self {
            of,
            texts,
            evidence,
            vendors,
            second_look: OnceLock::new(),
        }
    }

    /// The mentions of a text that stand for what they seem to.
    pub(crate) fn mentions<'b>(
        &'b self,
        text: &'b Annotated<'a>,
    ) -> impl Iterator<Item = &'b Mention> {
        text.mentions.iter().filter(|m| self.holds(m))
    }

    /// A sure mention always holds; another one where a sure name of the same owner is near.
    pub(crate) fn holds(&self, mention: &Mention) -> bool {
        mention.sure
            || match mention.entity {
                Entity::Vendor(vendor) => self.vendors.contains(&vendor),
                Entity::Industry(_) => false,
                entity => {
                    mention.vouched || entity.pack().is_some_and(|p| self.evidence.contains(&p))
                }
            }
    }

    pub(crate) fn shapes(&self) -> &'a [Shape] {
        match self.of {
            UnitOf::Slide(slide) => &slide.shapes,
            UnitOf::Sheet(sheet) => &sheet.shapes,
            UnitOf::File | UnitOf::Orphan(_) => &[],
        }
    }

    /// The texts of one part, in order.
    pub(crate) fn part(&self, part: Part) -> impl Iterator<Item = &Annotated<'a>> {
        self.texts.iter().filter(move |t| t.text.part == part)
    }
}
