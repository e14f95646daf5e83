//! What a decision takes is counted wherever it is taken: in functions and all that they close over, in the cells of tables,
//! in what loops gather. What goes beyond the limit stops there, in little time.
use serde_json::{Value, json};
use weir_core::Timestamp;
use weir_core::decision::{DecisionError, Decisions, File};

/// Decision `d` with this logic; it knows the data `l`, the models `less`, `long`, `few`, `table` and `grow`, and the service
/// `serve`.
fn asked(logic: &str, more: &str, data: &Value) -> Result<Value, DecisionError> {
    let model = |name: &str, parameters: &[&str], body: &str| {
        let parameters =
            parameters.iter().map(|name| format!("<formalParameter name='{name}'/>")).collect::<Vec<_>>().concat();
        format!(
            "<businessKnowledgeModel id='{name}' name='{name}'><variable name='{name}'/><encapsulatedLogic>{parameters}\
             {body}</encapsulatedLogic></businessKnowledgeModel>"
        )
    };
    let rule = "<rule><inputEntry><text>count(for i in all return i) > ?</text></inputEntry>\
                <outputEntry><text>true</text></outputEntry></rule>";
    let table = format!(
        "<decisionTable hitPolicy='FIRST'><input><inputExpression><text>x</text></inputExpression></input><output/>{}\
         </decisionTable>",
        rule.repeat(20)
    );
    let needs: String = ["less", "long", "few", "table", "grow", "serve"]
        .map(|name| format!("<knowledgeRequirement><requiredKnowledge href='#{name}'/></knowledgeRequirement>"))
        .concat();
    let file = format!(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='d' namespace='urn:d'>\
         <inputData id='l' name='l'><variable name='l'/></inputData>\
         <inputData id='given' name='given'><variable name='given'/></inputData>\
         <decision id='d' name='d'><variable name='d'/><informationRequirement><requiredInput href='#l'/>\
         </informationRequirement>{needs}{logic}</decision>{more}{}{}{}{}{}\
         <decision id='served' name='served'><variable name='served'/><informationRequirement>\
         <requiredInput href='#given'/></informationRequirement>{}</decision>\
         <decisionService id='serve' name='serve'><variable name='serve'/><outputDecision href='#served'/>\
         <inputData href='#given'/></decisionService></definitions>",
        model("less", &["a", "b"], &literal("count(for i in 1..100 return i * a) > 0 and a < b")),
        model("long", &["n"], &literal("for i in 1..1500 return i + n")),
        model("few", &["n"], &literal("for i in 1..300 return i + n")),
        model("table", &["all", "x"], &table),
        model("grow", &["all"], &literal("[all, all]")),
        literal("true"),
    );
    let (decisions, problems) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    assert!(problems.iter().all(|problem| problem.severity != weir_core::Severity::Error), "{logic}: {problems:?}");
    decisions.evaluate("d", data.as_object().unwrap(), Timestamp(0)).map(|answer| answer.value)
}

fn literal(text: &str) -> String {
    format!("<literalExpression><text>{}</text></literalExpression>", text.replace('<', "&lt;"))
}

/// A boxed context: entries by name, and its result.
fn context(entries: &[(&str, String)], result: &str) -> String {
    let entry =
        |(name, value): &(&str, String)| format!("<contextEntry><variable name='{name}'/>{value}</contextEntry>");
    let entries: String = entries.iter().map(entry).collect();
    format!("<context>{entries}<contextEntry>{}</contextEntry></context>", literal(result))
}

fn function(parameters: &[&str], body: &str) -> String {
    let parameters =
        parameters.iter().map(|name| format!("<formalParameter name='{name}'/>")).collect::<Vec<_>>().concat();
    format!("<functionDefinition>{parameters}{}</functionDefinition>", literal(body))
}

/// A function that closes over the list, and does next to nothing.
fn closing(result: &str) -> String {
    let compare = function(&["x", "y"], "x < y and l[1] = l[1]");
    let test = function(&["x"], "x >= 0 and l[1] = l[1]");
    context(&[("f", compare), ("g", test)], result)
}

fn boxed(tag: &str, list: &str, inner: &str, body: &str) -> String {
    let (list, body) = (literal(list), literal(body));
    format!("<{tag} iteratorVariable='x'><in>{list}</in><{inner}>{body}</{inner}></{tag}>")
}

fn numbers(count: u32) -> Value {
    json!({"l": (0..count).rev().collect::<Vec<_>>()})
}

