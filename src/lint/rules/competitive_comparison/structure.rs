//! Evidence in arrangement: tables, charts and facing boxes with our product on one side.
//!
//! Honest co-sell slides are arranged the same way, so an arrangement counts in full only where
//! something in it is a contest: figures on both sides, verdicts that favour us, a title that asks
//! for a choice.

use super::evidence::{DECISIVE, Evidence, STRONG, WEAK};
use super::seen::{Line, Seen};
use crate::deck::{Part, Place};
use crate::lint::lexicon::Entity;
use crate::lint::opponents::{Rival, Side, Standing};
use std::collections::BTreeMap;

/// Two sides seen beside each other; the numbers are those of the texts.
struct Facing {
    us: usize,
    rival: Option<Rival>,
    them: usize,
}

/// Looks at each arrangement, unless the slide says that the two belong together.
pub(super) fn collect(seen: &Seen<'_>, out: &mut Vec<Evidence>) {
    let us = seen.lines.iter().any(|l| matches!(l.side, Side::Us));
    let them = seen
        .lines
        .iter()
        .any(|l| matches!(l.side, Side::Them(_) | Side::Nameless));
    let said = out.iter().any(|e| e.weight >= STRONG);
    let mut found = Vec::new();
    if us && them {
        seen.tables(&mut found);
        seen.charts(&mut found);
        seen.boxes(&mut found);
    }
    seen.figures_in_lines(&mut found);
    match seen.togetherness() {
        Togetherness::Sure if !said => {}
        Togetherness::Likely if !said => {
            out.extend(found.into_iter().map(|(firm, e)| Evidence {
                weight: if firm { e.weight } else { e.weight.min(WEAK) },
                ..e
            }));
        }
        _ => out.extend(found.into_iter().map(|(_, e)| e)),
    }
}

/// Arrangements, each with whether it stands firm.
type Found = Vec<(bool, Evidence)>;

/// How much a slide says that the two belong together.
enum Togetherness {
    None,
    Likely,
    Sure,
}

