//! What a browser makes of a page: the scripts at work, and nothing in the console.

use crate::playbook::{Playbook, TINY, holds, lacks};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

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

/// The browser; None, with a message, where there is none and nobody insists.
fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).find_map(|folder| {
        let names = [
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
        ];
        names
            .iter()
            .map(|name| folder.join(name))
            .find(|file| file.is_file())
    });
    if found.is_none() {
        eprintln!("skipped: there is no Chromium");
    }
    found
}

/// Serves a folder until the test ends; what was asked for in vain.
fn serve(folder: &Path) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/", listener.local_addr().expect("its address"));
    let missing = Arc::new(Mutex::new(Vec::new()));
    let (folder, shared) = (folder.to_path_buf(), Arc::clone(&missing));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (folder, missing) = (folder.clone(), Arc::clone(&shared));
            thread::spawn(move || answer(stream, &folder, &missing));
        }
    });
    (address, missing)
}

fn answer(mut stream: TcpStream, folder: &Path, missing: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().expect("a second hand")).lines();
    let first = lines.next().and_then(Result::ok).unwrap_or_default();
    while lines
        .next()
        .and_then(Result::ok)
        .is_some_and(|line| !line.is_empty())
    {}
    let asked = first
        .split(' ')
        .nth(1)
        .unwrap_or("/")
        .trim_start_matches('/')
        .to_owned();
    let inside = asked.split(['?', '#']).next().unwrap_or_default();
    let mut file = folder.join(inside);
    if file.is_dir() {
        file = file.join("index.html");
    }
    let kind = match file.extension().and_then(|end| end.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let (status, body) = match std::fs::read(&file) {
        Ok(bytes) => ("200 OK", bytes),
        Err(_) => {
            missing.lock().expect("whole").push(asked.clone());
            ("404 Not Found", Vec::new())
        }
    };
    // The policy that the theme promises to keep.
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nContent-Security-Policy: default-src 'self'\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // A browser that has gone away is no failure of the page.
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(&body));
}

/// The page as it stands after its scripts, and what the console said.
fn dom(browser: &Path, address: &str) -> (String, String) {
    let profile = tempfile::tempdir().expect("a folder");
    let out = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1300,900",
            "--enable-logging=stderr",
            "--virtual-time-budget=10000",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(address)
        .stdin(Stdio::null())
        .output()
        .expect("it starts");
    let console = String::from_utf8_lossy(&out.stderr);
    let console: Vec<&str> = console
        .lines()
        .filter(|line| line.contains("CONSOLE"))
        .collect();
    (
        String::from_utf8_lossy(&out.stdout).into_owned(),
        console.join("\n"),
    )
}

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
    let (address, missing) = serve(&playbook.path("public"));
    let (html, console) = dom(&browser, &format!("{address}a/"));
    let probe = html
        .split_once("data-probe=\"")
        .map(|(_, rest)| rest.split('"').next().unwrap_or_default());
    let probe = probe
        .unwrap_or_else(|| panic!("the probe did not end: {console}\n{html}"))
        .replace("&quot;", "\"");
    let seen: serde_json::Value = serde_json::from_str(&probe).expect("JSON");
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
    let (address, missing) = serve(&playbook.path("public"));
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
