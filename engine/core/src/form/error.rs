//! What is wrong with something that was filled in: one line for each field.
use serde::{Deserialize, Serialize};

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Its path: `items[0].price`.
    pub field: String,
    /// Stable: clients and translations depend on it.
    pub code: String,
    /// For people, in English.
    pub message: String,
}

/// What can be wrong with a field; the code of each is its name in kebab-case behind `field-`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Fault {
    Unknown,
    Hidden,
    ReadOnly,
    Required,
    Type,
    TooShort,
    TooLong,
    TooSmall,
    TooLarge,
    Decimals,
    Step,
    Pattern,
    Choice,
    Date,
    Passed,
    Computed,
    Total,
    Rows,
    Person,
    Department,
    Attachment,
    Expression,
}

impl Fault {
    /// Stable.
    pub fn code(self) -> &'static str {
        match self {
            Fault::Unknown => "field-unknown",
            Fault::Hidden => "field-hidden",
            Fault::ReadOnly => "field-read-only",
            Fault::Required => "field-required",
            Fault::Type => "field-type",
            Fault::TooShort => "field-too-short",
            Fault::TooLong => "field-too-long",
            Fault::TooSmall => "field-too-small",
            Fault::TooLarge => "field-too-large",
            Fault::Decimals => "field-decimals",
            Fault::Step => "field-step",
            Fault::Pattern => "field-pattern",
            Fault::Choice => "field-choice",
            Fault::Date => "field-date",
            Fault::Passed => "field-date-passed",
            Fault::Computed => "field-computed",
            Fault::Total => "field-total",
            Fault::Rows => "field-rows",
            Fault::Person => "field-person",
            Fault::Department => "field-department",
            Fault::Attachment => "field-attachment",
            Fault::Expression => "field-expression",
        }
    }
}
