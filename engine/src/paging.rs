//! Pages of rows: a cursor says where the last page ended, and shows that this list has given it out.
use crate::api::{Page, Paging};
use crate::error::Error;
use crate::keys::after;
use crate::store::{Store, Table};
use crate::{PAGE_LIMIT, PAGE_LIMIT_MAX};

/// How many rows one page looks at; a filter that lets few through gives short pages with a cursor.
const ROWS_MAX: usize = 20_000;
/// How many rows are read at once.
const CHUNK: usize = 500;
/// How many are read at first, when nobody knows yet how large they are.
pub const CHUNK_FIRST: usize = 64;
/// About so many bytes of rows are read at once; and a page ends with the row that makes its own so many.
const BYTES_MAX: usize = 8 << 20;

/// A part of a table to page through.
pub struct Rows<'a> {
    /// Where.
    pub store: &'a dyn Store,
    /// Which table.
    pub table: Table,
    /// From, inclusive, and to, exclusive.
    pub range: (Vec<u8>, Vec<u8>),
    /// From the end downwards.
    pub descending: bool,
}

/// How many rows to read after these, if they are as large, so that they are so many bytes at most; never more than that.
pub fn chunk_after(rows: &[(Vec<u8>, Vec<u8>)], most: usize) -> usize {
    let bytes: usize = rows.iter().map(|(key, value)| key.len() + value.len()).sum();
    (rows.len() * BYTES_MAX / bytes.max(1)).clamp(1, most)
}

/// How many entries a page has.
pub fn limit(paging: &Paging) -> usize {
    paging.limit.unwrap_or(PAGE_LIMIT).clamp(1, PAGE_LIMIT_MAX)
}

impl Rows<'_> {
    /// One page of what `keep` makes of the rows.
    pub fn page<T>(
        self,
        paging: &Paging,
        mut keep: impl FnMut(&[u8], &[u8]) -> Result<Option<T>, Error>,
    ) -> Result<Page<T>, Error> {
        let limit = limit(paging);
        let (mut start, mut end) = self.range;
        if let Some(cursor) = &paging.cursor {
            let key = Some(place(&[self.table as u8], cursor)?).filter(|key| *key >= start && *key < end);
            let key = key.ok_or_else(bad_cursor)?;
            if self.descending { end = key } else { start = after(&key) }
        }
        let mut items = Vec::new();
        let (mut chunk, mut read, mut kept) = ((limit + 1).min(CHUNK_FIRST), 0, 0);
        while read < ROWS_MAX {
            let rows = if self.descending {
                self.store.scan_reverse(self.table, &start, &end, chunk)?
            } else {
                self.store.scan(self.table, &start, &end, chunk)?
            };
            let last_chunk = rows.len() < chunk;
            let count = rows.len();
            read += count;
            // Where all rows are kept, a page reads no more of them than it shows.
            chunk = chunk_after(&rows, CHUNK).min((limit + 1).saturating_sub(items.len() + count).max(CHUNK_FIRST));
            for (index, (key, value)) in rows.into_iter().enumerate() {
                if let Some(item) = keep(&key, &value)? {
                    items.push(item);
                    kept += key.len() + value.len();
                }
                if items.len() == limit || kept >= BYTES_MAX {
                    let more = !last_chunk || index + 1 < count;
                    return Ok(Page { items, next: more.then(|| self::cursor(&[self.table as u8], &key)) });
                }
                if self.descending { end = key } else { start = key }
            }
            if last_chunk {
                return Ok(Page { items, next: None });
            }
            if !self.descending {
                start = after(&start);
            }
        }
        let reached = if self.descending { &end } else { &start[..start.len() - 1] };
        Ok(Page { items, next: Some(cursor(&[self.table as u8], reached)) })
    }
}

/// The cursor of a list behind a place in it. Its sum tells one that was changed, or is of another list, from one that was
/// given out: it would lead somewhere else, and nobody would see it.
pub fn cursor(list: &[u8], place: &[u8]) -> String {
    to_hex(&[&sum(list, place)[..], place].concat())
}

/// The place that a cursor of this list says.
pub fn place(list: &[u8], cursor: &str) -> Result<Vec<u8>, Error> {
    let place = from_hex(cursor).and_then(|bytes| {
        let (shown, place) = bytes.split_first_chunk::<4>()?;
        (*shown == sum(list, place)).then(|| place.to_vec())
    });
    place.ok_or_else(bad_cursor)
}

/// Where a page of a list begins whose entries are counted.
pub fn counted(list: &[u8], paging: &Paging) -> Result<usize, Error> {
    let Some(cursor) = &paging.cursor else { return Ok(0) };
    let count: [u8; 8] = place(list, cursor)?.try_into().map_err(|_| bad_cursor())?;
    Ok(u64::from_be_bytes(count) as usize)
}

/// The cursor of such a list behind so many entries.
pub fn counting(list: &[u8], count: usize) -> String {
    cursor(list, &(count as u64).to_be_bytes())
}

/// 400.
pub fn bad_cursor() -> Error {
    Error::invalid("bad-cursor", "the cursor is not one of this list")
}

fn sum(list: &[u8], place: &[u8]) -> [u8; 4] {
    crc32c::crc32c_append(crc32c::crc32c(list), place).to_be_bytes()
}

/// Bytes as text.
pub fn to_hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes of such a text.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let pairs = digits.chunks_exact(2).map(std::str::from_utf8);
    pairs.map(|pair| u8::from_str_radix(pair.ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_of_its_list_and_as_it_was_given_out() {
        let given = cursor(b"forms", b"there");
        assert_eq!(place(b"forms", &given).unwrap(), b"there");
        assert_eq!(place(b"decisions", &given).unwrap_err().code(), "bad-cursor");
        assert_eq!(
            place(&[Table::Instance as u8], &cursor(&[Table::UserTask as u8], b"there")).unwrap_err().code(),
            "bad-cursor"
        );
        for at in 0..given.len() {
            for other in "0123456789abcdef".chars().filter(|other| !given[at..].starts_with(*other)) {
                let changed = format!("{}{other}{}", &given[..at], &given[at + 1..]);
                assert_eq!(place(b"forms", &changed).unwrap_err().code(), "bad-cursor", "{changed}");
            }
            assert_eq!(place(b"forms", &given[..at]).unwrap_err().code(), "bad-cursor", "cut at {at}");
        }
        assert_eq!(place(b"forms", &format!("{given}{given}")).unwrap_err().code(), "bad-cursor");
        let page = Paging { limit: None, cursor: Some(counting(b"forms", 7)) };
        assert_eq!((counted(b"forms", &page), counted(b"forms", &Paging::default())), (Ok(7), Ok(0)));
        assert_eq!(counted(b"decisions", &page).unwrap_err().code(), "bad-cursor");
    }

    #[test]
    fn the_larger_rows_are_the_fewer_are_read_at_once() {
        let rows = |count: usize, bytes: usize| vec![(vec![], vec![0; bytes]); count];
        assert_eq!(chunk_after(&rows(10, 1000), 500), 500);
        assert_eq!(chunk_after(&rows(4, 2 << 20), 500), 4);
        assert_eq!(chunk_after(&rows(1, 2 * BYTES_MAX), 500), 1, "one at least");
        assert_eq!(chunk_after(&rows(0, 0), 500), 1);
    }

    #[test]
    fn hex_reads_back() {
        assert_eq!(from_hex(&to_hex(&[0, 9, 255])), Some(vec![0, 9, 255]));
        assert_eq!((from_hex("0"), from_hex("zz"), from_hex("é0")), (None, None, None));
    }
}
