//! Models of people's work that are sound by their make: blocks with one way in and one way out.
use proptest::prelude::*;
use std::fmt::Write;

/// A model that is sound by its make.
#[derive(Debug, Clone)]
pub enum Block {
    Task,
    Approval(u8),
    /// Work for a worker.
    Job,
    Sequence(Vec<Block>),
    Parallel(Vec<Block>),
    Exclusive(Vec<Block>),
    Loop(Box<Block>),
    Scope(Box<Block>),
    /// Two at once.
    Twice(Box<Block>),
    /// All ways or one.
    Inclusive(Vec<Block>),
    /// Side by side in a scope of their own, with nothing before them.
    Beside(Vec<Block>),
    /// A task that has a handler, something, and a throw event that asks for it.
    Undone(Box<Block>),
    /// Activities that people choose; the number says how they are done and when that is enough.
    AdHoc(u8, Vec<Block>),
    /// A scope in which something may happen meanwhile: that ends it, or runs beside it.
    Watched(bool, Box<Block>, Box<Block>),
}

/// Any of them.
pub fn blocks() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![3 => Just(Block::Task), 3 => (0u8..15).prop_map(Block::Approval), 2 => Just(Block::Job)];
    let nested = leaf.clone().prop_recursive(4, 12, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            3 => several().prop_map(Block::Sequence),
            2 => several().prop_map(Block::Parallel),
            1 => several().prop_map(Block::Exclusive),
            1 => inner.clone().prop_map(|block| Block::Loop(Box::new(block))),
            1 => inner.clone().prop_map(|block| Block::Scope(Box::new(block))),
            1 => inner.clone().prop_map(|block| Block::Twice(Box::new(block))),
            1 => several().prop_map(Block::Inclusive),
            1 => several().prop_map(Block::Beside),
            1 => inner.clone().prop_map(|block| Block::Undone(Box::new(block))),
            1 => (0u8..5, several()).prop_map(|(how, blocks)| Block::AdHoc(how, blocks)),
            1 => (any::<bool>(), inner.clone(), inner).prop_map(|(ends, block, then)| {
                Block::Watched(ends, Box::new(block), Box::new(then))
            }),
        ]
    });
    // A split in a branch whose ends wait at the outer join: what goes back before it must take them along.
    let fork = prop::collection::vec(leaf, 4).prop_map(|parts| match <[Block; 4]>::try_from(parts) {
        Ok([first, left, right, beside]) => {
            let split = Block::Parallel(vec![left, right]);
            Block::Parallel(vec![Block::Sequence(vec![first, split]), beside])
        }
        Err(parts) => Block::Sequence(parts),
    });
    prop_oneof![3 => nested, 1 => fork]
}

/// Writes a model: each block goes from one node to the next.
#[derive(Default)]
pub struct Writer {
    text: String,
    next: usize,
}

impl Writer {
    fn id(&mut self) -> String {
        self.next += 1;
        format!("n{}", self.next)
    }

    fn node(&mut self, tag: &str, attributes: &str) -> String {
        let id = self.id();
        write!(self.text, "<{tag} id='{id}' {attributes}/>").unwrap();
        id
    }

    fn flow(&mut self, from: &str, to: &str) {
        let id = self.id();
        write!(self.text, "<sequenceFlow id='{id}' sourceRef='{from}' targetRef='{to}'/>").unwrap();
    }

    fn flow_if(&mut self, from: &str, to: &str, condition: &str) {
        let id = self.id();
        let inner = format!("<conditionExpression>{condition}</conditionExpression>");
        write!(self.text, "<sequenceFlow id='{id}' sourceRef='{from}' targetRef='{to}'>{inner}</sequenceFlow>")
            .unwrap();
    }

