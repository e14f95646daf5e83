//! Who belonged to which departments when: as the organisation said it then, and not as it says it now.
use super::node::PERSONS_MIN;
use super::{Ask, Ledger};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::Timestamp;
use weir_core::organisation::{Change, Department, Entry, EntryKind, Person, UnitKind, Validity};

/// What was so from a moment on; none: it was gone.
type Course<T> = Vec<(i64, Option<T>)>;

/// Somebody, as far as departments go.
#[derive(Debug, Clone)]
struct Belongs {
    valid: Validity,
    /// Their departments, the main one first.
    departments: Vec<(String, Validity)>,
}

/// A department in its tree.
#[derive(Debug, Clone)]
struct Within {
    valid: Validity,
    parent: Option<String>,
}

/// See the [module](self).
#[derive(Debug, Clone, Default)]
pub(super) struct Belonging {
    people: BTreeMap<String, Course<Belongs>>,
    departments: BTreeMap<String, Course<Within>>,
}

impl Belonging {
    fn change(&mut self, at: i64, change: &Change) {
        match change {
            Change::Put(Entry::Person(Person { id, valid, memberships, .. })) => {
                let departments = memberships.iter().filter(|of| of.kind == UnitKind::Department);
                let departments = departments.map(|of| (of.id.clone(), of.valid)).collect();
                put(&mut self.people, id, at, Some(Belongs { valid: *valid, departments }));
            }
            Change::Put(Entry::Department(Department { id, parent, valid, .. })) => {
                let within = Within { valid: *valid, parent: parent.clone() };
                put(&mut self.departments, id, at, Some(within));
            }
            Change::Remove { kind: EntryKind::Person, id } => put(&mut self.people, id, at, None),
            Change::Remove { kind: EntryKind::Department, id } => put(&mut self.departments, id, at, None),
            Change::Put(_) | Change::Remove { .. } => {}
        }
    }

    /// Where somebody belonged at a moment, the main department first.
    fn of(&self, person: &str, at: i64) -> impl Iterator<Item = &str> {
        let then =
            self.people.get(person).and_then(|course| then(course, at)).filter(|of| of.valid.holds(Timestamp(at)));
        let theirs = then.into_iter().flat_map(|of| &of.departments);
        let held = theirs.filter(move |(_, valid)| valid.holds(Timestamp(at))).map(|(id, _)| id.as_str());
        held.filter(move |id| self.department(id, at).is_some())
    }

    fn department(&self, id: &str, at: i64) -> Option<&Within> {
        then(self.departments.get(id)?, at).filter(|of| of.valid.holds(Timestamp(at)))
    }

    /// The departments of somebody at a moment, and all that are around them.
    fn around(&self, person: &str, at: i64) -> BTreeSet<&str> {
        let mut around = BTreeSet::new();
        for id in self.of(person, at) {
            let mut next = Some(id);
            while let Some((id, of)) = next.and_then(|id| Some((id, self.department(id, at)?)))
                && around.insert(id)
            {
                next = of.parent.as_deref();
            }
        }
        around
    }

    /// Did somebody belong to a department, or to one below it?
    fn is_within(&self, person: &str, department: &str, at: i64) -> bool {
        self.around(person, at).contains(department)
    }

    /// When somebody belonged to a department or to one below it: spans that do not touch, in order.
    fn spans(&self, person: &str, department: &str) -> Vec<(i64, i64)> {
        let Some(course) = self.people.get(person) else { return vec![] };
        let mut moments = BTreeSet::new();
        let mut around: BTreeSet<&str> = BTreeSet::new();
        for (at, of) in course {
            moments.insert(*at);
            let Some(of) = of else { continue };
            moments.extend(bounds(of.valid));
            for (id, valid) in &of.departments {
                moments.extend(bounds(*valid));
                around.insert(id);
            }
        }
        // Whatever happened to a department in which they were, or to one that was around it.
        let mut open: Vec<&str> = around.iter().copied().collect();
        while let Some(id) = open.pop() {
            for (at, of) in self.departments.get(id).into_iter().flatten() {
                moments.insert(*at);
                let Some(of) = of else { continue };
                moments.extend(bounds(of.valid));
                open.extend(of.parent.as_deref().filter(|parent| around.insert(parent)));
            }
        }
        let mut spans: Vec<(i64, i64)> = vec![];
        let mut begun = None;
        for at in moments {
            match (begun, self.is_within(person, department, at)) {
                (None, true) => begun = Some(at),
                (Some(from), false) => {
                    spans.push((from, at));
                    begun = None;
                }
                _ => {}
            }
        }
        spans.extend(begun.map(|from| (from, i64::MAX)));
        spans
    }
}

fn put<T>(all: &mut BTreeMap<String, Course<T>>, id: &str, at: i64, of: Option<T>) {
    let course = all.entry(id.to_owned()).or_default();
    // A clock that was put back takes nothing back.
    let at = course.last().map_or(at, |(last, _)| at.max(*last));
    course.push((at, of));
}

fn then<T>(course: &Course<T>, at: i64) -> Option<&T> {
    let after = course.partition_point(|(from, _)| *from <= at);
    course.get(after.checked_sub(1)?)?.1.as_ref()
}

