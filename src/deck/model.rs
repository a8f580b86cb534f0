//! What a deck says, whatever file format said it.
//!
//! A reader turns bytes into a [`Deck`]. Everything a person could read in the file is a [`Text`]:
//! one paragraph, with the place it was found in. Rules see only this model, so a format is added
//! without touching a rule.

use super::origin::Origin;
use std::fmt;

/// A deck, read whole. What could not be read stands in [`Deck::unread`], never nowhere.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Deck {
    /// Slides in presentation order, hidden ones included.
    pub slides: Vec<Slide>,
    /// Layouts and masters whose content shows on at least one slide or notes page.
    pub sheets: Vec<Sheet>,
    /// What belongs to the whole file: document properties, section names, custom XML, tags.
    pub texts: Vec<Text>,
    /// Parts that no relationship reaches. They travel with the file, so their text is read.
    pub orphans: Vec<Orphan>,
    /// Parts that were meant to be read and could not be.
    pub unread: Vec<Unread>,
    /// What `rightdeck stamp` wrote into the deck's own properties.
    pub stamp: Stamp,
}

/// One slide.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Slide {
    /// Counted from 1 in presentation order.
    pub number: u32,
    /// The text of the title placeholder on one line, where there is one.
    pub title: Option<String>,
    /// Skipped in the slide show.
    pub hidden: bool,
    /// The name of the section the slide stands in.
    pub section: Option<String>,
    /// The package part it came from, `ppt/slides/slide7.xml`.
    pub source: String,
    /// Where it begins, in a deck that is edited as text.
    pub origin: Option<Box<Origin>>,
    /// Every shape, in drawing order; groups come before their members.
    pub shapes: Vec<Shape>,
    /// Every text the slide carries, in reading order: shapes first, then notes and comments.
    pub texts: Vec<Text>,
}

/// A layout or a master: text that shows on every slide that uses it.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Sheet {
    /// Its own name, 'Title and Content'.
    pub name: String,
    /// The package part it came from.
    pub source: String,
    /// The numbers of the slides it shows on, ascending. Empty for notes and handout masters,
    /// which show in print only.
    pub used_by: Vec<u32>,
    /// Its shapes.
    pub shapes: Vec<Shape>,
    /// Its texts, links and alternative text included: each [`Part::Layout`] or [`Part::Master`].
    pub texts: Vec<Text>,
}

/// A part of the package that nothing refers to.
#[derive(Debug, Clone, PartialEq)]
pub struct Orphan {
    /// The part's name in the package.
    pub source: String,
    /// 'a deleted slide', 'notes of a deleted slide', 'a part'.
    pub what: &'static str,
    /// What could be read of it, each [`Part::Orphan`].
    pub texts: Vec<Text>,
}

/// A part that should have been read and could not be.
#[derive(Debug, Clone, PartialEq)]
pub struct Unread {
    /// The part's name in the package.
    pub source: String,
    /// The slide that needs it, where one does.
    pub slide: Option<u32>,
    /// Why, for machines.
    pub reason: Reason,
    /// Why, for people: a clause without a full stop, 'its checksum is wrong'.
    pub detail: String,
}

/// Why a deck or a part of it could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Protected by a password or by rights management.
    Encrypted,
    /// A Git LFS pointer stands where the deck should be.
    LfsPointer,
    /// A format of another program or another age: `.ppt`, `.key`.
    LegacyFormat,
    /// Not a deck at all: HTML, a plain zip, a text.
    NotADeck,
    /// Damaged.
    Corrupt,
    /// Two programs could read two different decks in it.
    Ambiguous,
    /// Larger or deeper than the limits allow.
    OverLimit,
}

impl Reason {
    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Encrypted => "encrypted",
            Self::LfsPointer => "lfs-pointer",
            Self::LegacyFormat => "legacy-format",
            Self::NotADeck => "not-a-deck",
            Self::Corrupt => "corrupt",
            Self::Ambiguous => "ambiguous",
            Self::OverLimit => "over-limit",
        }
    }
}

/// The properties `rightdeck.hyperscaler` and `rightdeck.contexts`, split at commas.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Hyperscaler ids; `none` for a deck of no cloud.
    pub hyperscalers: Vec<String>,
    /// Contexts, as written.
    pub contexts: Vec<String>,
}

/// A shape on a slide, a layout or a master.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Shape {
    /// The id PowerPoint gave it, unique on its slide.
    pub id: u32,
    /// Its name in the selection pane, 'TextBox 4'.
    pub name: String,
    /// What it is.
    pub kind: ShapeKind,
    /// Where it stands, in EMU, groups' transforms applied. None where the layout decides.
    pub bounds: Option<Bounds>,
    /// Hidden in the selection pane.
    pub hidden: bool,
    /// The index of the group it belongs to, in the same list.
    pub group: Option<usize>,
}

