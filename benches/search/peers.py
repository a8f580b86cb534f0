"""What the other engines get: the same records, in the shape that each of them takes."""
import html
import json
import os
import shutil
import subprocess

PACKAGES = ["pagefind@1.6.0", "minisearch@7.2.0"]


def install(folder):
    """The packages' folder."""
    modules = os.path.join(folder, "node_modules")
    if not os.path.isdir(os.path.join(modules, "minisearch")):
        os.makedirs(folder, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit", "--ignore-scripts", "--prefix", folder, *PACKAGES],
                       check=True)
    return modules


def pagefind_program(modules):
    scope = os.path.join(modules, "@pagefind")
    for package in sorted(os.listdir(scope)):
        for name in ("pagefind", "pagefind_extended"):
            program = os.path.join(scope, package, "bin", name)
            if os.path.isfile(program):
                return program
    raise SystemExit("npm brought no Pagefind for this system")


def records(command, folder, out):
    """Writes the records of a playbook, a line of JSON each, and reads them."""
    with open(out, "wb") as f:
        subprocess.run([*command, os.path.abspath(folder)], stdout=f, check=True)
    with open(out, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def paragraphs(text):
    return "".join("<p>%s</p>\n" % html.escape(line) for line in text.split("\n") if line.strip())


def write_html(found, folder):
    """A page of HTML for each page, deck, term and statement: its title as h1, each section or slide under an h2 with
    an anchor, as Pagefind wants them for its weights and its deep links."""
    shutil.rmtree(folder, ignore_errors=True)
    pages = {}
    for record in found:
        pages.setdefault(record["url"].partition("#")[0], []).append(record)
    for url, own in pages.items():
        title = html.escape(own[0]["title"])
        out = ['<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>%s</title></head>\n<body><main data-pagefind-body>\n<h1>%s</h1>\n' % (title, title)]
        for record in own:
            anchor = record["url"].partition("#")[2]
            if record["heading"] or anchor:
                out.append('<h2 id="%s">%s</h2>\n' % (html.escape(anchor), html.escape(record["heading"])))
            if record["aliases"]:
                out.append("<p>%s</p>\n" % html.escape(", ".join(record["aliases"])))
            out.append(paragraphs(record["text"]))
            out.append(paragraphs(record["notes"]))
        out.append("</main></body></html>\n")
        path = os.path.join(folder, url, "index.html") if url.endswith("/") or not url else os.path.join(folder, url)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write("".join(out))
    return len(pages)
