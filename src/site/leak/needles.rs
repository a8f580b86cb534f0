//! What is looked for: short sequences of words, and runs of withheld text.
//!
//! Sequences are compared by 64-bit hashes. Among a million needles and a hundred million words, two
//! are taken for each other in one build of a hundred thousand.

use super::words::{self, Word};
use super::{Admitted, Kind, RUN, Withheld};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Names of more words are known by their first ones.
const LONGEST: usize = 32;

/// Room for the words of the longest name, and a power of two.
const RING: usize = 64;

/// Runs that are looked up together. With [`RUN`], at most [`RING`].
const BATCH: usize = 32;

/// A name of one word with fewer letters stands in ordinary text, too.
const SHORT: usize = 8;

/// A hash is known by so many of its first digits: names of files carry shortened ones.
const DIGITS: usize = 12;

const BASE: u64 = 0x2545_f491_4f6c_dd1d;

/// All needles, indexed.
#[derive(Debug)]
pub(super) struct Needles {
    names: Vec<Name>,
    /// The names that end with a word.
    by_last: FxHashMap<u64, Vec<u32>>,
    last: Filter,
    /// Runs by hash, sorted, with whose they are.
    runs: Vec<(u64, u32)>,
    run: Filter,
    /// Where in `runs` the hashes with the same first bits begin; there are a few with each.
    steps: Vec<u32>,
    step_shift: u32,
    /// Hexadecimal hashes, sorted, with whose they are.
    hashes: Vec<(String, usize)>,
    /// `BASE` to the power of a length.
    powers: [u64; LONGEST + 1],
}

/// A title, a slug, a file name.
#[derive(Debug)]
struct Name {
    kind: Kind,
    item: usize,
    words: usize,
    hash: u64,
    last: u64,
    /// Without those of a file's ending.
    letters: usize,
    /// It has signs in itself that otherwise part two things.
    walls: bool,
}

impl Name {
    /// Whether it is looked for only where it stands alone, between the edges of something.
    fn alone(&self) -> bool {
        let end = usize::from(self.kind == Kind::FileName);
        self.words.saturating_sub(end) < 2 && self.letters < SHORT
    }
}

/// Something that was found, and where.
#[derive(Debug)]
pub(super) struct Hit {
    pub(super) kind: Kind,
    pub(super) item: usize,
    pub(super) span: Range<usize>,
}

impl Needles {
    /// All names and runs of what is withheld, but for those that stand in something admitted.
    pub(super) fn new(withheld: &Withheld<'_>, admitted: &Admitted<'_>) -> Self {
        let mut all = Self::of(withheld);
        let (names, runs): (FxHashSet<u32>, FxHashSet<u64>) = admitted
            .texts
            .par_iter()
            .with_max_len(1)
            .map(|text| all.met(text))
            .reduce(Default::default, |mut one, two| {
                one.0.extend(two.0);
                one.1.extend(two.1);
                one
            });
        let mut index = 0;
        all.names.retain(|_| {
            index += 1;
            !names.contains(&(index - 1))
        });
        all.runs.retain(|(hash, _)| !runs.contains(hash));
        let marks = admitted
            .files
            .iter()
            .map(|file| file.sha256.to_ascii_lowercase());
        let marks: FxHashSet<String> = marks.collect();
        all.hashes.retain(|(hash, _)| !marks.contains(hash));
        all.index();
        all
    }

