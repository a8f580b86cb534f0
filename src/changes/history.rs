//! One page through all versions.

use super::PageText;

/// What happened to a page between a version and the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It was there in the oldest version already.
    There,
    /// It was not there in the version before.
    Added,
    /// It is not there any more.
    Removed,
    /// It lies elsewhere now.
    Renamed {
        /// Where it lay before.
        from: String,
        /// Whether its title or its text changed too.
        edited: bool,
    },
    /// Its title or its text changed.
    Edited,
    /// Nothing.
    Unchanged,
}

/// A version of a page's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The version.
    pub version: String,
    /// What happened in it.
    pub change: Change,
}

/// A page's steps through the versions, oldest first; for each the page as it was then, wherever it
/// lay ([`super::Comparison::before`] tells). A version before the page's first, or after it went,
/// is no step.
#[must_use]
pub fn history(versions: &[(&str, Option<&PageText>)]) -> Vec<Step> {
    let mut before: Option<Option<&PageText>> = None;
    let mut steps = Vec::new();
    for &(version, page) in versions {
        let change = match (before, page) {
            (None, Some(_)) => Some(Change::There),
            (Some(None), Some(_)) => Some(Change::Added),
            (Some(Some(_)), None) => Some(Change::Removed),
            (None | Some(None), None) => None,
            (Some(Some(old)), Some(new)) => Some(between(old, new)),
        };
        if let Some(change) = change {
            steps.push(Step {
                version: version.to_owned(),
                change,
            });
        }
        before = Some(page);
    }
    steps
}

fn between(old: &PageText, new: &PageText) -> Change {
    let edited = !old.reads_like(new);
    if old.path != new.path {
        let from = old.path.clone();
        Change::Renamed { from, edited }
    } else if edited {
        Change::Edited
    } else {
        Change::Unchanged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_is_a_step_from_the_one_before() {
        let page = |path: &str, text: &str| PageText {
            path: path.to_owned(),
            text: text.to_owned(),
            ..PageText::default()
        };
        let (one, two, three) = (page("a.md", "x"), page("a.md", "y"), page("b.md", "y"));
        let changes = |versions: &[Option<&PageText>]| -> Vec<Change> {
            let named: Vec<_> = versions.iter().map(|page| ("v", *page)).collect();
            history(&named)
                .into_iter()
                .map(|step| step.change)
                .collect()
        };
        let from = |edited| Change::Renamed {
            from: "a.md".to_owned(),
            edited,
        };
        assert_eq!(
            changes(&[
                Some(&one),
                Some(&one),
                Some(&two),
                Some(&three),
                None,
                None,
                Some(&one)
            ]),
            [
                Change::There,
                Change::Unchanged,
                Change::Edited,
                from(false),
                Change::Removed,
                Change::Added
            ]
        );
        assert_eq!(
            changes(&[None, Some(&one), Some(&three)]),
            [Change::Added, from(true)]
        );
        assert_eq!(changes(&[None, None]), []);
    }
}
