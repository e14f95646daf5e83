//! Logs are long texts that are sent packed: `.xes.gz`.
use super::Refused;
use std::borrow::Cow;
use std::io::Read;

/// How many bytes of a file are read, unpacked: a few kilobytes may hold gigabytes.
pub const BYTES_MAX: u64 = 2 << 30;

/// The bytes of a file, unpacked where they are gzip (RFC 1952); at most so many.
pub fn unpack(bytes: &[u8], most: u64) -> Result<Cow<'_, [u8]>, Refused> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return if bytes.len() as u64 > most { Err(Refused::Bytes { most }) } else { Ok(Cow::Borrowed(bytes)) };
    }
    let mut out = vec![];
    let mut reader = flate2::read::MultiGzDecoder::new(bytes).take(most + 1);
    reader.read_to_end(&mut out).map_err(|e| Refused::Packed { why: e.to_string() })?;
    if out.len() as u64 > most { Err(Refused::Bytes { most }) } else { Ok(Cow::Owned(out)) }
}

/// The text of a file.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Refused> {
    let text = std::str::from_utf8(bytes).map_err(|e| Refused::Encoding { at: e.valid_up_to() })?;
    Ok(text.trim_start_matches('\u{feff}'))
}
