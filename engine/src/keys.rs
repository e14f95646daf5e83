//! Keys of the view: their order as bytes is the order of what they say, and each begins with what it is searched by.
use weir_core::{InstanceId, Key, Timestamp, WaitId};

/// A key while it grows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bytes(Vec<u8>);

/// The mark at the end of a text, in bytes.
pub const TEXT_END_BYTES: usize = 2;

/// The marks that part the key spaces of one table. Persisted: never change one, only add.
pub mod space {
    /// Instance: headers. Message: messages by name.
    pub const MAIN: u8 = 0;
    /// Instance: element instances and variables.
    pub const PARTS: u8 = 1;
    /// User tasks by assignee.
    pub const BY_ASSIGNEE: u8 = 1;
    /// User tasks by candidate group.
    pub const BY_GROUP: u8 = 2;
    /// User tasks by candidate user.
    pub const BY_USER: u8 = 3;
    /// User tasks by process.
    pub const BY_PROCESS: u8 = 4;
    /// User tasks by when they are due.
    pub const BY_DUE: u8 = 5;
    /// Messages and answers by when they are forgotten.
    pub const BY_END: u8 = 1;
    /// Subscriptions to messages.
    pub const MESSAGE: u8 = 0;
    /// Subscriptions to signals.
    pub const SIGNAL: u8 = 1;
    /// Expressions that a killable process evaluates.
    pub const EVALUATION: u8 = 2;
    /// Subscriptions to messages of one conversation.
    pub const CONVERSATION: u8 = 3;
    /// Conditions that read rule parameters, by the name of the parameter.
    pub const CONDITION: u8 = 4;
    /// Timers of instances.
    pub const OF_INSTANCE: u8 = 0;
    /// Timers of start events.
    pub const OF_DEFINITION: u8 = 1;
    /// Batches: instances to be done.
    pub const PENDING: u8 = 1;
    /// Batches: instances that could not be done.
    pub const FAILED: u8 = 2;
    /// Batches: what somebody last told a batch to do.
    pub const STEERED: u8 = 3;
    /// Live element instances.
    pub const RESTING: u8 = 0;
    /// Those of them that are stuck.
    pub const STUCK: u8 = 1;
    /// Models: versions of drafts.
    pub const VERSIONS: u8 = 2;
    /// People: what they started.
    pub const STARTED: u8 = 0;
    /// People: where they did something.
    pub const HANDLED: u8 = 1;
    /// People: what they were told of.
    pub const COPIED: u8 = 2;
    /// People: when they read what they were told of.
    pub const COPY_READ: u8 = 3;
    /// Attachments: files for start forms, which belong to no instance yet.
    pub const FOR_START: u8 = 2;
    /// Notices: open tasks that nobody has, by whom they are offered to.
    pub const OFFERED: u8 = 2;
    /// Outgoing: deliveries that wait, by channel and time.
    pub const QUEUE: u8 = 1;
    /// Outgoing: deliveries that wait for an operator.
    pub const GIVEN_UP: u8 = 2;
    /// Outgoing: webhooks.
    pub const WEBHOOK: u8 = 3;
    /// Outgoing: what people want to be told.
    pub const PREFERENCES: u8 = 4;
    /// Alert rules: silences.
    pub const SILENCE: u8 = 3;
    /// Alerts: those that ring.
    pub const RINGING: u8 = 2;
    /// Alerts: the lines of their history.
    pub const LINES: u8 = 3;
}

impl Bytes {
    /// An empty key.
    pub fn new() -> Self {
        Bytes(Vec::with_capacity(48))
    }

    /// One byte.
    pub fn byte(mut self, byte: u8) -> Self {
        self.0.push(byte);
        self
    }

