//! Where the view in sled lives: opened, set aside when it is damaged, given up when its room is needed.
use super::sled_view::{SledView, free_bytes, guarded, room_for};
use super::view::{View, ViewHome};
use super::{Error, Options};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

const DIRECTORY: &str = "view";
const SUSPECT: &str = "view-suspect";
/// Views that were set aside and are kept for people to look at; the oldest goes first.
const QUARANTINES_MAX: usize = 2;
/// With less free space a view that cannot be opened may be whole.
const OPEN_BYTES_MIN: u64 = 2 << 20;
/// What sled says when its file is locked.
const LOCK_TAKEN: &str = "could not acquire lock";
const LOCK_WAIT: Duration = Duration::from_secs(10);
const LOCK_RETRY: Duration = Duration::from_millis(5);

/// The place of the view in a data directory.
pub(super) struct SledHome {
    directory: PathBuf,
    cache_bytes: u64,
    verify_bytes: u64,
}

impl SledHome {
    pub(super) fn new(data_directory: &Path, options: &Options) -> SledHome {
        let (cache_bytes, verify_bytes) = (options.view_cache_bytes, options.verify_at_start_bytes);
        SledHome { directory: data_directory.to_owned(), cache_bytes, verify_bytes }
    }

    /// Quarantined views, oldest first.
    fn quarantines(&self) -> std::io::Result<Vec<(u64, PathBuf)>> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(&self.directory)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
            let number = name.strip_prefix(DIRECTORY).and_then(|rest| rest.strip_prefix("-damaged-"));
            found.extend(number.and_then(|number| number.parse().ok()).map(|number| (number, path.clone())));
        }
        found.sort();
        Ok(found)
    }

    fn move_aside(&self) -> std::io::Result<PathBuf> {
        let mut quarantines = self.quarantines()?;
        let number = quarantines.last().map_or(1, |(number, _)| number + 1);
        while quarantines.len() >= QUARANTINES_MAX {
            std::fs::remove_dir_all(quarantines.remove(0).1)?;
        }
        let aside = self.directory.join(format!("{DIRECTORY}-damaged-{number}"));
        match std::fs::rename(self.directory.join(DIRECTORY), &aside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        // Durable before the new view is: otherwise the old one could come back after a power cut, unsuspected.
        File::open(&self.directory)?.sync_all()?;
        match std::fs::remove_file(self.directory.join(SUSPECT)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(aside),
        }
    }
}

impl ViewHome for SledHome {
    fn open(&self) -> Result<Arc<dyn View>, Error> {
        let directory = self.directory.join(DIRECTORY);
        let config = sled::Config::new()
            .path(&directory)
            .cache_capacity(self.cache_bytes)
            .use_compression(false)
            // We flush at our own pace; until then a crash costs a replay, no data.
            .flush_every_ms(None);
        let start = Instant::now();
        loop {
            match guarded(|| config.open()) {
                Ok(tree) => return Ok(Arc::new(SledView::new(tree, directory, self.verify_bytes, self.cache_bytes)?)),
                // sled cannot even open on a full disk, and some of what it says then looks like damage.
                Err(Error::View { reason })
                    if free_bytes(&self.directory).is_some_and(|free| free < OPEN_BYTES_MIN) =>
                {
                    return Err(Error::StorageFull { reason: format!("the view cannot be opened: {reason}") });
                }
                // A store that was closed a moment ago: sled's threads let the lock go a little later. Another
                // process cannot hold it, because we hold the lock of the data directory.
                Err(Error::View { reason }) if reason.contains(LOCK_TAKEN) && start.elapsed() < LOCK_WAIT => {
                    std::thread::sleep(LOCK_RETRY);
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn set_aside(&self) -> Result<String, Error> {
        let aside = self.move_aside().map_err(|error| Error::io("setting the damaged view aside", &error))?;
        Ok(aside.display().to_string())
    }

    fn discard_aside(&self) -> Result<bool, Error> {
        let discard = || {
            let quarantines = self.quarantines()?;
            for (_, path) in &quarantines {
                std::fs::remove_dir_all(path)?;
            }
            Ok(!quarantines.is_empty())
        };
        discard().map_err(|error: std::io::Error| Error::io("deleting a view that was set aside", &error))
    }

    fn room_for(&self, overlay_bytes: usize) -> u64 {
        room_for(overlay_bytes)
    }

    fn suspect(&self) {
        let marked = File::create(self.directory.join(SUSPECT)).and_then(|file| file.sync_all());
        if let Err(error) = marked {
            tracing::error!(%error, "the failed view could not be marked; delete its directory before the next start");
        }
    }

    fn is_suspect(&self) -> bool {
        self.directory.join(SUSPECT).exists()
    }
}
