//! Moving instances to another definition: propose, check, migrate.
use super::Engine;
use super::interventions::check_count;
use crate::api::{MigrationCheck, ProposedMigration};
use crate::partition::{Migration, Reply, Task};
use crate::{Context, Error, checks};
use std::collections::BTreeSet;
use std::sync::Arc;
use weir_core::changes::Changes;
use weir_core::migration::{MigrationPlan, propose, validate};
use weir_core::obstacle::Obstacle;
use weir_core::{InstanceId, Process};

impl Engine {
    /// The plan that suggests itself between two definitions.
    pub async fn propose_migration(&self, source: &str, target: &str) -> Result<ProposedMigration, Error> {
        let (source, target) = (self.release(source)?, self.release(target)?);
        let (source_id, target_id) = (&source.definition.id, &target.definition.id);
        let catalogue = &self.shell().catalogue;
        let (source, target) = (catalogue.process(source_id)?, catalogue.process(target_id)?);
        let plan = propose(&source, source_id, &target, target_id);
        let mapped: BTreeSet<_> = plan.elements.iter().map(|m| &m.from).collect();
        let elements = source.graph.node_indices().filter(|n| *n != source.root).map(|n| &source.graph[n].id);
        let unmapped = elements.filter(|id| !mapped.contains(id)).cloned().collect();
        Ok(ProposedMigration { plan, unmapped })
    }

    /// What stands against a plan, and against migrating each of these instances with it.
    pub async fn check_migration(
        &self,
        plan: &MigrationPlan,
        instances: &[InstanceId],
    ) -> Result<(Vec<Obstacle>, Vec<MigrationCheck>), Error> {
        let (source, target) = self.ends_of(plan)?;
        let standing = weir_core::migration::validate_plan(&source, &target, plan);
        let mut checks = vec![];
        for id in instances {
            let found = self.running(*id);
            let obstacles = match found {
                Ok(instance) => validate(&source, &target, plan, &instance),
                Err(error @ (Error::Rejected(_) | Error::NotFound { .. })) => {
                    vec![Obstacle::new(error.code(), error.to_string())]
                }
                Err(error) => return Err(error),
            };
            checks.push(MigrationCheck { instance: *id, obstacles });
        }
        Ok((standing, checks))
    }

    /// Moves an instance to another definition, or tells everything that stands against it.
    pub async fn migrate_instance(
        &self,
        by: Context,
        instance: InstanceId,
        plan: MigrationPlan,
        reason: Option<String>,
        dry_run: bool,
    ) -> Result<Changes, Error> {
        let (source, target) = self.ends_of(&plan)?;
        let reason = checks::reason(reason)?;
        let migration = Arc::new(Migration { source, target, plan, reason });
        if dry_run {
            self.running(instance)?;
            return self.tried(&by, instance, Task::Migrate { instance, migration });
        }
        match self.ask_once(by.into(), instance, Task::Migrate { instance, migration }).await? {
            Reply::Changed(changes) => Ok(*changes),
            other => unreachable!("a migration is answered by what has changed, not {other:?}"),
        }
    }

    /// Source and target of a plan.
    pub(super) fn ends_of(&self, plan: &MigrationPlan) -> Result<(Arc<Process>, Arc<Process>), Error> {
        check_count(plan.elements.len().max(plan.flows.len()).max(plan.incomplete_joins.len()))?;
        let catalogue = &self.shell().catalogue;
        Ok((catalogue.process(&plan.source)?, catalogue.process(&plan.target)?))
    }
}
