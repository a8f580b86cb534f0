//! `rightdeck stamp`: writes into a deck for whom it is.
//!
//! 1. What is to be written: the flags, else the deck's page.
//! 2. The deck is read, stamped in memory, and read again.
//! 3. It is written whole; then its page, where that names the hash of what it was.

use super::project::{self, Project};
use super::{Out, Outcome, Stop, lint};
use crate::cli::StampArgs;
use crate::context::Context;
use crate::deck::{self, Limits, Stamp, pptx};
use crate::diagnostic::Severity;
use crate::fs;
use crate::lint::Linter;
use crate::playbook::{DeckEntry, FrontMatter};
use crate::source::{Source, excerpt::printable};
use anyhow::anyhow;
use sha2::{Digest as _, Sha256};
use std::io::Cursor;
use std::path::Path;

/// The largest deck that is stamped: it is held in memory twice.
const DECK_LIMIT: u64 = 512 << 20;
/// The largest page that is read.
const PAGE_LIMIT: u64 = 4 << 20;

pub(super) fn run(args: &StampArgs, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    let project = Project::open(root, args.decks.first().map(|path| path.as_path()))?;
    let linter = project.linter(None, &[], &[])?;
    let catalogue = lint::catalogue(&project, &linter)?;
    let flags = Stamp {
        hyperscalers: hyperscalers(&args.hyperscaler, &linter)?,
        contexts: contexts(&args.context),
    };
    let (mut failed, mut other) = (false, false);
    for path in &args.decks {
        let name = project.name_of(path);
        let deck = One {
            project: &project,
            entry: catalogue.get(&name),
            name: &name,
            path,
        };
        match deck.stamp(&flags, args.check, out) {
            Ok(as_wanted) => other |= !as_wanted,
            Err(Stop::Other(why)) => {
                failed = true;
                out.complain(Severity::Error, &why.to_string());
            }
            Err(stop) => return Err(stop),
        }
    }
    Ok(match (failed, other) {
        (true, _) => Outcome::Incomplete,
        (false, true) => Outcome::Found,
        (false, false) => Outcome::Clean,
    })
}

fn hyperscalers(ids: &[String], linter: &Linter) -> Result<Vec<String>, Stop> {
    for id in ids {
        project::known_hyperscaler(linter, id, true).map_err(|message| anyhow!("{message}"))?;
    }
    if ids.len() > 1 && ids.iter().any(|id| id == "none") {
        return Err(anyhow!("--hyperscaler: 'none' stands alone").into());
    }
    Ok(in_order(ids.to_vec()))
}

fn contexts(contexts: &[Context]) -> Vec<String> {
    let named = Context::ALL.iter().filter(|one| contexts.contains(one));
    named.map(|one| one.as_str().to_owned()).collect()
}

fn in_order(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words.dedup();
    words
}

/// A deck to stamp.
struct One<'a> {
    project: &'a Project,
    entry: Option<&'a DeckEntry>,
    name: &'a str,
    path: &'a Path,
}

