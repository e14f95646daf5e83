//! Sentences that are handed on as texts alone, as what a decision met on its way, or what the shell refuses: recognised by
//! how they are written. What is not listed is told as it is.
use super::Sentence;

/// Which sentence a text is, each with its form; names in brackets stand for what is different each time.
pub(crate) type Forms = [(&'static str, &'static str)];

/// What the shell refuses to an instance.
const REFUSALS: [(&str, &str); 11] = [
    ("process-absent", "process `{name}` is not deployed{}: deploy it and resolve the incident"),
    ("decision-absent", "decision `{name}` is not deployed{}: deploy it and resolve the incident"),
    ("decision-absent", "there is no decision `{name}`"),
    ("calls-deep", "calls lie deeper than {most}: does the process call itself?"),
    ("calls-many", "{most} called instances run below `{}`: does the process call itself more than once? {}"),
    ("suspended", "definition `{name}` is suspended: activate it first"),
    ("called-cancelled", "the called instance was cancelled"),
    ("parameter", "rule parameter `{name}` has no value now, and decision `{}` uses it"),
    ("decision-no-data", "decision `{decision}` gives something that cannot be a variable: {reason}"),
    ("decision-broke", "the evaluation of decision `{decision}` broke down"),
    ("too-slow", "the evaluation took more than {most} ms"),
];

/// Where in a decision something was met.
const PLACES: [(&str, &str); 6] = [
    ("fault", "decision `{decision}`, rule {rule}, output {output}: {reason}"),
    ("fault", "decision `{decision}`, input `{input}`: {reason}"),
    ("fault", "decision `{decision}`, default of output {output}: {reason}"),
    ("fault", "decision table of `{decision}`: {reason}"),
    ("fault", "decision `{decision}`: {reason}"),
    ("fault", "{reason}"),
];

/// What was met there.
const FAULTS: [(&str, &str); 19] = [
    ("missing", "`{name}` is missing, in `{expression}`"),
    ("null", "`{part}` is null, in `{expression}`"),
    // Of JUEL.
    ("missing", "variable `{name}` is missing, in `{expression}`"),
    ("null-call", "`{part}` is a call on null, in `{expression}`"),
    ("too-large", "`{part}` is larger than a number can be, in `{expression}`"),
    ("rules-together", "its rules {rules} match together, and it is unique"),
    ("rules-differ", "its rules {one} and {two} match with different results"),
    ("not-of-type", "{given} is not of type `{type}`"),
    ("not-allowed", "{given} is not one of the values that the output allows"),
    ("not-taken", "`{part}` may not be {given}"),
    ("not-taken", "`{part}` does not take {given}"),
    ("decision-type", "decision `{decision}` gives {given}, which is not of its type"),
    ("decision-type", "service `{decision}` gives {given}, which is not of its type"),
    ("decision-empty", "decision `{decision}` has nothing to decide by"),
    ("condition-neither", "the condition is neither true nor false"),
    ("no-function", "what is invoked is no function"),
    ("argument-missing", "argument `{name}` is missing"),
    ("calls-in-decision", "calls lie too deep, or are too many"),
    ("not-evaluated", "`{part}` cannot be evaluated"),
];

/// What ended a script.
const ENDED: [(&str, &str); 4] = [
    ("script-slow", "the script took more than {most} ms"),
    ("script-memory", "the script took more than {most} MiB of memory"),
    ("script-broke", "what the script gave cannot be used: {reason}"),
    ("script-broke", "what the script sets is refused: {reason}"),
];

/// A part of an expression, and what is wrong with it.
const BLAMED: [(&str, &str); 1] = [("fault", "`{part}`: {reason}, in `{expression}`")];

/// What the shell refuses, in parts.
pub(crate) fn refusal(message: &str) -> Option<Sentence> {
    read(&REFUSALS, message)
}

/// What a decision met, in parts: where, and what.
pub(crate) fn decision(fault: &str) -> Option<Sentence> {
    if let Some(of_decision) = read(&FAULTS, fault).filter(|told| told.name.starts_with("decision-")) {
        return Some(of_decision);
    }
    let mut place = read(&PLACES, fault)?;
    let text = place.parts.remove("reason")?;
    let what = read(&FAULTS, &text).or_else(|| {
        let mut blamed = read(&BLAMED, &text)?;
        let detail = crate::juel::told(&blamed.parts.remove("reason")?);
        Some(Sentence { parts: detail.parts.into_iter().chain(blamed.parts).collect(), ..detail })
    });
    let what = what.or_else(|| of_script(&text))?;
    Some(Sentence { parts: what.parts.into_iter().chain(place.parts).collect(), ..what })
}

