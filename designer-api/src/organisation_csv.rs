//! This file is long because what is written is read again: both stand beside one another.
//!
//! The organisation as a table: one line for each person, department, post, role, group or proxy.
//!
//! Columns: `kind, id, name, email, locale, superior, parent, head, departments, posts, roles, groups, principal,
//! substitute, processes, from, until, reason`. Lists are parted by semicolons. A membership that is for a time has it
//! behind its id: `sales@2026-01-01T00:00:00Z/2026-07-01T00:00:00Z`, where either of the two may be missing. Columns stand in
//! any order; one that is not known, or there twice, is refused, and so are two lines about the same. Of what is there
//! already the columns that are missing stay as they are; one that is there and empty takes it away.
//!
//! It is written in UTF-8 with a byte order mark, by which spreadsheets know it, and read in that or in GB18030. Lines with
//! nothing in them, which spreadsheets leave behind, say nothing. A time without an offset, or a date, is by the clocks of the
//! zone of the installation, also as spreadsheets save it (2026/6/30); a date as an end is a day that counts still.
//!
//! What a spreadsheet would take for a formula, as `=1+1`, has an apostrophe before it in the table, which is no part of
//! what is read. What a table cannot say, as an id with a semicolon in a list, is refused where it would be written.
use crate::calendar_csv::date;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_core::organisation::{Department, Entry, Membership, Organisation, Person, Proxy, Unit, UnitKind, Validity};
use weir_core::time::TimeZone;

const COLUMNS: [&str; 18] = [
    "kind",
    "id",
    "name",
    "email",
    "locale",
    "superior",
    "parent",
    "head",
    "departments",
    "posts",
    "roles",
    "groups",
    "principal",
    "substitute",
    "processes",
    "from",
    "until",
    "reason",
];

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Why a table is refused.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// It is no text.
    #[error("it is neither UTF-8 nor GB18030 (GBK): save it as UTF-8")]
    Encoding,
    /// It is no CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// A column that nobody knows.
    #[error("there is no column `{name}`: use {}", COLUMNS.join(", "))]
    Column {
        /// What was there.
        name: String,
    },
    /// A column that is there twice.
    #[error("the column `{name}` is there twice")]
    Twice {
        /// Which.
        name: String,
    },
    /// Something that a table cannot say.
    #[error(
        "`{id}` cannot stand in a list of a table, for it has a `;` or an `@` in it, or blanks around it: take JSON"
    )]
    Unsayable {
        /// What.
        id: String,
    },
    /// A line that says nothing that could be loaded.
    #[error("line {line}: {message}")]
    Line {
        /// Which.
        line: u64,
        /// What is wrong.
        message: String,
    },
}

/// Reads a table on top of what is there. The first line that says nothing that could be loaded ends it.
pub fn read(bytes: &[u8], there: &Organisation, zone: &TimeZone) -> Result<Vec<Entry>, CsvError> {
    let (entries, wrong) = read_lines(bytes, there, zone)?;
    match wrong.into_iter().next() {
        Some((line, message)) => Err(CsvError::Line { line, message }),
        None => Ok(entries.into_iter().map(|(_, entry)| entry).collect()),
    }
}

/// Entries and complaints, each with its line.
type Lines = (Vec<(u64, Entry)>, Vec<(u64, String)>);

/// Reads a table to its end: the entries with their lines, and what is wrong with the others.
pub fn read_lines(bytes: &[u8], there: &Organisation, zone: &TimeZone) -> Result<Lines, CsvError> {
    let text = weir_core::decoded(bytes).ok_or(CsvError::Encoding)?;
    if let Some(open) = weir_core::open_quote(&text, b',') {
        return Ok((vec![], vec![(open.line, open.to_string())]));
    }
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let headers = reader.headers()?.clone();
    if let Some(unknown) = headers.iter().find(|name| !COLUMNS.contains(name)) {
        return Err(CsvError::Column { name: unknown.to_owned() });
    }
    if let Some((_, twice)) = headers.iter().enumerate().find(|(at, name)| headers.iter().take(*at).any(|n| n == *name))
    {
        return Err(CsvError::Twice { name: twice.to_owned() });
    }
    let (mut entries, mut wrong, mut known) = (vec![], vec![], HashMap::new());
    for record in reader.records() {
        let record = record?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row { headers: &headers, record: &record, there, zone };
        match row.entry() {
            Ok(entry) => match known.insert((entry.kind().word(), entry.id().to_owned()), line) {
                None => entries.push((line, entry)),
                Some(before) => {
                    let message = format!("{} `{}` stands in line {before} already", entry.kind().word(), entry.id());
                    wrong.push((line, message));
                }
            },
            Err(message) => wrong.push((line, message)),
        }
    }
    Ok((entries, wrong))
}

