//! What a DMN file says, typed, before anything is decided about it. Expressions are still text.
use crate::expression::Java;
use crate::problem::Place;

/// One DMN file.
#[derive(Debug, Default)]
pub struct Definitions {
    /// `definitions@namespace`.
    pub namespace: String,
    /// `definitions@name`.
    pub name: String,
    /// Other files that it uses.
    pub imports: Vec<Import>,
    /// Types.
    pub items: Vec<Item>,
    /// Input data.
    pub inputs: Vec<Node>,
    /// Decisions.
    pub decisions: Vec<Node>,
    /// Business knowledge models.
    pub knowledge: Vec<Node>,
    /// Decision services.
    pub services: Vec<Service>,
    /// Does each element see all data, whether it requires them or not? So it is in Camunda, and in files that require
    /// nothing at all.
    pub sees_all: bool,
}

/// Another file that this one uses.
#[derive(Debug)]
pub struct Import {
    /// Its namespace.
    pub namespace: String,
    /// The name under which it is used.
    pub name: String,
    /// Where it stands.
    pub place: Place,
}

/// A type: `itemDefinition` or `itemComponent`.
#[derive(Debug)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// The type it refers to.
    pub type_ref: Option<String>,
    /// Is it a list of that?
    pub collection: bool,
    /// Unary tests that values pass.
    pub allowed: Option<Source>,
    /// The entries of a context.
    pub components: Vec<Item>,
    /// For a function: the type of its result and of its parameters.
    pub function: Option<(Option<String>, Vec<Option<String>>)>,
    /// Where it stands.
    pub place: Place,
}

/// Input data, a decision, or a business knowledge model.
#[derive(Debug)]
pub struct Node {
    /// Its id.
    pub id: String,
    /// Its name, for people.
    pub name: String,
    /// The variable that holds its value.
    pub variable: Variable,
    /// Does the file itself name the variable? Older ones do not.
    pub named: bool,
    /// `weir:versionTag`, for people.
    pub version_tag: Option<String>,
    /// The decisions, input data and knowledge it requires, by reference.
    pub requires: Vec<(String, Place)>,
    /// What it decides by; none is said nowhere.
    pub logic: Option<Boxed>,
    /// Where it stands.
    pub place: Place,
}

/// A decision service.
#[derive(Debug)]
pub struct Service {
    /// Its id.
    pub id: String,
    /// The variable that holds it.
    pub variable: Variable,
    /// References to the decisions whose values it gives.
    pub outputs: Vec<(String, Place)>,
    /// References to decisions whose values it is given.
    pub given: Vec<(String, Place)>,
    /// References to input data that it is given.
    pub inputs: Vec<(String, Place)>,
    /// Where it stands.
    pub place: Place,
}

/// A name with a type.
#[derive(Debug, Clone, Default)]
pub struct Variable {
    /// The name, blanks made single.
    pub name: String,
    /// Its type.
    pub type_ref: Option<String>,
}

/// A text that is evaluated, and where it stands.
#[derive(Debug, Clone)]
pub struct Source {
    /// The text.
    pub text: String,
    /// What it is written in.
    pub language: Language,
    /// Where it stands.
    pub place: Place,
}

/// What a text is written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// FEEL, where nothing else is said.
    #[default]
    Feel,
    /// JUEL of Camunda 7.
    Juel,
    /// JavaScript.
    JavaScript,
}

/// A boxed expression.
#[derive(Debug)]
pub struct Boxed {
    /// The type of its value.
    pub type_ref: Option<String>,
    /// What it is.
    pub body: Body,
    /// Where it stands.
    pub place: Place,
}

/// The kinds of boxed expressions.
#[derive(Debug)]
pub enum Body {
    /// `literalExpression`.
    Literal(Source),
    /// `decisionTable`.
    Table(Box<Table>),
    /// `context`: entries, the last of which may be the result.
    Context(Vec<(Option<Variable>, Boxed)>),
    /// `list`.
    List(Vec<Boxed>),
    /// `relation`: names of the columns, rows.
    Relation(Vec<String>, Vec<Vec<Boxed>>),
    /// `invocation`: the function and its arguments.
    Invocation(Box<Boxed>, Vec<(Variable, Boxed)>),
    /// `functionDefinition` or `encapsulatedLogic`: parameters and body.
    Function(Vec<Variable>, Option<Box<Boxed>>),
    /// What a function in Java gives for the values of these names.
    Java(Java, Vec<String>),
    /// `conditional`: if, then, else.
    Conditional(Box<[Boxed; 3]>),
    /// `filter`: in, match.
    Filter(Box<[Boxed; 2]>),
    /// `for`: variable, in, return.
    For(String, Box<[Boxed; 2]>),
    /// `some` or `every`: every?, variable, in, satisfies.
    Quantified(bool, String, Box<[Boxed; 2]>),
}

/// A decision table.
#[derive(Debug)]
pub struct Table {
    /// Its id.
    pub id: String,
    /// Which of several matching rules count.
    pub policy: Policy,
    /// Its columns of conditions.
    pub inputs: Vec<Input>,
    /// Its columns of results.
    pub outputs: Vec<Output>,
    /// Its rows.
    pub rules: Vec<Rule>,
}

/// Hit policies (DMN 8.2.8), `Collect` with its aggregation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// At most one rule matches.
    Unique,
    /// Several may match if they say the same.
    Any,
    /// The match whose output stands first in the list of output values.
    Priority,
    /// The first match.
    First,
    /// All matches, in the order of the rules.
    RuleOrder,
    /// All matches, in the order of the output values.
    OutputOrder,
    /// All matches, in any order.
    Collect,
    /// The sum of all matches.
    Sum,
    /// The least of all matches.
    Min,
    /// The greatest of all matches.
    Max,
    /// How many match.
    Count,
}

/// A column of conditions.
#[derive(Debug)]
pub struct Input {
    /// What is looked at.
    pub expression: Source,
    /// Its type.
    pub type_ref: Option<String>,
    /// What it may be.
    pub allowed: Option<Source>,
    /// What cells may call its value, beside `?`: `camunda:inputVariable`.
    pub variable: String,
    /// Is its value converted to its type, as Camunda 7 does?
    pub converted: bool,
}

/// A column of results.
#[derive(Debug)]
pub struct Output {
    /// Its name.
    pub name: Option<String>,
    /// Its type.
    pub type_ref: Option<String>,
    /// What it may be, most important first.
    pub allowed: Option<Source>,
    /// The result when no rule matches.
    pub default: Option<Source>,
}

/// A row.
#[derive(Debug)]
pub struct Rule {
    /// Its id.
    pub id: Option<String>,
    /// Unary tests, one for each input.
    pub tests: Vec<Source>,
    /// Expressions, one for each output.
    pub results: Vec<Source>,
    /// Where it stands.
    pub place: Place,
}
