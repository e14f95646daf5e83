//! A server for one test, and a client that believes nothing it is told.
use crate::shape;
use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use ureq::http::{HeaderMap, Request};
use weir_designer_api::access::{SetupLink, setup};
use weir_designer_api::config::Config;
use weir_designer_api::http::server::{Bounds, serve};
use weir_designer_api::http::{App, router};
use weir_engine::evaluation::{ChildPool, SUBCOMMAND};
use weir_engine::store::sim::Simulation;
use weir_engine::{Clock, Engine, Options, Projector};

/// A running server; it stops when dropped.
pub struct Server {
    /// `127.0.0.1:port`.
    pub address: String,
    /// The API token of the administrator.
    pub token: String,
    agent: ureq::Agent,
    stop: Mutex<Option<oneshot::Sender<()>>>,
    thread: Option<JoinHandle<()>>,
    directory: Arc<TempDir>,
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

/// Who may do everything.
enum First {
    /// An administrator is made.
    Made,
    /// Nobody yet.
    Nobody,
    /// Whoever has this token.
    Known(String),
}

impl Server {
    /// With the default settings.
    pub fn start() -> Server {
        Server::start_with(Config::default())
    }

    /// With these settings, except for directory and address.
    pub fn start_with(config: Config) -> Server {
        Server::start_at(config, Options::default().clock, true)
    }

    /// With nobody let in yet: what stands in the place of the token is the code of the setup link.
    pub fn start_without_anybody(clock: Arc<dyn Clock>) -> Server {
        Server::start_at(Config::default(), clock, false)
    }

    /// On a machine whose disk the test has in its hands.
    pub fn start_on(simulation: Simulation) -> Server {
        let directory = Arc::new(tempfile::tempdir().expect("a directory"));
        Server::start_in(directory, Config::default(), Options::default().clock, First::Made, Some(simulation))
    }

    /// Stops, and another one begins on what it has kept.
    pub fn restart(self, config: Config, clock: Arc<dyn Clock>) -> Server {
        let (directory, token) = (self.directory.clone(), self.token.clone());
        drop(self);
        Server::start_in(directory, config, clock, First::Known(token), None)
    }

    /// With this clock, and an administrator or not.
    pub fn start_at(config: Config, clock: Arc<dyn Clock>, set_up: bool) -> Server {
        let directory = Arc::new(tempfile::tempdir().expect("a directory"));
        Server::start_in(directory, config, clock, if set_up { First::Made } else { First::Nobody }, None)
    }

    fn start_in(
        directory: Arc<TempDir>,
        config: Config,
        clock: Arc<dyn Clock>,
        first: First,
        simulation: Option<Simulation>,
    ) -> Server {
        let set_up = matches!(first, First::Made);
        let path = directory.path().to_owned();
        let (told, tell) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        // What may cost anything runs in a child: the program itself, since this one is a test.
        let child = ChildPool::new(env!("CARGO_BIN_EXE_weir"), vec![SUBCOMMAND.to_owned()]);
        let outgoing = config.outgoing();
        let options = Options { evaluation: Arc::new(child), clock, outgoing, ..Options::default() };
        // Where it listens is known before it is set up: an OpenID provider must be told the way back.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("a listener");
        let address = listener.local_addr().expect("an address").to_string();
        let config = Config { public_url: format!("http://{address}"), ..config };
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
            let runtime = runtime.expect("a runtime");
            runtime.block_on(async move {
                let engine = match simulation {
                    None => Engine::open(&path, options).await.expect("an engine"),
                    Some(simulation) => {
                        let projector = Projector::default();
                        let store = simulation.open(&|frame, view| projector.project(frame, view)).expect("a store");
                        Engine::start(Arc::new(store), options).expect("an engine")
                    }
                };
                let (link, code) = SetupLink::open(&engine);
                let told_first = match first {
                    First::Made => {
                        let made = setup::administrator(&engine, "admin", "Administrator", None, true).await;
                        made.expect("the first one")
                    }
                    First::Nobody => code.expect("a link"),
                    First::Known(token) => token,
                };
                let app = App::new(engine.clone(), link, &config);
                let listener = TcpListener::from_std(listener).expect("a listener");
                told.send(told_first).expect("somebody waits");
                let bounds = Bounds {
                    connections_max: config.connections_max,
                    header_timeout: Duration::from_secs(config.header_timeout_seconds),
                    shutdown: Duration::from_secs(5),
                };
                let stop = async {
                    let _ = stopped.await;
                    app.stop();
                };
                let sending = tokio::spawn({
                    let app = app.clone();
                    async move { app.send_out().await }
                });
                serve(listener, router(app.clone()), bounds, stop).await;
                sending.await.expect("an orderly end");
                app.note_the_rest().await;
                engine.shutdown().await.expect("an orderly end");
            });
            runtime.shutdown_background();
        });
        let token = tell.recv().expect("the server starts");
        let agent = ureq::Agent::config_builder().proxy(None).http_status_as_error(false).build().into();
        let server = Server { address, token, agent, stop: Mutex::new(Some(stop)), thread: Some(thread), directory };
        if set_up {
            // That a token is used is noted once in a while, beside the request: not between what a test compares.
            let noted = || {
                server.get("/api/v1/health");
                server.get("/metrics").text.contains("weir_commits_total 2")
            };
            Server::until(noted);
        }
        server
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

