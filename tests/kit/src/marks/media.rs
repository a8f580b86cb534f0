//! Words in and about pictures, and in what leads out of the file.

use super::Ledger;
use super::words::begin;
use crate::builder::{Builder, Slide};
use crate::shapes::{Frame, Label, linked_run, paragraph, picture, run, text_box};
use crate::xml::PIXEL;

const FRAME: Frame = Frame::new(838_200, 1_825_625, 1_000_000, 1_000_000);

pub(super) fn pictures(deck: &mut Builder, ledger: &mut Ledger) {
    let mut slide = begin(deck, ledger, "Pictures");
    let about = ledger.set("qmarkpicturealt", "alt-text", "the alt text of a picture");
    let title = ledger.set("qmarkpicturetitle", "alt-text", "the title of a picture");
    let file = ledger.set("qmarkmedianame", "picture", "the name of a media file");
    let media = format!("ppt/media/{file}.png");
    deck.parts.add_bytes(&media, PIXEL.to_vec());
    let image = deck.parts.relate(&slide.part, "image", &media);
    let extra = format!("descr=\"{about}\" title=\"{title}\"");
    add_picture(&mut slide, &extra, &format!("r:embed=\"{image}\""), "", "");

    let text = ledger.set("qmarksvgtext", "picture", "text in an SVG picture");
    let span = ledger.set("qmarksvgspan", "picture", "a tspan in an SVG picture");
    let title = ledger.set("qmarksvgtitle", "picture", "the title of an SVG picture");
    let about = ledger.set(
        "qmarksvgdesc",
        "picture",
        "the description of an SVG picture",
    );
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"96\" height=\"96\"><title>{title}</title>\
         <desc>{about}</desc><text x=\"1\" y=\"20\">{text} <tspan>{span}</tspan></text></svg>"
    );
    deck.parts
        .add_bytes("ppt/media/image9.svg", svg.into_bytes());
    let vector = deck
        .parts
        .relate(&slide.part, "image", "ppt/media/image9.svg");
    let inside = format!(
        "<a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\"><asvg:svgBlip \
         xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"{vector}\"/>\
         </a:ext></a:extLst>"
    );
    add_picture(&mut slide, "", &format!("r:embed=\"{image}\""), &inside, "");

    let linked = ledger.set("qmarklinkedimage", "link", "the target of a linked picture");
    let url = format!("https://{linked}.example.com/logo.png");
    let id = deck.parts.relate_external(&slide.part, "image", &url);
    add_picture(&mut slide, "", &format!("r:link=\"{id}\""), "", "");

    let video = ledger.set("qmarkvideo", "link", "the target of a linked video");
    let url = format!("https://{video}.example.com/film.mp4");
    let id = deck.parts.relate_external(&slide.part, "video", &url);
    let media = format!("<a:videoFile r:link=\"{id}\"/>");
    add_picture(&mut slide, "", &format!("r:embed=\"{image}\""), "", &media);
    deck.list(&slide);
}

fn add_picture(slide: &mut Slide, extra: &str, blip: &str, inside: &str, media: &str) {
    let id = slide.next_id();
    let name = format!("Picture {}", id - 1);
    let frame = Frame {
        x: FRAME.x + i64::from(id) * 1_100_000,
        ..FRAME
    };
    slide.push(&picture(
        &Label {
            extra,
            ..Label::new(id, &name)
        },
        frame,
        blip,
        inside,
        media,
    ));
}

pub(super) fn links(deck: &mut Builder, ledger: &mut Ledger) {
    let mut slide = begin(deck, ledger, "Links");
    let mut relate = |word: &str, slide: &Slide| {
        let url = format!("https://{word}.example.com/page?a=1&b=2");
        deck.parts.relate_external(&slide.part, "hyperlink", &url)
    };
    let target = ledger.set("qmarkrunlink", "link", "the target of a link on a run");
    let tooltip = ledger.set("qmarktooltip", "link", "the tooltip of a link");
    let hover = ledger.set(
        "qmarkrunhover",
        "link",
        "the target of a run's mouse-over link",
    );
    let click = format!(
        "<a:hlinkClick r:id=\"{}\" tooltip=\"{tooltip}\"/>",
        relate(target, &slide)
    );
    let over = format!("<a:hlinkMouseOver r:id=\"{}\"/>", relate(hover, &slide));
    let text = linked_run("Read more", &(click + &over));
    let id = slide.next_id();
    slide.push(&text_box(
        &Label::new(id, "TextBox 2"),
        FRAME,
        &paragraph(&text),
    ));

    let target = ledger.set("qmarkshapelink", "link", "the target of a link on a shape");
    let hover = ledger.set(
        "qmarkshapehover",
        "link",
        "the target of a shape's hover link",
    );
    let inner = format!(
        "<a:hlinkClick r:id=\"{}\"/><a:hlinkHover r:id=\"{}\"/>",
        relate(target, &slide),
        relate(hover, &slide)
    );
    let id = slide.next_id();
    let label = Label {
        inner: &inner,
        ..Label::new(id, "TextBox 3")
    };
    let frame = Frame {
        y: FRAME.y + 1_100_000,
        ..FRAME
    };
    slide.push(&text_box(&label, frame, &paragraph(&run("Button"))));
    deck.list(&slide);
}
