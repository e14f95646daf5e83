//! Evidence: with every number the set of cases or rows on which it rests, so that anybody can count again.
use crate::log::{Log, NO_TIME};
use crate::measure::service::row_times;
use crate::statistics::Totals;
use roaring::RoaringBitmap;

/// What was asked. Kept with the evidence, so that the same can be asked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Sojourn of finished cases, those of them that ended in [from, until) ms.
    Cases {
        /// From when on.
        from: i64,
        /// Until when.
        until: i64,
    },
    /// Sojourn of the rows of an activity that ended in [from, until) ms.
    Rows {
        /// Of what.
        activity: u32,
        /// From when on.
        from: i64,
        /// Until when.
        until: i64,
    },
    /// Sojourn of finished cases that contain all of these activities and take longer than this, ms.
    Slow {
        /// What they contain.
        with: Vec<u32>,
        /// The bound.
        above: i64,
    },
}

/// A number's evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// What was asked.
    pub question: Question,
    /// How many rows the log had: later rows change nothing.
    pub position: usize,
    /// The cases, or rows, by number.
    pub members: RoaringBitmap,
}

/// A number counted from evidence.
pub type Recount = Totals;

impl Evidence {
    /// Answers a question, for the first `position` rows of a log.
    pub fn of(log: &Log, question: Question, position: usize) -> (Recount, Evidence) {
        let cases = log.offsets.partition_point(|offset| *offset as usize <= position).saturating_sub(1);
        let (mut number, mut members) = (Totals::default(), RoaringBitmap::new());
        let candidates = if matches!(question, Question::Rows { .. }) { position } else { cases };
        for member in 0..candidates {
            if let Some(time) = question.time(log, member) {
                number.add(time);
                members.insert(member as u32);
            }
        }
        (number, Evidence { question, position, members })
    }

    /// Those that two numbers both rest on; none where one is of rows and the other of cases.
    pub fn shared(&self, other: &Evidence) -> Option<RoaringBitmap> {
        let of_rows = |question: &Question| matches!(question, Question::Rows { .. });
        (of_rows(&self.question) == of_rows(&other.question)).then(|| &self.members & &other.members)
    }
}

/// Counts again from the members alone.
pub fn recount(log: &Log, evidence: &Evidence) -> Recount {
    let mut number = Totals::default();
    for member in &evidence.members {
        let time = match &evidence.question {
            Question::Rows { .. } => row_times(log, member as usize).sojourn,
            _ => log.span(member as usize).map(|(from, until)| until - from),
        };
        number.add(time.unwrap_or(0));
    }
    number
}

impl Question {
    fn time(&self, log: &Log, member: usize) -> Option<i64> {
        let case = |member: usize| log.span(member).filter(|_| log.is_finished(member));
        match self {
            Question::Cases { from, until } => {
                let (begin, end) = case(member)?;
                (from..until).contains(&&end).then_some(end - begin)
            }
            Question::Rows { activity, from, until } => {
                let ended = log.ended[member];
                let within = log.activity[member] == *activity && ended != NO_TIME && (from..until).contains(&&ended);
                within.then(|| row_times(log, member).sojourn).flatten()
            }
            Question::Slow { with, above } => {
                let (begin, end) = case(member)?;
                let trace = log.trace(member);
                (end - begin > *above && with.iter().all(|activity| trace.contains(activity))).then_some(end - begin)
            }
        }
    }
}
