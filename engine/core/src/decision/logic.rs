//! Boxed expressions, compiled: closures over the evaluator of the FEEL library, each of which says what it spends.
//!
//! This file is long because each kind of boxed expression has its closure here.
use super::ambient;
use super::conversion::conform;
use super::model::{Body, Boxed, Language, Source, Table, Variable};
use super::paid::{evaluator, spent};
use super::table::{self, Cell, Column, Output, Rule, Tests};
use super::turns::{quantify, repeat};
use super::types::{Typed, Types};
use crate::expression::{Names, Piece, Reason, as_list, contained, elements_within, hidden_name, tested_is_called};
use crate::id::ElementId;
use crate::problem::{Place, Problem};
use crate::script::Written;
use dsntk_feel::closure::Closure;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{Evaluator, FeelScope, FeelType, FunctionBody, Name};
use dsntk_feel_evaluator::FilterExpressionEvaluator;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Compiles the logic of one element.
pub(super) struct Logic<'a> {
    /// The types of the file.
    pub types: &'a Types,
    /// Names of entries that may be more than one word.
    pub components: &'a BTreeSet<String>,
    /// Functions by name: knowledge models and services.
    pub functions: &'a BTreeSet<String>,
    /// Data of the file that it does not require.
    pub unseen: &'a BTreeSet<String>,
    /// The id of the element.
    pub owner: &'a str,
    /// What is doubtful.
    pub problems: &'a mut Vec<Problem>,
    /// What the texts read from outside.
    pub names: Names,
    /// Why it is not provably bounded.
    pub reason: Option<Reason>,
    /// The levels of its deepest text.
    pub depth: usize,
    /// Does it name what it requires? Tables of Camunda 7 name nothing, and look at the variables there are.
    pub requires: bool,
    /// What the inputs of a table look at.
    pub looked_at: BTreeSet<String>,
    /// In the test of a filter: a name may be that of an entry.
    pub in_filter: bool,
    /// Scripts that are still to be parsed.
    pub scripts: Vec<Written>,
}