    /// First and last node of a block.
    fn block(&mut self, block: &Block) -> (String, String) {
        match block {
            Block::Task => {
                let id = self.node("userTask", "weir:assignee='ann'");
                (id.clone(), id)
            }
            Block::Job => {
                let id = self.node("serviceTask", "");
                (id.clone(), id)
            }
            Block::Approval(which) => {
                let mode = ["any", "all", "sequential", "ratio(50)", "one"][usize::from(which % 5)];
                let back = ["continue", "return(previous)", "return(initiator)"][usize::from(which / 5)];
                let rules = "user(cem), user(dan), user(eva)";
                let attributes = format!("weir:approvers='{rules}' weir:approvalMode='{mode}' weir:onReject='{back}'");
                let id = self.node("userTask", &attributes);
                (id.clone(), id)
            }
            Block::Sequence(blocks) => {
                let parts: Vec<(String, String)> = blocks.iter().map(|block| self.block(block)).collect();
                for pair in parts.windows(2) {
                    self.flow(&pair[0].1, &pair[1].0);
                }
                (parts[0].0.clone(), parts[parts.len() - 1].1.clone())
            }
            Block::Parallel(blocks) => {
                let (split, join) = (self.node("parallelGateway", ""), self.node("parallelGateway", ""));
                for block in blocks {
                    let (first, lasts) = self.branch(block);
                    self.flow(&split, &first);
                    for last in &lasts {
                        self.flow(last, &join);
                    }
                }
                (split, join)
            }
            Block::Exclusive(blocks) => {
                let split = self.id();
                let join = self.node("exclusiveGateway", "");
                for (at, block) in blocks.iter().enumerate() {
                    let (first, last) = self.block(block);
                    if at == 0 {
                        let default = self.id();
                        write!(self.text, "<sequenceFlow id='{default}' sourceRef='{split}' targetRef='{first}'/>")
                            .unwrap();
                        write!(self.text, "<exclusiveGateway id='{split}' default='{default}'/>").unwrap();
                    } else {
                        self.flow_if(&split, &first, &format!("= way = {at}"));
                    }
                    self.flow(&last, &join);
                }
                (split, join)
            }
            Block::Loop(block) => {
                let merge = self.node("exclusiveGateway", "");
                let (split, on) = (self.id(), self.node("task", ""));
                let (first, last) = self.block(block);
                self.flow(&merge, &first);
                self.flow(&last, &split);
                let default = self.id();
                write!(self.text, "<sequenceFlow id='{default}' sourceRef='{split}' targetRef='{on}'/>").unwrap();
                write!(self.text, "<exclusiveGateway id='{split}' default='{default}'/>").unwrap();
                self.flow_if(&split, &merge, "= way = 1");
                (merge, on)
            }
            Block::Inclusive(blocks) => {
                let (split, join) = (self.node("inclusiveGateway", ""), self.node("inclusiveGateway", ""));
                for (at, block) in blocks.iter().enumerate() {
                    let (first, last) = self.block(block);
                    self.flow_if(&split, &first, if at == 0 { "= way &gt;= 0" } else { "= way = 1" });
                    self.flow(&last, &join);
                }
                (split, join)
            }
            Block::Beside(blocks) => self.scope_of("", |writer| {
                for block in blocks {
                    // Nothing leads to it: it begins with the scope.
                    let (begin, (first, _)) = (writer.node("task", ""), writer.block(block));
                    writer.flow(&begin, &first);
                }
            }),
            Block::Undone(block) => self.undone(block),
            Block::AdHoc(how, blocks) => self.ad_hoc(*how, blocks),
            Block::Watched(ends, block, then) => self.watched(*ends, block, then),
            Block::Scope(block) => self.scope("", block),
            Block::Twice(block) => {
                let cardinality = "<loopCardinality>2</loopCardinality>";
                let twice =
                    format!("<multiInstanceLoopCharacteristics>{cardinality}</multiInstanceLoopCharacteristics>");
                self.scope(&twice, block)
            }
        }
    }

