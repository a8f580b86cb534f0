//! What stands now: the site with the files that were asked for, its problems, the findings.

use super::desk::Finding;
use super::site::Site;
use crate::source::Problem;
use axum::body::Bytes;
use axum::http::HeaderValue;
use rustc_hash::FxHashMap;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::watch;

/// A file as it is served.
#[derive(Debug)]
pub(super) struct File {
    pub(super) bytes: Bytes,
    /// Its tag, without quotes: its hash.
    pub(super) hash: String,
    /// The same as a header.
    pub(super) etag: HeaderValue,
    pub(super) kind: HeaderValue,
}

/// What pages are told.
#[derive(Debug, Default, Clone)]
pub(super) struct News {
    /// How often the site was renewed.
    pub(super) generation: u64,
    /// Why it is not what the files say.
    pub(super) problems: Arc<[Told]>,
    /// What is wrong in decks.
    pub(super) findings: Arc<[Finding]>,
    /// What is wrong on pages, beside the problems.
    pub(super) on_pages: Arc<[Finding]>,
    /// Why decks could not be judged.
    pub(super) unjudged: Option<String>,
}

impl News {
    /// What is wrong in decks and on pages.
    pub(super) fn found(&self) -> impl Iterator<Item = &Finding> {
        self.on_pages.iter().chain(self.findings.iter())
    }
}

/// A problem as pages show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Told {
    file: String,
    line: u32,
    column: u32,
    width: usize,
    excerpt: String,
    message: String,
    rule: Option<&'static str>,
}

impl From<&Problem> for Told {
    fn from(problem: &Problem) -> Self {
        Self {
            file: problem.file.clone(),
            line: problem.line,
            column: problem.column,
            width: problem.width,
            excerpt: problem.excerpt.clone(),
            message: problem.message.clone(),
            rule: problem.rule,
        }
    }
}

/// All that requests share.
pub(super) struct Stage {
    site: RwLock<Box<dyn Site>>,
    kept: RwLock<Kept>,
    news: watch::Sender<News>,
}

/// The files of one generation that were asked for.
#[derive(Default)]
struct Kept {
    generation: u64,
    files: FxHashMap<String, Arc<File>>,
}

impl Stage {
    pub(super) fn new(site: Box<dyn Site>) -> Self {
        let news = News {
            problems: site.problems().iter().map(Told::from).collect(),
            ..News::default()
        };
        Self {
            site: RwLock::new(site),
            kept: RwLock::default(),
            news: watch::Sender::new(news),
        }
    }

    /// A file that was asked for before and has not changed since.
    pub(super) fn kept(&self, path: &str) -> Option<Arc<File>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.files.get(path).cloned()
    }

    /// A file; made, if it must be.
    pub(super) fn file(&self, path: &str) -> Option<Arc<File>> {
        if let Some(kept) = self.kept(path) {
            return Some(kept);
        }
        let kept = || self.kept.write().unwrap_or_else(PoisonError::into_inner);
        let before = kept().generation;
        let site = self.site.read().unwrap_or_else(PoisonError::into_inner);
        let bytes = site.file(path);
        // A template's mistakes show when a page is made.
        self.tell_problems(&site.problems());
        drop(site);
        let bytes = Bytes::from_owner(bytes?);
        let hash = hash(&bytes);
        let file = Arc::new(File {
            etag: HeaderValue::from_str(&format!("\"{hash}\"")).ok()?,
            kind: HeaderValue::from_static(super::pages::kind(path)),
            hash,
            bytes,
        });
        let mut kept = kept();
        if kept.generation == before {
            kept.files.insert(path.to_owned(), Arc::clone(&file));
        }
        Some(file)
    }

    /// Renews the site after a change; returns what is wrong now.
    pub(super) fn renew(&self, paths: Option<&BTreeSet<String>>) -> Vec<Problem> {
        let mut site = self.site.write().unwrap_or_else(PoisonError::into_inner);
        site.changed(paths);
        let problems = site.problems();
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.files.clear();
        kept.generation += 1;
        let generation = kept.generation;
        drop(kept);
        drop(site);
        self.news.send_modify(|news| {
            news.generation = generation;
            news.problems = problems.iter().map(Told::from).collect();
        });
        problems
    }

    /// Takes what was found in decks, or why nothing could be.
    pub(super) fn judged(&self, found: Result<Vec<Finding>, String>) {
        self.news.send_if_modified(|news| {
            let before = (Arc::clone(&news.findings), news.unjudged.take());
            match found {
                Ok(found) => news.findings = found.into(),
                Err(why) => news.unjudged = Some(why),
            }
            before.0 != news.findings || before.1 != news.unjudged
        });
    }

    /// Works out what is found on pages now, and takes it.
    pub(super) fn judge_pages(&self) {
        let site = self.site.read().unwrap_or_else(PoisonError::into_inner);
        let judgement = site.judgement();
        drop(site);
        let Some(found) = judgement() else { return };
        self.news.send_if_modified(|news| {
            let other = *news.on_pages != *found;
            if other {
                news.on_pages = found.into();
            }
            other
        });
    }

    fn tell_problems(&self, problems: &[Problem]) {
        let same = |told: &[Told]| {
            told.len() == problems.len()
                && told.iter().zip(problems).all(|(a, b)| *a == Told::from(b))
        };
        if same(&self.news.borrow().problems) {
            return;
        }
        let problems = problems.iter().map(Told::from).collect();
        self.news.send_modify(|news| news.problems = problems);
    }

    /// What pages are told now.
    pub(super) fn news(&self) -> News {
        self.news.borrow().clone()
    }

    /// And what they will be told.
    pub(super) fn listen(&self) -> watch::Receiver<News> {
        self.news.subscribe()
    }
}

fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
