//! Whose names a text uses.
//!
//! 1. [`pack`]: the files that hold the names.
//! 2. `normalize`, `tokens`, `trie`: finding them in a text.
//! 3. `address`: links, mail addresses and resource names, which are read by their own rules.
//! 4. [`Lexicon`]: all names of all files in one matcher; [`Mention`]: one of them, found.

mod address;
mod build;
pub(crate) mod normalize;
pub mod pack;
pub(crate) mod tokens;
pub(crate) mod trie;

use crate::deck::{Part, Place, Text};
use normalize::Normalized;
use pack::{Kind, Match, Name, NeutralName, Outdated, Pack, SharedName, Vendor};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;
use tokens::{Token, tokenize};
use trie::Trie;

/// Every name of every pack, vendor and list, ready to be found.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Hyperscalers, by id.
    pub packs: Vec<Pack>,
    /// Other companies.
    pub vendors: Vec<Vendor>,
    /// Names that belong to nobody in particular.
    pub neutral: Vec<NeutralName>,
    /// Names that several hyperscalers use.
    pub shared: Vec<SharedName>,
    /// Renamed products of everybody else.
    pub industry: Vec<Outdated>,
    trie: Trie,
    forms: Vec<Form>,
    /// Domains, in small letters, and whose they are.
    hosts: FxHashMap<String, Entity>,
}

/// A form in the matcher.
#[derive(Debug, Clone, Copy)]
struct Form {
    entity: Entity,
    matching: Match,
    /// In a line of capitals it may be an ordinary word: 'OUR ACE TEAM'.
    ordinary: bool,
}

/// What a form stands for. Numbers are places in the lists of [`Lexicon`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entity {
    /// The ISV itself or its product.
    Own,
    /// A hyperscaler's current name.
    Name {
        /// Which pack.
        pack: usize,
        /// Which name.
        name: usize,
    },
    /// A hyperscaler's former name.
    Outdated {
        /// Which pack.
        pack: usize,
        /// Which entry.
        entry: usize,
    },
    /// Somebody else's former name.
    Industry(usize),
    /// A region of a hyperscaler.
    Region(usize),
    /// A hyperscaler's legal entity.
    Legal(usize),
    /// An address of a hyperscaler's cloud.
    Address(usize),
    /// An address of a hyperscaler's wider company.
    CompanyAddress(usize),
    /// Another vendor.
    Vendor(usize),
    /// Nobody's.
    Neutral,
    /// Several hyperscalers'.
    Shared(usize),
}

impl Entity {
    /// The pack it belongs to.
    #[must_use]
    pub fn pack(self) -> Option<usize> {
        match self {
            Self::Name { pack, .. }
            | Self::Outdated { pack, .. }
            | Self::Region(pack)
            | Self::Legal(pack)
            | Self::Address(pack)
            | Self::CompanyAddress(pack) => Some(pack),
            _ => None,
        }
    }
}

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the normalised text.
    pub(crate) span: Range<usize>,
    /// The words it covers.
    pub(crate) tokens: Range<usize>,
    /// What it stands for.
    pub(crate) entity: Entity,
    /// It stands for that whatever is written around it. Others need evidence near.
    pub(crate) sure: bool,
    /// The company it belongs to is named in the same paragraph.
    pub(crate) vouched: bool,
}

/// A text with the names found in it.
#[derive(Debug)]
pub(crate) struct Annotated<'a> {
    pub(crate) text: &'a Text,
    pub(crate) plain: Normalized<'a>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) mentions: Vec<Mention>,
}

impl Annotated<'_> {
    /// Everything else that the very words of a mention stand for.
    pub(crate) fn namesakes(&self, mention: &Mention) -> impl Iterator<Item = &Mention> {
        let from = self
            .mentions
            .partition_point(|m| m.span.start < mention.span.start);
        self.mentions[from..]
            .iter()
            .take_while(|m| m.span.start == mention.span.start)
            .filter(move |m| m.span == mention.span && *m != mention)
    }

    /// Where words, by number, stand in the normalised text; all of it where they are none of its own.
    pub(crate) fn bytes_of(&self, words: &Range<usize>) -> Range<usize> {
        let first = self.tokens.get(words.start);
        let last = words.end.checked_sub(1).and_then(|at| self.tokens.get(at));
        match (first, last) {
            (Some(first), Some(last)) => first.span.start..last.span.end,
            _ => 0..self.plain.as_str().len(),
        }
    }
}

