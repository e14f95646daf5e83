//! The landscape as a table: one line for each node or role.
//!
//! Columns are those of [`COLUMNS`]; they stand in any order, and one that is not known is refused. What a missing one would
//! say stays as it is.
//! Lists are parted by semicolons: parties as `role:buyer` or `person:ann`, links as `process:order`; the indicators of a
//! node are JSON, for they have more than one text.
use crate::organisation_csv::{cell, said};
use csv::StringRecord;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use weir_core::landscape::{Duty, Item, Landscape, Link, Node, Part, Party, Role, bare};
use weir_core::library::Words;

/// What a table may say.
pub const COLUMNS: [&str; 20] = [
    "kind",
    "id",
    "parent",
    "level",
    "order",
    "name_zh",
    "name_en",
    "description_zh",
    "description_en",
    "area",
    "band",
    "owner",
    "responsible",
    "accountable",
    "consulted",
    "informed",
    "indicators",
    "maturity",
    "maturity_target",
    "links",
];

/// An entry and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// From 1; the line of the headings is the first.
    pub line: u64,
    /// What it says.
    pub item: Item,
}

/// What is wrong with a line.
type Fault = (u64, String);

/// Reads a table; a byte order mark is skipped. Of what is `there`, what the table has no columns for stays.
///
/// # Errors
/// Everything that is wrong, each with its line.
pub fn read(bytes: &[u8], there: &Landscape) -> Result<Vec<Line>, Vec<Fault>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(open) = weir_core::open_quote(&String::from_utf8_lossy(bytes), b',') {
        return Err(vec![(open.line, open.to_string())]);
    }
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::Headers).from_reader(bytes);
    let headers = reader.headers().map_err(|error| vec![(1, error.to_string())])?.clone();
    let unknown = headers.iter().filter(|name| !COLUMNS.contains(name));
    let mut faults: Vec<Fault> =
        unknown.map(|name| (1, format!("there is no column `{name}`: use {}", COLUMNS.join(", ")))).collect();
    let again = headers.iter().enumerate().filter(|(at, name)| headers.iter().take(*at).any(|before| before == *name));
    faults.extend(again.map(|(_, name)| (1, format!("the column `{name}` stands twice: write it once"))));
    if !faults.is_empty() {
        return Err(faults);
    }
    let (mut lines, mut faults) = (vec![], vec![]);
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                match (Row { headers: &headers, record: &record, there }).item() {
                    Ok(item) => lines.push(Line { line, item }),
                    Err(message) => faults.push((line, message)),
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                faults.push((line, error.to_string()));
            }
        }
    }
    if faults.is_empty() { Ok(lines) } else { Err(faults) }
}

struct Row<'a> {
    headers: &'a StringRecord,
    record: &'a StringRecord,
    there: &'a Landscape,
}

