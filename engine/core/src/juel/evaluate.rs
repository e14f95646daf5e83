//! The value of an expression.
use super::ast::{Ask, Binary, Form, Function, Node, Part, Unary};
use super::call::getter;
use super::coerce::{boolean, kind, short, text};
use super::error::Fault;
use super::limits::TEXT_BYTES_MAX;
use super::methods::{Unfit, call};
use super::{date, operate, results};
use crate::expression::Variables;
use jiff::Timestamp;
use serde_json::Value;
use std::cmp::Ordering;

/// One evaluation.
pub struct Evaluation<'a> {
    /// The whole text.
    pub text: &'a str,
    /// What it sees.
    pub variables: &'a dyn Variables,
    /// The step's time.
    pub now: Timestamp,
}

/// A value on the way: data, or a point in time until it is written out.
#[derive(Debug, Clone, PartialEq)]
enum Val {
    Data(Value),
    Time(Timestamp),
}

impl Evaluation<'_> {
    /// One expression gives its value; with text around it, or several, everything is written out.
    pub fn parts(&self, parts: &[Part]) -> Result<Value, Fault> {
        if let [Part::Expression(node)] = parts {
            return Ok(self.value(node)?.data());
        }
        let mut all = String::new();
        for part in parts {
            match part {
                Part::Text(text) => all.push_str(text),
                Part::Expression(node) => all.push_str(&text(&self.value(node)?.data())),
            }
            if all.len() > TEXT_BYTES_MAX {
                return Err(self.too_large(self.text, "the text"));
            }
        }
        Ok(Value::String(all))
    }

    fn value(&self, node: &Node) -> Result<Val, Fault> {
        Ok(Val::Data(match &node.form {
            Form::Literal(value) => value.clone(),
            Form::Name(name) => self
                .variable(name)
                .ok_or_else(|| Fault::Missing { variable: name.clone(), expression: short(self.text) })?,
            Form::Variable(ask, name) => {
                let name = text(&self.data(name)?);
                match ask {
                    Ask::Value => self.variable(&name).unwrap_or_default(),
                    Ask::Exists => self.variable(&name).is_some().into(),
                    Ask::Local => self.variables.local(&name).unwrap_or_default(),
                    Ask::LocalExists => self.variables.local(&name).is_some().into(),
                }
            }
            Form::Fact(fact) => self.variables.fact(*fact).unwrap_or_default(),
            Form::Property(base, entry) => self.property(node, base, entry)?,
            Form::Getter(base, entry) => match self.data(base)? {
                Value::Object(mut entries) => match entries.swap_remove(entry) {
                    Some(value) => value,
                    None => return Err(self.wrong(node, format!("the object has no `{entry}`"))),
                },
                Value::Null => return Err(self.null(node)),
                other => return Err(self.wrong(node, format!("{} has no `{entry}`", kind(&other)))),
            },
            Form::Method(base, name, arguments) => return self.method(node, base, name, arguments),
            Form::Function(Function::Now, _) => return Ok(Val::Time(self.now)),
            Form::Function(function, arguments) => self.function(node, *function, arguments)?,
            Form::Unary(operation, operand) => match operation {
                Unary::Not => (!self.truth(operand)?).into(),
                Unary::Empty => operate::is_empty(&self.data(operand)?).into(),
                Unary::Negate => operate::negate(&self.data(operand)?).map_err(|m| self.wrong(node, m))?,
            },
            Form::Binary(operation, left, right) => self.binary(node, *operation, left, right)?,
            Form::Choice(condition, then, other) => {
                return self.value(if self.truth(condition)? { then } else { other });
            }
        }))
    }

    fn data(&self, node: &Node) -> Result<Value, Fault> {
        Ok(self.value(node)?.data())
    }

    fn truth(&self, node: &Node) -> Result<bool, Fault> {
        boolean(&self.data(node)?).map_err(|message| self.wrong(node, message))
    }

    fn variable(&self, name: &str) -> Option<Value> {
        self.variables.get(name).map(std::borrow::Cow::into_owned)
    }

    fn binary(&self, node: &Node, operation: Binary, left: &Node, right: &Node) -> Result<Value, Fault> {
        let wrong = |message| self.wrong(node, message);
        match operation {
            Binary::Or => return Ok((self.truth(left)? || self.truth(right)?).into()),
            Binary::And => return Ok((self.truth(left)? && self.truth(right)?).into()),
            _ => {}
        }
        let (left, right) = (self.value(left)?, self.value(right)?);
        if let Some((a, b)) = self.times(&left, &right).map_err(wrong)? {
            return compare_times(operation, a.cmp(&b))
                .ok_or_else(|| wrong("points in time cannot be computed with".into()));
        }
        let (left, right) = (left.data(), right.data());
        match operation {
            Binary::Equal => operate::equal(&left, &right).map(Value::from),
            Binary::NotEqual => operate::equal(&left, &right).map(|equal| (!equal).into()),
            Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual => {
                operate::order(operation, &left, &right).map(Value::from)
            }
            _ => operate::arithmetic(operation, &left, &right),
        }
        .map_err(wrong)
    }

    /// Both sides as points in time, where both are: one that `now()` gives, or a date or date-time of ISO 8601 in a text,
    /// which is what a date in a variable is. With one on one side, a text on the other must be one too.
    fn times(&self, left: &Val, right: &Val) -> Result<Option<(Timestamp, Timestamp)>, String> {
        let time = |side: &Val| match side {
            Val::Time(at) => Some(*at),
            Val::Data(Value::String(text)) => date::read(text, self.variables.zone()),
            Val::Data(_) => None,
        };
        match (time(left), time(right)) {
            (Some(left), Some(right)) => Ok(Some((left, right))),
            (None, None) => Ok(None),
            _ => match (left, right) {
                (Val::Time(_), Val::Data(other)) | (Val::Data(other), Val::Time(_)) if !other.is_null() => {
                    Err(format!("`{}` is no point in time", short(&text(other))))
                }
                _ => Ok(None),
            },
        }
    }

    /// EL 1.6: null has every property, and it is null; so has an object, and a list behind its end.
    fn property(&self, node: &Node, base: &Node, entry: &Node) -> Result<Value, Fault> {
        let base = self.data(base)?;
        if base.is_null() {
            return Ok(Value::Null);
        }
        let entry = self.data(entry)?;
        let name = text(&entry);
        if base.get(name.as_str()).is_none()
            && let Some(found) = results::property(&base, &name)
        {
            return found.map_err(|unfit| self.unfit(node, &name, unfit));
        }
        match base {
            Value::Object(mut entries) => Ok(entries.swap_remove(&text(&entry)).unwrap_or_default()),
            Value::Array(mut items) => {
                let index = match &entry {
                    Value::String(text) => text.parse().ok(),
                    other => other.as_u64().map(|index| index as usize),
                };
                match index {
                    Some(index) if index < items.len() => Ok(items.swap_remove(index)),
                    Some(_) => Ok(Value::Null),
                    None => Err(self.wrong(node, format!("`{}` is no position in a list", short(&text(&entry))))),
                }
            }
            other => Err(self.wrong(node, format!("{} has no `{}`", kind(&other), short(&text(&entry))))),
        }
    }

    fn method(&self, node: &Node, base: &Node, name: &str, arguments: &[Node]) -> Result<Val, Fault> {
        let on = self.value(base)?;
        let given = arguments.iter().map(|a| self.value(a)).collect::<Result<Vec<_>, _>>()?;
        let point = match &on {
            Val::Time(at) => Some(*at),
            Val::Data(Value::String(text)) if date::is_of_time(name) => date::read(text, self.variables.zone()),
            Val::Data(_) => None,
        };
        if let Some(at) = point {
            return self.of_time(node, at, name, given.first());
        }
        let arguments: Vec<Value> = given.into_iter().map(Val::data).collect();
        let on = on.data();
        // What is no method of an object is the getter of an entry.
        if let (Value::Object(entries), Some(entry)) = (&on, getter(name).filter(|_| arguments.is_empty()))
            && let Some(value) = entries.get(&entry)
        {
            return Ok(Val::Data(value.clone()));
        }
        if on.is_null() && !matches!(name, "isNull") {
            return Err(self.null(node));
        }
        call(&on, name, &arguments).map(Val::Data).map_err(|unfit| self.unfit(node, name, unfit))
    }

    fn unfit(&self, node: &Node, name: &str, unfit: Unfit) -> Fault {
        match unfit {
            Unfit::Method(kind) => self.wrong(node, format!("{kind} has no `{name}`")),
            Unfit::Argument(message) => self.wrong(node, message),
            Unfit::TooLarge => self.too_large(&self.text[node.span.clone()], "the text"),
        }
    }

    fn of_time(&self, node: &Node, at: Timestamp, name: &str, argument: Option<&Val>) -> Result<Val, Fault> {
        let zone = self.variables.zone();
        let other = || match argument.map(|other| self.times(&Val::Time(at), other)) {
            Some(Ok(Some((_, other)))) => Ok(other),
            Some(Err(message)) => Err(self.wrong(node, message)),
            _ => Err(self.null(node)),
        };
        Ok(Val::Data(match name {
            "getTime" | "getMillis" => at.as_millisecond().into(),
            "toString" => date::written(at).into(),
            "before" | "isBefore" => (at < other()?).into(),
            "after" | "isAfter" => (at > other()?).into(),
            "isEqual" | "equals" => (at == other()?).into(),
            "compareTo" => (at.cmp(&other()?) as i8).into(),
            "isBeforeNow" => (at < self.now).into(),
            "isAfterNow" => (at > self.now).into(),
            _ => {
                if let Some(part) = date::part(at, name, zone) {
                    return Ok(Val::Data(part.into()));
                }
                let amount = argument.and_then(|amount| amount.clone().data().as_i64());
                let later = date::method(at, name, amount, zone);
                let wrong = || self.wrong(node, format!("a point in time has no such `{name}`"));
                return later.map(Val::Time).ok_or_else(wrong);
            }
        }))
    }

    fn function(&self, node: &Node, function: Function, arguments: &[Node]) -> Result<Value, Fault> {
        let all = arguments.iter().map(|a| self.value(a)).collect::<Result<Vec<_>, _>>()?;
        let wrong = |message| self.wrong(node, message);
        if let (Some(operation), [left, right]) = (compares(function), all.as_slice())
            && let Some((a, b)) = self.times(left, right).map_err(wrong)?
        {
            return Ok(compare_times(operation, a.cmp(&b)).unwrap_or_default());
        }
        let all: Vec<Value> = all.into_iter().map(Val::data).collect();
        let (first, second) = (&all[0], all.get(1).unwrap_or(&Value::Null));
        let order = |operation| operate::order(operation, first, second).map(Value::from).map_err(wrong);
        Ok(match function {
            Function::Now => unreachable!("it has no arguments"),
            Function::Json => match first {
                Value::String(text) => serde_json::from_str(text)
                    .map_err(|error| wrong(format!("`{}` is not JSON: {error}", short(text))))?,
                other => other.clone(),
            },
            Function::OrDefault => if first.is_null() { second } else { first }.clone(),
            Function::IsEmpty => operate::is_empty(first).into(),
            Function::IsNotEmpty => (!operate::is_empty(first)).into(),
            Function::Equal => operate::equal(first, second).map_err(wrong)?.into(),
            Function::NotEqual => (!operate::equal(first, second).map_err(wrong)?).into(),
            Function::Less => order(Binary::Less)?,
            Function::LessOrEqual => order(Binary::LessOrEqual)?,
            Function::Greater => order(Binary::Greater)?,
            Function::GreaterOrEqual => order(Binary::GreaterOrEqual)?,
            Function::Contains => all[1..].iter().all(|item| holds(first, item)).into(),
            Function::ContainsAny => all[1..].iter().any(|item| holds(first, item)).into(),
        })
    }

    fn wrong(&self, node: &Node, detail: String) -> Fault {
        Fault::Type { part: short(&self.text[node.span.clone()]), detail, expression: short(self.text) }
    }

    fn null(&self, node: &Node) -> Fault {
        Fault::Null { part: short(&self.text[node.span.clone()]), expression: short(self.text) }
    }

    fn too_large(&self, part: &str, what: &str) -> Fault {
        let detail = format!("{what} would be longer than {TEXT_BYTES_MAX} bytes");
        Fault::TooLarge { part: short(part), detail, expression: short(self.text) }
    }
}

