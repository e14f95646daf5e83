//! Every code that the engine's errors have, with the status that it has here: the table that the page of problems is made
//! of. A request that is none has 400 and a code that names what is wrong with it.

/// Status, code, and when it comes.
pub const PROBLEMS: &[(u16, &str, &str)] = &[
    (403, "not-a-starter", "the model says who may start it, and they are not among them"),
    (404, "not-found", "what is named is not there"),
    (404, "no-such-batch", "no batch has this id"),
    (404, "no-such-dead-letter", "no dead letter has this id, or somebody has taken it"),
    (404, "no-such-attachment", "the instance has no such file"),
    (404, "no-such-calendar", "no work calendar has this id"),
    (404, "no-such-comment", "the instance has no such comment"),
    (404, "no-such-copy", "they got no copy of this instance"),
    (404, "no-such-delivery", "no delivery has this id, or it is over; only one that was given up is tried again"),
    (404, "no-such-webhook", "no webhook has this id"),
    (404, "no-such-decision", "no decision has this id or version"),
    (404, "no-such-definition", "no definition has this id"),
    (404, "no-such-draft", "they have entered nothing for the task"),
    (404, "no-such-element-instance", "the instance has no such live element instance"),
    (404, "no-such-export", "no export has this id, or it is no longer kept, or has no such file"),
    (404, "no-such-form", "no form has this id or version, or the task has none"),
    (404, "no-such-incident", "there is no such open incident"),
    (404, "no-such-instance", "no instance has this id"),
    (404, "no-such-job", "there is no such open job"),
    (404, "no-such-landscape-node", "the landscape has no node of this id"),
    (404, "no-such-landscape-role", "the landscape has no role of this id"),
    (404, "no-such-landscape-version", "the landscape has no such version"),
    (404, "no-such-model", "no draft has this id"),
    (404, "no-such-model-version", "the draft has no such version, or it was dropped"),
    (404, "no-such-node", "nothing is known of such a node of the process"),
    (404, "no-such-notice", "they were told of nothing of this id"),
    (404, "no-such-parameter", "no rule parameter has this name"),
    (404, "no-such-process", "no process has this id"),
    (404, "no-such-saved-filter", "they keep no filter of this name"),
    (404, "no-such-user-task", "there is no such open task; somebody may have done it"),
    (404, "no-such-verification", "no verification of this run of the server has this id"),
    (409, "acted-upon", "what should be taken back was acted upon"),
    (409, "already-a-signer", "they are asked already"),
    (409, "already-started", "instances start once"),
    (409, "ambiguous-message", "several could receive the message: address one of `candidates`"),
    (409, "batch-changed-meanwhile", "somebody has just paused, resumed or cancelled the batch"),
    (409, "batch-over", "the batch is done or was cancelled: there is nothing to pause or resume"),
    (409, "closed-branch", "a matter cannot go back into a branch that is closed"),
    (409, "definition-suspended", "the definition starts nothing until it is activated"),
    (409, "has-completion-condition", "the model says when this ad-hoc sub-process is done"),
    (409, "instance-ended", "the instance has ended: somebody was quicker"),
    (409, "instance-quarantined", "the instance broke and is left alone until an operator resolves its incident"),
    (409, "instance-suspended", "the instance stands still until it is resumed"),
    (409, "job-locked", "another worker has the job"),
    (409, "job-not-available", "the job rests until its time comes"),
    (409, "last-signer", "an approval needs somebody who decides"),
    (409, "migration-refused", "the instance does not fit the other version: see `obstacles`"),
    (409, "modification-refused", "the instructions do not fit the instance: see `obstacles`"),
    (409, "never-done", "a matter goes back only where it was"),
    (409, "no-approval", "the element instance is no open approval"),
    (409, "no-incident", "there is nothing to resolve: somebody was quicker"),
    (409, "no-receiver", "nobody waits for the message, and it was not to be kept"),
    (409, "no-retries-left", "the job failed too often: resolve its incident"),
    (409, "no-such-element-instance", "the element instance is gone: done by somebody else, interrupted or cancelled"),
    (409, "no-such-person", "nobody of this name works here"),
    (409, "no-such-seat", "the approval has no such seat, or it was removed"),
    (409, "no-such-start", "the process has no start event that could be used"),
    (409, "no-such-wait", "it is no longer waited for: done by somebody else, interrupted or cancelled"),
    (409, "nobody-named", "it has to be said who"),
    (409, "not-a-signer", "only those who are asked may do this"),
    (409, "not-a-vote", "an approval takes `approve`, `reject` or `abstain`"),
    (409, "not-your-signer", "only whoever added a signer removes them"),
    (409, "nothing-to-withdraw", "they have decided nothing that could be taken back"),
    (409, "nowhere-to-return", "there is no earlier task"),
    (409, "reminded-just-now", "they were reminded a moment ago"),
    (409, "reported-otherwise", "the worker has reported this job already, in other words"),
    (409, "seat-answered", "the seat has voted already"),
    (409, "seat-is-yours", "an opinion that is asked of one person cannot be put back for others"),
    (409, "stale-lease", "another worker has, or had, a newer lease of the job"),
    (409, "task-assigned", "somebody else has the task"),
    (409, "task-delegated", "somebody prepares the task: it is done when it has come back"),
    (409, "task-not-assigned", "nobody has the task"),
    (409, "task-not-delegated", "nobody prepares the task"),
    (409, "timer-not-due", "the timer is for later"),
    (409, "too-many-signers", "an approval has a limit of signers"),
    (412, "landscape-changed-meanwhile", "somebody has changed the landscape since it was looked at"),
    (
        412,
        "model-changed-meanwhile",
        "somebody has changed the draft since it was looked at: `changed` says who and when",
    ),
    (413, "commit-too-large", "what follows from the request is too much for one commit"),
    (422, "decision-failed", "the decision could not be evaluated"),
    (422, "decision-input", "the decision needs another input"),
    (422, "decision-not-data", "the decision gives what is no data"),
    (422, "decision-panic", "the evaluation of the decision broke"),
    (422, "decision-too-costly", "the decision takes more than its limits allow"),
    (422, "decision-unbounded", "the decision has no provable bound and cannot be evaluated here"),
    (422, "decision-unknown", "the file has no such decision"),
    (422, "expression-too-costly", "an expression takes more than its limits allow"),
    (422, "form-invalid", "what was filled in does not fit the form: see the fields"),
    (422, "idempotency-mismatch", "the idempotency key was used for another request"),
    (422, "invalid-model", "the files have errors: see `problems`"),
    (422, "landscape-cycle", "a node of the landscape would be a part of itself"),
    (422, "landscape-duplicate", "something stands twice in the landscape that may stand once"),
    (422, "landscape-id", "the id of a node, a role or an indicator is none"),
    (422, "landscape-indicator", "the formula, unit or target of an indicator cannot be"),
    (
        422,
        "landscape-level-order",
        "a node does not fit below its parent: L2 in L1, L3 in L2, L4 in L3, L5 in L3 or L4",
    ),
    (422, "landscape-maturity", "a maturity is 0 to 5"),
    (422, "landscape-name", "a name is missing in both languages, or too long"),
    (422, "landscape-parent-unknown", "the parent of a node is not there"),
    (422, "landscape-too-large", "the landscape would have more than it may have"),
    (422, "parameter-without-value", "a rule parameter has no value at this time"),
    (429, "overloaded", "too much at once: try again after `Retry-After`"),
    (500, "fsync-failed", "the disk did not confirm a write: the server stops, its next start recovers"),
    (500, "instance-broken", "the instance broke an invariant; others are not affected, and an incident says why"),
    (500, "log-damaged", "what was written does not read back: `weir verify` says where"),
    (500, "no-room-to-start", "the server cannot start for want of space: its message says how much it needs"),
    (500, "no-such-partition", "a fault of the server"),
    (500, "no-such-position", "a fault of the server"),
    (500, "replay-failed", "a fault of the server: the log cannot be replayed"),
    (500, "storage-error", "the disk refuses an operation"),
    (500, "store-format", "the data directory is no store, or one of another format"),
    (500, "store-locked", "another process has the data directory"),
    (500, "view-failed", "the view failed: the next start makes it anew"),
    (503, "stopped", "the server shuts down or has stopped: ask again after its restart, with an idempotency key"),
    (503, "storage-full", "the disk is full: reads go on, and writes when there is space"),
    (503, "storage-unwritable", "the disk refuses writes: reads go on, and writes when it takes them again"),
];

