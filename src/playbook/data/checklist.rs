//! Things to tick off, by who is in the room; with a form to copy.

use super::words::texts;
use super::{Id, Md, Mistake, Sound, twice};
use crate::config::{Audience, OneOrMany};
use crate::context::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// A list to tick off.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Checklist {
    /// `checklist`
    pub kind: String,
    /// What it is called.
    pub title: Option<String>,
    /// Who may read it published.
    #[serde(default)]
    pub audience: Audience,
    /// The hyperscalers it is for; none: all.
    #[serde(default)]
    pub hyperscalers: OneOrMany<String>,
    /// What to know before.
    pub intro: Option<Md>,
    /// The items, in groups.
    pub groups: Vec<CheckGroup>,
    /// What is said when everything is ticked.
    pub ready: Option<Md>,
    /// What is said until then.
    pub not_ready: Option<Md>,
    /// A form to copy and fill in.
    pub form: Option<Form>,
}

/// Items that belong together.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckGroup {
    /// What they are called.
    pub title: String,
    /// Who is in the room when they are needed; none: always.
    #[serde(default)]
    pub contexts: Vec<Context>,
    /// The items.
    pub items: Vec<Check>,
}

/// An item.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Check {
    /// Its name in links.
    pub id: Id,
    /// What must be so.
    pub text: Md,
    /// What is enough for it.
    pub enough: Option<Md>,
    /// What looks like it, and is not.
    pub not_enough: Option<Md>,
}

/// A form to copy.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// What it is called.
    pub title: String,
    /// Its text, as it is copied.
    pub text: String,
}

texts!(Checklist: intro, groups, ready, not_ready);
texts!(CheckGroup: items);
texts!(Check: text, enough, not_enough);

impl Checklist {
    pub(super) fn markdown(&self) -> String {
        let mut out = String::new();
        if let Some(intro) = &self.intro {
            let _ = writeln!(out, "{}\n", intro.0.trim());
        }
        for group in &self.groups {
            let _ = write!(out, "**{}**", group.title);
            if !group.contexts.is_empty() {
                let names: Vec<&str> = group.contexts.iter().map(|one| one.as_str()).collect();
                let _ = write!(out, " ({})", names.join(", "));
            }
            out.push_str("\n\n");
            for item in &group.items {
                let _ = write!(out, "- [ ] {}", item.text.line());
                if let Some(enough) = &item.enough {
                    let _ = write!(out, " Enough: {}.", enough.line());
                }
                if let Some(not) = &item.not_enough {
                    let _ = write!(out, " Not enough: {}.", not.line());
                }
                out.push('\n');
            }
            out.push('\n');
        }
        if let Some(form) = &self.form {
            let _ = writeln!(
                out,
                "**{}**\n\n```text\n{}\n```",
                form.title,
                form.text.trim_end()
            );
        }
        out
    }
}

impl Sound for Checklist {
    fn mistakes(&self) -> Vec<Mistake> {
        let items = self.groups.iter().flat_map(|group| &group.items);
        let mut out = twice("id", items.map(|item| item.id.as_str()));
        for group in &self.groups {
            if group.items.is_empty() {
                let message = format!("there is nothing to tick off in '{}'", group.title);
                out.push(Mistake::new("title", &group.title, message));
            }
        }
        if self.groups.is_empty() {
            out.push(Mistake::new("groups", "", "there is nothing to tick off"));
        }
        out
    }
}
