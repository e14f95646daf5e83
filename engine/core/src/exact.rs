//! Numbers that are stored as doubles: is the number that is kept the one that was meant?

/// So many digits has a whole number that is kept as it is, whatever they are.
const WHOLE_DIGITS: usize = 18;

/// Is the number stored the one that was written? A double is written in many ways; the shortest, and the one with 17
/// digits, are those of programs that had it.
///
/// ```
/// use weir_core::exact::is_exact;
/// assert!(is_exact("0.10") && is_exact("1e22") && is_exact("0.30000000000000004"));
/// assert!(!is_exact("1234567890123456.78"));
/// ```
pub fn is_exact(text: &str) -> bool {
    let whole = !text.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E'));
    if whole && (text.len() <= WHOLE_DIGITS || text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok()) {
        return true;
    }
    let Ok(double) = text.parse::<f64>() else { return false };
    let written = decimal(text);
    written == decimal(&format!("{double:e}")) || written == decimal(&format!("{double:.16e}"))
}

/// Its digits without zeros at their ends, and where the point stands: the same for all ways to write a number.
fn decimal(text: &str) -> (bool, String, i64) {
    let text = text.strip_prefix('+').unwrap_or(text);
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (before, behind) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{before}{behind}");
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return (false, String::new(), 0);
    }
    let point = exponent.parse::<i64>().unwrap_or(i64::MAX / 2) + before.len() as i64;
    let leading = (digits.len() - significant.len()) as i64;
    (negative, significant.trim_end_matches('0').to_owned(), point - leading)
}
