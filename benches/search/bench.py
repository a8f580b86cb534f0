#!/usr/bin/env python3
"""Measures rightdeck's search beside Pagefind and MiniSearch, on the same records, in one run. README.md has the commands."""
import argparse
import gzip
import json
import os
import platform
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import decks
import peers
import relevance
from browser import Browser
from server import Line, Server, depth

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = os.path.dirname(os.path.dirname(HERE))
ENGINES = ["rightdeck", "pagefind", "minisearch"]
TUNED = "minisearch&settings=tuned"      # for relevance alone
SHOWN = 5
PHONE = Line(latency=0.1, rate=10e6 / 8)

# As people type over the generated playbook: titles, headings, terms, a word of the text, half words, mistakes.
QUERIES = [
    "funding", "negotiate the regional offer", "common objections pricing", "channel playcard", "security",
    "escalate natonal milestone", "worked example margin discount", "approval path regional diff",
    "lighthouse rubric", "qualify account handover", "forecast buget", "success measures renewal", "referral ledger quota",
]
MISTYPED = "escalate natonal milestone"
COLD = ["funding", "negotiate the regional offer", "common objections pricing", "lighthouse rubric", MISTYPED]
MANY = 145        # further first queries of ours, for their bytes alone
KEYSTROKES = 200


def note(*words):
    print(*words, file=sys.stderr, flush=True)


def timed(argv, cwd=None):
    """Wall and CPU seconds and the peak of memory in MiB of a process and its children."""
    begun = time.perf_counter()
    process = subprocess.Popen(argv, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    told = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    if process.returncode:
        raise SystemExit("%s\n%s" % (shlex.join(argv), told.decode(errors="replace")))
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024}


def medians(runs):
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]} | {"runs": runs}


def sizes(folder):
    """Bytes and files. The page of everything, for who has no scripts, is no part of an index."""
    files = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names if not name.endswith(".html")]
    return {"bytes": sum(map(os.path.getsize, files)), "files": len(files)}


