//! Records as the bytes of a frame.
use super::record::Record;
use std::io::{Result, Write};

/// The records of one frame as bytes.
pub fn encode(records: &[Record]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1024);
    rmp_serde::encode::write(&mut bytes, records).expect("records are plain data");
    bytes
}

/// How many bytes of a frame a record takes.
pub fn encoded_len(record: &Record) -> usize {
    struct Count(usize);
    impl Write for Count {
        fn write(&mut self, bytes: &[u8]) -> Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    rmp_serde::encode::write(&mut count, record).expect("records are plain data");
    count.0
}

/// The records of a frame.
pub fn decode(bytes: &[u8]) -> std::result::Result<Vec<Record>, rmp_serde::decode::Error> {
    rmp_serde::from_slice(bytes)
}
