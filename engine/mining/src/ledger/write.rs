//! How the ledger is written: a case begins, its rows end, it ends. The file is long because all that is kept of a case is
//! written here, in this order.
use super::queue::Queue;
use super::row::{CaseRow, NO_ROW, Nature, Row, Taken};
use super::{Ledger, OTHER};
use crate::aggregate::{Completion, Part, Place, PlaceId, PlaceName};
use crate::log::{ActivityInstance, Log, NO_NAME, NO_TIME, Outcome};
use crate::measure::intervals::{Interval, difference, length, union};
use crate::measure::path;
use roaring::RoaringBitmap;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How many different decisions have a number of their own: they are words of models, but where a task names none people may
/// say any.
const DECISIONS_MAX: usize = 10_000;

/// What begins.
#[derive(Debug, Clone, Copy)]
pub struct Begun<'a> {
    /// Its id.
    pub id: u128,
    /// Its process.
    pub process: &'a str,
    /// Its version.
    pub version: u32,
    /// When, ms.
    pub at: i64,
    /// Who started it.
    pub initiator: Option<&'a str>,
}

/// What ends: a case as it stands with whoever follows it, because the ledger may hold its rows no more.
#[derive(Debug, Clone, Copy)]
pub struct Ended<'a> {
    /// The case.
    pub case: u32,
    /// Its process and version.
    pub place: PlaceId,
    /// When it began, ms.
    pub began: i64,
    /// When it ended, ms.
    pub at: i64,
    /// How.
    pub outcome: Outcome,
    /// Its rows, as [`crate::log::history::nameless`] makes them.
    pub rows: &'a [ActivityInstance],
    /// The number and the place of each row here, by its key, where it has one.
    pub numbers: &'a BTreeMap<u64, (u32, PlaceId)>,
    /// What else is known of it.
    pub around: &'a Around,
}

/// What is known of a case beside its rows.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// How often what contains others was stuck: the process itself, a sub-process, the whole of a multi-instance activity.
    pub incidents: u32,
    /// In how many of these somebody stepped in.
    pub interventions: u32,
}

impl Ledger {
    /// The number of a place, which is entered when it is new; `nature` is asked then.
    pub fn place(&mut self, name: PlaceName, nature: impl FnOnce() -> Nature) -> PlaceId {
        if let Some(known) = self.aggregates.places().find(&name) {
            return known;
        }
        let id = self.aggregates.place(name);
        self.natures.push(nature());
        self.members.push(Queue::default());
        self.running.push((0, 0));
        self.open.push(RoaringBitmap::new());
        id
    }

    /// The number of a process and version.
    pub fn process_place(&mut self, process: &str, version: u32) -> PlaceId {
        if let Some(known) = self.aggregates.places().process(process, version) {
            return known;
        }
        let name = PlaceName { process: process.to_owned(), version, place: Place::Process };
        self.place(name, Nature::default)
    }

    /// A case begins; gives its number.
    pub fn begin(&mut self, begun: &Begun<'_>) -> u32 {
        let place = self.process_place(begun.process, begun.version);
        let initiator = self.person(begun.initiator);
        let number = self.first_case + self.cases.len() as u32;
        self.cases.push_back(CaseRow {
            id: begun.id,
            place,
            began: begun.at,
            ended: NO_TIME,
            order: u32::MAX,
            last_row: NO_ROW,
            work: (0, 0),
            excess: 0,
            incidents: 0,
            interventions: 0,
            decided: (0, 0),
            due: (0, 0),
            busy: 0,
            initiator,
            outcome: Outcome::Open,
            fields: (0, 0),
            values: vec![],
            since: vec![],
            earlier: vec![],
            jumps: vec![],
            flows: vec![],
        });
        self.open[place.0 as usize].insert(number);
        self.spans.note(number, begun.at);
        let (begun, running) = &mut self.running[place.0 as usize];
        (*begun, *running) = (*begun + 1, *running + 1);
        if self.cases.len() > self.limits.cases.max(1) {
            let gone = self.cases.pop_front().expect("there are more than the limit");
            // One that still runs is counted in the sums when it ends, and has no row of its own any more.
            self.forgotten = self.forgotten.max(gone.ended).max(gone.began);
            if self.open[gone.place.0 as usize].remove(self.first_case) {
                let rows = self.rows_of(&gone);
                self.orphans.extend(rows);
            }
            self.strays.remove(self.first_case);
            self.marks.forget(self.first_case);
            self.first_case += 1;
            self.spans.forget(self.first_case);
        }
        number
    }

