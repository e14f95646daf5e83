//! The model as a suggestion would have it: to be made a draft of, or to be simulated before anybody accepts it.
use super::Engine;
use crate::Error;
use crate::api::Suggestion;
use crate::suggest::{Drafted, draft, family};

impl Engine {
    /// The edit of a suggestion, carried out on the latest version: that version, and what comes of it.
    pub(super) async fn drafted(
        &self,
        process: &str,
        suggestion: Suggestion,
        name: Option<String>,
        note: Option<String>,
    ) -> Result<(String, Drafted), Error> {
        let (shell, process) = (self.shell().clone(), process.to_owned());
        let made = tokio::task::spawn_blocking(move || -> Result<(String, Drafted), Error> {
            let family = family(&shell, &process)?;
            let release = family.latest();
            let deciding = crate::suggest::decided_by(&shell, release, &family.process);
            let definition = &release.definition;
            let called = definition.name.clone().unwrap_or_else(|| definition.process.clone());
            let name = name.unwrap_or_else(|| format!("{called} · {}", definition.version + 1));
            let drafted = draft(&shell, release, &suggestion, &deciding, &name, note.as_deref())?;
            Ok((definition.id.clone(), drafted))
        });
        made.await.map_err(|panic| Error::Stopped { reason: panic.to_string() })?
    }

    /// The model as a suggestion would have it; none where its edit is left to people.
    pub(super) async fn suggested_text(&self, process: &str, id: &str) -> Result<Option<String>, Error> {
        let suggestion = self.suggestion(process, id)?;
        let (_, drafted) = self.drafted(process, suggestion, None, None).await?;
        let whole = drafted.by_hand.is_none();
        Ok(drafted.drafts.into_iter().next().filter(|_| whole).map(|model| model.text))
    }
}
