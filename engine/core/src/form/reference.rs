//! The form that a task or a start names.
use super::permission::Permissions;
use crate::problem::Place;
use crate::wait::Bound;

/// Which form, in which version, and what may be done with its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormReference {
    /// The id of the form.
    pub id: String,
    /// Which version of it.
    pub bound: Bound,
    /// Must it be deployed? A key may also name a form that somebody else keeps.
    pub needed: bool,
    /// What may be done with its fields.
    pub permissions: Permissions,
    /// Where it is named.
    pub place: Place,
}
