//! Nothing of another engine is silently ignored wherever it stands: each attribute and extension element that is accepted
//! is written on every BPMN element it may stand on, and there in everything that decides what becomes of it (a script in
//! FEEL or JavaScript, a decision, an expression, an event that throws or catches). Either the process is another one then,
//! or an error or a warning says so; a note is not enough. The values are those of the examples.
use crate::silent::mutate::{Behaviour, Tag, tags};
use crate::silent::{bpmn, foreign};
use std::collections::BTreeSet;
use weir_core::catalogue::foreign::{ATTRIBUTES, CAMUNDA, ELEMENTS, Fate, ZEEBE};
use weir_core::catalogue::weir;

/// Something of another engine: how it is written on an element, or in its extensions.
struct Piece {
    name: String,
    attribute: String,
    extension: String,
}

#[test]
fn what_another_engine_says_counts_wherever_it_may_stand_or_is_told() {
    let mut silent = BTreeSet::new();
    let loud = |fate: Fate| !matches!(fate, Fate::Documentation(_));
    for (namespace, files) in foreign::files() {
        let examples: Vec<(String, Vec<Tag>)> = files.into_iter().map(|file| (file.clone(), tags(&file))).collect();
        for row in ATTRIBUTES.iter().filter(|row| row.element.is_empty() && loud(row.fate)) {
            if !row.namespaces.contains(&namespace) {
                continue;
            }
            let samples: Vec<String> = if row.values.is_empty() {
                vec![sample(&examples, row.attribute).unwrap_or_else(|| "P1D".to_owned())]
            } else {
                row.values.iter().map(|value| (*value).to_owned()).collect()
            };
            let pieces: Vec<Piece> = samples.iter().map(|value| attribute(row.attribute, value)).collect();
            silent.extend(unheeded(namespace, row.on, &pieces));
        }
        for row in ELEMENTS.iter().filter(|row| row.inside.is_empty() && loud(row.fate)) {
            if !row.namespaces.contains(&namespace) {
                continue;
            }
            let text =
                snippet(&examples, row.name).unwrap_or_else(|| panic!("{namespace} <{}> has no example", row.name));
            let piece = Piece { name: format!("<{}>", row.name), attribute: String::new(), extension: text };
            silent.extend(unheeded(namespace, row.on, &[piece]));
        }
    }
    assert!(silent.is_empty(), "{} are accepted and do nothing: {silent:#?}", silent.len());
}

/// The same for our own attributes.
#[test]
fn what_our_own_attributes_say_counts_wherever_they_may_stand_or_is_told() {
    let examples: Vec<(String, Vec<Tag>)> = bpmn::files().into_iter().map(|file| (file.clone(), tags(&file))).collect();
    let mut silent = BTreeSet::new();
    for own in weir::ATTRIBUTES {
        let mut values: BTreeSet<String> = own.values.iter().map(|value| (*value).to_owned()).collect();
        for (file, tags) in &examples {
            let all = tags.iter().flat_map(|tag| &tag.attributes);
            let found = all.filter(|a| a.prefix == "weir" && a.local == own.name);
            values.extend(found.map(|a| file[a.value.clone()].to_owned()));
        }
        let piece = |value: &String| Piece {
            name: own.name.to_owned(),
            attribute: format!(" weir:{}='{value}'", own.name),
            extension: String::new(),
        };
        silent.extend(unheeded(CAMUNDA, own.on, &values.iter().map(piece).collect::<Vec<_>>()));
    }
    assert!(silent.is_empty(), "{} are accepted and do nothing: {silent:#?}", silent.len());
}

fn attribute(name: &str, value: &str) -> Piece {
    Piece { name: name.to_owned(), attribute: format!(" x:{name}='{value}'"), extension: String::new() }
}

/// The value that an attribute has in an example.
fn sample(examples: &[(String, Vec<Tag>)], name: &str) -> Option<String> {
    examples.iter().find_map(|(file, tags)| {
        let all = tags.iter().flat_map(|tag| &tag.attributes);
        let found = all.filter(|a| a.prefix == "x" && a.local == name).map(|a| file[a.value.clone()].to_owned());
        found.into_iter().next()
    })
}

/// An extension element as it stands in an example.
fn snippet(examples: &[(String, Vec<Tag>)], name: &str) -> Option<String> {
    examples.iter().find_map(|(file, tags)| {
        let mut outer = tags.iter().filter(|tag| tag.parent.is_some_and(|p| tags[p].local == "extensionElements"));
        outer.find(|tag| tag.prefix == "x" && tag.local == name).map(|tag| file[tag.whole.clone()].to_owned())
    })
}

