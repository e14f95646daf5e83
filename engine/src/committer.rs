//! The committer: one thread makes everything that is pending durable with one flush, then answers, then tells.
//!
//! Decisions run ahead of the flush; answers and effects never do. When a group is lost because the disk is full or refuses
//! it, so is everything decided on top of it: its partitions get a new generation, and what still comes of the old one fails
//! for the same reason.
//!
//! What is large takes the disk and memory for long. It commits on its own, one after the other, and what is small never waits
//! for more than one of them; only a partition keeps its order.
#![expect(clippy::vec_box, reason = "a decision is large, and goes from list to list on its way")]
use crate::RETRY_AFTER_MS;
use crate::analytics::Handed;
use crate::busy::Work;
use crate::effects::Effects;
use crate::error::Error;
use crate::partition::Reply;
use crate::projection::Record;
use crate::shell::{Running, Shell};
use crate::store::{self, Commit, GROUP_BYTES_MAX, PARTITIONS};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;
use tokio::sync::{mpsc, oneshot};

/// The most commits of one group.
const GROUP_COMMITS_MAX: usize = 4096;
/// What is larger commits on its own: it takes about as long as a flush of everything else.
const LARGE_BYTES: usize = 256 << 10;
/// Frame headers and the like, generously.
const COMMIT_OVERHEAD_BYTES: usize = 256;

/// A decision on its way to the disk: in a box, for it is large, and moved from hand to hand.
#[derive(Debug)]
pub struct Pending {
    /// Which partition decided.
    pub partition: u8,
    /// On what state: see [`crate::shell::Lane::generation`].
    pub generation: u64,
    /// Its number in its partition.
    pub number: u64,
    /// What is to be kept; none when only the answer must wait for what was decided before.
    pub commit: Option<Commit>,
    /// What the commit says.
    pub records: Vec<Record>,
    /// Who is told afterwards.
    pub effects: Box<Effects>,
    /// Who waits, and what they are told if all goes well.
    pub answer: Option<Answer>,
}

/// An answer and who waits for it.
#[derive(Debug)]
pub struct Answer {
    /// What they are told.
    pub reply: Result<Reply, Error>,
    /// Who; none for the engine's own requests.
    pub to: Option<oneshot::Sender<Result<Reply, Error>>>,
    /// The request is under way until here.
    pub work: Work,
}

impl Answer {
    /// Tells them.
    pub fn give(self) {
        if let Some(to) = self.to {
            // Nobody waits any more when the caller has gone away.
            let _ = to.send(self.reply);
        }
        drop(self.work);
    }
}

/// Runs until it is told that nothing more will come.
pub fn run(shell: &Arc<Shell>, mut pending: mpsc::Receiver<Option<Box<Pending>>>) {
    let mut arrived = Vec::with_capacity(GROUP_COMMITS_MAX);
    let mut waiting = VecDeque::new();
    let mut more = true;
    while more || !waiting.is_empty() {
        if !waiting.is_empty() {
            // Whoever decides faster than this commits waits, as behind a full channel.
            let room = GROUP_COMMITS_MAX.saturating_sub(waiting.len());
            arrived.extend(std::iter::from_fn(|| pending.try_recv().ok()).take(room));
        } else if pending.blocking_recv_many(&mut arrived, GROUP_COMMITS_MAX) == 0 {
            return;
        }
        more &= arrived.iter().all(Option::is_some);
        waiting.extend(arrived.drain(..).flatten());
        for group in groups(small(&mut waiting)) {
            commit(shell, group);
        }
        // The first that is left is a large one.
        if let Some(large) = waiting.pop_front() {
            commit(shell, vec![large]);
        }
    }
}

/// How much of a group it is.
fn size(pending: &Pending) -> usize {
    pending.commit.as_ref().map_or(0, |commit| commit.payload.len() + COMMIT_OVERHEAD_BYTES)
}

/// Takes what is small and waits for nothing large of its own partition.
fn small(waiting: &mut VecDeque<Box<Pending>>) -> Vec<Box<Pending>> {
    let mut behind_large = [false; PARTITIONS as usize];
    let mut small = Vec::with_capacity(waiting.len());
    for next in std::mem::take(waiting) {
        let behind = &mut behind_large[usize::from(next.partition)];
        *behind |= size(&next) > LARGE_BYTES;
        if *behind {
            waiting.push_back(next);
        } else {
            small.push(next);
        }
    }
    small
}

