//! Lists in lists, as `[3, 4] in [[1, 2], [3, 4]]`. The library looks at the first list of them alone, and there for the
//! items in any order.

use dsntk_feel::Name;
use dsntk_feel::values::Value;
use dsntk_feel_evaluator::evaluate_equals;
use dsntk_feel_parser::AstNode;

use super::names::hidden_name;
use super::ours::function;

/// May a list stand here, held against lists?
pub(super) fn may_be_lists(left: &AstNode, right: &AstNode) -> bool {
    may_be_list(left)
        && match right {
            AstNode::ExpressionList(tests) => tests.iter().any(may_be_list),
            one => may_be_list(one),
        }
}

pub(super) fn may_be_list(node: &AstNode) -> bool {
    use AstNode as N;
    match node {
        N::List(_) | N::Name(_) | N::Path(..) | N::Filter(..) | N::FunctionInvocation(..) | N::For(..) | N::If(..) => {
            true
        }
        N::EvaluatedExpression(inner) => may_be_list(inner),
        _ => false,
    }
}

/// The function that does it.
pub(super) fn within() -> Value {
    let names = [hidden_name("p1"), hidden_name("p2")];
    let [left, right] = names.clone();
    let variable = |name: &Name| Box::new(AstNode::Name(name.clone()));
    let library = dsntk_feel_evaluator::prepare(&AstNode::In(variable(&left), variable(&right)));
    function(&names, move |scope| match (scope.get_value(&left), scope.get_value(&right)) {
        (Some(list @ Value::List(_)), Some(Value::List(all))) => Value::Boolean(is_in(&list, &all)),
        (Some(list @ Value::List(_)), Some(Value::ExpressionList(tests))) if passes(&list, &tests) => {
            Value::Boolean(true)
        }
        _ => library(scope),
    })
}

/// DMN 10.3.2.7: a list is in a list that has an equal one.
fn is_in(list: &Value, all: &[Value]) -> bool {
    all.iter().any(|one| matches!(one, Value::List(_)) && evaluate_equals(list, one))
}

/// DMN 7.3.3: a test that is a list holds for what is in it, and for what is equal to it.
fn passes(list: &Value, tests: &[Value]) -> bool {
    tests.iter().any(|test| matches!(test, Value::List(all) if is_in(list, all) || evaluate_equals(list, test)))
}
