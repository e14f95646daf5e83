//! Blocks as notation.
//!
//! This file is long because each kind of block has its lines here.
use super::{Attached, Block, Ending, Guarded, Handler, Inside, Opening, Reports};
use std::fmt::Write;

/// A process, as notation.
pub fn notation(opening: Opening, block: &Block) -> String {
    let mut writer = Writer { text: String::new(), next: 0 };
    match opening.lines() {
        None => writer.body(0, block, "end"),
        Some(lines) => {
            writer.text = lines;
            writer.block(0, block, "first", "last");
            writer.line(0, "last: end");
        }
    }
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
        let n = number(first);
        match block {
            Block::Listened | Block::Scripted | Block::Watched => self.listened(depth, block, first, next),
            Block::Link => {
                let caught = self.id("n");
                self.line(depth, &format!("{first}: throw link l{n}"));
                self.line(depth, &format!("{caught}: catch link l{n} -> {next}"));
            }
            Block::Ends(ending) => {
                let (end, on) = (self.id("e"), self.id("n"));
                self.line(depth, &format!("{first}: and -> {end}, {on}"));
                self.line(depth, &format!("{end}: end {}", ending_of(*ending)));
                self.line(depth, &format!("{on}: user -> {next}"));
            }
            Block::Guarded(what, attached) => self.guarded(depth, *what, *attached, (first, next)),
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
                let listeners = "listen create=js:made() listen assignment=js:given() listen complete=js:done() listen update=l \
                     listen delete=l listen timeout@PT1H=l";
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
            Inside::Signal { interrupting } => Some(format!("start signal sig{}", word(interrupting))),
            Inside::Condition { interrupting } => {
                Some(format!("start condition {{counter > 1}}{}", word(interrupting)))
            }
            Inside::Escalation { interrupting } => Some(format!("start escalation esc{}", word(interrupting))),
            Inside::Several { interrupting, all } => {
                let all = if all { "all " } else { "" };
                Some(format!("start {all}message inner + timer PT2M + signal sig{}", word(interrupting)))
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

    fn guarded(&mut self, depth: usize, what: Guarded, attached: Attached, (first, next): (&str, &str)) {
        let (merge, n) = (self.id("n"), number(first));
        let node = match what {
            Guarded::User => "user".into(),
            Guarded::Job => "job type w".into(),
            Guarded::Call => "call other".into(),
            Guarded::Receive => format!("receive r{n}"),
            Guarded::Decide => format!("decide d{n} into approved"),
        };
        self.line(depth, &format!("{first}: {node} -> {merge}"));
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
            Attached::Signal { interrupting } => ("signal sig", interrupting),
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

/// What makes the names of a block its own: the number of its first node.
fn number(first: &str) -> String {
    let digits = first.trim_start_matches(|c: char| c.is_alphabetic());
    if digits.is_empty() { "0".to_owned() } else { digits.to_owned() }
}

/// The node of a block that is one node, as notation; `n` makes its names its own.
fn leaf(block: &Block, n: &str) -> Option<String> {
    Some(match block {
        Block::User => "user".into(),
        Block::Job => format!("job type w out got{n}=1"),
        Block::Task => "task".into(),
        Block::Manual => "manual".into(),
        Block::Receive => format!("receive r{n}"),
        Block::CatchSignal => "catch signal sig".into(),
        Block::CatchCondition => "catch condition {counter >= 0}".into(),
        Block::Pass => "throw".into(),
        Block::ThrowMessage => format!("throw message told{n}"),
        Block::ThrowSeveral => format!("throw message told{n} + signal sig + escalation esc"),
        Block::Repeated { sequential: true, number } => format!("user sequential x{number}"),
        Block::Repeated { sequential: false, number } => format!("job type w loop at-most {number} while {{again}}"),
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

/// What an end event throws, as notation.
fn ending_of(ending: Ending) -> &'static str {
    match ending {
        Ending::None => "",
        Ending::Message => "message done",
        Ending::Signal => "signal sig",
        Ending::Escalation => "escalation esc",
        Ending::Compensation => "compensate",
        Ending::Terminate => "terminate",
        Ending::Several => "message done + signal sig + escalation esc",
    }
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
