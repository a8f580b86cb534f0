"""Quillfish's colours, its grid, and the strokes every slide is drawn with."""
from pptx.dml.color import MSO_THEME_COLOR as THEME
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

FONT = "Arial"

# A name, its place in the theme, its value. Shapes name the place, so a new theme repaints the deck.
INK, WHITE, RUST, PAPER = THEME.TEXT_1, THEME.BACKGROUND_1, THEME.TEXT_2, THEME.BACKGROUND_2
TEAL, CORAL, SOFT, MIST, SAND, NIGHT = (THEME.ACCENT_1, THEME.ACCENT_2, THEME.ACCENT_3, THEME.ACCENT_4,
                                        THEME.ACCENT_5, THEME.ACCENT_6)
VALUES = {
    "dk1": "10243A", "lt1": "FFFFFF", "dk2": "B23A17", "lt2": "F3F6F8", "accent1": "0B6E69", "accent2": "E4572E",
    "accent3": "4F6072", "accent4": "D9ECEA", "accent5": "F6ECDD", "accent6": "1B3550", "hlink": "0B6E69", "folHlink": "4F6072",
}

# The grid, in inches: 16 by 9, one margin, one gap.
WIDE, HIGH = 13.333, 7.5
LEFT, CONTENT, GAP = 0.75, 11.83, 0.3
TOP, BOTTOM = 2.2, 6.4
ROUND = MSO_SHAPE.ROUNDED_RECTANGLE
CENTER, MIDDLE = PP_ALIGN.CENTER, MSO_ANCHOR.MIDDLE


def describe(shape, text):
    """Alternative text, for those who hear the deck."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)


def words(frame, lines, size=None, color=None, bold=False, align=None, space=0, anchor=None, pad=None):
    """Fills a text frame; a line is text, or (text, bold), or (text, bold, size, colour)."""
    frame.word_wrap = True
    if anchor is not None:
        frame.vertical_anchor = anchor
    if pad is not None:
        frame.margin_left = frame.margin_right = Inches(pad)
        frame.margin_top = frame.margin_bottom = Inches(min(pad, 0.06))
    lines = [lines] if isinstance(lines, (str, tuple)) else lines
    last = len(lines) - 1
    for index, line in enumerate(lines):
        text, strong, points, ink, *_ = (line if isinstance(line, tuple) else (line,)) + (None,) * 3
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        if align is not None:
            paragraph.alignment = align
        if strong and index < last:
            paragraph.space_after = Pt(3)  # a head keeps close to what it heads
        elif space:
            paragraph.space_after = Pt(space)
        run = paragraph.add_run()
        run.text = text
        if strong or bold:
            run.font.bold = True
        if points or size:
            run.font.size = Pt(points or size)
        if ink is not None or color is not None:
            run.font.color.theme_color = color if ink is None else ink


def box(shapes, name, x, y, w, h, lines=None, fill=None, line=None, shape=MSO_SHAPE.RECTANGLE, size=16, color=INK, pad=0.14,
        anchor=MIDDLE, **text):
    """A shape, its name in the selection pane, and its text. Measures are inches."""
    drawn = shapes.add_shape(shape, Inches(x), Inches(y), Inches(w), Inches(h))
    drawn.name = name
    style = drawn._element.find(qn("p:style"))  # the theme's style would put a shadow under every text
    drawn._element.remove(style)
    if shape == ROUND:
        drawn.adjustments[0] = min(0.5, 0.09 / min(w, h))
    if fill is None:
        drawn.fill.background()
    else:
        drawn.fill.solid()
        drawn.fill.fore_color.theme_color = fill
    if line is None:
        drawn.line.fill.background()
    else:
        drawn.line.color.theme_color, drawn.line.width = line, Pt(1.5)
    if lines:
        text.setdefault("align", PP_ALIGN.LEFT)
        words(drawn.text_frame, lines, size=size, color=color, anchor=anchor, pad=pad, **text)
    return drawn


def group(slide, name, alt):
    """A group to draw into, named and described as one thing."""
    drawn = slide.shapes.add_group_shape()
    drawn.name = name
    describe(drawn, alt)
    return drawn.shapes


def arrow(shapes, name, x1, y1, x2, y2, color=CORAL, heads="end"):
    line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(x1), Inches(y1), Inches(x2), Inches(y2))
    line.name, line.line.width = name, Pt(2.25)
    line.line.color.theme_color = color
    drawn = line.line._get_or_add_ln()
    for end in ("head", "tail"):
        if heads == "both" or (heads == "end" and end == "tail"):
            drawn.append(drawn.makeelement(qn(f"a:{end}End"), {"type": "triangle"}))
    return line