/// What a script threw, or what ended it.
fn of_script(text: &str) -> Option<Sentence> {
    let line = text.strip_suffix(" of the script)").and_then(|text| text.rsplit_once(" (line "));
    let (threw, line) = line.map_or((text, None), |(threw, line)| (threw, line.parse().ok()));
    read(&ENDED, threw).or_else(|| line.is_some().then(|| Sentence::script(threw, line)))
}

/// The first form that a text has. What stands for `types` are those of the sentence.
pub(crate) fn read(forms: &Forms, text: &str) -> Option<Sentence> {
    let (name, parts) = forms.iter().find_map(|(name, form)| Some((name, parts(form, text)?)))?;
    let mut told = Sentence::new(name);
    for (part, is) in parts {
        if part == "types" {
            told.types.push(is.to_owned());
        } else {
            told = told.with(part, is);
        }
    }
    Some(told)
}

/// What stands in place of the names in brackets, where all else is the same.
fn parts<'t>(form: &'t str, text: &'t str) -> Option<Vec<(&'t str, &'t str)>> {
    let mut pieces = form.split('{');
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut found = vec![];
    for piece in pieces {
        let (name, after) = piece.split_once('}')?;
        let end = if after.is_empty() { rest.len() } else { rest.find(after)? };
        if !name.is_empty() {
            found.push((name, &rest[..end]));
        }
        rest = &rest[end + after.len()..];
    }
    rest.is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(told: Option<Sentence>) -> String {
        let Some(told) = told else { return "as it is".to_owned() };
        let parts = told.parts.iter().map(|(name, is)| format!(" {name}={is}"));
        let types = told.types.iter().map(|is| format!(" type {is}"));
        format!("{}{}", told.name, parts.chain(types).collect::<String>())
    }

    #[test]
    fn what_a_decision_met_is_told_with_its_place() {
        for (fault, expected) in [
            ("decision `d`: `x` is missing, in `x + 1`", "missing decision=d expression=x + 1 name=x"),
            (
                "decision `d`, rule 2, output `fee`: `a * \"x\"`: cannot multiply number and string, in `a * \"x\"`",
                "cannot decision=d expression=a * \"x\" output=`fee` part=a * \"x\" rule=2 what=multiply type number type string",
            ),
            (
                "decision `d`, input `age`: \"old\" is not of type `number`",
                "not-of-type decision=d given=\"old\" input=age type=number",
            ),
            (
                "decision table of `d`: its rules 1, 3 match together, and it is unique",
                "rules-together decision=d rules=1, 3",
            ),
            ("decision `d` gives 7, which is not of its type", "decision-type decision=d given=7"),
            (
                "decision `d`: ReferenceError: rate is not defined (line 2 of the script)",
                "script-no-variable decision=d line=2 name=rate",
            ),
            ("decision `d`: oh no (line 1 of the script)", "script-threw decision=d line=1 reason=oh no"),
            (
                "decision `d`: the script took more than 800 ms (line 1 of the script)",
                "script-slow decision=d most=800",
            ),
            (
                "decision `d`: variable `rate` is missing, in `${rate * 2}`",
                "missing decision=d expression=${rate * 2} name=rate",
            ),
            (
                "decision `d`, rule 1, output `fee`: `a.charAt(9)`: a position from 0 to 3 is wanted, in `${a.charAt(9)}`",
                "no-position decision=d expression=${a.charAt(9)} most=3 output=`fee` part=a.charAt(9) rule=1",
            ),
            ("`Colour` may not be \"green\"", "not-taken given=\"green\" part=Colour"),
            ("the moon is in the way", "as it is"),
        ] {
            assert_eq!(said(decision(fault)), expected, "{fault}");
        }
    }

    #[test]
    fn what_the_shell_refuses_is_told_in_parts() {
        let told = |message: &str| said(refusal(message));
        let absent = "process `pay` is not deployed in version 3: deploy it and resolve the incident";
        assert_eq!(told(absent), "process-absent name=pay");
        assert_eq!(told("definition `pay:1` is suspended: activate it first"), "suspended name=pay:1");
        assert_eq!(told("a worker says otherwise"), "as it is");
    }
}
