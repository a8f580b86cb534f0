//! What a page draws, as pieces of text with their places (ISO 32000-1, 8.2, 9.3 and 9.4).

use super::font::Font;
use super::sound;
use crate::deck::shared::package::Budget;
use crate::deck::shared::problem::Problem;
use crate::deck::{Part, Place, Reason, Text};
use hayro_syntax::Filter;
use hayro_syntax::content::{Instruction, UntypedIter};
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Forms inside forms.
const DEPTH: usize = 24;
/// Instructions of all pages together; a dense drawing has a hundred thousand.
const STEPS: usize = 30_000_000;

/// A stretch of text that one instruction shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Where it begins and ends, in points from the lower left.
    pub(super) start: (f64, f64),
    pub(super) end: (f64, f64),
    /// The height of its letters.
    pub(super) size: f64,
}

/// All that a page draws.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) pieces: Vec<Piece>,
    /// Texts that stand for what is drawn.
    pub(super) said: Vec<Text>,
}

/// Reads page after page; fonts are kept.
pub(super) struct Reading {
    budget: Rc<Budget>,
    fonts: FxHashMap<ObjectIdentifier, Rc<Font>>,
    pub(super) problems: Vec<Problem>,
    steps: usize,
    drawn: Drawn,
    /// Letters that no font knows.
    unknown: usize,
    /// Pictures, and drawings that show something.
    painted: usize,
    forms: usize,
}

/// A matrix as PDF writes it.
type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// The state of the text (9.3), which `q` and `Q` keep and restore.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

impl Reading {
    pub(super) fn new(budget: Rc<Budget>) -> Self {
        Self {
            budget,
            fonts: FxHashMap::default(),
            problems: Vec::new(),
            steps: 0,
            drawn: Drawn::default(),
            unknown: 0,
            painted: 0,
            forms: 0,
        }
    }

