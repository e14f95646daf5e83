//! Built-in functions, `some`, `every` and `instance of` as the standard has them, in decisions and in processes. This file
//! is long because each of them has its rows here.

use serde_json::{Map, Value, json};
use weir_core::Timestamp;
use weir_core::decision::{Decisions, File};
use weir_core::expression::{Expression, Now};

/// What a decision gives whose logic is this. It knows `lower`, which calls `tenths`, and the types `tNum` and `tNums`, of
/// which `less` makes use.
fn boxed(logic: &str) -> Value {
    let knowledge = |name: &str, parameters: &[&str], text: &str, needs: &str| {
        let parameters: Vec<String> =
            parameters.iter().map(|name| format!("<formalParameter name='{name}' typeRef='number'/>")).collect();
        let parameters = parameters.concat();
        format!(
            "<businessKnowledgeModel id='{name}' name='{name}'><variable name='{name}'/><encapsulatedLogic>{parameters}{}\
             </encapsulatedLogic>{needs}</businessKnowledgeModel>",
            literal(text)
        )
    };
    let needs =
        |name: &str| format!("<knowledgeRequirement><requiredKnowledge href='#{name}'/></knowledgeRequirement>");
    let file = format!(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='d' namespace='urn:d'>\
         <itemDefinition name='tNum'><typeRef>number</typeRef></itemDefinition>\
         <itemDefinition name='tNums' isCollection='true'><typeRef>number</typeRef></itemDefinition>\
         <decision id='d' name='d'><variable name='d'/>{}{}{logic}</decision>{}{}{}</definitions>",
        needs("lower"),
        needs("less"),
        knowledge("less", &["a", "b"], "(a instance of tNum) and a < b", ""),
        knowledge("lower", &["a", "b"], "max(tenths(a), 0) < tenths(b)", &needs("tenths")),
        knowledge("tenths", &["n"], "round down(n, 1)", "")
    );
    let (decisions, problems) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    assert!(problems.iter().all(|problem| problem.severity != weir_core::Severity::Error), "{logic}: {problems:?}");
    let answer = match decisions.evaluate("d", &Map::new(), Timestamp(0)) {
        Err(error) if error.needs_child() => decisions.evaluate_unbounded("d", &Map::new(), Timestamp(0)),
        other => other,
    };
    answer.unwrap_or_else(|error| panic!("{logic}: {error:?}")).value
}

fn literal(text: &str) -> String {
    format!("<literalExpression><text>{}</text></literalExpression>", text.replace('<', "&lt;"))
}

fn in_decision(text: &str) -> Value {
    boxed(&literal(text))
}

