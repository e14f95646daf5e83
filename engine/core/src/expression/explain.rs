//! Finds the smallest part of an expression that is to blame for a null.
//!
//! FEEL gives null for every fault, so the result alone says nothing. Only after a fault, the parts of the tree are
//! evaluated again, from the outside in, until the operands of a failing part are all fine.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{FeelScope, Name};
use dsntk_feel_parser::AstNode;

use super::chained::{Loop, written_loop};
use super::detail::Detail;
use super::guard;
use super::print::{cut, print, type_name};
use super::scope::MISSING;
use super::strict;
use super::tree::children;

/// What is to blame.
#[derive(Debug, PartialEq)]
pub(super) enum Cause {
    Missing(String),
    Null(String),
    Type(String, Detail),
    Fault(String, Detail),
    /// A number that FEEL cannot hold.
    TooLarge(String),
}

/// How a part is evaluated again.
type Evaluate = fn(&FeelScope, &AstNode) -> Value;

/// Why `tree` is null where a value is needed; at most `parts` parts are evaluated again.
pub(super) fn explain(tree: &AstNode, scope: &FeelScope, value: &Value, parts: u64) -> Cause {
    Explain { scope, parts, evaluate: strict::evaluate, in_decision: false }.cause(tree, value)
}

/// Is a null in `value`, the result of `tree`, the trace of a fault? A null that was read from the data, written
/// as `null`, or that stands for an entry a context does not have, is a value like any other.
pub(super) fn fault(tree: &AstNode, scope: &FeelScope, value: &Value, parts: u64) -> Option<Cause> {
    Explain { scope, parts, evaluate: strict::evaluate, in_decision: false }.fault(tree, value)
}

/// The same in a decision, where the nulls of the standard hold.
pub(super) fn decision_fault(tree: &AstNode, scope: &FeelScope, value: &Value, parts: u64) -> Option<Cause> {
    Explain { scope, parts, evaluate: guard::evaluate, in_decision: true }.fault(tree, value)
}

struct Explain<'s> {
    scope: &'s FeelScope,
    parts: u64,
    evaluate: Evaluate,
    in_decision: bool,
}