struct Row<'a> {
    headers: &'a csv::StringRecord,
    record: &'a csv::StringRecord,
    there: &'a Organisation,
    zone: &'a TimeZone,
}

impl Row<'_> {
    fn entry(&self) -> Result<Entry, String> {
        let id = self.text("id");
        match self.text("kind").as_str() {
            "person" => {
                let old = self.there.people.get(&id).map(|old| Person::clone(old)).unwrap_or_default();
                Ok(Entry::Person(Person {
                    id,
                    name: self.or("name", old.name),
                    email: self.optional_or("email", old.email),
                    locale: self.optional_or("locale", old.locale),
                    superior: self.optional_or("superior", old.superior),
                    memberships: self.memberships(old.memberships)?,
                    valid: self.valid(old.valid)?,
                }))
            }
            "department" => {
                let old = self.there.departments.get(&id).map(|old| Department::clone(old)).unwrap_or_default();
                let (parent, head) = (self.optional_or("parent", old.parent), self.optional_or("head", old.head));
                let (name, valid) = (self.or("name", old.name), self.valid(old.valid)?);
                Ok(Entry::Department(Department { id, name, parent, head, valid }))
            }
            "post" => self.unit(id, &self.there.posts).map(Entry::Post),
            "role" => self.unit(id, &self.there.roles).map(Entry::Role),
            "group" => self.unit(id, &self.there.groups).map(Entry::Group),
            "proxy" => {
                let old = self.there.proxies.get(&id).map(|old| Proxy::clone(old)).unwrap_or_default();
                Ok(Entry::Proxy(Proxy {
                    id,
                    principal: self.or("principal", old.principal),
                    substitute: self.or("substitute", old.substitute),
                    processes: if self.has("processes") { self.list("processes") } else { old.processes },
                    valid: self.valid(old.valid)?,
                    reason: self.optional_or("reason", old.reason),
                }))
            }
            other => Err(format!("`{other}` is no kind: person, department, post, role, group or proxy")),
        }
    }

    fn unit(&self, id: String, there: &BTreeMap<String, Arc<Unit>>) -> Result<Unit, String> {
        let old = there.get(&id).map(|old| Unit::clone(old)).unwrap_or_default();
        Ok(Unit { id, name: self.or("name", old.name), valid: self.valid(old.valid)? })
    }

    fn memberships(&self, old: Vec<Membership>) -> Result<Vec<Membership>, String> {
        let kinds = [
            ("departments", UnitKind::Department),
            ("posts", UnitKind::Post),
            ("roles", UnitKind::Role),
            ("groups", UnitKind::Group),
        ];
        let mut all = old;
        for (column, kind) in kinds.into_iter().filter(|(column, _)| self.has(column)) {
            all.retain(|membership| membership.kind != kind);
            for told in self.list(column) {
                let (id, valid) = match told.split_once('@') {
                    None => (told, Validity::default()),
                    Some((id, times)) => (id.to_owned(), period(times, self.zone)?),
                };
                all.push(Membership { kind, id, valid });
            }
        }
        Ok(all)
    }

    fn valid(&self, old: Validity) -> Result<Validity, String> {
        let told = |column, end, old| if self.has(column) { time(&self.text(column), end, self.zone) } else { Ok(old) };
        Ok(Validity { from: told("from", false, old.from)?, until: told("until", true, old.until)? })
    }

    fn has(&self, column: &str) -> bool {
        self.headers.iter().any(|name| name == column)
    }

    fn text(&self, column: &str) -> String {
        let at = self.headers.iter().position(|name| name == column);
        let text = at.and_then(|at| self.record.get(at)).unwrap_or_default();
        said(text).to_owned()
    }

    fn or(&self, column: &str, old: String) -> String {
        if self.has(column) { self.text(column) } else { old }
    }

    fn optional_or(&self, column: &str, old: Option<String>) -> Option<String> {
        if self.has(column) { Some(self.text(column)).filter(|text| !text.is_empty()) } else { old }
    }

    fn list(&self, column: &str) -> Vec<String> {
        self.text(column).split(';').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
    }
}

