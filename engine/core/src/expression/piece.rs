//! One FEEL text inside a decision: compiled with the names that are in sight there, checked and classified like any
//! other expression, evaluated in the scope of the decision.
use std::collections::BTreeSet;

use dsntk_feel::FeelScope;
use dsntk_feel::values::Value as Feel;
use dsntk_feel_parser::AstNode;

use super::bound::{Bound, Reason, classify};
use super::error::SyntaxError;
use super::explain::{Cause, decision_fault};
use super::meter::Meter;
use super::names::Names;
use super::parse::{Grammar, parse_as};
use super::print::cut;
use super::tree::{children, children_mut, depth};

/// One FEEL text inside a decision.
pub(crate) struct Piece {
    /// The text as written.
    pub text: String,
    /// Its syntax tree, names resolved.
    pub tree: AstNode,
    /// What it reads from outside.
    pub names: Names,
    /// Why it is not provably bounded.
    pub reason: Option<Reason>,
    /// The levels of its tree.
    pub depth: usize,
    /// What it takes.
    pub meter: Meter,
}

impl Piece {
    /// Compiles an expression, or unary tests.
    pub fn compile(
        text: &str,
        known: &[&str],
        functions: &BTreeSet<String>,
        unary: bool,
    ) -> Result<Piece, SyntaxError> {
        let grammar = if unary { Grammar::UnaryTests } else { Grammar::Expression };
        let (tree, names) = parse_as(text, known, functions, grammar)?;
        if let Some(drawn) = names.drawn() {
            let what = format!("`{drawn}` is not the same for the same inputs: give a decision its value as an input");
            return Err(SyntaxError::Unsupported { what });
        }
        let reason = match classify(&tree) {
            Bound::Bounded => None,
            Bound::Unbounded(reason) => Some(reason),
        };
        Ok(Piece {
            text: cut(text.trim()),
            reason,
            depth: depth(&tree),
            meter: Meter::new(std::slice::from_ref(&tree), &names.variables),
            tree,
            names,
        })
    }

    /// Makes null of a name that is not in sight, wherever nothing in the text itself is called so.
    pub fn without(&mut self, name: &str) {
        unseen(&mut self.tree, name);
        self.names.variables.remove(name);
        self.names.required.remove(name);
        self.meter = Meter::new(std::slice::from_ref(&self.tree), &self.names.variables);
    }

    /// The tree, as one of those that are evaluated together.
    pub fn trees(&self) -> &[AstNode] {
        std::slice::from_ref(&self.tree)
    }

    /// What takes the place of this text: trees that read what it reads, and `?`.
    pub fn meter_of(&self, trees: &[AstNode]) -> Meter {
        let tested = std::iter::once("?".to_owned());
        Meter::new(trees, &self.names.variables.iter().cloned().chain(tested).collect())
    }

    /// Why its value is null, when that is a fault and not data; at most `parts` parts are evaluated again.
    pub fn explain(&self, scope: &FeelScope, value: &Feel, parts: u64) -> Option<String> {
        let text = &self.text;
        Some(match decision_fault(&self.tree, scope, value, parts)? {
            Cause::Missing(name) => format!("`{name}` is missing, in `{text}`"),
            Cause::Null(part) => format!("`{part}` is null, in `{text}`"),
            Cause::Type(part, detail) | Cause::Fault(part, detail) => format!("`{part}`: {detail}, in `{text}`"),
            Cause::TooLarge(part) => format!("`{part}` is larger than a number can be, in `{text}`"),
        })
    }

    /// Is its value null because something in it is null, as FEEL has it for most operations?
    pub fn hands_on_null(&self, scope: &FeelScope, value: &Feel, parts: u64) -> bool {
        matches!(decision_fault(&self.tree, scope, value, parts), Some(Cause::Null(_)))
    }
}

fn unseen(node: &mut AstNode, name: &str) {
    let binds = |node: &AstNode| match node {
        AstNode::IterationContextSingle(variable, _)
        | AstNode::IterationContextInterval(variable, ..)
        | AstNode::QuantifiedContext(variable, _) => is_named(variable, name),
        AstNode::ContextEntry(key, _) => is_named(key, name),
        AstNode::FormalParameter(parameter, _) => is_named(parameter, name),
        _ => false,
    };
    match node {
        AstNode::Name(found) if found.as_str() == name => *node = AstNode::Null,
        AstNode::Path(left, _) | AstNode::InstanceOf(left, _) | AstNode::Filter(left, _) => unseen(left, name),
        AstNode::For(inner, _)
        | AstNode::Some(inner, _)
        | AstNode::Every(inner, _)
        | AstNode::FunctionDefinition(inner, _)
            if children(inner).into_iter().any(binds) => {}
        AstNode::Context(entries) if entries.iter().any(binds) => {}
        AstNode::IterationContextSingle(_, list) | AstNode::QuantifiedContext(_, list) => unseen(list, name),
        other => children_mut(other).into_iter().for_each(|child| unseen(child, name)),
    }
}

fn is_named(node: &AstNode, name: &str) -> bool {
    match node {
        AstNode::Name(found) | AstNode::ParameterName(found) | AstNode::ContextEntryKey(found) => {
            found.as_str() == name
        }
        _ => false,
    }
}

/// Does it use `?`, the value that is tested?
pub(crate) fn mentions_tested(node: &AstNode) -> bool {
    matches!(node, AstNode::Name(name) if name.as_str() == "?") || children(node).into_iter().any(mentions_tested)
}

/// Another name for the value that is tested.
pub(crate) fn tested_is_called(node: &mut AstNode, other: &str) {
    if matches!(node, AstNode::Name(name) if name.as_str() == other) {
        *node = AstNode::Name("?".into());
    } else {
        for child in children_mut(node) {
            tested_is_called(child, other);
        }
    }
}
