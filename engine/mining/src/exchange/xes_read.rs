//! Reads XES, the exchange format of event logs (IEEE 1849-2023, and its predecessors of 2010 and 2016).
//!
//! Nested attributes become attributes of their own, named by the way to them (`cost/currency`). What a `global` element
//! declares is an assurance of the writer that every event has the attribute; it is no default and is not filled in.
use super::fault::{FaultKind, Faults, Imported, Refused};
use super::unpack::{BYTES_MAX, text, unpack};
use super::{STARTED, moment};
use crate::log::{ActivityInstance, Case, LogBuilder, Value};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeSet;

/// How deep attributes may stand in one another.
pub const DEPTH_MAX: usize = 16;

/// Under which keys a log says what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// The activity.
    pub activity: String,
    /// When it was done.
    pub ended: String,
    /// When it began, where the log knows intervals.
    pub started: String,
    /// Who did it.
    pub actor: String,
}

impl Default for Keys {
    fn default() -> Self {
        Keys {
            activity: "concept:name".to_owned(),
            ended: "time:timestamp".to_owned(),
            started: "start_timestamp".to_owned(),
            actor: "org:resource".to_owned(),
        }
    }
}

/// Reads a log, packed or not.
///
/// ```
/// use weir_mining::exchange::{FaultKind, Keys, read_xes};
/// let file = br#"<log><trace><string key="concept:name" value="7"/>
///   <event><string key="concept:name" value="order"/><date key="time:timestamp" value="2026-01-02T09:00:00Z"/></event>
///   <event><string key="cost" value="3"/></event></trace></log>"#;
/// let read = read_xes(file, &Keys::default()).unwrap();
/// assert_eq!((read.log.row_count(), read.events_read), (1, 2));
/// assert_eq!(read.faults.count(FaultKind::EventWithoutName), 1);
/// ```
pub fn read(bytes: &[u8], keys: &Keys) -> Result<Imported, Refused> {
    let bytes = unpack(bytes, BYTES_MAX)?;
    let mut reader = Reader::from_str(text(&bytes)?);
    let mut import = Import::new(keys);
    loop {
        let at = reader.buffer_position();
        let syntax = |why: String| Refused::Syntax { at, why };
        match reader.read_event().map_err(|e| syntax(e.to_string()))? {
            Event::Start(tag) => import.open(&tag, at, true)?,
            Event::Empty(tag) => import.open(&tag, at, false)?,
            Event::End(tag) => import.close(tag.name().0)?,
            Event::Eof => break,
            _ => {}
        }
    }
    import.done()
}

struct Import<'a> {
    keys: &'a Keys,
    builder: LogBuilder,
    faults: Faults,
    ids: BTreeSet<String>,
    in_log: bool,
    /// Inside of what nobody asks for: `global`, `classifier`, attributes of the log.
    skipped: usize,
    case: Option<Case>,
    event: Option<Vec<(String, Value)>>,
    /// The keys of the attributes around.
    path: Vec<String>,
    /// What names are taken in the event or case that is read.
    taken: BTreeSet<String>,
    case_taken: BTreeSet<String>,
    cases: usize,
    events_read: usize,
    events_in_case: usize,
}

