//! Forms that are worked on: how somebody would see them. Nothing is kept.
use super::ask::Ask;
use super::{App, Refusal};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::form::{Access, ShownForm};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(preview))
}

/// A form, and what may be done with its fields.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PreviewForm {
    /// The text of the form, of up to 1 MiB.
    form: String,
    /// As a task says it: `salary: hidden, *: read`. Nothing said is: all may be written.
    #[serde(default)]
    permissions: String,
}

/// A form as somebody would see it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct FormPreview {
    /// The form without what is hidden.
    schema: Value,
    /// `read`, `write`, `required` or `hidden`, by field.
    #[schema(value_type = BTreeMap<String, String>)]
    access: BTreeMap<String, Access>,
}

/// How somebody with these permissions would see a form, with nothing filled in.
#[utoipa::path(post, path = "/form-previews", tag = "forms", request_body = PreviewForm,
    responses((status = 200, description = "how", body = FormPreview)))]
async fn preview(State(app): State<App>, Ask { input, .. }: Ask<PreviewForm>) -> Result<Json<FormPreview>, Refusal> {
    let ShownForm { schema, access, .. } = app.engine().form_preview(&input.form, &input.permissions)?;
    Ok(Json(FormPreview { schema, access }))
}
