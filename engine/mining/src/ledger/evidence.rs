//! The rows behind a number. A handle says the whole question and up to where it was counted, so it needs no memory, holds
//! after a restart, and gives the same however much has happened since.
use super::ask::{Ask, AskError};
use super::driver::Side;
use super::row::Row;
use super::select::Extent;
use super::{CaseRow, Ledger};
use crate::log::{NO_NAME, NO_TIME};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use weir_core::{InstanceId, Timestamp};

/// How many members a page has at most.
pub const MEMBERS_MAX: usize = 1_000;

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EvidenceKind {
    /// Ended cases.
    Cases,
    /// Visits of a node.
    Rows,
    /// Cases that ran then; by which variables they are found is what these are now.
    Running,
    /// Each time that a flow was taken.
    Flows,
    /// Cases that began in the window, whether or not they have ended.
    Started,
    /// Ended cases with a due date.
    Due,
    /// Visits of ended cases in which somebody decided.
    Decisions,
    /// Visits of ended cases in which work was done, by somebody or by the system.
    Work,
}

/// A handle, as it is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Handle {
    /// What was counted.
    #[serde(rename = "k")]
    pub kind: EvidenceKind,
    /// What was asked.
    #[serde(rename = "a")]
    pub ask: Ask,
    /// Up to which row; of what ran up to which case that had begun.
    #[serde(rename = "r")]
    pub rows: u32,
    /// Up to which ended case.
    #[serde(rename = "c")]
    pub cases: u32,
    /// Up to which taken flow.
    #[serde(rename = "t", default = "all", skip_serializing_if = "is_all")]
    pub taken: u32,
    /// Of flows that were taken: which.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
    /// Of cases that were compared: those of one side of a driver.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
}

/// Handles that do not say so are of all that were taken.
fn all() -> u32 {
    u32::MAX
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_all(taken: &u32) -> bool {
    *taken == u32::MAX
}

/// The evidence of a number.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceAnswer {
    /// What was counted.
    pub kind: EvidenceKind,
    /// How many, counted again.
    pub n: u64,
    /// The sum of their sojourns, counted again, ms.
    pub sum: i64,
    /// A page of them.
    pub members: Vec<EvidenceRow>,
    /// How many lie before the next page; none at the end.
    pub next: Option<usize>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceRow {
    /// Its case; none where the case is held no more.
    pub instance: Option<InstanceId>,
    /// The node, or the flow that was taken; none for a whole case.
    pub node: Option<String>,
    /// When it began or could begin.
    #[serde(with = "weir_core::time::rfc3339")]
    pub began: Timestamp,
    /// When it ended; none while it runs.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub ended: Option<Timestamp>,
    /// From one to the other, ms; while it runs until the latest end of anything.
    pub sojourn: i64,
    /// Who; only for those who may see it.
    pub actor: Option<String>,
}

impl Handle {
    /// Reads what [`Ledger`] wrote; none where it is no handle.
    pub fn read(text: &str) -> Option<Self> {
        let handle: Handle = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let ask = handle.ask.checked().ok()?;
        let is_whole = match handle.kind {
            EvidenceKind::Flows => handle.flow.is_some() && handle.side.is_none(),
            EvidenceKind::Cases => handle.flow.is_none() && handle.side.as_ref().is_none_or(Side::is_one),
            EvidenceKind::Rows
            | EvidenceKind::Running
            | EvidenceKind::Started
            | EvidenceKind::Due
            | EvidenceKind::Decisions
            | EvidenceKind::Work => handle.flow.is_none() && handle.side.is_none(),
        };
        is_whole.then_some(Handle { ask, ..handle })
    }

    pub(super) fn write(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).expect("it is plain data"))
    }
}

impl Ledger {
    /// The handle of a question, counted up to now.
    pub fn handle(&self, kind: EvidenceKind, ask: &Ask) -> String {
        self.written(kind, ask).write()
    }

    /// The handle of the times that a flow was taken.
    pub(super) fn handle_of_flow(&self, ask: &Ask, flow: &str) -> String {
        Handle { flow: Some(flow.to_owned()), ..self.written(EvidenceKind::Flows, ask) }.write()
    }

    pub(super) fn written(&self, kind: EvidenceKind, ask: &Ask) -> Handle {
        let of_beginnings = matches!(kind, EvidenceKind::Running | EvidenceKind::Started);
        let (rows, cases, taken) = if of_beginnings { self.begun() } else { self.extent() };
        Handle { kind, ask: ask.clone(), rows, cases, taken, flow: None, side: None }
    }

