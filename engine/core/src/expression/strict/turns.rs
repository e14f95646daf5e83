//! What is evaluated once for each of several: filters, `for`, `some` and `every`.

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelScope, Name};
use dsntk_feel_evaluator::{EveryExpressionEvaluator, ForExpressionEvaluator, SomeExpressionEvaluator};
use dsntk_feel_parser::AstNode;

use super::{Builder, Operation, Part, made_of, unknown};
use crate::expression::detail::Detail;
use crate::expression::eight::VALUE;
use crate::expression::explain::{Cause, NO_INDEX};
use crate::expression::guard::{is_test, may_count};
use crate::expression::print::print;
use crate::expression::tree::children;
use crate::expression::watch::{is_lost, note_cause, unwatched};

/// What a loop goes through.
enum Domain {
    List(Name, Evaluator),
    Interval(Name, Evaluator, Evaluator),
    Range(Name, Evaluator, Evaluator),
}

/// A filter: its test, where it stands, and how the library takes an item by its number.
struct Filter {
    test: Evaluator,
    tested: Part,
    whole: Part,
    /// Its test cannot be a number.
    only_tests: bool,
    take: Operation,
    item: Name,
}

impl Builder<'_> {
    /// DMN 10.3.2.5: the items for which the test is true, or the item of that number. A single value is a list of one.
    pub(super) fn filter(&self, node: &AstNode, list: &AstNode, test: &AstNode) -> Evaluator {
        let list = self.build(list);
        let take = Operation::new(2, |mut all| {
            let (number, list) = (Box::new(all.remove(1)), Box::new(all.remove(0)));
            AstNode::Filter(list, number)
        });
        let filter = Filter {
            test: self.build(test),
            tested: self.part(test),
            whole: self.part(node),
            only_tests: !may_count(test) && is_test(test),
            take,
            item: "item".into(),
        };
        Box::new(move |scope: &FeelScope| match list(scope) {
            Value::List(items) => filter.of(scope, items),
            null @ Value::Null(_) => made_of(&null),
            single => filter.of(scope, vec![single]),
        })
    }

    pub(super) fn iterate(&self, node: &AstNode, contexts: &AstNode, body: &AstNode) -> Evaluator {
        let mut domains = Vec::new();
        for context in children(contexts) {
            let Some(domain) = self.domain(context) else { return self.delegate(node) };
            domains.push(domain);
        }
        let (body, part) = (unless_lost(self.checked(body)), self.part(node));
        Box::new(move |scope: &FeelScope| {
            let mut turns = ForExpressionEvaluator::new();
            for domain in &domains {
                let found = match domain {
                    Domain::List(name, list) => {
                        turns.add_list(name.clone(), list(scope));
                        Ok(())
                    }
                    Domain::Interval(name, start, end) => turns.add_interval(name.clone(), start(scope), end(scope)),
                    Domain::Range(name, start, end) => turns.add_range(name.clone(), start(scope), end(scope)),
                };
                if let Err(reason) = found {
                    note_cause(|| Cause::Fault(print(part.node()), Detail::Reason(reason.to_string())));
                    return unknown();
                }
            }
            if is_lost() { unknown() } else { Value::List(turns.evaluate(scope, &body)) }
        })
    }

    fn domain(&self, context: &AstNode) -> Option<Domain> {
        match context {
            AstNode::IterationContextInterval(variable, start, end) => {
                let AstNode::Name(name) = variable.as_ref() else { return None };
                Some(Domain::Interval(name.clone(), self.needed(start), self.needed(end)))
            }
            AstNode::IterationContextSingle(variable, list) => {
                let AstNode::Name(name) = variable.as_ref() else { return None };
                Some(match list.as_ref() {
                    AstNode::Range(start, end) => Domain::Range(name.clone(), self.delegate(start), self.delegate(end)),
                    // A value that is asked whether it is there.
                    AstNode::List(one) if name.as_str() == VALUE && one.len() == 1 => {
                        let one = self.build(&one[0]);
                        Domain::List(name.clone(), Box::new(move |scope| Value::List(vec![one(scope)])))
                    }
                    list => Domain::List(name.clone(), self.needed(list)),
                })
            }
            _ => None,
        }
    }

    /// DMN 10.3.2.11: `some` is true when the test is for one, `every` when it is for all. It has to be true or false.
    pub(super) fn quantify(&self, node: &AstNode, contexts: &AstNode, body: &AstNode, some: bool) -> Evaluator {
        let mut lists: Vec<(Name, Evaluator)> = Vec::new();
        for context in children(contexts) {
            let AstNode::QuantifiedContext(variable, list) = context else { return self.delegate(node) };
            let AstNode::Name(name) = variable.as_ref() else { return self.delegate(node) };
            lists.push((name.clone(), self.needed(list)));
        }
        let truth = self.needed_truth(body);
        let test: Evaluator = Box::new(move |scope| truth(scope).map_or_else(unknown, Value::Boolean));
        Box::new(move |scope: &FeelScope| {
            if some {
                let mut turns = SomeExpressionEvaluator::new();
                for (name, list) in &lists {
                    turns.add_list(name.clone(), list(scope));
                }
                if is_lost() { unknown() } else { turns.evaluate(scope, &test) }
            } else {
                let mut turns = EveryExpressionEvaluator::new();
                for (name, list) in &lists {
                    turns.add_list(name.clone(), list(scope));
                }
                if is_lost() { unknown() } else { turns.evaluate(scope, &test) }
            }
        })
    }
}

impl Filter {
    fn of(&self, scope: &FeelScope, items: Vec<Value>) -> Value {
        let (mut kept, mut numbers) = (Vec::new(), items.is_empty() && !self.only_tests);
        for item in &items {
            match self.tested(scope, item) {
                Value::Boolean(true) => kept.push(item.clone()),
                Value::Boolean(false) => {}
                Value::Number(_) => numbers = true,
                _ => return unknown(),
            }
        }
        if !numbers {
            return Value::List(kept);
        }
        // A number is the same for all items, so it is found outside of them.
        let number = if items.is_empty() { unwatched(|| (self.test)(scope)) } else { (self.test)(scope) };
        if !matches!(number, Value::Number(_)) {
            if !items.is_empty() {
                self.tested.note_type(&Value::Number(0.into()), "boolean");
            }
            return Value::List(kept);
        }
        let taken = self.take.of(scope, vec![Value::List(items), number]);
        if matches!(&taken, Value::Null(Some(reason)) if !reason.starts_with(NO_INDEX)) {
            self.whole.note(scope, &taken);
        }
        taken
    }

    /// The test of one item, with its entries in sight.
    fn tested(&self, scope: &FeelScope, item: &Value) -> Value {
        let mut own = FeelContext::default();
        let mut has_item = false;
        if let Value::Context(entries) = item {
            has_item = entries.contains_entry(&self.item);
            scope.push(entries.clone());
        }
        if !has_item {
            own.set_entry(&self.item, item.clone());
            scope.push(own);
        }
        let value = if is_lost() { unknown() } else { (self.test)(scope) };
        match &value {
            Value::Boolean(_) | Value::Number(_) => {}
            Value::Null(_) => self.tested.note(scope, &value),
            other => self.tested.note_type(other, "boolean or a number"),
        }
        if !has_item {
            scope.pop();
        }
        if matches!(item, Value::Context(_)) {
            scope.pop();
        }
        value
    }
}

/// After a fault nobody wants the rest.
fn unless_lost(inner: Evaluator) -> Evaluator {
    Box::new(move |scope: &FeelScope| if is_lost() { unknown() } else { inner(scope) })
}
