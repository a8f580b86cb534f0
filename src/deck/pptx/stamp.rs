//! Writing the stamp: for whom a deck is, into its custom properties (ECMA-376-1, 22.3), so that it
//! travels with the file.
//!
//! 1. The deck is read whole; what cannot be is not stamped.
//! 2. The properties part is edited, or made with its content type and its relationship.
//! 3. All other parts are copied as they lie in the archive, compressed as they are.
//! 4. The result is read again: it must be the same deck but for its stamp.

use super::package::{Budget, Package, Source};
use super::problem::Problem;
use super::properties;
use super::xml::{self, Xml};
use crate::deck::odf;
use crate::deck::sniff::{self, Format};
use crate::deck::{Deck, Limits, Reason, Stamp, Text, Unreadable};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

const HYPERSCALER: &str = "rightdeck.hyperscaler";
const CONTEXTS: &str = "rightdeck.contexts";
const CONTENT_TYPES: &str = "[Content_Types].xml";
const RELATIONSHIPS: &str = "_rels/.rels";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
/// What every property that a user makes carries.
const FORMAT: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument";

/// The deck with that stamp and nothing else changed; None where it has it already.
///
/// # Errors
/// [`Unreadable`] where the deck cannot be read whole, is signed, or would come out another one.
pub fn stamped(
    name: &str,
    bytes: &[u8],
    stamp: &Stamp,
    limits: &Limits,
) -> Result<Option<Vec<u8>>, Unreadable> {
    let mut before = crate::deck::read(name, Cursor::new(bytes), limits)?;
    if before.stamp == *stamp {
        return Ok(None);
    }
    if let Some(other) = other_format(name, bytes, stamp, limits)? {
        return Err(other);
    }
    let changes = changes(bytes, stamp, limits).map_err(refused)?;
    let written = rewritten(bytes, &changes).map_err(|error| {
        refused(Problem::new(
            Reason::Corrupt,
            format!("its archive could not be written anew: {error}"),
        ))
    })?;
    let after: Deck = crate::deck::read(name, Cursor::new(written.as_slice()), limits)?;
    before.stamp = stamp.clone();
    if before == after {
        Ok(Some(written))
    } else {
        Err(refused(Problem::new(
            Reason::Ambiguous,
            "more than its stamp would change",
        )))
    }
}

/// Why a deck that is no Office package is not stamped, and how a person does it.
fn other_format(
    name: &str,
    bytes: &[u8],
    stamp: &Stamp,
    limits: &Limits,
) -> Result<Option<Unreadable>, Unreadable> {
    let mut cursor = Cursor::new(bytes);
    let (what, how) = match sniff::format(name, &mut cursor)? {
        Format::Package => {
            let package = Package::open(&mut cursor, Budget::new(*limits)).map_err(refused)?;
            if !odf::is_odf(&package) {
                return Ok(None);
            }
            ("an OpenDocument file", IN_LIBREOFFICE.to_owned())
        }
        Format::FlatOpenDocument => ("an OpenDocument file", IN_LIBREOFFICE.to_owned()),
        Format::Pdf => (
            "a PDF",
            format!(
                "Add the custom properties {HYPERSCALER} and {CONTEXTS} in a PDF editor, or let its page in \
                     content/decks/ say for whom it is."
            ),
        ),
        Format::Markdown => (
            "Markdown",
            format!(
                "Write into its front matter: rightdeck: {{hyperscaler: [{}], contexts: [{}]}}",
                stamp.hyperscalers.join(", "),
                stamp.contexts.join(", ")
            ),
        ),
    };
    Ok(Some(Unreadable {
        reason: Reason::NotADeck,
        detail: format!("it is {what}, and only Office files (.pptx, .docx) are stamped"),
        help: how,
    }))
}

const IN_LIBREOFFICE: &str = "Add the texts rightdeck.hyperscaler and rightdeck.contexts in LibreOffice: File, \
                              Properties, Custom Properties.";

fn refused(problem: Problem) -> Unreadable {
    Unreadable {
        reason: problem.reason,
        detail: problem.detail,
        help: "Open the deck in PowerPoint, save it anew and stamp that.".to_owned(),
    }
}

/// A part and its new text.
struct Change {
    part: String,
    text: String,
}

