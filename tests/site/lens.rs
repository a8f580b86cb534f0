//! What each hyperscaler calls a thing, and the reader's own choice among them.

use crate::browser::{dom, probed, seen};
use crate::canaries::SITE;
use crate::chromium::{Served, browser, serve};
use crate::playbook::{Playbook, TINY, holds, lacks, prose};
use serde_json::json;

const PLACE: &str = "{{ word \"customers-cloud-environment\" }}";

/// A pack of a project's own, with a word that nobody else has.
fn oracle(playbook: &Playbook) {
    playbook.put(
        "rules/hyperscalers/oracle.yaml",
        "id: oracle\nname: Oracle\ncompany: Oracle\nnames: []\nvocabulary:\n  \
         customers-cloud-environment: {term: rivalplacezq, short: rivalshortzq}\n  only-there: {term: rivalonlyzq}\n",
    );
}

#[test]
fn a_word_stands_for_every_hyperscaler_and_says_whose_it_is() {
    let playbook = Playbook::new(TINY);
    playbook.page(
        "a.md",
        "title: A",
        &format!(
            "It runs in the {PLACE}.\n\n- {{{{ word \"commit-term\" form=\"long\" }}}}\n\n{{{{ word \"partner-side-counterpart\" }}}}\n\n\
             {{{{ data \"places\" }}}}\n"
        ),
    );
    playbook.put(
        "content/data/places.yaml",
        "rows:\n  - {Place: 'the {{ word \"customers-cloud-environment\" }}'}\n",
    );
    playbook.page(
        "b.md",
        "title: B\nhyperscalers: [microsoft]",
        &format!("The {PLACE}.\n"),
    );
    playbook.put(
        "content/glossary.yaml",
        "- term: customer tenant\n  definition: x\n",
    );
    playbook.built();
    let html = playbook.html("a/");
    holds(
        prose(&html),
        &[
            "It runs in the <span class=\"word\"><span data-cloud=\"aws\">customer account<span class=\"word-of\"> (AWS)</span></span>\
             <span class=\"word-join\">, </span><span data-cloud=\"google\">customer project<span class=\"word-of\"> (Google Cloud)</span></span>\
             <span class=\"word-join\">, </span><span data-cloud=\"microsoft\"><a class=\"term\" href=\"../glossary/customer-tenant/\" \
             data-term=\"customer-tenant\">customer tenant</a><span class=\"word-of\"> (Microsoft)</span></span></span>.",
            "Microsoft Azure Consumption Commitment<span class=\"word-of\"> (Microsoft)</span>",
            // What all of them say needs no label.
            "<p>PDM</p>",
            "<td>the <span class=\"word\">",
        ],
    );
    let labelled =
        "customer account (AWS), customer project (Google Cloud), customer tenant (Microsoft)";
    holds(
        &playbook.read("public/a.md"),
        &[&format!("It runs in the {labelled}.")],
    );
    // A page for one of them speaks as that one does.
    lacks(
        prose(&playbook.html("b/")),
        &["class=\"word\"", "customer account", "customer project"],
    );
    holds(&playbook.read("public/b.md"), &["The customer tenant."]);
    let term = playbook.html("glossary/customer-tenant/");
    holds(
        &term,
        &["<a href=\"../../a/\">A</a>", "<a href=\"../../b/\">B</a>"],
    );
}

#[test]
fn a_word_that_nobody_has_is_a_mistake_at_its_place() {
    let playbook = Playbook::new(TINY);
    playbook.page(
        "a.md",
        "title: A",
        "A {{ word \"comit-term\" }}.\n\nB {{ word \"commit-term\" form=\"longer\" }}.\n\n## C {{ word \"commit-term\" }}\n",
    );
    let text = playbook.refused();
    holds(
        &text,
        &["content/a.md:8:", "'word' cannot stand in a heading"],
    );
    playbook.page(
        "a.md",
        "title: A",
        "A {{ word \"comit-term\" }}.\n\nB {{ word \"commit-term\" form=\"longer\" }}.\n",
    );
    // Only AWS has agents: on a page for Microsoft the sentence would have a hole.
    playbook.page(
        "b.md",
        "title: B\nhyperscalers: [microsoft]",
        "The {{ word \"co-sell-agents\" }}.\n",
    );
    let text = playbook.refused();
    holds(
        &text,
        &[
            "content/a.md:4:11",
            "there is no word for 'comit-term'; did you mean 'commit-term'?",
            "content/a.md:6:30",
            "there is no form 'longer'; write \"short\" or \"long\"",
            "content/b.md:5:13",
            "no hyperscaler that this page is for has a word for 'co-sell-agents'",
        ],
    );
}

