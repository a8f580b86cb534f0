//! As much of XML Schema as `junit-10.xsd` uses: which elements and attributes there are, which of them must be
//! there, and what may stand in what.

use super::readers::{Element, parse};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Default)]
struct Rule {
    may: BTreeSet<String>,
    must: BTreeSet<String>,
    children: BTreeSet<String>,
    text: bool,
}

/// What is wrong with a document.
pub(crate) fn mistakes(schema: &str, document: &str) -> Vec<String> {
    let schema = parse(schema);
    let mut rules = BTreeMap::new();
    for element in &schema.children {
        if element.name == "xs:element" {
            let mut rule = Rule {
                text: element.attributes.contains_key("type"),
                ..Rule::default()
            };
            collect(element, &mut rule);
            rules.insert(element.attributes["name"].clone(), rule);
        }
    }
    assert!(rules.len() > 10, "the schema was read: {rules:?}");
    let mut found = Vec::new();
    check(&parse(document), &rules, &mut found);
    found
}

fn collect(element: &Element, rule: &mut Rule) {
    for child in &element.children {
        let value = |key: &str| child.attributes.get(key).cloned();
        match child.name.as_str() {
            "xs:attribute" => {
                let name = value("name").expect("a name");
                if value("use").as_deref() == Some("required") {
                    rule.must.insert(name.clone());
                }
                rule.may.insert(name);
            }
            "xs:element" => {
                rule.children.extend(value("ref"));
            }
            _ => {
                rule.text |= value("mixed").as_deref() == Some("true");
                collect(child, rule);
            }
        }
    }
}

fn check(element: &Element, rules: &BTreeMap<String, Rule>, found: &mut Vec<String>) {
    let name = &element.name;
    let Some(rule) = rules.get(name) else {
        found.push(format!("<{name}> is unknown"));
        return;
    };
    for key in element
        .attributes
        .keys()
        .filter(|key| !rule.may.contains(*key))
    {
        found.push(format!("<{name}> has '{key}'"));
    }
    for key in rule
        .must
        .iter()
        .filter(|key| !element.attributes.contains_key(*key))
    {
        found.push(format!("<{name}> has no '{key}'"));
    }
    if !rule.text && !element.own.trim().is_empty() {
        found.push(format!("<{name}> has text: {:?}", element.own));
    }
    for child in &element.children {
        if !rule.children.contains(&child.name) {
            found.push(format!("<{}> stands in <{name}>", child.name));
        }
        check(child, rules, found);
    }
}

#[test]
fn what_the_schema_forbids_is_seen() {
    let schema = include_str!("../schemas/junit-10.xsd");
    let good = "<testsuites><testsuite name='a' tests='1' failures='0' errors='0'><testcase name='b'/></testsuite></testsuites>";
    assert_eq!(mistakes(schema, good), [""; 0]);
    for (bad, said) in [
        ("<testsuites><testcase name='b'/></testsuites>", "stands in"),
        ("<testcase/>", "has no 'name'"),
        ("<testcase name='b' file='c'/>", "has 'file'"),
        ("<testsuites>text</testsuites>", "has text"),
        ("<report/>", "is unknown"),
    ] {
        let found = mistakes(schema, bad);
        assert!(
            found.iter().any(|one| one.contains(said)),
            "{bad}: {found:?}"
        );
    }
}
