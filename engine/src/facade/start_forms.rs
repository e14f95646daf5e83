//! Start forms: read, and filled in.
use super::Engine;
use crate::api::{StartForm, StartInstance, StartedInstance};
use crate::checks;
use crate::{Context, Error};
use weir_core::instance::Variables;

impl Engine {
    /// The form by which a definition is started: `process:version`, or `process` for the latest version.
    pub async fn start_form(&self, id: &str) -> Result<StartForm, Error> {
        let definition = self.release(id)?.definition.id.clone();
        let process = self.shell().catalogue.process(&definition)?;
        let form = process.start_form.clone();
        let (mut schema, mut form_id, mut access) = (form.as_ref().and_then(|form| form.form.clone()), None, None);
        if let Some(named) = form.as_ref().and_then(|form| form.reference.as_ref())
            && let Some((deployed, release)) = self.shell().form_of(named, &definition, self.shell().now())?
        {
            let shown = self.shell().shown(&definition, (&deployed, named), &Variables::new());
            (schema, form_id, access) = (Some(shown.schema), Some(release.id.clone()), Some(shown.access));
        }
        Ok(StartForm {
            definition,
            start_event: form.as_ref().map(|form| form.event.clone()),
            form_key: form.and_then(|form| form.form_key),
            form: schema,
            form_id,
            access: access.unwrap_or_default(),
        })
    }

    /// Starts an instance by its form: defaults are filled in, and what does not fit is refused, all at once.
    pub async fn submit_start_form(
        &self,
        by: Context,
        id: &str,
        business_key: Option<String>,
        variables: Variables,
    ) -> Result<StartedInstance, Error> {
        let definition = self.release(id)?.definition.id.clone();
        let process = self.shell().catalogue.process(&definition)?;
        let missing =
            || Error::invalid("no-start-form", format!("`{definition}` has no start form; start an instance of it"));
        let form = process.start_form.as_ref().ok_or_else(missing)?;
        let start_event = Some(form.event.to_string());
        let mut start =
            StartInstance { process: None, definition: Some(definition.clone()), business_key, variables, start_event };
        let deployed = form.reference.as_ref().map(|named| self.shell().form_of(named, &definition, self.now()));
        if deployed.transpose()?.flatten().is_none() {
            // The fields of the model itself. A deployed form is checked in the turn that takes it.
            checks::variables(&start.variables)?;
            let submitted = form.submitted(start.variables, self.shell().at(self.now()));
            start.variables = submitted.map_err(|wrong| Error::invalid("form-invalid", wrong.join("; ")))?;
            start.business_key = start.business_key.or_else(|| form.business_key_in(&start.variables));
        }
        self.start_instance(by, start).await
    }
}
