//! Nodes in layers: which column each stands in, in which order, and where exactly.
use super::channels::{Channel, channels};
use std::collections::BTreeSet;

/// The least between two columns, in pixels: room for a flow to bend.
pub const COLUMN_GAP: f64 = 60.0;
/// Between two nodes of a column.
pub const ROW_GAP: f64 = 40.0;
/// What most nodes are wide.
const TASK_WIDTH: f64 = 100.0;
/// How often the order of the columns is improved.
const SWEEPS: usize = 6;

/// What is to be placed.
pub struct Graph {
    /// Width and height of each node.
    pub sizes: Vec<(f64, f64)>,
    /// From node to node.
    pub edges: Vec<(usize, usize)>,
    /// The band of each node, counted from the top: bands never overlap.
    pub bands: Vec<usize>,
    /// How far below the top of its node each edge leaves; none is in the middle.
    pub leaves: Vec<Option<f64>>,
    /// How wide the name of each edge is; 0 where it has none.
    pub names: Vec<f64>,
}

/// Where everything stands.
pub struct Places {
    /// The upper left corner of each node.
    pub at: Vec<(f64, f64)>,
    /// The way of each edge that leads to the right; none for one that leads back.
    pub ways: Vec<Option<Way>>,
    /// Top and height of each band.
    pub bands: Vec<(f64, f64)>,
    /// The size of the whole.
    pub size: (f64, f64),
}

/// How an edge gets to the right.
pub struct Way {
    /// The points between its ends.
    pub bends: Vec<(f64, f64)>,
    /// Where its name begins, right of all that bends between these columns, on the line.
    pub name: (f64, f64),
}

/// A node, or the place where a long edge passes a column.
struct Spot {
    column: usize,
    width: f64,
    height: f64,
    band: usize,
    before: Vec<usize>,
    after: Vec<usize>,
}

/// Places a graph.
pub fn place(graph: &Graph) -> Places {
    let back = back_edges(graph);
    let columns = columns(graph, &back);
    let (spots, chains) = spots(graph, &back, &columns);
    let order = order(&spots);
    let (y, strips, height) = down(&spots, &order, graph.bands.iter().copied().max().map_or(1, |b| b + 1));
    let middle = |spot: usize| y[spot] + spots[spot].height / 2.0;
    let levels: Vec<Option<Vec<f64>>> = graph
        .edges
        .iter()
        .zip(&chains)
        .zip(&graph.leaves)
        .map(|(((from, to), chain), leaves)| {
            let first = leaves.map_or(middle(*from), |below| y[*from] + below);
            let passed = chain.as_ref()?.iter().map(|spot| middle(*spot));
            Some(std::iter::once(first).chain(passed).chain([middle(*to)]).collect())
        })
        .collect();
    let between = channels(graph, &columns, &levels, order.len());
    let (x, widths) = across(&spots, &order, &between);
    let left = |n: usize| {
        // In the middle of a task's width; a wide scope must not push its neighbours into what passes beside it.
        let room = widths[spots[n].column].min(TASK_WIDTH);
        x[spots[n].column] + (room - spots[n].width).max(0.0) / 2.0
    };
    let at = (0..graph.sizes.len()).map(|n| (left(n), y[n])).collect();
    let way = |edge: usize| {
        let (levels, from) = (levels[edge].as_ref()?, columns[graph.edges[edge].0]);
        let right = |step: usize| x[from + step] + widths[from + step];
        let at_step = |(step, pair): (usize, &[f64])| {
            let track = between[from + step].track(edge, step)?;
            let at = right(step) + Channel::x(track);
            Some([(at, pair[0]), (at, pair[1])])
        };
        let bends = levels.windows(2).enumerate().filter_map(at_step).flatten().collect();
        Some(Way { bends, name: (right(0) + between[from].names_from(), levels[1]) })
    };
    let ways = (0..graph.edges.len()).map(way).collect();
    let width = x.last().map_or(0.0, |last| last + widths[widths.len() - 1]);
    Places { at, ways, bands: strips, size: (width, height) }
}

