#!/usr/bin/env python3
"""How fast the preview is, beside Hugo's server and nginx.

    python3 benches/serve/bench.py --rightdeck target/release/rightdeck --hugo HUGO \
        --corpus 1000=../corpus/1000 --corpus 10000=../corpus/10000 --json figures.json

A corpus is a folder made by `../shared/tools/gen_site.py --layouts rightdeck,hugo`; it is copied before
anything in it is changed. Three parts, each of which can be left out with --only:

save    from saving one page (written beside, moved over) to its new bytes being served; each program on its
        own, one after the other: edits of a body and of a title, a median and the slowest of --rounds
load    `wrk` against the preview and against nginx that serves the folder of a build, in turns; the
        memory of the preview before and after
edits   --edits random edits of bodies and titles, and new, moved and removed pages; memory before and after, and
        whether every page is then what a build writes

All servers listen on this machine alone, and are ended at the end.
"""
import argparse
import contextlib
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PATIENCE = 120


class Asking:
    """A connection that is kept open."""

    def __init__(self, port):
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def get(self, path):
        try:
            self.connection.request("GET", path)
            answer = self.connection.getresponse()
        except (http.client.HTTPException, OSError):
            self.connection.close()
            self.connection.request("GET", path)
            answer = self.connection.getresponse()
        return answer.status, answer.read()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def memory(process):
    """Resident memory in MiB."""
    text = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1024


@contextlib.contextmanager
def running(command, port, folder):
    """A server from when it answers until the end of the block."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    began = time.perf_counter()
    try:
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if Asking(port).get("/")[0] == 200:
                    break
            if process.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise SystemExit(f"{command[0]} does not answer")
            time.sleep(0.02)
        process.took = time.perf_counter() - began
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def save(path, text):
    """As editors do: beside it, then over it."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text)
    os.replace(beside, path)


def changed(text, kind, word):
    head, body = text.split("\n---\n", 1)
    if kind == "title":
        head = re.sub(r'title: ".*"', f'title: "Title {word}"', head)
        return f"{head}\n---\n{body}"
    return f"{head}\n---\n\nA body of {word}.\n{body}"


def articles(content):
    return sorted(path for path in content.rglob("*.md") if not path.name.startswith(("_", "index", "glossary")))


def measure_saves(port, content, where, rounds, seed):
    """Milliseconds from saving to being served, by the kind of edit."""
    chance = random.Random(seed)
    pages = articles(content)
    asking = Asking(port)
    figures = {}
    for kind in ("body", "title"):
        times = []
        for number in range(rounds):
            page = chance.choice(pages)
            before = page.read_text()
            word = f"{kind}word{number}x{seed}"
            address = "/" + where + str(page.relative_to(content).with_suffix("")) + "/"
            assert asking.get(address)[0] == 200, address
            text = changed(before, kind, word)
            began = time.perf_counter()
            save(page, text)
            while word.encode() not in asking.get(address)[1]:
                if time.perf_counter() - began > PATIENCE:
                    raise SystemExit(f"{address} does not change")
                time.sleep(0.0005)
            times.append((time.perf_counter() - began) * 1000)
            # What is still under way must not count for the next one.
            time.sleep(0.3 + times[-1] / 1000)
        figures[kind] = {"median": statistics.median(times), "slowest": max(times), "rounds": rounds}
    return figures


def saves(args, name, corpus, work):
    rows = {}
    for program in ("rightdeck", "hugo"):
        site = work / f"{program}-{name}"
        shutil.copytree(corpus / program, site)
        port = free_port()
        if program == "rightdeck":
            command, content, where = [args.rightdeck, "serve", "--port", str(port)], site / "content" / "playbook", "playbook/"
        else:
            command = [args.hugo, "server", "--port", str(port), "--bind", "127.0.0.1", "--baseURL", f"http://127.0.0.1:{port}/",
                       "--renderToMemory", "--disableLiveReload", "--logLevel", "error"]
            content, where = site / "content", ""
        with running(command, port, site) as process:
            figures = measure_saves(port, content, where, args.rounds, 1)
            figures |= {"until it answers, s": process.took, "memory, MiB": memory(process)}
        rows[program] = figures
        shutil.rmtree(site)
    return rows


def wrk(port, path, seconds):
    out = subprocess.run(["wrk", "-t2", "-c64", f"-d{seconds}s", f"http://127.0.0.1:{port}{path}"],
                         capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        print(out, file=sys.stderr)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])


def built(args, site):
    """The folder of a build."""
    subprocess.run([args.rightdeck, "build", "--out", "built"], cwd=site, check=True, capture_output=True)
    return site / "built"


NGINX = """
daemon off; worker_processes 2; pid {work}/nginx.pid; error_log {work}/nginx.log;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on; tcp_nodelay on;
  keepalive_requests 1000000000; open_file_cache max=20000; open_file_cache_valid 60s; open_file_cache_errors on;
  client_body_temp_path {work}; proxy_temp_path {work}; fastcgi_temp_path {work}; uwsgi_temp_path {work}; scgi_temp_path {work};
  server {{ listen 127.0.0.1:{port}; root {root}; index index.html; }}
}}
"""


