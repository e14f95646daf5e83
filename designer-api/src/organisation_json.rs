//! The organisation as JSON: a list of entries, no two of them about the same. A byte order mark is looked through, for some
//! programs put one there.
use serde_json::Value;
use std::collections::BTreeMap;
use weir_core::organisation::{Entry, EntryKind};

/// Entries and complaints, each with its number in the list, from 1.
type Numbered = (Vec<(u64, Entry)>, Vec<(u64, String)>);

/// Reads a list. The first entry that says nothing that could be loaded ends it.
pub fn read(bytes: &[u8]) -> Result<Vec<Entry>, String> {
    let (entries, wrong) = read_entries(bytes)?;
    match wrong.into_iter().next() {
        Some((number, message)) => Err(format!("entry {number}: {message}")),
        None => Ok(entries.into_iter().map(|(_, entry)| entry).collect()),
    }
}

/// Reads a list to its end: the entries with their numbers, and what is wrong with the others.
pub fn read_entries(bytes: &[u8]) -> Result<Numbered, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let values: Vec<Value> = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    let (mut entries, mut wrong) = (vec![], vec![]);
    let mut known: BTreeMap<(EntryKind, String), u64> = BTreeMap::new();
    for (number, value) in (1..).zip(values) {
        let entry: Entry = match weir_core::objects::of(value) {
            Ok(entry) => entry,
            Err(error) => {
                wrong.push((number, error.to_string()));
                continue;
            }
        };
        match known.insert((entry.kind(), entry.id().to_owned()), number) {
            None => entries.push((number, entry)),
            Some(before) => {
                wrong.push((number, format!("{} `{}` is entry {before} already", entry.kind().word(), entry.id())));
            }
        }
    }
    Ok((entries, wrong))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stands_twice_and_a_mark_is_no_part_of_it() {
        let ann = r#"{"person": {"id": "ann", "name": "Ann"}}"#;
        let role = r#"{"role": {"id": "ann", "name": "Anns"}}"#;
        let two = read(format!("\u{feff}[{ann}, {role}]").as_bytes()).unwrap();
        assert_eq!(two.iter().map(Entry::kind).collect::<Vec<_>>(), [EntryKind::Person, EntryKind::Role]);
        let twice = format!("[{ann}, {role}, {ann}]");
        assert_eq!(read(twice.as_bytes()).unwrap_err(), "entry 3: person `ann` is entry 1 already");
        let (entries, wrong) = read_entries(format!("[{ann}, 7, {role}]").as_bytes()).unwrap();
        assert_eq!((entries.len(), wrong[0].0), (2, 2));
        assert!(read(b"{}").is_err() && read(b"").is_err());
    }
}
