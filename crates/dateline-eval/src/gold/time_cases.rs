//! Texts with their time expressions, in the layout of Microsoft's
//! Recognizers-Text: `Input`, `Context.ReferenceDateTime`, `Results` with
//! `Start`, `End` (code points, inclusive), `TypeName` and `Resolution`.

use super::GoldFile;
use crate::EvalError;
use serde::Deserialize;

/// One text.
#[derive(Debug)]
pub(crate) struct TimeCase {
    pub text: String,
    pub published: Option<String>,
    pub times: Vec<GoldTime>,
}

/// One time expression.
#[derive(Debug)]
pub(crate) struct GoldTime {
    /// Code points, end exclusive.
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    /// First day and the day at which it ends, of each reading that has days.
    pub values: Vec<(Option<String>, Option<String>)>,
}

/// What is scored of the kinds of time expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A day.
    Date,
    /// A period of days.
    Range,
    /// An hour or a part of a day, with its day or without.
    Clock,
    /// How long.
    Duration,
    /// How often.
    Set,
    /// Whatever else.
    Other,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Record {
    input: String,
    context: Option<Context>,
    #[serde(default)]
    results: Vec<Result_>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Context {
    reference_date_time: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Result_ {
    start: Option<usize>,
    end: Option<usize>,
    type_name: Option<String>,
    resolution: Option<Resolution>,
}

#[derive(Deserialize)]
struct Resolution {
    #[serde(default)]
    values: Vec<Value>,
}

#[derive(Deserialize)]
struct Value {
    start: Option<String>,
    end: Option<String>,
    value: Option<String>,
}

/// The cases of a file.
pub(crate) fn read(file: &GoldFile) -> Result<Vec<TimeCase>, EvalError> {
    let records = file.records::<Record>()?;
    Ok(records.into_iter().map(|(_, record)| case(record)).collect())
}

fn case(record: Record) -> TimeCase {
    let times = record.results.into_iter().filter_map(|result| {
        let kind = match result.type_name.as_deref()?.rsplit('.').next()? {
            "date" => Kind::Date,
            "daterange" => Kind::Range,
            "time" | "timerange" | "datetime" | "datetimerange" => Kind::Clock,
            "duration" => Kind::Duration,
            "set" => Kind::Set,
            _ => Kind::Other,
        };
        let values = result.resolution.map(|r| r.values).unwrap_or_default();
        let values = values.into_iter().filter_map(|v| {
            let day = v.value.filter(|v| v != "not resolved" && kind == Kind::Date);
            let value = (v.start.or(day.clone()), v.end.or(day));
            (value != (None, None)).then_some(value)
        });
        Some(GoldTime {
            start: result.start?,
            end: result.end? + 1,
            kind,
            values: values.collect(),
        })
    });
    TimeCase {
        text: record.input,
        published: record.context.and_then(|c| c.reference_date_time),
        times: times.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_exclusive_and_unresolved_values_dropped() {
        let text = r#"[{"Input":"on Friday","Context":{"ReferenceDateTime":"2026-11-25T00:00:00"},
            "Results":[{"Start":3,"End":8,"TypeName":"datetimeV2.date","Resolution":{"values":[
            {"value":"2026-11-20"},{"value":"not resolved"}]}}]}]"#;
        let cases = read(&GoldFile::of(text)).unwrap();
        let time = &cases[0].times[0];
        assert_eq!((time.start, time.end, time.kind), (3, 9, Kind::Date));
        let day = Some("2026-11-20".to_owned());
        assert_eq!(time.values, [(day.clone(), day)]);
    }
}