impl Row<'_> {
    /// What stands in a column, as it stands there. None where there is no such column.
    fn told(&self, column: &str) -> Option<&str> {
        let place = self.headers.iter().position(|name| name == column)?;
        Some(said(self.record.get(place).unwrap_or_default()))
    }

    fn has(&self, column: &str) -> bool {
        self.told(column).is_some()
    }

    fn text(&self, column: &str) -> &str {
        self.told(column).unwrap_or_default().trim()
    }

    fn words(&self, column: &str, old: Option<&Words>) -> Words {
        let old = old.cloned().unwrap_or_else(|| Words { zh: String::new(), en: String::new() });
        let text = |language: &str, old| self.told(&format!("{column}_{language}")).map_or(old, str::to_owned);
        Words { zh: text("zh", old.zh), en: text("en", old.en) }
    }

    fn number<T: std::str::FromStr + Default>(&self, column: &str, old: T) -> Result<T, String> {
        let text = self.text(column);
        if !self.has(column) {
            return Ok(old);
        }
        if text.is_empty() {
            return Ok(T::default());
        }
        text.parse().map_err(|_| format!("`{text}` in `{column}` is no number that it can be"))
    }

    /// A word that JSON knows too.
    fn known<T: DeserializeOwned>(&self, column: &str, old: Option<T>) -> Result<Option<T>, String> {
        let text = self.text(column);
        if !self.has(column) {
            return Ok(old);
        }
        if text.is_empty() {
            return Ok(None);
        }
        let value = serde_json::from_value(Value::from(text));
        value.map(Some).map_err(|error| format!("`{column}`: {error}"))
    }

    fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        self.text(column).split(';').map(str::trim).filter(|part| !part.is_empty())
    }

    fn item(&self) -> Result<Item, String> {
        let id = self.text("id");
        match self.text("kind") {
            "role" => {
                let old = self.there.roles.get(id);
                let name = self.words("name", old.map(|old| &old.name));
                let duties = self.words("description", old.map(|old| &old.duties));
                Ok(Item::Role(Role { id: id.to_owned(), name, duties }))
            }
            "node" | "" => self.node(id).map(|node| Item::Node(Box::new(node))),
            other => Err(format!("`{other}` in `kind` is neither `node` nor `role`")),
        }
    }

    fn node(&self, id: &str) -> Result<Node, String> {
        let old = self.there.nodes.get(id);
        let name = self.words("name", old.map(|old| &old.name));
        let mut node = old.map_or_else(|| bare(id, None, 0, name.clone()), |old| Node::clone(old));
        node.name = name;
        node.description = self.words("description", Some(&node.description));
        if self.has("parent") {
            node.parent = Some(self.text("parent").to_owned()).filter(|parent| !parent.is_empty());
        }
        node.level = self.number("level", node.level)?;
        node.order = self.number("order", node.order)?;
        node.area = self.known("area", node.area)?;
        node.band = self.known("band", node.band)?;
        node.owner = self.known("owner", node.owner)?;
        node.maturity = self.number("maturity", node.maturity)?;
        node.maturity_target = self.number("maturity_target", node.maturity_target)?;
        self.duties(&mut node.duties)?;
        if self.has("links") {
            node.links = self.list("links").map(link).collect::<Result<_, _>>()?;
        }
        if self.has("indicators") {
            let said = Some(self.text("indicators")).filter(|said| !said.is_empty()).unwrap_or("[]");
            node.indicators =
                weir_core::objects::read(said.as_bytes()).map_err(|error| format!("`indicators`: {error}"))?;
        }
        Ok(node)
    }

    fn duties(&self, duties: &mut Vec<Duty>) -> Result<(), String> {
        for (column, part) in PARTS.into_iter().filter(|(column, _)| self.has(column)) {
            for duty in &mut *duties {
                duty.parts.retain(|known| *known != part);
            }
            for who in self.list(column) {
                let who = Party::try_from(who.to_owned()).map_err(|error| format!("`{column}`: {error}"))?;
                match duties.iter_mut().find(|duty| duty.who == who) {
                    Some(duty) => duty.parts.push(part),
                    None => duties.push(Duty { who, parts: vec![part] }),
                }
            }
        }
        duties.retain(|duty| !duty.parts.is_empty());
        Ok(())
    }
}

fn link(text: &str) -> Result<Link, String> {
    let (kind, id) = text.split_once(':').ok_or_else(|| format!("`{text}` in `links` has no kind"))?;
    serde_json::from_value(json!({ "kind": kind, "id": id })).map_err(|error| format!("`links`: {error}"))
}

const PARTS: [(&str, Part); 4] =
    [("responsible", Part::R), ("accountable", Part::A), ("consulted", Part::C), ("informed", Part::I)];

