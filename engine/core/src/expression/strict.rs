//! Evaluates expressions of processes so that no fault is swallowed. This file is long because each kind of node has its arm.
//!
//! FEEL gives null for every fault and goes on: a failed comparison in an `if` means `else`, a failed filter leaves its
//! items out, a division by zero is equal to null. In a process that sends a token the wrong way. Here the nodes of the
//! tree are evaluated one by one, and the library does the single operation:
//!
//! - What fails (wrong types, division by zero, a text that is no date) is noted at once, wherever it stands.
//! - Where a value is needed (the condition of an `if`, a filter or a quantifier, what a loop goes through, arguments
//!   of functions that FEEL gives no meaning without a value) a null is noted too, and in lists, contexts and arguments
//!   a variable that does not exist.
//! - A null that was given is null for `=`, `!=`, `in` and `instance of`, and unknown for `and`, `or` and `not`, which
//!   may be decided without it. What stands right of a decided `and` or `or` is not evaluated.
//!
//! Decisions keep the nulls of the standard: they are evaluated by [`guard`](super::guard).

mod call;
pub(super) mod number;
mod operator;
mod turns;

use std::collections::BTreeMap;
use std::sync::Arc;

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelScope, FunctionBody, Name};
use dsntk_feel_parser::AstNode;

use super::detail::Detail;
use super::explain::{Cause, NO_ENTRY};
use super::guard;
use super::names::hidden_name;
use super::print::{print, type_name};
use super::scope::MISSING;
use super::tree::{children, children_mut};
use super::watch::{note, note_cause, unwatched};

/// Why a value is null that is made of a null.
const UNKNOWN: &str = "made of a null";

/// A truth value; `None` is unknown.
type Truth = Box<dyn Fn(&FeelScope) -> Option<bool> + Send + Sync>;

/// Prepares `tree` to be evaluated any number of times.
pub(super) fn prepare(tree: &Arc<AstNode>) -> Evaluator {
    let mut numbers = BTreeMap::new();
    count(tree, &mut numbers);
    Builder { root: tree, numbers }.build(tree)
}

/// Evaluates `tree` once; nobody is told of faults.
pub(super) fn evaluate(scope: &FeelScope, tree: &AstNode) -> Value {
    unwatched(|| prepare(&Arc::new(tree.clone()))(scope))
}

pub(super) fn unknown() -> Value {
    Value::Null(Some(UNKNOWN.to_owned()))
}

/// Numbers the nodes in the order of the text, by where they lie.
fn count(node: &AstNode, numbers: &mut BTreeMap<usize, usize>) {
    numbers.insert(std::ptr::from_ref(node).addr(), numbers.len());
    for child in children(node) {
        count(child, numbers);
    }
}

/// A part of an expression, to be found again when it is to blame.
pub(super) struct Part {
    root: Arc<AstNode>,
    number: usize,
}

impl Part {
    pub(super) fn node(&self) -> &AstNode {
        fn nth<'n>(node: &'n AstNode, left: &mut usize) -> Option<&'n AstNode> {
            if *left == 0 {
                return Some(node);
            }
            *left -= 1;
            children(node).into_iter().find_map(|child| nth(child, left))
        }
        let mut left = self.number;
        nth(&self.root, &mut left).unwrap_or(&self.root)
    }

    pub(super) fn note(&self, scope: &FeelScope, value: &Value) {
        note(scope, self.node(), value);
    }

    pub(super) fn note_type(&self, value: &Value, wanted: &str) {
        note_cause(|| {
            Cause::Type(
                print(self.node()),
                Detail::Is { how: "is", found: type_name(value), wanted: wanted.to_owned() },
            )
        });
    }
}

/// An operation of the library, whose operands are values that are there already.
pub(super) struct Operation {
    names: Vec<Name>,
    evaluator: Evaluator,
}

impl Operation {
    /// `make` is given the names under which the operation finds its operands.
    pub(super) fn new(operands: usize, make: impl FnOnce(Vec<AstNode>) -> AstNode) -> Operation {
        let names: Vec<Name> = (0..operands).map(value_name).collect();
        let tree = make(names.iter().cloned().map(AstNode::Name).collect());
        Operation { evaluator: guard::prepare_operation(&tree), names }
    }

