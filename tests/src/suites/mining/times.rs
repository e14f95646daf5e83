//! Durations, arrivals, work, fences, distributions. Our measures are in ms, the suite's in seconds.
use super::flow::edge;
use super::{intervals, text};
use serde_json::{Map, Value, json};
use weir_core::calendar::{Hours, WorkCalendar};
use weir_mining::log::{Log, NO_TIME};
use weir_mining::measure::calendar::WorkingTime;
use weir_mining::measure::{arrival, duration, fences, service};
use weir_mining::statistics::{Summary, fit};

pub(super) fn answer(log: &Log, function: &str, params: &Value) -> Result<Value, String> {
    Ok(match function {
        "time.case_duration_s" => {
            let all = summary(&duration::sojourn(log))?;
            let mut value = quantiles(&all, &[25, 50, 75, 90, 95, 99]);
            for (name, of) in [
                ("min", all.min),
                ("max", all.max),
                ("std_pop", all.deviation),
                ("std_sample", all.deviation_of_sample),
                ("mad", all.mad),
            ] {
                value.insert(name.to_owned(), json!(of));
            }
            Value::Object(value)
        }
        "time.case_business_duration_s" => {
            let calendar = week(text(params, "calendar")?)?;
            let span = |case: usize| log.span(case);
            let from = (0..log.case_count()).filter_map(span).map(|span| span.0).min().unwrap_or(0);
            let until = (0..log.case_count()).filter_map(span).map(|span| span.1).max().unwrap_or(0);
            let table = WorkingTime::of(&calendar, from, until);
            Value::Object(quantiles(&summary(&duration::working_sojourn(log, &table))?, &[50, 95]))
        }
        "time.arrival" => {
            let between = arrival::between_starts(log).ok_or("too few cases")?;
            json!({
                "mean_interarrival_s": between.mean / 1e3, "median_interarrival_s": between.quantile(0.5) / 1e3,
                "cv": between.deviation / between.mean,
            })
        }
        "time.case_overlap" => {
            // The reference counts overlaps between ends alone, as if events had no start.
            let overlaps = arrival::overlaps(&Log { started: vec![NO_TIME; log.row_count()], ..log.clone() });
            let sum: usize = overlaps.iter().sum();
            json!({
                "max_wip": arrival::most_open(log),
                "mean_overlap_pm4py": sum as f64 / overlaps.len() as f64,
                "max_overlap_pm4py": overlaps.iter().max(),
            })
        }
        "time.service_per_activity_s" => {
            let log = intervals(log);
            let all = service::by_activity(&log);
            let named = all.iter().map(|(activity, s)| (log.activities.name(*activity).to_owned(), edge(s)));
            Value::Object(named.collect())
        }
        "time.case_service_wait_sojourn_s" => work(&intervals(log))?,
        "time.concurrent_activity_pairs" => {
            let log = intervals(log);
            let name = |(a, b): &(u32, u32)| {
                let mut names = [log.activities.name(*a), log.activities.name(*b)];
                names.sort_unstable();
                names.join("||")
            };
            let pairs = service::concurrent_pairs(&log);
            Value::Object(pairs.iter().map(|(pair, n)| (name(pair), json!(n))).collect())
        }
        "time.cycle_time_s" => json!({"correct": service::cycle_time(&intervals(log)).ok_or("no cases")? / 1e3}),
        "anomaly.duration_fences" => {
            let values: Vec<f64> = duration::sojourn(log).iter().map(|ms| *ms as f64 / 1e3).collect();
            let fences = fences::fences(&values).ok_or("no cases")?;
            json!({
                "tukey_low": fences.low, "tukey_high": fences.high, "n_above": fences.above, "n_below": fences.below,
                "n_extreme_above": fences.far_above, "robust_z_gt_3_5": fences.robust,
                "mean_plus_2sd": fences.two_deviations, "n_above_mean_2sd": fences.above_two_deviations,
            })
        }
        "fit.duration_distribution" => distribution(&sample(log, text(params, "sample")?)?)?,
        _ => return Err(format!("there is no measure for `{function}`")),
    })
}

fn summary(ms: &[i64]) -> Result<Summary, String> {
    Summary::of(ms.iter().map(|ms| *ms as f64 / 1e3)).ok_or_else(|| "no cases with times".to_owned())
}

fn quantiles(all: &Summary, which: &[u32]) -> Map<String, Value> {
    let mut value = Map::new();
    value.insert("n".to_owned(), json!(all.n));
    value.insert("sum".to_owned(), json!(all.sum));
    value.insert("mean".to_owned(), json!(all.mean));
    for percent in which {
        value.insert(format!("p{percent}"), json!(all.quantile(f64::from(*percent) / 100.0)));
    }
    value
}

