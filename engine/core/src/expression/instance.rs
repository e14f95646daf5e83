//! DMN 10.3.2.9.1: null is of every type, so an empty list is a list of each, wherever it lies in a value. The library takes
//! it for one of any type only.

use dsntk_feel::FeelType;
use dsntk_feel::values::Value;
use dsntk_feel_parser::AstNode;

use super::tree::children;

/// May values of this type have lists in them? One of the file may.
pub(super) fn may_have_lists(of: &AstNode) -> bool {
    match of {
        AstNode::ListType(_) | AstNode::QualifiedName(_) => true,
        AstNode::ContextType(_) | AstNode::ContextTypeEntry(..) => children(of).into_iter().any(may_have_lists),
        _ => false,
    }
}

/// Is it a value with empty lists in it that is of this type? Of others the library knows.
pub(super) fn is_with_empty(value: &Value, of: &Value) -> bool {
    match of {
        Value::FeelType(of) => has_empty(value) && fits(value, of),
        _ => false,
    }
}

fn has_empty(value: &Value) -> bool {
    match value {
        Value::List(all) => all.is_empty() || all.iter().any(has_empty),
        Value::Context(all) => all.iter().any(|(_, value)| has_empty(value)),
        _ => false,
    }
}

fn fits(value: &Value, of: &FeelType) -> bool {
    match (value, of) {
        (_, FeelType::Any) | (Value::Null(_), _) => true,
        (Value::List(all), FeelType::List(of)) => all.iter().all(|value| fits(value, of)),
        (Value::Context(all), FeelType::Context(entries)) => {
            entries.iter().all(|(name, of)| all.get_entry(name).is_some_and(|value| fits(value, of)))
        }
        (value, of) => value.type_of() == *of,
    }
}
