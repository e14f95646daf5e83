//! From what happened to what is true now: records of the log become rows of the view.
//!
//! The live engine and a rebuild of the view use the same functions, so that both make the same rows. The rows of a
//! live instance are a function of its state, never of its events: an index cannot go stale.
mod alerted;
mod chain;
mod coding;
mod duties;
mod indicated;
mod landscaped;
mod load;
mod modelled;
mod noted;
mod notices;
mod outgoing;
mod pointed;
mod record;
mod replay;
mod rest;
mod rows;
mod settled;
mod simulated;
mod suggested;
mod tally;
mod wait_row;
pub mod weight;

pub use alerted::{
    Alerting, Looked, alert_key, alert_lines, alerts_by_time, looked_key, ringing, rule_key, rule_versions, rules,
    silence_key, silences, told_key,
};
pub use chain::{Beginning, Chain};
pub use coding::{decode, encode, encoded_len};
pub use duties::{duty_key, duty_versions};
pub use indicated::{
    all_index_settings, index_settings_row, index_settings_versions, indicator_version_row, indicator_versions,
};
pub use landscaped::{LandscapeChange, Place, template_uses};
pub use load::{Loaded, StoreView, header, headers_range, load, variable};
pub use modelled::{ModelChange, model_key, model_versions, text_key, version_key};
pub use noted::{
    Noted, attachment_key, comment_key, content_rows, copy_read_key, draft_key, filter_key, question_key,
    start_file_key, start_files,
};
pub use notices::{
    Offered, Standing, mentions_in, notice_key, notice_rows, notices_in, offer_rows, offers, read_key, read_of_key,
    reminds,
};
pub use outgoing::{Outgoing, delivery_key, preferences_key, queue_rows, webhook_key};
pub use pointed::{FormFilled, Target};
pub use record::{
    Answered, Batch, BatchSteered, DeadLetter, DecisionRelease, Deployed, Message, Parcel, ParcelId, Record, Release,
    Sent, StartTimer,
};
pub use replay::Projector;
pub use rest::{ForMany, ManyRest, OneOfMany, SignalRest};
pub use rows::{ElementRow, RowKeys, changes_of_step, conversation_target, message_target, subscription};
pub use settled::{
    UNREADABLE, answer_key, answers_range, apart_key, batch_key, batch_rows, changes_of_record, dead_letter_key,
    kept_messages, message_key, parcel_id, parcel_key, start_timer_key,
};
pub use simulated::{SimulationChange, gate_key, result_key, simulation_asked_key, simulation_key, simulations};
pub use suggested::{SuggestionChange, report_key, settings_key, suggestion_key, suggestion_rows};
pub use tally::{Completed, add, completed, kept_tally, tallies, tally_change};
pub use wait_row::WaitRow;

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::Cell;

/// A value of a row as bytes: written where there is room for most, and kept as long as it is.
pub fn pack(value: &impl Serialize) -> Vec<u8> {
    thread_local! {
        static ROOM: Cell<Vec<u8>> = const { Cell::new(vec![]) };
    }
    let mut room = ROOM.take();
    room.clear();
    rmp_serde::encode::write(&mut room, value).expect("rows are plain data");
    let row = room.as_slice().to_vec();
    if room.capacity() <= ROOM_BYTES_MAX {
        ROOM.set(room);
    }
    row
}

/// How much room a thread keeps for rows.
const ROOM_BYTES_MAX: usize = 64 << 10;

/// A row's value.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, crate::store::Error> {
    rmp_serde::from_slice(bytes).map_err(|error| crate::store::Error::View { reason: format!("a row: {error}") })
}

#[cfg(test)]
mod tests {
    use super::{Message, WaitRow, pack, unpack};
    use serde::Serialize;
    use weir_core::instance::Variables;
    use weir_core::wait::{Fires, Wait, WaitFor};
    use weir_core::{Actor, Timestamp};

    /// An actor as it was written before somebody could speak for another.
    #[derive(Serialize)]
    struct ActorBefore {
        id: &'static str,
        role: Option<String>,
        group: Option<String>,
    }

    /// A message as it was written before there were tenants.
    #[derive(Serialize)]
    struct MessageBefore {
        id: &'static str,
        name: &'static str,
        correlation_key: Option<String>,
        variables: Variables,
        published: Timestamp,
        until: Timestamp,
    }

    /// What waits as it was written before tasks said who had started their instance, and whether it stands still.
    #[derive(Serialize)]
    struct WaitRowBefore {
        definition: &'static str,
        business_key: Option<String>,
        element: &'static str,
        wait: Wait,
    }

    #[test]
    fn what_was_written_before_is_read_with_nothing_in_the_place_of_what_is_new() {
        let actor: Actor = unpack(&pack(&ActorBefore { id: "ann", role: Some("clerk".into()), group: None })).unwrap();
        assert_eq!(actor, Actor { role: Some("clerk".into()), ..Actor::named("ann") });
        let before = MessageBefore {
            id: "m1",
            name: "paid",
            correlation_key: None,
            variables: Variables::new(),
            published: Timestamp(1),
            until: Timestamp(2),
        };
        let message: Message = unpack(&pack(&before)).unwrap();
        assert_eq!((message.name.as_str(), message.until, message.tenant), ("paid", Timestamp(2), None));
        let on = WaitFor::Signal { name: "any".into() };
        let wait = Wait { id: 1, opened: Timestamp(1), on, fires: Fires::Owner, part: 0 };
        let before =
            WaitRowBefore { definition: "p:1", business_key: Some("A-1".into()), element: "e", wait: wait.clone() };
        let row: WaitRow = unpack(&pack(&before)).unwrap();
        let WaitRow { business_key, wait: waits, initiator, stands_still, .. } = row;
        assert_eq!((business_key.as_deref(), waits, initiator, stands_still), (Some("A-1"), wait, None, None));
    }
}
