//! How many of the alarms of a back-test were real, by what people said about the alerts of that place at that time.
use crate::api::{Alert, AlertPrecision, AlertRule};
use weir_mining::statistics::interval::wilson;
use weir_mining::watch::replay::{Episode, Replay};

/// 95 %.
const Z95: f64 = 1.959_963_985;

/// Of the alarms of a replay that are told one by one. `past` are the alerts of the same place and measure, `end` is the end
/// of the replay, ms.
pub fn precision(played: &Replay, past: &[&Alert], end: i64) -> AlertPrecision {
    let mut out = AlertPrecision { alarms: played.episodes.len() as u64, ..AlertPrecision::default() };
    for episode in &played.episodes {
        match said(episode, past, end) {
            Some(true) => out.real += 1,
            Some(false) => out.dismissed += 1,
            None => out.unjudged += 1,
        }
    }
    let judged = out.real + out.dismissed;
    if judged > 0 {
        let (low, high) = wilson(out.real, judged, Z95);
        out.share = Some(out.real as f64 / judged as f64);
        (out.low, out.high) = (Some(low), Some(high));
    }
    out
}

/// Is the alert of the same place and measure? Its own of course are, and those of an earlier rule that watched the same.
pub fn is_about(rule: &AlertRule, alert: &Alert, source: &str) -> bool {
    alert.rule == rule.id || (alert.scope == rule.spec.scope && alert.source == source)
}

/// What was said of the alerts that rang meanwhile: one that was real is enough.
fn said(episode: &Episode, past: &[&Alert], end: i64) -> Option<bool> {
    let until = episode.until.unwrap_or(end);
    let meanwhile = past
        .iter()
        .filter(|alert| alert.opened.0 <= until && alert.resolved.map_or(i64::MAX, |at| at.0) >= episode.from);
    meanwhile.filter_map(|alert| alert.verdict.as_ref()).map(|verdict| verdict.real).max()
}
