//! Random processes: blocks that nest, written as notation so that a failing one can be read.
//!
//! This file is long because each kind of block has its lines here.
use proptest::prelude::*;
use std::fmt::Write;

/// A piece of a process with one way in and one way out.
#[derive(Debug, Clone)]
pub enum Block {
    User,
    Job,
    Task,
    Script,
    /// A script whose output cannot be told at first.
    LateOutput,
    Send,
    Signal,
    Escalate,
    Call,
    Decide,
    Open,
    Message,
    Timer,
    Several {
        all: bool,
    },
    Seq(Vec<Block>),
    Xor(Vec<Block>, u8),
    And(Vec<Block>),
    Or(Vec<Block>, u8),
    Event(Vec<Block>),
    Loop(Box<Block>),
    Sub(Box<Block>, Attached, Inside),
    Multi(Box<Block>, bool, u8, bool, Reports),
    Complex(Vec<Block>, u8),
    Quantity(u8),
    Again(Box<Block>, bool, u8, u8),
    Data(Box<Block>),
    AdHoc(Vec<Block>, bool, u8),
    Fail,
    Listened,
    /// A task in JavaScript, with listeners that are scripts too.
    Scripted,
    /// A user task with listeners that are scripts.
    Watched,
    /// A task that can be undone.
    Undoable(Handler),
    /// Compensation of everything, or of what comes before it.
    Compensate {
        wait: bool,
    },
    /// A transaction; whether it is cancelled a variable says.
    Transaction(Box<Block>),
}

/// What undoes a task.
#[derive(Debug, Clone, Copy)]
pub enum Handler {
    Task,
    User,
    Job,
    Sub,
    Several,
    Deadline,
}

/// What a multi-instance activity throws when an instance completes, and whether it can be undone as a whole.
#[derive(Debug, Clone, Copy)]
pub enum Reports {
    Nothing,
    Signal,
    Escalation,
    Error,
    Compensation,
    Condition,
    Undoable,
}

/// What is attached to a sub-process.
#[derive(Debug, Clone, Copy)]
pub enum Attached {
    Nothing,
    Timer { interrupting: bool },
    Message { interrupting: bool },
    Error,
    Escalation { interrupting: bool },
    Condition { interrupting: bool },
    Several { interrupting: bool, all: bool },
}

/// What waits inside a sub-process.
#[derive(Debug, Clone, Copy)]
pub enum Inside {
    Nothing,
    Message {
        interrupting: bool,
    },
    Timer {
        interrupting: bool,
    },
    Error,
    Terminate,
    Compensation {
        again: bool,
    },
    /// By message, with a timer of its own that cannot be told at first.
    Late {
        interrupting: bool,
    },
}

/// Random blocks, a few levels deep.
pub fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        4 => Just(Block::User), 3 => Just(Block::Job), 2 => Just(Block::Task), 1 => Just(Block::Script), 1 => Just(Block::LateOutput),
        1 => Just(Block::Send), 1 => Just(Block::Signal), 1 => Just(Block::Escalate), 1 => Just(Block::Call),
        1 => Just(Block::Open), 1 => Just(Block::Decide), 1 => Just(Block::Message), 1 => Just(Block::Timer), 1 => Just(Block::Fail),
        1 => any::<bool>().prop_map(|all| Block::Several { all }), 1 => (2u8..4).prop_map(Block::Quantity),
        1 => Just(Block::Listened), 1 => Just(Block::Scripted), 1 => Just(Block::Watched),
        4 => handler().prop_map(Block::Undoable), 2 => any::<bool>().prop_map(|wait| Block::Compensate { wait }),
    ];
    leaf.prop_recursive(4, 20, 3, |inner| {
        let some = || prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            3 => some().prop_map(Block::Seq),
            1 => (some(), any::<u8>()).prop_map(|(b, n)| Block::Xor(b, n)),
            2 => some().prop_map(Block::And),
            2 => (some(), any::<u8>()).prop_map(|(b, n)| Block::Or(b, n)),
            1 => some().prop_map(Block::Event),
            1 => (some(), any::<u8>()).prop_map(|(b, n)| Block::Complex(b, n)),
            1 => inner.clone().prop_map(|b| Block::Loop(Box::new(b))),
            3 => (inner.clone(), attached(), inside()).prop_map(|(b, a, i)| Block::Sub(Box::new(b), a, i)),
            2 => (prop::collection::vec(inner.clone(), 1..3), any::<bool>(), any::<u8>())
                .prop_map(|(b, one_by_one, ways)| Block::AdHoc(b, one_by_one, ways)),
            1 => inner.clone().prop_map(|b| Block::Data(Box::new(b))),
            2 => (inner.clone(), any::<bool>(), 0u8..4, 0u8..4)
                .prop_map(|(b, before, n, below)| Block::Again(Box::new(b), before, n, below)),
            2 => (inner.clone(), any::<bool>(), 0u8..4, any::<bool>(), reports())
                .prop_map(|(b, s, n, u, r)| Block::Multi(Box::new(b), s, n, u, r)),
            2 => inner.prop_map(|b| Block::Transaction(Box::new(b))),
        ]
    })
}

