//! From what happened to what is true now: records of the log become rows of the view.
//!
//! The live engine and a rebuild of the view use the same functions, so that both make the same rows. The rows of a
//! live instance are a function of its state, never of its events: an index cannot go stale.
mod load;
mod noted;
mod notices;
mod record;
mod replay;
mod rows;
mod settled;
mod weight;

pub use load::{Loaded, StoreView, header, headers_range, load};
pub use noted::{Noted, attachment_key, comment_key, content_rows, draft_key, filter_key};
pub use notices::{notice_key, notice_rows, read_key};
pub use record::{
    Answered, Batch, DeadLetter, DecisionRelease, Deployed, Message, Parcel, ParcelId, Record, Release, Sent,
    SignalRest, StartTimer, Target, decode, encode,
};
pub use replay::Projector;
pub use rows::{ElementRow, RowKeys, WaitRow, changes_of_step, message_target};
pub use settled::{
    answer_key, answers_range, batch_key, batch_rows, changes_of_record, dead_letter_key, kept_messages, message_key,
    parcel_id, parcel_key, start_timer_key,
};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value of a row as bytes.
pub fn pack(value: &impl Serialize) -> Vec<u8> {
    rmp_serde::to_vec(value).expect("rows are plain data")
}

/// A row's value.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, crate::store::Error> {
    rmp_serde::from_slice(bytes).map_err(|error| crate::store::Error::View { reason: format!("a row: {error}") })
}
