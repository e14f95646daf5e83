//! Whose a damaged record is: as much as can still be read of it.
use crate::api::NamedEvents;
use serde::de::{DeserializeSeed, EnumAccess, IgnoredAny, SeqAccess, VariantAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::cell::RefCell;
use std::fmt;
use weir_core::InstanceId;

/// The events of instances in the bytes of a record, up to where these cannot be read any more.
///
/// A step begins with its instance and the number of its first event, so that a byte that was altered behind them leaves both
/// to be read.
pub fn named(payload: &[u8]) -> Vec<NamedEvents> {
    let found = RefCell::new(vec![]);
    let mut reader = rmp_serde::Deserializer::from_read_ref(payload);
    // What cannot be read any more ends the reading; what was found before stays.
    let _ = Records(&found).deserialize(&mut reader);
    found.into_inner()
}

type Found<'a> = &'a RefCell<Vec<NamedEvents>>;

struct Records<'a>(Found<'a>);
struct One<'a>(Found<'a>);
struct OneStep<'a>(Found<'a>);
struct Name;

impl<'de> DeserializeSeed<'de> for Records<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Records<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        while all.next_element_seed(One(self.0))?.is_some() {}
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for One<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_enum("Record", &[], self)
    }
}

impl<'de> Visitor<'de> for One<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, record: A) -> Result<(), A::Error> {
        let (is_step, content) = record.variant_seed(Name)?;
        if is_step {
            content.newtype_variant_seed(OneStep(self.0))
        } else {
            content.newtype_variant().map(|IgnoredAny| ())
        }
    }
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<bool, D::Error> {
        String::deserialize(reader).map(|name| name == "Step")
    }
}

impl<'de> DeserializeSeed<'de> for OneStep<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for OneStep<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a step")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let (Some(instance), Some(seq)) = (fields.next_element::<InstanceId>()?, fields.next_element::<u64>()?) else {
            return Ok(());
        };
        self.0.borrow_mut().push(NamedEvents { instance, seq, count: None });
        for _ in ["at", "actor", "command"] {
            fields.next_element::<IgnoredAny>()?;
        }
        let events: Option<Vec<IgnoredAny>> = fields.next_element()?;
        if let Some(last) = self.0.borrow_mut().last_mut() {
            last.count = events.map(|events| events.len() as u64);
        }
        while fields.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::{Record, encode};
    use weir_core::{Actor, Event, Step, Timestamp};

    #[test]
    fn an_altered_byte_leaves_whose_it_is_to_be_read() {
        let instance = InstanceId::compose(1_700_000_000_000, 7, 42);
        let step = |seq| {
            Record::Step(Step {
                instance,
                seq,
                at: Timestamp(5),
                actor: Actor::named("ann"),
                command: "CompleteUserTask".to_owned(),
                events: vec![Event::ElementActivated { key: 1 }, Event::ElementCompleting { key: 1 }],
                parameters: vec![],
                behind: 0,
            })
        };
        let bytes = encode(&[step(3), Record::AnswersForgotten(vec![]), step(5)]);
        let whole = |seq| NamedEvents { instance, seq, count: Some(2) };
        assert_eq!(named(&bytes), [whole(3), whole(5)]);
        let at = bytes.windows(3).rposition(|three| three == b"ann").unwrap();
        let mut altered = bytes.clone();
        altered[at - 1] = 0xc1; // no MessagePack begins so
        assert_eq!(named(&altered), [whole(3), NamedEvents { instance, seq: 5, count: None }]);
        assert_eq!(named(&bytes[..3]), []);
        assert_eq!(named(b"nothing of the kind"), []);
    }
}
