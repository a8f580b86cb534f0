//! Requests that are too long, too slow or endless, and the end.

use crate::playbook::{Playbook, TINY};
use crate::preview::Preview;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

fn playbook() -> Playbook {
    let playbook = Playbook::new(TINY);
    playbook.page("index.md", "title: Home", "Hello.\n");
    playbook
}

#[test]
fn a_request_has_a_length() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    let long = preview.get(&format!("/{}", "a".repeat(5000)));
    assert_eq!(long.status, 414);
    let longer = preview.get(&format!("/{}", "a".repeat(100_000)));
    assert!(matches!(longer.status, 0 | 414 | 431), "{}", longer.status);
    let header = format!("X: {}", "a".repeat(40_000));
    let wide = preview.ask("GET /", &[&header], b"");
    assert!(matches!(wide.status, 0 | 431), "{}", wide.status);
    let many: Vec<String> = (0..200).map(|number| format!("X{number}: y")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let many = preview.ask("GET /", &many, b"");
    assert!(matches!(many.status, 0 | 431), "{}", many.status);
    let huge = preview.ask("POST /api/lint", &["Content-Length: 9999999999"], b"");
    assert_eq!(huge.status, 413);
    assert!(
        huge.json()["detail"]
            .as_str()
            .is_some_and(|text| text.contains("256 MiB"))
    );
    assert_eq!(preview.get("/").status, 200, "it goes on");
}

#[test]
fn slow_requests_are_cut_off() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    thread::scope(|scope| {
        for head in ["", "GET / HTT", "GET / HTTP/1.1\r\nHost: localhost\r\nX: "] {
            let mut stream = preview.connect();
            scope.spawn(move || {
                stream.write_all(head.as_bytes()).expect("sent");
                let mut rest = Vec::new();
                stream.read_to_end(&mut rest).expect("it ends");
                let text = String::from_utf8_lossy(&rest).into_owned();
                assert!(
                    text.is_empty() || text.starts_with("HTTP/1.1 408"),
                    "{text}"
                );
            });
        }
        // One that is answered is not kept for ever.
        let mut idle = preview.connect();
        scope.spawn(move || {
            let request = b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
            idle.write_all(request).expect("sent");
            let mut rest = Vec::new();
            idle.read_to_end(&mut rest).expect("it ends");
            assert!(rest.starts_with(b"HTTP/1.1 200"));
        });
        let mut body = preview.connect();
        scope.spawn(move || {
            let request = b"POST /api/lint HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\nConnection: close\r\n\r\nPK";
            body.write_all(request).expect("sent");
            let mut rest = Vec::new();
            body.read_to_end(&mut rest).expect("it ends");
            assert!(rest.starts_with(b"HTTP/1.1 408"), "{}", String::from_utf8_lossy(&rest));
        });
    });
}

#[test]
fn who_stops_reading_is_cut_off() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    let mut stream = preview.connect();
    // Far longer than it is waited for; without an end this would be told apart as such.
    let long = Some(Duration::from_secs(120));
    stream.set_write_timeout(long).expect("set");
    let many = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(1000);
    let ended = loop {
        if let Err(error) = stream.write_all(&many) {
            break error.kind();
        }
    };
    assert!(
        matches!(ended, ErrorKind::ConnectionReset | ErrorKind::BrokenPipe),
        "{ended}"
    );
    assert_eq!(preview.get("/").status, 200, "it goes on");
}

#[test]
fn more_connections_than_a_browser_opens_are_turned_away() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    let open: Vec<_> = (0..600).map(|_| preview.connect()).collect();
    let mut closed = 0;
    for mut stream in open.iter().skip(512) {
        // Sooner than one is let go that says nothing.
        let soon = Some(Duration::from_secs(5));
        stream.set_read_timeout(soon).expect("set");
        let mut byte = [0];
        closed += usize::from(matches!(stream.read(&mut byte), Ok(0)));
    }
    assert!(closed >= 80, "{closed}");
    drop(open);
    preview.until("/", "Hello.");
}

#[test]
fn ctrl_c_ends_it_at_once() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    let events = preview.events();
    events.next();
    let _open = preview.connect();
    assert_eq!(preview.interrupted(), Some(0));
}

#[test]
fn a_taken_port_is_said() {
    let playbook = playbook();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    let out = playbook
        .command(&["serve", "--port", &port])
        .output()
        .expect("it starts");
    assert_eq!(out.status.code(), Some(2));
    let said = crate::playbook::said(&out);
    assert!(
        said.contains(&format!("port {port} is taken by another program; --port ")),
        "{said}"
    );
    let out = playbook
        .command(&["serve", "--host", "203.0.113.1"])
        .output()
        .expect("it starts");
    assert!(crate::playbook::said(&out).contains("cannot listen at '203.0.113.1': "));
    let out = playbook
        .command(&["serve", "--port", "0", "--edition", "none"])
        .output();
    let said = crate::playbook::said(&out.expect("it starts"));
    assert!(said.contains("there is no edition 'none'"), "{said}");
}

#[test]
fn another_address_is_only_listened_at_when_it_is_named() {
    let playbook = playbook();
    let preview = Preview::with(playbook.command(&["serve", "--port", "0", "--host", "0.0.0.0"]));
    let port = preview
        .address
        .rsplit(':')
        .next()
        .expect("a port")
        .to_owned();
    preview.says("warning: other machines can reach this preview");
    for (host, status) in [
        ("localhost", 200),
        ("192.0.2.7", 200),
        ("evil.example", 403),
    ] {
        let host = format!("Host: {host}:{port}");
        assert_eq!(preview.ask("GET /", &[&host], b"").status, status, "{host}");
    }
}
