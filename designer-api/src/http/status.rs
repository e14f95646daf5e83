//! What the engine's errors are in HTTP. The only place that knows.
use super::Refusal;
use axum::http::StatusCode;
use weir_core::Rejection;
use weir_core::landscape::Code;
use weir_engine::{Error, store};

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let status = status_of(&error);
        let code = error.code();
        // Faults of the server are logged in full and told in general: a path or a reason may be a secret.
        let detail = if status.is_server_error() && !retry_helps(status) {
            tracing::error!(%error, code, "request failed");
            "the server failed on this request; its log has more under the request id".to_owned()
        } else {
            error.to_string()
        };
        let mut refusal = Refusal::new(status, code, detail);
        match error {
            Error::NotFound { what: "instance", id } => refusal.document().instance = Some(id),
            Error::InvalidModel { problems, account } => {
                let document = refusal.document();
                (document.problems, document.account) = (problems, account);
            }
            Error::InvalidForm { fields, .. } => refusal.document().fields = fields,
            Error::Rejected(Rejection::CannotModify { obstacles } | Rejection::CannotMigrate { obstacles }) => {
                refusal.document().obstacles = obstacles;
            }
            Error::AmbiguousMessage { candidates } => refusal.document().candidates = candidates,
            Error::InvalidLandscape { findings } => {
                refusal.document().findings = findings.into_iter().map(Into::into).collect();
            }
            Error::InvalidSimulation { reasons } => refusal.document().reasons = reasons,
            Error::ModelChanged { by, at, revision } => {
                refusal.document().changed = Some(super::refusal::Changed { by, at, revision });
            }
            Error::Overloaded { retry_after_ms }
            | Error::StorageFull { retry_after_ms }
            | Error::StorageUnwritable { retry_after_ms } => {
                refusal = refusal.retry_after_ms(retry_after_ms);
            }
            Error::Stopped { .. } | Error::Store(store::Error::StorageFull { .. }) => {
                refusal = refusal.retry_after_ms(weir_engine::RETRY_AFTER_MS);
            }
            _ => {}
        }
        refusal
    }
}

/// What was to be changed is other than it was seen.
const SEEN_OTHERWISE: [&str; 7] = [
    "draft-changed-meanwhile",
    "landscape-changed-meanwhile",
    "index-settings-changed-meanwhile",
    "indicator-changed-meanwhile",
    "alert-rule-changed-meanwhile",
    "duty-rule-changed-meanwhile",
    "organisation-changed-meanwhile",
];

