"""The kinds of slide there are. What they say comes from texts/; where things stand is decided here."""
import copy
import datetime

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE as KIND, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

import diagrams
import pictures
from look import BOTTOM, CENTER, CONTENT, GAP, INK, LEFT, MIDDLE, MIST, PAPER, RUST, SAND, SOFT, TEAL, TOP, box, describe, group, words
from template import blank, ink

CHARTS = {"columns": KIND.COLUMN_CLUSTERED, "bars": KIND.BAR_CLUSTERED}


class Deck:
    def __init__(self, page, footer, day):
        self.deck, self.layouts = blank()
        self.footer, self.sections = footer, []
        core = self.deck.core_properties
        core.title, core.subject, core.author = page["title"], footer, "Quillfish alliances"
        core.created = core.modified = datetime.datetime.combine(day, datetime.time(9))
        core.last_modified_by, core.revision, core.language = "Quillfish alliances", 1, page["language"]

    def section(self, name):
        self.sections.append((name, []))

    def slide(self, layout, title, notes, lead=None, source=None):
        """A new slide with its title, footer, number and notes."""
        layout = self.layouts[layout]
        slide = self.deck.slides.add_slide(layout)
        if not self.sections:
            self.section("Statement")
        self.sections[-1][1].append(slide.slide_id)
        slide.shapes.title.text_frame.text = title
        slide.notes_slide.notes_text_frame.text = notes
        for holder in layout.placeholders:
            index = holder.placeholder_format.idx
            if index in (11, 12):
                slide.shapes._spTree.append(self.foot(holder, index, len(self.deck.slides)))
        for index, text in ((13, lead), (14, source)):
            held = [one for one in slide.placeholders if one.placeholder_format.idx == index]
            if held and text:
                held[0].text_frame.text = text
            elif held:
                held[0]._element.getparent().remove(held[0]._element)
        return slide

    def finish(self):
        """Footer and number last, so that a reader aloud comes to them last."""
        for slide in self.deck.slides:
            tree = slide.shapes._spTree
            for foot in [one for one in slide.placeholders if one.placeholder_format.idx in (11, 12)]:
                tree.append(foot._element)

    def foot(self, holder, index, number):
        drawn = copy.deepcopy(holder._element)
        drawn.spPr.clear()
        for paragraph in drawn.txBody.findall(qn("a:p")):
            drawn.txBody.remove(paragraph)
        listed = drawn.txBody.find(qn("a:lstStyle"))
        for child in list(listed):
            listed.remove(child)
        body = drawn.txBody.find(qn("a:bodyPr"))
        drawn.txBody.replace(body, parse_xml('<a:bodyPr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'))
        space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        # Said again here: LibreOffice does not take a footer's style from the layout.
        style = holder._element.find(f".//{qn('a:defRPr')}")
        color = style.find(f".//{qn('a:schemeClr')}").get("val")
        run = f'<a:pPr algn="l"/><a:r><a:rPr lang="en-GB" sz="1100">{ink(color)}<a:latin typeface="+mn-lt"/></a:rPr><a:t>{self.footer}</a:t></a:r>' if index == 11 else \
            f'<a:fld id="{{6A1D1C52-5E1B-4E0B-9C55-0F6B8E0C1A01}}" type="slidenum"><a:rPr lang="en-GB"/><a:t>{number}</a:t></a:fld>'
        drawn.txBody.append(parse_xml(f"<a:p {space}>{run}</a:p>"))
        drawn.xpath(".//p:cNvPr")[0].set("id", str(900 + index))
        return drawn

    def statement(self, title, points, notes):
        slide = self.slide("Statement", title, notes)
        for index, (label, text) in enumerate(points):
            words(slide.placeholders[20 + index].text_frame, [(label, True, 17, MIST), text])
            slide.placeholders[20 + index].name = label
        for index in range(len(points), 6):
            spare = slide.placeholders[20 + index]._element
            spare.getparent().remove(spare)

    def cover(self, title, lead, notice, notes):
        self.slide("Cover", title, notes, lead, notice)

    def cards(self, title, lead, cards, notes, source=None):
        """Up to four cards: a head, a few lines, and what follows from them."""
        slide = self.slide("Title and drawing", title, notes, lead, source)
        wide, high = (CONTENT - GAP * (len(cards) - 1)) / len(cards), BOTTOM - TOP
        size = 18 if len(cards) < 4 else 16
        for index, (head, lines, *foot) in enumerate(cards):
            x = LEFT + index * (wide + GAP)
            into = group(slide, f"Card {index + 1}", f"A card: {head}")
            box(into, f"Card {index + 1} paper", x, TOP, wide, high, fill=PAPER)
            box(into, f"Card {index + 1} rule", x, TOP, wide, 0.08, fill=TEAL)
            box(into, f"Card {index + 1} head", x + 0.12, TOP + 0.2, wide - 0.24, 0.8, head, size=20, bold=True, color=TEAL)
            box(into, f"Card {index + 1} text", x + 0.12, TOP + 1.05, wide - 0.24, high - (2.15 if foot else 1.2), lines, size=size, space=10, anchor=1)
            if foot:
                box(into, f"Card {index + 1} answer", x, BOTTOM - 1.05, wide, 1.05, foot[0], size=size - 1, bold=True, fill=MIST, pad=0.26)

    def architecture(self, title, lead, notes, alt, source=None, **parts):
        slide = self.slide("Title and drawing", title, notes, lead, source)
        diagrams.architecture(group(slide, "Architecture", alt), **parts)

    def lanes(self, title, lead, notes, alt, source=None, **parts):
        slide = self.slide("Title and drawing", title, notes, lead, source)
        diagrams.lanes(group(slide, "Plan", alt), **parts)

    def steps(self, title, lead, steps, notes, note=None, alt=None, source=None):
        """A process: a head, perhaps a figure, a few lines for each step."""
        slide = self.slide("Title and drawing", title, notes, lead, source)
        diagrams.steps(group(slide, "Steps", alt or "In this order: " + "; ".join(step[0] for step in steps) + "."), steps, bool(note))
        if note:
            box(slide.shapes, "Remember", LEFT, 5.75, CONTENT, 0.65, note, fill=SAND, size=16, pad=0.22)

    def table(self, title, lead, rows, widths, notes, alt, source=None, size=16, note=None, marks=False):
        slide = self.slide("Table", title, notes, lead, source)
        drawn = slide.placeholders[20].insert_table(len(rows), len(rows[0]))
        drawn.name = "Table"
        describe(drawn, alt)
        style = drawn._element.find(f".//{qn('a:tableStyleId')}")
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid: the lines are drawn below
        drawn._element.find(f".//{qn('a:tblPr')}").set("bandRow", "0")
        for index, wide in enumerate(widths):
            drawn.table.columns[index].width = Emu(int(Inches(CONTENT) * wide / sum(widths)))
        each = min(0.9 if len(rows) < 5 else 0.72, (BOTTOM - TOP - 0.5) / (len(rows) - 1))
        for r, row in enumerate(rows):
            drawn.table.rows[r].height = Inches(0.5 if r == 0 else each)
            for c, text in enumerate(row):
                cell = drawn.table.cell(r, c)
                cell.margin_left, cell.margin_right, cell.margin_top, cell.margin_bottom = Inches(0.08), Inches(0.12), Inches(0.03), Inches(0.03)
                cell.vertical_anchor = MIDDLE
                words(cell.text_frame, text, size=14 if r == 0 else size, color=TEAL if r == 0 else INK, bold=r == 0 or c == 0,
                      align=CENTER if marks and c else None)
                self.lined(cell, "accent1" if r == 0 else "accent4", 25400 if r == 0 else 12700)
        drawn.height = sum((row.height for row in drawn.table.rows), Emu(0))
        if note:
            box(slide.shapes, "Remember", LEFT, 5.75, CONTENT, 0.65, note, fill=SAND, size=16, pad=0.22)

    def lined(self, cell, color, width):
        """A line under a cell and nothing else around it."""
        properties = cell._tc.get_or_add_tcPr()
        space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        properties.insert(0, parse_xml(f'<a:lnB {space} w="{width}">{ink(color)}</a:lnB>'))
        properties.append(parse_xml(f"<a:noFill {space}/>"))

    def chart(self, title, lead, categories, series, side, notes, alt, source, kind="columns", numbers="General"):
        slide = self.slide("Chart", title, notes, lead, source)
        data = CategoryChartData(number_format=numbers)
        data.categories = categories
        for name, values in series:
            data.add_series(name, values)
        drawn = slide.placeholders[20].insert_chart(CHARTS[kind], data)
        drawn.name = "Chart"
        describe(drawn, alt)
        words(slide.placeholders[21].text_frame, [(side[0], True), *side[1]])
        self.plain(drawn.chart, kind, len(series))

    def plain(self, chart, kind, count):
        """No lines but the one that the columns stand on; figures at the columns."""
        chart.font.size, chart.font.color.theme_color = Pt(14), INK
        chart.has_title = False
        chart.has_legend = count > 1
        if count > 1:
            chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
        chart.value_axis.minimum_scale = 0
        chart.category_axis.format.line.color.theme_color = SOFT
        chart.category_axis.has_major_gridlines = False
        plot = chart.plots[0]
        plot.has_data_labels = True
        plot.data_labels.font.size, plot.data_labels.font.bold = Pt(14), True
        plot.data_labels.number_format_is_linked = True
        plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
        for series, color in zip(plot.series, (TEAL,) if count == 1 else (TEAL, SOFT) if kind == "bars" else (SOFT, TEAL)):
            series.format.fill.solid()
            series.format.fill.fore_color.theme_color = color
        plot.gap_width, plot.overlap = 60, -6
        if kind == "bars":
            chart.category_axis.reverse_order = True

    def picture(self, title, lead, picture, beside, notes, alt, source=None, labels=(), facts=()):
        """A drawing on the left; beside it either a few lines or a few figures. A label is (text, x, y, w) on the picture."""
        slide = self.slide("Picture", title, notes, lead, source)
        drawn = slide.placeholders[20].insert_picture(pictures.DRAWN[picture]())
        drawn.name = "Picture"
        describe(drawn, alt)
        for text, x, y, wide, color in labels:
            box(slide.shapes, f"Label: {text}", LEFT + x, TOP + y, wide, 0.4, text, size=15, bold=True, color=color, pad=0.05)
        text = slide.placeholders[21]
        if facts:
            text._element.getparent().remove(text._element)
            self.facts(slide, facts, beside)
        else:
            words(text.text_frame, beside)

    def facts(self, slide, facts, closing):
        x, wide = LEFT + 7.95, CONTENT - 7.95
        for index, (figure, meaning) in enumerate(facts):
            into = group(slide, f"Figure {index + 1}", f"{figure}: {meaning}")
            y = TOP + index * 1.02
            box(into, f"Figure {index + 1} value", x, y, 1.65, 0.9, figure, size=24, bold=True, color=RUST, pad=0.02)
            box(into, f"Figure {index + 1} text", x + 1.65, y, wide - 1.65, 0.9, meaning, size=16, pad=0.05)
        if closing:
            box(slide.shapes, "In their words", x, TOP + len(facts) * 1.02 + 0.1, wide, BOTTOM - TOP - len(facts) * 1.02 - 0.1, closing, size=16,
                fill=SAND, pad=0.22, space=4)

    def lists(self, title, left, right, notes, lead=None, note=None):
        slide = self.slide("Two lists", title, notes, lead)
        for index, (head, lines) in enumerate((left, right)):
            words(slide.placeholders[20 + index * 2].text_frame, head)
            words(slide.placeholders[21 + index * 2].text_frame, lines)
        held = slide.placeholders[30]
        if note:
            words(held.text_frame, note)
        else:
            held._element.getparent().remove(held._element)
