//! Addresses of namespaces that are almost BPMN's own, or almost one whose extensions are executed: what stands under them
//! would document, and whoever wrote it means it to run.
use super::foreign::{ACTIVITI, CAMUNDA, FLOWABLE, ZEEBE};
use super::nearest::distance;
use super::{BPMN, BPMNDI, WEIR};

/// Camunda 7 in decisions.
pub const CAMUNDA_DMN: &str = "http://camunda.org/schema/1.0/dmn";

/// Bounds in diagrams.
pub const DC: &str = "http://www.omg.org/spec/DD/20100524/DC";
/// Shapes and edges in diagrams.
pub const DD: &str = "http://www.omg.org/spec/DD/20100524/DI";

/// So many letters may be other ones.
const LETTERS_MAX: usize = 2;
/// Longer addresses are no slip of the pen.
const BYTES_MAX: usize = 128;

/// The namespace that is meant by one that nobody reads.
///
/// ```
/// use weir_core::catalogue::misspelt::meant;
/// assert_eq!(meant("https://camunda.org/schema/1.0/bpmn/", false), Some("http://camunda.org/schema/1.0/bpmn"));
/// assert_eq!(meant("http://flowable.org/bpnm", false), Some("http://flowable.org/bpmn"));
/// assert_eq!(meant("http://camunda.org/schema/1.0/bpmn", true), Some("http://camunda.org/schema/1.0/dmn"));
/// assert_eq!(meant("https://www.omg.org/spec/BPMN/20100524/MODEL", false), Some("http://www.omg.org/spec/BPMN/20100524/MODEL"));
/// assert_eq!(meant("http://www.omg.org/spec/DD/20100524/DI", false), None);
/// assert_eq!(meant("http://bpmn.io/schema/bpmn", false), None);
/// ```
pub fn meant(namespace: &str, decisions: bool) -> Option<&'static str> {
    if namespace.len() > BYTES_MAX {
        return None;
    }
    let known: &[&'static str] = if decisions {
        &[WEIR, CAMUNDA_DMN, ZEEBE]
    } else {
        &[WEIR, CAMUNDA, ZEEBE, FLOWABLE, ACTIVITI, BPMN, BPMNDI, DC, DD]
    };
    let plain = plain(namespace);
    if let Some(right) = Some(&plain).filter(|_| !decisions).and_then(|plain| draft(plain)) {
        return Some(right);
    }
    let near = known.iter().map(|known| (distance(&plain, &self::plain(known)), *known));
    near.min().filter(|(letters, known)| *letters <= LETTERS_MAX && *known != namespace).map(|(_, known)| known)
}

/// BPMN under the address of a draft, or of the place where its schema lies.
fn draft(plain: &str) -> Option<&'static str> {
    let rest = plain.strip_prefix("http://www.omg.org/").or(plain.strip_prefix("http://schema.omg.org/"))?;
    match rest {
        "bpmn20" | "spec/bpmn/2.0" | "spec/bpmn/20100524" | "spec/bpmn/20100501/model" | "spec/bpmn/2.0/model" => {
            Some(BPMN)
        }
        "spec/bpmn/2.0/di" | "spec/bpmn/20100501/di" => Some(BPMNDI),
        "spec/dd/20100501/dc" | "spec/dd/1.0/dc" => Some(DC),
        "spec/dd/20100501/di" | "spec/dd/1.0/di" => Some(DD),
        _ => None,
    }
}

fn plain(namespace: &str) -> String {
    let plain = namespace.trim().to_ascii_lowercase().replacen("https:", "http:", 1);
    plain.trim_end_matches(['/', '#']).to_owned()
}
