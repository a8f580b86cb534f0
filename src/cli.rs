//! The flags, as clap types, in titled groups.

use crate::context::Context;
use crate::diagnostic::Severity;
use crate::playbook::{Archetype, DeckKind};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The right deck for the room: judges sales decks before a hyperscaler sees them.
#[derive(Debug, Parser)]
#[command(name = "rightdeck", version, max_term_width = 100)]
pub struct Cli {
    /// The verb; without one, `build`.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What every verb understands.
    #[command(flatten)]
    pub global: Global,
}

/// What every verb understands.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Global {
    /// Colours in what is printed
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: Color,
    /// The playbook's folder, the one with site.toml [default: the nearest one upward]
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begin a new playbook, ready to build
    Init(InitArgs),
    /// Compile the playbook into its editions
    Build(BuildArgs),
    /// Show the playbook while it is written, each change at once
    Serve(ServeArgs),
    /// Find the right deck for a room
    Find(FindArgs),
    /// Judge decks and pages for who will see them
    Lint(LintArgs),
    /// Have git judge what is staged before each commit
    Hook(HookArgs),
    /// Write into decks for whom they are, so that it travels with them
    Stamp(StampArgs),
    /// List the rules, and how much each matters to whom
    Rules(RulesArgs),
    /// Tell what a rule looks for, why it matters and what to write instead
    Explain(ExplainArgs),
    /// Print the JSON schema of a file, for editors
    Schema(SchemaArgs),
    /// Print a script that completes commands and flags in a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

/// `rightdeck init`
#[derive(Debug, Args)]
#[command(after_help = "\
Nothing is asked, and nothing that is there is written over: where a file of the new playbook stands already,
all of it is left out and the file is named.

Exit status: 0 the playbook is there, 2 nothing is written.")]
pub struct InitArgs {
    /// The folder, made where there is none [default: this one]
    #[arg(value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// The day on which its pages were last read [default: today]
    #[arg(long, value_name = "DATE", value_parser = day, hide = true)]
    pub today: Option<jiff::civil::Date>,
}

/// `rightdeck schema`
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Its name; without one, all are listed
    pub name: Option<String>,
    /// Write all of them to a folder, over what stands there
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    pub out: Option<PathBuf>,
}

/// `rightdeck completions`
#[derive(Debug, Args)]
#[command(after_help = "\
bash        rightdeck completions bash > ~/.local/share/bash-completion/completions/rightdeck
zsh         rightdeck completions zsh > DIR/_rightdeck, where DIR is one of $fpath
fish        rightdeck completions fish > ~/.config/fish/completions/rightdeck.fish
powershell  rightdeck completions powershell >> $PROFILE
elvish      rightdeck completions elvish >> ~/.config/elvish/rc.elv")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// `rightdeck man`
#[derive(Debug, Args)]
#[command(after_help = "\
rightdeck man | man -l -                       reads it at once
rightdeck man lint > rightdeck-lint.1          keeps the page of a command")]
pub struct ManArgs {
    /// The page of this command [default: that of rightdeck itself]
    pub command: Option<String>,
}

/// `rightdeck build`
#[derive(Debug, Default, Args)]
#[command(after_help = "\
Exit status: 0 all is written, 2 nothing is: every mistake is shown with its place.")]
pub struct BuildArgs {
    /// Only this edition of site.toml [default: all]
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    /// The folder to write to [default: what site.toml says]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `rightdeck serve`
#[derive(Debug, Args)]
#[command(after_help = "\
Only this machine can reach it, unless --host names another address. Decks can be dropped on any page to
have them judged. What programs can ask is told at /api/openapi.json.")]
pub struct ServeArgs {
    /// The edition of site.toml that is shown [default: the first]
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    /// The port; 0: any [default: the first free one from 8040 on]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// The address or name to listen at, where others shall reach it, too [default: this machine's own]
    #[arg(long, value_name = "ADDRESS")]
    pub host: Option<String>,
    /// Look for changes each second, where the system does not tell: shared folders, some containers
    #[arg(long)]
    pub poll: bool,
}

/// `rightdeck lint`
#[derive(Debug, Args)]
#[command(after_help = "\
Exit status: 0 nothing at or above --fail-on, 1 something, 2 it could not run.
A deck that cannot be read is a finding, never a pass.")]
pub struct LintArgs {
    /// Decks, pages of the playbook, or folders of them [default: the whole playbook]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Who will see it.
    #[command(flatten)]
    pub room: RoomArgs,
    /// What is judged.
    #[command(flatten)]
    pub choice: ChoiceArgs,
    /// How it is told.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Who will see the decks.
#[derive(Debug, Args)]
#[command(next_help_heading = "Who will see the decks")]
pub struct RoomArgs {
    /// The hyperscaler they are for, or 'none' [default: what each deck says of itself]
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub hyperscaler: Vec<String>,
    /// Who is in the room [default: what each deck says of itself]
    #[arg(long, value_enum, value_delimiter = ',')]
    pub context: Vec<Context>,
}

/// What is judged.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is judged")]
pub struct ChoiceArgs {
    /// Only these rules; a deck that cannot be read is reported all the same
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub rule: Vec<String>,
    /// All rules but these
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Only what the next commit would change, as git's index has it and not the disk
    #[arg(long, conflicts_with = "external")]
    pub staged: bool,
    /// Ask the web, too, whether the pages that the playbook links to are still there
    #[arg(long)]
    pub external: bool,
    /// The day on which waivers end and reviews are due [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<jiff::civil::Date>,
}

/// How it is told.
#[derive(Debug, Args)]
#[command(next_help_heading = "How it is told")]
pub struct OutputArgs {
    /// The form of the report
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub output_format: LintFormat,
    /// Write the report to a file, whole or not at all
    #[arg(long, value_name = "PATH")]
    pub output_file: Option<PathBuf>,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, default_value = "error", value_name = "SEVERITY")]
    pub fail_on: Severity,
    /// Show what a waiver or the baseline covers, too
    #[arg(long)]
    pub show_waived: bool,
    /// The findings that were there before the gate; they do not count [default: what site.toml says]
    #[arg(long, value_name = "FILE", help_heading = "What was there before")]
    pub baseline: Option<PathBuf>,
    /// Take what is found now into the baseline, and what is mended out of it
    #[arg(
        long,
        conflicts_with = "staged",
        help_heading = "What was there before"
    )]
    pub write_baseline: bool,
}