    /// The evidence behind a handle; people by name only where `named`.
    pub fn evidence(
        &self,
        handle: &Handle,
        skip: usize,
        limit: usize,
        named: bool,
    ) -> Result<EvidenceAnswer, AskError> {
        if handle.kind != EvidenceKind::Running {
            self.expect_held(&handle.ask)?;
        }
        let extent = (handle.rows, handle.cases, handle.taken);
        if handle.kind == EvidenceKind::Flows {
            return self.taken_of(handle, extent, (skip, limit.min(MEMBERS_MAX)));
        }
        let members = match handle.kind {
            EvidenceKind::Cases => match &handle.side {
                Some(side) => self.cases_of(&handle.ask, side, extent),
                None => self.cases(&handle.ask, extent),
            },
            EvidenceKind::Rows => self.rows(&handle.ask, extent),
            EvidenceKind::Running => self.running_cases(&handle.ask, extent),
            EvidenceKind::Started => self.started_cases(&handle.ask, extent),
            EvidenceKind::Due => {
                let mut cases = self.cases(&handle.ask, extent);
                cases.retain(|number| self.case(*number).is_some_and(|case| case.due.0 > 0));
                cases
            }
            EvidenceKind::Decisions => {
                let decided = |case: &CaseRow| case.decided.0;
                self.visits_in(&handle.ask, extent, decided, |row| row.decision != NO_NAME)?
            }
            EvidenceKind::Work => {
                let work = |case: &CaseRow| case.work.0 + case.work.1;
                self.visits_in(&handle.ask, extent, work, |row| self.nature(row.place).is_work())?
            }
            EvidenceKind::Flows => vec![],
        };
        let all = members.iter().filter_map(|number| self.member(handle, *number, named));
        let sum = all.clone().map(|member| member.sojourn).sum();
        let n = members.len();
        let limit = limit.min(MEMBERS_MAX);
        let next = Some(skip.saturating_add(limit)).filter(|next| *next < n);
        Ok(EvidenceAnswer { kind: handle.kind, n: n as u64, sum, members: all.skip(skip).take(limit).collect(), next })
    }

    /// The times that a flow was taken. What was taken in cases that are held no more, though they ran then, cannot be told.
    fn taken_of(
        &self,
        handle: &Handle,
        extent: Extent,
        (skip, limit): (usize, usize),
    ) -> Result<EvidenceAnswer, AskError> {
        let lost = self.orphans.iter().filter_map(|number| self.row(number)).map(|row| row.ended);
        let lost = lost.filter(|ended| (handle.ask.from..handle.ask.until).contains(ended)).max();
        if let Some(ended) = lost.filter(|_| !handle.ask.is_filtered()) {
            return Err(AskError::Forgotten { from: ended + 1 });
        }
        let flow = handle.flow.as_deref().unwrap_or_default();
        let all = self.takings(&handle.ask, flow, extent);
        let page = all.iter().skip(skip).take(limit);
        let members = page.map(|(case, at)| EvidenceRow {
            instance: self.case(*case).map(CaseRow::instance),
            node: Some(flow.to_owned()),
            began: Timestamp(*at),
            ended: Some(Timestamp(*at)),
            sojourn: 0,
            actor: None,
        });
        let members = members.collect();
        let next = Some(skip.saturating_add(limit)).filter(|next| *next < all.len());
        Ok(EvidenceAnswer { kind: handle.kind, n: all.len() as u64, sum: 0, members, next })
    }

    /// The visits of the ended cases of a question that are so, in the order of their cases. Each case knows how many it had:
    /// where the first of one are held no more, they cannot be told.
    fn visits_in(
        &self,
        ask: &Ask,
        extent: Extent,
        had: impl Fn(&CaseRow) -> u32,
        is: impl Fn(&Row) -> bool,
    ) -> Result<Vec<u32>, AskError> {
        let (mut out, mut lost) = (vec![], None);
        for case in self.cases(ask, extent).into_iter().filter_map(|number| self.case(number)) {
            let before = out.len();
            out.extend(self.rows_of(case).into_iter().filter(|number| self.row(*number).is_some_and(&is)));
            if out.len() - before != had(case) as usize {
                lost = lost.max(Some(case.ended));
            }
        }
        lost.map_or(Ok(out), |ended| Err(AskError::Forgotten { from: ended + 1 }))
    }

    fn member(&self, handle: &Handle, number: u32, named: bool) -> Option<EvidenceRow> {
        match handle.kind {
            EvidenceKind::Flows => None,
            kind @ (EvidenceKind::Cases | EvidenceKind::Running | EvidenceKind::Started | EvidenceKind::Due) => {
                let case = self.case(number)?;
                let actor = self.actor(case.initiator).filter(|_| named).map(str::to_owned);
                // What has ended since was still at work.
                let tells = match kind {
                    EvidenceKind::Started => case.order < handle.cases,
                    kind => kind != EvidenceKind::Running,
                };
                let ended = Some(case.ended).filter(|ended| *ended != NO_TIME && tells);
                let sojourn = ended.unwrap_or(self.latest).saturating_sub(case.began).max(0);
                let instance = Some(case.instance());
                let (began, ended) = (Timestamp(case.began), ended.map(Timestamp));
                Some(EvidenceRow { instance, node: None, began, ended, sojourn, actor })
            }
            EvidenceKind::Rows | EvidenceKind::Decisions | EvidenceKind::Work => {
                let row = self.row(number)?;
                let instance = self.case(row.case).map(CaseRow::instance);
                let actor = self.actor(row.actor).filter(|_| named).map(str::to_owned);
                let node = Some(self.node_name(row.place).to_owned());
                let sojourn = row.ended - row.enabled;
                let (began, ended) = (Timestamp(row.enabled), Some(Timestamp(row.ended)));
                Some(EvidenceRow { instance, node, began, ended, sojourn, actor })
            }
        }
    }
}
