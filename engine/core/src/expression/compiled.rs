//! One compiled FEEL expression and its evaluation.

use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use dsntk_feel::values::Value as FeelValue;
use dsntk_feel::{Evaluator, FeelScope};
use dsntk_feel_parser::AstNode;
use serde_json::Value;

use super::bound::{Bound, classify, grows};
use super::child::ChildRequest;
use super::error::{EvaluationError, SyntaxError};
use super::estimate::steps;
use super::explain::{Cause, explain, fault};
use super::limits::{EXPLAIN_PARTS_MAX, READ_STEPS, STEPS_MAX, VALUE_DEPTH_MAX};
use super::parse::parse;
use super::plain::Plain;
use super::print::{cut, type_name};
use super::scope::{Binding, Now, Variables, bindings, scope};
use super::size::{Size, measure};
use super::strict::prepare;
use super::value::{Refused, to_json_exactly};
use super::watch::{Met, watched};

/// One compiled FEEL expression; cheap to clone, shared between threads.
///
/// ```
/// use serde_json::json;
/// use weir_core::expression::{Expression, Now};
///
/// let large = Expression::compile("amount > 1000 and not(approved)").unwrap();
/// let data = json!({"amount": 1500, "approved": false});
/// assert!(large.condition(data.as_object().unwrap(), Now::UNIX_EPOCH).unwrap());
///
/// let error = large.condition(json!({"amount": 1500}).as_object().unwrap(), Now::UNIX_EPOCH).unwrap_err();
/// assert_eq!(error.to_string(), "variable `approved` is missing, in `amount > 1000 and not(approved)`");
/// ```
#[derive(Clone)]
pub struct Feel(Arc<Compiled>);

struct Compiled {
    text: String,
    known: Vec<String>,
    variables: BTreeSet<String>,
    required: BTreeSet<String>,
    parameters: BTreeSet<String>,
    bound: Bound,
    grows: bool,
    draws: bool,
    plain: Option<Plain>,
    bindings: Vec<Binding>,
    tree: Arc<AstNode>,
    evaluator: Evaluator,
}

impl Feel {
    /// Compiles `text`; a leading `=` is accepted and not part of the expression.
    ///
    /// Names are single words here. If variables may have names with blanks or signs, use
    /// [`compile_with_names`](Feel::compile_with_names).
    ///
    /// ```
    /// use weir_core::expression::Expression;
    /// assert_eq!(Expression::compile("= order.total * 2").unwrap().text(), "order.total * 2");
    /// assert_eq!(Expression::compile("\"no end").unwrap_err().code(), "feel-syntax");
    /// ```
    pub fn compile(text: &str) -> Result<Feel, SyntaxError> {
        Self::compile_with_names(text, &[])
    }

    /// Compiles `text` where variables may have one of the `known` names, which may contain blanks and signs.
    ///
    /// ```
    /// use weir_core::expression::Expression;
    /// let e = Expression::compile_with_names("Credit Score + base-rate", &["Credit Score", "base-rate"]).unwrap();
    /// assert_eq!(e.variables().iter().collect::<Vec<_>>(), ["Credit Score", "base-rate"]);
    /// ```
    pub fn compile_with_names(text: &str, known: &[&str]) -> Result<Feel, SyntaxError> {
        let (tree, names) = parse(text, known)?;
        let tree = Arc::new(tree);
        let bound = classify(&tree);
        if let (Some(drawn), Bound::Unbounded(reason)) = (names.drawn(), bound) {
            return Err(SyntaxError::Unsupported {
                what: format!("`{drawn}` is drawn in the step, and this cannot be evaluated there: {reason}"),
            });
        }
        let trimmed = text.trim();
        Ok(Feel(Arc::new(Compiled {
            text: trimmed.strip_prefix('=').unwrap_or(trimmed).trim_start().to_owned(),
            known: known.iter().map(ToString::to_string).collect(),
            bound,
            grows: grows(&tree),
            draws: names.drawn().is_some(),
            plain: Plain::of(&tree),
            bindings: bindings(&names),
            parameters: names.parameters,
            variables: names.variables,
            required: names.required,
            evaluator: prepare(&tree),
            tree,
        })))
    }

    /// The expression as written, without a leading `=`.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Every name the expression may read from the variables: roots only, so `a.b + c` gives `a` and `c`.
    pub fn variables(&self) -> &BTreeSet<String> {
        &self.0.variables
    }