/// Null where it is a fault: there a process stops.
fn in_process(text: &str) -> Value {
    let expression = Expression::compile(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    expression.evaluate_unbounded(&Map::new(), Now::UNIX_EPOCH).unwrap_or_default()
}

fn both(text: &str, expected: &Value) {
    assert_eq!(&in_decision(text), expected, "{text} in a decision");
    assert_eq!(&in_process(text), expected, "{text} in a process");
}

#[test]
fn a_number_is_rounded_to_its_neighbour() {
    for (text, expected) in [
        ("round half up(0.12, 1)", json!(0.1)),
        ("round half up(0.012, 2)", json!(0.01)),
        ("round half up(0.15, 1)", json!(0.2)),
        ("round half up(-0.15, 1)", json!(-0.2)),
        ("round half up(scale: 2, n: 1.005)", json!(1.01)),
        ("round half up(15, -1)", json!(20)),
        ("round half up(4, -1)", json!(0)),
        ("round half down(5.55, 0)", json!(6)),
        ("round half down(5.5, 0)", json!(5)),
        ("round half down(-5.5, 0)", json!(-5)),
        ("round half down(2.599, 0)", json!(3)),
        ("round half down(-2.599, 0)", json!(-3)),
        ("round half down(25, -1)", json!(20)),
        ("round up(0.001, 2)", json!(0.01)),
        ("round up(-0.001, 2)", json!(-0.01)),
        ("round up(5, 0)", json!(5)),
        ("round up(0, 2)", json!(0)),
        ("round up(5.5, -1)", json!(10)),
        ("round down(0.19, 1)", json!(0.1)),
        ("round down(-0.19, 1)", json!(-0.1)),
        ("round down(15, -1)", json!(10)),
        ("round down(5.5, -6111)", json!(0)),
        ("floor(0.19, 1)", json!(0.1)),
        ("floor(-0.05, 1)", json!(-0.1)),
        ("floor(1500, -3)", json!(1000)),
        ("floor(n: -1.56, scale: 1)", json!(-1.6)),
        ("ceiling(0.09, 1)", json!(0.1)),
        ("ceiling(-0.19, 1)", json!(-0.1)),
        ("ceiling(0.2, -1)", json!(10)),
        ("floor(1.5, 6176)", json!(1.5)),
        ("floor(1.5, 6177)", json!(null)),
        ("ceiling(1.5, null)", json!(null)),
        ("ceiling(1.5)", json!(2)),
        // What is next to nothing is no less than nothing where digits before the point go.
        ("round up(1e-100, -6111) = 1e6111", json!(true)),
        ("round up(-1e-100, -6111) = -1e6111", json!(true)),
        ("ceiling(1e-6000, -3000) = 1e3000", json!(true)),
        ("floor(-1e-6000, -3000) = -1e3000", json!(true)),
        ("[ceiling(-1e-6000, -3000), floor(1e-6000, -3000), round half up(1e-6176, -6111)]", json!([0, 0, 0])),
        ("[decimal(1e-6000, -6111), round down(-1e-6176, 6175), round half down(1e-6176, 6175)]", json!([0, 0, 0])),
        ("round up(1e-6176, 6175) = 1e-6175", json!(true)),
        ("round up(1e-6170, 6176) = 1e-6170", json!(true)),
        ("round up(1.5e-6170, 6170) = 2e-6170", json!(true)),
        ("decimal(0.125, 2)", json!(0.12)),
        ("decimal(123456.789, 33) = 123456.789", json!(true)),
        ("decimal(1.5, 6176)", json!(1.5)),
        ("decimal(150, -2)", json!(200)),
        ("decimal(n: 2.5, scale: 0)", json!(2)),
        ("sort([0.26, 0.14], function(x, y) round down(x, 1) < round down(y, 1))", json!([0.14, 0.26])),
        ("[0.14, 0.26][round up(item, 1) = 0.3]", json!([0.26])),
    ] {
        both(text, &expected);
    }
}

#[test]
fn the_least_and_the_greatest_of_whatever_can_be_compared() {
    for (text, expected) in [
        ("max([@\"2024-01-01\", @\"2025-01-01\"])", json!("2025-01-01")),
        ("min(@\"PT2H\", @\"PT60M\")", json!("PT1H")),
        ("max(list: [@\"P1Y\", @\"P13M\"])", json!("P1Y1M")),
        ("min([@\"10:00:00Z\", @\"10:30:00+01:00\"])", json!("10:30:00+01:00")),
        ("max(@\"2024-01-01T10:00:00Z\", @\"2024-01-01T10:30:00+01:00\")", json!("2024-01-01T10:00:00Z")),
        ("min([@\"2024-01-01T00:00:00\", @\"2023-01-01T00:00:00\"])", json!("2023-01-01T00:00:00")),
        ("max(@\"2024-01-01\")", json!("2024-01-01")),
        ("max(@\"2024-01-01\", 1)", json!(null)),
        ("min(@\"P1Y\", @\"P1D\")", json!(null)),
        ("min(1, @\"P1D\")", json!(null)),
        ("max(1, 5, 3)", json!(5)),
        ("min([\"b\", \"a\"])", json!("a")),
        ("max([])", json!(null)),
    ] {
        both(text, &expected);
    }
    let table = |aggregation: &str| {
        let rule = |date: &str| format!("<rule><outputEntry><text>@\"{date}\"</text></outputEntry></rule>");
        boxed(&format!(
            "<decisionTable hitPolicy='COLLECT' aggregation='{aggregation}'><output/>{}{}</decisionTable>",
            rule("2024-05-01"),
            rule("2024-03-01")
        ))
    };
    assert_eq!((table("MIN"), table("MAX")), (json!("2024-03-01"), json!("2024-05-01")));
}

#[test]
fn functions_over_texts_lists_and_times() {
    for (text, expected) in [
        ("string join([null, \"b\"], \",\")", json!("b")),
        ("string join([\"a\", null, \"c\", null], \"-\")", json!("a-c")),
        ("string join(list: [null, null], delimiter: \"-\")", json!("")),
        ("string join([\"a\", \"b\"])", json!("ab")),
        ("sublist([1, 2], -5, 1)", json!(null)),
        ("sublist([1, 2, 3], -2, 1)", json!([2])),
        ("sublist([1, 2, 3], -3.5, 1)", json!([1])),
        ("sublist([1, 2, 3], 0.5)", json!(null)),
        ("sublist([1, 2, 3], 0.5, 1)", json!(null)),
        ("sublist(list: [1, 2, 3], start position: 2.5)", json!([2, 3])),
        ("insert before([1, 2], 0.5, 9)", json!(null)),
        ("insert before([1, 2], 2, 9)", json!([1, 9, 2])),
        ("insert before(list: [1, 2], position: 0.5, newItem: 9)", json!(null)),
        ("remove([1, 2], 0.5)", json!(null)),
        ("remove([1, 2], -0.5)", json!(null)),
        ("remove(list: [1, 2], position: -1)", json!([1])),
        ("[[1, 2]][count(remove(item, 1)) = 1]", json!([[1, 2]])),
        ("sublist([1, 2, 3], 2, 18446744073709551615)", json!(null)),
        ("sublist(list: [1, 2, 3], start position: 1, length: 2)", json!([1, 2])),
        ("substring(\"foobar\", 3, 100)", json!("obar")),
        ("substring(\"foobar\", -2, 5)", json!("ar")),
        ("substring(\"foobar\", 3, 3)", json!("oba")),
        ("substring(\"foobar\", 7, 1)", json!(null)),
        ("substring(\"foobar\", -7, 1)", json!(null)),
        ("substring(\"foobar\", 1, 0)", json!(null)),
        ("substring(\"foobar\", 1, null)", json!("foobar")),
        ("substring(\"ab\", 1, 18446744073709551615)", json!("ab")),
        ("substring(\"ab\", -9223372036854775808, 18446744073709551615)", json!(null)),
        ("replace(\"a.b axb\", \"a.b\", \"$1\", \"q\")", json!("$1 axb")),
        ("replace(\"A.B axb\", \"a.b\", \"x\", \"iq\")", json!("x axb")),
        ("replace(\"A.B axb\", \"a.b\", \"$1\", \"iq\")", json!("$1 axb")),
        ("replace(\"A.B axb\", \"a.b\", \"$$\", \"qi\")", json!("$$ axb")),
        ("replace(\"abc\", \"B\", \"x\", \"i\")", json!("axc")),
        ("replace(\"abc\", \"B\", \"x\", \"ii\")", json!("axc")),
        ("replace(\"abc\", \"b\", \"x\", \"k\")", json!(null)),
        ("replace(\"abc\", \"b\", \"x\", \"\")", json!("axc")),
        ("time(1, 2, 3, @\"PT13H\")", json!("01:02:03+13:00")),
        ("time(1, 2, 3, @\"-PT12H\")", json!("01:02:03-12:00")),
        ("time(1, 2, 3, @\"P10D\")", json!(null)),
        ("time(25, 2, 3, @\"PT13H\")", json!(null)),
        ("time(hour: 1, minute: 2, second: 3, offset: @\"PT1H\")", json!("01:02:03+01:00")),
        ("duration(\"P1DT\")", json!(null)),
        ("duration(\"-P1YT\")", json!(null)),
        ("duration(from: \"P1DT2H\")", json!("P1DT2H")),
        ("string(-0)", json!("0")),
        ("string(decimal(-0.2, 0))", json!("0")),
        ("string([0 * -1])", json!("[0]")),
        ("modulo(1e6144, 1e-6170)", json!(null)),
        ("modulo(-12, 5)", json!(3)),
    ] {
        both(text, &expected);
    }
    assert_eq!(Expression::compile("@\"P1DT\"").unwrap_err().code(), "feel-literal");
}

/// DMN 10.3.2.11. A process needs an answer of each test.
#[test]
fn some_and_every_are_decided_beside_nulls() {
    for (text, expected) in [
        ("some x in [null, true] satisfies x", json!(true)),
        ("some x in [null, false] satisfies x", json!(null)),
        ("some x in [true, null] satisfies x", json!(true)),
        ("every x in [null, false] satisfies x", json!(false)),
        ("every x in [null, true] satisfies x", json!(null)),
        ("some x in [{a: null}, {a: 5}] satisfies x.a > 1", json!(true)),
        ("some x in null satisfies true", json!(null)),
        ("every x in null satisfies true", json!(null)),
        ("some x in [] satisfies x", json!(false)),
        ("every x in [] satisfies x", json!(true)),
        ("some x in [1] satisfies \"a\"", json!(null)),
        ("some x in [[null, true], [false]] satisfies some y in x satisfies y", json!(true)),
        ("every x in [[null, true], [null, false]] satisfies some y in x satisfies y", json!(null)),
        ("some x in [[null], [null, true]] satisfies every y in x satisfies y", json!(null)),
        ("some x in [1, null, 3], y in [3] satisfies x = y", json!(true)),
        ("[[null, 2], [null, 1]][some x in item satisfies x > 1]", json!([[null, 2]])),
        ("if some x in [null] satisfies x then 1 else 2", json!(2)),
        ("sort([[2], [null, 1]], function(x, y) some a in x satisfies a < 2)", json!([[null, 1], [2]])),
    ] {
        assert_eq!(in_decision(text), expected, "{text}");
    }
    let quantified = |tag: &str, list: &str| {
        let (list, test) = (literal(list), literal("x"));
        boxed(&format!("<{tag} iteratorVariable='x'><in>{list}</in><satisfies>{test}</satisfies></{tag}>"))
    };
    for (tag, list, expected) in [
        ("some", "[null, true]", json!(true)),
        ("some", "[null, false]", json!(null)),
        ("every", "[null, false]", json!(false)),
        ("every", "[null, true]", json!(null)),
        ("some", "null", json!(null)),
        ("every", "[true]", json!(true)),
    ] {
        assert_eq!(quantified(tag, list), expected, "{tag} in {list}");
    }
}

#[test]
fn an_empty_list_is_one_of_whatever_type() {
    for (text, expected) in [
        ("[] instance of list<string>", true),
        ("[\"a\"][item = \"b\"] instance of list<string>", true),
        ("[1] instance of list<string>", false),
        ("[1] instance of list<number>", true),
        ("null instance of list<string>", false),
        ("\"a\" instance of list<string>", false),
        ("[] instance of number", false),
        ("[[]] instance of list<list<number>>", true),
        ("[[], [1]] instance of list<list<number>>", true),
        ("[[], [1]] instance of list<list<string>>", false),
        ("[[]] instance of list<string>", false),
        ("{a: []} instance of context<a: list<string>>", true),
        ("{a: []} instance of context<a: list<string>, b: string>", false),
        ("{a: [], b: 1} instance of context<a: list<string>, b: string>", false),
        ("if [] instance of list<number> then true else false", true),
        // What stands behind a type is no part of its name.
        ("1 instance of number and 1 < 2", true),
        ("1 instance of string or 1 < 2", true),
        ("if 1 instance of number then true else false", true),
        ("every x in [1, 2] satisfies x instance of number and x < 3", true),
        ("@\"P1D\" instance of days and time duration and true", true),
        ("@\"2024-01-01T00:00:00\" instance of date and time and @\"2024-01-01\" instance of date", true),
        ("{a: 1} instance of context<a: number> and not(\"a\" instance of number)", true),
        ("[1] instance of list<number> = true and date(\"2024-01-01\") instance of date", true),
        ("{date: 1, r: date instance of number and date + 1 = 2}.r", true),
        ("null instance of Null or 1 instance of string", true),
    ] {
        both(text, &json!(expected));
    }
    for (text, expected) in [
        ("[] instance of tNums", true),
        ("[1] instance of tNums", true),
        ("[\"a\"] instance of tNums", false),
        ("[] instance of tNum", false),
        ("1 instance of tNum", true),
    ] {
        assert_eq!(in_decision(text), json!(expected), "{text}");
    }
}

/// `sort` and `list replace` call a function where nothing else is in sight.
#[test]
fn a_function_takes_with_it_what_its_body_mentions() {
    for (text, expected) in [
        ("sort([3, 1, 2], function(x, y) (x - [1][1]) - 1 < y - [2][1])", json!([1, 2, 3])),
        ("{l: [2], r: sort([3, 1, 2], function(x, y) {k: x * l[1]}.k < {k: y * l[1]}.k)}.r", json!([1, 2, 3])),
        ("{c: {l: 2}, r: sort([3, 1, 2], function(x, y) {k: x * c.l}.k < {k: y * c.l}.k)}.r", json!([1, 2, 3])),
        ("{l: [1], r: sort([2, 1], function(x, y) some a in l satisfies a = x)}.r", json!([1, 2])),
        (
            "{l: [2], r: list replace([1, 2, 3], function(item, new) some a in l satisfies a = item, 9)}.r",
            json!([1, 9, 3]),
        ),
        (
            "sort([[3], [1]], function(x, y) count(for a in flatten(x) return a) + x[1] - count(x[item > 5]) < 3)",
            json!([[1], [3]]),
        ),
        ("{a: 2, f: function(x) {k: x - a - [1][1]}.k, r: f(5)}.r", json!(2)),
        ("{d: @\"2024-01-01\", r: sort([2025, 2023], function(x, y) x - d.year < y - d.year)}.r", json!([2023, 2025])),
        ("{ls: [{p: 5}], r: sort([2, 1], function(x, y) x * sum(ls.p) < y * sum(ls.p))}.r", json!([1, 2])),
        ("{c: {p: 5}, r: sort([2, 1], function(x, y) x * c.p < y * c.p)}.r", json!([1, 2])),
        // A function that calls itself does so whatever else has its name.
        ("{f: 1, g: {f: function(x) if x <= 1 then 1 else {k: f(x-1)*x}.k, r: f(3)}.r}.g", json!(6)),
    ] {
        both(text, &expected);
    }
    let plain = "{f: 1, g: {f: function(x) if x <= 1 then 1 else f(x-1)*x, r: f(3)}.r}.g";
    assert_eq!(in_process(plain), json!(6));
    let typed = "sort([3, 1, 2], function(a, b) (a instance of tNum) and a < b)";
    assert_eq!(in_decision(typed), json!([1, 2, 3]));
}

#[test]
fn a_knowledge_model_finds_what_it_needs_wherever_it_is_called() {
    assert_eq!(in_decision("sort([0.39, 0.11, 0.25], lower)"), json!([0.11, 0.25, 0.39]));
    assert_eq!(
        in_decision("list replace([0.11, 0.39], function(item, new) lower(item, new), 0.3)"),
        json!([0.3, 0.39])
    );
    assert_eq!(in_decision("lower(0.11, 0.39)"), json!(true));
    assert_eq!((in_decision("less(1, 2)"), in_decision("sort([3, 1, 2], less)")), (json!(true), json!([1, 2, 3])));
    let parameters = "<formalParameter name='x'/><formalParameter name='y'/>";
    let entry = |variable: &str, value: &str| format!("<contextEntry>{variable}{value}</contextEntry>");
    let function =
        format!("<functionDefinition>{parameters}{}</functionDefinition>", literal("floor(x, 1) < floor(y, 1)"));
    let sorted = entry("<variable name='f'/>", &function) + entry("", &literal("sort([0.29, 0.11], f)")).as_str();
    assert_eq!(boxed(&format!("<context>{sorted}</context>")), json!([0.11, 0.29]));
}

#[test]
fn a_boxed_filter_and_a_boxed_loop_go_through_a_single_value() {
    let filter = |list: &str| {
        let (list, test) = (literal(list), literal("item > 1"));
        boxed(&format!("<filter><in>{list}</in><match>{test}</match></filter>"))
    };
    assert_eq!(
        (filter("5"), filter("1"), filter("[0, 5]"), filter("null")),
        (json!([5]), json!([]), json!([5]), json!(null))
    );
    let turns = |list: &str| {
        let (list, gives) = (literal(list), literal("i + 1"));
        boxed(&format!("<for iteratorVariable='i'><in>{list}</in><return>{gives}</return></for>"))
    };
    assert_eq!((turns("5"), turns("[1..2]"), turns("null")), (json!([6]), json!([2, 3]), json!(null)));
}

#[test]
fn a_list_of_one_value_is_that_value_where_a_single_one_is_wanted() {
    for (text, expected) in [
        ("abs([-1])", json!(1)),
        ("{e: [1.5], r: floor(e)}.r", json!(1)),
        ("floor(n: [1.56], scale: [1])", json!(1.5)),
        ("contains([{a: \"xy\"}, {a: \"z\"}][a = \"xy\"].a, \"x\")", json!(true)),
        ("string length([\"abc\"][item = \"abc\"])", json!(3)),
        ("upper case([\"a\"])", json!("A")),
        ("substring([\"foobar\"], [3])", json!("obar")),
        ("day of week([@\"2024-02-03\"])", json!("Saturday")),
        ("abs([1, 2])", json!(null)),
        ("abs([])", json!(null)),
        ("abs([\"a\"])", json!(null)),
        ("date([])", json!(null)),
        ("string([1])", json!("[1]")),
        ("count([[1]])", json!(1)),
        ("string length(split(\"abc\", \";\"))", json!(3)),
        ("number(split(\"5\", \",\"), null, null)", json!(5)),
        ("string length(split(\"a;b\", \";\"))", json!(null)),
        ("string length(upper case(\"abc\"))", json!(3)),
        ("for x in [1, 2] return abs(x)", json!([1, 2])),
        ("sort([[3], [1]], function(x, y) abs(x) < abs(y))", json!([[1], [3]])),
        ("not([true])", json!(false)),
        ("not(negand: [false])", json!(true)),
        ("get value([{a: 1}], \"a\")", json!(1)),
        ("get value({a: [1]}, [\"a\"])", json!([1])),
        ("get value(m: [{a: 1}], key: [\"a\"])", json!(1)),
        ("count(get entries([{a: 1, b: 2}]))", json!(2)),
        ("context put([{a: 1}], \"b\", [2])", json!({"a": 1, "b": [2]})),
        ("context put(context: [{a: 1}], key: \"a\", value: [2])", json!({"a": [2]})),
        ("context put({a: {b: 1}}, [\"a\", \"b\"], 2)", json!({"a": {"b": 2}})),
        ("3 in range([\"[1..5]\"])", json!(true)),
        ("6 in range(from: [\"[1..5]\"])", json!(false)),
    ] {
        both(text, &expected);
    }
}

/// A process needs a value: null alone in a list is none, as null is.
#[test]
fn null_alone_in_a_list_is_null() {
    for text in ["contains([null], \"x\") or true", "contains(null, \"x\") or true"] {
        assert_eq!((in_process(text), in_decision(text)), (json!(null), json!(true)), "{text}");
    }
    both("contains([\"x\"], \"x\") or true", &json!(true));
}

/// What a decision gives for a value of a type that allows these, and the codes of what is wrong with the type.
fn allowed(of: &str, tests: &str, given: &Value) -> (Value, Vec<String>) {
    let file = format!(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='d' namespace='urn:d'>\
         <itemDefinition name='tOwn'><typeRef>{of}</typeRef><allowedValues><text>{}</text></allowedValues>\
         </itemDefinition><inputData id='x' name='x'><variable name='x' typeRef='tOwn'/></inputData>\
         <decision id='d' name='d'><variable name='d'/><informationRequirement><requiredInput href='#x'/>\
         </informationRequirement><literalExpression><text>x</text></literalExpression></decision></definitions>",
        tests.replace('<', "&lt;")
    );
    let (decisions, problems) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    let answer = decisions.evaluate("d", json!({"x": given}).as_object().unwrap(), Timestamp(0));
    (answer.map(|answer| answer.value).unwrap_or_default(), problems.into_iter().map(|problem| problem.code).collect())
}

#[test]
fn functions_and_the_clock_say_what_a_type_allows() {
    for (of, tests, given, expected) in [
        ("string", "max(string length(?), 2) = 2", json!("ab"), json!("ab")),
        ("string", "max(string length(?), 2) = 2", json!("abc"), json!(null)),
        ("date", "? <= today()", json!("1969-01-01"), json!("1969-01-01")),
        ("date", "? <= today()", json!("2999-01-01"), json!(null)),
        ("dateTime", "? < now()", json!("1969-01-01T00:00:00Z"), json!("1969-01-01T00:00:00Z")),
    ] {
        assert_eq!(allowed(of, tests, &given), (expected, vec![]), "{given} where {tests}");
    }
    assert_eq!(allowed("number", "? < params.limit", &json!(1)).1, ["feel-unsupported"]);
}