fn attached() -> impl Strategy<Value = Attached> {
    (0..7, any::<bool>(), any::<bool>()).prop_map(|(kind, interrupting, all)| match kind {
        0 => Attached::Nothing,
        1 => Attached::Timer { interrupting },
        2 => Attached::Message { interrupting },
        3 => Attached::Error,
        4 => Attached::Escalation { interrupting },
        5 => Attached::Several { interrupting, all },
        _ => Attached::Condition { interrupting },
    })
}

fn handler() -> impl Strategy<Value = Handler> {
    use Handler::{Deadline, Job, Several, Sub, Task, User};
    prop::sample::select(vec![Task, User, Job, Sub, Several, Deadline])
}

fn reports() -> impl Strategy<Value = Reports> {
    use Reports::{Compensation, Condition, Error, Escalation, Nothing, Signal, Undoable};
    prop::sample::select(vec![Nothing, Nothing, Signal, Escalation, Error, Compensation, Condition, Undoable])
}

fn inside() -> impl Strategy<Value = Inside> {
    (0..7, any::<bool>()).prop_map(|(kind, interrupting)| match kind {
        0 => Inside::Nothing,
        1 => Inside::Message { interrupting },
        2 => Inside::Timer { interrupting },
        3 => Inside::Error,
        4 => Inside::Compensation { again: interrupting },
        5 => Inside::Late { interrupting },
        _ => Inside::Terminate,
    })
}

/// The process around a block, as notation.
pub fn notation(block: &Block) -> String {
    let mut writer = Writer { text: String::new(), next: 0 };
    writer.body(0, block, "end");
    writer.text
}

struct Writer {
    text: String,
    next: u32,
}

impl Writer {
    fn id(&mut self, prefix: &str) -> String {
        self.next += 1;
        format!("{prefix}{}", self.next)
    }

    fn line(&mut self, depth: usize, line: &str) {
        writeln!(self.text, "{}{line}", "  ".repeat(depth)).unwrap();
    }

    fn body(&mut self, depth: usize, block: &Block, end_event: &str) {
        let (start, first, end) = (self.id("s"), self.id("n"), self.id("e"));
        self.line(depth, &format!("{start}: start -> {first}"));
        self.block(depth, block, &first, &end);
        self.line(depth, &format!("{end}: {end_event}"));
    }