    /// What a page draws. What is wrong with it stands in `problems`.
    pub(super) fn page(&mut self, page: &Page<'_>) -> Drawn {
        (self.unknown, self.painted, self.forms) = (0, 0, 0);
        let mut content = Vec::new();
        let raw = page.raw();
        let mut found = false;
        match raw.get::<Object<'_>>("Contents") {
            Some(Object::Stream(stream)) => {
                found = true;
                content = self.decode(&stream);
            }
            Some(Object::Array(streams)) => {
                found = true;
                for item in streams.iter::<Object<'_>>().take(10_000) {
                    if let Object::Stream(stream) = item {
                        content.extend(self.decode(&stream));
                        content.push(b'\n');
                    }
                }
            }
            _ => {}
        }
        if !found
            && raw.contains_key("Contents")
            && raw
                .get::<Object<'_>>("Contents")
                .is_none_or(|it| it.into_null().is_none())
        {
            self.problems
                .push(Problem::corrupt("what it draws is not in the file"));
        }
        let mut state = State {
            matrix: IDENTITY,
            font: None,
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.run(&content, page.resources(), &mut state, 0);
        let drawn = std::mem::take(&mut self.drawn);
        let letters: usize = drawn
            .pieces
            .iter()
            .map(|piece| piece.text.trim().len())
            .sum();
        if self.unknown > 0 {
            let detail = format!(
                "{} of its letters are drawn in a font that does not say which letters they are",
                self.unknown
            );
            self.problems.push(Problem::new(Reason::NotADeck, detail));
        } else if letters == 0 && self.painted > 0 {
            self.problems.push(Problem::new(
                Reason::NotADeck,
                "it holds pictures and no text, and words in pictures are not read",
            ));
        }
        drawn
    }

    /// The bytes of a stream, as far as the budget goes.
    pub(super) fn decode(&mut self, stream: &Stream<'_>) -> Vec<u8> {
        match decode(stream, &self.budget) {
            Ok((bytes, problem)) => {
                self.problems.extend(problem);
                bytes
            }
            Err(problem) => {
                self.problems.push(problem);
                Vec::new()
            }
        }
    }

    fn run(&mut self, content: &[u8], resources: &Resources<'_>, state: &mut State, depth: usize) {
        let mut saved: Vec<State> = Vec::new();
        let (mut text, mut line) = (IDENTITY, IDENTITY);
        let mut walk = UntypedIter::new(content);
        while let Some(step) = walk.next() {
            self.steps += 1;
            if self.steps > STEPS || self.drawn.pieces.len() > self.budget.limits.items {
                if self.problems.len() < 4 {
                    self.problems
                        .push(Problem::too_many("drawing instructions", STEPS));
                }
                return;
            }
            let number = |at: usize| number(&step, at);
            match &**step.operator {
                b"q" if saved.len() < 512 => saved.push(state.clone()),
                b"Q" => {
                    if let Some(last) = saved.pop() {
                        *state = last;
                    }
                }
                b"cm" => state.matrix = times(matrix(&step), state.matrix),
                b"BT" => (text, line) = (IDENTITY, IDENTITY),
                b"Tm" => {
                    line = matrix(&step);
                    text = line;
                }
                b"Td" | b"TD" => {
                    let (x, y) = (number(0), number(1));
                    if &**step.operator == b"TD" {
                        state.leading = -y;
                    }
                    line = times([1.0, 0.0, 0.0, 1.0, x, y], line);
                    text = line;
                }
                b"T*" => {
                    line = times([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    text = line;
                }
                b"Tc" => state.spacing = number(0),
                b"Tw" => state.word_spacing = number(0),
                b"Tz" => state.scale = number(0) / 100.0,
                b"TL" => state.leading = number(0),
                b"Ts" => state.rise = number(0),
                b"Tf" => {
                    state.size = number(1);
                    state.font = name(&step).and_then(|name| self.font(&name, resources));
                }
                b"gs" => {
                    let settings = name(&step).and_then(|name| resources.get_ext_g_state(&name));
                    if let Some(font) = settings.and_then(|dict| dict.get::<Array<'_>>("Font")) {
                        let mut items = font.iter::<Object<'_>>();
                        if let (Some(Object::Dict(dict)), Some(Object::Number(size))) =
                            (items.next(), items.next())
                        {
                            state.font = Some(self.make(&dict));
                            state.size = size.as_f64();
                        }
                    }
                }
                b"Tj" => {
                    if let Some(Object::String(string)) = step.operands().next() {
                        self.show(string.as_bytes(), state, &mut text);
                    }
                }
                b"'" | b"\"" => {
                    if &**step.operator == b"\"" {
                        (state.word_spacing, state.spacing) = (number(0), number(1));
                    }
                    line = times([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    text = line;
                    if let Some(Object::String(string)) = step.operands().last() {
                        self.show(string.as_bytes(), state, &mut text);
                    }
                }
                b"TJ" => {
                    let Some(Object::Array(items)) = step.operands().next() else {
                        continue;
                    };
                    for item in items.iter::<Object<'_>>() {
                        match item {
                            Object::String(string) => {
                                self.show(string.as_bytes(), state, &mut text)
                            }
                            Object::Number(back) => {
                                let by = -back.as_f64() / 1000.0 * state.size * state.scale;
                                text = times([1.0, 0.0, 0.0, 1.0, by, 0.0], text);
                            }
                            _ => {}
                        }
                    }
                }
                b"Do" => {
                    if let Some(object) = name(&step).and_then(|name| resources.get_x_object(&name))
                    {
                        self.object(&object, resources, state, depth);
                    }
                }
                b"BDC" | b"DP" => {
                    if let Some(Object::Dict(said)) = step.operands().nth(1) {
                        self.said(said);
                    }
                }
                b"BI" | b"EI" | b"sh" => self.painted += 1,
                b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" => {}
                _ => {}
            }
        }
    }

    /// A form is drawn as if it stood here; a picture is only counted.
    fn object(&mut self, object: &Stream<'_>, outer: &Resources<'_>, state: &State, depth: usize) {
        let dict = object.dict();
        let form = dict
            .get::<Name<'_>>("Subtype")
            .is_some_and(|kind| kind.as_str() == "Form");
        if !form {
            self.painted += 1;
            return;
        }
        self.forms += 1;
        if depth >= DEPTH || self.forms > 5_000 {
            self.problems
                .push(Problem::too_many("drawings inside drawings", DEPTH));
            return;
        }
        let content = self.decode(object);
        let mut inner = state.clone();
        if let Some(own) = dict.get::<Array<'_>>("Matrix") {
            let mut matrix = IDENTITY;
            for (place, value) in matrix
                .iter_mut()
                .zip(own.iter::<hayro_syntax::object::Number>())
            {
                *place = value.as_f64();
            }
            inner.matrix = times(matrix, state.matrix);
        }
        match dict.get::<Dict<'_>>("Resources") {
            Some(own) => self.run(&content, &Resources::new(own), &mut inner, depth + 1),
            None => self.run(&content, outer, &mut inner, depth + 1),
        }
    }

    /// Alternative texts that stand in the drawing itself (14.9.3 and 14.9.4).
    fn said(&mut self, dict: &Dict<'_>) {
        for key in ["Alt", "E"] {
            let text = dict.get::<hayro_syntax::object::String<'_>>(key);
            let text = text
                .map(|text| super::extras::text_of(&text))
                .unwrap_or_default();
            if !text.trim().is_empty() && self.drawn.said.len() < self.budget.limits.items {
                self.drawn.said.push(Text {
                    part: Part::AltText,
                    shape: None,
                    place: Place::Whole,
                    text,
                    all_caps: false,
                    origin: None,
                });
            }
        }
    }

    fn font(&mut self, name: &Name<'_>, resources: &Resources<'_>) -> Option<Rc<Font>> {
        let dict = resources.get_font(name)?;
        let id = match resources.fonts.get_raw::<Dict<'_>>(name) {
            Some(MaybeRef::Ref(reference)) => Some(ObjectIdentifier::from(reference)),
            _ => None,
        };
        if let Some(known) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(Rc::clone(known));
        }
        let font = self.make(&dict);
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Some(font)
    }

    fn make(&mut self, dict: &Dict<'_>) -> Rc<Font> {
        Rc::new(Font::read(dict, |stream| self.decode(stream)))
    }

    fn show(&mut self, string: &[u8], state: &State, text: &mut Matrix) {
        let Some(font) = &state.font else {
            self.unknown += string.len();
            return;
        };
        let mut piece = String::new();
        let place = |text: &Matrix| {
            let at = times(
                times([1.0, 0.0, 0.0, 1.0, 0.0, state.rise], *text),
                state.matrix,
            );
            (at[4], at[5])
        };
        let start = place(text);
        for glyph in font.glyphs(string) {
            match &glyph.text {
                Some(letter) => piece.push_str(letter),
                None => self.unknown += 1,
            }
            let mut by = glyph.width * state.size + state.spacing;
            if glyph.is_space {
                by += state.word_spacing;
            }
            *text = times([1.0, 0.0, 0.0, 1.0, by * state.scale, 0.0], *text);
        }
        let whole = times(*text, state.matrix);
        let size = state.size.abs() * (whole[2].hypot(whole[3]));
        if !piece.is_empty() {
            self.drawn.pieces.push(Piece {
                text: piece,
                start,
                end: place(text),
                size,
            });
        }
    }
}

