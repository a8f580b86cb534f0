//! The site that is shown, and what is found on its pages.

use crate::commands::lint::PageJudgements;
use crate::report;
use crate::serve::desk::Finding;
use crate::serve::site::{Judgement, Site};
use crate::site::live::Live;
use crate::source::Problem;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

pub(super) struct Shown {
    live: Live,
    root: Arc<PathBuf>,
    /// How often something changed that is no page: settings, rules.
    rules: u64,
    judgements: Arc<Mutex<PageJudgements>>,
}

impl Shown {
    pub(super) fn new(live: Live, root: PathBuf) -> Self {
        Self {
            live,
            root: Arc::new(root),
            rules: 0,
            judgements: Arc::default(),
        }
    }
}

impl Site for Shown {
    fn changed(&mut self, paths: Option<&BTreeSet<String>>) {
        let other = |path: &String| !path.starts_with("content/") && !path.starts_with("themes/");
        if paths.is_none_or(|paths| paths.iter().any(other)) {
            self.rules += 1;
        }
        self.live.changed(paths);
    }

    fn file(&self, path: &str) -> Option<Arc<[u8]>> {
        self.live.file(path)
    }

    fn problems(&self) -> Vec<Problem> {
        self.live.problems()
    }

    fn judgement(&self) -> Judgement {
        let library = self.live.library();
        let (root, rules) = (Arc::clone(&self.root), self.rules);
        let judgements = Arc::clone(&self.judgements);
        Box::new(move || {
            let judgements = judgements.lock();
            let mut judgements = judgements.unwrap_or_else(PoisonError::into_inner);
            let found = judgements.renewed(&root, &library, rules).ok()?;
            let found = found.into_iter().map(|(one, page)| Finding {
                page,
                severity: one.severity,
                place: report::place(&one),
                rule: one.rule,
                file: one.file,
                message: one.message,
                help: one.help,
            });
            Some(found.collect())
        })
    }
}
