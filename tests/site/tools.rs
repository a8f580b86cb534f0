//! Tools made of data: readable without a script, refused with a place, and the same for every reader.

use crate::playbook::{Playbook, TINY, holds, lacks};

pub(crate) const CALENDAR: &str = "\
kind: calendar
title: When to ask
since: 2026
years:
  - hyperscaler: aws
    begins: 01-01
    windows:
      - {state: open, from: 01-01, to: 02-25, text: 'Plans; *introductions*, talks.'}
      - {state: closed, from: 11-25, to: 12-31, text: Nothing.}
  - hyperscaler: microsoft
    begins: 07-01
    windows:
      - {state: open, from: 07-01, to: 08-25, text: Plans.}
      - {state: busy, from: 12-20, to: 01-10, text: Over the turn.}
";

pub(crate) const DECISION: &str = "\
kind: decision
title: Urgent?
questions:
  - id: who
    ask: Who calls?
    answers:
      - {id: seller, say: A seller, points-to: urgent}
      - {id: manager, say: A manager}
  - id: date
    ask: Is there a date?
    answers:
      - {id: 'yes', say: 'Yes', points-to: urgent}
      - {id: 'no', say: 'No'}
outcomes:
  - {id: urgent, title: Urgent, when: {at-least: 2, answers: {who: seller}}, text: 'Call within **hours**.'}
  - {id: standard, title: Standard, text: Tomorrow.}
";

pub(crate) const ASSESSMENT: &str = "\
kind: assessment
title: How far
subjects: [aws, google]
stages:
  - {id: one, title: First, text: Begin.}
  - {id: two, title: Second, text: Go on., signs: [{id: a, text: Sign A}, {id: b, text: Sign B}]}
  - {id: three, title: Third, text: Hold., signs: [{id: c, text: Sign C}]}
";

pub(crate) const CHECKLIST: &str = "\
kind: checklist
title: Before
groups:
  - {title: Always, items: [{id: people, text: Who comes, enough: names, not-enough: a number}]}
  - {title: Together, contexts: [joint], items: [{id: deck, text: 'The [page](/a.md)'}]}
