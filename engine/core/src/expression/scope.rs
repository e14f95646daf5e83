//! What an expression can see: the variables it names, and the step's time.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr;

use dsntk_feel::bif::Bif;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{FeelScope, Name};
use dsntk_feel_temporal::{FeelDate, FeelDateTime};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::chance::{Chance, Drawn};
use super::names::{HIDDEN, Names, hidden_name};
use super::value::{Refused, to_feel};
use crate::juel::Fact;
use crate::parameter::{Moment, Parameters};
use crate::timer::UTC;

/// The name under which expressions see the rule parameters.
pub const PARAMETERS: &str = "params";

/// The step's time, which `now()` and `today()` give.
pub type Now = jiff::Timestamp;

/// Where an expression finds its variables. Only the names it uses are asked for.
pub trait Variables {
    /// The value of the variable `name`; `None` if there is no such variable.
    fn get(&self, name: &str) -> Option<Cow<'_, Value>>;

    /// The rule parameters in force, seen as `params.<name>`.
    fn parameters(&self) -> &Parameters {
        Parameters::NONE
    }

    /// The zone of `now()`, `today()` and times without one.
    fn zone(&self) -> &TimeZone {
        &UTC
    }

    /// The same, where the element itself has the variable.
    fn local(&self, name: &str) -> Option<Value> {
        self.get(name).map(Cow::into_owned)
    }

    /// What the instance knows of itself; `None` where there is no instance.
    fn fact(&self, _fact: Fact) -> Option<Value> {
        None
    }

    /// Where this evaluation draws from, and no other; `None` where there is no step.
    fn chance(&self) -> Option<Chance> {
        None
    }
}

/// Variables with the zone in which times are counted.
pub struct InZone<'a> {
    /// The variables.
    pub variables: &'a dyn Variables,
    /// The zone.
    pub zone: &'a TimeZone,
}

impl Variables for InZone<'_> {
    fn get(&self, name: &str) -> Option<Cow<'_, Value>> {
        self.variables.get(name)
    }

    fn parameters(&self) -> &Parameters {
        self.variables.parameters()
    }

    fn zone(&self) -> &TimeZone {
        self.zone
    }

    fn local(&self, name: &str) -> Option<Value> {
        self.variables.local(name)
    }

    fn fact(&self, fact: Fact) -> Option<Value> {
        self.variables.fact(fact)
    }

    fn chance(&self) -> Option<Chance> {
        self.variables.chance()
    }
}

impl Variables for serde_json::Map<String, Value> {
    fn get(&self, name: &str) -> Option<Cow<'_, Value>> {
        self.get(name).map(Cow::Borrowed)
    }
}

impl Variables for BTreeMap<String, Value> {
    fn get(&self, name: &str) -> Option<Cow<'_, Value>> {
        self.get(name).map(Cow::Borrowed)
    }
}

/// Marks a variable that does not exist; FEEL sees null.
pub(super) const MISSING: &str = "missing variable";

/// One name that is bound before every evaluation.
#[derive(Debug)]
pub(super) enum Binding {
    Variable(String, Name),
    Now(Name),
    Today(Name),
    BuiltIn(Name, Bif),
    Drawn(Drawn),
    /// The rule parameters of these names, as entries of one context.
    Parameters(Name, Vec<(String, Name)>),
}

/// What to bind for these variables and hidden functions.
pub(super) fn bindings(names: &Names) -> Vec<Binding> {
    let variables = names.variables.iter().map(|name| Binding::Variable(name.clone(), name.into()));
    let parameters = (!names.parameters.is_empty()).then(|| {
        let entries = names.parameters.iter().map(|name| (name.clone(), name.into())).collect();
        Binding::Parameters(hidden_name(PARAMETERS), entries)
    });
    let hidden = names.hidden.iter().filter_map(|function| {
        let name: Name = format!("{HIDDEN}{function}").into();
        match function.as_str() {
            "now" => Some(Binding::Now(name)),
            "today" => Some(Binding::Today(name)),
            other => match Drawn::of(other) {
                Some(drawn) => Some(Binding::Drawn(drawn)),
                None => Bif::from_str(other).ok().map(|bif| Binding::BuiltIn(name, bif)),
            },
        }
    });
    variables.chain(hidden).chain(parameters).collect()
}

