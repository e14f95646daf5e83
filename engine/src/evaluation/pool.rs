//! A few child processes that wait for expressions.
use super::child::READY;
use super::{EvaluationHost, SUBCOMMAND, TOO_COSTLY, UNAVAILABLE, Work};
use std::future::Future;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::pin::Pin;
use std::process::{ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Take};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Semaphore;
use weir_core::expression::ChildResponse;
use weir_core::instance::Answer;
use weir_core::sentence::Sentence;

/// How many children work at the same time when nobody says.
pub const CHILDREN: usize = 4;
/// How long one evaluation may take when nobody says.
pub const DEADLINE: Duration = Duration::from_secs(1);
/// How long a child may take to begin. That is no evaluation: a machine under load starts processes slowly.
const START: Duration = Duration::from_secs(30);
/// How many children are asked where one after the other is ended by somebody else.
const TRIES: usize = 3;
/// The largest answer, in bytes.
const ANSWER_BYTES_MAX: u64 = 4 << 20;

/// A few child processes that wait for expressions. A slow one is killed, and a new one takes its place.
#[derive(Debug)]
pub struct ChildPool {
    /// The binary; one that calls [`super::serve_child`].
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// How long one evaluation may take.
    pub deadline: Duration,
    /// How long a child may take to begin, which does not count as evaluation.
    pub start: Duration,
    /// The zone in which the child compares times without one: its IANA name.
    pub time_zone: String,
    free: Semaphore,
    waiting: Mutex<Vec<Worker>>,
}

#[derive(Debug)]
struct Worker {
    child: Child,
    requests: ChildStdin,
    answers: BufReader<Take<ChildStdout>>,
}

impl Default for ChildPool {
    /// The binary that runs now.
    fn default() -> Self {
        let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("/proc/self/exe"));
        ChildPool::new(program, vec![SUBCOMMAND.to_owned()])
    }
}

impl ChildPool {
    /// Children of this binary.
    pub fn new(program: impl Into<PathBuf>, arguments: Vec<String>) -> Self {
        let (free, waiting) = (Semaphore::new(CHILDREN), Mutex::default());
        ChildPool {
            program: program.into(),
            arguments,
            deadline: DEADLINE,
            start: START,
            time_zone: "UTC".to_owned(),
            free,
            waiting,
        }
    }

    /// The same with so many children, each with so much time for one evaluation.
    #[must_use]
    pub fn with(self, children: usize, deadline: Duration) -> Self {
        ChildPool { free: Semaphore::new(children), deadline, ..self }
    }

    /// The same in this zone.
    #[must_use]
    pub fn in_zone(self, time_zone: &str) -> Self {
        ChildPool { time_zone: time_zone.to_owned(), ..self }
    }

    async fn ask(&self, request: &Work) -> Answer {
        let _place = self.free.acquire().await;
        let mut ended = String::new();
        // An evaluation has no effect: one whose child was ended by somebody else is asked of another.
        for _ in 0..TRIES {
            let mut worker = match self.worker().await {
                Ok(worker) => worker,
                Err(error) => return failed(UNAVAILABLE, format!("the child could not be started: {error}")),
            };
            match tokio::time::timeout(self.deadline, worker.ask(request)).await {
                Ok(Ok(response)) => {
                    self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                    return match response {
                        ChildResponse::Value(value) => Answer::Value(value),
                        ChildResponse::Failed { code, message, sentence } => Answer::Failed { code, message, sentence },
                    };
                }
                Ok(Err(Broken::ByItself(reason))) => {
                    return Answer::Failed {
                        code: TOO_COSTLY.to_owned(),
                        message: format!("the evaluation took too much memory or crashed: {reason}"),
                        sentence: Some(Box::new(Sentence::crashed(&reason))),
                    };
                }
                Ok(Err(Broken::FromOutside(reason))) => ended = reason,
                // Dropping the worker kills it.
                Err(_) => {
                    let most = self.deadline.as_millis();
                    let (code, message) = (TOO_COSTLY.to_owned(), format!("the evaluation took more than {most} ms"));
                    return Answer::Failed { code, message, sentence: Some(Box::new(Sentence::too_slow(most))) };
                }
            }
        }
        failed(UNAVAILABLE, format!("the child was ended from outside: {ended}"))
    }

