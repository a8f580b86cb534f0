//! What a person sees in a browser: an edit, a breakage, its mending, a new style, findings, a dropped deck.

use crate::chromium::{browser, command};
use crate::playbook::{Playbook, TINY};
use crate::preview::Preview;
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// Tells in the console what stands on the page whenever that changes; drops a deck on the page when its
/// text asks for that.
const PROBE: &str = r##"
const wait = (time) => new Promise((next) => setTimeout(next, time));
const born = Math.random();
let last = "", dropped = false;
const drop = async () => {
  dropped = true;
  const deck = await (await fetch("/decks/why/why.pptx")).blob();
  const carrier = new DataTransfer();
  carrier.items.add(new File([deck], "<b>why</b>.pptx"));
  dispatchEvent(new DragEvent("drop", { dataTransfer: carrier, bubbles: true, cancelable: true }));
};
for (;;) {
  const root = document.querySelector("rightdeck-preview")?.shadowRoot;
  if (root) {
    const text = (selector) => root.querySelector(selector)?.textContent ?? null;
    const problems = root.querySelector(".problems");
    const seen = {
      born, text: document.querySelector(".prose")?.textContent.trim().slice(0, 40), scroll: Math.round(scrollY),
      problems: problems && !problems.hidden ? [...problems.querySelectorAll("li")].map((one) => one.textContent) : [],
      badge: text("summary"), color: getComputedStyle(document.querySelector("h1")).color,
      said: text("dialog .said"), found: [...root.querySelectorAll("dialog .found h3, dialog .found li p:first-child")].map((one) => one.textContent),
      markup: root.querySelectorAll("dialog b").length,
    };
    const now = JSON.stringify(seen);
    if (now !== last) console.log(`PROBE ${now} END`);
    last = now;
    if (seen.text?.startsWith("Drop") && !dropped) drop();
    if (seen.text?.startsWith("Long") && scrollY === 0) scrollTo(0, 600);
  }
  await wait(20);
}
"##;

/// A browser with a page open, and what its page tells.
struct Open {
    child: Child,
    told: Receiver<String>,
    _profile: tempfile::TempDir,
}

