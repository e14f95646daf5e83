//! The clock may be put back while an instance waits: what comes due is counted from the clock, and what happened stays
//! in order.
use crate::common::{Run, process};
use weir_core::command::LeasedJob;
use weir_core::wait::{Wait, WaitFor};
use weir_core::{Actor, Command, Key, Rejection, Timestamp, step, timer};

const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;

/// At ten o'clock it waits for somebody.
fn waiting_at_ten(process: &weir_core::Process) -> Run<'_> {
    let mut run = Run::new(process);
    run.now = Timestamp(10 * HOUR);
    run.command("start");
    run
}

fn the_wait(run: &Run, is: impl Fn(&WaitFor) -> bool) -> (Key, Wait) {
    let found: Vec<(Key, Wait)> =
        run.instance.waits().filter(|(_, w)| is(&w.on)).map(|(key, wait)| (key, wait.clone())).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

fn due(run: &Run) -> Timestamp {
    match the_wait(run, |on| matches!(on, WaitFor::Timer { .. })).1.on {
        WaitFor::Timer { due, .. } => due,
        other => unreachable!("{other:?}"),
    }
}

fn times_of_events_never_go_back(run: &Run) {
    assert!(run.log.windows(2).all(|two| two[0].0 <= two[1].0), "{:?}", run.log);
}

#[test]
fn a_timer_armed_after_the_clock_was_put_back_counts_from_the_clock() {
    let process = process("s: start -> u\nu: user -> t\nt: catch timer PT10M -> e\ne: end");
    let mut run = waiting_at_ten(&process);
    run.now = Timestamp(9 * HOUR);
    run.command("complete u");
    assert_eq!(due(&run), Timestamp(9 * HOUR + 10 * MINUTE), "ten minutes, and not an hour and ten minutes");
    run.now = Timestamp(9 * HOUR + 9 * MINUTE);
    run.command("+30s");
    assert!(!run.instance.is_ended(), "it is not due");
    run.command("+1m");
    assert!(run.instance.is_ended(), "{}", run.trace);
    times_of_events_never_go_back(&run);
    let told = run.log.last().expect("it has ended").0;
    assert_eq!(told, Timestamp(10 * HOUR), "what happens then is told after what happened before");
}

#[test]
fn a_cycle_goes_on_from_when_it_was_due_and_boundary_events_count_alike() {
    let text =
        "s: start -> u\nu: user -> w\nw: user -> e\nb: boundary on w timer R3/PT10M non-interrupting -> e\ne: end";
    let process = process(text);
    let mut run = waiting_at_ten(&process);
    run.now = Timestamp(9 * HOUR);
    run.command("complete u");
    for time in 1..=3 {
        assert_eq!(due(&run), Timestamp(9 * HOUR + time * 10 * MINUTE));
        run.command("+10m");
    }
    run.command("complete w");
    assert!(run.instance.is_ended(), "{}", run.trace);
    times_of_events_never_go_back(&run);
}

#[test]
fn a_timer_armed_before_keeps_its_time() {
    let process = process("s: start -> t\nt: catch timer PT10M -> e\ne: end");
    let mut run = waiting_at_ten(&process);
    run.now = Timestamp(9 * HOUR);
    run.command("+1h");
    assert!(!run.instance.is_ended(), "it is early by ten minutes");
    run.command("+10m");
    assert!(run.instance.is_ended(), "{}", run.trace);
}

#[test]
fn a_lease_taken_after_the_clock_was_put_back_holds_until_its_end() {
    let process = process("s: start -> u\nu: user -> j\nj: job type w -> e\ne: end");
    let mut run = waiting_at_ten(&process);
    run.now = Timestamp(9 * HOUR);
    run.command("complete u");
    let (key, Wait { id: wait, .. }) = the_wait(&run, |on| matches!(on, WaitFor::Job(_)));
    let lock = |worker: &str, now: Timestamp| Command::LockJob {
        key,
        wait,
        worker: worker.into(),
        until: Timestamp(now.0 + MINUTE),
    };
    let by = Actor::named("w");
    let first = step(&process, run.instance, run.now, &by, lock("one", run.now)).expect("it may be taken at once");
    let soon = Timestamp(run.now.0 + MINUTE - 1);
    let refused = step(&process, first.instance.clone(), soon, &by, lock("two", soon)).expect_err("it is taken");
    assert!(matches!(refused.rejection, Rejection::JobLocked { .. }), "{:?}", refused.rejection);
    let later = Timestamp(run.now.0 + MINUTE);
    let second = step(&process, first.instance, later, &by, lock("two", later)).expect("the lease has run out");
    let WaitFor::Job(job) = &second.instance.wait(key, wait).expect("open").on else { unreachable!() };
    let token = job.lease.as_ref().expect("leased").token;
    let done =
        Command::CompleteJob { job: LeasedJob { key, wait, token }, variables: weir_core::instance::Variables::new() };
    assert!(step(&process, second.instance, later, &by, done).expect("done").instance.is_ended());
}

/// What is kept has no names of fields. Before the end of a cycle was always written, what months count from was read in its
/// place, so that nothing was ever due again.
#[test]
fn a_cycle_of_months_that_was_kept_without_its_end_goes_on() {
    const DAY: i64 = 24 * HOUR;
    let kept = |text: &str| serde_json::from_str::<timer::Cycle>(text).expect("as it was kept");
    let misread = kept(r#"[null, "P1M", 0]"#);
    assert_eq!((misread.until, misread.from), (Some(Timestamp(0)), None), "so it was read");
    let months: Vec<i64> = std::iter::successors(Some((Timestamp(31 * DAY), misread.clone())), |(due, cycle)| {
        let next = cycle.go_on(*due, *due)?;
        Some((next.due, next.cycle?))
    })
    .take(4)
    .map(|(due, _)| due.0 / DAY)
    .collect();
    assert_eq!(months, [31, 59, 90, 120], "the last day of February cuts none short");
    // Begun at the moment that it counts from.
    assert_eq!(misread.go_on(Timestamp(0), Timestamp(0)).map(|next| next.due), Some(Timestamp(31 * DAY)));
    let left = kept(r#"[1, "P1M", 0]"#).go_on(Timestamp(31 * DAY), Timestamp(31 * DAY)).expect("once more");
    assert_eq!((left.due, left.cycle), (Timestamp(59 * DAY), None));
    // An end that was meant is one.
    let ends = timer::cycle("R/P1M/1970-03-15", Timestamp(0)).and_then(|schedule| schedule.cycle).expect("it repeats");
    assert_eq!(ends.go_on(Timestamp(59 * DAY), Timestamp(59 * DAY)), None);
    let hourly = kept(r#"[null, "PT1H", 3600000]"#);
    assert_eq!(hourly.go_on(Timestamp(HOUR), Timestamp(HOUR)), None, "of hours nothing else was written");
}
