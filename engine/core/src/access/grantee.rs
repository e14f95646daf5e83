//! For whom a grant is.
use serde::{Deserialize, Serialize};

/// For whom a grant is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Kept", into = "Kept")]
pub enum Grantee {
    /// One user.
    User(String),
    /// All of a department, and of those in it.
    Department(String),
    /// All on a post.
    Post(String),
    /// All in a role of the organisation.
    Role(String),
    /// All of a group.
    Group(String),
    /// Every user.
    Everybody,
}

/// As it is written. What is kept has no names of fields: there an enum with a tag beside its content could be written without
/// content and not be read again, so that nothing could that is behind it.
#[derive(Serialize, Deserialize)]
struct Kept {
    kind: Kind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    User,
    Department,
    Post,
    Role,
    Group,
    Everybody,
}

impl From<Grantee> for Kept {
    fn from(grantee: Grantee) -> Self {
        let of = |kind: Kind, id: String| Kept { kind, id: Some(id) };
        match grantee {
            Grantee::User(id) => of(Kind::User, id),
            Grantee::Department(id) => of(Kind::Department, id),
            Grantee::Post(id) => of(Kind::Post, id),
            Grantee::Role(id) => of(Kind::Role, id),
            Grantee::Group(id) => of(Kind::Group, id),
            Grantee::Everybody => Kept { kind: Kind::Everybody, id: None },
        }
    }
}

impl TryFrom<Kept> for Grantee {
    type Error = &'static str;

    fn try_from(Kept { kind, id }: Kept) -> Result<Self, Self::Error> {
        let Some(id) = id else {
            return if kind == Kind::Everybody { Ok(Grantee::Everybody) } else { Err("missing field `id`") };
        };
        match kind {
            Kind::User => Ok(Grantee::User(id)),
            Kind::Department => Ok(Grantee::Department(id)),
            Kind::Post => Ok(Grantee::Post(id)),
            Kind::Role => Ok(Grantee::Role(id)),
            Kind::Group => Ok(Grantee::Group(id)),
            Kind::Everybody => Err("everybody has no id"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Grantee;

    #[test]
    fn whom_a_grant_is_for_is_written_by_kind_and_id() {
        for (grantee, json) in [
            (Grantee::User("ann".into()), r#"{"kind":"user","id":"ann"}"#),
            (Grantee::Department("law".into()), r#"{"kind":"department","id":"law"}"#),
            (Grantee::Everybody, r#"{"kind":"everybody"}"#),
        ] {
            assert_eq!(serde_json::to_string(&grantee).unwrap(), json);
            assert_eq!(serde_json::from_str::<Grantee>(json).unwrap(), grantee);
        }
        for wrong in [r#"{"kind":"user"}"#, r#"{"kind":"everybody","id":"ann"}"#, r#"{"kind":"nobody"}"#, "{}"] {
            assert!(serde_json::from_str::<Grantee>(wrong).is_err(), "{wrong}");
        }
    }
}
