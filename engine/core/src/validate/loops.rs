//! Multi-instance markers.
use super::view::View;
use crate::model::Loop;
use crate::problem::Problem;

/// BPMN: an executed multi-instance activity says how often: by a number or by a collection.
pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    for node in &view.process.nodes {
        let Some(Loop::MultiInstance(marker)) = &node.looped else { continue };
        if marker.cardinality.is_none() && marker.collection.is_none() {
            let message = "nothing says how often; set loopCardinality, weir:collection or loopDataInputRef";
            problems.push(view.incomplete("loop-without-count", &node.id, marker.place, message));
        }
    }
}