def load(args, corpus, work):
    site = work / "load"
    shutil.copytree(corpus / "rightdeck", site)
    public = built(args, site)
    page = sorted((public / "playbook").rglob("index.html"))[-1]
    style = next((public / "assets").glob("style.*.css"))
    paths = {"a page": f"/{page.parent.relative_to(public)}/", "the style sheet": f"/{style.relative_to(public)}"}
    own, other = free_port(), free_port()
    # Its workers go down to a user who must be let in.
    for folder in (work, site, public):
        folder.chmod(0o755)
    (work / "nginx.conf").write_text(NGINX.format(work=work, port=other, root=public))
    rows = {}
    with running([args.rightdeck, "serve", "--port", str(own)], own, site) as process, \
            running(["nginx", "-c", str(work / "nginx.conf")], other, work):
        for what, path in paths.items():
            wrk(own, path, 2), wrk(other, path, 2)
            before = memory(process)
            pairs = [(wrk(own, path, args.seconds), wrk(other, path, args.seconds)) for _ in range(3)]
            ours, theirs = (statistics.median(one) for one in zip(*pairs))
            rows[what] = {"bytes": (page if what == "a page" else style).stat().st_size, "rightdeck, requests/s": ours, "nginx, requests/s": theirs,
                          "ratio": ours / theirs, "memory before, MiB": before, "memory after, MiB": memory(process)}
    shutil.rmtree(site)
    return rows


def edits(args, corpus, work):
    site = work / "edits"
    shutil.copytree(corpus / "rightdeck", site)
    content, chance, port = site / "content" / "playbook", random.Random(7), free_port()
    with running([args.rightdeck, "serve", "--port", str(port)], port, site) as process:
        asking = Asking(port)
        pages, made, marks = articles(content), [], []
        for number in range(args.edits):
            roll = chance.random()
            if roll < 0.45:
                page = chance.choice(pages)
                save(page, changed(page.read_text(), "body", f"w{number}") if page.stat().st_size < 40_000 else page.read_text().split("\n---\n")[0] + "\n---\n\nShort.\n\n" + "".join(f"## {one}\n\n" for one in re.findall(r"^## (.*)$", page.read_text(), re.M)))
            elif roll < 0.7:
                page = chance.choice(pages)
                save(page, changed(page.read_text(), "title", f"w{number}"))
            elif roll < 0.85 or not made:
                page = content / f"made-{number}.md"
                save(page, f'---\ntitle: "Made {number}"\n---\nText {number}.\n')
                made.append(page)
            elif roll < 0.93:
                page = made.pop(chance.randrange(len(made)))
                moved = content / f"moved-{number}.md"
                os.replace(page, moved)
                made.append(moved)
            else:
                made.pop(chance.randrange(len(made))).unlink()
            page = chance.choice(pages)
            asking.get("/playbook/" + str(page.relative_to(content).with_suffix("")) + "/")
            if number % max(1, args.edits // 20) == 0:
                marks.append(memory(process))
        save(content / "last.md", '---\ntitle: "Last"\n---\nThe very end.\n')
        began = time.perf_counter()
        while b"The very end." not in asking.get("/playbook/last/")[1]:
            if time.perf_counter() - began > PATIENCE:
                raise SystemExit("the last edit is not served")
            time.sleep(0.05)
        marks.append(memory(process))
        health = json.loads(asking.get("/api/health")[1])
        public = built(args, site)
        files = [path for path in public.rglob("*") if path.is_file() and path.name != ".rightdeck"]
        wrong = [str(path.relative_to(public)) for path in files
                 if asking.get("/" + str(path.relative_to(public)))[1] != path.read_bytes()]
    shutil.rmtree(site)
    return {"edits": args.edits, "renewals": health["generation"], "memory at each twentieth, MiB": [round(mark) for mark in marks],
            "files": len(files), "files that differ from a build": len(wrong), "the first of them": wrong[:5]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rightdeck", required=True, type=lambda path: str(Path(path).resolve()))
    parser.add_argument("--hugo", default="hugo")
    parser.add_argument("--corpus", action="append", required=True, metavar="NAME=FOLDER")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--only", choices=["save", "load", "edits"], action="append")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    parts = args.only or ["save", "load", "edits"]
    corpora = {name: Path(folder).resolve() for name, _, folder in (one.partition("=") for one in args.corpus)}
    figures = {"cores": os.cpu_count(), "load average": os.getloadavg()}
    with tempfile.TemporaryDirectory(prefix="rightdeck-bench-") as folder:
        work = Path(folder)
        if "save" in parts:
            figures["save"] = {name: saves(args, name, corpus, work) for name, corpus in corpora.items()}
        first = next(iter(corpora.values()))
        if "load" in parts:
            figures["load"] = load(args, first, work)
        if "edits" in parts:
            figures["edits"] = edits(args, first, work)
    text = json.dumps(figures, indent=2)
    print(text)
    if args.json:
        args.json.write_text(text + "\n")


if __name__ == "__main__":
    main()
