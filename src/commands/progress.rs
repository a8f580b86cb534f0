//! A bar on the terminal, once it is worth one.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long a run may take before a person wonders.
const PATIENCE: Duration = Duration::from_secs(1);

/// Counts decks or pages, and shows the count from the second second on.
#[derive(Debug)]
pub(super) struct Progress {
    total: u64,
    noun: &'static str,
    done: AtomicU64,
    start: Instant,
    bar: OnceLock<ProgressBar>,
    wanted: bool,
}

impl Progress {
    pub(super) fn new(total: usize, noun: &'static str) -> Self {
        Self {
            total: u64::try_from(total).unwrap_or(u64::MAX),
            noun,
            done: AtomicU64::new(0),
            start: Instant::now(),
            bar: OnceLock::new(),
            wanted: std::io::stderr().is_terminal(),
        }
    }

    pub(super) fn step(&self) {
        let done = (self.done.fetch_add(1, Ordering::Relaxed) + 1).min(self.total);
        if self.wanted && self.start.elapsed() >= PATIENCE {
            self.bar.get_or_init(|| self.bar()).set_position(done);
        }
    }

    fn bar(&self) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(Some(self.total), ProgressDrawTarget::stderr());
        // No time is promised: the bar begins late, so it knows no pace.
        let template = format!("{{bar:40}} {{pos}}/{{len}} {}", self.noun);
        // A template that does not parse costs the look, not the run.
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        bar
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
