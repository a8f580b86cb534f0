//! An index read back: the words of each record, in their order. What is published can so be looked
//! through for what must not be in it.

use super::read::{Broken, Index};
use super::{FOLDER, MANIFEST};
use std::collections::BTreeSet;

/// What an index says.
#[derive(Debug, Default)]
pub struct Contents {
    /// The address of each group, and its words: a line for each field.
    pub texts: Vec<(String, String)>,
    /// The files that hold nothing but these words, in pieces; paths from the root of the version.
    pub files: BTreeSet<String>,
}

impl Index {
    /// Reads all of it back.
    ///
    /// # Errors
    /// A file of the index that is missing, or not what it should be.
    pub fn contents(&self) -> Result<Contents, Broken> {
        let mut places: Vec<(u32, u32, u32)> = Vec::new();
        let mut forms: Vec<String> = Vec::new();
        let mut ordinal = 0;
        while let Some(term) = self.term_at(ordinal)? {
            let at = forms.len() as u32;
            forms.push(term.form().to_owned());
            for (record, positions) in self.positions(&term)? {
                places.extend(positions.into_iter().map(|place| (record, place, at)));
            }
            ordinal += 1;
        }
        places.sort_unstable();
        let mut out = Contents {
            texts: Vec::new(),
            files: self
                .listed()
                .map(|name| format!("{FOLDER}{name}.bin"))
                .collect(),
        };
        out.files.insert(MANIFEST.to_owned());
        for group in
            places.chunk_by(|a, b| self.groups.of_record(a.0) == self.groups.of_record(b.0))
        {
            let mut text = String::new();
            let mut before: Option<(u32, u32)> = None;
            for (record, place, form) in group {
                let goes_on = before == Some((*record, place.saturating_sub(1))) && *place > 0;
                if before.is_some() {
                    text.push(if goes_on { ' ' } else { '\n' });
                }
                text.push_str(&forms[*form as usize]);
                before = Some((*record, *place));
            }
            let card = self.card(self.groups.of_record(group[0].0))?;
            out.texts.push((card.1, text));
        }
        Ok(out)
    }
}
