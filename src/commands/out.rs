//! Where things are printed: the only place that knows of terminals.

use super::Stop;
use crate::cli::Color;
use crate::diagnostic::Severity;
use anstream::{AutoStream, ColorChoice};
use anstyle::AnsiColor;
use std::io::{self, Write};

/// Standard output and standard error, with or without colours.
#[derive(Debug, Clone)]
pub(super) struct Out {
    choice: ColorChoice,
}

impl Out {
    pub(super) fn new(color: Color) -> Self {
        Self {
            choice: match color {
                Color::Auto => ColorChoice::Auto,
                Color::Always => ColorChoice::Always,
                Color::Never => ColorChoice::Never,
            },
        }
    }

    /// Prints through a buffer. A reader that has seen enough and closed the pipe ends it quietly.
    pub(super) fn print(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Stop> {
        let stream = AutoStream::new(io::stdout().lock(), self.choice);
        let mut buffered = io::BufWriter::with_capacity(64 << 10, stream);
        let written = write(&mut buffered).and_then(|()| buffered.flush());
        if written.is_err() {
            // What is left in the buffer has no reader, so dropping it must not try again.
            let (_, _) = buffered.into_parts();
        }
        printed(written)
    }

    /// Prints JSON. Nothing in it could colour a terminal, so that it is not looked through for that.
    pub(super) fn print_json(text: &str) -> Result<(), Stop> {
        let mut stdout = io::stdout().lock();
        printed(
            stdout
                .write_all(text.as_bytes())
                .and_then(|()| stdout.flush()),
        )
    }

    /// Says to the person, on standard error, what is wrong.
    pub(super) fn complain(&self, severity: Severity, text: &str) {
        let style = match severity {
            Severity::Error => AnsiColor::BrightRed,
            Severity::Warning => AnsiColor::BrightYellow,
            Severity::Note => AnsiColor::BrightCyan,
        };
        let style = style.on_default().bold();
        self.stderr(&format!("{style}{}{style:#}: {text}", severity.as_str()));
    }

    /// Says something else on standard error.
    pub(super) fn remark(&self, text: &str) {
        self.stderr(text);
    }

    fn stderr(&self, text: &str) {
        let mut stream = AutoStream::new(io::stderr().lock(), self.choice);
        // Without standard error there is nobody left to tell.
        let _ = writeln!(stream, "{text}");
    }

    /// The columns of the terminal, or what reads well without one.
    pub(super) fn columns() -> usize {
        terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0).clamp(40, 120))
    }
}

/// A reader that has seen enough is no mistake.
fn printed(written: io::Result<()>) -> Result<(), Stop> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(anyhow::anyhow!("cannot print: {error}").into())
        }
        _ => Ok(()),
    }
}
