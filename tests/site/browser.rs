//! What a browser makes of a page: the scripts at work, and nothing in the console.

use crate::chromium::{Served, browser, dom, probe, serve};
use crate::playbook::{Playbook, TINY, holds, lacks};
use std::path::Path;

/// Opens a term's popover as a keyboard does, then a tab, and leaves in the page what it saw.
const PROBE: &str = r##"
const until = async (done) => {
  for (let tries = 0; tries < 200 && !done(); tries++) await new Promise((next) => setTimeout(next, 20));
  return done();
};
const seen = {};
const word = document.querySelector("a.term");
word.focus();
const tip = () => document.querySelector("#term-tip:popover-open");
seen.tip = (await until(() => tip())) ? tip().textContent : null;
seen.role = tip()?.getAttribute("role");
seen.described = word.getAttribute("aria-describedby");
document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
seen.closed = !tip();
word.dispatchEvent(new PointerEvent("pointerover", { pointerType: "mouse", bubbles: true }));
seen.hovered = !!(await until(() => tip()));
const tabs = [...document.querySelectorAll("[role=tablist] [role=tab]")];
seen.tabs = tabs.map((tab) => tab.textContent);
tabs[0].dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }));
seen.selected = tabs.map((tab) => tab.getAttribute("aria-selected")).join();
seen.panels = [...document.querySelectorAll("[role=tabpanel]")].map((panel) => panel.hidden).join();
document.documentElement.dataset.probe = JSON.stringify(seen);
"##;

/// A page with everything that a script does something about.
fn playbook() -> Playbook {
    let playbook = Playbook::new(TINY);
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/base.html");
    let base = std::fs::read_to_string(base).expect("the theme");
    let probe =
        "<script type=\"module\" src=\"{{ top }}{{ assets[\"probe.js\"] }}\"></script>\n</body>";
    playbook.put("themes/default/base.html", base.replace("</body>", probe));
    playbook.put("themes/default/assets/probe.js", "");
    let today = jiff::Zoned::now()
        .with_time_zone(jiff::tz::TimeZone::UTC)
        .date();
    let reviewed = today
        .checked_sub(jiff::Span::new().days(80))
        .expect("a day");
    playbook.page(
        "a.md",
        &format!("title: A\nreviewed: {reviewed}\nreview_every: 90 days"),
        "A MACC.\n\n{{ tabs }}\n{{ tab \"Left\" }}\nOne.\n{{ tab \"Right\" }}\nTwo.\n{{ /tabs }}\n\n\
         ```rust\nfn main() {}\n```\n\n{{ deck \"old\" }}\n\n## Head\n",
    );
    playbook.page(
        "late.md",
        "title: Late\nreviewed: 2020-01-01\nreview_every: 6 months",
        "x\n",
    );
    playbook.page(
        "fine.md",
        "title: Fine\nreviewed: 2990-01-01\nreview_every: 1 year",
        "x\n",
    );
    playbook.put(
        "content/glossary.yaml",
        "- term: MACC\n  definition: A *commitment* to spend.\n",
    );
    playbook.deck(
        "old",
        "title: Old\nstatus: approved\nexpires: 2020-01-01\nowner: Ada",
        "x\n",
        "slides: [{title: Hi}]",
    );
    playbook
}

#[test]
fn scripts_do_their_work_and_the_console_is_silent() {
    let Some(browser) = browser() else { return };
    let playbook = playbook();
    playbook.put("themes/default/assets/probe.js", PROBE);
    playbook.built();
    let Served {
        address, missing, ..
    } = serve(&playbook.path("public"));
    let (html, console) = dom(&browser, &format!("{address}a/"));
    let seen = probe(&html, &console);
    assert_eq!(
        seen,
        serde_json::json!({
            "tip": "MACCA commitment to spend.", "role": "tooltip", "described": "term-tip", "closed": true, "hovered": true,
            "tabs": ["Left", "Right"], "selected": "false,true", "panels": "true,false",
        })
    );
    let soon = ["in 9 days", "in 10 days", "in 11 days"]
        .iter()
        .any(|text| html.contains(text));
    assert!(soon, "due soon, as of today: {html}");
    holds(
        &html,
        &[
            "class=\"status status-expired\"",
            "aria-label=\"Copy the code\"",
            "data-theme-switch=\"auto\"",
        ],
    );
    assert_eq!(console, "");
    assert!(missing.lock().expect("whole").is_empty(), "{missing:?}");
}

#[test]
fn dates_are_judged_when_they_are_read() {
    let Some(browser) = browser() else { return };
    let playbook = playbook();
    playbook.built();
    let Served {
        address, missing, ..
    } = serve(&playbook.path("public"));
    let (late, console) = dom(&browser, &format!("{address}late/"));
    holds(
        &late,
        &[
            "<time datetime=\"2020-07-01\" data-due=\"\">2020-07-01</time><span class=\"when when-past\">overdue by ",
        ],
    );
    assert_eq!(console, "");
    let (fine, _) = dom(&browser, &format!("{address}fine/"));
    lacks(&fine, &["overdue", "class=\"when"]);
    let (old, _) = dom(&browser, &format!("{address}decks/old/"));
    holds(
        &old,
        &["Expired</span>", "This deck expired on", "expired "],
    );
    lacks(
        &old,
        &[
            "Download the deck",
            "SHA-256",
            "data-when-expired=\"\" hidden",
        ],
    );
    holds(
        &playbook.html("late/"),
        &["<time datetime=\"2020-07-01\" data-due>2020-07-01</time>"],
    );
    assert!(missing.lock().expect("whole").is_empty(), "{missing:?}");
}
