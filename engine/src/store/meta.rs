//! The identity card of a data directory: a small text file that a person can read.

use super::disk::{Birth, Disk, read_file, replace_file};
use super::frame::FORMAT;
use super::segments::is_segment;
use super::{Error, PARTITIONS};

const FILE: &str = "meta";

/// Reads the identity of the store; stamps a new one if the directory has neither identity nor log.
pub(super) fn load_or_create(disk: &dyn Disk) -> Result<Birth, Error> {
    if let Some(birth) = load(disk)? {
        return Ok(birth);
    }
    let names = disk.list().map_err(|error| Error::io("listing the data directory", &error))?;
    if let Some(log) = names.iter().find(|name| is_segment(name)) {
        return Err(refused(&format!("there is a log ({log}) but no file `{FILE}`")));
    }
    let birth = disk.birth().map_err(|error| Error::io("creating the store", &error))?;
    replace_file(disk, FILE, text(&birth).as_bytes()).map_err(|error| Error::io("creating the store", &error))?;
    Ok(birth)
}

/// Reads the identity of the store; `None` if there is none.
pub(super) fn load(disk: &dyn Disk) -> Result<Option<Birth>, Error> {
    let content = read_file(disk, FILE).map_err(|error| Error::io(format!("reading `{FILE}`"), &error))?;
    content.map(|content| parse(&content)).transpose()
}

fn text(birth: &Birth) -> String {
    let (created_ms, log) = (birth.created_ms, u128::from_be_bytes(birth.log_id));
    let facts =
        format!("weir store\nformat {FORMAT}\npartitions {PARTITIONS}\ncreated_ms {created_ms}\nlog {log:032x}\n");
    let crc = crc32c::crc32c(facts.as_bytes());
    format!("{facts}crc32c {crc:08x}\n")
}

fn parse(content: &[u8]) -> Result<Birth, Error> {
    let text = std::str::from_utf8(content).map_err(|_| refused(&format!("`{FILE}` is damaged")))?;
    let fact = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')).unwrap_or("");
    let (facts, crc) = text.rsplit_once("crc32c ").ok_or_else(|| refused(&format!("`{FILE}` is damaged")))?;
    if crc != format!("{:08x}\n", crc32c::crc32c(facts.as_bytes())) {
        return Err(refused(&format!("`{FILE}` is damaged: its checksum is wrong")));
    }
    if !text.starts_with("weir store\n") || fact("format") != FORMAT.to_string() {
        let found = fact("format");
        return Err(refused(&format!("its format is `{found}`, this version reads `{FORMAT}`")));
    }
    if fact("partitions") != PARTITIONS.to_string() {
        return Err(refused(&format!("it has {} partitions instead of {PARTITIONS}", fact("partitions"))));
    }
    let created_ms = fact("created_ms").parse().map_err(|_| refused("it does not say when it was created"))?;
    let log_id = u128::from_str_radix(fact("log"), 16).map_err(|_| refused("its log has no id"))?.to_be_bytes();
    Ok(Birth { log_id, created_ms })
}

fn refused(reason: &str) -> Error {
    Error::Format { reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_reads_back_and_every_flipped_bit_is_refused() {
        let birth = Birth { log_id: *b"0123456789abcdef", created_ms: 1_700_000_000_000 };
        let card = text(&birth).into_bytes();
        assert_eq!(parse(&card), Ok(birth));
        for bit in 0..card.len() * 8 {
            let mut flipped = card.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(parse(&flipped).map_err(|error| error.code()), Err("store-format"), "bit {bit}");
        }
    }
}
