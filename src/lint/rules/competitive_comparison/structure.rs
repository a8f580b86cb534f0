//! Evidence in arrangement: tables, charts and facing boxes with our product on one side.

use super::evidence::{Evidence, Roles, STRONG};
use crate::deck::{Part, Place};
use crate::lint::Subject;
use crate::lint::lexicon::Annotated;
use crate::lint::opponents::{Rival, Side, Standing, own, rivals, side};
use crate::lint::phrases::Cues;
use crate::lint::subject::Unit;
use std::collections::BTreeMap;

/// Two sides seen beside each other.
struct Facing {
    us: usize,
    rival: Option<Rival>,
    them: usize,
}

/// Looks at each arrangement, then at whether the slide says that the two belong together.
pub(super) fn collect(
    subject: &Subject<'_>,
    unit: &Unit<'_>,
    words: &Cues,
    roles: &Roles,
    out: &mut Vec<Evidence>,
) {
    let before = out.len();
    let sides: Vec<Side> = unit
        .texts
        .iter()
        .map(|t| side(subject, unit, t, words, roles.labels))
        .collect();
    let us = sides.iter().any(|s| matches!(s, Side::Us));
    let them = sides
        .iter()
        .any(|s| matches!(s, Side::Them(_) | Side::Nameless));
    if !(us && them) {
        return;
    }
    tables(unit, &sides, out);
    charts(unit, &sides, out);
    boxes(unit, &sides, out);
    if out.len() > before
        && !out[..before].iter().any(|e| e.weight >= STRONG)
        && is_joint(subject, unit, words, roles)
    {
        out.truncate(before);
    }
}

/// Both sides among some labels. A cloud as a whole is no product to be set against.
fn facing<'a>(labels: impl Iterator<Item = (usize, &'a Side)>) -> Option<Facing> {
    let (mut us, mut them, mut nameless) = (None, None::<(usize, &Rival)>, None);
    for (text, side) in labels {
        match side {
            Side::Us => us = us.or(Some(text)),
            Side::Them(rival) if rival.standing != Standing::Brand => {
                if them.is_none_or(|(_, t)| t.standing < rival.standing) {
                    them = Some((text, rival));
                }
            }
            Side::Nameless => nameless = nameless.or(Some(text)),
            _ => {}
        }
    }
    match (us, them, nameless) {
        (Some(us), Some((them, rival)), _) => Some(Facing {
            us,
            rival: Some(rival.clone()),
            them,
        }),
        (Some(us), None, Some(them)) => Some(Facing {
            us,
            rival: None,
            them,
        }),
        _ => None,
    }
}

fn push(unit: &Unit<'_>, out: &mut Vec<Evidence>, seen: &str, found: Facing) {
    let words = |n: usize| unit.texts[n].plain.as_str().to_owned();
    let what = format!(
        "{seen}: '{}' beside '{}'",
        words(found.us),
        words(found.them)
    );
    out.push(Evidence {
        weight: STRONG,
        what,
        rival: found.rival,
        text: found.them,
        span: None,
    });
}

fn tables(unit: &Unit<'_>, sides: &[Side], out: &mut Vec<Evidence>) {
    let mut grids: BTreeMap<usize, BTreeMap<(u32, u32), usize>> = BTreeMap::new();
    for (n, text) in unit.texts.iter().enumerate() {
        if let (Some(shape), Place::Cell { row, column }) = (text.text.shape, &text.text.place) {
            grids
                .entry(shape)
                .or_default()
                .entry((*row, *column))
                .or_insert(n);
        }
    }
    for grid in grids.values() {
        let at = |row: u32, column: u32| grid.get(&(row, column)).map(|&n| (n, &sides[n]));
        let rows = grid.keys().map(|k| k.0).max().unwrap_or(0);
        let columns = grid.keys().map(|k| k.1).max().unwrap_or(0);
        let header = (1..=columns).filter_map(|c| at(1, c));
        if rows > 1
            && let Some(found) = facing(header)
        {
            push(unit, out, "table columns", found);
            continue;
        }
        // Products as rows: most rows are contestants, and the cells judge them.
        let labels: Vec<(usize, &Side)> = (2..=rows).filter_map(|r| at(r, 1)).collect();
        let contestants = labels
            .iter()
            .filter(|(_, s)| matches!(s, Side::Us | Side::Them(_) | Side::Nameless))
            .count();
        let judged = grid
            .iter()
            .any(|((_, c), &n)| *c > 1 && is_verdict(unit.texts[n].plain.as_str()));
        if contestants * 3 >= labels.len() * 2
            && judged
            && let Some(found) = facing(labels.into_iter())
        {
            push(unit, out, "table rows", found);
        }
    }
}

