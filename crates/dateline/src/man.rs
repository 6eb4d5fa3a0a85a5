//! `dateline man` and `dateline completions`: what a shell installs.

use crate::output;
use anyhow::{Context, Result};
use std::path::Path;

/// Prints the manual page, or writes one for each command into `dir`.
pub fn run(dir: Option<&Path>, command: clap::Command) -> Result<()> {
    let Some(dir) = dir else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page)?;
        return output::print(&String::from_utf8_lossy(&page));
    };
    std::fs::create_dir_all(dir)
        .and_then(|()| clap_mangen::generate_to(command, dir))
        .with_context(|| format!("cannot write manual pages to {}", dir.display()))
}

/// Prints the completion script of `shell`.
pub fn completions(shell: clap_complete::Shell, mut command: clap::Command) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "dateline", &mut script);
    output::print(&String::from_utf8_lossy(&script))
}