ready: Go.
not-ready: Wait.
form: {title: To copy, text: \"Account:\\n\"}
";

pub(crate) const TRACKER: &str = "\
kind: tracker
title: What lapses
benefits:
  - {id: later, hyperscaler: aws, name: Funds, owner: Ada, lapses: 2999-01-31, begin: 2999-01-01, next: Claim.}
  - {id: gone, hyperscaler: google, name: Slot, owner: Bo, lapses: 2020-01-31, next: Too late.}
";

/// One page with a tool of each kind.
pub(crate) fn tools() -> Playbook {
    let playbook = Playbook::new(TINY);
    for (name, yaml) in [
        ("year", CALENDAR),
        ("triage", DECISION),
        ("stages", ASSESSMENT),
        ("before", CHECKLIST),
        ("lapses", TRACKER),
    ] {
        playbook.put(&format!("content/data/{name}.yaml"), yaml);
    }
    let rows = [
        "[Pear, 10]",
        "[apple, 9]",
        "[Fig, 2]",
        "[Kiwi, 1]",
        "[Plum, 30]",
        "[Date, 4]",
    ];
    let rows: String = rows.iter().map(|row| format!("  - {row}\n")).collect();
    playbook.put(
        "content/data/fruit.yaml",
        format!("title: Fruit\nsortable: true\ncolumns: [Name, Count]\nrows:\n{rows}"),
    );
    playbook.page(
        "a.md",
        "title: A",
        "{{ data \"year\" }}\n\n{{ data \"triage\" }}\n\n{{ data \"stages\" }}\n\n{{ data \"before\" }}\n\n\
         {{ data \"lapses\" }}\n\n{{ data \"fruit\" }}\n",
    );
    playbook
}

#[test]
fn every_tool_reads_well_without_a_script() {
    let playbook = tools();
    playbook.built();
    let html = playbook.html("a/");
    holds(
        &html,
        &[
            // The calendar: quarters and weeks follow from the days.
            "1 July to 25 August",
            "<strong>Q4</strong> 1 April to 30 June",
            "Plans; <em>introductions</em>, talks.",
            "href=\"../calendars/year-microsoft.ics\"",
            // Weeks over the turn of the year are two pieces of it.
            "class=\"strip-busy\" x=\"353\" width=\"12\"",
            "class=\"strip-busy\" x=\"0\" width=\"10\"",
            // The decision says what leads where.
            "If at least 2 answers point to it and question 1 is answered “A seller”",
            "In all other cases",
            "Call within <strong>hours</strong>.",
            "<small class=\"chip\">Urgent</small>",
            // The others.
            "<p class=\"stage-title\">Second</p>",
            "<div>Sign B</div>",
            "<strong>Not enough:</strong> a number",
            "<a href=\"../a/\">page</a>",
            "Joint meeting",
            "<code>Account:\n</code>",
            "<td>Bo</td>",
        ],
    );
    let gone = html.find("Slot").expect("it is there");
    assert!(
        gone < html.find("Funds").expect("it is there"),
        "the first to lapse stands first"
    );
    // A page without a tool does without their script.
    playbook.page("plain.md", "title: Plain", "x\n");
    playbook.built();
    lacks(&playbook.html("plain/"), &["/tools."]);
}

#[test]
fn a_tool_reads_as_markdown_too() {
    let playbook = tools();
    playbook.built();
    holds(
        &playbook.read("public/a.md"),
        &[
            "- Busy, 20 December to 10 January: Over the turn.",
            "**Who calls?**",
            "A seller → Urgent",
            "- [ ] Sign B",
            "Not enough: a number.",
            "| 2999-01-31 | 2999-01-01 | AWS | Funds | Ada | Claim. |",
        ],
    );
}

#[test]
fn days_are_to_be_had_as_calendars() {
    let playbook = tools();
    playbook.built();
    let all = playbook.read("public/calendars/year.ics");
    holds(
        &all,
        &[
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
            "DTSTART;VALUE=DATE:20261125\r\nDTEND;VALUE=DATE:20270101\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:AWS: closed\r\n",
            "DTSTART;VALUE=DATE:20261220\r\nDTEND;VALUE=DATE:20270111\r\n",
            "DESCRIPTION:Plans\\; introductions\\, talks.\r\n",
            "SUMMARY:Microsoft: the fiscal year begins (Q1)\r\n",
            "END:VCALENDAR\r\n",
        ],
    );
    assert!(all.lines().all(|line| line.len() <= 75), "{all}");
    let count = |text: &str, what: &str| text.matches(what).count();
    assert_eq!(
        count(&all, "BEGIN:VEVENT"),
        12,
        "four quarters and two windows for each"
    );
    assert_eq!(count(&all, "UID:"), 12);
    let ids: std::collections::BTreeSet<&str> = all
        .lines()
        .filter(|line| line.starts_with("UID:"))
        .collect();
    assert_eq!(ids.len(), 12, "no two events are taken for one");
    let own = playbook.read("public/calendars/year-aws.ics");
    assert_eq!(count(&own, "BEGIN:VEVENT"), 6);
    lacks(&own, &["Microsoft"]);
    let lapses = playbook.read("public/calendars/lapses.ics");
    holds(
        &lapses,
        &[
            "SUMMARY:AWS: Funds lapses (Ada)",
            "TRIGGER:-P14D",
            "DTSTART;VALUE=DATE:29990101",
        ],
    );
}

#[test]
fn a_bad_data_file_is_a_mistake_with_its_place_and_never_half_a_page() {
    let mut wrong: Vec<String> = Vec::new();
    for (yaml, said) in [
        (
            CALENDAR.replace("08-25", "02-30"),
            "content/data/x.yaml:13:",
        ),
        (
            CALENDAR.replace("hyperscaler: aws", "hyperscaler: asw"),
            "content/data/x.yaml:5:18: there is no hyperscaler 'asw'; did you mean 'aws'?",
        ),
        (
            DECISION.replace(
                "points-to: urgent}\n      - {id: manager",
                "points-to: urgnt}\n      - {id: manager",
            ),
            "content/data/x.yaml:7:48: there is no outcome 'urgnt' to point to",
        ),
        (
            DECISION.replace("ask: Who calls?", "aks: Who calls?"),
            "content/data/x.yaml:5:5: unknown key 'aks'",
        ),
        (
            ASSESSMENT.replace("id: b,", "id: a,"),
            "content/data/x.yaml:6:57: 'a' stands twice; keep one",
        ),
        (
            CHECKLIST.replace("/a.md", "/b.md"),
            "content/data/x.yaml:5:79: '/b.md' leads nowhere",
        ),
        (
            CHECKLIST.replace("id: people", "id: The People"),
            "content/data/x.yaml:4:29: 'The People' is no name for a link",
        ),
        (
            TRACKER.replace("2999-01-01", "2999-02-01"),
            "content/data/x.yaml:4:87: 'later' is to begin after it has lapsed",
        ),
        (
            TRACKER.replace("lapses: 2020-01-31", "lapses: soon"),
            "content/data/x.yaml:5:68: 'soon' is no day; write it as 2027-03-31",
        ),
    ] {
        let playbook = tools();
        playbook.put("content/data/x.yaml", &yaml);
        playbook.page("x.md", "title: X", "{{ data \"x\" }}\n");
        let out = playbook.refused();
        if !out.contains(said) {
            wrong.push(format!(
                "wanted {said}
{out}"
            ));
        }
        assert!(
            !playbook.has("public/a/index.html"),
            "nothing was published"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_tool_stays_with_those_it_is_for() {
    let site = "[site]\ntitle = 'Tiny'\n[[editions]]\nname = 'public'\naudience = 'public'\nout = 'public'\n";
    let playbook = Playbook::new(site);
    playbook.put("content/data/lapses.yaml", TRACKER);
    playbook.put(
        "content/data/year.yaml",
        format!("audience: public\n{CALENDAR}"),
    );
    playbook.page(
        "a.md",
        "title: A\naudience: public",
        "{{ data \"year\" }}\n",
    );
    playbook.page("b.md", "title: B", "{{ data \"lapses\" }}\n");
    playbook.built();
    assert!(playbook.has("public/calendars/year.ics"));
    assert!(!playbook.has("public/calendars/lapses.ics"));
    playbook.page(
        "a.md",
        "title: A\naudience: public",
        "{{ data \"lapses\" }}\n",
    );
    let out = playbook.refused();
    assert!(out.contains("content/data/lapses.yaml"), "{out}");
}