def percentile(values, share):
    """The smallest value that so large a share does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(-(-share * len(ordered) // 1)) - 1)]


class Playbook:
    """One playbook, indexed by each engine."""

    def __init__(self, name, source, a):
        self.name, self.source, self.a = name, source, a
        self.work = os.path.join(a.work, name)
        os.makedirs(self.work, exist_ok=True)
        self.site, self.html = self.at("site"), self.at("html")

    def at(self, *names):
        return os.path.join(self.work, *names)

    def index(self, rounds):
        a = self.a
        note("%s: records" % self.name)
        found = peers.records(a.records, self.source, self.at("records.jsonl"))
        pages = peers.write_html(found, self.html)
        out = {"records": len(found), "pages": pages}
        editions = os.path.isfile(os.path.join(self.source, "site.toml")) and re.findall(
            r'^name = "(.*)"', open(os.path.join(self.source, "site.toml"), encoding="utf-8").read(), re.M)
        edition = ["--edition", editions[0]] if editions else []
        build = lambda program: [program, "--root", self.source, "build", *edition, "--out", self.site]
        ways = {
            "rightdeck": (self.site, build(a.rightdeck)),
            "pagefind": (self.at("pagefind"), [peers.pagefind_program(a.modules), "--site", self.html, "--output-path", self.at("pagefind")]),
            "minisearch": (self.at("minisearch"), ["node", "--max-old-space-size=12000", os.path.join(HERE, "minisearch.mjs"),
                                                   a.modules, self.at("records.jsonl"), self.at("minisearch")]),
        }
        if a.without and self.name != "playbook":
            ways = {"without": (self.site, build(a.without)), **ways}
        runs = {name: [] for name in ways}
        for at in range(rounds):
            for name, (folder, argv) in ways.items():
                shutil.rmtree(folder, ignore_errors=True)
                runs[name].append(timed(argv))
                note("%s: %s, round %d: %.2f s, %.2f s of CPU, %.0f MiB" % (self.name, name, at + 1, *(runs[name][-1][key] for key in ("wall", "cpu", "memory"))))
                if name == "without":
                    shutil.rmtree(folder)
        out |= {name: medians(own) for name, own in runs.items()}
        out["rightdeck"] |= sizes(os.path.join(self.site, "search"))
        for name in ("pagefind", "minisearch"):
            out[name] |= sizes(self.at(name))
        # What Pagefind brings along for interfaces of its own is no part of the index.
        own = {name: os.path.getsize(self.at("pagefind", name)) for name in os.listdir(self.at("pagefind"))
               if name.startswith(("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight"))}
        out["pagefind"]["bytes"] -= sum(own.values())
        out["pagefind"]["files"] -= len(own)
        return out

    def server(self):
        assets = os.path.join(self.site, "assets")
        named = {re.sub(r"\.[0-9a-f]{8,}(?=\.js$)", "", name): "/site/assets/" + name for name in os.listdir(assets)}
        os.makedirs(self.at("bench"), exist_ok=True)
        with open(self.at("bench", "rightdeck.json"), "w", encoding="utf-8") as f:
            json.dump({"script": named["search-worker.js"], "folder": "/site/search/",
                       "modules": [named["search-%s.js" % name] for name in ("engine", "index", "words")]}, f)
        return Server({"/site/": self.site, "/pagefind/": self.at("pagefind"), "/minisearch/": self.at("minisearch"),
                       "/modules/": self.a.modules, "/bench/": self.at("bench"), "/pages/": os.path.join(HERE, "pages")})


# ------------------------------------------------------------------------------------ in the browser

def page(server, engine):
    return server.url("/pages/index.html?engine=" + engine)


def open_tab(browser, server, engine):
    tab = browser.tab(page(server, engine))
    tab.run("new Promise((done) => { const look = () => window.bench ? done() : setTimeout(look, 5); look(); })")
    return tab


def cold_once(browser, server, engine, query, line):
    with open_tab(browser, server, engine) as tab:
        time.sleep(0.1)
        server.line = line
        server.clear()
        told = tab.run("bench.cold(%s, %d)" % (json.dumps(query), SHOWN))
        time.sleep(0.3)
        asked, server.line = server.asked(), Line()
    return told | {
        "bytes": sum(one[3] for one in asked), "requests": len(asked), "depth": depth(asked),
        # What comes after the first five results stand: the pages' texts, for the words around the hits.
        "depth first": depth([one for one in asked if not one[0].endswith(".md")]),
        "excerpts": sum(one[3] for one in asked if one[0].endswith(".md")),
        "engine": sum(one[3] for one in asked if one[0].endswith((".js", ".pagefind"))),
        "asked": [[path, round(1000 * (begun - asked[0][1])), round(1000 * (ended - asked[0][1])), size] for path, begun, ended, size in asked],
    }


def titles(book):
    """Queries of first use, evenly out of all: whole titles, and their last two words."""
    with open(book.at("records.jsonl"), encoding="utf-8") as f:
        own = [json.loads(line)["title"] for line in f]
    own = list(dict.fromkeys(own))
    some = [own[at * len(own) // MANY] for at in range(MANY)]
    return [title if at % 2 else " ".join(title.split()[-2:]) for at, title in enumerate(some)]


def cold(browser, server, rounds, further=()):
    out = {}
    for engine in ENGINES:
        rows = []
        # MiniSearch fetches the same for every query.
        for query in COLD[:2] if engine == "minisearch" else COLD:
            slow = [cold_once(browser, server, engine, query, PHONE) for _ in range(rounds)]
            # A busy machine begins a request late, as if it had waited for another: the fewest in a row are what had to be.
            slow = slow[0] | {key: min(one[key] for one in slow) for key in ("first", "last", "depth", "depth first")}
            quick = [cold_once(browser, server, engine, query, Line()) for _ in range(rounds)]
            middle = lambda key: statistics.median(one[key] for one in quick)
            rows.append({"query": query, "phone first": slow["first"], "phone last": slow["last"], "first": middle("first"), "last": middle("last"),
                         **{key: slow[key] for key in ("total", "shown", "bytes", "requests", "depth", "depth first", "excerpts", "engine", "asked")}})
            note("cold, %s, %r: %d bytes in %d requests, %d in a row; %.0f ms, %.0f ms on a phone's line" % (
                engine, query, slow["bytes"], slow["requests"], slow["depth"], rows[-1]["first"], slow["first"]))
        out[engine] = rows
    sizes = [cold_once(browser, server, "rightdeck", query, Line())["bytes"] for query in further]
    out["further"] = dict(zip(further, sizes))
    if sizes:
        note("cold, %d further queries: %d bytes, %d at most" % (len(sizes), statistics.median(sizes), max(sizes)))
    return out


def typed():
    """What the field holds after each keystroke."""
    out = [query[:end] for query in QUERIES for end in range(1, len(query) + 1)]
    return out[:KEYSTROKES]


def keystrokes(browser, server):
    out = {}
    for engine in ENGINES:
        with open_tab(browser, server, engine) as tab:
            tab.run("bench.open()")
            rows = []
            for text in typed():
                before = tab.main_thread()
                told = tab.run("bench.ask(%s, %d)" % (json.dumps(text), SHOWN))
                time.sleep(0.02)
                rows.append(told | {"typed": text, "main": tab.main_thread() - before})
        out[engine] = summary(rows)
        note("keystrokes, %s: %s" % (engine, {key: value for key, value in out[engine].items() if key != "rows"}))
    return out


def summary(rows):
    out = {"keystrokes": len(rows), "rows": rows}
    for key in ("first", "last", "main"):
        values = [row[key] for row in rows]
        out[key] = {"median": statistics.median(values), "95": percentile(values, 0.95), "most": max(values)}
    return out


def size_of_engines(book):
    """Bytes of what is fetched whatever the query, each file by gzip -9 unless it is packed already."""
    packed = lambda path: len(gzip.compress(open(path, "rb").read(), 9, mtime=0))
    assets = os.path.join(book.site, "assets")
    scripts = {re.sub(r"[.-][0-9a-f]{8,}(?=\.js$)", "", name): packed(os.path.join(assets, name)) for name in sorted(os.listdir(assets))
               if name.startswith("search") and name.endswith(".js")}
    shell = {"search.js", "search-box.js", "search-mark.js"}
    found = book.at("pagefind")
    wasm = os.path.join(found, "wasm.en.pagefind")
    return {
        "rightdeck": sum(size for name, size in scripts.items() if name not in shell),
        "rightdeck with its field": sum(scripts.values()),
        "rightdeck files": scripts,
        "pagefind": packed(os.path.join(found, "pagefind.js")) + packed(os.path.join(found, "pagefind-worker.js")) + os.path.getsize(wasm),
        "pagefind with its field": packed(os.path.join(found, "pagefind.js")) + packed(os.path.join(found, "pagefind-worker.js"))
        + os.path.getsize(wasm) + packed(os.path.join(found, "pagefind-ui.js")),
        "minisearch": packed(os.path.join(book.a.modules, "minisearch", "dist", "es", "index.js")),
    }


def judge(browser, server, queries, show):
    entries = relevance.load(queries)
    typos = [relevance.mistyped(entry["query"]) for entry in entries]
    out = {}
    for engine in [*ENGINES, TUNED]:
        with open_tab(browser, server, engine) as tab:
            tab.run("bench.open()")
            ask = lambda those: tab.run("bench.ranks(%s, %d)" % (json.dumps(those), relevance.DEPTH))
            clean = ask([entry["query"] for entry in entries])
            wrong = iter(ask([one for one in typos if one]))
            mistaken = [next(wrong) if one else None for one in typos]
        out[engine] = relevance.figures(entries, clean, mistaken)
        note("relevance, %s: %s" % (engine, json.dumps(out[engine])))
        if show:
            for entry, own, typo, found in zip(entries, clean, typos, mistaken):
                if entry["set"] == "tuning":
                    print(engine, relevance.rank(entry, own), repr(entry["query"]), found is not None and relevance.rank(entry, found), repr(typo), sep="\t")
    return out


FIELD = """
const link = document.querySelector("[data-search]");
link.click();
const input = document.querySelector("dialog input"), list = document.querySelector(".seek-hits");
window.field = {
  ask: (text) => new Promise((done) => {
    const begun = performance.now();
    const end = () => { watch.disconnect(); clearTimeout(late); list.getBoundingClientRect(); done({ first: performance.now() - begun, shown: list.children.length }); };
    const watch = new MutationObserver(() => { if (list.children.length) end(); });
    const late = setTimeout(end, 3000);
    watch.observe(list, { childList: true });
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }),
};
"""


def field(browser, server, book):
    """rightdeck's own field on an ordinary page, with its six results, facets and excerpts."""
    with open(book.at("records.jsonl"), encoding="utf-8") as f:
        urls = (json.loads(line)["url"] for line in f)
        article = next(url for url in urls if url.count("/") > 2 and "#" not in url)
    with browser.tab(server.url("/site/" + article)) as tab:
        time.sleep(0.5)
        server.line = PHONE
        server.clear()
        tab.run(FIELD + "; 1")
        told = tab.run("field.ask(%s)" % json.dumps(COLD[1]))
        time.sleep(2)
        asked, server.line = server.asked(), Line()
        first = told | {"bytes": sum(one[3] for one in asked), "requests": len(asked), "depth": depth(asked)}
        rows = []
        for text in typed():
            before = tab.main_thread()
            told = tab.run("field.ask(%s)" % json.dumps(text))
            time.sleep(0.1)
            rows.append(told | {"last": told["first"], "typed": text, "main": tab.main_thread() - before})
    return {"query": COLD[1], "cold": first, "keystrokes": summary(rows)}


