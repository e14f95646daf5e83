//! `weir config`, and how every command reads its settings.
use super::{Failed, SettingFlags, exit, table};
use clap::Args;
use serde_json::Value;
use std::collections::BTreeMap;
use weir_designer_api::config::{self, Config, Layers, SETTINGS};

#[derive(Args)]
pub struct ShowConfig {
    /// Say where each value came from and what it does.
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    flags: SettingFlags,
}

impl ShowConfig {
    pub fn run(self) -> Result<(), Failed> {
        let (config, origins) = layered(self.flags)?;
        let values = serde_json::to_value(&config).map_err(|e| Failed::new(exit::CONFIG, e.to_string()))?;
        let rows = SETTINGS.iter().map(|setting| {
            let mut row = vec![setting.key.to_owned(), plain(&values[setting.key])];
            if self.explain {
                row.extend([origins[setting.key].to_owned(), setting.help.to_owned()]);
            }
            row
        });
        let head: &[&str] =
            if self.explain { &["SETTING", "VALUE", "FROM", "WHAT IT DOES"] } else { &["SETTING", "VALUE"] };
        table::print(head, rows.collect());
        Ok(())
    }
}

/// The settings of all layers.
pub fn load(flags: SettingFlags) -> Result<Config, Failed> {
    layered(flags).map(|(config, _)| config)
}

fn layered(flags: SettingFlags) -> Result<(Config, BTreeMap<&'static str, &'static str>), Failed> {
    let wrong = |e: &dyn std::fmt::Display| Failed::new(exit::CONFIG, e.to_string());
    let given = serde_json::to_value(&flags).map_err(|e| wrong(&e))?;
    let given = |key| given.get(key).filter(|v| !v.is_null()).map(|v| (key, v.clone()));
    let flags_by_key = SETTINGS.iter().filter_map(|s| given(s.key)).collect();
    config::load(Layers { file: flags.config, flags: flags_by_key }).map_err(|e| wrong(&e))
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
