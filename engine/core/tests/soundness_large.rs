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

/// A random net: tasks, gateways, timers and ends in any company; some gateways are inclusive where that is asked for.
fn random(seed: u64, inclusive: bool) -> String {
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
            if inclusive { "inclusiveGateway" } else { "parallelGateway" },
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

/// Random blocks in each other: some are joined by another gateway than they were split by, and some go round.
struct Blocks {
    random: Random,
    body: String,
    count: usize,
}

impl Blocks {
    fn of(seed: u64) -> String {
        let mut blocks = Blocks { random: Random(seed), body: String::new(), count: 0 };
        blocks.random.below(2);
        let start = blocks.node("startEvent", "");
        let (first, last) = blocks.block(3);
        let end = blocks.node("endEvent", "");
        flow(&mut blocks.body, &start, &first);
        flow(&mut blocks.body, &last, &end);
        blocks.body
    }

    fn node(&mut self, tag: &str, more: &str) -> String {
        self.count += 1;
        let id = format!("n{}", self.count);
        let _ = write!(self.body, "<{tag} id='{id}'{more}/>");
        id
    }

    /// A block: where it begins and where it ends.
    fn block(&mut self, depth: usize) -> (String, String) {
        match self.random.below(if depth == 0 { 2 } else { 7 }) {
            0 => {
                let task = self.node("task", "");
                (task.clone(), task)
            }
            1 => self.with_timer(),
            2 => {
                let (first, one) = self.block(depth - 1);
                let (two, last) = self.block(depth - 1);
                flow(&mut self.body, &one, &two);
                (first, last)
            }
            3 => self.round(depth),
            _ => self.split(depth),
        }
    }

    fn with_timer(&mut self) -> (String, String) {
        let task = self.node("userTask", "");
        let interrupting = self.random.below(2) == 0;
        let at = self.count;
        let _ = write!(
            self.body,
            "<boundaryEvent id='b{at}' attachedToRef='{task}' cancelActivity='{interrupting}'><timerEventDefinition>\
             <timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>"
        );
        let late = format!("b{at}");
        if self.random.below(2) == 0 {
            let end = self.node("endEvent", "");
            flow(&mut self.body, &late, &end);
            return (task.clone(), task);
        }
        let join = self.node("exclusiveGateway", "");
        flow(&mut self.body, &late, &join);
        flow(&mut self.body, &task, &join);
        (task, join)
    }

    fn round(&mut self, depth: usize) -> (String, String) {
        let (first, last) = (self.node("exclusiveGateway", ""), self.node("exclusiveGateway", ""));
        let (from, to) = self.block(depth - 1);
        for (from, to) in [(&first, &from), (&to, &last), (&last, &first)] {
            flow(&mut self.body, from, to);
        }
        (first, last)
    }

    fn split(&mut self, depth: usize) -> (String, String) {
        let tags = ["exclusiveGateway", "parallelGateway", "inclusiveGateway", "inclusiveGateway"];
        let kind = self.random.below(4);
        let other = if self.random.below(6) == 0 { self.random.below(4) } else { kind };
        let (split, join) = (self.node(tags[kind], ""), self.node(tags[other], ""));
        for _ in 0..2 + self.random.below(2) {
            let (from, to) = self.block(depth - 1);
            flow(&mut self.body, &split, &from);
            flow(&mut self.body, &to, &join);
        }
        (split, join)
    }
}

/// How many random models of each kind, when nobody says another number.
const SEEDS: u64 = 200;

#[test]
#[allow(clippy::disallowed_methods, reason = "the number of seeds comes from the environment")]
fn further_reductions_change_no_verdict() {
    let seeds = std::env::var("WEIR_SOUNDNESS_SEEDS").ok().map_or(SEEDS, |s| s.parse().expect("a number of seeds"));
    for seed in 0..seeds {
        for body in [random(seed, false), random(seed, true), Blocks::of(seed)] {
            is_the_same(seed, &body);
        }
    }
}

fn is_the_same(seed: u64, body: &str) {
    let model = model(body);
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

/// So many branches side by side, each with a choice of several of its tasks.
fn choices(branches: usize, tasks: usize, join: &str) -> String {
    let mut body = side_by_side(branches, |_, _| {});
    for at in 0..branches {
        let mut block = format!("<inclusiveGateway id='i{at}'/><{join} id='j{at}'/>");
        for task in 0..tasks {
            let _ = write!(block, "<userTask id='c{at}-{task}'/>");
            flow(&mut block, &format!("i{at}"), &format!("c{at}-{task}"));
            flow(&mut block, &format!("c{at}-{task}"), &format!("j{at}"));
        }
        flow(&mut block, &format!("a{at}"), &format!("i{at}"));
        flow(&mut block, &format!("j{at}"), "y");
        body = body.replace(&format!("<sequenceFlow id='a{at}-y' sourceRef='a{at}' targetRef='y'/>"), &block);
    }
    body
}

#[test]
fn choices_of_several_ways_side_by_side_are_decided() {
    is_sound(&analyse(&model(&choices(12, 4, "inclusiveGateway"))));
}

/// What could not be looked at is told as such, with the elements where the search ended: nothing is called sound for want
/// of a look.
#[test]
fn what_is_beyond_the_bound_is_told() {
    let model = model(&choices(12, 4, "exclusiveGateway"));
    let verdict = analyse(&model);
    assert_eq!((verdict.sound == Some(true), verdict.undecided.len()), (false, 1), "{:#?}", verdict.faults);
    let problems = weir_core::soundness::check(&model);
    let told = problems.iter().find(|problem| problem.code == "soundness-not-decided").expect("it is told");
    assert!(told.message.contains("not decided within 20000 markings"), "{}", told.message);
    assert!(!told.path.is_empty() && told.message.contains(told.path[0].as_str()), "{}", told.message);
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
