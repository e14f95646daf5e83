//! What goes in and comes out of an element, who does its work, and what is done beside it.
use super::Text;
use crate::problem::Place;

/// `weir:input` and `weir:output`, and their like.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    /// What gives the value.
    pub source: Source,
    /// The name of the variable that is set.
    pub target: String,
    /// Of what comes out: does whatever else the element has got come out too?
    pub beside: bool,
}

/// What gives a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// As written.
    pub text: Text,
    /// How it is to be read.
    pub form: Form,
}

/// How a text that gives a value is to be read.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// An expression.
    Expression,
    /// The text itself, with JUEL in it where there are braces.
    Literal,
    /// A list of such.
    List(Vec<Source>),
    /// An object of such.
    Map(Vec<(String, Source)>),
    /// A script in this language.
    Script(String),
}

/// Something that a worker gets with a job, beside the variables.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Text,
    /// Is the value an expression, to be evaluated where that is possible?
    pub evaluated: bool,
}

/// Work for an external worker.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Work {
    /// `weir:type`: the job type; the element id where it is missing.
    pub job_type: Option<Text>,
    /// `weir:retries`.
    pub retries: Option<Text>,
    /// After which times it is tried again: durations with commas; the last one counts for all that follow.
    pub backoff: Option<Text>,
    /// What its worker gets beside the variables.
    pub headers: Vec<Header>,
    /// `weir:priority`: of several jobs the one with the highest goes first.
    pub priority: Option<Text>,
    /// BPMN errors that a worker's report becomes, each when its expression holds: `camunda:errorEventDefinition`.
    pub errors: Vec<(Text, Option<crate::id::ElementId>)>,
}

/// Something that is written about work.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The attribute or extension element: `camunda:class`.
    pub name: String,
    /// Is it the job type in our own words, which nobody writes by accident?
    pub own_type: bool,
    /// Where it stands.
    pub place: Place,
}

/// Something that is done beside the work of an element.
#[derive(Debug, Clone, PartialEq)]
pub struct Listener {
    /// When.
    pub on: ListenerEvent,
    /// What.
    pub action: ListenerAction,
    /// Where it stands.
    pub place: Place,
    /// At the end: after outputs are set, as in Camunda 8, or before?
    pub last: bool,
    /// When a listener for a timeout is told.
    pub timer: Option<super::TimerText>,
}

/// When a listener is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListenerEvent {
    /// Its element is entered.
    Start,
    /// The instances of its multi-instance activity are about to be counted.
    BeforeAll,
    /// Its element has done its work.
    End,
    /// Its flow is taken.
    Take,
    /// The task is there.
    Create,
    /// The task has an assignee, or another one.
    Assignment,
    /// The task is done.
    Complete,
    /// The task has changed.
    Update,
    /// The task has gone without being done.
    Delete,
    /// The instance is being ended from outside, and nothing runs in it any more.
    Cancel,
    /// A time has come while the task is there.
    Timeout,
}

/// What a listener does.
#[derive(Debug, Clone, PartialEq)]
pub enum ListenerAction {
    /// A worker does it.
    Job(Work),
    /// It sets a variable.
    Set(Mapping),
    /// A script in JavaScript runs; a worker does this where the script needs Java.
    Script(Text, Work),
}

/// The data of a flow node.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeData {
    /// Variables that are its own: properties, inputs and outputs, data objects inside it.
    pub locals: Vec<String>,
    /// What is moved in when it is entered.
    pub inputs: Vec<DataMapping>,
    /// What is moved out when it is left.
    pub outputs: Vec<DataMapping>,
}

/// What a data association moves.
#[derive(Debug, Clone, PartialEq)]
pub struct DataMapping {
    /// FEEL: a variable, what an assignment says, or a transformation.
    pub source: Text,
    /// The variable that is set.
    pub target: String,
    /// Is it a copy of a variable, which moves nothing while that is not there?
    pub copy: bool,
}
