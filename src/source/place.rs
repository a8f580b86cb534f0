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
    /// The byte each line begins with.
    starts: Vec<usize>,
}

impl Lines {
    /// The lines of a text.
    #[must_use]
    pub fn new(text: String) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0).chain(ends.map(|at| at + 1)).collect();
        Self { text, starts }
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
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied();
        let before = &self.text[start.unwrap_or(0)..offset];
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Point {
            line: number(line),
            column: number(before.chars().count() + 1),
            units: number(before.encode_utf16().count() + 1),
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
}
