//! Expressions in a child process: answered, or killed, and the next one is answered again.
//!
//! This test has its own main, because the same binary is started as the child; so it also answers a test runner that
//! asks which tests there are.
#[path = "evaluation/scripts.rs"]
mod scripts;
#[path = "evaluation/scripts_of_java.rs"]
mod scripts_of_java;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use std::io::Write;
use std::time::Duration;
use weir_core::decision::DecisionRequest;
use weir_core::expression::{Expression, Now};
use weir_core::instance::Answer;
use weir_core::{Parameters, Timestamp};
use weir_engine::evaluation::{ChildPool, EvaluationHost, SUBCOMMAND, TOO_COSTLY, UNAVAILABLE, Work, serve_child};

/// Waits for what comes unless something is wrong.
const PATIENCE: Duration = Duration::from_mins(1);

fn main() {
    if std::env::args().nth(1).as_deref() == Some(SUBCOMMAND) {
        return serve_child().unwrap();
    }
    let asked = |flag: &str| std::env::args().any(|argument| argument == flag);
    if asked("--list") {
        if !asked("--ignored") {
            println!("expressions_in_a_child_process: test");
        }
        return;
    }
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        values_and_failures_come_back().await;
        what_takes_too_long_or_too_much_is_killed().await;
        who_is_ended_from_outside_is_not_to_blame().await;
        a_child_does_not_outlive_who_asked_it();
        a_child_that_cannot_be_started_is_an_answer_too().await;
        a_child_that_starts_slowly_has_its_time_all_the_same().await;
        decisions_are_answered_and_endless_ones_are_killed().await;
        scripts::give_values_and_outcomes().await;
        scripts::cannot_reach_the_host_nor_lie_about_the_day().await;
        scripts::that_fail_say_why_and_where().await;
        scripts::that_are_bombs_stop_at_their_limits().await;
        scripts::are_parsed_and_not_run().await;
        scripts::decide_in_tables().await;
        scripts_of_java::take_variables_away().await;
        scripts_of_java::call_lists_maps_and_texts_by_their_methods().await;
        scripts_of_java::read_and_write_json().await;
        scripts_of_java::find_no_method_that_they_do_not_call().await;
    });
    println!("test result: ok");
}

fn request(text: &str, n: u64) -> Work {
    let data = json!({ "n": n });
    Work::Expression(Expression::compile(text).unwrap().child_request(data.as_object().unwrap(), Now::UNIX_EPOCH))
}

/// A decision whose knowledge model calls itself, so often.
fn recursion(n: u64) -> Work {
    let file = r##"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="d" namespace="urn:d">
      <inputData id="n" name="n"><variable name="n" typeRef="number"/></inputData>
      <businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic>
        <formalParameter name="k" typeRef="number"/>
        <literalExpression><text>if k = 0 then 0 else 1 + f(k - 1)</text></literalExpression></encapsulatedLogic>
      </businessKnowledgeModel>
      <decision id="d" name="d"><variable name="d"/>
        <informationRequirement><requiredInput href="#n"/></informationRequirement>
        <knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>
        <literalExpression><text>f(n)</text></literalExpression></decision></definitions>"##;
    let inputs = json!({ "n": n });
    Work::Decision(Box::new(DecisionRequest {
        files: vec![file.to_owned()],
        decision: "d".to_owned(),
        inputs: inputs.as_object().unwrap().clone(),
        now: Timestamp(0),
        parameters: Parameters::default(),
        zone: None,
    }))
}

async fn decisions_are_answered_and_endless_ones_are_killed() {
    let mut pool = patient();
    let Answer::Value(answer) = pool.evaluate(recursion(20)).await else { panic!("it ends") };
    assert_eq!(answer["value"], json!(20));
    pool.deadline = Duration::from_millis(500);
    let endless = pool.evaluate(recursion(1_000_000_000)).await;
    assert_eq!(code(&endless), TOO_COSTLY, "{endless:?}");
    pool.deadline = PATIENCE;
    assert_eq!(pool.evaluate(request("n + 1", 1)).await, Answer::Value(json!(2)));
}

fn code(answer: &Answer) -> &str {
    match answer {
        Answer::Value(_) => "value",
        Answer::Failed { code, .. } => code,
    }
}

/// Kills nobody who is only slow.
fn patient() -> ChildPool {
    let mut pool = ChildPool::default();
    pool.deadline = PATIENCE;
    pool
}

async fn values_and_failures_come_back() {
    let pool = patient();
    assert_eq!(pool.evaluate(request("for i in 1..n return i * i", 3)).await, Answer::Value(json!([1, 4, 9])));
    let failed = pool.evaluate(request("for i in 1..missing return i", 3)).await;
    assert!(code(&failed).starts_with("feel-"), "{failed:?}");
    let many = (1..20).map(|n| pool.evaluate(request("sum(for i in 1..n return 1)", n)));
    for (n, answer) in (1..20).zip(many) {
        assert_eq!(answer.await, Answer::Value(json!(n)));
    }
}

