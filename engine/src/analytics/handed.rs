//! What those who commit hand over to the thread that folds, so that it is not read and decoded again from the log.
//!
//! It is a convenience and never the truth: where more comes than fits, all of it is dropped, and the log is read instead.
use crate::projection::Record;
use crate::store::Position;

/// How many bytes of the log may wait.
const BYTES_MAX: usize = 8 << 20;

/// One commit: where it stands in the log, how many bytes it has there, and what it says.
#[derive(Debug)]
pub struct Handed {
    pub position: Position,
    pub bytes: usize,
    pub records: Vec<Record>,
}

/// The commits that wait, oldest first; nothing is missing between them.
#[derive(Debug, Default)]
pub struct Queue {
    waiting: Vec<Handed>,
    bytes: usize,
    /// Is it filled? Where not, the log has to be read first.
    open: bool,
}

impl Queue {
    /// From now on everything is kept here. What was committed before stands in the log.
    pub fn open(&mut self) {
        *self = Queue { open: true, ..Queue::default() };
    }

    /// More was committed.
    pub fn add(&mut self, commits: impl Iterator<Item = Handed>) {
        for commit in commits {
            if !self.open {
                return;
            }
            self.bytes += commit.bytes;
            self.waiting.push(commit);
            if self.bytes > BYTES_MAX {
                *self = Queue::default();
            }
        }
    }

    /// Everything that waits; none where it is not filled.
    pub fn take(&mut self) -> Option<Vec<Handed>> {
        self.bytes = 0;
        self.open.then(|| std::mem::take(&mut self.waiting))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commit(position: u64, bytes: usize) -> Handed {
        Handed { position: Position(position), bytes, records: vec![] }
    }

    fn taken(queue: &mut Queue) -> Option<Vec<u64>> {
        queue.take().map(|all| all.iter().map(|one| one.position.0).collect())
    }

    #[test]
    fn commits_wait_in_their_order_once_it_is_open() {
        let mut queue = Queue::default();
        queue.add([commit(1, 10)].into_iter());
        assert_eq!(taken(&mut queue), None, "nobody asked for it");
        queue.open();
        queue.add([commit(2, 10), commit(3, 10)].into_iter());
        queue.add([commit(4, 10)].into_iter());
        assert_eq!(taken(&mut queue), Some(vec![2, 3, 4]));
        assert_eq!(taken(&mut queue), Some(vec![]), "nothing is given twice");
    }

    #[test]
    fn too_much_is_dropped_as_a_whole_and_the_log_is_read() {
        let mut queue = Queue::default();
        queue.open();
        queue.add([commit(1, BYTES_MAX), commit(2, 1), commit(3, 1)].into_iter());
        assert_eq!(taken(&mut queue), None, "a part of it would be a gap");
        queue.open();
        queue.add([commit(4, BYTES_MAX)].into_iter());
        assert_eq!(taken(&mut queue), Some(vec![4]));
        queue.add([commit(5, BYTES_MAX)].into_iter());
        assert_eq!(taken(&mut queue), Some(vec![5]), "what was taken makes room");
    }
}