fn charts(unit: &Unit<'_>, sides: &[Side], out: &mut Vec<Evidence>) {
    let mut series: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut categories: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, text) in unit.texts.iter().enumerate() {
        let Some(shape) = text.text.shape else {
            continue;
        };
        match text.text.place {
            Place::Series(_) => series.entry(shape).or_default().push(n),
            Place::Category(_) => categories.entry(shape).or_default().push(n),
            _ => {}
        }
    }
    for (kind, lists) in [("chart series", &series), ("chart categories", &categories)] {
        for list in lists.values() {
            let contestants = list
                .iter()
                .filter(|&&n| matches!(sides[n], Side::Us | Side::Them(_) | Side::Nameless))
                .count();
            if contestants * 3 >= list.len() * 2
                && let Some(found) = facing(list.iter().map(|&n| (n, &sides[n])))
            {
                push(unit, out, kind, found);
            }
        }
    }
}

/// Boxes that face each other: each begins with a name and says something of it, or sets a figure
/// beside it. Boxes with only a name are the parts of a drawing.
fn boxes(unit: &Unit<'_>, sides: &[Side], out: &mut Vec<Evidence>) {
    let mut shapes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, text) in unit.texts.iter().enumerate() {
        if let (Some(shape), Part::Body | Part::SmartArt) = (text.text.shape, text.text.part) {
            shapes.entry(shape).or_default().push(n);
        }
    }
    let headed = shapes
        .values()
        .filter(|list| list.len() > 1)
        .map(|list| (list[0], &sides[list[0]]));
    if let Some(found) = facing(headed) {
        push(unit, out, "facing columns", found);
        return;
    }
    let figured = shapes
        .values()
        .filter(|list| list.len() <= 3)
        .filter_map(|list| {
            let digit = list.iter().any(|&n| {
                unit.texts[n]
                    .plain
                    .as_str()
                    .bytes()
                    .any(|b| b.is_ascii_digit())
            });
            let named = list
                .iter()
                .copied()
                .find(|&n| matches!(sides[n], Side::Us | Side::Them(_)))?;
            digit.then_some((named, &sides[named]))
        });
    if let Some(found) = facing(figured) {
        push(unit, out, "figures beside names", found);
    }
}

/// Ticks, crosses, Harvey balls, yes and no.
fn is_verdict(cell: &str) -> bool {
    let cell = cell.trim();
    cell.chars()
        .any(|c| "✓✔☑✅✗✘✖✕❌❎☒○●◐◑◒◓◔◕⬤🏆👍👎★☆".contains(c))
        || matches!(
            cell.to_lowercase().as_str(),
            "yes"
                | "no"
                | "y"
                | "n"
                | "x"
                | "ja"
                | "nein"
                | "sí"
                | "si"
                | "oui"
                | "non"
                | "partial"
                | "limited"
                | "full"
                | "none"
                | "n/a"
                | "+"
                | "++"
                | "-"
                | "--"
        )
}

/// The slide says that the two belong together: in its title, or in several other places.
fn is_joint(subject: &Subject<'_>, unit: &Unit<'_>, words: &Cues, roles: &Roles) -> bool {
    let mut elsewhere = 0;
    for text in &unit.texts {
        if matches!(text.text.part, Part::Link | Part::Properties) {
            continue;
        }
        let joint = words
            .find(text.plain.as_str(), &text.tokens)
            .iter()
            .filter(|h| h.cue == roles.joint)
            .count();
        if text.text.part == Part::Title && (joint > 0 || pairs(subject, unit, text, words, roles))
        {
            return true;
        }
        elsewhere += joint;
    }
    elsewhere >= 2
}

/// 'Quillfish + Amazon Redshift', 'Quillfish und BigQuery'.
fn pairs(
    subject: &Subject<'_>,
    unit: &Unit<'_>,
    title: &Annotated<'_>,
    words: &Cues,
    roles: &Roles,
) -> bool {
    let plain = title.plain.as_str();
    let ours: Vec<_> = own(title, words, roles.side)
        .map(|m| m.span.clone())
        .collect();
    let any_own = title
        .mentions
        .iter()
        .filter(|m| m.entity == crate::lint::lexicon::Entity::Own);
    let ours: Vec<_> = ours
        .into_iter()
        .chain(any_own.map(|m| m.span.clone()))
        .collect();
    rivals(subject, unit, title).iter().any(|r| {
        ours.iter().any(|o| {
            let (from, to) = if o.end <= r.span.start {
                (o.end, r.span.start)
            } else {
                (r.span.end, o.start)
            };
            let between = plain
                .get(from..to)
                .unwrap_or_default()
                .trim()
                .to_lowercase();
            [
                "+", "&", "and", "with", "und", "y", "et", "x", "×", "on", "for", "in",
            ]
            .contains(&between.as_str())
        })
    })
}
