//! The facade: everything that can be asked of the engine, one file per topic.
mod definitions;
mod instances;
mod jobs;
mod messages;
mod operation;
mod tasks;

use crate::error::Error;
use crate::options::Options;
use crate::store::Store;
use std::sync::Arc;

/// A running engine. Cheap to clone; all clones are the same engine.
#[derive(Clone)]
pub struct Engine {
    store: Arc<dyn Store>,
}

impl Engine {
    /// Starts an engine on a data directory.
    pub async fn open(_directory: impl AsRef<std::path::Path>, _options: Options) -> Result<Engine, Error> {
        todo!()
    }

    /// Starts an engine on a store. The store must have been opened with [`crate::project`].
    pub async fn start(store: Arc<dyn Store>, _options: Options) -> Result<Engine, Error> {
        Ok(Engine { store })
    }
}
