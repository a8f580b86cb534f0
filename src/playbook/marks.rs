//! For whom something in the playbook is.

use crate::config::Audience;

/// Who may read a thing, and which hyperscalers it is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// The widest circle that may read it.
    pub audience: Audience,
    /// The hyperscalers it is for; empty: all of them.
    pub hyperscalers: Vec<String>,
}

impl Marks {
    /// Whether an edition for `audience`, and for one hyperscaler where it names one, may hold it.
    #[must_use]
    pub fn admitted(&self, audience: Audience, hyperscaler: Option<&str>) -> bool {
        let for_others = |own: &str| {
            !self.hyperscalers.is_empty() && !self.hyperscalers.iter().any(|id| id == own)
        };
        self.audience >= audience && !hyperscaler.is_some_and(for_others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_holds_its_own_circle_and_wider_ones() {
        let marks = |audience, ids: &[&str]| Marks {
            audience,
            hyperscalers: ids.iter().map(|&id| id.to_owned()).collect(),
        };
        let partner = marks(Audience::Partner, &[]);
        assert!(partner.admitted(Audience::Internal, None));
        assert!(partner.admitted(Audience::Partner, Some("aws")));
        assert!(!partner.admitted(Audience::Public, None));
        assert!(!Marks::default().admitted(Audience::Partner, None));
        let aws = marks(Audience::Partner, &["aws"]);
        assert!(aws.admitted(Audience::Partner, None));
        assert!(aws.admitted(Audience::Partner, Some("aws")));
        assert!(!aws.admitted(Audience::Partner, Some("google")));
    }
}
