//! A transitional deck rewritten as ISO/IEC 29500 Strict, as PowerPoint's 'Strict Open XML
//! Presentation' saves it.

use crate::package::Package;

/// Transitional and strict forms; the more particular ones first.
const NAMES: &[(&str, &str)] = &[
    (
        "officeDocument/2006/relationships/extended-properties",
        "officeDocument/relationships/extendedProperties",
    ),
    (
        "officeDocument/2006/relationships/custom-properties",
        "officeDocument/relationships/customProperties",
    ),
    (
        "officeDocument/2006/extended-properties",
        "officeDocument/extendedProperties",
    ),
    (
        "officeDocument/2006/custom-properties",
        "officeDocument/customProperties",
    ),
    ("officeDocument/2006/", "officeDocument/"),
    ("presentationml/2006/", "presentationml/"),
    ("drawingml/2006/", "drawingml/"),
    ("spreadsheetml/2006/", "spreadsheetml/"),
    ("wordprocessingml/2006/", "wordprocessingml/"),
];

/// The deck with strict namespaces in its parts and relationships, and marked as conformant.
/// Embedded documents stay as they are: each has a conformance of its own.
pub fn strict(bytes: &[u8]) -> Vec<u8> {
    let mut package = Package::read(bytes);
    let names: Vec<String> = package.names().into_iter().map(str::to_owned).collect();
    for name in names {
        let is_xml = [".xml", ".rels", ".vml"]
            .iter()
            .any(|end| name.ends_with(end));
        if !is_xml || name == "[Content_Types].xml" {
            continue;
        }
        let before = package.text(&name);
        let mut after = before.clone();
        for (transitional, strict) in NAMES {
            let transitional = format!("http://schemas.openxmlformats.org/{transitional}");
            after = after.replace(
                &transitional,
                &format!("http://purl.oclc.org/ooxml/{strict}"),
            );
        }
        if name == "ppt/presentation.xml" {
            after = after.replacen(
                "<p:presentation ",
                "<p:presentation conformance=\"strict\" ",
                1,
            );
        }
        if after != before {
            package = package.replace(&name, |_| after);
        }
    }
    package.bytes()
}
