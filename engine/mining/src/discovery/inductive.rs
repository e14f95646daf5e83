//! The miner: find a cut, divide the cases, go on with each part. Without noise the model allows every case that was seen.
use super::fall_through::{Fall, fall};
use super::graph::{Graph, Traces};
use super::project::project;
use super::tree::{Operator, Tree};
use super::{cut, project};
use crate::log::Log;

/// The tree of a log. Ways out of an activity that are at most `noise` (0 to 1) as frequent as its most frequent one are
/// overlooked where no cut is found otherwise; so are empty parts of at most this share, and starts below it.
///
/// ```
/// # use weir_mining::{discovery::discover, log::{ActivityInstance, Case, LogBuilder}};
/// let mut log = LogBuilder::default();
/// for trace in ["abd", "acd"] {
///     let rows = trace.chars().zip(0..).map(|(name, at)| ActivityInstance::at(&name.to_string(), at)).collect();
///     log.case(Case { id: trace.to_owned(), rows, ..Case::default() }).unwrap();
/// }
/// assert_eq!(discover(&log.build(), 0.0).to_string(), "->( 'a', X( 'b', 'c' ), 'd' )");
/// ```
pub fn discover(log: &Log, noise: f64) -> Tree {
    // Of several activities that would do, the first by name is taken: the order in which cases come says nothing.
    let mut names: Vec<&str> = log.activities.iter().collect();
    names.sort_unstable();
    let place = |name: &str| names.partition_point(|other| *other < name) as u32;
    let places: Vec<u32> = log.activities.iter().map(place).collect();
    let mut traces = Traces::new();
    for case in 0..log.case_count() {
        project::add(&mut traces, log.trace(case).iter().map(|activity| places[*activity as usize]).collect(), 1);
    }
    Miner { names: &names, noise }.tree(traces).simplified()
}

struct Miner<'a> {
    names: &'a [&'a str],
    noise: f64,
}

impl Miner<'_> {
    fn tree(&self, mut traces: Traces) -> Tree {
        let all: u64 = traces.values().sum();
        if let Some(empty) = traces.remove(&vec![])
            && empty as f64 > self.noise * all as f64
        {
            return Tree::Block(Operator::Exclusive, vec![Tree::Silent, self.tree(traces)]);
        }
        if traces.is_empty() {
            return Tree::Silent;
        }
        if let (1, Some([activity])) = (traces.len(), traces.keys().next().map(Vec::as_slice)) {
            return self.activity(*activity);
        }
        let graph = Graph::of(&traces);
        let found = cut::find(&graph);
        let quiet = graph.without_noise(self.noise);
        let found = found.or_else(|| if self.noise > 0.0 { cut::find(&quiet) } else { None });
        if let Some((operator, groups)) = found {
            let parts = project(&traces, operator, &groups);
            return Tree::Block(operator, parts.into_iter().map(|part| self.tree(part)).collect());
        }
        match fall(&traces, &graph) {
            Fall::Block(operator, parts) => {
                Tree::Block(operator, parts.into_iter().map(|part| self.tree(part)).collect())
            }
            Fall::Again(traces) => Tree::Block(Operator::Loop, vec![self.tree(traces), Tree::Silent]),
            Fall::Flower(activities) => {
                let any = activities.into_iter().map(|activity| self.activity(activity)).collect();
                Tree::Block(Operator::Loop, vec![Tree::Silent, Tree::Block(Operator::Exclusive, any)])
            }
        }
    }

    fn activity(&self, activity: u32) -> Tree {
        Tree::Activity(self.names[activity as usize].to_owned())
    }
}