/// The parts that become others, or are new.
fn changes(bytes: &[u8], stamp: &Stamp, limits: &Limits) -> Result<Vec<Change>, Problem> {
    let mut cursor = Cursor::new(bytes);
    let source: &mut dyn Source = &mut cursor;
    let mut package = Package::open(source, Budget::new(*limits))?;
    let related = package.relationships("");
    if related.iter().any(|one| &*one.kind == "origin") {
        return Err(Problem::new(
            Reason::Ambiguous,
            "it is signed, and a stamp would break the signature",
        ));
    }
    let custom = related
        .iter()
        .find_map(|one| {
            one.part("custom-properties")
                .or(one.part("customProperties"))
        })
        .and_then(|part| package.find(part))
        .map(|(part, _)| part);
    if let Some(part) = custom {
        let old = text_of(&mut package, &part)?;
        let strict = old.contains(STRICT);
        let text = edited(&old, stamp, strict);
        // What is edited as text is read as XML: nothing but the stamp may differ.
        let (mut others, kept) = (read_back(&old, limits)?, read_back(&text, limits)?);
        others.1 = stamp.clone();
        if others != kept {
            return Err(Problem::new(
                Reason::Ambiguous,
                format!("its properties in {part} are written in a way that is not understood"),
            ));
        }
        let part = part.to_string();
        return Ok(vec![Change { part, text }]);
    }
    let relationships = text_of(&mut package, RELATIONSHIPS)?;
    let types = text_of(&mut package, CONTENT_TYPES)?;
    let strict = relationships.contains(STRICT);
    let free = |part: &String| package.find(part).is_none();
    let part = (0..100)
        .map(|n| match n {
            0 => "docProps/custom.xml".to_owned(),
            n => format!("docProps/custom{n}.xml"),
        })
        .find(free)
        .ok_or_else(|| Problem::new(Reason::Ambiguous, "it has a hundred parts for properties"))?;
    let id = (1..)
        .map(|n| format!("rIdStamp{n}"))
        .find(|id| !relationships.contains(id.as_str()))
        .unwrap_or_default();
    let kind = if strict {
        format!("{STRICT}/relationships/customProperties")
    } else {
        format!("{TRANSITIONAL}/relationships/custom-properties")
    };
    let relation = format!("Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{part}\"/>");
    let override_ = format!("Override PartName=\"/{part}\" ContentType=\"{TYPE}\"/>");
    Ok(vec![
        Change {
            text: inserted(&types, &override_)?,
            part: CONTENT_TYPES.to_owned(),
        },
        Change {
            text: inserted(&relationships, &relation)?,
            part: RELATIONSHIPS.to_owned(),
        },
        Change {
            text: new_part(stamp, strict),
            part,
        },
    ])
}

fn text_of(package: &mut Package<'_>, part: &str) -> Result<String, Problem> {
    let opened = package.bytes(part);
    if let Some(problem) = opened.problem {
        return Err(problem);
    }
    let text = xml::decode(&opened.bytes)
        .map(|text| text.into_owned())
        .map_err(|(_, problem)| problem);
    package.give_back(opened.bytes);
    // It is written as UTF-8, whatever it was.
    Ok(without_declaration(&text?).to_owned())
}

fn without_declaration(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
    {
        Some((_, rest)) => rest.trim_start(),
        None => text,
    }
}

fn read_back(text: &str, limits: &Limits) -> Result<(Vec<Text>, Stamp), Problem> {
    let (mut texts, mut stamp) = (Vec::new(), Stamp::default());
    properties::custom(&mut Xml::new(text, limits), &mut texts, &mut stamp)?;
    Ok((texts, stamp))
}

