//! Random processes: blocks that nest, as BPMN files.
use std::fmt::Write;
use weir_engine::store::sim::Random;

/// How deep blocks nest.
const DEPTH_MAX: u32 = 3;
/// The process that call activities call; deploy it beside the random one.
pub const CALLED: &str = "called";

/// The file of a random process with this id.
pub fn random_process(random: &mut Random, id: &str) -> String {
    let mut writer = Writer { random, next: 0, body: String::new() };
    writer.scope(0);
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
         targetNamespace='t'><message id='m' name='m' weir:correlationKey='= \"k\"'/><error id='e' errorCode='e'/>\
         <signal id='s' name='s'/><process id='{id}' isExecutable='true'>{}</process></definitions>",
        writer.body
    )
}

struct Writer<'a> {
    random: &'a mut Random,
    next: u32,
    body: String,
}

impl Writer<'_> {
    /// A whole scope: start, one to three blocks, end.
    fn scope(&mut self, depth: u32) {
        let start = self.id();
        let _ = write!(self.body, "<startEvent id='{start}'/>");
        let mut last = start;
        for _ in 0..=self.random.below(3) {
            last = self.block(depth, &last);
        }
        self.end(&last);
    }

    /// A block after `from`; returns the element that tokens leave it by.
    fn block(&mut self, depth: u32, from: &str) -> String {
        let kinds = if depth < DEPTH_MAX { 13 } else { 7 };
        match self.random.below(kinds) {
            0 => self.leaf(from, "userTask", "weir:candidateGroups='g'", ""),
            1 => self.leaf(from, "serviceTask", "weir:type='work'", ""),
            2 => {
                let attributes = "scriptFormat='feel' weir:resultVariable='n'";
                self.leaf(from, "scriptTask", attributes, "<script>n + 1</script>")
            }
            3 => self.leaf(from, "receiveTask", "messageRef='m'", ""),
            4 => self.leaf(from, "intermediateCatchEvent", "", TIMER),
            5 => self.leaf(from, "callActivity", &format!("calledElement='{CALLED}'"), ""),
            6 => self.leaf(from, "task", "", ""),
            7 | 8 => self.split(depth, from, "parallelGateway"),
            9 => self.split(depth, from, "inclusiveGateway"),
            10 => self.split(depth, from, "exclusiveGateway"),
            11 => self.sub_process(depth, from),
            _ => self.many(depth, from),
        }
    }

    fn leaf(&mut self, from: &str, tag: &str, attributes: &str, inside: &str) -> String {
        let id = self.id();
        let _ = write!(self.body, "<{tag} id='{id}' {attributes}>{inside}</{tag}>");
        self.flow(from, &id, "");
        id
    }

    /// Two or three branches; where there is a choice the first is the default.
    fn split(&mut self, depth: u32, from: &str, tag: &str) -> String {
        let (fork, join) = (self.id(), self.id());
        let chooses = tag != "parallelGateway";
        let mut firsts = vec![];
        for branch in 0..2 + self.random.below(2) {
            let first = self.id();
            let _ = write!(self.body, "<task id='{first}'/>");
            let condition = format!("<conditionExpression>n &gt;= {}</conditionExpression>", self.random.below(3));
            self.flow(&fork, &first, if chooses && branch > 0 { &condition } else { "" });
            let last = self.block(depth + 1, &first);
            self.flow(&last, &join, "");
            firsts.push(first);
        }
        let default = if chooses { format!("default='{fork}_{}'", firsts[0]) } else { String::new() };
        let _ = write!(self.body, "<{tag} id='{fork}' {default}/><{tag} id='{join}'/>");
        self.flow(from, &fork, "");
        join
    }

    /// With something attached to it or inside it, or neither.
    fn sub_process(&mut self, depth: u32, from: &str) -> String {
        let id = self.id();
        let outside = std::mem::take(&mut self.body);
        self.scope(depth + 1);
        match self.random.below(4) {
            0 => self.event_sub_process(MESSAGE),
            1 => self.event_sub_process(TIMER),
            _ => {}
        }
        let inside = std::mem::replace(&mut self.body, outside);
        let _ = write!(self.body, "<subProcess id='{id}'>{inside}</subProcess>");
        self.flow(from, &id, "");
        let merge = self.leaf(&id, "exclusiveGateway", "", "");
        match self.random.below(4) {
            0 => self.boundary(&id, &merge, TIMER),
            1 => self.boundary(&id, &merge, MESSAGE),
            2 => self.boundary(&id, &merge, "<signalEventDefinition signalRef='s'/>"),
            _ => {}
        }
        merge
    }

    fn event_sub_process(&mut self, trigger: &str) {
        let (id, start, interrupting) = (self.id(), self.id(), self.random.below(2) == 0);
        let outside = std::mem::take(&mut self.body);
        let _ = write!(self.body, "<startEvent id='{start}' isInterrupting='{interrupting}'>{trigger}</startEvent>");
        let work = self.leaf(&start, "userTask", "", "");
        self.end(&work);
        let inside = std::mem::replace(&mut self.body, outside);
        let _ = write!(self.body, "<subProcess id='{id}' triggeredByEvent='true'>{inside}</subProcess>");
    }

    /// An interrupting event goes on where its activity would have; the token of another one has its own end.
    fn boundary(&mut self, on: &str, merge: &str, trigger: &str) {
        let (id, cancel) = (self.id(), self.random.below(2) == 0);
        let _ = write!(
            self.body,
            "<boundaryEvent id='{id}' attachedToRef='{on}' cancelActivity='{cancel}'>{trigger}</boundaryEvent>"
        );
        let work = self.leaf(&id, "userTask", "", "");
        if cancel {
            self.flow(&work, merge, "");
        } else {
            self.end(&work);
        }
    }

    /// Two or three instances of a sub-process, at once or one after the other.
    fn many(&mut self, depth: u32, from: &str) -> String {
        let (id, count, sequential) = (self.id(), 2 + self.random.below(2), self.random.below(2) == 0);
        let outside = std::mem::take(&mut self.body);
        self.scope(depth + 1);
        let inside = std::mem::replace(&mut self.body, outside);
        let _ = write!(
            self.body,
            "<subProcess id='{id}'>{inside}<multiInstanceLoopCharacteristics isSequential='{sequential}'>\
             <loopCardinality>{count}</loopCardinality></multiInstanceLoopCharacteristics></subProcess>"
        );
        self.flow(from, &id, "");
        id
    }

    fn end(&mut self, from: &str) {
        let end = self.id();
        let _ = write!(self.body, "<endEvent id='{end}'/>");
        self.flow(from, &end, "");
    }

    fn flow(&mut self, from: &str, to: &str, condition: &str) {
        let _ = write!(
            self.body,
            "<sequenceFlow id='{from}_{to}' sourceRef='{from}' targetRef='{to}'>{condition}</sequenceFlow>"
        );
    }

    fn id(&mut self) -> String {
        self.next += 1;
        format!("x{}", self.next)
    }
}

const TIMER: &str = "<timerEventDefinition><timeDuration>PT5M</timeDuration></timerEventDefinition>";
const MESSAGE: &str = "<messageEventDefinition messageRef='m'/>";