async fn what_takes_too_long_or_too_much_is_killed() {
    let mut pool = ChildPool::default();
    pool.deadline = Duration::from_millis(500);
    let endless = pool.evaluate(request("count(for i in 1..n, j in 1..n return i)", 1_000_000_000)).await;
    assert_eq!(code(&endless), TOO_COSTLY, "{endless:?}");
    pool.deadline = PATIENCE;
    assert_eq!(pool.evaluate(request("n + 1", 1)).await, Answer::Value(json!(2)));
}

/// The children of this process, by their parent in `/proc`.
fn children() -> Vec<Pid> {
    let this = std::process::id().to_string();
    let of_this = |entry: std::fs::DirEntry| {
        let id: i32 = entry.file_name().to_str()?.parse().ok()?;
        let stat = std::fs::read_to_string(entry.path().join("stat")).ok()?;
        // After the name in brackets: the state and the parent.
        let mut rest = stat.rsplit_once(") ")?.1.split(' ');
        let (state, parent) = (rest.next()?, rest.next()?);
        Pid::from_raw(id).filter(|_| state != "Z" && parent == this)
    };
    std::fs::read_dir("/proc").unwrap().filter_map(|entry| of_this(entry.ok()?)).collect()
}

/// Somebody, or a machine without memory, kills children: the next one answers, and what was evaluated is not to blame.
async fn who_is_ended_from_outside_is_not_to_blame() {
    let pool = patient();
    assert_eq!(pool.evaluate(request("count(for i in 1..n return i)", 3)).await, Answer::Value(json!(3)));
    // Those of pools that are gone are ending.
    let one_waits = async {
        while children().len() != 1 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, one_waits).await.expect("one waits for more");
    let idle = children();
    for child in idle {
        kill_process(child, Signal::KILL).unwrap();
    }
    assert_eq!(pool.evaluate(request("count(for i in 1..n return i)", 4)).await, Answer::Value(json!(4)));
    // One after the other, whatever is asked: then there is nobody to ask at present.
    let work = pool.evaluate(request("count(for i in 1..n, j in 1..n return i)", 1_000_000_000));
    let killing = async {
        loop {
            for child in children() {
                let _ = kill_process(child, Signal::TERM);
            }
            tokio::task::yield_now().await;
        }
    };
    let answer = tokio::select! { answer = work => answer, () = killing => unreachable!("it goes on") };
    assert_eq!(code(&answer), UNAVAILABLE, "{answer:?}");
}

/// Whoever asked is gone without a word: what is evaluated for them ends too.
fn a_child_does_not_outlive_who_asked_it() {
    let this = std::env::current_exe().unwrap();
    let piped = || std::process::Stdio::piped();
    let mut child = std::process::Command::new(this).arg(SUBCOMMAND).stdin(piped()).stdout(piped()).spawn().unwrap();
    let mut line = serde_json::to_vec(&request("count(for i in 1..n, j in 1..n return i)", 1_000_000_000)).unwrap();
    line.push(b'\n');
    child.stdin.take().unwrap().write_all(&line).unwrap();
    // Its end is the end of what it writes; it says that it is ready, and nothing else.
    let (tell, told) = std::sync::mpsc::channel();
    let mut out = child.stdout.take().unwrap();
    std::thread::spawn(move || tell.send(std::io::read_to_string(&mut out)));
    let written = told.recv_timeout(PATIENCE);
    drop(child.kill());
    child.wait().unwrap();
    assert_eq!(written.expect("it goes on for nobody").unwrap(), "ready\n");
}

async fn a_child_that_cannot_be_started_is_an_answer_too() {
    let pool = ChildPool::new("/nowhere/weir", vec![]);
    assert_eq!(code(&pool.evaluate(request("n + 1", 1)).await), "evaluation-unavailable");
}

/// A machine under load starts processes slowly: that is no fault of the expression.
async fn a_child_that_starts_slowly_has_its_time_all_the_same() {
    let this = std::env::current_exe().unwrap().to_string_lossy().into_owned();
    let late = format!("sleep 6; exec \"$0\" {SUBCOMMAND}");
    let pool = ChildPool::new("/bin/sh", vec!["-c".to_owned(), late, this]).with(1, Duration::from_secs(5));
    assert_eq!(pool.evaluate(request("n + 1", 1)).await, Answer::Value(json!(2)));
    let mut impatient = ChildPool::new("/bin/sh", vec!["-c".to_owned(), "cat".to_owned()]);
    impatient.start = Duration::from_millis(50);
    let never = impatient.evaluate(request("n + 1", 1)).await;
    assert_eq!(code(&never), "evaluation-unavailable", "{never:?}");
}
