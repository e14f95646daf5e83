//! The rules, and what each asks at the least.
use super::suggestion::{Effects, Sign};
use serde::{Deserialize, Serialize};

/// A rule that finds suggestions; the practice of redesign it comes from is in its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rule {
    /// Steps side by side (parallelism).
    R1,
    /// A decision that is always the same is taken away (task elimination, empower, triage).
    R2,
    /// Checks that stop most for the least work come first (knock-out).
    R3,
    /// What leads to returns is asked earlier (control relocation, resequencing).
    R4,
    /// Work and people in balance (flexible assignment, extra resources, specialist-generalist).
    R5,
    /// Smaller batches (order-based work).
    R6,
    /// Due dates and reminders.
    R7,
    /// Steps of one role become one (task composition, case manager).
    R8,
    /// One person for both (case assignment).
    R9,
    /// Cases of two kinds apart (triage, order types).
    R10,
    /// A branch that nobody takes.
    R11,
    /// Roles that may more than they use, and people who may do both of what two should.
    R12,
    /// A decision that follows from what goes in (task automation).
    R13,
    /// A field is checked where it is entered (control addition).
    R14,
    /// Fewer round trips to a partner (contact reduction, buffering).
    R15,
    /// A rare way that costs most of the calm (exception).
    R16,
}

/// All rules, in order.
pub const RULES: [Rule; 16] = [
    Rule::R1,
    Rule::R2,
    Rule::R3,
    Rule::R4,
    Rule::R5,
    Rule::R6,
    Rule::R7,
    Rule::R8,
    Rule::R9,
    Rule::R10,
    Rule::R11,
    Rule::R12,
    Rule::R13,
    Rule::R14,
    Rule::R15,
    Rule::R16,
];

impl Rule {
    /// Stable: clients and translations depend on it.
    pub fn code(self) -> &'static str {
        match self {
            Rule::R1 => "parallelise",
            Rule::R2 => "eliminate",
            Rule::R3 => "knock-out",
            Rule::R4 => "relocate-control",
            Rule::R5 => "balance-resources",
            Rule::R6 => "change-batch",
            Rule::R7 => "set-due-date",
            Rule::R8 => "merge-handover",
            Rule::R9 => "same-person",
            Rule::R10 => "triage",
            Rule::R11 => "unused-branch",
            Rule::R12 => "narrow-role",
            Rule::R13 => "automate",
            Rule::R14 => "add-control",
            Rule::R15 => "combine-contacts",
            Rule::R16 => "isolate-exception",
        }
    }

    /// The least number of what the rule counts; below it nothing is ever said. R5 and R12 count days.
    pub fn n_min(self) -> u64 {
        match self {
            Rule::R1 | Rule::R15 => 50,
            Rule::R2 => 299,
            Rule::R3 | Rule::R8 | Rule::R9 | Rule::R14 => 100,
            Rule::R4 | Rule::R6 => 30,
            Rule::R5 => 28,
            Rule::R7 => 200,
            Rule::R10 | Rule::R11 | Rule::R16 => 300,
            Rule::R12 => 180,
            Rule::R13 => 500,
        }
    }

    /// Where it helps and where it costs, before anything was simulated (Reijers and Liman Mansar, Omega 33, 2005).
    pub fn effects(self) -> Effects {
        use Sign::{Better, Same, Worse};
        let (time, cost, quality, flexibility) = match self {
            Rule::R1 => (Better, Worse, Same, Worse),
            Rule::R2 => (Better, Better, Worse, Same),
            Rule::R3 => (Same, Better, Same, Same),
            Rule::R4 | Rule::R15 => (Better, Better, Better, Same),
            Rule::R5 | Rule::R6 => (Better, Worse, Same, Better),
            Rule::R7 => (Better, Same, Better, Same),
            Rule::R8 | Rule::R9 | Rule::R10 | Rule::R13 => (Better, Better, Better, Worse),
            Rule::R11 => (Same, Better, Same, Worse),
            Rule::R12 => (Same, Same, Better, Worse),
            Rule::R14 => (Better, Worse, Better, Worse),
            Rule::R16 => (Better, Worse, Better, Same),
        };
        Effects { time, cost, quality, flexibility }
    }
}

/// Practices that no history can judge: they are a list to talk through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Practice {
    /// Stable: translations name it.
    pub code: &'static str,
    /// Where it helps and where it costs.
    pub effects: Effects,
}

/// The seven practices that need a person.
pub const CHECKLIST: [Practice; 7] = {
    use Sign::{Better, Same, Worse};
    const fn practice(code: &'static str, time: Sign, cost: Sign, quality: Sign, flexibility: Sign) -> Practice {
        Practice { code, effects: Effects { time, cost, quality, flexibility } }
    }
    [
        practice("integration", Better, Better, Same, Worse),
        practice("split-responsibilities", Better, Same, Better, Worse),
        practice("customer-teams", Better, Same, Better, Worse),
        practice("integral-technology", Better, Worse, Better, Same),
        practice("trusted-party", Better, Better, Same, Worse),
        practice("outsourcing", Same, Better, Worse, Worse),
        practice("interfacing", Better, Same, Better, Same),
    ]
};
