"""The master and the layouts: where a title stands, and what a slide of each kind has room for."""
import re

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.util import Inches

from look import BOTTOM, CONTENT, FONT, GAP, HIGH, LEFT, TOP, VALUES, WIDE

NS = ('xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
      'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
      'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"')
TRANSFORM = '<a:xfrm><a:off x="{}" y="{}"/><a:ext cx="{}" cy="{}"/></a:xfrm>'
HALF = (CONTENT - GAP) / 2


def ink(scheme):
    return f'<a:solidFill><a:schemeClr val="{scheme}"/></a:solidFill>'


def place(x, y, w, h):
    return TRANSFORM.format(*(int(Inches(side)) for side in (x, y, w, h)))


def holder(number, name, kind, index, at, prompt, size, color, bold=False, anchor="t", fill=None, pad=0.0, bullets=False,
           align="l", space=6, field=None):
    """A placeholder of a layout or the master."""
    bullet = ('marL="228600" indent="-228600"', f'<a:buClr><a:schemeClr val="accent2"/></a:buClr><a:buChar char="•"/>') \
        if bullets else ('marL="0" indent="0"', "<a:buNone/>")
    where = f' idx="{index}"' if index is not None else ""
    shaped = f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{ink(fill)}' if fill else ""
    text = f'<a:fld id="{{6A1D1C52-5E1B-4E0B-9C55-0F6B8E0C1A01}}" type="slidenum"><a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>' \
        if field else f'<a:r><a:rPr lang="en-GB"/><a:t>{prompt}</a:t></a:r>'
    edge, small = int(Inches(pad)), int(Inches(pad * 0.55))
    return f"""<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>
      <p:nvPr><p:ph type="{kind}"{where}/></p:nvPr></p:nvSpPr><p:spPr>{place(*at)}{shaped}</p:spPr>
      <p:txBody><a:bodyPr lIns="{edge}" rIns="{edge}" tIns="{small}" bIns="{small}" anchor="{anchor}"><a:normAutofit/></a:bodyPr>
      <a:lstStyle><a:lvl1pPr algn="{align}" {bullet[0]}><a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>
      <a:spcAft><a:spcPts val="{space * 100}"/></a:spcAft>{bullet[1]}<a:defRPr sz="{size * 100}" b="{int(bold)}">{ink(color)}</a:defRPr></a:lvl1pPr>
      </a:lstStyle><a:p>{text}</a:p></p:txBody></p:sp>"""


def bar(number, name, x, y, w, h, color):
    return f"""<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}" descr=""/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>
      <p:spPr>{place(x, y, w, h)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{ink(color)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"""


def mark(number, x, y, body, quills):
    """The fish: a body, a tail, three quills. Drawn, so that it is sharp at any size."""
    def path(points, fill):
        return f'<a:path w="600" h="340"{"" if fill else " fill=" + chr(34) + "none" + chr(34)}>{points}</a:path>'

    def to(kind, *pairs):
        return f"<a:{kind}>" + "".join(f'<a:pt x="{px}" y="{py}"/>' for px, py in pairs) + f"</a:{kind}>"

    fish = to("moveTo", (0, 220)) + to("cubicBezTo", (90, 90), (330, 90), (440, 205)) + to("lnTo", (580, 110)) + to("lnTo", (545, 222)) \
        + to("lnTo", (580, 335)) + to("lnTo", (440, 238)) + to("cubicBezTo", (330, 345), (90, 345), (0, 220)) + "<a:close/>"
    lines = "".join(to("moveTo", start) + to("lnTo", end) for start, end in
                    (((150, 118), (185, 20)), ((225, 105), (275, 0)), ((300, 118), (365, 30))))
    shapes = ((number, "Quillfish", path(fish, True), ink(body), "<a:ln><a:noFill/></a:ln>"),
              (number + 1, "Quills", path(lines, False), "<a:noFill/>", f'<a:ln w="28575" cap="rnd">{ink(quills)}</a:ln>'))
    return "".join(f"""<p:sp><p:nvSpPr><p:cNvPr id="{n}" name="{name}" descr=""/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>
      {place(x, y, 0.6, 0.34)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{drawn}</a:pathLst>
      </a:custGeom>{fill}{line}</p:spPr></p:sp>""" for n, name, drawn, fill, line in shapes)


def furniture(dark=False):
    """What is on every slide: the mark, a rule over the title, the footer and the number."""
    soft = "accent4" if dark else "accent3"
    return (bar(2, "Rule", LEFT, 0.5, 0.7, 0.07, "accent2") + mark(3, LEFT + CONTENT - 0.6, 0.46, "bg1" if dark else "accent1", "accent2")
            + holder(5, "Title", "title", None, (LEFT, 0.62, 10.9, 0.75), "One sentence that can stand alone", 28,
                     "bg1" if dark else "tx1", bold=True, anchor="ctr")
            + holder(6, "Footer", "ftr", 11, (LEFT, 6.98, 9.5, 0.3), "", 11, soft, anchor="ctr")
            + holder(7, "Slide number", "sldNum", 12, (LEFT + CONTENT - 1, 6.98, 1, 0.3), "", 11, soft, anchor="ctr", align="r", field=True))


def lead(color="accent3"):
    return holder(8, "Lead", "body", 13, (LEFT, 1.37, CONTENT, 0.68), "What the slide shows, in one or two lines", 18, color, space=0)


def source():
    return holder(9, "Source", "body", 14, (LEFT, 6.53, CONTENT, 0.32), "Source: who measured it, and when", 12, "accent3", anchor="ctr", space=0)


