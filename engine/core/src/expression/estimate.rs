//! An upper bound of the steps one evaluation takes, computed from the tree and the sizes of the data.
//!
//! One step is one copied or compared element. Sizes count elements: a scalar is one, a text one per 16 bytes, a list
//! or context one more than its parts together. The bound is coarse but never too low for what the library does:
//! it copies a variable at every use, and in a `for` all earlier results in every turn.

use dsntk_feel::Name;
use dsntk_feel::bif::is_built_in_function_name;
use dsntk_feel_parser::AstNode;

use super::bound::{argument, called};
use super::chained::{Loop, written_loop};
use super::guard::repeats;
use super::names::is_hidden;
use super::print::number;
use super::size::{NUMBER, Size, scalar, text, written};
use super::tree::children;

/// Steps of `tree` with variables of these sizes; a variable that is not listed counts as one scalar. Functions that are no
/// built-in ones give nothing larger than `results`; what their bodies take is theirs.
pub(super) fn steps(tree: &AstNode, variables: &[(&str, Size)], results: Size) -> u64 {
    let mut estimate =
        Estimate { variables, results, bound: Vec::new(), filtered: Size::ONE, writes: writes(tree), steps: 0 };
    estimate.size(tree);
    estimate.steps
}

/// How many turns a `for` over `start..end` takes: literal numbers, or one end is the count of a list.
/// Inner `None`: as many as that list has items.
pub(super) fn interval_length<'n>(start: &'n AstNode, end: &'n AstNode) -> Option<Length<'n>> {
    match (literal(start), literal(end), counted(end)) {
        (Some(start), Some(end), _) => Some(Length::Turns((end - start).abs() as u64 + 1)),
        (Some(start), None, Some(list)) if start.abs() <= 1.0 => Some(Length::Items(list)),
        _ => None,
    }
}

/// Turns of an interval.
pub(super) enum Length<'n> {
    Turns(u64),
    Items(&'n AstNode),
}

/// Above 2⁵³ or so adding one changes nothing, and the library would never arrive at the end.
const LITERAL_MAX: f64 = 1e15;

fn literal(node: &AstNode) -> Option<f64> {
    match node {
        AstNode::Numeric(..) => number(node).parse().ok().filter(|n: &f64| n.abs() <= LITERAL_MAX),
        AstNode::Neg(inner) => literal(inner).map(|n| -n),
        AstNode::IntervalStart(inner, _) | AstNode::IntervalEnd(inner, _) => literal(inner),
        _ => None,
    }
}

fn counted(node: &AstNode) -> Option<&AstNode> {
    match node {
        AstNode::IntervalEnd(inner, _) => counted(inner),
        AstNode::FunctionInvocation(function, arguments) if called(function) == Some("count") => {
            match children(arguments).as_slice() {
                [AstNode::NamedParameter(_, list)] => Some(list),
                [list] => Some(list),
                _ => None,
            }
        }
        _ => None,
    }
}

/// What it costs to say what is wrong with an operand.
const MESSAGE_STEPS: u64 = 8;

/// How often the turns of a `for` are copied when they are gathered before, made one list, held against null and read.
const GATHERED_COPIES: u64 = 16;

/// How much more a text may come to when it is read, or a value when it is written.
const READ_COPIES: u64 = 34;

/// What it takes to call a function, beside what it is given.
const CALL_STEPS: u64 = 8;

/// An element of a value that is made takes some 300 bytes as long as it is there. Beyond so many elements each of them
/// counts for so many steps more: what doubles is at its limit before it takes much memory.
pub(super) const MADE_UNCOUNTED_MAX: u64 = 10_000;
pub(super) const MADE_STEPS: u64 = 20;

/// Does it make a list or context that may be larger than what it is made of?
pub(super) fn makes(node: &AstNode) -> bool {
    match node {
        AstNode::List(_) | AstNode::Context(_) | AstNode::For(..) => true,
        AstNode::FunctionInvocation(function, _) => matches!(
            called(function),
            Some(
                "append"
                    | "concatenate"
                    | "context merge"
                    | "context put"
                    | "flatten"
                    | "insert before"
                    | "list replace"
                    | "union"
            )
        ),
        _ => false,
    }
}

