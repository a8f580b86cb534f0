#!/usr/bin/env python3
"""Draws the decks of Quillfish, the made-up ISV whose playbook this repository is.

Run by hand from the repository's root when their text changes; the .pptx files are committed:

    python3 xtask/decks/make_decks.py [OUT_DIR]

Needs python-pptx. What a deck says stands in deck_texts.py beside this file; this one knows only
how it looks.
"""
import datetime
import pathlib
import sys

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

import deck_texts as texts

INK, SOFT, PAPER, WHITE = "10243A", "5B6B7C", "F4F7F9", "FFFFFF"
TEAL, MIST, CORAL, SAND = "0B7A75", "D6EAE8", "E4572E", "F3E9DC"
FONT = "Arial"
WIDE, HIGH = Inches(13.333), Inches(7.5)
LEFT, CONTENT = Inches(0.7), Inches(11.93)


def rgb(hexa):
    return RGBColor.from_string(hexa)


def words(frame, lines, size, color=INK, bold=False, align=PP_ALIGN.LEFT, space=4, anchor=MSO_ANCHOR.TOP):
    """Fills a text frame; a line may be text or (text, bold)."""
    frame.word_wrap = True
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = Inches(0.12)
    frame.margin_top = frame.margin_bottom = Inches(0.06)
    for index, line in enumerate([lines] if isinstance(lines, (str, tuple)) else lines):
        text, strong = line if isinstance(line, tuple) else (line, bold)
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = align, Pt(space)
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold, run.font.name = Pt(size), strong, FONT
        run.font.color.rgb = rgb(color)


def box(slide, name, x, y, w, h, fill=None, line=None, shape=MSO_SHAPE.RECTANGLE, **text):
    """A shape, its name in the selection pane, and its text."""
    drawn = slide.shapes.add_shape(shape, Emu(int(x)), Emu(int(y)), Emu(int(w)), Emu(int(h)))
    drawn.name = name
    # The theme's style would put a shadow under every text.
    style = drawn._element.find(qn("p:style"))
    drawn._element.remove(style)
    if shape == MSO_SHAPE.ROUNDED_RECTANGLE:
        drawn.adjustments[0] = 0.06
    if fill:
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = rgb(fill)
    else:
        drawn.fill.background()
    if line:
        drawn.line.color.rgb, drawn.line.width = rgb(line), Pt(1.25)
    else:
        drawn.line.fill.background()
    if text:
        words(drawn.text_frame, text.pop("lines"), **text)
    return drawn


