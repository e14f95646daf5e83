//! Addresses of namespaces that are almost one whose extensions are executed: what stands under them would document, and
//! whoever wrote it means it to run.
use super::WEIR;
use super::foreign::{ACTIVITI, CAMUNDA, FLOWABLE, ZEEBE};
use super::nearest::distance;

/// Camunda 7 in decisions.
pub const CAMUNDA_DMN: &str = "http://camunda.org/schema/1.0/dmn";

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
/// assert_eq!(meant("http://bpmn.io/schema/bpmn", false), None);
/// ```
pub fn meant(namespace: &str, decisions: bool) -> Option<&'static str> {
    if namespace.len() > BYTES_MAX {
        return None;
    }
    let known: &[&'static str] =
        if decisions { &[WEIR, CAMUNDA_DMN, ZEEBE] } else { &[WEIR, CAMUNDA, ZEEBE, FLOWABLE, ACTIVITI] };
    let plain = plain(namespace);
    let near = known.iter().map(|known| (distance(&plain, &self::plain(known)), *known));
    near.min().filter(|(letters, known)| *letters <= LETTERS_MAX && *known != namespace).map(|(_, known)| known)
}

fn plain(namespace: &str) -> String {
    let plain = namespace.trim().to_ascii_lowercase().replacen("https:", "http:", 1);
    plain.trim_end_matches(['/', '#']).to_owned()
}