    /// Writes a block whose first node is `first` and from which tokens go on to `next`.
    fn block(&mut self, depth: usize, block: &Block, first: &str, next: &str) {
        let n = first.trim_start_matches(|c: char| c.is_alphabetic()).to_owned();
        match block {
            Block::Listened | Block::Scripted | Block::Watched => self.listened(depth, block, first, next),
            Block::Open => {
                let (yes, no, merge) = (self.id("n"), self.id("n"), self.id("n"));
                let condition = "count(for i in 1..limit return i) > 3";
                self.line(depth, &format!("{first}: xor -> {yes} {{{condition}}}, {no} default"));
                self.line(depth, &format!("{yes}: task -> {merge}"));
                self.line(depth, &format!("{no}: catch signal sig -> {merge}"));
                self.line(depth, &format!("{merge}: xor -> {next}"));
            }
            Block::Fail => {
                let (bad, good) = (self.id("n"), self.id("n"));
                self.line(depth, &format!("{first}: xor -> {bad} {{fails{n}}}, {good} default"));
                self.line(depth, &format!("{bad}: end error E1"));
                self.line(depth, &format!("{good}: task -> {next}"));
            }
            Block::Seq(blocks) => {
                let mut first = first.to_owned();
                for (i, block) in blocks.iter().enumerate() {
                    let following = if i + 1 == blocks.len() { next.to_owned() } else { self.id("n") };
                    self.block(depth, block, &first, &following);
                    first = following;
                }
            }
            Block::Xor(blocks, choice) => self.split(depth, blocks, ("xor", "xor"), first, next, Some(*choice)),
            Block::And(blocks) => self.split(depth, blocks, ("and", "and"), first, next, None),
            Block::Or(blocks, choice) => self.split(depth, blocks, ("or", "or"), first, next, Some(*choice)),
            Block::Complex(blocks, needed) => {
                let gate = format!("complex {{activationCount >= {}}}", usize::from(*needed) % blocks.len() + 1);
                self.split(depth, blocks, ("and", &gate), first, next, None);
            }
            Block::Quantity(number) => {
                let then = self.id("n");
                self.line(depth, &format!("{first}: task gives {number} -> {then}"));
                self.line(depth, &format!("{then}: user takes {number} -> {next}"));
            }
            Block::Event(blocks) => self.event(depth, blocks, first, next),
            Block::Loop(block) => {
                let (body, rest, way) = (self.id("n"), self.id("n"), self.id("n"));
                self.line(depth, &format!("{first}: xor -> {body}"));
                self.line(depth, &format!("{body}: user -> {rest}"));
                self.block(depth, block, &rest, &way);
                self.line(depth, &format!("{way}: xor -> {first} {{again}}, {next} default"));
            }
            Block::Sub(block, attached, inside) => self.sub(depth, block, *attached, *inside, first, next),
            Block::AdHoc(blocks, one_by_one, ways) => self.ad_hoc(depth, blocks, *one_by_one, *ways, first, next),
            Block::Data(block) => {
                let (job, end) = (self.id("n"), self.id("n"));
                self.line(
                    depth,
                    &format!("{first}: sub own order{n} take copy{n}=counter put got{n}=order{n} -> {next}"),
                );
                self.line(
                    depth + 1,
                    &format!("{job}: job type w own out{n} take in{n}=order{n} put order{n}=out{n} -> {end}"),
                );
                self.block(depth + 1, block, &end, &format!("{end}x"));
                self.line(depth + 1, &format!("{end}x: end"));
            }
            Block::Again(block, before, at_most, below) => {
                let way = if *before { "loop-before" } else { "loop" };
                let condition = format!("while {{loopCounter < {below} or counter > 100}}");
                self.line(depth, &format!("{first}: sub {way} at-most {at_most} {condition} -> {next}"));
                self.body(depth + 1, block, "end");
            }
            Block::Multi(block, sequential, count, until, reports) => {
                self.multi(depth, block, (*sequential, *count, *until, *reports), first, next);
            }
            Block::Undoable(handler) => {
                self.line(depth, &format!("{first}: user in was{n}=counter -> {next}"));
                self.undone_by(depth, first, *handler);
            }
            Block::Transaction(block) => self.transaction(depth, block, first, next),
            simple => {
                let node = leaf(simple, &n).expect("the others have several nodes");
                self.line(depth, &format!("{first}: {node} -> {next}"));
            }
        }
    }

    /// Elements with listeners that are jobs, or scripts.
    fn listened(&mut self, depth: usize, block: &Block, first: &str, next: &str) {
        match block {
            Block::Listened => {
                let listeners = "listen start=l listen end=l listen end=seen:=true";
                self.line(depth, &format!("{first}: job type w {listeners} out heard=1 -> {next} listen take=l"));
            }
            Block::Scripted => {
                let listeners = "listen start=js:one() listen end=js:two()";
                self.line(depth, &format!("{first}: javascript {{three()}} to scripted {listeners} -> {next}"));
            }
            Block::Watched => {
                let listeners = "listen create=js:made() listen assignment=js:given() listen complete=js:done()";
                self.line(depth, &format!("{first}: user for ann {listeners} -> {next} listen take=js:told()"));
            }
            other => unreachable!("{other:?} has no listeners"),
        }
    }

    fn multi(&mut self, depth: usize, block: &Block, how: (bool, u8, bool, Reports), first: &str, next: &str) {
        let (sequential, count, until, reports) = how;
        let way = if sequential { "sequential" } else { "parallel" };
        let until = if until { "until {numberOfCompletedInstances >= 2}" } else { "" };
        let throws = thrown(reports);
        self.line(depth, &format!("{first}: sub {way} x{count} {until} {throws} -> {next}"));
        self.body(depth + 1, block, "end");
        if matches!(reports, Reports::Undoable) {
            self.undone_by(depth, first, Handler::User);
        }
    }

