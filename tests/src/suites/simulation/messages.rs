//! The simulator sends messages along message flows only: each receiver gets a message of its own name.
use super::rewrite::{Plan, plain};
use crate::suites::dom::{Element, Node};
use std::collections::BTreeMap;

/// Who receives and who sends which message.
#[derive(Debug, Default)]
pub struct Messages {
    /// Receivers at the end of a message flow, and their message.
    pub received: BTreeMap<String, String>,
    /// Senders, and the message they send.
    pub sent: BTreeMap<String, String>,
    /// What a sender sends beside that.
    also: Vec<(String, String)>,
}

/// A message that nobody waits for.
pub const NOBODY: &str = "to nobody";

impl Messages {
    /// Reads the message flows of a model.
    pub fn of(document: &Element, plan: &mut Plan) -> Messages {
        let mut messages = Messages::default();
        for flow in document.all().into_iter().filter(|e| e.local() == "messageFlow") {
            let (from, to) = (flow.get("sourceRef").unwrap_or_default(), flow.get("targetRef").unwrap_or_default());
            let node = |id: &str| document.find(id).is_some_and(|e| e.local() != "participant");
            plan.message_flows.insert(flow.id().to_owned(), node(to).then(|| name(to)));
            if !node(to) {
                continue;
            }
            messages.received.insert(to.to_owned(), name(to));
            if node(from)
                && let Some(other) = messages.sent.insert(from.to_owned(), name(to))
            {
                messages.also.push((from.to_owned(), other));
            }
        }
        messages
    }

    /// The message that an element waits for, made up when no message flow leads to it.
    pub fn received(&self, id: &str) -> String {
        self.received.get(id).cloned().unwrap_or_else(|| name(id))
    }

    /// The message that an element sends.
    pub fn sent(&self, id: &str) -> String {
        self.sent.get(id).cloned().unwrap_or_else(|| NOBODY.to_owned())
    }
}

/// A task that sends and receives becomes two: one that sends, and behind it the task itself, which waits. So does what sends
/// several messages.
pub fn split(document: &mut Element, messages: &mut Messages, plan: &mut Plan) {
    let both: Vec<String> = messages.sent.keys().filter(|id| messages.received.contains_key(*id)).cloned().collect();
    let mut before: Vec<(String, String)> =
        both.into_iter().filter_map(|id| messages.sent.remove(&id).map(|message| (id, message))).collect();
    before.append(&mut messages.also);
    for (number, (id, message)) in before.into_iter().enumerate() {
        let (sender, between) = (format!("{id}__send{number}"), format!("{id}__sent{number}"));
        messages.sent.insert(sender.clone(), message);
        document.each(&mut |e| {
            if e.local() == "sequenceFlow" && e.get("targetRef") == Some(&id) {
                e.set("targetRef", &sender);
            }
        });
        document.each(&mut |scope| {
            let Some(task) = scope.elements_mut().find(|e| e.id() == id) else { return };
            let mut first = task.sibling("sendTask").with("id", &sender);
            first.children.extend(task.elements().filter(|e| e.local() == "incoming").cloned().map(Node::Element));
            let first = first.holding(task.sibling("outgoing").saying(&between));
            task.retain(|e| e.local() != "incoming");
            let incoming = task.sibling("incoming").saying(&between);
            task.children.insert(0, Node::Element(incoming));
            let flow = task.sibling("sequenceFlow").with("id", &between);
            let flow = flow.with("sourceRef", &sender).with("targetRef", &id);
            scope.children.extend([Node::Element(first), Node::Element(flow)]);
        });
        plan.uncounted.push(sender);
        plan.uncounted_flows.push(between);
    }
}

/// The name of the message that an element waits for.
pub fn name(receiver: &str) -> String {
    format!("to {receiver}")
}

/// The id of a made-up root element.
pub fn id(name: &str) -> String {
    format!("made_up_{}", plain(name))
}

#[cfg(test)]
mod tests {
    use super::{Messages, split};
    use crate::suites::dom::parse;
    use crate::suites::simulation::rewrite::Plan;

    #[test]
    fn who_sends_two_messages_sends_one_before_the_other() {
        let file = "<d><messageFlow id='a' sourceRef='t' targetRef='x'/><messageFlow id='b' sourceRef='t' targetRef='y'/>\
                    <process id='p'><task id='t'><incoming>f</incoming></task>\
                    <sequenceFlow id='f' sourceRef='s' targetRef='t'/></process>\
                    <process id='q'><task id='x'/><task id='y'/></process></d>";
        let mut document = parse(file).expect("well-formed");
        let mut plan = Plan::default();
        let mut messages = Messages::of(&document, &mut plan);
        split(&mut document, &mut messages, &mut plan);
        assert_eq!(plan.uncounted, ["t__send0"]);
        let sent = |id: &str| messages.sent.get(id).map(String::as_str);
        assert_eq!((sent("t__send0"), sent("t")), (Some("to x"), Some("to y")));
        assert_eq!(document.find("f").and_then(|flow| flow.get("targetRef")), Some("t__send0"));
    }
}
