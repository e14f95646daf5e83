//! Scripts in JavaScript. The core knows what goes in and what comes out; they run in the killable process alone, and
//! what they give comes back as an answer, so a replay never runs them again.
mod java;
mod outcome;
mod request;
mod task_words;
mod written;

pub use java::needs_java;
pub(crate) use outcome::point;
pub use outcome::{Outcome, TaskChange, Thrown};
pub(crate) use request::task_of;
pub use request::{Facts, ScriptRequest, TaskSeen};
pub use task_words::{TASK_WORDS, not_of_task};
pub use written::{NotParsed, Written};

use crate::expression::EXPRESSION_BYTES_MAX;
use serde::{Deserialize, Serialize};

/// Longest script, in bytes.
pub const SCRIPT_BYTES_MAX: usize = 4 * EXPRESSION_BYTES_MAX;

/// What a script is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Purpose {
    /// It gives a value: a condition, a mapping. It changes nothing.
    Value,
    /// It does something: a task, a listener. It may set variables and throw BPMN errors.
    Program,
    /// The same, and every variable that it assigns is set too (`autoStoreVariables`).
    StoringProgram,
}

/// A script as the model has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JavaScript {
    purpose: Purpose,
    /// What the shell is asked: the purpose, then the script.
    asked: String,
}

impl JavaScript {
    /// A script with what it is there for.
    ///
    /// ```
    /// use weir_core::script::{JavaScript, Purpose};
    /// let script = JavaScript::new(Purpose::Value, "amount > 1000");
    /// assert_eq!(script.asked(), "javascript value: amount > 1000");
    /// assert_eq!(JavaScript::read(script.asked()), Some(script));
    /// ```
    pub fn new(purpose: Purpose, text: &str) -> JavaScript {
        JavaScript { purpose, asked: format!("{}{text}", mark(purpose)) }
    }

    /// Reads what [`asked`](JavaScript::asked) gives. No FEEL or JUEL begins like that.
    pub fn read(asked: &str) -> Option<JavaScript> {
        let all = [Purpose::Value, Purpose::Program, Purpose::StoringProgram];
        let purpose = all.into_iter().find(|purpose| asked.starts_with(mark(*purpose)))?;
        Some(JavaScript { purpose, asked: asked.to_owned() })
    }

    /// What it is there for.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// How it is written in a wait for its answer.
    pub fn asked(&self) -> &str {
        &self.asked
    }

    /// The script itself.
    pub fn text(&self) -> &str {
        &self.asked[mark(self.purpose).len()..]
    }

    /// The variables that it sets by names that stand in it.
    ///
    /// ```
    /// use weir_core::script::{JavaScript, Purpose};
    /// let script = JavaScript::new(Purpose::Program, "execution.setVariable('total', a + b); task.setVariable(name, 1)");
    /// assert_eq!(script.sets(), ["total"]);
    /// ```
    pub fn sets(&self) -> Vec<&str> {
        let calls = self.text().split("setVariable").skip(1);
        calls
            .filter_map(|rest| {
                let rest = rest.trim_start_matches("Local").trim_start().strip_prefix('(')?.trim_start();
                let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                rest[1..].split(quote).next()
            })
            .collect()
    }
}

fn mark(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Value => "javascript value: ",
        Purpose::Program => "javascript program: ",
        Purpose::StoringProgram => "javascript storing program: ",
    }
}

/// Languages by the addresses that jBPM and its kin write.
const ADDRESSES: [(&str, &str); 3] = [
    ("http://www.java.com/java", "java"),
    ("http://www.mvel.org/2.0", "mvel"),
    ("http://www.jboss.org/drools/rule", "drools"),
];

/// The language that an address stands for.
pub(crate) fn by_address(language: &str) -> Option<&'static str> {
    ADDRESSES.iter().find(|(address, _)| *address == language.trim()).map(|(_, word)| *word)
}

/// The word for a language, after which its worker is named: that of its address, or of a media type the last part.
pub(crate) fn word(language: &str) -> String {
    let last = || language.rsplit('/').next().unwrap_or(language).trim().to_lowercase();
    by_address(language).map_or_else(last, str::to_owned)
}

/// Is this a name of JavaScript: by itself, as a media type, or by the name of an engine that ran it?
///
/// ```
/// use weir_core::script::is_javascript;
/// assert!(is_javascript("text/javascript") && is_javascript("ECMAScript") && is_javascript("js"));
/// assert!(!is_javascript("java") && !is_javascript("groovy"));
/// ```
pub fn is_javascript(language: &str) -> bool {
    let name = language.trim().to_ascii_lowercase();
    let name = name.rsplit('/').next().unwrap_or_default();
    ["javascript", "x-javascript", "ecmascript", "js", "nashorn", "graal.js", "rhino", "secure-javascript"]
        .contains(&name)
}
