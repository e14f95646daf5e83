//! Every code that the engine's errors have, with the status that it has here: the table that the page of problems is made
//! of. A request that is none has 400 and a code that names what is wrong with it. This file is long because each code
//! has its row.

/// Status, code, and when it comes.
pub const PROBLEMS: &[(u16, &str, &str)] = &[
    (403, "not-a-starter", "the model says who may start it, and they are not among them"),
    (404, "not-found", "what is named is not there"),
    (404, "no-such-alert", "no alert has this id, or it is of processes that they may not see"),
    (404, "no-such-alert-rule", "no alert rule has this id, or it is of processes that they may not see"),
    (404, "no-such-alert-silence", "no silence that is not over has this id"),
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
    (404, "no-such-index-settings", "nothing was set that could be set aside"),
    (404, "no-such-indicator", "no indicator has this key"),
    (404, "no-such-indicator-version", "the indicator has no such version"),
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
    (404, "no-such-simulation", "no simulation has this id, or it was removed"),
    (404, "no-such-suggestion", "the process has no such suggestion, or it was not found again"),
    (404, "no-such-conformance-run", "no run of this run of the server has this id"),
    (404, "no-such-mined-item", "the view has no such thing in the window, so there are no cases of it"),
    (404, "no-such-suggestion-run", "no search of this run of the server has this id"),
    (404, "no-such-user-task", "there is no such open task; somebody may have done it"),
    (404, "no-such-verification", "no verification of this run of the server has this id"),
    (409, "acted-upon", "what should be taken back was acted upon"),
    (409, "already-a-signer", "they are asked already"),
    (409, "already-started", "instances start once"),
    (409, "ambiguous-message", "several could receive the message: address one of `candidates`"),
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
    (409, "nobody-to-remind", "nobody else has an open task there"),
    (409, "not-a-signer", "only those who are asked may do this"),
    (409, "not-a-vote", "an approval takes `approve`, `reject` or `abstain`"),
    (409, "not-revocable", "it waits for no approval any more, nor for whoever started it"),
    (409, "not-the-initiator", "only whoever started an instance revokes it"),
    (409, "not-your-signer", "only whoever added a signer removes them"),
    (409, "nothing-to-withdraw", "they have decided nothing that could be taken back"),
    (409, "nowhere-to-return", "there is no earlier task"),
    (409, "own-request", "by the model nobody decides on what they have started themselves"),
    (409, "reminded-just-now", "they were reminded a moment ago"),
    (409, "reported-otherwise", "the worker has reported this job already, in other words"),
    (409, "seat-answered", "the seat has voted already"),
    (409, "seat-is-yours", "an opinion that is asked of one person cannot be put back for others"),
    (
        409,
        "nobody-could-claim",
        "a task that the model gives to one person cannot be put back: nobody else may claim it",
    ),
    (409, "stale-lease", "another worker has, or had, a newer lease of the job"),
    (409, "task-assigned", "somebody else has the task"),
    (409, "task-delegated", "somebody prepares the task: it is done when it has come back"),
    (409, "task-not-assigned", "nobody has the task"),
    (409, "task-not-delegated", "nobody prepares the task"),
    (409, "timer-not-due", "the timer is for later"),
    (409, "too-many-signers", "an approval has a limit of signers"),
    (409, "weight-out-of-reach", "those who are left could not weigh what is needed"),
    (412, "landscape-changed-meanwhile", "somebody has changed the landscape since it was looked at"),
    (
        412,
        "model-changed-meanwhile",
        "somebody has changed the draft since it was looked at: `changed` says who and when",
    ),
    (413, "commit-too-large", "what follows from the request is too much for one commit"),
    (413, "too-large", "more bytes than are taken, of one file or of all together"),
    (413, "too-many-files", "more files than are taken at once"),
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
    (422, "simulation-refused", "it cannot be simulated: see `reasons`"),
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

/// What is wrong with a request by itself, whatever the state of the engine, and who may not even ask.
pub const REQUESTS: &[(u16, &str, &str)] = &[
    (400, "simulation-limit", "a simulation is larger than it may be"),
    (400, "too-many-simulations", "enough simulations are kept: remove some"),
    (400, "analytics-target", "a target is a time after the beginning, in milliseconds, above 0"),
    (400, "analytics-variables", "variables are an object of names and texts, numbers or truth values"),
    (400, "analytics-version", "the path names another version than the query"),
    (400, "analytics-window", "a window is of points in time, its end behind its beginning, at most ten years"),
    (400, "alignment-no-end", "the norm cannot come to its end: check that it is sound"),
    (400, "alignment-states", "the norm has too many states to be looked through: use a smaller model"),
    (400, "attribute-depth", "attributes of the log stand too deep in one another"),
    (400, "comparison-nothing", "a part is compared with the rest: filter the one, or name another"),
    (400, "conformance-no-process", "the norm has no such process with steps in it"),
    (400, "conformance-nothing-in-common", "no task of the norm has the id or the name of an activity of the history"),
    (400, "discovery-activities", "the log has too many different activities for a model that can be read"),
    (400, "discovery-columns", "a table needs the columns of case, activity and time"),
    (400, "discovery-delimiter", "between two fields of a table stands one ASCII character"),
    (400, "discovery-empty", "the log has no event that says that something was done"),
    (400, "discovery-events", "the log has too many events: take a shorter period"),
    (400, "discovery-no-times", "no event of the log has a time that can be read"),
    (400, "discovery-noise", "at most 50 percent are overlooked"),
    (400, "discovery-process", "this cannot be the id of a process"),
    (400, "file-bytes", "the log is too long when unpacked: take a shorter period"),
    (400, "file-encoding", "the log is not UTF-8"),
    (400, "file-kind", "the file is no log of this kind, or lacks a column that is asked for"),
    (400, "file-packed", "the log cannot be unpacked"),
    (400, "file-syntax", "the log is not well-formed: the detail says where"),
    (400, "log-attributes", "the log has too many different attributes"),
    (400, "log-events", "the log has too many events: take a shorter period"),
    (400, "mined-item", "this view has its cases by other parts: see the contract"),
    (400, "mining-gap", "the gap within a batch is between 0 and a week"),
    (400, "mining-sliders", "a slider stands between 0 and 1"),
    (400, "mining-too-many", "more instances than are looked at: choose a shorter window, or filter"),
    (400, "approval-invalid", "the approval rule cannot be read"),
    (400, "attachment-broken", "the file could not be removed"),
    (400, "attachments-off", "this server keeps no attachments"),
    (400, "bad-backoff", "a job rests for 0 milliseconds to a year before it is tried again"),
    (400, "bad-cursor", "the cursor is not one of this list"),
    (400, "organisation-dangling", "it names what is not there: name somebody or something that is, or add it first"),
    (400, "bad-decision-file", "mend the file of the decision where it says"),
    (400, "bad-decision", "say either the version or its tag"),
    (400, "bad-job-types", "too few or too many job types are asked for"),
    (400, "bad-lease", "a lease takes 1 millisecond to a day"),
    (400, "bad-max", "a fetch locks 1 to 1000 jobs"),
    (400, "bad-retries", "a job is tried at most a million more times"),
    (400, "bad-time", "this is no date and time"),
    (400, "bad-wait", "a fetch waits 0 to 60 000 milliseconds"),
    (400, "bad-window", "the time until which is asked lies before that from which"),
    (400, "broken-off", "the body ended before its end"),
    (400, "calendar-day-twice", "a day stands twice in the calendar"),
    (400, "calendar-days", "the calendar has too many days"),
    (400, "calendar-free-with-hours", "a free day cannot have working hours"),
    (400, "calendar-other-year", "a day is of another year"),
    (400, "calls-too-deep", "processes call each other too deeply"),
    (400, "too-many-calls", "too many called instances run below one instance"),
    (400, "comment-empty", "write something first"),
    (400, "comment-too-long", "the comment is too long"),
    (400, "condition-failed", "a condition could not be evaluated"),
    (400, "decision-not-deployed", "the decision is not deployed"),
    (400, "draft-too-large", "the draft is too large to be kept"),
    (400, "dry-run-failed", "the dry run broke down"),
    (400, "duplicate-key", "a key stands twice in an object of the body: the detail says which"),
    (400, "element-without-definition", "say also of which definition the element is"),
    (400, "evidence-handle", "this is no handle of evidence"),
    (400, "forecast-failed", "the forecast broke down"),
    (400, "form-not-deployed", "the form is not deployed yet. Ask a designer"),
    (400, "form-unreadable", "the form cannot be read"),
    (400, "id-of-another-tenant", "this id is taken by another tenant"),
    (400, "indicator-formula", "what the indicator is to measure cannot be measured: `detail` says what can"),
    (400, "indicator-key", "the key of an indicator is none, or another than the address says"),
    (400, "indicator-least", "an indicator rests on at least one value, and not on more than ever happen"),
    (400, "indicator-name", "the name of an indicator is missing in both languages, or too long"),
    (400, "indicator-owner", "the owner of an indicator is nobody who is there"),
    (400, "indicator-points", "a series has 1 to 120 times"),
    (400, "indicator-scope", "an indicator is of a process or of a node of the landscape, and of one of them"),
    (400, "indicator-target", "the target of an indicator cannot be reached, or its bound is better than it"),
    (400, "indicator-unit", "the unit does not fit what the indicator measures, or has no work calendar"),
    (400, "indicator-weight", "the weight of an indicator is above 0 and at most 1000"),
    (400, "indicator-window", "the window of an indicator has 1 to 3650 days"),
    (400, "indicator-without-reason", "say why the indicator changes. The reason is kept"),
    (400, "instance-running", "the instance is still running"),
    (400, "instance-too-large", "an instance holds as much as it may: set what it needs no more to null first"),
    (400, "invalid-actor", "nobody can act in this name"),
    (400, "invalid-body", "the body does not fit the contract: see `position`"),
    (400, "invalid-csv", "the CSV file cannot be read"),
    (400, "invalid-event-id", "the stream of events cannot go on from there"),
    (400, "invalid-file-name", "the name of the file cannot be used"),
    (400, "invalid-id", "the id in the address is none"),
    (400, "invalid-if-match", "the revision is none: open the draft again"),
    (400, "invalid-multipart", "the files could not be read"),
    (400, "invalid-query", "the address cannot be read"),
    (400, "key-too-long", "the key is too long"),
    (400, "landscape-without-reason", "a change of the landscape needs a reason"),
    (400, "malformed-json", "the body is no JSON: see `position`"),
    (400, "model-unreadable", "a model file cannot be read"),
    (400, "name-empty", "the name is empty"),
    (400, "name-too-long", "the name is too long"),
    (400, "no-checkpoint", "nothing is in the log yet, or a checkpoint could not be written"),
    (400, "no-checkpoints", "this engine keeps no checkpoints of its log"),
    (400, "no-dry-run", "a batch is tried as a whole"),
    (400, "no-files", "choose at least one file"),
    (400, "no-instances", "there is no running instance that fits"),
    (400, "no-instructions", "say at least one change"),
    (400, "no-log", "this store has no log that could be walked"),
    (400, "no-start-form", "this process has no start form"),
    (400, "not-utf-8", "the text is not UTF-8"),
    (400, "nothing-to-change", "say what is to change"),
    (400, "number-not-exact", "a number of the body would be stored as another one: send it as text"),
    (400, "organisation-changed-meanwhile", "the organisation was changed meanwhile. Look again"),
    (400, "parameter-in-the-past", "a value cannot begin in the past"),
    (400, "parameter-kind", "the kind of the parameter does not fit"),
    (400, "parameter-too-long", "the value is too long"),
    (400, "parameter-unknown", "there is no such parameter"),
    (400, "parameter-without-reason", "say why it changes. The reason is kept"),
    (400, "permissions-unreadable", "they are no permissions of fields: write them like `amount: read, *: write`"),
    (400, "preview-failed", "the preview broke down"),
    (400, "priority-range", "a priority is 0 to 100"),
    (400, "process-not-deployed", "the process is not deployed"),
    (400, "proxy-of-others", "this proxy is somebody else's"),
    (400, "query-too-long", "a saved query is too long"),
    (400, "quiet-time-zone", "there is no such time zone"),
    (400, "reason-too-long", "the reason is too long"),
    (400, "same-duty", "a rule of duties is about two different things"),
    (400, "set-up-already", "the first administrator was made already. Log in"),
    (400, "signers-change", "say either whom to add or whom to remove"),
    (400, "template-node-level", "a template is taken over by a process or a sub-process of the landscape"),
    (400, "template-or-text", "say either a template or a text"),
    (400, "test-run-files", "a test run has too few or too many files"),
    (400, "test-run-job", "a job needs exactly one of `complete`, `fail`, `error`"),
    (400, "test-run-nothing", "the model has no process that could be run"),
    (400, "test-run-steps", "a test run has as many steps as it may have"),
    (400, "test-run-time", "a time goes forwards, like P1D or PT4H"),
    (400, "too-many-attachments", "there are too many attachments"),
    (400, "too-many-cases", "an export has more cases than fit into one: narrow its filter"),
    (400, "too-many-changes", "there are too many changes at once"),
    (400, "too-many-filters", "there are too many saved filters"),
    (400, "index-settings", "the weights, lines or rules of indices cannot be; `detail` says which and what fits"),
    (400, "too-many-indicator-versions", "the indicator has as many versions as it may have"),
    (400, "too-many-indicators", "there are as many indicators as there may be"),
    (400, "too-many-instances", "there are too many instances at once"),
    (400, "too-many-instructions", "there are too many instructions at once"),
    (400, "too-many-landscape-versions", "the landscape has as many versions as it may have"),
    (400, "too-many-mentions", "too many people are mentioned"),
    (400, "too-many-models", "there are too many drafts: remove some"),
    (400, "suggestion-not-accepted", "only an accepted suggestion can have brought something"),
    (400, "suggestion-settings-calendar", "there is no such work calendar"),
    (400, "suggestion-settings-number", "costs and times are numbers of at least 0"),
    (400, "suggestion-settings-step", "the process has no such step or flow"),
    (400, "suggestion-settings-too-many", "a list of the settings has too many entries"),
    (400, "suggestion-simulation", "name the simulation that was checked against what was"),
    (400, "suggestion-unverified", "no simulation has passed its check against what was: say why it is accepted"),
    (400, "suggestion-window", "a window begins before it ends"),
    (400, "suggestion-without-reason", "say why the suggestion is dismissed"),
    (400, "too-many-suggestions", "too many suggestions of the process are kept"),
    (400, "too-many-parameters", "there are too many parameters"),
    (400, "too-many-quiet-times", "there are too many quiet times: remove some"),
    (400, "too-many-receivers", "too many would receive it"),
    (400, "too-many-starts", "too many would start at once"),
    (400, "too-many-to-sort", "there are too many tasks to sort them this way: narrow the list first"),
    (400, "too-many-values", "the parameter has too many values"),
    (400, "too-many-variables", "there are too many variables at once"),
    (400, "too-many-versions", "too many versions are kept: remove some"),
    (400, "too-many-webhooks", "there are too many webhooks: remove some"),
    (400, "variables-too-deep", "what was entered is nested too deeply"),
    (400, "variables-too-large", "what was entered is too large"),
    (400, "webhook-processes", "a webhook names too many processes"),
    (400, "webhook-url", "this address cannot be used for a webhook"),
    (400, "what-to-migrate-to", "say to which version it goes"),
    (400, "what-to-start", "say what to start"),
    (400, "where-to-start", "say where to start"),
    (400, "which-instances", "say which element instances"),
    (400, "alert-back-test-days", "a back-test looks back 1 to 90 days"),
    (400, "alert-comment", "a comment says something, and is not too long"),
    (400, "alert-detector", "the detector does not fit the measure, or its number is out of range"),
    (
        400,
        "alert-indicator",
        "the rule does not fit the indicator that it watches: it is of the same place, and has its lines in the same unit",
    ),
    (400, "alert-inhibitors", "a rule is kept back by too many others, or by itself"),
    (400, "alert-line-number", "a line of the rule is no number"),
    (400, "alert-line-order", "the lines of the rule are not in their order: return, warning, critical"),
    (400, "alert-line-range", "a line of the rule is not within what the value can be"),
    (400, "alert-metric", "the measure is not told at this place"),
    (400, "alert-reason", "say why: the reason is kept"),
    (400, "alert-receiver-unknown", "somebody or something that is to be told is not there"),
    (400, "alert-receivers", "the rule tells too many"),
    (400, "alert-repeat", "the time after which it is told or opened again is out of range"),
    (400, "alert-rule-id", "the id of an alert rule has 1 to 64 letters, digits, `-`, `_` and `.`"),
    (400, "alert-rule-name", "an alert rule has a name in one language at least"),
    (
        400,
        "alert-scope",
        "say a process, with its version or activity, or a node of the landscape that processes are linked to",
    ),
    (400, "alert-statistic", "a quantile is told of times only"),
    (400, "alert-window", "the window, or how often it is looked at, is out of range"),
    (400, "alert-windows", "in how many looks the value must be beyond or well is out of range"),
    (400, "silence-expiry", "a silence ends after it begins, at most 90 days later"),
    (400, "silence-owner", "a silence has an owner, who answers for it"),
    (400, "too-many-alert-rules", "there are too many alert rules: remove some"),
    (400, "too-many-silences", "there are too many silences that are not over: end some"),
    (401, "login-failed", "user or password is wrong"),
    (401, "session-ended", "the session has ended: log in again"),
    (401, "token-expired", "the API token has expired"),
    (401, "unauthorized", "nobody has said who they are, or the token is none"),
    (405, "method-not-allowed", "the path does not take this method"),
    (408, "too-slow", "the body did not arrive in time"),
    (409, "simulation-accepted", "a scenario of the simulation was accepted already"),
    (409, "simulation-not-done", "the simulation has come to nothing yet, or never will"),
    (409, "simulation-not-ready", "the scenario is not better beyond doubt: say why it is accepted all the same"),
    (409, "simulation-over", "the simulation is over already"),
    (409, "simulation-unverified", "the as-is gate did not pass: say why a scenario is accepted all the same"),
    (409, "too-many-simulations-wait", "enough simulations wait for their turn: wait, or cancel one"),
    (409, "alert-lines", "the history of the alert has as many lines as it may have"),
    (409, "alert-look-late", "the rule was changed, or looked at, meanwhile; the engine itself looks again"),
    (409, "alert-resolved", "the alert is well again: there is nothing to be taken on"),
    (409, "alert-silence-over", "the silence is over already"),
    (409, "already-exporting", "an export runs already"),
    (409, "already-verifying", "a verification runs already"),
    (409, "conformance-not-done", "the run has no cases before its end"),
    (409, "too-many-conformance-runs", "enough runs wait for their turn: wait for the end of one"),
    (409, "already-searching", "suggestions are being looked for in another process"),
    (409, "batch-changed-meanwhile", "somebody has just paused, resumed or cancelled the batch"),
    (409, "suggestion-decided", "the suggestion was dismissed or accepted already"),
    (409, "suggestion-outdated", "the model has changed since the suggestion was found: look again"),
    (409, "batch-over", "the batch is done or was cancelled: there is nothing to pause or resume"),
    (409, "indicator-exists", "there is an indicator of this key already"),
    (412, "index-settings-changed-meanwhile", "somebody has set what indices are scored by since it was looked at"),
    (412, "indicator-changed-meanwhile", "somebody has changed the indicator since it was looked at"),
    (
        412,
        "alert-rule-changed-meanwhile",
        "somebody has changed the alert rule since it was looked at, or it is there already",
    ),
    (415, "attachment-type", "the field takes no files of this type"),
    (415, "unsupported-media-type", "the body has another content type, or a charset other than UTF-8"),
    (428, "if-match-missing", "the revision that was looked at is missing: send it as `If-Match`"),
];

#[cfg(test)]
mod tests {
    use super::{PROBLEMS, REQUESTS};
    use std::collections::BTreeSet;
    use std::fmt::Write;
    use std::path::Path;
    use weir_core::landscape::Code;

    /// What each status means to whoever asked.
    const STATUSES: [(u16, &str); 15] = [
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
                    let code = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
                    found.extend(code.map(|(code, _)| code.to_owned()));
                }
            }
        }
    }

    #[test]
    fn every_code_of_a_request_that_is_none_is_in_the_table() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = BTreeSet::new();
        called(&root.join("src"), &["Refusal::bad("], &mut found);
        called(&root.join("../engine/src"), &["Error::invalid("], &mut found);
        assert!(found.len() > 80, "{found:?}");
        let known: BTreeSet<&str> = REQUESTS.iter().chain(PROBLEMS).map(|(_, code, _)| *code).collect();
        // These have a status of their own, by who asks and for what.
        let of_their_own = ["not-your-comment", "not-your-attachment", "draft-changed-meanwhile", "nobody-to-remind"];
        let missing =
            found.iter().filter(|code| !known.contains(code.as_str()) && !of_their_own.contains(&code.as_str()));
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
}
