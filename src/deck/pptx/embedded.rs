//! Files inside the file.

use super::Reader;
use super::canvas::Host;
use crate::deck::Text;

impl Reader<'_> {
    /// Reads an embedded file.
    pub(super) fn embedded(
        &mut self,
        name: &str,
        host: Host,
        shape: Option<usize>,
        slide: Option<u32>,
        texts: &mut Vec<Text>,
    ) {
        let _ = (name, host, shape, slide, texts);
    }
}