impl<'a> Import<'a> {
    fn new(keys: &'a Keys) -> Self {
        Import {
            keys,
            builder: LogBuilder::default(),
            faults: Faults::default(),
            ids: BTreeSet::new(),
            in_log: false,
            skipped: 0,
            case: None,
            event: None,
            path: vec![],
            taken: BTreeSet::new(),
            case_taken: BTreeSet::new(),
            cases: 0,
            events_read: 0,
            events_in_case: 0,
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, at: u64, stays: bool) -> Result<(), Refused> {
        let name = tag.name().0;
        let local = name.rsplit(':').next().unwrap_or(name);
        match local {
            "log" if !self.in_log => self.in_log = true,
            _ if self.skipped > 0 => self.skipped += usize::from(stays),
            "trace" if self.case.is_none() && self.event.is_none() => {
                self.cases += 1;
                self.events_in_case = 0;
                self.case = Some(Case::default());
                self.case_taken.clear();
                if !stays {
                    self.close("trace")?;
                }
            }
            "event" if self.event.is_none() => {
                self.events_read += 1;
                self.events_in_case += 1;
                self.event = Some(vec![]);
                self.taken.clear();
                if !stays {
                    self.close("event")?;
                }
            }
            "string" | "date" | "int" | "float" | "boolean" | "id" | "list" | "container"
                if self.case.is_some() || self.event.is_some() =>
            {
                self.attribute(local, tag, at)?;
                if !stays {
                    self.path.pop();
                }
            }
            "values" if !self.path.is_empty() => {
                if stays {
                    self.path.push(String::new());
                }
            }
            _ => self.skipped += usize::from(stays),
        }
        Ok(())
    }

    fn attribute(&mut self, kind: &str, tag: &BytesStart<'_>, at: u64) -> Result<(), Refused> {
        let (mut key, mut value) = (String::new(), String::new());
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|e| Refused::Syntax { at, why: e.to_string() })?;
            let text = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|e| Refused::Syntax { at, why: e.to_string() })?;
            match attribute.key.0 {
                "key" => key = text.into_owned(),
                "value" => value = text.into_owned(),
                _ => {}
            }
        }
        self.path.push(key);
        if self.path.len() > DEPTH_MAX {
            return Err(Refused::Depth { at, most: DEPTH_MAX });
        }
        if !matches!(kind, "list" | "container") {
            self.set(kind, &value);
        }
        Ok(())
    }

    fn set(&mut self, kind: &str, text: &str) {
        let name = self.path.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("/");
        let (case, event) = (self.cases, if self.event.is_some() { self.events_in_case } else { 0 });
        let taken = if self.event.is_some() { &mut self.taken } else { &mut self.case_taken };
        if !taken.insert(name.clone()) {
            self.faults.add(FaultKind::AttributeRepeated, case, event, &name);
            return;
        }
        // What is wrong with the times of the event itself is told when it is complete.
        let own = name == self.keys.ended || name == self.keys.started;
        let value = typed(kind, text).unwrap_or_else(|| {
            let fault = if kind == "date" { FaultKind::TimeNotReadable } else { FaultKind::ValueOfOtherType };
            if !own {
                self.faults.add(fault, case, event, text);
            }
            Value::Text(text.to_owned())
        });
        let to = match (&mut self.event, &mut self.case) {
            (Some(event), _) => event,
            (None, Some(case)) => &mut case.attributes,
            (None, None) => return,
        };
        to.push((name, value));
    }

    fn close(&mut self, name: &str) -> Result<(), Refused> {
        let local = name.rsplit(':').next().unwrap_or(name);
        match local {
            _ if self.skipped > 0 => self.skipped -= 1,
            "event" if self.path.is_empty() => self.end_event(),
            "trace" if self.path.is_empty() => self.end_case()?,
            _ => {
                self.path.pop();
            }
        }
        Ok(())
    }

    fn end_event(&mut self) {
        let Some(attributes) = self.event.take() else { return };
        let Some(case) = &mut self.case else {
            self.faults.add(FaultKind::EventOutsideCase, 0, self.events_read, "");
            return;
        };
        let mut row = ActivityInstance { key: self.events_in_case as u64, ..ActivityInstance::default() };
        let (number, event) = (self.cases, self.events_in_case);
        for (name, value) in attributes {
            match value {
                Value::Text(text) if name == self.keys.activity => row.activity = text,
                Value::Text(text) if name == self.keys.actor => row.actor = Some(text),
                // A name may be written as a number.
                Value::Integer(number) if name == self.keys.activity => row.activity = number.to_string(),
                Value::Integer(number) if name == self.keys.actor => row.actor = Some(number.to_string()),
                Value::Time(time) if name == self.keys.ended => row.ended = Some(time),
                Value::Time(time) if name == self.keys.started || name == STARTED => row.started = Some(time),
                Value::Text(text) if name == self.keys.ended || name == self.keys.started => {
                    self.faults.add(FaultKind::TimeNotReadable, number, event, &text);
                }
                value => row.attributes.push((name, value)),
            }
        }
        if row.activity.is_empty() {
            self.faults.add(FaultKind::EventWithoutName, number, event, "");
        } else {
            case.rows.push(row);
        }
    }

    fn end_case(&mut self) -> Result<(), Refused> {
        let Some(mut case) = self.case.take() else { return Ok(()) };
        let id = case.attributes.iter().position(|(name, _)| name == "concept:name");
        case.id = match id.map(|index| case.attributes.remove(index).1) {
            Some(Value::Text(text)) => text,
            Some(Value::Integer(number)) => number.to_string(),
            _ => {
                self.faults.add(FaultKind::CaseWithoutId, self.cases, 0, "");
                self.cases.to_string()
            }
        };
        if !self.ids.insert(case.id.clone()) {
            self.faults.add(FaultKind::CaseRepeated, self.cases, 0, &case.id);
        }
        moment::check(&mut case.rows, self.cases, &mut self.faults);
        self.builder.case(case)?;
        Ok(())
    }

    fn done(self) -> Result<Imported, Refused> {
        if !self.in_log {
            return Err(Refused::Kind { wanted: "XES log", why: "there is no `log` element".to_owned() });
        }
        if self.case.is_some() || self.event.is_some() {
            return Err(Refused::Kind { wanted: "end of the log", why: "the file ends inside of a case".to_owned() });
        }
        Ok(Imported { log: self.builder.build(), events_read: self.events_read, faults: self.faults })
    }
}

fn typed(kind: &str, text: &str) -> Option<Value> {
    Some(match kind {
        "date" => Value::Time(moment::parse(text)?),
        "int" => Value::Integer(text.trim().parse().ok()?),
        "float" => Value::Real(text.trim().parse::<f64>().ok()?),
        "boolean" => match text.trim() {
            "true" | "1" => Value::Flag(true),
            "false" | "0" => Value::Flag(false),
            _ => return None,
        },
        _ => Value::Text(text.to_owned()),
    })
}
