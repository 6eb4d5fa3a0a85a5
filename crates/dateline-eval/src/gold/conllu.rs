//! CoNLL-U into documents: raw text, and where its words and sentences lie.
//!
//! The raw text is rebuilt rather than taken from `# text`, so that paragraphs
//! are seen as a reader sees them: sentences stand one space apart unless the
//! last token says `SpaceAfter=No`, and `# newpar` and `# newdoc` follow a
//! blank line. A multiword token (`1-2 don't`) gives the surface, its words are
//! laid along it.

use super::GoldFile;
use crate::EvalError;
use dateline_core::Span;

/// One `# newdoc`, or the whole file where it has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Document {
    pub text: String,
    /// Syntactic words: lines with a whole number in the first column.
    pub words: Vec<Span>,
    /// Each from the start of its first word to the end of its last.
    pub sentences: Vec<Span>,
}

/// The documents of a file.
pub(crate) fn read(file: &GoldFile) -> Result<Vec<Document>, EvalError> {
    let mut builder = Builder::default();
    let mut last = 0;
    for (i, line) in file.text.lines().enumerate() {
        last = i + 1;
        builder.line(line).map_err(|problem| file.problem(last, problem))?;
    }
    builder.end_sentence().map_err(|problem| file.problem(last, problem))?;
    Ok(builder.documents)
}

/// A multiword token under way.
struct Multiword {
    last: usize,
    surface: String,
    space_after: bool,
    /// Characters of each word's form.
    lengths: Vec<usize>,
}

#[derive(Default)]
struct Builder {
    documents: Vec<Document>,
    new_document: bool,
    new_paragraph: bool,
    /// First word of the sentence under way, as an index into the document.
    first: Option<usize>,
    /// Words read so far in the sentence under way.
    count: usize,
    range: Option<Multiword>,
    /// Whether a space is due before the next token.
    space: bool,
}

impl Builder {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.is_empty() {
            return self.end_sentence();
        }
        if let Some(comment) = line.strip_prefix('#') {
            match comment.split([' ', '=']).find(|word| !word.is_empty()) {
                Some("newpar") => self.new_paragraph = true,
                Some("newdoc") => self.new_document = true,
                _ => {}
            }
            return Ok(());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, _, _, _, _, _, _, _, misc] = columns.as_slice() else {
            let found = columns.len();
            return Err(format!("10 columns parted by tabs are expected, here is {found}"));
        };
        if id.contains('.') {
            return Ok(()); // an empty node: nothing on the surface
        }
        if form.is_empty() {
            return Err("the word is empty".to_owned());
        }
        let space_after = !misc.split('|').any(|entry| entry == "SpaceAfter=No");
        let unexpected = || format!("`{id}` is not the word number expected here");
        if let Some((from, to)) = id.split_once('-') {
            let from: usize = from.parse().map_err(|_| unexpected())?;
            let last: usize = to.parse().map_err(|_| unexpected())?;
            if from != self.count + 1 || last < from || self.range.is_some() {
                return Err(unexpected());
            }
            let surface = form.to_owned();
            self.range = Some(Multiword { last, surface, space_after, lengths: Vec::new() });
            return Ok(());
        }
        if id.parse() != Ok(self.count + 1) {
            return Err(unexpected());
        }
        self.word(form, space_after);
        Ok(())
    }

    fn word(&mut self, form: &str, space_after: bool) {
        if self.first.is_none() {
            self.begin_sentence();
        }
        self.count += 1;
        let document = current(&mut self.documents);
        match &mut self.range {
            None => {
                let space = std::mem::replace(&mut self.space, space_after);
                let start = surface(document, form, space);
                document.words.push(Span::new(start, document.text.len()));
            }
            Some(range) => {
                range.lengths.push(form.chars().count());
                if self.count == range.last {
                    let space = std::mem::replace(&mut self.space, range.space_after);
                    let start = surface(document, &range.surface, space);
                    document.words.extend(lay(&range.surface, start, &range.lengths));
                    self.range = None;
                }
            }
        }
    }

    fn begin_sentence(&mut self) {
        if std::mem::take(&mut self.new_document) {
            self.documents.push(Document::default());
            self.space = false;
        }
        let document = current(&mut self.documents);
        if std::mem::take(&mut self.new_paragraph) && !document.text.is_empty() {
            document.text.push_str("\n\n");
            self.space = false;
        }
        self.first = Some(document.words.len());
    }

    fn end_sentence(&mut self) -> Result<(), String> {
        if self.range.take().is_some() {
            return Err("the sentence ends inside a multiword token".to_owned());
        }
        let Some(first) = self.first.take() else { return Ok(()) };
        self.count = 0;
        let document = current(&mut self.documents);
        if let [head, ..] = document.words[first..] {
            let span = document.words.last().map_or(head, |tail| head.join(*tail));
            document.sentences.push(span);
        }
        Ok(())
    }
}

