//! What became of the cases of a suite.
use serde::Serialize;
use std::collections::BTreeMap;

/// What became of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The whole expected outcome fits.
    Passed,
    /// It does not; the difference.
    Failed(String),
    /// The model was refused for what is not executed yet: the codes.
    Unsupported(Vec<String>),
    /// The case itself is in doubt; whether it fits, and how not.
    Doubtful(String),
}

/// One case and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Stable: the ratchet keeps it.
    pub id: String,
    /// What it tests.
    pub construct: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// A suite that was run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The suite.
    pub suite: String,
    /// Its cases.
    pub cases: Vec<Case>,
    /// Figures beside passed and failed, with what they count.
    pub figures: Vec<(String, usize)>,
    /// The same cases, judged more strictly: each of these has a ratchet of its own.
    pub stricter: Vec<Run>,
}

/// A run as a line of the report for machines.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    suite: String,
    passed: usize,
    failed: usize,
    unsupported: usize,
    doubtful: usize,
    failing: Vec<String>,
    unsupported_ids: Vec<String>,
    figures: BTreeMap<String, usize>,
}

/// Passed, failed, unsupported, doubtful.
pub type Counts = [usize; 4];

impl Outcome {
    /// Passed, or failed with the differences.
    pub fn of(differences: &[String]) -> Outcome {
        if differences.is_empty() { Outcome::Passed } else { Outcome::Failed(differences.join("; ")) }
    }

    /// The outcome of a case in doubt: it does not count against the engine.
    #[must_use]
    pub fn doubted(self, why: &str) -> Outcome {
        match self {
            Outcome::Passed => Outcome::Doubtful(format!("fits; {why}")),
            Outcome::Failed(difference) => Outcome::Doubtful(format!("does not fit: {difference}; {why}")),
            other => other,
        }
    }

    fn column(&self) -> usize {
        match self {
            Outcome::Passed => 0,
            Outcome::Failed(_) => 1,
            Outcome::Unsupported(_) => 2,
            Outcome::Doubtful(_) => 3,
        }
    }
}

impl Run {
    /// The ids of the cases with an outcome, sorted.
    pub fn ids(&self, wanted: impl Fn(&Outcome) -> bool) -> Vec<String> {
        let mut ids: Vec<String> = self.cases.iter().filter(|c| wanted(&c.outcome)).map(|c| c.id.clone()).collect();
        ids.sort();
        ids
    }

    /// The ids of the cases that passed, sorted.
    pub fn passed(&self) -> Vec<String> {
        self.ids(|o| *o == Outcome::Passed)
    }

    /// How the cases are distributed: all together, then by construct.
    pub fn counts(&self) -> (Counts, BTreeMap<String, Counts>) {
        let (mut all, mut by) = (Counts::default(), BTreeMap::<String, Counts>::new());
        for case in &self.cases {
            all[case.outcome.column()] += 1;
            by.entry(case.construct.clone()).or_default()[case.outcome.column()] += 1;
        }
        (all, by)
    }

    /// For machines.
    pub fn summary(&self) -> Summary {
        let ([passed, failed, unsupported, doubtful], _) = self.counts();
        Summary {
            suite: self.suite.clone(),
            passed,
            failed,
            unsupported,
            doubtful,
            failing: self.ids(|o| matches!(o, Outcome::Failed(_))),
            unsupported_ids: self.ids(|o| matches!(o, Outcome::Unsupported(_))),
            figures: self.figures.iter().cloned().collect(),
        }
    }
}
