//! What a task lets whoever does it see and write: `weir:fieldPermissions`.
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What may be done with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Access {
    /// It is neither sent out nor taken.
    Hidden,
    /// It is shown.
    Read,
    /// It may be written.
    Write,
    /// It must have a value.
    Required,
}

/// What may be done with the fields of a form. The most special one counts; nothing said is: may be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions {
    fields: BTreeMap<String, Access>,
    others: Option<Access>,
}

/// How many fields may be named.
const ENTRIES_MAX: usize = 1000;

impl Permissions {
    /// Reads `salary: hidden, items.price: read, *: read`: names of fields, those in a table behind the name of the table.
    ///
    /// ```
    /// use weir_core::form::{Access, Permissions};
    /// let said = Permissions::parse("salary: hidden, items: read, items.note: write").unwrap();
    /// assert_eq!(said.access(&["salary"]), Access::Hidden);
    /// assert_eq!(said.access(&["items", "price"]), Access::Read);
    /// assert_eq!(said.access(&["items", "note"]), Access::Write);
    /// assert_eq!(said.access(&["reason"]), Access::Write);
    /// assert!(Permissions::parse("salary: secret").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Permissions, String> {
        let mut permissions = Permissions::default();
        for entry in text.split([',', ';', '\n']).map(str::trim).filter(|entry| !entry.is_empty()) {
            let Some((field, access)) = entry.split_once(':').map(|(field, access)| (field.trim(), access.trim()))
            else {
                return Err(format!("`{entry}` is no permission; write one like amount: read"));
            };
            let access = match access {
                "hidden" => Access::Hidden,
                "read" => Access::Read,
                "write" => Access::Write,
                "required" => Access::Required,
                other => return Err(format!("`{other}` is no permission; use hidden, read, write or required")),
            };
            let twice = if field == "*" {
                permissions.others.replace(access).is_some()
            } else if field.is_empty() || field.split('.').any(str::is_empty) {
                return Err(format!("`{field}` is no field; write its key, or `*` for all others"));
            } else {
                permissions.fields.insert(field.to_owned(), access).is_some()
            };
            if twice {
                return Err(format!("`{field}` stands twice"));
            }
        }
        if permissions.fields.len() > ENTRIES_MAX {
            return Err(format!("at most {ENTRIES_MAX} fields may be named"));
        }
        Ok(permissions)
    }

    /// What may be done with the field at this path; the rows of a table have no part in it.
    pub fn access<S: AsRef<str>>(&self, path: &[S]) -> Access {
        let joined = |length: usize| path[..length].iter().map(AsRef::as_ref).collect::<Vec<_>>().join(".");
        let named = (1..=path.len()).rev().find_map(|length| self.fields.get(&joined(length)).copied());
        named.or(self.others).unwrap_or(Access::Write)
    }

    /// The fields that are named.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(String::as_str)
    }

    /// Is nothing said?
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.others.is_none()
    }
}
