//! Findings about a file, each with the line it is about.
use super::language::Language;
use super::table::{harmless, width};
use std::fmt::Write;
use weir_core::{Problem, Severity};

/// How findings are shown.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// With colours?
    pub colour: bool,
    /// In which language?
    pub language: Language,
}

/// So much of a long line is shown around its place.
const WINDOW_CHARS: usize = 120;

impl Style {
    /// One finding with its place, its line and a caret.
    pub fn show(self, file: &str, source: &str, problem: &Problem) -> String {
        let language = self.language;
        let colour = match problem.severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Note => "1;36",
        };
        let word = language.severity(problem.severity);
        let (title, file) = (self.paint(colour, &format!("{word}[{}]", problem.code)), harmless(file));
        let mut out = format!("{title}: {}\n", self.paint("1", &harmless(&language.finding(problem))));
        let place = problem.place;
        let gutter = " ".repeat(place.line.to_string().len());
        let arrow = self.paint("34", "-->");
        match source.lines().nth((place.line as usize).wrapping_sub(1)) {
            Some(line) => {
                let (shown, before) = window(line, place.column);
                let bar = self.paint("34", "|");
                let caret = self.paint(colour, "^");
                let number = self.paint("34", &place.line.to_string());
                let _ = writeln!(out, "{gutter}{arrow} {file}:{}:{}", place.line, place.column);
                let _ = writeln!(
                    out,
                    "{gutter} {bar}\n{number} {bar} {shown}\n{gutter} {bar} {}{caret}",
                    " ".repeat(before)
                );
            }
            None => {
                let _ = writeln!(out, "{gutter}{arrow} {file}");
            }
        }
        if let Some(element) = &problem.element {
            let _ = writeln!(out, "{gutter} = {} `{}`", language.either("element", "元素"), harmless(element.as_str()));
        }
        if let Some(hint) = language.hint(problem) {
            let _ = writeln!(out, "{gutter} = {}{hint}", language.either("hint: ", "提示："));
        }
        out
    }

    fn paint(self, colour: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// The part of a line around a column, and how many terminal columns stand before that column.
fn window(line: &str, column: u32) -> (String, usize) {
    // Some files are one line of many megabytes: only what is shown of it is looked at closely.
    let line = line.trim_end();
    let at = (column as usize).saturating_sub(1);
    let skipped = if line.len() <= WINDOW_CHARS { 0 } else { at.saturating_sub(WINDOW_CHARS) };
    let near = line.chars().skip(skipped).take(3 * WINDOW_CHARS);
    let chars: Vec<char> = near.map(|c| if c == '\t' { ' ' } else { c }).collect();
    let at = (at - skipped).min(chars.len());
    let from = if skipped == 0 && chars.len() <= WINDOW_CHARS { 0 } else { at.saturating_sub(WINDOW_CHARS / 2) };
    let to = chars.len().min(from + WINDOW_CHARS);
    let text = |range: &[char]| harmless(&range.iter().collect::<String>());
    let (lead, tail) = (if from + skipped > 0 { "…" } else { "" }, if to < chars.len() { "…" } else { "" });
    let before = width(lead) + width(&text(&chars[from..at]));
    (format!("{lead}{}{tail}", text(&chars[from..to])), before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use weir_core::Place;

    fn show(source: &str, line: u32, column: u32) -> String {
        let problem =
            Problem::error("no-such-flow", Some(&"审批".into()), Place { line, column }, "the flow ends nowhere");
        Style { colour: false, language: Language::En }.show("a.bpmn", source, &problem)
    }

    #[test]
    fn a_finding_shows_its_line_with_a_caret() {
        let expected = [
            "error[no-such-flow]: the flow ends nowhere",
            " --> a.bpmn:2:5",
            "  |",
            "2 | <审批 x=\"1\"/>",
            "  |       ^", // under the x: each of the two characters before it takes two columns
            "  = element `审批`",
        ];
        assert_eq!(show("<a>\n<审批 x=\"1\"/>\n", 2, 5).lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_to_do_is_said_where_the_finding_itself_does_not() {
        let place = Place { line: 1, column: 1 };
        let show = |message| {
            Style { colour: false, language: Language::En }.show(
                "a.bpmn",
                "<a/>",
                &Problem::error("unknown-element", None, place, message),
            )
        };
        assert!(show("BPMN has no element `foo`").ends_with("  = hint: correct the name\n"));
        assert!(!show("BPMN has no element `foo`: correct the name").contains("hint"));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let source = format!("{}<bad/>{}", "x".repeat(5000), "y".repeat(5000));
        let shown = show(&source, 1, 5001);
        assert!(shown.lines().all(|l| l.chars().count() < 140), "{shown}");
        let lines: Vec<&str> = shown.lines().collect();
        let caret = lines[4].chars().position(|c| c == '^').unwrap();
        assert_eq!(lines[3].chars().nth(caret), Some('<'));
    }

    #[test]
    fn a_finding_without_a_place_names_the_file() {
        assert!(show("", 0, 0).contains("--> a.bpmn\n"));
    }
}
