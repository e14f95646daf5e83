//! JUEL: values, coercion, faults and refusals, as one table each.
use expect_test::{Expect, expect};
use serde_json::{Value, json};
use weir_core::expression::Variables;
use weir_core::juel::{Fact, Juel, bean};

struct Data(Value);

impl Variables for Data {
    fn get(&self, name: &str) -> Option<std::borrow::Cow<'_, Value>> {
        self.0.get(name).map(std::borrow::Cow::Borrowed)
    }

    fn fact(&self, fact: Fact) -> Option<Value> {
        matches!(fact, Fact::BusinessKey).then(|| json!("order-7"))
    }
}

fn data() -> Data {
    Data(json!({
        "name": "Li", "nothing": null, "five": 5, "half": 0.5, "yes": true, "text": "5", "blank": "",
        "order": {"lines": [{"price": 2.5}, {"price": 4}], "open": true, "customer": null},
        "list": ["a", "b"], "json": "{\"k\": [1]}",
    }))
}

fn value(text: &str) -> String {
    match Juel::compile(text) {
        Err(refusal) => format!("refused {}: {refusal}", refusal.code()),
        Ok(juel) => match juel.evaluate(&data(), "2026-01-31T09:30:00Z".parse().unwrap()) {
            Ok(value) => value.to_string(),
            Err(fault) => format!("{}: {fault}", fault.code()),
        },
    }
}

