//! Is the work of an expression provably bounded?
//!
//! Bounded: literals, names, paths, arithmetic, comparisons, logic, `if`, `between`, `in`, contexts, lists, filters,
//! `for`, `some` and `every` over lists, however nested, and every built-in function. What such an expression costs is
//! a product of the sizes of its data, and [`estimate`](super::estimate) computes that product before each evaluation.
//! Everything else is unbounded, each with its [`Reason`], and runs in a child process that can be killed.

use std::fmt;

use dsntk_feel_parser::AstNode;
use serde::{Deserialize, Serialize};

use super::estimate::{interval_length, steps};
use super::limits::{MENTIONS_UNCOUNTED_MAX, PATTERN_BYTES_MAX, PATTERN_REPEATS_MAX, STEPS_MAX};
use super::names::is_hidden;
use super::size::Size;
use super::tree::children;

/// Where an expression may be evaluated.
///
/// ```
/// use weir_core::expression::{Bound, Expression, Reason};
/// let bound = |text| Expression::compile(text).unwrap().bound();
/// assert_eq!(bound("some o in orders satisfies o.amount > 1000"), Bound::Bounded);
/// assert_eq!(bound("for i in 1..n return i"), Bound::Unbounded(Reason::RangeFromData));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// In process: the work is bounded by the text and the size of the data.
    Bounded,
    /// Only in a child process with limits of time and memory.
    Unbounded(Reason),
}

/// Why an expression is not provably bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It defines or calls a function, which may call itself.
    UserFunction,
    /// A `for` goes through a range whose ends are data.
    RangeFromData,
    /// `partial` makes every result contain all earlier ones.
    Partial,
    /// A regular expression that is data, or spells out too many repetitions.
    Pattern,
    /// `range(…)` of a text that is data: the library parses it without limits.
    RangeText,
    /// Too many steps, whatever the data.
    TooManySteps,
    /// It is a script.
    Script,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::UserFunction => "it defines or calls a function of its own",
            Reason::RangeFromData => "it counts through a range whose ends are data",
            Reason::Partial => "it uses `partial`, the list of all earlier results",
            Reason::Pattern => "its regular expression is data or too large",
            Reason::RangeText => "it reads a range from a text that is data",
            Reason::TooManySteps => "it needs too many steps whatever the data",
            Reason::Script => "it is a script",
        })
    }
}

/// Classifies a resolved tree.
pub(super) fn classify(tree: &AstNode) -> Bound {
    match reason(tree) {
        Some(reason) => Bound::Unbounded(reason),
        None if steps(tree, &[], Size::NONE) > STEPS_MAX => Bound::Unbounded(Reason::TooManySteps),
        None => Bound::Bounded,
    }
}

/// Does the cost grow faster than the data? Only then it is estimated before every evaluation.
pub(super) fn grows(tree: &AstNode) -> bool {
    mentions(tree) > MENTIONS_UNCOUNTED_MAX || grows_by_itself(tree)
}

/// How often variables, or what looks like them, are mentioned.
fn mentions(node: &AstNode) -> usize {
    let here = usize::from(matches!(node, AstNode::Name(_)));
    here + children(node).into_iter().map(mentions).sum::<usize>()
}

fn grows_by_itself(node: &AstNode) -> bool {
    let here = match node {
        AstNode::For(..) | AstNode::Some(..) | AstNode::Every(..) | AstNode::Filter(..) => true,
        // An entry may double an earlier one, and the next entry double that.
        AstNode::Context(entries) => entries.len() > 1,
        AstNode::In(_, right) => !matches!(right.as_ref(), AstNode::Range(..) | AstNode::List(_)),
        AstNode::FunctionInvocation(function, _) => {
            matches!(
                called(function),
                Some(
                    "distinct values"
                        | "union"
                        | "replace"
                        | "string join"
                        | "matches"
                        | "split"
                        | "sort"
                        | "list replace"
                        | "extract"
                        | "from json"
                        | "to json"
                        | "partition"
                )
            )
        }
        _ => false,
    };
    here || children(node).into_iter().any(grows_by_itself)
}

/// The name of the built-in function that `function` stands for.
pub(super) fn called(function: &AstNode) -> Option<&str> {
    match function {
        AstNode::Name(name) => Some(is_hidden(name).unwrap_or(name.as_str())),
        _ => None,
    }
}

fn reason(node: &AstNode) -> Option<Reason> {
    let here = match node {
        AstNode::FunctionDefinition(..) => Some(Reason::UserFunction),
        AstNode::FunctionInvocation(function, arguments) => call(function, arguments),
        AstNode::For(contexts, body) => range(contexts).or_else(|| uses_partial(body).then_some(Reason::Partial)),
        _ => None,
    };
    here.or_else(|| children(node).into_iter().find_map(reason))
}

/// Names in call position are built-ins here: resolving refused the others, unless the expression defines them.
fn call(function: &AstNode, arguments: &AstNode) -> Option<Reason> {
    match called(function) {
        None => Some(Reason::UserFunction),
        Some("matches" | "replace" | "split" | "extract") => {
            let pattern = argument(arguments, 1, &["pattern", "delimiter"]);
            (!matches!(pattern, Some(AstNode::String(text)) if is_small_pattern(text))).then_some(Reason::Pattern)
        }
        Some("range") => {
            let text = argument(arguments, 0, &["from"]);
            (!matches!(text, Some(AstNode::String(text)) if text.len() < PATTERN_BYTES_MAX))
                .then_some(Reason::RangeText)
        }
        Some(_) => None,
    }
}

/// The argument at `index`, or with one of `names`.
pub(super) fn argument<'n>(arguments: &'n AstNode, index: usize, names: &[&str]) -> Option<&'n AstNode> {
    match arguments {
        AstNode::PositionalParameters(all) => all.get(index),
        AstNode::NamedParameters(all) => all.iter().find_map(|parameter| match parameter {
            AstNode::NamedParameter(name, value) => {
                matches!(name.as_ref(), AstNode::ParameterName(n) if names.contains(&n.as_str()))
                    .then_some(value.as_ref())
            }
            _ => None,
        }),
        _ => None,
    }
}

/// Matching is linear in the input (the library uses the `regex` crate), but counted repetitions are spelled out
/// when the pattern is compiled, and they multiply.
pub(crate) fn is_small_pattern(pattern: &str) -> bool {
    let counts = pattern.split('{').skip(1).filter_map(|rest| {
        let inside = rest.split('}').next().unwrap_or_default();
        inside.split(',').filter_map(|n| n.trim().parse::<u64>().ok()).max()
    });
    pattern.len() <= PATTERN_BYTES_MAX
        && counts.fold(1_u64, |all, n| all.saturating_mul(n.max(1))) <= PATTERN_REPEATS_MAX
}

fn range(contexts: &AstNode) -> Option<Reason> {
    let endless = children(contexts).into_iter().any(|context| match context {
        AstNode::IterationContextInterval(_, start, end) => interval_length(start, end).is_none(),
        AstNode::IterationContextSingle(_, domain) => match domain.as_ref() {
            AstNode::Range(start, end) => interval_length(start, end).is_none(),
            _ => false,
        },
        _ => false,
    });
    endless.then_some(Reason::RangeFromData)
}

fn uses_partial(node: &AstNode) -> bool {
    matches!(node, AstNode::Name(name) if name.as_str() == "partial") || children(node).into_iter().any(uses_partial)
}
