//! The indices of execution efficiency, management quality and tiered management, from what the ledger knows. A component
//! that it cannot know is said to be unavailable, with the reason; nothing stands in for it.
use super::Ledger;
use super::ask::{Ask, AskError};
use super::finding::{ComponentAnswer, IndexAnswer};
use super::measured::{Measure, Standing, Unit};
use crate::watch::index::{Index, Measured, index};

/// On how many cases a component rests at least.
pub const COMPONENT_MIN: u64 = 20;

/// Floor, at which the score is 0, and target, at which it is 1, where no rule says others.
const LINES: [(&str, f64, f64); 7] = [
    ("on-time-rate", 0.5, 0.95),
    ("flow-time-efficiency", 0.0, 0.5),
    ("throughput-balance", 0.5, 1.0),
    ("automation-rate", 0.0, 0.8),
    ("first-pass-yield", 0.5, 0.95),
    ("return-and-reject-rate", 0.3, 0.02),
    ("incident-and-intervention-rate", 0.2, 0.0),
];

impl Ledger {
    /// The three indices of the cases of a question.
    pub fn indices(&self, ask: &Ask) -> Result<Vec<IndexAnswer>, AskError> {
        let summary = self.summary(ask)?;
        let balance = match (summary.ended.value, summary.started.value) {
            (Some(ended), Some(started)) if started > 0.0 => {
                Measure::ratio((ended.min(started)) as i64, started as i64, summary.started.n)
            }
            _ => Measure::unavailable(Unit::Share),
        };
        let touched = self.touched(ask);
        let measured = |code: &str| match code {
            "on-time-rate" => Ok(summary.on_time),
            "flow-time-efficiency" => Ok(summary.efficiency),
            "throughput-balance" => Ok(balance),
            "automation-rate" => Ok(summary.automation),
            "first-pass-yield" => Ok(summary.first_pass),
            "return-and-reject-rate" => Ok(summary.sent_back),
            "incident-and-intervention-rate" => Ok(touched),
            "normalised-cycle-time" | "alert-handling" => Err("needs-indicator-rules"),
            "rule-conformance" | "segregation-of-duties" => Err("needs-audit-rules"),
            "data-completeness" => Err("needs-required-fields"),
            "version-quality" => Err("needs-releases"),
            _ => Err("needs-landscape"),
        };
        let one = |of: Index| {
            let mut used: Vec<Measured> = vec![];
            let components: Vec<ComponentAnswer> = of
                .components()
                .iter()
                .map(|definition| {
                    let (_, floor, target) =
                        LINES.into_iter().find(|(code, ..)| *code == definition.code).unwrap_or(("", 0.0, 1.0));
                    let (value, why) = match measured(definition.code) {
                        Ok(value) => (value, None),
                        Err(why) => (Measure::unavailable(Unit::Share), Some(why)),
                    };
                    let n = if value.state == Standing::Measured { value.n } else { 0 };
                    let weight = definition.weight;
                    used.push(Measured { value: value.value.unwrap_or(f64::NAN), floor, target, weight, n });
                    let (code, floor, target) = (definition.code, Some(floor), Some(target));
                    let lines = if why.is_some() { (None, None) } else { (floor, target) };
                    ComponentAnswer { code, weight, value, floor: lines.0, target: lines.1, score: None, why }
                })
                .collect();
            let scored = index(&used, COMPONENT_MIN);
            let told = components.into_iter().zip(&scored.scores);
            IndexAnswer {
                index: name(of),
                value: scored.index,
                least: COMPONENT_MIN,
                weakest: scored.weakest.map(|at| of.components()[at].code),
                components: told.map(|(component, score)| ComponentAnswer { score: *score, ..component }).collect(),
            }
        };
        Ok([Index::TieredManagement, Index::Execution, Index::Quality].into_iter().map(one).collect())
    }

    /// Cases that were stuck or in which somebody stepped in.
    fn touched(&self, ask: &Ask) -> Measure {
        if !self.holds(ask) {
            return Measure::unavailable(Unit::Share);
        }
        let cases = self.cases(ask, self.extent());
        let touched = |number: &&u32| self.case(**number).is_some_and(|case| case.incidents + case.interventions > 0);
        Measure::share(cases.iter().filter(touched).count() as u64, cases.len() as u64)
    }
}

fn name(index: Index) -> &'static str {
    match index {
        Index::TieredManagement => "tieredManagement",
        Index::Execution => "execution",
        Index::Quality => "quality",
    }
}
