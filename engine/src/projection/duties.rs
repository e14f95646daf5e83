//! The rows of rules of duties: the last version of each, and all versions.
use super::pack;
use crate::api::DutyRuleVersion;
use crate::keys::Bytes;
use crate::store::{Change, Table};

/// The changes of a version.
pub fn changes_of_duty(version: &DutyRuleVersion, changes: &mut Vec<Change>) {
    let key = duty_key(&version.id);
    changes.push(if version.removed {
        Change::delete(Table::DutyRule, key)
    } else {
        Change::put(Table::DutyRule, key, pack(version))
    });
    let row = duty_versions(&version.id).number(version.version).done();
    changes.push(Change::put(Table::DutyRuleVersion, row, pack(version)));
}

/// The row of a rule as it is.
pub fn duty_key(id: &str) -> Vec<u8> {
    Bytes::new().text(id).done()
}

/// The rows of the versions of a rule, also of one that was removed.
pub fn duty_versions(id: &str) -> Bytes {
    Bytes::new().text(id)
}
