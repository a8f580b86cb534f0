//! The shape tree (ECMA-376-1, 19.3.1.45): shapes, pictures, tables, frames and groups of them.

use super::canvas::{Canvas, is_blank};
use super::names::is_automatic_name;
use super::problem::Problem;
use super::table::table;
use super::text::{Spot, list_style, paragraph};
use super::xml::{Node, Tag, Xml};
use crate::deck::{Bounds, Part, Place, Shape, ShapeKind};

/// How a group's own coordinates lie on the slide (20.1.7.5): scale, then shift.
#[derive(Debug, Clone, Copy)]
struct Transform {
    scale: (f64, f64),
    shift: (f64, f64),
}

const IDENTITY: Transform = Transform {
    scale: (1.0, 1.0),
    shift: (0.0, 0.0),
};

/// `a:xfrm` as it stands.
#[derive(Debug, Default, Clone, Copy)]
struct Frame {
    offset: Option<(i64, i64)>,
    extent: (i64, i64),
    child_offset: (i64, i64),
    child_extent: (i64, i64),
}

/// Reads the drawing inside the element at `level`. What stood before damage is kept.
pub(super) fn drawing(xml: &mut Xml<'_>, level: usize, canvas: &mut Canvas) -> Result<(), Problem> {
    members(xml, level, canvas, None, IDENTITY)
}

fn members(
    xml: &mut Xml<'_>,
    level: usize,
    canvas: &mut Canvas,
    group: Option<usize>,
    mut transform: Transform,
) -> Result<(), Problem> {
    let (mut choice_texts, mut choice_shapes) = (0, 0);
    while let Some(node) = xml.next(level)? {
        canvas.check()?;
        let tag = match node {
            Node::Start(tag) => tag,
            Node::Text(text) => {
                canvas.stray(&text, group);
                continue;
            }
        };
        let kind = match tag.local() {
            "sp" => ShapeKind::Shape,
            "cxnSp" => ShapeKind::Connector,
            "pic" => ShapeKind::Picture,
            "graphicFrame" | "contentPart" => ShapeKind::Object,
            "grpSp" => ShapeKind::Group,
            "cNvPr" => {
                if let Some(index) = group {
                    Reading::new(index).properties(&tag, canvas);
                }
                continue;
            }
            "xfrm" => {
                let frame = frame(xml)?;
                if let Some(shape) = group.and_then(|index| canvas.shapes.get_mut(index)) {
                    shape.bounds = bounds(&frame, transform);
                    transform = inner(&frame, transform);
                }
                continue;
            }
            "hlinkClick" | "hlinkHover" | "hlinkMouseOver" => {
                canvas.link(&tag, group);
                continue;
            }
            "AlternateContent" => {
                (choice_texts, choice_shapes) = (canvas.texts.len(), canvas.shapes.len());
                continue;
            }
            "Fallback" => {
                let (texts, shapes) = (canvas.texts.len(), canvas.shapes.len());
                let references = canvas.references.len();
                let inside = xml.level();
                let outcome = members(xml, inside, canvas, group, transform);
                canvas.forget_repeats(choice_texts, texts);
                merge_fallback(canvas, choice_shapes, shapes, (texts, references));
                outcome?;
                continue;
            }
            _ => {
                if is_reference(tag.local()) {
                    canvas.refer(&tag, group);
                }
                continue;
            }
        };
        let index = canvas.shapes.len();
        canvas.shapes.push(Shape {
            kind,
            group,
            ..Shape::default()
        });
        if tag.local() == "contentPart" {
            canvas.refer(&tag, Some(index));
        }
        let inside = xml.level();
        if kind == ShapeKind::Group {
            members(xml, inside, canvas, Some(index), transform)?;
        } else {
            let mut reading = Reading::new(index);
            let outcome = reading.read(xml, inside, canvas, transform);
            reading.finish(canvas);
            outcome?;
        }
    }
    Ok(())
}

