//! The proof that an edition holds nothing that is withheld from it.
//!
//! Withheld things are dropped when a playbook is loaded. This pass trusts none of that: it knows
//! only what was withheld, and looks for it in every byte of the finished files.
//!
//! 1. `needles`: titles, slugs, file names and hashes become sequences of words, texts become runs
//!    of [`RUN`] words. What also stands in admitted sources is no needle.
//! 2. `packed`: gzip, zlib and zip files are opened, and so are those inside them.
//! 3. `decode`: each text is read as it stands, with its escapes resolved, and without its tags.
//! 4. `words`: each reading is cut into words, once, and the needles are looked up.
//!
//! Words, not bytes, are compared: case, punctuation, wrapped lines and hyphens make no difference,
//! so that a title is found in its slug, too. Scripts without spaces count each sign as a word.
//!
//! Not looked into: base64, brotli, streams inside a PDF or a picture, text in pictures. rightdeck
//! writes none of them; copies of admitted files are told by their hash.

mod decode;
mod needles;
mod packed;
mod words;

use needles::{Needles, Search};
use packed::Content;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write;

/// How many words of withheld text in a row are a leak.
pub const RUN: usize = 8;

/// Excerpts are cut after so many letters.
const EXCERPT: usize = 80;

/// All that an edition must not hold.
#[derive(Debug, Clone, Default)]
pub struct Withheld<'a> {
    /// One for each page, deck, term or picture.
    pub items: Vec<WithheldItem<'a>>,
}

/// One thing that is withheld, and all that would give it away.
#[derive(Debug, Clone, Default)]
pub struct WithheldItem<'a> {
    /// For people: "page 'Q4 commit tactics' (content/playbook/q4-commit-tactics.md)".
    pub what: String,
    /// Its titles, terms and aliases.
    pub titles: Vec<Cow<'a, str>>,
    /// Its slug, or its path in the site.
    pub slugs: Vec<Cow<'a, str>>,
    /// The names of its files, with or without folders.
    pub file_names: Vec<Cow<'a, str>>,
    /// Its files, by their content.
    pub files: Vec<FileMark>,
    /// Its texts, plain.
    pub texts: Vec<Cow<'a, str>>,
}

/// A file, by its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileMark {
    /// The SHA-256 of its bytes, as 64 hexadecimal digits.
    pub sha256: String,
    /// How many bytes it has.
    pub length: u64,
}

/// All that an edition may hold. What stands here is never a leak.
#[derive(Debug, Clone, Default)]
pub struct Admitted<'a> {
    /// Titles, slugs, file names and texts of what is admitted, both as plain text and as it is
    /// written in the sources, and the theme's own files.
    pub texts: Vec<Cow<'a, str>>,
    /// Files that are copied as they are. A file of the site with such content is not searched:
    /// whoever admitted the file admitted what is in it.
    pub files: Vec<FileMark>,
}

/// What of a withheld thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Its title.
    Title,
    /// Its slug.
    Slug,
    /// The name of its file.
    FileName,
    /// The hash of its file, whole or the beginning of it.
    Hash,
    /// [`RUN`] words of its text in a row.
    Words,
    /// Its file itself.
    File,
    /// Nothing was found, but the file could not be searched.
    Unread,
}

/// Something withheld that stands in the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// The file of the site.
    pub path: String,
    /// The file inside that file, where it is packed; the names of all of them, with `/`.
    pub inside: Option<String>,
    /// What was found.
    pub kind: Kind,
    /// What it gives away, as [`WithheldItem::what`] has it.
    pub what: String,
    /// The place, cut short, on one line.
    pub excerpt: String,
    /// What to do.
    pub help: &'static str,
}

/// What to look for, ready for many files. Its size is that of the withheld texts, about 30 bytes
/// a word.
#[derive(Debug)]
pub struct Proof {
    what: Vec<String>,
    needles: Needles,
    /// Files by content: whose they are when withheld, None when admitted.
    files: FxHashMap<(u64, String), Option<usize>>,
    lengths: Vec<u64>,
}

impl Proof {
    /// Prepares a search.
    #[must_use]
    pub fn new(withheld: &Withheld<'_>, admitted: &Admitted<'_>) -> Self {
        let mut files = FxHashMap::default();
        for (item, found) in withheld.items.iter().enumerate() {
            for file in &found.files {
                files
                    .entry((file.length, file.sha256.to_ascii_lowercase()))
                    .or_insert(Some(item));
            }
        }
        for file in &admitted.files {
            files.insert((file.length, file.sha256.to_ascii_lowercase()), None);
        }
        let mut lengths: Vec<u64> = files.keys().map(|(length, _)| *length).collect();
        lengths.sort_unstable();
        lengths.dedup();
        Self {
            what: withheld.items.iter().map(|i| i.what.clone()).collect(),
            needles: Needles::new(withheld, admitted),
            files,
            lengths,
        }
    }

