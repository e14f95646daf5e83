//! Process trees: blocks in one another, so that every model is sound.
use std::fmt;

/// How the children of a block go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// One after the other.
    Sequence,
    /// One of them.
    Exclusive,
    /// All, in any order.
    Parallel,
    /// The first, then any number of times one of the others and the first again.
    Loop,
}

/// A process tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tree {
    /// Nothing that can be seen.
    Silent,
    /// An activity.
    Activity(String),
    /// A block.
    Block(Operator, Vec<Tree>),
}

impl Tree {
    /// The same language with fewer blocks: blocks of one operator in one another become one, silent steps vanish where
    /// they change nothing, and a block of one child is that child.
    #[must_use]
    pub fn simplified(self) -> Tree {
        let Tree::Block(operator, children) = self else { return self };
        let mut flat = vec![];
        for child in children.into_iter().map(Tree::simplified) {
            match child {
                Tree::Block(inner, grandchildren) if inner == operator && operator != Operator::Loop => {
                    flat.extend(grandchildren);
                }
                Tree::Silent if matches!(operator, Operator::Sequence | Operator::Parallel) => {}
                Tree::Silent if operator == Operator::Exclusive && flat.contains(&Tree::Silent) => {}
                other => flat.push(other),
            }
        }
        match (operator, flat.len()) {
            (_, 0) => Tree::Silent,
            (_, 1) => flat.remove(0),
            (Operator::Loop, _) if flat.iter().all(|child| *child == Tree::Silent) => Tree::Silent,
            _ => Tree::Block(operator, flat),
        }
    }

    /// With the children of blocks whose order means nothing sorted, so that equal models look the same.
    #[must_use]
    pub fn canonical(self) -> Tree {
        let Tree::Block(operator, children) = self else { return self };
        let mut children: Vec<Tree> = children.into_iter().map(Tree::canonical).collect();
        if matches!(operator, Operator::Exclusive | Operator::Parallel) {
            children.sort();
        }
        Tree::Block(operator, children)
    }
}

/// The usual notation: `->( 'a', X( tau, 'b' ), +( 'c', 'd' ), *( 'e', tau ) )`.
impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tree::Silent => write!(f, "tau"),
            Tree::Activity(name) => write!(f, "'{name}'"),
            Tree::Block(operator, children) => {
                let sign = match operator {
                    Operator::Sequence => "->",
                    Operator::Exclusive => "X",
                    Operator::Parallel => "+",
                    Operator::Loop => "*",
                };
                write!(f, "{sign}( ")?;
                for (index, child) in children.iter().enumerate() {
                    write!(f, "{}{child}", if index == 0 { "" } else { ", " })?;
                }
                write!(f, " )")
            }
        }
    }
}
