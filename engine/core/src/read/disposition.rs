//! What became of each part of a file: the account for the deployment report.
use crate::id::ElementId;
use crate::problem::Place;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What became of an attribute or child element.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "became", content = "detail", rename_all = "camelCase")]
pub enum Became {
    /// It does what the standard says.
    Executed,
    /// It is for people and tools.
    Documentation,
    /// A foreign extension, read as this of ours.
    Mapped(String),
    /// Deployment is refused with a problem of this code.
    Refused(String),
}

/// One line of the account. Parts that became the same on elements of one kind are counted together; what was mapped or
/// refused, and everything of another engine, stands alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposition {
    /// The element, the first one where several are counted together.
    pub element: Option<ElementId>,
    /// Where the part stands, the first time.
    pub place: Place,
    /// The kind of element: `userTask`.
    #[serde(rename = "kind")]
    pub tag: String,
    /// The part: `@name` for attributes, `timeDate` for elements.
    pub part: String,
    /// What became of it.
    #[serde(flatten)]
    pub became: Became,
    /// How often.
    pub count: u32,
    /// Why it is only documentation, where it comes from another engine or tool.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Collects the account.
#[derive(Default)]
pub struct Account {
    lines: BTreeMap<(String, String, Became, Place), Disposition>,
}

impl Account {
    /// Adds one part.
    pub fn add(
        &mut self,
        element: impl FnOnce() -> Option<ElementId>,
        place: Place,
        tag: &str,
        part: &str,
        became: Became,
    ) {
        let alone = matches!(became, Became::Mapped(_) | Became::Refused(_));
        self.line(element, (place, alone), (tag, part), became, None);
    }

    /// Adds something of another engine or tool that documents, with the reason. What an engine would read stands alone.
    pub fn documents(
        &mut self,
        element: impl FnOnce() -> Option<ElementId>,
        at: (Place, bool),
        part: (&str, &str),
        reason: &str,
    ) {
        self.line(element, at, part, Became::Documentation, Some(reason));
    }

    fn line(
        &mut self,
        element: impl FnOnce() -> Option<ElementId>,
        (place, alone): (Place, bool),
        (tag, part): (&str, &str),
        became: Became,
        reason: Option<&str>,
    ) {
        let key_place = if alone { place } else { Place::default() };
        let key = (tag.to_owned(), part.to_owned(), became, key_place);
        let became = key.2.clone();
        let line = self.lines.entry(key).or_insert_with(|| Disposition {
            element: element(),
            place,
            tag: tag.to_owned(),
            part: part.to_owned(),
            became,
            count: 0,
            reason: reason.map(str::to_owned),
        });
        line.count += 1;
    }

    /// The account in the order of the file.
    pub fn lines(self) -> Vec<Disposition> {
        let mut lines: Vec<Disposition> = self.lines.into_values().collect();
        lines.sort_by(|a, b| (a.place, &a.part).cmp(&(b.place, &b.part)));
        lines
    }
}
