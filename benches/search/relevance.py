"""Known-item queries, the same with one typing mistake each, and how well an engine answers them."""
import hashlib
import random
import re

import yaml

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORD = re.compile(r"[A-Za-z]{4,}")
KINDS = ["substitution", "deletion", "insertion", "transposition"]
DEPTH = 50          # whoever is not among so many counts as not found


def load(path):
    with open(path, encoding="utf-8") as f:
        return yaml.safe_load(f)


def mistyped(query):
    """The query with one mistake in a word of four letters or more, the first letter not spared; None if it has no such
    word. The mistake follows from the query's text alone."""
    rng = random.Random(int.from_bytes(hashlib.sha256(query.encode()).digest()[:8], "big"))
    below = lambda count: int(rng.random() * count)
    words = list(WORD.finditer(query))
    if not words:
        return None
    found = words[below(len(words))]
    word, kind = found.group(), KINDS[below(len(KINDS))]
    for _ in range(100):
        at, letter = below(len(word)), LETTERS[below(26)]
        new = {
            "substitution": word[:at] + letter + word[at + 1:],
            "deletion": word[:at] + word[at + 1:],
            "insertion": word[:at] + letter + word[at:],
            "transposition": word[:at] + word[at + 1:at + 2] + word[at] + word[at + 2:],
        }[kind]
        if new != word:
            return query[:found.start()] + new + query[found.end():]
    return None


def page(address):
    return address.partition("#")[0]


def rank(entry, urls):
    """1 for the first. Pages count, not their sections, for every engine alike."""
    right = {page(one) for one in [entry["want"], *entry.get("also", [])]}
    return next((at for at, url in enumerate(urls, 1) if page(url) in right), None)


def reciprocal(ranks):
    return sum(1 / one for one in ranks if one) / len(ranks) if ranks else 0.0


def figures(entries, clean, typos):
    """`clean` and `typos` have the addresses found for each entry; of `typos` None where none can be made."""
    out = {}
    for half in ("tuning", "held-out", "all"):
        own = [at for at, entry in enumerate(entries) if half in ("all", entry["set"])]
        both = [at for at in own if typos[at] is not None]
        ranks = [rank(entries[at], clean[at]) for at in own]
        spared = reciprocal([rank(entries[at], clean[at]) for at in both])
        wrong = [rank(entries[at], typos[at]) for at in both]
        out[half] = {
            "queries": len(own), "mrr": reciprocal(ranks), "first": sum(one == 1 for one in ranks),
            "within five": sum(bool(one) and one <= 5 for one in ranks), "not found": sum(not one for one in ranks),
            "mistyped queries": len(both), "mistyped mrr": reciprocal(wrong), "mistyped not found": sum(not one for one in wrong),
            "kept": reciprocal(wrong) / spared if spared else 0.0,
        }
    return out