fn bounds(valid: Validity) -> impl Iterator<Item = i64> {
    [valid.from, valid.until].into_iter().flatten().map(|at| at.0)
}

/// Those who belonged to a department, each with when they did.
#[derive(Debug)]
pub(super) struct Staff(BTreeMap<u32, Vec<(i64, i64)>>);

impl Staff {
    /// Did somebody belong to it at a moment?
    pub(super) fn has(&self, person: u32, at: i64) -> bool {
        let spans = self.0.get(&person).into_iter().flatten();
        spans.into_iter().any(|(from, until)| (*from..*until).contains(&at))
    }
}

impl Ledger {
    /// The organisation changes.
    pub fn organised(&mut self, at: i64, changes: &[Change]) {
        for change in changes {
            self.belonging.change(at, change);
        }
    }

    /// Was there ever a department of this id?
    pub(super) fn knows_department(&self, id: &str) -> bool {
        self.belonging.departments.contains_key(id)
    }

    /// Those who ever belonged to a department or to one below it, as far as they have ever done something.
    pub(super) fn staff(&self, department: &str) -> Staff {
        let numbered = self.belonging.people.keys().filter_map(|name| Some((self.actors.find(name)?, name)));
        let spans = numbered.map(|(number, name)| (number, self.belonging.spans(name, department)));
        Staff(spans.filter(|(_, spans)| !spans.is_empty()).collect())
    }

    /// The main department of somebody at a moment.
    pub(super) fn department_of(&self, person: u32, at: i64) -> Option<&str> {
        self.belonging.of(self.actor(person)?, at).next()
    }

    /// The departments of somebody at a moment, and all that are around them.
    pub(super) fn departments_around(&self, person: u32, at: i64) -> BTreeSet<&str> {
        self.actor(person).map(|person| self.belonging.around(person, at)).unwrap_or_default()
    }

    /// Is it asked what one person did, or what so few did that it says what each of them did?
    pub fn is_of_persons(&self, ask: &Ask) -> bool {
        let belonged = |department: &str| {
            let is_there = |name: &&String| {
                let spans = self.belonging.spans(name, department);
                spans.into_iter().any(|(from, until)| from < ask.until && ask.from < until)
            };
            self.belonging.people.keys().filter(is_there).take(PERSONS_MIN as usize).count() as u64
        };
        let departments = [&ask.department, &ask.initiator_department].into_iter().flatten();
        ask.is_of_person()
            || departments.filter(|id| self.knows_department(id)).any(|department| belonged(department) < PERSONS_MIN)
            || ask.without.as_ref().is_some_and(|without| self.is_of_persons(without))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use weir_core::organisation::Membership;

    fn department(id: &str, parent: Option<&str>) -> Change {
        let parent = parent.map(str::to_owned);
        Change::Put(Entry::Department(Department { id: id.into(), name: id.into(), parent, ..Department::default() }))
    }

    fn person(id: &str, of: &[(&str, Option<i64>)]) -> Change {
        let membership = |(id, until): &(&str, Option<i64>)| Membership {
            kind: UnitKind::Department,
            id: (*id).to_owned(),
            valid: Validity { from: None, until: until.map(Timestamp) },
        };
        let memberships = of.iter().map(membership).collect();
        Change::Put(Entry::Person(Person { id: id.into(), name: id.into(), memberships, ..Person::default() }))
    }

    #[test]
    fn somebody_belongs_where_they_were_then_and_to_what_is_around_it() {
        let mut all = Belonging::default();
        for change in [department("firm", None), department("sales", Some("firm")), department("law", None)] {
            all.change(10, &change);
        }
        all.change(20, &person("ann", &[("sales", Some(50)), ("law", None)]));
        // She moves; later sales is part of nothing any more, and she is back in it.
        all.change(100, &person("ann", &[("law", None)]));
        all.change(200, &department("sales", None));
        all.change(300, &person("ann", &[("sales", None)]));
        all.change(400, &Change::Remove { kind: EntryKind::Person, id: "ann".into() });
        let of = |at| all.of("ann", at).collect::<Vec<_>>();
        assert_eq!((of(19), of(20), of(50), of(300)), (vec![], vec!["sales", "law"], vec!["law"], vec!["sales"]));
        assert_eq!(all.spans("ann", "sales"), [(20, 50), (300, 400)]);
        assert_eq!(all.spans("ann", "firm"), [(20, 50)], "sales was in the firm until 200");
        assert_eq!(all.spans("ann", "law"), [(20, 300)]);
        let around = |at| all.around("ann", at).into_iter().collect::<Vec<_>>();
        assert_eq!((around(20), around(50), around(300)), (vec!["firm", "law", "sales"], vec!["law"], vec!["sales"]));
        assert_eq!((all.spans("bob", "law"), all.spans("ann", "none")), (vec![], vec![]));
        // A department that goes takes nobody with it.
        all.change(250, &Change::Remove { kind: EntryKind::Department, id: "law".into() });
        assert_eq!(all.spans("ann", "law"), [(20, 250)]);
    }
}