fn work(log: &Log) -> Result<Value, String> {
    let work = service::by_case(log);
    let sum = |of: fn(&service::CaseWork) -> i64| work.iter().map(of).sum::<i64>() as f64 / 1e3;
    let idle: Vec<i64> = work.iter().map(service::CaseWork::idle).collect();
    let efficiencies =
        Summary::of(work.iter().filter_map(service::CaseWork::efficiency)).ok_or("no cases with times")?;
    Ok(json!({
        "cases": work.len(), "sojourn_sum": sum(|w| w.sojourn), "service_sum": sum(|w| w.service),
        "busy_union_sum": sum(|w| w.busy), "idle_sum": sum(service::CaseWork::idle),
        "idle_median": summary(&idle)?.quantile(0.5),
        "flow_time_efficiency_total": service::flow_time_efficiency(&work),
        "flow_time_efficiency_mean_of_cases": efficiencies.mean,
        "cases_where_sum_service_exceeds_sojourn": work.iter().filter(|w| w.service > w.sojourn).count(),
    }))
}

/// `Mon-Fri 07:00-17:00 UTC, no holidays`.
fn week(text: &str) -> Result<WorkCalendar, String> {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let wrong = || format!("`{text}` is no calendar that this suite has");
    let mut words = text.trim_end_matches(", no holidays").split(' ');
    let (days, hours, zone) = (words.next(), words.next(), words.next());
    let (first, last) = days.and_then(|days| days.split_once('-')).ok_or_else(wrong)?;
    let place = |day: &str| DAYS.iter().position(|known| *known == day).ok_or_else(wrong);
    let (first, last) = (place(first)?, place(last)?);
    let (from, until) = hours.and_then(|hours| hours.split_once('-')).ok_or_else(wrong)?;
    let hours = Hours { from: from.parse().map_err(|_| wrong())?, until: until.parse().map_err(|_| wrong())? };
    let week = std::array::from_fn(|day| if (first..=last).contains(&day) { vec![hours] } else { vec![] });
    let time_zone = zone.ok_or_else(wrong)?.to_owned();
    Ok(WorkCalendar {
        id: "suite".to_owned(),
        name: String::new(),
        time_zone,
        week,
        days: std::collections::BTreeMap::new(),
    })
}

/// Seconds that are to be fitted.
fn sample(log: &Log, name: &str) -> Result<Vec<f64>, String> {
    match name {
        "inter-arrival seconds" => {
            let between = arrival::between_starts(log).ok_or("too few cases")?;
            Ok(between.sorted().iter().map(|ms| ms / 1e3).collect())
        }
        "case duration seconds" => Ok(duration::sojourn(log).iter().map(|ms| *ms as f64 / 1e3).collect()),
        _ => {
            let activity = name.strip_prefix("service seconds of \"").and_then(|name| name.strip_suffix('"'));
            let log = intervals(log);
            let number = activity.and_then(|activity| log.activities.find(activity));
            let number = number.ok_or_else(|| format!("there is no sample `{name}`"))?;
            let all = service::by_activity(&log).remove(&number).ok_or("no work")?;
            Ok(all.sorted().iter().map(|ms| ms / 1e3).collect())
        }
    }
}

fn distribution(seconds: &[f64]) -> Result<Value, String> {
    let fits = fit::fit(seconds.iter().copied()).ok_or("too few values")?;
    let mut value = Map::new();
    value.insert("n".to_owned(), json!(fits.n));
    value.insert("mean".to_owned(), json!(fits.mean));
    value.insert("cv".to_owned(), json!(fits.variation));
    value.insert("best_aic".to_owned(), json!(fits.best.distribution.name()));
    value.insert("ks_best".to_owned(), json!(fits.distance));
    for fit in &fits.fits {
        let mut of = match fit.distribution {
            fit::Distribution::Exponential { mean } => json!({"mean": mean}),
            fit::Distribution::LogNormal { mu, sigma } => json!({"mu": mu, "sigma": sigma}),
            fit::Distribution::Gamma { shape, scale } | fit::Distribution::Weibull { shape, scale } => {
                json!({"shape": shape, "scale": scale})
            }
        };
        of["loglik"] = json!(fit.log_likelihood);
        of["aic"] = json!(fit.aic);
        value.insert(fit.distribution.name().to_owned(), of);
    }
    Ok(Value::Object(value))
}
