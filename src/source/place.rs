//! Places in a text, from bytes to what editors and hosts count.

/// A place in a text file; all count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Line.
    pub line: u32,
    /// Column, in characters.
    pub column: u32,
    /// Column, in UTF-16 code units.
    pub units: u32,
}

/// A stretch of a text file; its end is the place behind its last character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub start: Point,
    /// Where it ends.
    pub end: Point,
}

/// A text that knows where its lines begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    text: String,
    /// The place of a byte now and then, so that none is far: a line may be as long as the file.
    known: Vec<(usize, Point)>,
}

/// How far known places lie apart, in bytes.
const APART: usize = 1 << 10;

impl Lines {
    /// The lines of a text.
    #[must_use]
    pub fn new(text: String) -> Self {
        let mut known = Vec::with_capacity(text.len() / APART + 1);
        let mut point = Point::FIRST;
        for (at, c) in text.char_indices() {
            if at >= known.len() * APART {
                known.push((at, point));
            }
            point.pass(c);
        }
        Self { text, known }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of a byte; one inside a character is that of the character, one past the end the end.
    #[must_use]
    pub fn point(&self, offset: usize) -> Point {
        let offset = self.text.floor_char_boundary(offset);
        let next = self.known.partition_point(|(at, _)| *at <= offset);
        let known = next.checked_sub(1).map(|last| self.known[last]);
        let (from, mut point) = known.unwrap_or((0, Point::FIRST));
        for c in self.text[from..offset].chars() {
            point.pass(c);
        }
        point
    }
}

impl Point {
    const FIRST: Self = Self {
        line: 1,
        column: 1,
        units: 1,
    };

    fn pass(&mut self, c: char) {
        if c == '\n' {
            self.line = self.line.saturating_add(1);
            (self.column, self.units) = (1, 1);
        } else {
            self.column = self.column.saturating_add(1);
            self.units = self
                .units
                .saturating_add(if c.len_utf16() == 2 { 2 } else { 1 });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_characters_and_in_units() {
        let lines = Lines::new("é = 1\n😀 zwei\n".into());
        let told = |offset| {
            let Point {
                line,
                column,
                units,
            } = lines.point(offset);
            (line, column, units)
        };
        assert_eq!(told(0), (1, 1, 1));
        assert_eq!(told(2), (1, 2, 2));
        assert_eq!(told(7), (2, 1, 1));
        assert_eq!(told(9), (2, 1, 1), "inside a character");
        assert_eq!(told(12), (2, 3, 4));
        assert_eq!(told(900), (3, 1, 1));
    }

    #[test]
    fn far_places_are_as_near_ones() {
        let lines = Lines::new("é😀x\n".repeat(900) + &"é".repeat(3000));
        assert_eq!(lines.point(8 * 500 + 6).line, 501);
        assert_eq!(lines.point(8 * 500 + 6).units, 4);
        assert_eq!(lines.point(8 * 900 + 2 * 2500).column, 2501);
    }
}
