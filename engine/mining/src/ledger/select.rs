//! Finding the cases and rows that a question is about.
//!
//! This file is long because one question is read in one place.
use super::ask::{Ask, AskError, Left, RangeFilter, VariableFilter};
use super::belonging::Staff;
use super::facts::{Fact, Facts, facts_in};
use super::norms::Held;
use super::queue::Queue;
use super::row::{CaseRow, Row};
use super::{Ledger, Valued};
use crate::aggregate::{Place, PlaceId, PlaceName};
use crate::log::{NO_TIME, Outcome};
use roaring::RoaringBitmap;
use std::ops::Range;

/// Up to which row, ended case and taken flow is counted; later ones change nothing.
pub(super) type Extent = (u32, u32, u32);

impl Ledger {
    /// Is everything that ended in its window held row by row?
    pub fn holds(&self, ask: &Ask) -> bool {
        self.forgotten < ask.from
    }

    /// Is it known of every case whether it has the values that a question names?
    pub fn tells(&self, ask: &Ask) -> Result<(), AskError> {
        let departments = [&ask.department, &ask.initiator_department];
        if departments.into_iter().flatten().any(|id| !self.knows_department(id)) {
            return Err(AskError::Department);
        }
        let value = |filter: &VariableFilter| self.variables.tells(&ask.process, &filter.name, Some(&filter.value));
        let number = |range: &RangeFilter| match Fact::named(&range.name) {
            Some(_) => Ok(()),
            None => self.variables.tells(&ask.process, &range.name, None),
        };
        let except = ask.except.as_ref();
        ask.variables.iter().chain(except.into_iter().flat_map(|except| &except.variables)).try_for_each(value)?;
        ask.ranges.iter().chain(except.into_iter().flat_map(|except| &except.ranges)).try_for_each(number)
    }

    pub(super) fn expect_held(&self, ask: &Ask) -> Result<(), AskError> {
        if self.holds(ask) { Ok(()) } else { Err(AskError::Forgotten { from: self.forgotten + 1 }) }
    }

    /// The places of a process, or of a node of it, version by version.
    pub(super) fn places_of(&self, ask: &Ask, place: &Place) -> Vec<PlaceId> {
        let versions = match ask.version {
            Some(version) => vec![version],
            None => self.aggregates.versions(&ask.process),
        };
        let name = |version| PlaceName { process: ask.process.clone(), version, place: place.clone() };
        versions.into_iter().filter_map(|version| self.aggregates.places().find(&name(version))).collect()
    }