    pub(super) fn of(&self, scope: &FeelScope, operands: Vec<Value>) -> Value {
        let mut context = FeelContext::default();
        for (name, value) in self.names.iter().zip(operands) {
            context.set_entry(name, value);
        }
        scope.push(context);
        let value = (self.evaluator)(scope);
        scope.pop();
        value
    }
}

/// The name of an operand; no function of the library is called so.
fn value_name(at: usize) -> Name {
    hidden_name(&hidden_name(&at.to_string()).to_string())
}

pub(super) struct Builder<'t> {
    root: &'t Arc<AstNode>,
    numbers: BTreeMap<usize, usize>,
}

impl Builder<'_> {
    pub(super) fn part(&self, node: &AstNode) -> Part {
        let number = self.numbers.get(&std::ptr::from_ref(node).addr()).copied().unwrap_or(0);
        Part { root: Arc::clone(self.root), number }
    }

    pub(super) fn build(&self, node: &AstNode) -> Evaluator {
        use AstNode as N;
        match node {
            N::EvaluatedExpression(inner) | N::Satisfies(inner) => self.build(inner),
            N::And(left, right) => self.logic(left, right, false),
            N::Or(left, right) => self.logic(left, right, true),
            N::If(condition, yes, no) => {
                let (condition, yes, no) = (self.needed_truth(condition), self.build(yes), self.build(no));
                Box::new(move |scope: &FeelScope| match condition(scope) {
                    Some(true) => yes(scope),
                    Some(false) => no(scope),
                    None => unknown(),
                })
            }
            N::Add(..)
            | N::Sub(..)
            | N::Mul(..)
            | N::Div(..)
            | N::Exp(..)
            | N::Neg(_)
            | N::Lt(..)
            | N::Le(..)
            | N::Gt(..)
            | N::Ge(..)
            | N::Between(..) => self.operator(node),
            N::Eq(left, right) | N::Nq(left, right) => self.equality(node, left, right),
            N::List(all) => {
                let all: Vec<Evaluator> = all.iter().map(|item| self.checked(item)).collect();
                Box::new(move |scope: &FeelScope| Value::List(all.iter().map(|item| item(scope)).collect()))
            }
            N::Context(entries) => self.context(node, entries),
            N::Path(left, name) => self.path(node, left, name),
            N::Filter(list, test) => self.filter(node, list, test),
            N::For(contexts, body) => self.iterate(node, contexts, body),
            N::Some(contexts, body) => self.quantify(node, contexts, body, true),
            N::Every(contexts, body) => self.quantify(node, contexts, body, false),
            N::FunctionInvocation(function, arguments) => self.call(node, function, arguments),
            N::FunctionDefinition(_, body) => self.function(node, body),
            N::Name(_) => guard::prepare(node),
            _ if is_literal(node) => guard::prepare(node),
            _ => self.delegate(node),
        }
    }

    /// A value that goes into another: data may be null, but not for a fault.
    pub(super) fn checked(&self, node: &AstNode) -> Evaluator {
        let inner = self.build(node);
        if is_literal(node) {
            return inner;
        }
        let part = self.part(node);
        Box::new(move |scope: &FeelScope| {
            let value = inner(scope);
            if matches!(&value, Value::Null(Some(reason)) if !reason.starts_with(NO_ENTRY)) {
                part.note(scope, &value);
            }
            value
        })
    }

    /// A value that has to be there.
    pub(super) fn needed(&self, node: &AstNode) -> Evaluator {
        let (inner, part) = (self.build(node), self.part(node));
        Box::new(move |scope: &FeelScope| {
            let value = inner(scope);
            if value.is_null() {
                part.note(scope, &value);
            }
            value
        })
    }

    /// A value that is asked whether it is there: a name, or what is found from there, may lead to nothing.
    pub(super) fn asked(&self, node: &AstNode) -> Evaluator {
        match node {
            AstNode::Name(_) | AstNode::Path(..) | AstNode::Filter(..) => self.build(node),
            AstNode::EvaluatedExpression(inner) => self.asked(inner),
            _ => self.checked(node),
        }
    }

    /// True, false, or unknown because it is null.
    pub(super) fn truth(&self, node: &AstNode) -> Truth {
        let (inner, part) = (self.build(node), self.part(node));
        Box::new(move |scope: &FeelScope| match inner(scope) {
            Value::Boolean(value) => Some(value),
            Value::Null(_) => None,
            other => {
                part.note_type(&other, "boolean");
                None
            }
        })
    }

    /// True or false; anything else is a fault.
    pub(super) fn needed_truth(&self, node: &AstNode) -> Truth {
        let (inner, part) = (self.build(node), self.part(node));
        Box::new(move |scope: &FeelScope| match inner(scope) {
            Value::Boolean(value) => Some(value),
            null @ Value::Null(_) => {
                part.note(scope, &null);
                None
            }
            other => {
                part.note_type(&other, "boolean");
                None
            }
        })
    }

    /// DMN 10.3.2.12: `or` is true if one side is (`decides`), `and` is false if one side is, else null is unknown.
    fn logic(&self, left: &AstNode, right: &AstNode, decides: bool) -> Evaluator {
        let (left, right) = (self.truth(left), self.truth(right));
        Box::new(move |scope: &FeelScope| {
            let first = left(scope);
            if first == Some(decides) {
                return Value::Boolean(decides);
            }
            match (first, right(scope)) {
                (_, Some(second)) if second == decides => Value::Boolean(decides),
                (Some(_), Some(second)) => Value::Boolean(second),
                _ => unknown(),
            }
        })
    }

    fn context(&self, node: &AstNode, entries: &[AstNode]) -> Evaluator {
        let mut all: Vec<(Name, bool, Evaluator)> = Vec::new();
        for entry in entries {
            let AstNode::ContextEntry(key, value) = entry else { return self.delegate(node) };
            let AstNode::ContextEntryKey(name) = key.as_ref() else { return self.delegate(node) };
            let is_function = matches!(value.as_ref(), AstNode::FunctionDefinition(..));
            all.push((name.clone(), is_function, self.checked(value)));
        }
        let part = self.part(node);
        Box::new(move |scope: &FeelScope| {
            let mut made = FeelContext::default();
            scope.push(FeelContext::default());
            for (name, is_function, value) in &all {
                if made.contains_entry(name) {
                    note_cause(|| Cause::Fault(print(part.node()), Detail::TwoEntries(name.to_string())));
                }
                let value = if *is_function { calling_itself(value(scope), name) } else { value(scope) };
                scope.set_value(name, value.clone());
                made.set_entry(name, value);
            }
            scope.pop();
            Value::Context(made)
        })
    }

    fn path(&self, node: &AstNode, left: &AstNode, name: &AstNode) -> Evaluator {
        let AstNode::Name(entry) = name else { return self.delegate(node) };
        let (left, part, entry) = (self.build(left), self.part(node), entry.clone());
        let last = AstNode::Name(entry.clone());
        let library = Operation::new(1, |mut all| AstNode::Path(Box::new(all.remove(0)), Box::new(last)));
        Box::new(move |scope: &FeelScope| match left(scope) {
            Value::Context(all) => {
                all.get_entry(&entry).cloned().unwrap_or_else(|| Value::Null(Some(format!("{NO_ENTRY} {entry}"))))
            }
            null @ Value::Null(_) => made_of(&null),
            other => {
                let value = library.of(scope, vec![other]);
                if value.is_null() {
                    part.note(scope, &value);
                }
                value
            }
        })
    }

    /// The body of a function is evaluated like everything else, wherever the function is called from.
    fn function(&self, node: &AstNode, body: &AstNode) -> Evaluator {
        let AstNode::FunctionBody(body, false) = body else { return guard::prepare(node) };
        with_body(node, self.build(body))
    }

    /// A function that is called by `sort` or `list replace` for each item: its body is a condition like that of a filter.
    pub(super) fn deciding(&self, node: &AstNode) -> Evaluator {
        match node {
            AstNode::EvaluatedExpression(inner) => self.deciding(inner),
            AstNode::FunctionDefinition(_, body) if let AstNode::FunctionBody(body, false) = body.as_ref() => {
                let truth = self.needed_truth(body);
                with_body(node, Box::new(move |scope| truth(scope).map_or_else(unknown, Value::Boolean)))
            }
            _ => {
                let (named, part) = (self.needed(node), Arc::new(self.part(node)));
                Box::new(move |scope: &FeelScope| decides(named(scope), &part))
            }
        }
    }

    /// Anything else: the library puts it together from the values of its parts.
    pub(super) fn delegate(&self, node: &AstNode) -> Evaluator {
        let mut parts = Vec::new();
        let tree = self.with_values(node, &mut parts);
        let (part, library) = (self.part(node), Operation::new(parts.len(), |_| tree));
        Box::new(move |scope: &FeelScope| {
            let values: Vec<Value> = parts.iter().map(|value| value(scope)).collect();
            let made_of_null = values.iter().any(Value::is_null);
            match library.of(scope, values) {
                Value::Null(_) if made_of_null => unknown(),
                null @ Value::Null(Some(_)) => {
                    part.note(scope, &null);
                    null
                }
                value => value,
            }
        })
    }

    /// `node` with names in the place of what has a value of its own.
    fn with_values(&self, node: &AstNode, parts: &mut Vec<Evaluator>) -> AstNode {
        let mut copy = node.clone();
        for (child, written) in children_mut(&mut copy).into_iter().zip(children(node)) {
            if is_structure(written) {
                *child = self.with_values(written, parts);
            } else if !is_literal(written) {
                *child = AstNode::Name(value_name(parts.len()));
                parts.push(self.asked(written));
            }
        }
        copy
    }
}

