//! Writes logs part by part into files of their own, hashes them on the way, and signs what they are.
//!
//! Instances are read in small groups, so that no export takes more memory than a group, however long the log is.
use crate::api::{AuditEntry, ExportCounts, ExportFile, ExportFormat, ExportManifest, NewExport};
use crate::error::Error;
use crate::keys::{Reader, after};
use crate::paging::to_hex;
use crate::projection::{header, headers_range};
use crate::shell::Shell;
use crate::store::Table;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use weir_core::history::activities;
use weir_core::instance::Header;
use weir_core::{InstanceId, Timestamp};
#[cfg(feature = "parquet")]
use weir_mining::exchange::ParquetTable;
use weir_mining::exchange::{OcelParts, write_csv_part, xes_begin, xes_end, xes_traces};
use weir_mining::log::{Log, LogBuilder, Value, history};

/// How many rows are written at once.
const ROWS: usize = 20_000;
/// How many instances are looked up at once.
const CHUNK: usize = 200;
/// The manifest of an export.
pub(super) const MANIFEST: &str = "manifest.json";
/// What is known of visits beside their times, in the order of the columns.
const ATTRIBUTES: [&str; 3] = ["org:role", "org:group", "decision"];
/// What is known of instances.
const CASE_ATTRIBUTES: [&str; 3] = ["businessKey", "initiator", "state"];

/// An export that is being written.
pub struct Exporter<'a> {
    shell: &'a Shell,
    new: &'a NewExport,
    /// What was written so far.
    pub counts: ExportCounts,
    /// The end of the log when it began.
    pub position: u64,
    file: Hashed,
    /// Told how far it is; false stops it.
    progress: &'a mut dyn FnMut(ExportCounts) -> bool,
    /// It was told to stop.
    pub stopped: bool,
}

/// Where the files of an export are, if the id is one.
pub fn directory_of(exports: &Path, id: &str) -> Option<PathBuf> {
    let plain = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    plain.then(|| exports.join(id))
}

/// Is there a manifest in a directory? There is none when the export was not finished.
pub fn is_finished(directory: &Path) -> bool {
    directory.join(MANIFEST).exists()
}

/// The manifest in a directory; none where it is not as it was signed by this key.
pub fn read_manifest(directory: &Path, key: &[u8; 32]) -> Option<ExportManifest> {
    let manifest = super::vouch::manifest_in(&directory.join(MANIFEST))?;
    let is_its = directory.file_name().is_some_and(|name| name.to_string_lossy() == manifest.id);
    (is_its && super::vouch::manifest_is_signed(&manifest, Some(key)).is_ok()).then_some(manifest)
}

impl<'a> Exporter<'a> {
    /// Begins in an empty directory.
    pub fn new(
        shell: &'a Shell,
        new: &'a NewExport,
        directory: &Path,
        progress: &'a mut dyn FnMut(ExportCounts) -> bool,
    ) -> Result<Self, Error> {
        let name = match new.format {
            ExportFormat::Xes => "log.xes",
            ExportFormat::Ocel => "log.ocel.json",
            ExportFormat::Csv => "log.csv",
            ExportFormat::Jsonl => "trace.jsonl",
            ExportFormat::CaseFiles => "cases.jsonl",
            ExportFormat::Parquet => "log.parquet",
        };
        fs::create_dir_all(directory).map_err(|error| failed(&error))?;
        let file = Hashed::create(directory, name).map_err(|error| failed(&error))?;
        let position = shell.store.chain().ok_or_else(super::scan::no_chain)?.head().0;
        let counts = ExportCounts::default();
        Ok(Exporter { shell, new, counts, position, file, progress, stopped: false })
    }

    /// Writes everything but case files, which [`Exporter::line`] takes one by one.
    pub fn run(&mut self) -> Result<(), Error> {
        match self.new.format {
            ExportFormat::Xes => {
                self.text(xes_begin())?;
                self.cases(|this, log| this.text(&xes_traces(log)))?;
                self.text(xes_end())
            }
            ExportFormat::Csv => {
                let mut first = true;
                self.cases(|this, log| {
                    let names = std::mem::take(&mut first);
                    this.text(&write_csv_part(log, &ATTRIBUTES, &CASE_ATTRIBUTES, names))
                })?;
                if first {
                    let empty = LogBuilder::default().build();
                    self.text(&write_csv_part(&empty, &ATTRIBUTES, &CASE_ATTRIBUTES, true))?;
                }
                Ok(())
            }
            ExportFormat::Ocel => self.ocel(),
            ExportFormat::Jsonl => self.trace(),
            ExportFormat::CaseFiles => Ok(()),
            #[cfg(feature = "parquet")]
            ExportFormat::Parquet => self.parquet(),
            // An export in this format is refused before it begins.
            #[cfg(not(feature = "parquet"))]
            ExportFormat::Parquet => Err(no_parquet()),
        }
    }