/// A shape drawn by the fallback is the one of the choice, drawn again for older programs: what it
/// adds is filed under that one. `from` is where the fallback's texts and references begin.
fn merge_fallback(canvas: &mut Canvas, choice: usize, fallback: usize, from: (usize, usize)) {
    let candidates = choice..fallback.min(choice + 64);
    if candidates.is_empty() || canvas.shapes.len() == fallback {
        return;
    }
    let target = |shape: &Shape| {
        let mut same = candidates
            .clone()
            .filter(|other| canvas.shapes[*other].id == shape.id);
        same.next().unwrap_or(choice)
    };
    let targets: Vec<usize> = canvas.shapes[fallback..].iter().map(target).collect();
    let moved = |shape: &mut Option<usize>| {
        if let Some(index) = *shape
            && index >= fallback
        {
            *shape = targets.get(index - fallback).copied();
        }
    };
    let (texts, references) = from;
    canvas
        .texts
        .iter_mut()
        .skip(texts)
        .for_each(|text| moved(&mut text.shape));
    canvas
        .references
        .iter_mut()
        .skip(references)
        .for_each(|reference| moved(&mut reference.shape));
    canvas.shapes.truncate(fallback);
}

/// Elements whose relationship ids lead to something a person could read.
fn is_reference(local: &str) -> bool {
    matches!(
        local,
        "blip"
            | "svgBlip"
            | "chart"
            | "relIds"
            | "oleObj"
            | "embed"
            | "link"
            | "videoFile"
            | "audioFile"
            | "quickTimeFile"
            | "wavAudioFile"
            | "media"
            | "snd"
            | "imgLayer"
            | "contentPart"
            | "tags"
            | "control"
            | "imagedata"
            | "fill"
            | "model3d"
            | "sndTgt"
            | "webVideoPr"
            | "track"
    )
}

/// One shape while it is read.
struct Reading {
    index: usize,
    named: bool,
    placeholder: bool,
    spot: Spot,
    alternatives: Vec<(Place, String)>,
    first_text: usize,
    framed: bool,
}

impl Reading {
    fn new(index: usize) -> Self {
        Self {
            index,
            named: false,
            placeholder: false,
            spot: Spot::new(Part::Body, Some(index), Place::Whole),
            alternatives: Vec::new(),
            first_text: usize::MAX,
            framed: false,
        }
    }