impl Val {
    fn data(self) -> Value {
        match self {
            Val::Data(value) => value,
            Val::Time(at) => date::written(at).into(),
        }
    }
}

/// The operator that a function about a variable stands for.
fn compares(function: Function) -> Option<Binary> {
    Some(match function {
        Function::Equal => Binary::Equal,
        Function::NotEqual => Binary::NotEqual,
        Function::Less => Binary::Less,
        Function::LessOrEqual => Binary::LessOrEqual,
        Function::Greater => Binary::Greater,
        Function::GreaterOrEqual => Binary::GreaterOrEqual,
        _ => return None,
    })
}

fn compare_times(operation: Binary, ordering: Ordering) -> Option<Value> {
    Some(Value::Bool(match operation {
        Binary::Equal => ordering.is_eq(),
        Binary::NotEqual => ordering.is_ne(),
        Binary::Less => ordering.is_lt(),
        Binary::LessOrEqual => ordering.is_le(),
        Binary::Greater => ordering.is_gt(),
        Binary::GreaterOrEqual => ordering.is_ge(),
        _ => return None,
    }))
}

/// Flowable's `contains`: an item of a list, or a part of a text.
fn holds(all: &Value, item: &Value) -> bool {
    match all {
        Value::Array(items) => items.iter().any(|other| operate::same(other, item)),
        Value::String(all) => item.as_str().is_some_and(|item| all.contains(item)),
        _ => false,
    }
}