/// The edges that close a cycle, found depth first in the order of the nodes; they are drawn backwards.
fn back_edges(graph: &Graph) -> Vec<bool> {
    let count = graph.sizes.len();
    let mut leaving: Vec<Vec<(usize, usize)>> = vec![vec![]; count];
    let mut entered = vec![0; count];
    for (edge, (from, to)) in graph.edges.iter().enumerate() {
        leaving[*from].push((edge, *to));
        entered[*to] += 1;
    }
    let (mut back, mut state) = (vec![false; graph.edges.len()], vec![0; count]);
    let roots = (0..count).filter(|n| entered[*n] == 0).chain(0..count);
    for root in roots.collect::<Vec<_>>() {
        if state[root] != 0 {
            continue;
        }
        state[root] = 1;
        let mut path = vec![(root, 0)];
        while let Some((node, next)) = path.last_mut() {
            let Some((edge, to)) = leaving[*node].get(*next).copied() else {
                state[*node] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            match state[to] {
                0 => {
                    state[to] = 1;
                    path.push((to, 0));
                }
                1 => back[edge] = true,
                _ => {}
            }
        }
    }
    back
}

/// Each node one column behind the last of those that lead to it.
fn columns(graph: &Graph, back: &[bool]) -> Vec<usize> {
    let count = graph.sizes.len();
    let (mut column, mut open) = (vec![0; count], vec![0; count]);
    let forward = || graph.edges.iter().zip(back).filter(|(_, back)| !**back).map(|(edge, _)| *edge);
    for (_, to) in forward() {
        open[to] += 1;
    }
    let mut leaving: Vec<Vec<usize>> = vec![vec![]; count];
    for (from, to) in forward() {
        leaving[from].push(to);
    }
    let mut free: Vec<usize> = (0..count).filter(|n| open[*n] == 0).collect();
    while let Some(node) = free.pop() {
        for to in &leaving[node] {
            column[*to] = column[*to].max(column[node] + 1);
            open[*to] -= 1;
            if open[*to] == 0 {
                free.push(*to);
            }
        }
    }
    column
}

type Chains = Vec<Option<Vec<usize>>>;

/// The nodes, and a spot in every column that a long edge passes.
fn spots(graph: &Graph, back: &[bool], columns: &[usize]) -> (Vec<Spot>, Chains) {
    let mut spots: Vec<Spot> = graph
        .sizes
        .iter()
        .zip(columns.iter().zip(&graph.bands))
        .map(|((width, height), (column, band))| Spot {
            column: *column,
            width: *width,
            height: *height,
            band: *band,
            before: vec![],
            after: vec![],
        })
        .collect();
    let mut chains = vec![];
    for (edge, (from, to)) in graph.edges.iter().enumerate() {
        if back[edge] {
            chains.push(None);
            continue;
        }
        let (mut last, mut chain) = (*from, vec![]);
        for column in columns[*from] + 1..columns[*to] {
            let band = graph.bands[*to];
            spots.push(Spot { column, width: 0.0, height: 10.0, band, before: vec![last], after: vec![] });
            let spot = spots.len() - 1;
            spots[last].after.push(spot);
            chain.push(spot);
            last = spot;
        }
        spots[last].after.push(*to);
        spots[*to].before.push(last);
        chains.push(Some(chain));
    }
    (spots, chains)
}

/// The spots of each column from top to bottom: near those they are connected to.
fn order(spots: &[Spot]) -> Vec<Vec<usize>> {
    let mut order: Vec<Vec<usize>> = vec![vec![]; spots.iter().map(|s| s.column + 1).max().unwrap_or(0)];
    for (number, spot) in spots.iter().enumerate() {
        order[spot.column].push(number);
    }
    let mut rank = vec![0.0; spots.len()];
    let number = |column: &mut Vec<usize>, rank: &mut Vec<f64>| {
        for (at, spot) in column.iter().enumerate() {
            rank[*spot] = at as f64;
        }
    };
    for column in &mut order {
        number(column, &mut rank);
    }
    for sweep in 0..SWEEPS {
        let right = sweep % 2 == 0;
        let numbers: Vec<usize> = if right { (0..order.len()).collect() } else { (0..order.len()).rev().collect() };
        for at in numbers {
            let wish = |spot: &usize| {
                let near = if right { &spots[*spot].before } else { &spots[*spot].after };
                let sum: f64 = near.iter().map(|n| rank[*n]).sum();
                if near.is_empty() { rank[*spot] } else { sum / near.len() as f64 }
            };
            let mut wishes: Vec<(usize, f64, usize)> =
                order[at].iter().map(|s| (spots[*s].band, wish(s), *s)).collect();
            wishes.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            order[at] = wishes.into_iter().map(|(.., spot)| spot).collect();
            number(&mut order[at], &mut rank);
        }
    }
    order
}

/// The left border and the width of each column.
fn across(spots: &[Spot], order: &[Vec<usize>], between: &[Channel]) -> (Vec<f64>, Vec<f64>) {
    let widths: Vec<f64> =
        order.iter().map(|column| column.iter().map(|s| spots[*s].width).fold(0.0, f64::max)).collect();
    let (mut x, mut at) = (vec![], 0.0);
    for (width, channel) in widths.iter().zip(between) {
        x.push(at);
        at += width + channel.width().max(COLUMN_GAP);
    }
    (x, widths)
}

/// The top of each spot, the bands, and the height of the whole.
fn down(spots: &[Spot], order: &[Vec<usize>], count: usize) -> (Vec<f64>, Vec<(f64, f64)>, f64) {
    let (mut y, mut bands, mut top) = (vec![0.0; spots.len()], vec![], 0.0);
    let mut placed = BTreeSet::new();
    for band in 0..count {
        for column in order {
            let here: Vec<usize> = column.iter().copied().filter(|s| spots[*s].band == band).collect();
            settle(spots, &here, &placed, &mut y);
            placed.extend(here);
        }
        let of_band = || (0..spots.len()).filter(|s| spots[*s].band == band);
        let least = of_band().map(|s| y[s]).fold(f64::INFINITY, f64::min);
        let most = of_band().map(|s| y[s] + spots[s].height).fold(f64::NEG_INFINITY, f64::max);
        let height = if least.is_finite() { most - least } else { 0.0 };
        for spot in of_band().collect::<Vec<_>>() {
            y[spot] += top - least;
        }
        bands.push((top, height));
        top += height + ROW_GAP;
    }
    (y, bands, (top - ROW_GAP).max(0.0))
}

/// Each spot level with those that lead to it, as far as its neighbours leave room.
fn settle(spots: &[Spot], here: &[usize], placed: &BTreeSet<usize>, y: &mut [f64]) {
    let (mut bottom, mut moved) = (f64::NEG_INFINITY, 0.0);
    for spot in here {
        let near: Vec<f64> = spots[*spot]
            .before
            .iter()
            .filter(|n| placed.contains(n) && spots[**n].band == spots[*spot].band)
            .map(|n| y[*n] + spots[*n].height / 2.0)
            .collect();
        let wish = if near.is_empty() {
            if bottom.is_finite() { bottom } else { 0.0 }
        } else {
            near.iter().sum::<f64>() / near.len() as f64 - spots[*spot].height / 2.0
        };
        y[*spot] = wish.max(bottom);
        moved += y[*spot] - wish;
        bottom = y[*spot] + spots[*spot].height + ROW_GAP;
    }
    let share = moved / here.len().max(1) as f64;
    for spot in here {
        y[*spot] -= share;
    }
}
