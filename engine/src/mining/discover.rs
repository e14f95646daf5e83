//! A model drafted from a log of a process that ran elsewhere.
use crate::api::{DiscoveredFault, DiscoveredLog, Discovery, DraftLog, LogFormat, NewDiscovery};
use crate::error::Error;
use crate::{
    CONFORMANCE_STATES_MAX, DISCOVERY_ACTIVITIES_MAX, DISCOVERY_EVENTS_MAX, DISCOVERY_UNPACKED_BYTES_MAX,
    DISCOVERY_VARIANTS_ALIGNED_MAX, FILE_BYTES_MAX,
};
use sha2::{Digest, Sha256};
use weir_core::Timestamp;
use weir_mining::conformance::Aligner;
use weir_mining::discovery::{discover, to_net};
use weir_mining::exchange::{Columns, FaultKind, Faults, Imported, Keys, Refused, read_csv, read_xes, unpack};
use weir_mining::log::{Log, NO_TIME, Outcome, TRANSITION, completions, only};
use weir_mining::measure::variants::by_sequence;
use weir_mining::view::draft;

/// A log that was read, as far as its events say that something was done.
pub struct LogFile {
    /// What was read.
    pub log: Log,
    faults: Faults,
    events_read: u64,
    /// Events that became one row with another: a start with its completion.
    joined: u64,
    hash: String,
}

/// Reads a file; refused with what is wrong with it, and where. `counts` makes of a log that knows lifecycle transitions what
/// counts of it.
pub fn read_log(bytes: &[u8], format: &LogFormat, counts: fn(&Log) -> Log) -> Result<LogFile, Error> {
    let refused = |refused: Refused| Error::invalid(refused.code(), refused.to_string());
    let hash = crate::paging::to_hex(&Sha256::digest(bytes));
    let bytes = unpack(bytes, DISCOVERY_UNPACKED_BYTES_MAX).map_err(refused)?;
    let Imported { log, events_read, mut faults } = match format {
        LogFormat::Xes => read_xes(&bytes, &Keys::default()),
        LogFormat::Csv(columns) => {
            let delimiter = u8::try_from(columns.delimiter).ok().filter(u8::is_ascii);
            let delimiter = delimiter.ok_or_else(|| {
                Error::invalid("discovery-delimiter", "between two fields stands one ASCII character")
            })?;
            let columns = Columns {
                case: columns.case.clone(),
                activity: columns.activity.clone(),
                ended: columns.ended.clone(),
                started: columns.started.clone().or(Columns::default().started),
                actor: columns.actor.clone().or(Columns::default().actor),
                delimiter,
            };
            read_csv(&bytes, &columns)
        }
    }
    .map_err(refused)?;
    let intervals = |log: &Log| {
        (0..log.row_count()).filter(|row| log.started[*row] != NO_TIME && log.ended[*row] != NO_TIME).count() as u64
    };
    let (log, joined) = if log.attributes.names().any(|name| name == TRANSITION) {
        let counted = counts(&log);
        let joined = intervals(&counted).saturating_sub(intervals(&log));
        begun_alone(&counted, &mut faults);
        (counted, joined)
    } else {
        (log, 0)
    };
    let rows = log.row_count();
    if rows == 0 {
        let message = "the log has no event that says that something was done: check the columns, or the transitions";
        return Err(Error::invalid("discovery-empty", message));
    }
    if rows > DISCOVERY_EVENTS_MAX {
        let message = format!("the log has {rows} events, and at most {DISCOVERY_EVENTS_MAX}: take a shorter period");
        return Err(Error::invalid("discovery-events", message));
    }
    let timed = (0..rows).filter(|row| log.ended[*row] != NO_TIME || log.started[*row] != NO_TIME).count();
    if timed == 0 {
        let message = "no event of the log has a time that can be read: name the column or attribute of the time";
        return Err(Error::invalid("discovery-no-times", message));
    }
    Ok(LogFile { log, faults, events_read: events_read as u64, joined, hash })
}