    pub(super) fn members_of(&self, place: PlaceId) -> impl Iterator<Item = u32> + '_ {
        self.members.get(place.0 as usize).into_iter().flat_map(Queue::iter).copied()
    }

    /// The ended cases that a question is about, in the order in which they ended.
    pub(super) fn cases(&self, ask: &Ask, extent: Extent) -> Vec<u32> {
        let places = self.places_of(ask, &Place::Process);
        let test = Test::until(self, ask, extent.0);
        let window = ask.from..ask.until;
        let mut out: Vec<(u32, u32)> = vec![];
        for place in places {
            for number in self.members_of(place).filter(|number| self.spans.touch(*number, &window)) {
                let Some(case) = self.case(number) else { continue };
                if case.order < extent.1
                    && window.contains(&case.ended)
                    && test.as_ref().is_some_and(|test| test.case(self, case))
                {
                    out.push((case.order, number));
                }
            }
        }
        out.sort_unstable();
        out.into_iter().map(|(_, number)| number).collect()
    }

    /// Up to which case has begun and how many have ended: what runs at this moment.
    pub(super) fn begun(&self) -> Extent {
        (self.first_case + self.cases.len() as u32, self.ended, self.taken)
    }

    /// The cases that ran when so many had begun and so many had ended, as far as they are held and an end need not tell of
    /// what is asked.
    pub(super) fn running_cases(&self, ask: &Ask, (begun, ended, taken): Extent) -> Vec<u32> {
        let ask = ask.of_beginnings();
        let Some(test) = Test::of(self, &ask) else { return vec![] };
        let places = self.places_of(&ask, &Place::Process);
        let mut numbers = RoaringBitmap::new();
        if (begun, ended, self.taken) == self.begun() {
            for place in &places {
                numbers |= &self.open[place.0 as usize];
            }
        } else {
            // Whoever asks may say any number.
            numbers.insert_range(self.first_case..begun.min(self.begun().0));
        }
        let ran = |case: &CaseRow| {
            let then = case.ended == NO_TIME || case.order >= ended;
            then && places.contains(&case.place) && test.case_then(self, case, (ended, taken))
        };
        numbers.into_iter().filter(|number| self.case(*number).is_some_and(ran)).collect()
    }

    /// The cases of a version that are held and in which something may have happened in a window: first those that ended, then
    /// those that run.
    pub(super) fn touched(&self, place: PlaceId, window: &Range<i64>) -> impl Iterator<Item = &CaseRow> {
        let open = self.open.get(place.0 as usize).into_iter().flatten();
        let all = self.members_of(place).chain(open).filter(move |number| self.spans.touch(*number, window));
        all.filter_map(|number| self.case(number))
    }

    /// When cases of a question began. What only their end tells is not looked at.
    pub(super) fn beginnings(&self, ask: &Ask) -> Vec<i64> {
        let (ask, window) = (ask.of_beginnings(), ask.from..ask.until);
        let Some(test) = Test::of(self, &ask) else { return vec![] };
        let places = self.places_of(&ask, &Place::Process);
        let cases = places.into_iter().flat_map(|place| self.touched(place, &window));
        let began = cases.filter(|case| window.contains(&case.began) && test.open_case(self, case));
        began.map(|case| case.began).collect()
    }

    /// The cases that began in the window, of those that had begun and ended when so many had: what only their end tells is not
    /// looked at.
    pub(super) fn started_cases(&self, ask: &Ask, (begun, ended, taken): Extent) -> Vec<u32> {
        let (ask, window) = (ask.of_beginnings(), ask.from..ask.until);
        let Some(test) = Test::of(self, &ask) else { return vec![] };
        let places = self.places_of(&ask, &Place::Process);
        let numbers = (self.first_case..begun).zip(self.cases.iter());
        let in_window = numbers.filter(|(_, case)| places.contains(&case.place) && window.contains(&case.began));
        in_window.filter(|(_, case)| test.case_then(self, case, (ended, taken))).map(|(number, _)| number).collect()
    }

    /// Each time that a flow was taken in the window of a question, with the place of its case among those that are held: in cases
    /// that fit, of which an end need not tell.
    pub(super) fn takings(&self, ask: &Ask, flow: &str, extent: Extent) -> Vec<(u32, i64)> {
        let Some(test) = Test::until(self, ask, extent.0) else { return vec![] };
        let asked = self.places_of(ask, &Place::Process);
        let place = Place::Flow(flow.to_owned());
        let is_filtered = ask.is_filtered();
        // Sums are of the version in which a flow was taken, cohorts of the version in which their cases are.
        let flows = if is_filtered {
            self.places_of(&Ask { version: None, ..ask.clone() }, &place)
        } else {
            self.places_of(ask, &place)
        };
        let window = ask.from..ask.until;
        let fits = |case: &CaseRow| {
            !is_filtered || (asked.contains(&case.place) && test.case_then(self, case, (extent.1, extent.2)))
        };
        let numbers = (self.first_case..).zip(self.cases.iter());
        let mut out: Vec<(u32, u32, i64)> = vec![];
        for (number, case) in numbers.filter(|(number, _)| self.spans.touch(*number, &window)) {
            let of_case = case
                .flows
                .iter()
                .filter(|of| of.number < extent.2 && window.contains(&of.at) && flows.contains(&of.flow));
            let before = out.len();
            out.extend(of_case.map(|of| (of.number, number, of.at)));
            if out.len() > before && !fits(case) {
                out.truncate(before);
            }
        }
        out.sort_unstable();
        out.into_iter().map(|(_, number, at)| (number, at)).collect()
    }

    /// The rows of the node that a question names, in the order in which they ended.
    pub(super) fn rows(&self, ask: &Ask, extent: Extent) -> Vec<u32> {
        if let Some((one, other)) = &ask.both {
            return self.breaches(ask, (one, other), extent);
        }
        let Some(node) = &ask.node else { return vec![] };
        let test = Test::until(self, ask, extent.0);
        let mut out = vec![];
        for place in self.places_of(ask, &Place::Node(node.clone())) {
            for number in self.members_of(place).take_while(|number| *number < extent.0) {
                let Some(row) = self.row(number) else { continue };
                if (ask.from..ask.until).contains(&row.ended)
                    && test.as_ref().is_some_and(|test| test.row(self, row, extent))
                {
                    out.push(number);
                }
            }
        }
        out.sort_unstable();
        out
    }
}

