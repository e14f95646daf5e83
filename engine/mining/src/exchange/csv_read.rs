//! Reads a table of events (RFC 4180): a line for each event, a column that says of which case.
use super::fault::{FaultKind, Faults, Imported, Refused};
use super::unpack::{BYTES_MAX, text, unpack};
use super::{STARTED, moment};
use crate::log::{ActivityInstance, Case, LogBuilder, Value};
use indexmap::IndexMap;

/// Which column says what. A column that is not named here becomes an attribute of the event, or of the case where its
/// name begins with `case:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The case.
    pub case: String,
    /// The activity.
    pub activity: String,
    /// When it was done.
    pub ended: String,
    /// When it began, where there is such a column.
    pub started: Option<String>,
    /// Who did it, where there is such a column.
    pub actor: Option<String>,
    /// What stands between two fields.
    pub delimiter: u8,
}

impl Default for Columns {
    fn default() -> Self {
        Columns {
            case: "case:concept:name".to_owned(),
            activity: "concept:name".to_owned(),
            ended: "time:timestamp".to_owned(),
            started: Some("start_timestamp".to_owned()),
            actor: Some("org:resource".to_owned()),
            delimiter: b',',
        }
    }
}

/// Where the columns stand in this file.
struct Places {
    case: usize,
    activity: usize,
    ended: usize,
    started: Option<usize>,
    actor: Option<usize>,
    header: Vec<String>,
}

/// Reads a table, packed or not. Cases are in the order of their first lines.
///
/// ```
/// use weir_mining::exchange::{Columns, read_csv};
/// let columns = Columns { case: "case".into(), activity: "step".into(), ended: "at".into(), ..Columns::default() };
/// let file = "case,step,at,amount\n7,pay,2026-01-03,12.5\n7,order,2026-01-02,12.5\n";
/// let log = read_csv(file.as_bytes(), &columns).unwrap().log;
/// assert_eq!(log.names_of(log.case(0)), ["order", "pay"]);
/// assert_eq!(log.attributes.number("amount", 0), Some(12.5));
/// ```
pub fn read(bytes: &[u8], columns: &Columns) -> Result<Imported, Refused> {
    let bytes = unpack(bytes, BYTES_MAX)?;
    let text = text(&bytes)?;
    if let Some(open) = weir_core::open_quote(text, columns.delimiter) {
        return Err(Refused::Syntax { at: open.byte as u64, why: format!("line {}: {open}", open.line) });
    }
    let mut reader = csv::ReaderBuilder::new().delimiter(columns.delimiter).flexible(true).from_reader(text.as_bytes());
    let syntax =
        |e: &csv::Error| Refused::Syntax { at: e.position().map_or(0, csv::Position::byte), why: e.to_string() };
    let header: Vec<String> = reader.headers().map_err(|e| syntax(&e))?.iter().map(str::to_owned).collect();
    let places = places(&header, columns)?;
    let mut faults = Faults::default();
    // Each with how many lines it has by now.
    let mut cases: IndexMap<String, (Case, usize)> = IndexMap::new();
    let mut events_read = 0;
    for record in reader.records() {
        let record = record.map_err(|e| syntax(&e))?;
        events_read += 1;
        if record.len() != header.len() {
            // A quotation mark that is not closed takes all that follows into one field: nothing of that can be told.
            if record.iter().any(|field| field.contains('\n')) {
                let why =
                    format!("a line has {} fields of {}: is a quotation mark not closed?", record.len(), header.len());
                return Err(Refused::Syntax { at: record.position().map_or(0, csv::Position::byte), why });
            }
            faults.add(FaultKind::LineOfOtherLength, 0, events_read, &record.len().to_string());
        }
        let id = record.get(places.case).unwrap_or_default();
        if id.is_empty() {
            faults.add(FaultKind::EventOutsideCase, 0, events_read, "");
            continue;
        }
        let number = cases.get_index_of(id).unwrap_or(cases.len()) + 1;
        let new = || (Case { id: id.to_owned(), ..Case::default() }, 0);
        let (case, lines) = cases.entry(id.to_owned()).or_insert_with(new);
        *lines += 1;
        line(&record, &places, case, (number, *lines), &mut faults);
    }
    let mut builder = LogBuilder::default();
    for (number, (_, (mut case, _))) in (1..).zip(cases) {
        moment::check(&mut case.rows, number, &mut faults);
        builder.case(case)?;
    }
    Ok(Imported { log: builder.build(), events_read, faults })
}

fn places(header: &[String], columns: &Columns) -> Result<Places, Refused> {
    // People put blanks around the names of columns.
    let find = |name: &String| {
        let exact = header.iter().position(|column| column == name);
        exact.or_else(|| header.iter().position(|column| column.trim() == name.trim()))
    };
    let must = |name: &String| {
        find(name).ok_or_else(|| Refused::Kind {
            wanted: "column",
            why: format!("`{name}` is not among `{}`", header.join("`, `")),
        })
    };
    Ok(Places {
        case: must(&columns.case)?,
        activity: must(&columns.activity)?,
        ended: must(&columns.ended)?,
        started: columns.started.as_ref().and_then(|name| find(name).or_else(|| find(&STARTED.to_owned()))),
        actor: columns.actor.as_ref().and_then(find),
        header: header.to_vec(),
    })
}

fn line(record: &csv::StringRecord, places: &Places, case: &mut Case, at: (usize, usize), faults: &mut Faults) {
    let mut row = ActivityInstance { key: at.1 as u64, ..ActivityInstance::default() };
    for (index, field) in record.iter().enumerate().filter(|(_, field)| !field.is_empty()) {
        let time = |faults: &mut Faults| {
            let time = moment::parse(field);
            if time.is_none() {
                faults.add(FaultKind::TimeNotReadable, at.0, at.1, field);
            }
            time
        };
        // What stands beyond the last column has no name; it was told.
        let Some(name) = places.header.get(index) else { break };
        match index {
            _ if index == places.case => {}
            _ if index == places.activity => field.clone_into(&mut row.activity),
            _ if index == places.ended => row.ended = time(faults),
            _ if Some(index) == places.started => row.started = time(faults),
            _ if Some(index) == places.actor => row.actor = Some(field.to_owned()),
            _ => match name.strip_prefix("case:") {
                Some(name) if case.attributes.iter().all(|(known, _)| known != name) => {
                    case.attributes.push((name.to_owned(), typed(field)));
                }
                Some(_) => {}
                None => row.attributes.push((name.clone(), typed(field))),
            },
        }
    }
    if row.activity.is_empty() {
        faults.add(FaultKind::EventWithoutName, at.0, at.1, "");
    } else {
        case.rows.push(row);
    }
}

/// A table has no types. What is written as a number is one, unless it begins with a zero that a number would lose.
fn typed(field: &str) -> Value {
    let digits = field.trim_start_matches('-');
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && !(digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0."));
    if is_number {
        if let Ok(number) = field.parse() {
            return Value::Integer(number);
        }
        if let Ok(number) = field.parse::<f64>() {
            return Value::Real(number);
        }
    }
    Value::Text(field.to_owned())
}
