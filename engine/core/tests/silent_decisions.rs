//! The same for decisions: every attribute that is read counts somewhere, and what nobody reads is told.
use crate::silent::mutate::{tags, with, without};
use expect_test::expect;
use serde_json::{Map, Value, json};
use weir_core::Timestamp;
use weir_core::decision::attributes::ATTRIBUTES;
use weir_core::decision::{Decisions, File};
use weir_core::read::Disposition;

const HEAD: &str = "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' xmlns:own='urn:own' namespace='urn:own' \
    expressionLanguage='https://www.omg.org/spec/DMN/20230324/FEEL/' name='Prices'>";

/// What a file does: what is said about it, and what its decisions give.
fn behaviour(file: &str) -> String {
    let other = "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' namespace='urn:other' name='Other'>\
                 <decision id='base' name='base'><variable name='base'/><literalExpression><text>100</text>\
                 </literalExpression></decision></definitions>";
    let files = [File { name: "a", bytes: file.as_bytes() }, File { name: "b", bytes: other.as_bytes() }];
    let (decisions, problems) = Decisions::compile(&files);
    let mut told: Vec<String> = problems.iter().map(|p| format!("{} {:?}", p.code, p.element)).collect();
    let inputs = json!({"amount": 12, "kind": "a", "words": ["a", "b"], "numbers": [1, 2, 3], "text": "12"});
    let inputs: Map<String, Value> = inputs.as_object().expect("an object").clone();
    for subject in decisions.decisions() {
        let given = decisions.evaluate_unbounded(&subject.id, &inputs, Timestamp(0));
        told.push(format!("{subject:?} {:?}", given.map(|g| (g.value, g.tables)).map_err(|e| e.to_string())));
    }
    let places = told.join("\n");
    let mut parts = places.split("Place {");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once('}').map_or(part, |(_, rest)| rest))
}

#[test]
fn every_attribute_of_a_decision_that_is_read_counts() {
    let files: Vec<String> = EXAMPLES.iter().map(|inside| format!("{HEAD}{inside}</definitions>")).collect();
    for file in &files {
        let problems = Decisions::compile(&[File { name: "a", bytes: file.as_bytes() }]).1;
        let wrong: Vec<_> = problems.iter().filter(|p| p.code != "dmn-import-missing").collect();
        assert!(wrong.is_empty() || file.contains("<import "), "an example must be right: {wrong:#?}\n{file}");
    }
    let mut others = vec![];
    for (element, runs, _) in ATTRIBUTES {
        for name in *runs {
            let counts = files.iter().any(|file| {
                let before = behaviour(file);
                let all = tags(file);
                let found = all.iter().filter(|tag| tag.local == *element).flat_map(|tag| &tag.attributes);
                found.filter(|a| a.prefix.is_empty() && a.local == *name).any(|a| {
                    behaviour(&without(file, &a.whole)) != before || behaviour(&with(file, &a.value, "zz")) != before
                })
            });
            others.extend((!counts).then(|| format!("{element}@{name}")));
        }
    }
    assert!(others.is_empty(), "{} are read, and no example shows it: {others:#?}", others.len());
}

#[test]
fn an_attribute_that_nobody_reads_is_told_everywhere() {
    for (element, ..) in ATTRIBUTES {
        let file = format!("{HEAD}<decision id='d' name='d'><{element} surprise='x'/></decision></definitions>")
            .replace(
                "<definitions surprise",
                "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' surprise",
            );
        let problems = Decisions::compile(&[File { name: "a", bytes: file.as_bytes() }]).1;
        assert!(problems.iter().any(|p| p.code == "dmn-unknown-attribute"), "{element}: {problems:?}");
    }
}