/// `rightdeck stamp`
#[derive(Debug, Args)]
#[command(after_help = "\
The deck's custom properties rightdeck.hyperscaler and rightdeck.contexts are written; every other part stays as
it is, byte for byte. Where its catalogue page names the SHA-256 of the deck as it was, the page gets the new one.

Exit status: 0 all are stamped so, 1 with --check: some are not, 2 it could not run.")]
pub struct StampArgs {
    /// Decks
    #[arg(value_name = "DECK", required = true)]
    pub decks: Vec<PathBuf>,
    /// The hyperscaler they are for, or 'none' [default: what each deck's page says]
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub hyperscaler: Vec<String>,
    /// Who may see them [default: what each deck's page says]
    #[arg(long, value_enum, value_delimiter = ',')]
    pub context: Vec<Context>,
    /// Write nothing; tell which are not stamped so
    #[arg(long)]
    pub check: bool,
}

/// `rightdeck find`
#[derive(Debug, Args)]
#[command(after_help = "\
Offered is what is approved, in date and made for the room. Of several, in this order: made for this
hyperscaler before made for none; made for this archetype before made for any; naming more of the products; the
industry; the language; pitch, technical, reference, review, training; made for fewer contexts;
reviewed last.

Exit status: 0 a deck is found, 1 none is right, 2 it could not run.")]
pub struct FindArgs {
    /// Only decks that the search finds by these words; pages on them are told, too
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// The hyperscaler that is met, or 'none' [default: each of them]
    #[arg(long, value_name = "ID")]
    pub hyperscaler: Option<String>,
    /// Who is in the room [default: each context]
    #[arg(long, value_enum)]
    pub context: Option<Context>,
    /// Whose cloud the product runs in
    #[arg(long, value_enum)]
    pub archetype: Option<Archetype>,
    /// What the deck is for
    #[arg(long, value_enum)]
    pub kind: Option<DeckKind>,
    /// A product it should speak of
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub product: Vec<String>,
    /// The customer's industry
    #[arg(long, value_name = "NAME")]
    pub industry: Option<String>,
    /// The language of the meeting, 'en'
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// The day of the meeting [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<jiff::civil::Date>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub output_format: FindFormat,
}

/// The forms of `find`'s answer.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FindFormat {
    /// For a person
    #[default]
    Text,
    /// For programs
    Json,
}

/// `rightdeck rules`
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// The form of the list
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub output_format: RulesFormat,
}

/// `rightdeck explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The rule's name, as reports show it in brackets
    pub rule: String,
}

/// `rightdeck hook`
#[derive(Debug, Args)]
pub struct HookArgs {
    /// What is done with the hook.
    #[command(subcommand)]
    pub verb: HookVerb,
}

/// What is done with the hook.
#[derive(Debug, Subcommand)]
pub enum HookVerb {
    /// Put it where git looks for hooks; one that is there runs after it
    Install(HookInstallArgs),
}

/// `rightdeck hook install`
#[derive(Debug, Default, Args)]
#[command(after_help = "\
The hook runs `rightdeck lint --staged`, and stands where core.hooksPath says. `git commit --no-verify`
goes past it.

Where something else writes the hooks, it runs the same line:
- lefthook: in lefthook.yml, a job with `run: rightdeck lint --staged`
- husky: in .husky/pre-commit, `rightdeck lint --staged`
- pre-commit: a local hook with that entry and `pass_filenames: false`")]
pub struct HookInstallArgs {
    /// Take it out; what stood there before is there again, byte for byte
    #[arg(long)]
    pub uninstall: bool,
    /// Put it into a folder of hooks that other repositories share, too
    #[arg(long, conflicts_with = "uninstall")]
    pub shared: bool,
}

/// When to colour.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The forms of `lint`'s report.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LintFormat {
    /// Each finding with its excerpt and what to do
    #[default]
    Text,
    /// One line a finding
    Concise,
    /// For programs
    Json,
    /// SARIF 2.1.0, for GitHub code scanning and others
    Sarif,
    /// Workflow commands: annotations in GitHub Actions
    Github,
    /// GitLab's Code Quality report
    Gitlab,
    /// JUnit's XML, for test reports
    Junit,
    /// A summary for a job's page
    Markdown,
    /// One page with filters, for a browser and for paper
    Html,
}

/// The forms of `rules`' list.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RulesFormat {
    /// A table for the terminal
    #[default]
    Text,
    /// For programs
    Json,
    /// A table for a page
    Markdown,
}

/// A day as people write it in a command. The words of the date library speak of its parser.
fn day(text: &str) -> Result<jiff::civil::Date, &'static str> {
    let day = (text.len() == 10).then(|| text.parse().ok()).flatten();
    day.ok_or("write the day as 2027-03-31")
}
