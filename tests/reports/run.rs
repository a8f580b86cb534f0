//! The program, in a folder of its own.

use rightdeck_kit::{TextDeck, pptx};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

pub(crate) const BOTH: [&str; 4] = ["--hyperscaler", "aws", "--context", "joint"];
pub(crate) const FORMS: [&str; 9] = [
    "text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html",
];

/// A folder with `site.toml` and decks.
pub(crate) struct Library(TempDir);

/// What a run left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Library {
    pub(crate) fn new() -> Self {
        let own = Self(tempfile::tempdir().expect("a temporary folder"));
        own.file("site.toml", "[site]\ncompany = 'Quillfish'\n");
        own
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    /// A deck; each slide has this body.
    pub(crate) fn deck(&self, name: &str, bodies: &[&str]) {
        let slides: Vec<String> = bodies
            .iter()
            .map(|body| format!("{{title: Hello, body: {body}}}"))
            .collect();
        let yaml = format!("slides: [{}]", slides.join(", "));
        self.file(name, pptx(&TextDeck::from_yaml(&yaml)));
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("it was written")
    }

    pub(crate) fn lint(&self, args: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_rightdeck"))
            .arg("lint")
            .args(args)
            .args(BOTH)
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .current_dir(self.path())
            .stdin(Stdio::null())
            .output()
            .expect("the program runs");
        Ran {
            status: output.status.code().expect("it ended by itself"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

impl Ran {
    #[track_caller]
    pub(crate) fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn complains(self, text: &str) -> Self {
        assert!(self.err.contains(text), "no {text:?} in {self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.out.contains(text), "no {text:?} in {self:#?}");
        self
    }
}

#[test]
fn each_form_has_the_same_bytes_each_time_and_in_a_file() {
    let library = Library::new();
    library.deck(
        "a.pptx",
        &["It lands in Azure Synapse Analytics", "One table"],
    );
    library.file("b.pptx", "no deck");
    for form in FORMS {
        let first = library.lint(&[".", "--output-format", form]).exits(1);
        let second = library.lint(&[".", "--output-format", form]);
        assert_eq!(first.out, second.out, "{form}");
        let to_file = [".", "--output-format", form, "--output-file", "report"];
        let third = library.lint(&to_file).exits(1).complains("1 unreadable");
        assert_eq!(third.out, "");
        assert_eq!(library.read("report"), first.out, "{form}");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_told() {
    let library = Library::new();
    library.deck("a.pptx", &["One table"]);
    for form in FORMS {
        let args = [
            "a.pptx",
            "--output-format",
            form,
            "--output-file",
            "gone/report",
        ];
        library
            .lint(&args)
            .exits(2)
            .complains("cannot write 'gone/report'");
    }
}
