//! A year of a work calendar as a table: one line for each day that is not like its week.
//!
//! Columns: `date` (2026-10-01), `day` (`free` or `work`), and if wanted `hours` (`09:00-12:00;13:00-18:00`, for days of
//! work with hours of their own) and `name`, which is for people. A column that is not known is refused. It is read as
//! spreadsheets save it: in UTF-8 or GB18030, with dates like 2026/10/1 too.
use weir_core::calendar::{Date, Hours};
use weir_engine::api::CalendarDay;

const COLUMNS: [&str; 4] = ["date", "day", "hours", "name"];

/// The days of a table; or what is wrong with it, with the line.
pub fn read(bytes: &[u8]) -> Result<Vec<CalendarDay>, String> {
    let text = weir_core::decoded(bytes).ok_or("it is neither UTF-8 nor GB18030 (GBK): save it as UTF-8")?;
    if let Some(open) = weir_core::open_quote(&text, b',') {
        return Err(format!("line {}: {open}", open.line));
    }
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let columns = reader.headers().map_err(|error| error.to_string())?.clone();
    if let Some(unknown) = columns.iter().find(|name| !COLUMNS.contains(name)) {
        return Err(format!("there is no column `{unknown}`: use {}", COLUMNS.join(", ")));
    }
    let mut days = vec![];
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        if record.iter().all(str::is_empty) {
            continue;
        }
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
    let date = date(written).ok_or_else(|| format!("`{written}` is no date like 2026-10-01"))?;
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

/// 2026-10-01, or 2026/10/1, which a spreadsheet in Chinese makes of it.
pub(crate) fn date(written: &str) -> Option<Date> {
    let Some((year, day)) = written.split_once('/') else { return written.parse().ok() };
    let (month, day) = day.split_once('/')?;
    Date::new(year.parse().ok().filter(|_| year.len() == 4)?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_read_as_a_spreadsheet_saves_it() {
        let text = "date,day,hours,name\r\n2026/10/1,free,,国庆节\r\n2026/10/10,work,09:00-12:00,调休上班\r\n,,,\r\n";
        let gbk = b"date,day,hours,name\r\n2026/10/1,free,,\xb9\xfa\xc7\xec\xbd\xda\r\n2026/10/10,work,09:00-12:00,\xb5\xf7\xd0\xdd\xc9\xcf\xb0\xe0\r\n";
        for bytes in [&gbk[..], text.as_bytes(), ["\u{feff}", text].concat().as_bytes()] {
            let days = read(bytes).unwrap();
            let told: Vec<_> = days.iter().map(|day| (day.date.to_string(), day.name.as_deref())).collect();
            assert_eq!(told, [("2026-10-01".into(), Some("国庆节")), ("2026-10-10".into(), Some("调休上班"))]);
        }
        for wrong in ["10/1/2026", "2026/2/30", "2026/10", "2026/10/1/1", "26/1/1"] {
            assert!(read(format!("date,day\n{wrong},free\n").as_bytes()).is_err(), "{wrong}");
        }
        assert!(read(b"date,day,hours,name\n2026-10-01,free,,\xff\xff\n").is_err());
    }

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
        let open = wrong("date,day,hours,name\n2026-10-01,free,,\"A\n2026-10-02,free,,B\n");
        assert!(open.starts_with("line 2: a cell begins with a quotation mark that is not closed"), "{open}");
    }
}
