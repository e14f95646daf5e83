//! What texts inside a decision take, by the sizes of what they find in their scope.

use std::collections::BTreeSet;

use dsntk_feel::bif::is_built_in_function_name;
use dsntk_feel::{FeelScope, Name};
use dsntk_feel_parser::AstNode;

use super::bound::grows;
use super::estimate::{MADE_STEPS, MADE_UNCOUNTED_MAX, makes, steps};
use super::limits::{MENTIONS_UNCOUNTED_MAX, STEPS_MAX};
use super::names::is_hidden;
use super::size::{Size, measure_feel};
use super::tree::children;

/// What some trees that are evaluated together take.
pub(crate) struct Meter {
    nodes: u64,
    grows: bool,
    makes: bool,
    calls: bool,
    read: Vec<(String, Name)>,
}

/// How large the values are that they find.
pub(crate) struct Sizes<'m>(Vec<(&'m str, Size)>);

impl Meter {
    /// That of `trees`, which read these variables.
    pub(super) fn new(trees: &[AstNode], variables: &BTreeSet<String>) -> Meter {
        Meter {
            nodes: trees.iter().map(count).sum(),
            grows: trees.iter().any(grows),
            makes: trees.iter().any(makes_somewhere),
            calls: trees.iter().any(|tree| calls(tree, variables)),
            read: variables.iter().map(|name| (name.clone(), name.into())).collect(),
        }
    }

    /// The nodes of the trees.
    pub(crate) fn nodes(&self) -> u64 {
        self.nodes
    }

    /// Does it take the same whatever is in the scope, but for the value `?` that is tested?
    pub(crate) fn is_constant(&self) -> bool {
        !self.calls && !self.grows && self.read.iter().all(|(name, _)| name == "?")
    }

    /// Does it call functions of the model? How much these give is known when they have given it.
    pub(crate) fn calls(&self) -> bool {
        self.calls
    }

    /// Measures what is in the scope.
    pub(crate) fn sizes(&self, scope: &FeelScope) -> Sizes<'_> {
        let size = |name: &Name| scope.get_value(name).map_or(Size::ONE, |value| measure_feel(&value));
        Sizes(self.read.iter().map(|(text, name)| (text.as_str(), size(name))).collect())
    }

    /// The elementary steps, as estimated, if no function of the model gives anything larger than `results`.
    pub(crate) fn steps(&self, trees: &[AstNode], sizes: &Sizes<'_>, results: Size) -> u64 {
        if self.grows {
            let all = trees.iter().map(|tree| steps(tree, &sizes.0, results));
            return all.fold(0, u64::saturating_add).max(self.nodes);
        }
        let copied = sizes.0.iter().map(|(_, size)| size.total).fold(0, u64::saturating_add);
        let made = if self.makes && copied > MADE_UNCOUNTED_MAX { MADE_STEPS } else { 0 };
        let read = copied.saturating_mul(MENTIONS_UNCOUNTED_MAX as u64 + made);
        self.nodes.saturating_add(read).saturating_add(results.total.saturating_mul(self.nodes))
    }

    /// The most that each function of the model may give for no more than so many steps in all. Where the steps do not grow
    /// faster than these, what was given is paid for when it is there.
    pub(crate) fn most(&self, trees: &[AstNode], sizes: &Sizes<'_>, max: u64) -> Most {
        if !self.grows || max == u64::MAX {
            return Most::ENDLESS;
        }
        let most = |shape: fn(u64) -> Size| {
            let mut elements = STEPS_MAX;
            while elements > 0 && self.steps(trees, sizes, shape(elements)) > max {
                elements = elements * 3 / 4;
            }
            elements
        };
        Most { scalars: most(Size::scalars), any: most(Size::any) }
    }
}

/// The most elements that functions may give: a loop that goes through scalars takes far less than one whose turns may each
/// give all that there is.
#[derive(Clone, Copy)]
pub(crate) struct Most {
    scalars: u64,
    any: u64,
}

impl Most {
    pub(crate) const ENDLESS: Most = Most { scalars: u64::MAX, any: u64::MAX };

    /// May functions have given this?
    pub(crate) fn holds(&self, given: Size) -> bool {
        given.total <= if given.item <= 1 { self.scalars } else { self.any }
    }
}

fn makes_somewhere(node: &AstNode) -> bool {
    makes(node) || children(node).into_iter().any(makes_somewhere)
}

fn count(node: &AstNode) -> u64 {
    1 + children(node).into_iter().map(count).sum::<u64>()
}

fn calls(node: &AstNode, variables: &BTreeSet<String>) -> bool {
    let here = match node {
        AstNode::FunctionInvocation(function, _) => match function.as_ref() {
            AstNode::Name(name) if is_hidden(name).is_some() => false,
            AstNode::Name(name) => !is_built_in_function_name(name.as_str()) || variables.contains(name.as_str()),
            _ => true,
        },
        _ => false,
    };
    here || children(node).into_iter().any(|child| calls(child, variables))
}
