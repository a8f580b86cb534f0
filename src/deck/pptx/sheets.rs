//! Layouts and masters: what stands on them shows on every slide that uses them.
//!
//! Only their own shapes show. The text of their placeholders is a prompt, which a slide replaces
//! or leaves out (ECMA-376-1, 19.3.1.36).

use super::Reader;
use super::canvas::{Canvas, Host};
use super::slide::sheet;
use crate::deck::Sheet;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// The layouts that slides use, in the order of their first use.
#[derive(Debug, Default)]
pub(super) struct Used {
    order: Vec<(Rc<str>, Vec<u32>)>,
    places: FxHashMap<Rc<str>, usize>,
}

impl Used {
    /// Notes that a slide uses a layout. A slide with `showMasterSp="0"` shows neither the layout
    /// nor its master (19.3.1.38), though it still takes its places from them.
    pub(super) fn add(&mut self, sheet: Rc<str>, slide: u32, shows: bool) {
        let place = *self.places.entry(Rc::clone(&sheet)).or_insert_with(|| {
            self.order.push((sheet, Vec::new()));
            self.order.len() - 1
        });
        if shows && let Some((_, slides)) = self.order.get_mut(place) {
            slides.push(slide);
        }
    }
}

impl Reader<'_> {
    /// Step 4.
    pub(super) fn sheets(&mut self, main: &str, layouts: Used) {
        let mut masters = Used::default();
        for (layout, slides) in layouts.order {
            if slides.is_empty() {
                continue;
            }
            let shows_master = self.sheet(&layout, Host::Layout, slides.clone());
            for master in self.related(&layout, "slideMaster") {
                for slide in &slides {
                    masters.add(Rc::clone(&master), *slide, shows_master);
                }
            }
        }
        for (master, mut slides) in masters.order {
            slides.sort_unstable();
            slides.dedup();
            if !slides.is_empty() {
                self.sheet(&master, Host::Master, slides);
            }
        }
        for kind in ["notesMaster", "handoutMaster"] {
            for master in self.related(main, kind) {
                self.sheet(&master, Host::Master, Vec::new());
            }
        }
        self.drain_problems(None);
    }

    /// Reads one layout or master, and tells whether its own master shows through.
    fn sheet(&mut self, source: &Rc<str>, host: Host, used_by: Vec<u32>) -> bool {
        let mut canvas = Canvas::new(host, &self.package.budget.limits);
        self.part(source, None, &mut canvas, sheet);
        let shows_master = canvas.shows_master;
        let name = canvas.name.take().unwrap_or_default();
        let (shapes, mut texts) = self.follow(source, None, canvas, None);
        self.keep(source, None, &mut texts);
        self.deck.sheets.push(Sheet {
            name,
            source: source.to_string(),
            used_by,
            shapes,
            texts,
        });
        shows_master
    }
}
