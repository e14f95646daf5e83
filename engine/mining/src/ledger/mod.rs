//! The ledger: what an engine's history comes to, kept up while it runs.
//!
//! It takes in what [`weir_core::history`] folds, row by row as they end, and holds three things: rows and cases, the newest
//! up to a limit; the [aggregates](crate::aggregate) of all; and names as numbers. It is a function of what was written into
//! it, in that order, so a rebuild gives the same ledger bit by bit ([`Ledger::digest`]).
//!
//! What is asked ([`Ask`]) is one object for all levels: portfolio, process, version, node or flow, cohort, case.
mod abnormal;
mod answer;
mod ask;
mod batches;
mod belonging;
mod by_rule;
mod cases;
mod digest;
mod driver;
mod durations;
mod duty;
mod earlier;
mod escalation;
mod evidence;
mod explain;
mod factors;
mod facts;
mod faults;
mod figure;
mod figure_material;
mod figured;
mod finding;
mod group;
mod history;
mod index_parts;
mod indices;
mod instance;
mod load;
mod marks;
mod measured;
mod moved;
mod moved_series;
mod node;
mod node_waits;
mod norms;
mod process;
mod queue;
mod row;
mod seen;
mod select;
mod sizes;
mod spans;
mod tally;
mod timed;
mod unusual;
mod values;
mod visits;
mod waiting;
mod waits;
mod walk;
mod watched;
mod ways;
mod write;

pub use crate::statistics::QUANTILE_MIN;
pub use abnormal::FINDINGS_MAX;
pub use answer::{
    Bucket, CaseReason, Cohort, CohortCase, Delta, DeltaPart, FlowAnswer, NodeAnswer, NodeDetail, Point, ProcessAnswer,
    Summary, SummaryEvidence, VersionAnswer,
};
pub use ask::{Ask, AskError, Except, FILTERS_MAX, Left, PEOPLE_MAX, RangeFilter, VariableFilter, WINDOW_MS_MAX};
pub use by_rule::{OFF_CALENDAR_MAX, PeopleRules};
pub use driver::{DriverEvidence, Side};
pub use duty::INITIATOR;
pub use earlier::{EARLIER_MAX, Earlier};
pub use escalation::Escalation;
pub use evidence::{EvidenceAnswer, EvidenceKind, EvidenceRow, Handle, MEMBERS_MAX};
pub use explain::{COMPARED_MAX, Flag, INITIATOR_DEPARTMENT};
pub use facts::Fact;
pub use faults::{DataFault, DataFaults};
pub use figure::{Counts, Figure, FigureOf};
pub use figured::Figured;
pub use finding::{
    Abnormal, Anomaly, ComponentAnswer, DriverAnswer, DriverItem, Explained, GroupAnswer, Grouped, IndexAnswer,
    SlowCases, Verdict, Warned, Warning,
};
pub use group::{GROUPS_MAX, GroupBy};
pub use history::{Arm, Measured};
pub use indices::{COMPONENT_MIN, IndexFacts, Release, VERSION_WATCH_MS};
pub use instance::{Ahead, Calibrated, InstanceAnswer, Segment, SlackAnswer, WaitCauses};
pub use marks::{BATCHED, CHANNEL, MarkOf};
pub use measured::{Measure, Standing, Times, Unit};
pub use moved::{DriftFound, Drifted, Moved, MovedSeries};
pub use node::PERSONS_MIN;
pub use node_waits::{CauseOfWait, HourOfWeek, NodeWaits};
pub use norms::{KeptRule, KeptRules};
pub use row::{CaseRow, Jump, NO_ROW, Nature, Row, Taken};
pub use seen::WorkHours;
pub use timed::{Sample, Timed};
pub use values::{TEXT_BYTES_MAX, VALUES_MAX, VARIABLES_MAX, Valued};
pub use visits::{VISITS_MAX, VisitAnswer};
pub use waiting::{WAITED_MAX, Waiting};
pub use watched::{Metric, Samples};
pub use write::{Around, Begun, Ended};

use crate::aggregate::{Aggregates, PlaceId};
use crate::log::Names;
use crate::measure::intervals::Interval;
use faults::Faults;
use queue::Queue;
use roaring::RoaringBitmap;
use spans::Spans;
use std::collections::{BTreeMap, VecDeque};
use values::Variables;

/// How much is held row by row. What is older is in the aggregates alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Rows.
    pub rows: usize,
    /// Cases, running ones among them.
    pub cases: usize,
    /// Different people and workers; the rest are one, [`OTHER`].
    pub actors: usize,
    /// Visits of running cases that whoever writes the ledger keeps in memory; it reads again what it had no room for.
    pub visits: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { rows: 2_000_000, cases: 400_000, actors: 100_000, visits: 400_000 }
    }
}

/// What stands in for names beyond a limit.
pub const OTHER: &str = "…other";

