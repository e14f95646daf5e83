//! Instances: start, look, change, cancel.
use super::Engine;
use crate::api::{
    ElementAddress, Incident, IncidentFilter, InstanceDetail, InstanceFilter, InstanceSummary, Page, Paging,
    SetVariables, StartInstance, StartedInstance, TraceEvent, VariableEntry, Wait, WaitFilter,
};
use crate::{Context, Error};
use weir_core::{InstanceId, Key};

impl Engine {
    /// Starts an instance; the answer comes when its first step is on disk.
    pub async fn start_instance(&self, by: Context, start: StartInstance) -> Result<StartedInstance, Error> {
        todo!()
    }

    /// Instances, newest first, ended ones included.
    pub async fn instances(&self, filter: &InstanceFilter, page: &Paging) -> Result<Page<InstanceSummary>, Error> {
        todo!()
    }

    /// One instance with its live element instances.
    pub async fn instance(&self, id: InstanceId) -> Result<InstanceDetail, Error> {
        todo!()
    }

    /// Its variables: all, or those that one element instance sees. Of an ended instance, as they were at its end.
    pub async fn variables(&self, id: InstanceId, seen_from: Option<Key>) -> Result<Vec<VariableEntry>, Error> {
        todo!()
    }

    /// Changes variables by hand.
    pub async fn set_variables(&self, by: Context, id: InstanceId, change: SetVariables) -> Result<(), Error> {
        todo!()
    }

    /// Ends an instance and what it called.
    pub async fn cancel_instance(&self, by: Context, id: InstanceId) -> Result<(), Error> {
        todo!()
    }

    /// What happened to an instance, from the event with number `from` on.
    pub async fn trace(&self, id: InstanceId, from: u64, limit: Option<usize>) -> Result<Vec<TraceEvent>, Error> {
        todo!()
    }

    /// What instances wait for.
    pub async fn waits(&self, filter: &WaitFilter, page: &Paging) -> Result<Page<Wait>, Error> {
        todo!()
    }

    /// Open incidents.
    pub async fn incidents(&self, filter: &IncidentFilter, page: &Paging) -> Result<Page<Incident>, Error> {
        todo!()
    }

    /// Tries again what was stuck; a job may then be tried so often (none: once).
    pub async fn resolve_incident(
        &self,
        by: Context,
        incident: ElementAddress,
        retries: Option<u32>,
    ) -> Result<(), Error> {
        todo!()
    }
}
