//! Attributes of two engines that say the same thing of one element in different words: one of them counts.
use super::document::Document;
use crate::catalogue::foreign::{self, EXECUTION, Fate, SEVEN};
use crate::catalogue::{WEIR, weir};
use crate::xml::Attribute;

/// The attribute that counts instead of this one, where it says something else. Ours counts before all others; of those that
/// map onto it the first, of those that are executed by their own names that of Camunda 7, then of Flowable.
pub fn counts_instead<'a>(
    document: &'a Document,
    number: usize,
    attribute: &Attribute,
    fate: Fate,
) -> Option<&'a Attribute> {
    let all = &document.element(number).attributes;
    let of_engine = || all.iter().filter(|other| EXECUTION.contains(&&*other.name.namespace));
    let counting = match fate {
        Fate::Maps(to) => {
            let known = weir::attribute(to).is_some_and(|known| known.on.contains(&document.tag(number)));
            let ours = all.iter().find(|other| known && &*other.name.namespace == WEIR && other.name.local == to);
            let maps =
                |other: &&Attribute| matches!(fate_of(document, number, other), Some(Fate::Maps(of)) if of == to);
            ours.or_else(|| of_engine().find(maps))
        }
        Fate::Runs(_) => {
            let rank = |other: &Attribute| SEVEN.iter().position(|namespace| **namespace == *other.name.namespace);
            rank(attribute)?;
            of_engine()
                .filter(|other| other.name.local == attribute.name.local)
                .min_by_key(|other| rank(other).unwrap_or(9))
        }
        _ => None,
    }?;
    (counting.name != attribute.name && meant(counting) != meant(attribute)).then_some(counting)
}

fn fate_of(document: &Document, number: usize, attribute: &Attribute) -> Option<Fate> {
    let (namespace, local) = (&attribute.name.namespace, &attribute.name.local);
    foreign::fate(namespace, "", local, document.standing(number), &attribute.value)
}

/// What it says. Some say by their presence which of our values they mean.
fn meant(attribute: &Attribute) -> &str {
    match attribute.name.local.as_str() {
        "sameDeployment" => "deployment",
        "variables" => "true",
        _ => attribute.value.trim(),
    }
}
