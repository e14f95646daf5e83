//! `weir token`.
use super::{Failed, SettingFlags, config, exit};
use clap::{Args, Subcommand};
use weir_designer_api::access::Access;

#[derive(Args)]
pub struct TokenCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Make a new token and show it once; a running server takes it within a second and the old one no more.
    Rotate(SettingFlags),
}

impl TokenCommand {
    pub fn run(self) -> Result<(), Failed> {
        let What::Rotate(flags) = self.what;
        let data_dir = config::load(flags)?.data_dir;
        let (_, token) = Access::rotate(&data_dir)
            .map_err(|e| Failed::new(exit::STORE, format!("no new token in {}: {e}", data_dir.display())))?;
        println!("{token}");
        Ok(())
    }
}
