//! Points in time. The core is told what time it is; it never asks.
use jiff::civil::DateTime;
pub use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Unix time in milliseconds, UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(pub i64);

/// The length of an ISO 8601 duration without years and months, ms: of `P1DT2H` a day counts 24 hours. None of anything else.
///
/// ```
/// use weir_core::time::duration_ms;
/// assert_eq!(duration_ms("P1DT2H"), Some(26 * 3_600_000));
/// assert_eq!((duration_ms("P1M"), duration_ms("soon"), duration_ms("-PT1H")), (None, None, None));
/// ```
pub fn duration_ms(text: &str) -> Option<i64> {
    let span: jiff::Span = text.trim().parse().ok()?;
    if span.get_years() != 0 || span.get_months() != 0 || span.is_negative() {
        return None;
    }
    let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
    let hours = i64::from(span.get_hours()) + days * 24;
    let seconds = hours * 3_600 + span.get_minutes() * 60 + span.get_seconds();
    Some(seconds.checked_mul(1_000)? + span.get_milliseconds())
}

impl Timestamp {
    /// Reads RFC 3339 (`2026-01-31T09:00:00+08:00`), or a local date-time, or a date; the latter two are UTC.
    ///
    /// ```
    /// use weir_core::Timestamp;
    /// assert_eq!(Timestamp::parse("1970-01-01T08:00:01+08:00"), Some(Timestamp(1000)));
    /// assert_eq!(Timestamp::parse("1970-01-02"), Some(Timestamp(86_400_000)));
    /// assert_eq!(Timestamp::parse("soon"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_in(text, &crate::timer::UTC)
    }

    /// The same, where a local date-time or a date is by the clocks of this zone.
    ///
    /// ```
    /// use jiff::tz::TimeZone;
    /// use weir_core::Timestamp;
    /// let shanghai = TimeZone::get("Asia/Shanghai").unwrap();
    /// assert_eq!(Timestamp::parse_in("1970-01-01T08:00:01", &shanghai), Some(Timestamp(1000)));
    /// // FEEL names a zone behind `@` (DMN 10.3.2.3.4), and gives such texts for its own date-times.
    /// assert_eq!(Timestamp::parse("1970-01-01T08:00:01@Asia/Shanghai"), Some(Timestamp(1000)));
    /// assert_eq!(Timestamp::parse("1970-01-01T08:00:01@Atlantis"), None);
    /// ```
    pub fn parse_in(text: &str, zone: &TimeZone) -> Option<Self> {
        let text = text.trim();
        if let Some((local, named)) = text.rsplit_once('@') {
            let local = local.parse::<DateTime>().ok()?;
            let zoned = local.to_zoned(TimeZone::get(named).ok()?).ok()?;
            return Some(Timestamp(zoned.timestamp().as_millisecond()));
        }
        if let Ok(zoned) = text.parse::<jiff::Zoned>() {
            return Some(Timestamp(zoned.timestamp().as_millisecond()));
        }
        if let Ok(instant) = text.parse::<jiff::Timestamp>() {
            return Some(Timestamp(instant.as_millisecond()));
        }
        let local = text.parse::<DateTime>().ok()?;
        Some(Timestamp(local.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond()))
    }

    /// The same point for the calendar library; times beyond the year 9999 are held at its end.
    pub fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.to_jiff())
    }
}

/// How a point in time of what is persisted and told alike is written: as a number in the log, as RFC 3339 in JSON.
pub mod told {
    use super::{Timestamp, rfc3339};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Written as text where people may read it.
    pub fn serialize<S: Serializer>(time: &Timestamp, out: S) -> Result<S::Ok, S::Error> {
        if out.is_human_readable() { rfc3339::serialize(time, out) } else { time.serialize(out) }
    }

    /// Read as it was written.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        if from.is_human_readable() { rfc3339::deserialize(from) } else { Timestamp::deserialize(from) }
    }
}

/// How points in time are written for people and other programs: RFC 3339. Read are also dates and date-times without an
/// offset, which are UTC. They are of the years that every reader of RFC 3339 and the calendar know, 0001 to 9999.
pub mod rfc3339 {
    use super::Timestamp;

    /// 0001-01-01T00:00:00Z.
    pub const FIRST: Timestamp = Timestamp(-62_135_596_800_000);
    /// 9999-12-30T22:00:00Z: what is later is of the year 10000 somewhere on earth.
    pub const LAST: Timestamp = Timestamp(253_402_207_200_000);

    fn read<E: Error>(text: &str) -> Result<Timestamp, E> {
        let time = Timestamp::parse(text).filter(|time| (FIRST..=LAST).contains(time));
        time.ok_or_else(|| {
            E::custom(format!(
                "`{text}` is no point in time: write RFC 3339 such as `2026-01-31T09:00:00+08:00`, or a date or date-time \
                 without offset, which are UTC; from {FIRST} to {LAST}"
            ))
        })
    }

    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Written as text.
    pub fn serialize<S: Serializer>(time: &Timestamp, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(time)
    }

    /// Read from text.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        read(&String::deserialize(from)?)
    }

    /// The same where there may be none.
    pub mod option {
        use super::{Deserialize, Deserializer, Serializer, Timestamp};

        /// Written as text, or nothing.
        #[allow(clippy::ref_option)] // serde asks for this shape
        pub fn serialize<S: Serializer>(time: &Option<Timestamp>, out: S) -> Result<S::Ok, S::Error> {
            match time {
                Some(time) => out.collect_str(time),
                None => out.serialize_none(),
            }
        }

        /// Read from text, or nothing.
        pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
            let text = Option::<String>::deserialize(from)?;
            text.map(|text| super::read(&text)).transpose()
        }
    }
}
