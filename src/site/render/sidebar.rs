//! A section's pages beside each of them, in lengths that a person can look over.

use super::pages::add;
use super::{Renderer, context};
use crate::site::model::Model;
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
        add(context, "sidebar", self.sidebar(top, place));
    }
}

/// A length of a section's sidebar. A section of many pages has one a length, so that what a page
/// costs does not grow with its neighbours.
pub(super) fn made(model: &Model, top: usize, length: usize) -> Value {
    let page = |at: usize| context::SidebarItem {
        title: model.library.pages[at].title.clone(),
        url: model.library.pages[at].url.clone(),
        items: Vec::new(),
    };
    let folder = |at: usize| context::SidebarItem {
        title: model.sections[at].title.clone(),
        url: model.sections[at].url.clone(),
        items: Vec::new(),
    };
    // A folder within is listed as far as a person can look over.
    let whole = |at: usize| {
        let section = &model.sections[at];
        let pages = section.pages.iter().take(SIDEBAR).map(|&at| page(at));
        let folders = section.sections.iter().map(|&at| folder(at));
        context::SidebarItem {
            items: pages.chain(folders).collect(),
            ..folder(at)
        }
    };
    let section = &model.sections[top];
    let pages = section.pages.iter().map(|&at| (at, true));
    let folders = section.sections.iter().map(|&at| (at, false));
    let shown = pages
        .chain(folders)
        .skip(length * SIDEBAR)
        .take(SIDEBAR)
        .map(|(at, is_page)| if is_page { page(at) } else { whole(at) });
    let shown: Vec<_> = shown.collect();
    Value::from_serializable(&context::Sidebar {
        title: section.title.clone(),
        url: section.url.clone(),
        more: section.pages.len() + section.sections.len() - shown.len(),
        items: shown,
    })
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
