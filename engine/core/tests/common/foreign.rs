//! Small models of other engines, and runs of them.
use super::run::Run;
use expect_test::Expect;
use std::fmt::Write;
use weir_core::compile::prepare;
use weir_core::wait::{UserTask, WaitFor};
use weir_core::{Actor, Command, Process};

const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'
    xmlns:camunda='http://camunda.org/schema/1.0/bpmn' xmlns:flowable='http://flowable.org/bpmn'>
    <error id='bad' name='bad' errorCode='BAD' camunda:errorMessage='it is bad'/><signal id='si' name='sold'/>
    <process id='p' isExecutable='true'>";

/// A file with a start event `s`, what is given, and flows in this order.
pub fn file(inside: &str, order: &str) -> String {
    let ids: Vec<&str> = order.split_whitespace().collect();
    let flow =
        |pair: &[&str]| format!("<sequenceFlow id='{0}-{1}' sourceRef='{0}' targetRef='{1}'/>", pair[0], pair[1]);
    let flows: Vec<String> = ids.windows(2).map(flow).collect();
    format!("{HEAD}<startEvent id='s'/>{inside}{}</process></definitions>", flows.concat())
}

pub fn process(file: &str) -> Process {
    let prepared = prepare(file.as_bytes());
    prepared.processes.into_iter().next().unwrap_or_else(|| panic!("{:#?}", prepared.problems))
}

/// Runs commands; `claim`, `unclaim` and `give BOB` are done to the task that is open.
pub fn run(file: &str, commands: &str, expected: &Expect) {
    let process = process(file);
    let mut run = Run::new(&process);
    for command in commands.split(';').map(str::trim) {
        let task = run.instance.waits().find(|(_, wait)| matches!(wait.on, WaitFor::UserTask(_)));
        let task = task.map(|(key, wait)| (key, wait.id));
        let by = Actor::named("ann");
        match (command.split_whitespace().collect::<Vec<_>>().as_slice(), task) {
            (["claim"], Some((key, wait))) => run.send(Command::ClaimUserTask { key, wait, by }),
            (["unclaim"], Some((key, wait))) => run.send(Command::UnclaimUserTask { key, wait, by }),
            (["give", to], Some((key, wait))) => {
                let (to, force) = ((*to).to_owned(), false);
                run.send(Command::TransferUserTask { key, wait, by, force, to, comment: None });
            }
            _ => run.command(command),
        }
        for (key, wait) in run.instance.clone().waits() {
            if let WaitFor::Job(job) = &wait.on
                && !job.headers.is_empty()
            {
                writeln!(run.trace, "  headers of #{key}: {:?}", job.headers).unwrap();
            }
        }
    }
    expected.assert_eq(&run.trace);
}

/// The user task that was made last.
pub fn task(run: &Run) -> UserTask {
    let tasks = run.instance.waits().filter_map(|(_, wait)| match &wait.on {
        WaitFor::UserTask(task) => Some((**task).clone()),
        _ => None,
    });
    tasks.last().expect("a task")
}
