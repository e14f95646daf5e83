//! The reasons of the FEEL library, which knows them as English texts alone, and of the functions that we have in its
//! place: recognised by how they are written. What is not listed is told as it is.
use crate::sentence::{Sentence, forms};

/// Which sentence a reason is; names in brackets stand for what is different each time.
const REASONS: [(&str, &str); 50] = [
    ("no-item", "index in filter is out of range [{}..{}], actual index is {index}"),
    ("no-item", "index is out of range"),
    ("no-item", "probably index is out of range"),
    ("no-item", "position exceeds list bounds"),
    ("no-item", "the list has not so many items"),
    ("no-item", "sublist: position is out of range, len = {}, position = {index}"),
    ("no-item", "sublist: invalid range, len = {}, start position = {}, end position = {index}"),
    ("no-item", "for singletons, only filter index with value 1 or -1 is accepted"),
    ("no-item", "the text has not so many characters"),
    ("no-item", "substring: position is out of range, len = {}, position = {index}"),
    ("bad-index", "index in filter must be an integer value, actual value is {index}"),
    ("bad-index", "sublist: position must not be zero"),
    ("bad-index", "substring: start position must not be zero"),
    ("divided-by-zero", "division by zero"),
    ("wrong-type", "invalid argument type, expected {wanted}, actual type is {type}"),
    ("negative-root", "sqrt: argument must be positive number or zero"),
    ("bad-pattern", "replace: invalid pattern"),
    ("bad-delimiter", "split: invalid delimiter"),
    ("bad-pattern", "extract: invalid pattern"),
    ("bad-replacement", "`{replacement}` cannot be put instead"),
    ("bad-flags", "`{flags}` are no flags of a pattern"),
    ("offset", "a clock is at most 14 hours from UTC"),
    ("null-order", "null is neither less nor greater than anything"),
    ("types-order", "values of different types are neither less nor greater"),
    ("null-turns", "what it goes through is null"),
    ("too-large", "the number is too large"),
    ("out-of-bounds", "the scale is not from {least} to {most}"),
    ("out-of-bounds", "second must be {least}..{most}, current value is {}"),
    ("out-of-bounds", "minute must be {least}..{most}, current value is {}"),
    ("out-of-bounds", "hour must be {least}..{most}, current value is {}"),
    ("no-value", "the argument names no value"),
    ("no-value", "gives null"),
    ("no-value", "invalid date string '{}'"),
    ("no-value", "invalid date y={} m={} d={}"),
    ("no-value", "invalid date or date and time '{}'"),
    ("no-json", "`{text}` is not JSON: {note}"),
    ("no-base64", "`{text}` is no text in Base64"),
    ("no-part", "a part has at least one item"),
    ("no-chance", "there is no chance here"),
    ("too-deep", "a value is nested more than {most} levels deep"),
    ("unfulfilled", "the condition is not fulfilled"),
    ("no-such-part", "could not retrieve {what} for {type}"),
    // What is known of operands, where it is handed on as a text.
    ("is", "is {type}, not {wanted}"),
    ("is", "gives {type}, not {wanted}"),
    ("cannot", "cannot {what} {types} and {types}"),
    ("cannot", "cannot {what} {types}"),
    ("no-such-entry", "`{}` is {type} and has no `{entry}`"),
    ("no-such-entry", "`{}` has no entry `{entry}`"),
    ("empty-list", "the list is empty"),
    ("two-entries", "it has two entries `{entry}`"),
];

/// The reason in parts.
pub(crate) fn sentence(reason: &str) -> Sentence {
    forms::read(&REASONS, reason).unwrap_or_else(|| Sentence::new("fault").with("reason", reason))
}

#[cfg(test)]
mod tests {
    use super::sentence;
    use crate::expression::{Expression, Now};
    use serde_json::json;

    fn said(text: &str) -> (String, String) {
        let data = json!({"list": [1, 2], "n": 0, "text": "abc", "seven": 7});
        let error =
            Expression::compile(text).unwrap().evaluate(data.as_object().unwrap(), Now::UNIX_EPOCH).unwrap_err();
        let told = error.sentence().unwrap();
        (told.name, told.parts.into_iter().map(|(name, is)| format!("{name}={is}")).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn the_library_still_says_what_is_recognised() {
        for (text, name) in [
            ("seven / n", "divided-by-zero"),
            ("sqrt(-seven)", "negative-root"),
            ("sublist(list, seven)", "no-item"),
            ("substring(text, seven)", "no-item"),
            ("substring(text, n)", "bad-index"),
            ("upper case(seven)", "wrong-type"),
            ("date(text)", "no-value"),
            ("replace(text, \"a\", \"b\", \"z\")", "bad-flags"),
            ("replace(text, \"a\", \"$\")", "bad-replacement"),
            ("extract(text, \"(\")", "bad-pattern"),
            ("from json(text)", "no-json"),
            ("from base64(\"!\")", "no-base64"),
            ("partition(list, n)", "no-part"),
            ("assert(seven, seven < 7)", "unfulfilled"),
            ("random number()", "no-chance"),
        ] {
            assert_eq!(said(text).0, name, "{text}");
        }
        assert_eq!(
            said("upper case(seven)").1,
            "expression=upper case(seven) part=upper case(seven) type=number wanted=string"
        );
    }

    #[test]
    fn what_is_not_known_is_told_as_it_is() {
        let told = sentence("the moon is in the way");
        assert_eq!((told.name.as_str(), told.parts["reason"].as_str()), ("fault", "the moon is in the way"));
        assert_eq!(sentence("division by zero and more").name, "fault");
    }
}
