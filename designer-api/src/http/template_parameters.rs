//! The rule parameters that a template needs: how they stand here, and their declaration when it is used.
//!
//! A model that asks for a parameter nobody has declared is not deployed without a problem, so whoever may set parameters
//! declares those of a template by using it. One that is there is never touched: other models may rely on it.
use super::access::{Facts, Guard};
use super::{App, Refusal};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use weir_core::access::Action;
use weir_core::library::{Card, FirstValue};
use weir_core::parameter::ParameterType;
use weir_engine::{Context, Error, IdempotencyKey};

/// How a rule parameter of a template stands here.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum ParameterStanding {
    /// There is none of its name: using the template declares it, by whoever may set parameters.
    Missing,
    /// There is one of its name and kind, which stays as it is.
    Declared,
    /// There is one of its name and of another kind: the template cannot be deployed beside it.
    OtherKind,
}

/// A rule parameter that a template needs.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TemplateParameter {
    /// `params.<name>` in expressions.
    name: &'static str,
    /// What its values are.
    #[schema(value_type = String)]
    kind: ParameterType,
    /// What its numbers count.
    unit: Option<&'static str>,
    /// The first value.
    value: Value,
    /// The least value.
    minimum: Option<Value>,
    /// The greatest value.
    maximum: Option<Value>,
    /// How it stands here.
    standing: ParameterStanding,
    /// What it is now, for whoever may see parameters.
    current: Option<Value>,
    /// May whoever asks declare it?
    declarable: bool,
}

/// What became of a rule parameter when a template was used.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum ParameterOutcome {
    /// It was declared with its first value.
    Declared,
    /// There was one of its name and kind, and it is as it was.
    Kept,
    /// There was one of its name and of another kind, and it is as it was.
    OtherKind,
    /// Whoever used the template may not set parameters: somebody else has to declare it before the drafts are deployed.
    NotAllowed,
    /// It could not be declared; the code says why.
    Refused,
}

/// A rule parameter of a template that was used.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ParameterOfUse {
    /// Its name.
    name: &'static str,
    /// What became of it.
    outcome: ParameterOutcome,
    /// Why it was refused, by code.
    code: Option<String>,
}

/// Those of a template, as they stand for whoever asks.
pub async fn told(app: &App, guard: &Guard, card: &'static Card) -> Result<Vec<TemplateParameter>, Refusal> {
    let (sees, declares) = (may(guard, Action::SeeParameters), may(guard, Action::SetParameters));
    let mut all = vec![];
    for first in &card.parameters {
        let (standing, current) = stands(app, first).await?;
        all.push(TemplateParameter {
            name: &first.name,
            kind: first.kind,
            unit: first.unit.as_deref(),
            value: first.value.clone(),
            minimum: first.minimum.clone(),
            maximum: first.maximum.clone(),
            standing,
            current: current.filter(|_| sees),
            declarable: declares,
        });
    }
    Ok(all)
}

/// Declares those that are not there yet, where whoever asks may.
pub async fn declare(
    app: &App,
    guard: &Guard,
    by: &Context,
    card: &'static Card,
    english: bool,
) -> Result<Vec<ParameterOfUse>, Refusal> {
    let sets = may(guard, Action::SetParameters);
    let mut all = vec![];
    for first in &card.parameters {
        let outcome = |outcome| ParameterOfUse { name: &first.name, outcome, code: None };
        let done = match stands(app, first).await?.0 {
            ParameterStanding::OtherKind => outcome(ParameterOutcome::OtherKind),
            ParameterStanding::Declared | ParameterStanding::Missing if sets => {
                // Also where it is there: the same request again is given the same answer.
                let declared = app.engine().declare_parameter(
                    of_parameter(by, &first.name),
                    first.declared(),
                    first.value.clone(),
                    reason(card, english),
                );
                match declared.await {
                    Ok(Some(_)) => outcome(ParameterOutcome::Declared),
                    Ok(None) => outcome(ParameterOutcome::Kept),
                    Err(error) => {
                        let code = Some(error.code().to_owned());
                        ParameterOfUse { code, ..outcome(ParameterOutcome::Refused) }
                    }
                }
            }
            ParameterStanding::Declared => outcome(ParameterOutcome::Kept),
            ParameterStanding::Missing => outcome(ParameterOutcome::NotAllowed),
        };
        all.push(done);
    }
    Ok(all)
}

async fn stands(app: &App, first: &FirstValue) -> Result<(ParameterStanding, Option<Value>), Refusal> {
    match app.engine().parameter(&first.name).await {
        Ok(known) if known.parameter.kind == first.kind => Ok((ParameterStanding::Declared, known.value)),
        Ok(known) => Ok((ParameterStanding::OtherKind, known.value)),
        Err(Error::NotFound { .. }) => Ok((ParameterStanding::Missing, None)),
        Err(error) => Err(error.into()),
    }
}

/// Parameters are of the installation as a whole.
fn may(guard: &Guard, action: Action) -> bool {
    let whole = guard.has_everything(action) || guard.is_of_all_processes(action, None);
    whole && guard.allows(action, &Facts::default()).is_ok()
}

/// The name of the request, for one parameter of it.
fn of_parameter(by: &Context, parameter: &str) -> Context {
    let of = |key: &IdempotencyKey| {
        let request_hash = Sha256::new_with_prefix(key.request_hash).chain_update(parameter).finalize().into();
        IdempotencyKey { key: format!("{} {parameter}", key.key), request_hash }
    };
    Context { idempotency: by.idempotency.as_ref().map(of), ..by.clone() }
}

fn reason(card: &Card, english: bool) -> String {
    if english {
        format!("The template “{}” needs it", card.name.en)
    } else {
        format!("模板“{}”需要此参数", card.name.zh)
    }
}
