//! Steps side by side, and in another order.
use super::{Job, NoRedesign, shape};
use crate::id::ElementId;
use std::collections::BTreeSet;

/// A check: the step, the gateway behind it where it has one, and the flow by which it goes on.
struct Block {
    task: usize,
    into: Vec<usize>,
    /// Where its ways out begin: the gateway, or the step.
    last: usize,
    ways: Vec<usize>,
}

impl Job<'_> {
    /// `… → a → b → …` becomes a parallel gateway before both and one behind.
    pub(super) fn parallelise(&mut self, first: &str, second: &str) -> Result<bool, NoRedesign> {
        let (a, b) = (self.place(first)?, self.place(second)?);
        if a.target != b.number || b.into.len() != 1 {
            return Err(shape(format!("`{second}` does not directly and only follow `{first}`: draw it by hand")));
        }
        if b.target == a.number {
            return Err(shape(format!("`{second}` leads back to `{first}`: draw it by hand")));
        }
        let (split, join) = (self.text.fresh("split"), self.text.fresh("join"));
        let [to_a, from_a, from_b] = ["to_first", "from_first", "from_second"].map(|word| self.text.fresh(word));
        let (between, behind) = (self.id(a.out), self.id(b.out));
        let into: Vec<String> = a.into.iter().map(|flow| self.id(*flow)).collect();
        let into: Vec<&str> = into.iter().map(String::as_str).collect();
        self.lead_all(&a.into, a.number, &split);
        self.text.tell(a.number, "incoming", &to_a);
        self.text.retell(a.number, "outgoing", &between, &from_a);
        self.text.set(a.out, "sourceRef", &split);
        self.text.retell(b.number, "outgoing", &behind, &from_b);
        self.text.set(b.out, "sourceRef", &join);
        let named = |id: &str| format!(" id=\"{id}\"");
        self.put(a.number, "parallelGateway", &named(&split), "", (&into, &[&to_a, &between]));
        self.put(b.number, "parallelGateway", &named(&join), "", (&[&from_a, &from_b], &[&behind]));
        self.put_flow(a.out, &to_a, &split, first, None);
        self.put_flow(b.out, &from_a, first, &join, None);
        self.put_flow(b.out, &from_b, second, &join, None);
        Ok(true)
    }

    /// Each check keeps its own gateway with its ways to the side; only the ways between them lead elsewhere.
    pub(super) fn reorder(&mut self, to: &[ElementId]) -> Result<bool, NoRedesign> {
        let blocks = to.iter().map(|id| self.block(id.as_str())).collect::<Result<Vec<Block>, NoRedesign>>()?;
        if blocks.len() < 2 || to.iter().collect::<BTreeSet<_>>().len() != to.len() {
            return Err(shape("an order is of at least two different steps"));
        }
        let exits = self.exits(&blocks)?;
        let order = chain(&blocks, &exits, |flow| self.graph(blocks[0].task).target(flow))?;
        let (first, last) = (order[0], order[order.len() - 1]);
        let graph = self.graph(blocks[0].task);
        let begun: Vec<usize> = blocks[first].into.clone();
        let beyond = graph.target(exits[last]);
        if begun.iter().any(|flow| exits.contains(flow)) {
            return Err(shape("the steps lead in a circle: draw the order by hand"));
        }
        let behind = self.id(exits[last]);
        // Where each flow leads from now on: those before to the first step of the new order, each way on to the next one.
        let mut led: Vec<(usize, Option<usize>)> = begun.iter().map(|flow| (*flow, Some(0))).collect();
        led.extend((0..blocks.len()).map(|at| (exits[at], (at + 1 < blocks.len()).then_some(at + 1))));
        for block in &blocks {
            for flow in &block.into {
                let id = self.id(*flow);
                self.text.untell(block.task, "incoming", &id);
            }
        }
        let new_last = self.id(exits[blocks.len() - 1]);
        for (flow, block) in led {
            let (target, id) = (block.map_or(beyond, |at| blocks[at].task), self.id(flow));
            let name = self.id(target);
            self.text.lead(flow, &name);
            if block.is_some() {
                self.text.tell(target, "incoming", &id);
            }
        }
        if behind != new_last {
            self.text.retell(beyond, "incoming", &behind, &new_last);
        }
        Ok(true)
    }

    /// Checks may each stop at an end of their own. Then the way on is the one that says what those of the others say, where
    /// all besides say what stops there: `decision = "reject"` is the same of whatever was decided.
    fn as_others_say(&self, blocks: &[Block], on: &impl Fn(&Block) -> Vec<usize>, ways: &[usize]) -> Vec<usize> {
        let (mut goes, mut stops) = (BTreeSet::new(), BTreeSet::new());
        for block in blocks.iter().filter(|block| block.ways.len() > 1) {
            let ways_on = on(block);
            if ways_on.is_empty() {
                continue;
            }
            for way in &block.ways {
                let said = if ways_on.contains(way) { &mut goes } else { &mut stops };
                said.insert(self.says(*way));
            }
        }
        let is = |said: &BTreeSet<Option<String>>, way: &usize| {
            let says = self.says(*way);
            says.is_some() && said.contains(&says)
        };
        let plain = goes.is_disjoint(&stops) && ways.iter().all(|way| is(&goes, way) || is(&stops, way));
        ways.iter().copied().filter(|way| plain && is(&goes, way)).collect()
    }

    /// When a way is taken: by default, or by its condition without the name that it begins with. None: nothing says.
    fn says(&self, way: usize) -> Option<String> {
        let document = &self.text.document;
        let source = document.element(way).get("sourceRef").and_then(|id| document.resolve(way, id))?;
        if document.element(source).get("default") == Some(self.id(way).as_str()) {
            return Some("default".to_owned());
        }
        let text = document.tree.text(document.child(way, "conditionExpression")?);
        let text = text.trim().trim_start_matches('=').trim_start();
        let rest = text.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
        Some(rest.split_whitespace().collect())
    }

    fn block(&self, id: &str) -> Result<Block, NoRedesign> {
        let place = self.place(id)?;
        let graph = self.graph(place.number);
        let gateway = self.text.document.tag(place.target) == "exclusiveGateway";
        if gateway && graph.out(place.target).len() > 1 {
            if graph.to(place.target).len() != 1 {
                return Err(shape(format!("other ways than that of `{id}` lead to the gateway behind it")));
            }
            let ways = graph.out(place.target).to_vec();
            return Ok(Block { task: place.number, into: place.into, last: place.target, ways });
        }
        Ok(Block { task: place.number, into: place.into, last: place.number, ways: vec![place.out] })
    }

    /// For each check the way by which it goes on: to another one of them, or where none does the one way that does not lead
    /// where others are stopped.
    fn exits(&self, blocks: &[Block]) -> Result<Vec<usize>, NoRedesign> {
        let graph = self.graph(blocks[0].task);
        let tasks: BTreeSet<usize> = blocks.iter().map(|block| block.task).collect();
        let on = |block: &Block| -> Vec<usize> {
            block.ways.iter().copied().filter(|way| tasks.contains(&graph.target(*way))).collect()
        };
        let stops: BTreeSet<usize> = blocks
            .iter()
            .filter(|block| !on(block).is_empty())
            .flat_map(|block| block.ways.iter().map(|way| graph.target(*way)).filter(|target| !tasks.contains(target)))
            .collect();
        let exit = |block: &Block| {
            let mut ways = on(block);
            if ways.is_empty() {
                ways = block.ways.iter().copied().filter(|way| !stops.contains(&graph.target(*way))).collect();
            }
            if ways.len() > 1 {
                ways = self.as_others_say(blocks, &on, &ways);
            }
            if let [way] = ways.as_slice() {
                return Ok(*way);
            }
            let id = self.id(block.last);
            Err(shape(format!("it is not plain by which way `{id}` goes on: draw the order by hand")))
        };
        blocks.iter().map(exit).collect()
    }
}

/// The checks in the order in which they follow one another now, by their place in `blocks`.
fn chain(blocks: &[Block], exits: &[usize], target: impl Fn(usize) -> usize) -> Result<Vec<usize>, NoRedesign> {
    let next: Vec<Option<usize>> =
        exits.iter().map(|exit| blocks.iter().position(|block| block.task == target(*exit))).collect();
    let first = (0..blocks.len()).find(|at| !next.contains(&Some(*at)));
    let mut order: Vec<usize> = vec![];
    let mut at = first;
    while let Some(block) = at.filter(|at| !order.contains(at)) {
        // Between two of them nothing else may come in: it would pass some of them by.
        if !order.is_empty() && blocks[block].into.len() != 1 {
            return Err(shape("a way from elsewhere comes in between the steps: draw the order by hand"));
        }
        order.push(block);
        at = next[block];
    }
    if order.len() == blocks.len() {
        Ok(order)
    } else {
        Err(shape("the steps do not directly follow one another: draw the order by hand"))
    }
}
