//! Diagrams: shapes and edges belong to elements of the model that are there.
use crate::catalogue::{BPMNDI, Family};
use crate::problem::Problem;
use crate::read::document::{Document, Target};

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for number in 0..document.tree.elements.len() {
        let element = document.element(number);
        if &*element.name.namespace == BPMNDI {
            problems.extend(shown(document, number));
            problems.extend(way(document, number));
        }
    }
}

/// BPMN 12.2: a plane, shape or edge shows an element of the model, and one of its kind.
fn shown(document: &Document, number: usize) -> Option<Problem> {
    let element = document.element(number);
    let shape = element.name.local.as_str();
    let attribute = element.attributes.iter().find(|attribute| attribute.name.local == "bpmnElement")?;
    let value = attribute.value.trim();
    let problem = |code, message: String| Some(Problem::warning(code, None, attribute.place, message));
    match document.find(number, value) {
        Target::Elsewhere => None,
        Target::Missing => problem("diagram-reference", format!("{shape} shows `{value}`, which is not in the file")),
        Target::Element(target) => {
            let entry = document.entry(target)?;
            let connects = matches!(
                entry.tag,
                "sequenceFlow"
                    | "messageFlow"
                    | "association"
                    | "dataInputAssociation"
                    | "dataOutputAssociation"
                    | "conversationLink"
            );
            let holds = matches!(entry.family, Family::Root | Family::Collaboration | Family::Choreography)
                || matches!(entry.tag, "subProcess" | "transaction" | "adHocSubProcess");
            let fits = match shape {
                "BPMNEdge" => connects,
                "BPMNShape" => !connects,
                "BPMNPlane" => holds && !connects,
                _ => true,
            };
            if fits {
                return None;
            }
            problem("diagram-kind", format!("{shape} cannot show `{value}`, a {}", entry.tag))
        }
    }
}

/// BPMN 12.2.3: an edge has a beginning and an end, a shape has bounds.
fn way(document: &Document, number: usize) -> Option<Problem> {
    let element = document.element(number);
    let count = |local: &str| {
        document.tree.children(number).filter(|child| document.element(*child).name.local == local).count()
    };
    let message = match element.name.local.as_str() {
        "BPMNEdge" if count("waypoint") < 2 => "an edge has two way points or more; add them",
        "BPMNShape" if count("Bounds") != 1 => "a shape has bounds; add them",
        _ => return None,
    };
    Some(Problem::warning("diagram-incomplete", None, element.place, message))
}
