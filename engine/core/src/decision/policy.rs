//! What is doubtful about the hit policy of a table.
use super::model::{Policy, Table};
use crate::id::ElementId;
use crate::problem::{Place, Problem};

/// DMN 8.2.8: the results of several outputs together are no number that could be summed up or compared, and without output
/// values none of them goes before another.
pub(super) fn doubt(owner: &str, table: &Table) -> Option<Problem> {
    let place = table.rules.first().map_or(Place::default(), |rule| rule.place);
    let owner = ElementId::from(owner);
    match table.policy {
        Policy::Sum | Policy::Min | Policy::Max if table.outputs.len() > 1 => {
            let message = "its results are to be summed up or compared, and it has several outputs: leave one of them, or \
                           collect without aggregation";
            Some(Problem::error("dmn-aggregation", Some(&owner), place, message.to_owned()))
        }
        Policy::Priority | Policy::OutputOrder if table.outputs.iter().all(|output| output.allowed.is_none()) => {
            let message = "its hit policy goes by the order of the output values, and no output lists any: the order will be \
                           that of the rules";
            Some(Problem::warning("dmn-no-order", Some(&owner), place, message.to_owned()))
        }
        _ => None,
    }
}
