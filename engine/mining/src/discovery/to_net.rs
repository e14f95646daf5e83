//! A process tree as a Petri net, so that cases can be aligned with it.
use super::tree::{Operator, Tree};
use crate::conformance::{Net, Transition};

/// The net of a tree: one place at first, one at last, sound.
pub fn to_net(tree: &Tree) -> Net {
    let mut net = Net::default();
    let (source, sink) = (place(&mut net), place(&mut net));
    block(&mut net, tree, source, sink);
    net.initial = vec![0; net.places.len()];
    net.last = vec![0; net.places.len()];
    net.initial[source] = 1;
    net.last[sink] = 1;
    net
}

fn place(net: &mut Net) -> usize {
    net.places.push(format!("p{}", net.places.len()));
    net.places.len() - 1
}

fn transition(net: &mut Net, label: Option<&str>, from: &[usize], to: &[usize]) {
    let arcs = |places: &[usize]| places.iter().map(|place| (*place, 1)).collect();
    let id = format!("t{}", net.transitions.len());
    net.transitions.push(Transition { id, label: label.map(str::to_owned), takes: arcs(from), gives: arcs(to) });
}

fn block(net: &mut Net, tree: &Tree, from: usize, to: usize) {
    match tree {
        Tree::Silent => transition(net, None, &[from], &[to]),
        Tree::Activity(name) => transition(net, Some(name), &[from], &[to]),
        Tree::Block(Operator::Sequence, children) => {
            let mut at = from;
            for (index, child) in children.iter().enumerate() {
                let behind = if index + 1 == children.len() { to } else { place(net) };
                block(net, child, at, behind);
                at = behind;
            }
        }
        Tree::Block(Operator::Exclusive, children) => {
            // A choice that is entered through a place of its own cannot be disturbed by a loop around it.
            for child in children {
                block(net, child, from, to);
            }
        }
        Tree::Block(Operator::Parallel, children) => {
            let ends: Vec<(usize, usize)> = children.iter().map(|_| (place(net), place(net))).collect();
            transition(net, None, &[from], &ends.iter().map(|end| end.0).collect::<Vec<_>>());
            children.iter().zip(&ends).for_each(|(child, (begin, end))| block(net, child, *begin, *end));
            transition(net, None, &ends.iter().map(|end| end.1).collect::<Vec<_>>(), &[to]);
        }
        Tree::Block(Operator::Loop, children) => {
            let (begin, end) = (place(net), place(net));
            transition(net, None, &[from], &[begin]);
            let mut children = children.iter();
            children.by_ref().take(1).for_each(|body| block(net, body, begin, end));
            children.for_each(|redo| block(net, redo, end, begin));
            transition(net, None, &[end], &[to]);
        }
    }
}
