//! The contract, generated from the routes. What all routes share is added here, once.
use super::access::{Rule, SESSION_COOKIE, rule};
use super::page::Limit;
use super::refusal::ProblemDocument;
use super::{ask, schema};
use serde_json::{Value, json};
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{ContentBuilder, Ref, ResponseBuilder, Schema, Type};
use utoipa::openapi::{ObjectBuilder, OpenApi as Document, RefOr, Required};
use utoipa::{Modify, OpenApi};

/// The frame that the routes are added to.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Weir",
        description = "A BPM engine: deploy BPMN models, run instances, do the work, see what really happened.\n\n\
            Every answer that is not a success is `application/problem+json` with a stable `code`. Every request that \
            changes something takes an `Idempotency-Key`: asked again under the same key within a day it gives its \
            first answer and changes nothing; another request under that key is refused with 422. Lists come in pages: \
            ask on with `cursor` as long as `next` is not null. 429 and 503 carry `Retry-After`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(ProblemDocument, Limit, schema::ResourceProblem, schema::Candidate, schema::Obstacle)),
    modifiers(&Token)
)]
struct Frame;

struct Token;

/// Is it answered without a token or a session?
fn is_open(method: &str, path: &str) -> bool {
    rule(method, path).is_some_and(Rule::is_open)
}

impl Modify for Token {
    fn modify(&self, document: &mut Document) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("An API token: `weir token create` makes one."))
            .build();
        if let Some(components) = &mut document.components {
            components.add_security_scheme("token", SecurityScheme::Http(scheme));
            let cookie = ApiKeyValue::with_description(
                SESSION_COOKIE[0],
                "The session of a browser, behind TLS with the prefix `__Host-`. Requests that change something also \
                 carry `X-Weir-Csrf` with what `GET /session` answers.",
            );
            components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        }
    }
}

/// The document that routes are added to.
pub(super) fn frame() -> Document {
    Frame::openapi()
}

/// The whole contract.
pub fn document() -> Value {
    let mut document = super::routes().into_openapi();
    for (path, item) in &mut document.paths.paths {
        if let Some(operation) = &mut item.get {
            operation.operation_id = Some(name("get", path));
            share(operation, !is_open("GET", path));
        }
        let changes = [
            ("post", &mut item.post),
            ("patch", &mut item.patch),
            ("put", &mut item.put),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in changes.into_iter().filter_map(|(method, o)| Some((method, o.as_mut()?))) {
            operation.operation_id = Some(name(method, path));
            share(operation, !is_open(&method.to_ascii_uppercase(), path));
            operation.parameters.get_or_insert_default().extend(change_headers().map(RefOr::T));
        }
    }
    serde_json::to_value(&document).unwrap_or_else(|_| json!({}))
}

/// What generated clients call it: `POST /api/v1/jobs/{id}/complete` is `postJobsIdComplete`.
fn name(method: &str, path: &str) -> String {
    let words = path.trim_start_matches("/api/v1").split(|c: char| !c.is_ascii_alphanumeric());
    let capitals = words.filter(|word| !word.is_empty()).map(|word| word[..1].to_ascii_uppercase() + &word[1..]);
    format!("{method}{}", capitals.collect::<String>())
}

/// Every operation can be refused, and nearly every one needs the token.
fn share(operation: &mut Operation, token: bool) {
    let refusal = ContentBuilder::new().schema(Some(Ref::from_schema_name("ProblemDocument"))).build();
    let refused = ResponseBuilder::new()
        .description("refused; decide by `code`")
        .content("application/problem+json", refusal)
        .build();
    operation.responses.responses.insert("default".to_owned(), refused.into());
    if token {
        let any = ["token", "session"].map(|scheme| SecurityRequirement::new(scheme, Vec::<String>::new()));
        operation.security = Some(any.into());
    }
}

fn change_headers() -> [Parameter; 4] {
    let header = |name: &str, description: &str| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(description))
            .schema(Some(Schema::Object(ObjectBuilder::new().schema_type(Type::String).build())))
            .build()
    };
    [
        header(ask::IDEMPOTENCY_KEY.as_str(), "makes the request safe to repeat; up to 255 bytes"),
        header(
            ask::ACTOR.as_str(),
            "in whose name, when not in one's own: needs the right to act for others, and stands in the history",
        ),
        header(ask::ROLE.as_str(), "in which role the actor asks; stands in the history"),
        header(ask::GROUP.as_str(), "through which candidate group the actor asks; stands in the history"),
    ]
}