# ------------------------------------------------------------------------------------ the report

def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| --- " * len(head) + "|"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def mb(size):
    return "%.1f MB" % (size / 1e6)


def kb(size):
    return "%.0f KB" % (size / 1e3) if size < 1e6 else mb(size)


def report(found):
    out = []
    for name, own in found["playbooks"].items():
        index = own.get("index")
        out.append("### %s: %s pages, %s records" % (name, index["pages"], index["records"]) if index else "### " + name)
        rows = []
        if index:
            told = lambda key: [("%.2f s wall, %.2f s CPU, %.0f MiB" % (index[e]["wall"], index[e]["cpu"], index[e]["memory"])) for e in key]
            if "without" in index:
                gap = {key: index["rightdeck"][key] - index["without"][key] for key in ("wall", "cpu")}
                rows.append(["index: added to the build", "%.2f s wall, %.2f s CPU" % (gap["wall"], gap["cpu"]), *told(ENGINES[1:])])
                rows.append(["the build without it", *told(["without"]), "", ""])
            rows.append(["the whole build, or indexing alone", *told(ENGINES)])
            rows.append(["index: size", *(mb(index[e]["bytes"]) for e in ENGINES)])
            rows.append(["index: files", *("{:,}".format(index[e]["files"]) for e in ENGINES)])
        if "cold" in own:
            cold = own["cold"]
            most = lambda key: [max(row[key] for row in cold[e]) for e in ENGINES]
            middle = lambda key: [statistics.median(row[key] for row in cold[e]) for e in ENGINES]
            both = lambda key, form: ["%s (%s)" % (form(m), form(x)) for m, x in zip(middle(key), most(key))]
            rows.append(["first query, cold: transferred in all, median (most)", *both("bytes", kb)])
            rows.append(["of that for excerpts from pages, after the results", *map(kb, middle("excerpts"))])
            rows.append(["requests", *both("requests", "{:.0f}".format)])
            rows.append(["round trips in sequence to the first five results", *both("depth first", "{:.0f}".format)])
            rows.append(["the same with all excerpts", *both("depth", "{:.0f}".format)])
            rows.append(["time to the first five results", *both("first", "{:.0f} ms".format)])
            rows.append(["the same with 100 ms a request and 10 Mbit/s", *both("phone first", "{:,.0f} ms".format)])
        if "keystrokes" in own:
            keys = own["keystrokes"]
            rows.append(["next keystroke, 95th percentile", *("%.1f ms" % keys[e]["first"]["95"] for e in ENGINES)])
            rows.append(["median", *("%.1f ms" % keys[e]["first"]["median"] for e in ENGINES)])
            rows.append(["CPU of the main thread, 95th percentile", *("%.1f ms" % keys[e]["main"]["95"] for e in ENGINES)])
        if "engine" in own:
            rows.append(["engine, compressed", *(kb(own["engine"][e]) for e in ENGINES)])
        if "relevance" in own:
            judged = own["relevance"]
            four, rows_of = [*ENGINES, TUNED], []
            for half in ("all", "tuning", "held-out"):
                rows_of.append(["mean reciprocal rank, %s" % half, *("%.3f" % judged[e][half]["mrr"] for e in four)])
            for half in ("all", "tuning", "held-out"):
                rows_of.append(["with a typing mistake, %s" % half, *("%.3f, %.2f of its own" % (judged[e][half]["mistyped mrr"], judged[e][half]["kept"]) for e in four)])
            rows_of.append(["first of all; within five", *("%d; %d" % (judged[e]["all"]["first"], judged[e]["all"]["within five"]) for e in four)])
            rows_of.append(["not found among 50: as written, mistyped", *("%d, %d" % (judged[e]["all"]["not found"], judged[e]["all"]["mistyped not found"]) for e in four)])
            out.append(table(["%d queries" % judged["rightdeck"]["all"]["queries"], *ENGINES, "minisearch, tuned"], rows_of))
        if rows:
            out.append(table(["", *ENGINES], rows))
        if "field" in own:
            told = own["field"]
            keys = told["keystrokes"]
            out.append("Its own field, cold: %s in %d requests, %d in sequence; keystroke %.1f ms (95th percentile), CPU of the main thread %.1f ms (median %.1f)." % (
                kb(told["cold"]["bytes"]), told["cold"]["requests"], told["cold"]["depth"], keys["first"]["95"], keys["main"]["95"], keys["main"]["median"]))
    return "\n\n".join([*out, goals(found)]) + "\n"


