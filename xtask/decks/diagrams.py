"""Diagrams of several shapes, each drawn into one named and described group."""
from pptx.enum.shapes import MSO_SHAPE

from look import BOTTOM, CENTER, CONTENT, LEFT, MIST, NIGHT, PAPER, ROUND, RUST, SAND, SOFT, TEAL, TOP, WHITE, arrow, box


def architecture(into, boundary, flow, beneath, outside, link, inward=None):
    """What runs inside the customer's boundary, from left to right; beneath it what serves all of it; outside, on the right, the rest.

    flow: (head, text, ours) each; beneath: (head, text) each; outside: (head, lines).
    """
    wide, top, bottom = 9.05, 2.1, 6.42
    frame = box(into, "Boundary", LEFT, top, wide, bottom - top, line=TEAL, shape=ROUND)
    frame.line.dash_style = 4
    frame.adjustments[0] = 0.03
    box(into, "Boundary label", LEFT + 0.1, top + 0.06, wide - 0.3, 0.42, boundary, size=16, bold=True, color=TEAL)
    gap = 0.32
    each = (wide - 0.5 - gap * (len(flow) - 1)) / len(flow)
    for index, (head, text, ours) in enumerate(flow):
        x = LEFT + 0.25 + index * (each + gap)
        box(into, head, x, top + 0.56, each, 0.68, head, fill=TEAL if ours else NIGHT, size=15, bold=True, color=WHITE, align=CENTER, pad=0.08)
        box(into, f"{head}: parts", x, top + 1.24, each, 1.72, text, fill=MIST if ours else PAPER, size=14, align=CENTER, pad=0.08)
        if index:
            arrow(into, f"To {head}", x - gap + 0.03, top + 2.1, x - 0.03, top + 2.1)
    slot = (wide - 0.5 - 0.2 * (len(beneath) - 1)) / len(beneath)
    for index, (head, text) in enumerate(beneath):
        x = LEFT + 0.25 + index * (slot + 0.2)
        box(into, head, x, bottom - 1.16, slot, 0.96, [(head, True), text], fill=SAND, size=14, align=CENTER, pad=0.08)
    x = LEFT + wide + 0.55
    rest = LEFT + CONTENT - x
    box(into, outside[0], x, top + 0.56, rest, 0.68, outside[0], fill=TEAL, size=15, bold=True, color=WHITE, align=CENTER, pad=0.05)
    box(into, f"{outside[0]}: parts", x, top + 1.24, rest, 2.92, outside[1], fill=MIST, size=14, space=8, align=CENTER, pad=0.1)
    arrow(into, link, LEFT + wide + 0.02, top + 2.1, x - 0.03, top + 2.1)


def steps(into, steps, note):
    """Chevrons from left to right with what happens in each beneath."""
    wide = CONTENT / len(steps)
    many = len(steps) > 4
    for index, (head, lines, *figure) in enumerate(steps):
        x = LEFT + index * wide
        shape = MSO_SHAPE.PENTAGON if index == 0 else MSO_SHAPE.CHEVRON
        drawn = box(into, head, x, TOP, wide - 0.05, 0.9, head, fill=TEAL, size=16 if many else 18, bold=True, color=WHITE, align=CENTER, shape=shape, pad=0.02)
        drawn.adjustments[0] = 0.28
        end = 5.55 if note else 5.1
        box(into, f"{head}: paper", x, TOP + 1.0, wide - 0.2, end - TOP - 1.0, fill=PAPER)
        y = TOP + 1.15
        if figure:
            box(into, f"{head}: figure", x, y, wide - 0.2, 0.65, figure[0], size=26, bold=True, color=RUST, pad=0.15)
            y += 0.68
        box(into, f"{head}: text", x, y, wide - 0.2, end - y, lines, size=16 if many else 18, space=8, anchor=1, pad=0.15)


def lanes(into, columns, lanes):
    """Who does what when: a lane each, with bars from one column to another. A bar is (from, to, text); columns count from 0."""
    label, top, head = 2.1, TOP - 0.05, 0.5
    each = (CONTENT - label) / len(columns)
    high = (BOTTOM - top - head) / len(lanes)
    for index, column in enumerate(columns):
        box(into, column, LEFT + label + index * each, top, each, head, column, size=15, bold=True, color=SOFT, align=CENTER)
    for row, (who, bars) in enumerate(lanes):
        y = top + head + row * high
        box(into, f"{who}: lane", LEFT, y + 0.05, CONTENT, high - 0.1, fill=PAPER)
        box(into, who, LEFT, y + 0.05, label - 0.1, high - 0.1, who, fill=(TEAL, NIGHT, SOFT)[row % 3], size=17, bold=True, color=WHITE, pad=0.16)
        for start, end, text in bars:
            box(into, text, LEFT + label + start * each + 0.06, y + 0.2, (end - start) * each - 0.12, high - 0.4, text, fill=WHITE, line=TEAL, size=15,
                shape=ROUND, align=CENTER, pad=0.1)
