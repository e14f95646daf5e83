//! What a user task says about approval: our own attributes, as written.
use super::Text;

/// The attributes of an approval task. Which they are, and what they take, stands in the catalogue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Approval {
    /// `approvers`: whose opinions are asked for.
    pub approvers: Option<Text>,
    /// `approvalMode`: how many of them have to agree.
    pub mode: Option<Text>,
    /// `approvalVeto`: whose rejection settles the matter.
    pub veto: Option<Text>,
    /// `approvalEmpty`: what happens when nobody is found.
    pub empty: Option<Text>,
    /// `approvalSelf`: what happens when somebody would decide on their own request.
    pub own: Option<Text>,
    /// `approvalDuplicate`: what happens when somebody has approved before.
    pub duplicate: Option<Text>,
    /// `approvalWeights`: how much each vote weighs.
    pub weights: Option<Text>,
    /// `onReject`: where a rejection leads.
    pub on_reject: Option<Text>,
    /// `copyTo`: who is told of it.
    pub copy_to: Option<Text>,
    /// `copyWhen`: when they are told.
    pub copy_when: Option<Text>,
    /// `resultVariable`: the variable that takes the verdict.
    pub result: Option<Text>,
    /// `timeout`: how long it may take.
    pub timeout: Option<Text>,
    /// `timeoutReminders`: how often it is reminded of before something is done.
    pub reminders: Option<Text>,
    /// `timeoutAction`: what is done then.
    pub overdue: Option<Text>,
    /// `calendar`: the work calendar by which time is counted.
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
        ];
        parts.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?)))
    }
}
