//! Asking: what is required is evaluated first, each decision once, and the answer tells how it came about.
//!
//! This file is long because it follows one question from its inputs to the told answer.
use super::ambient::{self, Ambient, RunScript, World};
use super::compile::{Compiled, Decisions, Kind, Number};
use super::conversion::conform;
use super::error::DecisionError;
use super::logic::invoke;
use super::paid::{spent, to_blame};
use super::table::{has_null, untold};
use crate::element::short;
use crate::expression::{Piece, Refused, clock_and_functions, elements_within, evaluate, functions, to_feel, to_json};
use crate::parameter::Moment;
use crate::sentence::{Named, Sentence};
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{FeelScope, FeelType};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The answer of a decision, and how it came about.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Evaluated {
    /// The value.
    pub value: Value,
    /// The name of the only output of its table.
    pub output: Option<String>,
    /// The tables that were asked, in order, those of required decisions among them.
    pub tables: Vec<AskedTable>,
    /// The decisions it requires, with their values.
    pub required: Vec<Required>,
    /// The rule parameters that were used, with their versions.
    pub parameters: Vec<(String, u64)>,
    /// What went wrong on the way, so that something in the value is null that the model does not want null.
    pub faults: Vec<String>,
}

/// A table that was asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedTable {
    /// The id of the decision or knowledge model that it belongs to.
    pub decision: String,
    /// The id of the table.
    pub table: String,
    /// What its columns looked at.
    pub inputs: Vec<AskedInput>,
    /// The numbers of the rules that matched and count, from 1.
    pub rules: Vec<u32>,
    /// Their ids, where they have one.
    pub rule_ids: Vec<Option<String>>,
}

/// What a column of a table looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedInput {
    /// The expression.
    pub expression: String,
    /// Its value.
    pub value: Value,
}

/// A required decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Required {
    /// Its id.
    pub decision: String,
    /// Its value.
    pub value: Value,
}

impl Evaluated {
    /// The inputs of the decision's own table, when none of its rules matched: what is to be told.
    pub fn unmatched(&self, decision: &str) -> Option<String> {
        let own = self.tables.iter().rev().find(|table| table.decision == decision)?;
        if !own.rules.is_empty() {
            return None;
        }
        // What it requires may be null for the same reason: then the inputs of that one are what is looked for.
        let null = |id: &str| self.required.iter().any(|required| required.decision == id && required.value.is_null());
        let before = self.tables.iter().filter(|table| table.decision != decision && table.rules.is_empty());
        let before = before.filter(|table| null(&table.decision));
        let all: Vec<String> = std::iter::once(own).chain(before).map(AskedTable::unmatched).collect();
        Some(all.join("; "))
    }

    /// The same in parts: the inputs of its own table.
    pub(crate) fn no_match(&self, decision: &str) -> Sentence {
        let own = self.tables.iter().rev().find(|table| table.decision == decision);
        let inputs = own.into_iter().flat_map(|table| &table.inputs);
        let values = inputs.map(|i| Named { name: i.expression.clone(), value: short(&i.value) }).collect();
        Sentence { values, ..Sentence::new("no-match").with("name", decision) }
    }

    /// The numbers of the rules that matched in the decision's own table.
    pub fn rules(&self, decision: &str) -> Vec<u32> {
        let table = self.tables.iter().rev().find(|table| table.decision == decision);
        table.map(|table| table.rules.clone()).unwrap_or_default()
    }
}

impl AskedTable {
    /// What it was asked, none of its rules matching.
    fn unmatched(&self) -> String {
        let inputs: Vec<String> = self.inputs.iter().map(|i| format!("{} = {}", i.expression, i.value)).collect();
        format!("no rule of decision `{}` matches {}", self.decision, inputs.join(", "))
    }
}

/// How an evaluation is run.
pub(super) enum Run<'a> {
    /// Within limits, without scripts; the elementary steps are added to these.
    Within(&'a mut u64),
    /// Whatever it costs, with what runs scripts, if anything does.
    Whatever(Option<RunScript>),
}