impl Logic<'_> {
    /// An expression, where these names are known.
    pub fn boxed(&mut self, boxed: &Boxed, known: &[String]) -> Evaluator {
        let evaluator = self.body(boxed, known);
        match boxed.type_ref.as_deref().map(|name| self.typed(name, boxed.place)) {
            Some(typed) if *typed.feel() != FeelType::Any => {
                let feel = typed.feel().clone();
                let owner = self.owner.to_owned();
                Box::new(move |scope: &FeelScope| fitted(evaluator(scope), &feel, &owner))
            }
            _ => evaluator,
        }
    }

    fn body(&mut self, boxed: &Boxed, known: &[String]) -> Evaluator {
        match &boxed.body {
            Body::Literal(source) => self.text(source, known),
            Body::Table(table) => self.table(table, known),
            Body::Context(entries) => self.context(entries, known),
            Body::List(items) => {
                let items: Vec<Evaluator> = items.iter().map(|item| self.boxed(item, known)).collect();
                Box::new(move |scope: &FeelScope| Feel::List(items.iter().map(|item| item(scope)).collect()))
            }
            Body::Relation(columns, rows) => self.relation(columns, rows, known),
            Body::Invocation(function, bindings) => self.invocation(function, bindings, known),
            Body::Function(parameters, body) => self.function(parameters, body.as_deref(), known),
            Body::Java(java, names) => {
                let (java, names): (_, Vec<Name>) = (*java, names.iter().map(Name::from).collect());
                Box::new(move |scope: &FeelScope| {
                    java.call(names.iter().map(|name| scope.get_value(name).unwrap_or(Feel::Null(None))).collect())
                })
            }
            Body::Conditional(parts) => {
                let [test, yes, no] = parts.each_ref().map(|part| self.boxed(part, known));
                Box::new(move |scope: &FeelScope| match test(scope) {
                    Feel::Boolean(true) => yes(scope),
                    // Null is not true, as in an `if` of FEEL.
                    Feel::Boolean(false) | Feel::Null(_) => no(scope),
                    _ => Feel::Null(Some("the condition is neither true nor false".to_owned())),
                })
            }
            Body::Filter(parts) => {
                let list = self.boxed(&parts[0], known);
                let outside = std::mem::replace(&mut self.in_filter, true);
                let test = self.boxed(&parts[1], &with(known, ["item".to_owned()]));
                self.in_filter = outside;
                Box::new(move |scope: &FeelScope| {
                    let list = as_list(list(scope));
                    contained(scope, || FilterExpressionEvaluator::default().evaluate(scope, list, &test))
                })
            }
            Body::For(variable, parts) => {
                let domain = self.boxed(&parts[0], known);
                let (outside, scripts) = (std::mem::take(&mut self.names.variables), self.scripts.len());
                let turn = self.boxed(&parts[1], &with(known, [variable.clone(), "partial".to_owned()]));
                // A script is given all that is in sight.
                let looks_back = self.names.variables.contains("partial") || self.scripts.len() > scripts;
                self.names.variables.extend(outside);
                repeat(variable, domain, turn, looks_back)
            }
            Body::Quantified(every, variable, parts) => {
                let domain = self.boxed(&parts[0], known);
                let test = self.boxed(&parts[1], &with(known, [variable.clone()]));
                quantify(*every, variable, domain, test)
            }
        }
    }

    /// A text in FEEL. One that is wrong is a problem; should it be evaluated all the same, it is a fault.
    pub fn text(&mut self, source: &Source, known: &[String]) -> Evaluator {
        if source.language != Language::Feel {
            return self.foreign(source, None).unwrap_or_else(|| faulty(&source.text));
        }
        match self.part(source, known, false) {
            Some(part) => {
                if self.requires {
                    self.unknown(source, &part, known);
                }
                evaluator(Arc::new(part))
            }
            None => faulty(&source.text),
        }
    }

    /// A name that nothing gives is null, and a test against null holds for nothing: most often it is a text without quotes.
    pub fn unknown(&mut self, source: &Source, part: &Piece, known: &[String]) {
        let given = |name: &str| {
            known.iter().any(|other| other == name)
                || self.components.contains(name)
                || self.functions.contains(name)
                || self.looked_at.contains(name)
                || self.in_filter
        };
        let unknown: Vec<&String> = part.names.required.iter().filter(|name| !given(name)).collect();
        for name in unknown {
            let message = format!(
                "nothing in the file gives `{name}`, in `{}`: a text stands in quotes; a variable must be there whenever \
                 this is asked, or it is null",
                crate::expression::shown(&source.text)
            );
            let owner = ElementId::from(self.owner);
            self.problems.push(Problem::warning("dmn-name-unknown", Some(&owner), source.place, message));
        }
    }

    /// An output cell. One in which nothing stands gives null.
    fn cell(&mut self, source: &Source, known: &[String]) -> Cell {
        if source.text.trim().is_empty() {
            return Cell { part: None, value: Box::new(|_: &FeelScope| Feel::Null(None)) };
        }
        if source.language != Language::Feel {
            return Cell { part: None, value: self.text(source, known) };
        }
        match self.part(source, known, false).map(Arc::new) {
            Some(part) => Cell { part: Some(part.clone()), value: evaluator(part) },
            None => Cell { part: None, value: faulty(&source.text) },
        }
    }

    /// A compiled text.
    pub fn part(&mut self, source: &Source, known: &[String], unary: bool) -> Option<Piece> {
        let all: Vec<&str> = known.iter().chain(self.components).map(String::as_str).collect();
        match Piece::compile(&source.text, &all, self.functions, unary) {
            Ok(mut part) => {
                let unseen = |name: &&String| self.unseen.contains(*name) && !known.contains(name);
                let unseen: Vec<String> = part.names.required.iter().filter(unseen).cloned().collect();
                for name in unseen {
                    part.without(&name);
                    let text = crate::expression::shown(&source.text);
                    let message = format!("`{name}` is not seen here and so null, in `{text}`: require it");
                    let owner = ElementId::from(self.owner);
                    self.problems.push(Problem::warning("dmn-name-unknown", Some(&owner), source.place, message));
                }
                self.reason = self.reason.or(part.reason);
                self.depth = self.depth.max(part.depth);
                self.names.variables.extend(part.names.variables.iter().cloned());
                self.names.hidden.extend(part.names.hidden.iter().cloned());
                self.names.parameters.extend(part.names.parameters.iter().cloned());
                Some(part)
            }
            Err(error) => {
                let at = error.position().map(|p| format!(" (line {}, column {} of the text)", p.line, p.column));
                let message =
                    format!("{error}{}, in `{}`", at.unwrap_or_default(), crate::expression::shown(&source.text));
                self.problem(error.code(), source.place, message);
                None
            }
        }
    }

    fn tests(&mut self, source: &Source, known: &[String], called: &str) -> Option<Tests> {
        if source.language != Language::Feel {
            return self.foreign(source, Some(called)).map(Tests::condition);
        }
        // Data of that name go before it.
        let taken = known.iter().any(|name| name == called) || self.looked_at.contains(called);
        let known = with(known, ["?".to_owned(), called.to_owned()]);
        let mut part = self.part(source, &known, true)?;
        if !taken && called != "?" {
            tested_is_called(&mut part.tree, called);
        }
        self.unknown(source, &part, &known);
        Some(Tests::new(&part))
    }

    fn table(&mut self, table: &Table, known: &[String]) -> Evaluator {
        self.problems.extend(super::policy::doubt(self.owner, table));
        let mut inputs = vec![];
        for input in &table.inputs {
            let Cell { part, value } = self.cell(&input.expression, known);
            self.looked_at.extend(part.iter().flat_map(|part| part.names.variables.iter().cloned()));
            let feel = input.type_ref.as_deref().map(|name| self.typed(name, input.expression.place));
            let feel = feel.map_or(FeelType::Any, |typed| typed.feel().clone());
            let allowed = input.allowed.as_ref().and_then(|source| self.tests(source, known, &input.variable));
            inputs.push(Column {
                label: input.expression.text.clone(),
                part,
                value,
                feel,
                allowed,
                converted: input.converted,
            });
        }
        let mut outputs = vec![];
        for output in &table.outputs {
            let place = table.rules.first().map_or(Place::default(), |rule| rule.place);
            let feel = output.type_ref.as_deref().map(|name| self.typed(name, place));
            let mut unary = |source: &Source| self.part(source, known, true).map(|part| evaluator(Arc::new(part)));
            let (order, default) =
                (output.allowed.as_ref().and_then(&mut unary), output.default.as_ref().and_then(unary));
            outputs.push(Output {
                name: output.name.as_deref().map(Name::from),
                feel: feel.map_or(FeelType::Any, |typed| typed.feel().clone()),
                allowed: output.allowed.as_ref().and_then(|source| self.tests(source, known, "?")),
                order,
                default,
            });
        }
        let mut rules = vec![];
        for rule in &table.rules {
            let mut tests = vec![];
            let called = table.inputs.iter().map(|input| input.variable.as_str());
            for (test, called) in rule.tests.iter().zip(called) {
                let always = matches!(test.text.trim(), "" | "-");
                tests.push(if always { None } else { self.tests(test, known, called) });
            }
            let results: Vec<Cell> = rule.results.iter().map(|result| self.cell(result, known)).collect();
            for (source, cell) in rule.results.iter().zip(&results) {
                if let Some(part) = &cell.part {
                    self.unknown(source, part, known);
                }
            }
            rules.push(Rule { id: rule.id.clone(), tests, results });
        }
        let compiled = table::Compiled {
            owner: self.owner.to_owned(),
            id: table.id.clone(),
            policy: table.policy,
            inputs,
            outputs,
            rules,
        };
        Box::new(move |scope: &FeelScope| compiled.evaluate(scope))
    }

    fn context(&mut self, entries: &[(Option<Variable>, Boxed)], known: &[String]) -> Evaluator {
        let mut known = known.to_vec();
        let owner = self.owner.to_owned();
        let mut compiled = vec![];
        for (variable, value) in entries {
            let feel = variable.as_ref().and_then(|v| v.type_ref.as_deref());
            let feel = feel.map_or(FeelType::Any, |name| self.typed(name, value.place).feel().clone());
            let evaluator = self.boxed(value, &known);
            known.extend(variable.iter().map(|v| v.name.clone()));
            compiled.push((variable.as_ref().map(|v| Name::from(v.name.as_str())), feel, evaluator));
        }
        Box::new(move |scope: &FeelScope| {
            let mut all = FeelContext::default();
            scope.push(FeelContext::default());
            let mut result = None;
            for (name, feel, evaluator) in &compiled {
                let value = fitted(evaluator(scope), feel, &owner);
                if let Some(name) = name {
                    scope.set_value(name, value.clone());
                    all.set_entry(name, value);
                } else {
                    result = Some(value);
                }
            }
            scope.pop();
            result.unwrap_or(Feel::Context(all))
        })
    }

    fn relation(&mut self, columns: &[String], rows: &[Vec<Boxed>], known: &[String]) -> Evaluator {
        let mut compiled: Vec<Vec<(Name, Evaluator)>> = vec![];
        for row in rows {
            let cells = columns.iter().zip(row).map(|(c, cell)| (Name::from(c.as_str()), self.boxed(cell, known)));
            compiled.push(cells.collect());
        }
        Box::new(move |scope: &FeelScope| {
            let row = |cells: &Vec<(Name, Evaluator)>| {
                let mut all = FeelContext::default();
                for (name, cell) in cells {
                    all.set_entry(name, cell(scope));
                }
                Feel::Context(all)
            };
            Feel::List(compiled.iter().map(row).collect())
        })
    }

    fn invocation(&mut self, function: &Boxed, bindings: &[(Variable, Boxed)], known: &[String]) -> Evaluator {
        let function = self.boxed(function, known);
        let owner = self.owner.to_owned();
        let mut arguments = vec![];
        for (variable, value) in bindings {
            let feel =
                variable.type_ref.as_deref().map_or(FeelType::Any, |name| self.typed(name, value.place).feel().clone());
            arguments.push((Name::from(variable.name.as_str()), feel, self.boxed(value, known)));
        }
        Box::new(move |scope: &FeelScope| {
            let mut given = FeelContext::default();
            for (name, feel, value) in &arguments {
                given.set_entry(name, fitted(value(scope), feel, &owner));
            }
            invoke(scope, &function(scope), &given)
        })
    }

    /// A function of the model. What its body reads around it goes with it.
    fn function(&mut self, parameters: &[Variable], body: Option<&Boxed>, known: &[String]) -> Evaluator {
        let Some(body) = body else { return faulty("a function without a body") };
        let outside = std::mem::take(&mut self.names.variables);
        let (parameters, body, levels) = self.callable(parameters, body, known);
        let built_in = self.names.hidden.iter().map(|function| hidden_name(function));
        let read: Vec<Name> = self.names.variables.iter().map(Name::from).chain(built_in).collect();
        self.names.variables.extend(outside);
        let body: Arc<Evaluator> = Arc::new(Box::new(move |scope: &FeelScope| ambient::call(levels, || body(scope))));
        Box::new(move |scope: &FeelScope| {
            let mut closed = FeelContext::default();
            for name in &read {
                if let Some(value) = scope.get_value(name) {
                    closed.set_entry(name, value);
                }
            }
            if !ambient::spend(elements_within(&closed)) {
                return spent();
            }
            let body = FunctionBody::LiteralExpression(body.clone());
            Feel::FunctionDefinition(parameters.clone(), body, false, Closure::default(), closed, FeelType::Any)
        })
    }

    /// Parameters with their types, the body, and the levels of its texts.
    pub fn callable(
        &mut self,
        parameters: &[Variable],
        body: &Boxed,
        known: &[String],
    ) -> (Vec<(Name, FeelType)>, Evaluator, usize) {
        let known = with(known, parameters.iter().map(|p| p.name.clone()));
        let mut typed = vec![];
        for parameter in parameters {
            let feel =
                parameter.type_ref.as_deref().map_or(FeelType::Any, |n| self.typed(n, body.place).feel().clone());
            typed.push((Name::from(parameter.name.as_str()), feel));
        }
        let outside = std::mem::take(&mut self.depth);
        let evaluator = self.boxed(body, &known);
        let levels = self.depth + 8;
        self.depth = self.depth.max(outside);
        (typed, evaluator, levels)
    }

    /// A type by name.
    pub fn typed(&mut self, name: &str, place: Place) -> Typed {
        if !self.types.knows(name) {
            self.problem("dmn-type", place, format!("there is no type `{name}`"));
        }
        self.types.named(Some(name))
    }

    pub(super) fn problem(&mut self, code: &str, place: Place, message: String) {
        self.problems.push(Problem::error(code, Some(&ElementId::from(self.owner)), place, message));
    }
}

