//! The rows of indicators and of what indices are scored by: the last version of each, and all versions.
use super::pack;
use crate::api::{IndexSettingsVersion, IndicatorVersion};
use crate::keys::{Bytes, space};
use crate::store::{Change, Table};

/// The changes of a record.
pub fn changes_of_indicator(version: &IndicatorVersion, changes: &mut Vec<Change>) {
    let key = &version.indicator.key;
    changes.push(Change::put(Table::Indicator, Bytes::new().text(key).done(), pack(version)));
    changes.push(Change::put(Table::IndicatorVersion, indicator_version_row(key, version.version), pack(version)));
}

/// The rows of the versions of an indicator.
pub fn indicator_versions(key: &str) -> Bytes {
    Bytes::new().text(key)
}

/// The row of one version.
pub fn indicator_version_row(key: &str, version: u64) -> Vec<u8> {
    indicator_versions(key).number(version).done()
}

/// The changes of a record.
pub fn changes_of_index_settings(version: &IndexSettingsVersion, changes: &mut Vec<Change>) {
    let process = version.process.as_deref();
    changes.push(Change::put(Table::IndexSettings, index_settings_row(process), pack(version)));
    let row = index_settings_versions(process).number(version.version).done();
    changes.push(Change::put(Table::IndexSettings, row, pack(version)));
}

/// The row of the last version of a process; none: of all that have none of their own. No process is called nothing.
pub fn index_settings_row(process: Option<&str>) -> Vec<u8> {
    Bytes::new().byte(space::MAIN).text(process.unwrap_or_default()).done()
}

/// The rows of the last versions.
pub fn all_index_settings() -> Bytes {
    Bytes::new().byte(space::MAIN)
}

/// The rows of all versions of a process, or of those that have none of their own.
pub fn index_settings_versions(process: Option<&str>) -> Bytes {
    Bytes::new().byte(space::VERSIONS).text(process.unwrap_or_default())
}
