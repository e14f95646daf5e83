//! The rows behind a number. A handle says the whole question and up to where it was counted, so it needs no memory, holds
//! after a restart, and gives the same however much has happened since.
use super::ask::{Ask, AskError};
use super::{CaseRow, Ledger};
use crate::log::NO_TIME;
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
}

/// A handle, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The node; none for a whole case.
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
        Some(Handle { ask, ..handle })
    }
}

impl Ledger {
    /// The handle of a question, counted up to now.
    pub fn handle(&self, kind: EvidenceKind, ask: &Ask) -> String {
        let (rows, cases) = if kind == EvidenceKind::Running { self.begun() } else { self.extent() };
        let handle = Handle { kind, ask: ask.clone(), rows, cases };
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&handle).expect("it is plain data"))
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
        let extent = (handle.rows, handle.cases);
        let members = match handle.kind {
            EvidenceKind::Cases => self.cases(&handle.ask, extent),
            EvidenceKind::Rows => self.rows(&handle.ask, extent),
            EvidenceKind::Running => self.running_cases(&handle.ask, extent),
        };
        let all = members.iter().filter_map(|number| self.member(handle.kind, *number, named));
        let sum = all.clone().map(|member| member.sojourn).sum();
        let n = members.len();
        let limit = limit.min(MEMBERS_MAX);
        let next = Some(skip.saturating_add(limit)).filter(|next| *next < n);
        Ok(EvidenceAnswer { kind: handle.kind, n: n as u64, sum, members: all.skip(skip).take(limit).collect(), next })
    }

    fn member(&self, kind: EvidenceKind, number: u32, named: bool) -> Option<EvidenceRow> {
        match kind {
            EvidenceKind::Cases | EvidenceKind::Running => {
                let case = self.case(number)?;
                let actor = self.actor(case.initiator).filter(|_| named).map(str::to_owned);
                let ended = Some(case.ended).filter(|ended| *ended != NO_TIME && kind == EvidenceKind::Cases);
                let sojourn = ended.unwrap_or(self.latest).saturating_sub(case.began).max(0);
                let instance = Some(case.instance());
                let (began, ended) = (Timestamp(case.began), ended.map(Timestamp));
                Some(EvidenceRow { instance, node: None, began, ended, sojourn, actor })
            }
            EvidenceKind::Rows => {
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
