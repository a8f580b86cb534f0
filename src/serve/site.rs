//! The site that is shown, as the server needs it.

use super::desk::Finding;
use crate::source::Problem;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Works out what is found on pages; None: it cannot be said, and the site's problems say why.
pub type Judgement = Box<dyn FnOnce() -> Option<Vec<Finding>> + Send>;

/// A site that follows its playbook.
pub trait Site: Send + Sync {
    /// Something changed: files or folders, relative to the project; None: anything may have.
    fn changed(&mut self, paths: Option<&BTreeSet<String>>);

    /// A file by its path below the site's root, `playbook/co-sell/index.html`; None: there is none.
    /// May take as long as it takes to make it.
    fn file(&self, path: &str) -> Option<Arc<[u8]>>;

    /// What is wrong now. While it is not empty, [`Site::file`] gives the last good site.
    fn problems(&self) -> Vec<Problem>;

    /// What is found on pages as they stand now. It is worked out when it is called, without holding on to the
    /// site.
    fn judgement(&self) -> Judgement;
}
