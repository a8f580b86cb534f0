//! Rows of forms become chunks.
//!
//! A site has a thousand files of the index at most, however large it is, so chunks grow with it. What a query
//! asks for together stands together: the forms of a stem, a word and its beginning, and the words of a beginning
//! that are read one by one. So a word takes one chunk, known from the manifest.

use super::Chunk;
use super::cut::{Shape, Thing, cut};
use super::synonyms::Line;
use super::terms::{EVERYWHERE, MATES, Term};
use crate::search::format::{
    FAST, Part, WELL, head, narrow, pack, pack_parts, put, put_form, zigzag,
};
use crate::search::words;
use rayon::prelude::*;
use std::ops::Range;

/// Chunks of terms grow in number with the site, as far as the manifest can name them.
fn shape_of_terms(groups: usize) -> Shape {
    Shape {
        least: 12_000,
        most: (groups as u64 / 17).clamp(300, 675),
    }
}

const POSITIONS: Shape = Shape {
    least: 100_000,
    most: 46,
};
const SPELLING: Shape = Shape {
    least: 5_000,
    most: 32,
};

/// The chunks of terms and those of their positions, for so many groups.
pub(super) fn terms(terms: &[Term], lines: &[Line], groups: usize) -> (Vec<Chunk>, Vec<Chunk>) {
    let joined = together(terms);
    let things = terms.iter().zip(joined).map(|(term, joined)| Thing {
        bytes: bytes_of(term),
        weight: weight(term),
        joined,
    });
    let ranges = cut(things, shape_of_terms(groups));
    let term_chunks = ranges
        .par_iter()
        .with_max_len(1)
        .enumerate()
        .map(|(at, range)| {
            let next = terms.get(range.end).map(|term| term.form.as_str());
            let from = (at > 0).then(|| terms[range.start].form.as_str());
            let own = lines_between(lines, from, next);
            term_chunk(at, range, terms, own)
        })
        .collect();
    let mut inside = vec![true; terms.len()];
    for range in &ranges {
        inside[range.start] = false;
    }
    let things = terms.iter().zip(inside).map(|(term, joined)| Thing {
        bytes: bytes_of_positions(term),
        weight: weight(term),
        joined,
    });
    let ranges = cut(things, POSITIONS);
    let position_chunks = ranges
        .par_iter()
        .with_max_len(1)
        .enumerate()
        .map(|(at, range)| position_chunk(at, range, &terms[range.clone()]))
        .collect();
    (term_chunks, position_chunks)
}

fn bytes_of(term: &Term) -> u64 {
    let listed = if term.flags & EVERYWHERE == 0 {
        term.gaps.len() + term.levels.len() + term.near.len()
    } else {
        0
    };
    (term.form.len() + 4 + 2 * term.mates.len() + listed) as u64
}

fn bytes_of_positions(term: &Term) -> u64 {
    let apart = if term.flags & EVERYWHERE == 0 {
        0
    } else {
        term.gaps.len()
    };
    (apart + term.counts.len() + term.places.len() + 3) as u64
}

/// How often a form may be asked for: people ask for what things are called, letter by letter, and then for words that
/// stand in many texts.
fn weight(term: &Term) -> u64 {
    let is_beginning = term.form.ends_with('*');
    let begun = if is_beginning { term.df } else { 0 };
    1 + term.titles.len() as u64 + u64::from(begun) + u64::from((term.df + 1).ilog2())
}

/// For each form whether a query that asks for it may ask for the one before it, too.
fn together(terms: &[Term]) -> Vec<bool> {
    // How many stems reach over the place before a form.
    let mut over = vec![0_i32; terms.len() + 1];
    for (at, term) in terms.iter().enumerate() {
        if let Some(last) = term.mates.last().filter(|last| **last as usize > at) {
            over[at + 1] += 1;
            over[*last as usize + 1] -= 1;
        }
    }
    let mut open = 0;
    for over in &mut over {
        open += *over;
        *over = open;
    }
    let reached = over.into_par_iter().take(terms.len()).enumerate();
    reached
        .map(|(at, open)| {
            let before = at.checked_sub(1).map(|before| &terms[before].form);
            open > 0
                || before.is_some_and(|before| share_a_beginning(terms, before, &terms[at].form))
        })
        .collect()
}

/// Whether two neighbours begin alike, and what they begin with is no beginning of the index; or the
/// second is the beginning of the first.
fn share_a_beginning(terms: &[Term], before: &str, own: &str) -> bool {
    if let Some(beginning) = own.strip_suffix('*') {
        return before.starts_with(beginning);
    }
    let pairs = before.chars().zip(own.chars());
    let same: String = pairs.take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    let beginning = format!("{same}*");
    !same.is_empty()
        && terms
            .binary_search_by(|term| words::compare(&term.form, &beginning))
            .is_err()
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
    rayon::join(
        || spelling_chunks(Part::Forward, &forward),
        || spelling_chunks(Part::Backward, &backward),
    )
}

/// The shortest beginning of a form that still comes after the one before it.
fn separator(before: Option<&str>, form: &str) -> String {
    let Some(before) = before else {
        return String::new();
    };
    let ends = form.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut starts = ends.map(|end| &form[..end]);
    let own = starts.find(|start| words::compare(start, before).is_gt());
    own.unwrap_or(form).to_owned()
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
    let last = range.start.checked_sub(1).map(|at| terms[at].form.as_str());
    let terms = &terms[range.clone()];
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
        if term.flags & EVERYWHERE == 0 {
            put(&mut meta, narrow(term.gaps.len()));
            gaps.extend_from_slice(&term.gaps);
        }
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
    let [forms, meta, gaps, levels, mut rest] = streams;
    out.extend_from_slice(&forms);
    out.extend_from_slice(&meta);
    for line in lines {
        rest.extend_from_slice(line.text.as_bytes());
    }
    // Letters, distances and levels have little in common.
    let mut parts = vec![&out[..], &gaps, &levels];
    if !rest.is_empty() {
        parts.push(&rest);
    }
    Chunk {
        bytes: pack_parts(&parts, WELL),
        from: terms.first().map(|term| separator(last, &term.form)),
        first: narrow(range.start),
    }
}

fn position_chunk(at: usize, range: &Range<usize>, terms: &[Term]) -> Chunk {
    let mut out = head(Part::Positions, at);
    put(&mut out, narrow(range.start));
    put(&mut out, narrow(terms.len()));
    let apart = |term: &Term| term.flags & EVERYWHERE != 0;
    let (mut gaps, mut counts, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for term in terms {
        let own = if apart(term) { &term.gaps[..] } else { &[] };
        for (to, from) in [
            (&mut gaps, own),
            (&mut counts, &term.counts),
            (&mut places, &term.places),
        ] {
            put(&mut out, narrow(from.len()));
            to.extend_from_slice(from);
        }
    }
    Chunk {
        bytes: pack_parts(&[&out, &gaps, &counts, &places], FAST),
        from: None,
        first: narrow(range.start),
    }
}

fn spelling_chunks(part: Part, forms: &[(String, u32)]) -> Vec<Chunk> {
    let things = forms.iter().map(|(form, _)| Thing {
        bytes: form.len() as u64 / 2 + 3,
        weight: 1,
        joined: false,
    });
    let ranges = cut(things, SPELLING);
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
        let last = range.start.checked_sub(1);
        let last = last.map(|at| forms[at].0.as_str());
        Chunk {
            bytes: pack(&out),
            from: own.first().map(|(form, _)| separator(last, form)),
            first: 0,
        }
    };
    let ranges = ranges.par_iter().with_max_len(1);
    ranges.enumerate().map(chunk).collect()
}
