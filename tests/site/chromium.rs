//! A real browser on pages that are served from a folder. Tests of other crates share it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

/// The browser; None, with a message, where there is none and nobody insists.
pub(crate) fn browser() -> Option<PathBuf> {
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

/// A folder as a site, until the test ends.
pub(crate) struct Served {
    pub(crate) address: String,
    /// What was asked for in vain.
    pub(crate) missing: Arc<Mutex<Vec<String>>>,
    /// What pages sent to `/told`.
    told: mpsc::Receiver<String>,
}

/// Serves a folder.
pub(crate) fn serve(folder: &Path) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/", listener.local_addr().expect("its address"));
    let missing = Arc::new(Mutex::new(Vec::new()));
    let (tell, told) = mpsc::channel();
    let (folder, shared) = (folder.to_path_buf(), Arc::clone(&missing));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (folder, missing, tell) = (folder.clone(), Arc::clone(&shared), tell.clone());
            thread::spawn(move || answer(stream, &folder, &missing, &tell));
        }
    });
    Served {
        address,
        missing,
        told,
    }
}

fn answer(
    mut stream: TcpStream,
    folder: &Path,
    missing: &Mutex<Vec<String>>,
    tell: &mpsc::Sender<String>,
) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second hand"));
    let mut first = String::new();
    let _ = reader.read_line(&mut first);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).is_err() || line.trim().is_empty() {
            break;
        }
        if let Some(count) = line.to_lowercase().strip_prefix("content-length:") {
            length = count.trim().parse().unwrap_or(0);
        }
    }
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
    let (status, body) = if inside == "told" {
        let mut body = vec![0; length];
        let _ = reader.read_exact(&mut body);
        let _ = tell.send(String::from_utf8_lossy(&body).into_owned());
        ("200 OK", Vec::new())
    } else if folder.join("offline").exists() {
        // A site with such a file cannot be reached.
        return;
    } else if let Ok(bytes) = std::fs::read(&file) {
        ("200 OK", bytes)
    } else {
        missing.lock().expect("whole").push(asked.clone());
        ("404 Not Found", Vec::new())
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

/// The browser without a window, with a profile of its own.
pub(crate) fn command(browser: &Path, profile: &Path) -> Command {
    let mut command = Command::new(browser);
    command
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
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .stdin(Stdio::null());
    command
}

/// What pages said in the console.
pub(crate) fn console(stderr: &[u8]) -> String {
    let all = String::from_utf8_lossy(stderr);
    let lines: Vec<&str> = all
        .lines()
        .filter(|line| line.contains("CONSOLE"))
        .collect();
    lines.join("\n")
}

/// What a page and those it leads to send to `/told`, so many times, and what the console said; `after`
/// is called after each. In real time: workers and streams do not keep to a virtual one.
pub(crate) fn told(
    browser: &Path,
    served: &Served,
    page: &str,
    times: usize,
    mut after: impl FnMut(usize),
) -> (Vec<serde_json::Value>, String) {
    let profile = tempfile::tempdir().expect("a folder");
    let mut child = command(browser, profile.path())
        .args([
            "--remote-debugging-port=0",
            &format!("{}{page}", served.address),
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let said: Vec<Option<String>> = (0..times)
        .map(|time| {
            let said = served.told.recv_timeout(Duration::from_secs(120)).ok();
            after(time);
            said
        })
        .collect();
    let _ = child.kill();
    let out = child.wait_with_output().expect("it ends");
    let console = console(&out.stderr);
    let said = said.into_iter().map(|text| {
        let text = text.unwrap_or_else(|| panic!("the page did not tell: {console}"));
        serde_json::from_str(&text).expect("JSON")
    });
    (said.collect(), console)
}
