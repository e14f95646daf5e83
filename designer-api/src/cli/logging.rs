//! Log lines, always to standard error.
use std::io::{self, IsTerminal};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};
use weir_designer_api::config::{Config, LogFormat};

/// Our own lines from the set level on, those of libraries only when they warn.
pub fn start(config: &Config) {
    let ours = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_target("weir", LevelFilter::from_level(config.log_level.into()));
    let lines = fmt::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    let lines = match config.log_format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().boxed(),
    };
    tracing_subscriber::registry().with(lines.with_filter(ours)).init();
}
