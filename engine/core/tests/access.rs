//! Laws of access over random users, grants, tokens and objects; a failing case prints its seed.
use proptest::prelude::*;
use proptest::sample::select;
use weir_core::Timestamp;
use weir_core::access::{
    Access, Action, ApiToken, Caller, Change, Denied, Entry, EntryKind, Grant, Grantee, Object, Role, Session, Tenant,
    User, UserKind, Written, changed, may,
};
use weir_core::organisation::{Organisation, Validity};

const NOW: Timestamp = Timestamp(1_000);
const USERS: [&str; 3] = ["ann", "bob", "eve"];
const TENANTS: [&str; 2] = ["red", "blue"];
const PROCESSES: [&str; 2] = ["order", "leave"];
const DEPARTMENTS: [&str; 2] = ["sales", "stock"];

fn some(names: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    prop_oneof![Just(None), select(names).prop_map(|name| Some(name.to_owned()))]
}

fn few(names: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    prop_oneof![
        2 => Just(vec![]),
        1 => select(names).prop_map(|name| vec![name.to_owned()]),
    ]
}

fn grant() -> impl Strategy<Value = Grant> {
    let to = prop_oneof![Just(Grantee::Everybody), select(&USERS[..]).prop_map(|user| Grantee::User(user.into()))];
    let bounds = (few(&PROCESSES), few(&DEPARTMENTS), some(&TENANTS));
    (0..6_u8, to, select(&Role::ALL[..]), bounds, any::<bool>()).prop_map(|(id, to, role, bounds, over)| {
        let (processes, departments, tenant) = bounds;
        let valid = Validity { from: None, until: over.then_some(NOW) };
        Grant { id: format!("g{id}"), to, role, processes, departments, tenant, valid, reason: None }
    })
}

fn user() -> impl Strategy<Value = User> {
    (select(&USERS[..]), some(&TENANTS), any::<bool>()).prop_map(|(id, tenant, disabled)| User {
        id: id.into(),
        name: id.into(),
        kind: UserKind::Person,
        tenant,
        disabled,
        valid: Validity::default(),
    })
}

fn token(id: u8, owner: &str, scopes: Vec<Action>, processes: Vec<String>) -> ApiToken {
    ApiToken {
        id: format!("t{id}"),
        owner: owner.into(),
        name: "t".into(),
        secret_sha256: [id; 32],
        scopes,
        processes,
        created: NOW,
        created_by: owner.into(),
        expires: None,
        revoked: None,
        used: None,
    }
}

fn change() -> impl Strategy<Value = Change> {
    let name = || select(&USERS[..]).prop_map(str::to_owned);
    prop_oneof![
        4 => user().prop_map(Change::PutUser),
        1 => name().prop_map(Change::RemoveUser),
        1 => (name(), any::<bool>()).prop_map(|(id, some)| Change::SetPassword(id, some.then(|| "hash".into()))),
        2 => (name(), 0..3_u8).prop_map(|(id, n)| Change::LinkIdentity(id, "issuer".into(), format!("s{n}"))),
        1 => name().prop_map(Change::UnlinkIdentities),
        1 => name().prop_map(|id| Change::LoginFailed(id, NOW)),
        4 => grant().prop_map(Change::PutGrant),
        1 => (0..6_u8).prop_map(|n| Change::RemoveGrant(format!("g{n}"))),
        2 => select(&TENANTS[..]).prop_map(|id| {
            Change::PutTenant(Tenant { id: id.into(), name: id.into(), disabled: false })
        }),
        1 => select(&TENANTS[..]).prop_map(|id| Change::RemoveTenant(id.into())),
        2 => (0..6_u8, name()).prop_map(|(n, owner)| Change::CreateToken(token(n, &owner, vec![], vec![]))),
        1 => (0..6_u8).prop_map(|n| Change::RevokeToken(format!("t{n}"), NOW)),
        1 => (0..6_u8).prop_map(|n| Change::TokenUsed(format!("t{n}"), NOW)),
        2 => (0..60_u8, name()).prop_map(|(n, user)| Change::OpenSession(Session {
            id: format!("s{n}"), user, secret_sha256: [n; 32], opened: NOW, seen: NOW, method: "password".into(), agent: None,
        })),
        1 => (0..60_u8).prop_map(|n| Change::EndSession(format!("s{n}"))),
        1 => name().prop_map(Change::EndSessions),
        1 => (0..60_u8).prop_map(|n| Change::SessionSeen(format!("s{n}"), Timestamp(NOW.0 + 1))),
    ]
}

