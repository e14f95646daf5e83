//! Values that elements need: from the model as written, or from an expression.
use super::standard_loop::counter;
use super::told::{fault, reading, short, unanswered, values, words};
use super::{View, complex, derived, facts};
use crate::expression::{Chance, Expression, InZone, STEP_COST_MAX, VALUE_BYTES_MAX, Variables, Weight, shown};
use crate::failure::{Failure, Stop};
use crate::id::Key;
use crate::instance::Answer;
use crate::juel::Fact;
use crate::parameter::Parameters;
use crate::process;
use crate::script::Outcome;
use crate::sentence::Sentence;
use crate::timer::At;
use jiff::tz::TimeZone;
use serde_json::Value;
use std::borrow::Cow;
use std::ops::RangeInclusive;

/// The variables that an element instance sees.
pub struct Seen<'a>(pub View<'a>, pub Key);

impl Variables for Seen<'_> {
    fn get(&self, name: &str) -> Option<Cow<'_, Value>> {
        let Seen(view, key) = *self;
        if let Some(counter) = counter(view, key, name) {
            return Some(Cow::Owned(counter));
        }
        match view.instance.variable(key, name) {
            Some(value) => Some(Cow::Borrowed(value)),
            None => derived(view, key, name).or_else(|| complex::derived(view, key, name)).map(Cow::Owned),
        }
    }

    fn parameters(&self) -> &Parameters {
        self.0.parameters.all()
    }

    fn zone(&self) -> &TimeZone {
        self.0.zone
    }

    fn local(&self, name: &str) -> Option<Value> {
        self.0.instance.elements[&self.1].variables.get(name).cloned()
    }

    fn fact(&self, fact: Fact) -> Option<Value> {
        facts::of(self.0, self.1, fact)
    }
}

/// The same variables, where a step draws by chance.
struct Drawing<'a>(&'a dyn Variables, View<'a>);

impl Variables for Drawing<'_> {
    fn get(&self, name: &str) -> Option<Cow<'_, Value>> {
        self.0.get(name)
    }

    fn parameters(&self) -> &Parameters {
        self.0.parameters()
    }

    fn zone(&self) -> &TimeZone {
        self.0.zone()
    }

    fn local(&self, name: &str) -> Option<Value> {
        self.0.local(name)
    }

    fn fact(&self, fact: Fact) -> Option<Value> {
        self.0.fact(fact)
    }

    fn chance(&self) -> Option<Chance> {
        let Drawing(_, view) = self;
        let header = &view.instance.header;
        let numbers = [header.seq.to_be_bytes(), view.now.0.to_be_bytes(), view.parameters.draw().to_be_bytes()];
        Some(Chance::of(&[header.id.to_string().as_bytes(), &numbers[0], &numbers[1], &numbers[2]]))
    }
}

/// The value of an expression for an element instance. One that is not provably bounded is answered by a killable
/// process; until its answer is there the element stops and asks.
pub fn evaluate(view: View, key: Key, expression: &Expression) -> Result<Value, Stop> {
    view.parameters.used_by(expression);
    if let Expression::Built(built) = expression {
        return weighed(view, expression, built.put_together(|inner| evaluate(view, key, inner))?);
    }
    value_of(view, key, expression, &Seen(view, key))
}

/// The same for an expression that sees only what the element instance itself has.
pub fn evaluate_own(view: View, key: Key, expression: &Expression) -> Result<Value, Stop> {
    if let Expression::Built(built) = expression {
        return weighed(view, expression, built.put_together(|inner| evaluate_own(view, key, inner))?);
    }
    let own = InZone { variables: &view.instance.elements[&key].variables, zone: view.zone };
    value_of(view, key, expression, &own)
}

/// The same for a bounded expression over something that does not belong to the instance yet.
pub(crate) fn evaluate_in(
    view: View,
    key: Key,
    expression: &Expression,
    variables: &dyn Variables,
) -> Result<Value, Stop> {
    value_of(view, key, expression, variables)
}