#[test]
fn an_edition_for_one_hyperscaler_holds_no_word_of_the_others() {
    let playbook = Playbook::new(SITE);
    oracle(&playbook);
    playbook.page(
        "a.md",
        "title: A\naudience: public",
        &format!("The {PLACE}.\n"),
    );
    playbook.built();
    for (edition, theirs) in [
        ("internal", true),
        ("partner", true),
        ("public", true),
        ("aws", false),
    ] {
        let all = crate::canaries::everything(&playbook, edition);
        assert_eq!(all.contains("rivalshortzq"), theirs, "{edition}");
        assert!(all.contains("customer account"), "{edition}");
        assert_eq!(all.contains("customer tenant"), theirs, "{edition}");
        assert!(
            !all.contains("rivalonlyzq"),
            "{edition}: nobody asked for it"
        );
    }
    let aws = playbook.read("public/aws/a/index.html");
    holds(&aws, &["data-edition=\"aws\"", "The customer account."]);
    lacks(
        &aws,
        &[
            "name=\"cloud\" value=\"\"",
            "name=\"cloud\" value=\"microsoft\"",
            "(AWS)",
        ],
    );
    // What only the others have a word for would leave a hole there.
    playbook.page(
        "a.md",
        "title: A\naudience: public",
        "The {{ word \"only-there\" }}.\n",
    );
    holds(
        &playbook.refused(),
        &[
            "content/a.md:5:13",
            "AWS has no word for 'only-there', and an edition is for AWS alone",
        ],
    );
}

#[test]
fn every_word_can_be_searched() {
    let playbook = Playbook::new(TINY);
    oracle(&playbook);
    playbook.page("a.md", "title: A", &format!("The {PLACE}.\n"));
    playbook.built();
    for word in ["rivalshortzq", "tenant"] {
        let out = playbook
            .command(&["find", word])
            .output()
            .expect("it starts");
        holds(
            &String::from_utf8_lossy(&out.stdout),
            &["In the playbook:", "a/"],
        );
    }
}

const LENS: &str = r##"
const until = async (done) => {
  for (let tries = 0; tries < 300 && !done(); tries++) await new Promise((next) => setTimeout(next, 20));
  return done();
};
const root = document.documentElement, seen = {};
const text = (selector) => document.querySelector(selector).innerText.replace(/\s+/g, " ").trim();
const open = document.querySelector(".lens-open");
const state = () => ({
  label: text(".lens-now"), word: text("#place + p"), columns: [...document.querySelectorAll("main thead :is(td, th)")].slice(1).map((cell) => cell.innerText).join("|"),
  row: [...document.querySelectorAll("main tbody tr")].at(-1).innerText.replace(/\s+/g, "|"),
  tab: document.querySelector("[role=tab][aria-selected=true]").textContent, path: [...document.querySelectorAll("li.lens-own")].map((part) => part.textContent).join(),
  own: [...document.querySelectorAll("[data-own]")].map((part) => part.textContent.trim() + ": " + part.dataset.own).join(),
});
await until(() => document.querySelector("[role=tab]"));
seen.before = state();
open.click();
seen.open = [document.querySelector("#lens").matches(":popover-open"), document.querySelector("#lens").getAttribute("role")];
document.querySelector("[name=cloud][value=microsoft]").click();
document.querySelector("[name=archetype][value=saas]").click();
seen.kept = localStorage.getItem("rightdeck-lens");
seen.after = state();
document.querySelector("[data-everything-shown]").click();
seen.again = JSON.stringify(state()) === JSON.stringify({ ...seen.before, tab: seen.after.tab });
seen.gone = localStorage.getItem("rightdeck-lens");
root.dataset.probe = JSON.stringify(seen);
"##;