/// A function as the library makes it, with this body.
fn with_body(node: &AstNode, body: Evaluator) -> Evaluator {
    let (library, body) = (guard::prepare(node), Arc::new(body));
    Box::new(move |scope: &FeelScope| match library(scope) {
        Value::FunctionDefinition(parameters, _, external, closure, closed, result) => {
            let body = FunctionBody::LiteralExpression(Arc::clone(&body));
            Value::FunctionDefinition(parameters, body, external, closure, closed, result)
        }
        other => other,
    })
}

/// A function under its own name, which is no other to it.
fn calling_itself(mut function: Value, own: &Name) -> Value {
    if let Value::FunctionDefinition(_, _, _, _, closed, _) = &mut function {
        closed.remove_entry(own);
    }
    function
}

/// A function that was written elsewhere, with what it gives held to be true or false.
fn decides(function: Value, part: &Arc<Part>) -> Value {
    let Value::FunctionDefinition(parameters, body, external, closure, closed, result) = function else {
        return function;
    };
    let part = Arc::clone(part);
    let test: Evaluator = Box::new(move |scope: &FeelScope| {
        let value = body.evaluate(scope);
        if !matches!(value, Value::Boolean(_)) {
            note_cause(|| {
                Cause::Type(
                    print(part.node()),
                    Detail::Is { how: "gives", found: type_name(&value), wanted: "boolean".to_owned() },
                )
            });
        }
        value
    });
    let body = FunctionBody::LiteralExpression(Arc::new(test));
    Value::FunctionDefinition(parameters, body, external, closure, closed, result)
}