fn stops(logic: &str, more: &str) {
    let error = asked(logic, more, &numbers(4_000)).expect_err(logic);
    assert_eq!(error.code(), "decision-too-costly", "{logic}");
}

#[test]
fn what_a_function_closes_over_is_paid_for_whenever_it_is_called() {
    for text in [
        "sort(l, f)",
        "sort(list: l, precedes: f)",
        "list replace(l, f, 1)",
        "some x in l satisfies not(g(x))",
        "every x in l satisfies g(x)",
        "for x in l return g(x)",
        "l[g(item)]",
        "count(l[g(item)]) + count(l[f(item, 1)])",
        "every x in l satisfies (some y in l satisfies f(x, y))",
        "for x in [f, g] return for y in l return x",
    ] {
        stops(&closing(text), "");
    }
    for (tag, inner, each) in
        [("some", "satisfies", "not(g(x))"), ("every", "satisfies", "g(x)"), ("for", "return", "g(x)")]
    {
        let loops = boxed(tag, "l", inner, each);
        let test = function(&["x"], "x >= 0 and l[1] = l[1]");
        let entry = format!("<contextEntry><variable name='g'/>{test}</contextEntry>");
        stops(&format!("<context>{entry}<contextEntry>{loops}</contextEntry></context>"), "");
    }
}

#[test]
fn models_tables_and_services_are_paid_for_inside_of_loops() {
    for text in [
        "sort(l, less)",
        "list replace(l, less, 1)",
        "some x in l satisfies not(table(l, x))",
        "for x in l return table(l, x)",
        "l[table(l, item) = false]",
        "every x in l satisfies serve(l)",
        "sort(l, function(a, b) table(l, a))[1]",
    ] {
        let unbounded = asked(&literal(text), "", &numbers(4_000)).expect_err(text);
        let code = if text.contains("function") { "decision-unbounded" } else { "decision-too-costly" };
        assert_eq!(unbounded.code(), code, "{text}");
    }
}

/// How much a function gives is known when it has given it, which is before anything goes through it.
#[test]
fn what_functions_give_counts_for_the_loops_that_go_through_it() {
    for text in [
        "count(for a in long(1), b in long(2), c in long(3) return 1)",
        "count(for a in long(1) return for b in long(2) return long(3))",
        "some a in long(1), b in long(2), c in long(3) satisfies a = b + c + 10000",
        "distinct values(for i in 1..10 return long(i))",
        "{a: long(1), r: count(for x in a, y in a return x)}",
        "string join(for x in long(1) return string join(for y in long(2) return \"a long text, and more of it\"))",
    ] {
        stops(&literal(text), "");
    }
}

#[test]
fn what_doubles_stops() {
    stops(&boxed("for", "l", "return", "partial"), "");
    stops(&boxed("for", "l", "return", "[partial, x]"), "");
    let names: Vec<String> = (0..40).map(|level| format!("e{level}")).collect();
    let doubled = |level: usize| if level == 0 { "[1]".to_owned() } else { format!("[e{0}, e{0}]", level - 1) };
    let entries: Vec<(&str, String)> =
        names.iter().enumerate().map(|(level, name)| (name.as_str(), literal(&doubled(level)))).collect();
    stops(&context(&entries, "e39"), "");
    let called: Vec<(&str, String)> = (names.iter().enumerate())
        .map(|(level, name)| {
            let before = if level == 0 { "1".to_owned() } else { format!("e{}", level - 1) };
            (name.as_str(), literal(&format!("grow({before})")))
        })
        .collect();
    stops(&context(&called, "e39"), "");
    let decisions = (0..40)
        .map(|level| {
            let needs = if level == 0 {
                String::new()
            } else {
                format!("<informationRequirement><requiredDecision href='#e{}'/></informationRequirement>", level - 1)
            };
            format!("<decision id='e{level}' name='e{level}'>{needs}{}</decision>", literal(&doubled(level)))
        })
        .collect::<Vec<_>>()
        .concat();
    let last = "<informationRequirement><requiredDecision href='#e39'/></informationRequirement>";
    stops(&format!("{last}{}", literal("e39")), &decisions);
}

/// The most memory that this process has had, in MiB.
#[cfg(target_os = "linux")]
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}

