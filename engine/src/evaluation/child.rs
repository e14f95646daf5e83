//! The child's side: read a request, answer it, until there are no more.
use super::Work;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io::{self, BufRead, Write};
use std::time::Duration;
use weir_core::decision;
use weir_core::expression::{ChildResponse, answer};

/// All memory of the child, in bytes.
const MEMORY_BYTES: u64 = 256 << 20;
/// The stack of its one thread: the evaluation recurses.
const STACK_BYTES: usize = 32 << 20;

/// How long it goes on with what it was asked for when nobody can ask any more.
const LAST_ANSWER: Duration = Duration::from_secs(2);

/// What the child says before it takes requests.
pub(super) const READY: &[u8] = b"ready\n";

/// What the binary does when called with [`super::SUBCOMMAND`]: answers requests from standard input, one JSON line
/// each, on standard output. It limits its own memory first; its time is limited by whoever started it, and where they are
/// gone, by itself.
pub fn serve_child() -> io::Result<()> {
    let limit = Rlimit { current: Some(MEMORY_BYTES), maximum: Some(MEMORY_BYTES) };
    setrlimit(Resource::As, limit)?;
    std::thread::Builder::new().spawn(end_when_nobody_waits)?;
    let server = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(serve)?;
    server.join().unwrap_or_else(|_| Err(io::Error::other("the evaluation panicked")))
}

/// Whoever asks has closed their end, or was killed: what is still evaluated some time later is for nobody.
fn end_when_nobody_waits() {
    let stdin = io::stdin();
    loop {
        // Asked for no event, it tells of the end alone.
        let mut ends = [PollFd::new(&stdin, PollFlags::empty())];
        match poll(&mut ends, None) {
            Ok(_) if ends[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => break,
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
        }
    }
    std::thread::sleep(LAST_ANSWER);
    std::process::exit(1);
}

fn serve() -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(READY)?;
    out.flush()?;
    for line in io::stdin().lock().lines() {
        let response = match serde_json::from_str(&line?) {
            Ok(Work::Expression(request)) => answer(&request),
            Ok(Work::Decision(request)) => match decision::answer(&request, super::javascript::run) {
                Ok(evaluated) => ChildResponse::Value(serde_json::to_value(evaluated)?),
                Err(error) => ChildResponse::failed(error.code(), error.to_string()),
            },
            Ok(Work::Script(request)) => super::javascript::run(&request),
            Ok(Work::Parse(scripts)) => ChildResponse::Value(serde_json::to_value(super::not_parsed(&scripts))?),
            Err(error) => ChildResponse::failed("bad-request", error.to_string()),
        };
        serde_json::to_writer(&mut out, &response)?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(())
}
