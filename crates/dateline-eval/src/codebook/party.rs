//! Those on one side of an event or ladder, as an item writes them.

use super::item::named;
use dateline_core::{Country, Sector};

/// Those on one side of an event; empty for nobody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartyList(pub Vec<Party>);

/// One of those on a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// `*`: anybody.
    Anybody,
    /// `-`: somebody of whom neither country nor sector is known.
    Unknown,
    /// Somebody with this country, if one is named, and these sectors.
    Known {
        /// The country; `Some(None)` where there must be none.
        country: Option<Option<Country>>,
        /// Sectors among its own.
        sectors: Vec<Sector>,
    },
}

impl PartyList {
    pub(super) fn parse(written: &str) -> Result<Self, String> {
        written.split('+').map(Party::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl Party {
    pub(super) fn parse(written: &str) -> Result<Self, String> {
        let mut codes = written.split_whitespace().peekable();
        let first = codes.peek().copied().ok_or("somebody is missing: write a code, `-` or `*`")?;
        if matches!(written.trim(), "*" | "-") {
            return Ok(if first == "*" { Self::Anybody } else { Self::Unknown });
        }
        let country = match first {
            "-" => Some(None),
            code if code.parse::<Sector>().is_ok() => None,
            code => Some(Some(code.parse::<Country>().map_err(|error| error.to_string())?)),
        };
        let sectors = codes.skip(usize::from(country.is_some())).map(named);
        Ok(Self::Known { country, sectors: sectors.collect::<Result<_, _>>()? })
    }
}
