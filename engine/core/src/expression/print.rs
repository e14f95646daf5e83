//! Prints a part of the syntax tree back as FEEL, for messages.
#![expect(clippy::match_same_arms, reason = "one line per kind of node")]

use std::fmt::Write;

use dsntk_feel::values::Value;
use dsntk_feel::{IntervalType, Name};
use dsntk_feel_parser::AstNode;

use super::chained::written_loop;
use super::eight::written_number;
use super::names::is_hidden;

/// Longest part shown in a message, in characters.
const SHOWN_MAX: usize = 120;

/// `node` as FEEL text, cut to a readable length.
pub(super) fn print(node: &AstNode) -> String {
    let mut text = String::new();
    put(&mut text, node);
    cut(&text)
}

/// `text` cut to a readable length.
pub(crate) fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN_MAX) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The everyday name of the type of `value`.
pub(super) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null(_) => "null",
        Value::Boolean(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Date(_) => "date",
        Value::Time(_) => "time",
        Value::DateTime(_) => "date and time",
        Value::DaysAndTimeDuration(_) | Value::YearsAndMonthsDuration(_) => "duration",
        Value::List(_) => "list",
        Value::Context(_) => "context",
        Value::Range(..) => "range",
        Value::BuiltInFunction(_) | Value::FunctionDefinition(..) => "function",
        _ => "a test",
    }
}

fn put(out: &mut String, node: &AstNode) {
    use AstNode as N;
    if out.len() > 8 * SHOWN_MAX {
        return;
    }
    match node {
        N::Add(a, b) => infix(out, a, "+", b),
        N::Sub(a, b) => infix(out, a, "-", b),
        N::Mul(a, b) => infix(out, a, "*", b),
        N::Div(a, b) => infix(out, a, "/", b),
        N::Exp(a, b) => infix(out, a, "**", b),
        N::And(a, b) => infix(out, a, "and", b),
        N::Or(a, b) => infix(out, a, "or", b),
        N::Eq(a, b) => infix(out, a, "=", b),
        N::Nq(a, b) => infix(out, a, "!=", b),
        N::Lt(a, b) => infix(out, a, "<", b),
        N::Le(a, b) => infix(out, a, "<=", b),
        N::Gt(a, b) => infix(out, a, ">", b),
        N::Ge(a, b) => infix(out, a, ">=", b),
        N::In(a, b) => infix(out, a, "in", b),
        N::UnaryEq(a) => prefix(out, "= ", a),
        N::UnaryNe(a) => prefix(out, "!= ", a),
        N::UnaryLt(a) => prefix(out, "< ", a),
        N::UnaryLe(a) => prefix(out, "<= ", a),
        N::UnaryGt(a) => prefix(out, "> ", a),
        N::UnaryGe(a) => prefix(out, ">= ", a),
        N::Neg(a) => {
            out.push('-');
            operand(out, a);
        }
        N::Between(a, b, c) => parts(out, &[("", a), (" between ", b), (" and ", c)], ""),
        N::If(a, b, c) => parts(out, &[("if ", a), (" then ", b), (" else ", c)], ""),
        N::For(a, b) => parts(out, &[("for ", a), (" return ", b)], ""),
        N::Some(a, b) => parts(out, &[("some ", a), (" satisfies ", b)], ""),
        N::Every(a, b) => parts(out, &[("every ", a), (" satisfies ", b)], ""),
        N::IterationContextSingle(a, b) | N::QuantifiedContext(a, b) => parts(out, &[("", a), (" in ", b)], ""),
        N::IterationContextInterval(a, b, c) => parts(out, &[("", a), (" in ", b), ("..", c)], ""),
        N::Filter(a, b) => {
            operand(out, a);
            parts(out, &[("[", b)], "]");
        }
        N::Path(a, b) => {
            if let Some(written) = written_loop(node) {
                for (at, context) in written.contexts.into_iter().enumerate() {
                    prefix(out, if at > 0 { ", " } else { "for " }, context);
                }
                return prefix(out, " return ", written.body);
            }
            operand(out, a);
            parts(out, &[(".", b)], "");
        }
        N::FunctionInvocation(a, b) => match written_number(node) {
            Some(value) => parts(out, &[("number(", value)], ")"),
            None => parts(out, &[("", a), ("(", b)], ")"),
        },
        N::FunctionDefinition(a, b) => parts(out, &[("function(", a), (") ", b)], ""),
        N::InstanceOf(a, b) => parts(out, &[("", a), (" instance of ", b)], ""),
        N::NamedParameter(a, b) | N::ContextEntry(a, b) => parts(out, &[("", a), (": ", b)], ""),
        N::FormalParameter(a, _) => put(out, a),
        N::Range(a, b) => parts(out, &[("", a), ("..", b)], ""),
        N::IntervalStart(a, kind) => prefix(out, if *kind == IntervalType::Closed { "[" } else { "(" }, a),
        N::IntervalEnd(a, kind) => parts(out, &[("", a)], if *kind == IntervalType::Closed { "]" } else { ")" }),
        N::List(all) => enclosed(out, "[", all, "]"),
        N::Context(all) => enclosed(out, "{", all, "}"),
        N::ExpressionList(all) => enclosed(out, "(", all, ")"),
        N::NegatedList(all) => enclosed(out, "not(", all, ")"),
        N::CommaList(all) | N::IterationContexts(all) | N::QuantifiedContexts(all) => enclosed(out, "", all, ""),
        N::PositionalParameters(all) | N::NamedParameters(all) | N::FormalParameters(all) => enclosed(out, "", all, ""),
        N::EvaluatedExpression(a) | N::Satisfies(a) | N::FunctionBody(a, _) => put(out, a),
        N::Name(name) | N::ContextEntryKey(name) => put_name(out, name),
        N::ParameterName(name) | N::QualifiedNameSegment(name) => {
            out.push_str(name.as_str());
        }
        N::QualifiedName(all) => out.push_str(&all.iter().map(print).collect::<Vec<_>>().join(".")),
        N::FeelType(kind) => _ = write!(out, "{kind}"),
        N::String(text) => _ = write!(out, "{text:?}"),
        N::At(text) => _ = write!(out, "@{text:?}"),
        N::Boolean(value) => _ = write!(out, "{value}"),
        N::Null => out.push_str("null"),
        N::Irrelevant => out.push('-'),
        N::Numeric(..) => out.push_str(&number(node)),
        N::ContextType(_) | N::ContextTypeEntry(..) | N::ContextTypeEntryKey(_) => out.push_str("context<…>"),
        N::FunctionType(..) | N::ParameterTypes(_) => out.push_str("function<…>"),
        N::ListType(_) => out.push_str("list<…>"),
        N::RangeType(_) => out.push_str("range<…>"),
        N::Out(a, _) => put(out, a),
    }
}