impl Decisions {
    /// The value of a decision, by id or name, within limits.
    pub fn evaluate<'a>(
        &self,
        decision: &str,
        inputs: &dyn Inputs,
        moment: impl Into<Moment<'a>>,
    ) -> Result<Evaluated, DecisionError> {
        self.evaluate_counted(decision, inputs, moment, &mut 0)
    }

    /// The same; adds the elementary steps that it took to others.
    pub fn evaluate_counted<'a>(
        &self,
        decision: &str,
        inputs: &dyn Inputs,
        moment: impl Into<Moment<'a>>,
        steps: &mut u64,
    ) -> Result<Evaluated, DecisionError> {
        let number = self.number(decision)?;
        if let Some(reason) = self.0.reason(number) {
            return Err(DecisionError::Unbounded { decision: decision.to_owned(), reason });
        }
        self.run(number, inputs, moment.into(), Run::Within(steps))
    }

    /// The value, whatever it costs, without scripts. Only a process that can be killed may call this.
    pub fn evaluate_unbounded<'a>(
        &self,
        decision: &str,
        inputs: &dyn Inputs,
        moment: impl Into<Moment<'a>>,
    ) -> Result<Evaluated, DecisionError> {
        self.run(self.number(decision)?, inputs, moment.into(), Run::Whatever(None))
    }

    /// The rule parameters that a decision and all it requires use.
    pub fn parameters(&self, decision: &str) -> BTreeSet<String> {
        self.number(decision).map(|number| self.0.parameters(number)).unwrap_or_default()
    }

    /// The data that a decision and all it requires may look at, out of what there is.
    pub fn inputs(&self, given: &dyn Inputs) -> Map<String, Value> {
        given.all()
    }

    pub(super) fn number(&self, decision: &str) -> Result<Number, DecisionError> {
        let own = || self.0.elements.iter().enumerate().filter(|(_, e)| e.file == 0);
        let asked = |kind: &Kind| !matches!(kind, Kind::Input);
        let found = own().find(|(_, e)| asked(&e.kind) && e.id == decision);
        let found = found.or_else(|| own().find(|(_, e)| asked(&e.kind) && e.name == decision));
        found.map(|(number, _)| number).ok_or_else(|| DecisionError::Unknown { decision: decision.to_owned() })
    }

    pub(super) fn run(
        &self,
        number: Number,
        inputs: &dyn Inputs,
        moment: Moment<'_>,
        run: Run<'_>,
    ) -> Result<Evaluated, DecisionError> {
        let model = &*self.0;
        let element = &model.elements[number];
        let decision = || element.id.clone();
        let mut parameters = vec![];
        for name in model.parameters(number) {
            let found = moment.parameters.get(&name);
            let found = found.ok_or_else(|| DecisionError::Parameter { decision: decision(), name: name.clone() })?;
            parameters.push((name, found.version));
        }
        let mut given = FeelContext::default();
        for (name, value) in inputs.all() {
            let refused = |refused: Refused| DecisionError::Input { name: name.clone(), detail: refused.to_string() };
            let value = to_feel(&value).map_err(refused)?;
            given.set_entry(&name.into(), value);
        }
        for (name, text) in inputs.feel() {
            given.set_entry(&name.as_str().into(), literal(&name, &text)?);
        }
        let mut root = clock_and_functions(&model.names, moment);
        root.zip(&model.root);
        let work = || {
            let mut frame = Frame { model, given, values: BTreeMap::new() };
            let value = frame.ask(number);
            (value, frame.values)
        };
        let guarded = || catch_unwind(AssertUnwindSafe(work));
        let clock = (moment.now, moment.zone.clone());
        let (unlimited, scripts, steps) = match run {
            Run::Within(steps) => (false, None, steps),
            Run::Whatever(scripts) => (true, scripts, &mut 0),
        };
        let (done, ambient) = ambient::run(World { unlimited, root, clock, scripts }, guarded);
        let Ok((value, values)) = done else { return Err(DecisionError::Panic { decision: decision() }) };
        // What would be too much is refused before it is done.
        if ambient.too_costly {
            return Err(DecisionError::TooCostly { decision: decision() });
        }
        *steps = steps.saturating_add(ambient.steps());
        answered(model, number, &value, &values, ambient, parameters)
    }
}

