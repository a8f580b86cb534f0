//! The files of the search index.

use super::Renderer;
use crate::search::File;
use crate::site::index::index;

impl Renderer<'_> {
    /// All of them; they are made together.
    pub(crate) fn index(&self) -> &[File] {
        self.kept.now.index.get_or_init(|| {
            let audience = self.edition.readers.audience;
            let language = self.config.language.as_deref().unwrap_or("en");
            index(self.model, audience, &self.version.name, language)
        })
    }
}