    /// Each part of the log is a group of rows.
    #[cfg(feature = "parquet")]
    fn parquet(&mut self) -> Result<(), Error> {
        let mut table = ParquetTable::new(&ATTRIBUTES, &CASE_ATTRIBUTES).map_err(|error| failed(&error))?;
        self.cases(|this, log| {
            let bytes = table.part(log).map_err(|error| failed(&error))?;
            this.file.write_all(&bytes).map_err(|error| failed(&error))
        })?;
        let bytes = table.end().map_err(|error| failed(&error))?;
        self.file.write_all(&bytes).map_err(|error| failed(&error))
    }

    /// The events are written at once; the objects, which the standard has before the types are known, wait in a file.
    fn ocel(&mut self) -> Result<(), Error> {
        let mut parts = OcelParts::default();
        let mut objects = tempfile_in(&self.file.directory).map_err(|error| failed(&error))?;
        let mut first = true;
        self.text("{\"events\":[")?;
        self.cases(|this, log| {
            let (events, cases) = parts.part(log);
            for event in events {
                this.text(if std::mem::take(&mut first) { "\n" } else { ",\n" })?;
                this.json(&event)?;
            }
            for case in cases {
                writeln!(objects, "{case}").map_err(|error| failed(&error))?;
            }
            Ok(())
        })?;
        self.counts.left_out = parts.left_out as u64;
        for actor in parts.actors() {
            writeln!(objects, "{actor}").map_err(|error| failed(&error))?;
        }
        self.text("\n],\"objects\":[")?;
        let written = objects.into_inner().map_err(|error| failed(error.error()))?;
        let mut first = true;
        for line in read_again(written).map_err(|error| failed(&error))? {
            self.text(if std::mem::take(&mut first) { "\n" } else { ",\n" })?;
            self.text(&line.map_err(|error| failed(&error))?)?;
        }
        let (object_types, event_types) = parts.types();
        self.text("\n],\"objectTypes\":")?;
        self.json(&object_types)?;
        self.text(",\"eventTypes\":")?;
        self.json(&event_types)?;
        self.text("}\n")
    }

    fn trace(&mut self) -> Result<(), Error> {
        let (shell, until) = (self.shell, self.position);
        let query = crate::api::AuditQuery {
            process: self.new.process.clone().or_else(|| self.new.query.process.clone()),
            from: self.new.from,
            until: self.new.until,
            ..self.new.query.clone()
        };
        let only = &self.new.instances;
        super::trace_all(shell, &query, until, |entry: AuditEntry| {
            if !only.is_empty() && entry.instance.is_none_or(|instance| !only.contains(&instance)) {
                return Ok(true);
            }
            self.line(&entry)?;
            self.counts.events += 1;
            Ok(self.goes_on(self.counts.events.is_multiple_of(1000)))
        })
    }

    /// One document on a line of its own.
    pub fn line(&mut self, value: &impl Serialize) -> Result<(), Error> {
        self.json(value)?;
        self.text("\n")
    }

    /// The ids of the instances that are asked for, oldest first; each to `each`, which says whether to go on.
    pub fn instances(
        shell: &Shell,
        new: &NewExport,
        mut each: impl FnMut(Header) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        if !new.instances.is_empty() {
            for id in &new.instances {
                let found = header(&shell.view(), *id)?.ok_or_else(|| Error::not_found("instance", id))?;
                if fits(new, &found) && !each(found)? {
                    break;
                }
            }
            return Ok(());
        }
        let (mut start, end) = headers_range();
        loop {
            let rows = shell.store.scan(Table::Instance, &start, &end, CHUNK)?;
            let Some((last, _)) = rows.last() else { return Ok(()) };
            start = after(last);
            for (key, _) in rows {
                let id = key.len().checked_sub(16).and_then(|from| Reader(&key[from..]).instance());
                let found = id.map(|id| header(&shell.view(), id)).transpose()?.flatten();
                if let Some(found) = found.filter(|found| fits(new, found))
                    && !each(found)?
                {
                    return Ok(());
                }
            }
        }
    }

    /// All cases, some rows at a time.
    fn cases(&mut self, mut write: impl FnMut(&mut Self, &Log) -> Result<(), Error>) -> Result<(), Error> {
        let (shell, new) = (self.shell, self.new);
        let (mut log, mut rows) = (LogBuilder::default(), 0);
        Self::instances(shell, new, |found| {
            let case = case(shell, &found, self.position)?;
            self.counts.cases += 1;
            self.counts.events += case.rows.len() as u64;
            rows += case.rows.len() + 1;
            log.case(case).map_err(|error| Error::invalid(error.code(), error.to_string()))?;
            if rows >= ROWS {
                rows = 0;
                write(self, &std::mem::take(&mut log).build())?;
            }
            Ok(self.goes_on(self.counts.cases.is_multiple_of(100)))
        })?;
        if rows > 0 {
            write(self, &log.build())?;
        }
        Ok(())
    }

    /// Tells how far it is now and then; false when it is to stop.
    fn goes_on(&mut self, now: bool) -> bool {
        if now && !(self.progress)(self.counts) {
            self.stopped = true;
        }
        !self.stopped
    }