fn check(texts: &[&str], expected: &Expect) {
    let lines: Vec<String> = texts.iter().map(|text| format!("{text} -> {}", value(text))).collect();
    expected.assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn paths_and_texts() {
    check(
        &[
            "${name}",
            "#{ order.lines[1].price }",
            "${order['lines'][0]['price']}",
            "${order.missing}",
            "${order.customer.name}",
            "${list[7]}",
            "Hello ${name}, ${five} and ${nothing}.",
            r"\${name} ${name}",
            "${'it\\'s'}",
            "${order.isOpen()}",
            "${order.getLines().size()}",
            "${missing}",
            "${name.first}",
        ],
        &expect![[r#"
            ${name} -> "Li"
            #{ order.lines[1].price } -> 4
            ${order['lines'][0]['price']} -> 2.5
            ${order.missing} -> null
            ${order.customer.name} -> null
            ${list[7]} -> null
            Hello ${name}, ${five} and ${nothing}. -> "Hello Li, 5 and ."
            \${name} ${name} -> "${name} Li"
            ${'it\'s'} -> "it's"
            ${order.isOpen()} -> true
            ${order.getLines().size()} -> 2
            ${missing} -> juel-missing-variable: variable `missing` is missing, in `${missing}`
            ${name.first} -> juel-type: `name.first`: a text has no `first`, in `${name.first}`
        "#]],
    );
}

#[test]
fn operators_and_coercion() {
    check(
        &[
            "${nothing > 5}",
            "${nothing <= nothing}",
            "${nothing == null}",
            "${five == '5'}",
            "${five == 5.0}",
            "${yes == 'TRUE'}",
            "${five == 'x'}",
            "${'b' gt 'a'}",
            "${order == order}",
            "${empty blank and not empty list}",
            "${nothing || yes && !nothing}",
            "${five}",
            "${five + text * 2}",
            "${7 / 2}",
            "${7 mod 2 - -1}",
            "${1 / 0}",
            "${1 % 0}",
            "${9223372036854775807 + 1}",
            "${five > 3 ? 'much' : 'little'}",
            "${list > 3}",
            "${!list}",
        ],
        &expect![[r#"
            ${nothing > 5} -> false
            ${nothing <= nothing} -> true
            ${nothing == null} -> true
            ${five == '5'} -> true
            ${five == 5.0} -> true
            ${yes == 'TRUE'} -> true
            ${five == 'x'} -> juel-type: `five == 'x'`: `x` is not a number, in `${five == 'x'}`
            ${'b' gt 'a'} -> true
            ${order == order} -> true
            ${empty blank and not empty list} -> true
            ${nothing || yes && !nothing} -> true
            ${five} -> 5
            ${five + text * 2} -> 15
            ${7 / 2} -> 3.5
            ${7 mod 2 - -1} -> 2
            ${1 / 0} -> juel-type: `1 / 0`: the result is not a finite number, in `${1 / 0}`
            ${1 % 0} -> juel-type: `1 % 0`: division by zero, in `${1 % 0}`
            ${9223372036854775807 + 1} -> juel-type: `9223372036854775807 + 1`: the result does not fit 64 bits, in `${9223372036854775807 + 1}`
            ${five > 3 ? 'much' : 'little'} -> "much"
            ${list > 3} -> juel-type: `list > 3`: a list is not a number, in `${list > 3}`
            ${!list} -> juel-type: `list`: a list is not true or false, in `${!list}`
        "#]],
    );
}

#[test]
fn methods_and_functions() {
    check(
        &[
            "${execution.getVariable('five') == 5}",
            "${execution.getVariable('missing') == null}",
            "${execution.hasVariable('missing')}",
            "${execution.processBusinessKey}",
            "${execution.getProcessBusinessKey()}",
            "${name.equals('Li') && name.toLowerCase().startsWith('l')}",
            "${execution.getVariable('missing').equals('x')}",
            "${'naïve'.length()}",
            "${'abc'.substring(1, 2)}",
            "${'abc'.substring(2, 1)}",
            "${list.contains('a') && list.size() == 2}",
            "${list.get(2)}",
            "${dateTime().plusMonths(1).toDate()}",
            "${now()}",
            "${dateTime().plusDays(1) > now()}",
            "${dateTime().minusWeeks(1).withTimeAtStartOfDay().toDate()}",
            "${S(json).prop('k').elements().size()}",
            "${order.prop('lines').elements().get(0).prop('price').numberValue()}",
            "${var:getOrDefault(missing, false)}",
            "${vars:exists('five') ? variables:get(five) : 0}",
            "${variables:contains(list, 'a', 'b')}",
            "${variables:gt(missing, 3)}",
        ],
        &expect![[r#"
            ${execution.getVariable('five') == 5} -> true
            ${execution.getVariable('missing') == null} -> true
            ${execution.hasVariable('missing')} -> false
            ${execution.processBusinessKey} -> "order-7"
            ${execution.getProcessBusinessKey()} -> "order-7"
            ${name.equals('Li') && name.toLowerCase().startsWith('l')} -> true
            ${execution.getVariable('missing').equals('x')} -> juel-null: `execution.getVariable('missing').equals('x')` is a call on null, in `${execution.getVariable('missing').equals('x')}`
            ${'naïve'.length()} -> 5
            ${'abc'.substring(1, 2)} -> "b"
            ${'abc'.substring(2, 1)} -> juel-type: `'abc'.substring(2, 1)`: the end lies before the start, in `${'abc'.substring(2, 1)}`
            ${list.contains('a') && list.size() == 2} -> true
            ${list.get(2)} -> juel-type: `list.get(2)`: the list has 2 items, and none at 2, in `${list.get(2)}`
            ${dateTime().plusMonths(1).toDate()} -> "2026-02-28T09:30:00.000Z"
            ${now()} -> "2026-01-31T09:30:00.000Z"
            ${dateTime().plusDays(1) > now()} -> true
            ${dateTime().minusWeeks(1).withTimeAtStartOfDay().toDate()} -> "2026-01-24T00:00:00.000Z"
            ${S(json).prop('k').elements().size()} -> 1
            ${order.prop('lines').elements().get(0).prop('price').numberValue()} -> 2.5
            ${var:getOrDefault(missing, false)} -> false
            ${vars:exists('five') ? variables:get(five) : 0} -> 5
            ${variables:contains(list, 'a', 'b')} -> true
            ${variables:gt(missing, 3)} -> false
        "#]],
    );
}

#[test]
fn dates_compare_as_times() {
    check(
        &[
            "${dateTime() > '2026-01-31T10:00:00Z'}",
            "${'2026-01-31T17:00:00+08:00' < dateTime()}",
            "${'2026-01-31T17:00:00+08:00' < '2026-01-31T10:00:00Z'}",
            "${'2026-01-31T18:00:00+08:00' == '2026-01-31T10:00:00Z'}",
            "${'2026-02-01' > now()}",
            "${now() > 'soon'}",
            "${now() == null}",
            "${'20260131' < '3'}",
            "${execution.getVariable('missing') < now()}",
            "${'2026-02-01'.before(now())}",
            "${now().isAfter('2026-01-31')}",
            "${'2026-01-31'.plusDays(1).toDate()}",
            "${now().getDayOfWeek() == 6 && now().getHourOfDay() == 9}",
            "${var:lt(missing, 3) || variables:gt(five, 4)}",
            "${'a,b,,'.split(',').size()}",
            "${'a.b'.split('.')}",
            "${list.subList(0, 1)}",
            "${task.getVariable('five') + 1}",
            "${task.name}",
            "${authenticatedUserId == null}",
        ],
        &expect![[r#"
            ${dateTime() > '2026-01-31T10:00:00Z'} -> false
            ${'2026-01-31T17:00:00+08:00' < dateTime()} -> true
            ${'2026-01-31T17:00:00+08:00' < '2026-01-31T10:00:00Z'} -> true
            ${'2026-01-31T18:00:00+08:00' == '2026-01-31T10:00:00Z'} -> true
            ${'2026-02-01' > now()} -> true
            ${now() > 'soon'} -> juel-type: `now() > 'soon'`: `soon` is no point in time, in `${now() > 'soon'}`
            ${now() == null} -> false
            ${'20260131' < '3'} -> true
            ${execution.getVariable('missing') < now()} -> false
            ${'2026-02-01'.before(now())} -> false
            ${now().isAfter('2026-01-31')} -> true
            ${'2026-01-31'.plusDays(1).toDate()} -> "2026-02-01T00:00:00.000Z"
            ${now().getDayOfWeek() == 6 && now().getHourOfDay() == 9} -> true
            ${var:lt(missing, 3) || variables:gt(five, 4)} -> true
            ${'a,b,,'.split(',').size()} -> 2
            ${'a.b'.split('.')} -> []
            ${list.subList(0, 1)} -> ["a"]
            ${task.getVariable('five') + 1} -> 6
            ${task.name} -> null
            ${authenticatedUserId == null} -> true
        "#]],
    );
}

#[test]
fn refusals_say_where() {
    check(
        &[
            "${",
            "${a b}",
            "${a +}",
            "${'a}",
            "${a} #{b}",
            "${mailer.send(order)}",
            "${execution.getEngineServices()}",
            "${execution}",
            "${task.assignee}",
            "${list.contains(execution)}",
            "${unknown(5)}",
            "${execution.setVariable('x', 1)}",
            "${currentUserGroups()}",
            "${99999999999999999999}",
            "${a instanceof b}",
        ],
        &expect![[r"
            ${ -> refused juel-syntax: not a JUEL expression, look at line 1, column 3: the closing `}` is missing
            ${a b} -> refused juel-syntax: not a JUEL expression, look at line 1, column 5: this is one word too many
            ${a +} -> refused juel-syntax: not a JUEL expression, look at line 1, column 6: a value is wanted here
            ${'a} -> refused juel-syntax: not a JUEL expression, look at line 1, column 3: the text has no closing quote
            ${a} #{b} -> refused juel-mixed: `${…}` and `#{…}` cannot stand in one text; use one of them
            ${mailer.send(order)} -> refused juel-unknown-call: `mailer.send(order)` calls Java code, which does not run here; let a service task do it before and use its result, or write FEEL after `=`
            ${execution.getEngineServices()} -> refused juel-unknown-call: `execution.getEngineServices()` calls Java code, which does not run here; let a service task do it before and use its result, or write FEEL after `=`
            ${execution} -> refused juel-unknown-object: `execution` stands for an object of the other engine, of which only its variables, its ids and its business key is known here
            ${task.assignee} -> null
            ${list.contains(execution)} -> refused juel-unknown-object: `execution` stands for an object of the other engine, of which only its variables, its ids and its business key is known here
            ${unknown(5)} -> refused juel-unknown-function: there is no function `unknown` here; let a service task do it before and use its result
            ${execution.setVariable('x', 1)} -> refused juel-unknown-call: `execution.setVariable('x', 1)` calls Java code, which does not run here; let a service task do it before and use its result, or write FEEL after `=`
            ${currentUserGroups()} -> refused juel-unknown-function: there is no function `currentUserGroups` here; let a service task do it before and use its result
            ${99999999999999999999} -> refused juel-syntax: not a JUEL expression, look at line 1, column 3: the number is too large
            ${a instanceof b} -> refused juel-syntax: not a JUEL expression, look at line 1, column 5: this is one word too many
        "]],
    );
}

#[test]
fn names_that_are_read_are_known() {
    let juel = Juel::compile("${a.b[c] > execution.getVariable('d') || var:exists(e)}").unwrap();
    assert_eq!(juel.variables().iter().collect::<Vec<_>>(), ["a", "c", "d", "e"]);
    assert_eq!(juel.required().iter().collect::<Vec<_>>(), ["a", "c"]);
    assert!(!juel.reads_by_data());
    assert!(Juel::compile("${execution.getVariable(name)}").unwrap().reads_by_data());
}

#[test]
fn beans_are_named_after_their_call() {
    let names = |text: &str| bean(text).map(|bean| bean.name);
    assert_eq!(names("${mailer}").as_deref(), Some("mailer"));
    assert_eq!(names(" ${ mail.service.send( order, ')' ) } ").as_deref(), Some("mail.service.send"));
    for none in
        ["mailer", "${a} ${b}", "${a.b(c) == d}", "${execution.setVariable('a', 1)}", "${a + b}", "${}", "${a(b}"]
    {
        assert_eq!(names(none), None, "{none}");
    }
}

#[test]
fn limits_have_names() {
    let deep = |n: usize| format!("${{{}1{}}}", "(".repeat(n), ")".repeat(n));
    assert_eq!(Juel::compile(&deep(40)).map(|_| ()), Ok(()));
    for too_deep in
        [deep(60), deep(5_000), format!("${{{}1}}", "!".repeat(5_000)), format!("${{1{}}}", "+1".repeat(5_000))]
    {
        assert_eq!(Juel::compile(&too_deep).unwrap_err().code(), "juel-too-deep");
    }
    assert_eq!(Juel::compile(&format!("${{'{}'}}", "a".repeat(20_000))).unwrap_err().code(), "juel-too-long");
    let long = format!("${{a{}}}", ".concat(a)".repeat(40));
    let fault =
        Juel::compile(&long).unwrap().evaluate(&Data(json!({"a": "x".repeat(100_000)})), jiff::Timestamp::UNIX_EPOCH);
    assert_eq!(fault.unwrap_err().code(), "juel-too-large");
}

#[test]
fn texts_have_the_patterns_of_java() {
    check(
        &[
            "${'AB-12'.matches('[A-Z]+-\\\\d+')}",
            "${'xAB-12'.matches('[A-Z]+-\\\\d+')}",
            "${'a1b22'.replaceAll('[0-9]+', '#')}",
            "${'a1b22'.replaceAll('([a-z])([0-9])', '$2$1')}",
            "${'a1b22'.replaceFirst('[0-9]', '')}",
            "${'a.b'.replaceAll('\\\\.', '\\\\$')}",
            "${'a1b'.replaceAll('1', '$1')}",
            "${'a, b;c'.split('[,;]\\\\s*')}",
            "${'a,b,,'.split(',')}",
            "${'a,b,,'.split(',', -1)}",
            "${'a,b,c'.split(',', 2)}",
            "${'abc'.split('')}",
            "${'a|b'.split('\\\\|')}",
            "${'abcabc'.indexOf('c', 3)}",
            "${'Done'.name() == 'Done'}",
            "${list.lastIndexOf('b')}",
            "${name.matches('(')}",
            "${name.matches('(?=L)Li')}",
            "${name.matches(json)}",
        ],
        &expect![[r#"
            ${'AB-12'.matches('[A-Z]+-\\d+')} -> true
            ${'xAB-12'.matches('[A-Z]+-\\d+')} -> false
            ${'a1b22'.replaceAll('[0-9]+', '#')} -> "a#b#"
            ${'a1b22'.replaceAll('([a-z])([0-9])', '$2$1')} -> "1a2b2"
            ${'a1b22'.replaceFirst('[0-9]', '')} -> "ab22"
            ${'a.b'.replaceAll('\\.', '\\$')} -> "a$b"
            ${'a1b'.replaceAll('1', '$1')} -> juel-type: `'a1b'.replaceAll('1', '$1')`: `$1` cannot be put instead, in `${'a1b'.replaceAll('1', '$1')}`
            ${'a, b;c'.split('[,;]\\s*')} -> ["a","b","c"]
            ${'a,b,,'.split(',')} -> ["a","b"]
            ${'a,b,,'.split(',', -1)} -> ["a","b","",""]
            ${'a,b,c'.split(',', 2)} -> ["a","b,c"]
            ${'abc'.split('')} -> ["a","b","c"]
            ${'a|b'.split('\\|')} -> ["a","b"]
            ${'abcabc'.indexOf('c', 3)} -> 5
            ${'Done'.name() == 'Done'} -> true
            ${list.lastIndexOf('b')} -> 1
            ${name.matches('(')} -> refused juel-unknown-call: `name.matches('(')` calls Java code, which does not run here; let a service task do it before and use its result, or write FEEL after `=`
            ${name.matches('(?=L)Li')} -> refused juel-unknown-call: `name.matches('(?=L)Li')` calls Java code, which does not run here; let a service task do it before and use its result, or write FEEL after `=`
            ${name.matches(json)} -> juel-type: `name.matches(json)`: `{"k": [1]}` is no regular expression that can be used here, in `${name.matches(json)}`
        "#]],
    );
}