    fn of(withheld: &Withheld<'_>) -> Self {
        let mut all = Self {
            names: Vec::new(),
            by_last: FxHashMap::default(),
            last: Filter::new(0),
            runs: Vec::new(),
            run: Filter::new(0),
            steps: Vec::new(),
            step_shift: 63,
            hashes: Vec::new(),
            powers: [1; LONGEST + 1],
        };
        for length in 0..LONGEST {
            all.powers[length + 1] = all.powers[length].wrapping_mul(BASE);
        }
        let mut known = FxHashSet::default();
        for (item, found) in withheld.items.iter().enumerate() {
            for (kind, names) in [
                (Kind::Title, &found.titles),
                (Kind::Slug, &found.slugs),
                (Kind::FileName, &found.file_names),
            ] {
                for name in names {
                    if let Some(name) = name_of(kind, item, name)
                        && known.insert((name.hash, name.words))
                    {
                        all.names.push(name);
                    }
                }
            }
            for file in &found.files {
                all.hashes.push((file.sha256.to_ascii_lowercase(), item));
            }
        }
        all.runs = withheld
            .items
            .par_iter()
            .enumerate()
            .flat_map_iter(|(item, found)| {
                let item = u32::try_from(item).unwrap_or(u32::MAX);
                let runs = found.texts.iter().flat_map(|text| runs(text));
                runs.map(move |hash| (hash, item))
            })
            .collect();
        all.runs.par_sort_unstable();
        all.runs.dedup_by_key(|(hash, _)| *hash);
        all.hashes.sort_unstable();
        all.index();
        all
    }

    fn index(&mut self) {
        self.by_last.clear();
        self.last = Filter::new(self.names.len());
        for (at, name) in self.names.iter().enumerate() {
            self.last.add(name.last);
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            self.by_last.entry(name.last).or_default().push(at);
        }
        self.run = Filter::new(self.runs.len());
        for (hash, _) in &self.runs {
            self.run.add(*hash);
        }
        let bits = (self.runs.len() / 4)
            .max(2)
            .next_power_of_two()
            .trailing_zeros();
        self.step_shift = 64 - bits;
        self.steps.clear();
        for step in 0..1_u64 << bits {
            let from = self.steps.last().map_or(0, |last| *last as usize);
            let rest = self.runs.get(from..).unwrap_or_default();
            let before = rest
                .iter()
                .take_while(|(hash, _)| hash >> self.step_shift < step);
            let at = from + before.count();
            self.steps.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }

    /// Whether whole texts are looked for.
    pub(super) fn has_runs(&self) -> bool {
        !self.runs.is_empty()
    }

    /// Whether a name that is looked for ends with a word, or the word may be a hash.
    pub(super) fn may_end_with(&self, word: &str) -> bool {
        let mut may = false;
        words::each(word, |word| {
            let is_long = word.span.len() >= DIGITS && !self.hashes.is_empty();
            may |= is_long || self.by_last.contains_key(&word.hash);
        });
        may
    }

    #[inline]
    fn run_at(&self, hash: u64) -> Option<usize> {
        if self.run.has(hash) {
            self.find_run(hash)
        } else {
            None
        }
    }

    fn find_run(&self, hash: u64) -> Option<usize> {
        let from = *self.steps.get((hash >> self.step_shift) as usize)? as usize;
        let rest = self.runs.get(from..)?;
        let at = from + rest.iter().take_while(|(other, _)| *other < hash).count();
        (self.runs.get(at)?.0 == hash).then_some(at)
    }

    /// The names and runs that stand anywhere in an admitted text.
    fn met(&self, text: &str) -> (FxHashSet<u32>, FxHashSet<u64>) {
        let mut met: (FxHashSet<u32>, FxHashSet<u64>) = Default::default();
        let mut trail = Trail::default();
        words::each(text, |word| {
            trail.push(word.hash);
            if self.last.has(word.hash) {
                for &at in self.by_last.get(&word.hash).into_iter().flatten() {
                    let name = &self.names[at as usize];
                    if trail.ends_with(name, &self.powers) {
                        met.0.insert(at);
                    }
                }
            }
            if let Some(hash) = trail.hash_of(RUN, &self.powers)
                && self.run_at(hash).is_some()
            {
                met.1.insert(hash);
            }
        });
        met
    }
}

/// The search through one reading of a file.
pub(super) struct Search<'n> {
    needles: &'n Needles,
    is_text: bool,
    trail: Trail,
    starts: [usize; RING],
    ends: [usize; RING],
    /// The last runs, not looked up yet. Several looks at memory at once take no longer than one.
    runs: [u64; BATCH],
    run_count: usize,
    /// How many words stand here since the last wall.
    together: usize,
    /// A name that stands alone, if an edge comes next.
    waiting: Vec<Hit>,
    last_run: Option<u32>,
}