fn answered(
    model: &Compiled,
    number: Number,
    value: &Feel,
    values: &BTreeMap<Number, Feel>,
    ambient: Ambient,
    parameters: Vec<(String, u64)>,
) -> Result<Evaluated, DecisionError> {
    let element = &model.elements[number];
    let json = |value: &Feel| to_json(value, &mut false);
    // What was only met on the way may be anything.
    let shown = |value: &Feel| json(value).unwrap_or_else(|_| Value::String(value.to_string()));
    let required = values.iter().filter(|(n, _)| **n != number);
    let output = match &element.kind {
        Kind::Decision { output, .. } => output.clone(),
        _ => None,
    };
    Ok(Evaluated {
        value: json(value)
            .map_err(|refused| DecisionError::NotData { decision: element.id.clone(), found: refused.to_string() })?,
        output,
        tables: ambient
            .tables
            .into_iter()
            .map(|asked| AskedTable {
                decision: asked.owner,
                table: asked.table,
                inputs: asked
                    .inputs
                    .iter()
                    .map(|(expression, value)| AskedInput { expression: expression.clone(), value: shown(value) })
                    .collect(),
                rules: asked.rules,
                rule_ids: asked.ids,
            })
            .collect(),
        required: required
            .map(|(n, value)| Required { decision: model.elements[*n].id.clone(), value: shown(value) })
            .collect(),
        parameters,
        faults: ambient.faults,
    })
}

/// A value given as FEEL: what needs nothing from outside, and is bounded.
fn literal(name: &str, text: &str) -> Result<Feel, DecisionError> {
    let refused = |detail: String| DecisionError::Input { name: name.to_owned(), detail };
    let part = Piece::compile(text, &[], &BTreeSet::new(), false).map_err(|error| refused(error.to_string()))?;
    if part.reason.is_some() || !part.names.variables.is_empty() || !part.names.parameters.is_empty() {
        return Err(refused(format!("`{text}` is no plain value")));
    }
    let scope = FeelScope::from(functions(&part.names));
    catch_unwind(AssertUnwindSafe(|| evaluate(&scope, &part.tree)))
        .map_err(|_| refused(format!("`{text}` is no value")))
}

/// One asking: what is given, and what has been found so far.
struct Frame<'a> {
    model: &'a Compiled,
    given: FeelContext,
    values: BTreeMap<Number, Feel>,
}

impl Frame<'_> {
    fn ask(&mut self, number: Number) -> Feel {
        let element = &self.model.elements[number];
        match &element.kind {
            Kind::Decision { .. } => self.decision(number),
            Kind::Input => element.typed.admit(&element.name, self.outside(number)),
            Kind::Knowledge(function) => {
                let scope = ambient::scope();
                scope.push(self.sight(number));
                invoke(&scope, function, &self.given)
            }
            Kind::Service { outputs, given, .. } => {
                let value = self.model.serve(outputs, given, &self.given);
                let result = match element.typed.feel() {
                    FeelType::Function(_, result) => result.as_ref(),
                    plain => plain,
                };
                let fitting = conform(&value, result);
                if fitting.is_null() && !value.is_null() {
                    ambient::fault(|| format!("service `{}` gives {value}, which is not of its type", element.id));
                }
                fitting
            }
        }
    }

    /// The decisions it requires, in order, then itself. Required ones are found without recursion, however long the
    /// chain of requirements.
    fn decision(&mut self, number: Number) -> Feel {
        for next in self.model.order(number, |n| {
            matches!(self.model.elements[n].kind, Kind::Decision { .. }) && !self.values.contains_key(&n)
        }) {
            let value = self.decide(next);
            self.values.insert(next, value);
        }
        self.values.get(&number).cloned().unwrap_or(Feel::Null(None))
    }

    fn decide(&self, number: Number) -> Feel {
        let element = &self.model.elements[number];
        let Kind::Decision { logic: Some(logic), text, .. } = &element.kind else {
            ambient::fault(|| format!("decision `{}` has nothing to decide by", element.id));
            return Feel::Null(None);
        };
        if !ambient::spend(elements_within(&self.given)) {
            return spent();
        }
        let sight = self.sight(number);
        if !ambient::spend(elements_within(&sight)) {
            return spent();
        }
        let scope = ambient::scope();
        scope.push(self.given.clone());
        scope.push(sight);
        let before = ambient::faults_met();
        let value = logic(&scope);
        let look = |part: &Piece| to_blame(part, &scope, |parts| part.explain(&scope, &value, parts));
        let message = match text {
            Some(part) if !value.is_null() => has_null(&value).then(|| look(part)).flatten(),
            _ => untold(&value).map(str::to_owned),
        };
        if let Some(message) = message
            && ambient::faults_met() == before
        {
            ambient::fault(|| format!("decision `{}`: {message}", element.id));
        }
        let fitting = conform(&value, element.typed.feel());
        if fitting.is_invalid_coercion() && !value.is_null() {
            ambient::fault(|| format!("decision `{}` gives {value}, which is not of its type", element.id));
        }
        // DMN 7.3.2: what its type does not allow is no value of the type.
        match element.typed.disallowed(&fitting) {
            None => fitting,
            Some((place, refused)) => {
                let message = format!("`{}{place}` does not take {refused}", element.name);
                ambient::fault(|| format!("decision `{}`: {message}", element.id));
                Feel::Null(Some(message))
            }
        }
    }

    /// What an element sees of what it requires.
    fn sight(&self, number: Number) -> FeelContext {
        let mut sight = self.model.functions(number);
        for (import, required) in &self.model.elements[number].requires {
            let element = &self.model.elements[*required];
            let value = match &element.kind {
                Kind::Input => element.typed.admit(&element.name, self.outside(*required)),
                Kind::Decision { .. } => self.values.get(required).cloned().unwrap_or(Feel::Null(None)),
                Kind::Knowledge(function) | Kind::Service { function, .. } => function.clone(),
            };
            if let Some(import) = import {
                sight.create_entries(&[import.clone(), element.variable.clone()], value);
                continue;
            }
            for (at, alias) in element.aliases.iter().enumerate() {
                let entry = match &value {
                    // The first alias is the id; the others are outputs.
                    Feel::Context(all) if at > 0 => all.get_entry(alias).cloned().unwrap_or(Feel::Null(None)),
                    whole => whole.clone(),
                };
                sight.set_entry(alias, entry);
            }
            sight.set_entry(&element.variable, value);
        }
        sight
    }

    fn outside(&self, number: Number) -> Feel {
        let element = &self.model.elements[number];
        let found =
            self.given.get_entry(&element.variable).or_else(|| self.given.get_entry(&element.id.as_str().into()));
        found.cloned().unwrap_or(Feel::Null(None))
    }
}

