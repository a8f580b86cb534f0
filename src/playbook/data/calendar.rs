//! When a hyperscaler's field has time: fiscal years, their quarters, open and closed weeks.

use super::words::texts;
use super::{Id, Md, Mistake, Sound, twice};
use crate::config::{Audience, OneOrMany};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt::{self, Write as _};

/// The fiscal years of hyperscalers.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// `calendar`
    pub kind: String,
    /// What it is called.
    pub title: Option<String>,
    /// Who may read it published.
    #[serde(default)]
    pub audience: Audience,
    /// The hyperscalers it is for; none: all.
    #[serde(default)]
    pub hyperscalers: OneOrMany<String>,
    /// What to know before.
    pub intro: Option<Md>,
    /// The year in which the calendar that others subscribe to begins.
    #[schemars(range(min = 1970, max = 9000))]
    pub since: i16,
    /// One for each hyperscaler.
    pub years: Vec<FiscalYear>,
}

/// A hyperscaler's fiscal year. It is called by the year in which it ends.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FiscalYear {
    /// The hyperscaler's id.
    pub hyperscaler: Id,
    /// Its first day; the first of a month.
    pub begins: MonthDay,
    /// The weeks that differ from the others, every year.
    pub windows: Vec<Window>,
}

/// Some weeks of every year.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// How much time the field has.
    pub state: WindowState,
    /// The first day.
    pub from: MonthDay,
    /// The last day; before `from`, it is one of the next year.
    pub to: MonthDay,
    /// What to bring, and what to leave.
    pub text: Md,
}

/// How much time the field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WindowState {
    /// Time for plans and introductions.
    Open,
    /// A quarter is being closed.
    Busy,
    /// The year is being closed.
    Closed,
}

impl WindowState {
    /// Its name for readers.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Busy => "Busy",
            Self::Closed => "Closed",
        }
    }
}

/// A day of every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    /// From 1.
    pub month: i8,
    /// From 1; never 29 February.
    pub day: i8,
}

impl MonthDay {
    /// This day in a year.
    #[must_use]
    pub fn of(self, year: i16) -> Date {
        // The day was checked against a year with every month's least days.
        Date::new(year, self.month, self.day).unwrap_or(Date::MIN)
    }

    /// How many days of a year of 365 lie before it.
    #[must_use]
    pub fn offset(self) -> i16 {
        self.of(2025).day_of_year() - 1
    }

    /// The day that many days on, in a year of 365.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        let at = (i32::from(self.offset()) + days).rem_euclid(365);
        let first = Date::constant(2025, 1, 1);
        let date = first.saturating_add(jiff::Span::new().days(at));
        Self {
            month: date.month(),
            day: date.day(),
        }
    }

    /// As readers have it: `25 February`.
    #[must_use]
    pub fn in_words(self) -> String {
        format!("{} {}", self.day, month(self.month))
    }
}

/// A month's name.
#[must_use]
pub(super) fn month(number: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let at = usize::try_from(number - 1).unwrap_or(0);
    NAMES.get(at).copied().unwrap_or("")
}

impl TryFrom<String> for MonthDay {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let refused = || format!("'{text}' is no day of every year; write month and day, 07-01");
        let (month, day) = text.split_once('-').ok_or_else(refused)?;
        let digits = |part: &str| (part.len() == 2).then(|| part.parse::<i8>().ok()).flatten();
        let (month, day) = digits(month).zip(digits(day)).ok_or_else(refused)?;
        Date::new(2025, month, day).map_err(|_| refused())?;
        Ok(Self { month, day })
    }
}

impl From<MonthDay> for String {
    fn from(day: MonthDay) -> Self {
        day.to_string()
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl JsonSchema for MonthDay {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "MonthDay".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[0-1][0-9]-[0-3][0-9]$",
            "description": "A day of every year, month and day: 07-01."
        })
    }
}

impl Window {
    /// How many days it has, in a year of 365.
    #[must_use]
    pub fn days(&self) -> i16 {
        (self.to.offset() - self.from.offset()).rem_euclid(365) + 1
    }
}

impl FiscalYear {
    /// The first and the last day of each quarter.
    #[must_use]
    pub fn quarters(&self) -> [(MonthDay, MonthDay); 4] {
        std::array::from_fn(|at| {
            let at = i8::try_from(at).unwrap_or(0);
            let first = |quarter: i8| MonthDay {
                month: (self.begins.month - 1 + quarter * 3).rem_euclid(12) + 1,
                day: 1,
            };
            (first(at), first(at + 1).plus(-1))
        })
    }

