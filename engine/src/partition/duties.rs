//! Rules of duties are kept with who and why, and what people say about an alert: was it real?
use super::alerting::record;
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::alerting::duties;
use crate::api::{Alert, AlertHappened, AlertVerdict, DutyRuleSpec, DutyRuleVersion};
use crate::error::Error;
use crate::projection::{Alerting, duty_versions, unpack};
use crate::store::Table;
use crate::{ALERT_RULE_VERSIONS_MAX, DUTY_RULES_MAX};

impl Turn<'_> {
    pub(super) fn set_duty(
        &mut self,
        id: String,
        spec: Option<DutyRuleSpec>,
        seen: Option<u64>,
        reason: String,
    ) -> Result<Reply, Halt> {
        let before = duties::find(self.shell, &id)?;
        let is = before.as_ref().map(|rule| rule.version);
        if before.is_none() && seen.is_some() {
            return Err(Error::not_found("duty-rule", id).into());
        }
        if is != seen {
            let message = format!("rule `{id}` is in version {}: look at it again", is.unwrap_or_default());
            return Err(Error::invalid("duty-rule-changed-meanwhile", message).into());
        }
        if let Some(spec) = &spec {
            duties::check(self.shell, &id, spec)?;
        }
        if let (Some(before), Some(spec)) = (&before, &spec)
            && before.spec == *spec
        {
            // It is so already: whoever asks is told so, and no version is made.
            return Ok(Reply::DutyRule(Box::new(before.clone())));
        }
        if before.is_none() && duties::all(self.shell)?.len() >= DUTY_RULES_MAX {
            let message = format!("there are at most {DUTY_RULES_MAX} rules of duties");
            return Err(Error::invalid("too-many-duty-rules", message).into());
        }
        let (start, end) = duty_versions(&id).prefix();
        let last = self.shell.store.scan_reverse(Table::DutyRuleVersion, &start, &end, 1)?;
        let last = last.first().map(|(_, bytes)| unpack::<DutyRuleVersion>(bytes)).transpose()?;
        let version = last.map_or(0, |last| last.version) + 1;
        if version > ALERT_RULE_VERSIONS_MAX {
            let message = format!("a rule has at most {ALERT_RULE_VERSIONS_MAX} versions: make a new one");
            return Err(Error::invalid("too-many-versions", message).into());
        }
        let removed = spec.is_none();
        let Some(spec) = spec.or(before.map(|before| before.spec)) else {
            return Err(Error::not_found("duty-rule", id).into());
        };
        let (at, by) = (self.now, self.actor.id.clone());
        let made = DutyRuleVersion { id, version, at, by, reason, removed, spec };
        self.records.push(record(Alerting::DutySet { version: Box::new(made.clone()) }));
        Ok(Reply::DutyRule(Box::new(made)))
    }

    /// Somebody says whether it was real; whoever says it last is believed, and all stays in its history.
    pub(super) fn judge(&mut self, alert: Alert, real: bool, text: Option<String>) -> Result<Reply, Halt> {
        let verdict = Some(AlertVerdict { real, by: self.actor.id.clone(), at: self.now });
        let happened = if real { AlertHappened::Confirmed } else { AlertHappened::Dismissed };
        self.act(Alert { verdict, ..alert }, happened, text)
    }
}