def goals(found):
    """What was aimed at, and how it stands."""
    rows = []

    def goal(what, wanted, figure, met):
        rows.append([what, wanted, figure, "met" if met else "missed"])

    for name, own in found["playbooks"].items():
        index, first, keys = own.get("index"), own.get("cold"), own.get("keystrokes")
        if name != "playbook" and index:
            ours, other = index["rightdeck"], index["pagefind"]
            if "without" in index:
                added = ours["wall"] - index["without"]["wall"]
                cpu = ours["cpu"] - index["without"]["cpu"]
                goal(name + ": wall time added to the build", "at most 2.5 s", "%.2f s" % added, added <= 2.5)
                goal(name + ": against Pagefind", "at least 10 times faster", "%.1f times; of CPU %.1f times" % (other["wall"] / added, other["cpu"] / cpu),
                     other["wall"] >= 10 * added)
            memory = ours["memory"] * 1.048576
            goal(name + ": memory of the build", "at most 600 MB", "%.0f MB" % memory, memory <= 600)
            goal(name + ": bytes against Pagefind", "at most 1/3", "1/%.1f" % (other["bytes"] / ours["bytes"]), ours["bytes"] * 3 <= other["bytes"])
            goal(name + ": files against Pagefind", "at most 1/10", "1/%.1f" % (other["files"] / ours["files"]), ours["files"] * 10 <= other["files"])
        if first:
            sizes = [row["bytes"] for row in first["rightdeck"]] + list(first["further"].values())
            goal("%s: first query, cold, the largest of %d" % (name, len(sizes)), "at most 100 KB", kb(max(sizes)), max(sizes) <= 1e5)
            most = max(row["depth first"] for row in first["rightdeck"] if row["query"] != MISTYPED)
            goal(name + ": round trips in sequence", "at most 3", most, most <= 3)
            most = max(row["depth first"] for row in first["rightdeck"])
            rows.append([name + ": round trips with a mistyped word", "", most, ""])
        if keys:
            late, main = keys["rightdeck"]["first"]["95"], keys["rightdeck"]["main"]["95"]
            goal(name + ": next keystroke, 95th percentile", "at most 50 ms", "%.1f ms" % late, late <= 50)
            goal(name + ": main thread, 95th percentile", "at most 16 ms", "%.1f ms" % main, main <= 16)
        if "field" in own:
            told = own["field"]["keystrokes"]
            late, main = told["first"]["95"], told["main"]["95"]
            goal(name + ": next keystroke in its own field", "at most 50 ms", "%.1f ms" % late, late <= 50)
            goal(name + ": main thread in its own field", "at most 16 ms", "%.1f ms" % main, main <= 16)
        if name == "playbook" and "engine" in own:
            size = own["engine"]["rightdeck"]
            goal("engine, compressed", "at most 12 KB", "%.1f KB" % (size / 1e3), size <= 12000)
        if "relevance" in own:
            for half in ("all", "held-out"):
                ours, *others = (own["relevance"][e][half] for e in [*ENGINES, TUNED])
                goal("mean reciprocal rank, " + half, "above both peers", "%.3f; %.3f, %.3f, %.3f" % (ours["mrr"], *(one["mrr"] for one in others)),
                     all(ours["mrr"] > one["mrr"] for one in others))
                goal("kept with a typing mistake, " + half, "at least 0.85", "%.2f" % ours["kept"], ours["kept"] >= 0.85)
    return table(["", "goal", "figure", ""], rows)


