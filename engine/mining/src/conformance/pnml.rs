//! Reads PNML (ISO/IEC 15909-2), place/transition nets. A transition is silent where it has no name, or where a tool says
//! `$invisible$`. The last marking is in `finalmarkings`, as most tools write it; else it is one token in each place that
//! nothing leaves.
use super::net::{Net, Transition};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;

/// How many places and transitions a net may have.
pub const PLACES_MAX: usize = 100_000;

/// Why a file is no net.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotANet {
    /// It is not well-formed.
    #[error("byte {at}: {why}")]
    Syntax {
        /// Where.
        at: u64,
        /// What is wrong.
        why: String,
    },
    /// An arc names what is not there, or joins two places.
    #[error("the arc `{arc}` must join a place and a transition of the net")]
    Arc {
        /// Its id.
        arc: String,
    },
    /// A number cannot be read.
    #[error("`{found}` is no number of tokens")]
    Number {
        /// What was found.
        found: String,
    },
    /// Too large.
    #[error("a net has at most {PLACES_MAX} places and transitions")]
    TooLarge,
    /// No case can begin.
    #[error("no place of the net has a token at first")]
    NoStart,
}

impl NotANet {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            NotANet::Syntax { .. } => "net-syntax",
            NotANet::Arc { .. } => "net-arc",
            NotANet::Number { .. } => "net-number",
            NotANet::TooLarge => "net-too-large",
            NotANet::NoStart => "net-without-start",
        }
    }
}

/// Reads a net.
pub fn read(text: &str) -> Result<Net, NotANet> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut file = File::default();
    loop {
        let at = reader.buffer_position();
        let syntax = |why: String| NotANet::Syntax { at, why };
        match reader.read_event().map_err(|e| syntax(e.to_string()))? {
            Event::Start(tag) => file.open(&tag).map_err(syntax)?,
            Event::Empty(tag) => {
                file.open(&tag).map_err(syntax)?;
                file.close()?;
            }
            Event::End(_) => file.close()?,
            Event::Text(text) => file.text.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let name = format!("&{};", &*name);
                file.text.push_str(&quick_xml::escape::unescape(&name).map_err(|e| syntax(e.to_string()))?);
            }
            Event::Eof => break,
            _ => {}
        }
        if file.places.len() + file.transitions.len() > PLACES_MAX {
            return Err(NotANet::TooLarge);
        }
    }
    file.net()
}

#[derive(Default)]
struct Place {
    initial: u32,
    last: u32,
}

#[derive(Default)]
struct Arc {
    id: String,
    source: String,
    target: String,
    weight: u32,
}

#[derive(Default)]
struct File {
    path: Vec<String>,
    text: String,
    /// The id of the place, transition or arc that is read.
    places: indexmap::IndexMap<String, Place>,
    transitions: indexmap::IndexMap<String, Transition>,
    arcs: Vec<Arc>,
    marked: String,
    has_last: bool,
    invisible: bool,
}

impl File {
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        let name = tag.name().0;
        let local = name.rsplit(':').next().unwrap_or(name).to_owned();
        let mut attributes = BTreeMap::new();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|e| e.to_string())?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| e.to_string())?;
            attributes.insert(attribute.key.0.to_owned(), value.into_owned());
        }
        let mut get = |name: &str| attributes.remove(name).unwrap_or_default();
        self.text.clear();
        match local.as_str() {
            "place" if self.path.iter().any(|part| part == "finalmarkings") => self.marked = get("idref"),
            "place" => drop(self.places.insert(get("id"), Place::default())),
            "transition" => {
                let id = get("id");
                self.invisible = false;
                self.transitions.insert(id.clone(), Transition { id, ..Transition::default() });
            }
            "arc" => {
                self.arcs.push(Arc { id: get("id"), source: get("source"), target: get("target"), weight: 1 });
            }
            "finalmarkings" => self.has_last = true,
            "toolspecific" => self.invisible |= get("activity") == "$invisible$",
            _ => {}
        }
        self.path.push(local);
        Ok(())
    }

    fn close(&mut self) -> Result<(), NotANet> {
        let name = self.path.pop().unwrap_or_default();
        let text = self.text.trim().to_owned();
        let around = |depth: usize| self.path.len().checked_sub(depth).map_or("", |at| self.path[at].as_str());
        match (name.as_str(), around(1), around(2)) {
            ("text", "name", "transition") => {
                let label = (!text.is_empty()).then_some(text);
                if let Some((_, last)) = self.transitions.last_mut() {
                    last.label = label;
                }
            }
            ("transition", ..) if self.invisible => {
                if let Some((_, last)) = self.transitions.last_mut() {
                    last.label = None;
                }
            }
            ("text", "initialMarking", "place") => {
                if let Some((_, last)) = self.places.last_mut() {
                    last.initial = number(&text)?;
                }
            }
            ("text", "inscription", "arc") => {
                if let Some(last) = self.arcs.last_mut() {
                    last.weight = number(&text)?;
                }
            }
            ("text", "place", "marking") => {
                let tokens = number(&text)?;
                if let Some(place) = self.places.get_mut(&self.marked) {
                    place.last = tokens;
                }
            }
            _ => {}
        }
        self.text.clear();
        Ok(())
    }

    fn net(mut self) -> Result<Net, NotANet> {
        for arc in &self.arcs {
            let (from, to) = (self.places.get_index_of(&arc.source), self.places.get_index_of(&arc.target));
            let wrong = || NotANet::Arc { arc: arc.id.clone() };
            match (from, to) {
                (Some(place), None) => {
                    let transition = self.transitions.get_mut(&arc.target).ok_or_else(wrong)?;
                    transition.takes.push((place, arc.weight));
                }
                (None, Some(place)) => {
                    let transition = self.transitions.get_mut(&arc.source).ok_or_else(wrong)?;
                    transition.gives.push((place, arc.weight));
                }
                _ => return Err(wrong()),
            }
        }
        let transitions: Vec<Transition> = self.transitions.into_values().collect();
        let initial: Vec<u32> = self.places.values().map(|place| place.initial).collect();
        let mut last: Vec<u32> = self.places.values().map(|place| place.last).collect();
        if !self.has_last {
            for (place, tokens) in last.iter_mut().enumerate() {
                let left = transitions.iter().any(|t| t.takes.iter().any(|(taken, _)| *taken == place));
                *tokens = u32::from(!left);
            }
        }
        if initial.iter().all(|tokens| *tokens == 0) {
            return Err(NotANet::NoStart);
        }
        Ok(Net { places: self.places.into_keys().collect(), transitions, initial, last })
    }
}

fn number(text: &str) -> Result<u32, NotANet> {
    text.parse().map_err(|_| NotANet::Number { found: text.to_owned() })
}
