//! What elements are, once a model is compiled: a closed set of variants, matched by the family files in `element/`.
//!
//! This file is long because the kinds are one closed set, and each has its meaning beside it.
use crate::conversation::Talk;
use crate::expression::Expression;
use crate::id::ElementId;

/// What an element is: a closed set, matched by the family files in `element/`.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// The process itself.
    Process,
    /// Embedded sub-process.
    SubProcess,
    /// Ad-hoc sub-process.
    AdHoc(AdHoc),
    /// Event sub-process.
    EventSubProcess,
    /// The scope around the instances of a multi-instance activity.
    MultiInstance(MultiInstance),
    /// The scope around the iterations of a looping activity.
    StandardLoop(StandardLoop),
    /// Task without work: `task`, `manualTask`.
    NoneTask,
    /// Work for an external worker.
    JobTask(Work),
    /// Work for a person.
    UserTask(UserTask),
    /// A FEEL script, evaluated by the engine.
    ScriptTask {
        /// The script.
        script: Expression,
        /// The variable that takes its result.
        result: Option<String>,
    },
    /// A decision is asked.
    RuleTask(RuleTask),
    /// Another process runs, and this one waits for its end.
    CallActivity(Call),
    /// A gateway.
    Gateway(Gateway),
    /// A complex gateway.
    ComplexGateway {
        /// When it lets go; none is a token on every incoming flow.
        activation: Option<Expression>,
    },
    /// Start event.
    Start {
        /// The variable that takes who started the instance.
        initiator: Option<String>,
        /// What starts it.
        trigger: Trigger,
        /// For event sub-processes: does it end what runs beside it?
        interrupting: bool,
    },
    /// Intermediate catch event or receive task.
    Catch(Trigger),
    /// Boundary event.
    Boundary {
        /// What it waits for.
        trigger: Trigger,
        /// Does it end its activity?
        interrupting: bool,
    },
    /// Intermediate throw event or send task.
    Throw(Throw),
    /// End event.
    End(Throw),
    /// Transaction: a sub-process that can be cancelled.
    Transaction,
}

/// The gateways that run; the complex one has a condition and is a kind of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gateway {
    /// One way is taken.
    Exclusive,
    /// All ways are taken; all tokens are awaited.
    Parallel,
    /// Every way whose condition holds is taken; all tokens that may still come are awaited.
    Inclusive,
    /// The way of the first event is taken.
    EventBased,
    /// Begins a process; all of the events behind it are needed, each goes on by itself.
    ParallelEventBased,
}

/// A value that is fixed by the model or evaluated when it is needed.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// As written.
    Fixed(String),
    /// FEEL, or JUEL of another engine.
    Feel(Expression),
}

/// What an event waits for.
#[derive(Debug, Clone, PartialEq)]
pub enum Trigger {
    /// Nothing.
    None,
    /// Time.
    Timer(TimerSource),
    /// A message.
    Message(MessageSource),
    /// A signal of this name.
    Signal(Value),
    /// An error with this code; none is any.
    Error(Option<String>),
    /// An escalation with this code; none is any.
    Escalation(Option<String>),
    /// A condition that becomes true.
    Condition(Expression),
    /// A token jumping from a link throw event.
    Link,
    /// Any of several; the first to come is enough.
    Multiple(Vec<Trigger>),
    /// All of several, in any order.
    ParallelMultiple(Vec<Trigger>),
    /// The compensation of what it belongs to. Nobody waits for it: it comes when the activity is over.
    Compensation,
    /// The cancelling of a transaction.
    Cancel,
}

/// What an event throws.
#[derive(Debug, Clone, PartialEq)]
pub enum Throw {
    /// Nothing.
    None,
    /// The end of everything else in the scope.
    Terminate,
    /// Ends the whole instance, and those that have called it.
    TerminateAll,
    /// An error; it looks for a catcher outwards.
    Error {
        /// Its code.
        code: Value,
        /// What is said of it.
        message: Option<Value>,
    },
    /// An escalation; it looks for a catcher outwards, and the thrower goes on.
    Escalation(Value),
    /// A message to whoever waits for it.
    Message(MessageSource),
    /// A signal to all who wait for it.
    Signal {
        /// Its name.
        name: Value,
        /// Does it carry everything that its event sees, and not only what the event has itself?
        all: bool,
    },
    /// A jump to the link catch event of the same name.
    Link,
    /// All of several, in the order of the model; what ends the thrower's path comes last.
    Multiple(Vec<Throw>),
    /// The compensation of what has completed.
    Compensation {
        /// Of this activity only.
        activity: Option<ElementId>,
        /// Does the throw event wait until it is done?
        wait: bool,
    },
    /// The end of a transaction, with everything in it undone.
    Cancel,
}

impl Throw {
    /// What an event throws, one for each of its definitions.
    pub fn parts(&self) -> &[Throw] {
        match self {
            Throw::Multiple(parts) => parts,
            only => std::slice::from_ref(only),
        }
    }
}

