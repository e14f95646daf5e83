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
pub enum Fault {
    /// The form has no such field.
    Unknown,
    /// It is hidden from whoever fills the form in.
    Hidden,
    /// It may be read and not written.
    ReadOnly,
    /// It has to be filled in.
    Required,
    /// It is of another type.
    Type,
    /// The text is too short.
    TooShort,
    /// The text is too long.
    TooLong,
    /// The number, or how many are chosen, is too small.
    TooSmall,
    /// The number, or how many are chosen, is too large.
    TooLarge,
    /// The number has too many decimals.
    Decimals,
    /// The number lies between two steps.
    Step,
    /// The text has another form.
    Pattern,
    /// It is none of the choices.
    Choice,
    /// It is no date or time.
    Date,
    /// The date has passed.
    Passed,
    /// It is computed, and comes out otherwise.
    Computed,
    /// It is a total, and comes out otherwise.
    Total,
    /// The table has too few or too many rows.
    Rows,
    /// Nobody of this id works here.
    Person,
    /// There is no such department.
    Department,
    /// The instance has no such file.
    Attachment,
    /// What it depends on cannot be evaluated.
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
