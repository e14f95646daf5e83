//! Resources: who does the work, as the standard says it.
use super::entry::Status::Remarked;
use super::entry::{Attribute, Child, Entry, Family};
use super::parts::{BASE, DOC, DOCUMENTED, NAMED, ROLE_REMARK};

const ROLE: &[&[Child]] = &[
    DOCUMENTED,
    &[Child::of("resourceRef"), Child::of("resourceParameterBinding"), Child::of("resourceAssignmentExpression")],
];
const EXPRESSION: &[&[Child]] = &[DOCUMENTED, &[Child::of("expression"), Child::of("formalExpression")]];

const fn role(tag: &'static str, names: (&'static str, &'static str)) -> Entry {
    Entry::new(tag, names, Family::People, Remarked(&ROLE_REMARK), &[NAMED], ROLE)
}

pub const ENTRIES: &[Entry] = &[
    role("resourceRole", ("资源角色", "Resource role")),
    role("performer", ("执行者", "Performer")),
    role("humanPerformer", ("人员执行者", "Human performer")),
    role("potentialOwner", ("候选人", "Potential owner")),
    Entry::new("rendering", ("呈现", "Rendering"), Family::People, DOC, &[BASE], &[DOCUMENTED]),
    Entry::new(
        "resource",
        ("资源", "Resource"),
        Family::People,
        DOC,
        &[NAMED],
        &[DOCUMENTED, &[Child::of("resourceParameter")]],
    ),
    Entry::new(
        "resourceParameter",
        ("资源参数", "Resource parameter"),
        Family::People,
        DOC,
        &[NAMED, &[Attribute::doc("type").to(&["itemDefinition"]), Attribute::doc("isRequired")]],
        &[DOCUMENTED],
    ),
    Entry::reference("resourceRef", ("资源引用", "Resource reference"), Family::People, DOC, &["resource"]),
    Entry::new(
        "resourceParameterBinding",
        ("资源参数绑定", "Resource parameter binding"),
        Family::People,
        DOC,
        &[BASE, &[Attribute::doc("parameterRef").to(&["resourceParameter"])]],
        EXPRESSION,
    ),
    Entry::new(
        "resourceAssignmentExpression",
        ("资源分配表达式", "Resource assignment expression"),
        Family::People,
        DOC,
        &[BASE],
        EXPRESSION,
    ),
];