/// Calls a function with named arguments.
pub(super) fn invoke(scope: &FeelScope, function: &Feel, given: &FeelContext) -> Feel {
    let Feel::FunctionDefinition(parameters, body, false, _, closed, result) = function else {
        return Feel::Null(Some("what is invoked is no function".to_owned()));
    };
    let mut arguments = FeelContext::default();
    for (name, feel) in parameters {
        let Some(value) = given.get_entry(name) else {
            return Feel::Null(Some(format!("argument `{name}` is missing")));
        };
        let value = conform(value, feel);
        if value.is_invalid_coercion() {
            return value;
        }
        arguments.set_entry(name, value);
    }
    if !ambient::spend(elements_within(closed).saturating_add(elements_within(&arguments))) {
        return spent();
    }
    scope.push(closed.clone());
    scope.push(arguments);
    let value = body.evaluate(scope);
    scope.pop();
    scope.pop();
    conform(&value, result)
}

/// A value as one of the type that is declared for it; null, and said so, where it is none.
fn fitted(value: Feel, feel: &FeelType, owner: &str) -> Feel {
    let fitting = conform(&value, feel);
    if !fitting.is_null() {
        return fitting;
    }
    if value.is_null() {
        return value;
    }
    let message = format!("decision `{owner}`: {value} is not of type `{feel}`");
    ambient::fault(|| message.clone());
    Feel::Null(Some(message))
}

fn faulty(text: &str) -> Evaluator {
    let message = format!("`{}` cannot be evaluated", crate::expression::shown(text));
    Box::new(move |_: &FeelScope| {
        ambient::fault(|| message.clone());
        Feel::Null(Some(message.clone()))
    })
}

fn with(known: &[String], more: impl IntoIterator<Item = String>) -> Vec<String> {
    known.iter().cloned().chain(more).collect()
}
