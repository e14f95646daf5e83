//! Who is asked beside those whom an approval named, and who no more.
use crate::approval::{Beside, SeatId};

/// How the signers of an approval change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignerChange {
    /// 加签: these are asked too.
    Add {
        /// Whom.
        people: Vec<String>,
        /// Before or after whoever adds them; none is beside all others, each with a vote of their own.
        beside: Option<Beside>,
        /// In which words they are asked.
        comment: Option<String>,
    },
    /// 减签: this seat is asked no more.
    Remove {
        /// Which.
        seat: SeatId,
    },
}
