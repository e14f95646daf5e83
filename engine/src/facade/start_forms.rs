//! Start forms: read, and filled in.
use super::Engine;
use crate::api::{StartForm, StartInstance, StartedInstance};
use crate::checks;
use crate::{Context, Error};
use weir_core::Moment;
use weir_core::form::{Extent, Submission};
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
            let shown = self.shell().shown(&deployed, named, &Variables::new());
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
        let variables = if let Some(variables) = self.filled_in(form, &definition, &variables)? {
            variables
        } else {
            let submitted = form.submitted(variables, self.shell().at(self.shell().now()));
            submitted.map_err(|wrong| Error::invalid("form-invalid", wrong.join("; ")))?
        };
        let named = form.business_key.as_ref().and_then(|field| variables.get(field));
        let named = named.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        let start_event = Some(form.event.to_string());
        let business_key = business_key.or(named);
        let start = StartInstance { process: None, definition: Some(definition), business_key, variables, start_event };
        self.start_instance(by, start).await
    }
    /// What becomes of the variables by the deployed form of a start; none when it has no such form.
    fn filled_in(
        &self,
        form: &weir_core::form::StartForm,
        definition: &str,
        given: &Variables,
    ) -> Result<Option<Variables>, Error> {
        checks::variables(given)?;
        let (shell, now) = (self.shell(), self.shell().now());
        let Some(named) = &form.reference else { return Ok(None) };
        let Some((form, release)) = shell.form_of(named, definition, now)? else { return Ok(None) };
        let (parameters, organisation) = (shell.parameters.at(now), shell.organisation.now());
        let submission = Submission {
            form: &form,
            permissions: &named.permissions,
            known: &Variables::new(),
            given,
            moment: Moment {
                now,
                parameters: &parameters,
                organisation: &organisation,
                zone: &shell.zone,
                tenant: None,
            },
            extent: Extent::Whole,
            attachment: &|_, _| None,
        };
        let set = submission.check();
        set.map(Some).map_err(|fields| Error::InvalidForm { form: release.id.clone(), fields })
    }
}
