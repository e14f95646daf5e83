//! What was filled in, held against the form: either what becomes of the variables, or everything that is wrong with it. This file
//! is long because a field, a group and a table are looked at by one walk.
//!
//! - What is not given stays as it was; a default counts where there is nothing.
//! - A hidden field, whoever hides it, takes no value; one that may only be read takes none but its own.
//! - What no field takes is refused. What only the form needs is checked, and not kept.
//! - Expressions see what was given over what is known.
//! - A table with fields that may not be written keeps its rows in their places: others may only come behind them.
use super::data::{Data, Sight, at, is_blank, overlay, put, same};
use super::error::{Fault, FieldError};
use super::judge::{Judge, Wrong};
use super::live::Live;
use super::permission::{Access, Permissions};
use super::rows::totals_of;
use super::schema::{Choices, Component, Field, FilesTaken, Form, Kind, Switch, Takes};
use crate::approval::Vote;
use crate::expression::Expression;
use crate::parameter::Moment;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// How many faults are told.
const TOLD_MAX: usize = 100;

/// How far something must be finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What is required must be there.
    Whole,
    /// What is there must be right: something prepared for somebody else, or a rejection.
    Part,
}

impl Extent {
    /// What is required is asked of who completes or approves, not of who rejects or abstains: in an approval, for elsewhere
    /// nothing is rejected by such a word.
    pub fn of(is_vote: bool, outcome: Option<&str>) -> Extent {
        match outcome.filter(|_| is_vote).and_then(Vote::of) {
            Some(Vote::Reject | Vote::Abstain) => Extent::Part,
            Some(Vote::Approve) | None => Extent::Whole,
        }
    }
}

/// How many fields must have a value, and how many have one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filled {
    /// Fields that must.
    pub required: u32,
    /// Those of them that have.
    pub filled: u32,
}

/// Something that was filled in.
pub struct Submission<'a> {
    /// The form.
    pub form: &'a Form,
    /// What whoever fills it in may see and write.
    pub permissions: &'a Permissions,
    /// The variables as they are.
    pub known: &'a Data,
    /// What was entered.
    pub given: &'a Data,
    /// Now, with who works here.
    pub moment: Moment<'a>,
    /// How far it must be finished.
    pub extent: Extent,
    /// Says what is wrong with an attachment of that id, where only some are taken.
    pub attachment: &'a dyn Fn(&str, &FilesTaken) -> Option<String>,
}

impl Submission<'_> {
    /// The variables that it sets, or everything that is wrong with it.
    ///
    /// ```
    /// use serde_json::json;
    /// use weir_core::Timestamp;
    /// use weir_core::form::{Extent, FilesTaken, Permissions, Submission, read};
    /// use weir_core::parameter::Moment;
    /// let form = read(br#"{"type": "default", "id": "f", "components": [
    ///     {"type": "number", "key": "amount", "validate": {"required": true, "max": 100}}]}"#).0.unwrap();
    /// let data = |json: serde_json::Value| serde_json::from_value(json).unwrap();
    /// let fill = |given: serde_json::Value| {
    ///     let (known, given, permissions) = (data(json!({})), data(given), Permissions::default());
    ///     let moment = Moment::from(Timestamp(0));
    ///     let attachment = &|_: &str, _: &FilesTaken| None;
    ///     Submission { form: &form, permissions: &permissions, known: &known, given: &given, moment, extent: Extent::Whole,
    ///         attachment }.check()
    /// };
    /// assert_eq!(fill(json!({"amount": 7})).unwrap()["amount"], json!(7));
    /// assert_eq!(fill(json!({"amount": 700})).unwrap_err()[0].code, "field-too-large");
    /// assert_eq!(fill(json!({"amount": null})).unwrap_err()[0].code, "field-required");
    /// ```
    pub fn check(&self) -> Result<Data, Vec<FieldError>> {
        self.counted().map(|(data, _)| data)
    }

    /// The same, and how many of the fields that must have a value have one: those that may only be read count too, for
    /// whoever decides rests on them.
    pub fn counted(&self) -> Result<(Data, Filled), Vec<FieldError>> {
        let (mut check, level) = self.looked();
        if check.wrong.is_empty() {
            Ok((level.out.into_iter().collect(), check.filled))
        } else {
            check.wrong.truncate(TOLD_MAX);
            Err(check.wrong)
        }
    }

    /// All of it, looked at from its first field to its last.
    pub(super) fn looked(&self) -> (Check<'_>, Level) {
        let known: Map<String, Value> = self.known.iter().map(|(n, v)| (n.clone(), v.clone())).collect();
        let given: Map<String, Value> = self.given.iter().map(|(n, v)| (n.clone(), v.clone())).collect();
        let mut all = Value::Object(known.clone());
        overlay(&mut all, &Value::Object(given.clone()));
        let mut all = if let Value::Object(all) = all { all } else { Map::new() };
        defaults(&self.form.components, &[], &mut all);
        let mut check = Check {
            submission: self,
            all: all.into_iter().collect(),
            rows: vec![],
            place: String::new(),
            names: vec![],
            wrong: vec![],
            seen: Live::default(),
            filled: Filled::default(),
        };
        let level = check.level(&self.form.components, &known, &given);
        (check, level)
    }
}

