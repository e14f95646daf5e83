//! How urgent a thread is, beside those that others wait for.

/// Makes this thread less urgent, for as long as it lives. Only on Linux a thread has a niceness of its own: elsewhere it would
/// be that of the whole process.
pub fn give_way(niceness: i32) {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, niceness) {
        tracing::debug!(%error, "this thread is as urgent as everything else");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = niceness;
}