    /// Searches all files of a site, given by path and bytes, on all cores. Leaks are sorted by path,
    /// and each thing is reported once for each file and kind. Where nothing is withheld, no file is asked for.
    pub fn prove<B: AsRef<[u8]>>(
        &self,
        files: impl IntoParallelIterator<Item = (String, B)>,
    ) -> Vec<Leak> {
        if self.what.is_empty() {
            return Vec::new();
        }
        let mut leaks: Vec<Leak> = files
            .into_par_iter()
            .flat_map_iter(|(path, bytes)| self.search(&path, bytes.as_ref()))
            .collect();
        leaks.sort_unstable();
        leaks
    }

    /// Whether anything that is looked for may stand in texts that have no other words than these. No is certain.
    #[must_use]
    pub fn may_stand_in(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.needles.may_end_with(word)) || self.needles.has_runs()
    }

    /// What of the withheld things stands in one file of the site, its path included; sorted.
    #[must_use]
    pub fn search(&self, path: &str, bytes: &[u8]) -> Vec<Leak> {
        if self.what.is_empty() {
            return Vec::new();
        }
        let mut out = Findings {
            proof: self,
            path,
            leaks: Vec::new(),
            known: FxHashSet::default(),
        };
        out.text(None, path, true);
        match self.file(bytes) {
            Some(None) => {}
            Some(Some(item)) => out.add(None, Kind::File, *item, "the file as it is".to_owned()),
            None => out.bytes(bytes),
        }
        out.leaks.sort_unstable();
        out.leaks
    }

    fn file(&self, bytes: &[u8]) -> Option<&Option<usize>> {
        let length = bytes.len() as u64;
        self.lengths.binary_search(&length).ok()?;
        let mut hex = String::with_capacity(64);
        for byte in Sha256::digest(bytes) {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        self.files.get(&(length, hex))
    }
}

/// The leaks of one file of the site.
struct Findings<'a> {
    proof: &'a Proof,
    path: &'a str,
    leaks: Vec<Leak>,
    known: FxHashSet<(Kind, usize)>,
}

impl Findings<'_> {
    fn bytes(&mut self, bytes: &[u8]) {
        let mut budget = packed::BUDGET;
        packed::each(bytes, &mut budget, &mut |inside, content| match content {
            Content::Bytes(bytes) => {
                if let Some(inside) = inside {
                    self.text(Some(inside), inside, true);
                    match self.proof.file(bytes) {
                        // A zip may hold an admitted picture; it is searched with the rest.
                        Some(Some(item)) => {
                            self.add(Some(inside), Kind::File, *item, "the file as it is".into());
                        }
                        Some(None) => return,
                        None => {}
                    }
                }
                decode::texts(bytes, &mut |text, is_text| self.text(inside, text, is_text));
            }
            Content::Unread(why) => self.unread(inside, why),
        });
    }

    fn text(&mut self, inside: Option<&str>, text: &str, is_text: bool) {
        let mut search = Search::new(&self.proof.needles, is_text);
        let mut found = Vec::new();
        words::each(text, |word| search.word(text, word, &mut found));
        search.end(&mut found);
        for hit in found {
            self.add(inside, hit.kind, hit.item, excerpt(&text[hit.span]));
        }
    }

    fn add(&mut self, inside: Option<&str>, kind: Kind, item: usize, excerpt: String) {
        if self.known.insert((kind, item)) {
            self.leaks.push(Leak {
                path: self.path.to_owned(),
                inside: inside.map(str::to_owned),
                kind,
                what: self.proof.what[item].clone(),
                excerpt,
                help: kind.help(),
            });
        }
    }

    fn unread(&mut self, inside: Option<&str>, why: &str) {
        self.leaks.push(Leak {
            path: self.path.to_owned(),
            inside: inside.map(str::to_owned),
            kind: Kind::Unread,
            what: "a packed file".to_owned(),
            excerpt: why.to_owned(),
            help: Kind::Unread.help(),
        });
    }
}

impl Kind {
    /// The kind in a word or two: 'title', 'file name'.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Slug => "slug",
            Self::FileName => "file name",
            Self::Hash => "hash",
            Self::Words => "words",
            Self::File => "file",
            Self::Unread => "unread",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Title | Self::Slug | Self::FileName => {
                "take the mention out of what this file is made of, or widen the audience of what \
                 it names"
            }
            Self::Hash | Self::File => {
                "see which admitted page uses the file, or widen the audience of its own page"
            }
            Self::Words => {
                "take the words out of what this file is made of, or out of the withheld text, if \
                 they are no secret"
            }
            Self::Unread => {
                "leave the file out, or unpack it: what cannot be read cannot be proved"
            }
        }
    }
}

/// A text on one line, its control characters made spaces.
fn excerpt(text: &str) -> String {
    let mut out = String::new();
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    for (count, letter) in text.chars().map(shown).enumerate() {
        if count == EXCERPT {
            out.push('…');
            break;
        }
        if letter != ' ' || !out.ends_with(' ') {
            out.push(letter);
        }
    }
    out
}