/// Puts defaults where there is nothing, for those who look at other fields.
pub(super) fn defaults(components: &[Component], around: &[String], all: &mut Map<String, Value>) {
    for component in components {
        match &component.kind {
            Kind::Group { path, components } => defaults(components, &joined(around, path), all),
            Kind::Field(field) => {
                let path = joined(around, &field.path);
                if let Some(default) = &field.default
                    && at(all, &path).is_none_or(Value::is_null)
                {
                    put(all, &path, default.clone());
                }
            }
            Kind::List(_) | Kind::Shown(_) => {}
        }
    }
}

pub(super) struct Check<'a> {
    pub(super) submission: &'a Submission<'a>,
    /// Known, given and defaults.
    pub(super) all: Data,
    /// The rows around, the innermost last.
    pub(super) rows: Vec<(Map<String, Value>, usize)>,
    /// Where this is, for people: `items[0].`.
    pub(super) place: String,
    /// Where this is, for permissions: `items`.
    pub(super) names: Vec<String>,
    pub(super) wrong: Vec<FieldError>,
    /// What was found out on the way, for whoever fills it in.
    pub(super) seen: Live,
    /// What must have a value.
    pub(super) filled: Filled,
}

/// What was found out on one level: the form itself, or one row of a table.
#[derive(Default)]
pub(super) struct Level {
    /// What becomes of its values.
    pub(super) out: Map<String, Value>,
    /// Paths that take a value.
    pub(super) taken: BTreeSet<Vec<String>>,
    /// Paths that take none now.
    pub(super) hidden: BTreeSet<Vec<String>>,
    /// Where totals go.
    pub(super) total_paths: Vec<Vec<String>>,
    /// What they give, where their table was looked at.
    pub(super) totals: BTreeMap<Vec<String>, Value>,
    /// Fields that totals are shown in, judged when they are known.
    pub(super) late: Vec<(Field, Vec<String>)>,
}

pub(super) type Values = Map<String, Value>;

