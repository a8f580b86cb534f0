//! From a [`TextDeck`] to an ordinary `.pptx`.

use crate::builder::{Builder, Slide};
use crate::chart::add_chart;
use crate::shapes::{
    Frame, Label, cell, group, linked_run, paragraph, paragraphs, picture, placeholder, run,
    styled_run, table, text_box,
};
use crate::skeleton::Layout;
use crate::smart_art::add_smart_art;
use crate::text_deck::{Column, Picture, Scalar, Text, TextDeck, TextSlide};
use crate::xml::{PIXEL, escape};

const LEFT: i64 = 838_200;
const WIDTH: i64 = 10_515_600;
const GAP: i64 = 100_000;

/// The deck as the bytes of a `.pptx` file.
pub fn pptx(deck: &TextDeck) -> Vec<u8> {
    let mut builder = Builder::default();
    builder.properties.document = deck.properties.clone();
    builder.properties.custom.clone_from(&deck.custom);
    let titles = deck
        .slides
        .iter()
        .map(|slide| slide.title.as_ref().map(Text::joined));
    builder.properties.slide_titles = titles.map(Option::unwrap_or_default).collect();
    if let Some(text) = &deck.layout_text {
        for layout in Layout::ALL {
            builder
                .layout_shapes
                .insert(layout as usize, standing_text(6, text));
        }
    }
    if let Some(text) = &deck.master_text {
        builder.master_shapes = standing_text(7, text);
    }
    for slide in &deck.slides {
        add_slide(&mut builder, slide);
    }
    builder.pack()
}

/// The text box of a layout or a master, at the slide's foot, side by side.
fn standing_text(id: u32, text: &Text) -> String {
    let x = LEFT + i64::from(id - 6) * 3_100_000;
    let frame = Frame::new(x, 6_300_000, 3_000_000, 300_000);
    let name = format!("TextBox {}", id - 1);
    text_box(&Label::new(id, &name), frame, &paragraphs(&text.0))
}

fn add_slide(builder: &mut Builder, text: &TextSlide) {
    let layout = match (&text.title, &text.body) {
        (_, Some(_)) => Layout::TitleAndContent,
        (Some(_), None) => Layout::TitleOnly,
        (None, None) => Layout::Blank,
    };
    let number = builder.len() + 1;
    let known = builder.sections.last().map(|(name, _)| name);
    if let Some(section) = text.section.as_ref().filter(|name| known != Some(name)) {
        builder.sections.push((section.clone(), number - 1));
    }
    let slide = builder.slide(number, layout);
    let mut writer = Writer {
        builder,
        slide,
        y: 1_825_625,
    };
    writer.placeholders(text);
    writer.text_shapes(text);
    writer.graphics(text);
    let Writer {
        builder, mut slide, ..
    } = writer;
    slide.hidden = text.hidden;
    if let Some(notes) = &text.notes {
        builder.notes(&slide, &paragraphs(&notes.0), "");
    }
    if let Some(comment) = &text.comment {
        builder.comment(&slide, &comment.joined());
    }
    builder.list(&slide);
}

/// Draws down the slide: `y` is where the next shape goes.
struct Writer<'a> {
    builder: &'a mut Builder,
    slide: Slide,
    y: i64,
}

