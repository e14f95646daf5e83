//! What is still to come: for an instance that runs, and for one that nobody has started yet.
use super::Engine;
use crate::{Context, Error, checks};
use weir_core::approval::{Forecast, forecast, forecast_start};
use weir_core::command::Start;
use weir_core::instance::Variables;
use weir_core::{InstanceId, Moment};

impl Engine {
    /// The tasks to come, played through with the data as they are.
    pub async fn forecast(&self, id: InstanceId) -> Result<Forecast, Error> {
        let instance = self.loaded(id)?;
        if instance.is_ended() {
            return Ok(Forecast::default());
        }
        let process = self.shell().catalogue.process(&instance.header.definition)?;
        let definition = instance.header.definition.clone();
        self.foresee(&definition, move |moment| forecast(&process, &instance, moment)).await
    }

    /// The tasks that would come, if somebody started a definition with these data: `process:version`, or `process` for the
    /// latest version. Nothing is started, and nothing is kept.
    pub async fn forecast_start(&self, by: Context, id: &str, variables: Variables) -> Result<Forecast, Error> {
        checks::variables(&variables)?;
        let release = self.release(id)?;
        crate::catalogue::startable(&release)?;
        let definition = release.definition.id.clone();
        let process = self.shell().catalogue.process(&definition)?;
        let instance = self.shell().new_instance();
        let of = definition.clone();
        let start = Start {
            definition,
            business_key: None,
            parent: None,
            root: None,
            depth: 0,
            at: process.start_form.as_ref().map(|form| form.event.clone()),
            came: None,
            variables,
            initiator: None,
            conversation: None,
            hops: 0,
        };
        let seen =
            self.foresee(&of, move |moment| forecast_start(&process, instance, start, &by.actor, moment)).await?;
        Ok(seen?)
    }

    /// Looks ahead with the people of the definition's tenant and the rule parameters of now, beside everything else: it may take many steps.
    async fn foresee<T: Send + 'static>(
        &self,
        definition: &str,
        look: impl FnOnce(Moment) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let now = self.shell().now();
        let parameters = self.shell().parameters.at(now);
        let staff = self.shell().staff_of(definition);
        let zone = self.shell().zone.clone();
        let looked = tokio::task::spawn_blocking(move || {
            let (organisation, tenant) = (staff.workplace(), staff.tenant());
            look(Moment { now, parameters: &parameters, organisation, zone: &zone, tenant })
        });
        looked.await.map_err(|_| Error::invalid("forecast-failed", "the forecast broke down"))
    }
}
