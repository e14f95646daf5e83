//! Decision services are asked like decisions (DMN 10.4), and what is imported without a name is seen without a prefix.
use serde_json::json;
use weir_core::Timestamp;
use weir_core::decision::{Decisions, File};

const TEXT: &str = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='d' name='d' namespace='n'>\
    <inputData id='i' name='a'><variable name='a' typeRef='number'/></inputData>\
    <inputData id='j' name='b'><variable name='b' typeRef='number'/></inputData>\
    <decision id='base' name='base'><variable name='base'/><informationRequirement><requiredInput href='#j'/>\
    </informationRequirement><literalExpression><text>b * 10</text></literalExpression></decision>\
    <decision id='sum' name='sum'><variable name='sum'/><informationRequirement><requiredDecision href='#base'/>\
    </informationRequirement><informationRequirement><requiredInput href='#i'/></informationRequirement>\
    <literalExpression><text>a + base</text></literalExpression></decision>\
    <decisionService id='serve' name='serve'><variable name='serve'/><outputDecision href='#sum'/><inputDecision \
    href='#base'/><inputData href='#i'/></decisionService></definitions>";

#[test]
fn a_service_is_asked_like_a_decision_and_given_the_values_of_its_input_decisions() {
    let (decisions, problems) = Decisions::compile(&[File { name: "d", bytes: TEXT.as_bytes() }]);
    assert!(problems.is_empty(), "{problems:#?}");
    let all: Vec<_> = decisions.decisions().map(|of| (of.id, of.inputs, of.requires)).collect();
    let of = |id: &str| all.iter().find(|(found, ..)| found == id).cloned().expect("it is told");
    let text = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    assert_eq!(of("serve"), ("serve".into(), text(&["a", "base"]), text(&["sum"])));
    assert_eq!(of("sum").1.len(), 2);
    let inputs = serde_json::Map::from_iter([("a".to_owned(), json!(1)), ("base".to_owned(), json!(5))]);
    let answer = decisions.evaluate("serve", &inputs, Timestamp(0)).expect("it is bounded");
    assert_eq!((answer.value, answer.faults), (json!(6), vec![]));
}

#[test]
fn what_a_service_gives_is_of_its_type_when_it_is_asked_itself() {
    let answer = |gives: &str| {
        let text = TEXT.replace("<variable name='serve'/>", "<variable name='serve' typeRef='dateTime'/>");
        let text = text.replace("a + base", gives);
        let (decisions, _) = Decisions::compile(&[File { name: "d", bytes: text.as_bytes() }]);
        let inputs = serde_json::Map::from_iter([("a".to_owned(), json!(1)), ("base".to_owned(), json!(5))]);
        let answer = decisions.evaluate("serve", &inputs, Timestamp(0)).expect("it is bounded");
        (answer.value, answer.faults)
    };
    assert_eq!(answer("date(\"2024-01-02\")"), (json!("2024-01-02T00:00:00Z"), vec![]));
    let fault = "service `serve` gives 6, which is not of its type".to_owned();
    assert_eq!(answer("a + base"), (json!(null), vec![fault]));
}

/// DMN 6.3.3: an import whose name is empty brings its elements into the file as if they stood there.
#[test]
fn an_import_without_a_name_is_seen_without_a_prefix() {
    const KIND: &str = "https://www.omg.org/spec/DMN/20191111/MODEL/";
    let base = format!(
        "<definitions xmlns='{KIND}' id='o' name='o' namespace='urn:o'><itemDefinition name='tAge'><typeRef>number</typeRef>\
         <allowedValues><text>[0..120]</text></allowedValues></itemDefinition><inputData id='age' name='age'><variable \
         name='age' typeRef='tAge'/></inputData><decision id='next' name='next'><variable name='next'/>\
         <informationRequirement><requiredInput href='#age'/></informationRequirement><literalExpression><text>age + 1</text>\
         </literalExpression></decision><businessKnowledgeModel id='twice' name='twice'><variable name='twice'/>\
         <encapsulatedLogic><formalParameter name='n'/><literalExpression><text>n * 2</text></literalExpression>\
         </encapsulatedLogic></businessKnowledgeModel></definitions>"
    );
    let own = format!(
        "<definitions xmlns='{KIND}' id='p' name='p' namespace='urn:p'><import name='' namespace='urn:o' importType='{KIND}'/>\
         <inputData id='own' name='own'><variable name='own' typeRef='tAge'/></inputData><decision id='d' name='d'><variable \
         name='d'/><informationRequirement><requiredDecision href='urn:o#next'/></informationRequirement>\
         <informationRequirement><requiredInput href='#own'/></informationRequirement><knowledgeRequirement><requiredKnowledge \
         href='urn:o#twice'/></knowledgeRequirement><literalExpression><text>[next, twice(own)]</text></literalExpression>\
         </decision></definitions>"
    );
    let files = [File { name: "p", bytes: own.as_bytes() }, File { name: "o", bytes: base.as_bytes() }];
    let (decisions, problems) = Decisions::compile(&files);
    assert!(problems.is_empty(), "{problems:#?}");
    let asked = |own: u32| {
        let inputs = serde_json::Map::from_iter([("age".to_owned(), json!(1)), ("own".to_owned(), json!(own))]);
        decisions.evaluate("d", &inputs, Timestamp(0)).expect("it is bounded").value
    };
    assert_eq!(asked(5), json!([2, 10]));
    assert_eq!(asked(500), json!([2, null]), "types come along");
}

/// A function finds what it needs of an import that has a name, whoever calls it.
#[test]
fn a_function_calls_one_of_an_import_by_its_prefix() {
    const KIND: &str = "https://www.omg.org/spec/DMN/20191111/MODEL/";
    let knowledge = |name: &str, parameters: &[&str], text: &str, needs: &str| {
        let parameters: Vec<String> =
            parameters.iter().map(|name| format!("<formalParameter name='{name}'/>")).collect();
        let parameters = parameters.concat();
        format!(
            "<businessKnowledgeModel id='{name}' name='{name}'><variable name='{name}'/><encapsulatedLogic>{parameters}\
             <literalExpression><text>{text}</text></literalExpression></encapsulatedLogic>{needs}</businessKnowledgeModel>"
        )
    };
    let needs = |href: &str| format!("<knowledgeRequirement><requiredKnowledge href='{href}'/></knowledgeRequirement>");
    let base = format!(
        "<definitions xmlns='{KIND}' id='o' name='o' namespace='urn:o'>{}</definitions>",
        knowledge("helper", &["n"], "n * 2", "")
    );
    let own = format!(
        "<definitions xmlns='{KIND}' id='p' name='p' namespace='urn:p'><import name='lib' namespace='urn:o' importType='{KIND}'/>\
         <decision id='d' name='d'><variable name='d'/>{}{}<literalExpression><text>[through(2), sort([3, 1], ordered)[1]]\
         </text></literalExpression></decision>{}{}</definitions>",
        needs("#through"),
        needs("#ordered"),
        knowledge("through", &["a"], "lib.helper(a) + 1", &needs("urn:o#helper")),
        knowledge("ordered", &["a", "b"], "lib.helper(a) &lt; lib.helper(b)", &needs("urn:o#helper")),
    );
    let files = [File { name: "p", bytes: own.as_bytes() }, File { name: "o", bytes: base.as_bytes() }];
    let (decisions, problems) = Decisions::compile(&files);
    assert!(problems.is_empty(), "{problems:#?}");
    let answer = decisions.evaluate_unbounded("d", &serde_json::Map::new(), Timestamp(0)).expect("it gives a value");
    assert_eq!(answer.value, json!([5, 1]));
}