    /// A case goes on in another version or process; what has ended stays with the one in which it did.
    pub fn migrate(&mut self, case: u32, from: PlaceId, to: PlaceId) {
        self.running[from.0 as usize].1 -= 1;
        self.running[to.0 as usize].1 += 1;
        let process = |place: PlaceId| &self.aggregates.places().name(place).process;
        let strays = process(from) != process(to);
        if let Some(row) = self.case_mut(case) {
            row.place = to;
            self.open[from.0 as usize].remove(case);
            self.open[to.0 as usize].insert(case);
            if strays {
                self.strays.insert(case);
            }
        }
    }

    /// A variable of a case has a value from this moment on. One that is only said again is as old as it was.
    pub fn value(&mut self, case: u32, name: &str, value: &Value, at: i64) {
        let Some(index) = case.checked_sub(self.first_case) else { return };
        let Some(case) = self.cases.get_mut(index as usize) else { return };
        let process = &self.aggregates.places().name(case.place).process;
        let known = self.variables.find(process, name);
        match self.variables.value(process, name, value) {
            Some((number, value)) => case.becomes(number, Some(value), at),
            // It has another kind of value now: what it had is true no more.
            None => {
                if let Some(number) = known {
                    case.becomes(number, None, at);
                }
            }
        }
    }

    /// Something was filled in: so many fields had to be, and so many were.
    pub fn fields(&mut self, case: u32, required: u32, filled: u32) {
        if let Some(case) = self.case_mut(case) {
            case.fields = (case.fields.0.saturating_add(required), case.fields.1.saturating_add(filled));
        }
    }

    /// Who somebody is, by number.
    pub fn person(&mut self, name: Option<&str>) -> u32 {
        let Some(name) = name else { return NO_NAME };
        match self.actors.find(name) {
            Some(number) => number,
            None if self.actors.len() < self.limits.actors => self.actors.number(name),
            None => self.actors.number(OTHER),
        }
    }

    /// What somebody decided, by number.
    pub fn decision(&mut self, word: Option<&str>) -> u32 {
        let Some(word) = word else { return NO_NAME };
        let word = &word[..word.floor_char_boundary(super::TEXT_BYTES_MAX)];
        match self.decisions.find(word) {
            Some(number) => number,
            None if self.decisions.len() < DECISIONS_MAX => self.decisions.number(word),
            None => self.decisions.number(OTHER),
        }
    }

    /// A row has ended; gives its number.
    pub fn add(&mut self, row: Row) -> u32 {
        let number = self.first_row + self.rows.len() as u32;
        let times = row.times();
        self.aggregates.add(&Completion {
            times: [times.queue, times.claimed, times.service, times.sojourn, None],
            terminated: row.outcome == Outcome::Terminated,
            intervention: row.intervention,
            incidents: row.incidents,
            ..Completion::at(row.place, row.ended)
        });
        self.faults.row(row.ended);
        self.latest = self.latest.max(row.ended);
        self.members[row.place.0 as usize].push_back(number);
        if self.case(row.case).is_some() {
            self.spans.note(row.case, row.ended);
        } else {
            self.orphans.insert(number);
        }
        let previous = self.count(&row, number);
        self.rows.push_back(Row { previous, ..row });
        if self.rows.len() > self.limits.rows.max(1) {
            let gone = self.rows.pop_front().expect("there are more than the limit");
            self.joins.remove(&self.first_row);
            self.stills.remove(&self.first_row);
            self.voters.remove(&self.first_row);
            self.orphans.remove(self.first_row);
            self.members[gone.place.0 as usize].pop_front();
            self.forgotten = self.forgotten.max(gone.ended);
            self.first_row += 1;
        }
        number
    }

    /// These people too have done what a row stands for: each gave an opinion.
    pub fn voted(&mut self, row: u32, people: Vec<u32>) {
        if !people.is_empty() && self.row(row).is_some() {
            self.voters.insert(row, people);
        }
    }

    /// The work of a row stood still meanwhile.
    pub fn stood_still(&mut self, row: u32, when: Vec<Interval>) {
        if !when.is_empty() && self.row(row).is_some() {
            self.stills.insert(row, when);
        }
    }

