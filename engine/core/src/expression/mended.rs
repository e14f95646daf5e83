//! Calls of built-in functions that are done here, because the library does something else than the standard says, or
//! breaks down.

use dsntk_feel::bif::Bif;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelNumber, FeelScope, Name};
use dsntk_feel_parser::AstNode;
use dsntk_feel_temporal::{FeelTime, FeelZone};

use super::names::{hidden_name, is_hidden};
use super::ours::{Function, function};
use super::rounding::Rounding;

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
}

impl Mended {
    /// Its parameters, each of which is given.
    fn parameters(self) -> &'static [&'static str] {
        match self {
            Mended::Sublist => &["list", "start position", "length"],
            Mended::Substring => &["string", "start position", "length"],
            Mended::Replace => &["input", "pattern", "replacement", "flags"],
            Mended::Time => &["hour", "minute", "second", "offset"],
        }
    }

    fn of(function: &str) -> Option<Mended> {
        Some(match function {
            "sublist" => Mended::Sublist,
            "substring" => Mended::Substring,
            "replace" => Mended::Replace,
            "time" => Mended::Time,
            _ => return None,
        })
    }

    fn built_in(self) -> Bif {
        match self {
            Mended::Sublist => Bif::Sublist,
            Mended::Substring => Bif::Substring,
            Mended::Replace => Bif::Replace,
            Mended::Time => Bif::Time,
        }
    }

    pub(super) fn name(self) -> Name {
        hidden_name(match self {
            Mended::Sublist => "mended sublist",
            Mended::Substring => "mended substring",
            Mended::Replace => "mended replace",
            Mended::Time => "mended time",
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
    let mended = Mended::of(name)?;
    Some((Function::Mended(mended), all(arguments, mended.parameters())?))
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
    if let [Value::String(text), Value::String(pattern), Value::String(replacement), Value::String(flags)] =
        &mut arguments[..]
    {
        if !flags.chars().all(|flag| matches!(flag, 's' | 'm' | 'i' | 'x' | 'q')) {
            return Value::Null(Some(format!("`{flags}` are no flags of a pattern")));
        }
        if flags.contains('q') && !flags.contains('i') {
            return Value::String(text.replace(pattern.as_str(), replacement));
        }
        if flags.contains('q') {
            *pattern = as_written(pattern);
            // There is no group of this name: nothing stands for it, and no digit behind a `$`, which would be a group.
            *replacement = replacement.replace('$', "$$${_}");
            "i".clone_into(flags);
        }
        *flags = each_once(flags);
    }
    library.of(scope, arguments)
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
