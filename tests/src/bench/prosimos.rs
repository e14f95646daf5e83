//! The same AND-join, the same people and the same load put to Prosimos, where it can be installed: one of our own, and one of the
//! shape of the example that Prosimos brings along. Both figures are of one core in one run.
use super::report::Report;
use super::simulation::{CASES, best, by, by_ten, file, side_by_side};
use crate::python::Peer;
use serde_json::{Value, json};
use std::fmt::Write;

/// The version that is compared with.
const PACKAGE: &str = "prosimos==2.1.0";
/// How many times as fast it is to be.
const TIMES: f64 = 30.0;
/// Cases of its run: it is slower, and its speed does not change with their number.
const THEIR_CASES: u64 = 2_000;

/// So often both are run, in turn: a busy minute of the machine is a busy minute of both.
const ROUNDS: usize = 5;

/// The tasks of its own example: six side by side, and one behind the join.
const SIDE_BY_SIDE: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
const BEHIND: &str = "g";
/// Each of its tasks takes an exponential time above a least one, on average the mean if nothing were cut off at the most, s.
const LEAST: f64 = 150.0;
const MEAN: f64 = 1_500.0;
const MOST: f64 = 3_600.0;
/// A case of its example comes every so many seconds of its office hours.
const BETWEEN: u64 = 1_200;

/// A model with what is said of it in our words, and in those of Prosimos.
struct Join {
    name: &'static str,
    model: String,
    ours: Value,
    theirs: Value,
    /// Tasks of a case.
    tasks: u64,
}

/// Cases for each second of both, and the median of how many times as fast we were in each round.
pub fn run(report: &mut Report) {
    for join in [own(), theirs()] {
        let times = format!("simulation of {}, times Prosimos", join.name);
        match (0..ROUNDS).map(|_| round(&join)).collect::<Result<Vec<_>, _>>() {
            Err(why) => report.left_out(&times, &why),
            Ok(rounds) => {
                let their = middle(rounds.iter().map(|(_, their)| *their).collect());
                report.add(&format!("simulation of {} by Prosimos, cases", join.name), their, "cases/s");
                report.at_least(
                    &times,
                    middle(rounds.iter().map(|(own, their)| own / their).collect()),
                    "times",
                    TIMES,
                );
            }
        }
    }
}

/// Cases for each second: ours, theirs.
fn round(join: &Join) -> Result<(f64, f64), String> {
    let their = THEIR_CASES as f64 / their_seconds(join)?;
    let (measured, seconds) = best(&join.model, &join.ours);
    debug_assert_eq!(measured.started, CASES);
    Ok((measured.ended as f64 / seconds, their))
}

