//! Rules that every instance of a process is held against, as its owner declares them: what must happen, what must not, in what
//! order, within what time, by whom.
use crate::measure::rules::Rule;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use weir_core::library::Words;

/// How many rules a process has at most.
pub const NORM_RULES_MAX: usize = 100;
/// The greatest number of times that a rule can speak of.
pub const TIMES_MAX: u32 = 1_000;
/// The longest time that an answer may be given, hours: ten years.
pub const WITHIN_HOURS_MAX: u32 = 87_840;
/// The id of a rule or of an element, or a name in one language, in bytes.
const NAME_BYTES_MAX: usize = 200;
/// An hour, ms.
const HOUR_MS: i64 = 3_600_000;

/// What a rule asks for. Activities are named by their ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Norm {
    /// It is done at least so often.
    Existence {
        /// The activity.
        activity: String,
        /// How often at least.
        times: u32,
    },
    /// It is done fewer times than this.
    Absence {
        /// The activity.
        activity: String,
        /// How often is too often.
        times: u32,
    },
    /// After each of the one comes the other, within a time where one is said.
    Response {
        /// The activity that asks.
        first: String,
        /// The activity that answers.
        then: String,
        /// Within so many hours from the end of the one to the end of the other; none: whenever.
        #[serde(default)]
        within_hours: Option<u32>,
    },
    /// The one was done before the other is.
    Precedence {
        /// What must come first.
        first: String,
        /// What may come then.
        then: String,
    },
    /// No instance has both.
    NotCoexistence {
        /// One.
        one: String,
        /// The other.
        other: String,
    },
    /// Whoever does one does the other.
    SamePerson {
        /// One.
        one: String,
        /// The other.
        other: String,
    },
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NormRule {
    /// Its id within the process.
    pub id: String,
    /// What people call it.
    pub name: Words,
    /// What it asks for.
    pub norm: Norm,
}

impl Norm {
    /// The activities that it names.
    pub fn activities(&self) -> Vec<&str> {
        match self {
            Norm::Existence { activity, .. } | Norm::Absence { activity, .. } => vec![activity],
            Norm::Response { first, then, .. } | Norm::Precedence { first, then } => vec![first, then],
            Norm::NotCoexistence { one, other } | Norm::SamePerson { one, other } => vec![one, other],
        }
    }

    /// The same with activities by their place in [`activities`](Self::activities).
    pub fn rule(&self) -> Rule {
        let (a, b) = (0, 1);
        match self {
            Norm::Existence { times, .. } => Rule::Existence { a, times: *times as usize },
            Norm::Absence { times, .. } => Rule::Absence { a, times: *times as usize },
            Norm::Response { within_hours, .. } => {
                Rule::Response { a, b, within: within_hours.map(|hours| i64::from(hours) * HOUR_MS) }
            }
            Norm::Precedence { .. } => Rule::Precedence { a, b },
            Norm::NotCoexistence { .. } => Rule::NotCoexistence { a, b },
            Norm::SamePerson { .. } => Rule::SamePerson { a, b },
        }
    }

    /// Can it be asked for? What speaks against it is told.
    pub fn check(&self) -> Result<(), String> {
        let all = self.activities();
        if all.iter().any(|activity| activity.trim().is_empty() || activity.len() > NAME_BYTES_MAX) {
            return Err("a rule names its activities by their ids".to_owned());
        }
        if let [one, other] = all.as_slice()
            && one == other
        {
            return Err("a rule of two activities is about different ones".to_owned());
        }
        match self {
            Norm::Existence { times, .. } | Norm::Absence { times, .. } if !(1..=TIMES_MAX).contains(times) => {
                Err(format!("a rule speaks of 1 to {TIMES_MAX} times"))
            }
            Norm::Response { within_hours: Some(hours), .. } if !(1..=WITHIN_HOURS_MAX).contains(hours) => {
                Err(format!("an answer comes within 1 to {WITHIN_HOURS_MAX} hours, or whenever"))
            }
            _ => Ok(()),
        }
    }
}

/// Can these be kept together? The first thing that speaks against it is told.
pub fn check(rules: &[NormRule]) -> Result<(), String> {
    if rules.len() > NORM_RULES_MAX {
        return Err(format!("a process has at most {NORM_RULES_MAX} rules"));
    }
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut seen = BTreeSet::new();
    for rule in rules {
        if rule.id.is_empty() || rule.id.len() > 64 || !rule.id.chars().all(letter) {
            return Err("the id of a rule has 1 to 64 letters, digits, `-`, `_` and `.`".to_owned());
        }
        if !seen.insert(&rule.id) {
            return Err(format!("`{}` is the id of two rules", rule.id));
        }
        let names = [&rule.name.zh, &rule.name.en];
        if names.iter().all(|name| name.trim().is_empty()) || names.iter().any(|name| name.len() > NAME_BYTES_MAX) {
            let id = &rule.id;
            return Err(format!("rule `{id}` has a name in one language at least, of at most {NAME_BYTES_MAX} bytes"));
        }
        rule.norm.check().map_err(|why| format!("rule `{}`: {why}", rule.id))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(id: &str, norm: Norm) -> NormRule {
        NormRule { id: id.to_owned(), name: Words { zh: String::new(), en: "a rule".to_owned() }, norm }
    }

    fn response(within_hours: Option<u32>) -> Norm {
        Norm::Response { first: "ask".into(), then: "answer".into(), within_hours }
    }

    #[test]
    fn rules_that_make_no_sense_are_refused() {
        assert_eq!(check(&[rule("one", response(None)), rule("two", response(Some(48)))]), Ok(()));
        let same = Norm::Precedence { first: "ask".into(), then: "ask".into() };
        let never = Norm::Absence { activity: "ask".into(), times: 0 };
        let nameless = Norm::Existence { activity: " ".into(), times: 1 };
        for wrong in [
            vec![rule("one", response(None)), rule("one", response(Some(48)))],
            vec![rule("", response(None))],
            vec![rule("a b", response(None))],
            vec![rule("one", response(Some(0)))],
            vec![rule("one", same)],
            vec![rule("one", never)],
            vec![rule("one", nameless)],
            vec![NormRule { name: Words { zh: String::new(), en: String::new() }, ..rule("one", response(None)) }],
            (0..=NORM_RULES_MAX).map(|n| rule(&n.to_string(), response(None))).collect(),
        ] {
            assert!(check(&wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn hours_are_told_in_ms() {
        assert_eq!(response(Some(2)).rule(), Rule::Response { a: 0, b: 1, within: Some(7_200_000) });
        assert_eq!(response(None).activities(), ["ask", "answer"]);
    }
}
