//! The public compatibility kit for decision models and FEEL: models and expected values, one case for each result.
use super::dom::{self, Element};
use super::outcome::{Case, Outcome, Run};
use super::{NewBackend, guarded};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use weir_core::Timestamp;
use weir_core::decision::{DecisionError, Decisions, Evaluated, File, Inputs};
use weir_core::expression::{Expression, Now};

/// The stack of an evaluation that is not bounded: in the engine it runs in a child process.
const STACK_BYTES: usize = 64 << 20;
/// Relative difference of numbers that counts as none.
const TOLERANCE: f64 = 1e-8;

/// Runs the suite.
pub fn run(folder: &Path, _: NewBackend) -> Result<Run, String> {
    let mut run = Run { suite: "dmn-tck".into(), ..Run::default() };
    for level in sorted(folder)? {
        for case in sorted(&level)?.iter().filter(|path| path.is_dir()) {
            for file in sorted(case)?.iter().filter(|path| path.extension().is_some_and(|e| e == "xml")) {
                run.cases.extend(file_of_tests(folder, &level, file)?);
            }
        }
    }
    for level in ["compliance-level-2", "compliance-level-3", "non-compliant"] {
        let of_level = || run.cases.iter().filter(|case| case.construct == level);
        let passed = of_level().filter(|case| case.outcome == Outcome::Passed).count();
        let all = of_level().count();
        run.figures.push((format!("of {all} results of {level} are as expected"), passed));
    }
    Ok(run)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.is_dir() || path.extension().is_some_and(|e| e == "xml" || e == "dmn"));
    paths.retain(|path| path.file_name().is_none_or(|name| name != "testCases.xsd"));
    paths.sort();
    Ok(paths)
}

fn file_of_tests(folder: &Path, level: &Path, file: &Path) -> Result<Vec<Case>, String> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let tests = dom::parse(&text).map_err(|e| format!("{}: {e}", file.display()))?;
    let model = children(&tests, "modelName").next().map(Element::text).unwrap_or_default();
    let directory = file.parent().unwrap_or(folder);
    let mut files = vec![(model.trim().to_owned(), std::fs::read(directory.join(model.trim())).unwrap_or_default())];
    for other in sorted(directory)?.into_iter().filter(|path| path.extension().is_some_and(|e| e == "dmn")) {
        let name = other.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name != files[0].0 {
            files.push((name, std::fs::read(&other).map_err(|e| e.to_string())?));
        }
    }
    let borrowed: Vec<File> = files.iter().map(|(name, bytes)| File { name, bytes }).collect();
    // What is wrong in a model on purpose must fail where it is evaluated, and nowhere else.
    let (decisions, _) = Decisions::compile(&borrowed);
    let name = file.strip_prefix(folder).unwrap_or(file).display().to_string();
    let construct = level.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut cases = vec![];
    for test in children(&tests, "testCase") {
        let mut inputs = Given::default();
        for input in children(test, "inputNode") {
            let name = input.get("name").unwrap_or_default().to_owned();
            match children(input, "value").next().and_then(temporal) {
                Some(feel) => inputs.feel.push((name, feel)),
                None => _ = inputs.plain.insert(name, value(input)),
            }
        }
        for result in children(test, "resultNode") {
            let node = result.get("name").unwrap_or_default();
            let direct = [result, test].iter().any(|e| matches!(e.get("type"), Some("decisionService" | "bkm")));
            let asked = if direct { test.get("invocableName").unwrap_or(node) } else { node };
            let id = format!("{name}#{}/{node}", test.get("id").unwrap_or_default());
            let outcome = guarded(|| judge(&decisions, asked, &inputs, result));
            cases.push(Case { id, construct: construct.clone(), outcome });
        }
    }
    Ok(cases)
}

/// What a case is asked with.
#[derive(Default)]
struct Given {
    plain: Map<String, Value>,
    feel: Vec<(String, String)>,
}

impl Inputs for Given {
    fn all(&self) -> Map<String, Value> {
        self.plain.clone()
    }

    fn feel(&self) -> Vec<(String, String)> {
        self.feel.clone()
    }
}

/// A date, time or duration as FEEL; JSON has none.
fn temporal(simple: &Element) -> Option<String> {
    Some(format!("{}({})", temporal_function(kind(simple))?, json!(simple.text())))
}

fn temporal_function(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "date" => "date",
        "time" => "time",
        "dateTime" => "date and time",
        "duration" => "duration",
        _ => return None,
    })
}

