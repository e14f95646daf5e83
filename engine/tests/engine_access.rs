//! Who may do what is in the log like everything else: durable before the answer, the same after a restart, a rebuild and
//! a power cut.

use crate::engine_support::{Lab, by};
use weir_core::access::{ApiToken, Change, Grant, Grantee, Happened, Role, Tenant, User, UserKind};
use weir_core::organisation::Validity;
use weir_engine::api::{AuditFilter, AuditQuery, ChangeAccess, NewLine, Paging};
use weir_engine::{Clock, Error};

fn user(id: &str) -> Change {
    let (kind, valid) = (UserKind::Person, Validity::default());
    Change::PutUser(User { id: id.into(), name: id.into(), kind, tenant: None, disabled: false, valid })
}

fn grant(id: &str, user: &str, role: Role) -> Change {
    grant_to(id, Grantee::User(user.into()), role)
}

fn grant_to(id: &str, to: Grantee, role: Role) -> Change {
    Change::PutGrant(Grant {
        id: id.into(),
        to,
        role,
        processes: vec![],
        departments: vec![],
        tenant: None,
        valid: Validity::default(),
        reason: None,
    })
}

fn token(lab: &Lab, id: &str, owner: &str) -> Change {
    Change::CreateToken(ApiToken {
        id: id.into(),
        owner: owner.into(),
        name: id.into(),
        secret_sha256: [7; 32],
        scopes: vec![],
        processes: vec![],
        created: lab.clock.now(),
        created_by: owner.into(),
        expires: None,
        revoked: None,
        used: None,
    })
}

async fn change(lab: &Lab, changes: Vec<Change>) -> Result<u64, Error> {
    let lines = vec![NewLine::of(Happened::UserChanged, "something")];
    lab.engine.change_access(by("admin"), ChangeAccess { changes, lines, ..ChangeAccess::default() }).await
}

#[tokio::test]
async fn it_is_the_same_after_a_restart_a_rebuild_and_a_power_cut() {
    let mut lab = Lab::new();
    let tenant = Change::PutTenant(Tenant { id: "red".into(), name: "Red".into(), disabled: false });
    change(&lab, vec![tenant, user("admin"), grant("g", "admin", Role::Administrator)]).await.unwrap();
    change(&lab, vec![user("ann"), token(&lab, "t1", "ann"), token(&lab, "t2", "ann")]).await.unwrap();
    let all = [Grantee::Department("law".into()), Grantee::Group("desk".into()), Grantee::Everybody];
    let all = all.into_iter().enumerate().map(|(number, to)| grant_to(&format!("to-{number}"), to, Role::User));
    change(&lab, all.collect()).await.unwrap();
    change(&lab, vec![Change::SetPassword("ann".into(), Some("hash".into()))]).await.unwrap();
    change(&lab, vec![Change::LoginFailed("ann".into(), lab.clock.now())]).await.unwrap();
    let last = change(&lab, vec![Change::RevokeToken("t1".into(), lab.clock.now())]).await.unwrap();
    assert_eq!(last, 6);
    let trace = lab.engine.trace_page(AuditQuery::default(), Paging::default()).await.unwrap();
    assert_eq!(trace.items.len(), 6, "whoever looks back can read all of it");
    let (before, rows) = (lab.engine.access(Clone::clone), lab.rows());
    lab.restart().await;
    assert_eq!(lab.engine.access(Clone::clone), before);
    lab.rebuild().await;
    assert_eq!((lab.engine.access(Clone::clone), lab.rows()), (before.clone(), rows));
    lab.power_cut().await;
    assert_eq!(lab.engine.access(Clone::clone), before);
    assert!(lab.engine.access(|access| access.tokens["t1"].revoked.is_some()), "what was revoked stays so");
    assert_eq!(change(&lab, vec![]).await.unwrap(), 7, "numbers go on");
}