/// The document under way; a file need not begin with `# newdoc`.
fn current(documents: &mut Vec<Document>) -> &mut Document {
    if documents.is_empty() {
        documents.push(Document::default());
    }
    let last = documents.len() - 1;
    &mut documents[last]
}

/// Appends a token's letters; says where they start.
fn surface(document: &mut Document, letters: &str, space: bool) -> usize {
    if space {
        document.text.push(' ');
    }
    let start = document.text.len();
    document.text.push_str(letters);
    start
}

/// Lays the words of a multiword token along its surface, which starts at
/// `base`: each takes as many characters as its form has, the last takes the
/// rest. Where the forms are longer than the surface (`im` as `I` and `am`),
/// each keeps at least one character if there are enough.
fn lay(surface: &str, base: usize, lengths: &[usize]) -> Vec<Span> {
    let mut bounds: Vec<usize> = surface.char_indices().map(|(at, _)| at).collect();
    bounds.push(surface.len());
    let total = bounds.len() - 1;
    let mut at = 0;
    let spans = lengths.iter().enumerate().map(|(position, &length)| {
        let after = lengths.len() - position - 1;
        let end = match after {
            0 => total,
            _ => (at + length).min(total.saturating_sub(after)).max(at),
        };
        let span = Span::new(base + bounds[at], base + bounds[end]);
        at = end;
        span
    });
    spans.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Vec<Document>, String> {
        read(&GoldFile::of(text)).map_err(|error| error.to_string())
    }

    fn line(id: &str, form: &str, misc: &str) -> String {
        format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n")
    }

    fn words(document: &Document) -> Vec<&str> {
        document.words.iter().map(|word| word.of(&document.text)).collect()
    }

    #[test]
    fn text_and_spans_are_rebuilt() {
        let text = [
            "# newdoc id = d1\n# newpar\n# sent_id = s1\n",
            &line("1-2", "Don't", "_"),
            &line("1", "Do", "_"),
            &line("2", "n't", "_"),
            &line("3", "go", "SpaceAfter=No"),
            &line("3.1", "x", "_"),
            &line("4", ".", "_"),
            "\n",
            &line("1", "Stay", "_"),
            "\n# newpar id = 2\n",
            &line("1", "Été", "_"),
            "# newdoc\n",
        ]
        .concat();
        let documents = parse(&text).unwrap();
        assert_eq!(documents.len(), 1);
        let document = &documents[0];
        assert_eq!(document.text, "Don't go. Stay\n\nÉté");
        assert_eq!(words(document), ["Do", "n't", "go", ".", "Stay", "Été"]);
        let sentences: Vec<&str> =
            document.sentences.iter().map(|span| span.of(&document.text)).collect();
        assert_eq!(sentences, ["Don't go.", "Stay", "Été"]);
    }

    #[test]
    fn problems_name_the_line() {
        assert!(
            parse("1\tonly\n")
                .unwrap_err()
                .ends_with("line 1: 10 columns parted by tabs are expected, here is 2")
        );
        assert!(parse(&line("2", "a", "_")).unwrap_err().contains("line 1: `2` is not the word"));
        assert!(parse(&format!("{}\n", line("1-2", "ab", "_"))).unwrap_err().contains("line 2"));
    }

    #[test]
    fn words_longer_than_their_surface_still_fit() {
        let text = [line("1-2", "im", "_"), line("1", "I", "_"), line("2", "am", "_")].concat();
        assert_eq!(words(&parse(&text).unwrap()[0]), ["i", "m"]);
    }
}