impl Seen<'_> {
    fn plain(&self, text: usize) -> &str {
        self.lines[text].plain()
    }

    /// `firm`: words of joint work elsewhere on the slide do not soften it.
    fn push(&self, out: &mut Found, weight: i32, firm: bool, seen: &'static str, found: Facing) {
        let what = format!(
            "'{}' beside '{}'",
            self.plain(found.us),
            self.plain(found.them)
        );
        out.push((
            firm,
            Evidence {
                weight,
                place: seen,
                what,
                rival: found.rival,
                text: found.them,
                span: None,
            },
        ));
    }

    /// Both sides among some labels. A cloud as a whole is no product to be set against.
    fn facing(&self, labels: &[usize]) -> Option<Facing> {
        let (mut us, mut them, mut nameless) = (None, None::<(usize, &Rival)>, None);
        for &text in labels {
            match &self.lines[text].side {
                Side::Us => us = us.or(Some(text)),
                Side::Them(rival)
                    if rival.standing != Standing::Brand
                        && them.is_none_or(|(_, t)| t.standing < rival.standing) =>
                {
                    them = Some((text, rival));
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
            // 'Theirs' means something only where a title or another label says whose.
            (Some(us), None, Some(them)) => {
                let titles = self.titles().flat_map(|l| &l.rivals);
                let rival = titles
                    .chain(&self.lines[them].rivals)
                    .max_by_key(|r| r.standing)?
                    .clone();
                Some(Facing {
                    us,
                    rival: Some(rival),
                    them,
                })
            }
            _ => None,
        }
    }

    /// Each rival among some labels, the strictest first.
    fn each_facing(&self, labels: &[usize]) -> Vec<Facing> {
        let Some(first) = self.facing(labels) else {
            return Vec::new();
        };
        let us = first.us;
        let others: Vec<Facing> = labels
            .iter()
            .filter(|&&n| n != first.them)
            .filter_map(|&them| match &self.lines[them].side {
                Side::Them(rival) if rival.standing != Standing::Brand => Some(Facing {
                    us,
                    rival: Some(rival.clone()),
                    them,
                }),
                _ => None,
            })
            .collect();
        std::iter::once(first).chain(others).collect()
    }

    fn tables(&self, out: &mut Found) {
        let mut grids: BTreeMap<usize, BTreeMap<(u32, u32), usize>> = BTreeMap::new();
        for (n, line) in self.lines.iter().enumerate() {
            if let (Some(shape), Place::Cell { row, column }) =
                (line.text.text.shape, &line.text.text.place)
            {
                grids
                    .entry(shape)
                    .or_default()
                    .entry((*row, *column))
                    .or_insert(n);
            }
        }
        for grid in grids.values() {
            let rows = grid.keys().map(|k| k.0).max().unwrap_or(0);
            let columns = grid.keys().map(|k| k.1).max().unwrap_or(0);
            let header: Vec<usize> = (1..=columns)
                .filter_map(|c| grid.get(&(1, c)).copied())
                .collect();
            let column = |text: usize| {
                (1..=columns)
                    .find(|c| grid.get(&(1, *c)) == Some(&text))
                    .unwrap_or(0)
            };
            let cells = |c: u32| (2..=rows).map(move |r| grid.get(&(r, c)).map(|&n| self.plain(n)));
            let judged = |found: Facing| {
                let (us, them) = (column(found.us), column(found.them));
                let (weight, firm) = contest(cells(us).zip(cells(them)));
                let named = self.is_mostly_a_name(found.us) && self.is_mostly_a_name(found.them);
                let weight = if named { weight } else { weight.min(WEAK) };
                (weight, firm && named, found)
            };
            // Of several rivals, one may hold its own against us and the next not.
            if rows > 1
                && let Some((weight, firm, found)) = self
                    .each_facing(&header)
                    .into_iter()
                    .map(judged)
                    .reduce(|best, next| {
                        if (next.0, next.1) > (best.0, best.1) {
                            next
                        } else {
                            best
                        }
                    })
            {
                self.push(out, weight, firm, "table columns", found);
                continue;
            }
            // Products as rows: most rows are contestants, and the cells judge them.
            let labels: Vec<usize> = (2..=rows)
                .filter_map(|r| grid.get(&(r, 1)).copied())
                .collect();
            let contestants = labels.iter().filter(|&&n| self.is_only_a_name(n)).count();
            let judged = grid
                .iter()
                .any(|((_, c), &n)| *c > 1 && verdict(self.plain(n)).is_some());
            if contestants * 3 < labels.len() * 2 || columns < 2 || !(judged || self.alike(&labels))
            {
                continue;
            }
            if let Some(found) = self.facing(&labels) {
                let row = |text: usize| {
                    (2..=rows)
                        .find(|r| grid.get(&(*r, 1)) == Some(&text))
                        .unwrap_or(0)
                };
                let (us, them) = (row(found.us), row(found.them));
                let cells =
                    |r: u32| (2..=columns).map(move |c| grid.get(&(r, c)).map(|&n| self.plain(n)));
                let (weight, firm) = contest(cells(us).zip(cells(them)));
                // One column of figures is a bill as often as a benchmark.
                let measured = columns > 2
                    || self.title_has(self.roles.contest)
                    || self.title_has(self.roles.spar);
                // Products as rows are what a support matrix has, too.
                let weight = weight.min(if measured { STRONG } else { WEAK });
                self.push(out, weight, firm && measured, "table rows", found);
            }
        }
    }

    fn charts(&self, out: &mut Found) {
        let mut series: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut categories: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut used = self.title_has(self.roles.usage) || self.title_has(self.roles.joint);
        let mut contested = self.title_has(self.roles.contest) || self.title_has(self.roles.choice);
        for (n, line) in self.lines.iter().enumerate() {
            let Some(shape) = line.text.text.shape else {
                continue;
            };
            match line.text.text.place {
                Place::Series(_) => series.entry(shape).or_default().push(n),
                Place::Category(_) => categories.entry(shape).or_default().push(n),
                Place::ChartTitle | Place::AxisTitle => {
                    contested |=
                        line.has(self.roles.contest) || line.plain().contains(['$', '€', '£']);
                    used |= line.has(self.roles.usage) || line.has(self.roles.joint);
                }
                _ => {}
            }
        }
        // One series is often named for what it measures.
        contested |= series
            .values()
            .flatten()
            .any(|&n| self.lines[n].has(self.roles.contest));
        let weight = if contested || !used { STRONG } else { WEAK };
        for (kind, lists) in [("chart series", &series), ("chart categories", &categories)] {
            for list in lists.values() {
                let sided = |n: &usize| !matches!(self.lines[*n].side, Side::Neither);
                let contestants = list.iter().filter(|n| sided(n)).count();
                if contestants * 3 >= list.len() * 2
                    && self.alike(list)
                    && let Some(found) = self.facing(list)
                {
                    let named = kind == "chart categories"
                        || self.is_mostly_a_name(found.us) && self.is_mostly_a_name(found.them);
                    let weight = if named { weight } else { weight.min(WEAK) };
                    self.push(out, weight, contested && named, kind, found);
                }
            }
        }
    }

    /// Boxes that face each other: each begins with a name and says something of it, or sets a
    /// figure or a rating beside it. Boxes with only a name are the parts of a drawing.
    fn boxes(&self, out: &mut Found) {
        let mut shapes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (n, line) in self.lines.iter().enumerate() {
            if let (Some(shape), Part::Body | Part::SmartArt) =
                (line.text.text.shape, line.text.text.part)
            {
                shapes.entry(shape).or_default().push(n);
            }
        }
        let headed: Vec<usize> = shapes
            .values()
            .filter(|l| l.len() > 1)
            .map(|l| l[0])
            .collect();
        if let Some(found) = self.facing(&headed) {
            let items = |head: usize| {
                shapes
                    .values()
                    .find(|l| l[0] == head)
                    .map_or(&[][..], |l| &l[1..])
                    .iter()
                    .map(|&n| &self.lines[n])
            };
            let digits = |head: usize| items(head).filter(|t| has_digit(t.plain())).count();
            let marked = [found.us, found.them]
                .iter()
                .any(|&h| items(h).any(|t| t.plain().chars().any(|c| MARKS.contains(&c))));
            let deficit = items(found.them).any(|t| t.has(self.roles.deficit));
            let figures = digits(found.us) > 0 && digits(found.them) > 0;
            let mannered = |n: usize| self.lines[n].has(self.roles.manner);
            let asked = self.title_has(self.roles.choice)
                || self.title_has(self.roles.spar)
                || mannered(found.us) && mannered(found.them)
                || self
                    .lines
                    .iter()
                    .any(|l| l.text.tokens.len() == 1 && l.has(self.roles.versus));
            let sure = marked || figures || asked;
            let weight = if sure || deficit { STRONG } else { WEAK };
            self.push(out, weight, sure, "facing columns", found);
            return;
        }
        let rated: Vec<usize> = shapes
            .values()
            .filter(|l| l.len() <= 2)
            .filter_map(|l| {
                let named = l
                    .iter()
                    .copied()
                    .find(|&n| matches!(self.lines[n].side, Side::Us | Side::Them(_)))?;
                let figure = l.iter().any(|&n| is_figure(self.plain(n)));
                let rating = self.lines[named].has(self.roles.rating);
                (figure && l.len() == 2 || rating).then_some(named)
            })
            .collect();
        if let Some(found) = self.facing(&rated) {
            self.push(out, STRONG, false, "names with figures or ratings", found);
        }
    }

    /// Lines that say something of each name in turn: 'Quillfish: 612 s', 'Redshift: 1,940 s'.
    fn figures_in_lines(&self, out: &mut Found) {
        let (mut us, mut them) = (None, None::<(usize, &Rival)>);
        let (mut measured, mut lacking) = (0, false);
        for (n, line) in self.lines.iter().enumerate() {
            let plain = line.plain();
            if !matches!(
                line.part(),
                Part::Body | Part::SmartArt | Part::Notes | Part::Comment
            ) {
                continue;
            }
            let Some(colon) = plain.find([':', '=', '→']) else {
                continue;
            };
            let head = line
                .text
                .tokens
                .iter()
                .take_while(|t| t.span.end <= colon)
                .count();
            if head == 0 || head > 6 {
                continue;
            }
            let within = |tokens: &std::ops::Range<usize>| tokens.end <= head && tokens.start <= 1;
            let own = line
                .text
                .mentions
                .iter()
                .any(|m| m.entity == Entity::Own && within(&m.tokens))
                || line
                    .hits
                    .iter()
                    .any(|h| h.cue == self.roles.labels.ours && within(&h.tokens));
            let rival = line
                .rivals
                .iter()
                .find(|r| r.standing != Standing::Brand && within(&r.tokens));
            // 'BigQuery: slot planning → Quillfish: automatic'.
            if let Some(rival) = rival
                && let Some(ours) = line.text.mentions.iter().find(|m| m.entity == Entity::Own)
                && ours.span.start > colon
                && plain[ours.span.end..].trim_start().starts_with(':')
            {
                let found = Facing {
                    us: n,
                    rival: Some(rival.clone()),
                    them: n,
                };
                self.push(out, STRONG, true, "lines side by side", found);
                return;
            }
            match (own, rival) {
                (true, None) if us.is_none() => us = Some(n),
                (false, Some(rival)) if them.is_none() => {
                    them = Some((n, rival));
                    lacking = line.has(self.roles.deficit);
                }
                _ => continue,
            }
            measured += usize::from(has_digit(&plain[colon..]));
        }
        if let (Some(us), Some((them, rival))) = (us, them) {
            let found = Facing {
                us,
                rival: Some(rival.clone()),
                them,
            };
            let asked = self.title_has(self.roles.choice) || self.title_has(self.roles.spar);
            let joint = self.title_has(self.roles.joint);
            let contest = measured == 2 && !joint || asked || lacking;
            let weight = if contest { STRONG } else { WEAK };
            self.push(out, weight, contest && !joint, "lines side by side", found);
        }
    }

    /// 'Azure Synapse' is a contestant; 'BigQuery datasets' is a thing to do.
    fn is_only_a_name(&self, text: usize) -> bool {
        let label = self.lines[text].text;
        match self.lines[text].side {
            Side::Us | Side::Them(_) => {
                let words = label
                    .plain
                    .as_str()
                    .find('(')
                    .map_or(label.tokens.len(), |open| {
                        label
                            .tokens
                            .iter()
                            .take_while(|t| t.span.end <= open)
                            .count()
                    });
                let mut covered: Vec<usize> = label
                    .mentions
                    .iter()
                    .flat_map(|m| m.tokens.clone())
                    .collect();
                covered.sort_unstable();
                covered.dedup();
                covered.is_empty()
                    || words > 0 && covered.iter().filter(|t| **t < words).count() == words
            }
            Side::Nameless => true,
            Side::Neither => false,
        }
    }

    /// 'Rows in Aurora' is a measure, not a contestant.
    fn is_mostly_a_name(&self, text: usize) -> bool {
        let label = self.lines[text].text;
        let named = label
            .mentions
            .iter()
            .map(|m| m.tokens.len())
            .max()
            .unwrap_or(label.tokens.len());
        named * 2 >= label.tokens.len() || label.plain.as_str().contains('(')
    }

    /// The rivals are of one kind. Services of several kinds beside ours are the parts of one bill
    /// or one path, not contestants.
    fn alike(&self, labels: &[usize]) -> bool {
        let mut kinds: Vec<&str> = labels
            .iter()
            .filter_map(|&n| match &self.lines[n].side {
                Side::Them(rival) => self
                    .subject
                    .lexicon
                    .name(rival.entity)
                    .map(|n| n.category.as_str()),
                _ => None,
            })
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.len() <= 1
    }

    /// Words of joint work, in the title or in several other places.
    fn togetherness(&self) -> Togetherness {
        let mut weak = 0;
        for line in &self.lines {
            let title = line.part() == Part::Title;
            if line.has(self.roles.together)
                || title && (line.has(self.roles.inventory) || pairs(line))
            {
                return Togetherness::Sure;
            }
            let joint = line.count(self.roles.joint);
            weak += if title { joint * 2 } else { joint };
        }
        if weak >= 2 {
            Togetherness::Likely
        } else {
            Togetherness::None
        }
    }
}

/// 'Quillfish + Amazon Redshift', 'Quillfish und BigQuery'.
fn pairs(title: &Line<'_>) -> bool {
    let mut ours = title
        .text
        .mentions
        .iter()
        .filter(|m| m.entity == Entity::Own);
    ours.any(|o| {
        title.rivals.iter().any(|r| {
            let (from, to) = if o.span.end <= r.span.start {
                (o.span.end, r.span.start)
            } else {
                (r.span.end, o.span.start)
            };
            let between = title
                .plain()
                .get(from..to)
                .unwrap_or_default()
                .trim()
                .to_lowercase();
            [
                "+", "&", "and", "with", "und", "mit", "y", "con", "et", "avec", "x", "×", "on",
                "for", "in",
            ]
            .contains(&between.as_str())
        })
    })
}

/// Marks that judge.
const MARKS: [char; 31] = [
    '✓', '✔', '☑', '✅', '✗', '✘', '✖', '✕', '❌', '❎', '☒', '○', '●', '◐', '◑', '◒', '◓', '◔',
    '◕', '⬤', '🏆', '👍', '👎', '★', '☆', '🟢', '🔴', '🟡', '🟠', '⚠', '⛔',
];

/// How much pairs of cells, ours and theirs, are a contest, and whether for certain. Ticks and balls
/// are one where they favour us, as every seller's do; where they do not, they tell who does what.
fn contest<'a>(pairs: impl Iterator<Item = (Option<&'a str>, Option<&'a str>)>) -> (i32, bool) {
    let (mut judged, mut balance, mut lost, mut measured, mut filled) = (0, 0, 0, 0, 0);
    for (ours, theirs) in pairs {
        let (ours, theirs) = (ours.unwrap_or("").trim(), theirs.unwrap_or("").trim());
        match (verdict(ours), verdict(theirs)) {
            (Some(a), Some(b)) => {
                judged += 1;
                balance += a - b;
                lost += i32::from(a < b);
            }
            _ if has_digit(ours) && has_digit(theirs) => measured += 1,
            _ => {}
        }
        filled += i32::from(!ours.is_empty() && !theirs.is_empty());
    }
    if judged > 1 && balance > 0 && lost == 0 {
        (DECISIVE, true)
    } else if measured > 0 {
        (STRONG, true)
    } else if judged > 0 && balance > 0 || judged == 0 && filled > 0 {
        (STRONG, false)
    } else {
        (WEAK - 1, false)
    }
}

