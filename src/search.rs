//! Search: records become an index of static files, and a query becomes results.
//!
//! 1. `words`: a text becomes words, the same way for pages and queries.
//! 2. `build`: groups of records become the files of the index ([`build()`]).
//! 3. `read`: the files become numbers again, checked, and bounded ([`Index`]).
//! 4. `query`: what a person typed becomes slots, phrases and exclusions ([`Query`]).
//! 5. `resolve` and `correct`: what the index has for each slot.
//! 6. `rank`, `facets`: groups, in order, and counts ([`Hits`]).
//! 7. `excerpt`: the words around the hits. `contents`: all that an index says, read back.
//!
//! `docs/search-format.md` is the contract: the browser's engine is the second program that keeps it.
//! Nothing here knows the site, the disk or the clock.

mod build;
mod contents;
mod correct;
mod excerpt;
mod facets;
mod format;
mod query;
mod rank;
mod read;
mod resolve;
mod tuning;
mod words;

pub use build::{Entry, File, Group, Options, Profile, RecordKind, TextAddress, build};
pub use contents::Contents;
pub use excerpt::{Part, excerpt};
pub use facets::{Counts, Filters};
#[doc(hidden)]
pub use format::{name as chunk_name, pack as pack_chunk, unpack as unpack_chunk};
pub use query::Query;
pub use rank::{Correction, Hit, Hits, Reader};
pub use read::{Broken, Files, Index};
pub use tuning::{Factors, Kinds, Tuning};

/// The folder of the index, from the root of a version.
pub const FOLDER: &str = "search/";

/// The file that names all others, from the root of a version.
pub const MANIFEST: &str = "search/index.bin";
