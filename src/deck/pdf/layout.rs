//! From pieces of text to lines, paragraphs and a title.
//!
//! Programs that export slides draw box after box, so the order of drawing is the order of reading.
//! A piece goes on with the line before it where it stands on the same height and not far off; a
//! line goes on with the paragraph before it where it stands right below, in the same size.

use super::content::Piece;
use crate::deck::Bounds;
use rustc_hash::FxHashSet;

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) size: f64,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Block {
    /// Where it stands, in EMU from the upper left corner of a page.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float as wide as an EMU saturates"
    )]
    pub(super) fn bounds(&self, page_left: f64, page_top: f64) -> Bounds {
        let emu = |points: f64| (points * 12_700.0).round() as i64;
        Bounds {
            left: emu(self.left - page_left),
            top: emu(page_top - self.top),
            width: emu(self.right - self.left),
            height: emu(self.top - self.bottom),
        }
    }
}

struct Line {
    text: String,
    size: f64,
    left: f64,
    right: f64,
    base: f64,
    /// Written along the page, so that it can have a line below.
    level: bool,
}

/// The paragraphs of a page, in the order of drawing.
pub(super) fn blocks(pieces: Vec<Piece>) -> Vec<Block> {
    let lines = lines(pieces);
    let known = whole_words(&lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut last: Option<Line> = None;
    for line in lines {
        let goes_on = last.as_ref().is_some_and(|above| is_next(above, &line));
        match blocks.last_mut() {
            Some(block) if goes_on => {
                join(&mut block.text, &line.text, &known);
                block.left = block.left.min(line.left);
                block.right = block.right.max(line.right);
                block.bottom = block.bottom.min(line.base - line.size * 0.2);
            }
            _ => blocks.push(Block {
                text: line.text.clone(),
                size: line.size,
                left: line.left,
                right: line.right,
                top: line.base + line.size * 0.8,
                bottom: line.base - line.size * 0.2,
            }),
        }
        last = Some(line);
    }
    blocks.retain(|block| !block.text.trim().is_empty());
    blocks
}

fn lines(pieces: Vec<Piece>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut end = (0.0_f64, 0.0_f64);
    for piece in pieces {
        let (x, y) = piece.start;
        let level = (piece.end.1 - y).abs() <= (piece.end.0 - x).abs() * 0.1 + 0.01;
        let size = piece.size.max(0.1);
        let (dx, dy) = (x - end.0, y - end.1);
        let goes_on = lines.last().is_some_and(|line| {
            let near = line.size.max(size);
            if line.level && level {
                // A superscript stands a little higher, a tab a little further.
                dy.abs() < near * 0.45 && dx > -near * 0.7 && dx < near * 2.0
            } else {
                dx.hypot(dy) < near * 0.6
            }
        });
        let gap = if level { dx } else { dx.hypot(dy) };
        match lines.last_mut() {
            Some(line) if goes_on => {
                let spaced = line.text.ends_with(char::is_whitespace)
                    || piece.text.starts_with(char::is_whitespace);
                if gap > size * 0.16 && !spaced {
                    line.text.push(' ');
                }
                line.text.push_str(&piece.text);
                line.right = line.right.max(piece.end.0);
                line.left = line.left.min(x);
                line.size = line.size.max(size);
            }
            _ => lines.push(Line {
                text: piece.text,
                size,
                left: x.min(piece.end.0),
                right: x.max(piece.end.0),
                base: y,
                level,
            }),
        }
        end = piece.end;
    }
    for line in &mut lines {
        line.text = line.text.trim().to_owned();
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// Whether a line stands right below another one, as the next of its paragraph.
fn is_next(above: &Line, line: &Line) -> bool {
    let down = above.base - line.base;
    let size = above.size.max(line.size);
    let alike = (above.size - line.size).abs() < size * 0.12;
    let overlap = line.left < above.right && above.left < line.right;
    let bullet = line.text.starts_with([
        '•', '◦', '▪', '‣', '●', '○', '■', '–', '➢', '✓', '\u{f0b7}', '❖',
    ]) || numbered(&line.text);
    // A bullet may be drawn as a line of its own, to the left of its text.
    above.level
        && line.level
        && alike
        && overlap
        && !bullet
        && down > size * 0.5
        && down < size * 1.55
}

/// '1. First', '2) Second'.
fn numbered(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
        && text[digits..].starts_with([')', '.'])
        && text[digits + 1..].starts_with(' ')
}

/// The words that stand whole in a line.
fn whole_words(lines: &[Line]) -> FxHashSet<String> {
    let words = lines
        .iter()
        .flat_map(|line| line.text.split(|c: char| !c.is_alphanumeric()));
    words.map(str::to_lowercase).collect()
}

/// Joins two lines of a paragraph. On slides a hyphen at the end of a line is nearly always the
/// word's own ('co-sell', 'real-time'); it goes only where the word stands on the page without it.
fn join(text: &mut String, next: &str, known: &FxHashSet<String>) {
    if text.ends_with('\u{ad}') {
        text.pop();
        text.push_str(next);
        return;
    }
    let head = text
        .strip_suffix('-')
        .and_then(|text| text.rsplit(|c: char| !c.is_alphanumeric()).next());
    match head.filter(|head| head.ends_with(char::is_alphabetic)) {
        Some(head) => {
            let tail: String = next.chars().take_while(|c| c.is_alphanumeric()).collect();
            if known.contains(&format!("{head}{tail}").to_lowercase()) {
                text.pop();
            }
            text.push_str(next);
        }
        None => {
            text.push(' ');
            text.push_str(next);
        }
    }
}

/// Which paragraph is the title: the one the outline names, else the largest near the top.
pub(super) fn title(
    blocks: &[Block],
    outline: Option<&str>,
    bottom: f64,
    top: f64,
) -> Option<usize> {
    let words = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    if let Some(outline) = outline.map(words)
        && let Some(named) = blocks
            .iter()
            .position(|block| words(&block.text) == outline)
    {
        return Some(named);
    }
    let floor = bottom + (top - bottom) * 0.55;
    let high = |block: &&Block| block.top > floor && block.text.chars().any(char::is_alphabetic);
    let largest = blocks
        .iter()
        .filter(high)
        .map(|block| block.size)
        .fold(0.0, f64::max);
    let mut sizes: Vec<f64> = blocks.iter().map(|block| block.size).collect();
    sizes.sort_by(f64::total_cmp);
    let middle = sizes.get(sizes.len() / 2).copied()?;
    // On a page in one size nothing is a title, but for a single paragraph.
    if blocks.len() > 2 && largest < middle * 1.15 {
        return None;
    }
    blocks
        .iter()
        .position(|block| high(&block) && block.size > largest * 0.95)
}
