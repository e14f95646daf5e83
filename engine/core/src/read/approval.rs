//! Approval attributes of a user task.
use super::document::Document;
use super::settings::setting;
use crate::model::Approval;

/// What the task says about approval.
pub fn approval(document: &Document, number: usize) -> Approval {
    let get = |name| setting(document, number, name);
    Approval {
        approvers: get("approvers"),
        mode: get("approvalMode"),
        veto: get("approvalVeto"),
        empty: get("approvalEmpty"),
        own: get("approvalSelf"),
        duplicate: get("approvalDuplicate"),
        weights: get("approvalWeights"),
        on_reject: get("onReject"),
        copy_to: get("copyTo"),
        copy_when: get("copyWhen"),
        result: get("resultVariable"),
        timeout: get("timeout"),
        reminders: get("timeoutReminders"),
        overdue: get("timeoutAction"),
        calendar: get("calendar"),
    }
}
