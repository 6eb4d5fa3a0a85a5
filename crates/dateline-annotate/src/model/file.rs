//! The model file: safetensors with a checksum, see `models/FORMAT.md`.

use super::ModelError;
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// The last version this program can read.
const VERSION: u64 = 2;

/// A header of an ordinary model has 15 kB; a longer one is no header.
const LONGEST_HEADER: u64 = 1 << 26;

/// The sizes of the network, by the names of the format.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Shape {
    pub layers: usize,
    pub width: usize,
    pub heads: usize,
    pub inner: usize,
    pub pieces: usize,
    pub positions: usize,
    pub cases: usize,
    pub arc: usize,
    pub label: usize,
    pub span: usize,
    pub name: usize,
    pub role: usize,
    pub fact: usize,
    pub norm_eps: f32,
    pub slope: f32,
}

/// An open model file whose checksum is right.
pub(crate) struct ModelFile {
    /// How to call it in messages.
    name: String,
    bytes: Cow<'static, [u8]>,
    tensors: HashMap<String, Entry>,
    pub shape: Shape,
    labels: HashMap<String, Vec<String>>,
}

/// One tensor in the header.
#[derive(Debug, Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    /// Counted from the end of the header.
    data_offsets: [usize; 2],
    /// The same, counted from the start of the file.
    #[serde(skip)]
    range: Range<usize>,
}

impl ModelFile {
    /// Checks `bytes` from the outside in: kind, length, version, checksum.
    pub fn open(name: &str, bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let foreign = || ModelError::Foreign { name: name.to_owned() };
        let cut =
            |wanted| ModelError::Cut { name: name.to_owned(), wanted, found: bytes.len() as u64 };
        let content = |problem: String| ModelError::Content { name: name.to_owned(), problem };
        let (size, rest) = bytes.split_first_chunk::<8>().ok_or_else(foreign)?;
        let size = u64::from_le_bytes(*size);
        if rest.first() != Some(&b'{') || size > LONGEST_HEADER {
            return Err(foreign());
        }
        let header = rest.get(..size as usize).ok_or_else(|| cut(8 + size))?;
        let mut header: Map<String, Value> =
            serde_json::from_slice(header).map_err(|_| foreign())?;
        let metadata = header.remove("__metadata__").unwrap_or_default();
        let text = |key: &str| metadata.get(key).and_then(Value::as_str);
        if text("format") != Some("dateline-model") {
            return Err(foreign());
        }
        let version = text("version").and_then(|v| v.parse().ok()).ok_or_else(foreign)?;
        if version < VERSION {
            return Err(content(format!(
                "it has format version {version}, which this program no longer reads"
            )));
        }
        if version > VERSION {
            return Err(ModelError::Newer {
                name: name.to_owned(),
                found: version,
                known: VERSION,
            });
        }

        let base = 8 + size as usize;
        let mut tensors = HashMap::with_capacity(header.len());
        let mut end = base;
        for (key, value) in header {
            let mut entry: Entry = serde_json::from_value(value)
                .map_err(|error| content(format!("tensor `{key}`: {error}")))?;
            let [from, to] = entry.data_offsets;
            let past = to.checked_add(base).filter(|_| from <= to);
            let past = past.ok_or_else(|| content(format!("tensor `{key}` ends nowhere")))?;
            entry.range = base + from..past;
            end = end.max(past);
            tensors.insert(key, entry);
        }
        if end > bytes.len() {
            return Err(cut(end as u64));
        }
        let sum = Sha256::digest(&bytes[base..]);
        let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        if text("sha256") != Some(&sum) {
            return Err(ModelError::Damaged { name: name.to_owned() });
        }

        let json = |key: &str| text(key).ok_or_else(|| content(format!("`{key}` is missing")));
        let shape = serde_json::from_str(json("shape")?)
            .map_err(|error| content(format!("its shape: {error}")))?;
        let labels = serde_json::from_str(json("labels")?)
            .map_err(|error| content(format!("its labels: {error}")))?;
        Ok(Self { name: name.to_owned(), bytes, tensors, shape, labels })
    }

    /// A problem with what the file holds.
    pub fn problem(&self, problem: impl Into<String>) -> ModelError {
        ModelError::Content { name: self.name.clone(), problem: problem.into() }
    }

    /// The labels of a closed set, never none.
    pub fn labels(&self, set: &str) -> Result<Vec<String>, ModelError> {
        let found = self.labels.get(set).filter(|labels| !labels.is_empty());
        found.cloned().ok_or_else(|| self.problem(format!("it has no labels for `{set}`")))
    }

    /// The floats of a tensor of this shape.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let bytes = &self.bytes[self.range(name, "F32", Some(shape))?];
        let (words, _) = bytes.as_chunks::<4>();
        let values: Vec<f32> = words.iter().map(|&word| f32::from_le_bytes(word)).collect();
        if values.iter().all(|value| value.is_finite()) {
            Ok(values)
        } else {
            Err(self.problem(format!("tensor `{name}` holds values that are no numbers")))
        }
    }

    /// The 8-bit weights of a tensor of this shape. The byte `0x80` (-128)
    /// does not occur: the kernels rely on it.
    pub fn weights(&self, name: &str, shape: &[usize]) -> Result<&[u8], ModelError> {
        let bytes = &self.bytes[self.range(name, "I8", Some(shape))?];
        if bytes.contains(&0x80) {
            return Err(self.problem(format!("tensor `{name}` holds a weight of -128")));
        }
        Ok(bytes)
    }

    /// Where in the file the 8-bit weights of a tensor of this shape lie.
    pub fn weights_range(&self, name: &str, shape: &[usize]) -> Result<Range<usize>, ModelError> {
        self.range(name, "I8", Some(shape))
    }

    /// The text in a tensor of bytes, and where it lies in the file.
    pub fn text(&self, name: &str) -> Result<(&str, Range<usize>), ModelError> {
        let range = self.range(name, "U8", None)?;
        let text = std::str::from_utf8(&self.bytes[range.clone()]);
        let text = text.map_err(|_| self.problem(format!("tensor `{name}` is not UTF-8")))?;
        Ok((text, range))
    }

    /// The whole file.
    pub fn into_bytes(self) -> Cow<'static, [u8]> {
        self.bytes
    }

    fn range(
        &self,
        name: &str,
        dtype: &str,
        shape: Option<&[usize]>,
    ) -> Result<Range<usize>, ModelError> {
        let entry = self
            .tensors
            .get(name)
            .ok_or_else(|| self.problem(format!("tensor `{name}` is missing")))?;
        if entry.dtype != dtype || shape.is_some_and(|shape| entry.shape != shape) {
            let (found, is) = (&entry.shape, &entry.dtype);
            return Err(self.problem(format!(
                "tensor `{name}` is {is} {found:?}, wanted is {dtype} {:?}",
                shape.unwrap_or_default()
            )));
        }
        let size = if dtype == "F32" { 4 } else { 1 };
        let wanted = entry.shape.iter().try_fold(size, |n: usize, &d| n.checked_mul(d));
        if wanted != Some(entry.range.len()) {
            return Err(self.problem(format!("tensor `{name}` has the wrong number of bytes")));
        }
        Ok(entry.range.clone())
    }
}
