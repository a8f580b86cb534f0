//! Parts that no relationship reaches.

use super::Reader;

impl Reader<'_> {
    /// Step 6.
    pub(super) fn orphans(&mut self) {}
}