PARTS = ["index", "cold", "keystrokes", "engine", "relevance", "field"]
BOOKS = ["playbook", "pages", "pages-and-slides"]


def main():
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--rightdeck", required=True, help="the program to measure")
    ask.add_argument("--without", help="a program that makes no index: what indexing adds is told against it")
    ask.add_argument("--corpus", help="a folder of gen_site.py, with rightdeck/ in it")
    ask.add_argument("--playbook", default=REPOSITORY, help="the playbook of the queries")
    ask.add_argument("--queries", default=os.path.join(REPOSITORY, "tests", "search", "queries.yaml"))
    ask.add_argument("--records", default="cargo run --release --quiet -p xtask -- records", help="prints the records of a folder's playbook")
    ask.add_argument("--work", help="a folder for what is made; kept if it is named")
    ask.add_argument("--modules", help="a folder for the npm packages [default: in --work]")
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--parts", default=",".join(PARTS))
    ask.add_argument("--books", default=",".join(BOOKS))
    ask.add_argument("--show", action="store_true", help="print how each query for tuning fares")
    ask.add_argument("--json", help="all figures, to this file; parts and playbooks that are not measured are kept in it")
    a = ask.parse_args()
    a.parts, a.books, a.records = a.parts.split(","), a.books.split(","), shlex.split(a.records)
    for key in ("rightdeck", "without"):
        if getattr(a, key):
            setattr(a, key, os.path.abspath(getattr(a, key)))
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    made = None if a.work else tempfile.mkdtemp(prefix="search-bench-", dir=memory)
    a.work = os.path.abspath(a.work or made)
    a.modules = peers.install(os.path.abspath(a.modules or os.path.join(a.work, "npm")))
    try:
        run(a)
    finally:
        if made:
            shutil.rmtree(made, ignore_errors=True)


