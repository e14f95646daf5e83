//! The tables of `docs/portability.md` are what the catalogue says. Update with `UPDATE_EXPECT=1`.
use std::fmt::Write;
use std::path::Path;
use weir_core::catalogue::foreign::{ACTIVITI, ATTRIBUTES, CAMUNDA, ELEMENTS, FLOWABLE, Fate, ZEEBE};

const MARK: &str = "## The tables\n";

#[test]
fn the_tables_in_the_documents_are_those_of_the_catalogue() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/portability.md");
    let text = std::fs::read_to_string(&file).expect("docs/portability.md");
    let (head, kept) = text.split_once(MARK).expect("the place of the tables");
    let made = tables();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&file, format!("{head}{MARK}{made}")).unwrap();
    } else {
        assert!(kept == made, "docs/portability.md is not what the catalogue says; run with UPDATE_EXPECT=1");
    }
}

#[test]
fn nothing_is_said_twice_of_one_attribute() {
    for (number, one) in ATTRIBUTES.iter().enumerate() {
        for other in &ATTRIBUTES[..number] {
            let same = one.attribute == other.attribute
                && one.element == other.element
                && one.namespaces.iter().any(|n| other.namespaces.contains(n));
            let overlap = one.on.is_empty() || other.on.is_empty() || one.on.iter().any(|tag| other.on.contains(tag));
            let values = one.values.is_empty()
                || other.values.is_empty()
                || one.values.iter().any(|value| other.values.contains(value));
            // The more special one stands first: it is found first.
            let special = !other.on.is_empty() && other.on.len() < one.on.len();
            assert!(!(same && overlap && values) || special, "{}@{} stands twice", one.element, one.attribute);
        }
    }
}

fn tables() -> String {
    let mut text = String::new();
    for (name, prefix, namespace) in [
        ("Camunda 7", "camunda", CAMUNDA),
        ("Flowable", "flowable", FLOWABLE),
        ("Activiti", "activiti", ACTIVITI),
        ("Camunda 8", "zeebe", ZEEBE),
    ] {
        writeln!(text, "\n### {name}\n\n| Extension | On | Becomes |\n|---|---|---|").unwrap();
        let mut lines = vec![];
        for a in ATTRIBUTES.iter().filter(|a| a.namespaces.contains(&namespace)) {
            let part = if a.element.is_empty() {
                format!("`{prefix}:{}`", a.attribute)
            } else {
                format!("`{prefix}:{}@{}`", a.element, a.attribute)
            };
            let values = if a.values.is_empty() { String::new() } else { format!(", only {}", words(a.values)) };
            lines.push(format!("| {part}{values} | {} | {} |", words(a.on), fate(a.fate)));
        }
        for e in ELEMENTS.iter().filter(|e| e.namespaces.contains(&namespace)) {
            let inside = if e.inside.is_empty() { String::new() } else { format!(" in {}", words(e.inside)) };
            lines.push(format!("| `<{prefix}:{}>`{inside} | {} | {} |", e.name, words(e.on), fate(e.fate)));
        }
        lines.sort();
        for line in lines {
            writeln!(text, "{line}").unwrap();
        }
    }
    text
}

fn words(all: &[&str]) -> String {
    if all.is_empty() { "any".into() } else { all.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", ") }
}

fn fate(fate: Fate) -> String {
    match fate {
        Fate::Maps(to) => format!("`weir:{to}`"),
        Fate::Runs(text) => text.to_owned(),
        Fate::Documentation(text) => format!("documentation: {text}"),
        Fate::Untold(text) | Fate::Unused(text) => format!("a warning: {text}"),
    }
}