#[tokio::test]
async fn what_does_not_fit_changes_nothing_and_says_why() {
    let lab = Lab::new();
    change(&lab, vec![user("admin"), grant("g", "admin", Role::Administrator)]).await.unwrap();
    let before = lab.engine.access(Clone::clone);
    let cases = [
        (vec![user("engine")], "access-reserved"),
        (vec![user("")], "access-name"),
        (vec![user("bob"), grant("h", "nobody", Role::User)], "access-unknown"),
        (vec![user("bob"), Change::RemoveUser("admin".into())], "last-administrator"),
        (vec![grant("g", "admin", Role::Auditor)], "last-administrator"),
        (vec![Change::RevokeToken("t".into(), lab.clock.now())], "access-unknown"),
        (vec![Change::EndSession("s".into())], "access-unknown"),
        (vec![Change::RemoveTenant("t".into())], "access-unknown"),
    ];
    for (changes, code) in cases {
        assert_eq!(change(&lab, changes.clone()).await.unwrap_err().code(), code, "{changes:?}");
    }
    let again = ChangeAccess { changes: vec![user("eve")], first: true, ..ChangeAccess::default() };
    assert_eq!(lab.engine.change_access(by("eve"), again).await.unwrap_err().code(), "set-up-already");
    assert_eq!(lab.engine.access(Clone::clone), before);
    let audit = lab.engine.access_audit(&AuditFilter::default(), &Paging::default()).await.unwrap();
    assert_eq!(audit.items.len(), 1, "a refused change leaves no line that says it was made");
}

#[tokio::test]
async fn of_many_who_want_to_be_the_first_one_is() {
    let lab = Lab::new();
    let mut asked = tokio::task::JoinSet::new();
    for n in 0..20 {
        let (engine, id) = (lab.engine.clone(), format!("user{n}"));
        asked.spawn(async move {
            let changes = vec![user(&id), grant(&id, &id, Role::Administrator)];
            engine.change_access(by(&id), ChangeAccess { changes, first: true, ..ChangeAccess::default() }).await
        });
    }
    let mut made = 0;
    while let Some(answer) = asked.join_next().await {
        match answer.unwrap() {
            Ok(_) => made += 1,
            Err(error) => assert_eq!(error.code(), "set-up-already"),
        }
    }
    assert_eq!((made, lab.engine.access(|access| access.accounts.len())), (1, 1));
}

#[tokio::test]
async fn on_a_full_disk_nothing_is_changed_and_nobody_is_told_otherwise() {
    let lab = Lab::new();
    change(&lab, vec![user("admin"), grant("g", "admin", Role::Administrator)]).await.unwrap();
    lab.simulation.disk.set_capacity(Some(1));
    assert_eq!(change(&lab, vec![user("ann")]).await.unwrap_err().code(), "storage-full");
    assert!(lab.engine.access(|access| !access.accounts.contains_key("ann")));
    lab.simulation.disk.set_capacity(None);
    change(&lab, vec![user("ann")]).await.unwrap();
    let audit = lab.engine.access_audit(&AuditFilter::default(), &Paging::default()).await.unwrap();
    let numbers: Vec<u64> = audit.items.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [2, 1], "no number is lost with what was not kept");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_are_numbered_without_a_gap_and_none_is_lost() {
    let lab = Lab::new();
    change(&lab, vec![user("admin"), grant("g", "admin", Role::Administrator)]).await.unwrap();
    let mut asked = tokio::task::JoinSet::new();
    for n in 0..300 {
        let engine = lab.engine.clone();
        asked.spawn(async move {
            let lines = vec![NewLine::of(Happened::Denied, n.to_string())];
            let changes = vec![user(&format!("user{n}"))];
            engine.change_access(by("admin"), ChangeAccess { changes, lines, ..ChangeAccess::default() }).await.unwrap()
        });
    }
    let mut numbers: Vec<u64> = vec![];
    while let Some(number) = asked.join_next().await {
        numbers.push(number.unwrap());
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (2..=301).collect::<Vec<_>>());
    let page = Paging { limit: Some(1000), cursor: None };
    let audit = lab.engine.access_audit(&AuditFilter::default(), &page).await.unwrap();
    assert_eq!((audit.items.len(), lab.engine.access(|access| access.accounts.len())), (301, 301));
}
