//! `rightdeck lint --external`, against a host of the test's own.

#![expect(clippy::disallowed_methods, reason = "a test makes its own folders")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

/// A host that knows `/there`, moved `/moved` to it, lets nobody into `/closed`, answers `/get` only
/// to those who read, and has nothing else. What it was asked is kept.
fn host() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut lines = BufReader::new(&stream).lines();
            let request = lines.next().and_then(Result::ok).unwrap_or_default();
            for line in lines {
                if line.is_ok_and(|line| line.is_empty()) {
                    break;
                }
            }
            let mut words = request.split(' ');
            let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            let status = match path {
                "/there" => "200 OK",
                "/moved" => "301 Moved\r\nLocation: /there",
                "/closed" => "403 Forbidden",
                "/get" if method == "GET" => "200 OK",
                "/get" => "405 No",
                _ => "404 Not Found",
            };
            log.lock().expect("kept").push(format!("{method} {path}"));
            let answer =
                format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (address, asked)
}

fn lint(root: &std::path::Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rightdeck"))
        .args(["lint", "--output-format", "concise"])
        .args(more)
        .current_dir(root)
        .env_remove("http_proxy")
        .env_remove("HTTP_PROXY")
        .env_remove("all_proxy")
        .env_remove("ALL_PROXY")
        .output()
        .expect("it starts")
}

#[test]
fn what_is_gone_is_an_error_at_every_place_and_the_rest_is_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    std::fs::create_dir_all(root.join("content")).expect("made");
    std::fs::write(root.join("site.toml"), "[site]\ntitle = 'Tiny'\n").expect("written");
    let (host, asked) = host();
    let page = format!(
        "---\ntitle: A\nowner: x\ntags: x\nsources:\n  - name: B\n    url: {host}/gone\n    class: vendor\n---\n\
         [a]({host}/there#part) [b]({host}/moved) [c]({host}/get)\n\n[d]({host}/gone) [e]({host}/closed)\n"
    );
    std::fs::write(root.join("content/a.md"), page).expect("written");

    let quiet = lint(root, &[]);
    assert!(quiet.status.success());
    assert!(
        asked.lock().expect("kept").is_empty(),
        "asked without being told to"
    );

    let out = lint(root, &["--external"]);
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    assert_eq!(out.status.code(), Some(1), "{said}");
    assert_eq!(said.lines().count(), 3, "{said}");
    assert!(
        said.contains("content/a.md:7:10: error[broken-link]"),
        "{said}"
    );
    assert!(
        said.contains("content/a.md:12:5: error[broken-link]"),
        "{said}"
    );
    assert!(
        said.contains("content/a.md:12:") && said.contains("warning[broken-link]"),
        "{said}"
    );

    asked.lock().expect("kept").clear();
    let again = lint(root, &["--external"]);
    assert_eq!(again.status.code(), Some(1));
    let asked = asked.lock().expect("kept").join(", ");
    assert!(
        asked.contains("/gone") && asked.contains("/closed"),
        "{asked}"
    );
    assert!(
        !asked.contains("/there") && !asked.contains("/get"),
        "{asked}"
    );
    let out = lint(root, &["--external", "--ignore", "broken-link"]);
    assert!(out.status.success());
}
