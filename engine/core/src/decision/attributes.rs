//! Every attribute of DMN that is read, and those for people and tools: what stands in a file and in neither list is told.
use super::read::{File, NAMESPACES};
use crate::catalogue::WEIR;
use crate::problem::Problem;

/// The element, the attributes that count, and those that are for people and tools. What every element may have besides:
/// an id, by which it is found where that counts, and a label.
pub const ATTRIBUTES: &[(&str, &[&str], &[&str])] = &[
    ("definitions", &["namespace", "expressionLanguage"], &["name", "typeLanguage", "exporter", "exporterVersion"]),
    ("import", &["importType", "namespace", "name"], &["locationURI"]),
    ("itemDefinition", &["name", "typeRef", "isCollection"], &["typeLanguage"]),
    ("itemComponent", &["name", "typeRef", "isCollection"], &["typeLanguage"]),
    ("functionItem", &["outputTypeRef"], &[]),
    // A function says itself what it takes: the types of its formal parameters count.
    ("parameters", &[], &["typeRef", "name"]),
    ("allowedValues", &["expressionLanguage"], &[]),
    ("typeConstraint", &["expressionLanguage"], &[]),
    ("inputData", &["name", "href"], &[]),
    ("decision", &["name"], &[]),
    ("businessKnowledgeModel", &["name"], &[]),
    ("decisionService", &["name"], &[]),
    ("variable", &["name", "typeRef"], &[]),
    ("parameter", &["name"], &["typeRef"]),
    ("formalParameter", &["name", "typeRef"], &[]),
    ("requiredDecision", &["href"], &[]),
    ("requiredInput", &["href"], &[]),
    ("requiredKnowledge", &["href"], &[]),
    ("outputDecision", &["href"], &[]),
    ("inputDecision", &["href"], &[]),
    ("encapsulatedDecision", &[], &["href"]),
    ("literalExpression", &["expressionLanguage", "typeRef"], &[]),
    ("decisionTable", &["hitPolicy", "aggregation", "typeRef"], &["preferredOrientation", "outputLabel"]),
    ("inputExpression", &["expressionLanguage", "typeRef"], &[]),
    ("inputValues", &["expressionLanguage"], &[]),
    ("output", &["name", "typeRef"], &[]),
    ("outputValues", &["expressionLanguage"], &[]),
    ("defaultOutputEntry", &["expressionLanguage"], &["typeRef"]),
    ("inputEntry", &["expressionLanguage"], &[]),
    ("outputEntry", &["expressionLanguage"], &["typeRef"]),
    ("functionDefinition", &["kind", "typeRef"], &[]),
    ("encapsulatedLogic", &["kind", "typeRef"], &[]),
    ("column", &["name"], &["typeRef"]),
    ("for", &["iteratorVariable", "typeRef"], &[]),
    ("some", &["iteratorVariable", "typeRef"], &[]),
    ("every", &["iteratorVariable", "typeRef"], &[]),
    ("context", &["typeRef"], &[]),
    ("list", &["typeRef"], &[]),
    ("relation", &["typeRef"], &[]),
    ("invocation", &["typeRef"], &[]),
    ("conditional", &["typeRef"], &[]),
    ("filter", &["typeRef"], &[]),
];

/// What of Camunda's extensions is for people, tools or the other engine's database.
const CAMUNDA_DOCUMENTATION: [&str; 3] = ["historyTimeToLive", "diagramRelationId", "asynchronousHistory"];
const CAMUNDA: &str = "http://camunda.org/schema/1.0/dmn";

/// Tells of attributes that nobody reads. They are warnings: tools write more than the standard has.
pub(super) fn audit(file: &File) -> Vec<Problem> {
    let mut problems = vec![];
    let mut apart = vec![false; file.tree.elements.len()];
    for (number, element) in file.tree.elements.iter().enumerate() {
        let foreign = !NAMESPACES.contains(&&*element.name.namespace);
        apart[number] = foreign || file.is_documentation(number) || element.parent.is_some_and(|parent| apart[parent]);
        if apart[number] {
            continue;
        }
        let tag = element.name.local.as_str();
        let known = ATTRIBUTES.iter().find(|(element, ..)| *element == tag);
        for attribute in &element.attributes {
            let name = attribute.name.local.as_str();
            let read = match &*attribute.name.namespace {
                "" => {
                    matches!(name, "id" | "label")
                        || known.is_some_and(|(_, runs, documents)| runs.contains(&name) || documents.contains(&name))
                }
                WEIR | CAMUNDA => {
                    (name == "versionTag" && matches!(tag, "decision"))
                        || (&*attribute.name.namespace == CAMUNDA && CAMUNDA_DOCUMENTATION.contains(&name))
                }
                _ => true,
            };
            if !read {
                let message = format!("`{}` of `{tag}` is not read; remove it", attribute.name);
                problems.push(Problem::warning(
                    "dmn-unknown-attribute",
                    file.owner(number).as_ref(),
                    attribute.place,
                    message,
                ));
            }
        }
    }
    problems
}
