//! What became of every part of a file: executed, documentation, read as something of ours, or refused.
use super::table;
use weir_core::ElementId;
use weir_core::read::{Became, Disposition};

/// For people.
pub fn print(lines: &[Disposition]) {
    let rows = lines.iter().map(|line| {
        let (became, detail) = became(line);
        let element = line.element.as_ref().map(ElementId::to_string).unwrap_or_default();
        let times = if line.count > 1 { format!("{} times", line.count) } else { String::new() };
        let what = [became, detail].join(" ").trim_end().to_owned();
        vec![line.place.line.to_string(), line.tag.clone(), line.part.clone(), what, element, times]
    });
    table::print(&["LINE", "KIND", "PART", "BECAME", "ELEMENT", "HOW OFTEN"], rows.collect());
}

fn became(line: &Disposition) -> (&'static str, &str) {
    match &line.became {
        Became::Executed => ("executed", ""),
        Became::Documentation => ("documentation", line.reason.as_deref().unwrap_or_default()),
        Became::Mapped(to) => ("mapped", to),
        Became::Refused(code) => ("refused", code),
    }
}
