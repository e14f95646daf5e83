//! `skipExpression` of sequence flows in models for Flowable and Activiti.
use super::document::Document;
use super::texts::expression;
use super::work::seven;
use crate::juel::is_juel;
use crate::model::Text;
use crate::problem::Problem;
use crate::xml::Attribute;

/// Is it enabled? Without one of these variables the condition of the flow counts.
const ENABLED: &str = "(execution.hasVariable('_FLOWABLE_SKIP_EXPRESSION_ENABLED') && \
    execution.getVariable('_FLOWABLE_SKIP_EXPRESSION_ENABLED') == true || \
    execution.hasVariable('_ACTIVITI_SKIP_EXPRESSION_ENABLED') && \
    execution.getVariable('_ACTIVITI_SKIP_EXPRESSION_ENABLED') == true)";

/// The `skipExpression` of a flow. Those engines read and write it without a namespace.
pub fn attribute(document: &Document, flow: usize) -> Option<&Attribute> {
    let own = || document.element(flow).attribute("", "skipExpression").filter(|_| document.seven);
    seven(document, flow, "skipExpression").or_else(own)
}

/// The condition of a flow. Where skipping is enabled, its skip expression decides instead: the flow is taken when that
/// holds, and always when it is the only one.
pub fn condition(document: &Document, flow: usize, problems: &mut Vec<Problem>) -> Option<Text> {
    let condition = expression(document, flow, "conditionExpression");
    let Some(skip) = attribute(document, flow) else { return condition };
    let from = document.element(flow).get("sourceRef");
    let siblings = document
        .bpmn()
        .filter(|(number, entry)| entry.tag == "sequenceFlow" && document.element(*number).get("sourceRef") == from);
    let only = siblings.count() == 1;
    if only && condition.is_none() {
        return None;
    }
    let written = condition.as_ref().map_or(Some("true"), |text| inner(&text.text));
    let (Some(skipped), Some(written)) = (inner(&skip.value), written) else {
        let message = "a flow with a skip expression has both in JUEL, `${…}`: write the condition so, or put what \
                       skips into it";
        let owner = document.owner(flow);
        problems.push(Problem::error("expression-language", owner.as_ref(), skip.place, message));
        return condition;
    };
    let skipped = if only { "true" } else { skipped };
    let text = format!("${{{ENABLED} ? ({skipped}) : ({written})}}");
    let place = condition.as_ref().map_or(skip.place, |text| text.place);
    Some(Text { text, language: None, place })
}

/// What stands in the braces of a text that is one JUEL expression.
fn inner(text: &str) -> Option<&str> {
    let text = text.trim();
    let inner = text.strip_prefix("${").or_else(|| text.strip_prefix("#{"))?.strip_suffix('}')?;
    (!is_juel(inner) && !inner.contains('}')).then_some(inner)
}
