//! `rightdeck init [DIR]`: a new playbook, ready to build.
//!
//! 1. The files are those of `init/playbook/`, with the day and the deck's checksum filled in, and the
//!    schemas for editors.
//! 2. A `README.md` or `.gitignore` that is there is kept; anything else in the way ends it.
//! 3. All are put in place, or none. In a git repository the hook follows.

use super::{Out, Outcome, Stop, hook};
use crate::cli::{HookInstallArgs, InitArgs};
use crate::config;
use crate::diagnostic::Severity;
use crate::fs::{self, Kind};
use crate::report::counted;
use crate::schemas;
use anyhow::anyhow;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::path::Path;

const DECK: &[u8] = include_bytes!("init/playbook/content/decks/ten-minutes.pptx");

/// The files that are texts, by their place in the playbook.
const TEXTS: [(&str, &str); 11] = [
    (
        "content/index.md",
        include_str!("init/playbook/content/index.md"),
    ),
    (
        "content/playbook/_index.md",
        include_str!("init/playbook/content/playbook/_index.md"),
    ),
    (
        "content/playbook/before-a-meeting.md",
        include_str!("init/playbook/content/playbook/before-a-meeting.md"),
    ),
    (
        "content/glossary.yaml",
        include_str!("init/playbook/content/glossary.yaml"),
    ),
    (
        "content/credentials/aws.md",
        include_str!("init/playbook/content/credentials/aws.md"),
    ),
    (
        "content/credentials/google.md",
        include_str!("init/playbook/content/credentials/google.md"),
    ),
    (
        "content/credentials/microsoft.md",
        include_str!("init/playbook/content/credentials/microsoft.md"),
    ),
    (
        "content/decks/ten-minutes.md",
        include_str!("init/playbook/content/decks/ten-minutes.md"),
    ),
    (README, include_str!("init/playbook/README.md")),
    // Under another name in the source, where it would be obeyed.
    (GITIGNORE, include_str!("init/playbook/gitignore")),
    // Last: what has it is a playbook.
    (config::FILE_NAME, include_str!("init/playbook/site.toml")),
];

const README: &str = "README.md";
const GITIGNORE: &str = ".gitignore";

pub(super) fn run(args: &InitArgs, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    let folder = args.dir.as_deref().or(root).unwrap_or(Path::new("."));
    let shown = folder.display();
    if fs::kind(folder)? == Kind::File {
        return Err(anyhow!("'{shown}' is a file; name a folder for the playbook").into());
    }
    let mut files = files(args.today.unwrap_or_else(today));
    let (kept, there): (Vec<_>, Vec<_>) = in_the_way(folder, &files)?
        .into_iter()
        .partition(|name| matches!(name.as_str(), README | GITIGNORE));
    if !there.is_empty() {
        return Err(refusal(folder, &there));
    }
    files.retain(|(path, _)| !kept.contains(path));
    fs::plant(folder, &files)?;
    out.remark(&format!("{} in {shown}", counted(files.len(), "file")));
    if kept.iter().any(|name| name == GITIGNORE) {
        out.remark(
            "Your .gitignore is as it was; add these lines to it:\n  /public/\n  /.rightdeck/",
        );
    }
    install_hook(folder, out)?;
    let shown = shown.to_string();
    let go = match shown.contains([' ', '\'', '(', '&']) {
        _ if shown == "." => String::new(),
        true => format!("cd '{shown}'\n  "),
        false => format!("cd {shown}\n  "),
    };
    out.remark(&format!(
        "Next:\n  {go}rightdeck serve\nREADME.md and the home page say how to go on."
    ));
    Ok(Outcome::Clean)
}

/// In a git repository: the check before each commit. A playbook without it is one all the same.
fn install_hook(folder: &Path, out: &Out) -> Result<(), Stop> {
    let folder = fs::real_path(folder)?;
    let inside = folder
        .ancestors()
        .any(|above| !matches!(fs::kind(&above.join(".git")), Ok(Kind::Missing) | Err(_)));
    if inside
        && let Err(why) = hook::install(Some(&folder), &folder, &HookInstallArgs::default(), out)
    {
        let text = format!("decks are not judged before a commit yet: {why}");
        out.complain(Severity::Warning, &text);
    }
    Ok(())
}

/// The files of a new playbook. The one that makes it one comes last.
fn files(today: Date) -> Vec<(String, Vec<u8>)> {
    let next_year = today.saturating_add(jiff::Span::new().years(1));
    let sum: String = Sha256::digest(DECK)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let filled = |text: &str| {
        text.replace("\r\n", "\n")
            .replace("{today}", &today.to_string())
            .replace("{next_year}", &next_year.to_string())
            .replace("{sha256}", &sum)
    };
    let schemas = schemas::ALL.iter().map(|schema| {
        let path = format!("{}/{}", schemas::FOLDER, schema.file_name());
        (path, schema.text.as_bytes().to_vec())
    });
    let deck = ("content/decks/ten-minutes.pptx".to_owned(), DECK.to_vec());
    let texts = TEXTS.map(|(path, text)| (path.to_owned(), filled(text).into_bytes()));
    schemas.chain([deck]).chain(texts).collect()
}

/// What stands where the playbook would. Its folders are its own: other files in them would be pages or rules.
fn in_the_way(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<String>, Stop> {
    if fs::kind(folder)? == Kind::Missing {
        return Ok(Vec::new());
    }
    let paths = files.iter().map(|(path, _)| path.as_str());
    Ok(fs::in_the_way(folder, paths.chain(["themes"]))?)
}

fn refusal(folder: &Path, there: &[String]) -> Stop {
    let shown = folder.display();
    if there.iter().any(|name| name == config::FILE_NAME) {
        return anyhow!(
            "there is a playbook in '{shown}' already: it has a site.toml, and nothing is written\n\
             `rightdeck build` compiles it, `rightdeck serve` shows it"
        )
        .into();
    }
    let names: Vec<String> = there.iter().map(|name| format!("'{name}'")).collect();
    let one = there.len() == 1;
    anyhow!(
        "{} in '{shown}' {} in the way, and nothing is written over\n\
         Begin in a folder of its own: rightdeck init playbook",
        names.join(", "),
        if one { "is" } else { "are" }
    )
    .into()
}

fn today() -> Date {
    jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
}