    /// Side by side or one after the other; chosen by the model or by people; enough when somebody says so, or when that
    /// holds after an activity.
    fn ad_hoc(&mut self, how: u8, blocks: &[Block]) -> (String, String) {
        let id = self.id();
        let around = std::mem::take(&mut self.text);
        let mut begins = vec![];
        for block in blocks {
            let (begin, (first, _)) = (self.node("task", ""), self.block(block));
            self.flow(&begin, &first);
            begins.push(format!("&quot;{begin}&quot;"));
        }
        let enough = "<completionCondition>= way = 0</completionCondition>";
        let (attributes, enough) = match how {
            0 => (String::new(), ""),
            1 => ("ordering='Sequential'".to_owned(), ""),
            2 => (format!("weir:activeElementsCollection='=[{}]'", begins.join(",")), ""),
            3 => ("cancelRemainingInstances='false'".to_owned(), enough),
            _ => ("ordering='Sequential'".to_owned(), enough),
        };
        self.text = format!("{around}<adHocSubProcess id='{id}' {attributes}>{}{enough}</adHocSubProcess>", self.text);
        (id.clone(), id)
    }

    fn watched(&mut self, ends: bool, block: &Block, then: &Block) -> (String, String) {
        self.scope_of("", |writer| {
            let inside = writer.whole(block);
            let (start, end) = (writer.id(), writer.node("endEvent", ""));
            let (first, last) = writer.block(then);
            writer.flow(&start, &first);
            writer.flow(&last, &end);
            let id = writer.id();
            writer.text = format!(
                "{inside}<subProcess id='{id}' triggeredByEvent='true'><startEvent id='{start}' isInterrupting='{ends}'>\
                 <signalEventDefinition signalRef='sig'/></startEvent>{}</subProcess>",
                writer.text
            );
        })
    }

    /// What is asked for at its end undoes its first task.
    fn undone(&mut self, block: &Block) -> (String, String) {
        let task = self.node("userTask", "weir:assignee='ann'");
        let (event, handler) = (format!("{task}c"), format!("{task}h"));
        write!(
            self.text,
            "<boundaryEvent id='{event}' attachedToRef='{task}'><compensateEventDefinition/></boundaryEvent>\
             <userTask id='{handler}' isForCompensation='true' weir:assignee='ben'/>\
             <association id='{task}a' sourceRef='{event}' targetRef='{handler}'/>\
             <intermediateThrowEvent id='{task}t'><compensateEventDefinition/></intermediateThrowEvent>"
        )
        .unwrap();
        let (first, last) = self.block(block);
        self.flow(&task, &first);
        self.flow(&last, &format!("{task}t"));
        (task.clone(), format!("{task}t"))
    }

    fn scope(&mut self, repeated: &str, block: &Block) -> (String, String) {
        self.scope_of(repeated, |writer| writer.text = writer.whole(block))
    }

    fn scope_of(&mut self, repeated: &str, fill: impl FnOnce(&mut Self)) -> (String, String) {
        let id = self.id();
        let around = std::mem::take(&mut self.text);
        fill(self);
        self.text = format!("{around}<subProcess id='{id}'>{repeated}{}</subProcess>", self.text);
        (id.clone(), id)
    }

    /// A branch of a split: what splits again at its end has no join of its own, so that its tokens wait at the outer one.
    fn branch(&mut self, block: &Block) -> (String, Vec<String>) {
        match block {
            Block::Parallel(blocks) => {
                let split = self.node("parallelGateway", "");
                let mut ends = vec![];
                for block in blocks {
                    let (first, lasts) = self.branch(block);
                    self.flow(&split, &first);
                    ends.extend(lasts);
                }
                (split, ends)
            }
            Block::Sequence(blocks) => {
                let (last, before) = blocks.split_last().expect("a sequence has parts");
                let (first, at) = self.block(&Block::Sequence(before.to_vec()));
                let (next, ends) = self.branch(last);
                self.flow(&at, &next);
                (first, ends)
            }
            other => {
                let (first, last) = self.block(other);
                (first, vec![last])
            }
        }
    }

    /// All that stands in the process.
    pub fn whole(&mut self, block: &Block) -> String {
        self.text.clear();
        let (start, end) = (self.node("startEvent", ""), self.node("endEvent", ""));
        let (first, last) = self.block(block);
        self.flow(&start, &first);
        self.flow(&last, &end);
        std::mem::take(&mut self.text)
    }
}