/// What an operation makes of a null: a variable that is missing stays known as that.
pub(super) fn made_of(null: &Value) -> Value {
    if is_missing(null) { null.clone() } else { unknown() }
}

/// Is it what a variable gives that does not exist?
pub(super) fn is_missing(value: &Value) -> bool {
    matches!(value, Value::Null(Some(reason)) if reason == MISSING)
}

/// Its value is what it says.
fn is_literal(node: &AstNode) -> bool {
    use AstNode as N;
    matches!(
        node,
        N::At(_)
            | N::Boolean(_)
            | N::Null
            | N::Numeric(..)
            | N::String(_)
            | N::Irrelevant
            | N::FeelType(_)
            | N::ContextType(_)
            | N::ContextTypeEntry(..)
            | N::ContextTypeEntryKey(_)
            | N::FunctionType(..)
            | N::ListType(_)
            | N::RangeType(_)
            | N::ParameterTypes(_)
            | N::QualifiedName(_)
            | N::ContextEntryKey(_)
            | N::ParameterName(_)
            | N::QualifiedNameSegment(_)
    )
}

/// It only holds others together.
fn is_structure(node: &AstNode) -> bool {
    use AstNode as N;
    matches!(
        node,
        N::Range(..)
            | N::IntervalStart(..)
            | N::IntervalEnd(..)
            | N::ExpressionList(_)
            | N::NegatedList(_)
            | N::CommaList(_)
            | N::UnaryEq(_)
            | N::UnaryNe(_)
            | N::UnaryLt(_)
            | N::UnaryLe(_)
            | N::UnaryGt(_)
            | N::UnaryGe(_)
            | N::ContextEntry(..)
    )
}
