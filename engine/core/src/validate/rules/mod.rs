//! Every finding that a file can give, as data: what it means, how grave it is, which rule stands behind it, and what to
//! do. `docs/rules.md` is made from this; a test holds it against the code.
mod activity;
mod collaboration;
mod data;
mod deployment;
mod event;
mod file;
mod flow;
mod form;
pub(crate) mod hints;
use crate::problem::Severity;

/// One finding.
#[derive(Debug)]
pub struct Rule {
    /// Stable, kebab-case.
    pub code: &'static str,
    /// How grave it is at most: what only documents is never refused.
    pub severity: Severity,
    /// In a few words, Chinese.
    pub zh: &'static str,
    /// In a few words, English.
    pub en: &'static str,
    /// The section of BPMN 2.0.2 or another standard that asks for it; `Weir` where this engine does, `soundness` where
    /// the analysis of what can happen found it.
    pub source: &'static str,
    /// What to do.
    pub hint: &'static str,
}

const fn rule(
    code: &'static str,
    severity: Severity,
    titles: (&'static str, &'static str),
    source: &'static str,
    hint: &'static str,
) -> Rule {
    Rule { code, severity, zh: titles.0, en: titles.1, source, hint }
}

/// The groups, each with its names in English and Chinese.
pub const GROUPS: [(&str, &str, &[Rule]); 8] = [
    ("Files", "文件", file::RULES),
    ("Flows", "流", flow::RULES),
    ("Events", "事件", event::RULES),
    ("Activities", "活动", activity::RULES),
    ("Data", "数据", data::RULES),
    ("Forms", "表单", form::RULES),
    ("Pools, diagrams and what documents", "泳池、图形与说明", collaboration::RULES),
    ("Deployments", "部署", deployment::RULES),
];

/// The finding of a code.
///
/// ```
/// let rule = weir_core::validate::rules::find("start-incoming").unwrap();
/// assert_eq!(rule.zh, "开始事件有流入");
/// ```
pub fn find(code: &str) -> Option<&'static Rule> {
    GROUPS.iter().flat_map(|(.., rules)| rules.iter()).find(|rule| rule.code == code)
}
