//! Puts a deck together: slides onto the skeleton, with their notes, comments and sections.

use std::collections::BTreeMap;

use crate::parts::Parts;
use crate::properties::Properties;
use crate::shapes::{Label, placeholder};
use crate::skeleton::{
    HANDOUT_MASTER, Layout, MASTER, NOTES_MASTER, SLIDE_HEIGHT, SLIDE_WIDTH, master_xml,
    other_master_xml, shape_tree, theme_xml,
};
use crate::xml::{escape, usual_namespaces};

pub(crate) const PRESENTATION: &str = "ppt/presentation.xml";
pub(crate) const FIRST_SLIDE_ID: u32 = 256;

macro_rules! presentation_type {
    ($kind:literal) => {
        concat!(
            "application/vnd.openxmlformats-officedocument.presentationml.",
            $kind,
            "+xml"
        )
    };
}
pub(crate) use presentation_type;

/// A deck under construction.
#[derive(Default)]
pub(crate) struct Builder {
    pub(crate) parts: Parts,
    pub(crate) properties: Properties,
    /// Shapes on each layout and on the masters which are no placeholders.
    pub(crate) layout_shapes: BTreeMap<usize, String>,
    pub(crate) master_shapes: String,
    pub(crate) notes_master_shapes: String,
    pub(crate) handout_master_shapes: Option<String>,
    /// What stands in `presentation.xml` between the slide size and the default text style.
    pub(crate) presentation_extra: String,
    /// The relationship ids of the listed slides, in order.
    slides: Vec<String>,
    /// Section names with the index of their first slide.
    pub(crate) sections: Vec<(String, usize)>,
    has_notes: bool,
    has_comments: bool,
}

/// One slide under construction.
pub(crate) struct Slide {
    pub(crate) part: String,
    pub(crate) shapes: String,
    pub(crate) hidden: bool,
    /// `p:cSld`'s `name`.
    pub(crate) name: String,
    /// What follows the shape tree within `p:cSld`.
    pub(crate) after_tree: String,
    /// What follows `p:clrMapOvr`: transition, timing, extensions.
    pub(crate) tail: String,
    next_id: u32,
}

impl Slide {
    /// The id of the next shape; PowerPoint names it `<kind> <id - 1>`.
    pub(crate) fn next_id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id
    }

    pub(crate) fn push(&mut self, shape: &str) {
        self.shapes += shape;
    }
}

impl Builder {
    /// Begins a slide. Its part has this number; its place in the show comes with [`Self::list`].
    pub(crate) fn slide(&mut self, number: usize, layout: Layout) -> Slide {
        let part = format!("ppt/slides/slide{number}.xml");
        // PowerPoint too writes the layout as the first relationship.
        self.parts.relate(&part, "slideLayout", &layout.part());
        Slide {
            part,
            shapes: String::new(),
            hidden: false,
            name: String::new(),
            after_tree: String::new(),
            tail: String::new(),
            next_id: 1,
        }
    }

    /// Writes the slide's part, and nothing that refers to it.
    pub(crate) fn write(&mut self, slide: &Slide) {
        let show = if slide.hidden { " show=\"0\"" } else { "" };
        let name = match slide.name.as_str() {
            "" => String::new(),
            name => format!(" name=\"{}\"", escape(name)),
        };
        let xml = format!(
            "<p:sld {}{show}><p:cSld{name}>{}{}</p:cSld><p:clrMapOvr><a:masterClrMapping/>\
             </p:clrMapOvr>{}</p:sld>",
            usual_namespaces(),
            shape_tree(&slide.shapes),
            slide.after_tree,
            slide.tail
        );
        self.parts
            .add(&slide.part, presentation_type!("slide"), &xml);
    }

    /// Writes the slide's part and puts it next in the show.
    pub(crate) fn list(&mut self, slide: &Slide) {
        self.write(slide);
        let id = self.parts.relate(PRESENTATION, "slide", &slide.part);
        self.slides.push(id);
    }

