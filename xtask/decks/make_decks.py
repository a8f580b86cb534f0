#!/usr/bin/env python3
"""Draws the decks of Quillfish, the made-up ISV whose playbook this repository is.

Run by hand from the repository's root when a text, a statement or the look changes; the files are committed:

    pip install python-pptx Pillow PyYAML
    python3 xtask/decks/make_decks.py [SLUG...]

Each deck has a page, content/decks/<slug>.md, whose front matter says whom it is for; the script stamps that into the
file and writes the checksum of an approved deck back into its page. Slide one comes from content/credentials/. The same
run gives the same bytes (with the same versions of the packages). A checksum says that somebody has read the deck:
look at what has changed before you commit it.

texts/ says what the decks say, slides.py and diagrams.py where things stand, template.py has the master and the layouts,
look.py the colours and strokes, pictures.py the drawings, package.py the file around it all.
"""
import io
import pathlib
import sys

import yaml

import package
from slides import Deck
from texts import CLOUDS, DECKS

CONTENT = pathlib.Path(__file__).resolve().parents[2] / "content"
POINTS = (("category", "Category"), ("marketplace", "Marketplace"), ("cosell_commit", "Co-sell and commit"), ("what_we_do", "What we do"),
          ("how_we_deploy", "How we deploy"), ("hero_claim", "Together"))


def front_matter(path):
    return yaml.safe_load(path.read_text(encoding="utf-8").split("\n---\n", 1)[0].removeprefix("---\n"))


def statement(cloud):
    """The points of a cloud's credentials statement, word for word."""
    page = front_matter(CONTENT / "credentials" / f"{cloud}.md")
    return [(label, " ".join(page[key].split())) for key, label in POINTS if page.get(key)]


def draw(slug):
    write, cloud = DECKS[slug]
    path = CONTENT / "decks" / f"{slug}.md"
    page = front_matter(path)
    footer, slides = write(CLOUDS.get(cloud), statement(cloud) if cloud else None)
    deck = Deck(page, footer, page["reviewed"])
    for kind, parts in slides:
        if kind == "section":
            deck.section(parts)
        else:
            getattr(deck, kind)(**parts)
    deck.finish()
    package.own(deck.deck)
    package.sections(deck.deck, slug, deck.sections)
    package.stamp(deck.deck, page["hyperscaler"], page["contexts"])
    out = io.BytesIO()
    deck.deck.save(out)
    blob = package.settled(out.getvalue(), deck.deck.core_properties.modified)
    (CONTENT / "decks" / page["file"]).write_bytes(blob)
    if page["status"] == "approved":
        package.record(path, blob)
    print(f"{page['file']}: {len(deck.deck.slides)} slides")


if __name__ == "__main__":
    for name in sys.argv[1:] or DECKS:
        draw(name)
