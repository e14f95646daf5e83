//! Deploying, and what is deployed.
use super::Engine;
use crate::api::{Definition, DefinitionFilter, DeploymentReport, Page, Paging, Resource};
use crate::{Context, Error};

impl Engine {
    /// Checks and deploys files, all or none. A dry run only says what would become of them.
    pub async fn deploy(&self, by: Context, files: Vec<Resource>, dry_run: bool) -> Result<DeploymentReport, Error> {
        todo!()
    }

    /// What is deployed, by process and version.
    pub async fn definitions(&self, filter: &DefinitionFilter, page: &Paging) -> Result<Page<Definition>, Error> {
        todo!()
    }

    /// One definition: `process:version`, or `process` for the latest version.
    pub async fn definition(&self, id: &str) -> Result<Definition, Error> {
        todo!()
    }

    /// Its file.
    pub async fn definition_xml(&self, id: &str) -> Result<Vec<u8>, Error> {
        todo!()
    }
}
