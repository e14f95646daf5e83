//! Refusals are noted in the audit with what they were about: each object at once when it is the first time, and what comes
//! again within the minute as one line with its number when the minute is over. Of one who asks for very many things only
//! so many are named; the others are one line with their number, so that nobody fills the log by asking for what they may
//! not have, and nothing that was refused is left out.
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use weir_core::access::Happened;
use weir_core::{Actor, Timestamp};
use weir_engine::api::NewLine;

/// How long the same is only counted after it was noted.
const AGAIN_MS: i64 = 60_000;
/// How many kinds are told apart at a time; beyond that they are counted together.
const KINDS_MAX: usize = 10_000;
/// How many objects of a kind are named in a minute; beyond that they are counted.
const OBJECTS_MAX: usize = 50;
/// So much of an object's name tells it from others, in bytes.
const OBJECT_BYTES_MAX: usize = 400;

/// A line of the audit, and of whom it is.
pub type Line = (Actor, NewLine);

/// What was refused lately.
#[derive(Debug, Default)]
pub struct Denials {
    kinds: Mutex<HashMap<String, Kind>>,
    once: Mutex<HashMap<String, Timestamp>>,
}

/// Refusals of one kind within a minute.
#[derive(Debug)]
struct Kind {
    since: Timestamp,
    actor: Actor,
    line: NewLine,
    /// The objects that were noted, and how often each was refused since.
    objects: BTreeMap<String, u32>,
    /// How often others were.
    others: u32,
}

impl Denials {
    /// It was refused: the lines that are to be written now. What is refused of the same kind to the same object within the
    /// minute is told by [`Denials::over`].
    pub fn note(&self, kind: String, actor: Actor, line: NewLine, now: Timestamp) -> Vec<Line> {
        let mut all = self.kinds();
        let mut told = vec![];
        if all.get(&kind).is_some_and(|known| known.is_over(now)) {
            told.extend(all.remove(&kind).into_iter().flat_map(Kind::rest));
        }
        if !all.contains_key(&kind) && all.len() >= KINDS_MAX {
            let other = NewLine { detail: Some("more kinds".to_owned()), ..NewLine::of(Happened::Denied, "") };
            let beyond = all.entry(String::new()).or_insert_with(|| Kind::of(Actor::engine(), other, now));
            beyond.others = beyond.others.saturating_add(1);
            return told;
        }
        let object = cut(line.object.as_deref().unwrap_or_default());
        let known = all.entry(kind).or_insert_with(|| Kind::of(actor.clone(), line.clone(), now));
        if let Some(times) = known.objects.get_mut(&object) {
            *times = times.saturating_add(1);
        } else if known.objects.len() < OBJECTS_MAX {
            known.objects.insert(object, 0);
            told.push((actor, line));
        } else {
            known.others = known.others.saturating_add(1);
        }
        told
    }

    /// What is to be written because its minute is over.
    pub fn over(&self, now: Timestamp) -> Vec<Line> {
        self.take(|kind| kind.is_over(now))
    }

    /// What is to be written because the server stops.
    pub fn rest(&self) -> Vec<Line> {
        self.take(|_| true)
    }

    /// Is it the first time within a minute? For what need not be counted.
    pub fn is_first(&self, kind: String, now: Timestamp) -> bool {
        let mut all = self.once.lock().unwrap_or_else(PoisonError::into_inner);
        if all.get(&kind).is_some_and(|at| now.0 - at.0 < AGAIN_MS) {
            return false;
        }
        if all.len() >= KINDS_MAX {
            all.retain(|_, at| now.0 - at.0 < AGAIN_MS);
            if all.len() >= KINDS_MAX {
                return false;
            }
        }
        all.insert(kind, now);
        true
    }

    fn take(&self, is_wanted: impl Fn(&Kind) -> bool) -> Vec<Line> {
        let mut all = self.kinds();
        let wanted: Vec<_> = all.iter().filter(|(_, kind)| is_wanted(kind)).map(|(name, _)| name.clone()).collect();
        wanted.iter().filter_map(|name| all.remove(name)).flat_map(Kind::rest).collect()
    }

