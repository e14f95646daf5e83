//! One compiled expression, whatever its language.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::bound::Bound;
use super::bound::Reason;
use super::built::{Built, Part};
use super::child::ChildRequest;
use super::compiled::{Feel, read};
use super::error::{EvaluationError, SyntaxError};
use super::scope::{Now, Variables};
use super::size::measure;
use crate::juel::Juel;
use crate::script::{JavaScript, Purpose};

/// One compiled expression; cheap to clone, shared between threads.
///
/// ```
/// use serde_json::json;
/// use weir_core::expression::{Expression, Now};
///
/// let data = json!({"amount": 1500, "approved": false});
/// for text in ["= amount > 1000 and not(approved)", "${amount > 1000 && !approved}"] {
///     let large = Expression::read(text).unwrap();
///     assert_eq!(large.evaluate(data.as_object().unwrap(), Now::UNIX_EPOCH), Ok(json!(true)));
/// }
/// ```
#[derive(Debug, Clone)]
pub enum Expression {
    /// FEEL.
    Feel(Feel),
    /// JUEL: `${…}` or `#{…}`, or text with some in it.
    Juel(Arc<Juel>),
    /// A text, a list or an object that the model writes down.
    Built(Arc<Built>),
    /// A script in JavaScript; only the killable process runs it.
    Script(Arc<JavaScript>),
}

impl Expression {
    /// Compiles FEEL; see [`Feel::compile`].
    pub fn compile(text: &str) -> Result<Expression, SyntaxError> {
        Feel::compile(text).map(Expression::Feel)
    }

    /// Compiles FEEL where variables may have one of the `known` names; see [`Feel::compile_with_names`].
    ///
    /// ```
    /// use weir_core::expression::Expression;
    /// let e = Expression::compile_with_names("Credit Score + base-rate", &["Credit Score", "base-rate"]).unwrap();
    /// assert_eq!(e.variables().iter().collect::<Vec<_>>(), ["Credit Score", "base-rate"]);
    /// ```
    pub fn compile_with_names(text: &str, known: &[&str]) -> Result<Expression, SyntaxError> {
        Feel::compile_with_names(text, known).map(Expression::Feel)
    }

    /// Compiles JUEL; see [`Juel::compile`].
    pub fn juel(text: &str) -> Result<Expression, SyntaxError> {
        Ok(Expression::Juel(Arc::new(Juel::compile(text)?)))
    }

    /// A value put together from others.
    pub fn built(part: Part) -> Expression {
        Expression::Built(Arc::new(Built::new(part)))
    }

    /// A script in JavaScript.
    pub fn script(purpose: Purpose, text: &str) -> Expression {
        Expression::Script(Arc::new(JavaScript::new(purpose, text)))
    }

    /// Compiles what its own marks say it is: JUEL with `${` or `#{` in it and no `=` before it, else FEEL.
    pub fn read(text: &str) -> Result<Expression, SyntaxError> {
        if crate::juel::is_juel(text) && !text.trim_start().starts_with('=') {
            Expression::juel(text)
        } else {
            Expression::compile(text)
        }
    }

    /// The expression as written; FEEL without a leading `=`.
    pub fn text(&self) -> &str {
        match self {
            Expression::Feel(feel) => feel.text(),
            Expression::Juel(juel) => juel.text(),
            Expression::Built(built) => built.text(),
            Expression::Script(script) => script.asked(),
        }
    }

    /// Every name the expression may read from the variables; see [`Feel::variables`]. A script gets all of them.
    pub fn variables(&self) -> &BTreeSet<String> {
        match self {
            Expression::Feel(feel) => feel.variables(),
            Expression::Juel(juel) => juel.variables(),
            Expression::Built(built) => built.variables(),
            Expression::Script(_) => &NONE,
        }
    }

    /// The names that are variables for sure; see [`Feel::required`].
    pub fn required(&self) -> &BTreeSet<String> {
        match self {
            Expression::Feel(feel) => feel.required(),
            Expression::Juel(juel) => juel.required(),
            Expression::Built(built) => built.required(),
            Expression::Script(_) => &NONE,
        }
    }

    /// The rule parameters that it uses; see [`Feel::parameters`]. JUEL and scripts know none.
    pub fn parameters(&self) -> &BTreeSet<String> {
        match self {
            Expression::Feel(feel) => feel.parameters(),
            _ => &NONE,
        }
    }

    /// Does it also read variables whose names are data?
    pub fn reads_by_data(&self) -> bool {
        match self {
            Expression::Feel(_) => false,
            Expression::Juel(juel) => juel.reads_by_data(),
            Expression::Built(built) => built.inner().into_iter().any(Expression::reads_by_data),
            Expression::Script(_) => true,
        }
    }

