//! Each form of an ordinary report.

use super::made::{self, finding, on_slide, report};
use super::readers::{blocks, commands, parse, sarif, tree};
use super::xsd;
use rightdeck::diagnostic::Severity;
use rightdeck::report::Report;
use rightdeck::report::text::Shown;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn results(shown: Shown) -> Vec<Value> {
    let log = sarif(&made::sarif(&report(), shown));
    let results = log["runs"][0]["results"].as_array().expect("results");
    results.clone()
}

#[test]
fn sarif_has_a_place_that_github_takes_and_one_that_people_understand() {
    let results = results(Shown::Counting);
    assert_eq!(results.len(), 5, "what does not count is left out");
    let of = |rule: &str| {
        let found = results.iter().find(|one| one["ruleId"] == rule);
        found.unwrap_or_else(|| panic!("no {rule}"))
    };
    let name = of("wrong-hyperscaler-name");
    let place = &name["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "content/decks/why%20us%2C%20100%25.pptx"
    );
    assert_eq!(
        place["region"],
        json!({"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1})
    );
    let logical = &name["locations"][0]["logicalLocations"][0];
    assert_eq!(logical["fullyQualifiedName"], "slide[7]/shape[TextBox 4]");
    assert_eq!(
        name["message"]["text"],
        "Slide 7 \"Prices\", TextBox 4: 'Azure' is Microsoft's. Take it out."
    );
    assert_eq!(name["level"], "error");
    let outside = &of("unreadable-deck")["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(outside, &json!({"uri": "file:///else/b.pptx"}));
    // Column 5 is the '[': the smiling face before it takes two units of UTF-16.
    let page = &of("broken-link")["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        page,
        &json!({"startLine": 41, "startColumn": 6, "endLine": 41, "endColumn": 21})
    );
    assert!(results.iter().all(|one| one.get("suppressions").is_none()));
}

#[test]
fn sarif_tells_what_is_waived_and_what_was_there_before() {
    let results = results(Shown::All);
    assert_eq!(results.len(), 7);
    let suppressed = |one: &&Value| {
        !one["suppressions"]
            .as_array()
            .expect("each has them")
            .is_empty()
    };
    let found: Vec<&Value> = results.iter().filter(suppressed).collect();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0]["baselineState"], "new");
    assert_eq!(found[1]["baselineState"], "unchanged");
    assert_eq!(found[1]["suppressions"][0]["kind"], "external");
}

#[test]
fn sarif_describes_its_rules() {
    let log = sarif(&made::sarif(&report(), Shown::Counting));
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .expect("rules");
    for result in log["runs"][0]["results"].as_array().expect("results") {
        let index =
            usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let name = rules
        .iter()
        .find(|rule| rule["id"] == "wrong-hyperscaler-name")
        .expect("the rule");
    assert_eq!(name["defaultConfiguration"]["level"], "error");
    assert_eq!(name["properties"]["severityByContext"]["internal"], "off");
    let help = name["help"]["markdown"].as_str().expect("help");
    assert!(help.contains("Why it matters"), "{help}");
}

#[test]
fn no_two_findings_share_a_fingerprint_whatever_is_shown() {
    let of = |shown| -> Vec<String> {
        let results = results(shown);
        let print = |one: &Value| one["partialFingerprints"]["primaryLocationLineHash"].to_string();
        results.iter().map(print).collect()
    };
    let (some, all) = (of(Shown::Counting), of(Shown::All));
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 7);
    assert!(some.iter().all(|one| all.contains(one)), "{some:?} {all:?}");
    assert!(all.iter().any(|one| one.ends_with(":2\"")), "{all:?}");
    let gitlab: Value = serde_json::from_str(&made::gitlab(&report(), Shown::All)).expect("JSON");
    let prints = gitlab
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["fingerprint"]);
    assert_eq!(
        prints.map(Value::to_string).collect::<BTreeSet<_>>().len(),
        7
    );
}

