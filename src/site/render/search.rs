//! The files of the search index.

use super::{Failed, Renderer, Sink};
use crate::site::index::index;
use rayon::prelude::*;

impl Renderer<'_> {
    pub(super) fn search(&self, sink: &Sink<'_>) -> Result<(), Failed> {
        let audience = self.edition.readers.audience;
        let language = self.config.language.as_deref().unwrap_or("en");
        let files = index(self.model, audience, &self.version.name, language);
        let results: Vec<Result<(), Failed>> = files
            .par_iter()
            .map(|file| self.put(&file.path, &file.bytes, sink))
            .collect();
        results.into_iter().collect()
    }
}