/// The places in which none of these pieces makes a difference.
fn unheeded(namespace: &str, on: &[&str], pieces: &[Piece]) -> Vec<String> {
    // What other engines write on the same element.
    let foreign = |place: &String| namespace != ZEEBE || !place.contains(" x:");
    let tags: &[&str] = if on.is_empty() { &ODD } else { on };
    let mut found = vec![];
    for tag in tags {
        let places = places(tag);
        assert!(!places.is_empty(), "`{tag}` has no place in this test");
        for place in places.into_iter().filter(foreign) {
            // An attribute that stands there already is what the place is about.
            if pieces.iter().any(|piece| is_there(&place, piece)) {
                continue;
            }
            let before = Behaviour::of(&file(namespace, &place, "", ""));
            let counts = |piece: &Piece| before.counts(&file(namespace, &place, &piece.attribute, &piece.extension));
            if !pieces.iter().any(counts) {
                found.push(format!("{namespace} {} on `{tag}`: {place}", pieces[0].name));
            }
        }
    }
    found
}

fn is_there(place: &str, piece: &Piece) -> bool {
    ["x", "weir"].iter().any(|prefix| {
        let written = format!(" {prefix}:{}=", piece.name);
        piece.attribute.starts_with(&written) && place.contains(&written)
    })
}

/// Where something without a list of its own is tried.
const ODD: [&str; 8] = [
    "message",
    "signal",
    "dataObject",
    "lane",
    "error",
    "timerEventDefinition",
    "catching signalEventDefinition",
    "multiInstanceLoopCharacteristics",
];

/// A file with a place, in which `{a}` stands for attributes and `{x}` for extension elements.
fn file(namespace: &str, place: &str, attribute: &str, extension: &str) -> String {
    let extension = if extension.is_empty() {
        String::new()
    } else {
        format!("<extensionElements>{extension}</extensionElements>")
    };
    let (roots, inside) = place.split_once("||").unwrap_or(("", place));
    let inside =
        if inside.contains("<startEvent id='s'") { inside.to_owned() } else { format!("<startEvent id='s'/>{inside}") };
    let inside = if inside.contains("id='a'") { inside } else { format!("{inside}<task id='a'/>") };
    let inside = if inside.contains("sourceRef='s'") {
        inside
    } else {
        format!("{inside}<sequenceFlow id='f' sourceRef='s' targetRef='a'/>")
    };
    let (on_process, inside) = match inside.strip_prefix("process:") {
        Some(rest) => ("{a}", format!("{{x}}{rest}")),
        None => ("", inside),
    };
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:x='{namespace}' xmlns:weir='urn:weir:bpmn:1' \
         targetNamespace='t'><message id='m' name='m'/><signal id='g' name='g'/><error id='er' name='er' errorCode='E'/>\
         <escalation id='es' name='es' escalationCode='C'/>{roots}<process id='p' isExecutable='true'{on_process}>{inside}</process></definitions>"
    )
    .replace("{a}", attribute)
    .replace("{x}", &extension)
}