    /// The same with an absolute relationship target, which is as good as a relative one.
    pub(crate) fn list_absolute(&mut self, slide: &Slide) {
        self.write(slide);
        let target = format!("/{}", slide.part);
        let id = self.parts.relate_to(PRESENTATION, "slide", &target);
        self.slides.push(id);
    }

    /// How many slides the show has so far.
    pub(crate) fn len(&self) -> usize {
        self.slides.len()
    }

    /// Gives a slide a notes page: paragraphs, and more shapes.
    pub(crate) fn notes(&mut self, slide: &Slide, text: &str, more_shapes: &str) {
        self.has_notes = true;
        let notes = slide.part.replace("slides/slide", "notesSlides/notesSlide");
        self.parts.relate(&slide.part, "notesSlide", &notes);
        self.parts.relate(&notes, "notesMaster", NOTES_MASTER);
        self.parts.relate(&notes, "slide", &slide.part);
        let body = placeholder(
            &Label::new(3, "Notes Placeholder 2"),
            "type=\"body\" idx=\"1\"",
            text,
        );
        let xml = format!(
            "<p:notes {}><p:cSld>{}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>",
            usual_namespaces(),
            shape_tree(&(slide_image() + &body + more_shapes))
        );
        self.parts
            .add(&notes, presentation_type!("notesSlide"), &xml);
    }

    /// Gives a slide a comment of the classic kind.
    pub(crate) fn comment(&mut self, slide: &Slide, text: &str) {
        self.has_comments = true;
        let comments = slide.part.replace("slides/slide", "comments/comment");
        self.parts.relate(&slide.part, "comments", &comments);
        let xml = format!(
            "<p:cmLst {}><p:cm authorId=\"0\" dt=\"2024-01-01T09:00:00.000\" idx=\"1\">\
             <p:pos x=\"10\" y=\"10\"/><p:text>{}</p:text></p:cm></p:cmLst>",
            usual_namespaces(),
            escape(text)
        );
        self.parts
            .add(&comments, presentation_type!("comments"), &xml);
    }

    /// The finished file.
    pub(crate) fn pack(mut self) -> Vec<u8> {
        self.parts.relate("", "officeDocument", PRESENTATION);
        self.properties.write(&mut self.parts);
        let masters = self.write_masters();
        let xml = self.presentation_xml(&masters);
        self.parts
            .add(PRESENTATION, presentation_type!("presentation.main"), &xml);
        if self.has_comments {
            let xml = format!(
                "<p:cmAuthorLst {}><p:cmAuthor id=\"0\" name=\"Kit Author\" initials=\"KA\" \
                 lastIdx=\"1\" clrIdx=\"0\"/></p:cmAuthorLst>",
                usual_namespaces()
            );
            let authors = "ppt/commentAuthors.xml";
            self.parts
                .add(authors, presentation_type!("commentAuthors"), &xml);
            self.parts.relate(PRESENTATION, "commentAuthors", authors);
        }
        let xml = format!("<p:presentationPr {}/>", usual_namespaces());
        self.parts
            .add("ppt/presProps.xml", presentation_type!("presProps"), &xml);
        self.parts
            .relate(PRESENTATION, "presProps", "ppt/presProps.xml");
        self.parts.pack()
    }

