//! Types (DMN 7.3.2): what item definitions say about values, and how data from outside become such values.
use super::ambient;
use super::conversion::conform;
use super::model::{Definitions, Item};
use super::table::Tests;
use crate::expression::{Names, Piece, SyntaxError, clock_and_functions, elements};
use crate::id::ElementId;
use crate::parameter::Moment;
use crate::problem::Problem;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{FeelScope, FeelType, Name};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How deep types may refer to each other.
const DEPTH_MAX: usize = 32;
/// Parts of all types of a file together, where a type that others refer to counts in each of them: few lines can
/// otherwise describe a type that no memory holds.
const PARTS_MAX: usize = 50_000;

/// A type.
#[derive(Clone)]
pub(super) struct Typed(Arc<Inner>);

struct Inner {
    shape: Shape,
    feel: FeelType,
    allowed: Option<Allowed>,
    /// How many types it is made of.
    parts: usize,
}

/// What values it allows, and what the tests read: functions and the clock.
struct Allowed {
    tests: Tests,
    names: Names,
}

enum Shape {
    Plain,
    List(Typed),
    Context(Vec<(Name, Typed)>),
}

/// The types of a file, by name.
#[derive(Default)]
pub(super) struct Types(BTreeMap<String, Typed>);

impl Types {
    /// Resolves all item definitions; those of imports come in with the name of the import and a dot before theirs, if it
    /// has a name.
    pub fn new(file: &Definitions, imported: &[(String, &Types)], problems: &mut Vec<Problem>) -> Types {
        let mut types = Types::default();
        for (prefix, other) in imported {
            let named = |name: &String| if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            types.0.extend(other.0.iter().map(|(name, typed)| (named(name), typed.clone())));
        }
        let items = file.items.iter().map(|item| (item.name.as_str(), item)).collect();
        let mut making = Making { types, items, path: vec![], made: BTreeSet::new(), parts: 0, problems };
        for item in &file.items {
            making.named(item, 0);
        }
        making.types
    }

    /// A type by its name; any where there is none.
    pub fn named(&self, name: Option<&str>) -> Typed {
        self.find(name.unwrap_or_default()).unwrap_or_else(Typed::any)
    }

    /// Is it a type that is known?
    pub fn knows(&self, name: &str) -> bool {
        self.find(name).is_some() || name.is_empty()
    }

    /// All of them by name.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Typed)> {
        self.0.iter()
    }

    fn find(&self, name: &str) -> Option<Typed> {
        let own = || self.0.get(name).or_else(|| self.0.get(local(name))).cloned();
        own().or_else(|| Some(Typed::plain(built_in(name)?, None)))
    }
}

