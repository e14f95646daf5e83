//! `make bench`: prints figures, their targets and their change against `tests/bench-baseline.json`, and writes
//! `target/bench.json`. With `UPDATE_BASELINE=1` the figures become the baseline.
//!
//! `bench in-process`, `bench following`, `bench lateness`, `bench rules`, `bench mining`, `bench simulation`, `bench deployment`,
//! `bench http`, `bench office`, `bench monitoring`, `bench recovery`, `bench poison` and `bench pages` do one part;
//! `bench fixed w1 20000 256` starts so many instances of one workload by so many clients, for a profiler to look at.
//!
//! `BENCH_SECONDS` is the length of one run (2 without it); every rate is the median of three runs. When a target is missed
//! it ends with an error, after all figures are written. What is more than 5 % worse than the baseline is marked and no
//! failure: on another machine than the baseline's it says nothing, and on the same one the disk has good and bad hours.
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use weir_tests::bench::baseline::{Baseline, WORSE_PERCENT, machine};
use weir_tests::bench::report::{Report, ms};
use weir_tests::bench::{
    ceiling, deployment, following, in_process, lateness, mining, monitoring, office, over_http, pages, poison,
    recovery, rules, simulation,
};

/// That of the server.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let seconds = std::env::var("BENCH_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(2);
    let target = std::env::current_exe().ok().and_then(|p| Some(p.parent()?.parent()?.to_owned()));
    let target = target.expect("the bench runs from the target folder");
    let directory = target.join("bench-data");
    let _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(&directory).expect("a folder for the data");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let baseline = Baseline::read(&Baseline::path()).expect("the baseline");
    compared_with(&baseline);
    let mut report = Report::beside(baseline.clone());
    runtime.block_on(run(&directory, Duration::from_secs(seconds), &mut report));
    report.write(&target.join("bench.json")).expect("the figures are written");
    let _ = std::fs::remove_dir_all(&directory);
    if std::env::var_os("UPDATE_BASELINE").is_some() {
        let renewed = serde_json::to_string_pretty(&baseline.renewed(report.figures())).expect("plain data");
        std::fs::write(Baseline::path(), renewed + "\n").expect("the baseline is written");
    }
    // Said once more where it is read: a figure that is not there is not a figure that was reached.
    for (name, why) in report.missing() {
        println!("not measured: {name}: {why}");
    }
    let worse = report.worse().count();
    if worse > 0 {
        println!("{worse} figures are more than {WORSE_PERCENT} % worse than the baseline: not a failure by itself");
    }
    let missed: Vec<String> =
        report.missed().map(|figure| format!("{}: {:.1} {}", figure.name, figure.value, figure.unit)).collect();
    if missed.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("{} targets were missed:\n  {}", missed.len(), missed.join("\n  "));
    ExitCode::FAILURE
}

/// Says what the changes are changes of.
fn compared_with(baseline: &Baseline) {
    let machine = machine();
    match baseline.machine.as_str() {
        "" => println!("there is no baseline to compare with"),
        same if same == machine => println!("compared with the baseline of this machine: {machine}"),
        other => println!("compared with another machine, so that a change says little: here {machine}; there {other}"),
    }
}

async fn run(directory: &Path, time: Duration, report: &mut Report) {
    let mut arguments = std::env::args().skip(1);
    let only = arguments.next();
    if only.as_deref() == Some("fixed") {
        let asked = arguments.next();
        let workload = ["w2", "w3", "w4", "w6"].into_iter().find(|w| asked.as_deref() == Some(*w)).unwrap_or("w1");
        let mut number = |otherwise| arguments.next().and_then(|n| n.parse().ok()).unwrap_or(otherwise);
        let (instances, clients) = (number(20_000), number(256));
        return in_process::fixed(directory, workload, instances, clients, report).await;
    }
    let wants = |part: &str| only.as_deref().is_none_or(|o| o == part);
    if wants("in-process") {
        in_process::run(directory, time, report).await;
    }
    if wants("following") {
        following::run(directory, time, report).await;
    }
    if wants("lateness") {
        tokio::task::block_in_place(|| lateness::run(directory, report));
    }
    if wants("rules") {
        rules::run(report);
    }
    if wants("mining") {
        mining::run(report);
    }
    if wants("simulation") {
        simulation::run(report);
    }
    if wants("deployment") {
        deployment::run(directory, report).await;
    }
    if wants("http") {
        let fdatasync = ms(ceiling::fdatasync(directory, 1024));
        over_http::run(directory, time, report, fdatasync).await;
    }
    if wants("office") {
        office::run(directory, time, report).await;
    }
    if wants("monitoring") {
        monitoring::run(directory, report).await;
    }
    if wants("recovery") {
        recovery::run(directory, report).await;
    }
    if wants("poison") {
        poison::run(directory, time, report).await;
    }
    if wants("pages") {
        pages::run(directory, report).await;
    }
}
