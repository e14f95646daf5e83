//! Rules of duties: kept with a reason, changed on top of what was seen, looked back upon.
use super::Engine;
use super::alert_rules::said;
use crate::alerting::duties;
use crate::api::{DutyRuleSpec, DutyRuleVersion, Page, Paging};
use crate::paging::Rows;
use crate::partition::{AlertTask, Reply};
use crate::projection::{duty_versions, unpack};
use crate::store::Table;
use crate::{Context, Error};

impl Engine {
    /// The rules, by id.
    pub fn duty_rules(&self) -> Result<Vec<DutyRuleVersion>, Error> {
        duties::all(self.shell())
    }

    /// One rule.
    pub fn duty_rule(&self, id: &str) -> Result<DutyRuleVersion, Error> {
        duties::find(self.shell(), id)?.ok_or_else(|| Error::not_found("duty-rule", id))
    }

    /// All versions of a rule, the latest first; also of one that was removed.
    pub async fn duty_rule_versions(&self, id: &str, page: &Paging) -> Result<Page<DutyRuleVersion>, Error> {
        let range = duty_versions(id).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::DutyRuleVersion, range, descending: true };
        let found = rows.page(page, |_, value| Ok(Some(unpack(value)?)))?;
        if found.items.is_empty() && page.cursor.is_none() {
            return Err(Error::not_found("duty-rule", id));
        }
        Ok(found)
    }

    /// A rule is to be so. `seen` is the version that was looked at; none where it must not be there yet.
    pub async fn set_duty_rule(
        &self,
        by: Context,
        id: &str,
        spec: DutyRuleSpec,
        seen: Option<u64>,
        reason: &str,
    ) -> Result<DutyRuleVersion, Error> {
        duties::check(self.shell(), id, &spec)?;
        let task = AlertTask::Duty { id: id.to_owned(), spec: Some(Box::new(spec)), seen, reason: said(reason)? };
        self.ask_duty(by, task).await
    }

    /// A rule goes; its versions stay. An alert rule that watches it reads nothing any more, and says so.
    pub async fn remove_duty_rule(
        &self,
        by: Context,
        id: &str,
        seen: u64,
        reason: &str,
    ) -> Result<DutyRuleVersion, Error> {
        let task = AlertTask::Duty { id: id.to_owned(), spec: None, seen: Some(seen), reason: said(reason)? };
        self.ask_duty(by, task).await
    }

    async fn ask_duty(&self, by: Context, task: AlertTask) -> Result<DutyRuleVersion, Error> {
        match self.ask_alerting(by, task).await? {
            Reply::DutyRule(version) => Ok(*version),
            other => unreachable!("a rule of duties is answered by itself, not {other:?}"),
        }
    }
}
