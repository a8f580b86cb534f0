//! The site that is shown, as the server needs it.

use crate::source::Problem;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A site that follows its playbook.
pub trait Site: Send + Sync {
    /// Something changed: files or folders, relative to the project; None: anything may have.
    fn changed(&mut self, paths: Option<&BTreeSet<String>>);

    /// A file by its path below the site's root, `playbook/co-sell/index.html`; None: there is none.
    /// May take as long as it takes to make it.
    fn file(&self, path: &str) -> Option<Arc<[u8]>>;

    /// What is wrong now. While it is not empty, [`Site::file`] gives the last good site.
    fn problems(&self) -> Vec<Problem>;
}
