//! Functions in Java (DMN 10.3.2.13.3) of which everybody knows what they do: static ones of `java.lang` and `java.math` that
//! need nothing but their arguments. They are done here; all others run outside of the engine, as the work of a service task.
mod format;
mod methods;

use std::str::FromStr;

use dsntk_feel::values::Value;
use dsntk_feel::{FeelNumber, Name};
use dsntk_feel_parser::AstNode;
use methods::METHODS;

use super::names::hidden_name;
use super::ours::function;
use super::tree::children;

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Int,
    Long,
    Float,
    Double,
    Boolean,
    Char,
    Text,
    Object,
    /// All arguments that are left.
    Rest,
}

/// An argument as Java has it.
enum Argument {
    Whole(i64),
    Real(f64),
    Truth(bool),
    Text(String),
    Object(Value),
    Rest(Vec<Value>),
}

/// What a method does; none where Java throws an exception, or gives what is no number.
type Work = fn(&[Argument]) -> Option<Value>;

/// A method: its class, its name, what it takes, and what it does.
type Method = (&'static str, &'static str, &'static [Of], Work);

/// A method, by its place among those that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Java(usize);

impl Java {
    /// That of a class with a signature such as `max(double, double)`, for so many arguments.
    pub(crate) fn of(class: &str, signature: &str, arguments: usize) -> Option<Java> {
        let (name, types) = signature.trim().strip_suffix(')')?.split_once('(')?;
        let types = if types.trim().is_empty() { vec![] } else { types.split(',').map(str::trim).collect() };
        let types: Vec<Of> = types.into_iter().map(Of::named).collect::<Option<_>>()?;
        let at = METHODS.iter().position(|(known, method, takes, _)| {
            *known == class.trim() && *method == name.trim() && **takes == *types
        })?;
        let fits = match types.last() {
            Some(Of::Rest) => arguments + 1 >= types.len(),
            _ => arguments == types.len(),
        };
        fits.then_some(Java(at))
    }

    /// That of a hidden name.
    pub(super) fn hidden(name: &str) -> Option<Java> {
        let at = name.strip_prefix("java ")?.parse().ok()?;
        (at < METHODS.len()).then_some(Java(at))
    }

    pub(super) fn name(self) -> Name {
        hidden_name(&format!("java {}", self.0))
    }

    pub(super) fn function(self) -> Value {
        let (_, _, takes, _) = METHODS[self.0];
        let names: Vec<Name> = (1..=takes.len()).map(|at| hidden_name(&format!("p{at}"))).collect();
        let own = names.clone();
        function(&names, move |scope| {
            self.call(own.iter().map(|name| scope.get_value(name).unwrap_or(Value::Null(None))).collect())
        })
    }

    /// What it gives for these arguments, of which the last may be several.
    pub(crate) fn call(self, mut given: Vec<Value>) -> Value {
        let (class, method, takes, work) = METHODS[self.0];
        let rest = (takes.last() == Some(&Of::Rest)).then(|| given.split_off((takes.len() - 1).min(given.len())));
        let mut arguments: Option<Vec<Argument>> =
            takes.iter().zip(given).map(|(of, value)| of.fitting(value)).collect();
        if let (Some(rest), Some(arguments)) = (rest, arguments.as_mut()) {
            // A list that stands there alone is all of them.
            arguments.push(Argument::Rest(match <[Value; 1]>::try_from(rest) {
                Ok([Value::List(all)]) | Err(all) => all,
                Ok([one]) => vec![one],
            }));
        }
        let done = arguments.filter(|arguments| arguments.len() == takes.len()).and_then(|arguments| work(&arguments));
        done.unwrap_or_else(|| Value::Null(Some(format!("`{class}.{method}` gives nothing for this"))))
    }
}

impl Of {
    fn named(name: &str) -> Option<Of> {
        Some(match name {
            "int" => Of::Int,
            "long" => Of::Long,
            "float" => Of::Float,
            "double" => Of::Double,
            "boolean" => Of::Boolean,
            "char" => Of::Char,
            "java.lang.String" | "String" => Of::Text,
            "java.lang.Object" | "Object" => Of::Object,
            "[Ljava.lang.Object;" | "java.lang.Object[]" | "java.lang.Object..." | "Object..." => Of::Rest,
            _ => return None,
        })
    }

    /// The value as Java has it; a number that is not whole is none for `int`, nor one that is out of its bounds.
    fn fitting(self, value: Value) -> Option<Argument> {
        match (self, value) {
            (Of::Int, Value::Number(number)) => {
                let whole = whole(number)?;
                i32::try_from(whole).ok().map(|_| Argument::Whole(whole))
            }
            (Of::Long, Value::Number(number)) => whole(number).map(Argument::Whole),
            (Of::Float, Value::Number(number)) => {
                let real = number.to_string().parse::<f32>().ok()?;
                real.is_finite().then_some(Argument::Real(f64::from(real)))
            }
            (Of::Double, Value::Number(number)) => {
                let real = number.to_string().parse::<f64>().ok()?;
                real.is_finite().then_some(Argument::Real(real))
            }
            (Of::Boolean, Value::Boolean(truth)) => Some(Argument::Truth(truth)),
            (Of::Char, Value::String(text)) if text.encode_utf16().count() == 1 => Some(Argument::Text(text)),
            (Of::Text, Value::String(text)) => Some(Argument::Text(text)),
            (Of::Object, value) => Some(Argument::Object(value)),
            _ => None,
        }
    }
}

/// The call of a function whose body is `external {java: {…}}`, with these parameters.
pub(super) fn call(body: &AstNode, parameters: &[Name]) -> Option<AstNode> {
    let mapping = entry(body, "java")?;
    let (AstNode::String(class), AstNode::String(signature)) =
        (entry(mapping, "class")?, entry(mapping, "method signature")?)
    else {
        return None;
    };
    let java = Java::of(class, signature, parameters.len())?;
    let mut arguments: Vec<AstNode> = parameters.iter().cloned().map(AstNode::Name).collect();
    let takes = METHODS[java.0].2;
    if takes.last() == Some(&Of::Rest) {
        let rest = arguments.split_off(takes.len() - 1);
        arguments.push(match <[AstNode; 1]>::try_from(rest) {
            Ok([one]) => one,
            Err(all) => AstNode::List(all),
        });
    }
    let function = Box::new(AstNode::Name(java.name()));
    Some(AstNode::FunctionInvocation(function, Box::new(AstNode::PositionalParameters(arguments))))
}

fn entry<'n>(context: &'n AstNode, key: &str) -> Option<&'n AstNode> {
    children(context).into_iter().find_map(|entry| match entry {
        AstNode::ContextEntry(name, value) => {
            matches!(name.as_ref(), AstNode::ContextEntryKey(name) if name.as_str() == key).then_some(value.as_ref())
        }
        _ => None,
    })
}

fn whole(number: FeelNumber) -> Option<i64> {
    if number != number.trunc() {
        return None;
    }
    i64::try_from(&number.trunc()).ok()
}

/// A number of Java; none where it is no number, or infinite.
fn real(number: f64) -> Option<Value> {
    let written = number.is_finite().then(|| format!("{number:e}"))?;
    FeelNumber::from_str(&written).ok().map(Value::Number)
}

/// One with the digits that a `float` has.
fn short(number: f64) -> Option<Value> {
    let number = number as f32;
    let written = number.is_finite().then(|| format!("{number:e}"))?;
    FeelNumber::from_str(&written).ok().map(Value::Number)
}