def describe(shape, text):
    """Alternative text, for those who hear the deck."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)


class Deck:
    def __init__(self, title, subject, footer):
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = WIDE, HIGH
        core = self.deck.core_properties
        core.title, core.subject, core.author = title, subject, "Quillfish alliances"
        core.created = core.modified = datetime.datetime(2026, 11, 2, 9, 0, 0)
        core.last_modified_by, core.revision = "Quillfish alliances", 1
        self.footer = footer
        self.layout = self.deck.slide_layouts[5]
        for sheet in (self.deck.slide_master, self.layout):
            for place in list(sheet.placeholders):
                if place.placeholder_format.type == 1:
                    place.left, place.top = LEFT - Inches(0.12), Inches(0.42)
                    place.width, place.height = CONTENT, Inches(0.95)
                elif place.placeholder_format.type in (13, 15, 16):
                    place._element.getparent().remove(place._element)
                else:
                    place.left, place.top = LEFT, Inches(1.6)
                    place.width, place.height = CONTENT, Inches(5)

    def slide(self, title, notes, dark=False):
        slide = self.deck.slides.add_slide(self.layout)
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = rgb(INK if dark else WHITE)
        heading = slide.shapes.title
        heading.text_frame.word_wrap = True
        heading.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        paragraph = heading.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = title
        run.font.size, run.font.bold, run.font.name = Pt(28), True, FONT
        run.font.color.rgb = rgb(WHITE if dark else INK)
        rule = box(slide, "Accent", LEFT, Inches(1.4), Inches(0.9), Inches(0.06), fill=CORAL)
        describe(rule, "")
        foot = slide.shapes.add_textbox(LEFT - Inches(0.12), Inches(6.98), Inches(10), Inches(0.35))
        foot.name = "Footer"
        words(foot.text_frame, self.footer, 10, color="B8C4CF" if dark else SOFT)
        number = slide.shapes.add_textbox(Inches(11.6), Inches(6.98), Inches(1.03), Inches(0.35))
        number.name = "Slide number"
        words(number.text_frame, str(len(self.deck.slides)), 10, color="B8C4CF" if dark else SOFT, align=PP_ALIGN.RIGHT)
        slide.notes_slide.notes_text_frame.text = notes
        return slide

    def credentials(self, title, lead, points, notes):
        slide = self.slide(title, notes, dark=True)
        box(slide, "What we are", LEFT - Inches(0.12), Inches(1.6), CONTENT, Inches(0.9), lines=lead, size=19, color=MIST)
        gap = Inches(0.25)
        wide, high = (CONTENT - gap * 2) / 3, Inches(2.0)
        for index, (label, text) in enumerate(points):
            x = LEFT + (index % 3) * (wide + gap)
            y = Inches(2.6) + (index // 3) * (high + gap)
            box(slide, label, x, y, wide, high, fill="1B3550", lines=[(label, True), text], size=17,
                color=WHITE, space=8, shape=MSO_SHAPE.ROUNDED_RECTANGLE)
            box(slide, f"{label} mark", x, y + Inches(0.12), Inches(0.07), high - Inches(0.24), fill=CORAL)

    def cards(self, title, lead, cards, notes, source=None):
        slide = self.slide(title, notes)
        box(slide, "Lead", LEFT - Inches(0.12), Inches(1.6), CONTENT, Inches(0.8), lines=lead, size=18, color=SOFT)
        gap = Inches(0.3)
        wide = (CONTENT - gap * (len(cards) - 1)) / len(cards)
        for index, (head, body) in enumerate(cards):
            x = LEFT + index * (wide + gap)
            box(slide, f"Card {index + 1}", x, Inches(2.6), wide, Inches(3.7), fill=PAPER, shape=MSO_SHAPE.ROUNDED_RECTANGLE)
            box(slide, f"Card {index + 1} head", x + Inches(0.1), Inches(2.75), wide - Inches(0.2), Inches(0.85),
                lines=head, size=20, bold=True, color=TEAL, anchor=MSO_ANCHOR.MIDDLE)
            box(slide, f"Card {index + 1} text", x + Inches(0.1), Inches(3.6), wide - Inches(0.2), Inches(2.6),
                lines=body, size=18, space=12)
        if source:
            self.source(slide, source)

    def source(self, slide, text):
        box(slide, "Source", LEFT - Inches(0.12), Inches(6.5), CONTENT, Inches(0.4), lines=text, size=11, color=SOFT)

    def diagram(self, title, boundary, planes, outside, notes, alt):
        slide = self.slide(title, notes)
        frame = box(slide, "Boundary", LEFT, Inches(1.75), Inches(8.6), Inches(4.95), line=TEAL, shape=MSO_SHAPE.ROUNDED_RECTANGLE)
        frame.line.dash_style = 4
        describe(frame, alt)
        box(slide, "Boundary label", LEFT + Inches(0.15), Inches(1.82), Inches(8.2), Inches(0.45), lines=boundary, size=14, bold=True, color=TEAL)
        high = Inches(1.25)
        for index, (head, text, ours) in enumerate(planes):
            y = Inches(2.38) + index * (high + Inches(0.18))
            box(slide, head, LEFT + Inches(0.3), y, Inches(2.6), high, fill=TEAL if ours else INK, lines=head, size=16, bold=True,
                color=WHITE, anchor=MSO_ANCHOR.MIDDLE, shape=MSO_SHAPE.ROUNDED_RECTANGLE)
            box(slide, f"{head}: parts", LEFT + Inches(3.05), y, Inches(5.25), high, fill=MIST if ours else PAPER,
                lines=text, size=14, anchor=MSO_ANCHOR.MIDDLE, shape=MSO_SHAPE.ROUNDED_RECTANGLE)
        head, lines = outside
        box(slide, head, Inches(9.85), Inches(2.38), Inches(2.78), Inches(4.11), fill=SAND, lines=[(head, True), *lines], size=14,
            space=9, anchor=MSO_ANCHOR.MIDDLE, shape=MSO_SHAPE.ROUNDED_RECTANGLE)
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(9.0), Inches(4.43), Inches(9.85), Inches(4.43))
        line.name, line.line.width = "Private link", Pt(2.5)
        line.line.color.rgb = rgb(CORAL)

    def table(self, title, lead, rows, widths, notes, alt):
        slide = self.slide(title, notes)
        box(slide, "Lead", LEFT - Inches(0.12), Inches(1.6), CONTENT, Inches(0.5), lines=lead, size=16, color=SOFT)
        drawn = slide.shapes.add_table(len(rows), len(rows[0]), LEFT, Inches(2.25), CONTENT, Inches(0.62) * len(rows))
        drawn.name = "Table"
        describe(drawn, alt)
        for index, wide in enumerate(widths):
            drawn.table.columns[index].width = Emu(int(CONTENT * wide / sum(widths)))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                cell = drawn.table.cell(r, c)
                cell.fill.solid()
                cell.fill.fore_color.rgb = rgb(INK if r == 0 else (PAPER if r % 2 else WHITE))
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                words(cell.text_frame, text, 14, color=WHITE if r == 0 else INK, bold=r == 0 or c == 0, space=0, anchor=MSO_ANCHOR.MIDDLE)

    def chart(self, title, lead, categories, series, side, notes, alt, source):
        slide = self.slide(title, notes)
        box(slide, "Lead", LEFT - Inches(0.12), Inches(1.6), CONTENT, Inches(0.5), lines=lead, size=16, color=SOFT)
        data = CategoryChartData()
        data.categories = categories
        for name, values in series:
            data.add_series(name, values)
        drawn = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, LEFT, Inches(2.2), Inches(7.9), Inches(4.2), data)
        drawn.name = "Chart"
        describe(drawn, alt)
        chart = drawn.chart
        chart.font.size, chart.font.name = Pt(13), FONT
        chart.font.color.rgb = rgb(INK)
        chart.has_legend = True
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        chart.value_axis.minimum_scale = 0
        chart.category_axis.format.line.color.rgb = rgb(SOFT)
        for index, color in enumerate((SOFT, TEAL)[: len(series)]):
            plotted = chart.plots[0].series[index]
            plotted.format.fill.solid()
            plotted.format.fill.fore_color.rgb = rgb(color)
        plot = chart.plots[0]
        plot.gap_width, plot.overlap, plot.has_data_labels = 70, -8, True
        plot.data_labels.font.size, plot.data_labels.position = Pt(13), XL_LABEL_POSITION.OUTSIDE_END
        head, lines = side
        box(slide, "Reading it", Inches(9.0), Inches(2.25), Inches(3.63), Inches(4.1), fill=MIST, lines=[(head, True), *lines], size=15,
            space=10, anchor=MSO_ANCHOR.MIDDLE, shape=MSO_SHAPE.ROUNDED_RECTANGLE)
        self.source(slide, source)

    def steps(self, title, lead, steps, notes, note=None):
        slide = self.slide(title, notes)
        box(slide, "Lead", LEFT - Inches(0.12), Inches(1.6), CONTENT, Inches(0.8), lines=lead, size=18, color=SOFT)
        wide = CONTENT / len(steps)
        for index, (head, body) in enumerate(steps):
            x = LEFT + index * wide
            shape = MSO_SHAPE.PENTAGON if index == 0 else MSO_SHAPE.CHEVRON
            drawn = box(slide, f"Step {index + 1}", x, Inches(2.6), wide - Inches(0.04), Inches(0.95), fill=TEAL, lines=head, size=15, bold=True,
                        color=WHITE, align=PP_ALIGN.CENTER, anchor=MSO_ANCHOR.MIDDLE, shape=shape, space=0)
            drawn.adjustments[0] = 0.25
            box(slide, f"Step {index + 1} text", x + Inches(0.05), Inches(3.7), wide - Inches(0.3), Inches(2.4), lines=body, size=17, space=10)
        if note:
            box(slide, "Remember", LEFT, Inches(6.1), CONTENT, Inches(0.65), fill=SAND, lines=note, size=15, anchor=MSO_ANCHOR.MIDDLE,
                shape=MSO_SHAPE.ROUNDED_RECTANGLE)

    def quote(self, title, quote, who, facts, notes, source):
        slide = self.slide(title, notes)
        box(slide, "Quote", LEFT, Inches(1.85), Inches(6.6), Inches(4.3), fill=INK, lines=[quote, (who, True)], size=22, color=WHITE,
            space=18, anchor=MSO_ANCHOR.MIDDLE, shape=MSO_SHAPE.ROUNDED_RECTANGLE)
        for index, (figure, text) in enumerate(facts):
            y = Inches(1.85) + index * Inches(1.47)
            box(slide, f"Fact {index + 1}", Inches(7.6), y, Inches(2.0), Inches(1.36), lines=figure, size=26, bold=True, color=CORAL,
                anchor=MSO_ANCHOR.MIDDLE, align=PP_ALIGN.RIGHT)
            box(slide, f"Fact {index + 1} text", Inches(9.65), y, Inches(2.98), Inches(1.36), lines=text, size=16, anchor=MSO_ANCHOR.MIDDLE)
        self.source(slide, source)

    def two_lists(self, title, left, right, notes, note=None):
        slide = self.slide(title, notes)
        gap = Inches(0.4)
        wide = (CONTENT - gap) / 2
        for index, (head, lines) in enumerate((left, right)):
            x = LEFT + index * (wide + gap)
            box(slide, head, x, Inches(1.75), wide, Inches(0.6), fill=TEAL if index == 0 else INK, lines=head, size=17, bold=True, color=WHITE,
                anchor=MSO_ANCHOR.MIDDLE)
            box(slide, f"{head}: list", x, Inches(2.35), wide, Inches(3.6), fill=PAPER, lines=lines, size=18, space=16, anchor=MSO_ANCHOR.MIDDLE)
        if note:
            box(slide, "Remember", LEFT, Inches(6.15), CONTENT, Inches(0.65), fill=SAND, lines=note, size=15, anchor=MSO_ANCHOR.MIDDLE,
                shape=MSO_SHAPE.ROUNDED_RECTANGLE)


def main():
    out = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "content/decks")
    for slug, (title, subject, footer, slides) in texts.DECKS.items():
        deck = Deck(title, subject, footer)
        for kind, parts in slides:
            getattr(deck, kind)(**parts)
        deck.deck.save(out / f"{slug}.pptx")
        print(f"{slug}.pptx: {len(deck.deck.slides)} slides")


if __name__ == "__main__":
    main()
