//! Numbers rounded to so many digits (DMN 10.3.4.3).
//!
//! The library gives one for what is rounded to one unit of the last digit that stays, as in `round half up(0.12, 1)`, and
//! rounds half down by taking a tenth away before; so numbers are rounded here. `decimal` is the library's, as far as its
//! digits go.

use dsntk_feel::values::Value;
use dsntk_feel::{FeelNumber, Name};

use super::names::hidden_name;
use super::ours::of_two;
use super::print::type_name;

/// DMN 10.3.4.3: a number is rounded to so many digits, fewer than none are zeros before the point.
const DIGITS: std::ops::RangeInclusive<i32> = -6111..=6176;
/// A number has 34 digits; so many stand behind its first.
const DIGITS_BEHIND_FIRST: i32 = 33;

/// Which of the two neighbours it becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rounding {
    /// The nearer, else the even one.
    HalfEven,
    /// The nearer, else that away from zero.
    HalfUp,
    /// The nearer, else that towards zero.
    HalfDown,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// The greater.
    Ceiling,
    /// The less.
    Floor,
}

impl Rounding {
    /// That of a function.
    pub(super) fn of(function: &str) -> Option<Rounding> {
        Some(match function {
            "decimal" => Rounding::HalfEven,
            "round half up" => Rounding::HalfUp,
            "round half down" => Rounding::HalfDown,
            "round up" => Rounding::Up,
            "round down" => Rounding::Down,
            "ceiling" => Rounding::Ceiling,
            "floor" => Rounding::Floor,
            _ => return None,
        })
    }

    pub(super) fn name(self) -> Name {
        hidden_name(match self {
            Rounding::HalfEven => "rounded half even",
            Rounding::HalfUp => "rounded half up",
            Rounding::HalfDown => "rounded half down",
            Rounding::Up => "rounded up",
            Rounding::Down => "rounded down",
            Rounding::Ceiling => "rounded to greater",
            Rounding::Floor => "rounded to less",
        })
    }

    /// The function that does it, of a number and a scale.
    pub(super) fn function(self) -> Value {
        of_two(move |number, scale| match (number, scale) {
            (Value::Number(number), Value::Number(scale)) => self.value(number, scale),
            (Value::Number(_), other) | (other, _) => {
                Value::Null(Some(format!("it rounds a number to a number of digits, not {}", type_name(&other))))
            }
        })
    }

    fn value(self, number: FeelNumber, scale: FeelNumber) -> Value {
        match i32::try_from(scale.trunc()).ok().filter(|digits| DIGITS.contains(digits)) {
            Some(digits) => Value::Number(self.rounded(number, digits)),
            None => Value::Null(Some(format!("the scale is not from {} to {}", DIGITS.start(), DIGITS.end()))),
        }
    }

    fn rounded(self, number: FeelNumber, digits: i32) -> FeelNumber {
        // None of its digits is one that goes.
        if number.abs() >= FeelNumber::new(1, digits - DIGITS_BEHIND_FIRST) {
            return number;
        }
        if self == Rounding::HalfEven {
            let rounded = number.round(&FeelNumber::from(digits));
            return if rounded.is_zero() { rounded.abs() } else { rounded };
        }
        // Moved so far, a number that is next to nothing would be nothing: which way it goes is known before.
        let next_to_nothing = !number.is_zero() && number.abs() < FeelNumber::new(1, digits + 1);
        let hundredth = FeelNumber::new(1, 2);
        let whole = self.whole(match (next_to_nothing, number < FeelNumber::zero()) {
            (false, _) => shifted(number, digits),
            (true, false) => hundredth,
            (true, true) => -hundredth,
        });
        if whole.is_zero() { FeelNumber::zero() } else { shifted(whole, -digits) }
    }

    /// The same without digits behind the point.
    fn whole(self, number: FeelNumber) -> FeelNumber {
        let towards_zero = number.trunc();
        let rest = (number - towards_zero).abs();
        let (half, zero) = (FeelNumber::new(5, 1), FeelNumber::zero());
        let away = match self {
            Rounding::HalfEven => rest > half || rest == half && towards_zero.odd(),
            Rounding::HalfUp => rest >= half,
            Rounding::HalfDown => rest > half,
            Rounding::Up => rest > zero,
            Rounding::Down => false,
            Rounding::Ceiling => rest > zero && number > zero,
            Rounding::Floor => rest > zero && number < zero,
        };
        if !away {
            towards_zero
        } else if number < zero {
            towards_zero - FeelNumber::one()
        } else {
            towards_zero + FeelNumber::one()
        }
    }
}

/// The number with so many digits behind its point, a half away from zero.
pub(super) fn half_up(number: FeelNumber, digits: i32) -> FeelNumber {
    Rounding::HalfUp.rounded(number, digits)
}

/// Its point moved to the right. In two steps: no number is large enough for the longest way at once.
fn shifted(number: FeelNumber, digits: i32) -> FeelNumber {
    let half = digits / 2;
    number * FeelNumber::new(1, -half) * FeelNumber::new(1, half - digits)
}
