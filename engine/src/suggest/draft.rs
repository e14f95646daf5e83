//! From the edit of a suggestion to drafts: the model with the edit carried out, the decision table it calls, or a word in the
//! model where the edit is for people.
//!
//! This file is long because each kind of edit comes to a change of its own, and all of them stand side by side here.
//!
//! Whatever an edit comes to is checked like a deployment before it becomes a draft: one that does not compile is left to
//! people, with the reason.
use crate::api::{FoundSuggestion, NewModel, Suggestion};
use crate::error::Error;
use crate::projection::Release;
use crate::shell::Shell;
use std::collections::BTreeMap;
use std::fmt::Write;
use weir_core::exchange::{NoRedesign, Redesign, redesign};
use weir_core::{ElementId, Severity};
use weir_mining::suggest::{Condition, DecisionRow, Edit, Test};

/// A word for the model, in characters.
const NOTE_CHARS_MAX: usize = 4_000;

/// The drafts of a suggestion.
#[derive(Debug)]
pub struct Drafted {
    /// The model, then the decision it calls; nothing where the model stays as it is.
    pub drafts: Vec<NewModel>,
    /// Why the edit is left to people, by code.
    pub by_hand: Option<String>,
}

/// Carries the edit of a suggestion out on the latest version of its process. `decided_by` says for each step which variable
/// takes its decision; `name` is what the draft is called, `note` a word for where the edit is left to people.
pub fn draft(
    shell: &Shell,
    release: &Release,
    suggestion: &Suggestion,
    decided_by: &BTreeMap<String, String>,
    name: &str,
    note: Option<&str>,
) -> Result<Drafted, Error> {
    let text = text_of(shell, release)?;
    let process = ElementId::from(release.definition.process.as_str());
    let what = match wanted(&suggestion.found, decided_by) {
        Wanted::Outside => return Ok(Drafted { drafts: vec![], by_hand: Some("outside-model".to_owned()) }),
        Wanted::People(code) => Err(code.to_owned()),
        Wanted::Redesign(change, table) => match redesign(&text, &process, &change, &suggestion.id) {
            Ok(changed) => Ok((changed, table)),
            Err(NoRedesign::NoProcess { .. } | NoRedesign::NoElement { .. }) => {
                let message = "the model has changed since the search: look for suggestions again";
                return Err(Error::invalid("suggestion-outdated", message));
            }
            Err(no) => Err(no.code().to_owned()),
        },
    };
    let what =
        what.and_then(
            |(text, table)| {
                if is_sound(shell, &text) { Ok((text, table)) } else { Err("redesign-not-sound".to_owned()) }
            },
        );
    let comment = Some(format!("{} ({})", suggestion.id, release.definition.id));
    match what {
        Ok((text, table)) => {
            let mut drafts = vec![NewModel { name: name.to_owned(), text, comment: comment.clone() }];
            drafts.extend(table.map(|(id, text)| NewModel { name: format!("{name}: {id}"), text, comment }));
            Ok(Drafted { drafts, by_hand: None })
        }
        Err(code) => {
            let says: String = match note.filter(|note| !note.trim().is_empty()) {
                Some(note) => note.chars().filter(|c| !c.is_control() || *c == '\n').take(NOTE_CHARS_MAX).collect(),
                None => in_words(&suggestion.found),
            };
            let element = suggestion.found.evidence.node.as_deref().map(ElementId::from);
            let change = Redesign::Note { element, says };
            let outdated = |no: NoRedesign| Error::invalid("suggestion-outdated", no.to_string());
            let text = redesign(&text, &process, &change, &suggestion.id).map_err(outdated)?;
            Ok(Drafted { drafts: vec![NewModel { name: name.to_owned(), text, comment }], by_hand: Some(code) })
        }
    }
}

