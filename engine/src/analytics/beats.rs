//! What is other than a moment ago, beat by beat: for those who watch processes while they run.
//!
//! The thread that folds the log notes what each step did. However much that is, a beat takes a quarter of a second; the last
//! beats are kept within bounds, so that whoever was cut off hears what they missed, or that it was too much. Where nobody
//! has listened for a while nothing is noted.
use crate::api::Beat;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// How long a beat takes.
const BEAT: Duration = Duration::from_millis(250);
/// How long beats are kept, and noted after the last who listened has gone.
const KEPT: Duration = Duration::from_mins(5);
/// What all beats that are kept name together.
const WEIGHT_MAX: usize = 200_000;

/// The beats of the last minutes.
#[derive(Debug)]
pub struct Beats {
    kept: VecDeque<(Instant, Beat)>,
    /// The one that is being noted.
    open: Option<Beat>,
    weight: usize,
    /// Everything is kept from this position of the log on; none until the whole log has been read once.
    floor: Option<u64>,
    /// Up to where the log was noted.
    to: u64,
    /// When the last beat was over.
    over: Instant,
    listeners: usize,
    /// When the last listener left.
    left: Option<Instant>,
}

/// What there is for somebody who knows everything up to a position.
#[derive(Debug, PartialEq)]
pub enum Since {
    /// Nothing.
    Nothing,
    /// Something, then.
    Soon(Instant),
    /// More than is kept: they have to look anew, and know everything up to here.
    Lost(u64),
    /// This.
    Beat(Beat),
}

impl Beats {
    /// None yet.
    pub fn new() -> Self {
        Beats {
            kept: VecDeque::new(),
            open: None,
            weight: 0,
            floor: None,
            to: 0,
            over: Instant::now(),
            listeners: 0,
            left: None,
        }
    }

    /// The log has been read up to here: what is noted from now on is news.
    pub fn begin(&mut self, at: u64) {
        (self.floor, self.to) = (Some(at), at);
    }

    /// Is there anybody to note for?
    pub fn are_wanted(&self, now: Instant) -> bool {
        self.floor.is_some() && (self.listeners > 0 || self.left.is_some_and(|left| now - left < KEPT))
    }

    /// Somebody listens; gives up to where they know everything.
    pub fn enter(&mut self, now: Instant) -> u64 {
        self.listeners += 1;
        self.close(now);
        self.to
    }

    /// Somebody listens no more.
    pub fn leave(&mut self, now: Instant) {
        self.listeners -= 1;
        self.left = Some(now);
    }

    /// What was noted up to a position; none where nothing was noted. Is there something to tell now that there was not?
    pub fn fill(&mut self, noted: Option<Beat>, to: u64, now: Instant) -> bool {
        let Some(mut beat) = noted else {
            if self.floor.is_some() {
                (self.floor, self.to, self.weight, self.open) = (Some(to), to, 0, None);
                self.kept.clear();
            }
            return false;
        };
        if beat.is_empty() {
            return false;
        }
        (beat.from, beat.to) = (self.to, to);
        self.to = to;
        let first = self.open.is_none();
        match &mut self.open {
            Some(open) => open.append(&beat),
            None => self.open = Some(beat),
        }
        if now - self.over >= BEAT {
            self.close(now);
        }
        first
    }

    /// What there is for somebody who knows everything up to `known`, of a log that is confirmed up to `tail`.
    pub fn since(&mut self, known: u64, tail: u64, now: Instant) -> Since {
        let Some(floor) = self.floor else { return Since::Nothing };
        if known < floor || known > tail {
            return Since::Lost(self.to);
        }
        if self.open.is_some() {
            if now - self.over < BEAT {
                return Since::Soon(self.over + BEAT);
            }
            self.close(now);
        }
        let mut missed = self.kept.iter().map(|(_, beat)| beat).filter(|beat| beat.to > known);
        let Some(first) = missed.next() else { return Since::Nothing };
        let mut all = first.clone();
        missed.for_each(|beat| all.append(beat));
        Since::Beat(all)
    }

