//! How a random process begins.
use proptest::prelude::*;

/// What its instances begin with.
#[derive(Debug, Clone, Copy)]
pub enum Opening {
    /// A none start event.
    None,
    Message,
    Timer,
    Signal,
    Condition,
    Several {
        all: bool,
    },
    /// A receive task that instantiates.
    Receive,
    /// An event-based gateway that instantiates.
    Events {
        all: bool,
    },
    /// Nothing leads to it, so it begins with the process.
    Implicit,
}

/// Mostly a none start event.
pub fn opening() -> impl Strategy<Value = Opening> {
    use Opening::{Condition, Events, Implicit, Message, None, Receive, Several, Signal, Timer};
    let others = vec![
        Message,
        Timer,
        Signal,
        Condition,
        Several { all: false },
        Several { all: true },
        Receive,
        Events { all: false },
        Events { all: true },
        Implicit,
    ];
    prop_oneof![2 => Just(None), 1 => prop::sample::select(others)]
}

impl Opening {
    /// The lines up to the node `first`; none is a plain beginning.
    pub(super) fn lines(self) -> Option<String> {
        let start = |what: &str| Some(format!("open0: start {what} -> first\n"));
        match self {
            Opening::None => None,
            Opening::Message => start("message open"),
            Opening::Timer => start("timer R3/PT5M"),
            Opening::Signal => start("signal sig"),
            Opening::Condition => start("condition {counter >= 0}"),
            Opening::Several { all: false } => start("message open + timer PT5M + signal sig"),
            Opening::Several { all: true } => start("all message open + timer PT5M + signal sig"),
            Opening::Receive => Some("open0: receive open starts -> first\n".to_owned()),
            Opening::Events { all } => {
                let (all, gate) = if all { ("all ", "and") } else { ("", "xor") };
                Some(format!(
                    "open0: event {all}starts -> open1, open2\nopen1: catch message open -> open3\nopen2: receive other -> open3\n\
                     open3: {gate} -> first\n"
                ))
            }
            Opening::Implicit => Some("open0: user -> first\n".to_owned()),
        }
    }
}
