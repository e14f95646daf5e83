//! Decision tables of Camunda 7. It turns what a column looks at into the type of the column, as its API gives dates as
//! texts; a `date` has a time of the day there; and types beside the columns mean nothing to it.
use super::account::CAMUNDA;
use super::ambient;
use super::model::Language;
use crate::juel::is_juel;
use crate::time::Timestamp;
use crate::xml::Tree;
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{FeelNumber, FeelType};
use std::str::FromStr;

/// Where its modeler says for which engine a file is.
const MODELER: &str = "http://camunda.org/schema/modeler/1.0";

/// Is a file for Camunda 7? Its modeler writes its namespace into every file, and into those for Camunda 8 that they are.
pub(super) fn is_seven(tree: &Tree) -> bool {
    let Some(root) = tree.root() else { return false };
    let platform = root.attribute(MODELER, "executionPlatform").map(|platform| platform.value.trim());
    let extended = || {
        tree.elements.iter().any(|element| {
            let attributes = element.attributes.iter().map(|attribute| &attribute.name);
            std::iter::once(&element.name).chain(attributes).any(|name| &*name.namespace == CAMUNDA)
        })
    };
    platform.map_or_else(
        || root.get("namespace").map(str::trim) == Some(CAMUNDA) || extended(),
        |platform| platform == "Camunda Platform",
    )
}

/// Is a file for Camunda 8? Its modeler says so.
pub(super) fn is_eight(tree: &Tree) -> bool {
    let platform = tree.root().and_then(|root| root.attribute(MODELER, "executionPlatform"));
    platform.is_some_and(|platform| platform.value.trim() == "Camunda Cloud")
}

/// What a text without a language is written in: FEEL, unless it has what only JUEL has.
///
/// The tests of rules are FEEL there too; everything else was JUEL before it learned FEEL, and most of it is both.
pub(super) fn language(text: &str) -> Language {
    let outside: String = text.split('"').step_by(2).collect();
    let juel = ["==", "&&", "||"].iter().any(|sign| outside.contains(sign)) || text.trim_start().starts_with('\'');
    if is_juel(text) || juel { Language::Juel } else { Language::Feel }
}

/// What a column is asked with as a value of its type; what cannot be one stays as it is.
pub(super) fn converted(wanted: &FeelType, value: Feel) -> Feel {
    let found = match (wanted, &value) {
        (FeelType::Number, Feel::String(text)) => FeelNumber::from_str(text.trim()).ok().map(Feel::Number),
        (FeelType::Boolean, Feel::String(text)) => text.trim().to_ascii_lowercase().parse().ok().map(Feel::Boolean),
        (FeelType::String, Feel::Number(_) | Feel::Boolean(_)) => Some(Feel::String(value.to_string())),
        (FeelType::DateTime, Feel::String(text)) => local(text),
        (FeelType::DateTime, Feel::Date(_) | Feel::DateTime(_)) => local(&value.to_string()),
        _ => None,
    };
    found.unwrap_or(value)
}

/// A point in time by the clocks of the engine: tables there compare with dates and times that say no zone.
fn local(text: &str) -> Option<Feel> {
    let text = text.trim();
    // As its API writes them: an offset without a colon.
    let offset = text.len().checked_sub(5).filter(|at| text.is_char_boundary(*at)).map(|at| text.split_at(at));
    let colon = offset.filter(|(day, offset)| {
        day.contains('T') && offset.starts_with(['+', '-']) && offset[1..].chars().all(|c| c.is_ascii_digit())
    });
    let text = colon.map_or_else(|| text.to_owned(), |(day, offset)| format!("{day}{}:{}", &offset[..3], &offset[3..]));
    let zone = ambient::clock().1;
    let at = Timestamp::parse_in(&text, &zone)?.to_jiff().to_zoned(zone);
    Feel::try_from_xsd_date_time(&at.datetime().to_string()).ok()
}
