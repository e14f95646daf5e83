//! Verifications and exports: they run beside everything else.
use super::Engine;
use crate::api::{
    AuditExport, AuditJobState, BrokenEntry, ExportCounts, ExportFormat, NewExport, Verification, VerificationReceipt,
};
use crate::audit::{
    AUDIT_JOBS_MAX, Exporter, Job, altered_exports, directory_of, export_ids, is_file_of, is_finished, named,
    no_parquet, read_manifest,
};
use crate::paging::to_hex;
use crate::shell::{Shell, random_bytes};
use crate::store::{Against, Flaw, Receipt, Report, parse_checkpoints};
use crate::{Context, Error};
use std::fs::File;
use std::sync::Arc;
use std::time::Instant;
use weir_core::Timestamp;

/// How many case files one export holds.
const CASE_FILES_MAX: usize = 10_000;

impl Engine {
    /// Begins to verify the whole log, its chains and its checkpoints. One at a time.
    pub async fn verify_log(&self, by: &Context) -> Result<Verification, Error> {
        self.checkpoint_book()?;
        let id = to_hex(&random_bytes::<8>());
        let told = Verification {
            id: id.clone(),
            state: AuditJobState::Running,
            by: by.actor.id.clone(),
            begun: self.shell().now(),
            bytes: 0,
            bytes_total: self.shell().store.health().log_bytes,
            receipt: None,
            error: None,
        };
        let begun = self.shell().verifications.begin(&id, told, |one| one.state == AuditJobState::Running);
        let job = begun.ok_or_else(|| Error::invalid("already-verifying", "a verification runs already"))?;
        let (shell, theirs) = (self.shell().clone(), job.clone());
        tokio::task::spawn_blocking(move || {
            let verified = verify(&shell, &theirs);
            theirs.tell(|told| match verified {
                Ok((receipt, stopped)) => {
                    told.state = if stopped { AuditJobState::Cancelled } else { AuditJobState::Done };
                    told.bytes = receipt.position;
                    // The log has grown meanwhile.
                    told.bytes_total = told.bytes_total.max(told.bytes);
                    told.receipt = Some(receipt);
                }
                Err(error) => {
                    tracing::warn!(%error, "the log could not be verified");
                    (told.state, told.error) = (AuditJobState::Failed, Some(error.to_string()));
                }
            });
        });
        Ok(job.told())
    }

    /// The last verifications, newest first.
    pub fn verifications(&self) -> Vec<Verification> {
        self.shell().verifications.all()
    }

    /// One of them.
    pub fn verification(&self, id: &str) -> Result<Verification, Error> {
        Ok(self.shell().verifications.find(id).ok_or_else(|| Error::not_found("verification", id))?.told())
    }

    /// It is to stop.
    pub fn cancel_verification(&self, id: &str) -> Result<Verification, Error> {
        let job = self.shell().verifications.find(id).ok_or_else(|| Error::not_found("verification", id))?;
        job.cancel();
        Ok(job.told())
    }

    /// Begins to write a log. One at a time; the oldest finished one goes when there are too many.
    pub async fn export_log(&self, by: &Context, new: NewExport) -> Result<AuditExport, Error> {
        let exports = self.checkpoint_book()?.exports();
        if !ExportFormat::all().contains(&new.format) {
            return Err(no_parquet());
        }
        for id in &new.instances {
            self.summary_of(*id)?;
        }
        let id = format!("{:012x}-{}", self.shell().now().0.max(0), to_hex(&random_bytes::<4>()));
        let told = AuditExport {
            id: id.clone(),
            state: AuditJobState::Running,
            format: new.format,
            by: by.actor.id.clone(),
            begun: self.shell().now(),
            counts: ExportCounts::default(),
            manifest: None,
            error: None,
        };
        let begun = self.shell().exports.begin(&id, told, |one| one.state == AuditJobState::Running);
        let job = begun.ok_or_else(|| Error::invalid("already-exporting", "an export runs already"))?;
        prune(&exports);
        let (engine, theirs) = (self.clone(), job.clone());
        let runtime = tokio::runtime::Handle::current();
        tokio::task::spawn_blocking(move || {
            let written = write(&engine, &runtime, &theirs, &new);
            if !matches!(written, Ok(Some(_)))
                && let Some(directory) = directory_of(&exports, &theirs.id)
            {
                // What is not whole is of no use; if it cannot be removed, the next export does.
                let _ = std::fs::remove_dir_all(directory);
            }
            theirs.tell(|told| match written {
                Ok(Some(manifest)) => {
                    (told.state, told.counts) = (AuditJobState::Done, manifest.counts);
                    told.manifest = Some(manifest);
                }
                Ok(None) => told.state = AuditJobState::Cancelled,
                Err(error) => {
                    tracing::warn!(%error, "an export could not be written");
                    (told.state, told.error) = (AuditJobState::Failed, Some(error.to_string()));
                }
            });
        });
        Ok(job.told())
    }

