//! Identifiers of records within one reading: `a1`, `c1`, `e1`, `g1`, `d1`.

use std::borrow::Cow;

/// The text is not an identifier of the expected kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an identifier such as {1}1")]
pub struct BadId(pub String, pub &'static str);

macro_rules! id {
    ($(#[$meta:meta])* $name:ident, $prefix:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub struct $name(u32);

        impl $name {
            /// The identifier of the record at `index` of its list, counted from 0.
            pub fn at(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX - 1) + 1)
            }

            /// The place of the record in its list, counted from 0.
            pub fn index(self) -> usize {
                self.0 as usize - 1
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&format!(concat!($prefix, "{}"), self.0))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;

            fn try_from(text: String) -> Result<Self, BadId> {
                match text.strip_prefix($prefix).and_then(|n| n.parse().ok()) {
                    Some(n) if n > 0 => Ok(Self(n)),
                    _ => Err(BadId(text, $prefix)),
                }
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "pattern": concat!("^", $prefix, "[1-9][0-9]*$"),
                })
            }
        }
    };
}

id!(
    /// An [`Actor`](crate::Actor) of a reading.
    ActorId, "a"
);
id!(
    /// A [`Claim`](crate::Claim) of a reading.
    ClaimId, "c"
);
id!(
    /// An [`Event`](crate::Event) of a reading.
    EventId, "e"
);
id!(
    /// An [`Agreement`](crate::Agreement) of a reading.
    AgreementId, "g"
);
id!(
    /// A [`Delivery`](crate::Delivery) of a reading.
    DeliveryId, "d"
);
