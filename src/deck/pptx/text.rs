//! Paragraphs: runs, fields, breaks and formulas (ECMA-376-1, 21.1.2), joined as they show.

use super::canvas::{Canvas, is_blank};
use super::problem::Problem;
use super::xml::{Node, Tag, Xml};
use crate::deck::{Part, Place};

/// Which levels of a text body are set in capitals by its own list style (21.1.2.4.12).
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct LevelCaps([bool; 9]);

/// Where the paragraphs being read belong.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) part: Part,
    pub(super) shape: Option<usize>,
    pub(super) place: Place,
    pub(super) caps: LevelCaps,
    /// The paragraph is a prompt: what it says is not shown, what it links to is still noted.
    pub(super) silent: bool,
}

impl Spot {
    pub(super) fn new(part: Part, shape: Option<usize>, place: Place) -> Self {
        Self {
            part,
            shape,
            place,
            caps: LevelCaps::default(),
            silent: false,
        }
    }
}

/// Reads `a:lstStyle`, which has just been started.
pub(super) fn list_style(xml: &mut Xml<'_>) -> Result<LevelCaps, Problem> {
    let mut caps = LevelCaps::default();
    let mut current = 0;
    let level = xml.level();
    while let Some(tag) = xml.tag(level)? {
        let name = tag.local();
        if let Some(number) = name
            .strip_prefix("lvl")
            .and_then(|rest| rest.strip_suffix("pPr"))
        {
            current = number.parse::<usize>().unwrap_or(1).clamp(1, 9) - 1;
        } else if name == "defRPr" {
            caps.0[current] = is_caps(&tag) == Some(true);
        }
    }
    Ok(caps)
}

/// Reads `a:p`, which has just been started. What stood before damage is kept.
pub(super) fn paragraph(
    xml: &mut Xml<'_>,
    canvas: &mut Canvas,
    spot: &Spot,
) -> Result<(), Problem> {
    let mut reading = Paragraph {
        inherited: spot.caps.0[0],
        ..Paragraph::default()
    };
    let level = xml.level();
    let outcome = reading.read(xml, level, canvas, spot);
    if !spot.silent {
        let all_caps = reading.shouted && !reading.plain;
        canvas.add(
            spot.part,
            spot.shape,
            spot.place.clone(),
            reading.text,
            all_caps,
        );
        for fallback in reading.fallbacks {
            canvas.add(spot.part, spot.shape, spot.place.clone(), fallback, false);
        }
    }
    outcome
}

#[derive(Default)]
struct Paragraph {
    text: String,
    /// What `mc:Fallback` says and its choice does not.
    fallbacks: Vec<String>,
    inherited: bool,
    caps: bool,
    shouted: bool,
    plain: bool,
}

impl Paragraph {
    fn read(
        &mut self,
        xml: &mut Xml<'_>,
        level: usize,
        canvas: &mut Canvas,
        spot: &Spot,
    ) -> Result<(), Problem> {
        let mut choice = 0;
        while let Some(tag) = xml.tag(level)? {
            canvas.check()?;
            match tag.local() {
                "t" => self.run_text(xml)?,
                "r" | "fld" => self.caps = self.inherited,
                "rPr" => self.caps = is_caps(&tag).unwrap_or(self.inherited),
                "br" => self.text.push('\n'),
                "pPr" => {
                    let depth: usize = tag.number("lvl").unwrap_or(0);
                    self.inherited = spot.caps.0[depth.min(8)];
                }
                "hlinkClick" | "hlinkHover" | "hlinkMouseOver" => canvas.link(&tag, spot.shape),
                "blip" | "svgBlip" => canvas.refer(&tag, spot.shape),
                "snd" | "wavAudioFile" => canvas.sound(&tag, spot.shape),
                "AlternateContent" => choice = self.text.len(),
                "Fallback" => {
                    let mut other = Self {
                        inherited: self.inherited,
                        ..Self::default()
                    };
                    let inner = xml.level();
                    let outcome = other.read(xml, inner, canvas, spot);
                    let shown = self.text.get(choice..).unwrap_or("");
                    if !shown.split_whitespace().eq(other.text.split_whitespace()) {
                        self.fallbacks.push(other.text);
                    }
                    self.fallbacks.append(&mut other.fallbacks);
                    outcome?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn run_text(&mut self, xml: &mut Xml<'_>) -> Result<(), Problem> {
        let start = self.text.len();
        let level = xml.level();
        let outcome = loop {
            match xml.next(level) {
                // A line end inside a run is white space of the file, not of the slide.
                Ok(Some(Node::Text(text))) if text.contains(['\n', '\r']) => {
                    self.text
                        .push_str(&text.replace("\r\n", " ").replace(['\n', '\r'], " "));
                }
                Ok(Some(Node::Text(text))) => self.text.push_str(&text),
                Ok(Some(Node::Start(_))) => {}
                Ok(None) => break Ok(()),
                Err(problem) => break Err(problem),
            }
        };
        if !is_blank(&self.text[start..]) {
            if self.caps {
                self.shouted = true
            } else {
                self.plain = true
            }
        }
        outcome
    }
}

fn is_caps(tag: &Tag<'_>) -> Option<bool> {
    tag.attribute("cap").map(|cap| cap == "all")
}
