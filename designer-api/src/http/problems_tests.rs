//! The table of codes against the sources and the page.
use super::{PROBLEMS, REQUESTS};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use weir_core::landscape::Code;

/// What each status means to whoever asked.
const STATUSES: [(u16, &str); 16] = [
    (400, "it is no request that could be done: what is wrong with it"),
    (401, "of whom nobody knows who they are"),
    (403, "it is not theirs to do"),
    (404, "what is named is not there"),
    (405, "not like this"),
    (408, "it took too long to arrive"),
    (409, "somebody was quicker, or the state is another: look again before asking again"),
    (412, "it was changed since it was looked at: look again, and decide"),
    (413, "it is too much"),
    (415, "it is of a type that is not taken"),
    (422, "it can be read, and cannot be done as it stands: asking again does not help"),
    (428, "it has to be said of which state"),
    (429, "later"),
    (500, "a fault of the server or of one instance"),
    (502, "another server on which it depends does not answer as it should: later"),
    (503, "later; nothing has happened, or it is asked again under the same idempotency key"),
];

/// The codes in the function `code` of a source file.
fn codes(source: &str) -> BTreeSet<String> {
    let function = source.split_once("pub fn code(").expect("it has codes").1;
    let function = function.split_once("\n    }\n").expect("it has an end").0;
    function.split("=> \"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

#[test]
fn every_code_of_the_engine_is_in_the_table_and_no_other() {
    let listed = |status: &dyn Fn(u16) -> bool| -> BTreeSet<String> {
        PROBLEMS.iter().filter(|(s, ..)| status(*s)).map(|(_, code, _)| (*code).to_owned()).collect()
    };
    let rejections = codes(include_str!("../../../engine/core/src/rejection.rs"));
    let mut conflicts = listed(&|status| status == 409);
    conflicts.extend(["choice-invalid", "form-invalid", "not-a-starter"].map(str::to_owned));
    assert_eq!(
        rejections.difference(&conflicts).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "rejections are conflicts, or say what is wrong with the request"
    );
    let mut all = rejections;
    all.extend(codes(include_str!("../../../engine/src/error.rs")));
    all.extend(codes(include_str!("../../../engine/src/store/error.rs")));
    let refusing = Code::ALL.into_iter().filter(|code| code.refuses());
    all.extend(refusing.map(|code| code.code().to_owned()));
    all.insert("expression-too-costly".to_owned());
    assert_eq!(listed(&|_| true), all);
    let pairs: BTreeSet<(u16, &str)> = PROBLEMS.iter().map(|(status, code, _)| (*status, *code)).collect();
    assert_eq!(pairs.len(), PROBLEMS.len(), "each once");
}

/// The words between quotes behind each of these calls, in all sources of a folder but their tests.
fn called(folder: &Path, calls: &[&str], found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources").map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            called(&path, calls, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for rest in calls.iter().flat_map(|call| text.split(call).skip(1)) {
                // Some calls name the status first.
                let rest = rest.trim_start();
                let named = rest.strip_prefix("StatusCode::").and_then(|rest| rest.split_once(','));
                let rest = named.map_or(rest, |(_, rest)| rest.trim_start());
                let code = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'));
                found.extend(code.map(|(code, _)| code.to_owned()));
            }
        }
    }
}

#[test]
fn every_code_of_a_request_that_is_none_is_in_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    called(&root.join("src"), &["Refusal::bad(", "Refusal::new("], &mut found);
    called(&root.join("../engine/src"), &["Error::invalid("], &mut found);
    // What the core refuses has codes of its own.
    for source in [
        include_str!("../../../engine/core/src/access/check.rs"),
        include_str!("../../../engine/core/src/access/password.rs"),
        include_str!("../../../engine/core/src/organisation/check.rs"),
        include_str!("../../../engine/core/src/calendar.rs"),
        include_str!("../../../engine/core/src/parameter.rs"),
        include_str!("../../../engine/core/src/indicator/check.rs"),
    ] {
        found.extend(codes(source));
    }
    // What is wrong with a webhook is found out where it is sent from.
    found.extend(["webhook-secret", "webhook-url"].map(str::to_owned));
    for code in ["token-too-wide", "organisation-circle", "password-common", "calendar-hours", "not-your-attachment"] {
        assert!(found.contains(code), "the sources are read: {found:?}");
    }
    assert!(found.len() > 80, "{found:?}");
    let known: BTreeSet<&str> = REQUESTS.iter().chain(PROBLEMS).map(|(_, code, _)| *code).collect();
    let missing = found.iter().filter(|code| !known.contains(code.as_str()));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&String>::new());
    let codes: BTreeSet<&str> = REQUESTS.iter().map(|(_, code, _)| *code).collect();
    assert_eq!(codes.len(), REQUESTS.len(), "each once");
}

#[test]
fn the_page_of_problems_is_made_of_the_table() {
    let mut page = String::from(
        "# Problems\n\nWhat the API answers when it cannot do what it was asked: `application/problem+json` with one of these codes,\n\
         stable for programs. Two who do the same thing, and whoever comes too late, are told of a conflict, 409; a request\n\
         under an idempotency key that was used for another one is told so with 422. A request that is none has 400, or the\n\
         status that HTTP has for it, and a code that names what is wrong with it; 401 and 403 are of who asks.\n\n\
         What is no HTTP at all never gets as far as that: 400 for a head that cannot be read, and 431 for one that is too\n\
         long, come without a body and without a code, and the connection ends.\n",
    );
    for (status, meaning) in STATUSES {
        let _ = write!(page, "\n## {status}: {meaning}\n\n| Code | When |\n|---|---|\n");
        for (_, code, when) in REQUESTS.iter().chain(PROBLEMS).filter(|(s, ..)| *s == status) {
            let _ = writeln!(page, "| `{code}` | {when} |");
        }
    }
    assert!(PROBLEMS.iter().chain(REQUESTS).all(|(status, ..)| STATUSES.iter().any(|(known, _)| known == status)));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/problems.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("the page is written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "run UPDATE_DOCS=1 cargo test -p weir-designer-api --lib problems");
}
