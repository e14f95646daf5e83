//! What scripts call that were written where lists, maps, texts and JSON are objects of Java.
use super::scripts::{failure, outcome, value};
use serde_json::{Value, json};
use weir_core::instance::Answer;
use weir_core::script::Purpose;

async fn gives(script: &str, expected: Value) {
    assert_eq!(value(script).await, Answer::Value(expected), "{script}");
}

pub async fn take_variables_away() {
    let run = |script: &'static str| outcome(Purpose::Program, script);
    let gone = run("execution.removeVariable('amount'); [typeof amount, execution.hasVariable('amount')]").await;
    assert_eq!((&gone["removed"], &gone["value"]), (&json!(["amount"]), &json!(["undefined", false])));
    assert_eq!(gone["removedLocal"], Value::Null);
    // The nearest is taken away: here that of the element itself.
    let own = run("execution.removeVariable('own'); execution.removeVariableLocal('amount')").await;
    assert_eq!((&own["removed"], &own["removedLocal"]), (&Value::Null, &json!(["own"])));
    let again = run("execution.removeVariable('name'); execution.setVariable('name', 'Li')").await;
    assert_eq!((&again["removed"], &again["set"]), (&Value::Null, &json!({"name": "Li"})));
    let undone = run("execution.setVariable('fresh', 1); execution.removeVariable('fresh')").await;
    assert_eq!((&undone["removed"], &undone["set"]), (&json!(["fresh"]), &json!({})));
    let several = run("execution.removeVariables(['amount', 'name'])").await;
    assert_eq!(several["removed"], json!(["amount", "name"]));
    // What was changed inside before does not come back.
    let changed = run("order.lines.push(3); execution.removeVariable('order')").await;
    assert_eq!((&changed["removed"], &changed["set"]), (&json!(["order"]), &json!({})));
    let stored = outcome(Purpose::StoringProgram, "amount = 9; execution.removeVariable('amount')").await;
    assert_eq!((&stored["removed"], &stored["set"]), (&json!(["amount"]), &json!({})));
    let Answer::Failed { message, .. } = value("execution.removeVariable('amount')").await else {
        panic!("it only gives a value")
    };
    assert!(message.contains("removeVariable is for tasks and listeners"), "{message}");
}

pub async fn call_lists_maps_and_texts_by_their_methods() {
    gives(
        "[order.lines.size(), order.lines.get(1), order.lines.contains(2), order.lines.isEmpty()]",
        json!([2, 2, true, false]),
    )
    .await;
    gives("[order.size(), order.containsKey('lines'), order.get('missing')]", json!([1, true, null])).await;
    gives("order.keySet().size() + order.getOrDefault('rate', 4)", json!(5)).await;
    gives("name.equals('Wang') && !name.isEmpty() && name.contains('an')", json!(true)).await;
    gives("amount.intValue() + '7'.intValue()", json!(14)).await;
    gives("order.entrySet().map(function (e) { return e.getKey() + e.getValue().size() })", json!(["lines2"])).await;
    let set = outcome(
        Purpose::Program,
        "execution.getVariable('order').lines.add(5); order.lines.remove(0); order.put('paid', true); \
         order.lines.addAll([8, 9]); order.lines.add(0, 7)",
    )
    .await;
    assert_eq!(set["set"], json!({"order": {"lines": [7, 2, 5, 8, 9], "paid": true}}), "{set}");
    assert!(failure("order.lines.get(5)").await.1.contains("a list of 2 has no place 5"));
    let results = "var all = [{level: 'low', n: 1}, {level: 'high', n: 2}]; ";
    gives(&format!("{results}all.collectEntries('level')"), json!(["low", "high"])).await;
    gives(&format!("{results}all.getFirstResult().getEntry('n')"), json!(1)).await;
    gives("[{level: 'low'}].getSingleEntry() + [{level: 'x'}].getSingleResult().level", json!("lowx")).await;
    assert!(failure(&format!("{results}all.getSingleResult()")).await.1.contains("there are 2 results, not one"));
}

pub async fn read_and_write_json() {
    let text = r#"var o = S('{"a":{"b":[1,{"c":"x"}]},"n":null,"t":true}'); "#;
    gives(&format!("{text}o.prop('a').prop('b').elements().get(1).prop('c').stringValue()"), json!("x")).await;
    gives(&format!("{text}o.prop('a').prop('b').elements().get(0).numberValue() + 1"), json!(2)).await;
    gives(
        &format!("{text}[o.prop('n').isNull(), o.prop('t').boolValue(), o.hasProp('z')]"),
        json!([true, true, false]),
    )
    .await;
    gives(&format!("{text}o.prop('n').value()"), Value::Null).await;
    gives(&format!("{text}o.jsonPath('$.a.b[1].c').stringValue()"), json!("x")).await;
    gives(&format!("{text}o.prop('a').toString()"), json!(r#"{"b":[1,{"c":"x"}]}"#)).await;
    gives("S('{}').prop('id', 7).prop('of', S('[1]').append(2)).toString()", json!(r#"{"id":7,"of":[1,2]}"#)).await;
    // A variable is such a tree already.
    gives("order.prop('lines').elements().size()", json!(2)).await;
    let set = outcome(
        Purpose::Program,
        "order.prop('vip', true).deleteProp('lines'); execution.setVariable('copy', S('{\"a\":1}'))",
    )
    .await;
    assert_eq!(set["set"], json!({"order": {"vip": true}, "copy": {"a": 1}}), "{set}");
    assert!(failure("S('{}').prop('a')").await.1.contains("there is no property \"a\""));
    assert!(failure("S('{\"a\":1}').prop('a').stringValue()").await.1.contains("1 is no string"));
    assert!(failure("S('{\"a\":[1]}').jsonPath('$..a').numberValue()").await.1.contains("is not read here"));
}

pub async fn find_no_method_that_they_do_not_call() {
    gives(
        "[typeof order.size, typeof order.get, typeof S, typeof order.value]",
        json!(["undefined", "undefined", "undefined", "undefined"]),
    )
    .await;
    // A script that reads an entry of the name of a method finds nothing where there is no such entry.
    gives("order.lines.size() + (order.size ? 100 : 0)", json!(2)).await;
    gives("var seen = []; for (var at in order) seen.push(at); seen.size()", json!(1)).await;
}
