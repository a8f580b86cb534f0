//! Evidence in the vocabulary of competitive selling, wherever it stands on the slide.

use super::evidence::{Evidence, STRONG, WEAK, place_word};
use super::seen::Seen;
use super::sentence::Sentence;
use crate::deck::Part;
use crate::lint::opponents::Standing;

/// Looks at the slide as a whole.
pub(super) fn collect(seen: &Seen<'_>, sentences: &[Sentence<'_>], out: &mut Vec<Evidence>) {
    relative(sentences, out);
    if !seen.title_has(seen.roles.together) {
        vocabulary(seen, sentences, out);
    }
    unnamed(sentences, out);
}

/// 'We do the same at half the price', in a paragraph that names a rival.
fn relative(sentences: &[Sentence<'_>], out: &mut Vec<Evidence>) {
    for sentence in sentences {
        let Some(hit) = sentence
            .of(sentence.roles.relative)
            .find(|h| !sentence.negated(h))
        else {
            continue;
        };
        let same_paragraph = |s: &&Sentence<'_>| s.number == sentence.number;
        let rival = sentences
            .iter()
            .filter(|s| {
                same_paragraph(s)
                    || s.text.text.part == sentence.text.text.part
                        && s.text.text.part == Part::Notes
            })
            .flat_map(|s| &s.rivals)
            .find(|r| r.standing != Standing::Brand);
        let phrase = sentence
            .quote(hit.tokens.start, hit.tokens.end)
            .to_lowercase();
        // 'They charge by the session; we do not': the contrast ends the sentence.
        if phrase.starts_with("we do") && hit.tokens.end != sentence.words.end {
            continue;
        }
        let us =
            sentence.us_in(&sentence.words) || phrase.contains("theirs") || phrase.contains("ours");
        if let (Some(rival), true) = (rival, us) {
            out.push(Evidence {
                weight: STRONG,
                what: format!(
                    "{}: '{}'",
                    place_word(sentence.text.text.part),
                    sentence.quote(hit.tokens.start, hit.tokens.end)
                ),
                rival: Some(rival.clone()),
                text: sentence.number,
                span: Some(hit.span.clone()),
            });
        }
    }
}

/// The words of competitive selling, on a slide that names a rival's product.
fn vocabulary(seen: &Seen<'_>, sentences: &[Sentence<'_>], out: &mut Vec<Evidence>) {
    let product = |number: usize| {
        let all = seen.lines.iter().enumerate().filter(|(_, l)| !l.forbidden);
        all.flat_map(|(n, l)| l.rivals.iter().map(move |r| (n, r)))
            .filter(|(_, r)| r.standing != Standing::Brand)
            .max_by_key(|(at, r)| (*at == number, r.standing, std::cmp::Reverse(*at)))
            .map(|(_, r)| r)
    };
    let mut sparred = false;
    for sentence in sentences {
        let roles = sentence.roles;
        let fights = sentence.of(roles.fight).find(|h| !sentence.called_off(h));
        let rivalry = sentence.of(roles.rivals).find(|h| !sentence.called_off(h));
        let spars = sentence.of(roles.spar).find(|h| !sentence.called_off(h));
        let (weight, hit, rival) = if let (Some(hit), Some(rival)) =
            (fights, product(sentence.number))
        {
            (STRONG, hit, rival)
        } else if let Some((hit, rival)) = rivalry.and_then(|h| sentence.beside(h).map(|r| (h, r)))
        {
            (STRONG, hit, rival)
        } else if let (Some(hit), Some(rival), false) = (spars, product(sentence.number), sparred) {
            sparred = true;
            (WEAK, hit, rival)
        } else {
            continue;
        };
        out.push(Evidence {
            weight,
            what: format!(
                "{}: '{}'",
                place_word(sentence.text.text.part),
                sentence.quote(hit.tokens.start, hit.tokens.end)
            ),
            rival: Some(rival.clone()),
            text: sentence.number,
            span: Some(hit.span.clone()),
        });
    }
}

/// 'Why X beats Y' is a comparison whoever Y is.
fn unnamed(sentences: &[Sentence<'_>], out: &mut Vec<Evidence>) {
    let titled = sentences.iter().any(|s| s.text.text.part == Part::Title);
    for sentence in sentences {
        // Some programs write titles into plain text boxes; then the first text is the title.
        let title = sentence.text.text.part == Part::Title || !titled && sentence.number == 0;
        if !title || !sentence.rivals.is_empty() {
            continue;
        }
        let plain = sentence.text.plain.as_str().to_lowercase();
        let why = plain.starts_with("why ");
        let beats = sentence.of(sentence.roles.than).find(|h| {
            sentence
                .quote(h.tokens.start, h.tokens.end)
                .eq_ignore_ascii_case("beats")
                && h.tokens.start > sentence.words.start + 1
        });
        if let (true, Some(hit)) = (why, beats) {
            out.push(Evidence {
                weight: STRONG,
                what: format!("title: '{}'", sentence.text.plain.as_str()),
                rival: None,
                text: sentence.number,
                span: Some(hit.span.clone()),
            });
        }
    }
}
