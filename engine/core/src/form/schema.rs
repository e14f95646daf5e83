//! A form, read: what may be entered, by which rules, and when.
use crate::expression::Expression;
use crate::problem::Place;
use regex::Regex;
use serde_json::Value;
use std::collections::BTreeMap;

/// A form of one version.
#[derive(Debug, Clone)]
pub struct Form {
    /// What models name it by.
    pub id: String,
    /// What people call it.
    pub name: Option<String>,
    /// What people call this version.
    pub version_tag: Option<String>,
    /// Its components, in the order of the file.
    pub components: Vec<Component>,
    /// The file, as it is sent to whoever shows it.
    pub schema: Value,
    /// The rule parameters that its expressions use, and where.
    pub parameters: BTreeMap<String, Place>,
}

/// One component; there is one for each of the file, so that both are walked side by side.
#[derive(Debug, Clone)]
pub struct Component {
    /// What it is.
    pub kind: Kind,
    /// It is not there while this holds.
    pub hide: Option<Expression>,
}

/// What a component is.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Somebody enters something, or it is computed.
    Field(Box<Field>),
    /// Others side by side.
    Group {
        /// Where their values are.
        path: Vec<String>,
        /// They.
        components: Vec<Component>,
    },
    /// The same again and again: a table.
    List(Box<List>),
    /// Something is shown; the names of the variables it needs.
    Shown(Vec<String>),
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Where its value is.
    pub path: Vec<String>,
    /// What it takes.
    pub takes: Takes,
    /// Must there be a value?
    pub required: bool,
    /// May it not be written?
    pub fixed: Switch,
    /// Is it only there for the form, and never kept?
    pub omitted: bool,
    /// Its value when there is none.
    pub default: Option<Value>,
}

/// A table.
#[derive(Debug, Clone)]
pub struct List {
    /// Where its rows are.
    pub path: Vec<String>,
    /// What each row has.
    pub components: Vec<Component>,
    /// May rows be added and removed?
    pub grows: bool,
    /// How many rows there are at first.
    pub rows: usize,
    /// What is computed from its rows.
    pub totals: Vec<Total>,
}

/// Something computed from the rows of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Total {
    /// Where the result goes, beside the table.
    pub key: Vec<String>,
    /// Of which column.
    pub of: Vec<String>,
    /// How.
    pub function: Function,
}

/// How a total is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// All added up.
    Sum,
    /// How many rows there are.
    Count,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// The arithmetic mean.
    Mean,
}

/// Something that is so, or depends.
#[derive(Debug, Clone)]
pub enum Switch {
    /// It is so.
    Always(bool),
    /// While this holds.
    When(Expression),
}

/// A number, or an expression for it.
#[derive(Debug, Clone)]
pub enum Limit {
    /// As written.
    Fixed(f64),
    /// When it is needed.
    Computed(Expression),
}

/// What a field takes.
#[derive(Debug, Clone)]
pub enum Takes {
    /// A text.
    Text {
        /// At least so many characters.
        least: Option<Limit>,
        /// At most so many.
        most: Option<Limit>,
        /// What it must look like, and what people call that.
        pattern: Option<(Regex, &'static str)>,
    },
    /// A number.
    Number {
        /// At least.
        least: Option<Limit>,
        /// At most.
        most: Option<Limit>,
        /// At most so many digits behind the point.
        digits: Option<u32>,
        /// A multiple of this.
        step: Option<Limit>,
        /// Is it kept as a text, so that no digit is lost?
        as_text: bool,
    },
    /// True or false.
    Truth,
    /// One of several values.
    One(Choices),
    /// Some of several values.
    Many(Choices),
    /// A date, a time, or both.
    Time {
        /// Which.
        part: TimePart,
        /// How its time says where on earth it is meant.
        zone: Zone,
        /// Must it not be over?
        to_come: bool,
        /// Minutes between the times that may be chosen.
        every: Option<u32>,
    },
    /// Nothing is entered: it is the value of this.
    Computed(Expression),
    /// Somebody who works here.
    Person {
        /// Several?
        many: bool,
    },
    /// A department.
    Department {
        /// Several?
        many: bool,
    },
    /// Files that were uploaded, by their ids.
    Files {
        /// Several?
        many: bool,
        /// Which.
        taken: FilesTaken,
    },
}

/// Which files a field takes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesTaken {
    /// Endings of names, or media types; none is any.
    pub accept: Vec<String>,
    /// How long one may be.
    pub bytes_max: Option<u64>,
}

/// How long the image of a signature may be: what is drawn on a page is a tenth of it.
pub const SIGNATURE_BYTES_MAX: u64 = 256 << 10;

impl FilesTaken {
    /// The image of a signature.
    pub fn signature() -> Self {
        FilesTaken { accept: vec!["image/png".to_owned()], bytes_max: Some(SIGNATURE_BYTES_MAX) }
    }
}

/// Where the values come from of which some may be chosen.
#[derive(Debug, Clone)]
pub enum Choices {
    /// From the form.
    Fixed(Vec<Value>),
    /// From a variable.
    Variable(Vec<String>),
    /// From an expression.
    Computed(Expression),
}

/// What is chosen of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimePart {
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day with a time.
    Both,
}

/// How a time says where on earth it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// With its offset from UTC.
    Offset,
    /// In UTC.
    Utc,
    /// Without a zone.
    None,
}

impl Form {
    /// The paths of all its fields and tables; those of a table's columns behind the path of the table.
    pub fn paths(&self) -> Vec<String> {
        let mut paths = vec![];
        collect(&self.components, &[], &mut paths);
        paths
    }
}

fn collect(components: &[Component], around: &[String], paths: &mut Vec<String>) {
    for component in components {
        match &component.kind {
            Kind::Field(field) => paths.push([around, &field.path].concat().join(".")),
            Kind::Group { path, components } => collect(components, &[around, path].concat(), paths),
            Kind::List(list) => {
                let path = [around, &list.path].concat();
                paths.push(path.join("."));
                paths.extend(list.totals.iter().map(|total| [around, &total.key].concat().join(".")));
                collect(&list.components, &path, paths);
            }
            Kind::Shown(_) => {}
        }
    }
}

impl Field {
    /// Is it true or false?
    pub fn takes_truth(&self) -> bool {
        matches!(self.takes, Takes::Truth)
    }

    /// Is its value a list?
    pub fn takes_many(&self) -> bool {
        matches!(
            self.takes,
            Takes::Many(_)
                | Takes::Person { many: true }
                | Takes::Department { many: true }
                | Takes::Files { many: true, .. }
        )
    }
}
