//! What is seen beside the report itself.

use crate::Validators;

/// Marks of a report that its readers may want: whose text it is, whether it
/// was corrected, whether it is all there.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Details {
    /// The agency that the text is credited to.
    pub agency: Option<String>,
    /// Notes on corrections and updates, as they stand in the text.
    pub corrections: Vec<String>,
    /// When it was last changed, in ISO 8601.
    pub updated_at: Option<String>,
    /// Only a part of the text is free to read.
    pub paywalled: bool,
    /// Where the date was found, exactly: `meta article:published_time`.
    pub date_found: Option<String>,
    /// What found the text in the page.
    pub extractor: Option<&'static str>,
    /// What the server wants to hear when it is asked again.
    pub validators: Option<Validators>,
}
