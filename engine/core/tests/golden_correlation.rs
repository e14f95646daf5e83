//! Golden traces of correlation keys as the standard writes them (BPMN 8.4.2). Update with `UPDATE_EXPECT=1`.
use crate::common::Run;
use expect_test::{Expect, expect};
use weir_core::compile::{Prepared, prepare};

/// Messages `order`, `paid` and `sent`; keys `byOrder`, of one property, and `byCustomer`, of two.
const ROOTS: &str = "<message id='o' name='order'/><message id='p' name='paid'/><message id='t' name='sent'/>\
    <correlationProperty id='number'><correlationPropertyRetrievalExpression messageRef='o'><messagePath>order.number\
    </messagePath></correlationPropertyRetrievalExpression><correlationPropertyRetrievalExpression messageRef='p'><messagePath>\
    number</messagePath></correlationPropertyRetrievalExpression></correlationProperty>\
    <correlationProperty id='parcel'><correlationPropertyRetrievalExpression messageRef='t'><messagePath>parcel</messagePath>\
    </correlationPropertyRetrievalExpression><correlationPropertyRetrievalExpression messageRef='p'><messagePath>parcel\
    </messagePath></correlationPropertyRetrievalExpression></correlationProperty>\
    <correlationProperty id='place'><correlationPropertyRetrievalExpression messageRef='t'><messagePath>place</messagePath>\
    </correlationPropertyRetrievalExpression><correlationPropertyRetrievalExpression messageRef='p'><messagePath>place\
    </messagePath></correlationPropertyRetrievalExpression></correlationProperty>\
    <collaboration id='c'><participant id='us' processRef='x'/><correlationKey id='byOrder'><correlationPropertyRef>number\
    </correlationPropertyRef></correlationKey><correlationKey id='byParcel'><correlationPropertyRef>parcel\
    </correlationPropertyRef><correlationPropertyRef>place</correlationPropertyRef></correlationKey></collaboration>";

fn catch(id: &str, message: &str) -> String {
    format!(
        "<intermediateCatchEvent id='{id}'><messageEventDefinition messageRef='{message}'/></intermediateCatchEvent>"
    )
}

fn throw(id: &str, message: &str, inputs: &str) -> String {
    format!(
        "<intermediateThrowEvent id='{id}'><extensionElements>{inputs}</extensionElements><messageEventDefinition \
         messageRef='{message}'/></intermediateThrowEvent>"
    )
}

fn input(source: &str, target: &str) -> String {
    format!("<weir:input source='= {source}' target='{target}'/>")
}

fn file(inside: &str, ways: &str) -> Prepared {
    let ids: Vec<&str> = ways.split_whitespace().collect();
    let flow = |pair: &[&str]| format!("<sequenceFlow id='f_{0}' sourceRef='{0}' targetRef='{1}'/>", pair[0], pair[1]);
    let flows: String = ids.windows(2).map(flow).collect();
    let text = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' targetNamespace='t'>\
         {ROOTS}<process id='x' isExecutable='true'>{inside}{flows}</process></definitions>"
    );
    prepare(text.as_bytes())
}

fn check(inside: &str, ways: &str, commands: &str, expected: &Expect) {
    let prepared = file(inside, ways);
    assert_eq!(prepared.processes.len(), 1, "{:#?}", prepared.problems);
    let mut run = Run::new(&prepared.processes[0]);
    commands.split(';').for_each(|command| run.command(command.trim()));
    expected.assert_eq(&run.trace);
}

fn codes(inside: &str, ways: &str) -> Vec<String> {
    let found = file(inside, ways).problems;
    found.iter().filter(|p| p.code.starts_with("correlation")).map(|p| p.code.clone()).collect()
}

