//! The model as a suggestion would have it: to be made a draft of, or to be simulated before anybody accepts it.
use super::Engine;
use crate::Error;
use crate::api::Suggestion;
use crate::suggest::{Drafted, draft, family};
use weir_mining::suggest::Edit;
use weir_simulation::what_if::{Changes, StepChange, TeamChange};

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

    /// Things as a suggestion would have them; none where its edit is left to people.
    pub(super) async fn suggested(&self, process: &str, id: &str) -> Result<Option<Suggested>, Error> {
        let suggestion = self.suggestion(process, id)?;
        if let Some(changes) = beside_the_model(&suggestion.found.edit) {
            return Ok(Some(Suggested::Changes(changes)));
        }
        let (_, drafted) = self.drafted(process, suggestion, None, None).await?;
        let whole = drafted.by_hand.is_none();
        let mut texts = drafted.drafts.into_iter().filter(|_| whole).map(|model| model.text);
        let model = texts.next();
        Ok(model.map(|model| Suggested::Model { model, decision: texts.next() }))
    }
}

/// Things as a suggestion would have them.
pub(super) enum Suggested {
    /// Another model, with the decision that it asks where that is new.
    Model { model: String, decision: Option<String> },
    /// The same model, with other people or habits.
    Changes(Changes),
}

/// What an edit that is no matter of the model comes to; none where no simulation could tell.
fn beside_the_model(edit: &Edit) -> Option<Changes> {
    match edit {
        Edit::AddStaff { group, more } => {
            let people = i32::try_from(*more).ok()?;
            let team = TeamChange { team: group.clone(), people, ..TeamChange::default() };
            Some(Changes { teams: vec![team], ..Changes::default() })
        }
        // Who is collected waits for those behind them: (k − 1)/(2λ), which is a wait without another cause.
        Edit::ChangeBatch { task, from, to } if *from > 1.0 => {
            let wait = Some((f64::from(*to) - 1.0).max(0.0) / (from - 1.0));
            let step = StepChange { step: task.clone(), wait, ..StepChange::default() };
            Some(Changes { steps: vec![step], ..Changes::default() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_habits_are_simulated_beside_the_model() {
        let staff = beside_the_model(&Edit::AddStaff { group: "desk".into(), more: 2 }).unwrap();
        assert_eq!((staff.teams[0].team.as_str(), staff.teams[0].people), ("desk", 2));
        let batch = |from, to| beside_the_model(&Edit::ChangeBatch { task: "sign".into(), from, to }).unwrap();
        assert_eq!((batch(5.0, 3).steps[0].wait, batch(5.0, 1).steps[0].wait), (Some(0.5), Some(0.0)));
        assert_eq!(beside_the_model(&Edit::ReviewFlow { flow: "f".into() }), None);
    }
}
