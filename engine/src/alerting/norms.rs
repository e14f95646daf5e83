//! Rules that the owner of a process has declared, as alert rules watch them.
use crate::api::IndexSettingsVersion;
use crate::error::Error;
use crate::projection::{index_settings_row, unpack};
use crate::shell::Shell;
use crate::store::Table;
use weir_mining::watch::norm_rules::Norm;

/// What a rule of a process asks for; none where there is no such rule, or no more.
pub fn find(shell: &Shell, process: &str, id: &str) -> Result<Option<Norm>, Error> {
    let set = |process: Option<&str>| -> Result<Option<IndexSettingsVersion>, Error> {
        let found = shell.store.get(Table::IndexSettings, &index_settings_row(process))?;
        let found: Option<IndexSettingsVersion> = found.map(|bytes| unpack(&bytes)).transpose()?;
        Ok(found.filter(|version| !version.removed))
    };
    // Rules are declared for one process: those of all processes have none.
    let rules = set(Some(process))?.map(|version| version.settings.rules).unwrap_or_default();
    Ok(rules.into_iter().find(|rule| rule.id == id).map(|rule| rule.norm))
}
