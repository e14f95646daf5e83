//! What is still to come: for an instance that runs, and for one that nobody has started yet.
use super::Engine;
use crate::projection::{Loaded, load};
use crate::{Context, Error, checks};
use weir_core::approval::{Callee, Forecast, forecast, forecast_start};
use weir_core::command::Start;
use weir_core::instance::{Parent, Variables};
use weir_core::process::Kind;
use weir_core::wait::{Wait, WaitFor};
use weir_core::{Instance, InstanceId, Key, Moment};

impl Engine {
    /// The tasks to come, played through with the data as they are.
    pub async fn forecast(&self, id: InstanceId) -> Result<Forecast, Error> {
        let instance = self.loaded(id)?;
        if instance.is_ended() {
            return Ok(Forecast::default());
        }
        let process = self.shell().catalogue.process(&instance.header.definition)?;
        let definition = instance.header.definition.clone();
        let calls = self.calls();
        self.foresee(&definition, move |moment: Moment<'_>| forecast(&process, &instance, moment, &calls)).await
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
        let calls = self.calls();
        let look = move |moment: Moment<'_>| forecast_start(&process, instance, start, &by.actor, moment, &calls);
        Ok(self.foresee(&of, look).await??)
    }

    /// What an instance calls: what is there already, or what would be called.
    fn calls(&self) -> impl Fn(&Instance, Key, &Wait) -> Option<Callee> + Send + 'static {
        let shell = self.shell().clone();
        move |caller: &Instance, key: Key, wait: &Wait| {
            let WaitFor::Child { process, instance, bound, business_key } = &wait.on else { return None };
            if let Some(Loaded { instance, .. }) = load(&shell.view(), *instance).ok()? {
                let process = shell.catalogue.process(&instance.header.definition).ok()?;
                return Some(Callee { process, instance, start: None });
            }
            let header = &caller.header;
            let release = shell.catalogue.bound(process, bound, &header.definition).ok()?;
            let definition = release.definition.id.clone();
            let calls = shell.catalogue.process(&header.definition).ok()?;
            let variables = match &calls.element(&caller.live(key)?.element).kind {
                Kind::CallActivity(call) if !call.pass_all => caller.live(key)?.variables.clone(),
                _ => caller.visible(key),
            };
            let start = Start {
                definition: definition.clone(),
                business_key: business_key.clone(),
                parent: Some(Parent { instance: header.id, key, wait: wait.id }),
                root: Some(header.root),
                depth: header.depth + 1,
                at: None,
                came: None,
                variables,
                initiator: header.initiator.clone(),
                conversation: None,
                hops: 0,
            };
            let process = shell.catalogue.process(&definition).ok()?;
            Some(Callee { process, instance: Instance::new(*instance), start: Some(start) })
        }
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
