//! Arithmetic and comparisons.

use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelNumber, FeelScope};
use dsntk_feel_parser::AstNode;

use super::number::{is_finite, is_full};
use super::{Builder, Operation, Part, is_missing, made_of};
use crate::expression::explain::Cause;
use crate::expression::print::print;
use crate::expression::tree::{children, children_mut};
use crate::expression::watch::{note_cause, note_rounding};

/// What is done with two numbers, by far the most often.
type OfNumbers = fn(FeelNumber, FeelNumber) -> Option<Value>;

impl Builder<'_> {
    /// Wrong types are a fault at once. What is null makes the result unknown.
    pub(super) fn operator(&self, node: &AstNode) -> Evaluator {
        let operands: Vec<Evaluator> = children(node).into_iter().map(|operand| self.build(operand)).collect();
        let library = Operation::new(operands.len(), |names| {
            let mut copy = node.clone();
            for (operand, name) in children_mut(&mut copy).into_iter().zip(names) {
                *operand = name;
            }
            copy
        });
        let (part, of_numbers) = (self.part(node), of_numbers(node));
        let endless = matches!(node, AstNode::Div(..) | AstNode::Exp(..));
        Box::new(move |scope: &FeelScope| {
            let values: Vec<Value> = operands.iter().map(|operand| operand(scope)).collect();
            if let [Value::Number(left), Value::Number(right)] = values[..]
                && let Some(value) = of_numbers(left, right)
            {
                return settled(value, &part, endless);
            }
            if let Some(null) = values.iter().find(|value| value.is_null()) {
                return made_of(null);
            }
            let value = library.of(scope, values);
            if value.is_null() {
                part.note(scope, &value);
            }
            settled(value, &part, endless)
        })
    }

    /// DMN 10.3.2.13: values are equal or not, and null is equal to null. Values of different types are neither, and what
    /// a variable would be equal to that is missing, or null before the sign, is unknown.
    pub(super) fn equality(&self, node: &AstNode, left: &AstNode, right: &AstNode) -> Evaluator {
        let (left, right, part) = (self.asked(left), self.asked(right), self.part(node));
        let equal = matches!(node, AstNode::Eq(..));
        let library = Operation::new(2, |mut all| {
            let (right, left) = (Box::new(all.remove(1)), Box::new(all.remove(0)));
            if equal { AstNode::Eq(left, right) } else { AstNode::Nq(left, right) }
        });
        Box::new(move |scope: &FeelScope| match (left(scope), right(scope)) {
            (Value::Number(left), Value::Number(right)) => Value::Boolean((left == right) == equal),
            (Value::String(left), Value::String(right)) => Value::Boolean((left == right) == equal),
            (Value::Boolean(left), Value::Boolean(right)) => Value::Boolean((left == right) == equal),
            (null, right) if null.is_null() && !right.is_null() => made_of(&null),
            (left, missing) if !left.is_null() && is_missing(&missing) => missing,
            (left, right) => {
                let value = library.of(scope, vec![left, right]);
                if value.is_null() {
                    part.note(scope, &value);
                }
                value
            }
        })
    }
}

fn of_numbers(node: &AstNode) -> OfNumbers {
    match node {
        AstNode::Add(..) => |left, right| Some(Value::Number(left + right)),
        AstNode::Sub(..) => |left, right| Some(Value::Number(left - right)),
        AstNode::Mul(..) => |left, right| Some(Value::Number(left * right)),
        AstNode::Div(..) => |left, right| (!right.is_zero()).then(|| Value::Number(left / right)),
        AstNode::Lt(..) => |left, right| Some(Value::Boolean(left < right)),
        AstNode::Le(..) => |left, right| Some(Value::Boolean(left <= right)),
        AstNode::Gt(..) => |left, right| Some(Value::Boolean(left > right)),
        AstNode::Ge(..) => |left, right| Some(Value::Boolean(left >= right)),
        _ => |_, _| None,
    }
}

/// A number beyond what FEEL can hold is a fault; the library would go on with infinity.
pub(super) fn settled(value: Value, part: &Part, endless: bool) -> Value {
    if let Value::Number(number) = value {
        if !is_finite(number) {
            note_cause(|| Cause::TooLarge(print(part.node())));
        } else if endless {
            note_rounding(|| is_full(number));
        }
    }
    value
}