/// The digits of a numeric literal, as written.
pub(super) fn number(node: &AstNode) -> String {
    let AstNode::Numeric(before, after, sign, exponent) = node else { return String::new() };
    let point = if after.is_empty() { "" } else { "." };
    let power = if exponent.is_empty() { String::new() } else { format!("e{sign}{exponent}") };
    format!("{before}{point}{after}{power}")
}

fn put_name(out: &mut String, name: &Name) {
    match is_hidden(name) {
        Some(clock @ ("now" | "today")) => _ = write!(out, "{clock}()"),
        Some(function) => out.push_str(function),
        None => out.push_str(name.as_str()),
    }
}

fn infix(out: &mut String, left: &AstNode, operator: &str, right: &AstNode) {
    operand(out, left);
    _ = write!(out, " {operator} ");
    operand(out, right);
}

fn prefix(out: &mut String, text: &str, node: &AstNode) {
    out.push_str(text);
    put(out, node);
}

/// Puts brackets around what binds weaker than a name. More brackets than needed do no harm in a message.
fn operand(out: &mut String, node: &AstNode) {
    use AstNode as N;
    let weak = matches!(node, N::Add(..) | N::Sub(..) | N::And(..) | N::Or(..) | N::If(..) | N::For(..) | N::Some(..))
        || matches!(node, N::Every(..) | N::Between(..) | N::In(..) | N::InstanceOf(..) | N::FunctionDefinition(..));
    if weak || written_loop(node).is_some() {
        parts(out, &[("(", node)], ")");
    } else {
        put(out, node);
    }
}

fn parts(out: &mut String, parts: &[(&str, &AstNode)], end: &str) {
    for (text, node) in parts {
        prefix(out, text, node);
    }
    out.push_str(end);
}

fn enclosed(out: &mut String, open: &str, all: &[AstNode], close: &str) {
    out.push_str(open);
    for (index, node) in all.iter().enumerate() {
        prefix(out, if index > 0 { ", " } else { "" }, node);
    }
    out.push_str(close);
}
