//! Talking to a server. Plain HTTP: TLS ends at a proxy, and a proxy on this machine is what to point at.
use super::{Failed, exit};
use clap::Args;
use serde_json::{Value, json};
use std::fmt::Write;
use std::net::IpAddr;
use std::time::Duration;
use ureq::http::{Method, Request, Response, Uri};
use ureq::{Agent, Body};

#[derive(Args)]
pub struct Server {
    /// Where the server is.
    #[arg(long, env = "WEIR_URL", default_value = "http://127.0.0.1:8400", value_name = "URL")]
    url: String,
    /// The API token that lets in.
    #[arg(long, env = "WEIR_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    token: Option<String>,
    /// In whose name, if not in one's own: needs the right to act for others.
    #[arg(long, value_name = "ID")]
    actor: Option<String>,
    /// For machines.
    #[arg(long)]
    pub json: bool,
}

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// A body that is larger is sent when the server says that it wants it: what it refuses by the head of a request alone it
/// says at once, and whoever was still sending would see a broken connection in place of that.
const ASKS_FIRST_BYTES: usize = 32 << 10;
/// So long is waited for that; a server that does not say it gets the body.
const ASKS_FIRST: Duration = Duration::from_secs(5);

impl Server {
    pub fn get(&self, path: &str) -> Result<Value, Failed> {
        self.send("GET", path, None)
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Value, Failed> {
        self.send("POST", path, Some(("application/json", body.to_string().into_bytes())))
    }

    pub fn put(&self, path: &str, body: &Value) -> Result<Value, Failed> {
        self.send("PUT", path, Some(("application/json", body.to_string().into_bytes())))
    }

    pub fn delete(&self, path: &str) -> Result<(), Failed> {
        self.send("DELETE", path, None).map(drop)
    }

    /// The same, with why; it stays in the audit.
    pub fn delete_because(&self, path: &str, reason: Option<&str>) -> Result<(), Failed> {
        let Some(reason) = reason else { return self.delete(path) };
        let body = json!({ "reason": reason }).to_string().into_bytes();
        self.send("DELETE", path, Some(("application/json", body))).map(drop)
    }

    /// A server at another address, with no token: for what needs none.
    pub fn at(url: &str) -> Server {
        Server { url: url.to_owned(), token: None, actor: None, json: false }
    }

    /// Sends a body of another type.
    pub fn post_raw(&self, path: &str, content_type: &str, body: Vec<u8>) -> Result<Value, Failed> {
        self.send("POST", path, Some((content_type, body)))
    }

    /// The same to the place that it is for.
    pub fn put_raw(&self, path: &str, content_type: &str, body: Vec<u8>) -> Result<Value, Failed> {
        self.send("PUT", path, Some((content_type, body)))
    }

    /// What a path gives, into a file: however long it is, it is never in memory as a whole.
    pub fn download(&self, path: &str, file: &std::path::Path) -> Result<u64, Failed> {
        let mut answer = self.ask("GET", path, None)?;
        if !answer.status().is_success() {
            return read(answer).map(|_| 0);
        }
        let wrong = |error: std::io::Error| Failed::new(exit::USAGE, format!("{}: {error}", file.display()));
        let mut out = std::fs::File::create(file).map_err(wrong)?;
        let copied = std::io::copy(&mut answer.body_mut().as_reader(), &mut out).map_err(wrong)?;
        out.sync_all().map_err(wrong)?;
        Ok(copied)
    }

    fn send(&self, method: &str, path: &str, body: Option<(&str, Vec<u8>)>) -> Result<Value, Failed> {
        read(self.ask(method, path, body)?)
    }

    fn ask(&self, method: &str, path: &str, body: Option<(&str, Vec<u8>)>) -> Result<Response<Body>, Failed> {
        let url = format!("{}/api/v1/{path}", self.url.trim_end_matches('/'));
        let uri = url
            .parse::<Uri>()
            .map_err(|error| Failed::new(exit::USAGE, format!("`{}` is no address of a server: {error}", self.url)))?;
        let mut request = Request::builder().method(method).uri(&url);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(actor) = &self.actor {
            request = request.header("x-weir-actor", actor.as_bytes());
        }
        let (content_type, bytes) = body.map_or((None, Vec::new()), |(t, b)| (Some(t), b));
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        if bytes.len() > ASKS_FIRST_BYTES {
            request = request.header("expect", "100-continue");
        }
        let unsendable = "the token or the actor has signs that cannot be sent";
        let request = request.body(bytes).map_err(|e| Failed::new(exit::USAGE, format!("{unsendable}: {e}")))?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .timeout_await_100(Some(ASKS_FIRST));
        let config = if is_here(&uri) { config.proxy(None) } else { config };
        let agent = Agent::new_with_config(config.build());
        let answer = match request.method() {
            // That it has a body must be said: as a rule it has none.
            method if method == Method::DELETE && !request.body().is_empty() => {
                let (parts, bytes) = request.into_parts();
                let named = parts.headers.iter();
                named
                    .fold(agent.delete(&url), |so_far, (name, value)| so_far.header(name, value))
                    .force_send_body()
                    .send(bytes)
            }
            _ => agent.run(request),
        };
        answer.map_err(|e| Failed::new(exit::UNAVAILABLE, format!("no answer from {url}: {e}{}", what_helps(&e))))
    }
}

/// Is it on this machine? Then no proxy that the environment names is on the way: it would be given the token, and looks for
/// the server on its own machine.
fn is_here(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Nobody listens there: that has two reasons as a rule.
fn what_helps(error: &ureq::Error) -> &'static str {
    match error {
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionRefused => {
            "\n  start a server there with `weir serve`, or say with --url or WEIR_URL where one is"
        }
        _ => "",
    }
}

/// Escapes what may not stand in a path or a query as it is.
pub fn escape(text: &str) -> String {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || b"-_.~".contains(b);
    text.bytes().map(|b| if plain(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn read(mut answer: Response<Body>) -> Result<Value, Failed> {
    let status = answer.status();
    let text = answer.body_mut().read_to_string();
    let text = text.map_err(|e| Failed::new(exit::UNAVAILABLE, format!("the answer broke off: {e}")))?;
    let value: Value = serde_json::from_str(&text).unwrap_or_default();
    if status.is_success() { Ok(value) } else { Err(refused(status.as_u16(), &value)) }
}

/// A refusal in words: what was wrong, and the code to look it up by.
fn refused(status: u16, problem: &Value) -> Failed {
    let word = |key: &str| problem[key].as_str().unwrap_or_default();
    let mut message = format!("{} ({status} {})", word("detail"), word("code"));
    for line in problem["problems"].as_array().into_iter().flatten() {
        let (place, severity) = (&line["place"], line["severity"].as_str().unwrap_or_default());
        let text = |key: &str| line[key].as_str().unwrap_or_default();
        let (file, line_number, column) = (text("resource"), &place["line"], &place["column"]);
        let (code, words) = (text("code"), text("message"));
        let _ = write!(message, "\n  {file}:{line_number}:{column}: {severity}[{code}]: {words}");
        let (element, hint) = (text("element"), text("hint"));
        let _ = if element.is_empty() { Ok(()) } else { write!(message, " (element `{element}`)") };
        let said = hint.is_empty() || words.contains(hint);
        let _ = if said { Ok(()) } else { write!(message, "; hint: {hint}") };
    }
    for obstacle in problem["obstacles"].as_array().into_iter().flatten() {
        let text = |key: &str| obstacle[key].as_str().unwrap_or_default();
        let _ = write!(message, "\n  {}: {}", text("code"), text("message"));
        let candidates = obstacle["candidates"].as_array().filter(|c| !c.is_empty());
        let _ = candidates.map_or(Ok(()), |c| write!(message, " {}", Value::Array(c.clone())));
    }
    for field in problem["fields"].as_array().into_iter().flatten() {
        let text = |key: &str| field[key].as_str().unwrap_or_default();
        let _ = write!(message, "\n  {}: {}: {}", text("field"), text("code"), text("message"));
    }
    if status == 401 {
        message +=
            "\n  give an API token as --token or WEIR_TOKEN: the first start of the server prints how to get one";
    }
    Failed::new(exit::NO, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_with_special_characters_stay_one_segment() {
        assert_eq!(escape("order/审:1"), "order%2F%E5%AE%A1%3A1");
    }

    #[test]
    fn a_refused_file_is_told_with_its_place_its_element_and_what_to_do() {
        let found = json!({"resource": "a.bpmn", "severity": "error", "code": "unknown-element", "element": "t",
            "place": {"line": 3, "column": 7}, "message": "BPMN has no element `foo`", "hint": "correct the name"});
        let told = refused(422, &json!({"detail": "no", "code": "invalid-model", "problems": [found]})).message;
        let line =
            "  a.bpmn:3:7: error[unknown-element]: BPMN has no element `foo` (element `t`); hint: correct the name";
        assert_eq!(told, format!("no (422 invalid-model)\n{line}"));
        let named = json!({"resource": "a", "code": "x", "severity": "error", "place": {"line": 1, "column": 1},
            "message": "no; correct the name", "hint": "correct the name"});
        let told = refused(422, &json!({"problems": [named]})).message;
        assert!(!told.contains("hint") && !told.contains("element"), "{told}");
    }
}
