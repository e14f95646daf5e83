//! The facade: everything that can be asked of the engine, one file per topic.
mod access;
mod ad_hoc;
mod alert_rules;
mod alerts;
mod allowed;
mod analytics;
mod attachments;
mod audit;
mod audit_duties;
mod audit_jobs;
mod batches;
mod beats;
mod breadth;
mod calendars;
mod called;
mod check_calls;
mod check_decisions;
mod check_forms;
mod check_scripts;
mod conditions;
mod conformance;
mod copies;
mod dead_letters;
mod decision_impact;
mod decisions;
mod definitions;
mod discovery;
mod duty_rules;
mod facts;
mod fetching;
mod forecast;
#[cfg(test)]
mod forgetting_tests;
mod forms;
mod index_facts;
mod index_settings;
mod indicator_values;
mod indicators;
mod instances;
mod interventions;
mod jobs;
#[cfg(test)]
mod kept_tests;
mod landscape;
mod lights;
mod live_forms;
mod log_views;
mod mend;
mod messages;
mod migrations;
mod mining;
mod models;
mod notes;
mod notices;
mod operation;
mod organisation;
mod outgoing;
mod overlay;
mod parameters;
mod people;
mod returns;
mod running;
mod search;
mod shown_files;
mod shown_variables;
mod simulations;
mod sorted;
mod start_forms;
mod suggested;
mod suggestion_gains;
mod suggestions;
mod supervision;
mod suspensions;
mod taking_back;
mod tasks;
mod tenants;
mod trials;
mod urging;
mod waits;
mod works;

use crate::audit::CheckpointBook;
use crate::error::Error;
use crate::options::Options;
use crate::projection::Projector;
use crate::shell::Shell;
use crate::store::{self, LogStore, Store};
pub use allowed::TaskRights;
pub(crate) use attachments::attachment_fault;
pub use attachments::{NewAttachment, ReceivedAttachment};
pub use beats::{Watched, Watching};
use running::Running;
pub use search::SearchSight;
pub(crate) use shown_files::HiddenOnce;
use std::path::Path;
use std::sync::Arc;
pub use works::Following;

/// A running engine. Cheap to clone; all clones are the same engine, which ends with the last of them.
///
/// ```
/// use weir_engine::{Engine, Options, api::Paging};
/// # tokio_test(async {
/// # let directory = tempfile::tempdir().unwrap();
/// let engine = Engine::open(directory.path(), Options::default()).await?;
/// assert!(engine.definitions(&Default::default(), &Paging::default()).await?.items.is_empty());
/// engine.shutdown().await?;
/// # Ok::<(), weir_engine::Error>(())
/// # });
/// # fn tokio_test(test: impl Future<Output = Result<(), weir_engine::Error>>) {
/// #     tokio::runtime::Runtime::new().unwrap().block_on(test).unwrap();
/// # }
/// ```
#[derive(Clone)]
pub struct Engine {
    running: Arc<Running>,
}

impl Engine {
    /// Starts an engine on a data directory; it is created when it is not there. Must be called on a tokio runtime.
    pub async fn open(directory: impl AsRef<Path>, options: Options) -> Result<Engine, Error> {
        let directory = directory.as_ref().to_owned();
        let mut options = options;
        options.attachments.get_or_insert_with(|| directory.join("attachments"));
        let audit = options.audit.get_or_insert_with(|| directory.clone()).clone();
        let (mut store_options, mutant) = (options.store.clone(), options.mutant);
        let opened = tokio::task::spawn_blocking(move || {
            let projector = Projector::with(mutant);
            store_options.vouched = CheckpointBook::vouched(&audit);
            LogStore::open_dir(&directory, store_options, &|frame, view| projector.project(frame, view))
        });
        let store = opened.await.map_err(|panic| store::Error::View { reason: panic.to_string() })??;
        Engine::start(Arc::new(store), options)
    }

    /// Starts an engine on a store that was opened with a [`Projector`]. Must be called on a tokio runtime.
    pub fn start(store: Arc<dyn Store>, options: Options) -> Result<Engine, Error> {
        Ok(Engine { running: Arc::new(Running::start(store, options)?) })
    }

    fn shell(&self) -> &Arc<Shell> {
        &self.running.shell
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("condition", &self.shell().condition()).finish_non_exhaustive()
    }
}
