//! A long queue that grows in chunks: nothing in it is copied when it grows, and memory goes back chunk by chunk.
use std::collections::VecDeque;

/// How many items a chunk has room for.
const CHUNK: usize = 4096;

/// See the [module](self).
#[derive(Debug, Clone)]
pub(super) struct Queue<T> {
    chunks: VecDeque<VecDeque<T>>,
    /// How many were taken out of the first chunk.
    taken: usize,
    len: usize,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Queue { chunks: VecDeque::new(), taken: 0, len: 0 }
    }
}

impl<T> Queue<T> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The one at this place.
    pub(super) fn get(&self, index: usize) -> Option<&T> {
        let (chunk, place) = self.place(index);
        self.chunks.get(chunk)?.get(place)
    }

    /// The one at this place.
    pub(super) fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        let (chunk, place) = self.place(index);
        self.chunks.get_mut(chunk)?.get_mut(place)
    }

    /// From the oldest to the newest.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.chunks.iter().flatten()
    }

    /// Adds one at the end.
    pub(super) fn push_back(&mut self, item: T) {
        if (self.taken + self.len) == self.chunks.len() * CHUNK {
            // The first may stay the only one and small.
            let room = if self.chunks.is_empty() { 0 } else { CHUNK };
            self.chunks.push_back(VecDeque::with_capacity(room));
        }
        self.chunks.back_mut().expect("there is one with room").push_back(item);
        self.len += 1;
    }

    /// Takes the oldest.
    pub(super) fn pop_front(&mut self) -> Option<T> {
        let item = self.chunks.front_mut()?.pop_front()?;
        (self.taken, self.len) = (self.taken + 1, self.len - 1);
        if self.taken == CHUNK {
            self.chunks.pop_front();
            self.taken = 0;
        }
        Some(item)
    }

    /// The chunk of an item, and its place there.
    fn place(&self, index: usize) -> (usize, usize) {
        let index = index.saturating_add(self.taken);
        match index / CHUNK {
            0 => (0, index - self.taken),
            chunk => (chunk, index % CHUNK),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, Queue};
    use std::collections::VecDeque;

    #[test]
    fn it_is_a_queue_whatever_is_put_in_and_taken_out() {
        let (mut queue, mut model) = (Queue::default(), VecDeque::new());
        let mut state = 0x9e37_79b9_u32;
        for number in 0..40 * CHUNK {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // First it grows, then it shrinks to nothing, again and again.
            if (state >> 24) < if (number / (6 * CHUNK)).is_multiple_of(2) { 160 } else { 96 } {
                queue.push_back(number);
                model.push_back(number);
            } else {
                assert_eq!(queue.pop_front(), model.pop_front());
            }
            let asked = state as usize % (model.len() + 2);
            assert_eq!((queue.len(), queue.get(asked)), (model.len(), model.get(asked)));
            assert_eq!(queue.get_mut(asked), model.get_mut(asked));
        }
        assert!(queue.iter().eq(model.iter()) && !model.is_empty());
        while let Some(item) = queue.pop_front() {
            assert_eq!(Some(item), model.pop_front());
        }
        assert_eq!((queue.len(), queue.get(0), queue.get(usize::MAX)), (0, None, None));
    }
}