/// What a shape is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum ShapeKind {
    /// A text box or a drawn shape.
    #[default]
    Shape,
    /// The title, or a centred title.
    Title,
    /// A subtitle, body or content placeholder.
    Body,
    /// A footer, date or slide-number placeholder.
    Footer,
    /// A picture.
    Picture,
    /// A table of so many rows and columns.
    Table {
        /// Rows.
        rows: u32,
        /// Columns.
        columns: u32,
    },
    /// A chart.
    Chart,
    /// SmartArt.
    Diagram,
    /// An embedded object.
    Object,
    /// A group of shapes.
    Group,
    /// A line that connects shapes.
    Connector,
}

/// A rectangle in EMU (914,400 to the inch).
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// From the left edge of the slide.
    pub left: i64,
    /// From the top edge.
    pub top: i64,
    /// Width.
    pub width: i64,
    /// Height.
    pub height: i64,
}

/// One paragraph, or whatever stands for one where it was found: a cell, an address, a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The kind of place, as reports name it.
    pub part: Part,
    /// The index of its shape in the slide's or sheet's list.
    pub shape: Option<usize>,
    /// Where in the shape or part.
    pub place: Place,
    /// The text, runs joined as PowerPoint shows them. A line break inside the paragraph is `\n`.
    pub text: String,
    /// Shown in capitals by its formatting, though typed otherwise.
    pub all_caps: bool,
    /// Where its characters stand, in a deck that is edited as text.
    pub origin: Option<Box<Origin>>,
}

/// The kinds of place text is found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The title placeholder.
    Title,
    /// Any other shape's text.
    Body,
    /// A table's cell.
    Table,
    /// A chart: its titles, series, categories, labels and workbook.
    Chart,
    /// SmartArt.
    SmartArt,
    /// The notes page.
    Notes,
    /// A review comment or a reply.
    Comment,
    /// Alternative text, title or name of a shape or picture.
    AltText,
    /// Text inside a drawing, or the file name of a picture or another medium.
    Picture,
    /// The target or tip of a link, or of anything kept outside the file.
    Link,
    /// A slide layout.
    Layout,
    /// A slide, notes or handout master.
    Master,
    /// Document properties, section names, tags and custom XML.
    Properties,
    /// A file inside the file.
    Embedded,
    /// A part that nothing refers to.
    Orphan,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Title,
        Self::Body,
        Self::Table,
        Self::Chart,
        Self::SmartArt,
        Self::Notes,
        Self::Comment,
        Self::AltText,
        Self::Picture,
        Self::Link,
        Self::Layout,
        Self::Master,
        Self::Properties,
        Self::Embedded,
        Self::Orphan,
    ];

    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Table => "table",
            Self::Chart => "chart",
            Self::SmartArt => "smartart",
            Self::Notes => "notes",
            Self::Comment => "comment",
            Self::AltText => "alt-text",
            Self::Picture => "picture",
            Self::Link => "link",
            Self::Layout => "layout",
            Self::Master => "master",
            Self::Properties => "properties",
            Self::Embedded => "embedded",
            Self::Orphan => "orphan",
        }
    }
}

/// Where in its shape or part a text stands, as a person would say it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub enum Place {
    /// The shape or part itself.
    #[default]
    Whole,
    /// A table's cell; both count from 1.
    Cell {
        /// Row.
        row: u32,
        /// Column.
        column: u32,
    },
    /// A chart's title.
    ChartTitle,
    /// An axis title.
    AxisTitle,
    /// The name of a series, counted from 1.
    Series(u32),
    /// A category of a chart, counted from 1.
    Category(u32),
    /// A data label.
    DataLabel,
    /// A cell of a workbook inside the deck.
    WorkbookCell {
        /// The sheet's name.
        sheet: String,
        /// 'B2'.
        cell: String,
    },
    /// Anything else that has a name: a property, a tag, a path inside an embedded file.
    Named(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Cell { row, column } => write!(f, "cell {column} of row {row}"),
            Self::ChartTitle => f.write_str("chart title"),
            Self::AxisTitle => f.write_str("axis title"),
            Self::Series(n) => write!(f, "series {n}"),
            Self::Category(n) => write!(f, "category {n}"),
            Self::DataLabel => f.write_str("data label"),
            Self::WorkbookCell { sheet, cell } => write!(f, "{sheet}!{cell}"),
            Self::Named(name) => f.write_str(name),
        }
    }
}
