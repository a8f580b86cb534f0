//! Figures in a text: '40%', '3.5x', '$2.4M', '5,000+'.

use std::ops::Range;

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    /// Bytes of the text, signs and marks included.
    pub(super) span: Range<usize>,
    pub(super) form: Form,
    pub(super) value: f64,
    /// 'K', 'M' or 'B' stands behind it.
    pub(super) large: bool,
    /// A plus stands behind it: '500+'.
    pub(super) plus: bool,
    /// Its thousands are set apart: '5,000'.
    pub(super) grouped: bool,
    /// A sign of comparison stands before it: '> 80%', '≤ 5%'.
    pub(super) bounded: bool,
    /// A slash stands behind it: '$3/month'.
    pub(super) rate: bool,
}

/// What it is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Percent,
    Multiple,
    Money,
    Number,
}

const CURRENCIES: [char; 5] = ['$', '€', '£', '¥', '₹'];
const CODES: [&str; 7] = ["USD", "EUR", "GBP", "CHF", "JPY", "dollars", "euros"];

/// The figures of a text in order. Numbers inside words ('m7g.2xlarge', 'ISO-27001', 'v2.1') are none.
pub(super) fn find(text: &str) -> Vec<Figure> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + start;
        let end = number_end(bytes, start);
        at = end;
        // What is left of a word or a name after its figures.
        if let Some(figure) = figure(text, start, end) {
            at = figure.span.end.max(end);
            found.push(figure);
        }
    }
    found
}

/// Digits, with commas, full stops or a space before three more between them.
fn number_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    while end < bytes.len() {
        let next = |at: usize| bytes.get(end + at).is_some_and(u8::is_ascii_digit);
        // '120 000': three digits after a space, and at most three before.
        let thousands = bytes[end] == b' ' && end - start <= 3 && (1..4).all(next) && !next(4);
        let inside = matches!(bytes[end], b',' | b'.') && next(1) || thousands;
        if !bytes[end].is_ascii_digit() && !inside {
            break;
        }
        end += 1;
    }
    end
}

