//! How much of what roles and people may do in processes they do not do (role breadth).
use super::Engine;
use crate::api::{Analysed, Breadth, RoleBreadth, UnusedStep};
use crate::projection::Release;
use crate::shell::Shell;
use crate::suggest::{groups, members, people, steps_of};
use crate::{BREADTH_MAX, Error};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use weir_core::organisation::Organisation;
use weir_core::{Process, Timestamp};
use weir_mining::aggregate::DAY_MS;
use weir_mining::measure::resource::breadth;

/// How long what may be done must not have been done, ms.
const UNUSED_MS: i64 = 180 * DAY_MS;
/// How many of the steps that were not done are told for each.
const UNUSED_MAX: usize = 100;

/// A step of a process.
type Step = (String, String);

/// Who did each step.
type Done = BTreeMap<Step, BTreeSet<String>>;

/// What somebody may do.
#[derive(Debug, Default)]
struct Granted {
    /// What they might do all the time.
    lasting: BTreeSet<Step>,
    /// What they may do besides.
    recent: BTreeSet<Step>,
    /// What of it they did.
    used: BTreeSet<Step>,
    /// Who has the role, and had it all the time.
    members: BTreeSet<String>,
}

/// What steps and processes are called.
#[derive(Debug, Default)]
struct Called {
    processes: BTreeMap<String, String>,
    steps: BTreeMap<Step, String>,
}

impl Engine {
    /// How much of what each role and each person may do in processes nobody of them, or they, did in the last 180 days. What
    /// they may do only since less long is told, and not held against them.
    pub async fn role_breadth(&self) -> Result<Analysed<RoleBreadth>, Error> {
        let until = self.shell().now();
        let since = Timestamp(until.0.saturating_sub(UNUSED_MS));
        let own = |done: BTreeSet<(&str, &str, &str)>| {
            let mut by_step = Done::new();
            for (process, step, person) in done {
                by_step.entry((process.to_owned(), step.to_owned())).or_default().insert(person.to_owned());
            }
            by_step
        };
        let done = move |ledger: &weir_mining::ledger::Ledger| Ok(ledger.done_by((since.0, i64::MAX)).map(own));
        let (as_of, done) = self.read_ledger(vec![(since.0, i64::MAX)], done).await?;
        let shell = self.shell().clone();
        let told = tokio::task::spawn_blocking(move || told(&shell, (since, until), done));
        let answer = told.await.map_err(|panic| Error::Stopped { reason: panic.to_string() })?;
        Ok(Analysed { as_of, from: since, until, answer })
    }
}

fn told(shell: &Shell, (since, until): (Timestamp, Timestamp), done: Option<Done>) -> RoleBreadth {
    let (is_known, done) = (done.is_some(), done.unwrap_or_default());
    let (mut roles, mut persons) = (BTreeMap::<String, Granted>::new(), BTreeMap::<String, Granted>::new());
    let mut called = Called::default();
    let mut of_tenant: BTreeMap<Option<String>, Vec<Arc<Release>>> = BTreeMap::new();
    for release in shell.catalogue.all_latest() {
        of_tenant.entry(release.definition.tenant.clone()).or_default().push(release);
    }
    for (tenant, releases) in of_tenant {
        let staff = shell.staff(tenant.as_deref());
        let here = staff.workplace();
        // Of each role of this tenant: what it may do, and who has it.
        let mut granted: BTreeMap<String, Granted> = BTreeMap::new();
        for release in releases {
            let Ok(process) = shell.catalogue.process(&release.definition.id) else { continue };
            let before = in_use(shell, &release, since);
            called.note(&release, &process);
            let of_groups = [&*process].into_iter().chain(before.as_deref()).map(|process| steps_of(process, groups));
            grant(&mut granted, &release.definition.process, of_groups.collect());
            let of_people = [&*process].into_iter().chain(before.as_deref()).map(|process| steps_of(process, people));
            grant(&mut persons, &release.definition.process, of_people.collect());
        }
        for (role, of) in granted {
            let (now, then) = (members(here, &role, until), members(here, &role, since));
            for person in &now {
                let theirs = persons.entry(person.clone()).or_default();
                let lasting = if then.contains(person) { &mut theirs.lasting } else { &mut theirs.recent };
                lasting.extend(of.lasting.iter().cloned());
                theirs.recent.extend(of.recent.iter().cloned());
            }
            let all = roles.entry(role).or_default();
            let is_used = |step: &&Step| done.get(*step).is_some_and(|people| !people.is_disjoint(&now));
            all.used.extend(of.lasting.iter().filter(is_used).cloned());
            all.members.extend(now.intersection(&then).cloned());
            all.lasting.extend(of.lasting);
            all.recent.extend(of.recent);
        }
    }
    for (step, people) in &done {
        for person in people {
            if let Some(theirs) = persons.get_mut(person) {
                theirs.used.insert(step.clone());
            }
        }
    }
    let organisation = shell.organisation.now();
    let (mut roles, of_roles) = listed(roles, &called, is_known, |id| unit(&organisation, id));
    for role in &mut roles {
        role.members = Some(of_roles[&role.id]);
    }
    let (people, _) = listed(persons, &called, is_known, |id| Some(organisation.people.get(id)?.name.clone()));
    let mut answer = RoleBreadth { missing: (!is_known).then_some("held-as-sums"), roles, people, left_out: 0 };
    for list in [&mut answer.roles, &mut answer.people] {
        answer.left_out += list.len().saturating_sub(BREADTH_MAX) as u64;
        list.truncate(BREADTH_MAX);
    }
    answer
}