impl Lexicon {
    /// Finds the names in a text, the longest where several overlap.
    pub(crate) fn annotate<'a>(&self, text: &'a Text) -> Annotated<'a> {
        let plain = Normalized::new(&text.text);
        let tokens = tokenize(plain.as_str());
        let mut mentions = Vec::new();
        let addresses = address::find(self, plain.as_str(), text.part == Part::Link);
        let capitals = text.all_caps || is_all_caps(plain.as_str());
        let identifier = is_identifier(text);
        // In file names, and in lines typed without any capital, they carry no news; in the latter
        // a name needs evidence all the same, as azure is a colour.
        let loose = capitals || identifier || !plain.as_str().chars().any(char::is_uppercase);
        // In an address they carry none either.
        let fold = loose || !addresses.is_empty();
        for hit in self.trie.find(plain.as_str(), &tokens, fold) {
            let form = self.forms[hit.id as usize];
            let after = addresses.partition_point(|a| a.span.end <= hit.span.start);
            let inside = addresses.get(after).filter(|a| a.span.start < hit.span.end);
            if form.matching != Match::AnyCase && !hit.exact && !loose && inside.is_none() {
                continue;
            }
            let certain = match form.matching {
                Match::AnyCase => true,
                Match::ExactCase if capitals && form.ordinary => false,
                // In file names capitals carry no news; in a line of capitals a short form may be
                // any word.
                Match::ExactCase => {
                    hit.exact
                        || (identifier || inside.is_some()) && hit.span.len() >= 3
                        || (capitals || matches!(form.entity, Entity::Vendor(_)))
                            && hit.span.len() >= 5
                }
                // 'Fabrics', 'Batches' and 'Connects' are no plurals of a product; 'AMIs' is one.
                Match::NeedsContext
                    if hit.plural && is_ordinary(&plain.as_str()[hit.span.clone()]) =>
                {
                    continue;
                }
                Match::NeedsContext => false,
            };
            if let Some(address) = inside
                && (address.opaque || !certain)
            {
                continue;
            }
            mentions.push(Mention {
                span: hit.span,
                tokens: hit.tokens,
                entity: form.entity,
                sure: certain,
                vouched: false,
            });
        }
        for address in addresses {
            if let Some(entity) = address.entity {
                let first = tokens.partition_point(|t| t.span.end <= address.host.start);
                let last = tokens.partition_point(|t| t.span.start < address.host.end);
                mentions.push(Mention {
                    span: address.host,
                    tokens: first..last.max(first),
                    entity,
                    sure: true,
                    vouched: false,
                });
            }
        }
        longest(&mut mentions);
        doubt_shared(&mut mentions);
        self.vouch(&mut mentions);
        self.join_company(plain.as_str(), &mut mentions);
        Annotated {
            text,
            plain,
            tokens,
            mentions,
        }
    }

    /// 'Amazon' is the shop and 'Google' an advertiser as often as a cloud, so the company alone
    /// speaks only for its own paragraph: 'we left Microsoft for Fabric'.
    fn vouch(&self, mentions: &mut [Mention]) {
        let companies: Vec<Option<usize>> = mentions
            .iter()
            .filter(|m| m.sure && self.is_company(m.entity))
            .map(|m| m.entity.pack())
            .fold(Vec::new(), |mut packs, pack| {
                if !packs.contains(&pack) {
                    packs.push(pack);
                }
                packs
            });
        if !companies.is_empty() {
            for mention in mentions {
                mention.vouched = companies.contains(&mention.entity.pack());
            }
        }
    }

    /// Only the company behind a cloud, not the cloud.
    #[must_use]
    pub fn is_company(&self, entity: Entity) -> bool {
        match entity {
            Entity::CompanyAddress(_) => true,
            _ => self.name(entity).is_some_and(|n| n.category == "company"),
        }
    }

    /// The company before a name of its own says nothing more: 'Microsoft' in 'Microsoft Azure
    /// Functions'.
    fn join_company(&self, text: &str, mentions: &mut Vec<Mention>) {
        let said_again = |pair: &[Mention]| {
            let (here, next) = (&pair[0], &pair[1]);
            matches!(here.entity, Entity::Name { .. })
                && self.is_company(here.entity)
                && next.sure
                && next.entity.pack() == here.entity.pack()
                && text.get(here.span.end..next.span.start) == Some(" ")
        };
        let mut dropped: Vec<bool> = mentions.windows(2).map(said_again).collect();
        dropped.push(false);
        let mut dropped = dropped.into_iter();
        mentions.retain(|_| !dropped.next().unwrap_or_default());
    }

    /// The name a mention stands for, as its owner writes it today.
    #[must_use]
    pub fn name_of(&self, entity: Entity) -> &str {
        match entity {
            Entity::Own => "our own product",
            Entity::Name { pack, name } => &self.packs[pack].names[name].name,
            Entity::Outdated { pack, entry } => &self.packs[pack].outdated[entry].name,
            Entity::Industry(entry) => &self.industry[entry].name,
            Entity::Region(pack)
            | Entity::Legal(pack)
            | Entity::Address(pack)
            | Entity::CompanyAddress(pack) => &self.packs[pack].name,
            Entity::Vendor(vendor) => &self.vendors[vendor].name,
            Entity::Shared(name) => &self.shared[name].name,
            Entity::Neutral => "",
        }
    }

    /// The pack's entry behind a current name.
    #[must_use]
    pub fn name(&self, entity: Entity) -> Option<&Name> {
        match entity {
            Entity::Name { pack, name } => Some(&self.packs[pack].names[name]),
            _ => None,
        }
    }

    /// What runs beside any cloud or names only the company says nothing of whose deck it is.
    #[must_use]
    pub fn is_portable(&self, entity: Entity) -> bool {
        match entity {
            Entity::CompanyAddress(_) => true,
            _ => self.name(entity).is_some_and(|n| n.category == "portable"),
        }
    }

    /// A service of the hyperscaler's own, which a slide could be set against.
    #[must_use]
    pub fn is_first_party(&self, entity: Entity) -> bool {
        match entity {
            Entity::Name { .. } => self.name(entity).is_some_and(|n| {
                matches!(
                    n.kind,
                    Kind::Service | Kind::Product | Kind::Brand | Kind::Console
                )
            }),
            Entity::Outdated { pack, entry } => {
                matches!(
                    self.packs[pack].outdated[entry].kind,
                    None | Some(Kind::Service | Kind::Product)
                )
            }
            _ => false,
        }
    }

    /// The place of a pack in the list.
    #[must_use]
    pub fn pack_of(&self, id: &str) -> Option<usize> {
        self.packs.iter().position(|p| p.id == id)
    }
}