/// The latest version with a flow that no case takes, to be simulated; none where the flow has no condition of its own.
pub fn closed(shell: &Shell, release: &Release, flow: &str, suggestion: &str) -> Result<Option<String>, Error> {
    let process = ElementId::from(release.definition.process.as_str());
    let change = Redesign::Condition { flow: ElementId::from(flow), says: "= false".to_owned() };
    let changed = redesign(&text_of(shell, release)?, &process, &change, suggestion);
    Ok(changed.ok().filter(|text| is_sound(shell, text)))
}

fn text_of(shell: &Shell, release: &Release) -> Result<String, Error> {
    let bytes = shell.catalogue.file(release)?;
    String::from_utf8(bytes).map_err(|_| Error::invalid("not-utf-8", "the deployed model is no UTF-8 text"))
}

/// Does it compile without an error?
fn is_sound(shell: &Shell, text: &str) -> bool {
    (shell.prepare)(text.as_bytes()).problems.iter().all(|problem| problem.severity != Severity::Error)
}

/// What an edit comes to.
enum Wanted {
    /// A change of the file, and a decision table beside it: id and file.
    Redesign(Redesign, Option<(String, String)>),
    /// It is left to people, for this reason.
    People(&'static str),
    /// It is no matter of the model: people, roles, habits.
    Outside,
}

fn wanted(found: &FoundSuggestion, decided_by: &BTreeMap<String, String>) -> Wanted {
    let id = |text: &str| ElementId::from(text);
    // FEEL would read `order-type` as a difference: what is called so cannot be asked for.
    if asked(&found.edit).any(|attribute| !is_plain(attribute)) {
        return Wanted::People("edit-of-a-name");
    }
    let decided = |task: &str, outcome: &str| decided_by.get(task).map(|variable| (variable.clone(), literal(outcome)));
    match &found.edit {
        Edit::Parallelise { first, second } => {
            Wanted::Redesign(Redesign::Parallelise { first: id(first), second: id(second) }, None)
        }
        Edit::RemoveTask { task, outcome, .. } => {
            let decided = decided(task, outcome);
            Wanted::Redesign(Redesign::Pass { task: id(task), when: None, decided }, None)
        }
        Edit::AutoDecide { task, when, outcome, .. } => {
            let (decided, when) = (decided(task, outcome), Some(all(when)));
            Wanted::Redesign(Redesign::Pass { task: id(task), when, decided }, None)
        }
        Edit::ChangeThreshold { decision, input, to, .. } => {
            let says = format!("{input} > {}", number(*to));
            Wanted::Redesign(Redesign::Condition { flow: id(decision), says }, None)
        }
        Edit::Reorder { to, .. } => {
            Wanted::Redesign(Redesign::Reorder { to: to.iter().map(|step| id(step)).collect() }, None)
        }
        Edit::SetDueDate { task, due, reminder } => {
            let remind = reminder.map(duration);
            Wanted::Redesign(Redesign::Due { task: id(task), after: duration(*due), remind }, None)
        }
        Edit::MergeTasks { tasks } => match tasks.as_slice() {
            [first, second] => Wanted::Redesign(Redesign::Merge { first: id(first), second: id(second) }, None),
            _ => Wanted::People("edit-of-many-steps"),
        },
        Edit::AutomateTask { task, table } => match decided_by.get(task) {
            Some(result) => {
                let decision = format!("{task}_decision");
                let file = decision_table(&decision, result, table);
                let change = Redesign::Decide { task: id(task), decision: decision.clone(), result: result.clone() };
                Wanted::Redesign(change, Some((decision, file)))
            }
            None => Wanted::People("edit-without-variable"),
        },
        Edit::CopyData { task, copies } => match copies.as_slice() {
            [one] => {
                let decided = Some((one.to.clone(), one.from.clone()));
                Wanted::Redesign(Redesign::Pass { task: id(task), when: None, decided }, None)
            }
            _ => Wanted::People("edit-of-many-variables"),
        },
        Edit::AddStaff { .. } | Edit::ShareQueue { .. } | Edit::ChangeBatch { .. } | Edit::NarrowRole { .. } => {
            Wanted::Outside
        }
        Edit::MoveCheck { .. } | Edit::AddControl { .. } => Wanted::People("edit-of-a-form"),
        Edit::SamePerson { .. } | Edit::FourEyes { .. } => Wanted::People("edit-of-who-is-asked"),
        Edit::Triage { .. } | Edit::ReviewFlow { .. } | Edit::CombineMessages { .. } | Edit::SplitException { .. } => {
            Wanted::People("edit-needs-judgement")
        }
    }
}

/// The variables that an edit has the model ask for.
fn asked(edit: &Edit) -> impl Iterator<Item = &str> {
    let names: Vec<&str> = match edit {
        Edit::AutoDecide { when, .. } => when.iter().map(attribute).collect(),
        Edit::AutomateTask { table, .. } => table.iter().flat_map(|row| &row.when).map(attribute).collect(),
        Edit::ChangeThreshold { input, .. } => vec![input],
        Edit::CopyData { copies, .. } => copies.iter().flat_map(|copy| [copy.to.as_str(), &copy.from]).collect(),
        _ => vec![],
    };
    names.into_iter()
}

fn attribute(condition: &Condition) -> &str {
    &condition.attribute
}

/// Is it a name that FEEL reads as one, whatever stands beside it?
fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.starts_with(|c: char| c.is_numeric())
}

