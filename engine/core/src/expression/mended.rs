//! Calls of built-in functions that are done here, because the library does something else than the standard says, or
//! breaks down. This file is long because each of them has its function here.

use std::fmt::Write;

use dsntk_feel::bif::Bif;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelNumber, FeelScope, Name};
use dsntk_feel_parser::AstNode;
use dsntk_feel_temporal::{FeelTime, FeelZone};

use super::beyond::Beyond;
use super::java::Java;
use super::moments::{by_clocks_of, midnight_in};
use super::names::{hidden_name, is_hidden};
use super::ours::{Function, function};
use super::rounding::Rounding;
use super::years;

/// XML Schema, `timezoneFrag`: how far from UTC a clock may be, in seconds.
const OFFSET_MAX: usize = 14 * 3600;
/// The offsets of which the library makes a time from its parts.
const OFFSETS_OF_LIBRARY: std::ops::RangeInclusive<isize> = -43_140..=43_200;

/// A function that is called with all its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mended {
    Sublist,
    Substring,
    Replace,
    Time,
    TimeOf,
    Is,
    Date,
    DateAndTime,
    DateAndClock,
    GetValue,
}

impl Mended {
    /// Its parameters, each of which is given.
    fn parameters(self) -> &'static [&'static str] {
        match self {
            Mended::Sublist => &["list", "start position", "length"],
            Mended::Substring => &["string", "start position", "length"],
            Mended::Replace => &["input", "pattern", "replacement", "flags"],
            Mended::Time => &["hour", "minute", "second", "offset"],
            Mended::Is => &["value1", "value2"],
            Mended::TimeOf | Mended::Date | Mended::DateAndTime => &["from"],
            Mended::DateAndClock => &["date", "time"],
            Mended::GetValue => &["m", "key"],
        }
    }

    fn of(function: &str) -> Option<Mended> {
        Some(match function {
            "sublist" => Mended::Sublist,
            "substring" => Mended::Substring,
            "replace" => Mended::Replace,
            "time" => Mended::Time,
            "is" => Mended::Is,
            "date" => Mended::Date,
            "date and time" => Mended::DateAndTime,
            "get value" => Mended::GetValue,
            _ => return None,
        })
    }

    fn built_in(self) -> Bif {
        match self {
            Mended::Sublist => Bif::Sublist,
            Mended::Substring => Bif::Substring,
            Mended::Replace => Bif::Replace,
            Mended::Time | Mended::TimeOf => Bif::Time,
            Mended::Is => Bif::Is,
            Mended::Date => Bif::Date,
            Mended::DateAndTime | Mended::DateAndClock => Bif::DateAndTime,
            Mended::GetValue => Bif::GetValue,
        }
    }

    pub(super) fn name(self) -> Name {
        hidden_name(match self {
            Mended::Sublist => "mended sublist",
            Mended::Substring => "mended substring",
            Mended::Replace => "mended replace",
            Mended::Time => "mended time",
            Mended::TimeOf => "mended time of",
            Mended::Is => "mended is",
            Mended::Date => "mended date",
            Mended::DateAndTime => "mended date and time",
            Mended::DateAndClock => "mended date and clock",
            Mended::GetValue => "mended get value",
        })
    }

    pub(super) fn function(self) -> Value {
        let names: Vec<Name> = self.parameters().iter().map(|parameter| hidden_name(parameter)).collect();
        let (library, own) = (Library::new(self.built_in(), names.clone()), names.clone());
        function(&names, move |scope| {
            let arguments = own.iter().map(|name| scope.get_value(name).unwrap_or(Value::Null(None))).collect();
            match self {
                Mended::Sublist => sublist(arguments, scope, &library),
                Mended::Substring => substring(arguments, scope, &library),
                Mended::Replace => replace(arguments, scope, &library),
                Mended::Time => time(arguments, scope, &library),
                Mended::TimeOf => library.of(scope, exact(arguments)),
                Mended::Is => is(arguments, scope, &library),
                Mended::Date => date(arguments, scope, &library),
                Mended::DateAndTime => date_and_time(arguments, scope, &library),
                Mended::DateAndClock => date_and_clock(arguments, scope, &library),
                Mended::GetValue => get_value(arguments, scope, &library),
            }
        })
    }
}

