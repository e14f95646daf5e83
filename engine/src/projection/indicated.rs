//! The rows of indicators: the last version of each, and all versions.
use super::pack;
use crate::api::IndicatorVersion;
use crate::keys::Bytes;
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
