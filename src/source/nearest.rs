//! The word that was probably meant.

/// The candidate closest to `word`, where one is close enough to be a slip of the hand.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = word.to_lowercase();
    let allowed = (typed.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| {
            let lower = candidate.to_lowercase();
            let mut distance = strsim::damerau_levenshtein(&typed, &lower);
            // The start of a longer name is a good guess, but never better than a real slip.
            if typed.chars().count() >= 4 && lower.starts_with(&typed) {
                distance = distance.min(allowed);
            }
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_slips_and_beginnings_only() {
        let rules = ["wrong-hyperscaler-name", "outdated-term", "orphan-part"];
        assert_eq!(nearest("wrong-hyperscaler-nam", rules), Some(rules[0]));
        assert_eq!(nearest("outdated_term", rules), Some(rules[1]));
        assert_eq!(nearest("orphan", rules), Some(rules[2]));
        assert_eq!(nearest("spelling", rules), None);
        assert_eq!(nearest("", rules), None);
    }
}
