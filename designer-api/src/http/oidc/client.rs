//! The talk with the provider, by the library. It blocks, so it has a thread of its own, and it is bounded: in time, in
//! bytes, and no redirect is followed.
use super::Settings;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IdTokenFields, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse,
    TokenResponse,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use ureq::Agent;

/// What is kept between the way there and the way back.
pub struct Flow {
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

/// Who came back, as the provider's ID token says.
#[derive(Debug)]
pub struct Claims {
    /// Which provider says so.
    pub issuer: String,
    /// What it calls them.
    pub subject: String,
    all: Value,
}

/// How long an answer of the provider may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// So far a provider's clock may be behind ours or ahead of it: what it has just written is neither over for that, nor of a
/// time to come.
const CLOCKS_APART: Duration = Duration::from_mins(1);
/// An answer, in bytes.
const ANSWER_BYTES_MAX: u64 = 1 << 20;

/// Claims that the library does not know.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Others(Map<String, Value>);

impl AdditionalClaims for Others {}

type Fields = IdTokenFields<
    Others,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

type Oidc = Client<
    Others,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Where to go, the state that must come back, and what to keep.
pub async fn begin(settings: Arc<Settings>) -> Result<(String, String, Flow), String> {
    blocking(move || {
        let (metadata, secret, redirect) = prepare(&settings)?;
        let client = Oidc::from_provider_metadata(metadata, ClientId::new(settings.client_id.clone()), secret)
            .set_redirect_uri(redirect);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let asked = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let scopes = ["profile", "email"].map(|scope| Scope::new(scope.to_owned()));
        let (url, state, nonce) = asked.add_scopes(scopes).set_pkce_challenge(challenge).url();
        Ok((url.to_string(), state.secret().clone(), Flow { nonce, verifier }))
    })
    .await
}

/// Gets the ID token for the code, and checks it.
pub async fn finish(settings: Arc<Settings>, flow: Flow, code: String) -> Result<Claims, String> {
    blocking(move || {
        let (metadata, secret, redirect) = prepare(&settings)?;
        let client = Oidc::from_provider_metadata(metadata, ClientId::new(settings.client_id.clone()), secret)
            .set_redirect_uri(redirect);
        let asked = client.exchange_code(AuthorizationCode::new(code)).map_err(said)?;
        let tokens = asked.set_pkce_verifier(flow.verifier).request(&send).map_err(said)?;
        let token = tokens.id_token().ok_or("there is no ID token in the answer")?;
        let verifier = client.id_token_verifier().set_time_fn(|| (SystemTime::now() - CLOCKS_APART).into());
        let claims = token.claims(&verifier, &flow.nonce).map_err(said)?;
        let (issuer, subject) = (claims.issuer().to_string(), claims.subject().to_string());
        let all = serde_json::to_value(claims).map_err(said)?;
        let (now, since) = (SystemTime::now(), |end: SystemTime| end.duration_since(UNIX_EPOCH).unwrap_or_default());
        of_its_time(&all, since(now + CLOCKS_APART))?;
        Ok(Claims { issuer, subject, all })
    })
    .await
}

/// Was it written by now, and does it hold by now? The library looks at the end of its time alone. Seconds since 1970, as
/// RFC 7519 says.
fn of_its_time(claims: &Value, latest: Duration) -> Result<(), String> {
    for (claim, what) in [("iat", "was written"), ("nbf", "begins to hold")] {
        let Some(at) = claims.get(claim).filter(|at| !at.is_null()) else { continue };
        let seconds = at.as_f64().ok_or_else(|| format!("the ID token has {at} as `{claim}`, which is no time"))?;
        if seconds > latest.as_secs_f64() {
            return Err(format!("the ID token {what} at {at} (`{claim}`), which is still to come: compare the clocks"));
        }
    }
    Ok(())
}

/// What the provider says of itself, the secret that it knows us by, and the way back. Read each time: keys are changed,
/// and a login is not frequent.
fn prepare(settings: &Settings) -> Result<(CoreProviderMetadata, Option<ClientSecret>, RedirectUrl), String> {
    let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(said)?;
    let metadata = CoreProviderMetadata::discover(&issuer, &send).map_err(said)?;
    let secret = settings.secret_file.as_ref().map(|path| {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok::<_, String>(ClientSecret::new(text.trim().to_owned()))
    });
    Ok((metadata, secret.transpose()?, RedirectUrl::new(settings.redirect.clone()).map_err(said)?))
}

fn send(request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
    static AGENT: LazyLock<Agent> = LazyLock::new(|| {
        let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier).build();
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).tls_config(tls);
        config.timeout_global(Some(PATIENCE)).build().into()
    });
    let (head, mut body) = AGENT.run(request)?.into_parts();
    let bytes = body.with_config().limit(ANSWER_BYTES_MAX).read_to_vec()?;
    Ok(HttpResponse::from_parts(head, bytes))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, String> + Send + 'static) -> Result<T, String> {
    tokio::task::spawn_blocking(work).await.map_err(said)?
}

/// An error and what it comes from.
fn said(error: impl std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        text = format!("{text}: {deeper}");
        cause = deeper.source();
    }
    text
}

impl Claims {
    /// A claim that is a text.
    pub fn text(&self, claim: &str) -> Option<String> {
        match claim {
            "sub" => Some(self.subject.clone()),
            _ => self.all[claim].as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned),
        }
    }

    /// Is a claim there, and false?
    pub fn says_no(&self, claim: &str) -> bool {
        self.all[claim] == Value::Bool(false)
    }

    /// A claim that is one text, or a list of them.
    pub fn texts(&self, claim: &str) -> Vec<String> {
        match &self.all[claim] {
            Value::String(one) => vec![one.clone()],
            Value::Array(many) => many.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => vec![],
        }
    }
}
