//! The organisation as a table: one line for each person, department, post, role, group or proxy.
//!
//! Columns: `kind, id, name, email, locale, superior, parent, head, departments, posts, roles, groups, principal,
//! substitute, processes, from, until, reason`. Lists are parted by semicolons. Columns may be missing and stand in any
//! order; a column that is not known is refused.
use weir_core::Timestamp;
use weir_core::organisation::{Department, Entry, Membership, Organisation, Person, Proxy, Unit, UnitKind, Validity};

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

/// Why a table is refused.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// It is no CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// A column that nobody knows.
    #[error("there is no column `{name}`: use {}", COLUMNS.join(", "))]
    Column {
        /// What was there.
        name: String,
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

/// Reads a table; a byte order mark is skipped. The first line that says nothing that could be loaded ends it.
pub fn read(bytes: &[u8]) -> Result<Vec<Entry>, CsvError> {
    let (entries, wrong) = read_lines(bytes)?;
    match wrong.into_iter().next() {
        Some((line, message)) => Err(CsvError::Line { line, message }),
        None => Ok(entries.into_iter().map(|(_, entry)| entry).collect()),
    }
}

/// Entries and complaints, each with its line.
type Lines = (Vec<(u64, Entry)>, Vec<(u64, String)>);

/// Reads a table to its end: the entries with their lines, and what is wrong with the others.
pub fn read_lines(bytes: &[u8]) -> Result<Lines, CsvError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let headers = reader.headers()?.clone();
    if let Some(unknown) = headers.iter().find(|name| !COLUMNS.contains(name)) {
        return Err(CsvError::Column { name: unknown.to_owned() });
    }
    let (mut entries, mut wrong) = (vec![], vec![]);
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row { headers: &headers, record: &record };
        match row.entry() {
            Ok(entry) => entries.push((line, entry)),
            Err(message) => wrong.push((line, message)),
        }
    }
    Ok((entries, wrong))
}

struct Row<'a> {
    headers: &'a csv::StringRecord,
    record: &'a csv::StringRecord,
}

impl Row<'_> {
    fn entry(&self) -> Result<Entry, String> {
        let (id, name, valid) = (self.text("id"), self.text("name"), self.valid()?);
        let unit = |kind: fn(Unit) -> Entry| Ok(kind(Unit { id: id.clone(), name: name.clone(), valid }));
        match self.text("kind").as_str() {
            "person" => Ok(Entry::Person(Person {
                id,
                name,
                email: self.optional("email"),
                locale: self.optional("locale"),
                superior: self.optional("superior"),
                memberships: self.memberships(),
                valid,
            })),
            "department" => {
                let (parent, head) = (self.optional("parent"), self.optional("head"));
                Ok(Entry::Department(Department { id, name, parent, head, valid }))
            }
            "post" => unit(Entry::Post),
            "role" => unit(Entry::Role),
            "group" => unit(Entry::Group),
            "proxy" => Ok(Entry::Proxy(Proxy {
                id,
                principal: self.text("principal"),
                substitute: self.text("substitute"),
                processes: self.list("processes"),
                valid,
                reason: self.optional("reason"),
            })),
            other => Err(format!("`{other}` is no kind: person, department, post, role, group or proxy")),
        }
    }

    fn memberships(&self) -> Vec<Membership> {
        let kinds = [
            ("departments", UnitKind::Department),
            ("posts", UnitKind::Post),
            ("roles", UnitKind::Role),
            ("groups", UnitKind::Group),
        ];
        let of = |(column, kind)| {
            self.list(column).into_iter().map(move |id| Membership { kind, id, valid: Validity::default() })
        };
        kinds.into_iter().flat_map(of).collect()
    }

    fn valid(&self) -> Result<Validity, String> {
        let time = |column: &str| match self.optional(column) {
            None => Ok(None),
            Some(text) => Timestamp::parse(&text).map(Some).ok_or_else(|| format!("`{text}` is no RFC 3339 time")),
        };
        Ok(Validity { from: time("from")?, until: time("until")? })
    }

    fn text(&self, column: &str) -> String {
        let at = self.headers.iter().position(|name| name == column);
        at.and_then(|at| self.record.get(at)).unwrap_or_default().to_owned()
    }

    fn optional(&self, column: &str) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    fn list(&self, column: &str) -> Vec<String> {
        self.text(column).split(';').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
    }
}

/// The organisation as such a table.
pub fn write(all: &Organisation) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(vec![]);
    let mut line = |fields: &[(&str, String)]| {
        let value = |column: &&str| fields.iter().find(|(name, _)| name == column).map_or("", |(_, value)| value);
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
            let ids = person.memberships.iter().filter(|m| m.kind == kind).map(|m| m.id.as_str());
            ids.collect::<Vec<_>>().join(";")
        };
        let mut fields = named("person", &person.id, &person.name, person.valid);
        fields.extend([
            ("email", or_empty(person.email.as_ref())),
            ("locale", or_empty(person.locale.as_ref())),
            ("superior", or_empty(person.superior.as_ref())),
            ("departments", of(UnitKind::Department)),
            ("posts", of(UnitKind::Post)),
            ("roles", of(UnitKind::Role)),
            ("groups", of(UnitKind::Group)),
        ]);
        line(&fields);
    }
    for proxy in all.proxies.values() {
        let mut fields = named("proxy", &proxy.id, "", proxy.valid);
        fields.extend([
            ("principal", proxy.principal.clone()),
            ("substitute", proxy.substitute.clone()),
            ("processes", proxy.processes.join(";")),
            ("reason", or_empty(proxy.reason.as_ref())),
        ]);
        line(&fields);
    }
    writer.into_inner().expect("memory takes all of it")
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
