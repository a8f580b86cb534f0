//! XML, read by a reader that the program does not use.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Whether a character may stand in XML 1.0 at all (section 2.2).
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// The texts of all elements of a name, in order, with the file checked to be well formed.
#[track_caller]
pub(crate) fn texts(xml: &str, name: &str) -> Vec<String> {
    if let Some(c) = xml.chars().find(|c| !is_allowed(*c)) {
        panic!("{c:?} may not stand in XML:\n{xml}");
    }
    let mut reader = Reader::from_str(xml);
    let (mut depth, mut roots) = (0_usize, 0_usize);
    let mut open = false;
    let mut out: Vec<String> = Vec::new();
    loop {
        let event = reader.read_event();
        match event.unwrap_or_else(|error| panic!("{error} in:\n{xml}")) {
            Event::Start(tag) => {
                roots += usize::from(depth == 0);
                depth += 1;
                if tag.name().0 == name {
                    open = true;
                    out.push(String::new());
                }
                tag.attributes()
                    .for_each(|one| drop(one.expect("an attribute")));
            }
            Event::Empty(tag) => tag
                .attributes()
                .for_each(|one| drop(one.expect("an attribute"))),
            Event::End(_) => {
                depth -= 1;
                open = false;
            }
            Event::Text(text) if open => {
                out.last_mut().expect("open").push_str(&text.into_inner());
            }
            Event::GeneralRef(name) => {
                let text = match &*name.into_inner() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "#39" | "apos" => "'",
                    other => panic!("&{other}; in:\n{xml}"),
                };
                if open {
                    out.last_mut().expect("open").push_str(text);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!((depth, roots), (0, 1), "one element, closed:\n{xml}");
    out
}