/// An element of this kind in everything that decides what becomes of what it says.
#[allow(clippy::too_many_lines, reason = "one table: each kind of element with its places")]
fn places(tag: &str) -> Vec<String> {
    let of = |all: &[&str]| all.iter().map(|place| (*place).to_owned()).collect();
    let thrown = |definition: &str| {
        ["intermediateThrowEvent", "endEvent"].map(|event| format!("<{event} id='a'>{definition}</{event}>")).to_vec()
    };
    let caught = |definition: &str| {
        vec![
            format!("<intermediateCatchEvent id='a'>{definition}</intermediateCatchEvent>"),
            format!("<task id='a'/><boundaryEvent id='b' attachedToRef='a'>{definition}</boundaryEvent>"),
            format!("<startEvent id='s'>{definition}</startEvent>"),
        ]
    };
    let gateway = |ways: &str| {
        vec![format!(
            "<{tag} id='a'{ways}{{a}}>{{x}}</{tag}><sequenceFlow id='h' sourceRef='a' targetRef='e'/><endEvent id='e'/>"
        )]
    };
    match tag {
        "process" => of(&["process:<startEvent id='s'/><serviceTask id='a'/>"]),
        "sequenceFlow" => of(&["<sequenceFlow id='f' sourceRef='s' targetRef='a'{a}>{x}</sequenceFlow>"]),
        "conditionExpression" => of(&["<sequenceFlow id='f' sourceRef='s' targetRef='g'/><exclusiveGateway id='g' default='d'/>\
              <endEvent id='e'/><sequenceFlow id='d' sourceRef='g' targetRef='e'/><sequenceFlow id='c' sourceRef='g' \
              targetRef='a'><conditionExpression language='groovy'{a}/></sequenceFlow>"]),
        "startEvent" => {
            of(&["<startEvent id='s'{a}>{x}</startEvent>", "<startEvent id='s' x:formKey='k'{a}>{x}</startEvent>"])
        }
        "task" | "userTask" | "manualTask" => vec![format!("<{tag} id='a'{{a}}>{{x}}</{tag}>")],
        "receiveTask" => of(&["<receiveTask id='a' messageRef='m'{a}>{x}</receiveTask>"]),
        "callActivity" => of(&["<callActivity id='a' calledElement='q'{a}>{x}</callActivity>"]),
        "serviceTask" => of(&[
            "<serviceTask id='a' x:topic='w'{a}>{x}</serviceTask>",
            "<serviceTask id='a' x:expression='${one + 1}'{a}>{x}</serviceTask>",
            "<serviceTask id='a'{a}>{x}</serviceTask>",
        ]),
        "timeCycle" => of(&["<intermediateCatchEvent id='a'><timerEventDefinition><timeCycle{a}>R/PT1H</timeCycle>\
                             </timerEventDefinition></intermediateCatchEvent>"]),
        "sendTask" => of(&[
            "<sendTask id='a' x:class='C'{a}>{x}</sendTask>",
            "<sendTask id='a' messageRef='m'{a}>{x}</sendTask>",
            "<sendTask id='a' x:expression='${one + 1}'{a}>{x}</sendTask>",
        ]),
        "businessRuleTask" => of(&[
            "<businessRuleTask id='a' weir:decision='d'{a}>{x}</businessRuleTask>",
            "<businessRuleTask id='a' weir:type='w'{a}>{x}</businessRuleTask>",
        ]),
        "scriptTask" => ["feel", "groovy", "javascript", "juel"]
            .map(|language| {
                format!("<scriptTask id='a' scriptFormat='{language}'{{a}}>{{x}}<script>1 + 1</script></scriptTask>")
            })
            .to_vec(),
        "subProcess" | "transaction" => vec![format!("<{tag} id='a'{{a}}>{{x}}<startEvent id='i'/></{tag}>")],
        "adHocSubProcess" => of(&["<adHocSubProcess id='a'{a}>{x}<task id='i'/></adHocSubProcess>"]),
        "exclusiveGateway" | "inclusiveGateway" | "complexGateway" => gateway(" default='h'"),
        "parallelGateway" => gateway(""),
        "eventBasedGateway" => of(&[
            "<eventBasedGateway id='a'{a}>{x}</eventBasedGateway><sequenceFlow id='h' sourceRef='a' targetRef='c'/>\
             <sequenceFlow id='h2' sourceRef='a' targetRef='c2'/><intermediateCatchEvent id='c'><messageEventDefinition \
             messageRef='m'/></intermediateCatchEvent><intermediateCatchEvent id='c2'><signalEventDefinition \
             signalRef='g'/></intermediateCatchEvent>",
        ]),
        "endEvent" | "intermediateThrowEvent" => {
            ["", "<messageEventDefinition messageRef='m'/>", "<signalEventDefinition signalRef='g'/>"]
                .map(|definition| format!("<{tag} id='a'{{a}}>{{x}}{definition}</{tag}>"))
                .to_vec()
        }
        "intermediateCatchEvent" => of(&[
            "<intermediateCatchEvent id='a'{a}>{x}<messageEventDefinition messageRef='m'/></intermediateCatchEvent>",
            "<intermediateCatchEvent id='a'{a}>{x}<signalEventDefinition signalRef='g'/></intermediateCatchEvent>",
        ]),
        "boundaryEvent" => of(&["<task id='a'/><boundaryEvent id='b' attachedToRef='a'{a}>{x}<signalEventDefinition \
                                 signalRef='g'/></boundaryEvent>"]),
        "throwing messageEventDefinition" => {
            thrown("<messageEventDefinition messageRef='m'{a}>{x}</messageEventDefinition>")
        }
        "catching messageEventDefinition" => {
            caught("<messageEventDefinition messageRef='m'{a}>{x}</messageEventDefinition>")
        }
        "messageEventDefinition" => {
            [places("throwing messageEventDefinition"), places("catching messageEventDefinition")].concat()
        }
        "signalEventDefinition" => {
            [places("throwing signalEventDefinition"), places("catching signalEventDefinition")].concat()
        }
        "throwing signalEventDefinition" => {
            thrown("<signalEventDefinition signalRef='g'{a}>{x}</signalEventDefinition>")
        }
        "catching signalEventDefinition" => {
            caught("<signalEventDefinition signalRef='g'{a}>{x}</signalEventDefinition>")
        }
        "throwing errorEventDefinition" => {
            vec![
                "<endEvent id='a'><errorEventDefinition errorRef='er'{a}>{x}</errorEventDefinition></endEvent>"
                    .to_owned(),
            ]
        }
        "throwing escalationEventDefinition" => {
            thrown("<escalationEventDefinition escalationRef='es'{a}>{x}</escalationEventDefinition>")
        }
        "catching errorEventDefinition" => {
            of(&["<task id='a'/><boundaryEvent id='b' attachedToRef='a'><errorEventDefinition errorRef='er'{a}>{x}\
             </errorEventDefinition></boundaryEvent>"])
        }
        "catching escalationEventDefinition" => {
            of(&["<subProcess id='a'><startEvent id='i'/></subProcess><boundaryEvent id='b' attachedToRef='a'>\
             <escalationEventDefinition escalationRef='es'{a}>{x}</escalationEventDefinition></boundaryEvent>"])
        }
        "conditionalEventDefinition" => caught(
            "<conditionalEventDefinition{a}>{x}<condition>${one &gt; 1}</condition></conditionalEventDefinition>",
        ),
        "timerEventDefinition" => {
            caught("<timerEventDefinition{a}>{x}<timeDate>2030-01-01T00:00:00Z</timeDate></timerEventDefinition>")
        }
        "terminateEventDefinition" => {
            vec!["<endEvent id='a'><terminateEventDefinition{a}>{x}</terminateEventDefinition></endEvent>".to_owned()]
        }
        "multiInstanceLoopCharacteristics" => of(&[
            "<task id='a'><multiInstanceLoopCharacteristics{a}>{x}<loopCardinality>2</loopCardinality>\
             </multiInstanceLoopCharacteristics></task>",
            "<task id='a'><multiInstanceLoopCharacteristics weir:collection='= list'{a}>{x}\
             </multiInstanceLoopCharacteristics></task>",
        ]),
        "error" => {
            of(&["<error id='e2' name='e2' errorCode='E2'{a}>{x}</error>||<endEvent id='a'><errorEventDefinition \
                         errorRef='e2'/></endEvent>"])
        }
        "message" => of(&["<message id='m2' name='m2'{a}>{x}</message>||<receiveTask id='a' messageRef='m2'/>"]),
        "signal" => {
            of(&["<signal id='g2' name='g2'{a}>{x}</signal>||<intermediateThrowEvent id='a'><signalEventDefinition \
                          signalRef='g2'/></intermediateThrowEvent>"])
        }
        "dataObject" => of(&["<dataObject id='d' name='limit' itemSubjectRef='xsd:int'{a}>{x}</dataObject>"]),
        "lane" => of(&[
            "<laneSet id='ls'><lane id='la' name='Shop'{a}>{x}<flowNodeRef>a</flowNodeRef></lane></laneSet><task id='a'/>",
        ]),
        "globalUserTask" => of(&["<globalUserTask id='gt'{a}>{x}</globalUserTask>||<callActivity id='a' calledElement='gt'/>"]),
        "globalBusinessRuleTask" => of(&[
            "<globalBusinessRuleTask id='gt' weir:decision='d'{a}>{x}</globalBusinessRuleTask>||<callActivity id='a' \
             calledElement='gt'/>",
            "<globalBusinessRuleTask id='gt' weir:type='w'{a}>{x}</globalBusinessRuleTask>||<callActivity id='a' \
             calledElement='gt'/>",
        ]),
        "globalScriptTask" => ["feel", "groovy", "javascript"]
            .map(|language| {
                format!(
                    "<globalScriptTask id='gt' scriptLanguage='{language}'{{a}}>{{x}}<script>1 + 1</script></globalScriptTask>||\
                     <callActivity id='a' calledElement='gt'/>"
                )
            })
            .to_vec(),
        _ => vec![],
    }
}
