//! Scripts in JavaScript, in the child alone. Each gets a fresh runtime without files, network, processes or modules,
//! and stops at its limits of time, memory and stack; whatever those miss, the parent kills.
use super::TOO_COSTLY;
use crate::checks;
use rquickjs::context::EvalOptions;
use rquickjs::{CatchResultExt, Context, Ctx, Error, Function, Object, Runtime, Value};
use serde::Deserialize;
use std::time::{Duration, Instant};
use weir_core::expression::ChildResponse;
use weir_core::script::{Outcome, ScriptRequest};
use weir_core::sentence::Sentence;

/// How long a script may run: less than the parent waits, so that the incident can say what happened.
const SCRIPT_TIME: Duration = Duration::from_millis(800);
/// All memory of a script, in bytes.
pub(super) const SCRIPT_MEMORY_BYTES: usize = 64 << 20;
/// Its stack, in bytes; the thread has much more.
pub(super) const SCRIPT_STACK_BYTES: usize = 4 << 20;
/// Longest message of an error, in characters.
const MESSAGE_CHARS_MAX: usize = 500;

/// What the prelude says of `throw null`.
const THREW_NULL: &str = r#"{"failed":{"message":"null","line":null,"syntax":false}}"#;

const PRELUDE: &str = include_str!("prelude.js");
const JAVA: &str = include_str!("java.js");

/// What the prelude gives back about a script.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Said {
    Value(serde_json::Value),
    Outcome(Box<Outcome>),
    Failed { message: String, line: Option<u32>, syntax: bool },
}

/// Runs a script.
pub fn run(request: &ScriptRequest) -> ChildResponse {
    let begun = Instant::now();
    match attempt(request, begun) {
        // Without memory for an error object the library throws null.
        Ok((said, true)) if said == THREW_NULL => out_of_memory(None),
        Ok((said, _)) => judged(&said),
        // What cannot be caught in the script: it was interrupted, or there was no memory left for an error.
        Err(_) if begun.elapsed() >= SCRIPT_TIME => too_slow(None),
        Err(Error::Allocation) => out_of_memory(None),
        Err(error) => failed("script-failed", format!("the script broke down: {error}")),
    }
}

/// What the prelude says of the script, and whether its memory is nearly used up.
fn attempt(request: &ScriptRequest, begun: Instant) -> Result<(String, bool), Error> {
    let runtime = Runtime::new()?;
    runtime.set_memory_limit(SCRIPT_MEMORY_BYTES);
    runtime.set_max_stack_size(SCRIPT_STACK_BYTES);
    runtime.set_interrupt_handler(Some(Box::new(move || begun.elapsed() >= SCRIPT_TIME)));
    let context = Context::full(&runtime)?;
    let said = context.with(|ctx| in_context(&ctx, request))?;
    let used = usize::try_from(runtime.memory_usage().malloc_size).unwrap_or_default();
    Ok((said, used > SCRIPT_MEMORY_BYTES / 4 * 3))
}

fn in_context(ctx: &Ctx, request: &ScriptRequest) -> Result<String, Error> {
    let given = serde_json::to_vec(request).map_err(|_| Error::Unknown)?;
    let prelude: Function = ctx.eval_with_options(PRELUDE, named("prelude", true))?;
    let java: Function = ctx.eval_with_options(JAVA, named("java", true))?;
    let prelude: Object = prelude.call((ctx.json_parse(given)?, java))?;
    let (gave, threw): (Function, Function) = (prelude.get("gave")?, prelude.get("threw")?);
    let value: Result<Value, Error> = ctx.eval_with_options(request.script.as_str(), named("script", false));
    let said = value.and_then(|value| gave.call::<_, String>((value,)));
    match said {
        Ok(said) => Ok(said),
        Err(Error::Exception) => {
            let error = ctx.catch();
            threw.call((error,)).catch(ctx).map_err(|_| Error::Unknown)
        }
        Err(other) => Err(other),
    }
}

pub(super) fn named(name: &str, strict: bool) -> EvalOptions {
    let mut options = EvalOptions::default();
    (options.strict, options.filename) = (strict, Some(name.to_owned()));
    options
}

fn judged(said: &str) -> ChildResponse {
    match serde_json::from_str(said) {
        Ok(Said::Value(value)) => ChildResponse::Value(value),
        Ok(Said::Outcome(outcome)) => {
            let all = outcome.set.iter().chain(&outcome.local).map(|(name, value)| (name.clone(), value.clone()));
            match checks::variables(&all.collect()) {
                Ok(()) => serde_json::to_value(&outcome)
                    .map_or_else(|error| failed("script-failed", error.to_string()), ChildResponse::Value),
                Err(error) => failed("script-failed", format!("what the script sets is refused: {error}")),
            }
        }
        Ok(Said::Failed { message, line, syntax }) => match message.as_str() {
            "InternalError: interrupted" => too_slow(line),
            "InternalError: out of memory" => out_of_memory(line),
            _ => {
                let threw: String = message.chars().take(MESSAGE_CHARS_MAX).collect();
                let code = if syntax { "script-syntax" } else { "script-failed" };
                told(code, threw.clone(), line, Sentence::script(&threw, line))
            }
        },
        Err(error) => failed("script-failed", format!("what the script gave cannot be used: {error}")),
    }
}

fn too_slow(line: Option<u32>) -> ChildResponse {
    let most = SCRIPT_TIME.as_millis();
    told(TOO_COSTLY, format!("the script took more than {most} ms"), line, Sentence::script_slow(most))
}

fn out_of_memory(line: Option<u32>) -> ChildResponse {
    let most = SCRIPT_MEMORY_BYTES >> 20;
    told(TOO_COSTLY, format!("the script took more than {most} MiB of memory"), line, Sentence::script_memory(most))
}

fn told(code: &str, message: String, line: Option<u32>, sentence: Sentence) -> ChildResponse {
    let message = match line {
        Some(line) => format!("{message} (line {line} of the script)"),
        None => message,
    };
    ChildResponse::Failed { code: code.to_owned(), message, sentence: Some(Box::new(sentence)) }
}

fn failed(code: &str, message: String) -> ChildResponse {
    let sentence = Sentence::script(&message, None);
    told(code, message, None, sentence)
}
