//! How long a review holds.

use crate::config::Day;
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// An interval between reviews: `90 days`, `6 weeks`, `6 months`, `1 year`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewEvery {
    count: i32,
    unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

/// The longest interval, in years. Beyond it nobody reviews anything.
const LONGEST: i32 = 10;

impl ReviewEvery {
    /// The day by which the next review is due. The last day of a shorter month stands for a day
    /// that it does not have.
    #[must_use]
    pub fn due(self, reviewed: Day) -> Option<Date> {
        let span = jiff::Span::new();
        let span = match self.unit {
            Unit::Days => span.try_days(self.count),
            Unit::Weeks => span.try_weeks(self.count),
            Unit::Months => span.try_months(self.count),
            Unit::Years => span.try_years(self.count),
        };
        reviewed.0.checked_add(span.ok()?).ok()
    }

    fn parse(text: &str) -> Option<Self> {
        let (count, unit) = text.trim().split_once(' ')?;
        let count: i32 = count.parse().ok()?;
        let (unit, a_year) = match unit.trim() {
            "day" | "days" => (Unit::Days, 366),
            "week" | "weeks" => (Unit::Weeks, 53),
            "month" | "months" => (Unit::Months, 12),
            "year" | "years" => (Unit::Years, 1),
            _ => return None,
        };
        (1..=a_year * LONGEST)
            .contains(&count)
            .then_some(Self { count, unit })
    }
}

impl<'de> Deserialize<'de> for ReviewEvery {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Interval;
        // What a visitor refuses has the place of the value, not that of the whole document.
        impl Visitor<'_> for Interval {
            type Value = ReviewEvery;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an interval, '6 months'")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<ReviewEvery, E> {
                ReviewEvery::parse(text).ok_or_else(|| {
                    E::custom(format!(
                        "'{text}' is no interval; write it as '90 days', '6 months' or '1 year'"
                    ))
                })
            }
        }
        deserializer.deserialize_str(Interval)
    }
}

impl JsonSchema for ReviewEvery {
    fn schema_name() -> Cow<'static, str> {
        "ReviewEvery".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "How long a review holds.",
            "type": "string",
            "pattern": "^\\s*\\+?0*[1-9][0-9]{0,3} \\s*(day|week|month|year)s?\\s*$",
            "examples": ["90 days", "6 months", "1 year"]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_where_they_end() {
        let due = |every: &str, from: &str| {
            let from = Day(from.parse().unwrap());
            ReviewEvery::parse(every)
                .unwrap()
                .due(from)
                .unwrap()
                .to_string()
        };
        assert_eq!(due("6 months", "2026-08-31"), "2027-02-28");
        assert_eq!(due("1 year", "2024-02-29"), "2025-02-28");
        assert_eq!(due("90 days", "2026-07-01"), "2026-09-29");
        assert_eq!(due("2 weeks", "2026-12-24"), "2027-01-07");
    }

    #[test]
    fn what_is_no_interval() {
        for text in [
            "", "6", "months", "0 days", "-1 days", "11 years", "6 moons", "6months",
        ] {
            assert_eq!(ReviewEvery::parse(text), None, "{text}");
        }
    }
}