struct Estimate<'v> {
    variables: &'v [(&'v str, Size)],
    results: Size,
    bound: Vec<(Name, Size)>,
    /// The largest item of the filters around: a name inside a filter may be an entry of the item.
    filtered: Size,
    /// Are numbers written as texts? Only then it counts how long they are.
    writes: bool,
    steps: u64,
}

/// Does it make texts of numbers?
fn writes(node: &AstNode) -> bool {
    let here = matches!(node, AstNode::FunctionInvocation(function, _) if matches!(called(function), Some("string" | "to json")));
    here || children(node).into_iter().any(writes)
}

impl Estimate<'_> {
    /// The size of the value of `node`; its steps are added up on the way.
    fn size(&mut self, node: &AstNode) -> Size {
        let size = match node {
            AstNode::Name(name) => self.name(name),
            AstNode::String(value) => scalar(text(value)),
            AstNode::Numeric(..) if self.writes => scalar(written(&number(node))),
            // The digits of a product are no more than those of its factors together; a power has as many as there can be.
            AstNode::Exp(base, exponent) if self.writes => {
                scalar(self.size(base).total.saturating_add(self.size(exponent).total).saturating_add(NUMBER))
            }
            AstNode::If(condition, yes, no) => {
                self.size(condition);
                self.size(yes).max(self.size(no))
            }
            AstNode::List(all) | AstNode::ExpressionList(all) => self.list(all),
            AstNode::Context(entries) => self.context(entries),
            AstNode::Path(inner, _) => match written_loop(node) {
                Some(written) => self.gather(&written),
                None => self.size(inner),
            },
            AstNode::EvaluatedExpression(inner) | AstNode::Satisfies(inner) => self.size(inner),
            AstNode::Filter(list, test) => self.filter(list, test),
            AstNode::For(contexts, body) => self.iterate(contexts, body, true),
            AstNode::Some(contexts, body) | AstNode::Every(contexts, body) => {
                self.iterate(contexts, body, false);
                Size::ONE
            }
            AstNode::FunctionInvocation(function, arguments) => self.call(function, arguments),
            AstNode::In(left, right) => {
                let (left, right) = (self.size(left), self.size(right));
                self.add(left.total.saturating_mul(right.total));
                Size::any(right.total)
            }
            AstNode::And(..)
            | AstNode::Or(..)
            | AstNode::Between(..)
            | AstNode::Lt(..)
            | AstNode::Le(..)
            | AstNode::Gt(..)
            | AstNode::Ge(..) => self.all(node, Size::ONE),
            AstNode::InstanceOf(left, _) => {
                self.size(left);
                Size::ONE
            }
            // Cheap operands are evaluated again when the library cannot subtract, and says so.
            AstNode::Sub(left, right) => {
                let before = self.steps;
                self.add(MESSAGE_STEPS);
                let total = self.size(left).total.saturating_add(self.size(right).total);
                if repeats(left, right) {
                    self.add(self.steps - before);
                }
                Size { total, items: 1, item: total }
            }
            // Also messages of faults: they quote their operands.
            other => {
                let total =
                    children(other).into_iter().map(|child| self.size(child).total).fold(1, u64::saturating_add);
                Size { total, items: 1, item: total }
            }
        };
        self.add(size.total);
        if size.total > MADE_UNCOUNTED_MAX && makes(node) {
            self.add(size.total.saturating_mul(MADE_STEPS));
        }
        size
    }

    fn add(&mut self, steps: u64) {
        self.steps = self.steps.saturating_add(steps);
    }

    fn all(&mut self, node: &AstNode, size: Size) -> Size {
        for child in children(node) {
            self.size(child);
        }
        size
    }

    fn name(&self, name: &Name) -> Size {
        if let Some((_, size)) = self.bound.iter().rev().find(|(bound, _)| bound == name) {
            return self.filtered.max(*size);
        }
        let variable = self.variables.iter().find(|(known, _)| *known == name.as_str());
        self.filtered.max(variable.map_or(Size::ONE, |(_, size)| *size))
    }

    fn list(&mut self, all: &[AstNode]) -> Size {
        let mut list = Size { total: 1, items: all.len() as u64, item: 1 };
        for node in all {
            let item = self.size(node).total;
            list = Size { total: list.total.saturating_add(item), item: list.item.max(item), ..list };
        }
        list
    }

    fn context(&mut self, entries: &[AstNode]) -> Size {
        let outside = self.bound.len();
        let mut total = 1_u64;
        for entry in entries {
            let AstNode::ContextEntry(key, value) = entry else { continue };
            let size = self.size(value);
            total = total.saturating_add(size.total).saturating_add(1);
            if let AstNode::ContextEntryKey(name) = key.as_ref() {
                self.bound.push((name.clone(), size));
            }
        }
        self.bound.truncate(outside);
        Size::any(total)
    }

    fn filter(&mut self, list: &AstNode, test: &AstNode) -> Size {
        let list = self.size(list);
        let item = Size::any(list.item);
        let outside = self.filtered;
        self.filtered = outside.max(item);
        self.bound.push(("item".into(), item));
        let turn = self.turn(test, item.total.saturating_mul(3)).1;
        self.bound.pop();
        self.filtered = outside;
        self.add(turn.saturating_mul(list.items.saturating_add(1)));
        list.max(Size::any(list.item))
    }

    fn iterate(&mut self, contexts: &AstNode, body: &AstNode, keeps: bool) -> Size {
        let outside = self.bound.len();
        let (mut turns, mut turn_size) = (1_u64, 1_u64);
        let mut bindings = Vec::new();
        for context in children(contexts) {
            let parts = children(context);
            let Some((AstNode::Name(variable), domain)) = parts.split_first() else { continue };
            let (count, item) = self.domain(domain);
            turns = turns.saturating_mul(count);
            turn_size = turn_size.saturating_add(item.total);
            bindings.push((variable.clone(), item));
        }
        self.bound.extend(bindings);
        let (result, turn) = self.turn(body, turn_size.saturating_mul(2));
        self.bound.truncate(outside);
        self.add(turn.saturating_mul(turns));
        if keeps {
            // Every turn copies the results of all earlier turns.
            self.add((turns.saturating_mul(turns) / 2).saturating_mul(result.total));
        }
        Size { total: turns.saturating_mul(result.total).saturating_add(1), items: turns, item: result.total }
    }

    /// A `for` whose lists use each other: each is found as often as there are turns of those before it, and then the turns
    /// are gone through.
    fn gather(&mut self, written: &Loop) -> Size {
        let outside = self.bound.len();
        if let Some((name, value)) = written.around {
            let size = self.size(value);
            self.bound.push((name.clone(), size));
        }
        let (mut turns, mut turn_size, mut copies) = (1_u64, 1_u64, GATHERED_COPIES);
        for context in &written.contexts {
            let parts = children(context);
            let Some((AstNode::Name(variable), domain)) = parts.split_first() else { continue };
            let before = std::mem::take(&mut self.steps);
            let (count, item) = self.domain(domain);
            let found = std::mem::replace(&mut self.steps, before).saturating_add(turn_size);
            self.add(found.saturating_mul(turns));
            turns = turns.saturating_mul(count);
            turn_size = turn_size.saturating_add(item.total).saturating_add(1);
            // Every turn of a loop that gathers copies what that loop has so far.
            copies = copies.saturating_add(count);
            self.bound.push((variable.clone(), item));
        }
        self.add(turns.saturating_mul(turn_size).saturating_mul(copies));
        let reads = turn_size.saturating_mul(written.contexts.len() as u64 + 4);
        let (result, turn) = self.turn(written.body, reads);
        self.bound.truncate(outside);
        self.add(turn.saturating_add(result.total.saturating_mul(2)).saturating_mul(turns));
        self.add((turns.saturating_mul(turns) / 2).saturating_mul(result.total));
        Size { total: turns.saturating_mul(result.total).saturating_add(1), items: turns, item: result.total }
    }

    /// How many turns a domain gives, and the size of what each turn binds.
    fn domain(&mut self, domain: &[&AstNode]) -> (u64, Size) {
        let ends = match domain {
            [AstNode::Range(start, end)] => Some((start.as_ref(), end.as_ref())),
            [start, end] => Some((*start, *end)),
            _ => None,
        };
        let length = ends.and_then(|(start, end)| interval_length(start, end));
        match (length, domain) {
            (Some(Length::Turns(turns)), _) => (turns, Size::ONE),
            (Some(Length::Items(list)), _) => (self.size(list).items.saturating_add(2), Size::ONE),
            (None, [list]) => {
                let size = self.size(list);
                (size.items, Size::any(size.item))
            }
            (None, _) => (u64::MAX, Size::ONE),
        }
    }

    /// The size and the steps of one turn of a loop.
    fn turn(&mut self, body: &AstNode, binding: u64) -> (Size, u64) {
        let outside = std::mem::replace(&mut self.steps, binding.saturating_add(1));
        let result = self.size(body);
        (result, std::mem::replace(&mut self.steps, outside))
    }

    fn call(&mut self, function: &AstNode, arguments: &AstNode) -> Size {
        let sizes: Vec<u64> = children(arguments).into_iter().map(|argument| self.size(argument).total).collect();
        let sum = sizes.iter().copied().fold(1, u64::saturating_add);
        if self.is_own(function) {
            // What it closes over is copied with it, and once more for its body.
            let closed = self.size(function).total;
            self.add(sum.saturating_add(closed).saturating_add(self.results.total));
            return self.results;
        }
        let square = sum.saturating_mul(sum);
        let function = called(function);
        let result = match function {
            Some("replace" | "string join") => square,
            Some("string" | "get entries") => sum.saturating_mul(3),
            // A text of `[1,1,…` has eight values where it counts for one, each of which may be a list.
            Some("from json" | "to json" | "extract") => sum.saturating_mul(READ_COPIES),
            Some("to base64" | "from base64" | "partition") => sum.saturating_mul(2),
            Some("number" | "exp") if self.writes => sum.saturating_add(NUMBER),
            _ => sum,
        };
        let steps = match function {
            Some("distinct values" | "union") => square,
            // The library compiles the pattern at every call.
            Some("matches" | "replace" | "split" | "extract") => square.saturating_add(2_000),
            Some("sort") => self.turns(arguments, true),
            Some("list replace") => self.turns(arguments, false),
            _ => sum,
        };
        self.add(steps);
        Size::any(result)
    }

    /// Is it no function of the library's? Where data have the name of a built-in one, that one is hidden.
    fn is_own(&self, function: &AstNode) -> bool {
        let AstNode::Name(name) = function else { return true };
        let is_data = || {
            self.variables.iter().any(|(known, _)| *known == name.as_str())
                || self.bound.iter().any(|(bound, _)| bound == name)
        };
        is_hidden(name).is_none() && (!is_built_in_function_name(name.as_str()) || is_data())
    }

    /// What it takes to call the function of a `sort` or `list replace`: each time all that it closes over is copied, with
    /// two items. Sorting compares each item as often as the count has binary digits.
    fn turns(&mut self, arguments: &AstNode, sorts: bool) -> u64 {
        let mut at =
            |place: usize, name: &str| argument(arguments, place, &[name]).map_or(Size::ONE, |node| self.size(node));
        let (list, second) = (at(0, "list"), at(1, if sorts { "precedes" } else { "match" }));
        let (new, calls) =
            if sorts { (list.item, u64::from(64 - list.items.leading_zeros())) } else { (at(2, "newItem").total, 1) };
        let call = second.total.saturating_add(list.item).saturating_add(new).saturating_add(CALL_STEPS);
        list.items.saturating_add(1).saturating_mul(calls).saturating_mul(call)
    }
}
