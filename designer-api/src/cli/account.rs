//! What became of every part of a file: executed, documentation, read as something of ours, or refused.
use super::language::Language;
use super::table;
use weir_core::ElementId;
use weir_core::read::{Became, Disposition};

/// For people.
pub fn print(lines: &[Disposition], language: Language) {
    let rows = lines.iter().map(|line| {
        let (became, detail) = became(line, language);
        let element = line.element.as_ref().map(ElementId::to_string).unwrap_or_default();
        let times =
            if line.count > 1 { format!("{}{}", line.count, language.either(" times", " 次")) } else { String::new() };
        let what = [became, detail].join(" ").trim_end().to_owned();
        vec![line.place.line.to_string(), line.tag.clone(), line.part.clone(), what, element, times]
    });
    let headings = match language {
        Language::En => ["LINE", "KIND", "PART", "BECAME", "ELEMENT", "HOW OFTEN"],
        Language::Zh => ["行", "种类", "部分", "处理", "元素", "次数"],
    };
    table::print(&headings, rows.collect());
}

fn became(line: &Disposition, language: Language) -> (&'static str, &str) {
    match &line.became {
        Became::Executed => (language.either("executed", "已执行"), ""),
        Became::Documentation => {
            (language.either("documentation", "仅作说明"), line.reason.as_deref().unwrap_or_default())
        }
        Became::Mapped(to) => (language.either("mapped", "映射为"), to),
        Became::Refused(code) => (language.either("refused", "已拒绝"), code),
    }
}