    /// From which month to which it runs: `July to June`.
    #[must_use]
    pub fn months(&self) -> String {
        months((self.begins, self.begins.plus(-1)))
    }
}

/// From which month to which: `July to September`.
#[must_use]
pub(super) fn months((from, to): (MonthDay, MonthDay)) -> String {
    format!("{} to {}", month(from.month), month(to.month))
}

impl Calendar {
    pub(super) fn markdown(&self, name: &dyn Fn(&str) -> String) -> String {
        let mut out = String::new();
        if let Some(intro) = &self.intro {
            let _ = writeln!(out, "{}\n", intro.0.trim());
        }
        for year in &self.years {
            let name = name(year.hyperscaler.as_str());
            let _ = writeln!(out, "**{name}**: fiscal year {}\n", year.months());
            for (number, quarter) in (1..).zip(year.quarters()) {
                let _ = writeln!(out, "- Q{number}: {}", months(quarter));
            }
            for window in &year.windows {
                let _ = writeln!(
                    out,
                    "- {}, {} to {}: {}",
                    window.state.label(),
                    window.from.in_words(),
                    window.to.in_words(),
                    window.text.line()
                );
            }
            out.push('\n');
        }
        out
    }
}

texts!(Calendar: intro, years);
texts!(FiscalYear: windows);
texts!(Window: text);

impl Sound for Calendar {
    fn mistakes(&self) -> Vec<Mistake> {
        let names = self.years.iter().map(|year| year.hyperscaler.as_str());
        let mut out = twice("hyperscaler", names);
        if self.years.is_empty() {
            out.push(Mistake::new("years", "", "there is no fiscal year"));
        }
        if !(1970..=9000).contains(&self.since) {
            let message = format!("{} is no year a calendar can begin in", self.since);
            out.push(Mistake::new("since", self.since, message));
        }
        for year in &self.years {
            let name = &year.hyperscaler;
            if year.begins.day != 1 {
                let message = "a fiscal year begins on the first of a month";
                out.push(Mistake::new("begins", year.begins, message));
            }
            let mut taken: Vec<Option<&Window>> = vec![None; 365];
            'windows: for window in &year.windows {
                for day in 0..window.days() {
                    let at = usize::try_from((window.from.offset() + day) % 365).unwrap_or(0);
                    if let Some(other) = taken[at] {
                        let message = format!(
                            "these weeks of '{name}' meet those from {} to {}; a day has one state",
                            other.from, other.to
                        );
                        out.push(Mistake::new("from", window.from, message));
                        continue 'windows;
                    }
                    taken[at] = Some(window);
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::data::{Data, DataFile};
    use crate::source::Source;

    const YAML: &str = "\
kind: calendar
since: 2026
years:
  - hyperscaler: microsoft
    begins: 07-01
    windows:
      - {state: open, from: 07-01, to: 08-25, text: plans}
      - {state: closed, from: 12-20, to: 01-05, text: nothing}
";

    fn told(yaml: &str) -> String {
        let error = DataFile::read(Source::new("a.yaml", yaml)).unwrap_err();
        error[0].to_string().lines().next().unwrap().to_owned()
    }

    #[test]
    fn quarters_follow_from_the_first_day() {
        let file = DataFile::read(Source::new("a.yaml", YAML)).unwrap();
        let Data::Calendar(calendar) = file.data else {
            panic!("it is a calendar")
        };
        let year = &calendar.years[0];
        assert_eq!(year.months(), "July to June");
        let quarters: Vec<String> = year.quarters().into_iter().map(months).collect();
        assert_eq!(
            quarters,
            [
                "July to September",
                "October to December",
                "January to March",
                "April to June"
            ]
        );
        assert_eq!(year.quarters()[2].1.to_string(), "03-31");
        assert_eq!(year.windows[1].days(), 17);
    }

    #[test]
    fn days_that_cannot_be_are_mistakes_at_their_lines() {
        assert!(told(&YAML.replace("08-25", "02-29")).starts_with("a.yaml:7:"));
        assert!(told(&YAML.replace("08-25", "02-29")).contains("'02-29' is no day of every year"));
        assert_eq!(
            told(&YAML.replace("12-20", "08-20")),
            "a.yaml:8:31: these weeks of 'microsoft' meet those from 07-01 to 08-25; a day has one state"
        );
        assert_eq!(
            told(&YAML.replace("begins: 07-01", "begins: 07-02")),
            "a.yaml:5:13: a fiscal year begins on the first of a month"
        );
    }
}