/// Where a log knows transitions it is seen only now what was begun and never completed.
fn begun_alone(log: &Log, faults: &mut Faults) {
    for (case, rows) in (1..).zip(log.all_cases()) {
        for row in rows.filter(|row| log.outcome[*row] == Outcome::Open) {
            faults.add(FaultKind::StartWithoutEnd, case, 0, log.activities.name(log.activity[row]));
        }
    }
}

/// What was begun, suspended or assigned is no second time of the work that is then done.
pub fn completed(log: &Log) -> Log {
    only(log, "complete")
}

/// The draft of a log, with what it rests on.
pub fn discovered(file: &LogFile, new: &NewDiscovery) -> Result<(Discovery, DraftLog), Error> {
    let log = &completions(&file.log);
    let mut seen = log.activity.clone();
    seen.sort_unstable();
    seen.dedup();
    if seen.len() > DISCOVERY_ACTIVITIES_MAX {
        let message = format!(
            "the log has {} different activities, and at most {DISCOVERY_ACTIVITIES_MAX} make a model that can be read: \
             name a coarser column",
            seen.len()
        );
        return Err(Error::invalid("discovery-activities", message));
    }
    let tree = discover(log, f64::from(new.noise_percent) / 100.0);
    let xml = draft(&tree, &new.process, &new.name);
    if xml.len() > FILE_BYTES_MAX {
        return Err(Error::too_large(FILE_BYTES_MAX));
    }
    let net = to_net(&tree);
    let (fitness, aligned) = fitness(log, Aligner::new(&net).within(CONFORMANCE_STATES_MAX));
    let told = told(file, seen.len() as u64);
    let provenance = DraftLog {
        file: new.file.clone(),
        hash: file.hash.clone(),
        cases: told.cases,
        events: told.events,
        faults: told.faults.iter().map(|fault| fault.count).sum(),
        noise_percent: new.noise_percent,
        // A perfect fit is told as one, and nothing else is.
        fitness_percent: fitness.map(|fitness| (fitness * 100.0).floor().clamp(0.0, 100.0) as u8),
    };
    Ok((Discovery { model: None, log: told, tree: tree.to_string(), fitness, aligned, xml }, provenance))
}

/// How well the most frequent variants fit, and how many cases they are. None where one of them is too hard.
fn fitness(log: &Log, mut aligner: Aligner<'_>) -> (Option<f64>, u64) {
    let Ok(shortest) = aligner.align::<&str>(&[]) else { return (None, 0) };
    let (mut cost, mut worst, mut cases) = (0.0, 0.0, 0);
    for variant in by_sequence(log).into_iter().take(DISCOVERY_VARIANTS_ALIGNED_MAX) {
        let names: Vec<&str> = variant.trace.iter().map(|activity| log.activities.name(*activity)).collect();
        let Ok(alignment) = aligner.align(&names) else { return (None, 0) };
        let n = variant.cases.len() as f64;
        cost += n * f64::from(alignment.cost);
        worst += n * (names.len() as f64 + f64::from(shortest.cost));
        cases += variant.cases.len() as u64;
    }
    ((worst > 0.0).then(|| 1.0 - cost / worst), cases)
}

/// What was read, and what was not as it should be.
pub fn told(file: &LogFile, activities: u64) -> DiscoveredLog {
    let log = &file.log;
    let times = || log.started.iter().chain(&log.ended).copied().filter(|time| *time != NO_TIME);
    let fault = |(kind, count): (&weir_mining::exchange::FaultKind, &usize)| {
        let first = file.faults.told.iter().find(|fault| fault.kind == *kind);
        DiscoveredFault {
            code: kind.code().to_owned(),
            count: *count as u64,
            case: first.map_or(0, |fault| fault.case as u64),
            event: first.map_or(0, |fault| fault.event as u64),
            found: first.map_or_else(String::new, |fault| fault.found.clone()),
        }
    };
    DiscoveredLog {
        cases: log.case_count() as u64,
        events: log.row_count() as u64,
        left_out: file.events_read.saturating_sub(log.row_count() as u64 + file.joined),
        activities,
        variants: by_sequence(log).len() as u64,
        from: times().min().map(Timestamp),
        until: times().max().map(Timestamp),
        faults: file.faults.counts.iter().map(fault).collect(),
    }
}
