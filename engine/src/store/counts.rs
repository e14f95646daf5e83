//! How much is open: counted by the view whenever a row comes or goes, so that nobody has to read the rows.

use super::Table;

/// How many rows there are of what operators watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Instances that run.
    pub instances: u64,
    /// Tasks for people.
    pub user_tasks: u64,
    /// Jobs that wait for a worker or are with one.
    pub jobs: u64,
    /// Incidents.
    pub incidents: u64,
}

/// How many bytes they take where they are kept.
pub(super) const COUNTS_BYTES: usize = 32;
/// The mark of the rows of user tasks that are not indexes of others.
const MAIN: u8 = 0;

impl Counts {
    /// A row comes: 1, or goes: -1.
    pub(super) fn note(&mut self, table: u8, key: &[u8], by: i64) {
        let count = match Table::numbered(table) {
            Some(Table::ActiveInstance) => &mut self.instances,
            Some(Table::UserTask) if key.first() == Some(&MAIN) => &mut self.user_tasks,
            Some(Table::Job) => &mut self.jobs,
            Some(Table::Incident) => &mut self.incidents,
            _ => return,
        };
        *count = count.wrapping_add_signed(by);
    }

    /// For keeping them in the view.
    pub(super) fn to_bytes(self) -> [u8; COUNTS_BYTES] {
        let mut bytes = [0; COUNTS_BYTES];
        let all = [self.instances, self.user_tasks, self.jobs, self.incidents];
        for (place, count) in bytes.chunks_exact_mut(8).zip(all) {
            place.copy_from_slice(&count.to_le_bytes());
        }
        bytes
    }

    /// The inverse.
    pub(super) fn from_bytes(bytes: [u8; COUNTS_BYTES]) -> Counts {
        let at = |index: usize| u64::from_le_bytes(bytes[index * 8..index * 8 + 8].try_into().expect("8 bytes"));
        Counts { instances: at(0), user_tasks: at(1), jobs: at(2), incidents: at(3) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_and_goes_is_counted_by_its_table() {
        let mut counts = Counts::default();
        for table in Table::ALL {
            counts.note(table.number(), &[MAIN, 7], 1);
            counts.note(table.number(), &[MAIN + 1, 7], 1);
        }
        assert_eq!(counts, Counts { instances: 2, user_tasks: 1, jobs: 2, incidents: 2 });
        counts.note(Table::Job.number(), &[MAIN, 7], -1);
        assert_eq!(counts.jobs, 1);
        assert_eq!(Counts::from_bytes(counts.to_bytes()), counts);
    }
}