fn value_of(view: View, key: Key, expression: &Expression, variables: &dyn Variables) -> Result<Value, Stop> {
    if view.parameters.is_exhausted() {
        return Err(Stop::Failed(Failure::StepTooCostly { max: STEP_COST_MAX, at: shown(expression.text()) }));
    }
    let drawing = Drawing(variables, view);
    let variables = if expression.draws() { &drawing } else { variables };
    let found = expression.evaluate(variables, view.now.to_jiff());
    // What a killable process has to evaluate has cost no more than to see that.
    if !matches!(&found, Err(error) if error.needs_child()) {
        view.parameters.spend(expression.cost(variables, found.as_ref().ok()));
    }
    match found {
        Ok(value) => weighed(view, expression, value),
        Err(error) if error.needs_child() && !expression.draws() => {
            match view.instance.elements[&key].answers.get(expression.text()) {
                Some(Answer::Value(value)) => weighed(view, expression, value.clone()),
                Some(Answer::Failed { code, message, sentence }) => {
                    let script = matches!(expression, Expression::Script(_));
                    let names = if script { words(expression.text()) } else { expression.variables().clone() };
                    let answer = (code.clone(), message.as_str(), sentence.clone());
                    Err(Stop::Failed(unanswered(expression.text(), variables, &names, answer)))
                }
                None => Err(Stop::Ask(expression.text().into())),
            }
        }
        Err(error) => Err(Stop::Failed(fault(expression, variables, &error))),
    }
}

/// A value that is not too large. One that takes much memory counts for what the step may take: a cycle that doubles a
/// value ends here.
fn weighed(view: View, expression: &Expression, value: Value) -> Result<Value, Stop> {
    let weight = match &value {
        Value::Null | Value::Bool(_) | Value::Number(_) => return Ok(value),
        value => Weight::of(value),
    };
    if !weight.is_allowed() {
        let text = expression.text().to_owned();
        let message = format!(
            "`{}` gives more than {VALUE_BYTES_MAX} bytes: keep large data elsewhere, and here what they are found by",
            shown(&text)
        );
        let told = Sentence::new("result-large").with("expression", shown(&text)).with("most", VALUE_BYTES_MAX);
        return Err(Stop::Failed(Failure::Expression {
            code: "value-too-large".to_owned(),
            expression: text,
            message,
            sentence: told.kept(),
        }));
    }
    view.parameters.spend_memory(weight.memory);
    Ok(value)
}

/// What a script that does something gave.
pub fn run(view: View, key: Key, script: &Expression) -> Result<Outcome, Stop> {
    outcome(script.text(), evaluate(view, key, script)?)
}

/// What a script gave, from the answer of the killable process.
pub fn outcome(script: &str, answer: Value) -> Result<Outcome, Stop> {
    serde_json::from_value(answer).map_err(|error| {
        let (expression, message) = (script.to_owned(), format!("what the script gave cannot be used: {error}"));
        let sentence = Sentence::script(&message, None).kept();
        Stop::Failed(Failure::Expression { code: "script-failed".to_owned(), expression, message, sentence })
    })
}

/// BPMN 10.5.1: whether the condition of an event holds. One over variables that are not there yet, or are null so far,
/// does not hold yet. Whatever else keeps it from being true or false is a failure: nobody would wait for it knowingly.
pub fn truth(condition: &Expression, found: Result<Value, Stop>) -> Result<bool, Failure> {
    let expression = || condition.text().to_owned();
    match found {
        Ok(Value::Bool(holds)) => Ok(holds),
        Ok(Value::Null) => Ok(false),
        Ok(other) => {
            let message = format!("`{}` gives {}, not true or false", shown(condition.text()), told(&other));
            let sentence = gives(condition.text(), "true or false", &other).kept();
            Err(Failure::Expression { code: "feel-not-boolean".into(), expression: expression(), message, sentence })
        }
        Err(Stop::Failed(failure)) if NOT_YET.contains(&failure.code()) => Ok(false),
        Err(Stop::Failed(failure)) => Err(failure),
        Err(Stop::Ask(_)) => {
            let message = "with these data it needs more steps than a condition may, which is looked at inside a step";
            Err(Failure::Expression {
                code: "feel-too-costly".into(),
                expression: expression(),
                message: message.into(),
                sentence: Sentence::new("costly").with("part", shown(condition.text())).kept(),
            })
        }
    }
}

/// The codes of what a condition lacks as long as a variable is not there.
const NOT_YET: [&str; 4] = ["feel-missing-variable", "feel-null", "juel-missing-variable", "juel-null"];

/// A condition: true or false, anything else is a failure.
pub fn holds(view: View, key: Key, condition: &Expression) -> Result<bool, Stop> {
    match evaluate(view, key, condition)? {
        Value::Bool(holds) => Ok(holds),
        other => Err(Stop::Failed(Failure::Expression {
            code: "feel-not-boolean".into(),
            expression: condition.text().into(),
            message: format!(
                "`{}` gives {}, not true or false{}",
                shown(condition.text()),
                told(&other),
                values(&Seen(view, key), condition.variables())
            ),
            sentence: {
                let told = gives(condition.text(), "true or false", &other);
                reading(told, &Seen(view, key), condition.variables()).kept()
            },
        })),
    }
}

