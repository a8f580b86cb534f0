//! What comes over the wire: the bytes of a build, by the rules of HTTP, to those who may ask.

use crate::playbook::{Playbook, TINY, png};
use crate::preview::Preview;

fn playbook() -> Playbook {
    let playbook = Playbook::new(TINY);
    playbook.page("index.md", "title: Home", "Hello.\n");
    playbook.page("b/a.md", "title: A", "One. ![x](x.png)\n");
    playbook.put("content/b/x.png", png(3, 4));
    playbook
}

#[test]
fn what_the_client_has_is_not_sent_again() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    let page = preview.get("/b/a/");
    assert_eq!(page.status, 200);
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let etag = page.header("etag").expect("a tag").to_owned();
    for (tag, status) in [
        (etag.clone(), 304),
        (format!("W/{etag}"), 304),
        (format!("\"x\", {etag}"), 304),
        ("*".to_owned(), 304),
        ("\"x\"".to_owned(), 200),
    ] {
        let again = preview.ask("GET /b/a/", &[&format!("If-None-Match: {tag}")], b"");
        assert_eq!(again.status, status, "{tag}");
        assert_eq!(again.body.is_empty(), status == 304, "{tag}");
        assert_eq!(again.header("etag"), Some(etag.as_str()));
    }
    let head = preview.ask("HEAD /b/a/", &[], b"");
    assert_eq!(head.status, 200);
    assert_eq!(
        head.header("content-length"),
        Some(page.body.len().to_string().as_str())
    );
    assert!(head.body.is_empty());
}

#[test]
fn a_part_of_a_file_is_sent() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    let whole = preview.get("/b/x.png");
    assert_eq!(whole.header("accept-ranges"), Some("bytes"));
    let length = whole.body.len();
    let part = preview.ask("GET /b/x.png", &["Range: bytes=1-3"], b"");
    assert_eq!((part.status, part.body.as_slice()), (206, &b"PNG"[..]));
    assert_eq!(
        part.header("content-range"),
        Some(format!("bytes 1-3/{length}").as_str())
    );
    let last = preview.ask("GET /b/x.png", &["Range: bytes=-2"], b"");
    assert_eq!(last.body, whole.body[length - 2..]);
    let beyond = preview.ask("GET /b/x.png", &["Range: bytes=9999-"], b"");
    assert_eq!(beyond.status, 416);
    assert_eq!(
        beyond.header("content-range"),
        Some(format!("bytes */{length}").as_str())
    );
    let old = preview.ask(
        "GET /b/x.png",
        &["Range: bytes=1-3", "If-Range: \"old\""],
        b"",
    );
    assert_eq!((old.status, old.body.len()), (200, length));
}

#[test]
fn addresses() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    let folder = preview.get("/b/a?x=1");
    assert_eq!(folder.status, 308);
    assert_eq!(folder.header("location"), Some("/b/a/?x=1"));
    for outside in [
        "/../site.toml",
        "/%2e%2e/site.toml",
        "/..%2fsite.toml",
        "/b/../../site.toml",
        "//site.toml",
        "/content/index.md",
        "/b/a/%00",
        "/.%5c..%5csite.toml",
        "/%ff",
        "/_rightdeck/../site.toml",
    ] {
        let answer = preview.get(outside);
        assert_eq!(answer.status, 404, "{outside}: {answer:?}");
        assert!(!answer.text().contains("title = 'Tiny'"), "{outside}");
    }
    assert_eq!(preview.ask("POST /b/a/", &[], b"x").status, 405);
    assert_eq!(
        preview.ask("DELETE /b/a/", &[], b"").header("allow"),
        Some("GET, HEAD")
    );
}

#[test]
fn only_a_page_that_a_person_opens_has_the_script() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    playbook.built();
    let built = playbook.bytes("public/b/a/index.html");
    let html = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";
    for (headers, has) in [
        (&["Sec-Fetch-Dest: document", html][..], true),
        (&[html], true),
        (&["Sec-Fetch-Dest: empty", "Accept: */*"], false),
        (&["Sec-Fetch-Dest: empty", html], false),
        (&["Accept: */*"], false),
        (&[], false),
    ] {
        let answer = preview.ask("GET /b/a/", headers, b"");
        let text = answer.text();
        assert_eq!(text.contains("/_rightdeck/preview.js"), has, "{headers:?}");
        assert_eq!(answer.body == built, !has, "{headers:?}");
        assert_eq!(answer.header("vary"), Some("sec-fetch-dest, accept"));
        if has {
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            let tag = preview
                .get("/b/a/")
                .header("etag")
                .expect("a tag")
                .replace('"', "");
            assert!(text.contains(&format!("data-page=\"{tag}\"")), "{text}");
        }
    }
}

