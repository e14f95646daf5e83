//! The report for people: one table, then what did not pass and why.
use super::outcome::{Counts, Outcome, Run};
use std::fmt::Write;

/// Cells of a row are cut here, so that a table stays a table.
const DIFFERENCE_CHARACTERS_MAX: usize = 240;

/// All suites, each with its constructs.
pub fn table(runs: &[Run]) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{:<44} {:>7} {:>7} {:>11} {:>8}",
        "suite, construct", "passed", "failed", "unsupported", "doubtful"
    );
    for run in runs {
        let (all, by) = run.counts();
        row(&mut out, &run.suite, all);
        for (construct, counts) in by {
            row(&mut out, &format!("  {construct}"), counts);
        }
        for (figure, count) in &run.figures {
            let _ = writeln!(out, "  = {count:>5} {figure}");
        }
    }
    out
}

/// Every case that did not pass.
pub fn differences(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        for case in &run.cases {
            let text = match &case.outcome {
                Outcome::Passed => continue,
                Outcome::Failed(difference) => format!("failed: {difference}"),
                Outcome::Unsupported(codes) => format!("unsupported: {}", codes.join(", ")),
                Outcome::Doubtful(why) => format!("doubtful: {why}"),
            };
            let short: String = text.chars().take(DIFFERENCE_CHARACTERS_MAX).collect();
            let _ = writeln!(out, "{} {} {}", run.suite, case.id, short.replace('\n', " "));
        }
    }
    out
}

fn row(out: &mut String, name: &str, [passed, failed, unsupported, doubtful]: Counts) {
    let _ = writeln!(out, "{name:<44} {passed:>7} {failed:>7} {unsupported:>11} {doubtful:>8}");
}