/// Types on their way from what the file says.
struct Making<'a> {
    types: Types,
    items: BTreeMap<&'a str, &'a Item>,
    /// The items that are being made, each because the one before refers to it.
    path: Vec<&'a str>,
    /// Those that are done.
    made: BTreeSet<&'a str>,
    parts: usize,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Making<'a> {
    /// The type of an item that has a name of its own; made once.
    fn named(&mut self, item: &'a Item, depth: usize) -> Typed {
        if self.made.contains(item.name.as_str()) {
            return self.types.named(Some(&item.name));
        }
        self.path.push(&item.name);
        let typed = self.item(item, depth);
        self.path.pop();
        self.types.0.insert(item.name.clone(), typed.clone());
        self.made.insert(&item.name);
        typed
    }

    fn item(&mut self, item: &'a Item, depth: usize) -> Typed {
        let allowed = self.allowed(item);
        let inner = if let Some((result, parameters)) = &item.function {
            let of = |name: &Option<String>| self.types.named(name.as_deref()).feel().clone();
            let parameters = parameters.iter().map(of).collect();
            return Typed::plain(FeelType::Function(parameters, Box::new(of(result))), None);
        } else if item.components.is_empty() {
            self.referred(item, depth)
        } else {
            let entries = item.components.iter().map(|c| (Name::from(c.name.as_str()), self.item(c, depth + 1)));
            let entries: Vec<(Name, Typed)> = entries.collect();
            let parts = 1 + entries.iter().map(|(_, typed)| typed.0.parts).sum::<usize>();
            if !self.fits(item, parts) {
                return Typed::any();
            }
            let feel = FeelType::Context(entries.iter().map(|(n, t)| (n.clone(), t.feel().clone())).collect());
            Typed(Arc::new(Inner { shape: Shape::Context(entries), feel, allowed: None, parts }))
        };
        let parts = inner.0.parts + 1;
        if !self.fits(item, parts) {
            return Typed::any();
        }
        if item.collection {
            let feel = FeelType::List(Box::new(inner.feel().clone()));
            Typed(Arc::new(Inner { shape: Shape::List(inner), feel, allowed, parts }))
        } else if allowed.is_some() {
            let feel = inner.feel().clone();
            let shape = match &inner.0.shape {
                Shape::Plain => Shape::Plain,
                Shape::List(item) => Shape::List(item.clone()),
                Shape::Context(entries) => Shape::Context(entries.clone()),
            };
            Typed(Arc::new(Inner { shape, feel, allowed, parts }))
        } else {
            inner
        }
    }

    fn allowed(&mut self, item: &Item) -> Option<Allowed> {
        let source = item.allowed.as_ref()?;
        match Piece::compile(&source.text, &["?"], &BTreeSet::new(), true) {
            Ok(part) if part.names.parameters.is_empty() => {
                Some(Allowed { tests: Tests::new(&part), names: part.names })
            }
            other => {
                let what = "what a type allows does not depend on rule parameters: test them in a decision".to_owned();
                let error = other.err().unwrap_or(SyntaxError::Unsupported { what });
                let id = ElementId::from(item.name.as_str());
                self.problems.push(Problem::error(error.code(), Some(&id), source.place, error.to_string()));
                None
            }
        }
    }

    /// The type that an item without components refers to.
    fn referred(&mut self, item: &'a Item, depth: usize) -> Typed {
        let name = item.type_ref.as_deref().unwrap_or("Any");
        let found = self.items.get(name).or_else(|| self.items.get(local(name))).copied();
        let refused = |code, message: String| Problem::error(code, None, item.place, message);
        let problem = match found {
            Some(other) if self.path.contains(&other.name.as_str()) => {
                refused("dmn-type-cycle", format!("type `{name}` refers to itself"))
            }
            Some(_) if depth > DEPTH_MAX => {
                let message = format!("types refer to each other more than {DEPTH_MAX} levels deep at `{name}`");
                refused("dmn-type-too-deep", message)
            }
            Some(other) => return self.named(other, depth + 1),
            None => match self.types.find(name) {
                Some(typed) => return typed,
                None => refused("dmn-type", format!("there is no type `{name}`")),
            },
        };
        self.problems.push(problem);
        Typed::any()
    }

    /// Counts so many parts; false, and said so, when they are too many.
    fn fits(&mut self, item: &Item, parts: usize) -> bool {
        let before = self.parts;
        self.parts += parts;
        if before <= PARTS_MAX && self.parts > PARTS_MAX {
            let message =
                format!("from type `{}` on, the types of the file have more than {PARTS_MAX} parts", item.name);
            self.problems.push(Problem::error("dmn-types-too-large", None, item.place, message));
        }
        self.parts <= PARTS_MAX
    }
}

impl Typed {
    /// Any value at all.
    pub fn any() -> Typed {
        Typed::plain(FeelType::Any, None)
    }

    fn plain(feel: FeelType, allowed: Option<Allowed>) -> Typed {
        Typed(Arc::new(Inner { shape: Shape::Plain, feel, allowed, parts: 1 }))
    }

    /// As the library knows it.
    pub fn feel(&self) -> &FeelType {
        &self.0.feel
    }

    /// The names of entries that are more than one word.
    pub fn names(&self, into: &mut BTreeSet<String>) {
        match &self.0.shape {
            Shape::Plain => {}
            Shape::List(item) => item.names(into),
            Shape::Context(entries) => {
                for (name, typed) in entries {
                    into.insert(name.to_string());
                    typed.names(into);
                }
            }
        }
    }

