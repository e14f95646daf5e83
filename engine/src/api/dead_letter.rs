//! Dead letters: commands of the engine to itself that could not be carried out.
use crate::paging::{from_hex, to_hex};
use crate::projection::{self, ForMany, ManyRest, Parcel, ParcelId, dead_letter_key, parcel_id};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;
use weir_core::{InstanceId, Timestamp};

/// A command that was set aside.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeadLetter {
    /// Its id.
    pub id: DeadLetterId,
    /// What it asks for: `start`, `start-child`, `child-ended`, `child-escalated`, `child-stands`, `ask-child`,
    /// `cancel-child`, `signal`, `signals`, `message`, `publish`, `decide`.
    pub kind: &'static str,
    /// The instance that it is for, or that it was to start.
    pub instance: Option<InstanceId>,
    /// The definition that it was to start.
    pub definition: Option<String>,
    /// Where it was to start, or the name of the message or signal.
    pub name: Option<String>,
    /// Stable code of what went wrong.
    pub code: String,
    /// For people.
    pub message: String,
    /// How often it was tried.
    pub tries: u32,
    /// When it was set aside.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
}

/// The id of a dead letter: hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeadLetterId(pub(crate) ParcelId);

/// The text is no id of a dead letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id of a dead letter")]
pub struct NoDeadLetterId;

impl DeadLetter {
    pub(crate) fn of(letter: projection::DeadLetter) -> Self {
        let projection::DeadLetter { sent, at, code, message, tries } = letter;
        let (mut definition, mut name) = (None, None);
        let (kind, instance) = match sent.parcel {
            Parcel::StartChild { process, child, .. } => {
                name = Some(process);
                ("start-child", Some(child))
            }
            Parcel::ChildEnded { parent, .. } => ("child-ended", Some(parent.instance)),
            Parcel::ChildEscalated { parent, code, .. } => {
                name = Some(code);
                ("child-escalated", Some(parent.instance))
            }
            Parcel::CancelChild { child } => ("cancel-child", Some(child)),
            Parcel::AskChild { child } => ("ask-child", Some(child)),
            Parcel::ChildStands { child, .. } => ("child-stands", Some(child)),
            Parcel::Signal { to, .. } => ("signal", Some(to.instance)),
            Parcel::Message { to, message } => {
                name = Some(message.name);
                ("message", Some(to.instance))
            }
            Parcel::Start { instance, definition: started, at, .. } => {
                definition = Some(started);
                name = Some(at.to_string());
                ("start", Some(instance))
            }
            Parcel::Publish(message) => {
                name = Some(message.name);
                ("publish", None)
            }
            Parcel::Signals(rest) => {
                name = Some(rest.name);
                ("signals", None)
            }
            Parcel::Many(ManyRest { came: ForMany::Message(message), .. }) => {
                name = Some(message.name);
                ("messages", None)
            }
            Parcel::Many(ManyRest { came: ForMany::Condition { .. }, .. }) => ("start-conditions", None),
            Parcel::Decide { to } => ("decide", Some(to.instance)),
        };
        DeadLetter { id: DeadLetterId(sent.id), kind, instance, definition, name, code, message, tries, at }
    }
}

impl fmt::Display for DeadLetterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_hex(&dead_letter_key(&self.0)))
    }
}

impl FromStr for DeadLetterId {
    type Err = NoDeadLetterId;

    fn from_str(text: &str) -> Result<Self, NoDeadLetterId> {
        from_hex(text).and_then(|bytes| parcel_id(&bytes)).map(DeadLetterId).ok_or(NoDeadLetterId)
    }
}

impl Serialize for DeadLetterId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DeadLetterId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back() {
        let from = InstanceId(uuid::Uuid::from_u128(77));
        let id = DeadLetterId(ParcelId { to: 3, from, seq: 1 << 40, index: u32::MAX });
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("7".parse::<DeadLetterId>(), Err(NoDeadLetterId));
        assert_eq!(format!("{id}00").parse::<DeadLetterId>(), Err(NoDeadLetterId));
    }
}
