//! Calendars to subscribe to (RFC 5545): one for each data file with days in it, and one for each
//! hyperscaler in it.

use super::Renderer;
use crate::markdown;
use crate::playbook::data::{Benefit, Calendar, Data, DataFile, FiscalYear, Tracker};
use jiff::civil::Date;
use std::fmt::Write as _;

/// An event of whole days.
struct Event {
    /// What tells it from all others in this file.
    id: String,
    hyperscaler: String,
    summary: String,
    text: String,
    from: Date,
    /// The last day.
    to: Date,
    yearly: bool,
    /// Whether whoever has it is busy on those days.
    reminder: bool,
}

impl Renderer<'_> {
    /// The days in a data file, or those of a hyperscaler in it.
    pub(super) fn calendar(&self, file: &DataFile, id: Option<&str>) -> Vec<u8> {
        let mut events = match &file.data {
            Data::Calendar(calendar) => self.weeks(calendar),
            Data::Tracker(tracker) => self.lapses(tracker),
            _ => Vec::new(),
        };
        let mut title = file.title.clone().unwrap_or_else(|| file.name.clone());
        if let Some(id) = id {
            events.retain(|event| event.hyperscaler == id);
            let _ = write!(title, ": {}", self.model.name_of(id));
        }
        let mut out = String::new();
        let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
        line("BEGIN", "VCALENDAR");
        line("VERSION", "2.0");
        line(
            "PRODID",
            &format!("-//rightdeck//{}//EN", env!("CARGO_PKG_VERSION")),
        );
        line("METHOD", "PUBLISH");
        line("NAME", &escaped(&title));
        line("X-WR-CALNAME", &escaped(&title));
        line("REFRESH-INTERVAL;VALUE=DURATION", "P1W");
        for event in &events {
            line("BEGIN", "VEVENT");
            let host = crate::site::address::slug(self.title());
            line(
                "UID",
                &format!("{}.{}@{host}.rightdeck", file.name, event.id),
            );
            // When it was made nobody knows who builds twice; the first day is the same each time.
            line("DTSTAMP", &format!("{}T000000Z", basic(event.from)));
            line("DTSTART;VALUE=DATE", &basic(event.from));
            // Its end is the first day that is not part of it.
            line(
                "DTEND;VALUE=DATE",
                &basic(event.to.tomorrow().unwrap_or(event.to)),
            );
            if event.yearly {
                line("RRULE", "FREQ=YEARLY");
            }
            line("SUMMARY", &escaped(&event.summary));
            if !event.text.is_empty() {
                line("DESCRIPTION", &escaped(&event.text));
            }
            line("TRANSP", "TRANSPARENT");
            if event.reminder {
                line("BEGIN", "VALARM");
                line("ACTION", "DISPLAY");
                line("DESCRIPTION", &escaped(&event.summary));
                line("TRIGGER", "-P14D");
                line("END", "VALARM");
            }
            line("END", "VEVENT");
        }
        line("END", "VCALENDAR");
        out.into_bytes()
    }

    fn weeks(&self, calendar: &Calendar) -> Vec<Event> {
        let years = calendar.years.iter();
        years
            .flat_map(|year| self.weeks_of(year, calendar.since))
            .collect()
    }

    fn weeks_of(&self, year: &FiscalYear, since: i16) -> Vec<Event> {
        let id = year.hyperscaler.as_str();
        let name = self.model.name_of(id);
        let event = |key: String, summary: String, text: String, from: Date, to: Date| Event {
            id: format!("{id}.{key}"),
            hyperscaler: id.to_owned(),
            summary,
            text,
            from,
            to,
            yearly: true,
            reminder: false,
        };
        let quarters = (1..).zip(year.quarters()).map(|(number, (from, _))| {
            let summary = match number {
                1 => format!("{name}: the fiscal year begins (Q1)"),
                _ => format!("{name}: Q{number} begins"),
            };
            let day = from.of(since);
            event(format!("q{number}"), summary, String::new(), day, day)
        });
        let windows = year.windows.iter().map(|window| {
            let from = window.from.of(since);
            let next = if window.to < window.from { 1 } else { 0 };
            let to = window.to.of(since + next);
            let summary = format!("{name}: {}", window.state.label().to_lowercase());
            let text = plain(&window.text.0);
            event(window.from.to_string(), summary, text, from, to)
        });
        quarters.chain(windows).collect()
    }

    fn lapses(&self, tracker: &Tracker) -> Vec<Event> {
        let event = |one: &Benefit, key: &str, what: &str, day: Date| Event {
            id: format!("{}.{key}", one.id),
            hyperscaler: one.hyperscaler.to_string(),
            summary: format!(
                "{}: {} {what} ({})",
                self.model.name_of(one.hyperscaler.as_str()),
                plain(&one.name.0),
                one.owner
            ),
            text: plain(&one.next.0),
            from: day,
            to: day,
            yearly: false,
            reminder: key == "lapses",
        };
        let benefits = tracker.by_day().into_iter();
        benefits
            .flat_map(|one| {
                let begin = one
                    .begin
                    .map(|day| event(one, "begin", "is to be begun", day.0));
                begin
                    .into_iter()
                    .chain([event(one, "lapses", "lapses", one.lapses.0)])
            })
            .collect()
    }
}

/// Markdown as plain text in one line.
pub(super) fn plain(text: &str) -> String {
    let sections = markdown::text(text);
    let words = sections
        .iter()
        .flat_map(|section| section.text.split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}

/// `20270701`
fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Text as RFC 5545 wants it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a line, cut so that none is longer than 75 bytes and no letter is cut.
fn fold(out: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    let _ = write!(out, "\r\n");
}

#[cfg(test)]
mod tests {
    use super::{escaped, fold};

    #[test]
    fn long_lines_are_folded_between_letters() {
        let mut out = String::new();
        fold(&mut out, &format!("SUMMARY:{}", "é".repeat(60)));
        let lines: Vec<&str> = out.trim_end().split("\r\n").collect();
        assert!(
            lines.len() == 2 && lines.iter().all(|line| line.len() <= 75),
            "{lines:?}"
        );
        assert_eq!(lines.concat().replace(' ', "").matches('é').count(), 60);
        assert_eq!(escaped("a; b, c\\\nd\u{7}"), "a\\; b\\, c\\\\\\nd");
    }
}
