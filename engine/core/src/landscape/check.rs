//! The rules of a landscape: what it must be to be kept, and what it still lacks. This file is long because all of them stand
//! in one place, each with its code.
use super::{
    DESCRIPTION_BYTES_MAX, Duty, ENTRIES_MAX, ID_BYTES_MAX, Landscape, Link, LinkKind, MATURITY_MAX, NAME_BYTES_MAX,
    NODES_MAX, Node, NodeIndicator, Part, Party, ROLES_MAX, Role,
};
use crate::library::{Formula, LEVELS_MAX, Words};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What can be said against a landscape. The names are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// An id is none.
    Id,
    /// A name is missing or too long.
    Name,
    /// A level that is none, or that does not fit that of the parent.
    LevelOrder,
    /// A node is a part of itself.
    Cycle,
    /// The same id twice.
    Duplicate,
    /// A parent that is not there.
    ParentUnknown,
    /// A node that is not there.
    NodeUnknown,
    /// A role that is not there.
    RoleUnknown,
    /// Too many of something, or a text that is too long.
    TooMuch,
    /// An indicator that cannot be.
    Indicator,
    /// A maturity that is none.
    Maturity,
    /// Somebody has changed it since it was looked at.
    ChangedMeanwhile,
    /// Nobody answers for it: no A.
    NobodyAccountable,
    /// Several answer for it: two A.
    SeveralAccountable,
    /// Nobody does it: no R.
    NobodyResponsible,
    /// Somebody is asked before, and does it or is told of it as well.
    Contradiction,
    /// It has no owner.
    OwnerMissing,
    /// Its owner, or somebody with a duty, is not known.
    PartyUnknown,
    /// A link to what is not there.
    LinkMissing,
    /// A process or step in which nobody has a part.
    DutiesMissing,
}

impl Code {
    /// All.
    pub const ALL: [Code; 20] = [
        Code::Id,
        Code::Name,
        Code::LevelOrder,
        Code::Cycle,
        Code::Duplicate,
        Code::ParentUnknown,
        Code::NodeUnknown,
        Code::RoleUnknown,
        Code::TooMuch,
        Code::Indicator,
        Code::Maturity,
        Code::ChangedMeanwhile,
        Code::NobodyAccountable,
        Code::SeveralAccountable,
        Code::NobodyResponsible,
        Code::Contradiction,
        Code::OwnerMissing,
        Code::PartyUnknown,
        Code::LinkMissing,
        Code::DutiesMissing,
    ];

    /// Its stable name.
    pub fn code(self) -> &'static str {
        match self {
            Code::Id => "landscape-id",
            Code::Name => "landscape-name",
            Code::LevelOrder => "landscape-level-order",
            Code::Cycle => "landscape-cycle",
            Code::Duplicate => "landscape-duplicate",
            Code::ParentUnknown => "landscape-parent-unknown",
            Code::NodeUnknown => "no-such-landscape-node",
            Code::RoleUnknown => "no-such-landscape-role",
            Code::TooMuch => "landscape-too-large",
            Code::Indicator => "landscape-indicator",
            Code::Maturity => "landscape-maturity",
            Code::ChangedMeanwhile => "landscape-changed-meanwhile",
            Code::NobodyAccountable => "raci-nobody-accountable",
            Code::SeveralAccountable => "raci-several-accountable",
            Code::NobodyResponsible => "raci-nobody-responsible",
            Code::Contradiction => "raci-contradiction",
            Code::OwnerMissing => "landscape-owner-missing",
            Code::PartyUnknown => "landscape-party-unknown",
            Code::LinkMissing => "landscape-link-missing",
            Code::DutiesMissing => "landscape-duties-missing",
        }
    }

    /// Does it keep a change from being made? The others are advice: what breaks them is kept, and told.
    pub fn refuses(self) -> bool {
        use Code as C;
        !matches!(
            self,
            C::NobodyAccountable
                | C::SeveralAccountable
                | C::NobodyResponsible
                | C::Contradiction
                | C::OwnerMissing
                | C::PartyUnknown
                | C::LinkMissing
                | C::DutiesMissing
        )
    }
}

