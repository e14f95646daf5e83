//! A model made of any bytes: each says what is added next, so that every change of a byte is a change of the structure
//! (a node more, a flow elsewhere, a sub-process that ends later) and never of mere text.
use std::fmt::Write;

const NODES: [&str; 13] = [
    "task",
    "userTask",
    "serviceTask",
    "startEvent",
    "endEvent",
    "intermediateThrowEvent",
    "intermediateCatchEvent",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "callActivity",
    "dataObjectReference",
];
const SCOPES: [&str; 3] = ["subProcess", "transaction", "adHocSubProcess"];
const DEPTH_MAX: usize = 8;
const NODES_MAX: usize = 400;

/// Something drawn: its number, and the number of the one that it is inside of.
struct Made {
    pools: Vec<String>,
    open: Vec<&'static str>,
    nodes: usize,
    flows: usize,
    lane: Vec<usize>,
    body: String,
    between: String,
    shapes: String,
}

/// The model that these bytes describe.
pub fn model(bytes: &[u8]) -> String {
    let mut made = Made {
        pools: vec![],
        open: vec![],
        nodes: 0,
        flows: 0,
        lane: vec![],
        body: String::new(),
        between: String::new(),
        shapes: String::new(),
    };
    let mut rest = bytes.iter().copied();
    while let Some(what) = rest.next() {
        if made.nodes >= NODES_MAX {
            break;
        }
        made.add(what, &mut rest);
    }
    made.finish()
}

impl Made {
    fn add(&mut self, what: u8, rest: &mut impl Iterator<Item = u8>) {
        let mut next = || usize::from(rest.next().unwrap_or_default());
        match what % 16 {
            0..=4 => {
                let id = self.node();
                let _ = write!(self.body, "<{} id='n{id}'/>", NODES[next() % NODES.len()]);
                self.lane.push(id);
            }
            5 if self.open.len() < DEPTH_MAX => {
                let (id, tag) = (self.node(), SCOPES[next() % SCOPES.len()]);
                let by_event = if what > 200 { " triggeredByEvent='true'" } else { "" };
                let _ = write!(self.body, "<{tag} id='n{id}'{by_event}>");
                self.open.push(tag);
            }
            6 => {
                if let Some(tag) = self.open.pop() {
                    let _ = write!(self.body, "</{tag}>");
                }
            }
            7..=10 if self.nodes > 0 => {
                // Also to itself, back, and out of its scope.
                let (from, to) = (next() % self.nodes, next() % self.nodes);
                let id = self.flow();
                let _ = write!(self.body, "<sequenceFlow id='f{id}' sourceRef='n{from}' targetRef='n{to}'/>");
            }
            11 if self.nodes > 0 => {
                let (on, id) = (next() % self.nodes, self.node());
                let _ = write!(self.body, "<boundaryEvent id='n{id}' attachedToRef='n{on}'/>");
            }
            12 => self.pool(),
            13 if self.nodes > 0 => {
                let (from, to, id) = (next() % self.nodes, next() % self.nodes, self.flow());
                let _ = write!(self.between, "<messageFlow id='f{id}' sourceRef='n{from}' targetRef='n{to}'/>");
            }
            14 if self.nodes > 0 => {
                // A part of the diagram is there already, wherever that may be.
                let (of, x, y) = (next() % self.nodes, next() * 16, next() * 16);
                let (width, height) = (next(), next());
                let _ = write!(
                    self.shapes,
                    "<di:BPMNShape bpmnElement='n{of}'><dc:Bounds x='{x}' y='-{y}' width='{width}' height='{height}'/></di:BPMNShape>"
                );
            }
            15 if self.nodes > 0 => {
                let (from, to, id) = (next() % self.nodes, self.node(), self.flow());
                let _ = write!(
                    self.body,
                    "<textAnnotation id='n{to}'/><association id='f{id}' sourceRef='n{from}' targetRef='n{to}'/>"
                );
            }
            _ => {}
        }
    }

    fn node(&mut self) -> usize {
        self.nodes += 1;
        self.nodes - 1
    }

    fn flow(&mut self) -> usize {
        self.flows += 1;
        self.flows - 1
    }

    /// Ends a process, and with it a pool, whose nodes stand in lanes by turns.
    fn pool(&mut self) {
        while let Some(tag) = self.open.pop() {
            let _ = write!(self.body, "</{tag}>");
        }
        let number = self.pools.len();
        let mut lanes = String::new();
        if self.lane.len() > 3 {
            let half = self.lane.len() / 2;
            lanes += "<laneSet>";
            for (at, part) in [&self.lane[..half], &self.lane[half..]].iter().enumerate() {
                let _ = write!(lanes, "<lane id='l{number}-{at}'>");
                part.iter().for_each(|node| {
                    let _ = write!(lanes, "<flowNodeRef>n{node}</flowNodeRef>");
                });
                lanes += "</lane>";
            }
            lanes += "</laneSet>";
        }
        self.lane.clear();
        let body = std::mem::take(&mut self.body);
        self.pools.push(format!("<process id='p{number}'>{lanes}{body}</process>"));
    }

    fn finish(mut self) -> String {
        self.pool();
        let several = self.pools.len() > 1 || !self.between.is_empty();
        let mut participants = String::new();
        for number in 0..self.pools.len() {
            let _ = write!(participants, "<participant id='c{number}' processRef='p{number}'/>");
        }
        let between = if several {
            format!("<collaboration id='c'>{participants}{}</collaboration>", self.between)
        } else {
            String::new()
        };
        let plane = if several { "c" } else { "p0" };
        let drawn = if self.shapes.is_empty() {
            String::new()
        } else {
            format!(
                "<di:BPMNDiagram><di:BPMNPlane bpmnElement='{plane}'>{}</di:BPMNPlane></di:BPMNDiagram>",
                self.shapes
            )
        };
        format!(
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:di='http://www.omg.org/spec/BPMN/20100524/DI' \
             xmlns:dc='http://www.omg.org/spec/DD/20100524/DC' targetNamespace='t'>{between}{}{drawn}</definitions>",
            self.pools.concat()
        )
    }
}