impl Check<'_> {
    pub(super) fn level(&mut self, components: &[Component], known: &Values, given: &Values) -> Level {
        let mut level = Level { total_paths: totals_of(components, &[]), ..Level::default() };
        self.walk(components, &[], (known, given), false, &mut level);
        for (field, path) in std::mem::take(&mut level.late) {
            if let Some(value) = level.totals.get(&path).filter(|value| !value.is_null()).cloned() {
                self.judged(&field, &path, &value);
            }
        }
        for path in std::mem::take(&mut level.total_paths) {
            self.totalled(&path, (known, given), &mut level);
        }
        self.saw_totals(&level);
        let hidden: Vec<_> = level.hidden.difference(&level.taken).cloned().collect();
        for path in hidden {
            if at(given, &path).is_some_and(|value| !value.is_null()) {
                self.error(&path, (Fault::Hidden, "it takes no value here".to_owned()));
            }
        }
        let seen: BTreeSet<Vec<String>> = level.hidden.union(&level.taken).cloned().collect();
        self.strangers(given, &mut vec![], &seen);
        level
    }

    /// `gone`: something around is hidden.
    fn walk(
        &mut self,
        components: &[Component],
        around: &[String],
        (known, given): (&Values, &Values),
        gone: bool,
        level: &mut Level,
    ) {
        for component in components {
            let gone = gone || component.hide.as_ref().is_some_and(|hide| self.holds(hide, around));
            match &component.kind {
                Kind::Shown(_) => {}
                Kind::Group { path, components } => {
                    self.walk(components, &joined(around, path), (known, given), gone, level);
                }
                Kind::List(list) => {
                    let path = joined(around, &list.path);
                    if self.is_open(&path, gone, level) {
                        self.list(list, &path, (known, given), level);
                    }
                }
                Kind::Field(field) => {
                    let path = joined(around, &field.path);
                    if !self.is_open(&path, gone, level) {
                    } else if level.total_paths.contains(&path) {
                        level.late.push(((**field).clone(), path));
                    } else {
                        self.field(field, &path, (known, given), level);
                    }
                }
            }
        }
    }

    /// Is it there, for whoever fills the form in?
    fn is_open(&self, path: &[String], gone: bool, level: &mut Level) -> bool {
        let open = !gone && self.access(path) != Access::Hidden;
        (if open { &mut level.taken } else { &mut level.hidden }).insert(path.to_vec());
        open
    }

    fn field(&mut self, field: &Field, path: &[String], (known, given): (&Values, &Values), level: &mut Level) {
        let (before, now) = (at(known, path), at(given, path));
        if let Takes::Computed(expression) = &field.takes {
            return self.computed((field, expression), path, (known, given), level);
        }
        if let Takes::One(choices @ Choices::Computed(_)) | Takes::Many(choices @ Choices::Computed(_)) = &field.takes
            && let Ok(values) = self.judge().values(choices)
        {
            self.saw_choices(path, values);
        }
        if self.is_fixed(field, path) {
            self.filled.add(field.required, lacks(field, before));
            if now.is_some() && !same(now, before) && !(before.is_none() && same(now, field.default.as_ref())) {
                self.error(path, (Fault::ReadOnly, "it may only be read here".to_owned()));
            }
            let writes = !field.omitted && self.access(path) != Access::Read && before.is_none_or(Value::is_null);
            if let Some(default) = field.default.as_ref().filter(|_| writes) {
                keep(&mut level.out, known, path, default.clone());
            }
            return;
        }
        let default = field.default.as_ref().filter(|_| now.is_none() && before.is_none_or(Value::is_null));
        let new = now.or(default);
        if let Some(value) = new.filter(|value| !value.is_null()) {
            self.judged(field, path, value);
        }
        let required = field.required || self.access(path) == Access::Required;
        let value = new.or(before);
        let lacks = lacks(field, value);
        self.filled.add(required, lacks);
        if required && lacks && self.submission.extent == Extent::Whole {
            self.error(path, (Fault::Required, "it must have a value".to_owned()));
        }
        if let Some(value) = new.filter(|_| !field.omitted) {
            keep(&mut level.out, known, path, value.clone());
        }
    }

    fn computed(
        &mut self,
        (field, expression): (&Field, &Expression),
        path: &[String],
        (known, given): (&Values, &Values),
        level: &mut Level,
    ) {
        let now = at(given, path);
        let value = match self.judge().evaluate(expression) {
            Err(wrong) => return self.error(path, wrong),
            Ok(value) => value,
        };
        if now.is_some() && !same(now, Some(&value)) {
            let message = format!("it is computed as `{}`", expression.text());
            self.error(path, (Fault::Computed, message));
        }
        self.remember(path, &value);
        self.saw_value(path, &value);
        if !field.omitted {
            keep(&mut level.out, known, path, value);
        }
    }

    /// A total is never entered: what is given must be what the rows give.
    fn totalled(&mut self, path: &[String], (known, given): (&Values, &Values), level: &mut Level) {
        let (now, value) = (at(given, path), level.totals.get(path).cloned());
        let expected = value.as_ref().or(at(known, path));
        if self.access(path) == Access::Hidden {
            level.hidden.insert(path.to_vec());
        } else {
            level.taken.insert(path.to_vec());
            if now.is_some() && !same(now, expected) {
                let rows = expected.unwrap_or(&Value::Null);
                self.error(path, (Fault::Total, format!("the rows give {rows}")));
            }
        }
        if let Some(value) = value {
            keep(&mut level.out, known, path, value);
        }
    }

    /// What no field takes.
    fn strangers(&mut self, given: &Values, path: &mut Vec<String>, seen: &BTreeSet<Vec<String>>) {
        for (name, value) in given {
            path.push(name.clone());
            if !seen.contains(path) {
                match value {
                    Value::Object(inner) if seen.iter().any(|known| known.starts_with(path)) => {
                        self.strangers(inner, path, seen);
                    }
                    _ => self.error(path, (Fault::Unknown, "the form has no such field".to_owned())),
                }
            }
            path.pop();
        }
    }

    fn judged(&mut self, field: &Field, path: &[String], value: &Value) {
        let blank = is_blank(value) && !matches!(field.takes, Takes::Number { .. } | Takes::Truth);
        let wrong = if blank && (value.is_array() == field.takes_many()) {
            vec![]
        } else {
            self.judge().value(&field.takes, value)
        };
        for wrong in wrong {
            self.error(path, wrong);
        }
    }

    fn is_fixed(&mut self, field: &Field, path: &[String]) -> bool {
        self.access(path) == Access::Read
            || match &field.fixed {
                Switch::Always(fixed) => *fixed,
                Switch::When(expression) => self.holds(expression, path),
            }
    }

    /// Does it hold? What cannot be said is told as a fault of the field, and counts as true: nothing is taken then.
    fn holds(&mut self, expression: &Expression, path: &[String]) -> bool {
        match self.judge().holds(expression) {
            Ok(holds) => {
                self.saw_condition(expression.text(), holds);
                holds
            }
            Err(wrong) => {
                self.error(path, wrong);
                true
            }
        }
    }

    pub(super) fn access(&self, path: &[String]) -> Access {
        self.submission.permissions.access(&joined(&self.names, path))
    }

    fn judge(&self) -> Judge<'_> {
        let Submission { moment, attachment, .. } = self.submission;
        let sight = Sight { all: &self.all, rows: &self.rows, parameters: moment.parameters };
        Judge { moment: *moment, attachment, sight }
    }

    /// What was computed is seen by what comes after.
    pub(super) fn remember(&mut self, path: &[String], value: &Value) {
        if let Some((row, _)) = self.rows.last_mut() {
            put(row, path, value.clone());
        } else {
            let mut all: Map<String, Value> = std::mem::take(&mut self.all).into_iter().collect();
            put(&mut all, path, value.clone());
            self.all = all.into_iter().collect();
        }
    }

    pub(super) fn error(&mut self, path: &[String], (fault, message): Wrong) {
        if self.wrong.len() <= TOLD_MAX {
            let field = format!("{}{}", self.place, path.join("."));
            let field = field.trim_end_matches('.').to_owned();
            self.wrong.push(FieldError { field, code: fault.code().to_owned(), message });
        }
    }
}

impl Filled {
    fn add(&mut self, required: bool, lacks: bool) {
        self.required += u32::from(required);
        self.filled += u32::from(required && !lacks);
    }
}

/// Does a field have no value?
fn lacks(field: &Field, value: Option<&Value>) -> bool {
    value.is_none_or(|value| is_blank(value) || (field.takes_truth() && *value == Value::Bool(false)))
}

/// Puts a new value at a path, with what is known beside it inside the same variable.
pub(super) fn keep(out: &mut Values, known: &Values, path: &[String], value: Value) {
    if let [root, _, ..] = path
        && !out.contains_key(root)
        && let Some(before) = known.get(root)
    {
        out.insert(root.clone(), before.clone());
    }
    put(out, path, value);
}

pub(super) fn joined(around: &[String], path: &[String]) -> Vec<String> {
    [around, path].concat()
}