    fn read(
        &mut self,
        xml: &mut Xml<'_>,
        level: usize,
        canvas: &mut Canvas,
        transform: Transform,
    ) -> Result<(), Problem> {
        let mut choice = 0;
        self.first_text = self.first_text.min(canvas.texts.len());
        while let Some(node) = xml.next(level)? {
            canvas.check()?;
            let tag = match node {
                Node::Start(tag) => tag,
                Node::Text(text) => {
                    canvas.stray(&text, Some(self.index));
                    continue;
                }
            };
            match tag.local() {
                "cNvPr" => self.gather(&tag, canvas),
                "ph" => self.place_holder(&tag, canvas),
                "xfrm" => {
                    let frame = frame(xml)?;
                    if !std::mem::replace(&mut self.framed, true)
                        && let Some(shape) = canvas.shapes.get_mut(self.index)
                    {
                        shape.bounds = bounds(&frame, transform);
                    }
                }
                "lstStyle" => self.spot.caps = list_style(xml)?,
                "p" => paragraph(xml, canvas, &self.spot)?,
                "tbl" => {
                    let (rows, columns, outcome) = table(xml, canvas, self.index);
                    self.set_kind(canvas, ShapeKind::Table { rows, columns });
                    outcome?;
                }
                "hlinkClick" | "hlinkHover" | "hlinkMouseOver" => {
                    canvas.link(&tag, Some(self.index))
                }
                "AlternateContent" => choice = canvas.texts.len(),
                "Fallback" => {
                    let again = canvas.texts.len();
                    let inside = xml.level();
                    let outcome = self.read(xml, inside, canvas, transform);
                    canvas.forget_repeats(choice, again);
                    outcome?;
                }
                // WordArt of the VML age, and text that ink was recognised as.
                "textpath" => {
                    if let Some(text) = tag.attribute("string") {
                        canvas.add(
                            self.spot.part,
                            self.spot.shape,
                            Place::Whole,
                            text.into_owned(),
                            false,
                        );
                    }
                }
                local if is_reference(local) => {
                    match local {
                        "snd" | "wavAudioFile" => canvas.sound(&tag, Some(self.index)),
                        "chart" => self.set_kind(canvas, ShapeKind::Chart),
                        "relIds" => self.set_kind(canvas, ShapeKind::Diagram),
                        _ => {}
                    }
                    canvas.refer(&tag, Some(self.index));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn set_kind(&self, canvas: &mut Canvas, kind: ShapeKind) {
        if let Some(shape) = canvas.shapes.get_mut(self.index) {
            shape.kind = kind;
        }
    }

    /// Reads `p:nvPr/p:ph` (19.3.1.36). A shape's kind is known before its text is read.
    fn place_holder(&mut self, tag: &Tag<'_>, canvas: &mut Canvas) {
        self.placeholder = true;
        let role = tag.attribute("type");
        let role = role.as_deref().unwrap_or("obj");
        let picture = canvas
            .shapes
            .get(self.index)
            .is_some_and(|shape| shape.kind != ShapeKind::Shape);
        let kind = match role {
            "title" | "ctrTitle" => ShapeKind::Title,
            "dt" | "ftr" | "sldNum" | "hdr" => ShapeKind::Footer,
            _ => ShapeKind::Body,
        };
        if !picture {
            self.set_kind(canvas, kind);
            if kind == ShapeKind::Title {
                self.spot.part = Part::Title;
            }
        }
        // Pages print these themselves; the rest of a notes page is typed by a person.
        let counted =
            canvas.host == super::canvas::Host::Notes && matches!(role, "sldNum" | "dt" | "sldImg");
        self.spot.silent = canvas.host.prompts() || counted;
    }

    /// Takes name, id and alternative text from `p:cNvPr` (20.1.2.2.8); a picture inside an object
    /// brings a second one.
    fn gather(&mut self, tag: &Tag<'_>, canvas: &mut Canvas) {
        let first = !std::mem::replace(&mut self.named, true);
        let Some(shape) = canvas.shapes.get_mut(self.index) else {
            return;
        };
        for (key, _) in tag.attributes() {
            let value = || tag.attribute(key).unwrap_or_default().into_owned();
            match key {
                "id" if first => shape.id = tag.number("id").unwrap_or(0),
                "hidden" if first => shape.hidden = tag.flag("hidden") == Some(true),
                "name" => {
                    let name = value();
                    if !is_automatic_name(&name) {
                        self.alternatives
                            .push((Place::Named("name".into()), name.clone()));
                    }
                    if first {
                        shape.name = name;
                    }
                }
                "descr" => self.alternatives.push((Place::Whole, value())),
                "title" => self
                    .alternatives
                    .push((Place::Named("title".into()), value())),
                _ => {}
            }
        }
    }

    /// The same for a group, which has no text of its own to wait for.
    fn properties(&mut self, tag: &Tag<'_>, canvas: &mut Canvas) {
        self.gather(tag, canvas);
        self.finish(canvas);
    }

    /// Adds what the shape is called, unless its text says the same: Keynote names shapes by it.
    fn finish(&mut self, canvas: &mut Canvas) {
        if self.placeholder && canvas.host.prompts() {
            return;
        }
        if self.alternatives.is_empty() {
            return;
        }
        let mut said: Vec<String> = Vec::new();
        let first = self.first_text.min(canvas.texts.len());
        let own: String = canvas.texts[first..]
            .iter()
            .map(|text| text.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        self.alternatives
            .sort_by_key(|(place, _)| matches!(place, Place::Named(name) if name == "name"));
        for (place, text) in std::mem::take(&mut self.alternatives) {
            let is_name = matches!(&place, Place::Named(name) if name == "name");
            let repeated = said.contains(&text)
                || (is_name && own.contains(text.trim_end_matches('…').trim()));
            if !is_blank(&text) && !repeated {
                said.push(text.clone());
                canvas.add(Part::AltText, Some(self.index), place, text, false);
            }
        }
    }
}

fn frame(xml: &mut Xml<'_>) -> Result<Frame, Problem> {
    let mut frame = Frame::default();
    let level = xml.level();
    while let Some(tag) = xml.tag(level)? {
        let pair = |one: &str, other: &str| {
            let mut pair = (None, None);
            for (key, raw) in tag.attributes() {
                let place = match key {
                    _ if key == one => &mut pair.0,
                    _ if key == other => &mut pair.1,
                    _ => continue,
                };
                // Of two of one name the first counts, as in every other attribute.
                place.get_or_insert_with(|| raw.trim().parse().unwrap_or(0));
            }
            (pair.0.unwrap_or(0), pair.1.unwrap_or(0))
        };
        match tag.local() {
            "off" => frame.offset = Some(pair("x", "y")),
            "ext" => frame.extent = pair("cx", "cy"),
            "chOff" => frame.child_offset = pair("x", "y"),
            "chExt" => frame.child_extent = pair("cx", "cy"),
            _ => {}
        }
    }
    Ok(frame)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a float as wide as an EMU saturates"
)]
#[expect(
    clippy::cast_precision_loss,
    reason = "EMU of a real slide are exact in a float"
)]
fn bounds(frame: &Frame, transform: Transform) -> Option<Bounds> {
    let (x, y) = frame.offset?;
    let Transform { scale, shift } = transform;
    Some(Bounds {
        left: (x as f64 * scale.0 + shift.0).round() as i64,
        top: (y as f64 * scale.1 + shift.1).round() as i64,
        width: (frame.extent.0 as f64 * scale.0).round() as i64,
        height: (frame.extent.1 as f64 * scale.1).round() as i64,
    })
}

/// The transform of a group's members, from the group's frame and the transform around it.
#[expect(
    clippy::cast_precision_loss,
    reason = "EMU of a real slide are exact in a float"
)]
fn inner(frame: &Frame, outer: Transform) -> Transform {
    let Some(offset) = frame.offset else {
        return outer;
    };
    let axis =
        |offset: i64, extent: i64, child_offset: i64, child_extent: i64, scale: f64, shift: f64| {
            let own = if child_extent > 0 {
                extent as f64 / child_extent as f64
            } else {
                1.0
            };
            (
                scale * own,
                shift + scale * (offset as f64 - child_offset as f64 * own),
            )
        };
    let x = axis(
        offset.0,
        frame.extent.0,
        frame.child_offset.0,
        frame.child_extent.0,
        outer.scale.0,
        outer.shift.0,
    );
    let y = axis(
        offset.1,
        frame.extent.1,
        frame.child_offset.1,
        frame.child_extent.1,
        outer.scale.1,
        outer.shift.1,
    );
    Transform {
        scale: (x.0, y.0),
        shift: (x.1, y.1),
    }
}