/// The landscape as a table that can be read again, with a byte order mark so that spreadsheets read Chinese.
pub fn write(all: &Landscape) -> String {
    let mut writer = csv::Writer::from_writer(vec![]);
    let mut put = |cells: &[String]| writer.write_record(cells).expect("memory takes every line");
    put(&COLUMNS.map(str::to_owned));
    for item in all.items() {
        put(&COLUMNS.map(|column| match &item {
            Item::Role(role) => cell(&role_cell(role, column)),
            Item::Node(node) => cell(&node_cell(node, column)),
        }));
    }
    let bytes = writer.into_inner().expect("memory takes every line");
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

fn role_cell(role: &Role, column: &str) -> String {
    match column {
        "kind" => "role",
        "id" => &role.id,
        "name_zh" => &role.name.zh,
        "name_en" => &role.name.en,
        "description_zh" => &role.duties.zh,
        "description_en" => &role.duties.en,
        _ => "",
    }
    .to_owned()
}

fn node_cell(node: &Node, column: &str) -> String {
    let word = |value: Value| value.as_str().unwrap_or_default().to_owned();
    match column {
        "kind" => "node".to_owned(),
        "id" => node.id.clone(),
        "parent" => node.parent.clone().unwrap_or_default(),
        "level" => node.level.to_string(),
        "order" => node.order.to_string(),
        "name_zh" => node.name.zh.clone(),
        "name_en" => node.name.en.clone(),
        "description_zh" => node.description.zh.clone(),
        "description_en" => node.description.en.clone(),
        "area" => word(json!(node.area)),
        "band" => word(json!(node.band)),
        "owner" => node.owner.as_ref().map(ToString::to_string).unwrap_or_default(),
        "indicators" if node.indicators.is_empty() => String::new(),
        "indicators" => json!(node.indicators).to_string(),
        "maturity" => node.maturity.to_string(),
        "maturity_target" => node.maturity_target.to_string(),
        "links" => {
            let links = node.links.iter().map(|link| format!("{}:{}", word(json!(link.kind)), link.id));
            links.collect::<Vec<_>>().join(";")
        }
        column => {
            let part = PARTS.iter().find(|(name, _)| *name == column).map(|(_, part)| *part);
            let has = |duty: &&Duty| part.is_some_and(|part| duty.parts.contains(&part));
            node.duties.iter().filter(has).map(|duty| duty.who.to_string()).collect::<Vec<_>>().join(";")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use weir_core::landscape::{Change, Expected, changed, seed};

    #[test]
    fn what_is_written_is_read_again() {
        let mut node =
            bare("leave.ask", Some("leave-request"), 5, Words { zh: "提出, \"请假\"".into(), en: " =Ask ".into() });
        node.description = Words { zh: "=1+1".into(), en: "One\nand two\n".into() };
        node.owner = Some(Party::Role("boss".into()));
        node.duties = vec![Duty { who: Party::Person("ann".into()), parts: vec![Part::R, Part::A] }];
        node.links = vec![serde_json::from_value(json!({ "kind": "process", "id": "leave" })).unwrap()];
        let indicator = json!({ "id": "i", "name": { "zh-CN": "一;二", "en": "a|b" }, "formula": "p90(sojourn)",
            "unit": "hours", "target": 2.5, "direction": "lower" });
        node.indicators = vec![serde_json::from_value(indicator).unwrap()];
        let name = Words { zh: "主管".into(), en: String::new() };
        let role = Role { id: "boss".into(), name: name.clone(), duties: name };
        let mut changes = seed();
        changes.extend([Change::PutRole(role), Change::PutNode(Box::new(node), Expected::Anything)]);
        let all = changed(&Landscape::default(), &changes, 0).unwrap().landscape;
        let lines = read(write(&all).as_bytes(), &Landscape::default()).unwrap();
        let mut again = Landscape::default();
        for line in lines {
            again.put(line.item);
        }
        assert_eq!(again, all);
    }

    #[test]
    fn what_a_table_has_no_columns_for_stays() {
        let (name, nothing) = (Words { zh: "请假".into(), en: "Leave".into() }, vec![]);
        let mut node = bare("leave", None, 1, name.clone());
        let duty = |who: &str, parts: &[Part]| Duty { who: Party::Role(who.into()), parts: parts.to_vec() };
        node.duties = vec![duty("boss", &[Part::A, Part::R]), duty("hr", &[Part::C])];
        (node.maturity, node.owner) = (3, Some(Party::Role("boss".into())));
        let put = [Change::PutNode(Box::new(node.clone()), Expected::Anything)];
        let there = changed(&Landscape::default(), &put, 0).unwrap().landscape;
        let read = |text: &str| match &read(text.as_bytes(), &there).unwrap()[0].item {
            Item::Node(node) => Node::clone(node),
            Item::Role(role) => panic!("{role:?}"),
        };
        assert_eq!(read("id\nleave\n"), node);
        let owned = Node { owner: Some(Party::Person("ann".into())), ..node.clone() };
        assert_eq!(read("id,owner,name_en\nleave,person:ann,Leave\n"), owned);
        assert_eq!(
            read("id,owner\nleave,\n"),
            Node { owner: None, ..node.clone() },
            "an empty cell says that there is none"
        );
        let duties = vec![duty("boss", &[Part::A]), duty("hr", &[Part::C, Part::R])];
        assert_eq!(read("id,responsible\nleave,role:hr\n"), Node { duties, ..node.clone() });
        let nobody = "id,responsible,accountable,consulted,informed\nleave,,,,\n";
        assert_eq!(read(nobody), Node { duties: nothing, ..node.clone() });
        assert_eq!(read("id,level,name_en\nnew,1,New\n").name.en, "New");
    }

    #[test]
    fn every_line_that_is_wrong_is_named() {
        let wrong = |text: &str| read(text.as_bytes(), &Landscape::default()).unwrap_err();
        assert_eq!(wrong("id,colour\nx,red")[0].0, 1);
        assert!(wrong("id,level,id\nx,1,y")[0].1.contains("twice"));
        let table = "kind,id,level,owner,links,area\nnode,a,one,,,\nthing,b,1,,,\nnode,c,1,ann,,\nnode,d,1,,order,\n\
            node,e,1,,,moon\nnode,f,1,,,finance\n";
        let lines: Vec<u64> = wrong(table).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6]);
        assert!(read(b"id,level\nf,1\n", &Landscape::default()).is_ok());
        let open = wrong("id,level,name_en\na,1,A\nb,1,\"B\nc,1,C\n");
        assert!(open.len() == 1 && open[0].0 == 3 && open[0].1.contains("not closed"), "{open:?}");
    }
}
