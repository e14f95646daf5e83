//! Business rule tasks: their decision is evaluated in the turn that asks it, and its answer is part of the same commit.
//! What is not bounded stays asked, until the loop of evaluations has had it answered by a killable process.
use super::turn::{Halt, Turn};
use crate::error::Error;
use crate::projection::{Parcel, ParcelId, Target};
use weir_core::decision::DecisionError;
use weir_core::expression::reading;
use weir_core::wait::{Bound, WaitFor};
use weir_core::{Command, Moment};

impl Turn<'_> {
    /// An instance asks a decision.
    pub(super) fn ask_decision(&mut self, to: Target, id: ParcelId) {
        self.later(id, Parcel::Decide { to });
    }

    /// Answers it, or says why there is no answer.
    pub(super) fn decide(&mut self, to: Target) -> Result<(), Halt> {
        let Target { instance, key, wait } = to;
        let looked = self.look(instance)?;
        let Some(WaitFor::Decision { decision, bound }) = looked.wait(key, wait).map(|wait| wait.on.clone()) else {
            return Ok(());
        };
        let asker = looked.header.definition.clone();
        let variables = looked.visible(key);
        // All of them are read, whichever the decision looks at.
        self.weight.add(0, reading(variables.values()));
        let command = match self.shell.bound_decision(&decision, &bound, &asker) {
            Err(Error::Store(error)) => return Err(error.into()),
            Err(Error::Invalid { code, message }) => {
                Command::RefuseDecision { key, wait, code: code.to_owned(), message }
            }
            Err(error) => {
                Command::RefuseDecision { key, wait, code: error.code().to_owned(), message: error.to_string() }
            }
            Ok(release) => {
                let decisions = self.shell.decisions.compiled(&release)?;
                let parameters = self.shell.parameters.at(self.now);
                let moment = Moment { parameters: &parameters, ..Moment::from(self.shell.at(self.now)) };
                let mut steps = 0;
                let evaluated = decisions.evaluate_counted(&decision, &variables, moment, &mut steps);
                self.weight.add(0, steps);
                match evaluated {
                    Ok(answer) => {
                        let decision = release.definition.id.clone();
                        Command::AnswerDecision { key, wait, decision, answer: Box::new(answer) }
                    }
                    Err(error) if error.needs_child() => {
                        self.effects.evaluations = true;
                        return Ok(());
                    }
                    Err(error) => refused(key, wait, &error),
                }
            }
        };
        self.step(instance, command)
    }
}

/// Why a decision gives no answer, as a command.
pub fn refused(key: weir_core::Key, wait: weir_core::WaitId, error: &DecisionError) -> Command {
    Command::RefuseDecision { key, wait, code: error.code().to_owned(), message: error.to_string() }
}

impl crate::shell::Shell {
    /// The version of a decision that an instance of this definition means.
    pub(crate) fn bound_decision(
        &self,
        decision: &str,
        bound: &Bound,
        asker: &str,
    ) -> Result<std::sync::Arc<crate::projection::DecisionRelease>, Error> {
        let asker = self.catalogue.find(asker);
        let asker = asker.as_ref().map(|release| {
            let asks = &release.definition;
            (asks.deployment.as_str(), asks.deployed, asks.tenant.as_deref())
        });
        self.decisions.bound(decision, bound, asker)
    }
}
