//! Models as trees of approvals: read from a text, and changed in it. Nothing is kept.
use super::ask::Ask;
use super::{App, Refusal, drawing, schema};
use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::exchange::{Change, NoChange, Offender, Tree, change_tree, tree};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(look))
}

/// A text, and what is to be changed in it.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AskTree {
    /// A BPMN file of up to 3 MiB.
    xml: String,
    /// What is changed; nothing where none is said.
    #[schema(value_type = Option<schema::TreeChange>)]
    change: Option<Change>,
}

/// The tree, or why there is none.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    tree: Option<Tree>,
    offenders: Vec<Offender>,
    xml: Option<String>,
    element: Option<String>,
}

/// Reads a model as a tree of approvals, with a change of it if one is asked for: the answer has the new text then, in
/// which everything else stands as it did, and which is drawn anew. A model that is no tree says which of its elements
/// stand against it, and is not changed.
#[utoipa::path(post, path = "/trees", tag = "models", request_body = AskTree,
    responses((status = 200, description = "the tree", body = schema::ShownTree)))]
async fn look(Ask { input, .. }: Ask<AskTree>) -> Result<Json<Shown>, Refusal> {
    let AskTree { xml, change } = input;
    let none = |offenders| Shown { tree: None, offenders, xml: None, element: None };
    let shown = drawing::apart(move || match change {
        None => Ok(match tree(&xml) {
            Ok(tree) => Shown { tree: Some(tree), ..none(vec![]) },
            Err(offenders) => none(offenders),
        }),
        Some(change) => match change_tree(&xml, &change) {
            Ok(done) => Ok(Shown {
                tree: Some(done.tree),
                offenders: vec![],
                xml: Some(done.text),
                element: done.element.map(|element| element.to_string()),
            }),
            Err(NoChange::NoTree(offenders)) => Ok(none(offenders)),
            Err(NoChange::Refused { code, message }) => Err((code, message)),
        },
    });
    let refused =
        |(code, message): (&'static str, String)| Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, code, message);
    Ok(Json(shown.await?.map_err(refused)?))
}