impl Trigger {
    /// The triggers of an event, one for each of its definitions; the index is [`Wait::part`](crate::wait::Wait::part).
    pub fn parts(&self) -> &[Trigger] {
        match self {
            Trigger::Multiple(parts) | Trigger::ParallelMultiple(parts) => parts,
            only => std::slice::from_ref(only),
        }
    }
}

/// A message as the model describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageSource {
    /// Its name.
    pub name: Value,
    /// The key by which one of many waiting instances is found.
    pub correlation_key: Option<Expression>,
    /// With whom it is exchanged over a message flow, where nobody names a key.
    pub talk: Option<Talk>,
    /// How it is correlated by keys of the standard, where it names no key itself.
    pub correlation: Option<std::sync::Arc<crate::correlation::Correlation>>,
}

/// When a timer is due, as the model describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct TimerSource {
    /// Date, duration or cycle.
    pub kind: TimerKind,
    /// The ISO 8601 text.
    pub value: Value,
    /// After this point in time it does not repeat any more.
    pub until: Option<Value>,
}

/// The three ways to say when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimerKind {
    /// At a point in time.
    Date,
    /// So long from now.
    Duration,
    /// Again and again.
    Cycle,
    /// A cycle whose cron lines count the days of the week as Quartz does.
    Quartz,
}

/// Work for an external worker.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// The job type that workers fetch.
    pub job_type: Value,
    /// How often it may fail before it becomes an incident.
    pub retries: Option<Value>,
    /// After which durations it is tried again, where its worker does not say; the last one counts for all that follow.
    pub backoff: Vec<String>,
    /// What its worker gets beside the variables: name and value.
    pub headers: Vec<(String, Value)>,
    /// How urgent its jobs are; 0 when not given.
    pub priority: Option<Value>,
    /// BPMN errors that a worker's report becomes.
    pub errors: Vec<ReportedError>,
}

/// A BPMN error that the report of a worker becomes when an expression holds.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportedError {
    /// It sees the variables, what the worker gave, and the report as `externalTask`.
    pub when: Expression,
    /// The code of the error.
    pub code: String,
    /// What is said of it, where the worker says nothing.
    pub message: Option<Value>,
}

/// Work for a person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UserTask {
    /// Who does it.
    pub assignee: Option<Value>,
    /// Who may claim it: comma separated, or FEEL giving a list.
    pub candidate_users: Option<Value>,
    /// Whose members may claim it.
    pub candidate_groups: Option<Value>,
    /// When it should be done: a point in time, or a duration from now.
    pub due_date: Option<Value>,
    /// When to look at it again.
    pub follow_up_date: Option<Value>,
    /// The work calendar in which durations of both are counted.
    pub due_calendar: Option<String>,
    /// 0 to 100; 50 when not given.
    pub priority: Option<Value>,
    /// Its name, where that is found when it is made.
    pub name: Option<Value>,
    /// What is to be done, of a model for Camunda 7 and its kin.
    pub description: Option<Value>,
    /// Its form.
    pub form_key: Option<Value>,
    /// The fields of its form, and the expressions that give their defaults: position of the field and expression.
    pub form: Option<(serde_json::Value, Vec<(usize, Expression)>)>,
    /// Is it an approval?
    pub approval: Option<Box<crate::approval::Plan>>,
    /// The deployed form that it names.
    pub form_reference: Option<Box<crate::form::FormReference>>,
    /// The variable that takes who has done it.
    pub completer: Option<String>,
    /// The variable that takes its id when it is opened; of an approval that of the task opened last.
    pub id_variable: Option<String>,
    /// When whoever has it is reminded, where it is no approval.
    pub reminder: Option<Box<crate::approval::Timeout>>,
}

/// What is done beside the work of an element.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Listeners {
    /// Before it is at work.
    pub start: Vec<Listener>,
    /// When somebody has it.
    pub assignment: Vec<Listener>,
    /// When its work is done.
    pub end: Vec<Listener>,
    /// When the task has changed.
    pub update: Vec<Listener>,
    /// When the task has gone without being done.
    pub delete: Vec<Listener>,
    /// Boundary events whose time is what a listener of the start gives.
    pub awaited_by: Vec<crate::id::ElementId>,
    /// Of the process: when its instance is ended from outside, and nothing runs in it any more.
    pub cancel: Vec<Listener>,
    /// At a time, as long as the task is there.
    pub timeout: Vec<(Trigger, Listener)>,
    /// Are outputs set before the listeners of the end have their turn, or after?
    pub outputs_first: bool,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub enum Listener {
    /// A job.
    Job(Work),
    /// A variable is set.
    Set(crate::process::Mapping),
    /// A script in JavaScript runs.
    Script(Expression),
}

