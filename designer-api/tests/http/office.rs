//! Users of a test: made by the administrator, each with an API token.
use crate::server::{Answer, Server};
use serde_json::{Value, json};

impl Server {
    /// A user in a tenant, or in none, without any grant.
    #[track_caller]
    pub fn user(&self, id: &str, tenant: Option<&str>) {
        let body = json!({ "tenant": tenant });
        self.ask("PUT", &format!("/api/v1/users/{id}")).json(&body).send().expect(200);
    }

    /// Gives somebody a role within these bounds.
    #[track_caller]
    pub fn grant(&self, user: &str, role: &str, bounds: &Value) {
        let mut body = json!({ "to": { "kind": "user", "id": user }, "role": role });
        for (key, value) in bounds.as_object().into_iter().flatten() {
            body[key] = value.clone();
        }
        self.ask("PUT", &format!("/api/v1/grants/{user}-{role}")).json(&body).send().expect(200);
    }

    /// An API token of a user.
    #[track_caller]
    pub fn token_of(&self, user: &str, limits: &Value) -> String {
        let mut body = json!({ "name": "test" });
        for (key, value) in limits.as_object().into_iter().flatten() {
            body[key] = value.clone();
        }
        let made = self.post(&format!("/api/v1/users/{user}/tokens"), &body).expect(201);
        made.json["token"].as_str().expect("a token").to_owned()
    }

    /// A user with a role everywhere, and their token.
    #[track_caller]
    pub fn somebody(&self, id: &str, role: &str) -> String {
        self.user(id, None);
        self.grant(id, role, &json!({}));
        self.token_of(id, &json!({}))
    }

    /// Sets a password; the administrator may.
    #[track_caller]
    pub fn password(&self, user: &str, password: &str) {
        let body = json!({ "password": password });
        self.ask("PUT", &format!("/api/v1/users/{user}/password")).json(&body).send().expect(204);
    }

    /// Tries to log in.
    pub fn log_in(&self, user: &str, password: &str) -> Answer {
        let body = json!({ "user": user, "password": password });
        self.ask("POST", "/api/v1/session").anonymous().json(&body).send()
    }

    /// The lines of the audit of one kind, newest first.
    #[track_caller]
    pub fn audit(&self, happened: &str) -> Vec<Value> {
        self.get(&format!("/api/v1/access-audit?happened={happened}")).expect(200).items().clone()
    }
}

/// A browser after a login: its cookie and what unsafe requests carry.
pub struct Browser<'a> {
    server: &'a Server,
    pub cookie: String,
    pub csrf: String,
}

impl<'a> Browser<'a> {
    /// From the answer of a login.
    #[track_caller]
    pub fn of(server: &'a Server, answer: &Answer) -> Self {
        let set = answer.header("set-cookie");
        let cookie = set.split(';').next().expect("a cookie").to_owned();
        Browser { server, cookie, csrf: answer.json["csrf"].as_str().expect("a token").to_owned() }
    }

    /// A safe request.
    pub fn get(&self, path: &str) -> Answer {
        self.server.ask("GET", path).anonymous().header("cookie", &self.cookie).send()
    }

    /// An unsafe request, as the page of the product sends it.
    pub fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        let ask = self.server.ask(method, path).anonymous().header("cookie", &self.cookie);
        ask.header("x-weir-csrf", &self.csrf).json(body).send()
    }
}