/// Nothing, or a time. A date is the beginning of its day, and as an end the end of it: whoever leaves on a day works on it
/// still.
fn time(text: &str, end: bool, zone: &TimeZone) -> Result<Option<Timestamp>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let found = match text.split_once(' ') {
        // As a spreadsheet saves a time: 2026/6/30 9:05.
        Some((day, clock)) => date(day).and_then(|day| {
            let zero = if clock.find(':') == Some(1) { "0" } else { "" };
            Timestamp::parse_in(&format!("{day}T{zero}{clock}"), zone)
        }),
        None if text.contains(['T', 't', '@']) => Timestamp::parse_in(text, zone),
        None => {
            let day = date(text).and_then(|day| if end { day.tomorrow().ok() } else { Some(day) });
            day.and_then(|day| Timestamp::parse_in(&day.to_string(), zone))
        }
    };
    found.map(Some).ok_or_else(|| format!("`{text}` is no RFC 3339 time, and no date like 2026-06-30"))
}

/// What stands behind the `@` of a membership.
fn period(times: &str, zone: &TimeZone) -> Result<Validity, String> {
    let wrong = || format!("`@{times}`: behind `@` stands from when until when, as `@2026-01-01T00:00:00Z/`");
    let (from, until) = times.split_once('/').ok_or_else(wrong)?;
    Ok(Validity { from: time(from, false, zone)?, until: time(until, true, zone)? })
}