/// What these may do in a process as it is now, and might as it was when the window began, if it was there.
fn grant(all: &mut BTreeMap<String, Granted>, process: &str, of: Vec<BTreeMap<String, BTreeSet<String>>>) {
    let mut of = of.into_iter();
    let (now, before) = (of.next().unwrap_or_default(), of.next().unwrap_or_default());
    for (id, steps) in now {
        let theirs = all.entry(id.clone()).or_default();
        for step in steps {
            let lasts = before.get(&id).is_some_and(|steps| steps.contains(&step));
            let of = if lasts { &mut theirs.lasting } else { &mut theirs.recent };
            of.insert((process.to_owned(), step));
        }
    }
}

/// The version that was in use at a moment.
fn in_use(shell: &Shell, latest: &Release, at: Timestamp) -> Option<Arc<Process>> {
    let mut versions = shell.catalogue.versions(&latest.definition.process).into_iter();
    let release = versions.find(|release| release.definition.deployed <= at)?;
    shell.catalogue.process(&release.definition.id).ok()
}

/// Those that use least first; with how many people each of them has.
fn listed(
    all: BTreeMap<String, Granted>,
    called: &Called,
    is_known: bool,
    name: impl Fn(&str) -> Option<String>,
) -> (Vec<Breadth>, BTreeMap<String, u64>) {
    let mut counts = BTreeMap::new();
    let mut list: Vec<Breadth> = vec![];
    for (id, mut of) in all {
        of.recent.retain(|step| !of.lasting.contains(step));
        counts.insert(id.clone(), of.members.len() as u64);
        let unused = of.lasting.difference(&of.used).take(if is_known { UNUSED_MAX } else { 0 });
        list.push(Breadth {
            name: name(&id),
            id,
            members: None,
            granted: of.lasting.len() as u64,
            recent: of.recent.len() as u64,
            used: is_known.then(|| of.lasting.intersection(&of.used).count() as u64),
            breadth: breadth(&of.lasting, &of.used).filter(|_| is_known),
            unused: unused.map(|step| called.unused(step)).collect(),
        });
    }
    list.sort_by(|a, b| {
        let share = |of: &Breadth| of.breadth.unwrap_or(-1.0);
        share(b).total_cmp(&share(a)).then(b.granted.cmp(&a.granted)).then(a.id.cmp(&b.id))
    });
    (list, counts)
}

impl Called {
    fn note(&mut self, release: &Release, process: &Process) {
        let id = &release.definition.process;
        self.processes.extend(release.definition.name.clone().map(|name| (id.clone(), name)));
        let named =
            process.graph.node_weights().filter_map(|of| Some(((id.clone(), of.id.to_string()), of.name.clone()?)));
        self.steps.extend(named);
    }

    fn unused(&self, step: &Step) -> UnusedStep {
        let (process, id) = step.clone();
        let process_name = self.processes.get(&process).cloned();
        UnusedStep { process_name, name: self.steps.get(step).cloned(), process, step: id }
    }
}

/// What a role, a post, a group or a department is called.
fn unit(organisation: &Organisation, id: &str) -> Option<String> {
    let units = [&organisation.groups, &organisation.roles, &organisation.posts];
    let of = units.into_iter().find_map(|units| units.get(id)).map(|unit| unit.name.clone());
    of.or_else(|| organisation.departments.get(id).map(|department| department.name.clone()))
}
