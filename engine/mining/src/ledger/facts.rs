//! Numbers of a case that are none of its variables and are asked for like them, by names that no variable has: when it began,
//! what stood around it, how long it took.
use super::ask::{Ask, RangeFilter};
use super::factors::Around;
use super::row::CaseRow;
use super::{Except, Ledger};
use crate::aggregate::{Place, PlaceId};
use jiff::tz::TimeZone;

/// See the [module](self).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// The day of the week on which it began; Monday is 1.
    Weekday,
    /// The quarter of the day in which it began, 1 to 4.
    QuarterOfDay,
    /// How many other instances of the process ran when it began.
    RunningInstances,
    /// How many visits of the node waited when its visit came, the longest of them; as far as they have ended since.
    QueueLength,
    /// How long it had taken until that visit came, ms.
    TimeBefore,
    /// How long it took, ms.
    Sojourn,
}

impl Fact {
    /// By the name that questions have for it.
    pub fn named(name: &str) -> Option<Fact> {
        Some(match name {
            "$weekday" => Fact::Weekday,
            "$quarterOfDay" => Fact::QuarterOfDay,
            "$runningInstances" => Fact::RunningInstances,
            "$queueLength" => Fact::QueueLength,
            "$timeBefore" => Fact::TimeBefore,
            "$sojourn" => Fact::Sojourn,
            _ => return None,
        })
    }

    /// Is it counted by the clocks of a zone?
    pub fn is_of_zone(self) -> bool {
        matches!(self, Fact::Weekday | Fact::QuarterOfDay)
    }

    /// Is it told of a visit of the node that a question names?
    pub fn is_of_node(self) -> bool {
        matches!(self, Fact::QueueLength | Fact::TimeBefore)
    }

    /// Is it known from the end of a case on?
    pub fn is_of_end(self) -> bool {
        self.is_of_node() || self == Fact::Sojourn
    }
}

/// The facts that a question asks for.
pub(super) fn facts_in(ask: &Ask) -> impl Iterator<Item = Fact> {
    let except = ask.except.iter().flat_map(|except: &Except| &except.ranges);
    ask.ranges.iter().chain(except).filter_map(|range: &RangeFilter| Fact::named(&range.name))
}

/// What facts are told by.
pub(super) struct Facts {
    zone: Option<TimeZone>,
    beside: Option<Around>,
    queue: Option<Around>,
    places: Vec<PlaceId>,
    /// What had begun until here may have had company that is held no more, ms.
    forgotten: i64,
}

impl Facts {
    /// For the facts of `wanted`, where no row from `rows` on counts.
    pub fn of(ledger: &Ledger, ask: &Ask, wanted: &[Fact], rows: u32) -> Self {
        let is = |test: fn(Fact) -> bool| wanted.iter().any(|fact| test(*fact));
        let of_node = ask.node.as_ref().filter(|_| is(Fact::is_of_node));
        let places = of_node.map(|node| ledger.places_of(ask, &Place::Node(node.clone()))).unwrap_or_default();
        let zone = if is(Fact::is_of_zone) { TimeZone::get(ask.zone.as_deref().unwrap_or("UTC")).ok() } else { None };
        Facts {
            zone,
            beside: is(|fact| fact == Fact::RunningInstances).then(|| ledger.running_around(ask)),
            queue: is(|fact| fact == Fact::QueueLength).then(|| ledger.queue_of(&places, rows)),
            places,
            forgotten: ledger.forgotten().unwrap_or(i64::MIN),
        }
    }

    /// What a case is in this respect; none where that is not known.
    pub fn value(&self, ledger: &Ledger, fact: Fact, case: &CaseRow) -> Option<f64> {
        let local = || {
            let at = jiff::Timestamp::from_millisecond(case.began).ok()?;
            Some(self.zone.as_ref()?.to_datetime(at))
        };
        let visit = || ledger.longest_visit(&self.places, case);
        // What is held no more was there, and is not counted any more.
        let held = |at: i64| at > self.forgotten;
        Some(match fact {
            Fact::Weekday => f64::from(local()?.weekday().to_monday_one_offset()),
            Fact::QuarterOfDay => f64::from(local()?.hour() / 6 + 1),
            Fact::RunningInstances => self.beside.as_ref().filter(|_| held(case.began))?.at(case.began) as f64,
            Fact::QueueLength => {
                let (_, enabled) = visit().filter(|(_, enabled)| held(*enabled))?;
                self.queue.as_ref()?.at(enabled) as f64
            }
            Fact::TimeBefore => visit().map(|(_, enabled)| (enabled - case.began).max(0) as f64)?,
            Fact::Sojourn => case.sojourn()? as f64,
        })
    }
}