    /// Everything that is kept, file by file.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut folders = vec![self.directory.path().to_owned()];
        let mut files = vec![];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push((path.display().to_string(), std::fs::read(&path).expect("a file")));
                }
            }
        }
        files
    }

    /// A request with this token.
    pub fn ask_with<'a>(&'a self, token: &str, method: &'a str, path: &str) -> Ask<'a> {
        self.ask(method, path).header("authorization", &format!("Bearer {token}"))
    }

    /// A request with the administrator's token.
    pub fn ask<'a>(&'a self, method: &'a str, path: &str) -> Ask<'a> {
        let headers = vec![("authorization".to_owned(), format!("Bearer {}", self.token))];
        Ask { server: self, method, path: path.to_owned(), headers, body: Vec::new() }
    }

    /// Asks it to stop, as a signal does.
    pub fn stop(&self) {
        let stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner).take();
        let _ = stop.map(|stop| stop.send(())); // it may have stopped already
    }

    /// Asks again and again until it is so; a machine may be slow, but not for ever.
    #[track_caller]
    pub fn until(mut is_so: impl FnMut() -> bool) {
        let begun = Instant::now();
        while !is_so() {
            assert!(begun.elapsed() < Duration::from_mins(1), "it has not become so");
        }
    }

    /// How many fetches wait for jobs.
    pub fn polls_that_wait(&self) -> usize {
        let metrics = self.get("/metrics").text;
        let line = metrics.lines().find_map(|l| l.strip_prefix("weir_http_requests_inside{lane=\"poll\"} "));
        line.unwrap().parse().unwrap()
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

    /// Adds a header beside one of the same name.
    pub fn second(mut self, name: &str, value: &str) -> Self {
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

    /// Sends it, and goes nowhere else whatever the answer says.
    pub fn send_unfollowed(self) -> Answer {
        let agent =
            ureq::Agent::config_builder().proxy(None).http_status_as_error(false).max_redirects(0).build().into();
        self.send_by(&agent)
    }

    /// Sends it, and checks what must be true of every answer.
    pub fn send(self) -> Answer {
        let agent = self.server.agent.clone();
        self.send_by(&agent)
    }

    fn send_by(self, agent: &ureq::Agent) -> Answer {
        let url = format!("http://{}{}", self.server.address, self.path);
        let mut request = Request::builder().method(self.method).uri(url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(self.body).expect("a request");
        let mut answer = agent.run(request).expect("an answer");
        let bytes = answer.body_mut().with_config().limit(100 << 20).read_to_vec().expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned(); // files come compressed
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
