//! Pages of rows: a cursor is the key where the last page ended.
use crate::api::{Page, Paging};
use crate::error::Error;
use crate::keys::after;
use crate::store::{Store, Table};
use crate::{PAGE_LIMIT, PAGE_LIMIT_MAX};

/// How many rows one page looks at; a filter that lets few through gives short pages with a cursor.
const ROWS_MAX: usize = 20_000;
/// How many rows are read at once.
const CHUNK: usize = 500;

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
            let key = from_hex(cursor).filter(|key| *key >= start && *key < end);
            let key = key.ok_or_else(|| Error::invalid("bad-cursor", "the cursor is not one of this list"))?;
            if self.descending { end = key } else { start = after(&key) }
        }
        let mut items = Vec::new();
        // Where all rows are kept, a page reads no more of them than it shows.
        let (mut chunk, mut read) = ((limit + 1).min(CHUNK), 0);
        while read < ROWS_MAX {
            let rows = if self.descending {
                self.store.scan_reverse(self.table, &start, &end, chunk)?
            } else {
                self.store.scan(self.table, &start, &end, chunk)?
            };
            let last_chunk = rows.len() < chunk;
            let count = rows.len();
            read += count;
            chunk = CHUNK;
            for (index, (key, value)) in rows.into_iter().enumerate() {
                items.extend(keep(&key, &value)?);
                if items.len() == limit {
                    let more = !last_chunk || index + 1 < count;
                    return Ok(Page { items, next: more.then(|| to_hex(&key)) });
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
        Ok(Page { items, next: Some(to_hex(reached)) })
    }
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
    fn a_cursor_reads_back() {
        assert_eq!(from_hex(&to_hex(&[0, 9, 255])), Some(vec![0, 9, 255]));
        assert_eq!((from_hex("0"), from_hex("zz"), from_hex("é0")), (None, None, None));
    }
}
