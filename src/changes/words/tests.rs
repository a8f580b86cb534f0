use super::super::{html, words, words_in_full};
use super::paragraphs;
use proptest::prelude::*;

fn show(old: &str, new: &str) -> String {
    html(&words(old, new))
}

#[test]
fn words_change_in_their_place() {
    assert_eq!(
        show(
            "The MACC counts towards your Azure commit.",
            "The MACC counts in full towards your Azure commitment."
        ),
        "<p>The MACC counts <ins>in full </ins>towards your Azure <del>commit</del>\
         <ins>commitment</ins>.</p>\n"
    );
    assert_eq!(
        show(
            "Ask for 1,500 USD by 2026-01-31 at once.",
            "Ask for 2,500 USD by 2026-03-31 at once."
        ),
        "<p>Ask for <del>1,500</del><ins>2,500</ins> USD by <del>2026-01-31</del>\
         <ins>2026-03-31</ins> at once.</p>\n"
    );
}

#[test]
fn changes_that_a_short_word_parts_become_one() {
    assert_eq!(
        show(
            "Every seller brings the list of accounts to the first meeting of the quarter.",
            "Every seller brings a plan for partners to the first meeting of the quarter."
        ),
        "<p>Every seller brings <del>the list of accounts</del><ins>a plan for partners</ins> \
         to the first meeting of the quarter.</p>\n"
    );
    let html = show(
        "We meet with the team of sales on Monday in the office.",
        "We meet with the squad of growth on Monday in the office.",
    );
    assert!(
        html.contains("<del>team of sales</del><ins>squad of growth</ins>"),
        "{html}"
    );
    // Two that only add leave the word between alone.
    let html = show(
        "We meet the team on Monday in the office.",
        "We shall meet the whole team on Monday in the office.",
    );
    assert!(
        html.contains("<ins>shall </ins>meet the<ins> whole</ins> team"),
        "{html}"
    );
}

#[test]
fn another_text_is_not_mixed_into_the_old_one() {
    assert_eq!(
        show(
            "Bring the customer's order form.",
            "Azure credits expire in June."
        ),
        "<p><del>Bring the customer&#39;s order form.</del></p>\n\
         <p><ins>Azure credits expire in June.</ins></p>\n"
            .replace("&#39;", "'")
    );
}

#[test]
fn what_is_far_from_a_change_is_counted() {
    let old: Vec<String> = (0..20)
        .map(|at| format!("Paragraph number {at} is here."))
        .collect();
    let mut new = old.clone();
    new[10] = "Paragraph number ten is here.".to_owned();
    new.insert(17, "And a new one.".to_owned());
    assert_eq!(
        show(&old.join("\n"), &new.join("\n\n")),
        "<p class=\"unchanged\">… 9 paragraphs unchanged</p>\n\
         <p>Paragraph number 9 is here.</p>\n\
         <p>Paragraph number <del>10</del><ins>ten</ins> is here.</p>\n\
         <p>Paragraph number 11 is here.</p>\n\
         <p class=\"unchanged\">… 4 paragraphs unchanged</p>\n\
         <p>Paragraph number 16 is here.</p>\n\
         <p><ins>And a new one.</ins></p>\n\
         <p>Paragraph number 17 is here.</p>\n\
         <p class=\"unchanged\">… 2 paragraphs unchanged</p>\n"
    );
    assert_eq!(
        show("a", "a"),
        "<p class=\"unchanged\">… 1 paragraph unchanged</p>\n"
    );
    assert_eq!(show("", "\n \n"), "");
}

#[test]
fn text_is_escaped() {
    assert_eq!(
        show("", "<script>alert(\"1 & 2\")</script>"),
        "<p><ins>&lt;script&gt;alert(&quot;1 &amp; 2&quot;)&lt;/script&gt;</ins></p>\n"
    );
}

#[test]
fn an_edited_paragraph_finds_its_old_self_among_others() {
    let html = show(
        "One about pricing and discounts for partners.\nTwo about the marketplace and its fees today.",
        "A new first paragraph, of something else.\nTwo about the marketplace and its low fees today.",
    );
    assert!(
        html.contains("<p>Two about the marketplace and its <ins>low </ins>fees today.</p>"),
        "{html}"
    );
    assert!(html.contains("<p><del>One about"), "{html}");
}

#[test]
fn hostile_texts_end_and_always_alike() {
    let one = "a b ".repeat(200_000);
    let two = "b c a ".repeat(130_000);
    let lines = |text: &str| text.replace(' ', "\n");
    for (old, new) in [(one.clone(), two.clone()), (lines(&one), lines(&two))] {
        let blocks = words_in_full(&old, &new);
        assert!(!blocks.is_empty());
        assert_eq!(blocks, words_in_full(&old, &new));
    }
}

/// What is left of the paragraphs without what stands in `tag`.
fn without(html: &str, tag: &str) -> Vec<String> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let mut out = Vec::new();
    for paragraph in html.split("<p>").skip(1) {
        let mut text = paragraph
            .strip_suffix("</p>\n")
            .expect("its end")
            .to_owned();
        while let Some((before, rest)) = text.split_once(&open) {
            let (_, after) = rest.split_once(&close).expect("its end");
            text = format!("{before}{after}");
        }
        for (mark, letter) in [
            ("<ins>", ""),
            ("</ins>", ""),
            ("<del>", ""),
            ("</del>", ""),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&amp;", "&"),
        ] {
            text = text.replace(mark, letter);
        }
        if !text.is_empty() {
            out.push(text);
        }
    }
    out
}

fn check(old: &str, new: &str) -> Result<(), TestCaseError> {
    let html = html(&words_in_full(old, new));
    prop_assert_eq!(without(&html, "ins"), paragraphs(old));
    prop_assert_eq!(without(&html, "del"), paragraphs(new));
    let _ = words(old, new);
    Ok(())
}

proptest! {
    #[test]
    fn both_texts_can_be_read_out_of_any_difference(old in "(\\PC|[\n\r <&])*", new in "(\\PC|[\n\r <&])*") {
        check(&old, &new)?;
    }

    #[test]
    fn both_texts_can_be_read_out_of_likely_ones(
        old in "((the|a|of|deck|co-sell|Azure|1,5)[ ,.\n]{1,2}){0,40}",
        new in "((the|a|of|deck|co-sell|Azure|1,5)[ ,.\n]{1,2}){0,40}",
    ) {
        check(&old, &new)?;
    }
}