/// What is to be called instead, with which arguments; none where the library does it, or refuses it.
pub(super) fn call(node: &AstNode) -> Option<(Function, Vec<AstNode>)> {
    let AstNode::FunctionInvocation(function, arguments) = node else { return None };
    let AstNode::Name(name) = function.as_ref() else { return None };
    let name = is_hidden(name)?;
    if matches!(name, "min" | "max") {
        return Some((Function::Extreme(name == "max"), vec![one_list(arguments)?]));
    }
    if let Some(rounding) = Rounding::of(name) {
        return Some((Function::Round(rounding), all(arguments, &["n", "scale"])?));
    }
    if let (Some(beyond), AstNode::PositionalParameters(given)) = (Beyond::of(name), arguments.as_ref()) {
        return Some((Function::Beyond(beyond), given.clone()));
    }
    if name == "date and time"
        && let Some(given) = all(arguments, &["date", "time"]).or_else(|| all(arguments, &["date", "timezone"]))
    {
        return Some((Function::Mended(Mended::DateAndClock), given));
    }
    if name == "time"
        && let Some(given) = all(arguments, &["from"])
    {
        return Some((Function::Mended(Mended::TimeOf), given));
    }
    if let (Some(java), AstNode::PositionalParameters(given)) = (Java::hidden(name), arguments.as_ref()) {
        return Some((Function::Java(java), given.clone()));
    }
    let mended = Mended::of(name)?;
    let parameters = mended.parameters();
    let given = all(arguments, parameters).or_else(|| match (mended, parameters.split_last()) {
        (Mended::Replace, Some((_, needed))) => all(arguments, needed).map(|mut given| {
            given.push(AstNode::Null);
            given
        }),
        _ => None,
    });
    Some((Function::Mended(mended), given?))
}

/// The arguments in the order of these parameters, if each is given and nothing else.
fn all(arguments: &AstNode, parameters: &[&str]) -> Option<Vec<AstNode>> {
    match arguments {
        AstNode::PositionalParameters(all) if all.len() == parameters.len() => Some(all.clone()),
        AstNode::NamedParameters(all) if all.len() == parameters.len() => {
            parameters.iter().map(|parameter| named(all, parameter).cloned()).collect()
        }
        _ => None,
    }
}

/// The arguments of a function that takes a list, or its items.
fn one_list(arguments: &AstNode) -> Option<AstNode> {
    match arguments {
        AstNode::PositionalParameters(all) => match &all[..] {
            [] => None,
            [one] => Some(one.clone()),
            items => Some(AstNode::List(items.to_vec())),
        },
        AstNode::NamedParameters(all) if all.len() == 1 => named(all, "list").cloned(),
        _ => None,
    }
}

fn named<'n>(all: &'n [AstNode], wanted: &str) -> Option<&'n AstNode> {
    all.iter().find_map(|argument| match argument {
        AstNode::NamedParameter(name, value) => {
            matches!(name.as_ref(), AstNode::ParameterName(name) if name.as_str() == wanted).then_some(value.as_ref())
        }
        _ => None,
    })
}

/// A function of the library.
struct Library {
    built_in: Bif,
    called: Name,
    parameters: Vec<Name>,
    evaluator: Evaluator,
}

impl Library {
    fn new(built_in: Bif, parameters: Vec<Name>) -> Library {
        let called = hidden_name("library");
        let arguments = parameters.iter().cloned().map(AstNode::Name).collect();
        let tree = AstNode::FunctionInvocation(
            Box::new(AstNode::Name(called.clone())),
            Box::new(AstNode::PositionalParameters(arguments)),
        );
        Library { evaluator: dsntk_feel_evaluator::prepare(&tree), built_in, called, parameters }
    }

    fn of(&self, scope: &FeelScope, arguments: Vec<Value>) -> Value {
        let mut context = FeelContext::default();
        context.set_entry(&self.called, Value::BuiltInFunction(self.built_in.clone()));
        for (name, value) in self.parameters.iter().zip(arguments) {
            context.set_entry(name, value);
        }
        scope.push(context);
        let value = (self.evaluator)(scope);
        scope.pop();
        value
    }
}

/// The library breaks down at a position before the first item.
fn sublist(arguments: Vec<Value>, scope: &FeelScope, library: &Library) -> Value {
    if let [Value::List(items), Value::Number(position), Value::Number(length)] = &arguments[..] {
        let count = FeelNumber::from(items.len());
        if position.abs() > count || *length > count {
            return Value::Null(Some("the list has not so many items".to_owned()));
        }
    }
    library.of(scope, arguments)
}

