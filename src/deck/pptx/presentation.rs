//! The presentation part (ECMA-376-1, 19.2.1.26): the order of slides, their sections, and shows.

use super::problem::Problem;
use super::xml::Xml;
use crate::deck::{Part, Place, Text};
use rustc_hash::FxHashMap;

/// What the presentation part says.
#[derive(Debug, Default)]
pub(super) struct Presentation {
    /// Each slide's id and relationship id, in order.
    pub(super) slides: Vec<(String, String)>,
    /// The section each slide id stands in ([MS-PPTX] 2.6.22).
    pub(super) sections: FxHashMap<String, String>,
    /// Names of sections and of custom shows.
    pub(super) texts: Vec<Text>,
}

impl Presentation {
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, limit: usize) -> Result<(), Problem> {
        let mut section = None;
        let mut root = true;
        while let Some(tag) = xml.tag(0)? {
            if std::mem::take(&mut root) && tag.local() != "presentation" {
                return Err(Problem::malformed("its root element is not a presentation"));
            }
            if self.slides.len() + self.sections.len() + self.texts.len() > limit.saturating_mul(3)
            {
                return Err(Problem::too_many(
                    "slides and sections",
                    limit.saturating_mul(3),
                ));
            }
            match tag.local() {
                "sldId" => {
                    let id = tag.attribute("id").unwrap_or_default().into_owned();
                    match (tag.prefixed("id"), &section) {
                        (Some(relationship), _) => {
                            self.slides.push((id, relationship.into_owned()))
                        }
                        (None, Some(name)) => drop(self.sections.insert(id, String::clone(name))),
                        (None, None) => {}
                    }
                }
                "section" => {
                    let name = tag.attribute("name").unwrap_or_default().into_owned();
                    self.name("section", &name);
                    section = Some(name);
                }
                "custShow" => {
                    let name = tag.attribute("name").unwrap_or_default().into_owned();
                    self.name("custom show", &name);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn name(&mut self, what: &str, name: &str) {
        if !name.trim().is_empty() {
            self.texts.push(Text {
                part: Part::Properties,
                shape: None,
                place: Place::Named(what.to_owned()),
                text: name.to_owned(),
                all_caps: false,
                origin: None,
            });
        }
    }
}