impl<'n> Search<'n> {
    /// In what is no text, letters meet by chance: short names are not looked for there.
    pub(super) fn new(needles: &'n Needles, is_text: bool) -> Self {
        Self {
            needles,
            is_text,
            trail: Trail::default(),
            starts: [0; RING],
            ends: [0; RING],
            runs: [0; BATCH],
            run_count: 0,
            together: 0,
            waiting: Vec::new(),
            last_run: None,
        }
    }

    #[inline]
    pub(super) fn word(&mut self, text: &str, word: Word, found: &mut Vec<Hit>) {
        if !self.waiting.is_empty() {
            if word.edge {
                found.append(&mut self.waiting);
            }
            self.waiting.clear();
        }
        self.together = if word.wall { 1 } else { self.together + 1 };
        self.starts[self.trail.count % RING] = word.span.start;
        self.ends[self.trail.count % RING] = word.span.end;
        self.trail.push(word.hash);
        if self.needles.last.has(word.hash) {
            self.names(&word, found);
        }
        if let Some(hash) = self.trail.hash_of(RUN, &self.needles.powers) {
            self.runs[self.run_count % BATCH] = hash;
            self.run_count += 1;
            if self.run_count == BATCH {
                self.look_up(found);
            }
        }
        if word.span.len() >= DIGITS && !self.needles.hashes.is_empty() {
            self.hashes(&text[word.span.clone()], &word, found);
        }
    }

    /// The end of a text is an edge.
    pub(super) fn end(&mut self, found: &mut Vec<Hit>) {
        found.append(&mut self.waiting);
        self.look_up(found);
    }

    fn look_up(&mut self, found: &mut Vec<Hit>) {
        let waiting = self.run_count;
        for (at, &hash) in self.runs[..waiting].iter().enumerate() {
            if let Some(run) = self.needles.run_at(hash) {
                let item = self.needles.runs[run].1;
                // A long text is one finding, not one for each of its words.
                if self.last_run.replace(item) != Some(item) {
                    let end = self.trail.count - (waiting - at);
                    found.push(Hit {
                        kind: Kind::Words,
                        item: item as usize,
                        span: self.starts[(end + 1 - RUN) % RING]..self.ends[end % RING],
                    });
                }
            }
        }
        self.run_count = 0;
    }

    fn names(&mut self, word: &Word, found: &mut Vec<Hit>) {
        let needles = self.needles;
        for &at in needles.by_last.get(&word.hash).into_iter().flatten() {
            let name = &needles.names[at as usize];
            if (name.words > self.together && !name.walls)
                || (!self.is_text && name.letters < SHORT)
                || !self.trail.ends_with(name, &needles.powers)
            {
                continue;
            }
            let hit = self.hit(name.kind, name.item, name.words, word.span.end);
            if !name.alone() {
                found.push(hit);
            } else if name.words > 1 || word.edge {
                self.waiting.push(hit);
            }
        }
    }

    fn hashes(&self, text: &str, word: &Word, found: &mut Vec<Hit>) {
        if text.len() > 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return;
        }
        let text = text.to_ascii_lowercase();
        let hashes = &self.needles.hashes;
        let from = hashes.partition_point(|(hash, _)| **hash < *text);
        if let Some((hash, item)) = hashes.get(from)
            && hash.starts_with(&text)
        {
            found.push(self.hit(Kind::Hash, *item, 1, word.span.end));
        }
    }

    fn hit(&self, kind: Kind, item: usize, words: usize, end: usize) -> Hit {
        let start = self.starts[(self.trail.count - words) % RING];
        Hit {
            kind,
            item,
            span: start..end,
        }
    }
}

