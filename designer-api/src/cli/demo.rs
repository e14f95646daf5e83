//! `weir demo`: a history to look at, in a directory that nothing is kept in yet. Needs no server.
use super::output::say;
use super::{Failed, exit};
use clap::Args;
use std::path::PathBuf;
use weir_core::Timestamp;
use weir_designer_api::config::Config;
use weir_designer_api::demo;
use weir_engine::{Clock, Engine, SystemClock};

#[derive(Args)]
pub struct Demo {
    /// Where the history is to be kept; it must not be there yet, or be empty.
    #[arg(long, value_name = "DIR")]
    data_dir: PathBuf,
    /// The end of the history, RFC 3339; now when it is not said.
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
}

impl Demo {
    pub fn run(self) -> Result<(), Failed> {
        let until = match &self.until {
            None => SystemClock.now(),
            Some(text) => Timestamp::parse(text)
                .ok_or_else(|| Failed::new(exit::USAGE, format!("`{text}` is no RFC 3339 date and time")))?,
        };
        let directory = self.data_dir.display().to_string();
        let is_empty = std::fs::read_dir(&self.data_dir).map_or(true, |mut entries| entries.next().is_none());
        if !is_empty {
            let message = format!("{directory} is not empty: a history is told from its beginning, choose another one");
            return Err(Failed::new(exit::USAGE, message));
        }
        super::serve::create_private(&self.data_dir)
            .map_err(|e| Failed::new(exit::STORE, format!("cannot use {directory}: {e}")))?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.map_err(|e| Failed::new(exit::UNAVAILABLE, format!("no threads to run on: {e}")))?;
        let orders = runtime.block_on(self.tell(until)).map_err(|e| Failed::new(exit::STORE, e.to_string()))?;
        say!("{orders} orders in {directory}; look at them with\n\n  weir serve --data-dir {directory}");
        Ok(())
    }

    async fn tell(&self, until: Timestamp) -> Result<usize, weir_engine::Error> {
        let clock = demo::clock(until);
        let options = weir_engine::Options { clock: clock.clone(), ..Config::default().engine() };
        let engine = Engine::open(&self.data_dir, options).await?;
        let told = demo::tell(&engine, &clock, until).await;
        engine.shutdown().await?;
        told
    }
}
