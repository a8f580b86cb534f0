//! The search as a person meets it: keys, chips, words marked on arrival, and what is said when the
//! index or the engine is not what it should be.

use crate::chromium::{browser, serve, told};
use crate::playbook::{Playbook, TINY, between, holds, lacks};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What all probes share.
const HAND: &str = r##"
const sleep = (time) => new Promise((next) => setTimeout(next, time));
const until = async (done) => {
  for (let tries = 0; tries < 500 && !done(); tries++) await sleep(20);
  return done();
};
const key = (name, set = {}) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...set }));
const box = () => document.querySelector("dialog.seek");
const input = () => box().querySelector("input");
const type = (text) => { for (const sign of text) document.execCommand("insertText", false, sign); };
const hits = () => [...box().querySelectorAll(".hit")];
const said = () => box().querySelector(".seek-said").textContent;
const chip = (name) => [...box().querySelectorAll(".seek-chips button")].find((one) => !one.hidden && one.textContent.startsWith(name));
const ready = async (text) => { const before = hits()[0]; input().select(); type(text); await until(() => hits().length && hits()[0] !== before && !said().startsWith("Searching")); };
const tell = (seen) => fetch(new URL("/told", location), { method: "POST", body: JSON.stringify(seen) });
const errors = [];
addEventListener("error", (event) => errors.push(event.message));
addEventListener("unhandledrejection", (event) => errors.push(String(event.reason)));
"##;

fn playbook(probe: &str) -> Playbook {
    let playbook = Playbook::new(TINY);
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/base.html");
    let base = std::fs::read_to_string(base).expect("the theme");
    let script =
        "<script type=\"module\" src=\"{{ top }}{{ assets[\"probe.js\"] }}\"></script>\n</body>";
    playbook.put("themes/default/base.html", base.replace("</body>", script));
    playbook.put("themes/default/assets/probe.js", format!("{HAND}{probe}"));
    playbook.page(
        "private-offers.md",
        "title: Private offers\nhyperscalers: [aws]",
        "A private offer on the marketplace is a price for one buyer.\n\n## Expiry\n\nIt expires after thirty days. Extend a private offer in time.\n",
    );
    playbook.page(
        "listings.md",
        "title: Listings\nhyperscalers: [microsoft]",
        "What a marketplace listing needs before it goes live.\n",
    );
    playbook.put(
        "content/glossary.yaml",
        "- term: MACC\n  definition: A commitment to spend on the marketplace.\n  aliases: [Microsoft commit]\n",
    );
    playbook.deck(
        "why",
        "title: Why\nstatus: approved\ncontexts: [customer]\nowner: Ada",
        "x\n",
        "slides: [{title: The marketplace in one slide}]",
    );
    playbook
}

const PERSON: &str = r##"
const seen = {};
if (!location.pathname.includes("private-offers")) {
  document.querySelector("[data-search]").focus();
  key("/");
  seen.focus = document.activeElement === input();
  type("markteplace ");
  type("privat ofer");
  await until(() => hits().length);
  const aria = (name) => input().getAttribute(name);
  const list = document.getElementById(aria("aria-controls"));
  seen.combobox = [aria("role"), aria("aria-expanded"), aria("aria-autocomplete"), list.role, box().ariaLabel];
  seen.first = hits()[0].pathname;
  seen.options = hits().every((hit) => hit.role === "option" && hit.tabIndex < 0);
  seen.said = said();
  await until(() => box().querySelector("[role=status]").textContent);
  seen.announced = box().querySelector("[role=status]").textContent;
  await ready("marketplace");
  const active = () => hits().findIndex((hit) => hit.id === aria("aria-activedescendant") && hit.ariaSelected === "true");
  const walk = [active()];
  for (const name of ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "Home", "End"]) {
    key(name);
    walk.push(active());
  }
  seen.walk = walk;
  seen.count = hits().length;
  seen.chips = [...box().querySelectorAll(".seek-chips button:not([hidden])")].map((one) => one.textContent);
  chip("Slides").click();
  await until(() => hits().length === 1);
  seen.slide = [chip("Slides").ariaPressed, hits()[0].getAttribute("href").split("/").slice(-2).join("/"), hits()[0].textContent];
  chip("Slides").click();
  await until(() => hits().length > 1);
  for (const odd of ["x".repeat(10000), "\u0000\ud800 \u202e\uffff", '" - "" ---', "((((", "東京"]) {
    input().value = odd;
    input().dispatchEvent(new Event("input"));
    await until(() => said().startsWith("Nothing found") || !odd.trim());
  }
  seen.nothing = said();
  input().value = "";
  input().dispatchEvent(new Event("input"));
  seen.hints = said();
  box().querySelector("button").click();
  seen.back = [box().open, document.activeElement === document.querySelector("[data-search]")];
  key("k", { ctrlKey: true });
  seen.open = [box().open, document.activeElement === input()];
  await ready("extend private offer");
  key("ArrowDown");
  seen.errors = errors;
  await tell(seen);
  key("Enter");
} else {
  await until(() => CSS.highlights.get("found"));
  seen.marked = [...CSS.highlights.get("found")].map(String);
  seen.hash = location.hash;
  const bar = document.querySelector(".marked-bar");
  seen.bar = bar.textContent;
  bar.querySelector("button").click();
  seen.cleared = !CSS.highlights.has("found") && !document.querySelector(".marked-bar");
  seen.errors = errors;
  await tell(seen);
}
"##;

