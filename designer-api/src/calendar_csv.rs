//! A year of a work calendar as a table: one line for each day that is not like its week.
//!
//! Columns: `date` (2026-10-01), `day` (`free` or `work`), and if wanted `hours` (`09:00-12:00;13:00-18:00`, for days of
//! work with hours of their own) and `name`, which is for people. A column that is not known is refused.
use weir_core::calendar::Hours;
use weir_engine::api::CalendarDay;

const COLUMNS: [&str; 4] = ["date", "day", "hours", "name"];

/// The days of a table; or what is wrong with it, with the line.
pub fn read(bytes: &[u8]) -> Result<Vec<CalendarDay>, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let columns = reader.headers().map_err(|error| error.to_string())?.clone();
    if let Some(unknown) = columns.iter().find(|name| !COLUMNS.contains(name)) {
        return Err(format!("there is no column `{unknown}`: use {}", COLUMNS.join(", ")));
    }
    let mut days = vec![];
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |name: &str| {
            let at = columns.iter().position(|column| column == name)?;
            record.get(at).filter(|cell| !cell.is_empty())
        };
        days.push(day(cell).map_err(|message| format!("line {line}: {message}"))?);
    }
    Ok(days)
}

fn day<'a>(cell: impl Fn(&str) -> Option<&'a str>) -> Result<CalendarDay, String> {
    let written = cell("date").ok_or("it has no `date`")?;
    let date = written.parse().map_err(|_| format!("`{written}` is no date like 2026-10-01"))?;
    let work = match cell("day") {
        Some("work") => true,
        Some("free") => false,
        _ => return Err("its `day` is `free` or `work`".to_owned()),
    };
    let pieces = cell("hours").unwrap_or_default().split(';').filter(|piece| !piece.trim().is_empty());
    let hours = pieces.map(|piece| {
        let ends = piece.trim().split_once('-').and_then(|(from, until)| {
            Some(Hours { from: from.trim().parse().ok()?, until: until.trim().parse().ok()? })
        });
        ends.ok_or_else(|| format!("`{piece}` are no hours like 09:00-12:00"))
    });
    Ok(CalendarDay { date, work, hours: hours.collect::<Result<_, _>>()?, name: cell("name").map(str::to_owned) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_faults_told_with_their_line() {
        let days =
            read("date,day,hours,name\n2026-10-01,free,,国庆节\n2026-10-10,work,09:00-12:00;13:00-18:00,\n".as_bytes());
        let days = days.unwrap();
        assert_eq!((days.len(), days[0].work, days[1].hours.len()), (2, false, 2));
        assert_eq!(days[0].name.as_deref(), Some("国庆节"));
        let wrong = |text: &str| read(text.as_bytes()).unwrap_err();
        assert_eq!(wrong("date,kind\n"), "there is no column `kind`: use date, day, hours, name");
        assert_eq!(
            wrong("date,day\n2026-10-01,free\n2026-02-30,free\n"),
            "line 3: `2026-02-30` is no date like 2026-10-01"
        );
        assert_eq!(wrong("date,day\n2026-10-01,off\n"), "line 2: its `day` is `free` or `work`");
        assert_eq!(wrong("date,day,hours\n2026-10-01,work,9-5\n"), "line 2: `9-5` are no hours like 09:00-12:00");
    }
}