#[test]
fn nobody_else_may_ask() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    let port = preview.address.rsplit(':').next().expect("a port");
    for (host, status) in [
        (format!("localhost:{port}"), 200),
        (format!("127.0.0.1:{port}"), 200),
        (format!("[::1]:{port}"), 200),
        ("LocalHost".to_owned(), 200),
        ("evil.example".to_owned(), 403),
        (format!("localhost.evil.example:{port}"), 403),
        (format!("192.168.0.1:{port}"), 403),
        (String::new(), 403),
    ] {
        for path in ["/", "/api/health", "/_rightdeck/rooms"] {
            let answer = preview.ask(&format!("GET {path}"), &[&format!("Host: {host}")], b"");
            assert_eq!(answer.status, status, "{host} {path}");
        }
    }
    let own = format!("Origin: http://{}", preview.address);
    for (headers, status) in [
        (vec![own.as_str()], 200),
        (vec!["Origin: http://evil.example"], 403),
        (vec!["Origin: null"], 403),
        (vec!["Origin: http://127.0.0.1:1"], 403),
        (vec!["Sec-Fetch-Site: cross-site"], 403),
        (
            vec!["Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors"],
            403,
        ),
        (
            vec!["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"],
            200,
        ),
        (
            vec!["Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors"],
            200,
        ),
    ] {
        for path in ["/", "/api/health"] {
            let answer = preview.ask(&format!("GET {path}"), &headers, b"");
            assert_eq!(answer.status, status, "{headers:?} {path}");
        }
        if status == 403 {
            assert_eq!(
                preview.ask("POST /api/lint", &headers, b"x").status,
                403,
                "{headers:?}"
            );
        }
    }
    let no_host = preview.raw(b"GET / HTTP/1.0\r\n\r\n");
    assert_eq!(no_host.status, 400);
    let two = preview.raw(
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    );
    assert_eq!(two.status, 400);
    let other = preview
        .raw(b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_eq!(other.status, 403);
}

#[test]
fn every_answer_is_guarded() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    for request in [
        "GET /",
        "GET /b/x.png",
        "GET /nowhere",
        "GET /api/health",
        "GET /api/nowhere",
        "POST /api/decks",
        "PUT /",
        "GET /b/a",
        "GET /_rightdeck/preview.js",
        "GET /_rightdeck/lint",
        "GET /api/decks?x=1",
    ] {
        let answer = preview.ask(request, &[], b"");
        for (name, value) in [
            ("content-security-policy", "default-src 'self'; "),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("permissions-policy", "camera=(), "),
        ] {
            let found = answer.header(name).unwrap_or_default();
            assert!(found.starts_with(value), "{request} {name}: {found}");
        }
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
}

#[test]
#[cfg(unix)]
fn links_out_of_the_project_are_refused() {
    let playbook = playbook();
    let outside = tempfile::tempdir().expect("a folder");
    let secret = outside.path().join("secret.png");
    std::fs::write(&secret, "secret").expect("written");
    let preview = Preview::new(&playbook);
    let events = preview.events();
    std::os::unix::fs::symlink(&secret, playbook.path("content/b/y.png")).expect("linked");
    playbook.page("b/a.md", "title: A", "One. ![y](y.png)\n");
    events.until(|event| event["problems"] != serde_json::json!([]));
    assert_eq!(preview.get("/b/y.png").status, 404);
    std::fs::remove_file(playbook.path("content/b/y.png")).expect("removed");
    std::fs::remove_file(playbook.path("content/b/x.png")).expect("removed");
    std::os::unix::fs::symlink(&secret, playbook.path("content/b/x.png")).expect("linked");
    playbook.page("b/a.md", "title: A", "Two. ![x](x.png)\n");
    preview.until("/api/health", "mistakes");
    assert_ne!(preview.get("/b/x.png").body, b"secret");
}