#[test]
fn a_fingerprint_stays_while_lines_move_and_changes_with_slide_shape_and_text() {
    let of = |slide, shape, text| {
        let one = finding(
            "outdated-term",
            Severity::Error,
            "a.pptx",
            on_slide(slide, shape, text),
        );
        let report = Report {
            diagnostics: vec![one],
            ..Report::default()
        };
        let log = sarif(&made::sarif(&report, Shown::All));
        log["runs"][0]["results"][0]["partialFingerprints"]["rightdeck/v1"].to_string()
    };
    let first = of(1, "a", "MPN");
    assert_eq!(first, of(1, "a", "MPN"));
    let others = [of(2, "a", "MPN"), of(1, "b", "MPN"), of(1, "a", "MPN.")];
    assert!(!others.contains(&first), "{first} {others:?}");
    let mut moved = report();
    for one in &mut moved.diagnostics {
        if let rightdeck::diagnostic::Location::Text { line, .. } = &mut one.location {
            *line += 30;
        }
    }
    let prints = |report: &Report| {
        let log = sarif(&made::sarif(report, Shown::All));
        let results = log["runs"][0]["results"]
            .as_array()
            .expect("results")
            .clone();
        let print = |one: &Value| one["partialFingerprints"].to_string();
        results.iter().map(print).collect::<Vec<_>>()
    };
    assert_eq!(prints(&moved), prints(&report()));
}

#[test]
fn github_shows_each_finding_at_its_file() {
    let found = commands(&made::github(&report(), Shown::All));
    assert_eq!(found.len(), 7);
    let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names.iter().filter(|name| **name == "error").count(), 3);
    assert_eq!(names.iter().filter(|name| **name == "warning").count(), 1);
    let page = found
        .iter()
        .find(|one| one.properties["title"] == "broken-link")
        .expect("it");
    assert_eq!(
        (&*page.properties["line"], &*page.properties["col"]),
        ("41", "5")
    );
    let deck = found
        .iter()
        .find(|one| one.properties["title"] == "wrong-hyperscaler-name")
        .expect("it");
    assert_eq!(deck.properties["file"], "content/decks/why us, 100%.pptx");
    assert!(!deck.properties.contains_key("line"), "a deck has no lines");
    assert!(
        deck.data.starts_with("Slide 7 \"Prices\", TextBox 4: "),
        "{}",
        deck.data
    );
}

#[test]
fn gitlab_has_what_code_quality_wants() {
    let list: Value =
        serde_json::from_str(&made::gitlab(&report(), Shown::Counting)).expect("JSON");
    let list = list.as_array().expect("a list");
    assert_eq!(list.len(), 5);
    for one in list {
        let severity = one["severity"].as_str().expect("a severity");
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        for text in [
            &one["description"],
            &one["check_name"],
            &one["fingerprint"],
            &one["location"]["path"],
        ] {
            assert!(text.as_str().is_some_and(|text| !text.is_empty()), "{one}");
        }
        assert!(
            one["location"]["lines"]["begin"]
                .as_u64()
                .is_some_and(|line| line > 0),
            "{one}"
        );
    }
}

#[test]
fn junit_is_red_where_the_job_is() {
    let text = made::junit(&report(), Shown::All);
    assert_eq!(
        xsd::mistakes(include_str!("../schemas/junit-10.xsd"), &text),
        [""; 0]
    );
    let root = parse(&text);
    assert_eq!(root.attributes["tests"], "8");
    assert_eq!(
        root.attributes["failures"], "3",
        "the warning counts below --fail-on"
    );
    assert_eq!(root.named("failure").len(), 3);
    assert_eq!(root.named("skipped").len(), 4);
    let names: BTreeSet<_> = root
        .named("testcase")
        .into_iter()
        .map(|one| &one.attributes)
        .collect();
    assert_eq!(names.len(), 8, "no two cases have one name: {names:#?}");
    let clean = root.named("testsuite")[1];
    assert_eq!(clean.attributes["name"], "a<b>.pptx");
    assert!(
        clean.children[0].children.is_empty(),
        "a file without findings passes"
    );
    for suite in root.named("testsuite") {
        let count = |name: &str| suite.named(name).len().to_string();
        assert_eq!(suite.attributes["tests"], count("testcase"));
        assert_eq!(suite.attributes["failures"], count("failure"));
        assert_eq!(suite.attributes["skipped"], count("skipped"));
    }
}

