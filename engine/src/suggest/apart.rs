//! Steps that are not one person's: what rules of duties say, and what the owner of the process says. No suggestion may bring
//! them together.
use crate::alerting::duties;
use crate::api::SuggestionSettings;
use crate::error::Error;
use crate::shell::Shell;
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

/// Would an edit give one person what two must do? It must not become a draft, however long ago it was found.
pub fn against(shell: &Shell, process: &str, settings: &SuggestionSettings, edit: &Edit) -> Result<(), Error> {
    let joined: Vec<&str> = match edit {
        Edit::MergeTasks { tasks } => tasks.iter().map(String::as_str).collect(),
        Edit::SamePerson { first, then } => vec![first, then],
        _ => return Ok(()),
    };
    let both = |(a, b): &&(String, String)| joined.contains(&a.as_str()) && joined.contains(&b.as_str());
    match pairs(shell, process, settings)?.iter().find(both) {
        None => Ok(()),
        Some((a, b)) => {
            let message = format!("`{a}` and `{b}` are two people's by a rule of duties: they cannot be one person's");
            Err(Error::invalid("suggestion-against-duty", message))
        }
    }
}

fn is_pair((x, y): (&str, &str), a: &str, b: &str) -> bool {
    (x == a && y == b) || (x == b && y == a)
}
