//! Markdown decks: Marp, Slidev, reveal.js.
//!
//! 1. `split`: front matter, and for which program the deck was written.
//! 2. `front`: what front matter says: properties, headers, the stamp.
//! 3. `walk`: through the parser's events, slide by slide; `html`: through the HTML among them.
//!    `draft`: each text with the places of its characters.
//! 4. Comments are told apart: directives, notes, remarks.

mod draft;
mod front;
mod html;
mod split;
mod walk;

use super::shared::notes::{self, Kept};
use super::shared::problem::Problem;
use super::sniff;
use super::{Deck, Limits, Origin, Part, Reason, Sheet, Slide, Text, Unreadable};
use crate::source::place::Lines;
use front::{Front, Master};
use split::Dialect;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::sync::Arc;
use walk::{Found, Now, Walk};

/// Whether a file is called like a Markdown deck: `slides.md`, `x.slides.md`, `x.deck.md`.
#[must_use]
pub fn is_deck_name(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let name = name.to_ascii_lowercase();
    name == "slides.md" || name.ends_with(".slides.md") || name.ends_with(".deck.md")
}

/// Whether the start of a text is front matter that says `marp: true`.
#[must_use]
pub fn says_marp(start: &str) -> bool {
    let start = start.strip_prefix('\u{feff}').unwrap_or(start);
    split::blocks(start).is_ok_and(|(_, dialect)| dialect == Dialect::Marp)
}

/// Reads a Markdown deck.
pub(super) fn read(bytes: Vec<u8>, limits: &Limits) -> Result<Deck, Unreadable> {
    let refuse = |reason, detail: String, help: &str| Err(sniff::refuse(reason, detail, help));
    if bytes.len() > limits.markdown_bytes.try_into().unwrap_or(usize::MAX) {
        let detail = format!("it is larger than {} MB", limits.markdown_bytes >> 20);
        let help = "Split it into several decks, and lint each.";
        return refuse(Reason::OverLimit, detail, help);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to() + 1;
            let detail = format!("it is not UTF-8 text (byte {at})");
            return refuse(Reason::Corrupt, detail, "Save it as UTF-8 and lint that.");
        }
    };
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    match parse(text, limits) {
        Ok(deck) => Ok(deck),
        Err(Problem { reason, detail }) => refuse(
            reason,
            detail,
            "Mend the file in an editor and lint it again.",
        ),
    }
}

fn parse(text: String, limits: &Limits) -> Result<Deck, Problem> {
    check_nesting(&text, limits.xml_depth)?;
    let (blocks, dialect) = split::blocks(&text)?;
    let mut masked = text.clone();
    if !blocks.is_empty() {
        masked = blanked(&text, blocks.iter().map(|block| &block.whole));
    }
    let file = &Arc::new(Lines::new(text));
    let mut deck = Deck::default();
    let mut fronts: VecDeque<_> = blocks.into();
    let mut whole = Front::default();
    let head = fronts.pop_front_if(|block| block.whole.start == 0);
    if let Some(head) = &head {
        whole = front::read(file, &head.yaml);
    }
    let mut walk = Walk {
        file,
        limits,
        dialect,
        dividers: std::mem::take(&mut whole.dividers),
        fronts,
        slides: Vec::new(),
        problems: Vec::new(),
        forced: None,
        now: Now::default(),
    };
    if let Some(why) = whole.damage.take() {
        let problem = Problem::corrupt(format!("its YAML is damaged: {why}"));
        walk.problems.push(("its front matter".into(), 1, problem));
    }
    walk.slide().front = head.map(|_| Front {
        hidden: whole.hidden,
        include: whole.include.take(),
        masters: std::mem::take(&mut whole.masters),
        ..Front::default()
    });
    let outcome = walk
        .markdown(&masked, 0)
        .and_then(|()| walk.fronts_before(usize::MAX));
    if let Err(problem) = outcome {
        let last = u32::try_from(walk.slides.len()).unwrap_or(u32::MAX);
        walk.problems.push(("its Markdown".into(), last, problem));
    }
    let mut kept = Kept::default();
    let mut masters = Vec::new();
    let found = std::mem::take(&mut walk.slides);
    for (found, number) in found.into_iter().zip(1..) {
        let (mut slide, own) = finish(&mut walk, found, number);
        let source = slide.source.clone();
        kept.keep(&mut deck, limits, (&source, Some(number)), &mut slide.texts);
        masters.extend(own.into_iter().map(|master| (number, master)));
        deck.slides.push(slide);
    }
    for (source, slide, problem) in walk.problems.drain(..) {
        notes::note(&mut deck, &source, Some(slide), problem);
    }
    kept.keep(
        &mut deck,
        limits,
        ("its front matter", None),
        &mut whole.texts,
    );
    deck.texts = whole.texts;
    deck.stamp = whole.stamp;
    deck.sheets = sheets(masters, deck.slides.len());
    Ok(deck)
}

