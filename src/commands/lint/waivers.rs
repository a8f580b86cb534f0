//! What is allowed: the `allow` of catalogue pages and of `site.toml`, as waivers.

use super::project::{self, Project};
use super::select;
use crate::lint::{
    Linter,
    waiver::{Covers, Waiver},
};
use crate::playbook::Catalogue;
use crate::source::{Problem, Source};

/// All waivers, or every one of them that names a rule that does not exist.
pub(super) fn collect(
    project: &Project,
    catalogue: &Catalogue,
    linter: &Linter,
) -> Result<Vec<Waiver>, Vec<Problem>> {
    let mut waivers = Vec::new();
    let mut problems = Vec::new();
    for entry in catalogue
        .iter()
        .filter(|entry| !entry.fields.allow.is_empty())
    {
        let page = page(project, &entry.page);
        for (allow, &line) in entry.fields.allow.iter().zip(&entry.allow_lines) {
            let excerpt = page.line(line).to_owned();
            if let Err(message) = project::known_rule(linter, &allow.rule) {
                let width = excerpt.trim_end().chars().count();
                problems.push(page.problem_at(line, 1, width, message));
            }
            waivers.push(Waiver {
                covers: Covers::File(entry.file.clone()),
                rule: allow.rule.clone(),
                slide: allow.slide,
                text: allow.text.clone(),
                reason: allow.reason.clone(),
                until: allow.until.0,
                declared_in: entry.page.clone(),
                line,
                excerpt,
            });
        }
    }
    // The rules named in `site.toml` were checked with the rest of it.
    for allow in &project.config.lint.allow {
        let Ok(glob) = select::compile(allow.file.get_ref()) else {
            continue;
        };
        let (line, _) = project.source.place(allow.rule.span().start);
        waivers.push(Waiver {
            covers: Covers::Glob(glob.compile_matcher()),
            rule: allow.rule.get_ref().clone(),
            slide: allow.slide,
            text: allow.text.clone(),
            reason: allow.reason.get_ref().clone(),
            until: allow.until.0,
            declared_in: project.source.name.clone(),
            line,
            excerpt: project.source.line(line).to_owned(),
        });
    }
    if problems.is_empty() {
        Ok(waivers)
    } else {
        Err(problems)
    }
}

/// A page once more, for the lines of its waivers. It was read a moment ago; when it is gone now,
/// the excerpts are empty and nothing else changes.
fn page(project: &Project, name: &str) -> Source {
    let page = project.page(name);
    page.unwrap_or_else(|_| Source::new(name, ""))
}