    /// When work was done in a row, without what stood still; nothing where it did not begin.
    pub(super) fn worked(&self, number: u32, row: &Row) -> Vec<Interval> {
        if row.started == NO_TIME {
            return vec![];
        }
        let whole = [(row.started, row.ended.max(row.started))];
        self.stills.get(&number).map_or_else(|| whole.to_vec(), |still| difference(&whole, still))
    }

    /// Counts a row in its case; gives the row before.
    fn count(&mut self, row: &Row, number: u32) -> u32 {
        let nature = self.nature(row.place);
        let decision = (row.decision != NO_NAME).then(|| self.decisions.name(row.decision));
        let back = decision.is_some_and(sends_back);
        let decided = decision.is_some();
        let Some(case) = self.case_mut(row.case) else { return NO_ROW };
        match nature {
            Nature::Human => case.work.0 += 1,
            Nature::System => case.work.1 += 1,
            Nature::Routing => {}
        }
        case.incidents += row.incidents;
        case.interventions += u32::from(row.intervention);
        case.decided.0 += u32::from(decided);
        case.decided.1 += u32::from(back);
        case.due.0 += u32::from(row.due != NO_TIME);
        case.due.1 += u32::from(row.due != NO_TIME && row.ended > row.due);
        std::mem::replace(&mut case.last_row, number)
    }

    /// A flow was taken in a case.
    pub fn flow(&mut self, case: u32, place: PlaceId, at: i64) {
        self.aggregates.add(&Completion::at(place, at));
        let number = self.taken;
        self.taken = number.saturating_add(1);
        if let Some(row) = self.case_mut(case) {
            row.flows.push(Taken { flow: place, number, at });
            self.spans.note(case, at);
        }
    }

    /// A case has ended.
    pub fn end(&mut self, ended: &Ended<'_>) {
        let place = ended.place.0 as usize;
        self.running[place].1 = self.running[place].1.saturating_sub(1);
        // Nothing took any time in a case that was over at once.
        let at_once = |row: &ActivityInstance| row.enabled == Some(ended.at) && row.ended == Some(ended.at);
        let is_over_at_once = ended.began == ended.at && ended.rows.iter().all(at_once);
        let (critical, busy) = if is_over_at_once { (vec![], 0) } else { self.where_time_went(ended) };
        let excess = self.done_again(ended);
        for (index, row) in ended.rows.iter().enumerate() {
            let Some((number, place)) = ended.numbers.get(&row.key).copied() else { continue };
            let critical = critical.get(index).copied().unwrap_or(0);
            let mut causes = row.causes.iter().filter_map(|cause| ended.numbers.get(cause)).map(|(number, _)| *number);
            let (cause, others) = (causes.next().unwrap_or(NO_ROW), causes.next());
            let joined = others.map(|other| [cause, other].into_iter().chain(causes).collect());
            if let Some(held) = self.row_mut(number) {
                (held.critical, held.beside, held.cause) = (critical, row.beside, cause);
                self.joins.extend(joined.map(|causes| (number, causes)));
            }
            self.aggregates.add(&Completion::critical(place, ended.at, critical));
        }
        let order = self.ended;
        self.ended += 1;
        let mut completion = Completion::at(ended.place, ended.at);
        completion.times[Part::Sojourn as usize] = Some(ended.at - ended.began);
        completion.times[Part::Service as usize] = Some(busy);
        completion.terminated = ended.outcome == Outcome::Terminated;
        let around = ended.around;
        completion.intervention = around.interventions > 0 || ended.rows.iter().any(|row| row.intervention);
        completion.incidents = around.incidents + ended.rows.iter().map(|row| row.incidents).sum::<u32>();
        self.aggregates.add(&completion);
        self.latest = self.latest.max(ended.at);
        if let Some(case) = self.case_mut(ended.case) {
            (case.ended, case.outcome, case.order, case.busy, case.excess) =
                (ended.at, ended.outcome, order, busy, excess);
            case.incidents += around.incidents;
            case.interventions += around.interventions;
            let at = case.place.0 as usize;
            self.members[place].push_back(ended.case);
            self.open[at].remove(ended.case);
            self.spans.note(ended.case, ended.at);
        } else {
            self.forgotten = self.forgotten.max(ended.at);
        }
        let first = self.first_case;
        while self.members[place].get(0).is_some_and(|case| *case < first) {
            self.members[place].pop_front();
        }
    }

