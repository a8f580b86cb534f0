//! What templates of data files are given: the file as it was read, its Markdown as HTML, and what
//! follows from it.

use super::context::Named;
use super::{Renderer, calendars, day};
use crate::playbook::data::{
    Assessment, Calendar, Checklist, Data, DataFile, Decision, FiscalYear, MonthDay, Texts,
    Tracker, WindowState,
};
use serde::Serialize;
use tera::Context;

/// Makes HTML of a piece of Markdown.
type Html<'a> = dyn Fn(&str) -> String + 'a;

/// The template of a data file, and what it is given.
pub(super) fn tool(
    renderer: &Renderer<'_>,
    file: &DataFile,
    html: &Html<'_>,
) -> (&'static str, Context) {
    let mut context = Context::new();
    let template = match &file.data {
        Data::Table(table) => {
            context.insert("columns", &table.columns);
            context.insert("sortable", &table.sortable);
            context.insert("rows", &rendered(&table.clone(), html).rows);
            "shortcodes/data.html"
        }
        Data::Calendar(calendar) => {
            context.insert("tool", &rendered(calendar, html));
            context.insert("years", &years(renderer, calendar, html));
            "shortcodes/calendar.html"
        }
        Data::Decision(decision) => {
            context.insert("tool", &rendered(decision, html));
            context.insert("outcomes", &outcomes(decision, html));
            "shortcodes/decision.html"
        }
        Data::Assessment(assessment) => {
            context.insert("tool", &rendered(assessment, html));
            context.insert("subjects", &subjects(renderer, assessment));
            "shortcodes/assessment.html"
        }
        Data::Checklist(checklist) => {
            context.insert("tool", &rendered(checklist, html));
            context.insert("contexts", &contexts(checklist));
            "shortcodes/checklist.html"
        }
        Data::Tracker(tracker) => {
            context.insert("tool", &rendered(tracker, html));
            context.insert("benefits", &benefits(renderer, tracker, html));
            "shortcodes/tracker.html"
        }
    };
    (template, context)
}

/// A copy whose Markdown is HTML.
fn rendered<T: Texts + Clone>(tool: &T, html: &Html<'_>) -> T {
    let mut tool = tool.clone();
    tool.each(&mut |text| text.0 = html(&text.0));
    tool
}

/// A fiscal year, for readers and for the script.
#[derive(Debug, Serialize)]
pub(super) struct Year {
    hyperscaler: Named,
    /// `07-01`
    begins: MonthDay,
    months: String,
    quarters: Vec<Quarter>,
    windows: Vec<Weeks>,
    /// The weeks as pieces of the months from January to December.
    strip: Vec<Piece>,
}

#[derive(Debug, Serialize)]
pub(super) struct Quarter {
    number: usize,
    from: MonthDay,
    /// How many days of the year lie before it.
    offset: i16,
    words: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Weeks {
    state: WindowState,
    label: &'static str,
    from: MonthDay,
    to: MonthDay,
    words: String,
    text: String,
}

/// A piece of a year, in days of 365.
#[derive(Debug, Serialize)]
pub(super) struct Piece {
    state: WindowState,
    start: i16,
    days: i16,
}

fn years(renderer: &Renderer<'_>, calendar: &Calendar, html: &Html<'_>) -> Vec<Year> {
    let years = calendar.years.iter();
    years.map(|year| self::year(renderer, year, html)).collect()
}

/// One hyperscaler's year, in plain words.
pub(super) fn year_of(renderer: &Renderer<'_>, calendar: &Calendar, id: &str) -> Option<Year> {
    let year = calendar
        .years
        .iter()
        .find(|year| year.hyperscaler.as_str() == id)?;
    Some(self::year(renderer, year, &calendars::plain))
}

fn year(renderer: &Renderer<'_>, year: &FiscalYear, html: &Html<'_>) -> Year {
    let words = |from: MonthDay, to: MonthDay| format!("{} to {}", from.in_words(), to.in_words());
    Year {
        hyperscaler: renderer.named(year.hyperscaler.as_str()),
        begins: year.begins,
        months: year.months(),
        quarters: (1..)
            .zip(year.quarters())
            .map(|(number, (from, to))| Quarter {
                number,
                from,
                offset: from.offset(),
                words: words(from, to),
            })
            .collect(),
        windows: year
            .windows
            .iter()
            .map(|window| Weeks {
                state: window.state,
                label: window.state.label(),
                from: window.from,
                to: window.to,
                words: words(window.from, window.to),
                text: html(&window.text.0),
            })
            .collect(),
        strip: year
            .windows
            .iter()
            .flat_map(|window| {
                let (state, start, days) = (window.state, window.from.offset(), window.days());
                let rest = (start + days - 365).max(0);
                let piece = |start, days| Piece { state, start, days };
                [piece(start, days - rest), piece(0, rest)]
            })
            .filter(|piece| piece.days > 0)
            .collect(),
    }
}

/// An outcome of a decision.
#[derive(Serialize)]
struct OutcomeRow {
    id: String,
    title: String,
    /// When it holds, in words (HTML).
    words: String,
    /// The same for the script, as JSON; none for the last.
    when: Option<String>,
    text: String,
}

fn outcomes(decision: &Decision, html: &Html<'_>) -> Vec<OutcomeRow> {
    let outcomes = decision.outcomes.iter();
    outcomes
        .map(|outcome| OutcomeRow {
            id: outcome.id.to_string(),
            title: outcome.title.clone(),
            words: html(&decision.when_in_words(outcome)),
            when: outcome
                .when
                .as_ref()
                .map(|when| serde_json::to_string(when).unwrap_or_default()),
            text: html(&outcome.text.0),
        })
        .collect()
}

fn subjects(renderer: &Renderer<'_>, assessment: &Assessment) -> Vec<Named> {
    let subjects = assessment.subjects.iter();
    subjects.map(|id| renderer.named(id.as_str())).collect()
}

/// Everybody for whom a list has items of their own, in the order of the contexts.
fn contexts(checklist: &Checklist) -> Vec<&'static str> {
    let mut all: Vec<_> = checklist
        .groups
        .iter()
        .flat_map(|group| &group.contexts)
        .collect();
    all.sort();
    all.dedup();
    all.into_iter().map(|context| context.as_str()).collect()
}

/// A benefit.
#[derive(Serialize)]
struct BenefitRow {
    id: String,
    hyperscaler: Named,
    name: String,
    worth: Option<String>,
    owner: String,
    lapses: String,
    begin: Option<String>,
    next: String,
}

fn benefits(renderer: &Renderer<'_>, tracker: &Tracker, html: &Html<'_>) -> Vec<BenefitRow> {
    let benefits = tracker.by_day().into_iter();
    benefits
        .map(|one| BenefitRow {
            id: one.id.to_string(),
            hyperscaler: renderer.named(one.hyperscaler.as_str()),
            name: html(&one.name.0),
            worth: one.worth.as_ref().map(|worth| html(&worth.0)),
            owner: one.owner.clone(),
            lapses: day(one.lapses),
            begin: one.begin.map(day),
            next: html(&one.next.0),
        })
        .collect()
}