    /// The names that are variables for sure. In `orders[amount > limit]`, `amount` and `limit` may also be entries
    /// of an order, so only `orders` is required; check a deployment against these.
    ///
    /// ```
    /// use weir_core::expression::Expression;
    /// let e = Expression::compile("orders[amount > limit]").unwrap();
    /// assert_eq!(e.required().iter().collect::<Vec<_>>(), ["orders"]);
    /// assert_eq!(e.variables().iter().collect::<Vec<_>>(), ["amount", "limit", "orders"]);
    /// ```
    pub fn required(&self) -> &BTreeSet<String> {
        &self.0.required
    }

    /// The rule parameters that it uses, as `params.<name>`.
    ///
    /// ```
    /// use weir_core::expression::Expression;
    /// let e = Expression::compile("amount > params.approvalLimit").unwrap();
    /// assert_eq!(e.parameters().iter().collect::<Vec<_>>(), ["approvalLimit"]);
    /// assert_eq!(e.variables().iter().collect::<Vec<_>>(), ["amount"]);
    /// ```
    pub fn parameters(&self) -> &BTreeSet<String> {
        &self.0.parameters
    }

    /// Does it draw by chance? Then its value is another at each evaluation, and only a step may evaluate it.
    pub fn draws(&self) -> bool {
        self.0.draws
    }

    /// Where this expression may be evaluated.
    pub fn bound(&self) -> Bound {
        self.0.bound
    }

    /// The value, in process. A null that is data is a value; a null that is a fault is an error.
    ///
    /// Fails with [`EvaluationError::Unbounded`] or [`EvaluationError::TooCostly`] if only the child may do it.
    ///
    /// ```
    /// use serde_json::json;
    /// use weir_core::expression::{Expression, Now};
    /// let data = json!({"lines": [{"price": 2.5, "pieces": 4}, {"price": 1, "pieces": 3}]});
    /// let total = Expression::compile("sum(for line in lines return line.price * line.pieces)").unwrap();
    /// assert_eq!(total.evaluate(data.as_object().unwrap(), Now::UNIX_EPOCH), Ok(json!(13)));
    /// ```
    pub fn evaluate(&self, variables: &dyn Variables, now: Now) -> Result<Value, EvaluationError> {
        if let Some(value) = self.0.plain.as_ref().and_then(|plain| plain.read(variables)) {
            return Ok(value);
        }
        self.check_cost(variables)?;
        self.evaluate_unbounded(variables, now)
    }

    /// The value, whatever it costs. Only the killable child process may call this.
    pub fn evaluate_unbounded(&self, variables: &dyn Variables, now: Now) -> Result<Value, EvaluationError> {
        let scope = self.scope(variables, now)?;
        let (value, met) = self.run(&scope, variables)?;
        let mut nulls = false;
        let json = self.guard(|| to_json_exactly(&value, !met.rounded, &mut nulls))?;
        let json = json.map_err(|refused| self.refused(refused))?;
        if nulls && let Some(cause) = fault(&self.0.tree, &scope, &value, self.parts(variables)) {
            return Err(self.blame(cause));
        }
        Ok(json)
    }

    /// True or false, in process; anything else, null above all, is an error that names the part to blame.
    ///
    /// ```
    /// use serde_json::json;
    /// use weir_core::expression::{Expression, Now};
    /// let condition = Expression::compile("amount > limit").unwrap();
    /// let data = json!({"amount": 5, "limit": null});
    /// let error = condition.condition(data.as_object().unwrap(), Now::UNIX_EPOCH).unwrap_err();
    /// assert_eq!((error.code(), error.to_string().as_str()), ("feel-null", "`limit` is null, in `amount > limit`"));
    /// ```
    pub fn condition(&self, variables: &dyn Variables, now: Now) -> Result<bool, EvaluationError> {
        self.check_cost(variables)?;
        let scope = self.scope(variables, now)?;
        match self.run(&scope, variables)?.0 {
            FeelValue::Boolean(value) => Ok(value),
            null @ FeelValue::Null(_) => Err(self.blame(explain(&self.0.tree, &scope, &null, self.parts(variables)))),
            other => Err(EvaluationError::NotBoolean { found: type_name(&other), expression: self.shown() }),
        }
    }

    /// What the child process needs to evaluate this: the text and the variables it reads.
    pub fn child_request(&self, variables: &dyn Variables, now: Now) -> ChildRequest {
        let used = self.0.variables.iter();
        ChildRequest {
            text: self.0.text.clone(),
            names: self.0.known.clone(),
            variables: used.filter_map(|name| Some((name.clone(), variables.get(name)?.into_owned()))).collect(),
            now,
            parameters: variables.parameters().only(self.0.parameters.iter()),
            zone: super::zone_name(variables.zone()),
        }
    }

