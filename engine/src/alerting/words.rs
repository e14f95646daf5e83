//! What is told of an alert, sentence by sentence, in Chinese and in English.
use crate::api::{Alert, AlertMember, AlertStatus, AlertText, Severity};
use weir_core::Timestamp;
use weir_mining::watch::alert::State;
use weir_mining::watch::notify::{Exceedance, Language, MEASURES, Measure, Message, Unit, render};

/// What is said of one that is well again.
const WELL: [&str; 3] = ["state-ok", "value-and-line", "flapping"];

/// In both languages.
pub fn text(alert: &Alert, now: Timestamp) -> AlertText {
    AlertText { zh: sentences(alert, now, Language::ZhCn), en: sentences(alert, now, Language::En) }
}

/// So many are named in a sentence.
const NAMED_MAX: usize = 10;

/// Of several at once: how many ring and which, which are well again, and all of the worst.
pub fn of_several(worst: &Alert, members: &[AlertMember], now: Timestamp) -> AlertText {
    let said = |language: Language| {
        let (well, ringing): (Vec<&AlertMember>, Vec<&AlertMember>) =
            members.iter().partition(|member| member.phase == "resolved");
        let (ring, over) = (named(&ringing, language), named(&well, language));
        let mut lines = vec![];
        if !ringing.is_empty() {
            lines.push(match language {
                Language::ZhCn => format!("共 {} 个告警：{ring}。", ringing.len()),
                Language::En => format!("Alerts that ring: {}. {ring}.", ringing.len()),
            });
        }
        if !well.is_empty() {
            lines.push(match language {
                Language::ZhCn => format!("已恢复正常 {} 个：{over}。", well.len()),
                Language::En => format!("Back to normal: {}. {over}.", well.len()),
            });
        }
        lines.extend(sentences(worst, now, language));
        lines
    };
    AlertText { zh: said(Language::ZhCn), en: said(Language::En) }
}

fn named(members: &[&AlertMember], language: Language) -> String {
    let one = |member: &&AlertMember| {
        let (own, other) = match language {
            Language::ZhCn => (&member.name.zh, &member.name.en),
            Language::En => (&member.name.en, &member.name.zh),
        };
        let name = if own.trim().is_empty() { other } else { own };
        match (language, member.severity, member.phase.as_str()) {
            (_, _, "resolved") => name.clone(),
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
    let (own, other) = match language {
        Language::ZhCn => (&alert.name.zh, &alert.name.en),
        Language::En => (&alert.name.en, &alert.name.zh),
    };
    let state = match (alert.status, alert.severity) {
        (AlertStatus::Resolved, _) => State::Ok,
        (_, Severity::Critical) => State::Critical,
        (_, Severity::Warning) => State::Warning,
    };
    let drivers: Vec<String> = alert.drivers.iter().map(|of| format!("{} = {}", of.attribute, of.value)).collect();
    let known = |code: &str| MEASURES.iter().flat_map(|(_, of)| of.iter()).find(|(of, _)| *of == code).copied();
    let measures = alert
        .measures
        .iter()
        .filter_map(|of| known(&of.code).map(|(code, what_if)| Measure { code, what_if, parameter: of.parameter }));
    // What is told in minutes, hours or days is a time; in working time it is told as it is counted.
    let (unit, factor) = match alert.unit.as_str() {
        "ms" => (Unit::Time, 1.0),
        "minutes" => (Unit::Time, 60_000.0),
        "hours" => (Unit::Time, 3_600_000.0),
        "days" => (Unit::Time, 86_400_000.0),
        "working-hours" => (Unit::WorkingHours, 1.0),
        "working-days" => (Unit::WorkingDays, 1.0),
        "share" => (Unit::Share, 1.0),
        "%" => (Unit::Share, 0.01),
        "per-instance" => (Unit::PerInstance, 1.0),
        "per-week" => (Unit::PerWeek, 1.0),
        _ => (Unit::Number, 1.0),
    };
    Message {
        name: if own.trim().is_empty() { other.clone() } else { own.clone() },
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
        driver: (!drivers.is_empty()).then(|| drivers.join(", ")),
        measures: measures.collect(),
        flapping: alert.flapping,
        link: String::new(),
    }
}