#[test]
fn a_reader_chooses_once_and_everything_follows() {
    let Some(browser) = browser() else { return };
    let playbook = Playbook::new(TINY);
    probed(&playbook, LENS);
    playbook.page(
        "a.md",
        "title: A\nhyperscalers: [aws]\narchetypes: [saas, hybrid]",
        "## SaaS: ours\n\n- One\n  - **SaaS**: a\n  - **Hybrid**: b\n  - not **SaaS**: c\n\n## Where {#place}\n\n{{ include \"/snippets/place.md\" }}\n\n\
         | | AWS | Google Cloud | Microsoft Azure |\n|---|---|---|---|\n| Portal | Central | Producer | Center |\n\n\
         {{ tabs }}\n{{ tab \"AWS\" }}\nOne.\n{{ tab \"Microsoft\" }}\nTwo.\n{{ /tabs }}\n",
    );
    playbook.put("content/snippets/place.md", format!("In the {PLACE}.\n"));
    playbook.built();
    let Served {
        address, missing, ..
    } = serve(&playbook.path("public"));
    let (html, console) = dom(&browser, &format!("{address}a/"));
    let seen = seen(&html, &console);
    assert_eq!(
        seen,
        json!({
            "before": {
                "label": "Any cloud",
                "word": "In the customer account (AWS), customer project (Google Cloud), customer tenant (Microsoft).",
                "columns": "AWS|Google Cloud|Microsoft Azure", "row": "Portal|Central|Producer|Center", "tab": "AWS", "path": "", "own": "",
            },
            "open": [true, "dialog"],
            "kept": "{\"hyperscaler\":\"microsoft\",\"archetype\":\"saas\"}",
            "after": {
                "label": "Microsoft · SaaS", "word": "In the customer tenant.",
                "columns": "Microsoft Azure|AWS|Google Cloud", "row": "Portal|Center|Central|Producer", "tab": "Microsoft", "path": "SaaS: a",
                "own": "AWS: not your cloud,SaaS, hybrid: your archetype,SaaS: ours: your archetype",
            },
            "again": true, "gone": null,
        })
    );
    assert_eq!(console, "");
    assert!(missing.lock().expect("whole").is_empty(), "{missing:?}");
}

const FINDER: &str = r##"
const until = async (done) => {
  for (let tries = 0; tries < 300 && !done(); tries++) await new Promise((next) => setTimeout(next, 20));
  return done();
};
const box = document.querySelector("[data-finder]"), seen = {}, note = box.querySelector(".finder-lens");
const checked = () => box.querySelector("[name=meet]:checked")?.value;
if (!localStorage.getItem("rightdeck-lens")) {
  localStorage.setItem("rightdeck-lens", '{"hyperscaler":"microsoft"}');
  location.reload();
} else {
  await until(() => box.classList.contains("live"));
  seen.first = [checked(), note.hidden, note.innerText.trim(), location.hash, box.querySelector("[data-room]").hidden];
  box.querySelector("[name=room][value=joint]").click();
  await until(() => box.querySelector(".finder-answer h3"));
  seen.one = [box.querySelector(".finder-answer h3").textContent, location.hash, note.hidden];
  box.querySelector("[name=meet][value=aws]").click();
  seen.other = [note.hidden, location.hash];
  location.hash = "#find?meet=aws&room=joint";
  dispatchEvent(new CustomEvent("rightdeck-lens", { detail: { hyperscaler: "microsoft" } }));
  seen.linked = checked();
  document.documentElement.dataset.probe = JSON.stringify(seen);
}
"##;

#[test]
fn the_finder_begins_with_the_reader_s_own_cloud() {
    let Some(browser) = browser() else { return };
    let playbook = Playbook::new(TINY);
    probed(&playbook, FINDER);
    for id in ["aws", "microsoft"] {
        let front =
            format!("title: For {id}\nhyperscaler: {id}\ncontexts: [joint]\nstatus: approved");
        playbook.deck(id, &front, "x\n", "slides: [{title: Hi}]");
    }
    playbook.built();
    let served = serve(&playbook.path("public"));
    let (html, console) = dom(&browser, &served.address);
    assert_eq!(
        seen(&html, &console),
        json!({
            "first": ["microsoft", false, "Filled in as in the header: Microsoft Change", "", false],
            "one": ["For microsoft", "#find?meet=microsoft&room=joint", false],
            "other": [true, "#find?meet=aws&room=joint"],
            "linked": "aws",
        })
    );
    assert_eq!(console, "");
}
