//! Texts of a decision in JUEL or JavaScript, as decisions of Camunda 7 have them. JUEL is evaluated in process; a decision
//! with a script is evaluated by the killable process alone, which has what runs it.
use super::ambient;
use super::logic::Logic;
use super::model::{Language, Source};
use super::paid::spent;
use crate::expression::{ChildResponse, Expression, Reason, Variables, elements, shown, to_feel, to_json};
use crate::juel::is_juel;
use crate::script::{Facts, Purpose, SCRIPT_BYTES_MAX, ScriptRequest, Written, needs_java};
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{Evaluator, FeelScope, Name};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// What an evaluation in JUEL counts for, in elementary steps.
const JUEL_STEPS: u64 = 64;

impl Logic<'_> {
    /// A text in another language than FEEL, which may call the value that is tested by the name `called`. One that is
    /// wrong is a problem.
    pub(super) fn foreign(&mut self, source: &Source, called: Option<&str>) -> Option<Evaluator> {
        match source.language {
            Language::Feel => None,
            Language::Juel => self.juel(source, called),
            Language::JavaScript => self.javascript(source, called),
        }
    }

    /// Camunda 7: an expression may stand in its braces or without them.
    fn juel(&mut self, source: &Source, called: Option<&str>) -> Option<Evaluator> {
        let text = source.text.trim();
        let text = if is_juel(text) { text.to_owned() } else { format!("${{{text}}}") };
        let expression = match Expression::juel(&text) {
            Ok(expression) => expression,
            Err(error) => {
                self.problem(error.code(), source.place, format!("{error}, in `{}`", shown(&source.text)));
                return None;
            }
        };
        self.names.variables.extend(expression.variables().iter().cloned());
        let (owner, called) = (self.owner.to_owned(), called.map(str::to_owned));
        let read: Vec<Name> = expression.variables().iter().map(Name::from).collect();
        Some(Box::new(move |scope: &FeelScope| {
            let copied = || read.iter().filter_map(|name| Some(elements(&scope.get_value(name)?)));
            if !ambient::spend(JUEL_STEPS) || !ambient::spend(copied().fold(0, u64::saturating_add)) {
                return spent();
            }
            let (now, zone) = ambient::clock();
            let sight = Sight { scope, called: called.as_deref(), zone };
            let value = expression.evaluate(&sight, now.to_jiff()).map_err(|error| error.to_string());
            taken(&owner, value)
        }))
    }

    fn javascript(&mut self, source: &Source, called: Option<&str>) -> Option<Evaluator> {
        if source.text.len() > SCRIPT_BYTES_MAX {
            let message = format!("the script has {} bytes, at most {SCRIPT_BYTES_MAX}", source.text.len());
            self.problem("script-too-long", source.place, message);
            return None;
        }
        if let Some(word) = needs_java(&source.text) {
            let message =
                format!("the script uses `{word}` of an engine in Java, which is not there: write it in FEEL");
            self.problem("script-not-run", source.place, message);
            return None;
        }
        self.reason = self.reason.or(Some(Reason::Script));
        self.scripts.push(Written { element: self.owner.into(), place: source.place, text: source.text.clone() });
        let (owner, called, script) = (self.owner.to_owned(), called.map(str::to_owned), source.text.clone());
        Some(Box::new(move |scope: &FeelScope| {
            let Some(run) = ambient::scripts() else {
                return taken(&owner, Err("scripts run in the killable process alone".to_owned()));
            };
            let request = ScriptRequest {
                script: script.clone(),
                purpose: Purpose::Value,
                gives: true,
                variables: all(scope, called.as_deref()),
                own: vec![],
                facts: Facts::default(),
                task: None,
                now: ambient::clock().0,
            };
            taken(
                &owner,
                match run(&request) {
                    ChildResponse::Value(value) => Ok(value),
                    ChildResponse::Failed { message, .. } => Err(message),
                },
            )
        }))
    }
}

/// The value; a fault is told, and gives null.
fn taken(owner: &str, value: Result<Value, String>) -> Feel {
    let value = value.and_then(|value| to_feel(&value).map_err(|refused| format!("it gives {refused}")));
    value.unwrap_or_else(|message| {
        ambient::fault(|| format!("decision `{owner}`: {message}"));
        Feel::Null(None)
    })
}

/// What JUEL sees of a scope.
struct Sight<'a> {
    scope: &'a FeelScope,
    called: Option<&'a str>,
    zone: jiff::tz::TimeZone,
}

impl Variables for Sight<'_> {
    fn get(&self, name: &str) -> Option<Cow<'_, Value>> {
        let tested = || self.called.filter(|called| *called == name).and_then(|_| self.scope.get_value(&"?".into()));
        let value = self.scope.get_value(&Name::from(name)).or_else(tested)?;
        to_json(&value, &mut false).ok().map(Cow::Owned)
    }

    fn zone(&self) -> &jiff::tz::TimeZone {
        &self.zone
    }
}

/// Everything in a scope that is data, by name. What every scope has at its bottom is the engine's own.
fn all(scope: &FeelScope, called: Option<&str>) -> Map<String, Value> {
    let mut all = Map::new();
    for context in scope.contexts().into_iter().skip(1) {
        for (name, value) in context.iter() {
            let name = name.to_string();
            let name = if name == "?" {
                called.filter(|called| !all.contains_key(*called)).map(str::to_owned)
            } else {
                Some(name)
            };
            if let (Some(name), Ok(value)) = (name, to_json(value, &mut false)) {
                all.insert(name, value);
            }
        }
    }
    all
}
