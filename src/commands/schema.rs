//! `rightdeck schema [NAME]`: the JSON schemas of the files that people write.

use super::{Out, Outcome, Stop};
use crate::cli::SchemaArgs;
use crate::fs;
use crate::report::counted;
use crate::schemas::{ALL, Named};
use crate::source::nearest;
use anyhow::anyhow;
use std::path::Path;

pub(super) fn run(args: &SchemaArgs, out: &Out) -> Result<Outcome, Stop> {
    match (&args.name, &args.out) {
        (_, Some(folder)) => write(folder, out)?,
        (Some(name), None) => {
            let schema = named(name)?;
            out.print(|to| to.write_all(schema.text.as_bytes()))?;
        }
        (None, None) => list(out)?,
    }
    Ok(Outcome::Clean)
}

fn named(name: &str) -> Result<&'static Named, Stop> {
    ALL.iter().find(|one| one.name == name).ok_or_else(|| {
        let names = ALL.iter().map(|one| one.name);
        let guess = nearest(name, names).map(|near| format!("; did you mean '{near}'?"));
        let guess = guess.unwrap_or_else(|| "; `rightdeck schema` lists them".to_owned());
        anyhow!("there is no schema '{name}'{guess}").into()
    })
}

fn list(out: &Out) -> Result<(), Stop> {
    let width = ALL.iter().map(|one| one.name.len()).max().unwrap_or(0);
    out.print(|to| {
        for one in ALL {
            writeln!(to, "{:width$}  {}", one.name, one.files)?;
        }
        Ok(())
    })
}

fn write(folder: &Path, out: &Out) -> Result<(), Stop> {
    fs::make_folder(folder)?;
    for one in ALL {
        fs::write_whole(&folder.join(one.file_name()), one.text.as_bytes())?;
    }
    out.remark(&format!(
        "{} in {}",
        counted(ALL.len(), "schema"),
        folder.display()
    ));
    Ok(())
}