impl Compiled {
    /// The functions that an element needs, with those that they need in their turn.
    fn functions(&self, number: Number) -> FeelContext {
        let mut functions = FeelContext::default();
        for known in self.order(number, |n| n == number || self.elements[n].is_function()) {
            if let Kind::Knowledge(function) | Kind::Service { function, .. } = &self.elements[known].kind {
                functions.set_entry(&self.elements[known].variable, function.clone());
            }
            if self.elements[known].is_function() {
                self.named(known, &mut functions);
            }
        }
        functions
    }

    /// The functions that a function needs of imports that have a name.
    fn named(&self, number: Number, functions: &mut FeelContext) {
        for (import, required) in &self.elements[number].requires {
            let required = &self.elements[*required];
            if let (Some(import), Kind::Knowledge(function) | Kind::Service { function, .. }) = (import, &required.kind)
            {
                functions.create_entries(&[import.clone(), required.variable.clone()], function.clone());
            }
        }
    }

    /// What a function sees that `sort` or `list replace` calls: its arguments, what all have, and the functions it needs.
    /// None when all is spent.
    pub(super) fn alone(&self, number: Number, called: &FeelScope) -> Option<FeelScope> {
        if !ambient::spend(self.root.len() as u64 * 4) {
            return None;
        }
        let mut own = ambient::root();
        own.zip(&self.functions(number));
        ambient::spend((own.len() - self.root.len()) as u64 * 4);
        let scope = FeelScope::from(own);
        called.contexts().into_iter().for_each(|context| scope.push(context));
        Some(scope)
    }

    /// DMN 10.4: a decision service gives the values of its output decisions; those of its input decisions are given.
    pub(super) fn serve(&self, outputs: &[Number], given: &BTreeSet<Number>, arguments: &FeelContext) -> Feel {
        if !ambient::spend(elements_within(arguments)) {
            return spent();
        }
        let mut frame = Frame { model: self, given: arguments.clone(), values: BTreeMap::new() };
        for number in given {
            let element = &self.elements[*number];
            frame.values.insert(*number, element.typed.admit(&element.name, frame.outside(*number)));
        }
        if let [single] = outputs {
            return frame.decision(*single);
        }
        let mut all = FeelContext::default();
        for number in outputs {
            let value = frame.decision(*number);
            all.set_entry(&self.elements[*number].variable, value);
        }
        Feel::Context(all)
    }
}

/// What a decision is asked with.
pub trait Inputs {
    /// All of it, by name.
    fn all(&self) -> Map<String, Value>;

    /// More of it, as FEEL: JSON has no dates, times and durations.
    fn feel(&self) -> Vec<(String, String)> {
        vec![]
    }
}

impl Inputs for Map<String, Value> {
    fn all(&self) -> Map<String, Value> {
        self.clone()
    }
}

impl Inputs for BTreeMap<String, Value> {
    fn all(&self) -> Map<String, Value> {
        self.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
    }
}