def run(a):
    sources = {"playbook": a.playbook}
    if a.corpus:
        sources["pages"] = os.path.join(os.path.abspath(a.corpus), "rightdeck")
        sources["pages-and-slides"] = os.path.join(a.work, "source-with-slides")
    found = {"playbooks": {}}
    if a.json and os.path.isfile(a.json):
        with open(a.json, encoding="utf-8") as f:
            found = json.load(f)
    found |= {"system": "%s, %d cores" % (platform.platform(), os.cpu_count())}
    for name in a.books:
        if name not in sources:
            continue
        if name == "pages-and-slides" and not os.path.isdir(sources[name]):
            note("%s: decks" % name)
            decks.with_decks(sources["pages"], sources[name])
        book, own = Playbook(name, sources[name], a), found["playbooks"].setdefault(name, {})
        if "index" in a.parts:
            own["index"] = book.index(a.rounds)
        if "engine" in a.parts:
            own["engine"] = size_of_engines(book)
        server = book.server()
        with Browser() as browser:
            found["browser"] = browser.version
            if name == "playbook":
                if "relevance" in a.parts and os.path.isfile(a.queries):
                    own["relevance"] = judge(browser, server, a.queries, a.show)
            else:
                if "cold" in a.parts:
                    own["cold"] = cold(browser, server, a.rounds, titles(book))
                if "keystrokes" in a.parts:
                    own["keystrokes"] = keystrokes(browser, server)
                if "field" in a.parts:
                    own["field"] = field(browser, server, book)
        server.shutdown()
        if a.json:
            with open(a.json, "w", encoding="utf-8") as f:
                json.dump(found, f, indent=1)
    print("%s, %s; load %.1f at the end.\n" % (found["system"], found["browser"], os.getloadavg()[0]))
    print(report(found))


if __name__ == "__main__":
    main()
