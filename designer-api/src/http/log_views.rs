//! A log of a process that ran elsewhere in, the views of analysts out. Nothing of it is kept.
use super::access::{About, Guard};
use super::ask::Query;
use super::discoveries::{LogKind, PATIENCE};
use super::{App, Refusal, read, schema, shelf};
use axum::Json;
use axum::extract::{Request, State};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Action;
use weir_engine::DISCOVERY_BYTES_MAX;
use weir_engine::api::{LogColumns, LogFormat, LogNorm, LogViews, MapSliders};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(views))
}

/// What the file is, and how it is looked at.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Viewed {
    /// What kind of file it is.
    #[param(inline)]
    format: LogKind,
    /// Of a table: the column of the case.
    case: Option<String>,
    /// Of a table: the column of the activity.
    activity: Option<String>,
    /// Of a table: the column of the time at which it was done.
    time: Option<String>,
    /// Of a table: the column of the time at which it was begun, where there is one.
    start: Option<String>,
    /// Of a table: the column of who did it, where there is one.
    person: Option<String>,
    /// Of a table: what stands between two fields, a comma when it is not said.
    delimiter: Option<char>,
    /// Of the map: which share of activities is shown, 0 to 1, the most frequent first; all when it is not said.
    activities: Option<f64>,
    /// Of the map: which share of what follows what is shown, 0 to 1; all when it is not said.
    paths: Option<f64>,
    /// Hold it against this definition, `process:version`.
    norm_definition: Option<String>,
    /// Or against this draft.
    norm_model: Option<String>,
    /// Or against this template of the model library.
    norm_template: Option<String>,
    /// The process of the norm, where its file has several, or the template several files; the first when it is not said.
    norm_process: Option<String>,
}

impl Viewed {
    fn format(&self) -> Result<LogFormat, Refusal> {
        let all = [&self.case, &self.activity, &self.time, &self.start, &self.person];
        match self.format {
            LogKind::Xes if all.iter().any(|of| of.is_some()) || self.delimiter.is_some() => {
                Err(Refusal::bad("discovery-columns", "columns are of tables; XES names its own"))
            }
            LogKind::Xes => Ok(LogFormat::Xes),
            LogKind::Csv => {
                let missing = || Refusal::bad("discovery-columns", "name the columns of `case`, `activity`, `time`");
                let column = |of: &Option<String>| of.clone().filter(|name| !name.is_empty());
                let needed = |of: &Option<String>| column(of).ok_or_else(missing);
                Ok(LogFormat::Csv(LogColumns {
                    case: needed(&self.case)?,
                    activity: needed(&self.activity)?,
                    ended: needed(&self.time)?,
                    started: column(&self.start),
                    actor: column(&self.person),
                    delimiter: self.delimiter.unwrap_or(','),
                }))
            }
        }
    }

    /// The norm, for somebody who may read it.
    async fn norm(&self, app: &App, guard: &Guard) -> Result<Option<LogNorm>, Refusal> {
        let text = match (&self.norm_definition, &self.norm_model, &self.norm_template) {
            (None, None, None) if self.norm_process.is_none() => return Ok(None),
            (Some(id), None, None) => {
                guard.path(Action::SeeDefinitions, About::Definition, id).await?;
                app.engine().definition_xml(id).await?
            }
            (None, Some(id), None) => {
                guard.path(Action::SeeModels, About::Model, id).await?;
                app.engine().model_text(id, None).await?.1.into_bytes()
            }
            (None, None, Some(id)) => self.template(id)?,
            _ => return Err(Refusal::bad("log-views-norm", "name one norm: a definition, a draft or a template")),
        };
        Ok(Some(LogNorm { text, process: self.norm_process.clone() }))
    }

    /// The model of a template that has the process.
    fn template(&self, id: &str) -> Result<Vec<u8>, Refusal> {
        let (_, template) = shelf::find(id).ok_or_else(super::model_templates::no_template)?;
        let is_model = |name: &str| std::path::Path::new(name).extension().is_some_and(|ending| ending == "bpmn");
        let mut models = template.files.iter().filter(|(name, _)| is_model(name)).map(|(_, text)| text.as_bytes());
        let has = |text: &&[u8]| {
            let processes = weir_core::read::read(text).model.processes;
            self.norm_process.as_ref().is_none_or(|wanted| processes.iter().any(|of| of.id.as_str() == wanted))
        };
        let missing = || Refusal::bad("conformance-no-process", "the template has no such process");
        models.find(has).map(<[u8]>::to_vec).ok_or_else(missing)
    }
}

/// What a log of a process that ran elsewhere looks like: the body is the file, packed by gzip or not. Its map, its variants,
/// what was done again, where time went, and how it fits a norm. What is not as it should be in it is told by kind with the
/// first place; only what is no log at all is refused. Nothing of it is kept.
#[utoipa::path(post, path = "/log-views", tag = "analytics", params(Viewed),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, description = "all views", body = schema::LogViews)))]
async fn views(
    State(app): State<App>,
    guard: Guard,
    asked: Result<Query<Viewed>, Refusal>,
    request: Request,
) -> Result<Json<LogViews>, Refusal> {
    let (parts, body) = request.into_parts();
    let head = async {
        let Query(viewed) = asked?;
        let sliders = MapSliders { activities: viewed.activities.unwrap_or(1.0), paths: viewed.paths.unwrap_or(1.0) };
        Ok::<_, Refusal>((viewed.format()?, sliders, viewed.norm(&app, &guard).await?))
    };
    let (format, sliders, norm) = match head.await {
        Ok(head) => head,
        Err(refusal) => {
            read::discard(body, &parts.headers).await;
            return Err(refusal);
        }
    };
    let bytes = read::all(body, &parts.headers, DISCOVERY_BYTES_MAX, app.body_timeout() * PATIENCE).await?;
    Ok(Json(app.engine().view_log(bytes, format, sliders, norm).await?))
}