#[test]
fn a_person_searches() {
    let Some(browser) = browser() else { return };
    let playbook = playbook(PERSON);
    playbook.built();
    let served = serve(&playbook.path("public"));
    let (told, console) = told(&browser, &served, "listings/", 2, |_| ());
    let [first, second] = <[Value; 2]>::try_from(told).expect("two");
    assert_eq!(first["errors"], json!([]));
    assert_eq!(first["focus"], json!(true));
    assert_eq!(
        first["combobox"],
        json!(["combobox", "true", "list", "listbox", "Search"])
    );
    assert_eq!(first["first"], json!("/private-offers/"));
    assert_eq!(first["options"], json!(true));
    let said = first["said"].as_str().expect("text");
    holds(said, &["Did you mean marketplace private offer?"]);
    holds(first["announced"].as_str().expect("text"), &["result"]);
    let last = first["count"].as_u64().expect("a number") - 1;
    assert_eq!(first["walk"], json!([-1, 0, 1, 0, last, 0, last]));
    assert_eq!(
        first["chips"],
        json!([
            "Pages2",
            "Slides1",
            "Terms1",
            "AWS1",
            "Microsoft1",
            "With customer1"
        ])
    );
    let slide = &first["slide"];
    assert_eq!(
        (&slide[0], &slide[1]),
        (&json!("true"), &json!("why/#slide-1"))
    );
    let text = slide[2].as_str().expect("text");
    holds(
        text,
        &["The marketplace in one slide", "Slide 1", "Approved"],
    );
    let nothing = first["nothing"].as_str().expect("text");
    holds(nothing, &["Nothing found", "everything by letter"]);
    holds(first["hints"].as_str().expect("text"), &["Half a word"]);
    assert_eq!(first["back"], json!([false, true]));
    assert_eq!(first["open"], json!([true, true]));
    let marked: Vec<&str> = second["marked"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(
        marked.contains(&"Extend") && marked.contains(&"private") && !marked.contains(&"thirty"),
        "{marked:?}"
    );
    assert_eq!(second["hash"], json!("#expiry"));
    let bar = second["bar"].as_str().expect("text");
    holds(bar, &["extend private offer", "Clear"]);
    assert_eq!(second["cleared"], json!(true));
    assert_eq!(second["errors"], json!([]));
    assert_eq!(console, "");
    assert_eq!(*served.missing.lock().expect("whole"), [""; 0]);
}

const PAGE: &str = r##"
const seen = {};
const field = () => document.querySelector("[data-search-page] input");
const found = () => [...document.querySelectorAll("[data-search-page] .hit")];
if (location.search) {
  await until(() => found().length);
  seen.query = field().value;
  seen.found = found().map((hit) => hit.pathname);
  seen.everything = document.querySelector("[data-everything]").hidden;
  field().focus();
  field().select();
  type("listing");
  await until(() => location.search.includes("q=listing") && found()[0]?.pathname === "/listings/");
  seen.search = location.search;
  seen.errors = errors;
  await tell(seen);
}
"##;

#[test]
fn the_search_page_keeps_its_query_in_the_address() {
    let Some(browser) = browser() else { return };
    let playbook = playbook(PAGE);
    playbook.built();
    let served = serve(&playbook.path("public"));
    let page = "search/?q=marketplace&hyperscaler=aws";
    let (told, console) = told(&browser, &served, page, 1, |_| ());
    assert_eq!(
        told[0],
        json!({
            "query": "marketplace", "found": ["/private-offers/"], "everything": true,
            "search": "?hyperscaler=aws&q=listing", "errors": [],
        })
    );
    assert_eq!(console, "");
}

#[test]
fn without_a_script_the_search_page_is_an_index_of_everything() {
    let playbook = playbook("");
    playbook.built();
    let html = playbook.html("search/");
    holds(
        &html,
        &[
            "Everything, by kind and letter",
            "<a href=\"../private-offers/\">Private offers</a>",
            "<a href=\"../decks/why/\">Why</a>",
            "<a href=\"../glossary/macc/\">MACC</a>",
            "Microsoft commit",
        ],
    );
    lacks(between(&html, "<main", "</main>"), &["<input"]);
    holds(
        &playbook.html("listings/"),
        &["href=\"../search/\" data-search"],
    );
}

const OWN: &str = r##"
localStorage.setItem("rightdeck-lens", '{"hyperscaler":"aws"}');
dispatchEvent(new CustomEvent("rightdeck-lens", { detail: { hyperscaler: "aws" } }));
const seen = {}, found = () => hits().map((hit) => hit.getAttribute("href").replace(/^.*:[0-9]+/, "")).sort();
key("/");
await ready("marketplace");
seen.own = [chip("AWS").ariaPressed, found(), box().querySelector(".seek-said a")?.search];
chip("AWS").click();
await until(() => hits().length > 3);
seen.all = [chip("AWS").ariaPressed, found()];
chip("AWS").click();
await until(() => hits().length === 1);
seen.alone = [chip("AWS").ariaPressed, found()];
dispatchEvent(new CustomEvent("rightdeck-lens", { detail: { hyperscaler: "microsoft" } }));
await until(() => hits().length > 1);
seen.changed = [chip("AWS")?.ariaPressed ?? "gone", chip("Microsoft").ariaPressed, found()];
seen.errors = errors;
await tell(seen);
"##;

#[test]
fn the_search_begins_with_the_reader_s_own_cloud() {
    let Some(browser) = browser() else { return };
    let playbook = playbook(OWN);
    playbook.built();
    let served = serve(&playbook.path("public"));
    let (told, console) = told(&browser, &served, "", 1, |_| ());
    let every = ["/decks/why/#slide-1", "/glossary/macc/"];
    let with = |own: &[&'static str]| {
        let mut all: Vec<&'static str> = every.iter().chain(own).copied().collect();
        all.sort_unstable();
        all
    };
    assert_eq!(
        told[0],
        json!({
            "own": ["true", with(&["/private-offers/"]), null],
            "all": ["false", with(&["/private-offers/", "/listings/"])],
            "alone": ["true", ["/private-offers/"]],
            "changed": ["false", "true", with(&["/listings/"])],
            "errors": [],
        })
    );
    assert_eq!(console, "");
}

const TROUBLE: &str = r##"
key("/");
type("marketplace");
await until(() => said() && !said().startsWith("Half") && !said().startsWith("Searching"));
await sleep(100);
await tell({ said: said(), hits: hits().length, errors });
"##;

/// The files of the index but its manifest.
fn chunks(playbook: &Playbook) -> Vec<PathBuf> {
    let folder = std::fs::read_dir(playbook.path("public/search")).expect("the index");
    folder
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension().is_some_and(|end| end == "bin") && !path.ends_with("index.bin")
        })
        .collect()
}

