//! Scripts of a model that nobody has parsed yet. The core has no parser of JavaScript: whoever deploys a file has the
//! killable process parse its scripts, and the answer becomes findings.
use crate::id::ElementId;
use crate::problem::{Place, Problem};
use crate::xml::inside;
use serde::{Deserialize, Serialize};

/// Longest message of a parser, in characters.
const MESSAGE_CHARS_MAX: usize = 300;

/// A script where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The element that has it.
    pub element: ElementId,
    /// Where the element or attribute begins whose text it is.
    pub place: Place,
    /// The script.
    pub text: String,
}

/// Why a script cannot be parsed, in the words of the parser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NotParsed {
    /// Its words.
    pub message: String,
    /// Where in the script, where it says so.
    pub within: Option<Place>,
}

impl Written {
    /// What refuses the file that has it.
    ///
    /// ```
    /// use weir_core::Place;
    /// use weir_core::script::{NotParsed, Written};
    /// let file = "<script>if (a {</script>";
    /// let script = Written { element: "a".into(), place: Place { line: 1, column: 1 }, text: "if (a {".into() };
    /// let fault = NotParsed { message: "expected ')'".into(), within: Some(Place { line: 1, column: 7 }) };
    /// let problem = script.refused(file, &fault);
    /// assert_eq!(problem.place, Place { line: 1, column: 15 });
    /// assert!(problem.message.contains("expected ')' (line 1, column 7 of the script)"));
    /// ```
    pub fn refused(&self, file: &str, fault: &NotParsed) -> Problem {
        let said: String = fault.message.chars().take(MESSAGE_CHARS_MAX).collect();
        let at =
            fault.within.map_or_else(String::new, |p| format!(" (line {}, column {} of the script)", p.line, p.column));
        let place = fault.within.and_then(|within| inside(file, self.place, within)).unwrap_or(self.place);
        let message = format!("the script cannot be parsed: {said}{at}; correct it, nothing of it would ever run");
        Problem { within: fault.within, ..Problem::error("script-syntax", Some(&self.element), place, message) }
    }
}
