//! One XML part, or the whole of a flat file: pages, master pages, styles, properties.

use super::page::{self, Master, Page};
use super::words;
use crate::deck::pptx::properties::{custom_property, property, titled};
use crate::deck::shared::canvas::{Canvas, Host};
use crate::deck::shared::names::is_machine_value;
use crate::deck::shared::problem::Problem;
use crate::deck::shared::xml::Xml;
use crate::deck::{Limits, Part, Place, Stamp, Text};
use rustc_hash::{FxHashMap, FxHashSet};

/// What the parts of a file say together.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) pages: Vec<Page>,
    pub(super) masters: Vec<Master>,
    pub(super) styles: Styles,
    /// Headers, footers and dates by name, which pages use.
    pub(super) declared: FxHashMap<String, String>,
    /// Properties of the whole file.
    pub(super) texts: Vec<Text>,
    pub(super) stamp: Stamp,
    /// What the body holds: 'presentation', 'text'.
    pub(super) body: Option<String>,
}

/// What the styles of pages say.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Pages of these are skipped in the show.
    pub(super) hidden: FxHashSet<String>,
    /// Pages of these do not show their master's shapes.
    pub(super) bare: FxHashSet<String>,
}

impl Document {
    /// Reads one part, whichever it is, or all of them in one.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, limits: &Limits) -> Result<(), Problem> {
        let mut style = String::new();
        let mut in_body = false;
        while let Some(tag) = xml.tag(0)? {
            xml.check(self.texts.len() + self.masters.len() + self.declared.len())?;
            if std::mem::take(&mut in_body) && self.body.is_none() {
                self.body = Some(tag.local().to_owned());
            }
            match tag.local() {
                "body" => in_body = true,
                "style" => style = tag.prefixed("name").unwrap_or_default().into_owned(),
                "drawing-page-properties" => {
                    if tag.prefixed("visibility").as_deref() == Some("hidden") {
                        self.styles.hidden.insert(style.clone());
                    }
                    if tag.prefixed("background-objects-visible").as_deref() == Some("false") {
                        self.styles.bare.insert(style.clone());
                    }
                }
                "page" => {
                    if self.pages.len() >= limits.entries {
                        return Err(Problem::too_many("slides", limits.entries));
                    }
                    page::read(xml, &tag, limits, &mut self.pages)?;
                }
                "master-page" | "handout-master" => {
                    page::master(xml, &tag, limits, &mut self.masters)?;
                }
                "footer-decl" | "header-decl" | "date-time-decl" => {
                    let name = tag.prefixed("name").unwrap_or_default().into_owned();
                    let mut text = String::new();
                    let outcome = xml.text(&mut text);
                    self.declared.insert(name, text.trim().to_owned());
                    outcome?;
                }
                "show" => {
                    let name = tag.prefixed("name").unwrap_or_default();
                    self.texts.extend(property("custom show", &name));
                }
                "tracked-changes" => self.changes(xml, limits)?,
                "meta" => self.meta(xml)?,
                "settings" if tag.prefix() == "office" => self.settings(xml)?,
                "binary-data" => xml.skip(xml.level())?,
                _ => {}
            }
        }
        Ok(())
    }

    /// `office:meta`. Names of people are personal data and are not read.
    fn meta(&mut self, xml: &mut Xml<'_>) -> Result<(), Problem> {
        let level = xml.level();
        while let Some(tag) = xml.tag(level)? {
            xml.check(self.texts.len())?;
            let place = match tag.local() {
                "title" => "title",
                "subject" => "subject",
                "description" => "description",
                "keyword" => "keywords",
                "user-defined" => {
                    let name = tag.prefixed("name").unwrap_or_default().into_owned();
                    let mut value = String::new();
                    let outcome = xml.text(&mut value);
                    custom_property(&name, &value, &mut self.texts, &mut self.stamp);
                    outcome?;
                    continue;
                }
                "template" => {
                    let title = tag.prefixed("title").unwrap_or_default();
                    self.texts.extend(property("template", &title));
                    self.link(&tag.prefixed("href").unwrap_or_default());
                    continue;
                }
                "auto-reload" => {
                    self.link(&tag.prefixed("href").unwrap_or_default());
                    continue;
                }
                _ => continue,
            };
            let mut text = String::new();
            let outcome = xml.text(&mut text);
            self.texts.extend(titled(place, &text));
            outcome?;
        }
        Ok(())
    }

    fn link(&mut self, address: &str) {
        if !address.trim().is_empty() {
            self.texts.push(Text {
                part: Part::Link,
                shape: None,
                place: Place::Named("template".into()),
                text: address.to_owned(),
                all_caps: false,
                origin: None,
            });
        }
    }

    /// `office:settings`: what a person could have written. A printer's name is the machine's.
    fn settings(&mut self, xml: &mut Xml<'_>) -> Result<(), Problem> {
        let level = xml.level();
        while let Some(tag) = xml.tag(level)? {
            xml.check(self.texts.len())?;
            if tag.local() != "config-item" {
                continue;
            }
            let name = tag.prefixed("name").unwrap_or_default().into_owned();
            let words = tag.prefixed("type").as_deref() == Some("string");
            let mut value = String::new();
            let outcome = xml.text(&mut value);
            let value = value.trim();
            let machine = name.starts_with("Printer")
                || value.starts_with("$(")
                || value.starts_with("vnd.sun.star.")
                || is_machine_value(value);
            if words && !machine {
                self.texts
                    .extend(property(&format!("setting {name}"), value));
            }
            outcome?;
        }
        Ok(())
    }

    /// `text:tracked-changes`: what was deleted and still travels.
    fn changes(&mut self, xml: &mut Xml<'_>, limits: &Limits) -> Result<(), Problem> {
        let mut canvas = Canvas::new(Host::Slide, limits);
        let level = xml.level();
        let outcome = words::deleted(xml, level, &mut canvas);
        self.texts.append(&mut canvas.texts);
        outcome
    }
}
