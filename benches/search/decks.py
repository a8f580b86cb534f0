"""Decks for a generated playbook: 1,000 files of 20 slides, with the words of its pages. Always the same bytes."""
import os
import random
import re
import shutil
import zipfile
from xml.sax.saxutils import escape

DECKS, SLIDES = 1000, 20
DATE = (2024, 1, 1, 0, 0, 0)
SPACES = ('xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
          'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
          'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"')
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TYPE = "application/vnd.openxmlformats-officedocument.presentationml."
GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'


def shape(number, kind, paragraphs):
    text = "".join("<a:p><a:r><a:t>%s</a:t></a:r></a:p>" % escape(one) for one in paragraphs)
    return ('<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%s"/><p:cNvSpPr/><p:nvPr><p:ph type="%s"/></p:nvPr></p:nvSpPr><p:spPr/>'
            "<p:txBody><a:bodyPr/>%s</p:txBody></p:sp>" % (number, kind, kind, text))


def tree(tag, shapes, more=""):
    return "%s<p:%s %s><p:cSld><p:spTree>%s%s</p:spTree></p:cSld>%s</p:%s>" % (HEAD, tag, SPACES, GROUP, shapes, more, tag)


def relations(*those):
    rows = "".join('<Relationship Id="rId%d" Type="%s%s" Target="%s"/>' % (at, RELS, kind, target)
                   for at, (kind, target) in enumerate(those, 1))
    return HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>' % rows


COLORS = ('<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
          'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>')
MASTER = tree("sldMaster", "", COLORS + '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>')
LAYOUT = tree("sldLayout", "")
NOTES_MASTER = tree("notesMaster", "", COLORS)


def write_deck(path, slides):
    """`slides`: (title, lines, notes)."""
    parts, types = {}, {}

    def part(name, kind, text):
        parts[name], types[name] = text, kind

    part("ppt/slideMasters/slideMaster1.xml", "slideMaster+xml", MASTER)
    parts["ppt/slideMasters/_rels/slideMaster1.xml.rels"] = relations(("slideLayout", "../slideLayouts/slideLayout1.xml"))
    part("ppt/slideLayouts/slideLayout1.xml", "slideLayout+xml", LAYOUT)
    parts["ppt/slideLayouts/_rels/slideLayout1.xml.rels"] = relations(("slideMaster", "../slideMasters/slideMaster1.xml"))
    part("ppt/notesMasters/notesMaster1.xml", "notesMaster+xml", NOTES_MASTER)
    for at, (title, lines, notes) in enumerate(slides, 1):
        name = "slides/slide%d.xml" % at
        part("ppt/" + name, "slide+xml", tree("sld", shape(2, "title", [title]) + shape(3, "body", lines)))
        parts["ppt/slides/_rels/slide%d.xml.rels" % at] = relations(
            ("slideLayout", "../slideLayouts/slideLayout1.xml"), ("notesSlide", "../notesSlides/notesSlide%d.xml" % at))
        part("ppt/notesSlides/notesSlide%d.xml" % at, "notesSlide+xml", tree("notes", shape(2, "body", [notes])))
        parts["ppt/notesSlides/_rels/notesSlide%d.xml.rels" % at] = relations(
            ("notesMaster", "../notesMasters/notesMaster1.xml"), ("slide", "../" + name))
    ids = "".join('<p:sldId id="%d" r:id="rId%d"/>' % (255 + at, 2 + at) for at in range(1, len(slides) + 1))
    part("ppt/presentation.xml", "presentation.main+xml", HEAD + (
        '<p:presentation %s><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst><p:sldIdLst>%s</p:sldIdLst>'
        '<p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>') % (SPACES, ids))
    parts["ppt/_rels/presentation.xml.rels"] = relations(
        ("slideMaster", "slideMasters/slideMaster1.xml"), ("notesMaster", "notesMasters/notesMaster1.xml"),
        *(("slide", "slides/slide%d.xml" % at) for at in range(1, len(slides) + 1)))
    parts["_rels/.rels"] = relations(("officeDocument", "ppt/presentation.xml"))
    overrides = "".join('<Override PartName="/%s" ContentType="%s%s"/>' % (name, TYPE, kind) for name, kind in types.items())
    parts["[Content_Types].xml"] = HEAD + (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/>%s</Types>' % overrides)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name in ["[Content_Types].xml", *(name for name in parts if name != "[Content_Types].xml")]:
            package.writestr(zipfile.ZipInfo(name, DATE), parts[name], zipfile.ZIP_DEFLATED)


def plain(text):
    return re.sub(r"\[([^]]*)\]\([^)]*\)|[*`]|\[\^1\]", r"\1", text)


def pages(folder):
    """(title, headings, items of lists, paragraphs) of every page."""
    out = []
    for at, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name.startswith("_") or not name.endswith(".md"):
                continue
            with open(os.path.join(at, name), encoding="utf-8") as f:
                _, head, body = f.read().split("---\n", 2)
            lines = [plain(line) for line in body.split("\n")]
            title = re.search(r'title: "(.*)"', head).group(1)
            out.append((title, [line.lstrip("# ") for line in lines if line.startswith("#")],
                        [line[2:] for line in lines if line.startswith("- ")],
                        [line for line in lines if line[:1].isupper() and len(line) > 80]))
    return out


def with_decks(playbook, out, decks=DECKS, slides=SLIDES):
    """Copies a generated playbook and puts decks beside its pages."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(playbook, out)
    folder = os.path.join(out, "content", "decks")
    os.makedirs(folder, exist_ok=True)
    texts, rng = pages(os.path.join(playbook, "content", "playbook")), random.Random(20000)
    some = lambda those, count: [those[int(rng.random() * len(those))] for _ in range(count)]
    for at in range(decks):
        made = []
        about = some(texts, 1)[0][0]
        for _ in range(slides):
            title, headings, items, paragraphs = some(texts, 1)[0]
            made.append(("%s: %s" % (some(headings, 1)[0], title.lower()), some(items, 5), some(paragraphs, 1)[0]))
        name = "deck-%04d" % at
        with open(os.path.join(folder, name + ".md"), "w", encoding="utf-8") as f:
            f.write("---\ntitle: %s, deck %d\nfile: %s.pptx\ncontexts: [internal]\nkind: training\nstatus: approved\naudience: internal\n---\n\n%s\n"
                    % (about, at + 1, name, some(texts, 1)[0][3][0]))
        write_deck(os.path.join(folder, name + ".pptx"), made)
