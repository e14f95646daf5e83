//! Changes of a text: everything that is not changed stays byte for byte as it was.
use std::ops::Range;

/// One change: these bytes become this text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go; empty for an insertion.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

impl Edit {
    /// Puts text before the byte at `at`.
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Edit { range: at..at, text: text.into() }
    }

    /// Puts text in the place of these bytes.
    pub fn replace(range: Range<usize>, text: impl Into<String>) -> Self {
        Edit { range, text: text.into() }
    }

    /// Takes these bytes out.
    pub fn remove(range: Range<usize>) -> Self {
        Edit { range, text: String::new() }
    }
}

/// The text with all changes; of two that overlap the one that begins first counts, for the other has nothing to change
/// any more. Insertions at one place keep their order.
pub fn apply(text: &str, edits: &mut Vec<Edit>) -> String {
    edits.sort_by_key(|e| (e.range.start, e.range.end));
    let mut taken = 0;
    edits.retain(|e| {
        let free = e.range.start >= taken;
        taken = if free { taken.max(e.range.end) } else { taken };
        free
    });
    let mut result = String::with_capacity(text.len() + 1024);
    let mut at = 0;
    for edit in edits.iter() {
        result.push_str(&text[at..edit.range.start]);
        result.push_str(&edit.text);
        at = edit.range.end;
    }
    result.push_str(&text[at..]);
    result
}

/// The changes of one round, to find out where something stood before them.
pub struct Shifts(Vec<Shift>);

/// One change, and where its text stands in the changed text.
struct Shift {
    old: Range<usize>,
    new: Range<usize>,
}

impl Shifts {
    /// Of changes that have been applied: in order, without overlap.
    pub fn of(edits: &[Edit]) -> Shifts {
        let (mut old, mut new) = (0, 0);
        let shift = |edit: &Edit| {
            let from = new + edit.range.start - old;
            (old, new) = (edit.range.end, from + edit.text.len());
            Shift { old: edit.range.clone(), new: from..new }
        };
        Shifts(edits.iter().map(shift).collect())
    }

    /// Where a byte of the changed text stood before the changes, or where the change stood that brought it.
    pub fn before(&self, at: usize) -> usize {
        let Some(last) = self.0.partition_point(|shift| shift.new.start <= at).checked_sub(1) else { return at };
        let Shift { old, new } = &self.0[last];
        if at < new.end { old.start } else { old.end + (at - new.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_changed_stays_and_can_be_found_again() {
        let text = "abcdefgh";
        let mut edits = vec![Edit::remove(6..7), Edit::replace(1..3, "XYZ"), Edit::insert(4, "+"), Edit::remove(2..4)];
        let changed = apply(text, &mut edits);
        assert_eq!(changed, "aXYZd+efh");
        for (at, letter) in changed.char_indices().filter(|(_, c)| c.is_ascii_lowercase()) {
            assert_eq!(text[Shifts::of(&edits).before(at)..].chars().next(), Some(letter), "byte {at}");
        }
    }
}
