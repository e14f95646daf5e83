//! Timers: exactly one time, and literal times that can be read.
use super::expressions::definitions;
use super::view::View;
use crate::cron::cron;
use crate::juel::is_juel;
use crate::model::{EventKind, TimerText};
use crate::problem::Problem;
use crate::timer::{TOO_OFTEN, UTC, beyond};
use jiff::{Span, Timestamp, Zoned, civil};

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    for node in &view.process.nodes {
        for event in definitions(node) {
            let EventKind::Timer(timer) = &event.kind else { continue };
            let Some(timer) = timer else {
                let message = "a timer needs one of timeDate, timeDuration and timeCycle";
                problems.push(view.incomplete("timer-missing", &node.id, event.place, message));
                continue;
            };
            let (text, fits, example) = match timer {
                TimerText::Date(text) => {
                    (text, is_date(&text.text) && beyond(&text.text).is_none(), "2026-01-31T09:00:00Z")
                }
                TimerText::Duration(text) => {
                    (text, is_duration(&text.text) && beyond(&text.text).is_none(), "PT15M or P1D")
                }
                TimerText::Cycle(text) | TimerText::Until(text, _) => {
                    (text, is_cycle(&text.text) && beyond(&text.text).is_none(), "R3/PT10M or 0 9 * * 1-5")
                }
            };
            if let TimerText::Until(_, end) = timer
                && !is_juel(&end.text)
                && !end.text.starts_with('=')
                && !(is_date(&end.text) && beyond(&end.text).is_none())
            {
                let why = beyond(&end.text).unwrap_or("is no point in time");
                let message = format!("`{}` {why}; write one like 2026-01-31T09:00:00Z", end.text);
                problems.push(Problem::error("timer-invalid", Some(&node.id), end.place, message));
            }
            if is_literal(&text.text) && !fits {
                let cycle = matches!(timer, TimerText::Cycle(_) | TimerText::Until(..));
                let why = beyond(&text.text).or((cycle && is_duration(&text.text)).then_some(TOO_OFTEN));
                let why = why.unwrap_or("is no time of this kind");
                let message = format!("`{}` {why}; write one like {example}", text.text);
                problems.push(Problem::error("timer-invalid", Some(&node.id), text.place, message));
            } else if is_bare_word(&text.text) {
                let message = format!(
                    "`{}` is read as a variable; write `= {0}` if it is one, else a time like {example}",
                    text.text
                );
                problems.push(Problem::warning("timer-doubtful", Some(&node.id), text.place, message));
            }
        }
    }
}

/// Whether a text means a time by itself, and is no expression: it begins like a date, a duration, a repetition or cron.
pub fn is_literal(text: &str) -> bool {
    let mut letters = text.chars();
    if is_juel(text) {
        return false;
    }
    match (letters.next(), letters.next()) {
        (Some(first), _) if first.is_ascii_digit() || first == '*' => true,
        (Some('P'), Some(second)) => second.is_ascii_digit() || second == 'T',
        (Some('-'), Some(second)) => second == 'P',
        (Some('R'), Some(second)) => second.is_ascii_digit() || matches!(second, '/' | '-'),
        (Some('@'), Some(second)) => second.is_ascii_alphabetic(),
        _ => false,
    }
}

/// A word that could be a variable as well as a time gone wrong: what is meant as FEEL begins with `=` or computes.
fn is_bare_word(text: &str) -> bool {
    !is_literal(text) && !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
}

/// A date or date-time of ISO 8601, with or without zone.
pub fn is_date(text: &str) -> bool {
    text.parse::<Timestamp>().is_ok()
        || text.parse::<Zoned>().is_ok()
        || (text.parse::<civil::DateTime>().is_ok() && !text.ends_with('Z'))
        || text.parse::<civil::Date>().is_ok()
}

/// A duration of ISO 8601.
pub fn is_duration(text: &str) -> bool {
    text.starts_with('P') && text.parse::<Span>().is_ok()
}

/// Before every time that somebody may write, so that no end of a repetition is over.
const BEFORE_ALL: crate::time::Timestamp = crate::time::Timestamp(-62_135_596_800_000);

/// A repetition: `R3/PT10M`, `R/2026-01-01T00:00:00Z/P1D`, `R2/P1D/2026-02-01T00:00:00Z`; or cron with five or six fields.
/// What no clock would take is none: it repeats at least once, with at least a second between two times.
fn is_cycle(text: &str) -> bool {
    if let Some(cron) = cron(text) {
        return cron.next(BEFORE_ALL, &UTC).is_some();
    }
    let shaped = match text.strip_prefix('R').map(|rest| rest.split('/').collect::<Vec<_>>()).as_deref() {
        None => is_duration(text),
        Some([_, duration]) => is_duration(duration),
        Some([_, first, second]) => (is_date(first) && is_duration(second)) || (is_duration(first) && is_date(second)),
        Some(_) => false,
    };
    shaped && crate::timer::cycle(text, BEFORE_ALL).is_some()
}