/// A text as a cell: with an apostrophe where a spreadsheet would calculate with it.
pub fn cell(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// What a cell says, without that apostrophe.
pub fn said(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

/// Would a spreadsheet calculate with it? Apostrophes before it are looked through: each is one that was put there.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

/// The organisation as such a table.
pub fn write(all: &Organisation) -> Result<Vec<u8>, CsvError> {
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.to_vec());
    let mut line = |fields: &[(&str, String)]| {
        let value = |column: &&str| {
            let text = fields.iter().find(|(name, _)| name == column).map_or("", |(_, value)| value);
            cell(text)
        };
        writer.write_record(COLUMNS.iter().map(value)).expect("memory takes all of it");
    };
    line(&COLUMNS.map(|column| (column, column.to_owned())));
    for department in all.departments.values() {
        let mut fields = named("department", &department.id, &department.name, department.valid);
        fields.extend([("parent", or_empty(department.parent.as_ref())), ("head", or_empty(department.head.as_ref()))]);
        line(&fields);
    }
    for (kind, units) in [("post", &all.posts), ("role", &all.roles), ("group", &all.groups)] {
        for unit in units.values() {
            line(&named(kind, &unit.id, &unit.name, unit.valid));
        }
    }
    for person in all.people.values() {
        let of = |kind| {
            let of_kind = person.memberships.iter().filter(|m| m.kind == kind);
            Ok::<_, CsvError>(of_kind.map(membership).collect::<Result<Vec<_>, _>>()?.join(";"))
        };
        let mut fields = named("person", &person.id, &person.name, person.valid);
        fields.extend([
            ("email", or_empty(person.email.as_ref())),
            ("locale", or_empty(person.locale.as_ref())),
            ("superior", or_empty(person.superior.as_ref())),
            ("departments", of(UnitKind::Department)?),
            ("posts", of(UnitKind::Post)?),
            ("roles", of(UnitKind::Role)?),
            ("groups", of(UnitKind::Group)?),
        ]);
        line(&fields);
    }
    for proxy in all.proxies.values() {
        let mut fields = named("proxy", &proxy.id, "", proxy.valid);
        fields.extend([
            ("principal", proxy.principal.clone()),
            ("substitute", proxy.substitute.clone()),
            ("processes", proxy.processes.iter().map(|id| listed(id)).collect::<Result<Vec<_>, _>>()?.join(";")),
            ("reason", or_empty(proxy.reason.as_ref())),
        ]);
        line(&fields);
    }
    Ok(writer.into_inner().expect("memory takes all of it"))
}

fn membership(of: &Membership) -> Result<String, CsvError> {
    let id = listed(&of.id)?;
    let time = |at: Option<Timestamp>| at.map_or_else(String::new, |at| at.to_string());
    let Validity { from, until } = of.valid;
    let always = from.is_none() && until.is_none();
    Ok(if always { id.to_owned() } else { format!("{id}@{}/{}", time(from), time(until)) })
}

/// An id that can stand in a list.
fn listed(id: &str) -> Result<&str, CsvError> {
    if id.contains([';', '@']) || id.trim() != id || id.is_empty() {
        return Err(CsvError::Unsayable { id: id.to_owned() });
    }
    Ok(id)
}

fn named(kind: &'static str, id: &str, name: &str, valid: Validity) -> Vec<(&'static str, String)> {
    let time = |at: Option<Timestamp>| at.map_or_else(String::new, |at| at.to_string());
    vec![
        ("kind", kind.to_owned()),
        ("id", id.to_owned()),
        ("name", name.to_owned()),
        ("from", time(valid.from)),
        ("until", time(valid.until)),
    ]
}

fn or_empty(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use weir_core::organisation::Change;

    fn read(bytes: &[u8], there: &Organisation) -> Result<Vec<Entry>, CsvError> {
        super::read(bytes, there, &TimeZone::UTC)
    }

    fn organisation(entries: Vec<Entry>) -> Organisation {
        let mut all = Organisation::default();
        for entry in entries {
            all.change(&Change::Put(entry));
        }
        all
    }

    fn person(name: &str, memberships: Vec<Membership>) -> Entry {
        let (id, valid) = ("ann".to_owned(), Validity::default());
        Entry::Person(Person {
            id,
            name: name.to_owned(),
            email: None,
            locale: None,
            superior: None,
            memberships,
            valid,
        })
    }

    fn member(id: &str, from: Option<i64>, until: Option<i64>) -> Membership {
        let valid = Validity { from: from.map(Timestamp), until: until.map(Timestamp) };
        Membership { kind: UnitKind::Group, id: id.to_owned(), valid }
    }

    #[test]
    fn the_times_of_memberships_go_out_and_come_back() {
        let memberships = vec![
            member("always", None, None),
            member("over", Some(0), Some(1_000_000)),
            member("later", Some(5_000), None),
            member("until", None, Some(7_000)),
        ];
        let all = vec![person("Ann", memberships)];
        let table = write(&organisation(all.clone())).unwrap();
        let text = String::from_utf8(table.clone()).unwrap();
        assert!(text.contains("always;over@1970-01-01T00:00:00.000Z/1970-01-01T00:16:40.000Z;"), "{text}");
        assert_eq!(read(&table, &Organisation::default()).unwrap(), all);
        for wrong in ["a@b", "a@/b", "a@2026/"] {
            let table = format!("kind,id,name,groups\nperson,ann,Ann,{wrong}\n");
            assert!(read(table.as_bytes(), &Organisation::default()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_a_table_cannot_say_is_refused_where_it_is_written() {
        for id in ["a;b", "a@b", " a"] {
            let refused = write(&organisation(vec![person("Ann", vec![member(id, None, None)])]));
            assert!(matches!(refused, Err(CsvError::Unsayable { .. })), "{id}");
        }
    }

    #[test]
    fn a_spreadsheet_calculates_with_nothing_and_names_come_back_as_they_were() {
        for name in ["=1+1", "+86", "-x", "@SUM(A1)", "'=1", "''=1", "'quoted'", "a=b"] {
            let all = vec![person(name, vec![])];
            let table = write(&organisation(all.clone())).unwrap();
            let cells = csv::Reader::from_reader(&*table).records().next().unwrap().unwrap();
            assert!(cells.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{cells:?}");
            assert_eq!(read(&table, &Organisation::default()).unwrap(), all, "{name}");
        }
    }

    #[test]
    fn what_a_table_does_not_speak_of_stays_and_what_it_leaves_empty_goes() {
        let Entry::Person(mut ann) = person("Ann", vec![member("g", None, None)]) else { unreachable!("a person") };
        (ann.email, ann.superior) = (Some("ann@x.org".to_owned()), Some("bob".to_owned()));
        let there = organisation(vec![Entry::Person(ann.clone())]);
        let told = |table: &str| read(table.as_bytes(), &there).unwrap();
        let renamed = Person { name: "Anna".to_owned(), ..ann.clone() };
        assert_eq!(told("kind,id,name\nperson,ann,Anna\n"), [Entry::Person(renamed)]);
        let post = Membership { kind: UnitKind::Post, ..member("p", None, None) };
        let memberships = ann.memberships.iter().cloned().chain([post]).collect();
        let moved = Person { superior: None, memberships, ..ann };
        assert_eq!(told("kind,id,superior,posts\nperson,ann,,p\n"), [Entry::Person(moved)]);
    }

    #[test]
    fn empty_lines_say_nothing_and_dates_are_those_of_the_zone() {
        let shanghai = TimeZone::get("Asia/Shanghai").unwrap();
        let table =
            "kind,id,name,from,groups\n,,,,\nperson,ann,Ann,2026-01-01,g@2026-01-01/2026-07-01T00:00:00Z\n , ,,,\n";
        let told = super::read(table.as_bytes(), &Organisation::default(), &shanghai).unwrap();
        let [Entry::Person(ann)] = told.as_slice() else { panic!("{told:?}") };
        let midnight = Timestamp::parse("2025-12-31T16:00:00Z");
        assert_eq!((ann.valid.from, ann.memberships[0].valid.from), (midnight, midnight));
        assert_eq!(ann.memberships[0].valid.until, Timestamp::parse("2026-07-01T00:00:00Z"));
    }

    #[test]
    fn whoever_leaves_on_a_day_works_on_it_still() {
        let shanghai = TimeZone::get("Asia/Shanghai").unwrap();
        let told = |until: &str, groups: &str| {
            let table = format!("kind,id,name,until,groups\nperson,ann,Ann,{until},{groups}\n");
            super::read(table.as_bytes(), &Organisation::default(), &shanghai).map(|told| match told.as_slice() {
                [Entry::Person(ann)] => ann.clone(),
                other => panic!("{other:?}"),
            })
        };
        let midnight = Timestamp::parse("2026-07-09T16:00:00Z");
        let ann = told("2026/7/9", "g@2026-07-09/2026-07-09").unwrap();
        assert_eq!((ann.valid.until, ann.memberships[0].valid.until), (midnight, midnight));
        assert_eq!(ann.memberships[0].valid.from, Timestamp::parse("2026-07-08T16:00:00Z"), "of one day");
        for (cell, until) in [
            ("2026-07-09", "2026-07-09T16:00:00Z"),
            ("2026-12-31", "2026-12-31T16:00:00Z"),
            ("2026-07-09T18:00:00+08:00", "2026-07-09T10:00:00Z"),
            ("2026-07-09T18:00", "2026-07-09T10:00:00Z"),
            ("2026/7/9 9:05", "2026-07-09T01:05:00Z"),
            ("2026/7/9 18:00:30", "2026-07-09T10:00:30Z"),
        ] {
            assert_eq!(told(cell, "").unwrap().valid.until, Timestamp::parse(until), "{cell}");
        }
        for wrong in ["2026/13/1", "tomorrow", "9/7/2026", "2026-07-09 noon"] {
            assert!(told(wrong, "").is_err(), "{wrong}");
        }
    }

    #[test]
    fn nothing_stands_twice() {
        let read = |table: &str| read(table.as_bytes(), &Organisation::default());
        let rows = "kind,id,name\nperson,ann,Ann\ngroup,ann,Anns\nperson,ann,Anna\n";
        assert_eq!(read(rows).unwrap_err().to_string(), "line 4: person `ann` stands in line 2 already");
        let columns = "kind,id,name,id\nperson,ann,Ann,bob\n";
        assert!(matches!(read(columns), Err(CsvError::Twice { name }) if name == "id"));
    }
}
