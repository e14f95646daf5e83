//! One FEEL text inside a decision: compiled with the names that are in sight there, checked and classified like any
//! other expression, evaluated in the scope of the decision.
use std::collections::BTreeSet;

use dsntk_feel::values::Value as Feel;
use dsntk_feel::{FeelScope, Name};
use dsntk_feel_parser::AstNode;

use super::bound::{Bound, Reason, classify, grows};
use super::error::SyntaxError;
use super::estimate::{measure, steps};
use super::explain::{Cause, decision_fault};
use super::limits::EXPLAIN_PARTS_MAX;
use super::names::Names;
use super::parse::{Grammar, parse_as};
use super::print::cut;
use super::tree::{children, children_mut, depth};
use super::value::to_json;

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
    grows: bool,
    nodes: u64,
    read: Vec<(String, Name)>,
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
        let reason = match classify(&tree) {
            Bound::Bounded => None,
            Bound::Unbounded(reason) => Some(reason),
        };
        Ok(Piece {
            text: cut(text.trim()),
            reason,
            depth: depth(&tree),
            grows: grows(&tree),
            nodes: count(&tree),
            read: names.variables.iter().map(|name| (name.clone(), name.into())).collect(),
            tree,
            names,
        })
    }

    /// The elementary steps that it takes with what is in the scope, as estimated.
    pub fn steps(&self, scope: &FeelScope) -> u64 {
        if !self.grows {
            return self.nodes;
        }
        let size = |(text, name): &(String, Name)| {
            let value = scope.get_value(name)?;
            let json = to_json(&value, &mut false).ok()?;
            Some((text.clone(), measure(&json)))
        };
        let sizes: Vec<_> = self.read.iter().filter_map(size).collect();
        let sizes: Vec<_> = sizes.iter().map(|(text, size)| (text.as_str(), *size)).collect();
        steps(&self.tree, &sizes).max(self.nodes)
    }

    /// Why its value is null, when that is a fault and not data.
    pub fn explain(&self, scope: &FeelScope, value: &Feel) -> Option<String> {
        let text = &self.text;
        Some(match decision_fault(&self.tree, scope, value, EXPLAIN_PARTS_MAX)? {
            Cause::Missing(name) => format!("`{name}` is missing, in `{text}`"),
            Cause::Null(part) => format!("`{part}` is null, in `{text}`"),
            Cause::Type(part, detail) | Cause::Fault(part, detail) => format!("`{part}`: {detail}, in `{text}`"),
            Cause::TooLarge(part) => format!("`{part}` is larger than a number can be, in `{text}`"),
        })
    }

    /// Is its value null because something in it is null, as FEEL has it for most operations?
    pub fn hands_on_null(&self, scope: &FeelScope, value: &Feel) -> bool {
        matches!(decision_fault(&self.tree, scope, value, EXPLAIN_PARTS_MAX), Some(Cause::Null(_)))
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

fn count(node: &AstNode) -> u64 {
    1 + children(node).into_iter().map(count).sum::<u64>()
}