#[test]
fn markdown_counts_and_lists() {
    let text = made::markdown(&report(), Shown::Counting);
    let blocks = blocks(&text);
    assert!(blocks.contains(&report().closing_line()), "{blocks:#?}");
    assert!(
        text.contains("| content/decks/why us, 100%.pptx | 2 | 0 | 1 |"),
        "{text}"
    );
    assert!(
        blocks.contains(&"slide 7 \"Prices\", TextBox 4".to_owned()),
        "{blocks:#?}"
    );
    assert!(
        blocks
            .iter()
            .any(|one| one.ends_with("• title: 'a|b' Take it out.")),
        "{blocks:#?}"
    );
}

#[test]
fn markdown_stays_below_what_github_takes() {
    let one = |at: u32| {
        let text = "long ".repeat(300);
        finding(
            "outdated-term",
            Severity::Error,
            "a.pptx",
            on_slide(at, &text, &text),
        )
    };
    let report = Report {
        diagnostics: (0..9_000).map(one).collect(),
        ..Report::default()
    };
    let text = made::markdown(&report, Shown::All);
    assert!(text.len() < 1 << 20, "{} bytes", text.len());
    assert!(text.contains(" findings more, which do not fit here"));
}

#[test]
fn html_needs_nothing_else_and_no_script() {
    let text = made::html(&report(), Shown::All);
    let page = page(&text);
    assert_eq!(page.named("article").len(), 7);
    for one in page.all() {
        for key in ["src", "srcset", "style", "onclick", "action"] {
            assert!(!one.attributes.contains_key(key), "{one:?}");
        }
        let href = one.attributes.get("href");
        assert!(
            href.is_none_or(|href| href.starts_with("#file-")),
            "{one:?}"
        );
    }
    let form = page.named("form")[0];
    assert!(
        form.attributes.contains_key("hidden"),
        "what needs the script is hidden without it"
    );
    assert_eq!(page.named("mark").len(), 5);
    assert!(page.text.contains("1 file with nothing to show"));
    let ids: Vec<&String> = page
        .all()
        .iter()
        .filter_map(|one| one.attributes.get("id"))
        .collect();
    assert_eq!(
        ids.iter().collect::<BTreeSet<_>>().len(),
        ids.len(),
        "{ids:?}"
    );
    for link in page.named("a") {
        let to = link.attributes["href"].trim_start_matches('#').to_owned();
        assert!(ids.contains(&&to), "{to}");
    }
    let policy = page.named("meta");
    let policy = policy.iter().find_map(|one| {
        let named = one.attributes.get("http-equiv")? == "Content-Security-Policy";
        named.then(|| one.attributes["content"].clone())
    });
    let policy = policy.expect("a policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'sha256-"),
        "{policy}"
    );
}

/// The page without its style and script, which are not XML.
pub(crate) fn page(text: &str) -> super::readers::Element {
    let mut text = text.to_owned();
    for tag in ["style", "script"] {
        let start = text.find(&format!("<{tag}>")).expect("its start");
        let end = text.find(&format!("</{tag}>")).expect("its end");
        text.replace_range(start..end + tag.len() + 3, "");
        assert!(!text.contains(&format!("<{tag}")), "there is one {tag}");
    }
    tree(&text)
}

#[test]
fn nothing_found_is_said_in_every_form() {
    let report = Report {
        files: 1,
        slides: 2,
        names: vec!["a.pptx".to_owned()],
        ..Report::default()
    };
    let log = sarif(&made::sarif(&report, Shown::All));
    assert_eq!(log["runs"][0]["results"], json!([]));
    assert_eq!(made::gitlab(&report, Shown::All), "[]\n");
    assert_eq!(made::github(&report, Shown::All), "");
    assert_eq!(
        parse(&made::junit(&report, Shown::All)).attributes["tests"],
        "1"
    );
    assert!(made::markdown(&report, Shown::All).contains("nothing found"));
    assert!(
        page(&made::html(&report, Shown::All))
            .text
            .contains("Nothing found")
    );
}