/// See the [module](self).
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    limits: Limits,
    aggregates: Aggregates,
    /// What kind of thing each place is, by its number.
    natures: Vec<Nature>,
    actors: Names,
    decisions: Names,
    variables: Variables,
    rows: Queue<Row>,
    /// The causes of rows that have several: where branches join.
    joins: BTreeMap<u32, Vec<u32>>,
    /// When the work of a row stood still.
    stills: BTreeMap<u32, Vec<Interval>>,
    /// Who else did what a row stands for: those who gave an opinion in an approval.
    voters: BTreeMap<u32, Vec<u32>>,
    /// Where the history is not as it should be.
    faults: Faults,
    /// The number of the oldest row that is held.
    first_row: u32,
    cases: Queue<CaseRow>,
    /// The number of the oldest case that is held.
    first_case: u32,
    /// How many cases have ended.
    ended: u32,
    /// How many flows were taken.
    taken: u32,
    /// The newest escalations, the oldest first.
    escalations: VecDeque<Escalation>,
    /// The number of the oldest that is held.
    first_escalation: u32,
    /// By place: the rows of a node, the ended cases of a process, oldest first.
    members: Vec<Queue<u32>>,
    /// By place of a process: how many began and run.
    running: Vec<(u64, u64)>,
    /// By place of a process: the cases that run, as far as they are held.
    open: Vec<RoaringBitmap>,
    /// The cases that have gone on in another process, as far as they are held.
    strays: RoaringBitmap,
    /// When something happened in cases.
    spans: Spans,
    /// The rows of cases that are held no more, of those that ran then.
    orphans: RoaringBitmap,
    /// The latest end of anything, ms.
    latest: i64,
    /// What ended until here is not all held row by row, ms.
    forgotten: i64,
    /// Who belonged to which departments when.
    belonging: belonging::Belonging,
    /// What else is known of cases, as far as they are held.
    marks: marks::Marks,
}

impl Ledger {
    /// An empty one.
    pub fn new(limits: Limits) -> Self {
        Ledger { limits, latest: i64::MIN, forgotten: i64::MIN, ..Ledger::default() }
    }

    /// How much it holds.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The aggregates.
    pub fn aggregates(&self) -> &Aggregates {
        &self.aggregates
    }

    /// A row that is held.
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.get(number.checked_sub(self.first_row)? as usize)
    }

    /// A case that is held.
    pub fn case(&self, number: u32) -> Option<&CaseRow> {
        self.cases.get(number.checked_sub(self.first_case)? as usize)
    }

    /// The rows of a case, oldest first, as far as they are held.
    pub fn rows_of(&self, case: &CaseRow) -> Vec<u32> {
        let mut out = vec![];
        let mut at = case.last_row;
        while let Some(row) = self.row(at) {
            out.push(at);
            at = row.previous;
        }
        out.reverse();
        out
    }

    /// How many rows and cases were dropped and are in the aggregates alone.
    pub fn dropped(&self) -> (u32, u32) {
        (self.first_row, self.first_case)
    }

    /// What ended until here is not all held row by row, ms; none where everything is.
    pub fn forgotten(&self) -> Option<i64> {
        (self.forgotten != i64::MIN).then_some(self.forgotten)
    }

    /// How many rows and cases are held.
    pub fn held(&self) -> (usize, usize) {
        (self.rows.len(), self.cases.len())
    }

    /// Up to where rows, ended cases and taken flows are counted: later ones change nothing of what was said then.
    pub fn extent(&self) -> (u32, u32, u32) {
        (self.first_row + self.rows.len() as u32, self.ended, self.taken)
    }

    /// About how many bytes it takes.
    pub fn bytes(&self) -> usize {
        let of_case = |case: &CaseRow| {
            case.values.len() * size_of::<(u16, Valued)>()
                + size_of_val(case.earlier.as_slice())
                + size_of_val(case.flows.as_slice())
        };
        let values: usize = self.cases.iter().map(of_case).sum();
        let members: usize = self.members.iter().map(Queue::len).sum();
        self.rows.len() * size_of::<Row>()
            + self.cases.len() * size_of::<CaseRow>()
            + values
            + self
                .joins
                .values()
                .map(|causes| size_of::<(u32, Vec<u32>)>() + size_of_val(causes.as_slice()))
                .sum::<usize>()
            + members * size_of::<u32>()
            + self.escalations.len() * size_of::<Escalation>()
            + self.marks.bytes()
            + self.aggregates.bytes()
    }

    /// What kind of thing a place is.
    pub fn nature(&self, place: PlaceId) -> Nature {
        self.natures.get(place.0 as usize).copied().unwrap_or_default()
    }

    /// These people by number, as far as they have ever done something.
    pub fn people<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Vec<u32> {
        let mut all: Vec<u32> = names.into_iter().filter_map(|name| self.actors.find(name)).collect();
        all.sort_unstable();
        all
    }

    /// The name of somebody.
    pub fn actor(&self, number: u32) -> Option<&str> {
        (number != crate::log::NO_NAME).then(|| self.actors.name(number))
    }

    fn node_name(&self, place: PlaceId) -> &str {
        match &self.aggregates.places().name(place).place {
            crate::aggregate::Place::Process => &self.aggregates.places().name(place).process,
            crate::aggregate::Place::Node(id) | crate::aggregate::Place::Flow(id) => id,
        }
    }
}
