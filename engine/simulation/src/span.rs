//! Lengths of time in a scenario: ISO 8601 durations, or milliseconds.
use jiff::{SpanRelativeTo, Unit};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A length of time, ms. Written as a number of milliseconds, read as that or as an ISO 8601 duration (`PT1H30M`; a day
/// has 24 hours).
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd)]
pub struct Span(pub f64);

impl Span {
    /// Reads an ISO 8601 duration. None for one with months or years, whose length nobody knows.
    ///
    /// ```
    /// use weir_simulation::scenario::Span;
    /// assert_eq!(Span::parse("PT1H30M"), Some(Span(5_400_000.0)));
    /// assert_eq!(Span::parse("P1M"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Span> {
        let span: jiff::Span = text.trim().parse().ok()?;
        if span.get_years() != 0 || span.get_months() != 0 {
            return None;
        }
        span.total((Unit::Millisecond, SpanRelativeTo::days_are_24_hours())).ok().map(Span)
    }

    /// Hours.
    pub fn hours(self) -> f64 {
        self.0 / 3_600_000.0
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Milliseconds(f64),
            Duration(String),
        }
        match Written::deserialize(from)? {
            Written::Milliseconds(ms) => Ok(Span(ms)),
            Written::Duration(text) => Span::parse(&text).ok_or_else(|| {
                let wanted = "an ISO 8601 duration without months and years, or a number of milliseconds";
                serde::de::Error::custom(format!("`{text}` is no length of time: give {wanted}"))
            }),
        }
    }
}
