//! The table of cases, by the engine in Rust.

use crate::table::{Case, open, table};
use rightdeck::search::{Counts, Hits, excerpt};
use std::collections::BTreeMap;

#[test]
fn the_table() {
    let table = table();
    let index = open(table.files());
    let mut wrong = Vec::new();
    for case in &table.cases {
        let hits = index.query(&table.query(case)).expect("results");
        let mistakes = differences(case, &hits);
        if !mistakes.is_empty() {
            wrong.push(format!("{:?}\n  {}", case.query, mistakes.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_excerpts() {
    let table = table();
    let index = open(table.files());
    for case in &table.excerpts {
        let query = rightdeck::search::Query {
            text: case.query.clone(),
            limit: 1,
            ..Default::default()
        };
        let hits = index.query(&query).expect("results");
        let parts = excerpt(&case.text, &hits.highlights).into_iter();
        let shown: String = parts
            .map(|part| match part.hit {
                true => format!("[{}]", part.text),
                false => part.text,
            })
            .collect();
        assert_eq!(shown, case.parts, "{}", case.query);
    }
}

fn differences(case: &Case, hits: &Hits) -> Vec<String> {
    let mut out = Vec::new();
    let urls: Vec<&str> = hits.hits.iter().map(|hit| hit.url.as_str()).collect();
    let scores: Vec<u64> = hits.hits.iter().map(|hit| hit.score).collect();
    if let Some(expected) = &case.urls
        && *expected != urls
    {
        out.push(format!("urls: {urls:?} {scores:?}"));
    }
    if let Some(expected) = &case.starts
        && urls
            .get(..expected.len())
            .is_none_or(|urls| urls != expected)
    {
        out.push(format!("urls begin: {urls:?} {scores:?}"));
    }
    let mut is = |what: &str, right: bool, found: String| {
        if !right {
            out.push(format!("{what}: {found}"));
        }
    };
    is(
        "total",
        case.total.is_none_or(|total| total == hits.total),
        hits.total.to_string(),
    );
    is(
        "relaxed",
        case.relaxed.is_none_or(|relaxed| relaxed == hits.relaxed),
        hits.relaxed.to_string(),
    );
    is(
        "missing",
        case.missing.as_ref().is_none_or(|own| *own == hits.missing),
        format!("{:?}", hits.missing),
    );
    let corrected: BTreeMap<String, String> = hits
        .corrected
        .iter()
        .map(|one| (one.word.clone(), one.by.clone()))
        .collect();
    is(
        "corrected",
        case.corrected.as_ref().is_none_or(|own| *own == corrected),
        format!("{corrected:?}"),
    );
    is(
        "suggestion",
        case.suggestion.is_none() || case.suggestion == hits.suggestion,
        format!("{:?}", hits.suggestion),
    );
    let counts = shown(&hits.counts);
    for (kind, expected) in case.counts.iter().flatten() {
        is(
            kind,
            counts.get(kind.as_str()) == Some(expected),
            format!("{:?}", counts.get(kind.as_str())),
        );
    }
    out
}

fn shown(counts: &Counts) -> BTreeMap<&'static str, BTreeMap<String, u32>> {
    let record = counts.record.iter().map(|(kind, count)| {
        let kind = format!("{kind:?}").to_lowercase();
        (kind, *count)
    });
    BTreeMap::from([
        ("record", record.collect()),
        ("kind", counts.kind.clone()),
        ("hyperscaler", counts.hyperscaler.clone()),
        ("context", counts.context.clone()),
        ("archetype", counts.archetype.clone()),
    ])
}
