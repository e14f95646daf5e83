//! Functions in Java that need nothing but their arguments are done here, wherever a model writes them; others are refused.

use serde_json::{Map, Value, json};
use weir_core::decision::{Decisions, File};
use weir_core::expression::{Expression, Now};
use weir_core::{Severity, Timestamp};

/// A function in FEEL, called with these arguments.
fn in_feel(class: &str, signature: &str, parameters: &str, arguments: &str) -> Result<Value, String> {
    let text = format!(
        "{{f: function({parameters}) external {{java: {{class: \"{class}\", method signature: \"{signature}\"}}}}, \
         r: f({arguments})}}.r"
    );
    let expression = Expression::compile(&text).map_err(|error| error.code().to_owned())?;
    expression.evaluate_unbounded(&Map::new(), Now::UNIX_EPOCH).map_err(|error| error.to_string())
}

/// The same as a business knowledge model that a decision calls: its value, and the problems of the file.
fn in_model(class: &str, signature: &str, parameters: &str, arguments: &str) -> (Value, Vec<String>) {
    let formal: String = parameters
        .split(',')
        .map(|name| format!("<formalParameter name='{}'/>", name.trim()))
        .collect::<Vec<_>>()
        .concat();
    let text =
        |text: &str| format!("<literalExpression><text>{}</text></literalExpression>", text.replace('<', "&lt;"));
    let entry = |name: &str, value: &str| {
        format!("<contextEntry><variable name='{name}'/>{}</contextEntry>", text(&format!("\"{value}\"")))
    };
    let file = format!(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='d' namespace='urn:d'>\
         <decision id='d' name='d'><variable name='d'/><knowledgeRequirement><requiredKnowledge href='#f'/>\
         </knowledgeRequirement>{}</decision><businessKnowledgeModel id='f' name='f'><variable name='f'/>\
         <encapsulatedLogic kind='Java'>{formal}<context>{}{}</context></encapsulatedLogic></businessKnowledgeModel>\
         </definitions>",
        text(&format!("f({arguments})")),
        entry("class", class),
        entry("method signature", signature),
    );
    let (decisions, problems) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    let errors =
        problems.iter().filter(|problem| problem.severity == Severity::Error).map(|p| p.code.clone()).collect();
    let answer = match decisions.evaluate("d", &Map::new(), Timestamp(0)) {
        Err(error) if error.needs_child() => decisions.evaluate_unbounded("d", &Map::new(), Timestamp(0)),
        other => other,
    };
    (answer.unwrap().value, errors)
}

const MATH: &str = "java.lang.Math";
const STRING: &str = "java.lang.String";
const FORMAT: &str = "format(java.lang.String, [Ljava.lang.Object;)";

#[test]
fn they_give_what_java_gives() {
    for (class, signature, parameters, arguments, expected) in [
        (MATH, "cos(double)", "a", "0", json!(1)),
        (MATH, "pow(double, double)", "a, b", "2, -1", json!(0.5)),
        (MATH, "max(int,int)", "a, b", "1, 3", json!(3)),
        (MATH, "min(long, long)", "a, b", "30000000000, 40000000000", json!(30_000_000_000_i64)),
        (MATH, "max( float , float )", "a, b", "0.1, 0.3", json!(0.3)),
        (MATH, "round(double)", "a", "-2.5", json!(-2)),
        (MATH, "rint(double)", "a", "2.5", json!(2)),
        (MATH, "abs(int)", "a", "-7", json!(7)),
        (MATH, "signum(double)", "a", "-0.5", json!(-1)),
        (MATH, "floorMod(int, int)", "a, b", "-7, 3", json!(2)),
        (MATH, "floorDiv(long, long)", "a, b", "-7, 3", json!(-3)),
        ("java.lang.Integer", "valueOf(java.lang.String)", "a", "\"-12\"", json!(-12)),
        ("java.lang.Integer", "toHexString(int)", "a", "-1", json!("ffffffff")),
        ("java.lang.Double", "valueOf(java.lang.String)", "a", "\" 1.5 \"", json!(1.5)),
        ("java.lang.Boolean", "parseBoolean(java.lang.String)", "a", "\"TRUE\"", json!(true)),
        ("java.math.BigDecimal", "valueOf(double)", "a", "1.25", json!(1.25)),
        (STRING, "valueOf(char)", "a", "\"x\"", json!("x")),
        (STRING, "valueOf(double)", "a", "2", json!("2.0")),
        (STRING, "valueOf(int)", "a", "2", json!("2")),
        (STRING, FORMAT, "mask, v", "\"v=%s!\", \"q\"", json!("v=q!")),
        (STRING, FORMAT, "mask, v, w", "\"%2$s-%1$s %%\", 1, \"b\"", json!("b-1 %")),
        (STRING, FORMAT, "mask, all", "\"%s and %s\", [1, true]", json!("1 and true")),
        (STRING, FORMAT, "mask, v", "\"%,08.2f|\", 1234.565", json!("1,234.57|")),
        (STRING, FORMAT, "mask, v", "\"%-5d|%<\", 7", json!(null)),
        (STRING, FORMAT, "mask, v", "\"%-5d|\", 7", json!("7    |")),
    ] {
        let found = in_feel(class, signature, parameters, arguments).unwrap_or_default();
        assert_eq!(found, expected, "{class}.{signature} of {arguments} in FEEL");
        let (found, errors) = in_model(class, signature, parameters, arguments);
        assert_eq!((found, errors), (expected, vec![]), "{class}.{signature} of {arguments} in a model");
    }
}

