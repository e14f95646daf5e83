//! Extensions of other engines: what each becomes here, as data. What is not listed is refused.
mod attributes;
mod eight;
mod elements;
mod hints;

pub(super) use elements::LISTENED;
pub use elements::{ELEMENTS, LISTENED_HEADERS};
use std::sync::LazyLock;

/// All foreign attributes that are not refused.
pub static ATTRIBUTES: LazyLock<Vec<Foreign>> = LazyLock::new(|| [attributes::SEVENTH, eight::EIGHTH].concat());

/// Camunda 7.
pub const CAMUNDA: &str = "http://camunda.org/schema/1.0/bpmn";
/// Camunda 8.
pub const ZEEBE: &str = "http://camunda.org/schema/zeebe/1.0";
/// Flowable.
pub const FLOWABLE: &str = "http://flowable.org/bpmn";
/// Activiti.
pub const ACTIVITI: &str = "http://activiti.org/bpmn";
/// Namespaces whose extensions change how a model runs: what of them is not listed here is refused.
pub const EXECUTION: &[&str] = &[CAMUNDA, ZEEBE, FLOWABLE, ACTIVITI];
/// Those that descend from one engine, and mean the same by the same name.
pub const SEVEN: &[&str] = &[CAMUNDA, FLOWABLE, ACTIVITI];

/// What becomes of something foreign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is read as this attribute or element of ours.
    Maps(&'static str),
    /// It is executed as this.
    Runs(&'static str),
    /// It does not change how the model runs; why not.
    Documentation(&'static str),
    /// It would be told of something that the engine tells nobody: deployed with a warning that says where to look.
    Untold(&'static str),
    /// It asks for something that does not come about here: deployed with a warning that says why.
    Unused(&'static str),
}

/// One foreign attribute.
#[derive(Debug, Clone, Copy)]
pub struct Foreign {
    /// The namespaces that know it.
    pub namespaces: &'static [&'static str],
    /// The extension element it stands on; empty: the BPMN element itself.
    pub element: &'static str,
    /// Its name.
    pub attribute: &'static str,
    /// The BPMN elements it may stand on; empty: any. Where it counts who has an event definition, with the word
    /// `throwing` or `catching` before it.
    pub on: &'static [&'static str],
    /// What becomes of it.
    pub fate: Fate,
    /// The values it may have; empty: any. With another one it is refused.
    pub values: &'static [&'static str],
}

/// One foreign extension element.
#[derive(Debug)]
pub struct ForeignElement {
    /// The namespaces that know it.
    pub namespaces: &'static [&'static str],
    /// Its name.
    pub name: &'static str,
    /// The foreign elements it may stand in; empty: `extensionElements`.
    pub inside: &'static [&'static str],
    /// The BPMN elements it may extend; empty: any.
    pub on: &'static [&'static str],
    /// What becomes of it. With everything in it, when it is documentation.
    pub fate: Fate,
}

/// Whether something that may stand on these elements stands right. An event definition may be named with its direction
/// or without.
fn stands(allowed: &[&str], on: &str) -> bool {
    let whatever_way = || on.split_once(' ').is_some_and(|(_, tag)| allowed.contains(&tag));
    allowed.is_empty() || allowed.contains(&on) || whatever_way()
}

/// What becomes of an attribute of an execution namespace with this value; none: it is refused.
pub fn fate(namespace: &str, element: &str, attribute: &str, on: &str, value: &str) -> Option<Fate> {
    let found = ATTRIBUTES.iter().find(|foreign| {
        foreign.attribute == attribute
            && foreign.element == element
            && foreign.namespaces.contains(&namespace)
            && stands(foreign.on, on)
            && (foreign.values.is_empty() || foreign.values.contains(&value.trim()))
    });
    found.map(|foreign| foreign.fate)
}

/// The values that an attribute may have on a BPMN element, whatever becomes of it; none: any.
pub fn values(namespace: &str, element: &str, attribute: &str, on: &str) -> Vec<&'static str> {
    let found = ATTRIBUTES.iter().filter(|foreign| {
        foreign.attribute == attribute
            && foreign.element == element
            && foreign.namespaces.contains(&namespace)
            && stands(foreign.on, on)
    });
    found.flat_map(|foreign| foreign.values).copied().collect()
}

/// What becomes of an extension element; `inside` is the foreign element around it, empty for `extensionElements`.
pub fn element_fate(namespace: &str, element: &str, inside: &str, on: &str) -> Option<Fate> {
    let found = ELEMENTS.iter().find(|foreign| {
        foreign.name == element
            && foreign.namespaces.contains(&namespace)
            && (if foreign.inside.is_empty() { inside.is_empty() } else { foreign.inside.contains(&inside) })
            && stands(foreign.on, on)
    });
    found.map(|foreign| foreign.fate)
}

/// What to do about what is refused, where nothing better can be said.
pub const HINT: &str = "remove it or say it with weir extensions";

/// What to do about the commonest of what is refused.
pub fn hint(element: &str, attribute: &str) -> Option<&'static str> {
    let found = hints::HINTS.iter().find(|(e, a, _)| *e == element && *a == attribute);
    found.map(|(.., hint)| *hint)
}