    /// The last exports, newest first: those of this run of the engine, and those that are still kept.
    pub fn exports(&self) -> Result<Vec<AuditExport>, Error> {
        let mut all = self.shell().exports.all();
        for id in kept(&self.checkpoint_book()?.exports()) {
            if all.iter().all(|export| export.id != id) {
                all.extend(self.export(&id).ok());
            }
        }
        all.sort_by(|one, other| other.id.cmp(&one.id));
        Ok(all)
    }

    /// One of them.
    pub fn export(&self, id: &str) -> Result<AuditExport, Error> {
        if let Some(job) = self.shell().exports.find(id) {
            return Ok(job.told());
        }
        let missing = || Error::not_found("export", id);
        let book = self.checkpoint_book()?;
        let directory = directory_of(&book.exports(), id).filter(|of| is_finished(of)).ok_or_else(missing)?;
        let Some(manifest) = read_manifest(&directory, &book.key()) else {
            // Nothing that it says is told.
            return Ok(AuditExport {
                id: id.to_owned(),
                state: AuditJobState::Failed,
                format: ExportFormat::Jsonl,
                by: String::new(),
                begun: Timestamp(i64::from_str_radix(id.split('-').next().unwrap_or_default(), 16).unwrap_or_default()),
                counts: ExportCounts::default(),
                manifest: None,
                error: Some(altered(id, "its manifest").to_string()),
            });
        };
        Ok(AuditExport {
            id: id.to_owned(),
            state: AuditJobState::Done,
            format: manifest.format,
            by: manifest.by.clone(),
            begun: manifest.at,
            counts: manifest.counts,
            manifest: Some(manifest),
            error: None,
        })
    }

    /// It is to stop.
    pub fn cancel_export(&self, id: &str) -> Result<AuditExport, Error> {
        let job = self.shell().exports.find(id).ok_or_else(|| Error::not_found("export", id))?;
        job.cancel();
        Ok(job.told())
    }

    /// A file of an export, to be read: its manifest or one that the manifest names. With its length. What is not as it was signed
    /// is given to nobody: the whole file is read to find that out.
    pub fn export_file(&self, id: &str, name: &str) -> Result<(File, u64), Error> {
        let missing = || Error::not_found("export", format!("{id}/{name}"));
        let book = self.checkpoint_book()?;
        let directory = directory_of(&book.exports(), id).filter(|of| is_finished(of)).ok_or_else(missing)?;
        let manifest = read_manifest(&directory, &book.key()).ok_or_else(|| altered(id, "its manifest"))?;
        let is_manifest = name == "manifest.json";
        if !is_manifest && !manifest.files.iter().any(|file| file.name == name) {
            return Err(missing());
        }
        let mut file = File::open(directory.join(name)).map_err(|_| missing())?;
        if !is_manifest {
            is_file_of(&manifest, name, &mut file).map_err(|_| altered(id, name))?;
        }
        let length = file.metadata().map_err(|_| missing())?.len();
        Ok((file, length))
    }
}

fn altered(id: &str, what: &str) -> Error {
    let message = format!("export {id} is not given: {what} is not as it was signed; make it anew");
    Error::invalid("export-altered", message)
}