def head_and_list(index, number, x, w, color):
    return (holder(number, f"Head {index}", "body", 20 + index * 2, (x, TOP, w, 0.62), "Head", 20, "bg1", bold=True, anchor="ctr", fill=color,
                   pad=0.22, space=0)
            + holder(number + 1, f"List {index}", "body", 21 + index * 2, (x, TOP + 0.62, w, 3.0), "Up to four lines", 18, "tx1", anchor="ctr",
                     fill="bg2", pad=0.25, bullets=True, space=12))


def statement():
    cards = ""
    for index in range(6):
        x = LEFT + index % 2 * (HALF + GAP)
        y, high = ((1.5, 1.65), (3.3, 1.45), (4.9, 1.9))[index // 2]
        cards += holder(20 + index, f"Point {index + 1}", "body", 20 + index, (x, y, HALF, high), "A point of the statement", 16, "bg1",
                        fill="accent6", pad=0.22, space=3)
        cards += bar(30 + index, f"Mark {index + 1}", x, y, 0.07, high, "accent2")
    return cards


# name, dark, what it adds to the furniture
LAYOUTS = [
    ("Statement", True, statement()),
    ("Cover", True, holder(8, "Lead", "body", 13, (LEFT, 3.6, 9.5, 1.1), "For whom, and for whom not", 22, "accent4", space=0)
     + holder(9, "Notice", "body", 14, (LEFT, 5.3, 9.5, 0.75), "How it may be used", 18, "bg1", bold=True, anchor="ctr", fill="tx2", pad=0.25, space=0)),
    ("Title and drawing", False, lead() + source()),
    ("Two lists", False, lead() + head_and_list(0, 20, LEFT, HALF, "accent1") + head_and_list(1, 24, LEFT + HALF + GAP, HALF, "tx1")
     + holder(30, "Remember", "body", 30, (LEFT, 6.05, CONTENT, 0.62), "The one thing to remember", 16, "tx1", anchor="ctr", fill="accent5", pad=0.22, space=0)),
    ("Table", False, lead() + source() + holder(20, "Table", "tbl", 20, (LEFT, TOP, CONTENT, 4.1), "Table", 16, "tx1")),
    ("Chart", False, lead() + source() + holder(20, "Chart", "chart", 20, (LEFT, TOP, 7.9, BOTTOM - TOP), "Chart", 16, "tx1")
     + holder(21, "Reading it", "body", 21, (LEFT + 8.2, TOP, CONTENT - 8.2, BOTTOM - TOP), "How to read it", 17, "tx1", anchor="ctr", fill="accent4",
              pad=0.25, space=10)),
    ("Picture", False, lead() + source() + holder(20, "Picture", "pic", 20, (LEFT, TOP, 7.6, BOTTOM - TOP), "Picture", 16, "tx1")
     + holder(21, "Beside it", "body", 21, (LEFT + 7.95, TOP, CONTENT - 7.95, BOTTOM - TOP), "What the picture shows", 18, "tx1", anchor="ctr", space=14)),
]


def tree(shapes):
    return f"""<p:spTree {NS}><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>
      <a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{shapes}</p:spTree>"""


def redraw(sheet, shapes, background):
    """Puts new shapes on a master or a layout."""
    inside = sheet._element.cSld
    old = inside.find("{*}bg")
    if old is not None:
        inside.remove(old)
    inside.replace(inside.spTree, parse_xml(tree(shapes)))
    inside.insert(0, parse_xml(f"<p:bg {NS}><p:bgPr>{ink(background)}<a:effectLst/></p:bgPr></p:bg>"))


def paint(master):
    """Quillfish's colours and letters in the theme."""
    part = master.part.part_related_by(RT.THEME)
    theme = part.blob.decode("utf-8")
    for name, value in VALUES.items():
        theme = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{value}"/>\g<2>', theme, flags=re.S)
    theme = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=)"[^"]*"', rf'\g<1>"{FONT}"', theme)
    theme = re.sub(r'(<a:(?:theme|clrScheme|fontScheme)\b[^>]*? name=)"[^"]*"', r'\g<1>"Quillfish"', theme)
    part._blob = theme.encode("utf-8")


def blank():
    """An empty deck with Quillfish's master and layouts."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    paint(deck.slide_master)
    body = holder(8, "Text", "body", 1, (LEFT, TOP, CONTENT, BOTTOM - TOP), "Text", 18, "tx1", bullets=True)
    redraw(deck.slide_master, furniture() + body, "bg1")
    layouts = list(deck.slide_layouts)
    for spare in layouts[len(LAYOUTS):]:
        deck.slide_layouts.remove(spare)
    for layout, (name, dark, shapes) in zip(layouts, LAYOUTS):
        parts = furniture(dark)
        if name == "Cover":
            parts = parts.replace(place(LEFT, 0.62, 10.9, 0.75), place(LEFT, 1.7, 10.5, 1.8)).replace('sz="2800"', 'sz="4400"', 1) \
                .replace('anchor="ctr"', 'anchor="b"', 1)
        redraw(layout, parts + shapes, "tx1" if dark else "bg1")
        layout._element.cSld.set("name", name)
        layout._element.set("showMasterSp", "0")
        for attribute in ("type", "preserve"):
            layout._element.attrib.pop(attribute, None)
        layout._element.set("preserve", "1")
        layout._element.set("userDrawn", "1")
    return deck, {name: layout for layout, (name, _, _) in zip(layouts, LAYOUTS)}
