//! The channels between columns: what bends there gets a track of its own, so that no two flows lie on one another. Only flows
//! that leave one shape together, or reach one, share a track.
use super::layers::Graph;
use std::collections::BTreeMap;

/// From the right border of a column to the first track, in pixels.
const LEAVE: f64 = 20.0;
/// Between two tracks.
const TRACK: f64 = 12.0;
/// From the last track, or the names behind it, to the next column: room for the head of an arrow.
const ARRIVE: f64 = 25.0;
/// What is not farther apart is level.
const LEVEL: f64 = 0.5;

/// What bends between a column and the next one.
#[derive(Default)]
pub struct Channel {
    tracks: BTreeMap<(usize, usize), usize>,
    count: usize,
    /// The widest name of what leaves the column.
    names: f64,
}

impl Channel {
    /// The track of an edge that bends here, so many columns behind its source.
    pub fn track(&self, edge: usize, step: usize) -> Option<usize> {
        self.tracks.get(&(edge, step)).copied()
    }

    /// How far a track lies behind the column.
    pub fn x(track: usize) -> f64 {
        LEAVE + track as f64 * TRACK
    }

    /// How far behind the column nothing bends any more.
    pub fn names_from(&self) -> f64 {
        if self.count == 0 { 0.0 } else { Self::x(self.count - 1) }
    }

    /// How wide it has to be.
    pub fn width(&self) -> f64 {
        let names = if self.names > 0.0 { self.names_from() + self.names + ARRIVE / 2.0 } else { 0.0 };
        f64::max(names, Self::x(self.count.saturating_sub(1)) + ARRIVE)
    }
}

/// Whose track it is: of what leaves a shape at one point, of what reaches a shape, or of an edge alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    From(usize, u64),
    To(usize),
    Own(usize),
}

/// All that an owner bends in a channel: from which heights, to which.
#[derive(Default)]
struct Net {
    members: Vec<(usize, usize)>,
    from: Vec<f64>,
    to: Vec<f64>,
    top: f64,
    bottom: f64,
}

/// With more of them in one channel nobody could follow a flow anyway.
const FOLLOWED_MAX: usize = 500;

impl Net {
    /// Flows down come first, the lowest leftmost; then those up, the highest leftmost: like this fewest cross.
    fn order(&self) -> (bool, f64) {
        let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len().max(1) as f64;
        let (from, up) = (mean(&self.from), mean(&self.to) < mean(&self.from));
        (up, if up { from } else { -from })
    }

    /// Does something leave the column on a height on which the other one reaches the next column? It has to turn before.
    fn turns_before(&self, other: &Net) -> bool {
        self.from.iter().any(|from| other.to.iter().any(|to| (from - to).abs() <= LEVEL))
    }
}

/// The channels behind all columns. `levels` says for each edge on which heights it passes the columns.
pub fn channels(graph: &Graph, columns: &[usize], levels: &[Option<Vec<f64>>], count: usize) -> Vec<Channel> {
    let mut nets: Vec<BTreeMap<Owner, Net>> = (0..count).map(|_| BTreeMap::new()).collect();
    let mut channels: Vec<Channel> = (0..count).map(|_| Channel::default()).collect();
    let exit = |edge: usize| (graph.edges[edge].0, graph.leaves[edge].map_or(u64::MAX, f64::to_bits));
    let mut leaving: BTreeMap<(usize, u64), usize> = BTreeMap::new();
    for edge in (0..graph.edges.len()).filter(|edge| levels[*edge].is_some()) {
        *leaving.entry(exit(edge)).or_default() += 1;
    }
    for (edge, levels) in levels.iter().enumerate() {
        let Some(levels) = levels else { continue };
        let ((from, to), exit) = (graph.edges[edge], exit(edge));
        let column = columns[from];
        channels[column].names = channels[column].names.max(graph.names[edge]);
        for (step, pair) in levels.windows(2).enumerate().filter(|(_, pair)| (pair[0] - pair[1]).abs() > LEVEL) {
            let last = step + 2 == levels.len();
            let owner = if step == 0 && (leaving[&exit] > 1 || !last) {
                Owner::From(from, exit.1)
            } else if last {
                Owner::To(to)
            } else {
                Owner::Own(edge)
            };
            let (top, bottom) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
            let net = nets[column + step].entry(owner).or_insert(Net { top, bottom, ..Net::default() });
            net.from.push(pair[0]);
            net.to.push(pair[1]);
            (net.top, net.bottom) = (net.top.min(top), net.bottom.max(bottom));
            net.members.push((edge, step));
        }
    }
    for (channel, nets) in channels.iter_mut().zip(nets) {
        let mut placed: Vec<(f64, f64, usize)> = vec![];
        for net in ordered(nets.into_values().collect()) {
            let beside =
                placed.iter().filter(|(top, bottom, _)| *top <= net.bottom + TRACK && net.top <= *bottom + TRACK);
            let track = beside.map(|(.., track)| track + 1).max().unwrap_or(0);
            placed.push((net.top, net.bottom, track));
            channel.count = channel.count.max(track + 1);
            channel.tracks.extend(net.members.into_iter().map(|member| (member, track)));
        }
    }
    channels
}

/// The order in which tracks are given, from left to right.
fn ordered(mut nets: Vec<Net>) -> Vec<Net> {
    nets.sort_by(|a, b| a.order().0.cmp(&b.order().0).then(a.order().1.total_cmp(&b.order().1)));
    if nets.len() > FOLLOWED_MAX {
        return nets;
    }
    let mut ordered: Vec<Net> = vec![];
    for net in nets {
        let at = ordered.iter().position(|other| net.turns_before(other) && !other.turns_before(&net));
        ordered.insert(at.unwrap_or(ordered.len()), net);
    }
    ordered
}