/// In groups, each no larger than the store takes.
fn groups(pending: Vec<Box<Pending>>) -> Vec<Vec<Box<Pending>>> {
    let (mut groups, mut bytes) = (vec![vec![]], 0);
    for next in pending {
        let size = size(&next);
        if bytes + size > GROUP_BYTES_MAX {
            groups.push(vec![]);
            bytes = 0;
        }
        bytes += size;
        groups.last_mut().expect("there is one").push(next);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn commit(shell: &Shell, group: Vec<Box<Pending>>) {
    let mut live = Vec::with_capacity(group.len());
    for pending in group {
        let lane = shell.lane(pending.partition);
        if lane.generation.load(Ordering::Acquire) == pending.generation {
            live.push(pending);
        } else {
            // It was decided on top of something that was lost, and is lost for the same reason.
            settle(shell, pending.partition, pending.number);
            fail(*pending, &lane.lost().expect("a generation ends when something of it is lost"));
        }
    }
    let commits: Vec<Commit> = live.iter_mut().filter_map(|p| p.commit.take()).collect();
    let count = commits.len() as u64;
    let sizes: Vec<usize> = commits.iter().map(|commit| commit.payload.len()).collect();
    let began = Instant::now();
    let done = if commits.is_empty() { Ok(vec![]) } else { shell.store.commit(commits) };
    match done {
        Ok(positions) => {
            let records = live.iter_mut().map(|p| std::mem::take(&mut p.records)).filter(|records| !records.is_empty());
            let commits = positions.into_iter().zip(sizes).zip(records);
            let handed = commits.map(|((position, bytes), records)| Handed { position, bytes, records });
            shell.analytics.committed(handed.collect());
            if count > 0 {
                let took = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
                shell.counters.groups.add(1);
                shell.counters.commits.add(count);
                shell.counters.group_size.add(count);
                shell.counters.commit_us.add(took);
                shell.recovered();
            }
            for pending in live {
                let Pending { partition, number, mut effects, answer, .. } = *pending;
                shell.catalogue.add(std::mem::take(&mut effects.releases));
                shell.decisions.add(std::mem::take(&mut effects.decisions));
                shell.forms.add(std::mem::take(&mut effects.forms));
                shell.parameters.add(std::mem::take(&mut effects.parameters));
                shell.parameters.looked_with(&effects.looked, shell.now());
                shell.organisation.set(effects.organisation.take());
                shell.landscape.set(effects.landscape.take());
                shell.indicators.add(std::mem::take(&mut effects.indicators));
                shell.jobs_in_hand.came(&effects.jobs);
                shell.access.follow(effects.access.take());
                // Only now: whoever waits for what was decided before reads it in these books, and would count a version twice.
                settle(shell, partition, number);
                shell.hub.tell(*effects);
                if let Some(answer) = answer {
                    answer.give();
                }
            }
        }
        Err(error) => lose(shell, live, &error),
    }
}

/// The group was not kept. Its partitions forget what they decided since.
fn lose(shell: &Shell, group: Vec<Box<Pending>>, error: &store::Error) {
    tracing::warn!(%error, commits = group.len(), "a group could not be committed");
    let told = match error {
        store::Error::FsyncFailed { .. } | store::Error::View { .. } => {
            shell.stop(error.to_string());
            Error::Stopped { reason: error.to_string() }
        }
        store::Error::StorageFull { .. } => {
            shell.reads_only(Running::Full(error.to_string()));
            Error::StorageFull { retry_after_ms: RETRY_AFTER_MS }
        }
        store::Error::Io { .. } => {
            shell.reads_only(Running::Unwritable(error.to_string()));
            Error::StorageUnwritable { retry_after_ms: RETRY_AFTER_MS }
        }
        other => Error::Store(other.clone()),
    };
    for pending in &group {
        shell.lane(pending.partition).lose(pending.generation, &told);
    }
    for pending in group {
        settle(shell, pending.partition, pending.number);
        fail(*pending, &told);
    }
}

fn settle(shell: &Shell, partition: u8, number: u64) {
    let lane = shell.lane(partition);
    lane.settled.fetch_max(number, Ordering::AcqRel);
    lane.moved.notify_waiters();
}

fn fail(pending: Pending, error: &Error) {
    if let Some(mut answer) = pending.answer {
        // A refusal that rests on something lost is not true any more either.
        answer.reply = Err(error.clone());
        answer.give();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pending(partition: u8, number: u64, bytes: usize) -> Box<Pending> {
        let commit = Commit { partition: partition.into(), payload: vec![0; bytes], changes: vec![] };
        let (records, effects) = (vec![], Box::default());
        Box::new(Pending { partition, generation: 0, number, commit: Some(commit), records, effects, answer: None })
    }

    fn names(pending: &[Box<Pending>]) -> Vec<(u8, u64)> {
        pending.iter().map(|pending| (pending.partition, pending.number)).collect()
    }

    #[test]
    fn what_is_small_passes_what_is_large_but_for_its_own_partition() {
        let large = LARGE_BYTES;
        let mut waiting: VecDeque<_> =
            [(1, 1, 10), (2, 1, large), (1, 2, 10), (2, 2, 10), (3, 1, large), (2, 3, 10), (4, 1, 10)]
                .map(|(partition, number, bytes)| pending(partition, number, bytes))
                .into();
        assert_eq!(names(&small(&mut waiting)), [(1, 1), (1, 2), (4, 1)]);
        assert_eq!(names(&[waiting.pop_front().unwrap()]), [(2, 1)], "the first that is left is large");
        waiting.push_back(pending(3, 2, 10));
        assert_eq!(names(&small(&mut waiting)), [(2, 2), (2, 3)], "and those behind it go on together");
        assert_eq!(names(waiting.make_contiguous()), [(3, 1), (3, 2)]);
    }

    #[test]
    fn a_group_is_what_the_store_takes_at_once() {
        let half = GROUP_BYTES_MAX / 2;
        let all = groups(vec![pending(1, 1, half), pending(1, 2, 10), pending(1, 3, half), pending(1, 4, 10)]);
        assert_eq!(
            all.iter().map(|group| names(group)).collect::<Vec<_>>(),
            [vec![(1, 1), (1, 2)], vec![(1, 3), (1, 4)]]
        );
        assert!(groups(vec![]).is_empty(), "nothing is no group");
    }
}