    /// Where this expression may be evaluated. JUEL is always bounded, a script never is.
    pub fn bound(&self) -> Bound {
        match self {
            Expression::Feel(feel) => feel.bound(),
            Expression::Juel(_) => Bound::Bounded,
            Expression::Built(built) => {
                let unbounded = built.inner().into_iter().map(Expression::bound).find(|bound| *bound != Bound::Bounded);
                unbounded.unwrap_or(Bound::Bounded)
            }
            Expression::Script(_) => Bound::Unbounded(Reason::Script),
        }
    }

    /// The variables that it sets, where a script names them.
    pub fn sets(&self) -> Vec<&str> {
        match self {
            Expression::Script(script) => script.sets(),
            _ => vec![],
        }
    }

    /// Does it draw by chance? The parts of a value that is put together are evaluated one by one.
    pub fn draws(&self) -> bool {
        matches!(self, Expression::Feel(feel) if feel.draws())
    }

    /// Is it a script that does something, and does not only give a value?
    pub fn is_program(&self) -> bool {
        matches!(self, Expression::Script(script) if script.purpose() != Purpose::Value)
    }

    /// The value, in process; see [`Feel::evaluate`].
    pub fn evaluate(&self, variables: &dyn Variables, now: Now) -> Result<Value, EvaluationError> {
        match self {
            Expression::Feel(feel) => feel.evaluate(variables, now),
            Expression::Juel(juel) => Ok(juel.evaluate(variables, now)?),
            Expression::Built(built) => built.put_together(|inner| inner.evaluate(variables, now)),
            Expression::Script(script) => {
                Err(EvaluationError::Unbounded { reason: Reason::Script, expression: super::print::cut(script.text()) })
            }
        }
    }

    /// The value, whatever it costs. Only the killable child process may call this.
    pub fn evaluate_unbounded(&self, variables: &dyn Variables, now: Now) -> Result<Value, EvaluationError> {
        match self {
            Expression::Feel(feel) => feel.evaluate_unbounded(variables, now),
            Expression::Juel(juel) => Ok(juel.evaluate(variables, now)?),
            Expression::Built(built) => built.put_together(|inner| inner.evaluate(variables, now)),
            Expression::Script(script) => {
                Err(EvaluationError::Unbounded { reason: Reason::Script, expression: super::print::cut(script.text()) })
            }
        }
    }

    /// About how many elementary steps an evaluation in process that gave `value` has taken. The parts of a value that is
    /// put together are evaluations of their own.
    pub fn cost(&self, variables: &dyn Variables, value: Option<&Value>) -> u64 {
        match self {
            Expression::Feel(feel) => feel.cost(variables, value),
            Expression::Juel(juel) => {
                read(juel.variables(), variables).saturating_add(value.map_or(0, |value| measure(value).total))
            }
            Expression::Built(_) | Expression::Script(_) => 0,
        }
    }

    /// True or false, in process; see [`Feel::condition`]. A condition in JUEL must give true or false itself.
    pub fn condition(&self, variables: &dyn Variables, now: Now) -> Result<bool, EvaluationError> {
        match self {
            Expression::Feel(feel) => feel.condition(variables, now),
            _ => match self.evaluate(variables, now)? {
                Value::Bool(value) => Ok(value),
                other => Err(EvaluationError::NotBoolean {
                    found: crate::element::kind_of(&other),
                    expression: super::print::cut(self.text()),
                }),
            },
        }
    }

    /// What the child process needs to evaluate this: the text and the variables it reads.
    pub fn child_request(&self, variables: &dyn Variables, now: Now) -> ChildRequest {
        if let Expression::Feel(feel) = self {
            return feel.child_request(variables, now);
        }
        let (used, zone) = (self.variables().iter(), super::zone_name(variables.zone()));
        let variables = used.filter_map(|name| Some((name.clone(), variables.get(name)?.into_owned()))).collect();
        let parameters = crate::parameter::Parameters::default();
        ChildRequest { text: self.text().to_owned(), names: vec![], variables, now, parameters, zone }
    }
}

/// What reads no variable by name.
static NONE: BTreeSet<String> = BTreeSet::new();

/// Equal texts with equal known names mean the same.
impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Expression::Feel(a), Expression::Feel(b)) => a == b,
            (Expression::Juel(a), Expression::Juel(b)) => a.text() == b.text(),
            (Expression::Built(a), Expression::Built(b)) => a == b,
            (Expression::Script(a), Expression::Script(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Expression {}
