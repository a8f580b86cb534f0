//! The words of a text around the hits.

use super::words::{self, Item};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Words that are looked at from a hit on.
const WINDOW: usize = 24;

/// Words of an excerpt.
const LENGTH: usize = 30;

/// Words before the first hit.
const BEFORE: usize = 5;

/// A part of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it says.
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

/// The words of a text around the hits: `highlights` are the forms that were looked for, by slot.
#[must_use]
pub fn excerpt(text: &str, highlights: &[Vec<String>]) -> Vec<Part> {
    let forms = Forms::new(highlights);
    let mut words: Vec<Word> = Vec::new();
    words::each(text, |item| forms.words(item, &mut words));
    let Some(last) = words.len().checked_sub(1) else {
        return Vec::new();
    };
    let start = best(&words).saturating_sub(BEFORE);
    let end = (start + LENGTH).min(words.len());
    let mut out = Parts::default();
    if start > 0 {
        out.push("…", false);
    }
    let mut at = words[start].span.start;
    for word in &words[start..end] {
        out.push_between(&text[at..word.span.start]);
        out.push(&text[word.span.clone()], word.slot.is_some());
        at = word.span.end;
    }
    if end - 1 == last {
        out.push_between(text[at..].trim_end());
    } else {
        out.push("…", false);
    }
    out.parts
}

/// A word of the text, and the slot that looks for it.
struct Word {
    span: Range<usize>,
    slot: Option<usize>,
    /// What it is, if it is a piece that nothing looks for.
    piece: Option<String>,
}

/// The word at which the best window begins.
fn best(words: &[Word]) -> usize {
    let mut best = (0, 0);
    for (at, word) in words.iter().enumerate() {
        if word.slot.is_none() {
            continue;
        }
        let end = (at + WINDOW).min(words.len());
        let hits: Vec<usize> = words[at..end].iter().filter_map(|word| word.slot).collect();
        let mut slots = hits.clone();
        slots.sort_unstable();
        slots.dedup();
        let value = slots.len() * 16 + hits.len().min(15);
        if value > best.0 {
            best = (value, at);
        }
    }
    best.1
}

/// The forms that are looked for.
struct Forms<'h> {
    whole: FxHashMap<&'h str, usize>,
    beginnings: Vec<(&'h str, usize)>,
}

impl<'h> Forms<'h> {
    fn new(highlights: &'h [Vec<String>]) -> Self {
        let mut out = Self {
            whole: FxHashMap::default(),
            beginnings: Vec::new(),
        };
        for (slot, forms) in highlights.iter().enumerate() {
            for form in forms {
                if let Some(beginning) = form.strip_suffix('*') {
                    out.beginnings.push((beginning, slot));
                } else {
                    out.whole.entry(form).or_insert(slot);
                }
            }
        }
        out
    }

    /// The first slot that looks for a form.
    fn slot(&self, form: &str) -> Option<usize> {
        let whole = self.whole.get(form).copied();
        let begun = self.beginnings.iter();
        let begun = begun.filter(|(beginning, _)| form.starts_with(beginning));
        let begun = begun.map(|(_, slot)| *slot).min();
        match (whole, begun) {
            (Some(whole), Some(begun)) => Some(whole.min(begun)),
            (whole, begun) => whole.or(begun),
        }
    }

    fn words(&self, item: &Item<'_>, out: &mut Vec<Word>) {
        let in_one = item.in_one().and_then(|form| self.slot(form));
        if in_one.is_some() {
            let span = item.pieces[0].span.start..item.pieces[item.pieces.len() - 1].span.end;
            out.push(Word {
                span,
                slot: in_one,
                piece: None,
            });
            return;
        }
        let marked = item.marked();
        for (at, piece) in item.pieces.iter().enumerate() {
            let mut span = piece.span.clone();
            let mut slot = None;
            for (_, form) in marked.iter().filter(|(own, _)| *own == at) {
                slot = self.slot(form);
                if slot.is_some() {
                    if at == 0 {
                        span.start = item.span().start;
                    }
                    if at + 1 == item.pieces.len() {
                        span.end = item.span().end;
                    }
                }
            }
            let folded = item.folded(at);
            let slot = slot.or_else(|| self.slot(folded));
            // 'co sell', where 'cosell' is looked for.
            if slot.is_none()
                && let Some(last) = out.last_mut()
                && let Some(piece) = &last.piece
                && let Some(pair) = self.slot(&format!("{piece}{folded}"))
            {
                last.span.end = span.end;
                last.slot = Some(pair);
                last.piece = None;
                continue;
            }
            out.push(Word {
                span,
                slot,
                piece: slot.is_none().then(|| folded.to_owned()),
            });
        }
    }
}

/// Parts, with neighbours of one kind joined.
#[derive(Default)]
struct Parts {
    parts: Vec<Part>,
}

impl Parts {
    fn push(&mut self, text: &str, hit: bool) {
        if text.is_empty() {
            return;
        }
        match self.parts.last_mut() {
            Some(last) if last.hit == hit => last.text.push_str(text),
            _ => self.parts.push(Part {
                text: text.to_owned(),
                hit,
            }),
        }
    }

    /// What stands between words: whitespace becomes one space.
    fn push_between(&mut self, text: &str) {
        let mut out = String::new();
        for c in text.chars() {
            if !c.is_whitespace() {
                out.push(c);
            } else if !out.ends_with(' ') {
                out.push(' ');
            }
        }
        self.push(&out, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, highlights: &[&[&str]]) -> String {
        let highlights: Vec<Vec<String>> = highlights
            .iter()
            .map(|forms| forms.iter().map(|form| (*form).to_owned()).collect())
            .collect();
        let parts = excerpt(text, &highlights).into_iter();
        parts
            .map(|part| {
                if part.hit {
                    format!("[{}]", part.text)
                } else {
                    part.text
                }
            })
            .collect()
    }

    #[test]
    fn excerpts() {
        for (text, highlights, expected) in [
            ("", &[&["a"][..]][..], ""),
            ("One\n  two  three.", &[&["two"]], "One [two] three."),
            (
                "A co-sell, cosell; co sell",
                &[&["cosell"]],
                "A [co-sell], [cosell]; [co sell]",
            ),
            (
                "With .NET, C++",
                &[&[".net"], &["c++"]],
                "With [.NET], [C++]",
            ),
            ("Offers marked", &[&["mar*"]], "Offers [marked]"),
            ("Größe", &[&["große"]], "[Größe]"),
        ] {
            assert_eq!(shown(text, highlights), expected);
        }
        let long = format!("{}needle {}", "hay ".repeat(50), "hay ".repeat(50));
        let around = shown(&long, &[&["needle"]]);
        assert_eq!(
            around,
            format!("…{}[needle]{}…", "hay ".repeat(5), " hay".repeat(24))
        );
    }

    proptest! {
        #[test]
        fn any_text(text in any::<String>(), forms in prop::collection::vec(".{0,3}", 0..4)) {
            let _ = excerpt(&text, &[forms]);
        }
    }
}
