//! `dateline access`: lines of the file that says who may come in.

use crate::cli::{AccessArgs, AccessRole};
use crate::output;
use anyhow::Result;
use dateline_server::{Role, line, new_secret};

/// Prints the line of a user. A password that was made here is told on standard
/// error, once; only its hash is kept.
pub fn run(args: &AccessArgs) -> Result<()> {
    let role = match args.role {
        AccessRole::Reader => Role::Reader,
        AccessRole::Editor => Role::Editor,
    };
    let secret = if args.stdin {
        let mut secret = String::new();
        std::io::stdin().read_line(&mut secret)?;
        secret.trim_end_matches(['\n', '\r']).to_owned()
    } else {
        new_secret()?
    };
    output::print(&line(&args.name, role, &secret)?)?;
    if !args.stdin {
        output::note(&format!("the password of {}, also their token: {secret}", args.name));
    }
    Ok(())
}
