//! The answer to what could not be done: `application/problem+json`, always of the same shape.
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// A request that could not be done. On the heap, because nearly every result has room for one.
#[derive(Debug)]
pub struct Refusal(Box<ProblemDocument>);

/// What was refused and why (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProblemDocument {
    /// `urn:weir:problem:` and the code.
    #[serde(rename = "type")]
    kind: String,
    /// The status in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// Stable: decide by this, never by the texts.
    #[schema(value_type = String)]
    pub code: Cow<'static, str>,
    /// For people, in English.
    pub detail: String,
    /// The element it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
    /// The process instance it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// Where in the JSON body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// Everything doubtful about the deployed files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<super::schema::ResourceProblem>)]
    pub problems: Vec<weir_engine::api::ResourceProblem>,
    /// What became of what other engines and tools have written into the files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<super::schema::ResourceDisposition>)]
    pub account: Vec<weir_engine::api::ResourceDisposition>,
    /// Those that would fit, when one has to be chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<super::schema::Candidate>)]
    pub candidates: Vec<weir_engine::api::Candidate>,
    /// All that stands against an intervention.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<super::schema::Obstacle>)]
    pub obstacles: Vec<weir_core::obstacle::Obstacle>,
    /// What is wrong with which field of a form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<super::schema::FieldError>)]
    pub fields: Vec<weir_core::form::FieldError>,
    /// What is wrong with which node of the landscape.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<super::schema::LandscapeFinding>,
    /// All that stands against a simulation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<super::schema::SimulationReason>)]
    pub reasons: Vec<weir_engine::api::Reason>,
    /// Who has changed meanwhile what was to be changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<Changed>,
    /// What to name when asking about a fault of the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    #[serde(skip)]
    retry_after_seconds: Option<u64>,
}

/// A place in a JSON body.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
}

/// Who has changed something, and when.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Changed {
    /// Who.
    pub by: String,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    pub at: weir_core::Timestamp,
    /// The revision that it is in now.
    pub revision: u64,
}

/// Goes with the answer to the edge, where refusals are counted.
#[derive(Debug, Clone)]
pub struct Code(pub Cow<'static, str>);

/// Longer texts are cut: they may quote what was sent.
const DETAIL_CHARS_MAX: usize = 500;

impl Refusal {
    /// A refusal with this status and code.
    pub fn new(status: StatusCode, code: impl Into<Cow<'static, str>>, detail: impl Into<String>) -> Self {
        let (code, mut detail) = (code.into(), detail.into());
        if let Some((end, _)) = detail.char_indices().nth(DETAIL_CHARS_MAX) {
            detail.truncate(end);
            detail.push('…');
        }
        Refusal(Box::new(ProblemDocument {
            kind: format!("urn:weir:problem:{code}"),
            title: status.canonical_reason().unwrap_or("Refused"),
            status: status.as_u16(),
            code,
            detail,
            element: None,
            instance: None,
            position: None,
            problems: Vec::new(),
            account: Vec::new(),
            candidates: Vec::new(),
            obstacles: Vec::new(),
            fields: Vec::new(),
            findings: Vec::new(),
            reasons: Vec::new(),
            changed: None,
            request_id: None,
            retry_after_seconds: None,
        }))
    }

    /// 400: the request is not one.
    pub fn bad(code: &'static str, detail: impl Into<String>) -> Self {
        Refusal::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// What it says, to add to it.
    pub fn document(&mut self) -> &mut ProblemDocument {
        &mut self.0
    }

    /// Tells when to try again.
    #[must_use]
    pub fn retry_after_ms(mut self, ms: u64) -> Self {
        self.0.retry_after_seconds = Some(ms.div_ceil(1000).max(1));
        self
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        let code = Code(self.0.code);
        let mut response = (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        response.extensions_mut().insert(code);
        if let Some(seconds) = self.0.retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
