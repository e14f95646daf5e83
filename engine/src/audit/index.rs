//! What is known of pieces of the log that were read before, so that they need not be read again for what they do not hold.
//!
//! The log does not change, so what was found in a piece stays true. It is in memory alone and made as questions are asked:
//! a start costs nothing, and nothing can disagree with the log.
use crate::api::{AuditEntry, AuditQuery};
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};
use std::sync::{Mutex, PoisonError};
use weir_core::Timestamp;

/// How many pieces are remembered: of 256 KiB each, these are 16 GiB of log.
const PIECES_MAX: usize = 65_536;
/// Words of the filter of a piece.
const WORDS: usize = 64;
/// Places of the filter that one word takes.
const PLACES: u64 = 4;

/// What is known of pieces, by where they begin.
#[derive(Debug, Default)]
pub struct TraceIndex(Mutex<HashMap<u64, (u64, Box<Summary>)>>);

/// What a piece holds: the span of its times, and a filter (Bloom's) of the words that questions ask by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    from: i64,
    until: i64,
    words: [u64; WORDS],
}

impl TraceIndex {
    /// What is known of the piece between these two positions.
    pub fn can_hold(&self, from: u64, until: u64, query: &AuditQuery) -> bool {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&from).is_none_or(|(end, summary)| *end != until || summary.can_hold(query))
    }

    /// The piece was read.
    pub fn keep(&self, from: u64, until: u64, summary: Summary) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() < PIECES_MAX || all.contains_key(&from) {
            all.insert(from, (until, Box::new(summary)));
        }
    }
}

impl Default for Summary {
    fn default() -> Self {
        Summary { from: i64::MAX, until: i64::MIN, words: [0; WORDS] }
    }
}

impl Summary {
    /// The piece holds this too.
    pub fn add(&mut self, entry: &AuditEntry) {
        (self.from, self.until) = (self.from.min(entry.at.0), self.until.max(entry.at.0));
        self.word("actor", &entry.actor.id);
        self.word("action", &entry.action);
        self.word("object", &entry.object.id);
        self.word("kind", &entry.object.kind);
        let variable = entry.change.as_ref().map(|change| &change.name);
        for (kind, word) in
            [("actor", entry.actor.through.as_ref()), ("process", entry.process.as_ref()), ("variable", variable)]
        {
            if let Some(word) = word {
                self.word(kind, word);
            }
        }
        if let Some(instance) = entry.instance {
            self.word("instance", &instance.to_string());
        }
    }

    /// Can something in it fit?
    fn can_hold(&self, query: &AuditQuery) -> bool {
        let asked = [
            ("actor", query.actor.clone()),
            ("process", query.process.clone()),
            ("object", query.object.clone()),
            ("kind", query.object_kind.clone()),
            ("variable", query.variable.clone()),
            ("instance", query.instance.map(|instance| instance.to_string())),
        ];
        query.from.is_none_or(|from: Timestamp| from.0 <= self.until)
            && query.until.is_none_or(|until| self.from < until.0)
            && asked.iter().all(|(kind, word)| word.as_ref().is_none_or(|word| self.has(kind, word)))
            && (query.actions.is_empty() || query.actions.iter().any(|action| self.has("action", action)))
    }

    fn word(&mut self, kind: &str, word: &str) {
        for place in places(kind, word) {
            self.words[place / 64] |= 1 << (place % 64);
        }
    }

    fn has(&self, kind: &str, word: &str) -> bool {
        places(kind, word).all(|place| self.words[place / 64] & (1 << (place % 64)) != 0)
    }
}

fn places(kind: &str, word: &str) -> impl Iterator<Item = usize> {
    // The hash of the process is enough: the index does not outlive it.
    static STATE: std::sync::LazyLock<std::hash::RandomState> = std::sync::LazyLock::new(Default::default);
    let mut hash = STATE.build_hasher();
    hash.write(kind.as_bytes());
    hash.write_u8(0);
    hash.write(word.as_bytes());
    let hash = hash.finish();
    (0..PLACES).map(move |n| ((hash >> (16 * n)) as usize) % (WORDS * 64))
}