fn verify(shell: &Shell, job: &Job<Verification>) -> Result<(VerificationReceipt, bool), Error> {
    let began = Instant::now();
    let chain = shell.store.chain().ok_or_else(|| Error::invalid("no-log", "this store has no log"))?;
    let book = shell.checkpoints.as_ref().ok_or_else(|| Error::invalid("no-checkpoints", "there are none"))?;
    let text = book.text().map_err(|error| crate::store::Error::io("reading the checkpoints", &error))?;
    let (checkpoints, unread) = match parse_checkpoints(&text) {
        Ok((all, _)) => (all, None),
        Err(error) => (vec![], Some(error.to_string())),
    };
    let key = crate::store::public_key_of(&book.public_key());
    let mut progress = |bytes, total| {
        job.tell(|told| (told.bytes, told.bytes_total) = (bytes, total));
        !job.is_cancelled()
    };
    let against = Against { receipt: None, checkpoints: &checkpoints, key, until: None, progress: &mut progress };
    let report = chain.verify(against)?;
    let exports = altered_exports(&book.exports(), key.as_ref());
    let mut receipt = receipt_of(&report, unread, exports.iter().map(|(id, what)| format!("export {id}: {what}")));
    receipt.key = Some(book.public_key());
    receipt.duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok((receipt, report.stopped))
}

/// What a report says, for people and programs.
fn receipt_of(report: &Report, unread: Option<String>, exports: impl Iterator<Item = String>) -> VerificationReceipt {
    let flaws = unread.into_iter().chain(report.flaws.iter().map(Flaw::to_string));
    let flaws: Vec<String> = flaws.chain(exports).collect();
    VerificationReceipt {
        intact: report.broken.is_none() && flaws.is_empty() && !report.stopped,
        log: to_hex(&report.log_id),
        position: report.bytes,
        records: report.frames,
        root: to_hex(&Receipt::of(report).root()),
        checkpoints: report.checkpoints,
        last_checkpoint: report.vouched.map(|(number, _)| number),
        vouched: report.vouched.map(|(_, position)| position),
        key: None,
        duration_ms: 0,
        broken: report.broken.as_ref().map(|broken| BrokenEntry {
            position: broken.position,
            segment: broken.segment.clone(),
            offset: broken.offset,
            partition: broken.partition,
            record: broken.sequence,
            reason: broken.reason.clone(),
            events: named(&broken.payload),
        }),
        flaws,
    }
}

/// Writes an export; none when it was told to stop.
fn write(
    engine: &Engine,
    runtime: &tokio::runtime::Handle,
    job: &Arc<Job<AuditExport>>,
    new: &NewExport,
) -> Result<Option<crate::api::ExportManifest>, Error> {
    let shell = engine.shell();
    let book = engine.checkpoint_book()?;
    let missing = || Error::not_found("export", &job.id);
    let directory = directory_of(&book.exports(), &job.id).ok_or_else(missing)?;
    let mut progress = |counts| {
        job.tell(|told| told.counts = counts);
        !job.is_cancelled()
    };
    let mut exporter = Exporter::new(shell, new, &directory, &mut progress)?;
    if new.format == ExportFormat::CaseFiles {
        for id in export_ids(shell, new, CASE_FILES_MAX)? {
            if job.is_cancelled() {
                exporter.stopped = true;
                break;
            }
            let file = runtime.block_on(engine.case_file(id))?;
            exporter.counts.cases += 1;
            exporter.counts.events += file.entries.len() as u64;
            exporter.line(&file)?;
            job.tell(|told| told.counts = exporter.counts);
        }
    } else {
        exporter.run()?;
    }
    if exporter.stopped || job.is_cancelled() {
        return Ok(None);
    }
    let by = job.told().by;
    exporter.finish(&job.id, &by, shell.now()).map(Some)
}

/// The ids of the exports that are kept, oldest first: their ids begin with their time.
fn kept(exports: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(exports).into_iter().flatten().flatten();
    let mut ids: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    ids.sort();
    ids
}

/// Makes room for one more.
fn prune(exports: &std::path::Path) {
    let ids = kept(exports);
    for id in ids.iter().take((ids.len() + 1).saturating_sub(AUDIT_JOBS_MAX)) {
        if let Err(error) = std::fs::remove_dir_all(exports.join(id)) {
            tracing::warn!(%error, id, "an old export could not be removed");
        }
    }
}