impl Explain<'_> {
    fn fault(&mut self, node: &AstNode, value: &Value) -> Option<Cause> {
        match (node, value) {
            (AstNode::EvaluatedExpression(inner), _) => self.fault(inner, value),
            (AstNode::If(condition, yes, no), _) => {
                let branch = if self.value(condition)?.is_true() { yes } else { no };
                self.fault(branch, value)
            }
            (_, Value::Null(_)) => (!self.is_legal(node, value)).then(|| self.cause(node, value)),
            (AstNode::List(nodes), Value::List(values)) => {
                nodes.iter().zip(values).find_map(|(node, value)| self.fault(node, value))
            }
            (AstNode::Context(entries), Value::Context(values)) => {
                self.within(values.clone(), |me| entries.iter().find_map(|entry| me.entry_fault(entry, values)))
            }
            _ => hidden_fault(value).map(|reason| Cause::Fault(print(node), Detail::Reason(reason))),
        }
    }

    fn entry_fault(&mut self, entry: &AstNode, values: &FeelContext) -> Option<Cause> {
        let AstNode::ContextEntry(key, node) = entry else { return None };
        let AstNode::ContextEntryKey(name) = key.as_ref() else { return None };
        self.fault(node, values.get_entry(name)?)
    }

    fn is_legal(&mut self, node: &AstNode, null: &Value) -> bool {
        match node {
            AstNode::Null => true,
            AstNode::Path(..) if written_loop(node).is_some() => false,
            AstNode::Path(left, _) => matches!(self.value(left), Some(Value::Context(_))),
            AstNode::Name(_) | AstNode::Filter(..) | AstNode::FunctionInvocation(..) => {
                matches!(null, Value::Null(None))
            }
            _ => false,
        }
    }

    fn cause(&mut self, node: &AstNode, value: &Value) -> Cause {
        let null = || Cause::Null(print(node));
        match node {
            AstNode::Name(name) if matches!(value, Value::Null(Some(reason)) if reason == MISSING) => {
                Cause::Missing(name.to_string())
            }
            AstNode::Name(_) | AstNode::Null => null(),
            AstNode::EvaluatedExpression(inner) | AstNode::Satisfies(inner) => self.cause(inner, value),
            AstNode::If(condition, yes, no) => match self.value(condition) {
                Some(Value::Boolean(true)) => self.cause(yes, value),
                Some(Value::Boolean(false) | Value::Null(_)) => self.cause(no, value),
                Some(other) => Cause::Type(print(condition), no_boolean(&other)),
                None => null(),
            },
            AstNode::Path(..) if let Some(written) = written_loop(node) => match self.turns(&written) {
                Some(turns) if let Some(reason) = no_turns(&turns) => Cause::Fault(print(node), Detail::Reason(reason)),
                _ => null(),
            },
            AstNode::Path(left, name) => self.path(node, left, name),
            AstNode::And(left, right) | AstNode::Or(left, right) => self.logic(node, [left, right]),
            AstNode::Some(contexts, body) | AstNode::Every(contexts, body) => self.quantifier(node, contexts, body),
            AstNode::Filter(list, _) => match self.value(list) {
                Some(inner @ Value::Null(_)) => self.cause(list, &inner),
                Some(Value::List(all)) if all.is_empty() => Cause::Fault(print(node), Detail::EmptyList),
                _ => Cause::Fault(print(node), Detail::Reason(reason(value))),
            },
            AstNode::FunctionInvocation(_, arguments) => {
                let mut arguments = children(arguments);
                // What a decision hands on as null it also hands on where it is written.
                arguments.retain(|argument| self.in_decision || !matches!(argument, AstNode::Null));
                self.operands(node, &arguments, value)
            }
            _ => self.operands(node, &children(node), value),
        }
    }

    /// Operators and functions: the first operand that is null, else their types, else the library's reason.
    fn operands(&mut self, node: &AstNode, operands: &[&AstNode], value: &Value) -> Cause {
        let mut types = Vec::new();
        for operand in operands {
            let operand = if let AstNode::NamedParameter(_, inner) = operand { inner } else { *operand };
            match self.value(operand) {
                Some(inner @ Value::Null(_)) => return self.cause(operand, &inner),
                Some(inner) => types.push(type_name(&inner)),
                None => return Cause::Fault(print(node), Detail::Reason(reason(value))),
            }
        }
        let fitting = types.windows(2).all(|two| two[0] == two[1]) || types.contains(&"duration");
        let what = match node {
            AstNode::Neg(_) => "negate",
            _ if fitting => return Cause::Fault(print(node), Detail::Reason(reason(value))),
            AstNode::Add(..) => "add",
            AstNode::Sub(..) => "subtract",
            AstNode::Mul(..) => "multiply",
            AstNode::Div(..) => "divide",
            AstNode::Exp(..) => "raise",
            AstNode::Lt(..)
            | AstNode::Le(..)
            | AstNode::Gt(..)
            | AstNode::Ge(..)
            | AstNode::Eq(..)
            | AstNode::Nq(..)
            | AstNode::Between(..) => "compare",
            _ => return Cause::Fault(print(node), Detail::Reason(reason(value))),
        };
        Cause::Type(print(node), Detail::Cannot { what, types })
    }

    fn logic(&mut self, node: &AstNode, operands: [&AstNode; 2]) -> Cause {
        for operand in operands {
            match self.value(operand) {
                Some(Value::Boolean(_)) => {}
                Some(inner @ Value::Null(_)) => return self.cause(operand, &inner),
                Some(other) => return Cause::Type(print(operand), no_boolean(&other)),
                None => break,
            }
        }
        Cause::Null(print(node))
    }

    fn path(&mut self, node: &AstNode, left: &AstNode, name: &AstNode) -> Cause {
        let (part, entry) = (print(left), print(name));
        match self.value(left) {
            Some(inner @ Value::Null(_)) => self.cause(left, &inner),
            Some(Value::Context(all)) if all.contains_entry(&Name::from(&entry)) => Cause::Null(print(node)),
            Some(Value::Context(_)) => Cause::Fault(print(node), Detail::Without { of: part, entry, found: None }),
            Some(other) => {
                let found = Some(type_name(&other));
                Cause::Type(print(node), Detail::Without { of: part, entry, found })
            }
            None => Cause::Null(print(node)),
        }
    }

    fn quantifier(&mut self, node: &AstNode, contexts: &AstNode, body: &AstNode) -> Cause {
        let Some((variable, list)) = children(contexts).first().and_then(|context| binding(context)) else {
            return Cause::Null(print(node));
        };
        let items = match self.value(list) {
            Some(inner @ Value::Null(_)) => return self.cause(list, &inner),
            Some(Value::List(items)) => items,
            other => other.into_iter().collect(),
        };
        for item in items {
            let mut context = FeelContext::default();
            context.set_entry(variable, item);
            let cause = self.within(context, |me| match me.value(body) {
                Some(Value::Boolean(_)) => None,
                Some(inner @ Value::Null(_)) => Some(me.cause(body, &inner)),
                Some(other) => Some(Cause::Type(print(body), no_boolean(&other))),
                None => Some(Cause::Null(print(node))),
            });
            if let Some(cause) = cause {
                return cause;
            }
        }
        Cause::Null(print(node))
    }

    /// The turns of a `for`, gathered.
    fn turns(&mut self, written: &Loop<'_>) -> Option<Value> {
        let mut around = FeelContext::default();
        if let Some((name, results)) = written.around {
            around.set_entry(name, self.value(results)?);
        }
        self.within(around, |me| me.value(written.turns))
    }

    fn within<T>(&mut self, context: FeelContext, inside: impl FnOnce(&mut Self) -> T) -> T {
        self.scope.push(context);
        let result = inside(self);
        self.scope.pop();
        result
    }

    /// The value of a part; `None` if it is not worth more work, or the library breaks down on it.
    fn value(&mut self, node: &AstNode) -> Option<Value> {
        self.parts = self.parts.checked_sub(1)?;
        let node = if let AstNode::Satisfies(inner) = node { inner } else { node };
        catch_unwind(AssertUnwindSafe(|| (self.evaluate)(self.scope, node))).ok()
    }
}

