//! What a case can be aligned with: states, and moves from one to the next.
use super::net::{Marking, Net};
use std::hash::Hash;

/// Something that goes from state to state by numbered moves, some of which show as activities.
pub trait Space {
    /// Where it stands.
    type State: Clone + Eq + Hash;

    /// Where it stands at first.
    fn first(&self) -> Self::State;

    /// Is it over?
    fn is_last(&self, state: &Self::State) -> bool;

    /// The moves that can be made, each with where it leads.
    fn moves(&self, state: &Self::State) -> Vec<(usize, Self::State)>;

    /// How many different moves there are.
    fn transitions(&self) -> usize;

    /// The activity that a move shows as; none where nothing is seen of it.
    fn label(&self, transition: usize) -> Option<&str>;
}

impl Space for Net {
    type State = Marking;

    fn first(&self) -> Marking {
        self.initial.clone()
    }

    fn is_last(&self, state: &Marking) -> bool {
        *state == self.last
    }

    fn moves(&self, state: &Marking) -> Vec<(usize, Marking)> {
        self.enabled(state).map(|transition| (transition, self.fire(transition, state))).collect()
    }

    fn transitions(&self) -> usize {
        self.transitions.len()
    }

    fn label(&self, transition: usize) -> Option<&str> {
        self.transitions[transition].label.as_deref()
    }
}