/// The properties with this stamp in place of any other.
fn edited(old: &str, stamp: &Stamp, strict: bool) -> String {
    let mut kept = String::with_capacity(old.len());
    let mut rest = old;
    let (mut highest, mut any) = (1, false);
    // '<property …>…</property>', by whatever prefix.
    while let Some((from, to)) = property(rest) {
        let element = &rest[from..to];
        kept.push_str(&rest[..from]);
        if is_ours(element) {
            // The space before it goes with it.
            kept.truncate(kept.trim_end().len());
        } else {
            kept.push_str(element);
            any = true;
            let pid = attribute(element, "pid").and_then(|pid| pid.parse().ok());
            highest = highest.max(pid.unwrap_or(1));
        }
        rest = &rest[to..];
    }
    kept.push_str(rest);
    if !any {
        return new_part(stamp, strict);
    }
    match kept.rfind("</") {
        Some(end) => {
            let properties = written(stamp, highest + 1, strict);
            format!("{DECLARATION}{}{properties}{}", &kept[..end], &kept[end..])
        }
        None => kept,
    }
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Where the next property begins and ends.
fn property(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    loop {
        let from = at + text[at..].find('<')?;
        let name_end =
            text[from + 1..].find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
        let name = &text[from + 1..from + 1 + name_end];
        if name.rsplit(':').next() == Some("property") {
            let open = from + text[from..].find('>')?;
            if text[..open].ends_with('/') {
                return Some((from, open + 1));
            }
            let close = format!("</{name}");
            let end = open + text[open..].find(&close)?;
            return Some((from, end + text[end..].find('>')? + 1));
        }
        at = from + 1;
    }
}

fn is_ours(element: &str) -> bool {
    attribute(element, "name").is_some_and(|name| name == HYPERSCALER || name == CONTEXTS)
}

/// An attribute of an element's start tag, as written.
fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let tag = &element[..element.find('>')?];
    tag.match_indices(name).find_map(|(at, _)| {
        let spaced = tag[..at].ends_with(char::is_whitespace);
        let value = tag[at + name.len()..]
            .trim_start()
            .strip_prefix('=')?
            .trim_start();
        let quote = value
            .chars()
            .next()
            .filter(|c| spaced && matches!(c, '"' | '\''))?;
        value[1..].split(quote).next()
    })
}

/// A whole part with nothing but the stamp.
fn new_part(stamp: &Stamp, strict: bool) -> String {
    let (space, _) = spaces(strict);
    format!(
        "{DECLARATION}<Properties xmlns=\"{space}\">{}</Properties>",
        written(stamp, 2, strict)
    )
}

fn spaces(strict: bool) -> (String, String) {
    if strict {
        (
            format!("{STRICT}/customProperties"),
            format!("{STRICT}/docPropsVTypes"),
        )
    } else {
        (
            format!("{TRANSITIONAL}/custom-properties"),
            format!("{TRANSITIONAL}/docPropsVTypes"),
        )
    }
}

/// The two properties. They name their own spaces, so that they fit into any part.
fn written(stamp: &Stamp, first: u32, strict: bool) -> String {
    let (space, types) = spaces(strict);
    [
        (HYPERSCALER, &stamp.hyperscalers),
        (CONTEXTS, &stamp.contexts),
    ]
    .into_iter()
    .filter(|(_, words)| !words.is_empty())
    .zip(first..)
    .map(|((name, words), pid)| {
        format!(
            "<property xmlns=\"{space}\" fmtid=\"{FORMAT}\" pid=\"{pid}\" name=\"{name}\">\
                 <vt:lpwstr xmlns:vt=\"{types}\">{}</vt:lpwstr></property>",
            escaped(&words.join(", "))
        )
    })
    .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// An element as the last of its root, with the root's own prefix.
fn inserted(text: &str, element: &str) -> Result<String, Problem> {
    let end = text.rfind("</").ok_or_else(|| {
        Problem::malformed("a part that says how the others hang together is empty")
    })?;
    let root = text[end + 2..].split('>').next().unwrap_or_default();
    let prefix = root.rsplit_once(':').map_or("", |(prefix, _)| prefix);
    let colon = if prefix.is_empty() { "" } else { ":" };
    Ok(format!(
        "{DECLARATION}{}<{prefix}{colon}{element}{}",
        &text[..end],
        &text[end..]
    ))
}

/// The archive with these parts changed in their places, and new ones at its end.
fn rewritten(bytes: &[u8], changes: &[Change]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 4096)));
    writer.set_raw_comment(archive.comment().into())?;
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut done = vec![false; changes.len()];
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        let name = entry.name()?.into_owned();
        let change = changes
            .iter()
            .position(|change| change.part.eq_ignore_ascii_case(&name));
        match change {
            None => writer.raw_copy_file(entry)?,
            Some(at) => {
                let when = entry.last_modified().unwrap_or_default();
                writer.start_file(name, plain.last_modified_time(when))?;
                writer.write_all(changes[at].text.as_bytes())?;
                done[at] = true;
            }
        }
    }
    for (change, _) in changes.iter().zip(done).filter(|(_, done)| !done) {
        let options = plain.last_modified_time(DateTime::default());
        writer.start_file(change.part.as_str(), options)?;
        writer.write_all(change.text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}