#[cfg(test)]
mod tests {
    use super::super::canvas::Host;
    use super::*;
    use crate::deck::Limits;

    fn read(host: Host, xml: &str) -> (Canvas, Result<(), Problem>) {
        let limits = Limits::default();
        let mut canvas = Canvas::new(host, &limits);
        let outcome = drawing(&mut Xml::new(xml, &limits), 0, &mut canvas);
        (canvas, outcome)
    }

    fn texts(canvas: &Canvas) -> Vec<&str> {
        canvas.texts.iter().map(|text| text.text.as_str()).collect()
    }

    fn sp(id: u32, body: &str) -> String {
        format!("<sp><cNvPr id='{id}' name='TextBox {id}'/><txBody>{body}</txBody></sp>")
    }

    #[test]
    fn groups_place_their_members_on_the_slide() {
        let frame = "<grpSpPr><xfrm><off x='1000' y='2000'/><ext cx='200' cy='400'/>\
            <chOff x='0' y='0'/><chExt cx='100' cy='100'/></xfrm></grpSpPr>";
        let member =
            "<sp><spPr><xfrm><off x='10' y='10'/><ext cx='20' cy='20'/></xfrm></spPr></sp>";
        let (canvas, outcome) = read(
            Host::Slide,
            &format!("<spTree><grpSp>{frame}{member}</grpSp></spTree>"),
        );
        assert_eq!(outcome, Ok(()));
        let bounds = Bounds {
            left: 1020,
            top: 2040,
            width: 40,
            height: 80,
        };
        assert_eq!(canvas.shapes[1].bounds, Some(bounds));
        assert_eq!(canvas.shapes[1].group, Some(0));
    }