    /// Writes master, layouts, themes, and what other masters are needed; returns the elements
    /// of `presentation.xml` that list them.
    fn write_masters(&mut self) -> String {
        let mut layouts = Vec::new();
        for layout in Layout::ALL {
            let part = layout.part();
            let extra = self
                .layout_shapes
                .remove(&(layout as usize))
                .unwrap_or_default();
            self.parts.relate(&part, "slideMaster", MASTER);
            self.parts.add(
                &part,
                presentation_type!("slideLayout"),
                &layout.xml(&extra),
            );
            layouts.push(self.parts.relate(MASTER, "slideLayout", &part));
        }
        let xml = master_xml(&layouts, &self.master_shapes);
        self.parts
            .add(MASTER, presentation_type!("slideMaster"), &xml);
        self.add_theme(MASTER, 1);
        let id = self.parts.relate(PRESENTATION, "slideMaster", MASTER);
        self.parts
            .relate(PRESENTATION, "theme", "ppt/theme/theme1.xml");
        let mut list = format!(
            "<p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"{id}\"/></p:sldMasterIdLst>"
        );
        if self.has_notes {
            let xml = other_master_xml("p:notesMaster", &self.notes_master_shapes);
            self.parts
                .add(NOTES_MASTER, presentation_type!("notesMaster"), &xml);
            self.add_theme(NOTES_MASTER, 2);
            let id = self.parts.relate(PRESENTATION, "notesMaster", NOTES_MASTER);
            list += &format!(
                "<p:notesMasterIdLst><p:notesMasterId r:id=\"{id}\"/></p:notesMasterIdLst>"
            );
        }
        if let Some(extra) = &self.handout_master_shapes {
            let xml = other_master_xml("p:handoutMaster", extra);
            self.parts
                .add(HANDOUT_MASTER, presentation_type!("handoutMaster"), &xml);
            self.add_theme(HANDOUT_MASTER, 3);
            let id = self
                .parts
                .relate(PRESENTATION, "handoutMaster", HANDOUT_MASTER);
            list += &format!(
                "<p:handoutMasterIdLst><p:handoutMasterId r:id=\"{id}\"/></p:handoutMasterIdLst>"
            );
        }
        list
    }

    fn add_theme(&mut self, master: &str, number: usize) {
        let part = format!("ppt/theme/theme{number}.xml");
        let kind = "application/vnd.openxmlformats-officedocument.theme+xml";
        self.parts.add(&part, kind, &theme_xml());
        self.parts.relate(master, "theme", &part);
    }

    fn presentation_xml(&self, masters: &str) -> String {
        let slides: String = (FIRST_SLIDE_ID..)
            .zip(&self.slides)
            .map(|(number, id)| format!("<p:sldId id=\"{number}\" r:id=\"{id}\"/>"))
            .collect();
        format!(
            "<p:presentation {} saveSubsetFonts=\"1\">{masters}<p:sldIdLst>{slides}</p:sldIdLst>\
             <p:sldSz cx=\"{SLIDE_WIDTH}\" cy=\"{SLIDE_HEIGHT}\"/>\
             <p:notesSz cx=\"6858000\" cy=\"9144000\"/>{}<p:defaultTextStyle/>{}</p:presentation>",
            usual_namespaces(),
            self.presentation_extra,
            self.section_list()
        )
    }

    /// \[MS-PPTX\] 2.3.15: sections name the slides they hold by id.
    fn section_list(&self) -> String {
        if self.sections.is_empty() {
            return String::new();
        }
        let mut sections = self.sections.clone();
        if sections[0].1 > 0 {
            sections.insert(0, ("Default Section".to_owned(), 0));
        }
        let mut list = String::new();
        for (index, (name, first)) in sections.iter().enumerate() {
            let end = sections
                .get(index + 1)
                .map_or(self.slides.len(), |(_, next)| *next);
            list += &format!(
                "<p14:section name=\"{}\" id=\"{{0A1B2C3D-0000-4000-8000-{index:012X}}}\"><p14:sldIdLst>",
                escape(name)
            );
            for slide in *first..end {
                list += &format!("<p14:sldId id=\"{}\"/>", FIRST_SLIDE_ID as usize + slide);
            }
            list += "</p14:sldIdLst></p14:section>";
        }
        format!(
            "<p:extLst><p:ext uri=\"{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}\"><p14:sectionLst \
             xmlns:p14=\"http://schemas.microsoft.com/office/powerpoint/2010/main\">{list}\
             </p14:sectionLst></p:ext></p:extLst>"
        )
    }
}

/// The picture of the slide at the top of its notes page.
fn slide_image() -> String {
    "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide Image Placeholder 1\"/><p:cNvSpPr>\
     <a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr>\
     <p:ph type=\"sldImg\"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>"
        .to_owned()
}