fn trouble(browser: &Path, harm: impl Fn(&Playbook)) -> String {
    let playbook = playbook(TROUBLE);
    playbook.built();
    harm(&playbook);
    let served = serve(&playbook.path("public"));
    let (told, _) = told(browser, &served, "listings/", 1, |_| ());
    assert_eq!(told[0]["hits"], json!(0));
    assert_eq!(told[0]["errors"], json!([]));
    told[0]["said"].as_str().expect("text").to_owned()
}

#[test]
fn what_is_broken_is_said() {
    let Some(browser) = browser() else { return };
    let said = trouble(&browser, |playbook| {
        for path in chunks(playbook) {
            std::fs::remove_file(path).expect("removed");
        }
    });
    holds(&said, &["missing or damaged", "Try again"]);
    let said = trouble(&browser, |playbook| {
        for path in chunks(playbook) {
            let mut bytes = std::fs::read(&path).expect("a chunk");
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            std::fs::write(path, bytes).expect("written");
        }
    });
    holds(&said, &["missing or damaged", "Try again"]);
    let said = trouble(&browser, |playbook| {
        let assets = std::fs::read_dir(playbook.path("public/assets")).expect("assets");
        for entry in assets.flatten() {
            if entry
                .file_name()
                .to_string_lossy()
                .starts_with("search-worker.")
            {
                std::fs::remove_file(entry.path()).expect("removed");
            }
        }
    });
    holds(&said, &["This page is older than the site", "Load"]);
    let said = trouble(&browser, |playbook| {
        let assets = std::fs::read_dir(playbook.path("public/assets")).expect("assets");
        for entry in assets.flatten() {
            if entry
                .file_name()
                .to_string_lossy()
                .starts_with("search-box.")
            {
                std::fs::remove_file(entry.path()).expect("removed");
            }
        }
    });
    holds(&said, &["This page is older than the site", "Load"]);
}

