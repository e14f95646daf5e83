//! Graphs that are no blocks: flows that cross between branches, joins that get tokens from anywhere, loops that lead back
//! into the middle of others.
use proptest::prelude::*;
use std::fmt::Write;

/// A graph; its nodes are numbered, and forward flows lead to greater numbers.
#[derive(Debug, Clone)]
pub struct Tangle {
    nodes: Vec<Knot>,
    /// Loops: from which node back to which. Somebody has to do something on each way back.
    back: Vec<(usize, usize)>,
    around: Around,
}

#[derive(Debug, Clone)]
struct Knot {
    kind: Kind,
    /// How far ahead each of its flows leads.
    ahead: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    User,
    Task,
    Exclusive,
    Parallel,
    Inclusive,
    Complex,
    /// A user task with a boundary event that leads elsewhere.
    Late,
}

/// What the graph stands in.
#[derive(Debug, Clone, Copy)]
enum Around {
    Process,
    SubProcess,
    Parallel,
}

/// Any such graph.
pub fn tangle() -> impl Strategy<Value = Tangle> {
    let kind = prop_oneof![
        3 => Just(Kind::User),
        2 => Just(Kind::Task),
        3 => Just(Kind::Exclusive),
        3 => Just(Kind::Parallel),
        4 => Just(Kind::Inclusive),
        1 => Just(Kind::Complex),
        1 => Just(Kind::Late),
    ];
    let knot = (kind, prop::collection::vec(0..4_usize, 1..4)).prop_map(|(kind, ahead)| Knot { kind, ahead });
    let around = prop_oneof![4 => Just(Around::Process), 1 => Just(Around::SubProcess), 1 => Just(Around::Parallel)];
    let back = prop::collection::vec((0..12_usize, 0..12_usize), 0..3);
    (prop::collection::vec(knot, 3..11), back, around).prop_map(|(nodes, back, around)| Tangle { nodes, back, around })
}

impl Tangle {
    /// As notation.
    pub fn notation(&self) -> String {
        let mut text = String::new();
        let inner = match self.around {
            Around::Process => "",
            Around::SubProcess | Around::Parallel => {
                let many = if matches!(self.around, Around::Parallel) { " parallel x2" } else { "" };
                writeln!(
                    text,
                    "s: start -> sub\nsub: sub{many} -> last\nlate: boundary on sub timer PT5M -> last\nlast: end"
                )
                .unwrap();
                "  "
            }
        };
        writeln!(text, "{inner}first: start -> n0").unwrap();
        for (index, knot) in self.nodes.iter().enumerate() {
            self.knot(&mut text, inner, index, knot);
        }
        for (number, (_, to)) in self.back().enumerate() {
            // A way back is taken when somebody wants it, and waits for somebody.
            writeln!(text, "{inner}w{number}: user -> n{to}").unwrap();
        }
        writeln!(text, "{inner}end: end").unwrap();
        text
    }

    fn knot(&self, text: &mut String, inner: &str, index: usize, knot: &Knot) {
        let name = |to: usize| if to >= self.nodes.len() { "end".to_owned() } else { format!("n{to}") };
        let mut targets: Vec<String> = vec![];
        for ahead in &knot.ahead {
            let to = name(index + 1 + ahead);
            if !targets.contains(&to) {
                targets.push(to);
            }
        }
        let ways: Vec<String> =
            self.back().enumerate().filter(|(_, (from, _))| *from == index).map(|(n, _)| format!("w{n}")).collect();
        let conditional = |condition: fn(usize) -> String| {
            let mut flows: Vec<String> = ways.iter().map(|way| format!("{way} {{again}}")).collect();
            let (last, others) = targets.split_last().expect("it leads somewhere");
            flows.extend(others.iter().enumerate().map(|(n, to)| format!("{to} {{{}}}", condition(n))));
            flows.push(format!("{last} default"));
            flows.join(", ")
        };
        let (kind, flows) = match knot.kind {
            Kind::Exclusive => ("xor", conditional(|n| format!("counter = {n}"))),
            Kind::Inclusive => ("or", conditional(|n| format!("counter <= {}", n + 1))),
            Kind::Parallel => ("and", targets.join(", ")),
            Kind::Complex => ("complex {activationCount >= 2}", targets.join(", ")),
            Kind::User | Kind::Late => ("user", targets.join(", ")),
            Kind::Task => ("task", targets.join(", ")),
        };
        writeln!(text, "{inner}n{index}: {kind} -> {flows}").unwrap();
        if matches!(knot.kind, Kind::Late) {
            let to = name(index + 2);
            writeln!(text, "{inner}b{index}: boundary on n{index} timer PT1M non-interrupting -> {to}").unwrap();
        }
    }

    /// Loops begin at gateways that choose.
    fn back(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let count = self.nodes.len();
        let wanted = self.back.iter().map(move |(from, to)| (from % count, to % count));
        wanted.filter(|(from, to)| to <= from && matches!(self.nodes[*from].kind, Kind::Exclusive | Kind::Inclusive))
    }
}