/// Each level is twice the one below it: what is there at the limit is little beside what a server has.
#[test]
#[cfg(target_os = "linux")]
fn what_doubles_is_stopped_before_it_takes_much_memory() {
    let before = most_memory();
    let doubled = |level: usize, of: &str| {
        if level == 0 { "[1]".to_owned() } else { of.replace('#', &format!("x{}", level - 1)) }
    };
    for of in ["[#, #]", "concatenate(#, #)", "{a: #, b: #}", "flatten([#, #])", "for i in 1..2 return #"] {
        let entries: Vec<(String, String)> =
            (0..40).map(|level| (format!("x{level}"), literal(&doubled(level, of)))).collect();
        let entries: Vec<(&str, String)> = entries.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
        stops(&context(&entries, "x39"), "");
        let inside: Vec<String> = (0..40).map(|level| format!("x{level}: {}", doubled(level, of))).collect();
        let error = asked(&literal(&format!("{{{}}}.x39", inside.join(", "))), "", &json!({"l": []})).expect_err(of);
        assert!(error.needs_child(), "{of}: {error:?}");
        let decisions = (0..40).fold(String::new(), |all, level: usize| {
            let before = level.saturating_sub(1);
            let needs =
                format!("<informationRequirement><requiredDecision href='#x{before}'/></informationRequirement>");
            let needs = if level == 0 { String::new() } else { needs };
            format!("{all}<decision id='x{level}' name='x{level}'>{needs}{}</decision>", literal(&doubled(level, of)))
        });
        let last = "<informationRequirement><requiredDecision href='#x39'/></informationRequirement>";
        stops(&format!("{last}{}", literal("x39")), &decisions);
    }
    let taken = most_memory() - before;
    assert!(taken < 250, "{taken} MiB");
}

#[test]
fn the_cells_of_tables_are_paid_for() {
    let of = |policy: &str, cells: &str| {
        format!(
            "<decisionTable hitPolicy='{policy}'><input><inputExpression><text>1</text></inputExpression></input>{cells}\
             </decisionTable>"
        )
    };
    let rule = |test: &str, result: &str| {
        let (test, result) = (test.replace('<', "&lt;"), result.replace('<', "&lt;"));
        format!(
            "<rule><inputEntry><text>{test}</text></inputEntry><outputEntry><text>{result}</text></outputEntry></rule>"
        )
    };
    let costly = "count(for i in l return count(for j in l return 1)) > ?";
    stops(&of("FIRST", &format!("<output/>{}", rule(costly, "1"))), "");
    stops(&of("FIRST", &format!("<output/>{}", rule(&format!("not({costly})"), "1"))), "");
    stops(&of("FIRST", &format!("<output/>{}", rule("-", "count(for i in l return for j in l return 1)"))), "");
    let default = "<output><defaultOutputEntry><text>count(for i in l return for j in l return 1)</text>\
                   </defaultOutputEntry></output>";
    stops(&of("FIRST", &format!("{default}{}", rule("2", "1"))), "");
    let listed = "<output><outputValues><text>for i in l return for j in l return 1</text></outputValues></output>";
    stops(&of("PRIORITY", &format!("{listed}{}", rule("-", "1"))), "");
}

/// What is within the limit stays in process.
#[test]
fn what_is_usual_is_done_in_process() {
    for (text, expected) in [
        ("sort(l, f)[1]", json!(0)),
        ("count(list replace(l, f, 99))", json!(100)),
        ("every x in l satisfies g(x)", json!(true)),
        ("count(for x in l return g(x))", json!(100)),
        ("count(few(1)) + count(for x in few(1) return x)", json!(600)),
        ("some x in few(1) satisfies x = 301", json!(true)),
        ("count(for a in few(1), b in [1, 2] return a)", json!(600)),
        ("table(l, 3)", json!(true)),
        ("count(l[serve(item)])", json!(100)),
        ("count(sort(l, less))", json!(100)),
    ] {
        assert_eq!(asked(&closing(text), "", &numbers(100)), Ok(expected), "{text}");
    }
    let many = numbers(4_000);
    assert_eq!(asked(&boxed("for", "l", "return", "x * 2"), "", &many).map(|all| all[0].clone()), Ok(json!(7998)));
    assert_eq!(asked(&boxed("for", "[1..5]", "return", "count(partial) + x"), "", &many), Ok(json!([1, 3, 5, 7, 9])));
    assert_eq!(asked(&boxed("for", "[3..1]", "return", "x"), "", &many), Ok(json!([3, 2, 1])));
    assert_eq!(asked(&boxed("every", "l", "satisfies", "x >= 0"), "", &many), Ok(json!(true)));
}