/// A type where true or false is needed.
fn no_boolean(value: &Value) -> Detail {
    Detail::Is { how: "is", found: type_name(value), wanted: "boolean".to_owned() }
}

fn binding(context: &AstNode) -> Option<(&Name, &AstNode)> {
    match context {
        AstNode::QuantifiedContext(variable, list) => match variable.as_ref() {
            AstNode::Name(name) => Some((name, list)),
            _ => None,
        },
        _ => None,
    }
}

/// The library's reason without the names of its modules.
fn reason(value: &Value) -> String {
    let Value::Null(Some(reason)) = value else { return "gives null".to_owned() };
    let text =
        reason.split_once("] ").filter(|(module, _)| module.starts_with('[')).map_or(reason.as_str(), |(_, rest)| rest);
    // For invalid dates and durations the reason is no more than the name of the function.
    if text.contains(' ') { cut(text) } else { "the argument names no value".to_owned() }
}

/// How the library's reason begins where a context has no such entry.
pub(crate) const NO_ENTRY: &str = "build_path: no entry";

/// How the library's reason begins where a list has no such item.
pub(super) const NO_INDEX: &str = "index in filter is out of range";

/// Why a list that a loop was to go through is none, of turns that are gathered.
fn no_turns(turns: &Value) -> Option<String> {
    match turns {
        Value::Null(_) => hidden_fault(turns),
        Value::List(all) => all.iter().find_map(no_turns),
        _ => None,
    }
}

/// A null with a reason, somewhere inside. Absent entries are null in FEEL and no fault.
fn hidden_fault(value: &Value) -> Option<String> {
    match value {
        Value::Null(Some(text)) if !text.starts_with(NO_ENTRY) => Some(reason(value)),
        Value::List(all) => all.iter().find_map(hidden_fault),
        Value::Context(all) => all.values().find_map(hidden_fault),
        _ => None,
    }
}
