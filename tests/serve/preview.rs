//! A running preview, and what it answers.

use crate::playbook::Playbook;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Nothing here takes so long; a machine that does other things may.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Preview {
    child: Child,
    /// `127.0.0.1:40123`
    pub(crate) address: String,
    said: Arc<Mutex<String>>,
}

impl Preview {
    pub(crate) fn new(playbook: &Playbook) -> Self {
        Self::with(playbook.command(&["serve", "--port", "0"]))
    }

    pub(crate) fn with(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let said = Arc::new(Mutex::new(String::new()));
        let (errors, heard) = (child.stderr.take().expect("piped"), Arc::clone(&said));
        thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                let mut said = heard.lock().expect("whole");
                said.push_str(&line);
                said.push('\n');
            }
        });
        let mut url = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        out.read_line(&mut url).expect("it speaks");
        let address = url
            .trim()
            .trim_start_matches("http://")
            .trim_end_matches('/');
        assert!(!address.is_empty(), "{}", said.lock().expect("whole"));
        Self {
            child,
            address: address.to_owned(),
            said,
        }
    }

    /// What it has said to the person.
    pub(crate) fn said(&self) -> String {
        self.said.lock().expect("whole").clone()
    }

    /// Waits until it has said something.
    #[track_caller]
    pub(crate) fn says(&self, wanted: &str) {
        for _ in 0..1000 {
            if self.said().contains(wanted) {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("no {wanted:?} in {}", self.said());
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        stream
    }

    /// Sends bytes as they are, and reads until the end.
    pub(crate) fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        // It may have heard enough before all is sent.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::new(&bytes)
    }

    /// Asks, with more headers.
    pub(crate) fn ask(&self, first: &str, headers: &[&str], body: &[u8]) -> Answer {
        let mut head = format!("{first} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|line| line.starts_with("Host:")) {
            head += &format!("Host: {}\r\n", self.address);
        }
        if !body.is_empty() {
            head += &format!("Content-Length: {}\r\n", body.len());
        }
        for line in headers {
            head += line;
            head += "\r\n";
        }
        let mut request = (head + "\r\n").into_bytes();
        request.extend(body);
        self.raw(&request)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), &[], b"")
    }

    /// Waits until a page holds a text.
    #[track_caller]
    pub(crate) fn until(&self, path: &str, wanted: &str) {
        for _ in 0..6000 {
            if self.get(path).text().contains(wanted) {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!(
            "no {wanted:?} in {path}: {}\n{}",
            self.get(path).text(),
            self.said()
        );
    }

    /// What pages are told, from now on.
    pub(crate) fn events(&self) -> Events {
        let mut stream = self.connect();
        let request = format!(
            "GET /_rightdeck/events HTTP/1.1\r\nHost: {}\r\n\r\n",
            self.address
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let event = line.strip_prefix("data: ");
                if let Some(event) = event.and_then(|text| serde_json::from_str(text).ok())
                    && tell.send(event).is_err()
                {
                    return;
                }
            }
        });
        Events { told }
    }

    /// Sends it the signal of Ctrl-C; how it ended, if it did within three seconds.
    pub(crate) fn interrupted(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args(["-INT", &id]).status();
        assert!(killed.expect("there is kill").success());
        for _ in 0..300 {
            if let Some(status) = self.child.try_wait().expect("it can be asked") {
                return status.code();
            }
            thread::sleep(Duration::from_millis(10));
        }
        None
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What pages are told.
pub(crate) struct Events {
    told: Receiver<Value>,
}

impl Events {
    #[track_caller]
    pub(crate) fn next(&self) -> Value {
        self.told.recv_timeout(PATIENCE).expect("an event")
    }

    /// The next one of which something is true.
    #[track_caller]
    pub(crate) fn until(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let event = self.next();
            if wanted(&event) {
                return event;
            }
        }
    }
}

/// An answer, taken apart.
#[derive(Debug)]
pub(crate) struct Answer {
    /// 0: there was none.
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    fn new(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]);
        let mut lines = head.lines();
        let first = lines.next().unwrap_or_default();
        let status = first.split(' ').nth(1).and_then(|text| text.parse().ok());
        let headers = lines.filter_map(|line| line.split_once(": "));
        Self {
            status: status.unwrap_or(0),
            headers: headers
                .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                .collect(),
            body: bytes[(end + 4).min(bytes.len())..].to_vec(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{self:?}"))
    }
}