    #[test]
    fn a_fallback_adds_only_what_its_choice_does_not_say() {
        let choice = sp(7, "<p><r><t>Seen</t></r></p>");
        let fallback = sp(7, "<p><r><t>Seen</t></r></p><p><r><t>Hidden</t></r></p>");
        let xml = format!(
            "<spTree><AlternateContent><Choice>{choice}</Choice><Fallback>{fallback}</Fallback></AlternateContent></spTree>"
        );
        let (canvas, _) = read(Host::Slide, &xml);
        assert_eq!(texts(&canvas), ["Seen", "Hidden"]);
        assert_eq!(canvas.shapes.len(), 1);
        assert_eq!(canvas.texts[1].shape, Some(0));
    }

    #[test]
    fn merged_cells_keep_their_place_in_the_grid() {
        let cell = |attributes: &str, text: &str| {
            format!("<tc {attributes}><txBody><p><r><t>{text}</t></r></p></txBody></tc>")
        };
        let row = cell("gridSpan='2'", "wide") + &cell("hMerge='1'", "") + &cell("", "third");
        let sparse = cell("gridSpan='2'", "wide") + &cell("", "third");
        let xml = format!(
            "<spTree><graphicFrame><tbl><tblGrid><gridCol/><gridCol/><gridCol/></tblGrid>\
             <tr>{row}</tr><tr>{sparse}</tr></tbl></graphicFrame></spTree>"
        );
        let (canvas, _) = read(Host::Slide, &xml);
        let places: Vec<_> = canvas
            .texts
            .iter()
            .map(|text| text.place.to_string())
            .collect();
        assert_eq!(
            places,
            [
                "cell 1 of row 1",
                "cell 3 of row 1",
                "cell 1 of row 2",
                "cell 3 of row 2"
            ]
        );
        assert_eq!(
            canvas.shapes[0].kind,
            ShapeKind::Table {
                rows: 2,
                columns: 3
            }
        );
    }

    #[test]
    fn capitals_count_when_every_visible_run_has_them() {
        let caps = "<p><r><rPr cap='all'/><t>aws</t></r><r><rPr/><t> </t></r></p>";
        let mixed = "<p><r><rPr cap='all'/><t>aws</t></r><r><t>glue</t></r></p>";
        let style = "<lstStyle><lvl2pPr><defRPr cap='all'/></lvl2pPr></lstStyle>";
        let inherited = "<p><pPr lvl='1'/><r><t>macc</t></r></p>";
        let xml = format!(
            "<spTree>{}{}</spTree>",
            sp(1, &(caps.to_owned() + mixed)),
            sp(2, &(style.to_owned() + inherited))
        );
        let (canvas, _) = read(Host::Slide, &xml);
        let capitals: Vec<_> = canvas.texts.iter().map(|text| text.all_caps).collect();
        assert_eq!(capitals, [true, false, true]);
    }

    #[test]
    fn damage_keeps_what_stood_before_it() {
        let (canvas, outcome) = read(
            Host::Slide,
            "<spTree><sp><txBody><p><r><t>Kept</t></r><r><t>and this</x></p>",
        );
        assert!(outcome.is_err());
        assert_eq!(texts(&canvas), ["Keptand this"]);
    }

    #[test]
    fn prompts_of_a_layout_do_not_show() {
        let xml = "<spTree><sp><ph type='title'/><txBody><p><r><t>Click to edit</t></r></p></txBody></sp>\
            <sp><txBody><p><r><t>Shown</t></r></p></txBody></sp></spTree>";
        let (canvas, _) = read(Host::Layout, xml);
        assert_eq!(texts(&canvas), ["Shown"]);
        assert_eq!(canvas.texts[0].part, Part::Layout);
    }

    #[test]
    fn a_crowd_of_empty_shapes_is_refused() {
        let xml = format!("<spTree>{}</spTree>", "<sp/>".repeat(300_000));
        let (canvas, outcome) = read(Host::Slide, &xml);
        assert_eq!(
            outcome.map_err(|problem| problem.reason),
            Err(crate::deck::Reason::OverLimit)
        );
        assert!(canvas.shapes.len() <= 200_001);
    }
}
