//! Ad-hoc sub-processes: what may be chosen, choosing it, and saying that it is enough.
use super::Engine;
use crate::api::{ElementAddress, EnabledActivity, EnabledActivityFilter, Page, Paging, Wait, WaitAddress, WaitFilter};
use crate::{Context, Error, checks};
use weir_core::Command;
use weir_core::instance::Variables;

impl Engine {
    /// The activities that may be chosen now. A page holds those of so many instances, each with all of its own.
    pub async fn enabled_activities(
        &self,
        filter: &EnabledActivityFilter,
        page: &Paging,
    ) -> Result<Page<EnabledActivity>, Error> {
        let waits = WaitFilter {
            instance: filter.instance,
            process: filter.process.clone(),
            element: filter.sub_process.clone(),
            kind: Some("activation".to_owned()),
            name: filter.activity.clone(),
        };
        let found = self.waits(&waits, page).await?;
        let items = found.items.into_iter().map(|wait| self.enabled(wait)).collect::<Result<Vec<_>, _>>()?;
        let items = items.into_iter().flatten();
        let fits = |e: &EnabledActivity| {
            let process = e.definition.rsplit_once(':').map_or("", |(process, _)| process);
            filter.process.as_deref().is_none_or(|p| p == process)
        };
        Ok(Page { items: items.filter(fits).collect(), next: found.next })
    }

    /// The actor chooses an activity; it begins with these local variables.
    pub async fn activate_activity(&self, by: Context, id: WaitAddress, variables: Variables) -> Result<(), Error> {
        checks::variables(&variables)?;
        let WaitAddress { instance, key, wait } = id;
        self.command(by.into(), instance, Command::ActivateActivity { key, wait, variables }).await
    }

    /// The actor says that an ad-hoc sub-process without completion condition is done.
    pub async fn complete_ad_hoc(&self, by: Context, id: ElementAddress) -> Result<(), Error> {
        let ElementAddress { instance, key } = id;
        self.command(by.into(), instance, Command::CompleteAdHoc { key }).await
    }

    /// One that the model has chosen already only waits for its turn, and is left out.
    fn enabled(&self, wait: Wait) -> Result<Option<EnabledActivity>, Error> {
        let instance = self.loaded(wait.instance)?;
        let on = instance.wait(wait.id.key, wait.id.wait).map(|w| &w.on);
        let Some(weir_core::wait::WaitFor::Activation { activity, chosen: false }) = on else { return Ok(None) };
        let definition = instance.header.definition.clone();
        let process = self.shell().catalogue.process(&definition)?;
        Ok(Some(EnabledActivity {
            id: wait.id,
            instance: wait.instance,
            name: process.find(activity).and_then(|node| process.graph[node].name.clone()),
            definition,
            activity: activity.clone(),
            sub_process: wait.element,
            scope: ElementAddress { instance: wait.instance, key: wait.id.key },
            enabled: wait.opened,
        }))
    }
}
