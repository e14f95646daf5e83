//! Closed forms.
use super::{number, text};
use serde_json::{Value, json};
use weir_mining::measure::calendar::WorkingTime;
use weir_mining::measure::waiting::{Causes, Work, Worked, causes};
use weir_mining::statistics::{chart, interval, queue};

pub(super) fn answer(function: &str, params: &Value) -> Result<Value, String> {
    let of = |name: &str| number(params, name);
    Ok(match function {
        "closed.mmc" => {
            let queue = queue::erlang_c(of("lam")?, of("mu")?, of("servers")? as u32).ok_or("it never settles")?;
            json!({
                "p_wait": queue.waits, "wq": queue.wait, "w": queue.time, "lq": queue.waiting, "l": queue.inside,
                "utilisation": queue.utilisation,
            })
        }
        "closed.mg1" => {
            let queue = queue::pollaczek_khinchine(of("lam")?, of("mean_service")?, of("cv_service")?);
            let (wq, w, l) = queue.ok_or("it never settles")?;
            json!({"wq": wq, "w": w, "l": l})
        }
        "closed.and_join_exponential" => {
            let (first, second) = (of("mean1")?, of("mean2")?);
            let longer = queue::mean_of_longer(first, second);
            json!({"mean_max": longer, "mean_sequential": first + second, "saving": first + second - longer})
        }
        "closed.batch_formation_wait" => json!({"mean_wait": queue::batch_wait(of("batch_size")? as u32, of("lam")?)}),
        "closed.rework_loop" => {
            let times = queue::executions_of_loop(of("p_repeat")?);
            json!({"expected_executions": times, "expected_rework": times - 1.0})
        }
        "closed.knockout_order" => {
            let order = queue::knockout(&series(params, "cost"), &series(params, "reject"));
            json!({
                "best_order": order.best, "best_cost": order.best_cost, "worst_cost": order.worst_cost,
                "as_is_cost": order.cost, "ratios": order.ratios,
            })
        }
        "closed.proportion_lower_bound" => {
            let (n, successes) = (of("n")? as u64, of("successes")? as u64);
            json!({
                "wilson_lower_95_one_sided": interval::wilson(successes, n, interval::normal_quantile(0.95)).0,
                "clopper_pearson_lower_95_one_sided": interval::clopper_pearson_lower(successes, n, 0.95),
            })
        }
        "closed.cusum_upper" => {
            let chart = chart::cusum_upper(&series(params, "x"), of("target")?, of("sd")?, of("k")?, of("h")?);
            json!({"first_alarm_index": chart.first_alarm, "values": chart.values})
        }
        "closed.ewma" => {
            let chart = chart::ewma(&series(params, "x"), of("target")?, of("sd")?, of("lam")?, of("L")?);
            json!({"first_alarm_index": chart.first_alarm, "values": chart.values})
        }
        "closed.waiting_decomposition" => waiting(params)?,
        _ => return Err(format!("there is no measure for `{function}`")),
    })
}

fn series(params: &Value, name: &str) -> Vec<f64> {
    params[name].as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// The instances with what their notes say of other work: `r busy 09:00-11:00 with p, enabled 09:00`.
fn waiting(params: &Value) -> Result<Value, String> {
    let calendar = text(params, "calendar")?.trim_end_matches(" daily");
    let (opens, closes) = calendar.split_once('-').ok_or("the calendar has no hours")?;
    let hours = (0..60).map(|day| Some((day * DAY + clock(opens)?, day * DAY + clock(closes)?)));
    let hours = WorkingTime::new(hours.collect::<Option<Vec<_>>>().ok_or("the calendar has no hours")?);
    let mut work = vec![];
    let mut items = vec![];
    for instance in params["instances"].as_array().into_iter().flatten() {
        let at = |name: &str| instance[name].as_str().and_then(moment).ok_or_else(|| format!("`{name}` is no time"));
        let item = Work { enabled: at("enabled")?, started: at("start")?, ended: at("end")? };
        let note = instance["note"].as_str().unwrap_or_default();
        work.extend(other(note, item.enabled / DAY * DAY));
        work.push(item);
        items.push(item);
    }
    let worked = Worked::new(work.into_iter().map(|work| (0, work)));
    let all: Vec<Causes> = items.into_iter().map(|item| causes(item, &[0], &worked, hours.pieces(), None)).collect();
    let shown = |of: fn(&Causes) -> i64| -> Vec<String> {
        all.iter().map(|c| of(c) / MINUTE).map(|m| format!("{:02}:{:02}", m / 60, m % 60)).collect()
    };
    Ok(json!({
        "total": shown(Causes::total), "contention": shown(|c| c.contention), "prioritization": shown(|c| c.prioritisation),
        "unavailability": shown(|c| c.unavailability), "extraneous": shown(|c| c.extraneous),
    }))
}

/// `d2 09:30`.
fn moment(text: &str) -> Option<i64> {
    let (day, time) = text.split_once(' ')?;
    let day: i64 = day.strip_prefix('d')?.parse().ok()?;
    Some(day * DAY + clock(time)?)
}

fn clock(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    Some((hours.parse::<i64>().ok()? * 60 + minutes.get(..2)?.parse::<i64>().ok()?) * MINUTE)
}

/// The other work that a note tells of, on the day of the instance.
fn other(note: &str, day: i64) -> Option<Work> {
    let (from, until) = note.split_once("busy ")?.1.split_whitespace().next()?.split_once('-')?;
    let enabled = note.split_once("enabled ")?.1;
    Some(Work { enabled: day + clock(enabled)?, started: day + clock(from)?, ended: day + clock(until)? })
}
