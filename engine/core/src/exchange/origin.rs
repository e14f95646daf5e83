//! Where a model comes from: written into the file itself, so that it goes with it wherever it is deployed.
use super::edit::{self, Edit};
use super::escaped;
use super::spans::spans;
use crate::catalogue::{BPMN, WEIR};
use crate::read::document::Document;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The template that a model was made of; in a file `weir:template="id@version#hash"`. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// The id of the template.
    pub template: String,
    /// What people call its version.
    pub version: String,
    /// SHA-256 of all its files as they were, in hexadecimal.
    pub hash: String,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}#{}", self.template, self.version, self.hash)
    }
}

impl Origin {
    /// Reads what [`Display`](fmt::Display) writes; nothing where it is not that.
    ///
    /// ```
    /// use weir_core::exchange::Origin;
    /// let origin = Origin::read("leave-request@1.0#9f2c").unwrap();
    /// assert_eq!((origin.template.as_str(), origin.to_string().as_str()), ("leave-request", "leave-request@1.0#9f2c"));
    /// assert_eq!(Origin::read("leave-request"), None);
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        let (template, rest) = text.split_once('@')?;
        let (version, hash) = rest.rsplit_once('#')?;
        let said = [template, version, hash].into_iter().all(|part| !part.is_empty());
        said.then(|| Origin { template: template.into(), version: version.into(), hash: hash.into() })
    }
}

/// The text with the origin on each of its processes; what is no BPMN file stays as it is.
pub fn with_origin(text: &str, origin: &Origin) -> String {
    let (document, _) = Document::open(text.as_bytes());
    let spans = spans(text);
    if !document.is_bpmn() || document.tree.elements.len() != spans.len() {
        return text.to_owned();
    }
    let bound = |written: &&super::spans::Written| &text[written.value.clone()] == WEIR;
    let prefix = spans[0].attributes.iter().find(bound).and_then(|written| written.name.strip_prefix("xmlns:"));
    let mut edits = vec![];
    if prefix.is_none() {
        edits.push(Edit::insert(spans[0].attribute_end(text), format!(" xmlns:weir=\"{WEIR}\"")));
    }
    let name = format!("{}:template", prefix.unwrap_or("weir"));
    for (element, span) in document.tree.elements.iter().zip(&spans).filter(|(element, _)| element.is(BPMN, "process"))
    {
        debug_assert!(element.get("id").is_some() || span.attribute("id").is_none());
        edits.push(match span.attribute(&name) {
            Some(written) => Edit::replace(written.value.clone(), escaped(&origin.to_string())),
            None => Edit::insert(span.attribute_end(text), format!(" {name}=\"{}\"", escaped(&origin.to_string()))),
        });
    }
    edit::apply(text, &mut edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin() -> Origin {
        Origin { template: "leave".into(), version: "1.0".into(), hash: "ab".into() }
    }

    #[test]
    fn every_process_of_a_file_says_where_it_comes_from_and_the_rest_stays() {
        let text = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>\
            <process id='a' isExecutable='true'><startEvent id='s'/></process><process id='b'/></definitions>";
        let marked = with_origin(text, &origin());
        let model = crate::read::read(marked.as_bytes()).model;
        let told: Vec<_> = model.processes.iter().map(|process| process.template.as_deref()).collect();
        assert_eq!(told, [Some("leave@1.0#ab"), Some("leave@1.0#ab")]);
        let newer = Origin { version: "2.0".into(), ..origin() };
        let again = with_origin(&marked, &newer);
        assert_eq!(again.matches("template=").count(), 2, "it is replaced, not written twice: {again}");
        assert!(again.contains("leave@2.0#ab") && again.contains("<startEvent id='s'/>"));
        assert_eq!(with_origin("{}", &origin()), "{}");
    }
}
