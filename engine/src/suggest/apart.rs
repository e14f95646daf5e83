//! Steps that are not one person's: what rules of duties say, and what the owner of the process says. No suggestion may bring
//! them together.
use super::family::family;
use super::people::groups;
use crate::alerting::duties;
use crate::api::SuggestionSettings;
use crate::error::Error;
use crate::shell::Shell;
use weir_core::Process;
use weir_core::process::{Element, Kind};
use weir_mining::ledger::INITIATOR;
use weir_mining::suggest::Edit;

/// The pairs of steps of a process that two people must do, each once. Who began an instance does no step of it.
pub fn pairs(shell: &Shell, process: &str, settings: &SuggestionSettings) -> Result<Vec<(String, String)>, Error> {
    let mut pairs = settings.four_eyes.clone();
    for (a, b) in duties::pairs(shell, process)? {
        let is_known = pairs.iter().any(|(x, y)| is_pair((x, y), &a, &b));
        if a != INITIATOR && b != INITIATOR && !is_known {
            pairs.push((a, b));
        }
    }
    Ok(pairs)
}

/// The pairs of steps of people of which one is of a role and the other of another one, where a rule of duties says of the two
/// roles that nobody has both: whoever did the one may not be given the other.
pub fn roles(shell: &Shell, process: &Process) -> Result<Vec<(String, String)>, Error> {
    let rules = duties::roles(shell)?;
    let of = |element: &Element| match &element.kind {
        Kind::UserTask(task) => Some((element.id.to_string(), groups(task))).filter(|(_, groups)| !groups.is_empty()),
        _ => None,
    };
    let steps: Vec<(String, Vec<String>)> = match rules[..] {
        [] => vec![],
        _ => process.graph.node_weights().filter_map(of).collect(),
    };
    let apart = |a: &String, b: &String| rules.iter().any(|(x, y)| is_pair((x, y), a, b));
    let may_not = |of: &[String], others: &[String]| of.iter().any(|a| others.iter().all(|b| apart(a, b)));
    let mut pairs = vec![];
    for (at, (a, first)) in steps.iter().enumerate() {
        let with = steps[at + 1..].iter().filter(|(_, second)| may_not(first, second) || may_not(second, first));
        pairs.extend(with.map(|(b, _)| (a.clone(), b.clone())));
    }
    Ok(pairs)
}

/// Would an edit give one person what two must do? It must not become a draft, however long ago it was found.
pub fn against(shell: &Shell, process: &str, settings: &SuggestionSettings, edit: &Edit) -> Result<(), Error> {
    let joined: Vec<&str> = match edit {
        Edit::MergeTasks { tasks } => tasks.iter().map(String::as_str).collect(),
        Edit::SamePerson { first, then } => vec![first, then],
        _ => return Ok(()),
    };
    let both = |(a, b): &&(String, String)| joined.contains(&a.as_str()) && joined.contains(&b.as_str());
    let refused = |message: String| Err(Error::invalid("suggestion-against-duty", message));
    if let Some((a, b)) = pairs(shell, process, settings)?.iter().find(both) {
        return refused(format!("`{a}` and `{b}` are two people's by a rule of duties: they cannot be one person's"));
    }
    if let Some((a, b)) = roles(shell, &family(shell, process)?.process)?.iter().find(both) {
        return refused(format!("`{a}` and `{b}` are of two roles that nobody may have both by a rule of duties"));
    }
    Ok(())
}

fn is_pair((x, y): (&str, &str), a: &str, b: &str) -> bool {
    (x == a && y == b) || (x == b && y == a)
}
