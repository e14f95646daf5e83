//! What is told of an alert, sentence by sentence, in Chinese and in English.
use crate::api::{Alert, AlertDriver, AlertMember, AlertStatus, AlertText, Severity};
use std::collections::BTreeSet;
use weir_core::Timestamp;
use weir_core::library::Words;
use weir_mining::ledger::INITIATOR;
use weir_mining::watch::alert::State;
use weir_mining::watch::notify::{Exceedance, Language, MEASURES, Measure, Message, Unit, duration, render};

/// What is said of one that is well again.
const WELL: [&str; 3] = ["state-ok", "value-and-line", "flapping"];

/// In both languages.
pub fn text(alert: &Alert, now: Timestamp) -> AlertText {
    let said = |language: Language| {
        if alert.unwatched {
            vec![over(&own_name(&alert.name, language), language)]
        } else {
            sentences(alert, now, language)
        }
    };
    AlertText { zh: said(Language::ZhCn), en: said(Language::En) }
}

/// Whether it is well nobody knows.
fn over(names: &str, language: Language) -> String {
    match language {
        Language::ZhCn => format!("不再监控：{names}。规则已停用、删除或改为监控其他内容。"),
        Language::En => format!("No longer watched: {names}. The rule was stopped, or watches something else."),
    }
}

fn own_name(name: &Words, language: Language) -> String {
    let (own, other) = match language {
        Language::ZhCn => (&name.zh, &name.en),
        Language::En => (&name.en, &name.zh),
    };
    if own.trim().is_empty() { other.clone() } else { own.clone() }
}

/// So many are named in a sentence.
const NAMED_MAX: usize = 10;

/// Of several at once: how many ring and which, which are well again or `unwatched`, and all of the worst.
pub fn of_several(worst: &Alert, members: &[AlertMember], unwatched: &BTreeSet<String>, now: Timestamp) -> AlertText {
    let said = |language: Language| {
        let (over_now, ringing): (Vec<&AlertMember>, Vec<&AlertMember>) =
            members.iter().partition(|member| member.phase == "resolved");
        let (stopped, well): (Vec<&AlertMember>, Vec<&AlertMember>) =
            over_now.into_iter().partition(|member| unwatched.contains(&member.alert));
        let (ring, fine) = (named(&ringing, language), named(&well, language));
        let mut lines = vec![];
        if !ringing.is_empty() {
            lines.push(match language {
                Language::ZhCn => format!("共 {} 个告警：{ring}。", ringing.len()),
                Language::En => format!("Alerts that ring: {}. {ring}.", ringing.len()),
            });
        }
        if !well.is_empty() {
            lines.push(match language {
                Language::ZhCn => format!("已恢复正常 {} 个：{fine}。", well.len()),
                Language::En => format!("Back to normal: {}. {fine}.", well.len()),
            });
        }
        if !stopped.is_empty() {
            lines.push(over(&named(&stopped, language), language));
        }
        if !worst.unwatched {
            lines.extend(sentences(worst, now, language));
        }
        lines
    };
    AlertText { zh: said(Language::ZhCn), en: said(Language::En) }
}

fn named(members: &[&AlertMember], language: Language) -> String {
    let one = |member: &&AlertMember| {
        let name = own_name(&member.name, language);
        match (language, member.severity, member.phase.as_str()) {
            (_, _, "resolved") => name,
            (Language::ZhCn, Severity::Critical, _) => format!("{name}（异常）"),
            (Language::ZhCn, Severity::Warning, _) => format!("{name}（预警）"),
            (Language::En, Severity::Critical, _) => format!("{name} (critical)"),
            (Language::En, Severity::Warning, _) => format!("{name} (warning)"),
        }
    };
    let stop = if language == Language::ZhCn { "、" } else { ", " };
    let names: Vec<String> = members.iter().take(NAMED_MAX).map(one).collect();
    let more = members.len().saturating_sub(NAMED_MAX);
    let more = if more > 0 { format!(" +{more}") } else { String::new() };
    format!("{}{more}", names.join(stop))
}

