//! Puts a model right: its conditions stand in an old expression language, and are FEEL afterwards.
use crate::suites::dom::Element;
use std::collections::BTreeMap;

/// The elements whose text is an expression.
const EXPRESSIONS: [&str; 6] = [
    "conditionExpression",
    "condition",
    "loopCondition",
    "loopCardinality",
    "completionCondition",
    "activationCondition",
];

const FEEL: &str = "https://www.omg.org/spec/DMN/20191111/FEEL/";

/// Translates every expression; an unknown one stays as it is, and the engine will say so.
pub fn rewrite(document: &mut Element, expressions: &BTreeMap<String, String>) {
    document.set("expressionLanguage", FEEL);
    document.each(&mut |element| {
        if !EXPRESSIONS.contains(&element.local()) {
            return;
        }
        if let Some(feel) = expressions.get(&element.text()) {
            *element = std::mem::take(element).saying(feel);
        }
    });
}

#[cfg(test)]
mod tests {
    use crate::suites::dom::parse;

    #[test]
    fn conditions_become_feel_and_nothing_else_changes() {
        let mut document = parse("<d><condition>!a</condition><script>!a</script></d>").expect("well-formed");
        let map = [("!a".to_owned(), "not(a)".to_owned())].into();
        super::rewrite(&mut document, &map);
        assert_eq!(document.child("condition").map(super::Element::text).as_deref(), Some("not(a)"));
        assert_eq!(document.child("script").map(super::Element::text).as_deref(), Some("!a"));
    }
}
