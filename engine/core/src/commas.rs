//! Lists that are written with commas.

/// Parts between commas that stand in no parentheses or braces, without those that are blank.
pub(crate) fn split(text: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let outside = |letter: char| {
        depth += i32::from(matches!(letter, '(' | '{')) - i32::from(matches!(letter, ')' | '}'));
        letter == ',' && depth == 0
    };
    text.split(outside).map(str::trim).filter(|part| !part.is_empty()).collect()
}