#[test]
fn an_index_of_another_format_is_said() {
    let Some(browser) = browser() else { return };
    let said = trouble(&browser, |playbook| {
        let path = playbook.path("public/search/index.bin");
        let manifest = std::fs::read(&path).expect("a manifest");
        let manifest = rightdeck::search::unpack_chunk(&manifest).expect("unpacked");
        let manifest = String::from_utf8(manifest).expect("JSON");
        let other = manifest.replacen("\"format\":1", "\"format\":2", 1);
        assert_ne!(manifest, other);
        let bytes = rightdeck::search::pack_chunk(other.as_bytes());
        std::fs::write(path, bytes).expect("written");
    });
    holds(
        &said,
        &["This page is older than the site", "Load it again"],
    );
}

const OFFLINE: &str = r##"
// A device that keeps the site would find what it kept.
localStorage.setItem("rightdeck-offline", "off");
key("/");
await ready("listing");
await tell({});
await until(() => window.gone || (fetch("/listings/").catch(() => { window.gone = true; }), false));
input().select();
type("zebra offers");
await until(() => said().startsWith("There is no connection"));
const seen = { said: said(), hits: hits().length };
await tell(seen);
await until(() => !window.gone || (fetch("/listings/").then(() => { window.gone = false; }).catch(() => {}), false));
[...box().querySelectorAll(".seek-said button")].find((one) => one.textContent === "Try again").click();
await until(() => hits().length);
await tell({ found: hits()[0].pathname, errors });
"##;

#[test]
fn without_a_connection_the_search_says_so_and_tries_again() {
    let Some(browser) = browser() else { return };
    let playbook = playbook(OFFLINE);
    playbook.built();
    let served = serve(&playbook.path("public"));
    let (told, _) = told(&browser, &served, "listings/", 3, |time| match time {
        // The index is so small that the first query has read all of it: what is to be fetched is others.
        0 => {
            playbook.page("zebra.md", "title: Zebra crossing", "Stripes.\n");
            playbook.built();
            playbook.put("public/offline", "");
        }
        1 => std::fs::remove_file(playbook.path("public/offline")).expect("removed"),
        _ => {}
    });
    assert_eq!(told[1]["hits"], json!(0));
    holds(
        told[1]["said"].as_str().expect("text"),
        &["There is no connection", "Try again"],
    );
    assert_eq!(told[2], json!({ "found": "/zebra/", "errors": [] }));
}

const DEPLOY: &str = r##"
key("/");
await ready("marketplace");
await tell({});
await until(() => false || window.gone || (fetch("/go.txt").then((reply) => { window.gone = reply.ok; }), false));
input().select();
type("zebra");
await until(() => hits().some((hit) => hit.textContent.includes("Zebra")));
await tell({ first: hits()[0]?.pathname, errors });
"##;

#[test]
fn a_page_from_before_a_deploy_finds_what_is_there_now() {
    let Some(browser) = browser() else { return };
    let playbook = playbook(DEPLOY);
    playbook.built();
    let served = serve(&playbook.path("public"));
    let (told, _) = told(&browser, &served, "listings/", 2, |time| {
        if time == 0 {
            playbook.page("zebra.md", "title: Zebra crossing", "Stripes.\n");
            playbook.built();
            playbook.put("public/go.txt", "go");
        }
    });
    assert_eq!(told[1], json!({ "first": "/zebra/", "errors": [] }));
}