/// A text; numbers are written out, null is none.
pub fn text(view: View, key: Key, value: &process::Value) -> Result<Option<String>, Stop> {
    match value {
        process::Value::Fixed(text) => Ok(Some(text.clone())),
        process::Value::Feel(expression) => match evaluate(view, key, expression)? {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text)),
            Value::Number(number) => Ok(Some(crate::number::plain(&number))),
            Value::Bool(bool) => Ok(Some(bool.to_string())),
            other => Err(wrong(expression, "a text", &other)),
        },
    }
}

/// A text that must be there.
pub fn needed_text(view: View, key: Key, what: &str, value: &process::Value) -> Result<String, Stop> {
    match text(view, key, value)? {
        Some(text) if !text.is_empty() => Ok(text),
        _ => Err(Stop::Failed(missing(what, value))),
    }
}

/// A name that must be there, and that somebody can ask for.
pub fn needed_name(view: View, key: Key, what: &str, value: &process::Value) -> Result<String, Stop> {
    crate::name::fitting(what, needed_text(view, key, what, value)?)
}

/// A whole number within its limits.
pub fn whole(what: &str, text: &str, limits: RangeInclusive<i64>) -> Result<i64, Stop> {
    let Some(number) = crate::number::read(text) else {
        return Err(Stop::Failed(Failure::NotNumber { what: what.into(), text: text.to_owned() }));
    };
    let (least, most) = (*limits.start(), *limits.end());
    let wrong = || Stop::Failed(Failure::OutOfRange { what: what.into(), text: text.to_owned(), least, most });
    crate::number::whole(number).filter(|number| limits.contains(number)).ok_or_else(wrong)
}

/// A text that must be there before there is an instance: no variable has a value yet.
pub fn plain(what: &str, value: &process::Value, at: At) -> Result<String, Failure> {
    let text = match value {
        process::Value::Fixed(text) => Value::String(text.clone()),
        process::Value::Feel(expression) => {
            let nothing = crate::instance::Variables::new();
            let given = expression.evaluate(&InZone { variables: &nothing, zone: at.zone }, at.now.to_jiff());
            given.map_err(|error| Failure::Expression {
                code: error.code().into(),
                expression: expression.text().into(),
                message: error.to_string(),
                sentence: error.sentence().map(Box::new),
            })?
        }
    };
    match text {
        Value::String(text) if !text.is_empty() => Ok(text),
        _ => Err(missing(what, value)),
    }
}

fn missing(what: &str, value: &process::Value) -> Failure {
    let expression = match value {
        process::Value::Fixed(text) => text.clone(),
        process::Value::Feel(expression) => expression.text().into(),
    };
    Failure::Missing { what: what.into(), expression }
}

/// A list of names: written with commas, or FEEL giving a list or such a text.
pub fn list_of_names(view: View, key: Key, value: Option<&process::Value>) -> Result<Vec<String>, Stop> {
    let split =
        |text: &str| text.split(',').map(str::trim).filter(|n| !n.is_empty()).map(String::from).collect::<Vec<_>>();
    match value {
        None => Ok(vec![]),
        Some(process::Value::Fixed(text)) => Ok(split(text)),
        Some(process::Value::Feel(expression)) => {
            // What several expressions give is one list for each of them.
            let composed = matches!(expression, Expression::Built(_));
            let given = match evaluate(view, key, expression)? {
                Value::Array(items) if composed => items,
                given => vec![given],
            };
            let mut names = vec![];
            for one in given {
                match one {
                    Value::Null => {}
                    Value::String(text) => names.extend(split(&text)),
                    Value::Array(items) => {
                        for item in items {
                            match item {
                                Value::String(name) => names.push(name),
                                other => return Err(wrong(expression, "a list of texts", &other)),
                            }
                        }
                    }
                    other => return Err(wrong(expression, "a list of texts", &other)),
                }
            }
            Ok(names)
        }
    }
}

/// What a value is, and the value itself, for messages.
pub fn told(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        other => format!("{}, {}", kind_of(other), short(other)),
    }
}

/// A value of another kind than is needed, in parts.
pub fn gives(expression: &str, wanted: &str, got: &Value) -> Sentence {
    let told = Sentence::new("gives").with("expression", shown(expression)).with("wanted", wanted);
    let told = told.with("type", kind_of(got));
    if got.is_null() { told } else { told.with("value", short(got)) }
}

/// What a value is, for messages.
pub fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a context",
    }
}

fn wrong(expression: &Expression, wanted: &str, got: &Value) -> Stop {
    Stop::Failed(Failure::Expression {
        code: "feel-type".into(),
        expression: expression.text().into(),
        message: format!("`{}` gives {}, and {wanted} is needed here", shown(expression.text()), told(got)),
        sentence: gives(expression.text(), wanted, got).kept(),
    })
}
