//! Fonts: which letters a string of codes shows, and how wide they are (ISO 32000-1, 9.5 to 9.10).

use super::glyphs::{self, Named};
use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use rustc_hash::FxHashMap;

/// How codes become letters.
pub(super) struct Font {
    /// Codes have two bytes.
    wide: bool,
    /// Codes are UTF-16 themselves.
    utf16: bool,
    to_unicode: Option<CMap>,
    /// Letters of a simple font by code.
    letters: Vec<Option<String>>,
    /// Its glyphs are signs and no letters.
    symbols: bool,
    /// In thousandths of the size.
    widths: FxHashMap<u32, f64>,
    default_width: f64,
}

/// What one code shows.
pub(super) struct Glyph {
    /// None where the font does not say.
    pub(super) text: Option<String>,
    /// In units of the size.
    pub(super) width: f64,
    /// The code is the single byte 32, to which word spacing applies.
    pub(super) is_space: bool,
}

impl Font {
    /// Reads a font's dictionary; `stream` decodes the `ToUnicode` table.
    pub(super) fn read(dict: &Dict<'_>, stream: impl FnOnce(&Stream<'_>) -> Vec<u8>) -> Self {
        let name = |key: &str| {
            let name = dict.get::<Name<'_>>(key);
            name.map(|name| name.as_str().to_owned())
                .unwrap_or_default()
        };
        let wide = name("Subtype") == "Type0";
        let encoding = name("Encoding");
        let to_unicode = dict
            .get::<Stream<'_>>("ToUnicode")
            .and_then(|table| CMap::parse(&stream(&table), |_| None));
        let base = name("BaseFont");
        let mut font = Self {
            wide,
            utf16: wide && (encoding.contains("UTF16") || encoding.contains("UCS2")),
            to_unicode,
            letters: Vec::new(),
            symbols: ["Symbol", "Dingbats", "Wingdings", "Webdings", "OpenSymbol"]
                .iter()
                .any(|known| base.contains(known)),
            widths: FxHashMap::default(),
            default_width: 500.0,
        };
        if wide {
            font.composite_widths(dict);
        } else {
            font.letters = letters(dict);
            font.simple_widths(dict);
        }
        font
    }

    fn simple_widths(&mut self, dict: &Dict<'_>) {
        let first = dict.get::<i32>("FirstChar").unwrap_or(0).clamp(0, 255);
        let first = u32::try_from(first).unwrap_or(0);
        if let Some(widths) = dict.get::<Array<'_>>("Widths") {
            for (code, width) in (first..=255).zip(widths.iter::<Number>()) {
                self.widths.insert(code, width.as_f64());
            }
        }
        // A font drawn by hand has a measure of its own (9.6.5).
        if let Some(matrix) = dict.get::<Array<'_>>("FontMatrix")
            && let Some(scale) = matrix.iter::<Number>().next()
        {
            for width in self.widths.values_mut() {
                *width *= scale.as_f64() * 1000.0;
            }
        }
    }

    /// `W` of the font below (9.7.4.3).
    fn composite_widths(&mut self, dict: &Dict<'_>) {
        let below = dict.get::<Array<'_>>("DescendantFonts");
        let Some(below) = below.and_then(|fonts| fonts.iter::<Dict<'_>>().next()) else {
            return;
        };
        self.default_width = below
            .get::<Number>("DW")
            .map_or(1000.0, |width| width.as_f64());
        let Some(list) = below.get::<Array<'_>>("W") else {
            return;
        };
        let mut numbers: Vec<f64> = Vec::new();
        for item in list.iter::<Object<'_>>().take(100_000) {
            match item {
                Object::Number(number) => numbers.push(number.as_f64()),
                Object::Array(widths) => {
                    let first = code(numbers.pop().unwrap_or(0.0));
                    numbers.clear();
                    for (at, width) in (0_u32..65_536).zip(widths.iter::<Number>()) {
                        self.widths.insert(first.saturating_add(at), width.as_f64());
                    }
                }
                _ => {}
            }
            if let [first, last, width] = numbers[..] {
                for at in code(first)..=code(last).min(code(first).saturating_add(65_535)) {
                    self.widths.insert(at, width);
                }
                numbers.clear();
            }
        }
    }

    /// What a string shows, code by code.
    pub(super) fn glyphs<'a>(&'a self, string: &'a [u8]) -> impl Iterator<Item = Glyph> + 'a {
        let step = if self.wide { 2 } else { 1 };
        string.chunks(step).map(move |bytes| {
            let code = bytes
                .iter()
                .fold(0_u32, |code, byte| code << 8 | u32::from(*byte));
            let width = self
                .widths
                .get(&code)
                .copied()
                .unwrap_or(self.default_width);
            Glyph {
                text: self.letter(code),
                width: width / 1000.0,
                is_space: !self.wide && code == 32,
            }
        })
    }

    fn letter(&self, code: u32) -> Option<String> {
        let said = self
            .to_unicode
            .as_ref()
            .and_then(|table| table.lookup_bf_string(code));
        let said = said.map(|said| match said {
            BfString::Char(letter) => letter.to_string(),
            BfString::String(text) => text,
        });
        if let Some(text) = said.filter(|text| !text.starts_with('\0')) {
            return Some(text);
        }
        if self.utf16 {
            return char::from_u32(code).map(String::from);
        }
        if self.symbols {
            return Some("•".to_owned());
        }
        let code = usize::try_from(code).ok()?;
        self.letters.get(code).cloned().flatten()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a code has two bytes; a number that is none saturates"
)]
fn code(number: f64) -> u32 {
    number as u32
}

