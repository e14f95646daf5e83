//! A log of a process that ran elsewhere in, a draft of its model out.
use super::ask::{self, Query};
use super::{App, Refusal, read, schema};
use axum::Json;
use axum::extract::{Request, State};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_engine::DISCOVERY_BYTES_MAX;
use weir_engine::api::{Discovery, LogColumns, LogFormat, NewDiscovery};

/// A whole log may take so many times as long as another body.
pub(super) const PATIENCE: u32 = 10;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(discover))
}

/// What kind of file a log is.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) enum LogKind {
    /// XES (IEEE 1849).
    Xes,
    /// A table, a line for each event.
    Csv,
}

/// What the file is, and what is made of it.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Discovered {
    /// What people call the draft.
    name: String,
    /// The id of its process.
    process: String,
    /// The name of the file.
    file: String,
    /// What kind of file it is.
    #[param(inline)]
    format: LogKind,
    /// Of a table: the column of the case.
    case: Option<String>,
    /// Of a table: the column of the activity.
    activity: Option<String>,
    /// Of a table: the column of the time at which it was done.
    time: Option<String>,
    /// Of a table: what stands between two fields, a comma when it is not said.
    delimiter: Option<char>,
    /// What is at most so frequent, in percent of the most frequent way, is overlooked where nothing is found otherwise; 0 to
    /// 50, nothing when it is not said.
    #[serde(default)]
    noise: u8,
    /// Is the draft kept? Else it is only looked at.
    #[serde(default)]
    keep: bool,
    /// What the first version is, in words.
    comment: Option<String>,
}

impl Discovered {
    fn format(&self) -> Result<LogFormat, Refusal> {
        let named = self.case.is_some() || self.activity.is_some() || self.time.is_some() || self.delimiter.is_some();
        match self.format {
            LogKind::Xes if named => Err(Refusal::bad("discovery-columns", "columns are of tables; XES names its own")),
            LogKind::Xes => Ok(LogFormat::Xes),
            LogKind::Csv => {
                let column = |of: &Option<String>| {
                    let missing =
                        || Refusal::bad("discovery-columns", "name the columns of `case`, `activity`, `time`");
                    of.clone().filter(|name| !name.is_empty()).ok_or_else(missing)
                };
                let (case, activity, ended) = (column(&self.case)?, column(&self.activity)?, column(&self.time)?);
                let (started, actor, delimiter) = (None, None, self.delimiter.unwrap_or(','));
                Ok(LogFormat::Csv(LogColumns { case, activity, ended, started, actor, delimiter }))
            }
        }
    }
}

/// Drafts a model of a log (inductive miner): the body is the file, packed by gzip or not. What is not as it should be in it
/// is told by kind with the first place; only what is no log at all is refused. The draft says where it comes from.
#[utoipa::path(post, path = "/discoveries", tag = "models", params(Discovered),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, description = "what was discovered", body = schema::Discovery)))]
async fn discover(
    State(app): State<App>,
    asked: Result<Query<Discovered>, Refusal>,
    request: Request,
) -> Result<Json<Discovery>, Refusal> {
    let (parts, body) = request.into_parts();
    let head = asked.and_then(|Query(asked)| Ok((asked.format()?, asked)));
    let (format, asked) = match head {
        Ok(head) => head,
        Err(refusal) => {
            read::discard(body, &parts.headers).await;
            return Err(refusal);
        }
    };
    let bytes = read::all(body, &parts.headers, DISCOVERY_BYTES_MAX, app.body_timeout() * PATIENCE).await?;
    let query = parts.uri.query().unwrap_or_default();
    let hash = Sha256::digest(&bytes);
    let request_hash = || ask::request_hash(&parts.method, parts.uri.path(), &[query.as_bytes(), &hash]);
    let by = ask::context(&parts, request_hash)?;
    let Discovered { name, process, file, noise, keep, comment, .. } = asked;
    let new = NewDiscovery { name, process, file, format, noise_percent: noise, keep };
    Ok(Json(app.engine().discover_model(by, bytes, new, comment).await?))
}