    /// What of each row lay on the critical path, and how long work was done in any of them, ms.
    fn where_time_went(&self, ended: &Ended<'_>) -> (Vec<i64>, i64) {
        let (log, numbers) = plain(ended);
        let way = path::path(&log, 0).unwrap_or_default();
        let mut critical = vec![0_i64; log.row_count()];
        way.segments.iter().for_each(|segment| critical[segment.row] += segment.until - segment.from);
        // What lies between the last row and the end of the case, and before its first, is the last one's and the first one's.
        let covered: i64 = critical.iter().sum();
        if let Some(last) = way.segments.last() {
            critical[last.row] += (ended.at - ended.began - covered).max(0);
        }
        (critical, length(&union(self.all_work(&log, &numbers))))
    }

    /// How much work was done again: visits of an element beyond its first, but for other instances of one multi-instance
    /// activity. An element is the same in every version that a case has been in.
    fn done_again(&self, ended: &Ended<'_>) -> u32 {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let work = ended.rows.iter().filter_map(|row| Some((row, ended.numbers.get(&row.key)?.1)));
        let again = work.filter(|(row, place)| {
            let is_work = self.nature(*place).is_work();
            is_work && !seen.insert(self.node_name(*place)) && !row.beside
        });
        again.count() as u32
    }

    /// When work was done in the rows of a case.
    fn all_work(&self, log: &Log, numbers: &[Option<(u32, PlaceId)>]) -> Vec<Interval> {
        let mut out = vec![];
        for (index, known) in numbers.iter().enumerate() {
            let Some((number, _)) = known else { continue };
            if log.started[index] == NO_TIME {
                continue;
            }
            let whole = [(log.started[index], log.ended[index].max(log.started[index]))];
            out.extend(self.stills.get(number).map_or_else(|| whole.to_vec(), |still| difference(&whole, still)));
        }
        out
    }

    fn case_mut(&mut self, number: u32) -> Option<&mut CaseRow> {
        self.cases.get_mut(number.checked_sub(self.first_case)? as usize)
    }

    fn row_mut(&mut self, number: u32) -> Option<&mut Row> {
        self.rows.get_mut(number.checked_sub(self.first_row)? as usize)
    }
}

/// Does a decision send a matter back or refuse it? Words of approvals (驳回, 退回, 不同意) and of models.
pub(super) fn sends_back(word: &str) -> bool {
    const BACK: [&str; 9] = ["reject", "rejected", "return", "returned", "refuse", "refused", "驳回", "退回", "不同意"];
    BACK.iter().any(|back| word.eq_ignore_ascii_case(back))
}

/// The rows of a case as the columns of a log of one case, in their own order, and the number of each in the ledger.
fn plain(ended: &Ended<'_>) -> (Log, Vec<Option<(u32, PlaceId)>>) {
    let rows = ended.rows;
    let mut index: Vec<(u64, u32)> = rows.iter().zip(0..).map(|(row, index)| (row.key, index)).collect();
    index.sort_unstable();
    let at = |key: &u64| index.binary_search_by_key(key, |(key, _)| *key).ok().map(|place| index[place].1);
    let time = |time: Option<i64>| time.unwrap_or(NO_TIME);
    let column = || Vec::with_capacity(rows.len());
    let mut log = Log {
        offsets: vec![0, rows.len() as u32],
        activity: Vec::with_capacity(rows.len()),
        enabled: column(),
        claimed: column(),
        started: column(),
        ended: column(),
        causes: Vec::with_capacity(rows.len()),
        cause_offsets: Vec::with_capacity(rows.len() + 1),
        ..Log::default()
    };
    log.cases.push(String::new());
    log.cause_offsets.push(0);
    for row in rows {
        log.activity.push(0);
        log.enabled.push(time(row.enabled));
        log.claimed.push(time(row.claimed));
        log.started.push(time(row.started));
        // Whatever is left when its case ends has ended with it.
        log.ended.push(row.ended.unwrap_or(ended.at));
        log.causes.extend(row.causes.iter().filter_map(at));
        log.cause_offsets.push(log.causes.len() as u32);
    }
    let numbers = rows.iter().map(|row| ended.numbers.get(&row.key).copied()).collect();
    (log, numbers)
}
