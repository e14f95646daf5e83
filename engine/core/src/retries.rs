//! How often a failed job is tried again, and when: `5`, `R5/PT10M`, or a list of durations like `PT1M,PT5M`.

/// How often, and the durations between, where they are said too.
pub fn split(written: &str) -> (String, Option<&str>) {
    let written = written.trim();
    match written.strip_prefix('R').and_then(|rest| rest.split_once('/')) {
        Some((times, backoff)) => (times.trim().to_owned(), Some(backoff.trim())),
        None if written.contains(',') || written.starts_with('P') => {
            ((written.split(',').count() + 1).to_string(), Some(written))
        }
        None => (written.to_owned(), None),
    }
}

/// The durations of a list, one by one.
pub fn durations(list: &str) -> Vec<String> {
    list.split(',').map(|part| part.trim().to_owned()).collect()
}