/// How many instances of an activity run, and with what.
#[derive(Debug, Clone, PartialEq)]
pub struct MultiInstance {
    /// One after the other, or all at once.
    pub sequential: bool,
    /// How many.
    pub count: Count,
    /// The local variable that holds the item.
    pub element_variable: Option<String>,
    /// The number of the first instance, for `loopCounter`.
    pub first: u32,
    /// The local variable that counts from 0.
    pub index_variable: Option<String>,
    /// The variable that takes what each instance gave, in order.
    pub output_collection: Option<String>,
    /// What each instance gives.
    pub output_element: Option<Expression>,
    /// Several variables instead of the one, each of which takes what stands under its number in what each instance gave.
    pub lists: Vec<String>,
    /// The variable that this is, where it is one: each instance has its own.
    pub result: Option<String>,
    /// Ends the activity early when it holds after an instance has ended.
    pub completion_condition: Option<Expression>,
    /// What it throws when instances complete.
    pub behavior: Behavior,
}

/// BPMN table 10.30, `behavior`: which events a multi-instance activity throws when one of its instances completes.
#[derive(Debug, Clone, PartialEq)]
pub enum Behavior {
    /// None.
    All,
    /// This one for each instance.
    Each(Throw),
    /// This one for the first instance.
    First(Throw),
    /// Those whose conditions hold; then the instances that are left end, and the activity is done.
    Complex(Vec<(Expression, Throw)>),
}

impl Behavior {
    /// What decides whether something is thrown.
    pub fn conditions(&self) -> impl Iterator<Item = &Expression> {
        let cases = if let Behavior::Complex(cases) = self { cases.as_slice() } else { &[] };
        cases.iter().map(|(condition, _)| condition)
    }

    /// What may be thrown.
    pub fn throws(&self) -> Vec<&Throw> {
        match self {
            Behavior::All => vec![],
            Behavior::Each(throw) | Behavior::First(throw) => vec![throw],
            Behavior::Complex(cases) => cases.iter().map(|(_, throw)| throw).collect(),
        }
    }
}

/// How many instances: a number, or one for each item of a list. Read once, when the activity is entered.
#[derive(Debug, Clone, PartialEq)]
pub enum Count {
    /// `loopCardinality`.
    Cardinality(Expression),
    /// One for each item.
    Collection(Expression),
}

/// A call of another process.
#[allow(clippy::struct_excessive_bools)] // each is a word of its own in the model
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The id of the called process.
    pub process: Value,
    /// Which of its versions.
    pub binding: Binding,
    /// What people know the called instance by.
    pub business_key: Option<Value>,
    /// Does it have the business key of its caller, when it has none of its own?
    pub inherit_business_key: bool,
    /// Does it begin with everything that the call activity sees, or only with what is mapped into the call activity?
    pub pass_all: bool,
    /// Does everything it ends with come back, or only what output mappings choose?
    pub return_all: bool,
    /// Do outputs see what came back alone?
    pub own_outputs: bool,
    /// The variable that takes the id of the called instance.
    pub instance_variable: Option<String>,
    /// The tenant that the called process is to belong to; none is that of the caller, and so is any other in truth.
    pub tenant: Option<Value>,
}

/// The variable that takes the result of a decision when the model names none.
pub const DECISION_RESULT: &str = "decisionResult";

/// A decision to ask.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleTask {
    /// The id of the decision.
    pub decision: Value,
    /// Which of its versions.
    pub binding: Binding,
    /// The variable that takes the result.
    pub result: String,
    /// In which shape.
    pub mapping: ResultMapping,
    /// The tenant that the decision is to belong to, as in a call.
    pub tenant: Option<Value>,
}

/// The shape in which a process takes the result of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultMapping {
    /// As the decision gives it.
    Value,
    /// One value: that of the only output of the only rule.
    SingleEntry,
    /// One context: the outputs of the only rule by name.
    SingleResult,
    /// The values of the only output, of all rules.
    CollectEntries,
    /// The outputs by name, of all rules.
    ResultList,
    /// Each output is a variable of its name; a list of results is one variable of the name of the decision. Without a
    /// matching rule it is a failure, or nothing is set.
    Variables {
        /// Must a rule match?
        strict: bool,
    },
}

/// Which version of what is called: a process or a decision.
#[derive(Debug, Clone, PartialEq)]
pub enum Binding {
    /// The newest at the time of the call.
    Latest,
    /// The one of this number.
    Version(Value),
    /// The newest that carries this tag.
    VersionTag(Value),
    /// The one that was the newest when the caller was deployed, together with it or before.
    Deployment,
}

/// An activity that is done again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct StandardLoop {
    /// Is the condition looked at before the first iteration too?
    pub test_before: bool,
    /// It goes on as long as this holds; none is always.
    pub condition: Option<Expression>,
    /// At most so often.
    pub maximum: Option<Value>,
}

/// A sub-process in which it is chosen while it runs which of its activities are done, how often and in what order.
#[derive(Debug, Clone, PartialEq)]
pub struct AdHoc {
    /// One at a time?
    pub sequential: bool,
    /// It is done when this holds after one of its activities has ended.
    pub completion_condition: Option<Expression>,
    /// Does that end what still runs in it?
    pub cancel_remaining: bool,
    /// The ids of the activities that it begins with, as a list.
    pub active_elements: Option<Expression>,
    /// The variable that collects, and what is collected of each activity with which a chosen path ends.
    pub collects: Option<(String, Expression)>,
}
