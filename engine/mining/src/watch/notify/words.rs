//! The words of messages: a template for each code, in English and in Chinese.
use super::message::Phrase;
use serde::{Deserialize, Serialize};

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// English.
    En,
    /// Simplified Chinese.
    ZhCn,
}

/// All codes with their English and Chinese templates; `{name}` is where a value goes.
const TEMPLATES: [(&str, &str, &str); 37] = [
    ("state-critical", "Critical: {name}.", "异常：{name}。"),
    ("state-warning", "Warning: {name}.", "预警：{name}。"),
    ("state-ok", "Back to normal: {name}.", "已恢复正常：{name}。"),
    ("value-and-line", "It is {value}; the line is {line}.", "当前值 {value}，阈值 {line}。"),
    ("past-by", "{by} past the line.", "超出阈值 {by}。"),
    ("past-share", "That is {share}% of the line.", "超出比例 {share}%。"),
    (
        "past-deviations",
        "That is {deviations} standard deviations of the baseline.",
        "相当于基线的 {deviations} 个标准差。",
    ),
    ("since", "It has been so for {time}.", "已持续 {time}。"),
    ("affected", "{affected} instances are concerned, of {n}.", "涉及 {affected} 个实例，共 {n} 个。"),
    ("trend-worse", "It is getting worse.", "趋势：恶化。"),
    ("trend-steady", "It is steady.", "趋势：平稳。"),
    ("trend-better", "It is getting better.", "趋势：好转。"),
    ("driver", "Most associated with: {driver}.", "关联最强的因素：{driver}。"),
    ("flapping", "This alarm flaps; it now asks for twice as many windows.", "该告警抖动，判定所需窗口数已加倍。"),
    ("measure-add-people", "Recommended: {people} more people.", "建议：增加 {people} 人。"),
    ("measure-add-capacity", "Recommended: add or shift capacity.", "建议：增加或调配人手。"),
    ("measure-cross-train", "Recommended: train people of other groups for it.", "建议：培训其他岗位人员承担此工作。"),
    (
        "measure-shift-hour",
        "Recommended: work on it at {hour}, when most of it waits for nobody.",
        "建议：在 {hour} 安排人员，此时积压最多且无人处理。",
    ),
    ("measure-shift-calendar", "Recommended: shift working hours.", "建议：调整工作时间。"),
    ("measure-deputy", "Recommended: name deputies.", "建议：设置代理人。"),
    (
        "measure-remind-after",
        "Recommended: remind after {time}, then release the task.",
        "建议：领取后 {time} 未开始则提醒，并自动释放任务。",
    ),
    (
        "measure-remind",
        "Recommended: remind who has taken a task, then release it.",
        "建议：提醒已领取未开始的人员，并自动释放任务。",
    ),
    ("measure-due-order", "Recommended: do work in order of due dates.", "建议：按到期时间排序处理。"),
    ("measure-batch-of", "Recommended: batches of {size}.", "建议：批量改为 {size}。"),
    ("measure-batch", "Recommended: smaller batches, or a timer that releases them.", "建议：减小批量，或定时放行。"),
    (
        "measure-timeout-after",
        "Recommended: escalate when there is no answer after {time}.",
        "建议：{time} 内未收到答复则升级处理。",
    ),
    ("measure-timeout", "Recommended: escalate when there is no answer in time.", "建议：超时未答复则升级处理。"),
    ("measure-contact", "Recommended: contact the partner.", "建议：联系合作方。"),
    (
        "measure-train-longer",
        "Recommended: training or a checklist for this group: the work takes {time} longer than in the weeks before.",
        "建议：对该人群培训或提供检查清单：处理时间比前几周长 {time}。",
    ),
    (
        "measure-check-before",
        "Recommended: check what is missing before it comes to {step}.",
        "建议：在“{step}”之前检查缺失项。",
    ),
    (
        "measure-compare-of",
        "Recommended: compare version {version} with the one before; roll back or fix it.",
        "建议：将版本 {version} 与上一版本对比，回退或修正。",
    ),
    (
        "measure-constraint-of",
        "Recommended: let the assignment keep {first} and {second} in different hands.",
        "建议：通过分派约束，使“{first}”与“{second}”由不同人员办理。",
    ),
    ("measure-train", "Recommended: training or a checklist for this group.", "建议：对该人群培训或提供检查清单。"),
    ("measure-check-earlier", "Recommended: check what is missing before this step.", "建议：在此环节之前检查缺失项。"),
    (
        "measure-compare",
        "Recommended: compare this version with the one before; roll back or fix it.",
        "建议：与上一版本对比，回退或修正。",
    ),
    ("measure-constraint", "Recommended: block it by an assignment constraint.", "建议：用分派约束加以阻止。"),
    ("link", "Details: {link}", "详情：{link}"),
];

/// All codes that have templates.
pub const CODES: [&str; TEMPLATES.len()] = {
    let mut codes = [""; TEMPLATES.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = TEMPLATES[at].0;
        at += 1;
    }
    codes
};

/// The template of a code.
pub fn template(code: &str, language: Language) -> Option<&'static str> {
    let (_, english, chinese) = TEMPLATES.iter().find(|(of, ..)| *of == code)?;
    Some(if language == Language::En { english } else { chinese })
}

/// Phrases as one text.
pub fn render(phrases: &[Phrase], language: Language) -> String {
    let between = if language == Language::En { " " } else { "" };
    let one = |phrase: &Phrase| {
        let template = template(phrase.code, language).unwrap_or_default();
        // One pass over the template: what a value says is never read as a place for another one.
        let mut out = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('{') {
            out.push_str(before);
            let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
            out.push_str(phrase.values.get(name).map_or("", String::as_str));
            rest = after;
        }
        out.push_str(rest);
        out
    };
    phrases.iter().map(one).collect::<Vec<String>>().join(between)
}

/// A number with as many digits as people read: whole from 100 on, else at most two behind the point.
pub(super) fn number(value: f64) -> String {
    let text = if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") };
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A duration in its two largest units.
pub fn duration(ms: f64, language: Language) -> String {
    let seconds = (ms / 1_000.0).round() as i64;
    let units: [(i64, &str, &str); 4] = [(86_400, "d", "天"), (3_600, "h", "小时"), (60, "min", "分"), (1, "s", "秒")];
    let mut rest = seconds.abs();
    let mut parts = vec![];
    for (size, english, chinese) in units {
        let count = rest / size;
        rest %= size;
        if count > 0 {
            parts.push(if language == Language::En {
                format!("{count} {english}")
            } else {
                format!("{count} {chinese}")
            });
        }
    }
    parts.truncate(2);
    let sign = if seconds < 0 { "-" } else { "" };
    match parts.is_empty() {
        true if language == Language::En => "0 s".to_owned(),
        true => "0 秒".to_owned(),
        false => format!("{sign}{}", parts.join(" ")),
    }
}
