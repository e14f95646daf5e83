//! How large values are, in elements: a scalar is one, a text one per 16 bytes, a list or context one more than its parts
//! together, a function one more than what it closes over. A number whose digits do not end near its point is as large as
//! the text that `string` makes of it, with all its zeros.

use std::sync::LazyLock;

use dsntk_feel::FeelNumber;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use serde_json::Value;

use super::limits::VALUE_DEPTH_MAX;

/// How large a value can be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Size {
    /// All elements, at any depth.
    pub(crate) total: u64,
    /// Items of the list, if it is one.
    pub(super) items: u64,
    /// All elements of the largest item.
    pub(super) item: u64,
}

impl Size {
    /// Nothing at all.
    pub(crate) const NONE: Size = Size { total: 0, items: 0, item: 0 };
    pub(super) const ONE: Size = Size { total: 1, items: 1, item: 1 };

    /// Something that may be a list of up to `total` elements.
    pub(super) fn any(total: u64) -> Size {
        Size { total, items: total, item: total }
    }

    /// A list of up to `total` scalars.
    pub(super) fn scalars(total: u64) -> Size {
        Size { total, items: total, item: 1 }
    }

    /// The larger of both in everything.
    pub(crate) fn max(self, other: Size) -> Size {
        Size { total: self.total.max(other.total), items: self.items.max(other.items), item: self.item.max(other.item) }
    }

    /// A list of items of these sizes.
    fn list(items: impl Iterator<Item = u64>) -> Size {
        let empty = Size { total: 1, items: 0, item: 1 };
        items.fold(empty, |list, item| Size {
            total: list.total.saturating_add(item),
            items: list.items + 1,
            item: list.item.max(item),
        })
    }
}

/// Elements of a text.
pub(super) fn text(text: &str) -> u64 {
    1 + text.len() as u64 / 16
}

/// The longest text of a number: 10 to the power of 6144, or of -6176.
pub(super) const NUMBER: u64 = 1 + 6_200 / 16;
/// The longest text of a number of JSON, which is a double.
const DOUBLE: u64 = 1 + 350 / 16;
/// Numbers have so many digits; beyond that, zeros are written out.
const DIGITS: i32 = 34;

/// Elements of a number that is written like this.
pub(super) fn written(number: &str) -> u64 {
    match number.parse::<f64>() {
        Ok(0.0) if !number.contains(|c: char| ('1'..='9').contains(&c)) => 1,
        Ok(value) if value != 0.0 && value.is_finite() => double(value),
        _ => NUMBER,
    }
}

/// Elements of a double.
fn double(value: f64) -> u64 {
    let is_long = value != 0.0 && !(1e-34..1e34).contains(&value.abs());
    if is_long { DOUBLE } else { 1 }
}

/// Elements of a number of FEEL.
fn decimal(number: FeelNumber) -> u64 {
    static ENDS: LazyLock<(FeelNumber, FeelNumber)> =
        LazyLock::new(|| (FeelNumber::new(1, DIGITS), FeelNumber::new(1, -DIGITS)));
    let absolute = number.abs();
    let is_long = absolute >= ENDS.1 || absolute < ENDS.0 && !number.is_zero();
    if is_long { NUMBER } else { 1 }
}

/// A scalar of so many elements.
pub(super) fn scalar(elements: u64) -> Size {
    Size { total: elements, items: 1, item: elements }
}

/// Measures a variable.
pub(super) fn measure(value: &Value) -> Size {
    match value {
        Value::Array(all) => Size::list(all.iter().map(|item| measure(item).total)),
        Value::Object(all) => {
            let total = all.iter().map(|(key, value)| measure(value).total + text(key)).sum::<u64>() + 1;
            Size::any(total) // one of its entries may be a long list
        }
        Value::String(value) => scalar(text(value)),
        Value::Number(number) => scalar(number.as_f64().map_or(1, double)),
        _ => Size::ONE,
    }
}

/// Values deeper than this are larger than anything: to copy them, and to drop them, takes stack.
const LEVELS_MAX: usize = 2 * VALUE_DEPTH_MAX;

/// Measures a value of FEEL.
pub(crate) fn measure_feel(value: &Feel) -> Size {
    within(value, LEVELS_MAX)
}

/// All elements of a value of FEEL.
pub(crate) fn elements(value: &Feel) -> u64 {
    measure_feel(value).total
}

/// All elements of a context.
pub(crate) fn elements_within(context: &FeelContext) -> u64 {
    entries(context, LEVELS_MAX)
}

fn within(value: &Feel, levels: usize) -> Size {
    let Some(levels) = levels.checked_sub(1) else { return Size::any(u64::MAX) };
    match value {
        Feel::List(all) | Feel::ExpressionList(all) => Size::list(all.iter().map(|item| within(item, levels).total)),
        Feel::Context(all) => Size::any(entries(all, levels)),
        Feel::String(value) => scalar(text(value)),
        Feel::Number(number) => scalar(decimal(*number)),
        Feel::FunctionDefinition(parameters, _, _, _, closed, _) => {
            Size::any(entries(closed, levels).saturating_add(parameters.len() as u64))
        }
        Feel::Range(start, _, end, _) => {
            Size::any(within(start, levels).total.saturating_add(within(end, levels).total))
        }
        _ => Size::ONE,
    }
}

fn entries(context: &FeelContext, levels: usize) -> u64 {
    let sizes = context.iter().map(|(key, value)| within(value, levels).total.saturating_add(text(key.as_str())));
    sizes.fold(1, u64::saturating_add)
}
