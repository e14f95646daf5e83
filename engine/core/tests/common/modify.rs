//! Interventions as text: `before b in 3, after c, flow x-y, cancel a, cancel #4, move a before b, global, continue`.
use super::{Run, process};
use expect_test::Expect;
use weir_core::instance::Variables;
use weir_core::migration::{ElementMapping, FlowMapping, MigrationPlan, propose};
use weir_core::modification::{EmptyScopes, Entering, Instruction, Modification, Target, Which};
use weir_core::{ElementId, Process};

/// Reads a modification; every token that begins gets the variables.
pub fn modification(text: &str, variables: &Variables) -> Modification {
    let mut change = Modification::default();
    let parts: Vec<Vec<&str>> = text.split(',').map(|part| part.split_whitespace().collect()).collect();
    let global = parts.iter().any(|part| part == &["global"]);
    let entering = |words: &[&str]| {
        let id = ElementId::from(words[1]);
        let target = match words[0] {
            "before" => Target::Before(id),
            "after" => Target::After(id),
            "flow" => Target::Flow(id),
            other => panic!("no place `{other}`"),
        };
        let scope = words.get(3).map(|key| key.parse().expect("a key"));
        Entering { target, scope, variables: variables.clone(), global }
    };
    let which = |word: &str| match word.strip_prefix('#') {
        Some(key) => Which::Instance(key.parse().expect("a key")),
        None => Which::All(word.into()),
    };
    for part in &parts {
        match part.as_slice() {
            [] | ["global"] => {}
            ["continue"] => change.empty_scopes = EmptyScopes::Continue,
            ["cancel", word] => change.instructions.push(Instruction::Cancel(which(word))),
            ["move", word, rest @ ..] => {
                change.instructions.push(Instruction::Move { from: which(word), to: entering(rest) });
            }
            rest => change.instructions.push(Instruction::Start(entering(rest))),
        }
    }
    change
}

/// Reads a mapping: `a=b`, `c=c!` to renew, `f~g` for a flow, `-d` to leave one out of the proposal, `waits:j` for
/// a join that may be left waiting. Nothing is the
/// proposal alone.
pub fn plan(source: &Process, target: &Process, text: &str) -> MigrationPlan {
    let mut plan = propose(source, "p:1", target, "p:2");
    for word in text.split_whitespace() {
        if let Some(join) = word.strip_prefix("waits:") {
            plan.incomplete_joins.push(join.into());
        } else if let Some(out) = word.strip_prefix('-') {
            plan.elements.retain(|m| m.from.as_str() != out);
        } else if let Some((from, to)) = word.split_once('~') {
            plan.flows.push(FlowMapping { from: from.into(), to: to.into() });
        } else {
            let (from, to) = word.split_once('=').expect("from=to");
            let renew = to.ends_with('!');
            plan.elements.retain(|m| m.from.as_str() != from);
            plan.elements.push(ElementMapping { from: from.into(), to: to.trim_end_matches('!').into(), renew });
        }
    }
    plan
}

/// Runs commands, migrates to the other process, and goes on.
pub fn check_migration(before: &str, commands: &str, after: &str, mapping: &str, then: &str, expected: &Expect) {
    let (source, target) = (process(before), process(after));
    let mut run = Run::new(&source);
    commands.split(';').for_each(|command| run.command(command.trim()));
    run.trace.clear();
    run.migrate(&target, mapping);
    then.split(';').filter(|c| !c.is_empty()).for_each(|command| run.command(command.trim()));
    expected.assert_eq(&run.trace);
}
