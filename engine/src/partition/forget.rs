//! Forgetting what is kept for a time only.
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::projection::{Answered, Message, Record, answer_key, message_key, unpack};
use crate::store::Table;
use weir_core::Timestamp;

impl Turn<'_> {
    /// Messages whose time is over.
    pub(super) fn forget_messages(&mut self, messages: Vec<Message>) -> Reply {
        for message in messages {
            let row = message_key(&message);
            if !self.is_gone(Table::Message, &row) {
                self.gone(Table::Message, row);
                self.records.push(Record::MessageRemoved(message));
            }
        }
        Reply::Done
    }

    /// Answers whose time is over. A key that was used again has a newer answer, and that one stays. Whoever asks holds
    /// the names, so that no newer answer is on its way meanwhile.
    pub(super) fn forget_answers(&mut self, answers: Vec<(Timestamp, String)>) -> Result<Reply, Halt> {
        let (mut forgotten, mut outlived) = (vec![], vec![]);
        for (until, key) in answers {
            let kept = self.shell.store.get(Table::Idempotency, &answer_key(&key))?;
            let newer = match kept {
                Some(bytes) => unpack::<Answered>(&bytes)?.until > until,
                None => false,
            };
            if newer { &mut outlived } else { &mut forgotten }.push((until, key));
        }
        if !forgotten.is_empty() {
            self.records.push(Record::AnswersForgotten(forgotten));
        }
        if !outlived.is_empty() {
            self.records.push(Record::AnswersOutlived(outlived));
        }
        Ok(Reply::Done)
    }
}