/// A decision with extensions: of ours and of other engines, and of tools that nobody has heard of.
const EXTENDED: &str = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' xmlns:c='http://camunda.org/schema/1.0/dmn' \
    xmlns:z='http://camunda.org/schema/zeebe/1.0' xmlns:tool='urn:tool' xmlns:weir='urn:weir:bpmn:1' namespace='n' name='N' \
    tool:mark='1'><decision id='d' name='d' c:historyTimeToLive='P1D' c:diagramRelationId='x' z:surprise='x' weir:surprise='x'>\
    <extensionElements><z:versionTag value='v1'/><z:surprise><z:inner/></z:surprise><tool:box><tool:lid/></tool:box>\
    </extensionElements><variable name='d'/><decisionTable><input c:inputVariable='season'><inputExpression><text>1</text>\
    </inputExpression></input><output name='o'/><rule><description>why</description><inputEntry><text>-</text></inputEntry>\
    <outputEntry><text>2</text></outputEntry></rule></decisionTable></decision></definitions>";

#[test]
fn extensions_of_a_decision_are_read_or_told() {
    let (decisions, problems) = Decisions::compile(&[File { name: "a", bytes: EXTENDED.as_bytes() }]);
    assert_eq!(decisions.decisions().next().expect("one").version_tag.as_deref(), Some("v1"));
    let told: Vec<String> = problems.iter().map(|p| format!("{:?} {} {}", p.severity, p.code, p.message)).collect();
    expect![[r"
        Warning dmn-unknown-attribute `z:surprise` of `decision` is not read; remove it
        Warning dmn-unknown-attribute `weir:surprise` of `decision` is not read; remove it
        Warning dmn-unknown-attribute `z:surprise` of `decision` is not read; remove it
        Warning extension-unused `c:historyTimeToLive` has no effect on `decision`: what a decision gave is kept with its instance: a clean-up by age is not built
        Note extension-documentation-only extensions of `urn:tool` are kept as documentation; nothing of them is executed"]].assert_eq(&told.join("\n"));
}

#[test]
fn the_account_of_a_file_has_a_row_for_every_part() {
    let rows = Decisions::account(EXTENDED.as_bytes());
    let line = |row: &Disposition| {
        let reason = row.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        format!("{} {} {:?}{reason}", row.tag, row.part, row.became)
    };
    let lines: Vec<String> = rows.iter().map(line).collect();
    expect![[r#"
         definitions Executed
        definitions @namespace Executed
        definitions @name Documentation: it is for people and tools
        definitions @tool:mark Documentation: no engine executes extensions of this namespace
        definitions decision Executed
        decision @id Executed
        decision @name Executed
        decision @c:historyTimeToLive Documentation: what a decision gave is kept with its instance: a clean-up by age is not built
        decision @c:diagramRelationId Documentation: it belongs to the modeler
        decision @z:surprise Documentation: nobody reads it
        decision @weir:surprise Documentation: nobody reads it
        decision extensionElements Documentation: it is for people and tools
        decision z:versionTag Mapped("weir:versionTag")
        decision z:surprise Documentation: nobody reads it
        surprise z:inner Documentation: nobody reads it
        decision tool:box Documentation: no engine executes extensions of this namespace
        box tool:lid Documentation: no engine executes extensions of this namespace
        decision variable Executed
        variable @name Executed
        decision decisionTable Executed
        decisionTable input Executed
        input @c:inputVariable Mapped("the name of `?` in the cells of its column")
        input inputExpression Executed
        inputExpression text Executed
        decisionTable output Executed
        output @name Executed
        decisionTable rule Executed
        rule description Documentation: it is for people and tools
        rule inputEntry Executed
        inputEntry text Executed
        rule outputEntry Executed
        outputEntry text Executed"#]].assert_eq(&lines.join("\n"));
    // Nothing of the examples is missing in the account: elements and attributes, but for the declarations of prefixes.
    for inside in EXAMPLES {
        let file = format!("{HEAD}{inside}</definitions>");
        let counted: u32 = Decisions::account(file.as_bytes()).iter().map(|row| row.count).sum();
        let all = tags(&file);
        let declares = |name: &str| name == "xmlns";
        let said = all.iter().flat_map(|tag| &tag.attributes).filter(|a| !declares(&a.local) && !declares(&a.prefix));
        assert_eq!(counted as usize, all.len() + said.count(), "{file}");
    }
}

/// Decisions in which each attribute has a value that counts.
const EXAMPLES: &[&str] = &[
    "<import name='other' namespace='urn:other' importType='https://www.omg.org/spec/DMN/20230324/MODEL/'/>\
     <decision id='d' name='d'><variable name='d'/><informationRequirement><requiredDecision href='urn:other#base'/>\
     </informationRequirement><literalExpression><text>other.base + 1</text></literalExpression></decision>",
    "<itemDefinition name='tKind'><typeRef>string</typeRef><allowedValues expressionLanguage='https://www.omg.org/spec/DMN/20230324/FEEL/'>\
     <text>\"b\", \"c\"</text></allowedValues></itemDefinition>\
     <itemDefinition name='tLong' typeRef='string' isCollection='true'><typeConstraint \
     expressionLanguage='https://www.omg.org/spec/DMN/20230324/FEEL/'><text>count(?) &lt; 1</text></typeConstraint></itemDefinition>\
     <itemDefinition name='tPair'><itemComponent name='one' typeRef='number' isCollection='true'/></itemDefinition>\
     <inputData id='i' name='kind'><variable name='kind' typeRef='tKind'/></inputData>\
     <inputData id='j' name='words'><variable name='words' typeRef='tLong'/></inputData>\
     <decision id='d' name='d'><variable name='d' typeRef='tKind'/><informationRequirement><requiredInput href='#i'/>\
     </informationRequirement><literalExpression><text>kind</text></literalExpression></decision>\
     <decision id='e' name='e'><variable name='e'/><informationRequirement><requiredInput href='#j'/>\
     </informationRequirement><literalExpression><text>words</text></literalExpression></decision>\
     <decision id='f' name='f'><variable name='f' typeRef='tPair'/><literalExpression><text>{one: [1]}</text>\
     </literalExpression></decision>",
    "<itemDefinition name='tTwice'><functionItem outputTypeRef='number'><parameters name='n' typeRef='number'/></functionItem>\
     </itemDefinition><businessKnowledgeModel id='k' name='twice'><variable name='twice' typeRef='tTwice'/>\
     <encapsulatedLogic kind='FEEL' typeRef='string'><formalParameter name='n' typeRef='string'/><literalExpression><text>n\
     </text></literalExpression></encapsulatedLogic></businessKnowledgeModel>\
     <decision id='d' name='d'><variable name='d'/><knowledgeRequirement><requiredKnowledge href='#k'/></knowledgeRequirement>\
     <invocation typeRef='number'><literalExpression><text>twice</text></literalExpression><binding><parameter name='n'/>\
     <literalExpression><text>\"4\"</text></literalExpression></binding></invocation></decision>",
    "<inputData id='i' name='amount'><variable name='amount' typeRef='number'/></inputData>\
     <decision id='d' name='d'><variable name='d'/><informationRequirement><requiredInput href='#i'/></informationRequirement>\
     <decisionTable id='t' hitPolicy='COLLECT' aggregation='SUM' typeRef='string'><input id='c'><inputExpression \
     expressionLanguage='https://www.omg.org/spec/DMN/20230324/FEEL/' typeRef='number'><text>amount</text></inputExpression>\
     <inputValues expressionLanguage='https://www.omg.org/spec/DMN/20230324/FEEL/'><text>&gt; 0</text></inputValues></input>\
     <output name='price' typeRef='number'><outputValues expressionLanguage='https://www.omg.org/spec/DMN/20230324/FEEL/'>\
     <text>1, 2</text></outputValues><defaultOutputEntry expressionLanguage='https://www.omg.org/spec/DMN/20230324/FEEL/'>\
     <text>9</text></defaultOutputEntry></output><rule id='r1'><inputEntry \
     expressionLanguage='https://www.omg.org/spec/DMN/20230324/FEEL/'><text>&gt; 10</text></inputEntry><outputEntry \
     expressionLanguage='https://www.omg.org/spec/DMN/20230324/FEEL/'><text>1</text></outputEntry></rule><rule id='r2'>\
     <inputEntry><text>&gt; 11</text></inputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable></decision>",
    "<inputData id='i' name='text'><variable name='text'/></inputData>\
     <decision id='d' name='d'><variable name='d'/><informationRequirement><requiredInput href='#i'/></informationRequirement>\
     <decisionTable id='t' typeRef='number'><input id='c'><inputExpression typeRef='number'><text>text</text></inputExpression>\
     </input><output name='x' typeRef='number'/><output name='y' typeRef='string'/><rule id='r'><inputEntry><text>-</text>\
     </inputEntry><outputEntry><text>\"1\"</text></outputEntry><outputEntry><text>\"2\"</text></outputEntry></rule>\
     </decisionTable></decision>",
    "<decision id='a' name='a'><variable name='a'/><literalExpression typeRef='string' \
     expressionLanguage='https://www.omg.org/spec/DMN/20230324/FEEL/'><text>1</text></literalExpression></decision>\
     <decision id='b' name='b'><variable name='b'/><context typeRef='string'><contextEntry><variable name='x' typeRef='string'/>\
     <literalExpression><text>1</text></literalExpression></contextEntry></context></decision>\
     <decision id='c' name='c'><variable name='c'/><list typeRef='string'><literalExpression><text>1</text></literalExpression>\
     <literalExpression><text>2</text></literalExpression></list></decision>\
     <decision id='e' name='e'><variable name='e'/><relation typeRef='string'><column name='x'/><row><literalExpression><text>1\
     </text></literalExpression></row></relation></decision>\
     <decision id='f' name='f'><variable name='f'/><conditional typeRef='string'><if><literalExpression><text>true</text>\
     </literalExpression></if><then><literalExpression><text>1</text></literalExpression></then><else><literalExpression>\
     <text>2</text></literalExpression></else></conditional></decision>\
     <decision id='g' name='g'><variable name='g'/><filter typeRef='string'><in><literalExpression><text>[1, 2]</text>\
     </literalExpression></in><match><literalExpression><text>item &gt; 0</text></literalExpression></match></filter></decision>\
     <decision id='h' name='h'><variable name='h'/><for typeRef='string' iteratorVariable='n'><in><literalExpression>\
     <text>[1, 2]</text></literalExpression></in><return><literalExpression><text>n</text></literalExpression></return></for>\
     </decision><decision id='s' name='s'><variable name='s'/><some typeRef='string' iteratorVariable='n'><in>\
     <literalExpression><text>[1, 2]</text></literalExpression></in><satisfies><literalExpression><text>n &gt; 1</text>\
     </literalExpression></satisfies></some></decision><decision id='v' name='v'><variable name='v'/><every typeRef='string' \
     iteratorVariable='n'><in><literalExpression><text>[1, 2]</text></literalExpression></in><satisfies><literalExpression>\
     <text>n &gt; 0</text></literalExpression></satisfies></every></decision>\
     <decision id='u' name='u'><variable name='u'/><context><contextEntry><variable name='go'/><functionDefinition kind='FEEL' \
     typeRef='string'><formalParameter name='n' typeRef='string'/><literalExpression><text>1</text></literalExpression>\
     </functionDefinition></contextEntry><contextEntry><literalExpression><text>go(2)</text></literalExpression></contextEntry>\
     </context></decision>",
    "<inputData id='i' name='amount'><variable name='amount'/></inputData><decision id='in' name='before'><variable name='before'/>\
     <informationRequirement><requiredInput href='#i'/></informationRequirement><literalExpression><text>amount + 1</text>\
     </literalExpression></decision><decision id='out' name='out'><variable name='out'/><informationRequirement>\
     <requiredDecision href='#in'/></informationRequirement><literalExpression><text>before * 2</text></literalExpression></decision>\
     <decisionService id='sv' name='serve'><outputDecision href='#out'/><encapsulatedDecision href='#out'/>\
     <inputDecision href='#in'/></decisionService><decision id='d' name='d'><variable name='d'/><knowledgeRequirement>\
     <requiredKnowledge href='#sv'/></knowledgeRequirement><literalExpression><text>serve(5)</text></literalExpression></decision>",
    "<inputData id='i' name='amount'/><businessKnowledgeModel id='k' name='twice'><encapsulatedLogic><formalParameter name='n'/>\
     <literalExpression><text>n * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>\
     <decision id='d' name='d'><informationRequirement><requiredInput href='#i'/></informationRequirement><knowledgeRequirement>\
     <requiredKnowledge href='#k'/></knowledgeRequirement><literalExpression><text>twice(amount)</text></literalExpression>\
     </decision>",
    "<itemDefinition name='tMany' typeRef='number' isCollection='true'/><decision id='m' name='m'><variable name='m' \
     typeRef='tMany'/><literalExpression><text>[1, 2]</text></literalExpression></decision>\
     <decision id='h' name='h'><variable name='h'/><for iteratorVariable='n'><in><literalExpression><text>[1, 2]</text>\
     </literalExpression></in><return><literalExpression><text>n</text></literalExpression></return></for></decision>\
     <decision id='s' name='s'><variable name='s'/><some iteratorVariable='n'><in><literalExpression><text>[1, 2]</text>\
     </literalExpression></in><satisfies><literalExpression><text>n = 1</text></literalExpression></satisfies></some></decision>\
     <decision id='v' name='v'><variable name='v'/><every iteratorVariable='n'><in><literalExpression><text>[1, 2]</text>\
     </literalExpression></in><satisfies><literalExpression><text>n &gt; 0</text></literalExpression></satisfies></every></decision>\
     <decision id='e' name='e'><variable name='e'/><relation><column name='x'/><row><literalExpression><text>1</text>\
     </literalExpression></row></relation></decision>\
     <decision id='t' name='t'><variable name='t'/><decisionTable><input><inputExpression><text>1</text></inputExpression></input>\
     <output name='x'/><output name='y'/><rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry>\
     <outputEntry><text>2</text></outputEntry></rule></decisionTable></decision>\
     <decision id='w' name='w'><variable name='w'/><informationRequirement><requiredDecision href='urn:own#e'/>\
     </informationRequirement><literalExpression><text>e</text></literalExpression></decision>",
    "<businessKnowledgeModel id='k' name='less'><variable name='less'/><encapsulatedLogic><formalParameter name='a'/>\
     <formalParameter name='b'/><literalExpression><text>a - b</text></literalExpression></encapsulatedLogic>\
     </businessKnowledgeModel><decision id='d' name='d'><variable name='d'/><knowledgeRequirement><requiredKnowledge href='#k'/>\
     </knowledgeRequirement><invocation><literalExpression><text>less</text></literalExpression><binding><parameter name='b'/>\
     <literalExpression><text>1</text></literalExpression></binding><binding><parameter name='a'/><literalExpression>\
     <text>5</text></literalExpression></binding></invocation></decision>",
    "<itemDefinition name='tText'><functionItem outputTypeRef='string'><parameters name='n' typeRef='string'/></functionItem>\
     </itemDefinition><businessKnowledgeModel id='k' name='same'><variable name='same' typeRef='tText'/><encapsulatedLogic>\
     <formalParameter name='n'/><literalExpression><text>n</text></literalExpression></encapsulatedLogic>\
     </businessKnowledgeModel><decision id='d' name='d'><variable name='d'/><knowledgeRequirement><requiredKnowledge href='#k'/>\
     </knowledgeRequirement><literalExpression><text>same(4)</text></literalExpression></decision>\
     <decision id='f' name='f'><variable name='f' typeRef='tText'/><functionDefinition><formalParameter name='n' \
     typeRef='string'/><literalExpression typeRef='string'><text>n</text></literalExpression></functionDefinition></decision>\
     <decision id='g' name='g'><variable name='g'/><informationRequirement><requiredDecision href='#f'/>\
     </informationRequirement><literalExpression><text>f(\"x\")</text></literalExpression></decision>",
    "<inputData id='i' name='amount'><variable name='amount'/></inputData><decision id='o' name='o'><variable name='o'/>\
     <informationRequirement><requiredInput href='#i'/></informationRequirement><literalExpression><text>amount + 1</text>\
     </literalExpression></decision><decisionService id='sv' name='serve'><outputDecision href='#o'/><inputData href='#i'/>\
     </decisionService><decision id='d' name='d'><variable name='d'/><knowledgeRequirement><requiredKnowledge href='#sv'/>\
     </knowledgeRequirement><literalExpression><text>serve(5)</text></literalExpression></decision>",
];
