//! A server for one test, and a client that believes nothing it is told.
use crate::shape;
use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use ureq::http::{HeaderMap, Request};
use weir_designer_api::access::Access;
use weir_designer_api::config::Config;
use weir_designer_api::http::server::{Bounds, serve};
use weir_designer_api::http::{App, router};
use weir_engine::evaluation::{ChildPool, SUBCOMMAND};
use weir_engine::{Engine, Options};

/// A running server; it stops when dropped.
pub struct Server {
    /// `127.0.0.1:port`.
    pub address: String,
    /// What opens it.
    pub token: String,
    agent: ureq::Agent,
    stop: Mutex<Option<oneshot::Sender<()>>>,
    thread: Option<JoinHandle<()>>,
    directory: TempDir,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    /// As sent.
    pub text: String,
    /// The same as JSON, if it is JSON.
    pub json: Value,
}

/// A request that is being put together.
pub struct Ask<'a> {
    server: &'a Server,
    method: &'a str,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Server {
    /// With the default settings.
    pub fn start() -> Server {
        Server::start_with(Config::default())
    }

    /// With these settings, except for directory and address.
    pub fn start_with(config: Config) -> Server {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().to_owned();
        let (told, tell) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        // What may cost anything runs in a child: the program itself, since this one is a test.
        let child = ChildPool::new(env!("CARGO_BIN_EXE_weir"), vec![SUBCOMMAND.to_owned()]);
        let options = Options { evaluation: Arc::new(child), ..Options::default() };
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
            runtime.expect("a runtime").block_on(async move {
                let engine = Engine::open(&path, options).await.expect("an engine");
                let (access, token) = Access::open(&path).expect("access");
                let app = App::new(engine.clone(), access, &config);
                let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
                let address = listener.local_addr().expect("an address").to_string();
                told.send((address, token.expect("the first start"))).expect("somebody waits");
                let bounds = Bounds {
                    connections_max: config.connections_max,
                    header_timeout: Duration::from_secs(config.header_timeout_seconds),
                    shutdown: Duration::from_secs(5),
                };
                let stop = async {
                    let _ = stopped.await;
                    app.stop();
                };
                serve(listener, router(app.clone()), bounds, stop).await;
                engine.shutdown().await.expect("an orderly end");
            });
        });
        let (address, token) = tell.recv().expect("the server starts");
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        Server { address, token, agent, stop: Mutex::new(Some(stop)), thread: Some(thread), directory }
    }

    /// The contents of attachments on disk.
    pub fn attachments(&self) -> Vec<std::path::PathBuf> {
        let folders = std::fs::read_dir(self.directory.path().join("attachments")).expect("a directory").flatten();
        folders
            .flat_map(|folder| std::fs::read_dir(folder.path()).expect("a folder").flatten())
            .map(|f| f.path())
            .collect()
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path).send()
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask("POST", path).json(body).send()
    }

    /// A request with the token.
    pub fn ask<'a>(&'a self, method: &'a str, path: &str) -> Ask<'a> {
        let headers = vec![("authorization".to_owned(), format!("Bearer {}", self.token))];
        Ask { server: self, method, path: path.to_owned(), headers, body: Vec::new() }
    }

    /// Asks it to stop, as a signal does.
    pub fn stop(&self) {
        let stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner).take();
        let _ = stop.map(|stop| stop.send(())); // it may have stopped already
    }

    /// Asks again and again until it is so.
    #[track_caller]
    pub fn until(is_so: impl Fn() -> bool) {
        assert!((0..5000).any(|_| is_so()), "it has not become so");
    }

    /// How much the engine has written: unchanged when nothing happened.
    pub fn written(&self) -> String {
        let metrics = self.get("/metrics").text;
        let wanted = |line: &&str| line.starts_with("weir_commits_total ") || line.starts_with("weir_log_bytes ");
        metrics.lines().filter(wanted).collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
        let ended = self.thread.take().map(JoinHandle::join);
        assert!(std::thread::panicking() || ended.is_some_and(|e| e.is_ok()), "the server panicked");
    }
}

impl Ask<'_> {
    /// Adds a header, in place of one of the same name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without the token.
    pub fn anonymous(mut self) -> Self {
        self.headers.retain(|(name, _)| name != "authorization");
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string().as_bytes())
    }

    pub fn body(mut self, content_type: &str, body: &[u8]) -> Self {
        self.body = body.to_vec();
        self.header("content-type", content_type)
    }

    /// Files as a browser sends them.
    pub fn files(self, files: &[(&str, &[u8])]) -> Self {
        let mut body = Vec::new();
        for (name, content) in files {
            let head = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 Content-Type: application/xml\r\n\r\n"
            );
            body.extend([head.as_bytes(), content, b"\r\n"].concat());
        }
        body.extend(b"--edge--\r\n");
        self.body("multipart/form-data; boundary=edge", &body)
    }

    /// Sends it, and checks what must be true of every answer.
    pub fn send(self) -> Answer {
        let url = format!("http://{}{}", self.server.address, self.path);
        let mut request = Request::builder().method(self.method).uri(url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(self.body).expect("a request");
        let mut answer = self.server.agent.run(request).expect("an answer");
        let text = answer.body_mut().with_config().limit(100 << 20).read_to_string().expect("text");
        let json = serde_json::from_str(&text).unwrap_or_default();
        let answer = Answer { status: answer.status().as_u16(), headers: answer.headers().clone(), text, json };
        shape::check(self.method, &self.path, &answer);
        answer
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|v| v.to_str().expect("text")).unwrap_or_default()
    }

    /// The code of a refusal.
    pub fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }

    /// The entries of a list.
    #[track_caller]
    pub fn items(&self) -> &Vec<Value> {
        self.json["items"].as_array().unwrap_or_else(|| panic!("no list: {self:?}"))
    }

    /// Says what came instead when the status is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// A refusal with this status and code.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Answer {
        assert_eq!((self.status, self.code()), (status, code), "{}", self.text);
        self
    }
}
