//! Owns how a spec says which parts of a map are drawn larger. Does not place them.

use serde::{Deserialize, Serialize};

/// Which parts of a map are drawn larger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected \"auto\", \"none\" or a list of regions")]
pub enum InsetSpec {
    /// By rule, or none.
    Word(InsetWord),
    /// One inset with these regions, districts or groups.
    Regions(Vec<String>),
}

/// Insets in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InsetWord {
    /// Where regions lie crowded.
    Auto,
    /// None.
    None,
}

impl Default for InsetSpec {
    fn default() -> Self {
        Self::Word(InsetWord::Auto)
    }
}

impl InsetSpec {
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