/// Keeps the longest of overlapping mentions; several of one span stay together, unless one of
/// them is our own name.
fn longest(mentions: &mut Vec<Mention>) {
    // Own names were compiled first and the sort is stable, so they lead their span.
    mentions.sort_by_key(|m| (usize::MAX - m.span.len(), m.span.start));
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    // Spans taken so far, none overlapping another: from the start to the end.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for mention in mentions.drain(..) {
        let Range { start, end } = mention.span;
        match taken.range(..end).next_back() {
            Some((&s, &e)) if s == start && e == end => {
                let same = kept.iter().rev().take_while(|k| k.span == mention.span);
                if same
                    .clone()
                    .any(|k| k.entity == Entity::Own || *k == mention)
                {
                    continue;
                }
            }
            Some((_, &e)) if e > start => continue,
            _ => {
                taken.insert(start, end);
            }
        }
        kept.push(mention);
    }
    kept.sort_by_key(|m| (m.span.start, m.span.end));
    *mentions = kept;
}

/// What several hyperscalers or everybody say is sure evidence of none: 'EDP' is a commitment to
/// AWS and an energy company.
fn doubt_shared(mentions: &mut [Mention]) {
    for same in mentions.chunk_by_mut(|a, b| a.span == b.span) {
        if same.iter().any(|m| matches!(m.entity, Entity::Shared(_))) {
            for mention in same.iter_mut().filter(|m| m.entity.pack().is_some()) {
                mention.sure = false;
            }
        }
    }
}

/// A whole line in capitals: five letters or more, and no small one.
fn is_all_caps(text: &str) -> bool {
    let mut letters = 0;
    for c in text.chars() {
        if c.is_lowercase() {
            return false;
        }
        letters += usize::from(c.is_uppercase());
    }
    letters >= 5
}

/// One word that is no short form.
fn is_ordinary(word: &str) -> bool {
    !word.contains(char::is_whitespace) && word.chars().filter(|c| c.is_lowercase()).count() > 1
}

/// File names and shape names, in which capitals carry no news.
fn is_identifier(text: &Text) -> bool {
    matches!(text.part, Part::Link)
        || matches!(&text.place, Place::Named(name) if name == "file name" || name == "name")
}
