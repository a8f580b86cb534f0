#!/usr/bin/env python3
"""Draws the deck that `rightdeck init` leaves in a new playbook: three slides of Brightwell, a made-up ISV.

Run by hand when a text or the look changes, beside make_decks.py; the file is committed:

    python3 xtask/decks/first_deck.py
"""
import datetime
import io
import pathlib

import package
import template

OUT = pathlib.Path(__file__).resolve().parents[2] / "src/commands/init/playbook/content/decks/ten-minutes.pptx"
DAY = datetime.date(2026, 11, 1)

template.mark = lambda *_: ""  # the fish is Quillfish's
from slides import Deck  # noqa: E402, after the mark is gone

deck = Deck({"title": "Brightwell in ten minutes", "language": "en-GB"}, "Brightwell in ten minutes", DAY)
deck.section("Ten minutes")
deck.cover("Every message arrives, once and in order", "Brightwell Relay carries messages between the systems you have already.",
           "For customers. Brightwell is made up: replace this deck by your own.",
           "Ask what their systems lose today. Wait for the answer before the next slide.")
deck.cards("Three things customers stop worrying about", "Each is a promise that we put into the contract.", [
    ("Lost messages", ["Each message is kept until the other side has confirmed it.", "What can't be delivered waits, and says so."]),
    ("Wrong order", ["Messages of one subject stay in line.", "Others don't wait for them."]),
    ("Night shifts", ["A route that breaks is mended by itself.", "People are called for decisions only."]),
], "Stay with the card that answers what they told you on the slide before.")
deck.steps("From a first route to daily use in three steps", "Each step ends with a decision of yours.", [
    ("Choose a route", ["Two systems that lose messages today."]),
    ("Run it beside", ["The old way stays until you trust the new one."]),
    ("Move over", ["Your team runs it; we are on call."]),
], "Agree on a day for the first step before you leave.")
deck.finish()
core = deck.deck.core_properties
core.author = core.last_modified_by = "Brightwell alliances"
package.own(deck.deck, "Brightwell")
for part in deck.deck.part.package.iter_parts():
    if "/theme/" in part.partname:
        part._blob = part.blob.replace(b"Quillfish", b"Brightwell")
package.sections(deck.deck, "ten-minutes", deck.sections)
package.stamp(deck.deck, "none", ["internal", "customer"])
out = io.BytesIO()
deck.deck.save(out)
blob = package.settled(out.getvalue(), core.modified)
OUT.write_bytes(blob)
print(f"{OUT.name}: {len(deck.deck.slides)} slides, {len(blob)} bytes")
