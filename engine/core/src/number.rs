//! Numbers as text.
use serde_json::Number;

/// The one text of a number, whichever way it was written: where a number becomes a key or a name, `5`, `5.0` and `50e-1`
/// are the same, for they are equal in FEEL.
///
/// ```
/// use weir_core::number::plain;
/// let text = |json: &str| plain(&serde_json::from_str(json).unwrap());
/// assert_eq!((text("5.0").as_str(), text("1e2").as_str(), text("-0.0").as_str()), ("5", "100", "0"));
/// assert_eq!((text("1e20").as_str(), text("0.10").as_str()), ("100000000000000000000", "0.1"));
/// ```
pub fn plain(number: &Number) -> String {
    if number.is_i64() || number.is_u64() {
        return number.to_string();
    }
    // A floating-point number is written without exponent, and a whole one without point.
    match number.as_f64() {
        Some(0.0) => "0".to_owned(),
        Some(float) => float.to_string(),
        None => number.to_string(),
    }
}

/// The number that a text is, if it is one.
pub(crate) fn read(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}

/// A number without a fraction, as far as such are exact.
pub(crate) fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}
