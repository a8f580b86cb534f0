use super::*;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    today: Date,
    decks: BTreeMap<String, serde_yaml::Value>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    ask: Ask,
    today: Option<Date>,
    fitting: Vec<String>,
    #[serde(default)]
    nearest: Vec<Near>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ask {
    hyperscaler: Option<String>,
    context: Context,
    archetype: Option<Archetype>,
    kind: Option<DeckKind>,
    #[serde(default)]
    products: Vec<String>,
    industry: Option<String>,
    language: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Near {
    deck: String,
    bars: Vec<String>,
}

#[test]
fn the_table_of_cases_holds() {
    let table: Table = serde_yaml::from_str(include_str!("../../tests/finder/cases.yaml")).unwrap();
    let decks: BTreeMap<&str, (DeckFields, bool)> = table
        .decks
        .iter()
        .map(|(slug, value)| {
            let mut value = value.clone();
            let file = value
                .as_mapping_mut()
                .and_then(|fields| fields.remove("file"));
            let fields = serde_yaml::from_value(value).unwrap();
            (slug.as_str(), (fields, file.is_none()))
        })
        .collect();
    let decks: Vec<Deck<'_>> = decks
        .iter()
        .map(|(slug, (fields, has_file))| Deck {
            slug,
            title: slug,
            fields,
            has_file: *has_file,
        })
        .collect();
    assert!(table.cases.len() > 10);
    for case in table.cases {
        let ask = case.ask;
        let wanted = Wanted {
            hyperscaler: ask.hyperscaler,
            context: ask.context,
            archetype: ask.archetype,
            kind: ask.kind,
            products: ask.products,
            industry: ask.industry,
            language: ask.language,
        };
        let found = find(&decks, &wanted, case.today.unwrap_or(table.today));
        let fitting: Vec<&str> = found.fitting.iter().map(|deck| deck.slug).collect();
        assert_eq!(fitting, case.fitting, "{}", case.name);
        let nearest: Vec<(&str, Vec<String>)> = found
            .barred
            .iter()
            .take(case.nearest.len())
            .map(|(deck, bars)| (deck.slug, bars.iter().map(name).collect()))
            .collect();
        let wanted: Vec<(&str, Vec<String>)> = case
            .nearest
            .iter()
            .map(|near| (near.deck.as_str(), near.bars.clone()))
            .collect();
        assert_eq!(nearest, wanted, "{}", case.name);
    }
}

fn name(bar: &Bar) -> String {
    serde_json::to_value(bar).unwrap()["bar"]
        .as_str()
        .unwrap()
        .to_owned()
}
