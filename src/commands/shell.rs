//! `rightdeck completions` and `rightdeck man`: what shells and `man` are told of the flags.

use super::{Out, Outcome, Stop};
use crate::cli::{Cli, CompletionsArgs, ManArgs};
use anyhow::anyhow;
use clap::CommandFactory;

const NAME: &str = "rightdeck";

pub(super) fn completions(args: &CompletionsArgs, out: &Out) -> Result<Outcome, Stop> {
    // The generator gives up on a writer that fails, so it writes into memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), NAME, &mut script);
    out.print(|to| to.write_all(&script))?;
    Ok(Outcome::Clean)
}

pub(super) fn man(args: &ManArgs, out: &Out) -> Result<Outcome, Stop> {
    let mut whole = Cli::command();
    whole.build();
    let page = match &args.command {
        None => whole,
        Some(name) => {
            let verb = whole.find_subcommand(name).cloned();
            verb.ok_or_else(|| {
                anyhow!("there is no command '{name}'; `rightdeck --help` lists them")
            })?
        }
    };
    let mut text = Vec::new();
    let made = clap_mangen::Man::new(page).source(concat!("rightdeck ", env!("CARGO_PKG_VERSION")));
    made.render(&mut text)
        .map_err(|error| anyhow!("cannot write the page: {error}"))?;
    // A page that depends on no clock has no date, which the first line must say, or the source is taken for one.
    let text = String::from_utf8_lossy(&text).replacen(" 1  \"", " 1 \"\" \"", 1);
    let text = text.replace(".SH EXTRA", ".SH NOTES");
    out.print(|to| to.write_all(text.as_bytes()))?;
    Ok(Outcome::Clean)
}
