//! Writes a table in Parquet: a row for each activity instance, the columns of the table in CSV, each with its own type.
//!
//! A part of a log is a group of rows, so that no file needs more memory than a part. What comes of a part is given back as
//! bytes: nothing here knows a file.
use crate::log::{Log, NO_NAME, NO_TIME};
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Times of a row, in the order of their columns.
const TIMES: [&str; 4] = ["enabled", "claimed", "started", "ended"];

/// A table that is written part by part.
pub struct ParquetTable {
    writer: SerializedFileWriter<Shared>,
    bytes: Shared,
    attributes: Vec<String>,
    case_attributes: Vec<String>,
}

impl ParquetTable {
    /// Begins a table with these columns of attributes.
    pub fn new(attributes: &[&str], case_attributes: &[&str]) -> io::Result<Self> {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let mut schema =
            "message log {\nREQUIRED BYTE_ARRAY case (UTF8);\nREQUIRED BYTE_ARRAY activity (UTF8);\n".to_owned();
        for time in TIMES {
            schema.push_str("OPTIONAL INT64 ");
            schema.push_str(time);
            schema.push_str(" (TIMESTAMP(MILLIS, true));\n");
        }
        schema.push_str("REQUIRED INT64 suspended;\nOPTIONAL BYTE_ARRAY actor (UTF8);\nREQUIRED INT32 incidents;\n");
        for name in
            attributes.iter().map(|name| (*name).to_owned()).chain(case_attributes.iter().map(|name| column(name)))
        {
            schema.push_str("OPTIONAL BYTE_ARRAY ");
            schema.push_str(&name.replace(':', "_"));
            schema.push_str(" (UTF8);\n");
        }
        schema.push('}');
        let properties = WriterProperties::builder().set_compression(Compression::UNCOMPRESSED).build();
        let bytes = Shared::default();
        let schema = Arc::new(parse_message_type(&schema).map_err(io::Error::other)?);
        let writer =
            SerializedFileWriter::new(bytes.clone(), schema, Arc::new(properties)).map_err(io::Error::other)?;
        Ok(ParquetTable { writer, bytes, attributes: owned(attributes), case_attributes: owned(case_attributes) })
    }

    /// The bytes of a part of the log.
    pub fn part(&mut self, log: &Log) -> io::Result<Vec<u8>> {
        self.group(log).map_err(io::Error::other)?;
        Ok(self.bytes.take())
    }

    fn group(&mut self, log: &Log) -> Result<(), ParquetError> {
        let cases: Vec<usize> = (0..log.case_count()).flat_map(|case| log.case(case).map(move |_| case)).collect();
        let rows: Vec<usize> = (0..log.case_count()).flat_map(|case| log.case(case)).collect();
        let mut group = self.writer.next_row_group()?;
        texts(&mut group, cases.iter().map(|case| Some(log.cases[*case].clone())), true)?;
        texts(&mut group, rows.iter().map(|row| Some(log.activities.name(log.activity[*row]).to_owned())), true)?;
        for times in [&log.enabled, &log.claimed, &log.started, &log.ended] {
            moments(&mut group, rows.iter().map(|row| times[*row]))?;
        }
        let suspended: Vec<i64> = rows.iter().map(|row| log.suspended[*row]).collect();
        let mut column = next(&mut group)?;
        column.typed::<Int64Type>().write_batch(&suspended, None, None)?;
        column.close()?;
        let actor = |row: &usize| (log.actor[*row] != NO_NAME).then(|| log.actors.name(log.actor[*row]).to_owned());
        texts(&mut group, rows.iter().map(actor), false)?;
        let incidents: Vec<i32> =
            rows.iter().map(|row| i32::try_from(log.incidents[*row]).unwrap_or(i32::MAX)).collect();
        let mut column = next(&mut group)?;
        column.typed::<Int32Type>().write_batch(&incidents, None, None)?;
        column.close()?;
        for name in &self.attributes {
            texts(&mut group, rows.iter().map(|row| log.attributes.shown(name, *row)), false)?;
        }
        for name in &self.case_attributes {
            texts(&mut group, cases.iter().map(|case| log.case_attributes.shown(name, *case)), false)?;
        }
        group.close()?;
        Ok(())
    }

    /// The bytes of the end: where everything is.
    pub fn end(self) -> io::Result<Vec<u8>> {
        self.writer.close().map_err(io::Error::other)?;
        Ok(self.bytes.take())
    }
}

/// The column of an attribute of cases.
fn column(name: &str) -> String {
    format!("case:{name}")
}

type Group<'a> = SerializedRowGroupWriter<'a, Shared>;

fn next<'a>(group: &'a mut Group<'_>) -> Result<parquet::file::writer::SerializedColumnWriter<'a>, ParquetError> {
    group.next_column()?.ok_or_else(|| ParquetError::General("the schema has a column less".to_owned()))
}

fn texts(group: &mut Group<'_>, all: impl Iterator<Item = Option<String>>, required: bool) -> Result<(), ParquetError> {
    let (mut values, mut there) = (vec![], vec![]);
    for text in all {
        there.push(i16::from(text.is_some()));
        values.extend(text.map(|text| ByteArray::from(text.into_bytes())));
    }
    let mut column = next(group)?;
    let levels = if required { None } else { Some(there.as_slice()) };
    column.typed::<ByteArrayType>().write_batch(&values, levels, None)?;
    column.close()
}

fn moments(group: &mut Group<'_>, all: impl Iterator<Item = i64>) -> Result<(), ParquetError> {
    let (mut values, mut there) = (vec![], vec![]);
    for time in all {
        there.push(i16::from(time != NO_TIME));
        values.extend((time != NO_TIME).then_some(time));
    }
    let mut column = next(group)?;
    column.typed::<Int64Type>().write_batch(&values, Some(&there), None)?;
    column.close()
}

/// Bytes that the writer writes and that are taken from under it.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{ActivityInstance, Case, LogBuilder, Value};
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    fn part(case: &str, actor: Option<&str>) -> Log {
        let row =
            ActivityInstance {
                actor: actor.map(str::to_owned), key: 1, ..ActivityInstance::of("审批", 1_000, 3_000)
            };
        let attributes = vec![("businessKey".to_owned(), Value::Text("K-1".to_owned()))];
        let mut log = LogBuilder::default();
        log.case(Case { id: case.to_owned(), rows: vec![row], attributes, ..Case::default() }).unwrap();
        log.build()
    }

    #[test]
    fn parts_are_one_file_that_others_read() {
        let mut table = ParquetTable::new(&["org:role"], &["businessKey"]).unwrap();
        let mut bytes = table.part(&part("a", Some("ann"))).unwrap();
        bytes.extend(table.part(&part("b", None)).unwrap());
        bytes.extend(table.end().unwrap());
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        assert_eq!(reader.metadata().num_row_groups(), 2);
        let names: Vec<String> =
            reader.metadata().file_metadata().schema_descr().columns().iter().map(|of| of.name().to_owned()).collect();
        assert_eq!(names[..2], ["case", "activity"]);
        assert_eq!(names[names.len() - 2..], ["org_role", "case_businessKey"]);
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        let told = |index: usize| {
            let row = &rows[index];
            (
                row.get_string(0).unwrap().clone(),
                row.get_string(1).unwrap().clone(),
                row.get_timestamp_millis(5).unwrap(),
            )
        };
        assert_eq!(told(0), ("a".to_owned(), "审批".to_owned(), 3_000));
        assert_eq!(told(1).0, "b");
        assert!(rows[0].get_string(7).is_ok() && rows[1].get_string(7).is_err(), "nobody is none");
    }
}
