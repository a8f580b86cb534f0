//! What of a project's files matters to a preview.

use crate::config;
use crate::fs::{self, Kind};
use crate::serve::Followed;
use std::path::{Path, PathBuf};

/// The folders of a playbook.
const TOPS: [&str; 3] = ["content", "rules", "themes"];

/// What a path is a part of.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Nothing that the site is made of.
    None,
    /// The playbook: its name there.
    Playbook(String),
    /// What git's branches and tags stand for.
    Git,
}

/// Tells what matters.
#[derive(Debug)]
pub(super) struct Kinds {
    root: PathBuf,
    outputs: Vec<String>,
    /// The repository's own folders: that of this work tree, and the one with the branches.
    git: Vec<PathBuf>,
}

impl Kinds {
    pub(super) fn new(followed: &Followed) -> Self {
        Self {
            root: followed.root.clone(),
            outputs: followed.outputs.clone(),
            git: git_folders(&followed.root),
        }
    }

    /// What is to be watched, and whether with all below it.
    pub(super) fn places(&self) -> Vec<(PathBuf, bool)> {
        let mut places = vec![(self.root.clone(), false)];
        places.extend(TOPS.map(|top| (self.root.join(top), true)));
        for git in &self.git {
            places.push((git.clone(), false));
            places.push((git.join("refs"), true));
        }
        places
    }

    pub(super) fn is_top(&self, name: &str) -> bool {
        TOPS.contains(&name)
    }

    pub(super) fn part(&self, path: &Path) -> Part {
        for git in &self.git {
            if let Ok(inside) = path.strip_prefix(git) {
                let refs = inside.starts_with("refs")
                    || inside == Path::new("HEAD")
                    || inside == Path::new("packed-refs");
                let lock = path
                    .extension()
                    .is_some_and(|extension| extension == "lock");
                return if refs && !lock { Part::Git } else { Part::None };
            }
        }
        match self.name(path) {
            Some(name) if self.matters(&name) => Part::Playbook(name),
            _ => Part::None,
        }
    }

    fn name(&self, path: &Path) -> Option<String> {
        let inside = path.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
        Some(parts?.join("/"))
    }

    fn matters(&self, name: &str) -> bool {
        let (top, _) = name.split_once('/').unwrap_or((name, ""));
        if name == config::FILE_NAME {
            return true;
        }
        let below = |folder: &String| {
            name.strip_prefix(folder.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        TOPS.contains(&top) && !self.outputs.iter().any(below) && !name.split('/').any(passed_over)
    }

    /// Whether git is changing files just now.
    pub(super) fn git_is_at_work(&self) -> bool {
        let first = self.git.first();
        first.is_some_and(|git| matches!(fs::kind(&git.join("index.lock")), Ok(Kind::File)))
    }
}

/// Names under which editors and programs keep what is not finished.
fn passed_over(part: &str) -> bool {
    const ENDS: [&str; 9] = [
        "~",
        ".swp",
        ".swo",
        ".swx",
        ".tmp",
        ".partial",
        ".crdownload",
        "___jb_tmp___",
        "___jb_old___",
    ];
    // '4913' is the name with which Vim tries a folder.
    part == "4913"
        || part.starts_with(".#")
        || part.starts_with("~$")
        || (part.starts_with('#') && part.ends_with('#'))
        || part == ".git"
        || part == ".DS_Store"
        || ENDS.iter().any(|end| part.ends_with(end))
}

/// Where git keeps its branches: `.git`, or what a file of that name leads to.
fn git_folders(root: &Path) -> Vec<PathBuf> {
    let Some(top) = root
        .ancestors()
        .find(|folder| !matches!(fs::kind(&folder.join(".git")), Ok(Kind::Missing) | Err(_)))
    else {
        return Vec::new();
    };
    let own = top.join(".git");
    let line = |path: &Path| fs::read_text(path, 4096).ok();
    let own = match fs::kind(&own) {
        Ok(Kind::Folder) => own,
        // A work tree beside others, or a submodule.
        _ => match line(&own)
            .as_deref()
            .and_then(|text| text.strip_prefix("gitdir:"))
        {
            Some(path) => top.join(path.trim()),
            None => return Vec::new(),
        },
    };
    let Ok(own) = fs::real_path(&own) else {
        return Vec::new();
    };
    let common = line(&own.join("commondir"));
    let common = common.and_then(|path| fs::real_path(&own.join(path.trim())).ok());
    let mut all = vec![own];
    all.extend(common);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters() {
        let kinds = Kinds {
            root: PathBuf::from("/p"),
            outputs: vec!["public".to_owned(), "content/out".to_owned()],
            git: vec![PathBuf::from("/p/.git")],
        };
        let part = |path: &str| kinds.part(Path::new(path));
        for name in [
            "site.toml",
            "content/a.md",
            "content/decks/a.pptx",
            "themes/default/assets/x.css",
            "rules/a.yaml",
            "content",
        ] {
            assert_eq!(part(&format!("/p/{name}")), Part::Playbook(name.to_owned()));
        }
        for name in [
            "public/index.html",
            "content/out/a.md",
            "target/x",
            "site.toml.swp",
            "content/.a.md.swp",
            "content/a.md~",
            "content/4913",
            "content/.#a.md",
            "content/#a.md#",
            "content/decks/~$a.pptx",
            ".git/index",
            ".git/refs/heads/main.lock",
            "contents/a.md",
            ".rightdeck/x",
        ] {
            assert_eq!(part(&format!("/p/{name}")), Part::None, "{name}");
        }
        for name in ["HEAD", "packed-refs", "refs/tags/v1"] {
            assert_eq!(part(&format!("/p/.git/{name}")), Part::Git, "{name}");
        }
        assert_eq!(part("/elsewhere/content/a.md"), Part::None);
    }
}