/// One slide out of what was found on it; and its headers and footers.
fn finish(walk: &mut Walk<'_>, mut found: Found, number: u32) -> (Slide, Vec<Master>) {
    let file = walk.file;
    let mut front = found.front.take().unwrap_or_default();
    if let Some(block) = &found.block {
        front = front::read(file, &block.yaml);
    }
    let mut masters = std::mem::take(&mut front.masters);
    let mut hidden = front.hidden;
    let before = found.texts.len();
    let mut texts = found.texts;
    let last = found.comments.len().saturating_sub(1);
    for (at, (inner, stood)) in found.comments.iter().enumerate() {
        let said = &file.text()[inner.clone()];
        hidden |= said.contains("data-visibility=\"hidden\"");
        if walk.dialect == Dialect::Marp && is_directive(said) {
            let directive = front::read(file, inner);
            masters.extend(directive.masters);
            texts.extend(directive.texts);
            continue;
        }
        let notes = match walk.dialect {
            Dialect::Marp => true,
            Dialect::Slidev | Dialect::Reveal => at == last && *stood == before,
        };
        let part = if notes { Part::Notes } else { Part::Comment };
        texts.extend(inside(walk, inner, part));
    }
    if let Some(include) = front.include.take() {
        walk.slides.clear();
        let from = walk.problems.len();
        walk.included(include);
        for problem in &mut walk.problems[from..] {
            problem.1 = number;
        }
    }
    texts.append(&mut front.texts);
    for master in &mut masters {
        let at = master.text.origin.as_ref().map(|origin| origin.start());
        let range = at.map(|at| at..at + master.text.text.len());
        // Its Markdown, where it stands in the file as it is.
        if let Some(range) =
            range.filter(|range| file.text().get(range.clone()) == Some(&master.text.text))
            && let Some(text) = inside(walk, &range, Part::Master).into_iter().next()
        {
            master.text = text;
        }
    }
    let start = found.start.unwrap_or(0);
    let slide = Slide {
        number,
        title: found.title,
        hidden,
        source: format!("slide {number}"),
        origin: Some(Box::new(Origin::new(Arc::clone(file), vec![(0, start)]))),
        texts,
        ..Slide::default()
    };
    (slide, masters)
}

/// Markdown inside something else, all of it filed under one part.
fn inside(walk: &Walk<'_>, range: &Range<usize>, part: Part) -> Vec<Text> {
    let mut inner = Walk {
        file: walk.file,
        limits: walk.limits,
        dialect: walk.dialect,
        dividers: Vec::new(),
        fronts: VecDeque::new(),
        slides: Vec::new(),
        problems: Vec::new(),
        forced: Some(part),
        now: Now::default(),
    };
    let source = &walk.file.text()[range.clone()];
    // A comment is no deeper or longer than the file, whose limits hold.
    let _ = inner.markdown(source, range.start);
    inner.slides.into_iter().flat_map(|one| one.texts).collect()
}

/// Whether a comment tells Marp something, and is no note for the presenter.
fn is_directive(comment: &str) -> bool {
    const KNOWN: [&str; 22] = [
        "marp",
        "theme",
        "style",
        "headingDivider",
        "size",
        "math",
        "title",
        "author",
        "description",
        "keywords",
        "url",
        "image",
        "lang",
        "paginate",
        "header",
        "footer",
        "class",
        "backgroundColor",
        "backgroundImage",
        "backgroundPosition",
        "backgroundSize",
        "color",
    ];
    let keys = front::keys(comment);
    keys.iter().any(|key| KNOWN.contains(&key.as_str()))
}

/// Headers and footers, each with the slides it shows on: until another one takes its place.
fn sheets(masters: Vec<(u32, Master)>, slides: usize) -> Vec<Sheet> {
    let mut grouped: BTreeMap<(&str, bool, u32), Vec<Text>> = BTreeMap::new();
    for (from, master) in masters {
        let key = (master.name, master.once, from);
        grouped.entry(key).or_default().push(master.text);
    }
    let last = u32::try_from(slides).unwrap_or(u32::MAX);
    let mut next: Option<(&str, u32)> = None;
    let mut sheets = Vec::with_capacity(grouped.len());
    for ((name, once, from), texts) in grouped.into_iter().rev() {
        let to = match next.filter(|(other, _)| *other == name) {
            _ if once => from,
            Some((_, later)) => later - 1,
            None => last,
        };
        if !once {
            next = Some((name, from));
        }
        sheets.push(Sheet {
            name: name.to_owned(),
            source: format!("slide {from}"),
            used_by: (from..=to).collect(),
            shapes: Vec::new(),
            texts,
        });
    }
    sheets.reverse();
    sheets
}

/// The text with these stretches blanked out, lines kept.
fn blanked<'a>(text: &str, ranges: impl Iterator<Item = &'a Range<usize>>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for range in ranges {
        out.push_str(&text[done..range.start]);
        for byte in text[range.clone()].bytes() {
            out.push(if byte == b'\n' { '\n' } else { ' ' });
        }
        done = range.end;
    }
    out.push_str(&text[done..]);
    out
}

/// Quotes and lists in one another, before a parser goes into them.
fn check_nesting(text: &str, limit: usize) -> Result<(), Problem> {
    for line in text.lines() {
        let marks = line.bytes().take_while(|byte| b"> \t".contains(byte));
        if marks.filter(|byte| *byte == b'>').count() > limit {
            return Err(Problem::too_deep(limit));
        }
    }
    Ok(())
}