#[test]
fn what_java_could_not_do_gives_nothing() {
    for (class, signature, parameters, arguments) in [
        (MATH, "cos(double)", "a", "\"x\""),
        (MATH, "cos(double)", "a", "null"),
        (MATH, "max(int,int)", "a, b", "1.5, 3"),
        (MATH, "max(int,int)", "a, b", "3000000000, 3"),
        (MATH, "addExact(int,int)", "a, b", "2147483647, 1"),
        (MATH, "floorMod(int, int)", "a, b", "1, 0"),
        (MATH, "sqrt(double)", "a", "-1"),
        (MATH, "pow(double, double)", "a, b", "10, 400"),
        ("java.lang.Integer", "parseInt(java.lang.String)", "a", "\"1.5\""),
        ("java.lang.Double", "valueOf(java.lang.String)", "a", "\"NaN\""),
        ("java.lang.Double", "valueOf(java.lang.String)", "a", "\"Infinity\""),
        (STRING, "valueOf(char)", "a", "\"ab\""),
        (STRING, FORMAT, "mask, v", "\"%s %s\", 1"),
        (STRING, FORMAT, "mask, v", "\"%q\", 1"),
        (STRING, FORMAT, "mask, v", "\"%99999s\", 1"),
    ] {
        let (found, errors) = in_model(class, signature, parameters, arguments);
        assert_eq!((found, errors), (Value::Null, vec![]), "{class}.{signature} of {arguments}");
        let found = in_feel(class, signature, parameters, arguments).unwrap_or_default();
        assert_eq!(found, Value::Null, "{class}.{signature} of {arguments} in FEEL");
    }
}

#[test]
fn others_are_refused_at_deployment() {
    for (class, signature, parameters) in [
        ("com.example.Rates", "of(double)", "a"),
        (MATH, "cos(int)", "a"),
        (MATH, "cos(double)", "a, b"),
        (MATH, "random()", "a"),
        (MATH, "cos", "a"),
        ("java.lang.System", "exit(int)", "a"),
    ] {
        let found = in_feel(class, signature, parameters, "1");
        assert_eq!(found, Err("feel-external-function".to_owned()), "{class}.{signature}");
        let (found, errors) = in_model(class, signature, parameters, "1");
        assert!(
            found.is_null() && errors.contains(&"feel-external-function".to_owned()),
            "{class}.{signature}: {errors:?}"
        );
    }
}

/// A function that is passed on is found where it is called.
#[test]
fn one_may_be_handed_to_another() {
    let text = "sort([3, -1, 2], function(a, b) {f: function(x, y) external {java: {class: \"java.lang.Math\", \
                method signature: \"max(double, double)\"}}, r: f(a, b) = b}.r)";
    let expression = Expression::compile(text).unwrap();
    assert_eq!(expression.evaluate_unbounded(&Map::new(), Now::UNIX_EPOCH).unwrap(), json!([-1, 2, 3]));
    let text = "{make: function(n) function(x) external {java: {class: \"java.lang.Math\", method signature: \"abs(double)\"}}, \
                r: make(1)(-4)}.r";
    let expression = Expression::compile(text).unwrap();
    assert_eq!(expression.evaluate_unbounded(&Map::new(), Now::UNIX_EPOCH).unwrap(), json!(4));
}
