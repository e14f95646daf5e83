//! The scripts of a deployment, parsed before anything of it can run: in the killable process, like everything of theirs.
use crate::Error;
use crate::evaluation::{UNAVAILABLE, Work};
use crate::shell::Shell;
use weir_core::Problem;
use weir_core::instance::Answer;
use weir_core::script::{NotParsed, Written};

/// So many are parsed at a time: together they have the time of one evaluation.
const AT_ONCE_MAX: usize = 64;
/// When to try again what nobody can parse at present, in milliseconds.
const RETRY_AFTER_MS: u64 = 1_000;

/// What refuses a file for its scripts. Called where a thread may wait.
pub(super) fn scripts(shell: &Shell, file: &[u8], scripts: &[Written]) -> Result<Vec<Problem>, Error> {
    let (mut problems, text) = (vec![], String::from_utf8_lossy(file));
    for some in scripts.chunks(AT_ONCE_MAX) {
        let asked = some.iter().map(|script| script.text.clone()).collect();
        let answer = tokio::runtime::Handle::current().block_on(shell.evaluation.evaluate(Work::Parse(asked)));
        let faults = match answer {
            Answer::Value(value) => serde_json::from_value::<Vec<Option<NotParsed>>>(value).map_err(|error| {
                Error::invalid("model-unreadable", format!("the parser answered nonsense: {error}"))
            })?,
            Answer::Failed { code, .. } if code == UNAVAILABLE => {
                return Err(Error::Overloaded { retry_after_ms: RETRY_AFTER_MS });
            }
            // Which of them it was cannot be told from outside: each is parsed alone.
            Answer::Failed { message, .. } if some.len() == 1 => {
                vec![Some(NotParsed { message, within: None })]
            }
            Answer::Failed { .. } => {
                for script in some {
                    problems.extend(self::scripts(shell, file, std::slice::from_ref(script))?);
                }
                continue;
            }
        };
        let refused = some.iter().zip(faults).filter_map(|(script, fault)| Some(script.refused(&text, &fault?)));
        problems.extend(refused);
    }
    Ok(problems)
}