/// Ticks, crosses, Harvey balls, yes and no, from 0 to 4; stars from 0 to 5.
fn verdict(cell: &str) -> Option<i32> {
    let stars = cell.chars().filter(|c| ['★', '⭐'].contains(c)).count();
    if stars > 0 {
        return i32::try_from(stars).ok();
    }
    let first = cell.chars().find(|c| MARKS.contains(c));
    if let Some(mark) = first {
        return Some(match mark {
            '✓' | '✔' | '☑' | '✅' | '●' | '⬤' | '🏆' | '👍' | '★' | '🟢' => 4,
            '◕' => 3,
            '◐' | '◑' | '◒' | '◓' | '🟡' | '🟠' | '⚠' => 2,
            '◔' => 1,
            _ => 0,
        });
    }
    match cell
        .trim_end_matches(['*', '.', '!'])
        .to_lowercase()
        .as_str()
    {
        "yes" | "y" | "ja" | "sí" | "si" | "oui" | "full" | "x" | "+" | "++" | "+++" | "native"
        | "included" | "incl" | "best" | "strong" | "green" => Some(4),
        "partial" | "partly" | "limited" | "some" | "~" | "o" | "medium" | "add-on" | "preview"
        | "via add-on" | "amber" | "yellow" | "orange" => Some(2),
        "no" | "n" | "nein" | "non" | "none" | "-" | "--" | "–" | "—" | "n/a" | "weak"
        | "missing" | "red" => Some(0),
        _ => None,
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// '4.2 s', '$0.50 per GB': a figure and its unit, nothing else.
fn is_figure(text: &str) -> bool {
    has_digit(text)
        && text.split_whitespace().count() <= 4
        && text
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit() || "$€£<>~+-x×".contains(c))
}
