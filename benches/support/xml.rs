//! How much XML a set of decks holds.

use crate::support::Set;
use divan::counter::BytesCount;
use std::io::Cursor;

/// Inflated bytes of the XML that a reader has to look at: everything but themes.
pub(crate) fn inflated(set: &Set) -> BytesCount {
    let mut sum = 0;
    for (_, bytes) in &set.decks {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a healthy deck");
        for index in 0..package.len() {
            let entry = package.by_index_raw(index).expect("a healthy deck");
            let name = entry.name().expect("a healthy deck");
            if (name.ends_with(".xml") || name.ends_with(".rels")) && !name.contains("/theme/") {
                sum += entry.size();
            }
        }
    }
    BytesCount::new(sum)
}
