//! Start forms: read, and filled in.
use super::Engine;
use crate::api::{StartForm, StartInstance, StartedInstance};
use crate::{Context, Error};
use weir_core::instance::Variables;

impl Engine {
    /// The form by which a definition is started: `process:version`, or `process` for the latest version.
    pub async fn start_form(&self, id: &str) -> Result<StartForm, Error> {
        let definition = self.release(id)?.definition.id.clone();
        let process = self.shell().catalogue.process(&definition)?;
        let form = process.start_form.clone();
        Ok(StartForm {
            definition,
            start_event: form.as_ref().map(|form| form.event.clone()),
            form_key: form.as_ref().and_then(|form| form.form_key.clone()),
            form: form.and_then(|form| form.form),
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
        let submitted = form.submitted(variables, self.shell().at(self.shell().now()));
        let variables = submitted.map_err(|wrong| Error::invalid("form-invalid", wrong.join("; ")))?;
        let named = form.business_key.as_ref().and_then(|field| variables.get(field));
        let named = named.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        let start_event = Some(form.event.to_string());
        let business_key = business_key.or(named);
        let start = StartInstance { process: None, definition: Some(definition), business_key, variables, start_event };
        self.start_instance(by, start).await
    }
}