    fn close(&mut self, now: Instant) {
        let Some(beat) = self.open.take() else { return };
        self.weight += beat.weight();
        self.kept.push_back((now, beat));
        self.over = now;
        // The last one is kept, however much it is.
        while self.kept.len() > 1
            && self.kept.front().is_some_and(|(at, _)| self.weight > WEIGHT_MAX || now - *at > KEPT)
        {
            let Some((_, gone)) = self.kept.pop_front() else { break };
            self.weight -= gone.weight();
            self.floor = Some(gone.to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{CountsChange, Happened, VersionBeat};
    use weir_core::{ElementId, InstanceId};

    /// The log is confirmed up to here.
    const TAIL: u64 = 2_000;

    fn noted(instances: u128, active: i64) -> Beat {
        let mut version = VersionBeat::default();
        version.elements.insert(ElementId::from("one"), CountsChange { active, incidents: 0, completed: 1 });
        for id in 0..instances {
            version.happened(InstanceId(uuid::Uuid::from_u128(id)), Happened::MOVED);
        }
        Beat { versions: [("p:1".into(), version)].into(), ..Beat::default() }
    }

    /// From and to, how much more rests in the element, and how much was completed there.
    fn told(since: Since) -> (u64, u64, i64, u64) {
        let Since::Beat(beat) = since else { panic!("{since:?}") };
        let change = beat.versions["p:1"].elements[&ElementId::from("one")];
        (beat.from, beat.to, change.active, change.completed)
    }

    fn started() -> (Beats, Instant) {
        let mut beats = Beats::new();
        let now = beats.over + BEAT;
        beats.begin(10);
        assert_eq!(beats.enter(now), 10);
        (beats, now)
    }

    #[test]
    fn a_storm_is_told_beat_by_beat_and_what_comes_after_a_pause_at_once() {
        let (mut beats, now) = started();
        assert!(beats.fill(Some(noted(1, 1)), 11, now));
        assert_eq!(told(beats.since(10, TAIL, now)), (10, 11, 1, 1), "the first after a pause");
        for step in 0..1_000 {
            assert_eq!(
                beats.fill(Some(noted(1, 1)), 12 + step, now),
                step == 0,
                "it is said once that there is something"
            );
        }
        assert_eq!(beats.since(11, TAIL, now), Since::Soon(now + BEAT));
        assert_eq!(told(beats.since(11, TAIL, now + BEAT)), (11, 1_011, 1_000, 1_000));
        assert_eq!(beats.since(1_011, TAIL, now + BEAT), Since::Nothing);
        assert_eq!(
            told(beats.since(10, TAIL, now + BEAT)),
            (10, 1_011, 1_001, 1_001),
            "who was cut off gets all at once"
        );
    }

    #[test]
    fn whoever_missed_more_than_is_kept_is_told_so() {
        let (mut beats, mut now) = started();
        for round in 0..30 {
            now += BEAT;
            beats.fill(Some(noted(10_000, 1)), 11 + round, now);
        }
        assert!(beats.weight <= WEIGHT_MAX && beats.kept.len() < 30, "{}", beats.weight);
        assert_eq!(beats.since(10, TAIL, now), Since::Lost(40));
        assert_eq!(told(beats.since(39, TAIL, now)), (39, 40, 1, 1));
        assert_eq!(beats.since(41, 40, now), Since::Lost(40), "a position of another log");
        assert_eq!(beats.since(41, 41, now), Since::Nothing, "it is confirmed, and will be told");
        now += KEPT + BEAT;
        beats.fill(Some(noted(1, 1)), 41, now);
        assert_eq!(beats.since(39, TAIL, now), Since::Lost(41), "it is too long ago");
        assert_eq!(told(beats.since(40, TAIL, now)), (40, 41, 1, 1));
    }

    #[test]
    fn nothing_is_noted_for_nobody_and_who_comes_back_later_looks_anew() {
        let (mut beats, now) = started();
        beats.fill(Some(noted(1, 1)), 11, now);
        beats.leave(now);
        assert!(beats.are_wanted(now + KEPT / 2) && !beats.are_wanted(now + KEPT));
        assert!(!beats.fill(None, 20, now + KEPT));
        assert_eq!(beats.since(11, TAIL, now + KEPT), Since::Lost(20));
        assert!(!Beats::new().are_wanted(now), "the log has not been read yet");
    }

    #[test]
    fn one_beat_names_so_many_instances_and_says_that_there_are_more() {
        let mut beat = noted(20_000, 1);
        beat.append(&noted(20_001, 1));
        let version = &beat.versions["p:1"];
        assert_eq!((version.instances.len(), version.more), (20_000, true));
    }
}