#[test]
fn the_first_message_fills_the_key_and_later_ones_must_match_it() {
    let inside = format!(
        "<startEvent id='s'/>{}{}<endEvent id='e'/>",
        throw("ask", "o", &input("{ number: n }", "order")),
        catch("paid", "p")
    );
    check(
        &inside,
        "s ask paid e",
        r#"start {"n": 7}; message paid {"number": 7}"#,
        &expect![[r#"
        > start {"n": 7}
          enter s
          s completed: f_s
          enter ask
          ask.order = {"number":7}
          key byOrder is 7 in #0
          ask throws message order 7
          ask completed: f_ask
          enter paid
          paid waits for message paid of 7
        > message paid {"number": 7}
          x.number = 7
          paid completed: f_paid
          enter e
          e completed
          x completed
          process Completed
    "#]],
    );
}

#[test]
fn a_message_without_its_key_is_an_incident_that_names_the_property() {
    let inside =
        format!("<startEvent id='s'/>{}<endEvent id='e'/>", throw("ask", "o", &input("{ number: n }", "order")));
    check(
        &inside,
        "s ask e",
        r#"start {"n": null}; set {"n": "A"}; resolve ask"#,
        &expect![[r#"
        > start {"n": null}
          enter s
          s completed: f_s
          enter ask
          ask.order = {"number":null}
          ask incident value-missing: the correlation property `number` in message `order` is empty: `order.number` gives no text
        > set {"n": "A"}
          x.n = "A"
        > resolve ask
          ask incident resolved
          ask.order = {"number":"A"}
          key byOrder is A in #0
          ask throws message order A
          ask completed: f_ask
          enter e
          e completed
          x completed
          process Completed
    "#]],
    );
}

#[test]
fn a_start_message_fills_the_key_of_the_instance_it_starts() {
    let inside = format!(
        "<startEvent id='s'><messageEventDefinition messageRef='o'/></startEvent>{}<endEvent id='e'/>",
        catch("paid", "p")
    );
    check(
        &inside,
        "s paid e",
        r#"start s message order {"order": {"number": "A"}}"#,
        &expect![[r#"
        > start s message order {"order": {"number": "A"}}
          key byOrder is A in #0
          triggered s
          s completed: f_s
          enter paid
          paid waits for message paid of A
    "#]],
    );
}

#[test]
fn what_waits_for_any_conversation_follows_the_first_that_is_heard_and_hears_the_next_itself() {
    // While `first` waits, the event sub-process waits for a payment of any order.
    let inside = format!(
        "<startEvent id='s'/>{}<userTask id='u'/>{}<endEvent id='e'/><subProcess id='aside' triggeredByEvent='true'>\
         <startEvent id='as' isInterrupting='false'><messageEventDefinition messageRef='p'/></startEvent></subProcess>",
        catch("first", "o"),
        catch("again", "o"),
    );
    let commands = r#"start; message order {"order": {"number": "A"}}; message paid {"number": "A"}; complete u"#;
    check(
        &inside,
        "s first u again e",
        commands,
        &expect![[r#"
        > start
          x waits for message paid (aside)
          enter s
          s completed: f_s
          enter first
          first waits for message order
        > message order {"order": {"number": "A"}}
          key byOrder is A in #0
          x now waits for message paid of A (aside)
          x.order = {"number":"A"}
          first completed: f_first
          enter u
          u waits for user task
        > message paid {"number": "A"}
          triggered aside
          triggered as
          x.number = "A"
          as completed
          aside completed
        > complete u
          u completed: f_u
          enter again
          again waits for message order of A
    "#]],
    );
}

#[test]
fn a_message_that_carries_two_keys_goes_by_the_first_and_fills_the_second() {
    let inside = format!(
        "<startEvent id='s'/>{}{}{}<endEvent id='e'/>",
        throw("ask", "o", &input("{ number: n }", "order")),
        catch("paid", "p"),
        catch("got", "t")
    );
    let commands = r#"start {"n": "A"}; message paid {"number": "A", "parcel": 3, "place": "hall"}; message sent {}"#;
    check(
        &inside,
        "s ask paid got e",
        commands,
        &expect![[r#"
        > start {"n": "A"}
          enter s
          s completed: f_s
          enter ask
          ask.order = {"number":"A"}
          key byOrder is A in #0
          ask throws message order A
          ask completed: f_ask
          enter paid
          paid waits for message paid of A
        > message paid {"number": "A", "parcel": 3, "place": "hall"}
          key byParcel is ["3","hall"] in #0
          x.number = "A"
          x.parcel = 3
          x.place = "hall"
          paid completed: f_paid
          enter got
          got waits for message sent of ["3","hall"]
        > message sent {}
          got completed: f_got
          enter e
          e completed
          x completed
          process Completed
    "#]],
    );
    // Nobody knows the order yet, and a payment does not go by the parcel.
    let inside = format!("<startEvent id='s'/>{}{}<endEvent id='e'/>", catch("got", "t"), catch("paid", "p"));
    check(
        &inside,
        "s got paid e",
        r#"start; message sent {"parcel": 3, "place": "hall"}"#,
        &expect![[r#"
        > start
          enter s
          s completed: f_s
          enter got
          got waits for message sent
        > message sent {"parcel": 3, "place": "hall"}
          key byParcel is ["3","hall"] in #0
          x.parcel = 3
          x.place = "hall"
          got completed: f_got
          enter paid
          paid incident value-missing: the correlation key `byOrder`, while `byParcel` is known, is empty: `number` gives no text
    "#]],
    );
}

#[test]
fn each_instance_of_a_repeated_sub_process_has_conversations_of_its_own() {
    let inside = format!(
        "<startEvent id='s'/><subProcess id='one'><multiInstanceLoopCharacteristics weir:collection='= orders' \
         weir:elementVariable='n'/><startEvent id='i'/>{}{}<sequenceFlow id='g1' sourceRef='i' targetRef='ask'/>\
         <sequenceFlow id='g2' sourceRef='ask' targetRef='paid'/></subProcess><endEvent id='e'/>",
        throw("ask", "o", &input("{ number: n }", "order")),
        catch("paid", "p")
    );
    check(
        &inside,
        "s one e",
        r#"start {"orders": ["A", "B"]}"#,
        &expect![[r#"
        > start {"orders": ["A", "B"]}
          enter s
          s completed: f_s
          enter one#multiInstanceBody
          one#multiInstanceBody: 2 instances
          enter one with loopCounter=1, n="A"
          enter one with loopCounter=2, n="B"
          enter i
          enter i
          i completed: g1
          i completed: g1
          enter ask
          ask.order = {"number":"A"}
          key byOrder is A in #3
          ask throws message order A
          enter ask
          ask.order = {"number":"B"}
          key byOrder is B in #4
          ask throws message order B
          ask completed: g2
          ask completed: g2
          enter paid
          paid waits for message paid of A
          enter paid
          paid waits for message paid of B
    "#]],
    );
}

#[test]
fn a_subscription_follows_the_data_of_the_instance() {
    let inside = format!(
        "<correlationSubscription id='cs' correlationKeyRef='byOrder'><correlationPropertyBinding \
         correlationPropertyRef='number'><dataPath>mine</dataPath></correlationPropertyBinding></correlationSubscription>\
         <startEvent id='s'/>{}<endEvent id='e'/>",
        catch("paid", "p")
    );
    let commands = r#"start {"mine": null}; set {"mine": 7}; set {"mine": "B"}; message paid {"number": "B"}"#;
    check(
        &inside,
        "s paid e",
        commands,
        &expect![[r#"
        > start {"mine": null}
          enter s
          s completed: f_s
          enter paid
          paid waits for message paid of 
        > set {"mine": 7}
          x.mine = 7
          paid now waits for message paid of 7
        > set {"mine": "B"}
          x.mine = "B"
          paid now waits for message paid of B
        > message paid {"number": "B"}
          x.number = "B"
          paid completed: f_paid
          enter e
          e completed
          x completed
          process Completed
    "#]],
    );
}

#[test]
fn our_own_key_goes_before_that_of_the_standard() {
    let own = "<intermediateCatchEvent id='paid'><messageEventDefinition messageRef='p' weir:correlationKey='= own'/>\
        </intermediateCatchEvent>";
    check(
        &format!("<startEvent id='s'/>{own}<endEvent id='e'/>"),
        "s paid e",
        r#"start {"own": "mine"}"#,
        &expect![[r#"
        > start {"own": "mine"}
          enter s
          s completed: f_s
          enter paid
          paid waits for message paid of mine
    "#]],
    );
}

#[test]
fn a_key_that_no_message_carries_and_a_subscription_without_data_are_told() {
    let inside = format!("<startEvent id='s'/>{}<endEvent id='e'/>", catch("paid", "p"));
    assert_eq!(codes(&inside, "s paid e"), [""; 0]);
    let without = "<correlationSubscription id='cs' correlationKeyRef='byOrder'/>";
    assert_eq!(codes(&format!("{without}{inside}"), "s paid e"), ["correlation-binding-missing"]);
    let unused = prepare(
        b"<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'><message id='m' name='m'/>\
          <correlationProperty id='a'><correlationPropertyRetrievalExpression messageRef='m'><messagePath>a</messagePath>\
          </correlationPropertyRetrievalExpression></correlationProperty><correlationProperty id='b'/><collaboration id='c'>\
          <correlationKey id='k'><correlationPropertyRef>a</correlationPropertyRef><correlationPropertyRef>b\
          </correlationPropertyRef></correlationKey></collaboration></definitions>",
    );
    assert!(
        unused
            .problems
            .iter()
            .any(|p| p.code == "correlation-unused" && p.element.as_ref().is_some_and(|e| e.as_str() == "k"))
    );
}
