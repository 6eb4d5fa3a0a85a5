//! A text as the set of its five-word sequences, and its signature.
//!
//! Words are runs of letters and digits, without case; quotation marks, dashes
//! and line ends make no difference. The same sequences in another order are
//! the same set, so paragraphs may be moved.

use dateline_core::Report;

/// Words of a sequence.
const LENGTH: usize = 5;
/// Bands of a signature, a power of two.
pub(crate) const BANDS: usize = 16;

/// Odd numbers that spread bits, from splitmix64 and FNV.
const SPREAD: [u64; 2] = [0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB];
const FNV: (u64, u64) = (0xCBF2_9CE4_8422_2325, 0x0000_0100_0000_01B3);
/// By which the hash of a sequence is rolled along; any odd number with mixed bits.
const ROLL: u64 = 0x9E37_79B9_7F4A_7C15;
/// `ROLL` to the power of `LENGTH`.
const ROLLED_OUT: u64 = ROLL.wrapping_pow(LENGTH as u32);

/// Sequences that a text begins with.
const LEAD: usize = 30;

/// The hashes of the sequences of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shingles {
    /// In order of number, each once.
    all: Vec<u64>,
    /// The first of them, in the text's order.
    lead: Vec<u64>,
}

impl Shingles {
    /// Those of a report's body; its headline is the outlet's own.
    pub(crate) fn of_report(report: &Report) -> Self {
        Self::of(&report.text[report.title_len()..])
    }

    pub(crate) fn of(text: &str) -> Self {
        let mut hashes = Vec::with_capacity(text.len() / 6);
        each_sequence(text, |hash| hashes.push(hash));
        let lead = hashes[..hashes.len().min(LEAD)].to_vec();
        hashes.sort_unstable();
        hashes.dedup();
        Self { all: hashes, lead }
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// How many sequences stand in both.
    pub(crate) fn shared(&self, other: &Shingles) -> usize {
        let (mut a, mut b) = (self.all.iter().peekable(), other.all.iter().peekable());
        let mut shared = 0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    a.next();
                    b.next();
                }
            }
        }
        shared
    }

    /// How much of the shorter of two texts stands in both.
    pub(crate) fn of_shorter(&self, other: &Shingles) -> f64 {
        self.shared(other) as f64 / self.len().min(other.len()).max(1) as f64
    }

    /// Whether a third of one's lead stands anywhere in the other.
    pub(crate) fn lead_shared(&self, other: &Shingles) -> bool {
        let stands = |lead: &[u64], whole: &Shingles| {
            lead.iter().filter(|&&hash| whole.contains(hash)).count() * 3 >= lead.len()
        };
        stands(&self.lead, other) || stands(&other.lead, self)
    }

    pub(crate) fn contains(&self, hash: u64) -> bool {
        self.all.binary_search(&hash).is_ok()
    }

    /// The signature: for each band the least hash that falls into it. Two texts
    /// share a key of a band about as often as they share sequences. Short
    /// texts leave bands empty.
    pub(crate) fn keys(&self) -> Vec<i64> {
        let mut least = [u64::MAX; BANDS];
        for &hash in &self.all {
            let band = (hash >> (u64::BITS - BANDS.ilog2())) as usize;
            least[band] = least[band].min(hash);
        }
        // The least of a band differ in their lower bits, so those are mixed
        // down to 28, which with the band's number make a key of 32.
        let key = |(band, hash): (usize, &u64)| {
            let mixed = hash.wrapping_mul(SPREAD[0]) >> 36;
            (*hash != u64::MAX).then_some(((band as i64) << 28) | mixed as i64)
        };
        // As signed numbers of 32 bits, which SQLite stores in 4 bytes.
        least.iter().enumerate().filter_map(key).map(|key| key - (1 << 31)).collect()
    }
}

/// Calls `found` with the hash of every sequence of five words; of a shorter
/// text, with that of all its words.
fn each_sequence(text: &str, mut found: impl FnMut(u64)) {
    let mut last = [0u64; LENGTH];
    let (mut rolling, mut words) = (0u64, 0usize);
    each_word(text.as_bytes(), |word| {
        let out = last[words % LENGTH];
        last[words % LENGTH] = word;
        rolling = rolling.wrapping_mul(ROLL).wrapping_add(word);
        if words >= LENGTH {
            rolling = rolling.wrapping_sub(out.wrapping_mul(ROLLED_OUT));
        }
        words += 1;
        if words >= LENGTH {
            found(mix(rolling));
        }
    });
    if (1..LENGTH).contains(&words) {
        found(mix(rolling));
    }
}

/// Calls `found` with the hash of every word. Bytes, not characters: whatever
/// is beyond ASCII counts as a letter, but for the block of General Punctuation
/// (E2 80 xx: quotation marks, dashes).
fn each_word(text: &[u8], mut found: impl FnMut(u64)) {
    let (mut hash, mut inside) = (FNV.0, false);
    let mut at = 0;
    while at < text.len() {
        let byte = text[at];
        let punctuation = byte == 0xE2 && text.get(at + 1) == Some(&0x80);
        let letter = byte.is_ascii_alphanumeric() || (!byte.is_ascii() && !punctuation);
        if letter {
            hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(FNV.1);
            inside = true;
        } else if inside {
            found(hash);
            (hash, inside) = (FNV.0, false);
        }
        at += if punctuation { 3 } else { 1 };
    }
    if inside {
        found(hash);
    }
}

/// Spreads every bit over all.
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(SPREAD[0]);
    hash = (hash ^ (hash >> 27)).wrapping_mul(SPREAD[1]);
    hash ^ (hash >> 31)
}

/// A hash for a text.
pub(crate) fn hash_of(text: &str) -> u64 {
    let mut hash = FNV.0;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(FNV.1);
    }
    mix(hash)
}

/// A key of 32 bits, signed, for a text: what an index by hash stands on.
pub(crate) fn key_of(text: &str) -> i64 {
    (hash_of(text) >> 32) as i64 - (1 << 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Malta and Albania signed an agreement on Tuesday that will let the two \
                        countries store emergency fuel in each other's ports.";

    #[test]
    fn case_quotation_marks_and_line_ends_make_no_difference() {
        let other = TEXT.to_uppercase().replace('\'', "\u{2019}").replace(' ', "\n");
        assert_eq!(Shingles::of(TEXT), Shingles::of(&other));
        assert_eq!(Shingles::of(TEXT).len(), 22 - LENGTH + 1);
        assert_ne!(Shingles::of(TEXT), Shingles::of(&TEXT.replace("Tuesday", "Monday")));
    }

    #[test]
    fn rolling_forgets_what_is_past() {
        let (one, two) = (format!("{TEXT} {TEXT}"), format!("Else: {TEXT}"));
        let all = Shingles::of(TEXT).len();
        assert_eq!(Shingles::of(TEXT).shared(&Shingles::of(&one)), all);
        assert_eq!(Shingles::of(TEXT).shared(&Shingles::of(&two)), all);
    }

    #[test]
    fn short_and_empty_texts_have_what_they_have() {
        assert_eq!(Shingles::of("").keys(), Vec::<i64>::new());
        assert_eq!(Shingles::of("Spain agreed.").len(), 1);
        assert_eq!(Shingles::of("Spain agreed."), Shingles::of("SPAIN “agreed”"));
        assert!(Shingles::of(TEXT).keys().iter().all(|key| i32::try_from(*key).is_ok()));
    }
}