    /// A number; smaller ones come first.
    pub fn number(mut self, number: u64) -> Self {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    /// A wait's number.
    pub fn wait(mut self, wait: WaitId) -> Self {
        self.0.extend_from_slice(&wait.to_be_bytes());
        self
    }

    /// A time; earlier ones come first, also before 1970.
    pub fn time(self, time: Timestamp) -> Self {
        self.number((time.0 as u64) ^ (1 << 63))
    }

    /// How urgent something is; the most urgent comes first.
    pub fn urgency(self, priority: i32) -> Self {
        self.number((i64::from(i32::MAX) - i64::from(priority)) as u64)
    }

    /// An instance.
    pub fn instance(mut self, id: InstanceId) -> Self {
        self.0.extend_from_slice(id.0.as_bytes());
        self
    }

    /// An element instance or another place in an instance.
    pub fn place(self, id: InstanceId, key: Key, wait: WaitId) -> Self {
        self.instance(id).number(key).wait(wait)
    }

    /// A text of any length, marked at its end so that what follows does not run into it.
    pub fn text(mut self, text: &str) -> Self {
        for byte in text.bytes() {
            self.0.push(byte);
            if byte == 0 {
                self.0.push(0xff);
            }
        }
        self.0.extend_from_slice(&[0, 1]);
        self
    }

    /// A text that may be missing; missing ones come first.
    pub fn optional(self, text: Option<&str>) -> Self {
        match text {
            None => self.byte(0),
            Some(text) => self.byte(1).text(text),
        }
    }

    /// Raw bytes, as the last part.
    pub fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    /// The key.
    pub fn done(self) -> Vec<u8> {
        self.0
    }

    /// The range of all keys that begin with this: start and end.
    pub fn prefix(self) -> (Vec<u8>, Vec<u8>) {
        let end = after_all(&self.0);
        (self.0, end)
    }
}

/// The first key behind all that begin with this one.
pub fn after_all(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < 0xff {
            end.push(last + 1);
            return end;
        }
    }
    vec![0xff; 64]
}

/// The first key behind this one.
pub fn after(key: &[u8]) -> Vec<u8> {
    let mut next = key.to_vec();
    next.push(0);
    next
}

/// Reads a key from its front.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// One byte.
    pub fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|b| b[0])
    }

    /// A number.
    pub fn number(&mut self) -> Option<u64> {
        Some(u64::from_be_bytes(self.take(8)?.try_into().ok()?))
    }

    /// A time.
    pub fn time(&mut self) -> Option<Timestamp> {
        Some(Timestamp((self.number()? ^ (1 << 63)) as i64))
    }

    /// How urgent something is.
    pub fn urgency(&mut self) -> Option<i32> {
        i32::try_from(i64::from(i32::MAX).checked_sub(i64::try_from(self.number()?).ok()?)?).ok()
    }

    /// An instance.
    pub fn instance(&mut self) -> Option<InstanceId> {
        Some(InstanceId(uuid::Uuid::from_bytes(self.take(16)?.try_into().ok()?)))
    }

    /// A place in an instance.
    pub fn place(&mut self) -> Option<(InstanceId, Key, WaitId)> {
        let (instance, key) = (self.instance()?, self.number()?);
        Some((instance, key, u32::from_be_bytes(self.take(4)?.try_into().ok()?)))
    }

    /// A text.
    pub fn text(&mut self) -> Option<String> {
        let mut bytes = Vec::new();
        loop {
            match self.take(1)?[0] {
                0 if self.take(1)?[0] == 1 => return String::from_utf8(bytes).ok(),
                byte => bytes.push(byte),
            }
        }
    }

    /// A text that may be missing; a key that is damaged has none either.
    pub fn optional(&mut self) -> Option<String> {
        match self.byte()? {
            0 => None,
            _ => self.text(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_order_and_read_back() {
        let mut texts = ["", "a", "a\0", "a\0b", "ab", "b", "中"];
        texts.sort_unstable();
        let keys: Vec<_> = texts.iter().map(|t| Bytes::new().text(t).number(7).done()).collect();
        assert!(keys.is_sorted());
        for (text, key) in texts.iter().zip(&keys) {
            let mut reader = Reader(key);
            assert_eq!((reader.text().as_deref(), reader.number()), (Some(*text), Some(7)));
        }
    }

    #[test]
    fn times_keep_their_order() {
        let keys: Vec<_> =
            [i64::MIN, -1, 0, 1, i64::MAX].map(|ms| Bytes::new().time(Timestamp(ms)).done()).into_iter().collect();
        assert!(keys.is_sorted());
        assert_eq!(Reader(&keys[1]).time(), Some(Timestamp(-1)));
    }

    #[test]
    fn the_most_urgent_comes_first() {
        let keys = [i32::MAX, 1000, 1, 0, -1, -1000, i32::MIN].map(|priority| Bytes::new().urgency(priority).done());
        assert!(keys.is_sorted());
        assert_eq!(Reader(&keys[4]).urgency(), Some(-1));
    }

    #[test]
    fn a_prefix_covers_what_begins_with_it() {
        let (start, end) = Bytes::new().text("a").prefix();
        let inside = Bytes::new().text("a").number(u64::MAX).done();
        assert!(start <= inside && inside < end);
        assert!(Bytes::new().text("a\0").done() < start || Bytes::new().text("a\0").done() >= end);
    }
}
