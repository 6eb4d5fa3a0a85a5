//! `agree MODEL FILE.conllu`: how often this inference and the PyTorch twin say
//! the same of a word. The file is what `python -m training.check` writes.

use dateline_annotate::model::Model;
use std::error::Error;
use std::path::Path;

/// Columns of CoNLL-U that are compared.
const COLUMNS: [(usize, &str); 5] =
    [(2, "lemma"), (3, "upos"), (4, "xpos"), (6, "head"), (7, "deprel")];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(model), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("usage: agree MODEL FILE.conllu".into());
    };
    let model = Model::load(Path::new(&model))?;
    let text = std::fs::read_to_string(&file)?;
    let sentences: Vec<Vec<Vec<&str>>> = text
        .split("\n\n")
        .map(|block| {
            let rows = block.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
            rows.map(|line| line.split('\t').collect()).collect()
        })
        .filter(|rows: &Vec<_>| !rows.is_empty())
        .collect();
    let forms: Vec<Vec<&str>> =
        sentences.iter().map(|rows| rows.iter().map(|row| row[1]).collect()).collect();
    let (mut same, mut words) = ([0; COLUMNS.len()], 0);
    for (rows, analysis) in sentences.iter().zip(model.analyse_all(&forms)) {
        for (row, word) in rows.iter().zip(&analysis.words) {
            let head = word.head.map_or(0, |head| head + 1).to_string();
            let mine = [word.lemma.as_str(), word.upos, word.xpos, head.as_str(), word.deprel];
            for (same, ((column, _), mine)) in same.iter_mut().zip(COLUMNS.iter().zip(mine)) {
                *same += usize::from(row[*column] == mine);
            }
            words += 1;
        }
    }
    println!("{file}: {words} words; the same are");
    for ((_, name), same) in COLUMNS.iter().zip(same) {
        println!("{name:8} {:.3}%  ({} differ)", 100.0 * same as f64 / words as f64, words - same);
    }
    Ok(())
}
