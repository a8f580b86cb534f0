//! Evidence in the vocabulary of competitive selling, wherever it stands on the slide.

use super::evidence::{DECISIVE, Evidence, STRONG, WEAK, place_word};
use super::seen::Seen;
use super::sentence::Sentence;
use crate::deck::Part;
use crate::lint::opponents::{Rival, Standing};
use std::collections::BTreeMap;

/// Looks at the slide as a whole.
pub(super) fn collect(seen: &Seen<'_>, sentences: &[Sentence<'_>], out: &mut Vec<Evidence>) {
    relative(sentences, out);
    if !seen.title_has(seen.roles.together) {
        vocabulary(seen, sentences, out);
        quoted(seen, out);
    }
    unnamed(sentences, out);
}

/// 'We do the same at half the price', in a paragraph that names a rival.
fn relative(sentences: &[Sentence<'_>], out: &mut Vec<Evidence>) {
    let mut first: BTreeMap<usize, &Rival> = BTreeMap::new();
    let mut in_notes = None;
    for sentence in sentences {
        if let Some(rival) = sentence
            .rivals
            .iter()
            .find(|r| r.standing != Standing::Brand)
        {
            first.entry(sentence.number).or_insert(rival);
            if sentence.text.text.part == Part::Notes {
                in_notes = in_notes.or(Some(rival));
            }
        }
    }
    for sentence in sentences {
        let Some(hit) = sentence
            .of(sentence.roles.relative)
            .find(|h| !sentence.negated(h))
        else {
            continue;
        };
        let here = first.get(&sentence.number).copied();
        let rival = here.or(if sentence.text.text.part == Part::Notes {
            in_notes
        } else {
            None
        });
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
                place: place_word(sentence.text.text.part),
                what: format!("'{}'", sentence.quote(hit.tokens.start, hit.tokens.end)),
                rival: Some(rival.clone()),
                text: sentence.number,
                span: Some(hit.span.clone()),
            });
        }
    }
}

/// The words of competitive selling, on a slide that names a rival's product.
fn vocabulary(seen: &Seen<'_>, sentences: &[Sentence<'_>], out: &mut Vec<Evidence>) {
    let mut of_line: BTreeMap<usize, &Rival> = BTreeMap::new();
    let mut of_slide: Option<&Rival> = None;
    for (number, line) in seen.lines.iter().enumerate().filter(|(_, l)| !l.forbidden) {
        for rival in line.rivals.iter().filter(|r| r.standing != Standing::Brand) {
            let best = of_line.entry(number).or_insert(rival);
            if best.standing < rival.standing {
                *best = rival;
            }
            if of_slide.is_none_or(|r| r.standing < rival.standing) {
                of_slide = Some(rival);
            }
        }
    }
    let product = |number: usize| of_line.get(&number).copied().or(of_slide);
    let mut sparred = false;
    for sentence in sentences {
        let roles = sentence.roles;
        let fights = sentence.of(roles.fight).find(|h| !sentence.called_off(h));
        let rivalry = sentence.of(roles.rivals).find(|h| !sentence.called_off(h));
        let spars = sentence.of(roles.spar).find(|h| !sentence.called_off(h));
        let (weight, hit, rival) = if let (Some(hit), Some(rival)) =
            (fights, product(sentence.number))
        {
            // 'Battlecard: Redshift' says what the slide is for.
            let titled = sentence.text.text.part == Part::Title
                && sentence
                    .rivals
                    .iter()
                    .any(|r| r.standing != Standing::Brand);
            (if titled { DECISIVE } else { STRONG }, hit, rival)
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
            place: place_word(sentence.text.text.part),
            what: format!("'{}'", sentence.quote(hit.tokens.start, hit.tokens.end)),
            rival: Some(rival.clone()),
            text: sentence.number,
            span: Some(hit.span.clone()),
        });
    }
}

/// On a slide of objections, what the customer is quoted to say of a rival's product.
fn quoted(seen: &Seen<'_>, out: &mut Vec<Evidence>) {
    if !seen.title_has(seen.roles.spar) {
        return;
    }
    for (number, line) in seen.lines.iter().enumerate() {
        let quote = line.plain().trim_start().starts_with(['“', '"', '„', '«']);
        let rival = line.rivals.iter().find(|r| r.standing != Standing::Brand);
        let fits = line.has(seen.roles.joint) || line.has(seen.roles.together);
        if let (true, false, Some(rival)) = (quote && line.part() != Part::Title, fits, rival) {
            out.push(Evidence {
                weight: WEAK,
                place: place_word(line.part()),
                what: "a customer quoted on the rival".to_owned(),
                rival: Some(rival.clone()),
                text: number,
                span: Some(rival.span.clone()),
            });
            return;
        }
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
                place: place_word(Part::Title),
                what: format!("'{}'", sentence.text.plain.as_str()),
                rival: None,
                text: sentence.number,
                span: Some(hit.span.clone()),
            });
        }
    }
}
