//! The commands about work calendars.
use super::client::{Server, escape};
use super::work::show;
use super::{Failed, exit, input};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Work calendars.
#[derive(Args)]
pub struct Calendar {
    #[command(subcommand)]
    command: CalendarCommand,
}

#[derive(Subcommand)]
enum CalendarCommand {
    /// Load the holidays of a year, and the days on which one works instead; other years stay.
    Load(Load),
}

#[derive(Args)]
struct Load {
    /// The calendar.
    calendar: String,
    /// The year.
    year: i16,
    /// JSON, or CSV with the columns date, day (free or work), hours and name.
    file: PathBuf,
    /// Why; it stays with the change.
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    server: Server,
}

impl Calendar {
    pub fn run(self) -> Result<(), Failed> {
        let CalendarCommand::Load(Load { calendar, year, file, reason, server }) = self.command;
        let bytes = input::read(&file).map_err(|e| Failed::new(exit::USAGE, format!("{}: {e}", file.display())))?;
        let csv = file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
        let why = reason.map(|reason| format!("?reason={}", escape(&reason))).unwrap_or_default();
        let path = format!("organisation/calendars/{}/years/{year}{why}", escape(&calendar));
        let change = server.put_raw(&path, if csv { "text/csv" } else { "application/json" }, bytes)?;
        show(&server, &change, &[], &["version", "at", "actor", "entries"]);
        Ok(())
    }
}
