//! Files that need repairs: they are deployed as repaired by whoever has seen the repairs, and by nobody else.
use crate::api::Resource;
use weir_core::compile::Prepared;
use weir_core::exchange::{Repair, Repaired, repair};
use weir_core::{Place, Problem, Severity};

/// How many repairs the offer names; all are shown by the repair itself.
const NAMED_MAX: usize = 5;

/// Checks a file. One that has errors is repaired if its repairs were accepted; else they are offered.
pub(super) fn check(file: &mut Resource, accepted: &[String], prepare: fn(&[u8]) -> Prepared) -> Prepared {
    let mut prepared = prepare(&file.bytes);
    if !prepared.problems.iter().any(|p| p.severity == Severity::Error) {
        return prepared;
    }
    let Some(Repaired { text, repairs, token }) = repair(&file.bytes).filter(|r| !r.repairs.is_empty()) else {
        return prepared;
    };
    if !accepted.contains(&token) {
        prepared.problems.push(offer(&repairs, &token));
        return prepared;
    }
    file.bytes = text.into_bytes();
    let mut prepared = prepare(&file.bytes);
    let done =
        |r: Repair| Problem::note(&r.code, r.element.as_ref(), r.place, format!("repaired as accepted: {}", r.message));
    prepared.problems.splice(0..0, repairs.into_iter().map(done));
    prepared
}

fn offer(repairs: &[Repair], token: &str) -> Problem {
    let mut named: Vec<String> =
        repairs.iter().take(NAMED_MAX).map(|r| format!("line {}: {}", r.place.line, r.message)).collect();
    if repairs.len() > NAMED_MAX {
        named.push(format!("and {} more", repairs.len() - NAMED_MAX));
    }
    let message = format!(
        "{} repairs are possible, and none is made unasked ({}): look at them with `weir repair` or POST /api/v1/repairs, \
         and deploy with acceptRepairs={token} if they are what you mean",
        repairs.len(),
        named.join("; ")
    );
    Problem::note("repairs-offered", None, Place { line: 1, column: 1 }, message)
}