#[cfg(test)]
mod tests {
    use super::PROBLEMS;
    use std::collections::BTreeSet;
    use std::fmt::Write;
    use std::path::Path;
    use weir_core::landscape::Code;

    /// What each status means to whoever asked.
    const STATUSES: [(u16, &str); 9] = [
        (403, "it is not theirs to do"),
        (404, "what is named is not there"),
        (409, "somebody was quicker, or the state is another: look again before asking again"),
        (412, "it was changed since it was looked at: look again, and decide"),
        (413, "it is too much"),
        (422, "it can be read, and cannot be done as it stands: asking again does not help"),
        (429, "later"),
        (500, "a fault of the server or of one instance"),
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
        conflicts.extend(["form-invalid".to_owned(), "not-a-starter".to_owned()]);
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

    #[test]
    fn the_page_of_problems_is_made_of_the_table() {
        let mut page = String::from(
            "# Problems\n\nWhat the API answers when it cannot do what it was asked: `application/problem+json` with one of these codes,\n\
             stable for programs. Two who do the same thing, and whoever comes too late, are told of a conflict, 409; a request\n\
             under an idempotency key that was used for another one is told so with 422. A request that is none has 400, or the\n\
             status that HTTP has for it, and a code that names what is wrong with it; 401 and 403 are of who asks.\n",
        );
        for (status, meaning) in STATUSES {
            let _ = write!(page, "\n## {status}: {meaning}\n\n| Code | When |\n|---|---|\n");
            for (_, code, when) in PROBLEMS.iter().filter(|(s, ..)| *s == status) {
                let _ = writeln!(page, "| `{code}` | {when} |");
            }
        }
        assert!(PROBLEMS.iter().all(|(status, ..)| STATUSES.iter().any(|(known, _)| known == status)));
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/problems.md");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(&path, &page).expect("the page is written");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == page, "run UPDATE_DOCS=1 cargo test -p weir-designer-api --lib problems");
    }
}
