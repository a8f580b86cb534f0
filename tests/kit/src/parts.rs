//! Parts, their relationships and content types (ECMA-376 part 2), before they become a zip file.

use std::collections::BTreeMap;

use crate::package::Package;
use crate::xml::{DECLARATION, R, escape};

/// An OPC package under construction. Part names are zip names: no leading slash.
#[derive(Default)]
pub(crate) struct Parts {
    bytes: BTreeMap<String, Vec<u8>>,
    overrides: BTreeMap<String, &'static str>,
    relationships: BTreeMap<String, Vec<Relationship>>,
}

struct Relationship {
    kind: String,
    target: String,
    external: bool,
}

/// The content types that go by extension.
const DEFAULTS: &[(&str, &str)] = &[
    (
        "bin",
        "application/vnd.openxmlformats-officedocument.oleObject",
    ),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("jpeg", "image/jpeg"),
    ("mp4", "video/mp4"),
    ("png", "image/png"),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    (
        "rels",
        "application/vnd.openxmlformats-package.relationships+xml",
    ),
    ("svg", "image/svg+xml"),
    (
        "vml",
        "application/vnd.openxmlformats-officedocument.vmlDrawing",
    ),
    ("wav", "audio/x-wav"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("xml", "application/xml"),
];

impl Parts {
    /// Adds an XML part with a content type of its own, behind the XML declaration.
    pub(crate) fn add(&mut self, name: &str, content_type: &'static str, xml: &str) {
        self.add_bytes(name, format!("{DECLARATION}{xml}").into_bytes());
        self.overrides.insert(name.to_owned(), content_type);
    }

    /// Adds a part whose content type goes by its extension.
    pub(crate) fn add_bytes(&mut self, name: &str, bytes: Vec<u8>) {
        let doubled = self.bytes.insert(name.to_owned(), bytes);
        assert!(doubled.is_none(), "part {name} is there already");
    }

    /// Puts other bytes into a part that is there.
    pub(crate) fn set_bytes(&mut self, name: &str, bytes: Vec<u8>) {
        let before = self.bytes.insert(name.to_owned(), bytes);
        assert!(before.is_some(), "no part {name}");
    }

    pub(crate) fn bytes(&self, name: &str) -> &[u8] {
        self.bytes.get(name).expect("the part is there")
    }

    /// How many parts have a name that starts so; the next free number is one more.
    pub(crate) fn count(&self, start: &str) -> usize {
        self.bytes
            .keys()
            .filter(|name| name.starts_with(start))
            .count()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.bytes.contains_key(name)
    }

    /// Relates `source` ("" for the package) to the part `target` and returns the relationship's
    /// id. `kind` is the last word of an Office relationship type, or a whole type URI.
    pub(crate) fn relate(&mut self, source: &str, kind: &str, target: &str) -> String {
        let target = relative(source, target);
        self.push(source, kind, target, false)
    }

    /// The same with the target as it is, such as an absolute one (`/ppt/slides/slide1.xml`).
    pub(crate) fn relate_to(&mut self, source: &str, kind: &str, target: &str) -> String {
        self.push(source, kind, target.to_owned(), false)
    }

    /// Relates `source` to something outside the file.
    pub(crate) fn relate_external(&mut self, source: &str, kind: &str, url: &str) -> String {
        self.push(source, kind, url.to_owned(), true)
    }

    fn push(&mut self, source: &str, kind: &str, target: String, external: bool) -> String {
        let kind = if kind.contains("://") {
            kind.to_owned()
        } else {
            format!("{R}/{kind}")
        };
        let list = self.relationships.entry(source.to_owned()).or_default();
        list.push(Relationship {
            kind,
            target,
            external,
        });
        format!("rId{}", list.len())
    }

    /// The file: content types first, then the package's relationships, then the parts by name.
    pub(crate) fn pack(self) -> Vec<u8> {
        let mut package = Package::new().part("[Content_Types].xml", self.content_types());
        let mut parts = self.bytes;
        for (source, list) in &self.relationships {
            parts.insert(
                relationships_part(source),
                relationships_xml(list).into_bytes(),
            );
        }
        let root = parts
            .remove("_rels/.rels")
            .expect("a package relates to its main part");
        package = package.part("_rels/.rels", root);
        for (name, bytes) in parts {
            package = package.part(&name, bytes);
        }
        package.bytes()
    }

    fn content_types(&self) -> String {
        let mut xml = format!(
            "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        );
        for (extension, content_type) in DEFAULTS {
            let used = |name: &String| name.ends_with(&format!(".{extension}"));
            if ["rels", "xml"].contains(extension) || self.bytes.keys().any(used) {
                xml +=
                    &format!("<Default Extension=\"{extension}\" ContentType=\"{content_type}\"/>");
            }
        }
        for (name, content_type) in &self.overrides {
            xml += &format!("<Override PartName=\"/{name}\" ContentType=\"{content_type}\"/>");
        }
        xml + "</Types>"
    }
}

fn relationships_xml(list: &[Relationship]) -> String {
    let mut xml = format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for (index, one) in list.iter().enumerate() {
        let mode = if one.external {
            " TargetMode=\"External\""
        } else {
            ""
        };
        xml += &format!(
            "<Relationship Id=\"rId{}\" Type=\"{}\" Target=\"{}\"{mode}/>",
            index + 1,
            one.kind,
            escape(&one.target)
        );
    }
    xml + "</Relationships>"
}

fn relationships_part(source: &str) -> String {
    match source.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{source}.rels"),
    }
}

/// The target as PowerPoint writes it: relative to the folder of the source.
fn relative(source: &str, target: &str) -> String {
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut from: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    let mut to: Vec<&str> = target.split('/').collect();
    while to.len() > 1 && from.first() == to.first() {
        from.remove(0);
        to.remove(0);
    }
    "../".repeat(from.len()) + &to.join("/")
}

#[cfg(test)]
mod tests {
    use super::{relationships_part, relative};

    #[test]
    fn targets_are_relative_to_the_source() {
        assert_eq!(relative("", "ppt/presentation.xml"), "ppt/presentation.xml");
        assert_eq!(
            relative("ppt/presentation.xml", "ppt/slides/slide1.xml"),
            "slides/slide1.xml"
        );
        assert_eq!(
            relative("ppt/slides/slide1.xml", "ppt/media/image1.png"),
            "../media/image1.png"
        );
        assert_eq!(relationships_part(""), "_rels/.rels");
    }
}
