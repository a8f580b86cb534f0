//! The action and the template in `docs/ci/`: valid by the shapes of their hosts, and run as these would.

use super::readers::{commands, sarif, validator};
use super::run::{BOTH, Library, Ran};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const AZURE: &str = "It lands in Azure Synapse Analytics";

fn yaml(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs/ci")
        .join(name);
    let text = fs::read_to_string(path).expect("the file");
    serde_yaml::from_str(&text).expect("YAML")
}

fn mistakes(schema: &str, document: &Value) -> Vec<String> {
    let schema = validator(schema);
    let found = schema.iter_errors(document);
    found
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn the_files_have_the_shape_that_their_hosts_want() {
    let action = include_str!("../schemas/github-action.schema.json");
    assert_eq!(mistakes(action, &yaml("action.yml")), [""; 0]);
    let mut wrong = yaml("action.yml");
    wrong["runs"]["steps"][0]["shel"] = "bash".into();
    assert!(
        !mistakes(action, &wrong).is_empty(),
        "the schema is able to fail"
    );
    let gitlab = include_str!("../schemas/gitlab-ci.schema.json");
    assert_eq!(mistakes(gitlab, &yaml("rightdeck.gitlab-ci.yml")), [""; 0]);
    let mut wrong = yaml("rightdeck.gitlab-ci.yml");
    wrong["rightdeck"]["artifacts"]["reports"]["codequalty"] = "x".into();
    assert!(
        !mistakes(gitlab, &wrong).is_empty(),
        "the schema is able to fail"
    );
}

#[test]
fn no_input_is_pasted_into_a_script() {
    let action = yaml("action.yml");
    for step in action["runs"]["steps"].as_array().expect("steps") {
        let script = step["run"].as_str().expect("a script");
        assert!(!script.contains("${{"), "{script}");
    }
}

/// Runs a script in a library as a job would; None, with a message, where there is no bash.
fn job(library: &Library, script: &str, env: &[(&str, &str)]) -> Option<Ran> {
    let program = Path::new(env!("CARGO_BIN_EXE_rightdeck"));
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", program.parent().expect("a folder").display());
    let output = Command::new("bash")
        .args([
            "--noprofile",
            "--norc",
            "-e",
            "-o",
            "pipefail",
            "-c",
            script,
        ])
        .current_dir(library.path())
        .env("PATH", path)
        .envs(env.iter().copied())
        .stdin(Stdio::null())
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: there is no bash");
        return None;
    };
    Some(Ran {
        status: output.status.code().expect("it ended by itself"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    })
}

fn act(library: &Library, inputs: &[(&str, &str)]) -> Option<Ran> {
    let action = yaml("action.yml");
    let mut env: Vec<(String, String)> = Vec::new();
    for name in ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"] {
        let path = library.path().join(name);
        fs::write(&path, "").expect("a file");
        env.push((name.to_owned(), path.display().to_string()));
    }
    let step = &action["runs"]["steps"][1];
    for (name, value) in step["env"].as_object().expect("variables") {
        let expression = value.as_str().expect("an expression");
        let input = expression
            .trim_start_matches("${{ inputs.")
            .trim_end_matches(" }}");
        let given = inputs.iter().find(|(key, _)| *key == input);
        let usual = action["inputs"][input]["default"].as_str();
        let usual = usual.unwrap_or_else(|| panic!("there is an input '{input}'"));
        env.push((
            name.clone(),
            given.map_or(usual, |(_, value)| value).to_owned(),
        ));
    }
    let env: Vec<(&str, &str)> = env.iter().map(|(key, value)| (&**key, &**value)).collect();
    job(library, step["run"].as_str().expect("a script"), &env)
}

#[test]
fn the_action_annotates_summarises_and_fails_where_lint_does() {
    let library = Library::new();
    library.deck("decks/why us.pptx", &[AZURE]);
    library.deck("decks/clean.pptx", &["One table"]);
    let flags = BOTH
        .chunks(2)
        .map(|pair| pair.join("="))
        .collect::<Vec<_>>()
        .join("\n");
    let paths = "decks/why us.pptx\ndecks/clean.pptx\n";
    let inputs = [
        ("paths", paths),
        ("flags", &*flags),
        ("html-file", "report.html"),
    ];
    let Some(ran) = act(&library, &inputs) else {
        return;
    };
    let ran = ran.exits(1);
    assert_eq!(
        commands(&ran.out)[0].properties["file"],
        "decks/why us.pptx"
    );
    let log = sarif(&library.read("rightdeck.sarif"));
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(1));
    assert!(
        library
            .read("GITHUB_STEP_SUMMARY")
            .contains("| decks/why us.pptx | 1 | 0 | 0 |")
    );
    assert!(library.read("report.html").starts_with("<!doctype html>"));
    assert_eq!(
        library.read("GITHUB_OUTPUT"),
        "status=1\nsarif-file=rightdeck.sarif\n"
    );

    library
        .lint(&["decks", "--baseline", "base.json", "--write-baseline"])
        .exits(0);
    let inputs = [
        ("paths", "decks"),
        ("flags", &*flags),
        ("baseline", "base.json"),
        ("sarif-file", ""),
    ];
    act(&library, &inputs).expect("bash").exits(0);

    act(&library, &[("paths", "none"), ("flags", &*flags)])
        .expect("bash")
        .exits(2)
        .complains("there is no 'none'");
}

#[test]
fn the_template_reports_and_fails_where_lint_does() {
    let library = Library::new();
    library.deck("decks/a.pptx", &[AZURE]);
    let template = yaml("rightdeck.gitlab-ci.yml");
    let lines = |key: &str| {
        let list = template["rightdeck"][key]
            .as_array()
            .expect("a list")
            .clone();
        list.into_iter()
            .map(|line| line.as_str().expect("a line").to_owned())
            .collect::<Vec<_>>()
    };
    let script = [lines("before_script"), lines("script")]
        .concat()
        .join("\n");
    let args = format!("decks {}", BOTH.join(" "));
    let Some(ran) = job(&library, &script, &[("RIGHTDECK_ARGS", &args)]) else {
        return;
    };
    ran.exits(1).says("error[wrong-hyperscaler-name]");
    let reports = &template["rightdeck"]["artifacts"]["reports"];
    let quality = library.read(reports["codequality"].as_str().expect("a name"));
    assert_eq!(
        serde_json::from_str::<Value>(&quality)
            .expect("JSON")
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    assert!(
        library
            .read(reports["junit"].as_str().expect("a name"))
            .contains("<failure ")
    );
    let page = template["rightdeck"]["artifacts"]["paths"][0]
        .as_str()
        .expect("a name");
    assert!(library.read(page).contains("Azure Synapse"));
    let fine = format!("{args} --fail-on error --ignore wrong-hyperscaler-name");
    job(&library, &script, &[("RIGHTDECK_ARGS", &fine)])
        .expect("bash")
        .exits(0);
}
