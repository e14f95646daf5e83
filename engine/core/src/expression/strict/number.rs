//! What a number is that an operation gave: finite, and rounded or not.

use dsntk_feel::FeelNumber;

/// Most digits of a FEEL number.
const DIGITS_MAX: usize = 34;

/// The library goes on with an infinite number where one is too large.
pub(in crate::expression) fn is_finite(number: FeelNumber) -> bool {
    number.abs() < FeelNumber::infinite()
}

/// Does it use all digits there are? Then it is most likely not all of what came out.
pub(super) fn is_full(number: FeelNumber) -> bool {
    let shown = format!("{number:?}");
    let digits = shown.split(['e', 'E']).next().unwrap_or_default();
    digits.chars().filter(char::is_ascii_digit).skip_while(|digit| *digit == '0').count() >= DIGITS_MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotients_without_end_are_full() {
        let number = |text: &str| text.parse::<FeelNumber>().unwrap();
        assert!(is_full(number("1") / number("3")) && is_full(number("200") / number("-7")));
        assert!(!is_full(number("1") / number("8")) && !is_full(number("0.00000000000000000000000000000000000000123")));
    }

    #[test]
    fn what_is_too_large_is_not_finite() {
        let large: FeelNumber = "9e6144".parse().unwrap();
        assert!(is_finite(large) && is_finite(-large) && !is_finite(large * FeelNumber::two()));
        assert!(!is_finite(-(large * FeelNumber::two())));
        let infinite = large * FeelNumber::two();
        assert!(!is_finite(infinite - infinite));
    }
}