    fn json(&mut self, value: &impl Serialize) -> Result<(), Error> {
        let text = serde_json::to_string(value).map_err(|error| failed(&error.into()))?;
        self.text(&text)
    }

    fn text(&mut self, text: &str) -> Result<(), Error> {
        self.file.write_all(text.as_bytes()).map_err(|error| failed(&error))
    }

    /// The file is whole: it is made durable, and what it is is signed and written beside it.
    pub fn finish(self, id: &str, by: &str, at: Timestamp) -> Result<ExportManifest, Error> {
        let book = self.shell.checkpoints.as_ref().ok_or_else(super::scan::no_chain)?;
        let directory = self.file.directory.clone();
        let file = self.file.finish().map_err(|error| failed(&error))?;
        let log = self.shell.store.chain().map(|chain| to_hex(&chain.log_id())).unwrap_or_default();
        let mut manifest = ExportManifest {
            id: id.to_owned(),
            format: self.new.format,
            by: by.to_owned(),
            at,
            log,
            position: self.position,
            filter: self.new.filter(),
            counts: self.counts,
            files: vec![file],
            key: book.public_key(),
            signature: String::new(),
        };
        let statement = serde_json::to_vec(&manifest).map_err(|error| failed(&error.into()))?;
        manifest.signature = book.sign(&statement);
        let text = serde_json::to_vec_pretty(&manifest).map_err(|error| failed(&error.into()))?;
        let write = || -> io::Result<()> {
            let mut file = File::create(directory.join(MANIFEST))?;
            file.write_all(&text)?;
            file.sync_all()?;
            File::open(&directory)?.sync_all()
        };
        write().map_err(|error| failed(&error))?;
        Ok(manifest)
    }
}

/// An instance as a case: what had happened when the log ended at `position`.
fn case(shell: &Shell, found: &Header, position: u64) -> Result<weir_mining::log::Case, Error> {
    let mut steps = vec![];
    crate::history::steps(shell, found.id, 0, |at, step| {
        steps.push(step);
        at.0 < position
    })?;
    let (process, version) = found.definition.rsplit_once(':').unwrap_or((&found.definition, "0"));
    let visits = activities(&steps);
    let mut case = history::case(&found.id.to_string(), process, version.parse().unwrap_or_default(), &visits);
    let state = serde_json::to_value(found.state).unwrap_or_default();
    let state = state.as_str().unwrap_or_default().to_owned();
    let known = [found.business_key.clone(), found.initiator.clone(), Some(state)];
    let known = CASE_ATTRIBUTES.into_iter().zip(known);
    case.attributes = known.filter_map(|(name, value)| Some((name.to_owned(), Value::Text(value?)))).collect();
    Ok(case)
}

fn fits(new: &NewExport, found: &Header) -> bool {
    let process = found.definition.rsplit_once(':').map_or(found.definition.as_str(), |(process, _)| process);
    new.process.as_ref().is_none_or(|asked| asked == process)
        && new.from.is_none_or(|from| from <= found.started)
        && new.until.is_none_or(|until| found.started < until)
}

/// What whoever asks for Parquet is told where it is not built in.
pub fn no_parquet() -> Error {
    let message = "this server was built without Parquet: take `csv`, or build it with `--features parquet`";
    Error::invalid("export-format", message)
}

fn failed(error: &io::Error) -> Error {
    crate::store::Error::io("writing an export", error).into()
}

/// A file that is hashed while it is written.
struct Hashed {
    directory: PathBuf,
    name: &'static str,
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Hashed {
    fn create(directory: &Path, name: &'static str) -> io::Result<Hashed> {
        let file = BufWriter::new(File::create(directory.join(name))?);
        Ok(Hashed { directory: directory.to_owned(), name, file, hash: Sha256::new(), bytes: 0 })
    }

    fn finish(self) -> io::Result<ExportFile> {
        self.file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        let sha256 = to_hex(&self.hash.finalize());
        Ok(ExportFile { name: self.name.to_owned(), bytes: self.bytes, sha256 })
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A file without a name: it goes with the process, whatever happens.
fn tempfile_in(directory: &Path) -> io::Result<BufWriter<File>> {
    let path = directory.join("objects.part");
    let file = File::options().create(true).truncate(true).read(true).write(true).open(&path)?;
    fs::remove_file(path)?;
    Ok(BufWriter::new(file))
}

/// Its lines, from the beginning.
fn read_again(mut file: File) -> io::Result<io::Lines<io::BufReader<impl Read>>> {
    use std::io::{BufRead, Seek};
    file.rewind()?;
    Ok(io::BufReader::new(file).lines())
}

/// The instances of case files: collected first, since each is read by many questions.
pub fn ids(shell: &Shell, new: &NewExport, most: usize) -> Result<Vec<InstanceId>, Error> {
    let mut all = vec![];
    Exporter::instances(shell, new, |found| {
        all.push(found.id);
        Ok(all.len() <= most)
    })?;
    if all.len() > most {
        let message = format!("an export has at most {most} case files: take a shorter period, or one process");
        return Err(Error::invalid("too-many-cases", message));
    }
    Ok(all)
}
