//! `dateline parse`: words, tags and trees of reports as CoNLL-U.

use crate::cli::ParseArgs;
use crate::read::{Item, find_all, items};
use crate::{output, pool};
use anyhow::Result;
use dateline_annotate::model::{Analysis, FEATURES, Model};
use dateline_annotate::{split, tokenize};
use dateline_core::{Report, Span};
use dateline_ingest::{IngestError, Options};
use dateline_read::Reader;
use std::fmt::Write as _;

/// Prints what the model makes of every report.
pub fn run(args: &ParseArgs) -> Result<()> {
    let reader = output::with_model(Reader::default(), args.model.as_deref())?;
    let model = reader.model();
    let options = Options::default();
    let inputs = find_all(&args.inputs);
    let mut failed = 0;
    pool::in_order(
        || items(inputs, &options),
        |item| match item {
            Item::Record(record) => {
                let loaded = record.load(reader.knowledge(), &options);
                Some(loaded.map(|loaded| conllu(&loaded.report, model)))
            }
            Item::Failed(error) => Some(Err::<_, IngestError>(error)),
            Item::End(_) => None,
        },
        |done| {
            match done {
                Some(Ok(parsed)) => output::print(&parsed)?,
                Some(Err(error)) => {
                    failed += 1;
                    output::complain(&error.to_string());
                }
                None => {}
            }
            anyhow::Ok(())
        },
    )?;
    if failed > 0 {
        anyhow::bail!(output::Told);
    }
    Ok(())
}

/// A report as a document of CoNLL-U.
fn conllu(report: &Report, model: &Model) -> String {
    let text = &report.text;
    let spans = tokenize(text);
    let ranges = split(text, &spans);
    let sentences: Vec<Vec<&str>> = ranges
        .iter()
        .map(|range| spans[range.clone()].iter().map(|span| span.of(text)).collect())
        .collect();
    let mut out = format!("# newdoc id = {}\n", line(&report.id));
    for (number, (range, analysis)) in ranges.iter().zip(model.analyse_all(&sentences)).enumerate()
    {
        let next = spans.get(range.end).map_or(text.len(), |span| span.start);
        let sentence = &spans[range.clone()];
        if let [first, ..] = sentence {
            let _ = writeln!(out, "# sent_id = {}-{}", line(&report.id), number + 1);
            let end = sentence[sentence.len() - 1].end;
            let _ = writeln!(out, "# text = {}", line(&text[first.start..end]));
            write(&mut out, text, sentence, next, &analysis);
        }
    }
    out
}

/// The lines of one sentence; `next` is where the word after it starts.
fn write(out: &mut String, text: &str, spans: &[Span], next: usize, analysis: &Analysis<'_>) {
    for name in &analysis.names {
        let (from, to) = (name.words.start + 1, name.words.end);
        let _ = writeln!(out, "# name = {from} {to} {}", name.kind);
    }
    for mention in &analysis.mentions {
        let (from, to) = (mention.words.start + 1, mention.words.end);
        let _ = writeln!(out, "# mention = {from} {to} {} {}", mention.kind, mention.form.as_str());
    }
    for (i, (span, word)) in spans.iter().zip(&analysis.words).enumerate() {
        let feats: Vec<_> = FEATURES
            .iter()
            .filter_map(|name| Some(format!("{name}={}", word.feat(name)?)))
            .collect();
        let feats = if feats.is_empty() { "_".to_owned() } else { feats.join("|") };
        let after = spans.get(i + 1).map_or(next, |next| next.start);
        let misc = if after == span.end && after < text.len() { "SpaceAfter=No" } else { "_" };
        let head = word.head.map_or(0, |head| head + 1);
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{feats}\t{head}\t{}\t_\t{misc}",
            i + 1,
            line(span.of(text)),
            line(&word.lemma),
            word.upos,
            word.xpos,
            word.deprel,
        );
    }
    out.push('\n');
}

/// Text that cannot break a line or a column.
fn line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_a_document_of_ten_columns() {
        let report = Report::of_text("Ministers met in Lima.\n\nNobody\u{a0}spoke.");
        let parsed = conllu(&report, &Model::embedded());
        let rows: Vec<Vec<&str>> = parsed
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
            .collect();
        assert!(rows.iter().all(|row| row.len() == 10), "{parsed}");
        assert_eq!((rows[0][1], rows[0][3], rows[1][7]), ("Ministers", "NOUN", "root"));
        assert_eq!((rows[3][1], rows[3][9]), ("Lima", "SpaceAfter=No"));
        assert_eq!(parsed.matches("\n\n").count(), 2);
        assert!(parsed.contains("# text = Nobody spoke.\n"));
    }
}
