//! A bar on standard error while long work runs.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

/// A bar over `inputs`, or a sign of life for a single one. It is drawn only
/// where it helps: on a terminal, and not when the output scrolls past on the
/// same screen.
pub fn bar(inputs: usize) -> ProgressBar {
    if !wanted() {
        return ProgressBar::hidden();
    }
    if inputs < 2 {
        return spinner("reading");
    }
    let bar = ProgressBar::new(inputs as u64);
    // The template is a constant; with a faulty one the plain bar would do.
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} inputs, {msg} {eta}") {
        bar.set_style(style);
    }
    bar
}

/// A sign of life for work of unknown length.
pub fn spinner(message: &'static str) -> ProgressBar {
    if !wanted() {
        return ProgressBar::hidden();
    }
    let spinner = ProgressBar::new_spinner().with_message(message);
    spinner.enable_steady_tick(Duration::from_millis(120));
    spinner
}

/// Tells how many reports were read, and how fast.
pub fn tell(bar: &ProgressBar, reports: usize) {
    if bar.is_hidden() {
        return;
    }
    let rate = reports as f64 / bar.elapsed().as_secs_f64().max(0.1);
    let plural = if reports == 1 { "" } else { "s" };
    bar.set_message(format!("{reports} report{plural}, {rate:.1}/s"));
}

fn wanted() -> bool {
    std::io::stderr().is_terminal() && !std::io::stdout().is_terminal()
}
