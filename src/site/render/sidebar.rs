//! A section's pages beside each of them, in lengths that a person can look over.

use super::pages::add;
use super::{Renderer, Sidebars, context};
use crate::site::model::Model;
use rustc_hash::FxHashMap;
use tera::{Context, Value};

/// How many pages a sidebar lists before it is cut into lengths.
const SIDEBAR: usize = 40;

impl Renderer<'_> {
    pub(super) fn add_sidebar(&self, context: &mut Context, at: usize) {
        let section = self.model.section_of(at);
        let Some(top) = self.model.navigation_of(section) else {
            return;
        };
        let place = sidebar_length(self.model, top, section, at);
        let sidebar = self
            .sidebars
            .get(&(top, place))
            .cloned()
            .unwrap_or_else(Value::none);
        add(context, "sidebar", sidebar);
    }
}

/// What a section's sidebar lists: its pages and folders, and the pages in these.
fn sidebar_items(model: &Model, top: usize) -> Vec<context::SidebarItem> {
    let of = |at: usize| context::SidebarItem {
        title: model.library.pages[at].title.clone(),
        url: model.library.pages[at].url.clone(),
        items: Vec::new(),
    };
    let section = &model.sections[top];
    let mut items: Vec<context::SidebarItem> = section.pages.iter().map(|&at| of(at)).collect();
    for &inner in &section.sections {
        let section = &model.sections[inner];
        let pages: Vec<_> = section.pages.iter().map(|&at| of(at)).collect();
        let folders = section.sections.iter().map(|&at| context::SidebarItem {
            title: model.sections[at].title.clone(),
            url: model.sections[at].url.clone(),
            items: Vec::new(),
        });
        items.push(context::SidebarItem {
            title: section.title.clone(),
            url: section.url.clone(),
            // A folder within is listed as far as a person can look over.
            items: pages.into_iter().take(SIDEBAR).chain(folders).collect(),
        });
    }
    items
}

/// The sidebars of all sections. A section of many pages has one a length, so that what a page
/// costs does not grow with its neighbours.
pub(super) fn sidebars(model: &Model) -> Sidebars {
    let mut out: Sidebars = FxHashMap::default();
    for top in model.navigation() {
        let items = sidebar_items(model, top);
        let section = &model.sections[top];
        let lengths = items.len().div_ceil(SIDEBAR).max(1);
        for length in 0..lengths {
            let shown: Vec<_> = items
                .iter()
                .skip(length * SIDEBAR)
                .take(SIDEBAR)
                .cloned()
                .collect();
            let sidebar = context::Sidebar {
                title: section.title.clone(),
                url: section.url.clone(),
                more: items.len() - shown.len(),
                items: shown,
            };
            out.insert((top, length), Value::from_serializable(&sidebar));
        }
    }
    out
}

/// The length of a section's sidebar in which a page stands.
fn sidebar_length(model: &Model, top: usize, section: usize, page: usize) -> usize {
    let own = &model.sections[top];
    if section == top {
        return model.place_of(page) / SIDEBAR;
    }
    let mut at = section;
    while let Some(parent) = model.sections[at].parent {
        if parent == top {
            break;
        }
        at = parent;
    }
    let inner = own
        .sections
        .iter()
        .position(|&inner| inner == at)
        .unwrap_or(0);
    (own.pages.len() + inner) / SIDEBAR
}
