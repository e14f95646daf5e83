//! What is wrong with a part of JUEL, in parts: its reasons are texts, recognised by how they are written.
use crate::expression::reason;
use crate::sentence::{Sentence, forms};

/// Which sentence a reason is.
const REASONS: [(&str, &str); 23] = [
    ("no-such-entry", "the object has no `{entry}`"),
    ("no-such-entry", "a point in time has no such `{entry}`"),
    ("no-such-entry", "{} has no `{entry}`"),
    ("no-such-entry", "there is no `{entry}`"),
    ("no-sums-of-time", "points in time cannot be computed with"),
    ("no-point", "`{text}` is no point in time"),
    ("no-item", "`{}` is no position in a list"),
    ("no-item", "the list has {} items, and no part from {} to {}"),
    ("no-item", "the list has {} items, and none at {}"),
    ("no-position", "a position from 0 to {most} is wanted"),
    ("bad-cut", "the end lies before the start"),
    ("bad-cut", "the cut goes through a character"),
    ("no-times", "a number of times is wanted"),
    ("no-json", "`{text}` is not JSON: {note}"),
    ("no-order", "{types} and {types} have no order"),
    ("neither", "{type} is not true or false"),
    ("text-no-number", "`{text}` is not a number"),
    ("type-no-number", "{type} is not a number"),
    ("no-text", "a text is wanted, not {type}"),
    ("by-pattern", "`{text}` is no regular expression that can be used here"),
    ("bad-replacement", "`{replacement}` cannot be put instead"),
    ("long-text", "{} would be longer than {most} bytes"),
    ("too-large", "{} is too large"),
];

/// The reason in parts.
pub(crate) fn told(reason: &str) -> Sentence {
    forms::read(&REASONS, reason).unwrap_or_else(|| reason::sentence(reason))
}

#[cfg(test)]
mod tests {
    use crate::expression::{Expression, Now};
    use serde_json::json;

    fn said(text: &str) -> String {
        let data = json!({"list": [1], "text": "abc", "object": {"a": 1}, "n": 5, "zero": 0, "none": null});
        let error = Expression::juel(text).unwrap().evaluate(data.as_object().unwrap(), Now::UNIX_EPOCH).unwrap_err();
        let told = error.sentence().unwrap();
        format!("{} {}", told.name, told.types.join(" ")).trim().to_owned()
    }

    #[test]
    fn what_is_wrong_is_told_in_parts() {
        for (text, expected) in [
            ("${n.b}", "no-such-entry"),
            ("${text.size()}", "no-such-entry"),
            ("${list[text]}", "no-item"),
            ("${list.get(3)}", "no-item"),
            ("${text.matches(text.concat('('))}", "by-pattern"),
            ("${text.replaceAll('a', '$')}", "bad-replacement"),
            ("${list < object}", "no-order a list an object"),
            ("${list ? 1 : 2}", "neither"),
            ("${text + n}", "text-no-number"),
            ("${list + n}", "type-no-number"),
            ("${text.charAt(9)}", "no-position"),
            ("${text.concat(n)}", "no-text"),
            ("${text.substring(2, 1)}", "bad-cut"),
            ("${n % zero}", "divided-by-zero"),
            ("${nobody}", "missing"),
            ("${none.toString()}", "null-call"),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }
}