/// Whatever was taken until now.
const ALL_TAKEN: u32 = u32::MAX;

/// What cases have, in numbers.
struct Values<'a> {
    variables: Vec<(u16, &'a str)>,
    ranges: Vec<(u16, &'a RangeFilter)>,
    facts: Vec<(Fact, &'a RangeFilter)>,
    /// The flow, in each version.
    flow: Option<Vec<PlaceId>>,
}

impl<'a> Values<'a> {
    /// None where nobody has one of them.
    fn of(
        ledger: &Ledger,
        ask: &Ask,
        (variables, ranges, flow): (&'a [VariableFilter], &'a [RangeFilter], Option<&String>),
    ) -> Option<Self> {
        let find = |name: &str| ledger.variables.find(&ask.process, name);
        let variable = |filter: &'a VariableFilter| Some((find(&filter.name)?, filter.value.as_str()));
        let fact = |range: &'a RangeFilter| Some((Fact::named(&range.name)?, range));
        let range = |range: &'a RangeFilter| Some((find(&range.name)?, range));
        let of_variables = ranges.iter().filter(|range| fact(range).is_none());
        // A case may have gone on in another version since it took a flow in one.
        let every = Ask { version: None, ..Ask::of(&ask.process, ask.from, ask.until) };
        Some(Values {
            variables: variables.iter().map(variable).collect::<Option<_>>()?,
            ranges: of_variables.map(range).collect::<Option<_>>()?,
            facts: ranges.iter().filter_map(fact).collect(),
            flow: flow.map(|flow| ledger.places_of(&every, &Place::Flow(flow.clone()))),
        })
    }

    fn has(&self, ledger: &Ledger, facts: &Facts, case: &CaseRow, taken: u32) -> bool {
        let value = |variable: u16| case.values.iter().find(|(known, _)| *known == variable).map(|(_, value)| *value);
        let has = |(variable, wanted): &(u16, &str)| {
            value(*variable).is_some_and(|value| ledger.variables.shown(*variable, value) == *wanted)
        };
        let lies = |(variable, range): &(u16, &RangeFilter)| matches!(value(*variable), Some(Valued::Number(number)) if range.holds(number));
        let went = |flow: &Vec<PlaceId>| case.flows.iter().any(|of| of.number < taken && flow.contains(&of.flow));
        let is = |(fact, range): &(Fact, &RangeFilter)| {
            facts.value(ledger, *fact, case).is_some_and(|value| range.holds(value))
        };
        self.variables.iter().all(has)
            && self.ranges.iter().all(lies)
            && self.flow.as_ref().is_none_or(went)
            && self.facts.iter().all(is)
    }
}

/// A question in numbers. One that names a value which nobody has fits nothing.
pub(super) struct Test<'a> {
    ask: &'a Ask,
    values: Values<'a>,
    /// What all of must be so in those that are left out; none where nobody has it.
    except: Option<(Values<'a>, Option<u32>)>,
    actor: Option<u32>,
    node: Vec<PlaceId>,
    through: Vec<PlaceId>,
    /// What is left out as another question; none where nothing fits that.
    without: Option<Box<Test<'a>>>,
    /// The rule that was broken.
    breaks: Option<Held>,
    facts: Facts,
    /// The people of the department that did something, and of the one that began.
    did: Option<Staff>,
    began: Option<Staff>,
}

impl<'a> Test<'a> {
    pub(super) fn of(ledger: &Ledger, ask: &'a Ask) -> Option<Self> {
        Test::until(ledger, ask, u32::MAX)
    }

    /// The same where no row from `rows` on counts for what stood around a case.
    fn until(ledger: &Ledger, ask: &'a Ask, rows: u32) -> Option<Self> {
        let values = Values::of(ledger, ask, (&ask.variables, &ask.ranges, ask.flow.as_ref()))?;
        let except = ask.except.as_ref().and_then(|except| {
            let values = Values::of(ledger, ask, (&except.variables, &except.ranges, except.flow.as_ref()))?;
            Some((values, except.version))
        });
        let actor = match &ask.actor {
            Some(actor) => Some(ledger.actors.find(actor)?),
            None => None,
        };
        let places = |node: &Option<String>| {
            node.as_ref().map(|node| ledger.places_of(ask, &Place::Node(node.clone()))).unwrap_or_default()
        };
        let without = ask.without.as_deref().and_then(|without| Test::until(ledger, without, rows)).map(Box::new);
        let breaks = ask.breaks.as_ref().map(|norm| Held::of(ledger, &ask.process, norm));
        let facts = Facts::of(ledger, ask, &facts_in(ask).collect::<Vec<_>>(), rows);
        let (node, through) = (places(&ask.node), places(&ask.through));
        let staff = |id: &Option<String>| id.as_deref().map(|id| ledger.staff(id));
        let (did, began) = (staff(&ask.department), staff(&ask.initiator_department));
        Some(Test { ask, values, except, actor, node, through, without, breaks, facts, did, began })
    }

    /// Is it what is asked for, whatever became of it? Flows that were taken from the one with the number `taken` on do not count.
    fn has_values(&self, ledger: &Ledger, case: &CaseRow, taken: u32) -> bool {
        let is_left_out = |(values, version): &(Values<'_>, Option<u32>)| {
            let is_of = |version: u32| ledger.aggregates.places().name(case.place).version == version;
            version.is_none_or(is_of) && values.has(ledger, &self.facts, case, taken)
        };
        self.values.has(ledger, &self.facts, case, taken) && !self.except.as_ref().is_some_and(is_left_out)
    }

    fn fits(&self, ledger: &Ledger, case: &CaseRow) -> bool {
        let left = |left: Left| match left {
            Left::Completed => case.outcome == Outcome::Completed,
            Left::Terminated => case.outcome == Outcome::Terminated,
        };
        self.ask.outcome.is_none_or(left)
            && self.ask.rework.is_none_or(|rework| (case.excess > 0) == rework)
            && self.ask.incidents.is_none_or(|incidents| (case.incidents > 0) == incidents)
            && self.breaks.as_ref().is_none_or(|rule| rule.keeps(ledger, case) == Some(false))
    }

    fn ended_before(&self, ended: i64) -> bool {
        self.ask.before.is_none_or(|before| ended < before)
    }

    fn lasts(&self, time: i64) -> bool {
        self.ask.longer.is_none_or(|longer| time >= longer) && self.ask.shorter.is_none_or(|shorter| time <= shorter)
    }

    /// Is somebody among the people who are asked for, where any are?
    fn is_theirs(&self, person: u32) -> bool {
        self.ask.people.as_ref().is_none_or(|people| people.binary_search(&person).is_ok())
    }

    /// Did it whoever is asked for: this person, and those of this department?
    fn is_by(&self, row: &Row) -> bool {
        self.actor.is_none_or(|actor| row.actor == actor)
            && self.did.as_ref().is_none_or(|staff| staff.has(row.actor, row.ended))
    }

    /// Was it begun by those who are asked for?
    fn is_begun_by(&self, case: &CaseRow) -> bool {
        self.began.as_ref().is_none_or(|staff| staff.has(case.initiator, case.began))
    }

    /// Has it been where it is asked to have been, and has whoever is asked for done something in it?
    fn has_been(&self, ledger: &Ledger, case: &CaseRow) -> bool {
        let ask = self.ask;
        if (ask.node.is_none() && !self.is_theirs(case.initiator)) || !self.is_begun_by(case) {
            return false;
        }
        if ask.node.is_none() && ask.through.is_none() && self.actor.is_none() && self.did.is_none() {
            return true;
        }
        let rows = ledger.rows_of(case);
        let rows = || rows.iter().filter_map(|row| ledger.row(*row));
        (ask.node.is_none() || rows().any(|row| self.node.contains(&row.place) && self.is_theirs(row.actor)))
            && (ask.through.is_none() || rows().any(|row| self.through.contains(&row.place)))
            && ((self.actor.is_none() && self.did.is_none()) || rows().any(|row| self.is_by(row)))
    }

    /// Is it a case that is asked for?
    fn case(&self, ledger: &Ledger, case: &CaseRow) -> bool {
        let measured = self.ask.measured.filter(|_| self.ask.node.is_none());
        self.fits(ledger, case)
            && measured.is_none_or(|metric| metric.is_told_of_case(case))
            && self.ended_before(case.ended)
            && case.sojourn().is_some_and(|time| self.lasts(time))
            && self.has_values(ledger, case, ALL_TAKEN)
            && self.has_been(ledger, case)
            && !self
                .without
                .as_ref()
                .is_some_and(|without| without.is_of_version(ledger, case) && without.case(ledger, case))
    }

    fn is_of_version(&self, ledger: &Ledger, case: &CaseRow) -> bool {
        self.ask.version.is_none_or(|version| ledger.aggregates.places().name(case.place).version == version)
    }

    /// The same of a case as it was when so many had ended and so many flows were taken.
    fn case_then(&self, ledger: &Ledger, case: &CaseRow, (ended, taken): (u32, u32)) -> bool {
        if case.ended != NO_TIME && case.order < ended {
            return self.case(ledger, case);
        }
        self.may_run() && self.has_values(ledger, case, taken) && self.has_been(ledger, case)
    }

    /// May a case that has not ended fit? What is left beside a question is told of ended ones.
    fn may_run(&self) -> bool {
        !self.ask.asks_of_ends() && self.ask.without.is_none()
    }

    /// The same of one that may still run, of which nothing is known that only an end tells.
    pub(super) fn open_case(&self, ledger: &Ledger, case: &CaseRow) -> bool {
        if case.ended != NO_TIME {
            return self.case(ledger, case);
        }
        self.may_run() && self.has_values(ledger, case, ALL_TAKEN) && self.has_been(ledger, case)
    }

    /// Does it ask where a case has been?
    pub(super) fn names_nodes(&self) -> bool {
        self.ask.node.is_some() || self.ask.through.is_some()
    }

    /// Of each node on the page of a process, do the visits of a case count: at the node that is asked for, and at others, where
    /// the case must have been at that one too?
    pub(super) fn visits(&self, ledger: &Ledger, case: &CaseRow) -> (bool, bool) {
        let is_known = !self.asks_how_it_went() || (case.order < ledger.ended && self.fits(ledger, case));
        if !(is_known && self.has_values(ledger, case, ALL_TAKEN)) {
            return (false, false);
        }
        if (self.ask.node.is_none() && !self.is_theirs(case.initiator)) || !self.is_begun_by(case) {
            return (false, false);
        }
        let there = || ledger.rows_of(case).into_iter().filter_map(|number| ledger.row(number));
        let was_there = |row: &Row| self.node.contains(&row.place) && self.is_theirs(row.actor);
        (true, self.ask.node.is_none() || there().any(was_there))
    }

    /// The same of a case of which nothing is known.
    pub(super) fn visits_of_anybody(&self) -> (bool, bool) {
        let of_their_cases = (self.ask.people.is_some() && self.ask.node.is_none()) || self.began.is_some();
        let here = !self.asks_how_it_went() && !self.ask.asks_of_values() && !of_their_cases;
        (here, here && self.ask.node.is_none())
    }

    fn asks_how_it_went(&self) -> bool {
        self.ask.outcome.is_some()
            || self.ask.rework.is_some()
            || self.ask.incidents.is_some()
            || self.ask.breaks.is_some()
            || self.ask.asks_of_facts_of_ends()
    }

    /// Is it a visit that is asked for, whatever its case?
    pub(super) fn visit(&self, row: &Row) -> bool {
        self.is_by(row)
            && (self.ask.node.is_none() || !self.node.contains(&row.place) || self.is_theirs(row.actor))
            && self.ended_before(row.ended)
            && self.lasts(row.ended - row.enabled)
    }

    /// Is it a row that is asked for? How long is asked of the row itself, the rest of its case.
    fn row(&self, ledger: &Ledger, row: &Row, extent: Extent) -> bool {
        let ask = self.ask;
        let of_end = self.asks_how_it_went();
        // What a case came to is known from its end on: one that ended after the question is none of its cases.
        let is_known = |case: &CaseRow| !of_end || (case.order < extent.1 && self.fits(ledger, case));
        let is_there = |case: &CaseRow| {
            let rows = || ledger.rows_of(case).into_iter().take_while(|number| *number < extent.0);
            ask.through.is_none()
                || rows().filter_map(|number| ledger.row(number)).any(|row| self.through.contains(&row.place))
        };
        let of_case = of_end || ask.asks_of_values() || ask.through.is_some() || self.began.is_some();
        self.visit(row)
            && ask.measured.is_none_or(|metric| metric.is_told_of_visit(row))
            && (!of_case
                || ledger.case(row.case).is_some_and(|case| {
                    is_known(case)
                        && self.is_begun_by(case)
                        && self.has_values(ledger, case, extent.2)
                        && is_there(case)
                }))
    }
}
