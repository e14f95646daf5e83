//! `flowable:type="dmn"`: a service task whose fields name the decision that it asks.
use super::document::Document;
use super::settings::{extensions, text};
use super::texts::is_true;
use super::work::{field, seven, seven_of};
use crate::model::{Header, RuleTask, Text};
use crate::problem::Problem;

/// Fields that name the decision, a table or a service.
const NAMES: [&str; 2] = ["decisionTableReferenceKey", "decisionServiceReferenceKey"];
/// Whether it is an error that no rule matches.
const THROWS: &str = "decisionTaskThrowErrorOnNoHits";
const SAME_DEPLOYMENT: &str = "sameDeployment";
const OTHER_TENANT: &str = "fallbackToDefaultTenant";

/// The decision that a service task asks; none where it is a task of another kind, or names none.
pub fn decision_task(document: &Document, number: usize, problems: &mut Vec<Problem>) -> Option<RuleTask> {
    seven(document, number, "type").filter(|kind| kind.value.trim() == "dmn")?;
    let fields: Vec<Header> = extensions(document, number)
        .filter(|extension| {
            let name = &document.element(*extension).name;
            name.local == "field" && seven_of(name)
        })
        .filter_map(|extension| field(document, extension))
        .collect();
    let said = |name: &str| fields.iter().find(|field| field.name == name).map(|field| &field.value);
    let decision = NAMES.iter().find_map(|name| said(name)).filter(|decision| !decision.text.trim().is_empty())?;
    for field in &fields {
        let why = match field.name.as_str() {
            name if NAMES.contains(&name) || name == THROWS || name == SAME_DEPLOYMENT => continue,
            OTHER_TENANT if !is_true(&field.value.text) => continue,
            OTHER_TENANT => "a decision belongs to the tenant of the caller: no other one is looked into",
            _ => "a decision knows no such field",
        };
        let message = format!("the field `{}` has no effect: {why}", field.name);
        let owner = document.owner(number);
        problems.push(Problem::warning("extension-unused", owner.as_ref(), field.value.place, message));
    }
    let strict = said(THROWS).is_some_and(|value| is_true(&value.text));
    Some(RuleTask {
        decision: Some(Text { text: decision.text.trim().to_owned(), ..decision.clone() }),
        binding: said(SAME_DEPLOYMENT)
            .filter(|value| is_true(&value.text))
            .and_then(|value| text("deployment", value.place)),
        mapping: text(if strict { "variables" } else { "variablesIfAny" }, decision.place),
        by_fields: true,
        ..RuleTask::default()
    })
}
