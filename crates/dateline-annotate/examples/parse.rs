//! `parse FILE.conllu [MODEL]`: what the model makes of the words of a file,
//! in the form that `training/check.py` writes, so that the two can be
//! compared line by line.

use dateline_annotate::model::{Analysis, FEATURES, Model};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (file, model) = match arguments.as_slice() {
        [file] => (file, Model::embedded()),
        [file, model] => (file, Arc::new(Model::load(Path::new(model))?)),
        _ => return Err("usage: parse FILE.conllu [MODEL]".into()),
    };
    let text = std::fs::read_to_string(file)?;
    let (mut ids, mut sentences) = (Vec::new(), Vec::new());
    for block in text.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let id = block.lines().find_map(|line| line.strip_prefix("# sent_id = "));
        ids.push(id.unwrap_or_default());
        let words = block.lines().filter_map(|line| {
            let mut columns = line.split('\t');
            let number = columns.next()?.parse::<usize>().is_ok();
            columns.next().filter(|_| number)
        });
        sentences.push(words.collect::<Vec<_>>());
    }
    let mut out = String::new();
    for ((id, words), analysis) in ids.iter().zip(&sentences).zip(model.analyse_all(&sentences)) {
        write(&mut out, id, words, &analysis)?;
    }
    print!("{out}");
    Ok(())
}

fn write(out: &mut String, id: &str, words: &[&str], analysis: &Analysis) -> std::fmt::Result {
    writeln!(out, "# sent_id = {id}")?;
    for name in &analysis.names {
        writeln!(out, "# name = {} {} {}", name.words.start + 1, name.words.end, name.kind)?;
    }
    for mention in &analysis.mentions {
        let (from, to) = (mention.words.start + 1, mention.words.end);
        writeln!(out, "# mention = {from} {to} {} {}", mention.kind, mention.form.as_str())?;
    }
    for (i, (form, word)) in words.iter().zip(&analysis.words).enumerate() {
        let feats = FEATURES.iter().filter_map(|name| Some(format!("{name}={}", word.feat(name)?)));
        let feats = feats.collect::<Vec<_>>().join("|");
        let feats = if feats.is_empty() { "_" } else { &feats };
        let head = word.head.map_or(0, |head| head + 1);
        let (lemma, upos, xpos, deprel) = (&word.lemma, word.upos, word.xpos, word.deprel);
        writeln!(
            out,
            "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t{feats}\t{head}\t{deprel}\t_\t_",
            i + 1
        )?;
    }
    writeln!(out)
}
