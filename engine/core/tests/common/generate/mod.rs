//! Random processes: an opening and blocks that nest, written as notation so that a failing one can be read.
mod change;
mod cover;
mod keys;
mod opening;
mod tangle;
mod write;

pub use change::changed;
pub use cover::{labels, required};
pub use keys::keyed;
pub use opening::{Opening, opening};
pub use tangle::{Tangle, tangle};
pub use write::notation;

use proptest::prelude::*;

/// A piece of a process with one way in and one way out.
#[derive(Debug, Clone)]
pub enum Block {
    User,
    Job,
    Task,
    Manual,
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
    Receive,
    CatchSignal,
    CatchCondition,
    Pass,
    ThrowMessage,
    ThrowSeveral,
    /// A link throw event and its other half.
    Link,
    /// A branch of its own that ends so.
    Ends(Ending),
    /// A task or call with something attached.
    Guarded(Guarded, Attached),
    /// A task that is repeated: in one place as often as its number says.
    Repeated {
        sequential: bool,
        number: u8,
    },
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

/// How a branch ends.
#[derive(Debug, Clone, Copy)]
pub enum Ending {
    None,
    Message,
    Signal,
    Escalation,
    Compensation,
    Terminate,
    Several,
}

/// What something is attached to, beside sub-processes.
#[derive(Debug, Clone, Copy)]
pub enum Guarded {
    User,
    Job,
    Call,
    Receive,
    Decide,
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
    Signal { interrupting: bool },
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
    Signal {
        interrupting: bool,
    },
    Condition {
        interrupting: bool,
    },
    Escalation {
        interrupting: bool,
    },
    Several {
        interrupting: bool,
        all: bool,
    },
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
        1 => Just(Block::Listened), 1 => Just(Block::Scripted), 1 => Just(Block::Watched), 1 => Just(Block::Manual), 1 => single(), 1 => Just(Block::Link),
        1 => ending().prop_map(Block::Ends), 2 => (guarded(), attached()).prop_map(|(g, a)| Block::Guarded(g, a)),
        1 => (any::<bool>(), 0u8..4).prop_map(|(sequential, number)| Block::Repeated { sequential, number }),
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

fn single() -> impl Strategy<Value = Block> {
    use Block::{CatchCondition, CatchSignal, Pass, Receive, ThrowMessage, ThrowSeveral};
    prop::sample::select(vec![CatchCondition, CatchSignal, Pass, Receive, ThrowMessage, ThrowSeveral])
}

fn ending() -> impl Strategy<Value = Ending> {
    use Ending::{Compensation, Escalation, Message, None, Several, Signal, Terminate};
    prop::sample::select(vec![Compensation, Escalation, Message, None, Several, Signal, Terminate])
}

fn guarded() -> impl Strategy<Value = Guarded> {
    use Guarded::{Call, Decide, Job, Receive, User};
    prop::sample::select(vec![Call, Decide, Job, Receive, User])
}

fn attached() -> impl Strategy<Value = Attached> {
    (0..8, any::<bool>(), any::<bool>()).prop_map(|(kind, interrupting, all)| match kind {
        0 => Attached::Nothing,
        1 => Attached::Timer { interrupting },
        2 => Attached::Message { interrupting },
        3 => Attached::Error,
        4 => Attached::Escalation { interrupting },
        5 => Attached::Several { interrupting, all },
        6 => Attached::Signal { interrupting },
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
    (0..11, any::<bool>(), any::<bool>()).prop_map(|(kind, interrupting, all)| match kind {
        0 => Inside::Nothing,
        1 => Inside::Message { interrupting },
        2 => Inside::Timer { interrupting },
        3 => Inside::Error,
        4 => Inside::Compensation { again: interrupting },
        5 => Inside::Late { interrupting },
        6 => Inside::Signal { interrupting },
        7 => Inside::Condition { interrupting },
        8 => Inside::Escalation { interrupting },
        9 => Inside::Several { interrupting, all },
        _ => Inside::Terminate,
    })
}