fn judge(decisions: &Decisions, asked: &str, inputs: &Given, result: &Element) -> Outcome {
    let found = evaluate(decisions, asked, inputs);
    let shown = match &found {
        Ok(answer) => format!("{} {:?}", answer.value, answer.faults),
        Err(Unanswered::Refused(error) | Unanswered::Broken(error)) => error.clone(),
    };
    let fails_expected = result.get("errorResult") == Some("true");
    let value_found = match found {
        Ok(answer) => answer.value,
        // A decision that is not there, or that breaks the evaluator, has not been evaluated at all.
        Err(Unanswered::Refused(_)) if fails_expected => return Outcome::Passed,
        Err(_) => return Outcome::Failed(format!("no value: {shown}")),
    };
    // A service with several outputs is asked for one of them.
    let named = result.get("name").filter(|name| *name != asked).and_then(|name| value_found.get(name));
    let value_found = named.cloned().unwrap_or(value_found);
    if fails_expected {
        let fails = value_found.is_null();
        return if fails { Outcome::Passed } else { Outcome::Failed(format!("{shown}, and it must fail")) };
    }
    let Some(expected) = children(result, "expected").next() else {
        return Outcome::Doubtful("nothing expected".into());
    };
    if same(expected, &value_found) {
        return Outcome::Passed;
    }
    Outcome::Failed(format!("{shown}, expected {}", value(expected)))
}

/// Why there is no value.
enum Unanswered {
    /// The evaluation says that it cannot be.
    Refused(String),
    /// There was nothing to evaluate, or it broke down.
    Broken(String),
}

impl From<DecisionError> for Unanswered {
    fn from(error: DecisionError) -> Unanswered {
        match error {
            DecisionError::Unknown { .. } | DecisionError::Panic { .. } => Unanswered::Broken(error.to_string()),
            other => Unanswered::Refused(other.to_string()),
        }
    }
}

fn evaluate(decisions: &Decisions, asked: &str, inputs: &Given) -> Result<Evaluated, Unanswered> {
    match decisions.evaluate(asked, inputs, Timestamp(1_700_000_000_000)) {
        Err(error) if error.needs_child() => std::thread::scope(|scope| {
            let work = || decisions.evaluate_unbounded(asked, inputs, Timestamp(1_700_000_000_000));
            let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work);
            let thread = thread.map_err(|error| Unanswered::Broken(error.to_string()))?;
            Ok(thread.join().map_err(|_| Unanswered::Broken("it panicked".to_owned()))??)
        }),
        other => Ok(other?),
    }
}

/// A value as the kit writes it.
fn value(holder: &Element) -> Value {
    if let Some(list) = children(holder, "list").next() {
        return children(list, "item").map(value).collect();
    }
    let components: Map<String, Value> =
        children(holder, "component").map(|c| (c.get("name").unwrap_or_default().to_owned(), value(c))).collect();
    if !components.is_empty() {
        return Value::Object(components);
    }
    let Some(simple) = children(holder, "value").next() else { return Value::Null };
    let text = simple.text();
    match kind(simple) {
        _ if simple.get("xsi:nil") == Some("true") => Value::Null,
        "decimal" | "double" | "integer" => number(&text).unwrap_or_else(|| json!(text)),
        "boolean" => json!(text.trim() == "true"),
        "" if text == "true" || text == "false" => json!(text == "true"),
        "" => number(&text).unwrap_or_else(|| json!(text)),
        _ => json!(text),
    }
}

/// A number as XML Schema writes it: a digit before the point may be missing.
fn number(text: &str) -> Option<Value> {
    let whole: Option<Value> = text.parse::<i64>().ok().map(Value::from);
    whole.or_else(|| serde_json::Number::from_f64(text.parse().ok()?).map(Value::Number))
}

fn kind(simple: &Element) -> &str {
    let kind = simple.get("xsi:type").unwrap_or_default();
    kind.rsplit_once(':').map_or(kind, |(_, kind)| kind)
}

fn same(expected: &Element, found: &Value) -> bool {
    if let Some(list) = children(expected, "list").next() {
        let items: Vec<&Element> = children(list, "item").collect();
        if list.get("xsi:nil") == Some("true") {
            return found.is_null();
        }
        return found.as_array().is_some_and(|all| {
            all.len() == items.len() && all.iter().zip(items).all(|(found, item)| same(item, found))
        });
    }
    let components: Vec<&Element> = children(expected, "component").collect();
    if !components.is_empty() {
        return found.as_object().is_some_and(|all| {
            let entry = |c: &&Element| all.get(c.get("name").unwrap_or_default()).is_some_and(|found| same(c, found));
            all.len() == components.len() && components.iter().all(entry)
        });
    }
    let Some(simple) = children(expected, "value").next() else { return found.is_null() || *found == json!({}) };
    let wanted = value(expected);
    match (&wanted, found) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap_or(f64::NAN), b.as_f64().unwrap_or(f64::NAN));
            (a - b).abs() <= TOLERANCE * a.abs().max(1.0)
        }
        (Value::String(a), Value::String(b)) if a != b => {
            let Some(function) = temporal_function(kind(simple)) else { return false };
            let text = format!("{function}({}) = {function}({})", json!(a), json!(b));
            let equal = Expression::compile(&text).ok().and_then(|e| e.evaluate(&Map::new(), Now::UNIX_EPOCH).ok());
            equal == Some(Value::Bool(true))
        }
        (a, b) => a == b,
    }
}

fn children<'e>(of: &'e Element, tag: &'e str) -> impl Iterator<Item = &'e Element> {
    of.elements().filter(move |child| child.local() == tag)
}