/// The scope of one evaluation. A missing variable is bound too, so that no built-in of its name is found instead.
pub(super) fn scope(bindings: &[Binding], variables: &dyn Variables, now: Now) -> Result<FeelScope, Refused> {
    let mut context = FeelContext::default();
    for binding in bindings {
        match binding {
            Binding::Variable(key, name) => {
                let value = variables.get(key).map(|value| to_feel(&value)).transpose()?;
                context.set_entry(name, value.unwrap_or_else(|| Feel::Null(Some(MISSING.to_owned()))));
            }
            Binding::Now(name) => context.set_entry(name, date_and_time(now, variables.zone())),
            Binding::Today(name) => context.set_entry(name, date(now, variables.zone())),
            Binding::Parameters(name, entries) => {
                let mut all = FeelContext::default();
                for (key, entry) in entries {
                    let value = variables.parameters().feel(key);
                    all.set_entry(entry, value.ok_or_else(|| Refused::Parameter(key.clone()))?);
                }
                context.set_entry(name, Feel::Context(all));
            }
            Binding::BuiltIn(name, bif) => context.set_entry(name, Feel::BuiltInFunction(bif.clone())),
            Binding::Drawn(drawn) => context.set_entry(&drawn.name(), drawn.function(variables.chance())),
        }
    }
    Ok(context.into())
}

/// The built-in functions that stand under hidden names.
pub(crate) fn functions(names: &Names) -> FeelContext {
    let mut context = FeelContext::default();
    for function in names.hidden.iter().filter(|function| !matches!(function.as_str(), "now" | "today")) {
        if let Ok(built_in) = Bif::from_str(function) {
            context.set_entry(&hidden_name(function), Feel::BuiltInFunction(built_in));
        }
    }
    context
}

/// What stands under hidden names in a decision: the clock, the rule parameters, built-in functions.
pub(crate) fn clock_and_functions(names: &Names, moment: Moment) -> FeelContext {
    let Moment { now, parameters, zone, .. } = moment;
    let now = now.to_jiff();
    let mut context = functions(names);
    for function in &names.hidden {
        let name = hidden_name(function);
        match function.as_str() {
            "now" => context.set_entry(&name, date_and_time(now, zone)),
            "today" => context.set_entry(&name, date(now, zone)),
            _ => {}
        }
    }
    if !names.parameters.is_empty() {
        let mut all = FeelContext::default();
        for name in &names.parameters {
            all.set_entry(&name.into(), parameters.feel(name).unwrap_or(Feel::Null(None)));
        }
        context.set_entry(&hidden_name(PARAMETERS), Feel::Context(all));
    }
    context
}

fn date_and_time(now: Now, zone: &TimeZone) -> Feel {
    let local = now.to_zoned(zone.clone());
    let date = (local.year().into(), local.month().unsigned_abs().into(), local.day().unsigned_abs().into());
    let (hour, minute, second) =
        (local.hour().unsigned_abs(), local.minute().unsigned_abs(), local.second().unsigned_abs());
    let nanosecond = local.subsec_nanosecond().unsigned_abs().into();
    let made = if *zone == UTC {
        FeelDateTime::utc(date.0, date.1, date.2, hour, minute, second, nanosecond)
    } else {
        FeelDateTime::offset(date, (hour, minute, second, nanosecond), local.offset().seconds())
    };
    made.map_or(Feel::Null(Some("time out of range".to_owned())), Feel::DateTime)
}

fn date(now: Now, zone: &TimeZone) -> Feel {
    let local = now.to_zoned(zone.clone());
    let (month, day) = (local.month().unsigned_abs().into(), local.day().unsigned_abs().into());
    FeelDate::new(local.year().into(), month, day).map_or(Feel::Null(Some("time out of range".to_owned())), Feel::Date)
}