fn sentences(alert: &Alert, now: Timestamp, language: Language) -> Vec<String> {
    let resolved = alert.status == AlertStatus::Resolved;
    let message = message(alert, now, language);
    let phrases = message.phrases(language);
    // The link stands beside the text.
    let said = phrases.into_iter().filter(|phrase| phrase.code != "link" && (!resolved || WELL.contains(&phrase.code)));
    said.map(|phrase| render(&[phrase], language)).collect()
}

fn message(alert: &Alert, now: Timestamp, language: Language) -> Message {
    let state = match (alert.status, alert.severity) {
        (AlertStatus::Resolved, _) => State::Ok,
        (_, Severity::Critical) => State::Critical,
        (_, Severity::Warning) => State::Warning,
    };
    let drivers: Vec<String> = alert.drivers.iter().map(|of| driver(of, language)).collect();
    let known = |code: &str| MEASURES.iter().flat_map(|(_, of)| of.iter()).find(|(of, _)| *of == code).copied();
    let measures = alert.measures.iter().filter_map(|of| {
        let (code, what_if) = known(&of.code)?;
        let about = of.about.iter().map(|name| duty(name, language)).collect();
        Some(Measure { code, what_if, parameter: of.parameter, about })
    });
    // What is told in minutes, hours or days is a time; in working time it is told as it is counted.
    let (unit, factor) = match alert.unit.as_str() {
        "ms" => (Unit::Time, 1.0),
        "minutes" => (Unit::Time, 60_000.0),
        "hours" => (Unit::Time, 3_600_000.0),
        "days" => (Unit::Time, 86_400_000.0),
        "working-hours" => (Unit::WorkingHours, 1.0),
        "working-days" => (Unit::WorkingDays, 1.0),
        "share" => (Unit::Share, 1.0),
        "ms-more" => (Unit::TimeMore, 1.0),
        "share-more" => (Unit::ShareMore, 1.0),
        "%" => (Unit::Share, 0.01),
        "per-instance" => (Unit::PerInstance, 1.0),
        "per-week" => (Unit::PerWeek, 1.0),
        _ => (Unit::Number, 1.0),
    };
    Message {
        name: own_name(&alert.name, language),
        version: u32::try_from(alert.rule_version).unwrap_or(u32::MAX),
        state,
        value: alert.value * factor,
        unit,
        line: alert.line * factor,
        past: Exceedance { by: alert.past * factor, share: alert.past_share, deviations: alert.deviations },
        since: alert.since.0,
        now: now.0,
        n: alert.n,
        affected: alert.affected,
        trend: alert.trend,
        driver: (!drivers.is_empty()).then(|| drivers.join(if language == Language::En { ", " } else { "，" })),
        measures: measures.collect(),
        flapping: alert.flapping,
        link: String::new(),
    }
}

/// Who started a case has no step by which people call it.
fn duty(name: &str, language: Language) -> String {
    match (name, language) {
        (INITIATOR, Language::En) => "the start of the instance".to_owned(),
        (INITIATOR, Language::ZhCn) => "发起实例".to_owned(),
        _ => name.to_owned(),
    }
}