/// The letters of a simple font (9.6.6).
fn letters(dict: &Dict<'_>) -> Vec<Option<String>> {
    let named = |name: &str| match name {
        "WinAnsiEncoding" => Some(Named::Windows),
        "MacRomanEncoding" => Some(Named::Macintosh),
        "StandardEncoding" => Some(Named::Standard),
        _ => None,
    };
    let drawn = dict
        .get::<Name<'_>>("Subtype")
        .is_some_and(|kind| kind.as_str() == "Type3");
    let true_type = dict
        .get::<Name<'_>>("Subtype")
        .is_some_and(|kind| kind.as_str() == "TrueType");
    // Symbolic fonts (flag 4) have codes of their own, unless they say otherwise.
    let own_codes = dict
        .get::<Dict<'_>>("FontDescriptor")
        .and_then(|descriptor| descriptor.get::<i32>("Flags"))
        .is_some_and(|flags| flags & 4 != 0);
    let mut base = if true_type {
        Named::Windows
    } else {
        Named::Standard
    };
    let mut sure = !drawn && !own_codes;
    let mut differences = FxHashMap::default();
    match dict.get::<Object<'_>>("Encoding") {
        Some(Object::Name(name)) => {
            if let Some(known) = named(name.as_str()) {
                (base, sure) = (known, true);
            }
        }
        Some(Object::Dict(encoding)) => {
            if let Some(known) = encoding
                .get::<Name<'_>>("BaseEncoding")
                .and_then(|name| named(name.as_str()))
            {
                (base, sure) = (known, true);
            }
            let mut at = 0_i32;
            for item in encoding
                .get::<Array<'_>>("Differences")
                .iter()
                .flat_map(Array::iter::<Object<'_>>)
                .take(1024)
            {
                match item {
                    #[expect(clippy::cast_possible_truncation, reason = "a code has one byte")]
                    Object::Number(number) => at = number.as_i64() as i32,
                    Object::Name(name) => {
                        if let Ok(code) = u8::try_from(at) {
                            differences.insert(code, glyphs::by_name(name.as_str()));
                        }
                        at = at.saturating_add(1);
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
    (0..=255)
        .map(|code| match differences.remove(&code) {
            Some(letter) => letter,
            None if sure => glyphs::letter(base, code),
            None => None,
        })
        .collect()
}
