//! What stands behind a dot or before a parenthesis: which calls mean something without Java.
use super::ast::{Ask, Fact, Form, Function, Node};
use super::error::Refusal;
use super::methods;
use super::parse::is_prefix;
use super::patterns::{is_pattern, takes_pattern};
use crate::expression::Position;
use std::ops::Range;

const EXECUTION: &str = "its variables, its ids and its business key";
const TASK: &str = "its variables, its key, its name, who has it, its dates and its priority";

/// A call of Java code that a worker can do instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bean {
    /// `bean` of `${bean}`, `bean.method` of `${bean.method(x)}`.
    pub name: String,
}

/// The bean that an expression calls as a whole; none when it is something else.
///
/// ```
/// use weir_core::juel::bean;
/// assert_eq!(bean("${mailer.send(order, 'now')}").unwrap().name, "mailer.send");
/// assert_eq!(bean("#{archive}").unwrap().name, "archive");
/// assert_eq!(bean("${amount > 5}"), None);
/// ```
pub fn bean(text: &str) -> Option<Bean> {
    let text = text.trim();
    let inside = text.strip_prefix("${").or_else(|| text.strip_prefix("#{"))?.strip_suffix('}')?.trim();
    let head = inside.split('(').next()?.trim_end();
    let is_name = |word: &str| {
        word.starts_with(|c: char| c == '_' || c.is_alphabetic())
            && word.chars().all(|c| c == '_' || c == '$' || c.is_alphanumeric())
    };
    let mut words = head.split('.').map(str::trim);
    let first = words.next()?;
    if !words.clone().all(is_name) || !is_name(first) || matches!(first, "execution" | "task") {
        return None;
    }
    let call = inside.contains('(');
    if call && (!inside.ends_with(')') || !closes_at_end(inside)) {
        return None;
    }
    Some(Bean { name: std::iter::once(first).chain(words).collect::<Vec<_>>().join(".") })
}

/// Does the first parenthesis close with the last character?
fn closes_at_end(text: &str) -> bool {
    let (mut depth, mut quote) = (0_usize, None);
    let mut escaped = false;
    for (at, ch) in text.char_indices() {
        match (quote, ch) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), _) if ch == open => quote = None,
            (None, '\'' | '"') => quote = Some(ch),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1 == text.len();
                }
            }
            _ => {}
        }
    }
    false
}

/// `base.entry` or `base[entry]`.
pub fn property(text: &str, base: Node, entry: Node, end: usize) -> Result<Node, Refusal> {
    let span = base.span.start..end;
    let form = match (object(&base), &entry.form) {
        (Some("execution"), Form::Literal(serde_json::Value::String(name))) => match fact(name) {
            Some(fact) => Form::Fact(fact),
            None => return Err(unknown_object(text, "execution", EXECUTION, &span)),
        },
        (Some("task"), Form::Literal(serde_json::Value::String(name))) if name == "execution" => {
            Form::Name(name.to_owned())
        }
        (Some("task"), Form::Literal(serde_json::Value::String(name))) => match fact_of_task(name) {
            Some(fact) => Form::Fact(fact),
            None => return Err(unknown_object(text, "task", TASK, &span)),
        },
        (Some(name), _) => return Err(unknown_object(text, name, TASK, &span)),
        (None, _) => Form::Property(Box::new(base), Box::new(entry)),
    };
    Ok(Node { form, span })
}

/// `base.method(arguments)`.
pub fn called(text: &str, base: Node, method: &str, arguments: Vec<Node>, end: usize) -> Result<Node, Refusal> {
    let span = base.span.start..end;
    let form = match object(&base) {
        Some("execution") => execution(method, arguments).ok_or_else(|| refused(text, &span))?,
        Some("task") if method == "getExecution" && arguments.is_empty() => Form::Name("execution".to_owned()),
        Some("task") => match (execution(method, arguments), getter(method).and_then(|name| fact_of_task(&name))) {
            (Some(variable @ Form::Variable(..)), _) => variable,
            (_, Some(fact)) => Form::Fact(fact),
            _ => return Err(unknown_object(text, "task", TASK, &span)),
        },
        Some(name) => return Err(unknown_object(text, name, TASK, &span)),
        // A pattern that only Java knows is for Java.
        None if takes_pattern(method) && arguments.first().is_some_and(is_strange) => {
            return Err(refused(text, &span));
        }
        None if methods::known(method, arguments.len()) => Form::Method(Box::new(base), method.to_owned(), arguments),
        None => match getter(method).filter(|_| arguments.is_empty()) {
            Some(entry) => Form::Getter(Box::new(base), entry),
            None => return Err(refused(text, &span)),
        },
    };
    Ok(Node { form, span })
}

/// Is it written out, and no pattern that can be used here?
fn is_strange(pattern: &Node) -> bool {
    matches!(&pattern.form, Form::Literal(serde_json::Value::String(pattern)) if !is_pattern(pattern))
}

/// The words that stand for objects of the other engine, not for variables.
fn object(node: &Node) -> Option<&'static str> {
    match &node.form {
        Form::Name(name) if name == "execution" => Some("execution"),
        Form::Name(name) if name == "task" => Some("task"),
        _ => None,
    }
}

fn execution(method: &str, mut arguments: Vec<Node>) -> Option<Form> {
    if arguments.is_empty() {
        return fact(&getter(method)?).map(Form::Fact);
    }
    let ask = match method {
        "getVariable" => Ask::Value,
        "getVariableLocal" => Ask::Local,
        "hasVariable" => Ask::Exists,
        "hasVariableLocal" => Ask::LocalExists,
        _ => return None,
    };
    let name = arguments.pop().filter(|_| arguments.is_empty())?;
    Some(Form::Variable(ask, Box::new(name)))
}

