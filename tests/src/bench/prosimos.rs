//! The same AND-join, the same people and the same load put to Prosimos, where it can be installed; both figures are of one core
//! in one run.
use super::report::Report;
use super::simulation::{CASES, best, by, side_by_side};
use crate::python::Peer;
use serde_json::{Value, json};

/// The version that is compared with.
const PACKAGE: &str = "prosimos==2.1.0";
/// How many times as fast it is to be.
const TIMES: f64 = 30.0;
/// Cases of its run: it is slower, and its speed does not change with their number.
const THEIR_CASES: u64 = 2_000;

/// So often both are run, in turn: a busy minute of the machine is a busy minute of both.
const ROUNDS: usize = 5;

/// Cases for each second of both, and the median of how many times as fast we were in each round.
pub fn run(report: &mut Report) {
    match (0..ROUNDS).map(|_| round()).collect::<Result<Vec<_>, _>>() {
        Err(why) => report.left_out("simulation of an AND-join, times Prosimos", &why),
        Ok(rounds) => {
            let their = middle(rounds.iter().map(|(_, their)| *their).collect());
            report.add("simulation of an AND-join by Prosimos, cases", their, "cases/s");
            let times = middle(rounds.iter().map(|(own, their)| own / their).collect());
            report.at_least("simulation of an AND-join, times Prosimos", times, "times", TIMES);
        }
    }
}

/// Cases for each second: ours, theirs.
fn round() -> Result<(f64, f64), String> {
    let their = THEIR_CASES as f64 / theirs()?;
    let elements = json!({"a": by("clerks", 30), "b": by("clerks", 20), "c": by("heads", 10)});
    let (measured, seconds) = best(&side_by_side(), &elements);
    debug_assert_eq!(measured.started, CASES);
    Ok((measured.ended as f64 / seconds, their))
}

fn middle(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

/// How long it takes, without the start of its interpreter; or why it could not be run.
fn theirs() -> Result<f64, String> {
    let peer = Peer::installed(PACKAGE)?;
    // It knows plain tasks alone.
    let model = peer.file("and-join.bpmn", &side_by_side().replace("userTask", "task"))?;
    let scenario = peer.file("and-join.json", &parameters().to_string())?;
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
    // Three tasks of each case, under a heading: a run that did nothing would be no figure.
    if (rows as u64) < 3 * THEIR_CASES {
        return Err(format!("its log has {rows} lines only"));
    }
    let told = said.lines().filter_map(|line| line.trim().parse::<f64>().ok()).next_back();
    told.ok_or_else(|| format!("it told no time: {said}"))
}

/// Eight clerks and two heads round the clock, a case every ten minutes: what our own scenario says, in its words.
fn parameters() -> Value {
    let always = json!([{"from": "MONDAY", "to": "SUNDAY", "beginTime": "00:00:00", "endTime": "23:59:59"}]);
    let exponential = |name: &str, minutes: u32| {
        let (mean, most) = (minutes * 60, 86_400);
        let parameters = json!([{"value": mean}, {"value": 0}, {"value": most}]);
        json!({"resource_id": name, "distribution_name": "expon", "distribution_params": parameters})
    };
    let people = |id: &str, amount: u32, tasks: &[&str]| {
        json!({"id": id, "name": id, "resource_list": [{"id": id, "name": id, "cost_per_hour": 1, "amount": amount,
            "calendar": "always", "assignedTasks": tasks}]})
    };
    json!({
        "resource_profiles": [people("clerks", 8, &["a", "b"]), people("heads", 2, &["c"])],
        "arrival_time_distribution": {"distribution_name": "expon",
            "distribution_params": [{"value": 600}, {"value": 0}, {"value": 86_400}]},
        "arrival_time_calendar": always,
        "gateway_branching_probabilities": [],
        "task_resource_distribution": [
            {"task_id": "a", "resources": [exponential("clerks", 30)]},
            {"task_id": "b", "resources": [exponential("clerks", 20)]},
            {"task_id": "c", "resources": [exponential("heads", 10)]},
        ],
        "resource_calendars": [{"id": "always", "name": "always", "time_periods": always}],
    })
}
