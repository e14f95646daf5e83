//! The model as a suggestion would have it: to be made a draft of, or to be simulated before anybody accepts it.
use super::Engine;
use crate::Error;
use crate::api::Suggestion;
use crate::suggest::{Drafted, closed, draft, family};
use weir_mining::suggest::{Condition, Edit, Test, Unit};
use weir_simulation::scenario::Size;
use weir_simulation::what_if::{Changes, Kinds, StepChange, TeamChange};

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

    /// Things as a suggestion would have them.
    pub(super) async fn suggested(&self, process: &str, id: &str) -> Result<Suggested, Error> {
        let suggestion = self.suggestion(process, id)?;
        let risk = suggestion.found.gain.unit == Unit::Risk;
        let as_it_would_be = match beside_the_model(&suggestion.found.edit) {
            Some(changes) => AsItWouldBe::Changes(changes),
            None => self.redrawn(process, suggestion).await?,
        };
        Ok(Suggested { as_it_would_be, risk })
    }

    /// The model as a suggestion would have it.
    async fn redrawn(&self, process: &str, suggestion: Suggestion) -> Result<AsItWouldBe, Error> {
        if let Edit::ReviewFlow { flow } = &suggestion.found.edit {
            let closed = self.closed(process, flow.clone(), suggestion.id.clone()).await?;
            let by_hand = AsItWouldBe::ByHand("edit-needs-judgement".to_owned());
            return Ok(closed.map_or(by_hand, |model| AsItWouldBe::Model { model, decision: None }));
        }
        let (_, drafted) = self.drafted(process, suggestion, None, None).await?;
        if let Some(why) = drafted.by_hand {
            return Ok(AsItWouldBe::ByHand(why));
        }
        let mut texts = drafted.drafts.into_iter().map(|model| model.text);
        let missing = || AsItWouldBe::ByHand("edit-needs-judgement".to_owned());
        Ok(texts.next().map_or_else(missing, |model| AsItWouldBe::Model { model, decision: texts.next() }))
    }

    /// The latest version with a flow that no case takes.
    async fn closed(&self, process: &str, flow: String, suggestion: String) -> Result<Option<String>, Error> {
        let (shell, process) = (self.shell().clone(), process.to_owned());
        let made = tokio::task::spawn_blocking(move || -> Result<Option<String>, Error> {
            let family = family(&shell, &process)?;
            closed(&shell, family.latest(), &flow, &suggestion)
        });
        made.await.map_err(|panic| Error::Stopped { reason: panic.to_string() })?
    }
}

/// What a suggestion comes to, to be simulated.
pub(super) struct Suggested {
    /// Things as it would have them.
    pub as_it_would_be: AsItWouldBe,
    /// Does it lower a risk, and promise nothing else?
    pub risk: bool,
}

/// Things as a suggestion would have them.
pub(super) enum AsItWouldBe {
    /// Nobody but people can say; the code of why.
    ByHand(String),
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
        // By the rule that history shows, with another size; where it shows none, as soon as there are so many.
        Edit::ChangeBatch { task, to, .. } => {
            let step = StepChange { step: task.clone(), batch_size: Some((*to).max(1)), ..StepChange::default() };
            Some(Changes { steps: vec![step], ..Changes::default() })
        }
        // What each had to themselves is for whoever is free.
        Edit::ShareQueue { tasks, .. } => {
            let step = |task: &String| StepChange { step: task.clone(), shared: true, ..StepChange::default() };
            Some(Changes { steps: tasks.iter().map(step).collect(), ..Changes::default() })
        }
        Edit::NarrowRole { role, revoke } => {
            let without = Some(role.clone());
            let step =
                |task: &String| StepChange { step: task.clone(), without: without.clone(), ..StepChange::default() };
            Some(Changes { steps: revoke.iter().map(step).collect(), ..Changes::default() })
        }
        Edit::Triage { task, when } => {
            let kinds = Kinds { step: task.clone(), by: told_apart(when)? };
            Some(Changes { kinds: Some(kinds), ..Changes::default() })
        }
        // Whichever of the two comes first: the other one is for somebody else.
        Edit::FourEyes { first, then } => {
            let apart = |step: &String, other: &String| StepChange {
                step: step.clone(),
                apart: Some(other.clone()),
                ..StepChange::default()
            };
            Some(Changes { steps: vec![apart(first, then), apart(then, first)], ..Changes::default() })
        }
        _ => None,
    }
}

/// Two kinds of cases, those of the condition and all others; none where no value says it.
fn told_apart(when: &Condition) -> Option<Size> {
    let variable = when.attribute.clone();
    match &when.test {
        Test::Is(value) => Some(Size { variable, value: Some(value.clone()), ..Size::default() }),
        // A class begins at its limit: what is at most that is below the next number.
        Test::AtMost(most) | Test::Above(most) => {
            Some(Size { variable, limits: vec![most.next_up()], ..Size::default() })
        }
        Test::Missing => None,
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
        assert_eq!((batch(5.0, 3).steps[0].batch_size, batch(5.0, 1).steps[0].batch_size), (Some(3), Some(1)));
        let queue =
            beside_the_model(&Edit::ShareQueue { group: "desk".into(), tasks: vec!["a".into(), "b".into()] }).unwrap();
        assert_eq!(
            queue.steps.iter().map(|step| (step.shared, step.wait)).collect::<Vec<_>>(),
            [(true, None), (true, None)]
        );
        let narrow = Edit::NarrowRole { role: "desk".into(), revoke: vec!["a".into()] };
        assert_eq!(beside_the_model(&narrow).unwrap().steps[0].without.as_deref(), Some("desk"));
        let eyes = beside_the_model(&Edit::FourEyes { first: "a".into(), then: "b".into() }).unwrap();
        let told = eyes.steps.iter().map(|step| (step.step.as_str(), step.apart.as_deref()));
        assert_eq!(told.collect::<Vec<_>>(), [("a", Some("b")), ("b", Some("a"))]);
        let apart = |test| {
            let when = Condition { attribute: "amount".into(), test };
            beside_the_model(&Edit::Triage { task: Some("a".into()), when }).and_then(|changes| changes.kinds)
        };
        let of = |test, amount: serde_json::Value| apart(test).unwrap().by.class(Some(&amount));
        let sides = |test: &Test| [of(test.clone(), 5.into()), of(test.clone(), 5.5.into())];
        assert_eq!(sides(&Test::AtMost(5.0)), [Some(0), Some(1)]);
        assert_eq!(sides(&Test::Above(5.0)), [Some(0), Some(1)]);
        assert_eq!(of(Test::Is("large".into()), "large".into()), Some(1));
        assert_eq!(apart(Test::Missing), None, "that is left to people");
        assert_eq!(beside_the_model(&Edit::ReviewFlow { flow: "f".into() }), None);
    }
}
