//! The theme: Tera templates, and the files that pages link to.
//!
//! 1. The built-in theme lies in the binary; a project's file at the same path under
//!    `themes/default/` takes its place.
//! 2. Files under `assets/` get a fingerprint in their names, so that a browser may keep them for
//!    ever.
//! 3. A mistake in a template is a problem with file, line and column, and names the page that was
//!    being made.

mod assets;

pub use assets::Asset;

use crate::fs::Tree;
use crate::source::{Problem, Source};
use std::borrow::Cow;
use std::collections::BTreeMap;
use tera::{Context, ErrorKind, Tera};

/// Where a project keeps its own templates, and the name they have in reports.
pub(crate) const FOLDER: &str = "themes/default/";

/// The script that keeps the site on a device. It stands at the root of the site, under its own name:
/// a browser knows it by that, and it may serve only what is below it.
pub(crate) const WORKER: &str = "worker.js";

/// The largest template or asset that is read, in bytes.
const LIMIT: u64 = 4 << 20;

/// A file of the built-in theme: its path under `themes/default/`, and its bytes.
type BuiltIn = (&'static str, &'static [u8]);

static BUILT_IN: &[BuiltIn] = include!(concat!(env!("OUT_DIR"), "/theme.rs"));

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    sources: BTreeMap<String, Source>,
    assets: Vec<Asset>,
    worker: String,
}

/// Two themes are alike if they were read from the same files.
impl PartialEq for Theme {
    fn eq(&self, other: &Self) -> bool {
        self.sources == other.sources && self.assets == other.assets
    }
}

impl Theme {
    /// The built-in theme, with a project's own files in the place of those they are named for.
    ///
    /// # Errors
    /// Every template that cannot be read.
    pub fn load(project: Option<&dyn Tree>) -> Result<Self, Vec<Problem>> {
        let mut files: BTreeMap<String, Cow<'static, [u8]>> = BUILT_IN
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), Cow::Borrowed(*bytes)))
            .collect();
        let mut problems = Vec::new();
        if let Some(tree) = project {
            let listing = tree.list(FOLDER.trim_end_matches('/'));
            let refused = listing.refused.iter();
            problems.extend(refused.map(|error| whole(FOLDER, error.to_string())));
            problems.extend(listing.outside.iter().map(|path| {
                let message =
                    "it is a link that leads out of the playbook; put the file itself here";
                whole(path, message)
            }));
            for path in listing.files {
                let Some(name) = path.strip_prefix(FOLDER) else {
                    continue;
                };
                match tree.read(&path, LIMIT) {
                    Ok(bytes) => {
                        files.insert(name.to_owned(), Cow::Owned(bytes));
                    }
                    Err(error) => problems.push(whole(&path, error.to_string())),
                }
            }
        }
        let mut sources = BTreeMap::new();
        let mut assets = assets::Files::new();
        let mut worker = String::new();
        for (name, bytes) in files {
            if let Some(asset) = name.strip_prefix("assets/") {
                assets.insert(asset.to_owned(), bytes);
            } else if name.ends_with(".html") || name == WORKER {
                match String::from_utf8(bytes.into_owned()) {
                    Ok(text) if name == WORKER => worker = assets::bare(&text),
                    Ok(text) => {
                        let source = Source::new(format!("{FOLDER}{name}"), text);
                        sources.insert(name, source);
                    }
                    Err(_) => {
                        problems.push(whole(&format!("{FOLDER}{name}"), "it is not UTF-8 text"));
                    }
                }
            }
        }
        let mut tera = Tera::new();
        let templates: Vec<(&str, &str)> = sources
            .iter()
            .map(|(name, source)| (name.as_str(), source.text.as_str()))
            .collect();
        if let Err(error) = tera.add_raw_templates(templates) {
            problems.push(problem(&sources, &error, "", None));
        }
        match assets::assets(assets) {
            Ok(assets) if problems.is_empty() => Ok(Self {
                tera,
                sources,
                assets,
                worker,
            }),
            Ok(_) => Err(problems),
            Err(more) => {
                problems.extend(more);
                Err(problems)
            }
        }
    }

    /// The files that pages link to, by name.
    #[must_use]
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The script that keeps the site on a device, for [`crate::site::offline`].
    #[must_use]
    pub fn worker(&self) -> &str {
        &self.worker
    }

    /// All that the built-in theme says, for telling it from what the pages say. Nobody vouches for
    /// a project's own files: they name no audience.
    pub fn built_in_texts() -> impl Iterator<Item = &'static str> {
        let files = BUILT_IN.iter();
        files.filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok())
    }

    /// Fills a template in. `about` is the page that is being made, for the report of a mistake.
    ///
    /// # Errors
    /// A mistake in the template: a variable that is not there, most often.
    pub fn render(
        &self,
        template: &str,
        context: &Context,
        about: &str,
    ) -> Result<String, Problem> {
        self.tera
            .render(template, context)
            .map_err(|error| problem(&self.sources, &error, template, Some(about)))
    }
}

/// What Tera says, at its place.
fn problem(
    sources: &BTreeMap<String, Source>,
    error: &tera::Error,
    template: &str,
    about: Option<&str>,
) -> Problem {
    let making = about.map_or_else(String::new, |page| format!(" (while making '/{page}')"));
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let message = format!("{}{making}", plain(report.message()));
            match sources.get(report.filename()) {
                Some(source) => source.problem(report.span().range.clone(), message),
                None => whole(report.filename(), message),
            }
        }
        other => {
            let name = if template.is_empty() { "" } else { template };
            whole(
                &format!("{FOLDER}{name}"),
                format!("{}{making}", plain(&other.to_string())),
            )
        }
    }
}

/// Tera's sentence as a clause of ours: its first line, begun small, without its full stop.
fn plain(message: &str) -> String {
    let line = message
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("it cannot be used");
    line.trim().trim_end_matches('.').replace('`', "'")
}

fn whole(path: &str, message: impl Into<String>) -> Problem {
    Source::new(path, "").problem_at(1, 1, 1, message)
}