fn status_of(error: &Error) -> StatusCode {
    match error {
        Error::NotFound { .. } => StatusCode::NOT_FOUND,
        Error::Rejected(Rejection::FormInvalid { .. } | Rejection::ChoiceInvalid { .. })
        | Error::Invalid { code: "form-invalid", .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Rejected(Rejection::NotAStarter { .. }) => StatusCode::FORBIDDEN,
        Error::Rejected(_)
        | Error::AmbiguousMessage { .. }
        | Error::NoReceiver { .. }
        | Error::ReportedOtherwise
        | Error::DefinitionSuspended { .. } => StatusCode::CONFLICT,
        error if error.is_too_much() => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Invalid { code: "not-your-comment" | "not-your-attachment", .. } => StatusCode::FORBIDDEN,
        Error::Invalid { code, .. } if SEEN_OTHERWISE.contains(code) => StatusCode::PRECONDITION_FAILED,
        Error::ModelChanged { .. } => StatusCode::PRECONDITION_FAILED,
        Error::InvalidLandscape { findings } => match findings.first().map(|first| first.code) {
            Some(Code::ChangedMeanwhile) => StatusCode::PRECONDITION_FAILED,
            Some(Code::NodeUnknown | Code::RoleUnknown) => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        },
        Error::Invalid {
            code:
                "nobody-to-remind"
                | "attachment-in-use"
                | "batch-over"
                | "batch-changed-meanwhile"
                | "already-verifying"
                | "already-exporting"
                | "export-altered"
                | "indicator-exists"
                | "simulation-accepted"
                | "simulation-not-done"
                | "simulation-not-ready"
                | "simulation-over"
                | "simulation-unverified"
                | "too-many-simulations-wait"
                | "already-searching"
                | "conformance-not-done"
                | "too-many-conformance-runs"
                | "suggestion-decided"
                | "suggestion-outdated"
                | "alert-resolved"
                | "alert-silence-over"
                | "alert-look-late"
                | "alert-lines",
            ..
        } => StatusCode::CONFLICT,
        Error::Invalid { code: "attachment-type", .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Error::Invalid { .. } => StatusCode::BAD_REQUEST,
        Error::InvalidModel { .. }
        | Error::InvalidForm { .. }
        | Error::InvalidSimulation { .. }
        | Error::Decision(_)
        | Error::IdempotencyMismatch => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Overloaded { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::StorageFull { .. }
        | Error::StorageUnwritable { .. }
        | Error::Stopped { .. }
        | Error::Store(store::Error::StorageFull { .. }) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Store(store::Error::TooLarge { .. }) => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Broken { .. } | Error::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn retry_helps(status: StatusCode) -> bool {
    status == StatusCode::SERVICE_UNAVAILABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_error_has_its_status() {
        let cases = [
            (Error::NotFound { what: "job", id: "7".into() }, 404, "no-such-job"),
            (Error::Rejected(Rejection::Ended), 409, "instance-ended"),
            (Error::Rejected(Rejection::FormInvalid { wrong: vec![] }), 422, "form-invalid"),
            (Error::Invalid { code: "invalid-cursor", message: String::new() }, 400, "invalid-cursor"),
            (Error::too_large(7), 413, "too-large"),
            (Error::too_many_files(), 413, "too-many-files"),
            (Error::Invalid { code: "not-your-comment", message: String::new() }, 403, "not-your-comment"),
            (
                Error::Invalid { code: "draft-changed-meanwhile", message: String::new() },
                412,
                "draft-changed-meanwhile",
            ),
            (
                Error::ModelChanged { by: "ann".into(), at: weir_core::Timestamp(0), revision: 7 },
                412,
                "model-changed-meanwhile",
            ),
            (Error::InvalidModel { problems: Vec::new(), account: Vec::new() }, 422, "invalid-model"),
            (Error::InvalidSimulation { reasons: Vec::new() }, 422, "simulation-refused"),
            (Error::InvalidForm { form: "f:1".into(), fields: Vec::new() }, 422, "form-invalid"),
            (Error::IdempotencyMismatch, 422, "idempotency-mismatch"),
            (Error::ReportedOtherwise, 409, "reported-otherwise"),
            (Error::NoReceiver { name: "m".into() }, 409, "no-receiver"),
            (Error::AmbiguousMessage { candidates: vec![] }, 409, "ambiguous-message"),
            (Error::DefinitionSuspended { definition: "d:1".into() }, 409, "definition-suspended"),
            (Error::Store(store::Error::TooLarge { bytes: 2, bytes_max: 1 }), 413, "commit-too-large"),
            (Error::Store(store::Error::StorageFull { reason: String::new() }), 503, "storage-full"),
            (Error::Overloaded { retry_after_ms: 1 }, 429, "overloaded"),
            (Error::StorageFull { retry_after_ms: 1 }, 503, "storage-full"),
            (Error::StorageUnwritable { retry_after_ms: 1 }, 503, "storage-unwritable"),
            (Error::Stopped { reason: "fsync".into() }, 503, "stopped"),
            (Error::Broken { message: "token".into() }, 500, "instance-broken"),
        ];
        for (error, status, code) in cases {
            assert_eq!((status_of(&error).as_u16(), error.code()), (status, code));
            let requests = [400, 403, 412, 413];
            let listed = super::super::problems::PROBLEMS.iter().any(|(s, c, _)| (*s, *c) == (status, code));
            assert!(listed || requests.contains(&status), "{status} {code} is not in the table");
        }
    }
}
