//! XPath, the language that the standard names where a file names none, as far as it means the same in FEEL.
//!
//! Names, numbers, strings, comparisons, sums, `and`, `or` and parentheses are written alike and mean the same for the
//! variables of a process. Paths, functions, strings in single quotes, and names with a hyphen or a dot, which FEEL would read as something else, are not: what has
//! them is refused.

/// Whether it is a text in XPath that may be read as FEEL.
///
/// ```
/// use weir_core::expression::xpath::reads_as_feel;
/// let xpath = "http://www.w3.org/1999/XPath";
/// assert!(reads_as_feel(xpath, "amount > 100 and (count = 3 or urgent)"));
/// assert!(!reads_as_feel(xpath, "getDataObject('order')/total > 100"));
/// assert!(!reads_as_feel(xpath, "order-total > 100"));
/// assert!(!reads_as_feel("http://www.w3.org/TR/xpath20", "amount > 100"));
/// ```
pub fn reads_as_feel(language: &str, text: &str) -> bool {
    is_xpath(language) && shared(text)
}

/// XPath 1.0, by its address.
fn is_xpath(language: &str) -> bool {
    let address = language.trim().trim_end_matches('/').to_ascii_lowercase();
    matches!(address.as_str(), "http://www.w3.org/1999/xpath" | "http://www.w3.org/tr/xpath" | "xpath")
}

/// Operand, operator, operand and so on, of those that both languages have.
fn shared(text: &str) -> bool {
    let (mut rest, mut depth, mut operand) = (text.trim_start(), 0_u32, false);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '(' if !operand => {
                depth += 1;
                1
            }
            ')' if operand && depth > 0 => {
                depth -= 1;
                1
            }
            '"' if !operand => match string(rest) {
                Some(length) => length,
                None => return false,
            },
            '0'..='9' if !operand => rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len()),
            letter if letter.is_alphabetic() || letter == '_' => {
                let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                let joins = matches!(&rest[..length], "and" | "or");
                if joins != operand || matches!(&rest[..length], "div" | "mod" | "not" | "true" | "false") {
                    return false;
                }
                length
            }
            _ if operand => match operator(rest) {
                Some(length) => length,
                None => return false,
            },
            _ => return false,
        };
        operand = match first {
            '(' => false,
            ')' => true,
            _ => !operand,
        };
        rest = &rest[length..];
        // A name that goes on with one of these is another one in XPath.
        if operand && first.is_alphabetic() && rest.starts_with(['-', '.', ':']) {
            return false;
        }
        rest = rest.trim_start();
    }
    operand && depth == 0
}

/// The length of a string in double quotes; FEEL has no others.
fn string(text: &str) -> Option<usize> {
    let inside = &text[1..];
    let end = inside.find('"')?;
    (!inside[..end].contains('\\')).then_some(end + 2)
}

fn operator(text: &str) -> Option<usize> {
    let found = ["<=", ">=", "!=", "=", "<", ">", "+"].iter().find(|operator| text.starts_with(**operator))?;
    Some(found.len())
}
