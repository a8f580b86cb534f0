"""Pictures without words, drawn large and made smaller; the words stand beside them as text."""
import io
import math
import random

from PIL import Image, ImageDraw

from look import VALUES

INK, TEAL, CORAL, SOFT, MIST, SAND, PAPER = ("#" + VALUES[name] for name in ("dk1", "accent1", "accent2", "accent3", "accent4", "accent5", "lt2"))
TIMES = 3  # drawn this many times too large, for smooth edges


def sheet(wide, high, paper="#FFFFFF"):
    image = Image.new("RGB", (wide * TIMES, high * TIMES), paper)
    return image, ImageDraw.Draw(image)


def png(image):
    out = io.BytesIO()
    image.resize((image.width // TIMES, image.height // TIMES), Image.LANCZOS).save(out, "PNG", optimize=True)
    out.seek(0)
    return out


def age_of_data():
    """Three days: what a nightly load does to the age of a table, and what a steady stream does."""
    wide, high, floor, left = 1520, 840, 740, 40
    image, draw = sheet(wide, high)
    day = (wide - left * 2) / 3

    def at(x, y):
        return x * TIMES, y * TIMES

    for index in range(3):  # hours when shops are open
        x = left + index * day + day * 0.25
        draw.rectangle([at(x, 130), at(x + day * 0.58, floor)], fill=SAND)
    for index in range(3):
        x = left + index * day
        draw.polygon([at(x, floor - 60), at(x + day * 0.94, 90), at(x + day * 0.94, floor - 60)], fill="#F7CDBF")
        draw.line([at(x, floor - 60), at(x + day * 0.94, 90), at(x + day * 0.94, floor - 60), at(x + day, floor - 60)], fill=CORAL, width=8 * TIMES,
                  joint="curve")
    wave = [at(left + x, floor - 18 + 5 * math.sin(x / 16)) for x in range(0, wide - left * 2, 2)]
    draw.line(wave, fill=TEAL, width=12 * TIMES, joint="curve")
    draw.line([at(left, floor + 12), at(wide - left, floor + 12)], fill=SOFT, width=3 * TIMES)
    for index in range(4):
        x = left + index * day
        draw.line([at(x, floor + 12), at(x, floor + 36)], fill=SOFT, width=3 * TIMES)
    return png(image)


def stores(count=212, late=0):
    """One dot a store; those with an empty shelf stand out."""
    wide, high, across = 1520, 840, 20
    image, draw = sheet(wide, high, "#" + VALUES["dk1"])
    step, radius = 68, 21
    chosen = set(random.Random(7).sample(range(count), late))
    down = math.ceil(count / across)
    left, top = (wide - (across - 1) * step) / 2, (high - (down - 1) * step) / 2
    for index in range(count):
        x, y = (left + index % across * step) * TIMES, (top + index // across * step) * TIMES
        size = radius * TIMES
        draw.ellipse([x - size, y - size, x + size, y + size], fill=CORAL if index in chosen else "#3FA7A0")
    return png(image)


def files(count=96, read=9):
    """The files of one table; the few that can hold an answer are filled."""
    wide, high, across = 1520, 840, 12
    image, draw = sheet(wide, high, PAPER)
    chosen = set(random.Random(3).sample(range(count), read))
    step, tall = 118, 96
    left, top = (wide - across * step + 18) / 2, (high - count // across * tall + 16) / 2
    for index in range(count):
        x, y = (left + index % across * step) * TIMES, (top + index // across * tall) * TIMES
        at = [x, y, x + 100 * TIMES, y + 80 * TIMES]
        if index in chosen:
            draw.rounded_rectangle(at, 10 * TIMES, fill=TEAL)
            for line in range(3):
                y_line = y + (22 + line * 18) * TIMES
                draw.line([x + 18 * TIMES, y_line, x + (82 - line * 12) * TIMES, y_line], fill="#FFFFFF", width=6 * TIMES)
        else:
            draw.rounded_rectangle(at, 10 * TIMES, fill="#FFFFFF", outline="#C3CDD6", width=3 * TIMES)
    return png(image)


def network(terminals=38):
    """Terminals joined to three hubs; a few wait for news."""
    wide, high = 1520, 840
    image, draw = sheet(wide, high, PAPER)
    dice = random.Random(12)
    hubs = [(330, 420), (790, 300), (1210, 480)]
    points = []
    while len(points) < terminals:
        x, y = dice.randint(70, wide - 70), dice.randint(70, high - 70)
        if all(math.dist((x, y), other) > 105 for other in points + hubs):
            points.append((x, y))

    def dot(x, y, size, fill, ring=None):
        draw.ellipse([(x - size) * TIMES, (y - size) * TIMES, (x + size) * TIMES, (y + size) * TIMES], fill=fill, outline=ring,
                     width=5 * TIMES)

    for start, end in zip(hubs, hubs[1:]):
        draw.line([start[0] * TIMES, start[1] * TIMES, end[0] * TIMES, end[1] * TIMES], fill=INK, width=12 * TIMES)
    for point in points:
        hub = min(hubs, key=lambda one: math.dist(one, point))
        draw.line([point[0] * TIMES, point[1] * TIMES, hub[0] * TIMES, hub[1] * TIMES], fill="#B9C7D1", width=5 * TIMES)
    for index, point in enumerate(points):
        dot(*point, 20, CORAL if index % 9 == 4 else TEAL)
    for hub in hubs:
        dot(*hub, 44, "#FFFFFF", INK)
        dot(*hub, 24, INK)
    return png(image)


DRAWN = {"age of data": age_of_data, "stores": stores, "files": files, "network": network}