/// DMN 10.3.4.3: so many characters, or all there are. The library gives null where there are fewer, and breaks down at a
/// position far before the first.
fn substring(mut arguments: Vec<Value>, scope: &FeelScope, library: &Library) -> Value {
    if let [Value::String(text), Value::Number(position), Value::Number(length)] = &mut arguments[..] {
        let (position, zero) = (position.trunc(), FeelNumber::zero());
        let count = FeelNumber::from(text.chars().count());
        if position.abs() > count {
            return Value::Null(Some("the text has not so many characters".to_owned()));
        }
        let behind = count - position + FeelNumber::one();
        let left = if position > zero { behind } else { -position };
        if *length > left {
            *length = left;
        }
    }
    library.of(scope, arguments)
}

/// XPath functions 5.6.1.1: of its flags, `q` takes all characters as they are, and no other letter is one. The library puts
/// a backslash before each character, which gives most letters another meaning, and overlooks what it does not know.
fn replace(mut arguments: Vec<Value>, scope: &FeelScope, library: &Library) -> Value {
    if let [Value::String(text), Value::String(pattern), Value::String(replacement), flags] = &mut arguments[..] {
        let given = if let Value::String(flags) = flags { flags.clone() } else { String::new() };
        if !given.chars().all(|flag| matches!(flag, 's' | 'm' | 'i' | 'x' | 'q')) {
            return Value::Null(Some(format!("`{given}` are no flags of a pattern")));
        }
        if given.contains('q') && !given.contains('i') {
            return Value::String(text.replace(pattern.as_str(), replacement));
        }
        if given.contains('q') {
            *pattern = as_written(pattern);
            *replacement = replacement.replace('$', DOLLAR);
            *flags = Value::String("i".to_owned());
        } else {
            let Some(put) = put_instead(replacement, pattern) else {
                return Value::Null(Some(format!("`{replacement}` cannot be put instead")));
            };
            *replacement = put;
            if let Value::String(flags) = flags {
                *flags = each_once(flags);
            }
        }
    }
    library.of(scope, arguments)
}

/// A `$` as the library writes it. There is no group of this name: nothing stands for it, and no digit behind a `$`, which
/// would be a group.
const DOLLAR: &str = "$$${_}";

/// XPath functions 5.6.4: behind a backslash `$` and a backslash stand for themselves, `$` stands before the number of a group,
/// which has as many digits as there are groups of that number, and nothing else is written so.
fn put_instead(replacement: &str, pattern: &str) -> Option<String> {
    let groups = || regex::Regex::new(pattern).map_or(0, |pattern| pattern.captures_len() - 1);
    let (mut put, mut rest) = (String::new(), replacement.chars().peekable());
    while let Some(one) = rest.next() {
        match one {
            '\\' => match rest.next()? {
                '$' => put.push_str(DOLLAR),
                '\\' => put.push('\\'),
                _ => return None,
            },
            '$' => {
                let mut group = rest.next()?.to_digit(10)? as usize;
                while let Some(digit) = rest.peek().and_then(|next| next.to_digit(10))
                    && group * 10 + digit as usize <= groups()
                {
                    group = group * 10 + digit as usize;
                    rest.next();
                }
                _ = write!(put, "${{{group}}}");
            }
            other => put.push(other),
        }
    }
    Some(put)
}

/// DMN 10.3.4.4: is it the same element of what there is? Null is one, and so are lists and contexts of the same.
fn is(mut arguments: Vec<Value>, scope: &FeelScope, library: &Library) -> Value {
    match (arguments.pop(), arguments.pop()) {
        (Some(second), Some(first)) => is_same(first, second, scope, library),
        _ => Value::Null(None),
    }
}

fn is_same(first: Value, second: Value, scope: &FeelScope, library: &Library) -> Value {
    let same = |first: Value, second: Value| is_same(first, second, scope, library).is_true();
    Value::Boolean(match (first, second) {
        (Value::Null(_), Value::Null(_)) => true,
        (Value::List(first), Value::List(second)) => {
            first.len() == second.len() && first.into_iter().zip(second).all(|(first, second)| same(first, second))
        }
        (Value::Context(first), Value::Context(second)) => {
            let one = |name: &Name, value: &Value| {
                second.get_entry(name).is_some_and(|other| same(value.clone(), other.clone()))
            };
            first.len() == second.len() && first.iter().all(|(name, value)| one(name, value))
        }
        (Value::Null(_) | Value::List(_) | Value::Context(_), _) | (_, Value::Null(_)) => false,
        (first, second) => return library.of(scope, vec![first, second]),
    })
}

