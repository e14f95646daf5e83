//! Large models are decided, and the reductions that make them small change no verdict.
use std::collections::BTreeSet;
use std::fmt::Write as _;
use weir_core::soundness::{FaultKind, Verdict, analyse, analyse_by};

const HEAD: &str =
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'><process id='p'>";

fn model(body: &str) -> weir_core::model::Model {
    weir_core::read::read(format!("{HEAD}{body}</process></definitions>").as_bytes()).model
}

fn flow(body: &mut String, from: &str, to: &str) {
    let _ = write!(body, "<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'/>");
}

/// So many tasks side by side, each with what `more` adds to it.
fn side_by_side(count: usize, more: impl Fn(&mut String, usize)) -> String {
    let mut body = String::from(
        "<startEvent id='s'/><parallelGateway id='x'/><parallelGateway id='y'/><userTask id='t'/><endEvent id='e'/>",
    );
    for (from, to) in [("s", "x"), ("y", "t"), ("t", "e")] {
        flow(&mut body, from, to);
    }
    for at in 0..count {
        let task = format!("a{at}");
        let _ = write!(body, "<userTask id='{task}'/>");
        flow(&mut body, "x", &task);
        flow(&mut body, &task, "y");
        more(&mut body, at);
    }
    body
}

/// A timer on a task; `interrupting` ends the task.
fn timer(body: &mut String, at: usize, interrupting: bool) {
    let _ = write!(
        body,
        "<boundaryEvent id='b{at}' attachedToRef='a{at}' cancelActivity='{interrupting}'><timerEventDefinition>\
         <timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>"
    );
}

fn is_sound(verdict: &Verdict) {
    let all = [
        verdict.safe,
        verdict.sound,
        verdict.option_to_complete,
        verdict.proper_completion,
        verdict.no_dead_activities,
    ];
    assert_eq!(all, [Some(true); 5], "{:#?} {:#?}", verdict.undecided, verdict.faults);
    assert!(verdict.undecided.is_empty());
}

#[test]
fn hundreds_of_tasks_side_by_side_are_decided() {
    for count in [257, 300, 1_000] {
        is_sound(&analyse(&model(&side_by_side(count, |_, _| {}))));
    }
}

#[test]
fn a_reminder_beside_each_of_many_tasks_is_decided() {
    let reminded = side_by_side(20, |body, at| {
        timer(body, at, false);
        let _ = write!(body, "<sendTask id='r{at}'/><endEvent id='e{at}'/>");
        flow(body, &format!("b{at}"), &format!("r{at}"));
        flow(body, &format!("r{at}"), &format!("e{at}"));
    });
    is_sound(&analyse(&model(&reminded)));
}

#[test]
fn a_timeout_that_joins_its_branch_again_is_decided_for_many_tasks() {
    let merged = side_by_side(12, |body, at| {
        timer(body, at, true);
        let _ = write!(body, "<userTask id='r{at}'/>");
        flow(body, &format!("b{at}"), &format!("r{at}"));
        flow(body, &format!("r{at}"), "y");
    });
    // Two flows of each branch lead into the join: it waits for both, and only one of them brings a token.
    let verdict = analyse(&model(&merged));
    assert_eq!((verdict.sound, verdict.option_to_complete), (Some(false), Some(false)), "{:#?}", verdict.undecided);
    let fitting = side_by_side(20, |body, at| {
        timer(body, at, true);
        let _ = write!(body, "<userTask id='r{at}'/><userTask id='c{at}'/><exclusiveGateway id='m{at}'/>");
        flow(body, &format!("b{at}"), &format!("r{at}"));
        flow(body, &format!("r{at}"), &format!("m{at}"));
    });
    let fitting = (0..20).fold(fitting, |body, at| {
        let straight = format!("<sequenceFlow id='a{at}-y' sourceRef='a{at}' targetRef='y'/>");
        let mut around = String::new();
        flow(&mut around, &format!("a{at}"), &format!("m{at}"));
        flow(&mut around, &format!("m{at}"), &format!("c{at}"));
        flow(&mut around, &format!("c{at}"), "y");
        body.replace(&straight, &around)
    });
    is_sound(&analyse(&model(&fitting)));
}

#[test]
fn a_timeout_that_ends_its_branch_leaves_the_join_waiting_and_the_way_shows_it() {
    let ended = side_by_side(12, |body, at| {
        timer(body, at, true);
        let _ = write!(body, "<sendTask id='r{at}'/><endEvent id='e{at}'/>");
        flow(body, &format!("b{at}"), &format!("r{at}"));
        flow(body, &format!("r{at}"), &format!("e{at}"));
    });
    let verdict = analyse(&model(&ended));
    assert_eq!(verdict.option_to_complete, Some(false), "{:#?}", verdict.undecided);
    assert!(verdict.undecided.is_empty(), "{:#?}", verdict.undecided);
    let fault = verdict.faults.first().expect("a fault");
    assert_eq!(fault.kind.code(), "deadlock");
    let known: BTreeSet<String> =
        ended.split(" id='").skip(1).map(|rest| rest.split('\'').next().unwrap().to_owned()).collect();
    assert!(!fault.path.is_empty() && fault.path.iter().all(|id| known.contains(id.as_str())), "{:?}", fault.path);
}