/// The hashes of all beginnings of a text, as far back as a name is long.
struct Trail {
    sums: [u64; RING],
    count: usize,
}

impl Default for Trail {
    fn default() -> Self {
        Self {
            sums: [0; RING],
            count: 0,
        }
    }
}

impl Trail {
    #[inline]
    fn push(&mut self, word: u64) {
        let last = self.sums[self.count % RING];
        self.count += 1;
        self.sums[self.count % RING] = last.wrapping_mul(BASE).wrapping_add(word);
    }

    /// The hash of the last so many words, if there are as many.
    #[inline]
    fn hash_of(&self, words: usize, powers: &[u64; LONGEST + 1]) -> Option<u64> {
        let before = self.count.checked_sub(words)?;
        let before = self.sums[before % RING].wrapping_mul(powers[words]);
        Some(self.sums[self.count % RING].wrapping_sub(before))
    }

    fn ends_with(&self, name: &Name, powers: &[u64; LONGEST + 1]) -> bool {
        self.hash_of(name.words, powers) == Some(name.hash)
    }
}

fn name_of(kind: Kind, item: usize, text: &str) -> Option<Name> {
    let (mut words, mut hash, mut last, mut letters, mut walls) = (0, 0_u64, 0, 0, false);
    let stem = match text.rsplit_once('.') {
        Some((stem, _)) if kind == Kind::FileName => stem.len(),
        _ => text.len(),
    };
    words::each(text, |word| {
        if words < LONGEST {
            walls |= word.wall && words > 0;
            hash = hash.wrapping_mul(BASE).wrapping_add(word.hash);
            last = word.hash;
            words += 1;
            if word.span.end <= stem {
                letters += text[word.span].chars().count();
            }
        }
    });
    (words > 0).then_some(Name {
        kind,
        item,
        words,
        hash,
        last,
        letters,
        walls,
    })
}

/// The runs of a text. Those of tiny words only, the days of a month say, stand everywhere.
fn runs(text: &str) -> Vec<u64> {
    let mut powers = [1_u64; LONGEST + 1];
    for length in 0..LONGEST {
        powers[length + 1] = powers[length].wrapping_mul(BASE);
    }
    let mut out = Vec::new();
    let mut trail = Trail::default();
    let mut tiny = 0;
    words::each(text, |word| {
        trail.push(word.hash);
        tiny = if word.span.len() <= 2 { tiny + 1 } else { 0 };
        if let Some(hash) = trail.hash_of(RUN, &powers)
            && tiny < RUN
        {
            out.push(hash);
        }
    });
    out
}

/// Says no for nearly all that is not there, from few bytes.
#[derive(Debug)]
struct Filter {
    bits: Vec<u64>,
    shift: u32,
}

impl Filter {
    /// Sixteen bits for each of `count`, of which two are set; one in a hundred others passes.
    fn new(count: usize) -> Self {
        let bits = (count.max(64) * 16).next_power_of_two();
        Self {
            bits: vec![0; bits / 64],
            shift: 64 - bits.trailing_zeros(),
        }
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        // The upper bits: those of a sum of products are the well mixed ones. Both bits lie in one
        // word, so that one look at memory does.
        let bit = hash.wrapping_mul(BASE) >> self.shift;
        ((bit / 64) as usize, 1 << (bit % 64) | 1 << (hash >> 58))
    }

    fn add(&mut self, hash: u64) {
        let (at, bit) = self.place(hash);
        self.bits[at] |= bit;
    }

    #[inline]
    fn has(&self, hash: u64) -> bool {
        let (at, bit) = self.place(hash);
        self.bits.get(at).is_some_and(|bits| bits & bit == bit)
    }
}
