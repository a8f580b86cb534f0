//! Relationships and content types: how the parts of a package hang together.
//!
//! A part's relationships lie beside it, `ppt/slides/_rels/slide1.xml.rels` (ECMA-376-2, 7.3).
//! Names of parts mean nothing; the relationship says what a part is for and the content type what
//! it is.

use super::problem::Problem;
use super::xml::Xml;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// One relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::deck) struct Relationship {
    pub(in crate::deck) id: Box<str>,
    /// The last segment of its type: 'slide', 'notesSlide'. Transitional, strict and Microsoft's
    /// own types differ only before it.
    pub(in crate::deck) kind: Box<str>,
    pub(in crate::deck) target: Target,
}

/// Where a relationship leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::deck) enum Target {
    /// A part, by its full name without a leading slash.
    Part(Rc<str>),
    /// An address outside the file, as written.
    External(Rc<str>),
    /// A place on the same part, or nothing.
    Nowhere,
}

impl Relationship {
    /// The part it leads to, if it is of this kind.
    pub(in crate::deck) fn part(&self, kind: &str) -> Option<&Rc<str>> {
        match &self.target {
            Target::Part(name) if &*self.kind == kind => Some(name),
            _ => None,
        }
    }
}

/// The name of the part that holds the relationships of `part`; '' is the package.
pub(in crate::deck) fn part_of(part: &str) -> String {
    let (folder, name) = part
        .rsplit_once('/')
        .map_or(("", part), |(folder, name)| (folder, name));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{name}.rels")
}

/// Reads a relationships part.
pub(in crate::deck) fn read(
    xml: &mut Xml<'_>,
    source: &str,
    limit: usize,
    into: &mut Vec<Relationship>,
) -> Result<(), Problem> {
    while let Some(tag) = xml.tag(0)? {
        if tag.local() != "Relationship" {
            continue;
        }
        let (mut id, mut kind, mut target, mut external) = (None, None, None, false);
        for (key, raw) in tag.attributes() {
            match key {
                "Id" => id = Some(raw),
                "Type" => kind = Some(raw),
                "Target" => target = tag.attribute("Target"),
                "TargetMode" => external = raw.eq_ignore_ascii_case("External"),
                _ => {}
            }
        }
        if into.len() >= limit {
            return Err(Problem::too_many("relationships", limit));
        }
        let (Some(id), Some(kind), Some(target)) = (id, kind, target) else {
            return Err(Problem::malformed(
                "a relationship lacks its id, type or target",
            ));
        };
        let target = if external {
            Target::External(Rc::from(target.as_ref()))
        } else if target.is_empty()
            || target.starts_with('#')
            || target.ends_with("/NULL")
            || target == "NULL"
        {
            // PowerPoint writes 'NULL' for a picture that it has lost.
            Target::Nowhere
        } else if is_address(&target) {
            // Written without TargetMode by some tools; it still leads out of the file.
            Target::External(Rc::from(target.as_ref()))
        } else {
            let name = resolve(source, &target);
            if name.is_empty() {
                Target::Nowhere
            } else {
                Target::Part(Rc::from(name))
            }
        };
        let kind = kind.rsplit('/').next().unwrap_or(kind);
        into.push(Relationship {
            id: id.into(),
            kind: kind.into(),
            target,
        });
    }
    Ok(())
}

fn is_address(target: &str) -> bool {
    target.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// A target as a full part name (RFC 3986, 5.2, on the source part's name).
fn resolve(source: &str, target: &str) -> String {
    let target = target.split(['#', '?']).next().unwrap_or(target);
    let mut segments: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        source
            .rsplit_once('/')
            .map_or(Vec::new(), |(folder, _)| folder.split('/').collect())
    };
    // A backslash is no separator by the standard; decks made by hand have it and PowerPoint copes.
    for segment in target.split(['/', '\\']) {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    segments.join("/")
}

/// `[Content_Types].xml`: what each part is declared to be.
#[derive(Debug, Default)]
pub(in crate::deck) struct ContentTypes {
    by_extension: FxHashMap<String, String>,
    by_part: FxHashMap<String, String>,
}

impl ContentTypes {
    pub(in crate::deck) fn read(&mut self, xml: &mut Xml<'_>, limit: usize) -> Result<(), Problem> {
        while let Some(tag) = xml.tag(0)? {
            if self.by_part.len() + self.by_extension.len() > limit.saturating_mul(2) {
                return Err(Problem::too_many("content types", limit.saturating_mul(2)));
            }
            let Some(kind) = tag.attribute("ContentType").map(|kind| kind.to_lowercase()) else {
                continue;
            };
            match tag.local() {
                "Default" => {
                    if let Some(extension) = tag.attribute("Extension") {
                        self.by_extension.insert(extension.to_lowercase(), kind);
                    }
                }
                "Override" => {
                    if let Some(part) = tag.attribute("PartName") {
                        self.by_part
                            .insert(part.trim_start_matches('/').to_lowercase(), kind);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The content type of a part, lower case; '' where none is declared.
    pub(in crate::deck) fn of(&self, part: &str) -> &str {
        let part = part.to_lowercase();
        let name = part.rsplit('/').next().unwrap_or(&part);
        self.by_part
            .get(&part)
            .or_else(|| self.by_extension.get(name.rsplit_once('.')?.1))
            .map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_from_the_part_that_names_them() {
        assert_eq!(
            resolve("ppt/slides/slide1.xml", "../media/image1.png"),
            "ppt/media/image1.png"
        );
        assert_eq!(
            resolve("ppt/slides/slide1.xml", "/ppt/media/image1.png"),
            "ppt/media/image1.png"
        );
        assert_eq!(resolve("", "ppt/presentation.xml"), "ppt/presentation.xml");
        assert_eq!(resolve("a.xml", "../../b.xml"), "b.xml");
    }

    #[test]
    fn a_part_has_its_relationships_beside_it() {
        assert_eq!(part_of(""), "_rels/.rels");
        assert_eq!(
            part_of("ppt/slides/slide1.xml"),
            "ppt/slides/_rels/slide1.xml.rels"
        );
        assert_eq!(part_of("a.xml"), "_rels/a.xml.rels");
    }
}
