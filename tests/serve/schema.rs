//! The description of the questions is what the server does: `schemathesis` asks by it, in good and bad faith.

use crate::playbook::{Playbook, TINY};
use crate::preview::Preview;
use std::path::{Path, PathBuf};
use std::process::Command;

fn schemathesis() -> Option<PathBuf> {
    // Where `cargo xtask test` puts it.
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/schemathesis/bin");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = std::env::split_paths(&path).chain([own]);
    let found = folders.find_map(|folder| {
        let file = folder.join("schemathesis");
        file.is_file().then_some(file)
    });
    if found.is_none() {
        eprintln!("skipped: there is no schemathesis; `cargo xtask test` installs it");
    }
    found
}

#[test]
fn the_description_is_what_the_server_does() {
    let Some(program) = schemathesis() else {
        return;
    };
    let playbook = Playbook::new(TINY);
    playbook.page("index.md", "title: Home", "Hello.\n");
    let front = "title: Why\nhyperscaler: aws\ncontexts: [joint]\nstatus: approved\nkind: pitch";
    playbook.deck("why", front, "x\n", "slides: [{title: Hi}]");
    let preview = Preview::new(&playbook);
    let out = Command::new(program)
        .arg("run")
        .arg(format!("http://{}/api/openapi.json", preview.address))
        .args([
            "--checks",
            "all",
            "--max-examples",
            "40",
            "--seed",
            "1",
            "--generation-deterministic",
        ])
        // Which hyperscalers are known is the playbook's matter, and no schema's.
        .args(["--exclude-checks", "positive_data_acceptance"])
        .args(["--phases", "examples,coverage,fuzzing"])
        .current_dir(playbook.path(""))
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(
        out.status.success(),
        "{said}\n{}",
        String::from_utf8_lossy(&out.stderr)
    );
}