    /// One that is ready: from here on time counts.
    async fn worker(&self) -> io::Result<Worker> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(worker) = waiting {
            return Ok(worker);
        }
        let mut worker = self.spawn()?;
        let ready = tokio::time::timeout(self.start, worker.ready()).await;
        ready.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))?;
        Ok(worker)
    }

    fn spawn(&self) -> io::Result<Worker> {
        // A library compares local times in the zone of the process. The allocator would reserve a gibibyte of address
        // space, more than the child allows itself, and nothing could be allocated any more.
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .env("TZ", &self.time_zone)
            .env("MIMALLOC_DISALLOW_ARENA_ALLOC", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // What a terminal tells the server, to stop for example, is not for its children: it ends them itself.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()?;
        let missing = || io::Error::other("the child has no pipes");
        let requests = child.stdin.take().ok_or_else(missing)?;
        let answers = BufReader::new(child.stdout.take().ok_or_else(missing)?.take(ANSWER_BYTES_MAX));
        Ok(Worker { child, requests, answers })
    }
}

impl Worker {
    async fn ready(&mut self) -> io::Result<()> {
        let mut line = String::new();
        self.answers.read_line(&mut line).await?;
        if line.as_bytes() == READY { Ok(()) } else { Err(io::Error::other("it does not say that it is ready")) }
    }

    async fn ask(&mut self, request: &Work) -> Result<ChildResponse, Broken> {
        let mut line = serde_json::to_vec(request).map_err(|error| Broken::ByItself(error.to_string()))?;
        line.push(b'\n');
        self.answers.get_mut().set_limit(ANSWER_BYTES_MAX);
        let mut answer = String::new();
        let asked = async {
            self.requests.write_all(&line).await?;
            self.answers.read_line(&mut answer).await
        };
        match asked.await {
            Ok(_) if answer.ends_with('\n') => {
                serde_json::from_str(&answer).map_err(|error| Broken::ByItself(error.to_string()))
            }
            Ok(read) if read as u64 >= ANSWER_BYTES_MAX => {
                Err(Broken::ByItself(format!("its answer is longer than {ANSWER_BYTES_MAX} bytes")))
            }
            // Its pipes are closed: it has ended, or is about to.
            _ => Err(self.child.wait().await.map_or_else(|error| Broken::FromOutside(error.to_string()), Broken::of)),
        }
    }
}

/// Why a child gave no answer.
enum Broken {
    /// What it was asked for has done it.
    ByItself(String),
    /// It was ended, and what it was asked for is not to blame.
    FromOutside(String),
}

impl Broken {
    /// An evaluation ends its process by these signals only: it may take no more memory, or its stack is full.
    fn of(status: ExitStatus) -> Broken {
        use rustix::process::Signal;
        let by_itself = [Signal::ABORT, Signal::SEGV, Signal::BUS, Signal::ILL, Signal::TRAP];
        match status.signal() {
            Some(signal) if !by_itself.iter().any(|own| own.as_raw() == signal) => {
                Broken::FromOutside(status.to_string())
            }
            None if status.success() => Broken::FromOutside(status.to_string()),
            _ => Broken::ByItself(status.to_string()),
        }
    }
}

impl EvaluationHost for ChildPool {
    fn evaluate(&self, work: Work) -> Pin<Box<dyn Future<Output = Answer> + Send + '_>> {
        Box::pin(async move { self.ask(&work).await })
    }
}

fn failed(code: &str, message: String) -> Answer {
    Answer::failed(code, message)
}