#[test]
fn sub_processes_with_timeouts_side_by_side_are_decided() {
    let mut body = side_by_side(10, |_, _| {});
    for at in 0..10 {
        let task = format!("<userTask id='a{at}'/>");
        let mut sub = format!(
            "<subProcess id='a{at}'><startEvent id='s{at}'/><parallelGateway id='x{at}'/><userTask id='u{at}'/><userTask \
             id='v{at}'/><parallelGateway id='y{at}'/><endEvent id='f{at}'/>"
        );
        for (from, to) in [("s", "x"), ("x", "u"), ("x", "v"), ("u", "y"), ("v", "y"), ("y", "f")] {
            flow(&mut sub, &format!("{from}{at}"), &format!("{to}{at}"));
        }
        sub.push_str("</subProcess>");
        timer(&mut sub, at, false);
        let _ = write!(sub, "<sendTask id='r{at}'/>");
        flow(&mut sub, &format!("b{at}"), &format!("r{at}"));
        body = body.replace(&task, &sub);
    }
    is_sound(&analyse(&model(&body)));
}

/// Numbers that look random, the same for each seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// A random net: tasks, gateways, timers and ends in any company.
fn random(seed: u64) -> String {
    let mut random = Random(seed);
    random.below(2);
    let count = 4 + random.below(6);
    let mut body = String::from("<startEvent id='n0'/>");
    let mut targets = vec![];
    let mut sources = vec!["n0".to_owned()];
    for at in 1..=count {
        let id = format!("n{at}");
        let kind = random.below(8);
        let tag = [
            "task",
            "userTask",
            "exclusiveGateway",
            "parallelGateway",
            "parallelGateway",
            "exclusiveGateway",
            "userTask",
            "endEvent",
        ][kind];
        let _ = write!(body, "<{tag} id='{id}'/>");
        if tag == "userTask" && random.below(2) == 0 {
            let interrupting = random.below(2) == 0;
            let _ = write!(
                body,
                "<boundaryEvent id='b{at}' attachedToRef='{id}' cancelActivity='{interrupting}'><timerEventDefinition>\
                 <timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>"
            );
            sources.push(format!("b{at}"));
        }
        if tag != "endEvent" {
            sources.push(id.clone());
            if tag.ends_with("Gateway") {
                sources.push(id.clone());
            }
        }
        targets.push(id);
    }
    let mut drawn = BTreeSet::new();
    for source in sources {
        // Most flows lead on, some back.
        let number: usize = source[1..].parse().unwrap();
        let ahead: Vec<&String> = targets.iter().filter(|t| t[1..].parse::<usize>().unwrap() > number).collect();
        let target = if ahead.is_empty() || random.below(8) == 0 {
            targets[random.below(targets.len())].clone()
        } else {
            ahead[random.below(ahead.len().min(3))].clone()
        };
        if target != source && drawn.insert((source.clone(), target.clone())) {
            flow(&mut body, &source, &target);
        }
    }
    body
}

#[test]
fn further_reductions_change_no_verdict() {
    for seed in 0..200 {
        let body = random(seed);
        let model = model(&body);
        let (plain, reduced) = (analyse(&model), analyse_by(&model, true));
        let same = |a: Option<bool>, b: Option<bool>, what: &str| {
            assert!(a.is_none() || b.is_none() || a == b, "seed {seed}, {what}: {a:?} {b:?}\n{body}");
        };
        same(plain.safe, reduced.safe, "safe");
        same(plain.sound, reduced.sound, "sound");
        same(plain.message_relaxed_sound, reduced.message_relaxed_sound, "relaxed");
        same(plain.option_to_complete, reduced.option_to_complete, "option to complete");
        same(plain.proper_completion, reduced.proper_completion, "proper completion");
        same(plain.no_dead_activities, reduced.no_dead_activities, "no dead activities");
        if plain.undecided.is_empty() && reduced.undecided.is_empty() {
            let of = |ids: &[weir_core::ElementId]| ids.iter().cloned().collect::<BTreeSet<_>>();
            assert_eq!(of(&plain.dead), of(&reduced.dead), "seed {seed}\n{body}");
            assert_eq!(of(&plain.ended_twice), of(&reduced.ended_twice), "seed {seed}\n{body}");
        }
    }
}

/// There are more states than can be looked at, and every way to the end shows what is wrong.
#[test]
fn a_wrong_join_behind_many_tasks_is_found_although_not_everything_is_looked_at() {
    let wrong = side_by_side(20, |body, at| {
        timer(body, at, true);
        flow(body, &format!("b{at}"), "y");
    });
    let verdict = analyse(&model(&wrong));
    assert_eq!(verdict.option_to_complete, Some(false), "{:#?}", verdict.undecided);
    let deadlock = verdict.faults.iter().find(|fault| fault.kind == FaultKind::Deadlock).expect("it is told");
    assert!(!deadlock.path.is_empty(), "with the way to it");
}