/// What an alert goes together with, as people say it.
fn driver(of: &AlertDriver, language: Language) -> String {
    const DAYS: [(&str, &str); 7] = [
        ("Monday", "星期一"),
        ("Tuesday", "星期二"),
        ("Wednesday", "星期三"),
        ("Thursday", "星期四"),
        ("Friday", "星期五"),
        ("Saturday", "星期六"),
        ("Sunday", "星期日"),
    ];
    let value = || range(&of.value, &|end| end.to_owned(), language);
    let name = of.name.as_deref().unwrap_or(&of.value);
    let numbered = |most: usize| of.value.parse::<usize>().ok().filter(|number| (1..=most).contains(number));
    let english = language == Language::En;
    let (en, zh) = match of.attribute.as_str() {
        "weekday" => match numbered(DAYS.len()) {
            Some(day) => (format!("begun on {}", DAYS[day - 1].0), format!("{}开始", DAYS[day - 1].1)),
            None => return plain(of, language),
        },
        "quarterOfDay" => match numbered(4) {
            Some(quarter) => {
                let hours = format!("{:02}:00–{:02}:00", (quarter - 1) * 6, quarter * 6);
                (format!("begun at {hours}"), format!("{hours} 开始"))
            }
            None => return plain(of, language),
        },
        "version" => (format!("version {}", of.value), format!("版本 {}", of.value)),
        "initiatorDepartment" => (format!("begun by people of {name}"), format!("由{name}的人员发起")),
        "runningInstances" => (format!("{} instances beside it", value()), format!("同时运行 {} 个实例", value())),
        "queueLength" => (format!("{} waiting there already", value()), format!("该处已有 {} 项在等待", value())),
        "timeBefore" => {
            let time = |end: &str| end.parse().map_or_else(|_| end.to_owned(), |ms: f64| duration(ms, language));
            let times = range(&of.value, &time, language);
            (format!("{times} taken until then"), format!("此前已用 {times}"))
        }
        "flow" => (format!("gone by {name}"), format!("经过 {name}")),
        "again" => ("something done again before".to_owned(), "此前有返工".to_owned()),
        "$rule" => {
            let (rule, version) = of.value.rsplit_once(':').unwrap_or((&of.value, ""));
            (format!("rule {rule} in version {version}"), format!("规则 {rule} 版本 {version}"))
        }
        "$role" => (format!("worked on in the role {name}"), format!("以角色 {name} 参与")),
        "$group" => (format!("worked on through the group {name}"), format!("经候选组 {name} 参与")),
        "$batched" => ("something done in a batch before".to_owned(), "此前有批量处理".to_owned()),
        "$channel" => match of.value.as_str() {
            "person" => ("begun by somebody".to_owned(), "由人发起".to_owned()),
            "event" => ("begun by an event".to_owned(), "由事件发起".to_owned()),
            "called" => ("called by another process".to_owned(), "由其他流程调用".to_owned()),
            _ => return plain(of, language),
        },
        _ => return plain(of, language),
    };
    if english { en } else { zh }
}

fn plain(of: &AlertDriver, language: Language) -> String {
    format!("{} = {}", of.attribute, range(&of.value, &|end| end.to_owned(), language))
}

/// A value, or both ends of a range; one of a single value is that.
fn range(value: &str, told: &dyn Fn(&str) -> String, language: Language) -> String {
    match value.split_once(" … ") {
        Some((from, until)) if from == until => told(from),
        Some((from, until)) if language == Language::En => format!("{} to {}", told(from), told(until)),
        Some((from, until)) => format!("{} 至 {}", told(from), told(until)),
        None => told(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drivers_are_told_as_people_say_them() {
        let said = |attribute: &str, value: &str, name: Option<&str>| {
            let name = name.map(str::to_owned);
            let of = AlertDriver { attribute: attribute.to_owned(), value: value.to_owned(), name };
            [driver(&of, Language::En), driver(&of, Language::ZhCn)]
        };
        assert_eq!(said("weekday", "1", None), ["begun on Monday", "星期一开始"]);
        assert_eq!(said("weekday", "8", None), ["weekday = 8", "weekday = 8"]);
        assert_eq!(said("quarterOfDay", "3", None), ["begun at 12:00–18:00", "12:00–18:00 开始"]);
        assert_eq!(said("version", "2", None), ["version 2", "版本 2"]);
        assert_eq!(
            said("timeBefore", "3600000 … 7200000", None),
            ["1 h to 2 h taken until then", "此前已用 1 小时 至 2 小时"]
        );
        assert_eq!(said("queueLength", "3 … 3", None)[0], "3 waiting there already");
        let begun = ["begun by people of Sales", "由Sales的人员发起"];
        assert_eq!(said("initiatorDepartment", "d1", Some("Sales")), begun);
        assert_eq!(said("flow", "f1", Some("Check → Pay")), ["gone by Check → Pay", "经过 Check → Pay"]);
        assert_eq!(said("$rule", "limit:2", None), ["rule limit in version 2", "规则 limit 版本 2"]);
        assert_eq!(said("$channel", "called", None)[0], "called by another process");
        assert_eq!(said("amount", "1 … 9", None), ["amount = 1 to 9", "amount = 1 至 9"]);
        assert_eq!(said("supplier", "north", None), ["supplier = north", "supplier = north"]);
    }
}
