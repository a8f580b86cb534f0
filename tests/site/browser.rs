//! What a browser makes of a page: the scripts at work, and nothing in the console.

use crate::chromium::{Served, browser, command, console, serve};
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

/// The page as it stands after its scripts, and what the console said.
pub(crate) fn dom(browser: &Path, address: &str) -> (String, String) {
    let profile = tempfile::tempdir().expect("a folder");
    let out = command(browser, profile.path())
        .args(["--virtual-time-budget=10000", "--dump-dom", address])
        .output()
        .expect("it starts");
    (
        String::from_utf8_lossy(&out.stdout).into_owned(),
        console(&out.stderr),
    )
}

/// A page with everything that a script does something about.
fn playbook() -> Playbook {
    let playbook = Playbook::new(TINY);
    probed(&playbook, "");
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
    let seen = seen(&html, &console);
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

/// Uses each tool as a person does, and leaves in the page what it saw.
const TOOLS: &str = r##"
const until = async (done) => {
  for (let tries = 0; tries < 300 && !done(); tries++) await new Promise((next) => setTimeout(next, 20));
  return done();
};
await until(() => document.documentElement.dataset.tools === "ready");
const tool = (name) => document.querySelector(`[data-name=${name}]`);
const said = (name) => [...tool(name).querySelectorAll("[role=status]")].map((part) => part.textContent.trim()).filter(Boolean);
const click = (name, text) => [...tool(name).querySelectorAll("label, button")].find((one) => one.textContent.trim().startsWith(text)).click();
const choose = (name, at, value) => {
  const field = tool(name).querySelectorAll("select, input[type=date]")[at];
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
};
const seen = {};

// The link that was opened says where the year is to be looked at.
seen.opened = said("year").map((line) => line.replace(/\s+/g, " "));
choose("year", 0, "2027-01-02");
seen.day = [said("year").map((line) => line.replace(/\s+/g, " ")), location.hash];

seen.asked = said("triage");
click("triage", "A seller");
seen.half = [said("triage"), location.hash];
click("triage", "Yes");
seen.urgent = [said("triage"), location.hash, [...tool("triage").querySelectorAll("[data-outcome]")].map((one) => one.hidden).join()];
click("triage", "No");
seen.standard = said("triage");
location.hash = "#triage?who=seller&date=yes";
await until(() => said("triage")[0] === "Result: Urgent");
seen.linked = said("triage");
click("triage", "Start again");
seen.again = [said("triage"), location.hash];

click("stages", "Sign A");
seen.missing = tool("stages").querySelector(".tool-status").textContent;
click("stages", "Sign B");
click("stages", "Google");
seen.stages = [[...tool("stages").querySelectorAll(".subjects small")].map((one) => one.textContent), location.hash];

seen.all = said("before");
choose("before", 0, "joint");
click("before", "Who comes");
click("before", "The page");
seen.done = [said("before"), location.hash, tool("before").querySelector("[data-when-done]").hidden, tool("before").querySelector("[data-when-open]").hidden];
choose("before", 0, "");

choose("lapses", 0, "AWS");
seen.lapses = [[...tool("lapses").querySelectorAll("tbody tr")].map((row) => row.hidden).join(), location.hash,
  [...tool("lapses").querySelectorAll("tbody .state")].map((one) => one.textContent.replace(/[0-9]+/, "N"))];

const names = () => [...tool("fruit").querySelectorAll("tbody tr")].filter((row) => !row.hidden).map((row) => row.cells[0].textContent).join();
click("fruit", "Count");
seen.sorted = [names(), location.hash, tool("fruit").querySelectorAll("th")[1].getAttribute("aria-sort")];
click("fruit", "Count");
seen.down = names();
click("fruit", "Name");
seen.letters = names();
const filter = document.querySelector(".table-filter input[aria-label='Filter the rows']");
filter.value = "PL";
filter.dispatchEvent(new Event("input", { bubbles: true }));
seen.filtered = [names(), filter.nextSibling.textContent, location.hash];
document.documentElement.dataset.probe = JSON.stringify(seen);
"##;

/// Asks the finder's own script about each case, then uses the form as a person does.
const FINDER: &str = r##"
import { find } from "./finder-order.js";
const until = async (done) => {
  for (let tries = 0; tries < 300 && !done(); tries++) await new Promise((next) => setTimeout(next, 20));
  return done();
};
const { decks } = await (await fetch(new URL("../decks.json", import.meta.url))).json();
const cases = await (await fetch(new URL("../a/cases.json", import.meta.url))).json();
const seen = { wrong: [], asked: cases.length };
for (const { name, ask, today, fitting, nearest } of cases) {
  const found = find(decks, ask, today);
  const got = JSON.stringify([found.fitting.map((deck) => deck.slug),
    found.barred.slice(0, nearest.length).map(({ deck, bars }) => ({ deck: deck.slug, bars: bars.map(({ bar }) => bar) }))]);
  const wanted = JSON.stringify([fitting, nearest.map(({ deck, bars }) => ({ deck, bars }))]);
  if (got !== wanted) seen.wrong.push(`${name}: ${got} instead of ${wanted}`);
}
const box = document.querySelector("[data-finder]"), answer = box.querySelector(".finder-answer");
const pick = (name, value) => box.querySelector(`[name=${name}][value="${value}"]`).click();
await until(() => box.classList.contains("live"));
seen.first = [box.querySelector("[data-room]").hidden, answer.textContent];
pick("meet", "aws");
seen.second = box.querySelector("[data-room]").hidden;
pick("room", "joint");
await until(() => answer.querySelector("h3"));
seen.right = [answer.querySelector("h3").textContent, answer.querySelector("a.button").getAttribute("href"), answer.querySelector("[role=status]").textContent, location.hash];
seen.badge = answer.querySelector(".finder-deck .facts").innerText.replace(/\s+/g, " ").trim();
seen.hidden = [...answer.querySelectorAll(".finder-avoid li")].map((one) => one.textContent).find((text) => text.startsWith("pitch-aws-bank")) ?? null;
seen.say = answer.querySelector(".finder-say li div").textContent;
seen.words = answer.querySelector(".finder-words dd").textContent.replace(/\s+/g, " ");
seen.year = answer.querySelector(".year-now").textContent.replace(/FY[0-9]+ Q[1-4]/, "FYn Qn").replace(/until .*2[0-9]{3}/, "until").trim();
seen.before = answer.querySelector('[href*="before?room"]').getAttribute("href");
seen.avoid = answer.querySelector(".finder-avoid li").textContent;
pick("meet", "none");
await until(() => answer.querySelector("h3").textContent === "neutral");
seen.alone = [box.querySelector("[data-room]").hidden, location.hash, answer.querySelector(".finder-say")];
location.hash = "#find?meet=microsoft&room=joint";
await until(() => answer.querySelector("h3")?.textContent.startsWith("Nothing"));
seen.nothing = [answer.querySelector("h3").textContent, answer.querySelector("a.button")];
document.documentElement.dataset.probe = JSON.stringify(seen);
"##;

#[test]
fn the_finder_answers_as_the_program_does() {
    let Some(browser) = browser() else { return };
    // The form asks for today's deck: what is in date in the table stays so.
    let table = include_str!("../finder/cases.yaml").replace("expires: 2027-", "expires: 2999-");
    let table: serde_json::Value = serde_yaml::from_str(&table).expect("the table");
    let playbook = Playbook::new(TINY);
    probed(&playbook, FINDER);
    for (slug, fields) in table["decks"].as_object().expect("decks") {
        // A site has the file of each deck, or is not built.
        if fields.get("file").is_some() {
            continue;
        }
        let mut fields = fields.clone();
        fields["title"] = slug.as_str().into();
        let front = serde_yaml::to_string(&fields).expect("YAML");
        // The slides that the show skips are not for the room either.
        let slides = "slides: [{title: Hi}, {title: Ho, hidden: true}]";
        playbook.deck(slug, &front, "x\n", slides);
    }
    let cases: Vec<serde_json::Value> = table["cases"]
        .as_array()
        .expect("cases")
        .iter()
        .filter(|case| !case.to_string().contains("file"))
        .map(|case| {
            let mut case = case.clone();
            let today = case.get("today").unwrap_or(&table["today"]).clone();
            case["today"] = today;
            let nearest = case
                .get("nearest")
                .cloned()
                .unwrap_or(serde_json::json!([]));
            case["nearest"] = nearest;
            case
        })
        .collect();
    playbook.put(
        "content/a/cases.json",
        serde_json::to_vec(&cases).expect("JSON"),
    );
    playbook.page("a/index.md", "title: A", "[cases](cases.json)\n");
    playbook.page(
        "credentials/aws.md",
        &format!(
            "hyperscaler: aws\nreviewed: 2026-11-02\n{}",
            crate::playbook::POINTS
        ),
        "",
    );
    let year = "kind: calendar\nsince: 2026\nyears:\n  - {hyperscaler: aws, begins: 01-01, windows: [{state: open, from: 01-01, to: 12-31, text: Ask.}]}\n";
    playbook.put("content/data/year.yaml", year);
    let before = crate::tools::CHECKLIST.replace("/a.md", "/b.md");
    playbook.put("content/data/before.yaml", before);
    playbook.page("b.md", "title: B", "{{ data \"before\" }}\n");
    playbook.built();
    let Served {
        address, missing, ..
    } = serve(&playbook.path("public"));
    let (html, console) = dom(&browser, &address);
    let seen = seen(&html, &console);
    assert_eq!(seen["wrong"], serde_json::json!([]));
    assert_eq!(seen["asked"], cases.len());
    assert_eq!(seen["first"], serde_json::json!([true, ""]));
    assert_eq!(seen["second"], false);
    assert_eq!(
        seen["right"],
        serde_json::json!([
            "pitch-aws-bank",
            "decks/pitch-aws-bank/pitch-aws-bank.pptx",
            "For AWS and a customer together: pitch-aws-bank",
            "#find?meet=aws&room=joint"
        ])
    );
    let badge = seen["badge"].as_str().unwrap_or_default();
    holds(badge, &["Approved", "Statement of 2026-11-02"]);
    assert_eq!(
        seen["hidden"],
        "pitch-aws-bank: slide 2, hidden in the show for a reason"
    );
    assert!(
        seen["say"].as_str().is_some_and(|said| !said.is_empty()),
        "{seen}"
    );
    assert!(
        seen["avoid"]
            .as_str()
            .is_some_and(|said| said.contains(": ")),
        "{seen}"
    );
    let words = seen["words"].as_str().unwrap_or_default();
    holds(
        words,
        &["EDP Enterprise Discount Program", "MACC (Microsoft)"],
    );
    assert_eq!(seen["year"], "Open until FYn Qn");
    assert_eq!(seen["before"], "./b/#before?room=joint");
    assert_eq!(
        seen["alone"],
        serde_json::json!([true, "#find?meet=none", null])
    );
    assert_eq!(
        seen["nothing"],
        serde_json::json!([
            "Nothing in the catalogue is right for Microsoft and a customer together.",
            null
        ])
    );
    assert_eq!(console, "");
    assert!(missing.lock().expect("whole").is_empty(), "{missing:?}");
}

/// Rehearses for four seconds.
const REHEARSAL: &str = r##"
const wait = (time) => new Promise((next) => setTimeout(next, time));
while (!document.querySelector("dialog.rehearse")) await wait(20);
const dialog = document.querySelector("dialog.rehearse"), said = () => dialog.querySelector("[role=status]").textContent;
const press = (where, text) => [...where.querySelectorAll("button")].find((one) => one.textContent === text).click();
const seen = { open: [dialog.open] };
press(document.querySelector(".statement"), "Rehearse");
seen.open.push(dialog.open, said());
press(dialog, "Start");
await wait(4050);
seen.clock = dialog.querySelector("[role=timer]").textContent;
seen.here = [...dialog.querySelectorAll("li")].map((item) => item.classList.contains("here")).join();
press(dialog, "Done");
seen.done = said();
press(dialog, "Start again");
seen.again = [said(), dialog.querySelector("[role=timer]").textContent];
press(dialog, "Close");
seen.closed = !dialog.open;
seen.points = dialog.querySelectorAll("li").length;
seen.theirs = dialog.querySelector(".say-not").textContent.includes("MACC (Microsoft)");
document.documentElement.dataset.probe = JSON.stringify(seen);
"##;

#[test]
fn a_statement_can_be_rehearsed() {
    let Some(browser) = browser() else { return };
    let playbook = Playbook::new(TINY);
    probed(&playbook, REHEARSAL);
    // Twelve words a point, six points: 72 words, so twelve words last 4.8 seconds.
    let points = [
        "category",
        "marketplace",
        "cosell_commit",
        "what_we_do",
        "how_we_deploy",
        "hero_claim",
    ];
    let points: String = points
        .iter()
        .map(|point| {
            format!("{point}: One two three four five six seven eight nine ten eleven twelve.\n")
        })
        .collect();
    playbook.page(
        "credentials/aws.md",
        &format!("hyperscaler: aws\n{points}"),
        "",
    );
    playbook.built();
    let Served {
        address, missing, ..
    } = serve(&playbook.path("public"));
    let (html, console) = dom(&browser, &format!("{address}credentials/aws/"));
    let seen = seen(&html, &console);
    assert_eq!(
        seen,
        serde_json::json!({
            "open": [false, true, "72 words: about 29 of 90 seconds at an easy pace."],
            "clock": "0:04", "here": "true,false,false,false,false,false",
            "done": seen["done"], "again": ["72 words: about 29 of 90 seconds at an easy pace.", "0:00"],
            "closed": true, "points": 6, "theirs": true,
        })
    );
    let done = seen["done"].as_str().unwrap_or_default();
    holds(done, &["4 seconds, ", "In time, and fast"]);
    holds(
        &playbook.html("credentials/aws/"),
        &["In AWS's words", "EDP"],
    );
    assert_eq!(console, "");
    assert!(missing.lock().expect("whole").is_empty(), "{missing:?}");
}

/// A playbook whose every page runs this script, too.
pub(crate) fn probed(playbook: &Playbook, probe: &str) {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/base.html");
    let base = std::fs::read_to_string(base).expect("the theme");
    let script =
        "<script type=\"module\" src=\"{{ top }}{{ assets[\"probe.js\"] }}\"></script>\n</body>";
    playbook.put("themes/default/base.html", base.replace("</body>", script));
    playbook.put("themes/default/assets/probe.js", probe);
}

/// What a probe left in the page.
pub(crate) fn seen(html: &str, console: &str) -> serde_json::Value {
    let probe = html
        .split_once("data-probe=\"")
        .map(|(_, rest)| rest.split('"').next().unwrap_or_default());
    let probe = probe
        .unwrap_or_else(|| panic!("the probe did not end: {console}\n{html}"))
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    serde_json::from_str(&probe).expect("JSON")
}

#[test]
fn tools_answer_and_keep_what_was_entered_in_the_address() {
    let Some(browser) = browser() else { return };
    let playbook = crate::tools::tools();
    probed(&playbook, TOOLS);
    playbook.built();
    let Served {
        address, missing, ..
    } = serve(&playbook.path("public"));
    let (html, console) = dom(&browser, &format!("{address}a/#year?day=2026-11-30"));
    let seen = seen(&html, &console);
    assert_eq!(
        seen,
        serde_json::json!({
            "opened": [
                "Closed until 31 December 2026 30 November 2026: FY26 Q4",
                "Ordinary weeks busy from 20 December 2026 30 November 2026: FY27 Q2",
            ],
            "day": [[
                "Open until 25 February 2027 2 January 2027: FY27 Q1",
                "Busy until 10 January 2027 2 January 2027: FY27 Q3",
            ], "#year?day=2027-01-02"],
            "asked": ["Answer 2 questions to see what follows."],
            "half": [["1 question to go."], "#triage?who=seller"],
            "urgent": [["Result: Urgent"], "#triage?who=seller&date=yes", "false,true"],
            "standard": ["Result: Standard"],
            "linked": ["Result: Urgent"],
            "again": [["Answer 2 questions to see what follows."], ""],
            "missing": "AWS: stage 1, FirstMissing for Second:Sign B",
            "stages": [["stage 2", "stage 1"], "#stages?at=google&aws=a.b"],
            "all": ["0 of 2 ticked"],
            "done": [["2 of 2 ticked"], "#before?room=joint&done=people.deck", false, true],
            "lapses": ["true,false", "#lapses?hyperscaler=AWS", ["lapsed N months ago", "in N months"]],
            "sorted": ["Kiwi,Fig,Date,apple,Pear,Plum", "#fruit?sort=2", "ascending"],
            "down": "Plum,Pear,apple,Date,Fig,Kiwi",
            "letters": "apple,Date,Fig,Kiwi,Pear,Plum",
            "filtered": ["apple,Plum", "2 of 6 rows", "#fruit?filter=PL&sort=1"],
        }),
        "{console}"
    );
    assert_eq!(console, "");
    assert!(missing.lock().expect("whole").is_empty(), "{missing:?}");
}
