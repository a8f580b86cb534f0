//! Lengths with their unit (OpenDocument 1.3, part 3, 18.3.18), in EMU.

use crate::deck::Bounds;
use crate::deck::shared::xml::Tag;

/// EMU of '2.54cm', '1in', '72pt'.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float as wide as an EMU saturates"
)]
pub(super) fn emu(length: &str) -> Option<i64> {
    let length = length.trim();
    let unit = length.find(|c: char| c.is_ascii_alphabetic())?;
    let number: f64 = length[..unit].trim().parse().ok()?;
    let each = match &length[unit..] {
        "cm" => 360_000.0,
        "mm" => 36_000.0,
        "in" => 914_400.0,
        "pt" => 12_700.0,
        "pc" => 152_400.0,
        "px" => 9_525.0,
        _ => return None,
    };
    number.is_finite().then(|| (number * each).round() as i64)
}

/// Where a shape stands: by its corner and size, by the ends of a line, or by a shift.
pub(super) fn bounds(tag: &Tag<'_>) -> Option<Bounds> {
    let of = |name: &str| tag.prefixed(name).and_then(|value| emu(&value));
    if let (Some(x1), Some(y1), Some(x2), Some(y2)) = (of("x1"), of("y1"), of("x2"), of("y2")) {
        return Some(Bounds {
            left: x1.min(x2),
            top: y1.min(y2),
            width: (x2.saturating_sub(x1)).saturating_abs(),
            height: (y2.saturating_sub(y1)).saturating_abs(),
        });
    }
    let (width, height) = (of("width")?, of("height")?);
    let (left, top) = match (of("x"), of("y")) {
        (Some(x), Some(y)) => (x, y),
        _ => translated(&tag.prefixed("transform")?)?,
    };
    Some(Bounds {
        left,
        top,
        width,
        height,
    })
}

/// The shift of 'rotate (0.3) translate (2cm 3cm)': turned shapes stand near enough to it.
fn translated(transform: &str) -> Option<(i64, i64)> {
    let (_, rest) = transform.split_once("translate")?;
    let inside = rest.trim_start().strip_prefix('(')?.split(')').next()?;
    let mut numbers = inside.split([' ', ',']).filter(|word| !word.is_empty());
    let left = emu(numbers.next()?)?;
    Some((left, numbers.next().and_then(emu).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units() {
        assert_eq!(emu("2.54cm"), Some(914_400));
        assert_eq!(emu("1in"), Some(914_400));
        assert_eq!(emu("72pt"), Some(914_400));
        assert_eq!(emu("-1mm"), Some(-36_000));
        assert_eq!(emu("12"), None);
        assert_eq!(emu("1e999cm"), None);
        assert_eq!(
            translated("rotate (0.5) translate (1in 2in)"),
            Some((914_400, 1_828_800))
        );
    }
}