fn middle(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

/// How long it takes, without the start of its interpreter; or why it could not be run.
fn their_seconds(join: &Join) -> Result<f64, String> {
    let peer = Peer::installed(PACKAGE)?;
    // It knows plain tasks alone.
    let model = peer.file("and-join.bpmn", &join.model.replace("userTask", "task"))?;
    let scenario = peer.file("and-join.json", &join.theirs.to_string())?;
    let log = peer.folder.join("and-join.csv");
    let run = format!(
        "import sys, time\n\
         from prosimos.simulation_engine import run_simulation\n\
         begun = time.process_time()\n\
         run_simulation(sys.argv[1], sys.argv[2], {THEIR_CASES}, log_out_path=sys.argv[3])\n\
         print(time.process_time() - begun)"
    );
    let said = peer.run(&run, &[&model, &scenario, &log])?;
    let rows = std::fs::read_to_string(&log).map_err(|error| error.to_string())?.lines().count();
    // All tasks of each case, under a heading: a run that did nothing would be no figure.
    if (rows as u64) < join.tasks * THEIR_CASES {
        return Err(format!("its log has {rows} lines only"));
    }
    let told = said.lines().filter_map(|line| line.trim().parse::<f64>().ok()).next_back();
    told.ok_or_else(|| format!("it told no time: {said}"))
}

/// Two side by side and one behind: eight clerks and two heads round the clock, a case every ten minutes.
fn own() -> Join {
    let elements = json!({"a": by("clerks", 30), "b": by("clerks", 20), "c": by("heads", 10)});
    let always = json!([{"from": "MONDAY", "to": "SUNDAY", "beginTime": "00:00:00", "endTime": "23:59:59"}]);
    let exponential = |task: &str, name: &str, minutes: u32| {
        let parameters = json!([{"value": minutes * 60}, {"value": 0}, {"value": 86_400}]);
        json!({"task_id": task, "resources": [
            {"resource_id": name, "distribution_name": "expon", "distribution_params": parameters}]})
    };
    let theirs = json!({
        "resource_profiles": [people("clerks", 8, "always", &["a", "b"]), people("heads", 2, "always", &["c"])],
        "arrival_time_distribution": {"distribution_name": "expon",
            "distribution_params": [{"value": 600}, {"value": 0}, {"value": 86_400}]},
        "arrival_time_calendar": always,
        "gateway_branching_probabilities": [],
        "task_resource_distribution":
            [exponential("a", "clerks", 30), exponential("b", "clerks", 20), exponential("c", "heads", 10)],
        "resource_calendars": [{"id": "always", "name": "always", "time_periods": always}],
    });
    Join { name: "an AND-join", model: side_by_side(), ours: by_ten(&elements), theirs, tasks: 3 }
}

/// Six side by side and one behind: ten people from nine to five on weekdays, a case every twenty minutes of that.
fn theirs() -> Join {
    let tasks = || SIDE_BY_SIDE.into_iter().chain([BEHIND]);
    let mut elements =
        "<startEvent id=\"s\"/><parallelGateway id=\"x\"/><parallelGateway id=\"j\"/><endEvent id=\"end\"/>".to_owned();
    for task in tasks() {
        let _ = write!(elements, "<userTask id=\"{task}\"/>");
    }
    let mut flows: Vec<String> =
        SIDE_BY_SIDE.iter().flat_map(|task| [format!("x {task}"), format!("{task} j")]).collect();
    flows.extend(["s x".to_owned(), format!("j {BEHIND}"), format!("{BEHIND} end")]);
    let flows: Vec<&str> = flows.iter().map(String::as_str).collect();
    let office = json!([{"from": "MONDAY", "to": "FRIDAY", "beginTime": "09:00:00", "endTime": "17:00:00"}]);
    let takes = json!([{"value": MEAN}, {"value": LEAST}, {"value": MOST}]);
    let task = |task: &str| {
        json!({"task_id": task, "resources": [
            {"resource_id": "people", "distribution_name": "expon", "distribution_params": takes}]})
    };
    let theirs = json!({
        "resource_profiles": [people("people", 10, "office", &tasks().collect::<Vec<_>>())],
        "arrival_time_distribution": {"distribution_name": "fix", "distribution_params": [{"value": BETWEEN}]},
        "arrival_time_calendar": office,
        "gateway_branching_probabilities": [],
        "task_resource_distribution": tasks().map(task).collect::<Vec<Value>>(),
        "resource_calendars": [{"id": "office", "name": "office", "time_periods": office}],
    });
    // A thousand times, evenly over what is not cut off.
    let kept = 1.0 - ((LEAST - MOST) / (MEAN - LEAST)).exp();
    let time = |at: u32| (LEAST - (MEAN - LEAST) * (1.0 - kept * (f64::from(at) + 0.5) / 1_000.0).ln()) * 1_000.0;
    let times: Vec<f64> = (0..1_000).map(time).collect();
    let step =
        json!({"time": {"processing": {"kind": "empirical", "values": times}}, "resource": {"groups": ["people"]}});
    let day = json!([{"from": "09:00:00", "until": "17:00:00"}]);
    // A week of arrivals, again and again.
    let arrivals = (5..10_u64).flat_map(|date| {
        (0..8 * 3_600 / BETWEEN).map(move |number| {
            let minute = 9 * 60 + number * BETWEEN / 60;
            format!("2026-01-{date:02}T{:02}:{:02}:00Z", minute / 60, minute % 60)
        })
    });
    let ours = json!({
        "start": "2026-01-05T00:00:00Z",
        "arrivals": {"kind": "replay", "times": arrivals.collect::<Vec<String>>()},
        "elements": tasks().map(|task| (task.to_owned(), step.clone())).collect::<serde_json::Map<String, Value>>(),
        "calendars": [{"id": "office", "name": "Office", "timeZone": "UTC", "week": [day, day, day, day, day, [], []], "days": {}}],
        "resources": [{"id": "people", "groups": ["people"], "count": 10, "calendar": "office"}],
    });
    Join { name: "the AND-join of Prosimos", model: file(&elements, &flows), ours, theirs, tasks: 7 }
}

/// People who are alike, in the words of Prosimos.
fn people(id: &str, amount: u32, calendar: &str, tasks: &[&str]) -> Value {
    json!({"id": id, "name": id, "resource_list": [{"id": id, "name": id, "cost_per_hour": 1, "amount": amount,
        "calendar": calendar, "assignedTasks": tasks}]})
}

#[cfg(test)]
mod tests {
    use super::*;
    use weir_simulation::{Model, Options, Scenario, Simulation};

    /// What is put to both is sound, and all cases end; the people of the office are busy and not overrun.
    #[test]
    fn both_joins_run_to_their_end() {
        for join in [own(), theirs()] {
            let model = Model::read(&[("bench.bpmn", join.model.as_bytes())]).expect("it is sound");
            let scenario = Scenario::read(join.ours.to_string().as_bytes()).expect("it is a scenario");
            let options = Options { replications: 2, cases: 240, keep_log: true, ..Options::default() };
            let simulation = Simulation::new(&model, &scenario, &options).expect("nothing is missing");
            let measured = simulation.replication(0, &mut |_| true).expect("it runs");
            assert_eq!((measured.started, measured.ended), (240, 240), "{}", join.name);
            let log = measured.log.expect("it was kept");
            let tasks =
                (0..log.case_count()).map(|case| log.case(case).filter(|row| log.actor[*row] != u32::MAX).count());
            assert!(tasks.into_iter().all(|count| count as u64 == join.tasks), "{}", join.name);
        }
    }
}
