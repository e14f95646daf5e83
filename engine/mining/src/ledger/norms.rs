//! Instances held against the rules that the owner of their process has declared: whom each rule concerned, and who broke it.
use super::ask::{Ask, AskError};
use super::evidence::EvidenceKind;
use super::index_parts::{Days, Found};
use super::measured::Measure;
use super::row::{CaseRow, NO_ROW};
use super::{Ledger, Nature};
use crate::aggregate::{Place, PlaceId};
use crate::log::{NO_NAME, Outcome};
use crate::measure::rules::{Done, Rule};
use crate::watch::norm_rules::{Norm, NormRule};
use serde::Serialize;

/// What became of the rules of a process.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptRules {
    /// Ended instances of which everything is held, so that it can be said.
    pub n: u64,
    /// Ended instances that began so long ago that not all of them is held: nothing is said of them.
    pub left_out: u64,
    /// The share of instances that broke no rule.
    pub keeping: Measure,
    /// The share that broke no rule and in which nobody stepped in: the component of management quality.
    pub conforming: Measure,
    /// The rules, in their order.
    pub rules: Vec<KeptRule>,
    /// The ended instances.
    pub evidence: String,
}

/// What became of one of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptRule {
    /// It.
    pub rule: NormRule,
    /// In how many instances it had something to say.
    pub concerned: u64,
    /// How many of these broke it.
    pub broken: u64,
    /// The share of these that kept it.
    pub kept: Measure,
    /// Those that broke it.
    pub evidence: String,
}

/// A rule, with its activities as they are in all versions.
pub(super) struct Held {
    rule: Rule,
    places: Vec<(PlaceId, u32)>,
}

impl Held {
    pub fn of(ledger: &Ledger, process: &str, norm: &Norm) -> Self {
        let every = Ask::of(process, 0, 1);
        let mut places = vec![];
        for (number, activity) in (0..).zip(norm.activities()) {
            let of = ledger.places_of(&every, &Place::Node(activity.to_owned()));
            places.extend(of.into_iter().map(|place| (place, number)));
        }
        Held { rule: norm.rule(), places }
    }

    /// Does an ended case keep it? None where it does not concern the case, or not all of the case is held.
    pub fn keeps(&self, ledger: &Ledger, case: &CaseRow) -> Option<bool> {
        if !ledger.is_whole(case) {
            return None;
        }
        let mut done = vec![];
        for number in ledger.rows_of(case) {
            let Some(row) = ledger.row(number).filter(|row| row.outcome == Outcome::Completed) else { continue };
            let Some((_, activity)) = self.places.iter().find(|(place, _)| *place == row.place) else { continue };
            done.push(Done {
                activity: *activity,
                people: ledger.doers(number, row),
                ended: row.ended,
                beside: row.beside,
            });
        }
        self.rule.holds(&done)
    }
}

impl Days<'_> {
    /// Cases that broke no rule and in which nobody stepped in.
    pub(super) fn conforming(&self, ledger: &Ledger, ask: &Ask, rules: &[NormRule]) -> Result<Found, &'static str> {
        let held = held(ledger, ask, rules);
        if !held.is_empty() && !self.all(|case| ledger.is_whole(case)) {
            return Err("held-as-sums");
        }
        let keeps = |case: &CaseRow| held.iter().all(|rule| rule.keeps(ledger, case) != Some(false));
        self.share(|case| (u64::from(case.interventions == 0 && keeps(case)), 1))
    }
}

fn held(ledger: &Ledger, ask: &Ask, rules: &[NormRule]) -> Vec<Held> {
    rules.iter().map(|rule| Held::of(ledger, &ask.process, &rule.norm)).collect()
}

impl Ledger {
    /// Is all of a case held, from its first row on?
    pub(super) fn is_whole(&self, case: &CaseRow) -> bool {
        let first = self.rows_of(case).first().and_then(|number| self.row(*number)).map(|row| row.previous);
        first.is_none_or(|previous| previous == NO_ROW) && (first.is_some() || case.last_row == NO_ROW)
    }

    /// The people who did a row; programs stand for nobody, and neither does the engine. Who only had it when it was ended from
    /// outside did nothing, and of an approval those did it who gave an opinion, or sent it back.
    pub(super) fn doers(&self, number: u32, row: &super::Row) -> Vec<u32> {
        if self.nature(row.place) != Nature::Human {
            return vec![];
        }
        let engine = self.actors.find(super::duty::ENGINE);
        let voters = self.voters.get(&number);
        let is_decided = row.decision != NO_NAME;
        let acted = match voters {
            Some(_) => is_decided && self.decisions.name(row.decision) == "return",
            None => is_decided || row.outcome == Outcome::Completed,
        };
        let actor = Some(row.actor).filter(|actor| acted && *actor != NO_NAME && Some(*actor) != engine);
        voters.into_iter().flatten().copied().chain(actor).collect()
    }

    /// The ended cases of a question held against rules.
    pub fn kept_rules(&self, ask: &Ask, rules: &[NormRule]) -> Result<KeptRules, AskError> {
        self.expect_held(ask)?;
        // Each rule is asked about by itself.
        let ask = &Ask { breaks: None, ..ask.clone() };
        let numbers = self.cases(ask, self.extent());
        let all: Vec<&CaseRow> = numbers.iter().filter_map(|number| self.case(*number)).collect();
        let cases: Vec<&CaseRow> = all.iter().copied().filter(|case| self.is_whole(case)).collect();
        let mut breaks = vec![false; cases.len()];
        let mut told = vec![];
        for (rule, held) in rules.iter().zip(held(self, ask, rules)) {
            let (mut concerned, mut broken) = (0, 0);
            for (case, breaks) in cases.iter().zip(&mut breaks) {
                let kept = held.keeps(self, case);
                concerned += u64::from(kept.is_some());
                broken += u64::from(kept == Some(false));
                *breaks |= kept == Some(false);
            }
            told.push(KeptRule {
                rule: rule.clone(),
                concerned,
                broken,
                kept: Measure::share(concerned - broken, concerned),
                evidence: self.handle(EvidenceKind::Cases, &Ask { breaks: Some(rule.norm.clone()), ..ask.clone() }),
            });
        }
        let n = cases.len() as u64;
        let keep = || cases.iter().zip(&breaks).filter(|(_, breaks)| !**breaks).map(|(case, _)| case);
        Ok(KeptRules {
            n,
            left_out: all.len() as u64 - n,
            keeping: Measure::share(keep().count() as u64, n),
            conforming: Measure::share(keep().filter(|case| case.interventions == 0).count() as u64, n),
            rules: told,
            evidence: self.handle(EvidenceKind::Cases, ask),
        })
    }
}