/// What comes of changes, one request after the other; those that are refused change nothing.
fn after(requests: &[Vec<Change>]) -> (Access, Vec<Written>) {
    let (mut access, mut log) = (Access::default(), vec![]);
    for request in requests {
        if let Ok(written) = changed(&access, request, NOW) {
            for one in &written {
                access.apply(one.clone());
            }
            log.extend(written);
        }
    }
    (access, log)
}

fn requests() -> impl Strategy<Value = Vec<Vec<Change>>> {
    prop::collection::vec(prop::collection::vec(change(), 1..3), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_leads_to_what_the_changes_mean(requests in requests()) {
        let (mut meant, mut written) = (Access::default(), Access::default());
        for request in &requests {
            if let Ok(entries) = changed(&written, request, NOW) {
                for change in request {
                    meant.change(change);
                }
                for one in entries {
                    written.apply(one);
                }
                prop_assert_eq!(&meant, &written);
            }
        }
    }

    #[test]
    fn what_is_kept_of_each_entry_makes_the_same_again(requests in requests()) {
        let (access, log) = after(&requests);
        // As the rows of the view: the last of each, in the order of their keys.
        let mut rows: std::collections::BTreeMap<(EntryKind, String), Entry> = std::collections::BTreeMap::new();
        for written in log {
            match written {
                Written::Put(entry) => drop(rows.insert((entry.kind(), entry.id().to_owned()), entry)),
                Written::Gone(kind, id) => drop(rows.remove(&(kind, id))),
            }
        }
        let mut read = Access::default();
        for entry in rows.into_values() {
            read.apply(Written::Put(entry));
        }
        prop_assert_eq!(access, read);
    }

    #[test]
    fn once_there_is_an_administrator_there_always_is_one(requests in requests()) {
        let mut access = Access::default();
        let first = User { id: "root".into(), name: "r".into(), kind: UserKind::Person, tenant: None, disabled: false, valid: Validity::default() };
        access.change(&Change::PutUser(first));
        let everything = Grant {
            id: "g0".into(), to: Grantee::User("root".into()), role: Role::Administrator, processes: vec![],
            departments: vec![], tenant: None, valid: Validity::default(), reason: None,
        };
        access.change(&Change::PutGrant(everything));
        for request in &requests {
            if let Ok(written) = changed(&access, request, NOW) {
                for one in written {
                    access.apply(one);
                }
            }
            prop_assert!(access.administrators(NOW).next().is_some());
        }
    }

    #[test]
    fn whoever_is_gone_has_left_nothing_behind(requests in requests()) {
        let (access, _) = after(&requests);
        let known = |id: &String| access.accounts.contains_key(id);
        prop_assert!(access.tokens.values().all(|token| known(&token.owner)));
        prop_assert!(access.sessions.values().all(|session| known(&session.user)));
        prop_assert!(access.grants().all(|grant| !matches!(&grant.to, Grantee::User(user) if !known(user))));
        for account in access.accounts.values() {
            for (issuer, subject) in &account.identities {
                prop_assert_eq!(access.identified(issuer, subject), Some(account.user.id.as_str()));
            }
        }
    }

    #[test]
    fn nothing_is_allowed_that_no_grant_gives(
        requests in requests(),
        action in select(&Action::ALL[..]),
        tenant in some(&TENANTS),
        process in some(&PROCESSES),
        departments in few(&DEPARTMENTS),
        flags in (any::<bool>(), any::<bool>()),
        scopes in prop::collection::vec(select(&Action::ALL[..]), 0..3),
        processes in few(&PROCESSES),
    ) {
        let (access, _) = after(&requests);
        let (related, each) = flags;
        let object = Object {
            tenant: tenant.as_deref(), process: process.as_deref(), departments: &departments, related, each,
        };
        for id in USERS {
            let Some(caller) = Caller::of(&access, Organisation::NOBODY, id, NOW) else {
                // Who is not let in is nobody's caller.
                prop_assert!(access.user(id, NOW).is_none());
                continue;
            };
            let allowed = may(&caller, action, &object);
            if caller.grants.is_empty() {
                prop_assert!(allowed.is_err());
            }
            if caller.tenant.is_some() && caller.tenant != tenant {
                prop_assert_eq!(allowed, Err(Denied::OtherTenant));
            }
            // A token gives no more than its owner has, and nothing beyond its scopes and processes.
            let narrow = caller.clone().through(&token(0, id, scopes.clone(), processes.clone()));
            if may(&narrow, action, &object).is_ok() {
                prop_assert!(allowed.is_ok());
                prop_assert!(scopes.is_empty() || scopes.contains(&action));
                prop_assert!(processes.is_empty() || process.as_ref().is_none_or(|p| processes.contains(p)));
            }
            // What is unbounded covers everything.
            if caller.is_unbounded(action) {
                prop_assert!(allowed.is_ok());
            }
            // A grant that runs out takes nothing with it but itself; one more never takes anything away.
            let mut more = caller.clone();
            more.grants.extend(caller.grants.first().cloned());
            prop_assert_eq!(may(&more, action, &object).is_ok(), allowed.is_ok());
            let mut fewer = caller.clone();
            fewer.grants.pop();
            prop_assert!(may(&fewer, action, &object).is_err() || allowed.is_ok());
            // To have to do with something is never a reason against it.
            let closer = Object { related: true, ..object };
            prop_assert!(may(&caller, action, &closer).is_ok() || allowed.is_err());
        }
    }
}

#[test]
fn the_oldest_of_too_many_sessions_makes_room() {
    let mut access = Access::default();
    let user = User {
        id: "ann".into(),
        name: "Ann".into(),
        kind: UserKind::Person,
        tenant: None,
        disabled: false,
        valid: Validity::default(),
    };
    access.change(&Change::PutUser(user));
    let open = |access: &mut Access, n: i64| {
        let session = Session {
            id: format!("s{n}"),
            user: "ann".into(),
            secret_sha256: [0; 32],
            opened: Timestamp(n),
            seen: Timestamp(n),
            method: "password".into(),
            agent: None,
        };
        let written = changed(access, &[Change::OpenSession(session)], NOW).unwrap();
        for one in &written {
            access.apply(one.clone());
        }
        written
    };
    for n in 0..50 {
        open(&mut access, n);
    }
    let written = open(&mut access, 50);
    assert!(written.contains(&Written::Gone(EntryKind::Session, "s0".into())), "{written:?}");
    assert_eq!(access.sessions.len(), 50);
}

#[test]
fn a_person_who_becomes_a_service_keeps_nothing_to_log_in_with() {
    let mut access = Access::default();
    let user = |kind| {
        let (id, name, valid) = ("ann".to_owned(), "Ann".to_owned(), Validity::default());
        Change::PutUser(User { id, name, kind, tenant: None, disabled: false, valid })
    };
    let session = Session {
        id: "s".into(),
        user: "ann".into(),
        secret_sha256: [0; 32],
        opened: NOW,
        seen: NOW,
        method: "password".into(),
        agent: None,
    };
    let person = [
        user(UserKind::Person),
        Change::SetPassword("ann".into(), Some("hash".into())),
        Change::LinkIdentity("ann".into(), "provider".into(), "subject".into()),
        Change::OpenSession(session),
    ];
    for change in person.into_iter().chain([user(UserKind::Service)]) {
        for one in changed(&access, &[change], NOW).expect("it fits") {
            access.apply(one);
        }
    }
    let account = &access.accounts["ann"];
    assert_eq!((&account.password, account.identities.len()), (&None, 0));
    assert_eq!((access.sessions.len(), access.identified("provider", "subject")), (0, None));
}
