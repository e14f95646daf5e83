//! The elements that a move of tokens passes. Reductions join moves, and joining must cost nothing, so ways are kept as a
//! tree and written out only for the few that are shown.
use crate::id::ElementId;

/// A way: one element, or two ways one behind the other.
pub type Step = usize;

/// All ways of an analysis.
#[derive(Debug, Default)]
pub struct Steps {
    ways: Vec<Way>,
}

#[derive(Debug)]
enum Way {
    One(ElementId),
    Then(Step, Step),
}

impl Steps {
    /// One element.
    pub fn one(&mut self, id: &ElementId) -> Step {
        self.ways.push(Way::One(id.clone()));
        self.ways.len() - 1
    }

    /// One way behind another.
    pub fn then(&mut self, first: Option<Step>, second: Option<Step>) -> Option<Step> {
        match (first, second) {
            (Some(first), Some(second)) => {
                self.ways.push(Way::Then(first, second));
                Some(self.ways.len() - 1)
            }
            (way, None) | (None, way) => way,
        }
    }

    /// Visits the elements of a way in order; `seen` keeps shared parts from being visited again.
    pub fn visit<'a>(&'a self, way: Step, seen: Option<&mut Vec<bool>>, mut visit: impl FnMut(&'a ElementId)) {
        let mut none = vec![];
        let (seen, once) = match seen {
            Some(seen) => (seen, true),
            None => (&mut none, false),
        };
        let mut open = vec![way];
        while let Some(at) = open.pop() {
            if once {
                seen.resize(self.ways.len(), false);
                if std::mem::replace(&mut seen[at], true) {
                    continue;
                }
            }
            match &self.ways[at] {
                Way::One(id) => visit(id),
                Way::Then(first, second) => open.extend([*second, *first]),
            }
        }
    }
}
