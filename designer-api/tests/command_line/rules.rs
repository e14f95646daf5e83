//! Decisions and rule parameters at a terminal.
use crate::Served;
use std::fs;
use std::path::Path;

const RULES: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="rules" namespace="urn:rules">
  <decision id="approver" name="Approver"><variable name="Approver" typeRef="string"/>
    <decisionTable id="table" hitPolicy="UNIQUE">
      <input><inputExpression typeRef="number"><text>amount</text></inputExpression></input>
      <output name="approver" typeRef="string"/>
      <rule id="low"><inputEntry><text>&lt;= 100</text></inputEntry><outputEntry><text>"team"</text></outputEntry></rule>
      <rule id="high"><inputEntry><text>&gt; params.limit</text></inputEntry><outputEntry><text>"board"</text></outputEntry></rule>
    </decisionTable></decision></definitions>"#;

const ORDER: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' targetNamespace='test'>\
    <process id='order' isExecutable='true'><startEvent id='start'/><userTask id='look'/>\
    <businessRuleTask id='rule' weir:decision='approver' weir:resultVariable='who'/>\
    <sequenceFlow id='f1' sourceRef='start' targetRef='look'/><sequenceFlow id='f2' sourceRef='look' targetRef='rule'/>\
    </process></definitions>";

/// A server where the rule parameter is declared and the files are deployed.
fn served(here: &Path) -> Served {
    fs::write(here.join("rules.dmn"), RULES).unwrap();
    fs::write(here.join("order.bpmn"), ORDER).unwrap();
    let server = Served::start(here);
    let declare = "parameters set limit 1000 --kind number --unit CNY --minimum 0 --maximum 9000 --reason start";
    let (code, out, err) = server.ask(here, &declare.split(' ').collect::<Vec<_>>());
    assert!(code == 0 && out.contains("1000") && out.contains("start"), "{out}{err}");
    let (code, out, err) = server.ask(here, &["deploy", "rules.dmn", "order.bpmn"]);
    assert!(code == 0 && out.contains("order:1"), "{out}{err}");
    server
}

#[test]
fn a_decision_is_asked_on_the_command_line() {
    let dir = tempfile::tempdir().unwrap();
    let server = served(dir.path());
    let ask = |arguments: &[&str]| server.ask(dir.path(), arguments);
    let (code, out, err) = ask(&["decide", "approver", "--var", "amount=2500"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let lines: Vec<Vec<&str>> = out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[..2], [vec!["DECISION", "RESULT"], vec!["approver:1", "board"]], "{out}");
    assert_eq!(lines[2], ["DECISION", "RULES", "INPUTS"], "{out}");
    assert!(lines[3].starts_with(&["approver", "[2]"]) && lines[3][2].contains("2500"), "{out}");
    let (code, out, _) = ask(&["decide", "approver:1", "--var", "amount=50", "--json"]);
    let answer: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &answer["result"], &answer["tables"][0]["ruleIds"][0]), (0, &"team".into(), &"low".into()));

    let (code, _, err) = ask(&["decide", "approver", "--var", "amount=500"]);
    assert!(code == 1 && err.contains("no rule of decision `approver` matches amount = 500"), "{err}");
    let (code, _, err) = ask(&["decide", "nobody"]);
    assert!(code == 1 && err.contains("404 no-such-decision"), "{err}");
    let (code, _, err) = ask(&["decide", "approver", "--var", "amount"]);
    assert_eq!((code, err.as_str()), (2, "weir: --var amount: write name=value\n"));
    fs::write(dir.path().join("rules.dmn"), RULES.replace("amount</text>", "amount +</text>")).unwrap();
    let (code, _, err) = ask(&["deploy", "rules.dmn"]);
    assert!(code == 1 && err.contains("feel-syntax") && err.contains("rules.dmn:4"), "{err}");
}

#[test]
fn rule_parameters_are_changed_looked_back_upon_and_tried_out_on_the_command_line() {
    let dir = tempfile::tempdir().unwrap();
    let server = served(dir.path());
    let ask = |arguments: &[&str]| server.ask(dir.path(), arguments);
    let (_, out, _) = ask(&["start", "order", "--var", "amount=800", "--business-key", "A-7", "--json"]);
    let started: serde_json::Value = serde_json::from_str(&out).unwrap();
    let (code, out, err) = ask(&["parameters", "impact", "limit", "600"]);
    let lines: Vec<&str> = out.lines().collect();
    assert!(code == 0 && lines.len() == 2, "one differs: {out}{err}");
    let found: Vec<&str> = lines[1].split_whitespace().collect();
    assert_eq!(found[..5], [started["id"].as_str().unwrap(), "A-7", "order:1", "look", "rule"], "{out}");
    assert_eq!(found.last(), Some(&"board"), "{out}");
    let (_, out, _) = ask(&["parameters", "impact", "limit", "900"]);
    assert_eq!(out.lines().count(), 1, "none differs: {out}");

    let (code, out, err) =
        ask(&["parameters", "set", "limit", "600", "--reason", "more care", "--from", "2999-01-01T00:00:00Z"]);
    assert!(code == 0 && out.contains("2999-01-01"), "{out}{err}");
    let (code, out, err) = ask(&["parameters", "list"]);
    let cells: Vec<&str> = out.lines().nth(1).unwrap_or_default().split_whitespace().collect();
    assert_eq!((code, cells), (0, vec!["limit", "number", "1000", "CNY", "1", "1"]), "{out}{err}");
    let (code, out, err) = ask(&["parameters", "history", "limit"]);
    let told: Vec<&str> = out.lines().skip(1).collect();
    assert!(code == 0 && told.len() == 2, "{out}{err}");
    assert!(told[0].contains("600") && told[0].ends_with("more care") && told[1].ends_with("start"), "{out}");

    let refused = |arguments: &[&str], code: &str| {
        let (exit, _, err) = ask(&[&["parameters"], arguments].concat());
        assert!(exit == 1 && err.contains(code), "{arguments:?}: {err}");
    };
    refused(&["set", "limit", "much", "--reason", "r"], "400 parameter-type");
    refused(&["set", "limit", "9001", "--reason", "r"], "400 parameter-out-of-range");
    refused(&["set", "limit", "1", "--reason", "r", "--unit", "EUR"], "400 parameter-kind");
    refused(&["set", "limit", "1", "--reason", ""], "400 parameter-without-reason");
    refused(&["set", "limit", "1", "--reason", "r", "--from", "soon"], "400 bad-time");
    refused(&["set", "other", "1", "--reason", "r"], "400 parameter-unknown");
    refused(&["impact", "limit", "9001"], "400 parameter-out-of-range");
    refused(&["history", "nothing"], "404 no-such-parameter");
    let (code, _, err) = ask(&["parameters", "set", "limit", "1"]);
    assert!(code == 2 && err.contains("--reason"), "{err}");
    let (_, out, _) = ask(&["parameters", "history", "limit", "--json"]);
    let history: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(history["items"].as_array().map(Vec::len), Some(2), "nothing refused is kept");
}
