//! Message flows: what goes over them, and where they say other things than the events they connect.
use super::view::View;
use crate::message_flows::MessageFlows;
use crate::problem::Problem;

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    // Message flows belong to the file, not to one process of it: said once.
    if view.model.message_flows.is_empty() || view.model.processes.first().map(|p| &p.id) != Some(&view.process.id) {
        return;
    }
    let flows = MessageFlows::of(view.model);
    for flow in &view.model.message_flows {
        if !flows.is_executed(flow) {
            let message = "neither end of this message flow is a message event, a send or a receive task: \
                           it is documentation";
            problems.push(Problem::note("message-flow-documentation-only", Some(&flow.id), flow.place, message));
        }
        if let Some((from, to)) = flows.differing(flow) {
            let message = format!(
                "`{}` sends message `{from}` and `{}` waits for `{to}`: the names count, and nothing \
                 goes over this message flow",
                flow.source, flow.target
            );
            problems.push(Problem::warning("message-flow-names-differ", Some(&flow.id), flow.place, message));
        }
    }
}