impl One<'_> {
    /// Stamps it, or looks whether it is; false where it is not and nothing was to be written.
    fn stamp(&self, flags: &Stamp, check: bool, out: &Out) -> Result<bool, Stop> {
        let wanted = self.wanted(flags, out)?;
        let shown = printable(self.name);
        let (bytes, whole) = fs::read_start(self.path, DECK_LIMIT)?;
        if !whole {
            let limit = DECK_LIMIT >> 20;
            return Err(anyhow!("'{shown}' is larger than {limit} MB and is not stamped").into());
        }
        let limits = Limits::default();
        let refused = |why: deck::Unreadable| {
            let detail = why.detail.trim_end_matches('.');
            anyhow!("'{shown}' is not stamped: {detail}. {}", why.help)
        };
        let said = format!(
            "{} for {}",
            wanted.hyperscalers.join(", "),
            wanted.contexts.join(", ")
        );
        if check {
            let deck =
                deck::read(self.name, Cursor::new(bytes.as_slice()), &limits).map_err(refused)?;
            let is = deck.stamp == wanted;
            let verdict = if is { "is stamped" } else { "is not stamped" };
            self.tell(out, &format!("{shown}: {verdict} {said}"))?;
            return Ok(is);
        }
        let Some(stamped) = pptx::stamped(self.name, &bytes, &wanted, &limits).map_err(refused)?
        else {
            self.tell(out, &format!("{shown}: is stamped {said} already"))?;
            return Ok(true);
        };
        fs::write_whole(self.path, &stamped)?;
        self.tell(out, &format!("{shown}: stamped {said}"))?;
        self.renew_page(&bytes, &stamped, out)?;
        Ok(true)
    }

    fn tell(&self, out: &Out, line: &str) -> Result<(), Stop> {
        out.print(|to| writeln!(to, "{line}"))
    }

    /// Each half from the flags, else from the page.
    fn wanted(&self, flags: &Stamp, out: &Out) -> Result<Stamp, Stop> {
        let page = self.entry.map_or_else(Stamp::default, |entry| Stamp {
            hyperscalers: entry
                .fields
                .hyperscaler
                .as_ref()
                .map_or_else(Vec::new, |ids| in_order(ids.0.clone())),
            contexts: contexts(&entry.fields.contexts),
        });
        let differs =
            |flag: &[String], page: &[String]| !flag.is_empty() && !page.is_empty() && flag != page;
        if let Some(entry) = self.entry
            && (differs(&flags.hyperscalers, &page.hyperscalers)
                || differs(&flags.contexts, &page.contexts))
        {
            let text = format!(
                "its page {} says '{} for {}'; 'rightdeck lint' will report the difference",
                entry.page,
                page.hyperscalers.join(", "),
                page.contexts.join(", ")
            );
            out.complain(Severity::Warning, &text);
        }
        let first = |flag: &Vec<String>, page: Vec<String>| match flag.is_empty() {
            true => page,
            false => flag.clone(),
        };
        let wanted = Stamp {
            hyperscalers: first(&flags.hyperscalers, page.hyperscalers),
            contexts: first(&flags.contexts, page.contexts),
        };
        let missing = match (wanted.hyperscalers.is_empty(), wanted.contexts.is_empty()) {
            (true, true) => "--hyperscaler and --context",
            (true, false) => "--hyperscaler",
            (false, true) => "--context",
            (false, false) => return Ok(wanted),
        };
        let shown = printable(self.name);
        Err(anyhow!(
            "nothing says for whom '{shown}' is: give it a page in content/decks/ that does, or pass {missing}"
        )
        .into())
    }

    /// The page names the file that was approved. A stamp changes nothing that anybody reviews, so
    /// the approval goes over to the stamped file.
    fn renew_page(&self, before: &[u8], after: &[u8], out: &Out) -> Result<(), Stop> {
        let (Some(entry), Some(root)) = (self.entry, &self.project.root) else {
            return Ok(());
        };
        let Some(named) = entry.fields.sha256.as_deref().map(str::trim) else {
            return Ok(());
        };
        let path = root.join(&entry.page);
        let page = Source::new(entry.page.clone(), fs::read_text(&path, PAGE_LIMIT)?);
        let line = FrontMatter::find(&page)
            .ok()
            .flatten()
            .map_or(1, |front| front.line_of("sha256"));
        let new = hash(after);
        if !named.eq_ignore_ascii_case(&hash(before)) {
            let text = format!(
                "{}:{line}: names the SHA-256 of another file and is left as it is; once the deck is \
                 approved, write sha256: {new}",
                entry.page
            );
            out.complain(Severity::Warning, &text);
            return Ok(());
        }
        match replaced(&page, line, named, &new) {
            Some(text) => {
                fs::write_whole(&path, text.as_bytes())?;
                self.tell(out, &format!("{}:{line}: sha256 is now {new}", entry.page))
            }
            None => {
                let text = format!("{}:{line}: write sha256: {new}", entry.page);
                out.complain(Severity::Warning, &text);
                Ok(())
            }
        }
    }
}

/// The page with another hash on that line.
fn replaced(page: &Source, line: u32, old: &str, new: &str) -> Option<String> {
    let index = usize::try_from(line).ok()?.checked_sub(1)?;
    let mut lines: Vec<&str> = page.text.split_inclusive('\n').collect();
    let text = lines.get(index)?.replacen(old, new, 1);
    (text != lines[index]).then(|| {
        lines[index] = &text;
        lines.concat()
    })
}

fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
