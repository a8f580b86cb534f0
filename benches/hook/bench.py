#!/usr/bin/env python3
"""What the hook adds to `git commit`.

    cargo build --release
    python3 benches/hook/bench.py --rightdeck target/release/rightdeck --deck DECK

A playbook with one deck is made in a folder of its own, and the hook is put into it by `rightdeck hook install`. Then, in
turns: the deck is changed by a few bytes and staged (not measured), and committed, once without hooks, once with the hook.
The difference is what a person waits for. `--others N` lays N more decks and pages beside it, committed before;
`--hook-alone` also measures an empty hook (`exit 0`), since git pays for starting any.

Without --deck a real one of about 2 MB is taken from ../shared/decks.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAGE = """---
title: Deck {name}
file: {name}.pptx
hyperscaler: none
contexts: [internal]
kind: pitch
status: approved
owner: ada@example.com
reviewed: 2026-11-01
---

Say hello.
"""


def git(folder, *arguments, **more):
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder.parent),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com",
        "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.com",
    }
    return subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


def changed(deck, number):
    """The same deck with a comment of its own at the end of the archive: other bytes, the same slides."""
    end = deck.rfind(b"PK\5\6")
    note = f"round {number}".encode()
    return deck[:end + 20] + len(note).to_bytes(2, "little") + note


def timed(folder, *arguments):
    start = time.perf_counter()
    git(folder, *arguments)
    return (time.perf_counter() - start) * 1000


def shown(name, times):
    print(f"| {name} | {min(times):.1f} | {statistics.median(times):.1f} | {max(times):.1f} |")


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rightdeck", default="target/release/rightdeck")
    ask.add_argument("--deck", default="../shared/decks/b0d3f765-slides.pptx")
    ask.add_argument("--rounds", type=int, default=30)
    ask.add_argument("--others", type=int, default=0)
    ask.add_argument("--hook-alone", action="store_true")
    ask.add_argument("--json")
    given = ask.parse_args()
    program = Path(given.rightdeck).resolve()
    if not Path(given.deck).is_file():
        sys.exit(f"there is no deck '{given.deck}'; name one with --deck")
    deck = Path(given.deck).read_bytes()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "book"
        decks = folder / "content/decks"
        decks.mkdir(parents=True)
        (folder / "site.toml").write_text("[site]\ncompany = 'Quillfish'\n")
        for name in ["measured"] + [f"other-{n}" for n in range(given.others)]:
            (decks / f"{name}.md").write_text(PAGE.format(name=name))
            (decks / f"{name}.pptx").write_bytes(deck)
        git(folder, "init", "--quiet")
        git(folder, "config", "gc.auto", "0")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "-m", "first")
        hooks = folder / ".git/hooks"
        shutil.rmtree(hooks, ignore_errors=True)
        hooks.mkdir()
        subprocess.run([program, "hook", "install"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
        ours = (hooks / "pre-commit").read_text()
        ways = {"without": None, "with": ours}
        if given.hook_alone:
            ways["empty hook"] = "#!/bin/sh\nexit 0\n"
        times = {way: [] for way in ways}
        for number in range(given.rounds + 1):
            for way, hook in ways.items():
                (decks / "measured.pptx").write_bytes(changed(deck, f"{number} {way}"))
                git(folder, "add", "--all")
                if hook is None:
                    (hooks / "pre-commit").unlink(missing_ok=True)
                else:
                    (hooks / "pre-commit").write_text(hook)
                    (hooks / "pre-commit").chmod(0o755)
                took = timed(folder, "commit", "--quiet", "-m", f"round {number}")
                # The first of each only warms the disk.
                if number:
                    times[way].append(took)
    load = os.getloadavg()[0]
    print(f"{len(deck) / 1e6:.1f} MB, {given.others} others, {given.rounds} rounds in turns, load {load:.1f}")
    print("| `git commit` | min ms | median ms | max ms |\n| --- | --- | --- | --- |")
    for way, took in times.items():
        shown(way, took)
    beyond = statistics.median(times["with"]) - statistics.median(times["without"])
    print(f"\nbeyond git's own time: {beyond:.1f} ms (medians), {min(times['with']) - min(times['without']):.1f} ms (least)")
    if given.json:
        Path(given.json).write_text(json.dumps({"load": load, "beyond_ms": beyond, "ms": times}, indent=1))


if __name__ == "__main__":
    main()