/// Decodes a stream within the budget.
pub(super) fn decode(
    stream: &Stream<'_>,
    budget: &Budget,
) -> Result<(Vec<u8>, Option<Problem>), Problem> {
    let filters = stream.filters();
    let raw = stream.raw_data();
    let limit = budget.limits.part_bytes;
    let predictor = stream.dict().contains_key("DecodeParms") || stream.dict().contains_key("DP");
    let (bytes, problem) = match filters[..] {
        [] => (raw.into_owned(), None),
        [Filter::FlateDecode] if !predictor => sound::inflate(&raw, limit),
        _ => {
            let flate = filters
                .iter()
                .filter(|filter| matches!(filter, Filter::FlateDecode | Filter::LzwDecode))
                .count();
            // Deflate makes at most 1032 bytes of one, LZW 2730, and each filter does so again.
            if flate > 1 || (flate == 1 && raw.len() as u64 * 2730 > budget.limits.deck_bytes) {
                return Err(Problem::new(
                    Reason::OverLimit,
                    "it is packed in a way that may inflate without end",
                ));
            }
            match stream.decoded_data() {
                Ok(bytes) => (bytes.into_owned(), None),
                Err(_) => (
                    Vec::new(),
                    Some(Problem::corrupt("what it draws cannot be unpacked")),
                ),
            }
        }
    };
    budget.count(bytes.len() as u64)?;
    Ok((bytes, problem))
}

fn number(step: &Instruction<'_, '_>, at: usize) -> f64 {
    match step.operands().nth(at) {
        Some(Object::Number(number)) => number.as_f64(),
        _ => 0.0,
    }
}

fn matrix(step: &Instruction<'_, '_>) -> Matrix {
    std::array::from_fn(|at| number(step, at))
}

fn name<'a>(step: &Instruction<'_, 'a>) -> Option<Name<'a>> {
    match step.operands().next() {
        Some(Object::Name(name)) => Some(name.clone()),
        _ => None,
    }
}
