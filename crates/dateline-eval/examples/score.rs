//! `score WHAT FILE [--errors N]`: scores of the embedded knowledge, until
//! `dateline eval` is there.

use dateline_eval::{Options, evaluate};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, file, rest @ ..] = arguments.as_slice() else {
        return Err("usage: score tokens|claims|actors|events FILE [--errors N]".into());
    };
    let errors = rest.get(1).map_or(Ok(0), |n| n.parse())?;
    let reader = dateline_read::Reader::default();
    let outcome = evaluate(what.parse()?, file.as_ref(), &reader, &Options { errors })?;
    println!("{}", serde_json::to_string_pretty(&outcome)?);
    for case in &outcome.errors {
        println!("\n{:.2} {}\n  gold {}\n  ours {}", case.badness, case.text, case.gold, case.ours);
    }
    Ok(())
}
