//! Ad-hoc sub-processes: activities that may be chosen.
use super::{ElementAddress, WaitAddress};
use serde::Serialize;
use weir_core::{ElementId, InstanceId, Timestamp};

/// Which enabled activities. All that is given must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnabledActivityFilter {
    /// Of this instance.
    pub instance: Option<InstanceId>,
    /// Of this process, any version.
    pub process: Option<String>,
    /// Of this ad-hoc sub-process.
    pub sub_process: Option<String>,
    /// This activity.
    pub activity: Option<String>,
}

/// An activity of an ad-hoc sub-process that may be chosen now.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EnabledActivity {
    /// Its id: what it is chosen by.
    pub id: WaitAddress,
    /// The instance.
    pub instance: InstanceId,
    /// The definition, `process:version`.
    pub definition: String,
    /// The activity.
    pub activity: ElementId,
    /// Its name, for people.
    pub name: Option<String>,
    /// The ad-hoc sub-process it stands in.
    pub sub_process: ElementId,
    /// The ad-hoc sub-process as it runs: what it is completed by.
    pub scope: ElementAddress,
    /// Since when it may be chosen.
    #[serde(with = "weir_core::time::rfc3339")]
    pub enabled: Timestamp,
}
