//! Petri nets with labels: places, transitions, where tokens are at first and at last.

/// How many tokens each place has.
pub type Marking = Vec<u32>;

/// A transition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transition {
    /// What the net's file calls it.
    pub id: String,
    /// The activity; none where it is silent.
    pub label: Option<String>,
    /// From which places it takes how many tokens.
    pub takes: Vec<(usize, u32)>,
    /// To which places it gives how many.
    pub gives: Vec<(usize, u32)>,
}

/// A net.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Net {
    /// The ids of places.
    pub places: Vec<String>,
    /// The transitions.
    pub transitions: Vec<Transition>,
    /// Where tokens are at first.
    pub initial: Marking,
    /// Where they are when a case is over.
    pub last: Marking,
}

impl Net {
    /// Can the transition fire?
    pub fn is_enabled(&self, transition: usize, marking: &Marking) -> bool {
        self.transitions[transition].takes.iter().all(|(place, weight)| marking[*place] >= *weight)
    }

    /// What is when it has fired. It must be enabled.
    #[must_use]
    pub fn fire(&self, transition: usize, marking: &Marking) -> Marking {
        let mut next = marking.clone();
        for (place, weight) in &self.transitions[transition].takes {
            next[*place] -= weight;
        }
        for (place, weight) in &self.transitions[transition].gives {
            next[*place] += weight;
        }
        next
    }

    /// Those that can fire.
    pub fn enabled<'a>(&'a self, marking: &'a Marking) -> impl Iterator<Item = usize> + 'a {
        (0..self.transitions.len()).filter(|transition| self.is_enabled(*transition, marking))
    }

    /// Has the transition no label?
    pub fn is_silent(&self, transition: usize) -> bool {
        self.transitions[transition].label.is_none()
    }
}
