//! Contrast sets.
use super::{number, text};
use serde_json::{Value, json};
use std::cmp::Reverse;
use weir_mining::log::Log;
use weir_mining::measure::duration::sojourn;
use weir_mining::rootcause::{Finding, Item, case_values, contrast, event_values};
use weir_mining::statistics::Summary;

/// Of findings with the same excess any may stand first, and a number may be written in several ways: both as `expected` has it.
pub(super) fn answer(log: &Log, params: &Value, expected: &Value) -> Result<Value, String> {
    let names = |name: &str| -> Vec<String> {
        let list = params[name].as_array().into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut items: Vec<Item> = vec![];
    for name in names("case_attributes") {
        let found = case_values(log, name.strip_prefix("case:").unwrap_or(&name));
        items.extend(found.into_iter().map(|item| Item { attribute: name.clone(), ..item }));
    }
    for name in names("event_attributes") {
        let found = event_values(log, &name, None);
        items.extend(found.into_iter().map(|item| Item { attribute: format!("{name}∋"), ..item }));
    }
    let cases = (0..log.case_count() as u32).collect();
    let flagged = flagged(log, text(params, "flag")?)?.into_iter().collect();
    // What the flag itself says is no item.
    let flag = text(params, "flag")?.strip_prefix("case contains ").map(str::to_owned);
    items.retain(|item| flag.as_ref() != Some(&item.value));
    let support = number(params, "min_support")? as u64;
    let found = contrast(&cases, &flagged, &items, support, number(params, "q_max")?);
    let theirs: Vec<(&str, &str)> = expected["top"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| Some((one["attribute"].as_str()?, one["value"].as_str()?)))
        .collect();
    let place =
        |item: &Item| theirs.iter().position(|(name, value)| *name == item.attribute && same(value, &item.value));
    let mut order: Vec<_> = found.findings.iter().map(|finding| (finding, place(&items[finding.item]))).collect();
    // Stable: what is not expected stays behind what is.
    let excess = |finding: &Finding| (finding.table.excess() * 1e6).round() as i64;
    order.sort_by_key(|(finding, at)| (Reverse(excess(finding)), at.unwrap_or(usize::MAX)));
    let top: Vec<Value> = order
        .into_iter()
        .take(15)
        .map(|(finding, at)| {
            let (item, table) = (&items[finding.item], &finding.table);
            let (difference, low, high) = finding.risk_difference;
            json!({
                "attribute": item.attribute, "value": at.map_or(item.value.as_str(), |at| theirs[at].1),
                "a": table.a, "b": table.b, "c": table.c, "d": table.d,
                "p_fisher": finding.p, "chi2": table.chi_square(), "phi": table.phi(),
                "risk_diff": difference, "rd_lo": low, "rd_hi": high, "odds_ratio_haldane": table.odds_ratio(),
                "lift": table.lift(), "excess_cases": table.excess(), "q_bh": finding.q,
            })
        })
        .collect();
    Ok(json!({
        "cases": log.case_count(), "flagged": flagged.len(), "tests": found.tests, "significant": found.findings.len(),
        "top": top,
    }))
}

/// The cases of which something is said: `duration above p90`, `case contains Restart Repair`.
fn flagged(log: &Log, flag: &str) -> Result<Vec<u32>, String> {
    if let Some(percent) = flag.strip_prefix("duration above p") {
        let percent: f64 = percent.parse().map_err(|_| format!("`{flag}` names no quantile"))?;
        let durations = sojourn(log);
        let all = Summary::of(durations.iter().map(|ms| *ms as f64)).ok_or("no cases")?;
        let bound = all.quantile(percent / 100.0);
        return Ok((0..).zip(&durations).filter(|(_, ms)| **ms as f64 > bound).map(|(case, _)| case).collect());
    }
    let activity = flag.strip_prefix("case contains ").and_then(|name| log.activities.find(name));
    let activity = activity.ok_or_else(|| format!("`{flag}` is no flag that this suite has"))?;
    Ok((0..log.case_count() as u32).filter(|case| log.trace(*case as usize).contains(&activity)).collect())
}

/// Is it the same value? `74.0` and `74`, `True` and `true` are.
fn same(a: &str, b: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    let is_number = number(a).zip(number(b)).is_some_and(|(a, b)| a.total_cmp(&b).is_eq());
    a == b || is_number || (matches!(b, "true" | "false") && a.eq_ignore_ascii_case(b))
}