impl Writer<'_> {
    /// A strip across the slide, a little below the one before.
    fn strip(&mut self, height: i64) -> Frame {
        let frame = Frame::new(LEFT, self.y, WIDTH, height);
        self.y += height + GAP;
        frame
    }

    /// Adds what `shape` makes of a label such as `TextBox 4`.
    fn add(&mut self, kind: &str, name: Option<&String>, shape: impl FnOnce(&Label<'_>) -> String) {
        let id = self.slide.next_id();
        let name = name
            .cloned()
            .unwrap_or_else(|| format!("{kind} {}", id - 1));
        self.slide.push(&shape(&Label::new(id, &name)));
    }

    fn placeholders(&mut self, text: &TextSlide) {
        if let Some(title) = &text.title {
            // A title has one paragraph; further lines are line breaks.
            let runs: Vec<String> = title.0.iter().map(|line| run(line)).collect();
            let runs = paragraph(&runs.join("<a:br><a:rPr lang=\"en-US\"/></a:br>"));
            self.add("Title", None, |label| {
                placeholder(label, "type=\"title\"", &runs)
            });
        }
        if let Some(body) = &text.body {
            let lines = paragraphs(&body.0);
            self.add("Content Placeholder", None, |label| {
                placeholder(label, "idx=\"1\"", &lines)
            });
            self.y += 400_000 * i64::try_from(body.0.len()).expect("a few lines");
        }
    }

    fn text_shapes(&mut self, text: &TextSlide) {
        for text_box_ in &text.boxes {
            let lines = &text_box_.text.0;
            let frame = self.strip(300_000 * i64::try_from(lines.len()).expect("a few lines"));
            self.add("TextBox", text_box_.name.as_ref(), |label| {
                text_box(label, frame, &paragraphs(lines))
            });
        }
        self.columns(&text.columns);
        if !text.links.is_empty() {
            let mut lines = String::new();
            for link in &text.links {
                let part = &self.slide.part;
                let id = self
                    .builder
                    .parts
                    .relate_external(part, "hyperlink", &link.url);
                let click = format!("<a:hlinkClick r:id=\"{id}\"/>");
                lines += &paragraph(&linked_run(&link.text, &click));
            }
            let frame = self.strip(400_000);
            self.add("TextBox", None, |label| text_box(label, frame, &lines));
        }
        if !text.group.is_empty() {
            let frame = self.strip(400_000);
            let shapes = self.nested(&text.group, frame);
            self.slide.push(&shapes);
        }
    }

    fn columns(&mut self, columns: &[Column]) {
        if columns.is_empty() {
            return;
        }
        let strip = self.strip(1_500_000);
        let width = strip.width / i64::try_from(columns.len()).expect("a few columns");
        for (index, column) in (0..).zip(columns) {
            let frame = Frame::new(LEFT + index * width, strip.y, width - GAP, strip.height);
            let heading = column.heading.as_ref();
            let mut lines = heading.map_or_else(String::new, |heading| {
                paragraph(&styled_run("b=\"1\"", &heading.0))
            });
            if !column.items.is_empty() {
                lines += &paragraphs(&plain(&column.items));
            }
            self.add("TextBox", None, |label| text_box(label, frame, &lines));
        }
    }

    /// A group that holds the first text's box and a group of the rest.
    fn nested(&mut self, texts: &[Scalar], frame: Frame) -> String {
        let Some((first, rest)) = texts.split_first() else {
            return String::new();
        };
        let (outer, inner) = (self.slide.next_id(), self.slide.next_id());
        let name = format!("TextBox {}", inner - 1);
        let lines = paragraphs(std::slice::from_ref(&first.0));
        let half = Frame {
            width: frame.width / 2,
            ..frame
        };
        let mut children = text_box(&Label::new(inner, &name), half, &lines);
        children += &self.nested(
            rest,
            Frame {
                x: frame.x + half.width,
                ..half
            },
        );
        group(
            &Label::new(outer, &format!("Group {}", outer - 1)),
            frame,
            &children,
        )
    }

    fn graphics(&mut self, text: &TextSlide) {
        if !text.table.is_empty() {
            let frame = self.strip(370_840 * i64::try_from(text.table.len()).expect("few rows"));
            let rows: Vec<Vec<String>> = text.table.iter().map(|row| cells(row)).collect();
            self.add("Table", None, |label| table(label, frame, &rows));
        }
        if let Some(chart) = &text.chart {
            let frame = self.strip(2_500_000);
            add_chart(&mut self.builder.parts, &mut self.slide, frame, chart);
        }
        if !text.smartart.is_empty() {
            let frame = self.strip(1_200_000);
            let nodes = plain(&text.smartart);
            add_smart_art(
                &mut self.builder.parts,
                &mut self.slide,
                frame,
                &nodes,
                &nodes,
            );
        }
        if let Some(picture) = &text.picture {
            self.picture(picture);
        }
    }

    fn picture(&mut self, one: &Picture) {
        let media = "ppt/media/image1.png";
        if !self.builder.parts.has(media) {
            self.builder.parts.add_bytes(media, PIXEL.to_vec());
        }
        let relation = self.builder.parts.relate(&self.slide.part, "image", media);
        let attribute = |name: &str, value: &Option<String>| {
            value
                .as_ref()
                .map(|text| format!("{name}=\"{}\"", escape(text)))
        };
        let extra: Vec<String> = [attribute("descr", &one.alt), attribute("title", &one.title)]
            .into_iter()
            .flatten()
            .collect();
        let extra = extra.join(" ");
        let frame = Frame::new(LEFT + WIDTH - 900_000, 365_125, 900_000, 900_000);
        let blip = format!("r:embed=\"{relation}\"");
        self.add("Picture", one.name.as_ref(), |label| {
            let label = Label {
                extra: &extra,
                ..Label::new(label.id, label.name)
            };
            picture(&label, frame, &blip, "", "")
        });
    }
}

fn cells(row: &[Scalar]) -> Vec<String> {
    row.iter()
        .map(|text| cell("", &paragraphs(std::slice::from_ref(&text.0))))
        .collect()
}

fn plain(texts: &[Scalar]) -> Vec<String> {
    texts.iter().map(|text| text.0.clone()).collect()
}
