//! Repeated activities: what says how often.
use super::view::{View, error, warning};
use crate::juel::is_juel;
use crate::model::{Behavior, Loop, Node, NodeKind, StandardLoop, Text};
use crate::problem::Problem;

/// BPMN: an executed multi-instance activity says how often: by a number or by a collection.
pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    for node in &view.process.nodes {
        match &node.looped {
            Some(Loop::MultiInstance(marker)) if marker.cardinality.is_none() && marker.collection.is_none() => {
                let message = "nothing says how often; set loopCardinality, weir:collection or loopDataInputRef";
                problems.push(view.incomplete("loop-without-count", &node.id, marker.place, message));
            }
            Some(Loop::Standard(marker)) => problems.extend(standard(view, node, marker)),
            _ => {}
        }
        problems.extend(reported(node));
    }
}

/// BPMN 10.3.8: a behaviour that reports instances says by which event.
fn reported(node: &Node) -> Option<Problem> {
    let Some(Loop::MultiInstance(marker)) = &node.looped else { return None };
    let message = match &marker.behavior {
        Behavior::None(None) => "noneBehaviorEventRef is not set",
        Behavior::One(None) => "oneBehaviorEventRef is not set",
        Behavior::Complex(cases) if cases.is_empty() => {
            let message = "behavior Complex asks for a complexBehaviorDefinition: as it is, nothing is reported";
            return Some(Problem { place: marker.place, ..warning("loop-behavior-default", node, message) });
        }
        _ => return None,
    };
    let message = format!("{message}: a signal named `{}` is thrown", node.id);
    Some(Problem { place: marker.place, ..warning("loop-behavior-default", node, message) })
}

/// BPMN 10.3.8: a loop ends when its condition no longer holds, or after its maximum, which is a whole number.
fn standard(view: &View<'_>, node: &Node, marker: &StandardLoop) -> Option<Problem> {
    if let Some(maximum) = &marker.maximum {
        let given = maximum.text.starts_with('=') || is_juel(&maximum.text);
        let message = format!("`{}` is no maximum; write a whole number from 0, or FEEL after `=`", maximum.text);
        let wrong = !given && maximum.text.parse::<u32>().is_err();
        return wrong.then(|| Problem { place: maximum.place, ..error("loop-maximum-invalid", node, message) });
    }
    let message = "nothing ends the loop; set loopCondition or loopMaximum";
    // A condition that always holds ends nothing either, where nothing is done that could wait, or fail.
    let always = |text: &Text| matches!(text.text.trim_matches(['=', '$', '#', '{', '}', ' ']), "true");
    let endless = marker
        .condition
        .as_ref()
        .is_none_or(|text| always(text) && matches!(node.kind, NodeKind::Task | NodeKind::ManualTask));
    endless.then(|| view.incomplete("loop-without-end", &node.id, marker.place, message))
}