    /// A variable says whether it is cancelled.
    fn transaction(&mut self, depth: usize, block: &Block, first: &str, next: &str) {
        let (start, body, way) = (self.id("s"), self.id("n"), self.id("n"));
        let (done, cancelled, merge) = (self.id("e"), self.id("e"), self.id("n"));
        self.line(depth, &format!("{first}: tx -> {merge}"));
        self.line(depth + 1, &format!("{start}: start -> {body}"));
        self.block(depth + 1, block, &body, &way);
        self.line(depth + 1, &format!("{way}: xor -> {cancelled} {{counter > 1}}, {done} default"));
        self.line(depth + 1, &format!("{done}: end"));
        self.line(depth + 1, &format!("{cancelled}: end cancel"));
        self.line(depth, &format!("{merge}: xor -> {next}"));
        let on = self.id("b");
        self.line(depth, &format!("{on}: boundary on {first} cancel -> {merge}"));
    }

    fn undone_by(&mut self, depth: usize, activity: &str, handler: Handler) {
        let (event, undo) = (self.id("b"), self.id("n"));
        self.line(depth, &format!("{event}: boundary on {activity} compensate -> {undo}"));
        let kind = match handler {
            Handler::Task => "task",
            Handler::User | Handler::Deadline => "user",
            Handler::Job => "job type w",
            Handler::Sub => "sub",
            Handler::Several => "user parallel x2",
        };
        self.line(depth, &format!("{undo}: {kind} for-compensation"));
        match handler {
            Handler::Sub => self.body(depth + 1, &Block::Seq(vec![Block::User, Block::Script]), "end terminate"),
            Handler::Deadline => {
                let (late, end) = (self.id("b"), self.id("e"));
                self.line(depth, &format!("{late}: boundary on {undo} timer PT1M -> {end}"));
                self.line(depth, &format!("{end}: end"));
            }
            _ => {}
        }
    }

    /// Each block hangs on a task that may be chosen.
    fn ad_hoc(&mut self, depth: usize, blocks: &[Block], one_by_one: bool, ways: u8, first: &str, next: &str) {
        let choices: Vec<String> = blocks.iter().map(|_| self.id("n")).collect();
        let order = if one_by_one { "one-by-one" } else { "" };
        let rest = if ways & 1 == 1 { "let-finish" } else { "" };
        let done = match ways >> 1 & 3 {
            0 => "done-when {again = false}",
            1 => "done-when {count(for i in 1..limit return i) > 3}",
            _ => "",
        };
        let begin = if ways >> 3 & 1 == 1 { format!("begin =[\"{}\"]", choices[0]) } else { String::new() };
        self.line(depth, &format!("{first}: adhoc {order} {rest} {done} {begin} -> {next}"));
        for (block, choice) in blocks.iter().zip(&choices) {
            let (body, last) = (self.id("n"), self.id("n"));
            self.line(depth + 1, &format!("{choice}: task -> {body}"));
            self.block(depth + 1, block, &body, &last);
            self.line(depth + 1, &format!("{last}: task"));
        }
    }

    fn split(
        &mut self,
        depth: usize,
        blocks: &[Block],
        gates: (&str, &str),
        first: &str,
        next: &str,
        choice: Option<u8>,
    ) {
        let (open, close) = gates;
        let join = self.id("n");
        let branches: Vec<String> = blocks.iter().map(|_| self.id("n")).collect();
        let target = |(i, branch): (usize, &String)| match choice {
            None => branch.clone(),
            Some(_) if i == 0 => format!("{branch} default"),
            Some(choice) => format!("{branch} {{{}}}", choice >> i & 1 == 1),
        };
        let targets: Vec<String> = branches.iter().enumerate().map(target).collect();
        self.line(depth, &format!("{first}: {open} -> {}", targets.join(", ")));
        for (block, branch) in blocks.iter().zip(&branches) {
            self.block(depth, block, branch, &join);
        }
        self.line(depth, &format!("{join}: {close} -> {next}"));
    }

    fn event(&mut self, depth: usize, blocks: &[Block], first: &str, next: &str) {
        let branches: Vec<(String, String)> = blocks.iter().map(|_| (self.id("n"), self.id("n"))).collect();
        let merge = self.id("n");
        let targets: Vec<&str> = branches.iter().map(|(catch, _)| catch.as_str()).collect();
        self.line(depth, &format!("{first}: event -> {}", targets.join(", ")));
        for (i, (block, (catch, body))) in blocks.iter().zip(&branches).enumerate() {
            let what = ["message m", "timer PT1M", "signal sig"][i % 3];
            self.line(depth, &format!("{catch}: catch {what} -> {body}"));
            self.block(depth, block, body, &merge);
        }
        self.line(depth, &format!("{merge}: xor -> {next}"));
    }

