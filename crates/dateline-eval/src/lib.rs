//! Scores of the reader against gold data.
