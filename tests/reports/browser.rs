//! The page in a browser: its policy lets its own script and style through and nothing else, and the filters hide
//! what is not asked for.

use super::chromium::{browser, command, console};
use super::made::{self, report};
use rightdeck::report::text::Shown;
use std::path::Path;

/// The page as it stands after its script has run.
fn shown(browser: &Path, html: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("report.html");
    std::fs::write(&page, html).expect("a file");
    let output = command(browser, &folder.path().join("profile"))
        .arg("--dump-dom")
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("it runs");
    assert_eq!(
        console(&output.stderr),
        "",
        "the page has nothing to complain of"
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// How many elements of that name and class are hidden.
fn hidden(page: &str, tag: &str) -> usize {
    let tags = page.split('<').filter(|part| part.starts_with(tag));
    tags.filter_map(|part| part.split('>').next())
        .filter(|tag| tag.contains(" hidden"))
        .count()
}

#[test]
fn the_script_runs_and_hides_what_is_not_asked_for() {
    let Some(browser) = browser() else {
        return;
    };
    let html = made::html(&report(), Shown::All);
    let page = shown(&browser, &html);
    assert_eq!((hidden(&page, "form"), hidden(&page, "article")), (0, 0));
    assert!(page.contains(">7 of 7 shown<"), "{page}");
    // As a browser does that has kept the field from before.
    let without = html.replace("value=\"error\" checked=\"\"", "value=\"error\"");
    let page = shown(&browser, &without);
    assert_eq!(hidden(&page, "article"), 3);
    assert!(page.contains(">4 of 7 shown<"), "{page}");
    assert_eq!(
        hidden(&page, "section class=\"file\""),
        1,
        "a file with nothing to show"
    );
    assert_eq!(hidden(&page, "tr"), 1);
    let words = html.replace("name=\"words\"", "name=\"words\" value=\"co-sell LINE\"");
    assert!(shown(&browser, &words).contains(">1 of 7 shown<"));
}

#[test]
fn another_script_does_not_run() {
    let Some(browser) = browser() else {
        return;
    };
    let html = made::html(&report(), Shown::All);
    let more = "<p id=\"told\"></p><img src=\"x\" onerror=\"told.append(1)\"><script>told.append(2)</script></body>";
    let html = html.replace("</body>", more);
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("report.html");
    std::fs::write(&page, html).expect("a file");
    let output = command(&browser, &folder.path().join("profile"))
        .arg("--dump-dom")
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("it runs");
    let page = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(page.contains("<p id=\"told\"></p>"), "{page}");
    assert!(console(&output.stderr).contains("Content Security Policy"));
}