/// A value of an attribute as FEEL writes it. Numbers have conditions of their own, so what looks like one is a text: `007`.
fn value(of: &str) -> String {
    if matches!(of, "true" | "false") { of.to_owned() } else { text(of) }
}

/// What was decided, as FEEL writes it.
fn literal(value: &str) -> String {
    if matches!(value, "true" | "false") || value.parse::<f64>().is_ok_and(f64::is_finite) {
        return value.to_owned();
    }
    text(value)
}

fn text(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

fn number(value: f64) -> String {
    value.to_string()
}

/// Conditions as one FEEL expression.
fn all(conditions: &[Condition]) -> String {
    conditions.iter().map(condition).collect::<Vec<_>>().join(" and ")
}

/// A case without the attribute is none of the kind: it must not stop at the condition.
fn condition(condition: &Condition) -> String {
    let name = &condition.attribute;
    let holds = match &condition.test {
        Test::Is(is) => format!("{name} = {}", value(is)),
        Test::AtMost(most) => format!("{name} <= {}", number(*most)),
        Test::Above(least) => format!("{name} > {}", number(*least)),
        Test::Missing => return format!("{name} = null"),
    };
    format!("{name} != null and {holds}")
}

/// Milliseconds as an ISO 8601 duration, up to the minute.
fn duration(ms: i64) -> String {
    let minutes = (ms + 59_999).div_euclid(60_000).max(1);
    let (days, hours, minutes) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    let mut out = String::from("P");
    if days > 0 {
        let _ = write!(out, "{days}D");
    }
    if hours > 0 || minutes > 0 {
        out.push('T');
    }
    if hours > 0 {
        let _ = write!(out, "{hours}H");
    }
    if minutes > 0 {
        let _ = write!(out, "{minutes}M");
    }
    out
}

/// A decision table with hit policy first: the first row that holds decides (DMN 8.2.8).
fn decision_table(id: &str, result: &str, rows: &[DecisionRow]) -> String {
    let mut inputs: Vec<&str> = vec![];
    for condition in rows.iter().flat_map(|row| &row.when) {
        if !inputs.contains(&condition.attribute.as_str()) {
            inputs.push(&condition.attribute);
        }
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (id, result) = (escaped(id), escaped(result));
    let _ = writeln!(
        out,
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"{id}_file\" name=\"{id}\" \
         namespace=\"urn:weir:suggestion\">"
    );
    for input in &inputs {
        let input = escaped(input);
        let _ =
            writeln!(out, "  <inputData id=\"in_{input}\" name=\"{input}\"><variable name=\"{input}\"/></inputData>");
    }
    let _ = writeln!(out, "  <decision id=\"{id}\" name=\"{id}\">\n    <variable name=\"{id}\"/>");
    for input in &inputs {
        let input = escaped(input);
        let _ = writeln!(
            out,
            "    <informationRequirement id=\"needs_{input}\"><requiredInput href=\"#in_{input}\"/>\
             </informationRequirement>"
        );
    }
    let _ = writeln!(out, "    <decisionTable id=\"{id}_table\" hitPolicy=\"FIRST\">");
    for (at, input) in inputs.iter().enumerate() {
        let input = escaped(input);
        let _ = writeln!(
            out,
            "      <input id=\"column_{at}\"><inputExpression><text>{input}</text></inputExpression></input>"
        );
    }
    let _ = writeln!(out, "      <output id=\"column_out\" name=\"{result}\"/>");
    for row in rows {
        out.push_str("      <rule>");
        for input in &inputs {
            let tests: Vec<&Test> =
                row.when.iter().filter(|condition| condition.attribute == *input).map(|of| &of.test).collect();
            let _ = write!(out, "<inputEntry><text>{}</text></inputEntry>", escaped(&entry(&tests)));
        }
        let _ = writeln!(out, "<outputEntry><text>{}</text></outputEntry></rule>", escaped(&literal(&row.outcome)));
    }
    out.push_str("    </decisionTable>\n  </decision>\n</definitions>\n");
    out
}

/// A cell: all tests of one input.
fn entry(tests: &[&Test]) -> String {
    let (mut low, mut high) = (None::<f64>, None::<f64>);
    for test in tests {
        match test {
            Test::Is(is) => return value(is),
            Test::Missing => return "null".to_owned(),
            Test::AtMost(most) => high = Some(high.map_or(*most, |high| high.min(*most))),
            Test::Above(least) => low = Some(low.map_or(*least, |low| low.max(*least))),
        }
    }
    match (low, high) {
        (Some(low), Some(high)) => format!("({}..{}]", number(low), number(high)),
        (Some(low), None) => format!("> {}", number(low)),
        (None, Some(high)) => format!("<= {}", number(high)),
        (None, None) => "-".to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What is to be done by hand, where whoever accepts says nothing.
fn in_words(found: &FoundSuggestion) -> String {
    let edit = serde_json::to_string(&found.edit).unwrap_or_default();
    format!("Suggestion {} about {}: {edit}", found.rule.code(), found.places.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::SuggestionEvidence;
    use weir_core::decision::{Decisions, File};
    use weir_mining::statistics::bootstrap::Estimate;
    use weir_mining::suggest::{Confidence, Copied, Gain, Rule, Unit};

    #[test]
    fn values_and_durations_are_written_as_the_standards_write_them() {
        assert_eq!(
            (literal("true"), literal("3"), literal("a \"b\"")),
            ("true".into(), "3".into(), "\"a \\\"b\\\"\"".into())
        );
        let at = |attribute: &str, test| Condition { attribute: attribute.to_owned(), test };
        let conditions = [at("amount", Test::AtMost(500.0)), at("kind", Test::Is("leave".into()))];
        assert_eq!(
            all(&conditions),
            "amount != null and amount <= 500 and kind != null and kind = \"leave\"",
            "a case without an amount goes on to a person"
        );
        let of = |value: &str| condition(&at("code", Test::Is(value.into())));
        assert_eq!(of("007"), "code != null and code = \"007\"", "it looks like a number, and is a text");
        assert_eq!(of("true"), "code != null and code = true");
        assert_eq!(condition(&at("code", Test::Missing)), "code = null");
        assert_eq!(entry(&[&Test::Is("007".into())]), "\"007\"");
        let of = |ms| duration(ms);
        assert_eq!((of(1), of(90 * 60_000), of(86_400_000)), ("PT1M".into(), "PT1H30M".into(), "P1D".into()));
    }

    #[test]
    fn a_due_date_takes_its_reminder_with_it() {
        let hours = |n: i64| n * 3_600_000;
        let due = |reminder| Edit::SetDueDate { task: "check".to_owned(), due: hours(8), reminder };
        let told = |edit| match wanted(&found(edit), &BTreeMap::new()) {
            Wanted::Redesign(Redesign::Due { after, remind, .. }, None) => (after, remind),
            _ => panic!("it is a due date"),
        };
        assert_eq!(told(due(Some(hours(3)))), ("PT8H".to_owned(), Some("PT3H".to_owned())));
        assert_eq!(told(due(None)), ("PT8H".to_owned(), None));
    }

    #[test]
    fn what_is_only_copied_is_set_in_place_of_the_step() {
        let copy = |to: &str, from: &str| Copied { to: to.to_owned(), from: from.to_owned() };
        let told = |copies| wanted(&found(Edit::CopyData { task: "check".to_owned(), copies }), &BTreeMap::new());
        let Wanted::Redesign(Redesign::Pass { task, when: None, decided }, None) = told(vec![copy("to", "from")])
        else {
            panic!("it is set by a script")
        };
        assert_eq!((task.as_str(), decided), ("check", Some(("to".to_owned(), "from".to_owned()))));
        let by_hand = |copies| match told(copies) {
            Wanted::People(code) => code,
            _ => panic!("it is left to people"),
        };
        assert_eq!(by_hand(vec![copy("a", "b"), copy("c", "d")]), "edit-of-many-variables");
        assert_eq!(by_hand(vec![copy("a", "order-type")]), "edit-of-a-name");
    }

    fn found(edit: Edit) -> FoundSuggestion {
        let per_case = Estimate { value: 1.0, low: 0.5, high: 2.0 };
        FoundSuggestion {
            rule: Rule::R7,
            places: vec!["check".to_owned()],
            n: 200,
            gain: Gain { unit: Unit::Time, per_case, cases: 200 },
            confidence: Confidence::Indicative,
            effects: Rule::R7.effects(),
            edit,
            guards: vec![],
            missing: vec![],
            evidence: SuggestionEvidence::default(),
        }
    }

    #[test]
    fn what_expressions_cannot_name_is_left_to_people() {
        let automate = |attribute: &str| {
            let when = vec![Condition { attribute: attribute.to_owned(), test: Test::Above(10.0) }];
            let row = DecisionRow { when, outcome: "approved".to_owned() };
            let edit = Edit::AutomateTask { task: "check".to_owned(), table: vec![row] };
            asked(&edit).all(is_plain)
        };
        assert!(automate("amount") && automate("受理_2"));
        assert!(!automate("order-type") && !automate("a b") && !automate("2nd"));
    }

    #[test]
    fn a_table_that_was_learnt_decides_as_it_was_learnt() {
        let at = |attribute: &str, test| Condition { attribute: attribute.to_owned(), test };
        let rows = [
            DecisionRow {
                when: vec![
                    at("amount", Test::Above(10.0)),
                    at("amount", Test::AtMost(500.0)),
                    at("vip", Test::Is("true".into())),
                ],
                outcome: "approved".to_owned(),
            },
            DecisionRow { when: vec![], outcome: "rejected".to_owned() },
        ];
        let file = decision_table("check_decision", "outcome", &rows);
        let (decisions, problems) = Decisions::compile(&[File { name: "check.dmn", bytes: file.as_bytes() }]);
        assert!(problems.iter().all(|problem| problem.severity != Severity::Error), "{problems:?}\n{file}");
        assert_eq!(decisions.decisions().map(|of| of.inputs).next().unwrap(), ["amount", "vip"]);
    }
}