/// As in Camunda 8 the keys may be a path.
fn get_value(mut arguments: Vec<Value>, scope: &FeelScope, library: &Library) -> Value {
    let keys = match arguments.pop() {
        Some(Value::List(keys)) if !keys.is_empty() => keys,
        Some(key) => vec![key],
        None => return Value::Null(None),
    };
    let whole = arguments.pop().unwrap_or(Value::Null(None));
    keys.into_iter().fold(whole, |of, key| match of {
        Value::Null(_) => of,
        of => library.of(scope, vec![of, key]),
    })
}

fn date(arguments: Vec<Value>, scope: &FeelScope, library: &Library) -> Value {
    let early = if let [Value::String(text)] = &arguments[..] { years::date(text) } else { None };
    early.map_or_else(|| library.of(scope, arguments), Value::Date)
}

fn date_and_time(arguments: Vec<Value>, scope: &FeelScope, library: &Library) -> Value {
    let arguments = exact(arguments);
    let early = if let [Value::String(text)] = &arguments[..] { years::date_and_time(text) } else { None };
    early.map_or_else(|| library.of(scope, arguments), Value::DateTime)
}

/// A text with a fraction of a second: the library makes a float of it and cuts that, so that one in sixty of those that tell
/// microseconds would be a nanosecond less. With half a nanosecond more it is what is written.
pub(super) fn exact_text(text: &str) -> Option<String> {
    let (whole, rest) = text.split_once('.')?;
    let (digits, rest) = rest.split_at(rest.find(|one: char| !one.is_ascii_digit()).unwrap_or(rest.len()));
    (!digits.is_empty()).then(|| format!("{whole}.{digits:0<9.9}5{rest}"))
}

fn exact(arguments: Vec<Value>) -> Vec<Value> {
    let one = |value| match value {
        Value::String(text) => Value::String(exact_text(&text).unwrap_or(text)),
        other => other,
    };
    arguments.into_iter().map(one).collect()
}

/// As in Camunda 8 a zone may stand for the time: the same moment by the clocks there, or the midnight of a date there.
fn date_and_clock(arguments: Vec<Value>, scope: &FeelScope, library: &Library) -> Value {
    match &arguments[..] {
        [Value::DateTime(moment), Value::String(zone)] => by_clocks_of(moment, zone),
        [Value::Date(date), Value::String(zone)] => midnight_in(date, zone),
        _ => return library.of(scope, arguments),
    }
    .map_or_else(|| Value::Null(Some("it has no time there".to_owned())), Value::DateTime)
}

/// The library overlooks flags one of which stands there twice.
fn each_once(flags: &str) -> String {
    let mut once = String::new();
    for flag in flags.chars() {
        if !once.contains(flag) {
            once.push(flag);
        }
    }
    once
}

/// A pattern that only these characters match.
fn as_written(text: &str) -> String {
    let mut pattern = String::new();
    for one in text.chars() {
        if one.is_ascii_punctuation() {
            pattern.push('\\');
        }
        pattern.push(one);
    }
    pattern
}

/// The library breaks down at an offset of more than twelve hours.
fn time(mut arguments: Vec<Value>, scope: &FeelScope, library: &Library) -> Value {
    let Some(Value::DaysAndTimeDuration(offset)) = arguments.last() else { return library.of(scope, arguments) };
    let seconds = offset.as_seconds();
    if OFFSETS_OF_LIBRARY.contains(&seconds) {
        return library.of(scope, arguments);
    }
    if seconds.unsigned_abs() > OFFSET_MAX {
        return Value::Null(Some("a clock is at most 14 hours from UTC".to_owned()));
    }
    arguments.pop();
    arguments.push(Value::Null(None));
    match (library.of(scope, arguments), i32::try_from(seconds)) {
        (Value::Time(time), Ok(seconds)) => {
            let zone = FeelZone::Offset(seconds);
            FeelTime::zone_opt(time.hour(), time.minute(), time.second(), time.nanos(), zone)
                .map_or(Value::Null(None), Value::Time)
        }
        (other, _) => other,
    }
}