    fn kinds(&self) -> MutexGuard<'_, HashMap<String, Kind>> {
        self.kinds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kind {
    fn of(actor: Actor, line: NewLine, since: Timestamp) -> Self {
        Kind { since, actor, line, objects: BTreeMap::new(), others: 0 }
    }

    fn is_over(&self, now: Timestamp) -> bool {
        now.0 - self.since.0 >= AGAIN_MS
    }

    /// What was counted and not written.
    fn rest(self) -> Vec<Line> {
        let Kind { actor, line, objects, others, .. } = self;
        let again = objects.into_iter().filter(|(_, times)| *times > 0).map(|(object, times)| NewLine {
            object: Some(object).filter(|object| !object.is_empty()),
            times,
            ..line.clone()
        });
        let mut lines: Vec<_> = again.collect();
        if others > 0 {
            let detail = format!("{}, and {others} others", line.detail.as_deref().unwrap_or_default());
            lines.push(NewLine { object: None, detail: Some(detail), times: others, ..line });
        }
        lines.into_iter().map(|line| (actor.clone(), line)).collect()
    }
}

fn cut(object: &str) -> String {
    let end = (0..=object.len().min(OBJECT_BYTES_MAX)).rev().find(|at| object.is_char_boundary(*at));
    object[..end.unwrap_or_default()].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(denials: &Denials, kind: &str, object: &str, at: i64) -> Vec<(Option<String>, u32)> {
        let line = NewLine { detail: Some("see: no-role".to_owned()), ..NewLine::of(Happened::Denied, object) };
        told(denials.note(kind.to_owned(), Actor::named("ann"), line, Timestamp(at)))
    }

    fn told(lines: Vec<Line>) -> Vec<(Option<String>, u32)> {
        lines.into_iter().map(|(_, line)| (line.object, line.times)).collect()
    }

    #[test]
    fn each_object_is_noted_at_once_and_its_number_when_the_minute_is_over() {
        let denials = Denials::default();
        let of = |object: &str, times| vec![(Some(object.to_owned()), times)];
        assert_eq!(note(&denials, "ann see", "a", 0), of("a", 1));
        assert_eq!(note(&denials, "ann see", "b", 1), of("b", 1));
        assert_eq!(note(&denials, "ann do", "a", 1), of("a", 1));
        assert!((2..1000).all(|at| note(&denials, "ann see", "a", at).is_empty()));
        assert!(denials.over(Timestamp(AGAIN_MS - 1)).is_empty());
        assert_eq!(told(denials.over(Timestamp(AGAIN_MS))), of("a", 998));
        assert!(denials.over(Timestamp(2 * AGAIN_MS)).is_empty(), "told once");
        assert_eq!(note(&denials, "ann see", "a", 2 * AGAIN_MS), of("a", 1), "the first of another minute");
    }

    #[test]
    fn whoever_asks_again_after_a_minute_finds_what_was_counted_before_written() {
        let denials = Denials::default();
        note(&denials, "k", "a", 0);
        note(&denials, "k", "a", 1);
        let both = note(&denials, "k", "b", AGAIN_MS);
        assert_eq!(both, [(Some("a".to_owned()), 1), (Some("b".to_owned()), 1)]);
    }

    #[test]
    fn nothing_is_lost_of_one_who_asks_for_very_much() {
        let denials = Denials::default();
        let at_once: usize = (0..200).map(|n| note(&denials, "k", &format!("o{n}"), 0).len()).sum();
        assert_eq!(at_once, OBJECTS_MAX);
        let rest = denials.rest();
        assert_eq!(rest.len(), 1);
        assert_eq!(rest[0].1.detail.as_deref(), Some("see: no-role, and 150 others"));
        assert_eq!((rest[0].1.object.clone(), rest[0].1.times), (None, 150));
    }

    #[test]
    fn nothing_is_lost_of_very_many_who_ask() {
        let denials = Denials::default();
        let at_once: usize = (0..KINDS_MAX + 7).map(|n| note(&denials, &n.to_string(), "o", 0).len()).sum();
        assert_eq!(at_once, KINDS_MAX);
        assert_eq!(denials.rest().iter().map(|(_, line)| line.times).sum::<u32>(), 7);
    }

    #[test]
    fn what_is_not_counted_comes_once_a_minute() {
        let denials = Denials::default();
        let first = |at| denials.is_first("used".to_owned(), Timestamp(at));
        assert!(first(0) && !first(1) && !first(AGAIN_MS - 1) && first(AGAIN_MS));
    }
}