/// What a user task knows of itself.
fn fact_of_task(name: &str) -> Option<Fact> {
    match name {
        "taskDefinitionKey" => Some(Fact::ElementId),
        "id" => Some(Fact::TaskId),
        "name" => Some(Fact::TaskName),
        "description" => Some(Fact::Description),
        "assignee" => Some(Fact::Assignee),
        "dueDate" => Some(Fact::Due),
        "followUpDate" => Some(Fact::FollowUp),
        "priority" => Some(Fact::Priority),
        "executionId" => Some(Fact::ExecutionId),
        "processInstanceId" | "processDefinitionId" | "tenantId" => fact(name),
        _ => None,
    }
}

fn fact(name: &str) -> Option<Fact> {
    Some(match name {
        "processInstanceId" => Fact::InstanceId,
        "processBusinessKey" | "businessKey" | "processInstanceBusinessKey" => Fact::BusinessKey,
        "rootProcessInstanceId" => Fact::RootId,
        "id" => Fact::ExecutionId,
        "processDefinitionId" => Fact::DefinitionId,
        "currentActivityId" | "activityId" => Fact::ElementId,
        "currentActivityName" | "activityName" => Fact::ElementName,
        "tenantId" => Fact::Tenant,
        _ => return None,
    })
}

/// `getAmount` reads `amount`, `isReady` reads `ready`.
pub(super) fn getter(method: &str) -> Option<String> {
    let rest = method.strip_prefix("get").or_else(|| method.strip_prefix("is"))?;
    let first = rest.chars().next().filter(|c| c.is_uppercase())?;
    Some(first.to_lowercase().chain(rest[first.len_utf8()..].chars()).collect())
}

/// `name(arguments)` or `prefix:name(arguments)`.
pub fn function(text: &str, name: &str, mut arguments: Vec<Node>, span: Range<usize>) -> Result<Node, Refusal> {
    let count = arguments.len();
    let unknown = || Refusal::Function { name: name.to_owned(), at: Position::of(text, span.start) };
    let prefixed = name.split_once(':').filter(|(prefix, _)| is_prefix(prefix));
    let form = match (name, prefixed) {
        ("now" | "dateTime", _) if count == 0 => Form::Function(Function::Now, arguments),
        ("currentUser", _) if count == 0 => Form::Fact(Fact::User),
        // JSON is the only format here; which one it is may be said.
        ("S" | "JSON", _) if count == 1 || (count == 2 && is_json(&arguments[1])) => {
            Form::Function(Function::Json, arguments)
        }
        (_, Some((_, local))) if count > 0 => {
            let variable = Box::new(named(arguments.remove(0)));
            let span = variable.span.clone();
            let value = |ask| Node { form: Form::Variable(ask, variable.clone()), span: span.clone() };
            match (local, arguments.len()) {
                ("get", 0) => value(Ask::Value).form,
                ("exists" | "exist", 0) => value(Ask::Exists).form,
                _ => {
                    let function = about_variable(local, arguments.len()).ok_or_else(unknown)?;
                    arguments.insert(0, value(Ask::Value));
                    Form::Function(function, arguments)
                }
            }
        }
        _ => return Err(unknown()),
    };
    Ok(Node { form, span })
}

fn is_json(format: &Node) -> bool {
    matches!(&format.form, Form::Literal(serde_json::Value::String(name)) if name == "application/json" || name == "json")
}

/// Flowable takes the name of the variable with or without quotes.
fn named(node: Node) -> Node {
    match node.form {
        Form::Name(name) => Node { form: Form::Literal(name.into()), span: node.span },
        _ => node,
    }
}

fn about_variable(name: &str, arguments: usize) -> Option<Function> {
    Some(match (name, arguments) {
        ("getOrDefault", 1) => Function::OrDefault,
        ("isEmpty" | "empty", 0) => Function::IsEmpty,
        ("isNotEmpty" | "notEmpty", 0) => Function::IsNotEmpty,
        ("equals" | "eq", 1) => Function::Equal,
        ("notEquals" | "ne", 1) => Function::NotEqual,
        ("lowerThan" | "lessThan" | "lt", 1) => Function::Less,
        ("lowerThanOrEquals" | "lessThanOrEquals" | "lte", 1) => Function::LessOrEqual,
        ("greaterThan" | "gt", 1) => Function::Greater,
        ("greaterThanOrEquals" | "gte", 1) => Function::GreaterOrEqual,
        ("contains", 1..) => Function::Contains,
        ("containsAny", 1..) => Function::ContainsAny,
        _ => return None,
    })
}

fn refused(text: &str, span: &Range<usize>) -> Refusal {
    Refusal::Call { call: text[span.clone()].to_owned(), at: Position::of(text, span.start) }
}

fn unknown_object(text: &str, name: &str, known: &'static str, span: &Range<usize>) -> Refusal {
    Refusal::Object { name: name.to_owned(), known, at: Position::of(text, span.start) }
}

/// Refuses what would hand an object of the other engine on as a value.
pub fn no_objects(text: &str, node: &Node) -> Result<(), Refusal> {
    if let Some(name) = object(node) {
        let known = if name == "execution" { EXECUTION } else { TASK };
        return Err(unknown_object(text, name, known, &node.span));
    }
    node.children().into_iter().try_for_each(|child| no_objects(text, child))
}
