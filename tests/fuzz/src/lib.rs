//! What every fuzz target does around its [`targets`].
pub mod targets;

use rustix::time::{ClockId, clock_gettime};
use std::panic::{catch_unwind, set_hook};
use std::sync::Mutex;
use std::time::Duration;

/// Longest time that a small input may take. Instrumented code takes some five times as long as what is shipped, and
/// a target asks the same in several ways.
const TIME_MAX: Duration = Duration::from_secs(5);

/// Where and why it panicked last.
static LAST: Mutex<String> = Mutex::new(String::new());

/// Lets panics through that are caught where they come from, as the FEEL library's are.
pub fn prepare() {
    set_hook(Box::new(|panic| *LAST.lock().expect("nobody panics here") = panic.to_string()));
}

/// Runs a target. A panic that nobody has caught is a fault, and work that takes too long is one as well.
pub fn run(target: fn(&[u8]), input: &[u8]) {
    let start = time();
    if catch_unwind(|| target(input)).is_err() {
        fail(&LAST.lock().expect("nobody panics here"));
    }
    let taken = time() - start;
    if taken > TIME_MAX {
        fail(&format!("took {taken:?} for {} bytes", input.len()));
    }
}

fn fail(why: &str) -> ! {
    eprintln!("fault: {why}");
    std::process::abort()
}

/// The time of this thread alone: the machine may be busy with other things.
fn time() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(now.tv_sec).unwrap_or_default(), u32::try_from(now.tv_nsec).unwrap_or_default())
}