/// Something that is wrong with a landscape, or missing in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub code: Code,
    /// The node, or the role.
    pub at: String,
    /// What it is about more exactly: a party, a link, an indicator.
    pub about: Option<String>,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl Finding {
    pub(super) fn new(code: Code, at: &str, message: impl Into<String>) -> Self {
        Finding { code, at: at.to_owned(), about: None, message: message.into() }
    }

    fn about(code: Code, at: &str, about: &str, message: impl Into<String>) -> Self {
        Finding { about: Some(about.to_owned()), ..Finding::new(code, at, message) }
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// What exists beside the landscape.
#[derive(Debug, Default)]
pub struct Known {
    /// The people of the organisation.
    pub people: BTreeSet<String>,
    /// Its roles.
    pub roles: BTreeSet<String>,
    /// What links may lead to.
    pub linked: BTreeSet<Link>,
}

/// What a landscape must be to be kept, looked at where it was touched and in its limits.
pub(super) fn structure(all: &Landscape, touched: &BTreeSet<(bool, String)>) -> Vec<Finding> {
    let mut findings = vec![];
    for (count, most, what) in [(all.nodes.len(), NODES_MAX, "nodes"), (all.roles.len(), ROLES_MAX, "roles")] {
        if count > most {
            findings.push(Finding::new(Code::TooMuch, "", format!("a landscape has at most {most} {what}")));
        }
    }
    for node in touched.iter().filter(|(is_node, _)| *is_node).filter_map(|(_, id)| all.nodes.get(id)) {
        itself(node, &mut findings);
        place(all, node, &mut findings);
        // Its level may have changed below those of its parts, which were not touched.
        for part in all.children(Some(&node.id)).into_iter().filter(|part| !touched.contains(&(true, part.id.clone())))
        {
            place(all, part, &mut findings);
        }
    }
    findings
}

/// What a node says of itself.
fn itself(node: &Node, findings: &mut Vec<Finding>) {
    let at = node.id.as_str();
    if !is_id(at) {
        let message = format!("an id has 1 to {ID_BYTES_MAX} letters of ASCII, digits, `.`, `_` and `-`");
        findings.push(Finding::new(Code::Id, at, message));
    }
    findings.extend(named(at, &node.name));
    for (text, what) in [(&node.description.zh, "Chinese"), (&node.description.en, "English")] {
        if text.len() > DESCRIPTION_BYTES_MAX {
            let message = format!("its {what} description has more than {DESCRIPTION_BYTES_MAX} bytes");
            findings.push(Finding::new(Code::TooMuch, at, message));
        }
    }
    let counts = [("duties", node.duties.len()), ("links", node.links.len()), ("indicators", node.indicators.len())];
    for (what, count) in counts.into_iter().filter(|(_, count)| *count > ENTRIES_MAX) {
        findings.push(Finding::new(
            Code::TooMuch,
            at,
            format!("it has {count} {what}; at most {ENTRIES_MAX} are kept"),
        ));
    }
    if node.maturity > MATURITY_MAX || node.maturity_target > MATURITY_MAX {
        findings.push(Finding::new(Code::Maturity, at, format!("a maturity is 0 to {MATURITY_MAX}")));
    }
    twice(at, node.duties.iter().map(|duty| duty.who.to_string()), findings);
    twice(at, node.links.iter().map(|link| format!("{:?} {}", link.kind, link.id)), findings);
    twice(at, node.indicators.iter().map(|indicator| indicator.id.clone()), findings);
    for Duty { who, parts } in &node.duties {
        twice(at, parts.iter().map(|part| format!("{who} {part:?}")), findings);
    }
    let ids = node.duties.iter().map(|duty| duty.who.id()).chain(node.owner.iter().map(Party::id));
    for id in ids.chain(node.links.iter().map(|link| link.id.as_str())).filter(|id| id.len() > NAME_BYTES_MAX) {
        findings.push(Finding::about(Code::TooMuch, at, id, format!("an id here has at most {NAME_BYTES_MAX} bytes")));
    }
    for indicator in &node.indicators {
        findings.extend(measured(at, indicator));
    }
}

/// What stands twice where it may stand once.
fn twice(at: &str, all: impl Iterator<Item = String>, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for one in all {
        if !seen.insert(one.clone()) {
            findings.push(Finding::about(Code::Duplicate, at, &one, format!("`{one}` stands twice; write it once")));
        }
    }
}

fn named(at: &str, name: &Words) -> Option<Finding> {
    let said = [&name.zh, &name.en].into_iter().any(|text| !text.trim().is_empty());
    let fits = [&name.zh, &name.en].into_iter().all(|text| text.len() <= NAME_BYTES_MAX);
    let message = format!("a name is said in one language at least, in up to {NAME_BYTES_MAX} bytes each");
    (!said || !fits).then(|| Finding::new(Code::Name, at, message))
}

pub(super) fn role_findings(role: &Role) -> Option<Finding> {
    if !is_id(&role.id) {
        let message = format!("an id has 1 to {ID_BYTES_MAX} letters of ASCII, digits, `.`, `_` and `-`");
        return Some(Finding::new(Code::Id, &role.id, message));
    }
    if [&role.duties.zh, &role.duties.en].into_iter().any(|text| text.len() > DESCRIPTION_BYTES_MAX) {
        return Some(Finding::new(Code::TooMuch, &role.id, "its duties are described at too great a length"));
    }
    named(&role.id, &role.name)
}

/// An indicator: its formula can be computed, and its unit and its target fit what that yields.
fn measured(at: &str, indicator: &NodeIndicator) -> Option<Finding> {
    let say = |message: String| Some(Finding::about(Code::Indicator, at, &indicator.id, message));
    if !is_id(&indicator.id) || named(at, &indicator.name).is_some() || indicator.unit.len() > NAME_BYTES_MAX {
        return say("an indicator has an id, a name and a unit".to_owned());
    }
    if indicator.unit.trim().is_empty() {
        return say(format!("`{}`: say in which unit it is counted; a target without one says nothing", indicator.id));
    }
    let numbers = [Some(indicator.target), indicator.warn].into_iter().flatten();
    let range = if indicator.unit == "%" { 0.0..=100.0 } else { 0.0..=f64::MAX };
    if let Some(number) = numbers.into_iter().find(|number| !range.contains(number)) {
        return say(format!("`{}`: {number} cannot be reached", indicator.id));
    }
    let formula = match indicator.formula.as_deref().map(str::parse::<Formula>)? {
        Ok(formula) => formula,
        Err(error) => return say(format!("`{}`: {error}", indicator.id)),
    };
    if formula.takes(&indicator.unit) {
        return None;
    }
    let units = formula.measure.yields.units().join(", ");
    say(format!("`{}`: `{}` is no unit of its formula; use {units}", indicator.id, indicator.unit))
}

/// Where a node stands: L1 on its own, L2 in L1, L3 in L2, L4 in L3, L5 in L4 or directly in L3.
fn place(all: &Landscape, node: &Node, findings: &mut Vec<Finding>) {
    let at = node.id.as_str();
    if in_circle(all, node) {
        findings.push(Finding::new(Code::Cycle, at, "it is a part of itself: choose another parent"));
        return;
    }
    if !(1..=LEVELS_MAX).contains(&node.level) {
        findings.push(Finding::new(Code::LevelOrder, at, format!("levels go from 1 to {LEVELS_MAX}")));
        return;
    }
    let Some(parent) = &node.parent else {
        if node.level != 1 {
            let message =
                format!("only a domain (L1) is a part of nothing; say what this L{} is a part of", node.level);
            findings.push(Finding::new(Code::LevelOrder, at, message));
        }
        return;
    };
    let Some(above) = all.nodes.get(parent) else {
        findings.push(Finding::about(Code::ParentUnknown, at, parent, format!("there is no node `{parent}`")));
        return;
    };
    let fits = match node.level {
        1 => false,
        5 => matches!(above.level, 3 | 4),
        level => above.level + 1 == level,
    };
    if !fits {
        let message = format!(
            "it is on L{} and `{parent}` on L{}: L2 is a part of L1, L3 of L2, L4 of L3, L5 of L3 or L4",
            node.level, above.level
        );
        findings.push(Finding::new(Code::LevelOrder, at, message));
    }
}

fn in_circle(all: &Landscape, node: &Node) -> bool {
    let (mut seen, mut next) = (BTreeSet::from([node.id.as_str()]), node.parent.as_deref());
    while let Some(id) = next {
        if !seen.insert(id) {
            return id == node.id;
        }
        next = all.nodes.get(id).and_then(|above| above.parent.as_deref());
    }
    false
}

/// Is it a text that can be an id?
pub(super) fn is_id(text: &str) -> bool {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (1..=ID_BYTES_MAX).contains(&text.len()) && text.bytes().all(good)
}

/// What a landscape lacks: it is kept all the same, and somebody should look after it.
pub fn advice(all: &Landscape, known: &Known) -> Vec<Finding> {
    let mut findings = vec![];
    let has_parts = with_parts(all);
    for node in all.walk() {
        let at = node.id.as_str();
        if node.level <= 3 && node.owner.is_none() {
            findings.push(Finding::new(Code::OwnerMissing, at, "nobody owns it: name a person or a role"));
        }
        for party in node.duties.iter().map(|duty| &duty.who).chain(&node.owner) {
            let known = match party {
                Party::Person(id) => known.people.contains(id),
                Party::Role(id) => known.roles.contains(id) || all.roles.contains_key(id),
            };
            if !known {
                let message = format!("`{party}` is neither in the organisation nor among the roles of the landscape");
                findings.push(Finding::about(Code::PartyUnknown, at, &party.to_string(), message));
            }
        }
        // What a draft brings along is deployed with it: it is on its way as long as the draft is there.
        let on_its_way = node.links.iter().any(|link| link.kind == LinkKind::Draft && known.linked.contains(link));
        let missing = |link: &&Link| !known.linked.contains(link) && (link.kind == LinkKind::Draft || !on_its_way);
        for link in node.links.iter().filter(missing) {
            let what = match link.kind {
                LinkKind::Draft => "draft",
                LinkKind::Process => "deployed process",
                LinkKind::Decision => "deployed decision",
                LinkKind::Form => "deployed form",
            };
            let message = format!("there is no {what} `{}`: make it, or take the link away", link.id);
            findings.push(Finding::about(Code::LinkMissing, at, &link.id, message));
        }
        duties(node, &has_parts, &mut findings);
    }
    findings.dedup();
    findings
}

/// What other nodes are a part of.
pub(super) fn with_parts(all: &Landscape) -> BTreeSet<&str> {
    all.nodes.values().filter_map(|node| node.parent.as_deref()).collect()
}

/// What speaks against the duties of a node, or that it has none though nothing in it could have them.
pub(super) fn duties(node: &Node, with_parts: &BTreeSet<&str>, findings: &mut Vec<Finding>) {
    let at = node.id.as_str();
    conflicts(node, findings);
    if node.level >= 3 && node.duties.is_empty() && !with_parts.contains(at) {
        let message = "nobody has a part in it: say who does and who answers";
        findings.push(Finding::new(Code::DutiesMissing, at, message));
    }
}

/// RACI of one node: exactly one who answers, somebody who does it, and nobody who is asked about what they do.
fn conflicts(node: &Node, findings: &mut Vec<Finding>) {
    if node.duties.is_empty() {
        return;
    }
    let at = node.id.as_str();
    let mut by_part: BTreeMap<Part, Vec<&Party>> = BTreeMap::new();
    for Duty { who, parts } in &node.duties {
        for part in parts {
            by_part.entry(*part).or_default().push(who);
        }
    }
    let of = |part: Part| by_part.get(&part).map_or(&[][..], Vec::as_slice);
    match of(Part::A) {
        [] => findings.push(Finding::new(Code::NobodyAccountable, at, "exactly one answers for it (A); name them")),
        [_] => {}
        several => {
            let names: Vec<String> = several.iter().map(ToString::to_string).collect();
            let message = format!("{} answer for it ({}); exactly one can", names.len(), names.join(", "));
            findings.push(Finding::new(Code::SeveralAccountable, at, message));
        }
    }
    if of(Part::R).is_empty() {
        findings.push(Finding::new(Code::NobodyResponsible, at, "at least one does it (R); name them"));
    }
    for who in of(Part::C).iter().filter(|who| of(Part::R).contains(who) || of(Part::I).contains(who)) {
        let message = format!("`{who}` is asked before (C), and also does it or is only told; one of these is meant");
        findings.push(Finding::about(Code::Contradiction, at, &who.to_string(), message));
    }
}