fn figure(text: &str, start: usize, end: usize) -> Option<Figure> {
    let before = text[..start].chars().next_back();
    let currency = before.filter(|c| CURRENCIES.contains(c));
    let from = start - currency.map_or(0, char::len_utf8);
    let outside = text[..from].chars().next_back();
    // A hyphen before it makes it part of a name or of a range: 'ISO-27001', '20-30%'.
    let ranged = outside == Some('-') || outside == Some('–');
    let joined =
        outside.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '/' | '#' | '.' | ':'));
    if joined && currency.is_none() {
        return None;
    }
    let digits = &text[start..end];
    if digits.matches('.').count() > 1 {
        return None;
    }
    let grouped = digits.contains([',', ' ']);
    let value: f64 = digits.replace([',', ' '], "").parse().ok()?;
    let bounded = text[..from]
        .trim_end()
        .ends_with(['>', '<', '≥', '≤', '=', '~'])
        && !text[..from].trim_end().ends_with("=>");
    let mut rest = &text[end..];
    let mut close = end;
    let mut large = false;
    let letter = |rest: &str| {
        let mut chars = rest.chars();
        let first = chars.next()?;
        let wordy = chars.next().is_some_and(char::is_alphanumeric);
        (!wordy).then_some(first)
    };
    // '2.4M', '2.4 M', '$5bn'.
    let spaced = rest.strip_prefix(' ').unwrap_or(rest);
    let skipped = rest.len() - spaced.len();
    if matches!(letter(spaced), Some('K' | 'M' | 'B' | 'T'))
        || skipped == 0
            && (letter(spaced) == Some('k') || currency.is_some() && letter(spaced) == Some('m'))
    {
        large = true;
        close += skipped + 1;
    } else if spaced
        .get(..2)
        .is_some_and(|two| two.eq_ignore_ascii_case("bn") || two.eq_ignore_ascii_case("mn"))
        && !spaced[2..].starts_with(char::is_alphanumeric)
    {
        large = true;
        close += skipped + 2;
    }
    rest = &text[close..];
    let plus = rest.starts_with('+');
    if plus {
        close += 1;
        rest = &text[close..];
    }
    let close_of = |mark: usize| close + mark;
    let one_space = rest.strip_prefix(' ').unwrap_or(rest);
    let gap = rest.len() - one_space.len();
    let mut figure = Figure {
        span: from..close,
        form: Form::Number,
        value,
        large,
        plus,
        grouped,
        bounded,
        rate: rest.trim_start().starts_with('/'),
    };
    if currency.is_some() {
        figure.form = Form::Money;
        return Some(figure);
    }
    if one_space.starts_with('%') {
        figure.form = Form::Percent;
        figure.span.end = close_of(gap + 1);
        return Some(figure);
    }
    let code = CODES.iter().find(|code| {
        one_space.starts_with(**code) && !one_space[code.len()..].starts_with(char::is_alphanumeric)
    });
    if let Some(code) = code {
        figure.form = Form::Money;
        figure.span.end = close_of(gap + code.len());
        return Some(figure);
    }
    if let Some(code) = CODES
        .iter()
        .find(|code| text[..from].trim_end().ends_with(**code))
    {
        figure.form = Form::Money;
        figure.span.start = text[..from].trim_end().len() - code.len();
        return Some(figure);
    }
    let crossed = ['x', 'X', '×'].into_iter().find(|c| rest.starts_with(*c));
    let spaced_cross = one_space.starts_with('×').then_some('×');
    if let Some(cross) = crossed.or(spaced_cross) {
        let gap = if crossed.is_some() { 0 } else { gap };
        let after = &text[close_of(gap + cross.len_utf8())..];
        // '1920x1080', '3 × m7g': a size or a count of something.
        if after.starts_with(char::is_alphanumeric) {
            return None;
        }
        let counted = after
            .trim_start()
            .chars()
            .take_while(|c| !c.is_whitespace())
            .any(|c| c.is_ascii_digit());
        if counted {
            return None;
        }
        figure.form = Form::Multiple;
        figure.span.end = close_of(gap + cross.len_utf8());
        return Some(figure);
    }
    // '27th', '4xlarge', '2xl', '3D', '5G', '60s'.
    if rest.starts_with(char::is_alphanumeric) || ranged && !large {
        return None;
    }
    Some(figure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(Form, &str)> {
        find(text)
            .into_iter()
            .map(|f| (f.form, &text[f.span]))
            .collect()
    }

    #[test]
    fn what_a_figure_is_written_as() {
        use Form::{Money, Multiple, Number, Percent};
        assert_eq!(
            shown("by 40% or 3.5 %"),
            [(Percent, "40%"), (Percent, "3.5 %")]
        );
        assert_eq!(shown("20-30% more"), [(Number, "20"), (Percent, "30%")]);
        assert_eq!(
            shown("10x, 2.5× and 3 × as much"),
            [(Multiple, "10x"), (Multiple, "2.5×"), (Multiple, "3 ×")]
        );
        assert_eq!(
            shown("$2.4M, €5bn, 350 USD, USD 12"),
            [
                (Money, "$2.4M"),
                (Money, "€5bn"),
                (Money, "350 USD"),
                (Money, "USD 12")
            ]
        );
        assert_eq!(
            shown("5,000 of 1.2 M, 500+"),
            [(Number, "5,000"), (Number, "1.2 M"), (Number, "500+")]
        );
    }

    #[test]
    fn what_is_part_of_a_name_is_none() {
        for text in [
            "m7g.2xlarge",
            "ISO-27001",
            "v2.1",
            "EC2",
            "1920x1080",
            "3 × m7g.2xlarge",
            "27th",
            "3D",
            "6.2.1",
            "0x0f",
            "n4-standard-16",
            "S3",
            "/24",
            "#1",
        ] {
            let found = find(text);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }
}
