//! Rows of forms become chunks.
//!
//! A site has a thousand files of the index at most, however large it is, so chunks grow with it. A chunk is
//! never cut inside of a form.

use super::Chunk;
use super::synonyms::Line;
use super::terms::{MATES, Term};
use crate::search::format::{self, Part, head, narrow, pack, put, put_form, zigzag};
use crate::search::words;
use rayon::prelude::*;
use std::ops::Range;

/// Bytes of a chunk before it is packed: at least so many, and at most so many chunks.
struct Shape {
    least: usize,
    most: usize,
}

const TERMS: Shape = Shape {
    least: 14_000,
    most: 600,
};
const POSITIONS: Shape = Shape {
    least: 100_000,
    most: 80,
};
const SPELLING: Shape = Shape {
    least: 12_000,
    most: 40,
};

/// The chunks of terms and those of their positions.
pub(super) fn terms(terms: &[Term], lines: &[Line]) -> (Vec<Chunk>, Vec<Chunk>) {
    let size = |term: &Term| {
        term.form.len()
            + 4
            + 2 * term.mates.len()
            + term.gaps.len()
            + term.levels.len()
            + term.near.len()
    };
    let ranges = cut(terms.iter().map(size), &TERMS);
    let term_chunks = ranges
        .par_iter()
        .enumerate()
        .map(|(at, range)| {
            let next = terms.get(range.end).map(|term| term.form.as_str());
            let from = (at > 0).then(|| terms[range.start].form.as_str());
            let own = lines_between(lines, from, next);
            term_chunk(at, range, &terms[range.clone()], own)
        })
        .collect();
    let size = |term: &Term| term.counts.len() + term.places.len() + 2;
    let ranges = cut(terms.iter().map(size), &POSITIONS);
    let position_chunks = ranges
        .par_iter()
        .enumerate()
        .map(|(at, range)| position_chunk(at, range, &terms[range.clone()]))
        .collect();
    (term_chunks, position_chunks)
}

/// The chunks of the forms in which mistakes are forgiven: forward, backward.
pub(super) fn spelling(terms: &[Term]) -> (Vec<Chunk>, Vec<Chunk>) {
    let forms = terms
        .iter()
        .filter(|term| term.form.chars().nth(2).is_some() && words::is_plain(&term.form));
    let forward: Vec<(String, u32)> = forms.map(|term| (term.form.clone(), term.df)).collect();
    let mut backward: Vec<(String, u32)> = forward
        .iter()
        .map(|(form, df)| (form.chars().rev().collect(), *df))
        .collect();
    backward.par_sort_unstable_by(|a, b| words::compare(&a.0, &b.0));
    (
        spelling_chunks(Part::Forward, &forward),
        spelling_chunks(Part::Backward, &backward),
    )
}

fn cut(sizes: impl Iterator<Item = usize> + Clone, shape: &Shape) -> Vec<Range<usize>> {
    let all: usize = sizes.clone().sum();
    let target = shape.least.max(all / shape.most);
    let mut out = Vec::new();
    let (mut start, mut sum, mut end) = (0, 0, 0);
    for (at, size) in sizes.enumerate() {
        if at > start && sum + size > target {
            out.push(start..at);
            (start, sum) = (at, 0);
        }
        sum += size;
        end = at + 1;
    }
    if end > start {
        out.push(start..end);
    }
    out
}

/// The lines that are looked up in a chunk.
fn lines_between<'l>(lines: &'l [Line], from: Option<&str>, to: Option<&str>) -> Vec<&'l Line> {
    let own = lines.iter().filter(|line| {
        from.is_none_or(|from| words::compare(&line.first, from).is_ge())
            && to.is_none_or(|to| words::compare(&line.first, to).is_lt())
    });
    own.collect()
}

fn term_chunk(at: usize, range: &Range<usize>, terms: &[Term], lines: Vec<&Line>) -> Chunk {
    let mut forms = Vec::new();
    let mut meta = Vec::new();
    let mut gaps = Vec::new();
    let mut levels = Vec::new();
    let mut near = Vec::new();
    let mut before = "";
    for (ordinal, term) in range.clone().zip(terms) {
        put_form(&mut forms, before, &term.form);
        before = &term.form;
        put(&mut meta, term.flags);
        put(&mut meta, term.df);
        if term.flags & MATES != 0 {
            put(&mut meta, narrow(term.mates.len()));
            for mate in &term.mates {
                put(&mut meta, zigzag(i64::from(*mate) - ordinal as i64));
            }
        }
        gaps.extend_from_slice(&term.gaps);
        levels.extend_from_slice(&term.levels);
        near.extend_from_slice(&term.near);
    }
    let mut out = head(Part::Terms, at);
    put(&mut out, narrow(range.start));
    put(&mut out, narrow(terms.len()));
    let streams = [forms, meta, gaps, levels, near];
    for stream in &streams {
        put(&mut out, narrow(stream.len()));
    }
    for stream in &streams {
        out.extend_from_slice(stream);
    }
    for line in lines {
        out.extend_from_slice(line.text.as_bytes());
    }
    Chunk {
        bytes: pack(&out),
        from: terms.first().map(|term| term.form.clone()),
        first: narrow(range.start),
    }
}

fn position_chunk(at: usize, range: &Range<usize>, terms: &[Term]) -> Chunk {
    let mut out = head(Part::Positions, at);
    put(&mut out, narrow(range.start));
    put(&mut out, narrow(terms.len()));
    for term in terms {
        put(&mut out, narrow(term.counts.len()));
        put(&mut out, narrow(term.places.len()));
    }
    // Numbers of one kind stand together: they pack better.
    for term in terms {
        out.extend_from_slice(&term.counts);
    }
    for term in terms {
        out.extend_from_slice(&term.places);
    }
    Chunk {
        bytes: pack(&out),
        from: None,
        first: narrow(range.start),
    }
}

fn spelling_chunks(part: Part, forms: &[(String, u32)]) -> Vec<Chunk> {
    let ranges = cut(forms.iter().map(|(form, _)| form.len() / 2 + 3), &SPELLING);
    let chunk = |(at, range): (usize, &Range<usize>)| {
        let own = &forms[range.clone()];
        let mut out = head(part, at);
        put(&mut out, narrow(own.len()));
        let mut before = "";
        for (form, _) in own {
            put_form(&mut out, before, form);
            before = form;
        }
        out.extend(
            own.iter()
                .map(|(_, df)| (u32::BITS - df.leading_zeros()) as u8),
        );
        Chunk {
            bytes: format::pack(&out),
            from: own.first().map(|(form, _)| form.clone()),
            first: 0,
        }
    };
    ranges.par_iter().enumerate().map(chunk).collect()
}
