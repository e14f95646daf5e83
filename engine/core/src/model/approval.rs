//! What a user task says about approval: our own attributes, as written.
use super::Text;

/// The attributes of an approval task. Which they are, and what they take, stands in the catalogue.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs)] // each is the attribute of its name
pub struct Approval {
    pub approvers: Option<Text>,
    pub mode: Option<Text>,
    pub veto: Option<Text>,
    pub empty: Option<Text>,
    pub own: Option<Text>,
    pub duplicate: Option<Text>,
    pub weights: Option<Text>,
    pub on_reject: Option<Text>,
    pub copy_to: Option<Text>,
    pub copy_when: Option<Text>,
    pub result: Option<Text>,
    pub timeout: Option<Text>,
    pub reminders: Option<Text>,
    pub overdue: Option<Text>,
    pub calendar: Option<Text>,
}

impl Approval {
    /// Those that mean nothing without approvers, with the names of their attributes.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, &Text)> {
        let parts = [
            ("approvalMode", &self.mode),
            ("approvalVeto", &self.veto),
            ("approvalEmpty", &self.empty),
            ("approvalSelf", &self.own),
            ("approvalDuplicate", &self.duplicate),
            ("approvalWeights", &self.weights),
            ("onReject", &self.on_reject),
            ("copyTo", &self.copy_to),
            ("copyWhen", &self.copy_when),
            ("resultVariable", &self.result),
            ("timeout", &self.timeout),
            ("timeoutReminders", &self.reminders),
            ("timeoutAction", &self.overdue),
            ("calendar", &self.calendar),
        ];
        parts.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?)))
    }
}