    /// A value from outside as one of this type; null, and said so, where it is none.
    pub fn admit(&self, what: &str, value: Feel) -> Feel {
        let refuse = |value: &Feel| {
            ambient::fault(|| format!("`{what}` does not take {value}"));
            Feel::Null(Some(format!("`{what}` does not take this value")))
        };
        let value = match (&self.0.shape, value) {
            (_, null @ Feel::Null(_)) => return self.allow(null, refuse),
            (Shape::Plain, value) => {
                let fitting = conform(&from_text(&self.0.feel, value.clone()), &self.0.feel);
                if fitting.is_null() {
                    return refuse(&value);
                }
                fitting
            }
            (Shape::List(item), Feel::List(all)) => {
                Feel::List(all.into_iter().map(|value| item.admit(what, value)).collect())
            }
            (Shape::List(item), single) => Feel::List(vec![item.admit(what, single)]),
            (Shape::Context(entries), Feel::Context(given)) => {
                let mut all = FeelContext::default();
                for (name, typed) in entries {
                    let Some(value) = given.get_entry(name) else { return refuse(&Feel::Context(given)) };
                    all.set_entry(name, typed.admit(&format!("{what}.{name}"), value.clone()));
                }
                Feel::Context(all)
            }
            (Shape::Context(_), other) => return refuse(&other),
        };
        self.allow(value, refuse)
    }

    /// What of a value that was found its type does not allow: where it stands in it, and what it is.
    pub fn disallowed(&self, value: &Feel) -> Option<(String, Feel)> {
        let inside = match (&self.0.shape, value) {
            (Shape::List(item), Feel::List(all)) => all.iter().find_map(|value| item.disallowed(value)),
            (Shape::Context(entries), Feel::Context(given)) => entries.iter().find_map(|(name, typed)| {
                let (place, refused) = typed.disallowed(given.get_entry(name)?)?;
                Some((format!(".{name}{place}"), refused))
            }),
            _ => None,
        };
        inside.or_else(|| (!self.is_allowed(value)).then(|| (String::new(), value.clone())))
    }

    fn allow(&self, value: Feel, refuse: impl Fn(&Feel) -> Feel) -> Feel {
        if self.is_allowed(&value) { value } else { refuse(&value) }
    }

    fn is_allowed(&self, value: &Feel) -> bool {
        let Some(allowed) = self.0.allowed.as_ref().filter(|_| !value.is_null()) else { return true };
        let (now, zone) = ambient::clock();
        let mut sight = clock_and_functions(&allowed.names, Moment { zone: &zone, ..Moment::from(now) });
        sight.set_entry(&"?".into(), value.clone());
        allowed.tests.hold(&FeelScope::from(sight), elements(value))
    }
}

/// JSON has no dates: where one is wanted, a text that is one will do.
pub(super) fn from_text(wanted: &FeelType, value: Feel) -> Feel {
    let Feel::String(text) = &value else { return value };
    let read = match wanted {
        FeelType::Date => Feel::try_from_xsd_date(text),
        FeelType::Time => Feel::try_from_xsd_time(text),
        FeelType::DateTime => Feel::try_from_xsd_date_time(text).or_else(|_| Feel::try_from_xsd_date(text)),
        FeelType::DaysAndTimeDuration | FeelType::YearsAndMonthsDuration => Feel::try_from_xsd_duration(text),
        _ => return value,
    };
    read.unwrap_or(value)
}

/// The name without a prefix, as in `feel:string`.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The types of FEEL, by the names that DMN and its tools have for them.
fn built_in(name: &str) -> Option<FeelType> {
    Some(match local(name.trim()) {
        "" | "Any" | "context" => FeelType::Any,
        "string" => FeelType::String,
        "number" | "double" | "integer" | "long" | "decimal" => FeelType::Number,
        "boolean" => FeelType::Boolean,
        "date" => FeelType::Date,
        "time" => FeelType::Time,
        "dateTime" | "date and time" => FeelType::DateTime,
        "dayTimeDuration" | "days and time duration" => FeelType::DaysAndTimeDuration,
        "yearMonthDuration" | "years and months duration" => FeelType::YearsAndMonthsDuration,
        _ => return None,
    })
}
