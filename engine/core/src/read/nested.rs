//! Mappings of Camunda 8 whose target is inside a variable, `order.total`: what goes into one variable is one mapping.
use super::mapping::Way;
use crate::model::{Form, Mapping, Source, Text};

/// What is put inside a variable: at a name stands a value, or again something inside.
enum Inside {
    Value(Source),
    Names(Vec<(String, Inside)>),
}

/// The mappings with each variable once, where it is first spoken of. What goes in makes a new context; what comes out is
/// put into the context that the variable already is.
pub fn joined(mappings: Vec<Mapping>, way: Way) -> Vec<Mapping> {
    let mut found: Vec<Mapping> = vec![];
    let mut nested: Vec<(usize, String, Inside)> = vec![];
    for mapping in mappings {
        let path: Vec<&str> = mapping.target.split('.').map(str::trim).collect();
        let [root, inside @ ..] = &path[..] else { continue };
        // A name that is none is told where all names are looked at.
        if inside.is_empty() || path.iter().any(|name| name.is_empty()) {
            found.push(mapping);
            continue;
        }
        let (root, place) = ((*root).to_owned(), mapping.source.text.place);
        let known = nested.iter().position(|(_, name, _)| *name == root);
        let at = known.unwrap_or_else(|| {
            let text = Text { text: String::new(), language: None, place };
            let source = Source { text, form: Form::Expression };
            found.push(Mapping { source, target: root.clone(), beside: mapping.beside });
            nested.push((found.len() - 1, root, Inside::Names(vec![])));
            nested.len() - 1
        });
        put(&mut nested[at].2, inside, mapping.source.clone());
    }
    for (at, root, inside) in nested {
        let place = found[at].source.text.place;
        found[at].source = match way {
            Way::In => made(inside),
            Way::Out => {
                let text = format!("={}", merged(&root, &inside));
                Source { text: Text { text, language: None, place }, form: Form::Expression }
            }
        };
    }
    found
}

/// The later of two values at one place counts.
fn put(inside: &mut Inside, path: &[&str], value: Source) {
    let Inside::Names(names) = inside else {
        *inside = Inside::Names(vec![]);
        return put(inside, path, value);
    };
    let [name, rest @ ..] = path else { return };
    let known = names.iter().position(|(known, _)| known == name);
    let at = known.unwrap_or_else(|| {
        names.push(((*name).to_owned(), Inside::Names(vec![])));
        names.len() - 1
    });
    if rest.is_empty() {
        names[at].1 = Inside::Value(value);
    } else {
        put(&mut names[at].1, rest, value);
    }
}

fn made(inside: Inside) -> Source {
    match inside {
        Inside::Value(source) => source,
        Inside::Names(names) => {
            let form = Form::Map(names.into_iter().map(|(name, inside)| (name, made(inside))).collect());
            Source { text: Text { text: String::new(), language: None, place: crate::problem::Place::default() }, form }
        }
    }
}

/// FEEL that puts it into what is at this path.
fn merged(path: &str, inside: &Inside) -> String {
    match inside {
        Inside::Value(source) => match (&source.form, source.text.text.strip_prefix('=')) {
            (Form::Expression, Some(feel)) => format!("({feel})"),
            _ => quoted(&source.text.text),
        },
        Inside::Names(names) => {
            let entry = |(name, inside): &(String, Inside)| {
                format!("{}: {}", quoted(name), merged(&format!("{path}.{name}"), inside))
            };
            let entries: Vec<String> = names.iter().map(entry).collect();
            format!("context merge([if {path} = null then {{}} else {path}, {{{}}}])", entries.join(", "))
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
