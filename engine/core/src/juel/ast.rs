//! The syntax tree of JUEL.
use serde_json::Value;
use std::ops::Range;

/// A text with expressions in it.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// As written.
    Text(String),
    /// `${…}` or `#{…}`.
    Expression(Node),
}

/// A part of an expression and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub form: Form,
    /// Its bytes in the text.
    pub span: Range<usize>,
}

/// What a part of an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// A literal.
    Literal(Value),
    /// A variable that must be there.
    Name(String),
    /// A variable by name, asked for without a fault: `execution.getVariable('x')`.
    Variable(Ask, Box<Node>),
    /// Something the instance knows of itself: `execution.processBusinessKey`.
    Fact(Fact),
    /// `a.b`, `a['b']`, `a[0]`.
    Property(Box<Node>, Box<Node>),
    /// A method that is known, by name.
    Method(Box<Node>, String, Vec<Node>),
    /// A getter: `order.getAmount()` reads the entry `amount`.
    Getter(Box<Node>, String),
    /// A function that is known.
    Function(Function, Vec<Node>),
    /// `not`, `-`, `empty`.
    Unary(Unary, Box<Node>),
    /// Everything with two sides.
    Binary(Binary, Box<Node>, Box<Node>),
    /// `a ? b : c`.
    Choice(Box<Node>, Box<Node>, Box<Node>),
}

/// What is asked of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Its value, null when it is not there.
    Value,
    /// Its value where the element itself has it, else null.
    Local,
    /// Whether the element itself has it.
    LocalExists,
    /// Whether it is there.
    Exists,
}

/// What an instance knows of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// The id of the process instance.
    InstanceId,
    /// Its business key.
    BusinessKey,
    /// The id of the instance at the top of its calls.
    RootId,
    /// The id of the scope that the element is in; of the process that of the instance.
    ExecutionId,
    /// `process:version`.
    DefinitionId,
    /// The id of the element.
    ElementId,
    /// The name of the element.
    ElementName,
    /// The tenant that the process belongs to; null where there are none.
    Tenant,
    /// Who does what is being done: `authenticatedUserId`, `currentUser()`.
    User,
    /// The id of the user task, once it is made.
    TaskId,
    /// The name of the task, which may have been found when it was made.
    TaskName,
    /// What is to be done in it.
    Description,
    /// Who has it.
    Assignee,
    /// When it should be done.
    Due,
    /// When to look at it again.
    FollowUp,
    /// How urgent it is.
    Priority,
}

/// Functions without an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// `now()`, `dateTime()`: the time of the step.
    Now,
    /// `S(x)`, `JSON(x)`: JSON from a text, or the value as it is.
    Json,
    /// `var:getOrDefault(x, d)`.
    OrDefault,
    /// `var:isEmpty(x)`.
    IsEmpty,
    /// `var:isNotEmpty(x)`.
    IsNotEmpty,
    /// `var:eq(x, y)`.
    Equal,
    /// `var:ne(x, y)`.
    NotEqual,
    /// `var:lt(x, y)`.
    Less,
    /// `var:lte(x, y)`.
    LessOrEqual,
    /// `var:gt(x, y)`.
    Greater,
    /// `var:gte(x, y)`.
    GreaterOrEqual,
    /// `var:contains(x, all, of, these)`.
    Contains,
    /// `var:containsAny(x, one, of, these)`.
    ContainsAny,
}

/// With one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unary {
    /// `!`, `not`.
    Not,
    /// `-`.
    Negate,
    /// `empty`: null, or without content.
    Empty,
}

/// With two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binary {
    /// `||`, `or`.
    Or,
    /// `&&`, `and`.
    And,
    /// `==`, `eq`.
    Equal,
    /// `!=`, `ne`.
    NotEqual,
    /// `<`, `lt`.
    Less,
    /// `<=`, `le`.
    LessOrEqual,
    /// `>`, `gt`.
    Greater,
    /// `>=`, `ge`.
    GreaterOrEqual,
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`, `div`.
    Divide,
    /// `%`, `mod`.
    Remainder,
}

impl Node {
    /// The parts below.
    pub fn children(&self) -> Vec<&Node> {
        match &self.form {
            Form::Literal(_) | Form::Name(_) | Form::Fact(_) => vec![],
            Form::Variable(_, a) | Form::Getter(a, _) | Form::Unary(_, a) => vec![a],
            Form::Property(a, b) | Form::Binary(_, a, b) => vec![a, b],
            Form::Method(a, _, rest) => std::iter::once(&**a).chain(rest).collect(),
            Form::Function(_, all) => all.iter().collect(),
            Form::Choice(a, b, c) => vec![a, b, c],
        }
    }
}
