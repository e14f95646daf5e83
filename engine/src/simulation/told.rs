//! What came of a simulation, as it is kept and shown. Figures of single people are for nobody: teams are told.
use crate::api::{GateTold, LiveCase, TeamTold, Versions};
use crate::paging::to_hex;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use weir_simulation::what_if::{Team, teams};
use weir_simulation::{Learned, Live, Measured, Scenario, Verdict};

/// So many of the cases that were running are told, those that are the least likely to end in time first.
const LIVE_TOLD_MAX: usize = 200;

/// Everything that there is to tell.
pub struct Told<'a> {
    /// What was learned.
    pub learned: &'a Learned,
    /// What the gate says.
    pub gate: &'a GateTold,
    /// What it rests on.
    pub versions: &'a Versions,
    /// The scenarios, things as they are first.
    pub scenarios: &'a [&'a Scenario],
    /// Their replications.
    pub measured: &'a [Vec<Measured>],
    /// The instances that it began with.
    pub live: &'a [Live],
    /// How many were left out.
    pub left_out: u64,
}

impl Told<'_> {
    /// As JSON, with its SHA-256 in hexadecimal.
    pub fn json(&self, mut verdict: Verdict) -> (String, String) {
        verdict.baseline.people.clear();
        verdict.variants.iter_mut().for_each(|one| one.outcome.people.clear());
        let live = (!self.live.is_empty())
            .then(|| json!({"instances": self.live.len(), "leftOut": self.left_out, "cases": self.live_cases()}));
        let told = json!({
            "verdict": verdict,
            "gate": self.gate,
            "learned": learned(self.learned),
            "teams": self.teams(),
            "versions": self.versions,
            "live": live,
        });
        let text = told.to_string();
        let digest = to_hex(&Sha256::digest(text.as_bytes()));
        (text, digest)
    }

    /// The teams of all scenarios, each with how busy it is in each.
    fn teams(&self) -> Vec<TeamTold> {
        let mut told: Vec<TeamTold> = vec![];
        for (number, scenario) in self.scenarios.iter().enumerate() {
            for team in teams(scenario) {
                let place = told.iter().position(|known| known.id == team.id).unwrap_or_else(|| {
                    told.push(TeamTold { busy: vec![None; self.scenarios.len()], ..plain(&team, scenario) });
                    told.len() - 1
                });
                told[place].busy[number] = busy(&team, scenario, &self.measured[number]);
            }
        }
        told
    }

    fn live_cases(&self) -> Vec<LiveCase> {
        let of = |(number, live): (usize, &Live)| {
            let ends = |own: &Vec<Measured>| -> Vec<Option<i64>> {
                own.iter().filter_map(|one| one.live.get(number).copied()).collect()
            };
            let all: Vec<Vec<Option<i64>>> = self.measured.iter().map(ends).collect();
            let share = |ends: &Vec<Option<i64>>| {
                ends.iter().filter(|end| end.is_some()).count() as f64 / ends.len().max(1) as f64
            };
            let end = |ends: &Vec<Option<i64>>| {
                let whole: Option<Vec<i64>> = ends.iter().copied().collect();
                whole.filter(|w| !w.is_empty()).map(|w| w.iter().sum::<i64>() as f64 / w.len() as f64)
            };
            let instance = live.instance.header.id;
            LiveCase { instance, ended: all.iter().map(share).collect(), end: all.iter().map(end).collect() }
        };
        let mut cases: Vec<LiveCase> = self.live.iter().enumerate().map(of).collect();
        let first = |case: &LiveCase| case.ended.first().copied().unwrap_or(0.0);
        cases.sort_by(|a, b| first(a).total_cmp(&first(b)).then_with(|| a.instance.cmp(&b.instance)));
        cases.truncate(LIVE_TOLD_MAX);
        cases
    }
}

/// How many people it has: those who are alike count each.
fn size(team: &Team, scenario: &Scenario) -> usize {
    let of = scenario.resources.iter().filter(|person| team.people.contains(&person.id));
    of.map(|person| person.count.unwrap_or(1) as usize).sum()
}

fn plain(team: &Team, scenario: &Scenario) -> TeamTold {
    TeamTold {
        id: team.id.clone(),
        people: size(team, scenario),
        steps: team.steps.clone(),
        calendars: team.calendars.clone(),
        cost_per_hour: team.cost_per_hour,
        busy: vec![],
    }
}

/// Time at work over time on duty, of all of them and all replications together.
fn busy(team: &Team, scenario: &Scenario, measured: &[Measured]) -> Option<f64> {
    let mut ids = vec![];
    for person in scenario.resources.iter().filter(|person| team.people.contains(&person.id)) {
        match person.count.unwrap_or(1) {
            1 => ids.push(person.id.clone()),
            more => ids.extend((1..=more).map(|number| format!("{}#{number}", person.id))),
        }
    }
    let (mut busy, mut there) = (0.0, 0.0);
    for one in measured.iter().flat_map(|one| ids.iter().filter_map(|id| one.people.get(id))) {
        (busy, there) = (busy + one.busy, there + one.available);
    }
    (there > 0.0).then(|| busy / there)
}

/// What was learned, with the size of teams in place of their people.
pub fn learned(learned: &Learned) -> Value {
    let mut told = json!(learned);
    for team in told["teams"].as_array_mut().into_iter().flatten() {
        let people = team["people"].as_array().map_or(0, Vec::len);
        team["people"] = json!(people);
    }
    told
}
