//! Values by chance: `uuid()` and `random number()` of Camunda 8.
//!
//! A step gives the same when it is repeated, so chance is an argument of it as time is: it comes from the instance, the number
//! of its next event, the time of the step and how often something was drawn in it. Nobody draws the same twice, and what was
//! drawn is kept by the events of the step. Where there is no step there is no chance.
use std::sync::atomic::{AtomicU64, Ordering};

use dsntk_feel::values::Value;
use dsntk_feel::{FeelNumber, Name};
use sha2::{Digest, Sha256};

use super::names::hidden_name;
use super::ours::function;

/// Where one evaluation draws from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chance([u8; 32]);

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drawn {
    /// A UUID of version 4, as a text.
    Uuid,
    /// A number from 0, below 1.
    Number,
}

impl Chance {
    /// The chance that all of this together names, and nothing else does.
    pub fn of(parts: &[&[u8]]) -> Chance {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Chance(hash.finalize().into())
    }

    /// The value that is drawn as the `number`th.
    fn draw(self, number: u64) -> [u8; 16] {
        let Chance(drawn) = Chance::of(&[&self.0, &number.to_be_bytes()]);
        let mut first = [0; 16];
        first.copy_from_slice(&drawn[..16]);
        first
    }
}

impl Drawn {
    pub(super) const ALL: [Drawn; 2] = [Drawn::Uuid, Drawn::Number];

    /// As it is called.
    pub(super) fn written(self) -> &'static str {
        match self {
            Drawn::Uuid => "uuid",
            Drawn::Number => "random number",
        }
    }

    pub(super) fn of(written: &str) -> Option<Drawn> {
        Drawn::ALL.into_iter().find(|one| one.written() == written)
    }

    pub(super) fn name(self) -> Name {
        hidden_name(self.written())
    }

    /// The function for one evaluation.
    pub(super) fn function(self, chance: Option<Chance>) -> Value {
        let drawn = AtomicU64::new(0);
        function(&[], move |_| {
            let Some(chance) = chance else { return Value::Null(Some("there is no chance here".to_owned())) };
            let bytes = chance.draw(drawn.fetch_add(1, Ordering::Relaxed));
            match self {
                Drawn::Uuid => Value::String(uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()),
                Drawn::Number => Value::Number(below_one(bytes)),
            }
        })
    }
}

/// One of 2⁵³ numbers, so that what is stored is what was drawn.
fn below_one(bytes: [u8; 16]) -> FeelNumber {
    let digits = (u128::from_be_bytes(bytes) >> 75) as u64;
    let number = digits as f64 / (1_u64 << 53) as f64;
    number.to_string().parse().unwrap_or_else(|_| FeelNumber::zero())
}