    /// About how many elementary steps an evaluation that gave `value` has taken.
    pub(super) fn cost(&self, variables: &dyn Variables, value: Option<&Value>) -> u64 {
        match value.filter(|_| self.0.plain.is_some()) {
            Some(value) => measure(value).total,
            None if self.0.grows => self.steps(variables).saturating_add(self.reading(variables)),
            None => self.reading(variables),
        }
    }

    /// About how many it takes to read the variables.
    fn reading(&self, variables: &dyn Variables) -> u64 {
        read(&self.0.variables, variables).saturating_mul(READ_STEPS)
    }

    fn check_cost(&self, variables: &dyn Variables) -> Result<(), EvaluationError> {
        if let Bound::Unbounded(reason) = self.0.bound {
            return Err(EvaluationError::Unbounded { reason, expression: self.shown() });
        }
        if !self.0.grows {
            return Ok(());
        }
        let steps = self.steps(variables);
        if steps > STEPS_MAX {
            return Err(EvaluationError::TooCostly { steps, max: STEPS_MAX, expression: self.shown() });
        }
        Ok(())
    }

    fn steps(&self, variables: &dyn Variables) -> u64 {
        let used = self.0.variables.iter();
        let sizes: Vec<_> =
            used.filter_map(|name| Some((name.as_str(), measure(variables.get(name)?.as_ref())))).collect();
        steps(&self.0.tree, &sizes, Size::NONE)
    }

    /// How many parts may be evaluated again to explain a fault, so that it takes no longer than an evaluation may.
    fn parts(&self, variables: &dyn Variables) -> u64 {
        (STEPS_MAX / self.steps(variables).max(1)).clamp(4, EXPLAIN_PARTS_MAX)
    }

    fn scope(&self, variables: &dyn Variables, now: Now) -> Result<FeelScope, EvaluationError> {
        scope(&self.0.bindings, variables, now).map_err(|refused| self.refused(refused))
    }

    /// Whatever fault was met on the way, there is no value.
    fn run(&self, scope: &FeelScope, variables: &dyn Variables) -> Result<(FeelValue, Met), EvaluationError> {
        let parts = if self.0.grows { self.parts(variables) } else { EXPLAIN_PARTS_MAX };
        let (value, mut met) = self.guard(|| watched(parts, || (self.0.evaluator)(scope)))?;
        met.cause.take().map_or(Ok((value, met)), |cause| Err(self.blame(cause)))
    }

    /// The library panics on a few inputs, such as printing an infinite number.
    fn guard<T>(&self, work: impl FnOnce() -> T) -> Result<T, EvaluationError> {
        catch_unwind(AssertUnwindSafe(work)).map_err(|_| EvaluationError::Panic { expression: self.shown() })
    }

    fn blame(&self, cause: Cause) -> EvaluationError {
        let expression = self.shown();
        match cause {
            Cause::Missing(variable) => EvaluationError::Missing { variable, expression },
            Cause::Null(part) => EvaluationError::Null { part, expression },
            Cause::Type(part, detail) => EvaluationError::Type { part, detail, expression },
            Cause::Fault(part, detail) => EvaluationError::Fault { part, detail, expression },
            Cause::TooLarge(part) => EvaluationError::TooLarge { part, expression },
        }
    }

    fn refused(&self, refused: Refused) -> EvaluationError {
        let expression = self.shown();
        match refused {
            Refused::TooDeep => EvaluationError::TooDeep { max: VALUE_DEPTH_MAX, expression },
            Refused::Number(number) => EvaluationError::Number { number, expression },
            Refused::Inexact { number, stored } => EvaluationError::Inexact { number, stored, expression },
            Refused::Parameter(name) => EvaluationError::Parameter { name, expression },
            Refused::NotData(found) => EvaluationError::NotData { found, expression },
        }
    }

    fn shown(&self) -> String {
        cut(&self.0.text)
    }
}

impl fmt::Debug for Feel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Feel({:?})", self.0.text)
    }
}

/// About how many elementary steps it takes to make values of FEEL of all of these.
pub fn reading<'a>(values: impl IntoIterator<Item = &'a Value>) -> u64 {
    let sizes = values.into_iter().map(|value| measure(value).total);
    sizes.fold(0, u64::saturating_add).saturating_mul(READ_STEPS)
}

/// How large the variables are that an expression reads.
pub(super) fn read(names: &BTreeSet<String>, variables: &dyn Variables) -> u64 {
    let sizes = names.iter().filter_map(|name| Some(measure(variables.get(name)?.as_ref()).total));
    sizes.fold(1, u64::saturating_add)
}

/// Equal texts with equal known names mean the same.
impl PartialEq for Feel {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text && self.0.known == other.0.known
    }
}

impl Eq for Feel {}
