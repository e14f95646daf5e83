//! How often something was tried in vain. A row that can never be handled must not be handled for ever.
use crate::error::Error;
use crate::partition::Trouble;
use std::collections::HashMap;

/// So often something is tried before it is set aside: what broke may have been the moment.
pub const TRIES_MAX: u32 = 3;
/// How many rows are counted; beyond it the count begins anew, which only means some more tries.
const ROWS_MAX: usize = 10_000;

/// Tries in vain, by row. They are forgotten with the process: after a start all is tried again.
#[derive(Debug, Default)]
pub struct Tries(HashMap<Vec<u8>, u32>);

impl Tries {
    /// It failed once more: says why it is to be set aside, if it is. What fails because of the world is tried for ever.
    pub fn failed(&mut self, row: &[u8], error: &Error) -> Option<Trouble> {
        if error.is_of_the_world() {
            return None;
        }
        if self.0.len() >= ROWS_MAX {
            self.0.clear();
        }
        let tries = self.0.entry(row.to_vec()).or_default();
        *tries += 1;
        let tries = *tries;
        (tries >= TRIES_MAX).then(|| {
            self.0.remove(row);
            Trouble::of(error, tries)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_by_itself_is_set_aside_and_what_the_world_stops_is_not() {
        let mut tries = Tries::default();
        let broken = Error::Broken { message: "no element `x`".to_owned() };
        let full = Error::StorageFull { retry_after_ms: 1 };
        assert!((1..TRIES_MAX).all(|_| tries.failed(b"row", &broken).is_none()));
        assert!((0..100).all(|_| tries.failed(b"row", &full).is_none()));
        assert!(tries.failed(b"other", &broken).is_none());
        let trouble = tries.failed(b"row", &broken).unwrap();
        assert_eq!((trouble.code.as_str(), trouble.tries), ("instance-broken", TRIES_MAX));
        assert!(tries.failed(b"row", &broken).is_none(), "tried again, it is counted anew");
    }
}