impl Open {
    fn new(browser: &Path, url: &str) -> Self {
        let profile = tempfile::tempdir().expect("a folder");
        let mut child = command(browser, profile.path())
            .args(["--remote-debugging-port=0", url])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let errors = child.stderr.take().expect("piped");
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                if line.contains("CONSOLE") && tell.send(line).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            told,
            _profile: profile,
        }
    }

    /// What stands on the page, as soon as something is true of it.
    #[track_caller]
    fn until(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut last = String::new();
        while let Ok(line) = self.told.recv_timeout(Duration::from_secs(60)) {
            let text = line
                .split("PROBE ")
                .nth(1)
                .and_then(|rest| rest.split(" END").next());
            // The tests have the page ask for what is not there yet.
            assert!(
                text.is_some() || line.contains("404"),
                "in the console: {line}"
            );
            let Some(seen) = text.and_then(|text| serde_json::from_str::<Value>(text).ok()) else {
                continue;
            };
            if wanted(&seen) {
                return seen;
            }
            last = seen.to_string();
        }
        panic!("never: {what}; at last {last}");
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn starts(seen: &Value, key: &str, text: &str) -> bool {
    seen[key].as_str().is_some_and(|own| own.starts_with(text))
}

/// A page with which nothing is wrong.
const OWNED: &str = "title: A\nowner: x\ntags: x";

#[test]
fn a_page_follows_its_file() {
    let Some(browser) = browser() else { return };
    let playbook = Playbook::new(TINY);
    let base = std::fs::read_to_string("themes/default/base.html").expect("the theme");
    let probe =
        "<script type=\"module\" src=\"{{ top }}{{ assets[\"probe.js\"] }}\"></script>\n</head>";
    let ours = "<link rel=\"stylesheet\" href=\"{{ top }}{{ assets[\"ours.css\"] }}\">\n";
    playbook.put(
        "themes/default/base.html",
        base.replace("</head>", &format!("{ours}{probe}")),
    );
    playbook.put("themes/default/assets/probe.js", PROBE);
    playbook.put(
        "themes/default/assets/ours.css",
        "h1 { color: rgb(1, 2, 3) }",
    );
    let body = |text: &str| format!("{text}\n{}", "\nA line.\n".repeat(200));
    playbook.page("a.md", OWNED, &body("Long one."));
    let front = "title: Why\nhyperscaler: aws\ncontexts: [joint]\nstatus: approved";
    playbook.deck(
        "why",
        front,
        "Talk.\n",
        "slides: [{title: Fine}, {title: Runs on Azure Synapse}]",
    );
    let preview = Preview::new(&playbook);
    let open = Open::new(&browser, &format!("http://{}/a/", preview.address));

    let first = open.until("the page, scrolled", |seen| {
        starts(seen, "text", "Long one.")
            && seen["scroll"] == 600
            && starts(seen, "badge", "Playbook: ")
    });
    assert_eq!(first["color"], "rgb(1, 2, 3)");

    // What is built elsewhere does not touch this page.
    playbook.page("b.md", OWNED, "x\n");
    preview.until("/b/", "x");

    playbook.page("a.md", OWNED, &body("Long two."));
    let edited = open.until("the edit", |seen| starts(seen, "text", "Long two."));
    assert_ne!(edited["born"], first["born"], "the page was loaded anew");
    let edited = open.until("the same place", |seen| seen["scroll"] == 600);
    assert!(starts(&edited, "text", "Long two."));

    playbook.put(
        "themes/default/assets/ours.css",
        "h1 { color: rgb(4, 5, 6) }",
    );
    let styled = open.until("the new style", |seen| seen["color"] == "rgb(4, 5, 6)");
    assert_eq!(styled["born"], edited["born"], "without loading the page");

    playbook.page("a.md", OWNED, &body("Long, in the CSR."));
    open.until("what is found on the page", |seen| {
        seen["badge"] == "1 warning"
    });
    playbook.page("a.md", OWNED, &body("Long two."));
    open.until("that it is mended", |seen| {
        starts(seen, "badge", "Playbook: ")
    });

    playbook.page("a.md", OWNED, &body("Long three, [nowhere](nowhere.md)."));
    let broken = open.until("the mistake", |seen| {
        seen["problems"] != serde_json::json!([]) && seen["badge"] == "1 mistake"
    });
    assert!(
        starts(&broken, "text", "Long two."),
        "the last good page stays"
    );
    let told = broken["problems"][0].as_str().unwrap_or_default();
    assert!(told.starts_with("content/a.md:6:"), "{told}");
    assert!(
        told.ends_with("Long three, [nowhere](nowhere.md)."),
        "{told}"
    );

    playbook.page("a.md", OWNED, &body("Long three."));
    open.until("its mending", |seen| {
        starts(seen, "text", "Long three.") && seen["problems"] == serde_json::json!([])
    });

    playbook.page("a.md", OWNED, "Drop a deck.\n");
    let dropped = open.until("what the deck has", |seen| {
        seen["found"]
            .as_array()
            .is_some_and(|found| !found.is_empty())
    });
    assert!(starts(&dropped, "said", "<b>why</b>.pptx: "), "{dropped}");
    assert_eq!(dropped["markup"], 0, "what comes from a deck is text");
    let found = dropped["found"].to_string();
    assert!(
        found.contains("context-unknown") || found.contains("wrong-hyperscaler-name"),
        "{found}"
    );
}

#[test]
fn a_deck_page_shows_what_is_found_in_its_deck() {
    let Some(browser) = browser() else { return };
    let playbook = Playbook::new(TINY);
    playbook.page("index.md", "title: Home", "Hello.\n");
    let base = std::fs::read_to_string("themes/default/base.html").expect("the theme");
    let probe =
        "<script type=\"module\" src=\"{{ top }}{{ assets[\"probe.js\"] }}\"></script>\n</head>";
    playbook.put("themes/default/base.html", base.replace("</head>", probe));
    playbook.put("themes/default/assets/probe.js", PROBE);
    let front = "title: Why\nhyperscaler: aws\ncontexts: [joint]\nstatus: approved";
    playbook.deck(
        "why",
        front,
        "Talk.\n",
        "slides: [{title: Runs on Azure Synapse}]",
    );
    let preview = Preview::new(&playbook);
    let open = Open::new(&browser, &format!("http://{}/decks/why/", preview.address));
    let seen = open.until("the finding", |seen| {
        seen["badge"]
            .as_str()
            .is_some_and(|badge| badge.contains("error"))
    });
    assert!(
        !starts(&seen, "badge", "Playbook"),
        "it is this page's own: {seen}"
    );
    playbook.deck(
        "why",
        front,
        "Talk.\n",
        "slides: [{title: Runs on Amazon Redshift}]",
    );
    open.until("that it is gone", |seen| {
        !seen["badge"]
            .as_str()
            .is_some_and(|badge| badge.contains("error"))
    });
}