    fn sub(&mut self, depth: usize, block: &Block, attached: Attached, inside: Inside, first: &str, next: &str) {
        let merge = self.id("n");
        self.line(depth, &format!("{first}: sub -> {merge}"));
        self.body(depth + 1, block, if matches!(inside, Inside::Terminate) { "end terminate" } else { "end" });
        let word = |interrupting: bool| if interrupting { "" } else { " non-interrupting" };
        let start = match inside {
            Inside::Nothing | Inside::Terminate => None,
            Inside::Message { interrupting } | Inside::Late { interrupting } => {
                Some(format!("start message inner{}", word(interrupting)))
            }
            Inside::Timer { interrupting } => Some(format!("start timer R3/PT2M{}", word(interrupting))),
            Inside::Error => Some("start error E1".to_owned()),
            Inside::Compensation { .. } => Some("start compensate".to_owned()),
        };
        if let Some(start) = start {
            let (es, on, then, end) = (self.id("n"), self.id("s"), self.id("n"), self.id("e"));
            self.line(depth + 1, &format!("{es}: es"));
            self.line(depth + 2, &format!("{on}: {start} -> {then}"));
            self.line(depth + 2, &format!("{then}: user -> {end}"));
            let again = matches!(inside, Inside::Compensation { again: true });
            self.line(depth + 2, &format!("{end}: end{}", if again { " compensate" } else { "" }));
            if matches!(inside, Inside::Late { .. }) {
                let (es, on, end) = (self.id("n"), self.id("s"), self.id("e"));
                self.line(depth + 2, &format!("{es}: es"));
                self.line(depth + 3, &format!("{on}: start timer =late -> {end}"));
                self.line(depth + 3, &format!("{end}: end"));
            }
        }
        self.line(depth, &format!("{merge}: xor -> {next}"));
        self.boundary(depth, attached, first, &merge);
    }

    /// An interrupting event goes on where its activity would have; the token of a non-interrupting one has its own end.
    fn boundary(&mut self, depth: usize, attached: Attached, on: &str, next: &str) {
        let (event, interrupting) = match attached {
            Attached::Nothing => return,
            Attached::Timer { interrupting } => ("timer R2/PT3M", interrupting),
            Attached::Message { interrupting } => ("message outer", interrupting),
            Attached::Error => ("error", true),
            Attached::Escalation { interrupting } => ("escalation esc", interrupting),
            Attached::Condition { interrupting } => ("condition {counter > 2}", interrupting),
            Attached::Several { interrupting, all: false } => {
                ("message outer + timer R2/PT3M + escalation esc", interrupting)
            }
            Attached::Several { interrupting, all: true } => {
                ("all message outer + timer PT3M + escalation esc", interrupting)
            }
        };
        let (id, work, end) = (self.id("b"), self.id("n"), self.id("e"));
        let suffix = if interrupting { "" } else { " non-interrupting" };
        self.line(depth, &format!("{id}: boundary on {on} {event}{suffix} -> {work}"));
        if interrupting {
            self.line(depth, &format!("{work}: user -> {next}"));
        } else {
            self.line(depth, &format!("{work}: user -> {end}"));
            self.line(depth, &format!("{end}: end"));
        }
    }
}

/// The node of a block that is one node, as notation; `n` makes its names its own.
fn leaf(block: &Block, n: &str) -> Option<String> {
    Some(match block {
        Block::User => "user".into(),
        Block::Job => format!("job type w out got{n}=1"),
        Block::Task => "task".into(),
        Block::Script => "script {counter + 1} to counter".into(),
        Block::LateOutput => format!("script {{counter + 1}} to counter out was{n}=late out counter=counter"),
        Block::Send => format!("send hello{n}"),
        Block::Signal => "throw signal sig".into(),
        Block::Escalate => "throw escalation esc".into(),
        Block::Call => "call other".into(),
        Block::Message => format!("catch message m{n}"),
        Block::Timer => "catch timer PT5M".into(),
        Block::Several { all } => {
            let all = if *all { "all " } else { "" };
            format!("catch {all}message m{n} + timer PT5M + condition {{counter >= 0}}")
        }
        Block::Decide => format!("decide d{n} into approved"),
        Block::Compensate { wait } => format!("throw compensate{}", if *wait { "" } else { " without-waiting" }),
        _ => return None,
    })
}

/// What a multi-instance activity throws, as notation.
fn thrown(reports: Reports) -> &'static str {
    match reports {
        Reports::Nothing | Reports::Undoable => "",
        Reports::Signal => "each signal sig",
        Reports::Escalation => "each escalation esc",
        Reports::Error => "first error E1",
        Reports::Compensation => "first compensate",
        Reports::Condition => "when {numberOfCompletedInstances >= 2} escalation esc",
    }
}
