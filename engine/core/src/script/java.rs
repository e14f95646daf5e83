//! Scripts that were written for an engine in Java, and reach into it.

/// What only an engine in Java has, as it is written in scripts.
const WORDS: &[&str] = &[
    "Java.",
    "java.",
    "javax.",
    "Packages.",
    "JavaImporter",
    "importClass",
    "importPackage",
    "load(",
    "getProcessEngineServices",
    "getProcessEngine",
    "processEngineServices",
    "getBpmnModel",
    "connector.",
    "org.",
    "com.",
    "XML(",
];

/// Where other engines keep their BPMN error: there is one here too.
const ERRORS: &[&str] = &[
    "org.camunda.bpm.engine.delegate.BpmnError",
    "org.flowable.engine.delegate.BpmnError",
    "org.activiti.engine.delegate.BpmnError",
];

/// The first thing in a script that is Java and not JavaScript, outside of comments and texts.
///
/// ```
/// use weir_core::script::needs_java;
/// assert_eq!(needs_java("var list = new java.util.ArrayList();"), Some("java."));
/// assert_eq!(needs_java("throw new org.camunda.bpm.engine.delegate.BpmnError('late')"), None);
/// assert_eq!(needs_java("execution.setVariable('url', 'https://java.com') // java."), None);
/// ```
pub fn needs_java(script: &str) -> Option<&'static str> {
    let mut code = code(script);
    for error in ERRORS {
        code = code.replace(&format!("Java.type({error})"), "BpmnError").replace(error, "BpmnError");
    }
    WORDS.iter().copied().find(|word| stands_alone(&code, word))
}

/// Not as the end of a longer word, nor as a member of something.
fn stands_alone(code: &str, word: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let member = before == Some('.') && !word.starts_with("get");
        !before.is_some_and(inside) && !member
    })
}

/// The script without comments; texts stay only where they name a BPMN error.
pub(super) fn code(script: &str) -> String {
    let (mut kept, mut rest) = (String::with_capacity(script.len()), script);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' | '\'' | '`' => {
                let length = quoted(rest, first);
                let inside = rest[..length].trim_matches(first);
                kept.push_str(if ERRORS.contains(&inside) { inside } else { "''" });
                length
            }
            other => {
                kept.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    kept
}

/// How long a text with its quotes is.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}
