//! What a PDF says of itself: the information dictionary and the metadata packet (ISO 32000-1, 14.3).

use super::content;
use super::extras::{Extras, string, text_of};
use crate::deck::pptx::properties::{custom_property, titled};
use crate::deck::shared::package::Budget;
use crate::deck::shared::problem::Problem;
use crate::deck::shared::xml::{self, Node, Xml};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, MaybeRef, Object, ObjectIdentifier, Stream};

impl Extras {
    /// The document information dictionary (14.3.3). Names of people and programs are not read.
    pub(super) fn information(&mut self, pdf: &Pdf, bytes: &[u8]) {
        let known = pdf.metadata();
        for (place, value) in [
            ("title", &known.title),
            ("subject", &known.subject),
            ("keywords", &known.keywords),
        ] {
            let text = value.as_deref().map(text_of).unwrap_or_default();
            self.texts.extend(titled(place, &text));
        }
        let Some(info) = information_id(bytes).and_then(|id| pdf.xref().get::<Dict<'_>>(id)) else {
            return;
        };
        let common = [
            "Title",
            "Subject",
            "Keywords",
            "Author",
            "Creator",
            "Producer",
            "CreationDate",
            "ModDate",
            "Trapped",
            "PTEX.Fullbanner",
        ];
        for (key, value) in info.entries().take(1000) {
            let key = key.as_str().to_owned();
            if common.contains(&key.as_str()) {
                continue;
            }
            let value = match value {
                MaybeRef::NotRef(Object::String(_)) | MaybeRef::Ref(_) => string(&info, &key),
                MaybeRef::NotRef(_) => continue,
            };
            custom_property(&key, &value, &mut self.texts, &mut self.stamp);
        }
    }

    /// The metadata packet (14.3.2): what repeats the information dictionary is not said again.
    pub(super) fn packet(&mut self, stream: &Stream<'_>, budget: &Budget) {
        let bytes = match content::decode(stream, budget) {
            Ok((bytes, None)) => bytes,
            Ok((_, Some(problem))) | Err(problem) => {
                return self.problems.push(("the metadata".to_owned(), problem));
            }
        };
        let mut found = Vec::new();
        let outcome = match xml::decode(&bytes) {
            Ok(text) => packet_texts(
                &mut Xml::new(text.trim_end_matches('\0'), &budget.limits),
                &mut found,
            ),
            Err((_, problem)) => Err(problem),
        };
        if let Err(problem) = outcome {
            self.problems.push(("the metadata".to_owned(), problem));
        }
        for (place, text) in found {
            if !self.texts.iter().any(|known| known.text == text.trim()) {
                self.texts.extend(titled(&place, &text));
            }
        }
    }
}

/// The words of a metadata packet, by element; tools, people and dates are left out.
fn packet_texts(xml: &mut Xml<'_>, found: &mut Vec<(String, String)>) -> Result<(), Problem> {
    let mut property_name = String::new();
    while let Some(node) = xml.next(0)? {
        xml.check(found.len())?;
        match node {
            Node::Start(tag) if matches!(tag.prefix(), "rdf" | "x") => {
                for (key, value) in tag.prefixed_all() {
                    if is_said(key) {
                        found.push((key.to_owned(), value.into_owned()));
                    }
                }
            }
            Node::Start(tag) => {
                property_name = if is_said(tag.local()) || tag.prefix() == "pdfx" {
                    tag.local().to_owned()
                } else {
                    String::new()
                };
            }
            Node::Text(text) if !property_name.is_empty() && !text.trim().is_empty() => {
                found.push((property_name.clone(), text.into_owned()));
            }
            Node::Text(_) => {}
        }
    }
    Ok(())
}

fn is_said(name: &str) -> bool {
    matches!(
        name,
        "title"
            | "description"
            | "subject"
            | "Keywords"
            | "rights"
            | "Headline"
            | "Instructions"
            | "Label"
            | "Nickname"
            | "UsageTerms"
    )
}

/// The object that a trailer names as the information dictionary; the last one counts.
fn information_id(bytes: &[u8]) -> Option<ObjectIdentifier> {
    let at = memchr::memmem::rfind(bytes, b"/Info ")?;
    let rest = bytes.get(at + 6..at + 40).or_else(|| bytes.get(at + 6..))?;
    let mut words = rest
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty());
    let number = std::str::from_utf8(words.next()?).ok()?.parse().ok()?;
    let generation = std::str::from_utf8(words.next()?).ok()?.parse().ok()?;
    Some(ObjectIdentifier::new(number, generation))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_trailer_names_the_properties() {
        let id = information_id(b"trailer <</Info 3 0 R>> trailer <</Info 12 0 R /Root 1 0 R>>");
        assert_eq!(id, Some(ObjectIdentifier::new(12, 0)));
        assert_eq!(information_id(b"trailer"), None);
    }
}
