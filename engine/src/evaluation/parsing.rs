//! Parsing scripts in JavaScript without running them, in the words of the engine that would run them.
use super::javascript::{SCRIPT_MEMORY_BYTES, SCRIPT_STACK_BYTES, named};
use rquickjs::{Context, Ctx, Error, Exception, Runtime, Value};
use weir_core::Place;
use weir_core::script::NotParsed;

/// What stands before a script that is only parsed: a whole script is parsed before the first of it runs, and this ends it.
const BEFORE: &str = "throw 0;";
/// The stack of the thread that parses: more than the parser allows itself.
const THREAD_STACK_BYTES: usize = 4 * SCRIPT_STACK_BYTES;

/// Why each of these scripts cannot be parsed; none is said of one that can.
///
/// ```
/// use weir_engine::evaluation::not_parsed;
/// let found = not_parsed(&["while (true) {}".to_owned(), "a +\n  * b".to_owned()]);
/// assert_eq!(found[0], None);
/// assert_eq!(found[1].as_ref().unwrap().within.unwrap().line, 2);
/// ```
pub fn not_parsed(scripts: &[String]) -> Vec<Option<NotParsed>> {
    let all = || scripts.iter().map(|script| parse(script).unwrap_or_else(|error| Some(broken(&error)))).collect();
    std::thread::scope(|scope| {
        let parsing = std::thread::Builder::new().stack_size(THREAD_STACK_BYTES).spawn_scoped(scope, all);
        let parsed = parsing
            .map_err(|error| error.to_string())
            .and_then(|parsing| parsing.join().map_err(|_| "it panicked".to_owned()));
        parsed.unwrap_or_else(|error| scripts.iter().map(|_| Some(broken(&error))).collect())
    })
}

fn parse(script: &str) -> Result<Option<NotParsed>, Error> {
    let runtime = Runtime::new()?;
    runtime.set_memory_limit(SCRIPT_MEMORY_BYTES);
    runtime.set_max_stack_size(SCRIPT_STACK_BYTES);
    Context::full(&runtime)?.with(|ctx| {
        // A directive counts only where nothing stands before it.
        let options = named("script", is_strict(script));
        let parsed: Result<Value, Error> = ctx.eval_with_options(format!("{BEFORE}{script}"), options);
        match parsed {
            Err(Error::Exception) => Ok(thrown(&ctx, script)),
            Err(other) => Err(other),
            Ok(_) => Ok(None),
        }
    })
}

/// None where the script was parsed, and ended by what stands before it.
fn thrown(ctx: &Ctx, script: &str) -> Option<NotParsed> {
    let value = ctx.catch();
    if value.is_number() {
        return None;
    }
    let Some(error) = value.into_object().and_then(Exception::from_object) else {
        // Without memory for an error object the library throws null.
        return Some(NotParsed { message: "it takes more memory than a script may have".to_owned(), within: None });
    };
    let name: String = error.as_object().get("name").unwrap_or_else(|_| "SyntaxError".to_owned());
    let message = format!("{name}: {}", error.message().unwrap_or_default());
    Some(NotParsed { message, within: error.stack().and_then(|stack| place(&stack, script)) })
}

/// The place that a stack names first, without what was put before the script. The library counts the bytes of a line.
fn place(stack: &str, script: &str) -> Option<Place> {
    let mut numbers = stack.split_once("script:")?.1.split(|c: char| !c.is_ascii_digit());
    let (line, column): (u32, u32) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    let before = if line == 1 { u32::try_from(BEFORE.len()).unwrap_or_default() } else { 0 };
    let bytes = column.saturating_sub(before).saturating_sub(1) as usize;
    let text = script.split('\n').nth(line.checked_sub(1)? as usize).unwrap_or_default();
    let behind = text.char_indices().take_while(|(at, _)| *at < bytes).count();
    // What lies behind the line is its end.
    let column = behind + bytes.saturating_sub(text.len());
    Some(Place { line, column: u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1) })
}

fn broken(error: &impl std::fmt::Display) -> NotParsed {
    NotParsed { message: format!("the parser broke down: {error}"), within: None }
}

/// ECMAScript, directive prologue: `use strict` counts among the texts that a script begins with.
fn is_strict(script: &str) -> bool {
    let mut rest = script;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ';');
        if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.split_once(['\n', '\r', '\u{2028}', '\u{2029}']).map_or("", |(_, rest)| rest);
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, rest)| rest);
        } else {
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return false };
            let Some((text, behind)) = rest[1..].split_once(quote) else { return false };
            if text == "use strict" {
                return true;
            }
            rest = behind;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(script: &str) -> Option<NotParsed> {
        not_parsed(&[script.to_owned()]).swap_remove(0)
    }

    #[test]
    fn what_runs_is_parsed_and_nothing_of_it_runs() {
        for script in [
            "",
            "while (true) {}",
            "throw new BpmnError('late')",
            "var total = amount * 2; execution.setVariable('total', total); total",
            "function twice(n) { return n * 2 }\ntwice(4)",
            "'use strict'; let a = 1; a",
            "let amount = amount_of(1); const x = { ...amount, y: `${amount}` }; x?.y ?? 0",
            "with (order) { total }",
            "/a[/]b/.test(name)",
        ] {
            assert_eq!(one(script), None, "{script}");
        }
    }

    #[test]
    fn what_cannot_be_parsed_says_where() {
        let at = |script: &str| {
            let fault = one(script).unwrap_or_else(|| panic!("`{script}` is refused"));
            assert!(fault.message.starts_with("SyntaxError: "), "{script}: {}", fault.message);
            fault.within.map(|place| (place.line, place.column))
        };
        assert_eq!(at("if (a {"), Some((1, 7)));
        assert_eq!(at("var a = 1;\nvar 审 = 'x' +;"), Some((2, 14)));
        assert_eq!(at("return amount > 5;").map(|(line, _)| line), Some(1));
        assert_eq!(at("def total = 5").map(|(line, _)| line), Some(1), "Groovy");
        assert_eq!(at("let a = 1;\nlet a = 2;").map(|(line, _)| line), Some(2));
        assert_eq!(at("// why\n'use strict'; with (a) { b }").map(|(line, _)| line), Some(2));
        assert!(at("(((((((((((").is_some());
    }

    #[test]
    fn bombs_for_a_parser_are_refused_within_its_limits() {
        assert!(one(&"(".repeat(1 << 18)).is_some());
        assert!(one(&"[".repeat(1 << 18)).is_some());
        assert!(one(&format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000))).is_some());
    }
}
