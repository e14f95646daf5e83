//! P14 over HTTP: how long others wait while instances of a poisoned process are started one after the other, held against
//! how long they wait without them.
use super::client::Client;
use super::report::{Report, ms};
use super::server::Server;
use crate::trust::models::{approval, model};
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Others that start something now and then: together they leave the machine most of its time.
const OTHERS: usize = 8;
const THINKS: Duration = Duration::from_millis(10);
/// Whoever starts what is poisoned comes back so soon.
const COMES_BACK: Duration = Duration::from_millis(100);
/// What others may wait longer at most.
const MOST: f64 = 1.5;

/// One way to be poisoned.
struct Poison {
    name: &'static str,
    file: String,
    start: String,
}

/// All of them, one after the other.
pub async fn run(directory: &Path, time: Duration, report: &mut Report) {
    let server = Server::start(&directory.join("poison"), None).await;
    server.deploy(&approval()).await;
    server.deploy(&model("nothing", "start end", "<startEvent id='start'/><endEvent id='end'/>", "")).await;
    for Poison { name, file, start } in all() {
        server.deploy(&file).await;
        // Just before, for the machine has good and bad hours.
        let alone = wait(&server, time, None).await;
        let beside = wait(&server, time, Some(start)).await;
        report.add(&format!("P14 others p99 beside {name}"), ms(beside), "ms");
        let ratio = beside.as_secs_f64() / alone.as_secs_f64().max(f64::EPSILON);
        report.below(&format!("P14 others p99 beside {name}, in those without"), ratio, "x", MOST);
    }
}

/// The 99th of a hundred waits of others.
async fn wait(server: &Server, time: Duration, poison: Option<String>) -> Duration {
    let began = Instant::now();
    let (mut others, mut poisoned) = (JoinSet::new(), JoinSet::new());
    if let Some(body) = poison {
        let mut client = Client::connect(&server.host, &server.token).await.expect("it listens");
        poisoned.spawn(async move {
            while began.elapsed() < time {
                client.ask("POST", "/api/v1/instances", &body).await;
                tokio::time::sleep(COMES_BACK).await; // waits for the world
            }
        });
    }
    for _ in 0..OTHERS {
        let mut client = Client::connect(&server.host, &server.token).await.expect("it listens");
        others.spawn(async move {
            let mut took = vec![];
            while began.elapsed() < time {
                let asked = Instant::now();
                client.ask("POST", "/api/v1/instances", r#"{"process":"approval"}"#).await;
                took.push(asked.elapsed());
                tokio::time::sleep(THINKS).await; // waits for the world
            }
            took
        });
    }
    let mut took: Vec<Duration> = others.join_all().await.into_iter().flatten().collect();
    poisoned.join_all().await;
    took.sort_unstable();
    took[took.len() * 99 / 100]
}

fn all() -> [Poison; 4] {
    let start = |process: &str, variables: &str| format!(r#"{{"process":"{process}","variables":{{{variables}}}}}"#);
    let many =
        "<multiInstanceLoopCharacteristics><loopCardinality>5000</loopCardinality></multiInstanceLoopCharacteristics>";
    let nested = format!(
        "<startEvent id='start'/><subProcess id='outer'><startEvent id='begin'/><userTask id='inner'>{many}</userTask>\
         <endEvent id='over'/><sequenceFlow id='f1' sourceRef='begin' targetRef='inner'/>\
         <sequenceFlow id='f2' sourceRef='inner' targetRef='over'/>{many}</subProcess><endEvent id='end'/>"
    );
    let numbers = (0..200_000).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let script = |text: &str| {
        format!(
            "<scriptTask id='work' scriptFormat='feel' weir:resultVariable='n'><script>{text}</script></scriptTask>"
        )
    };
    [
        Poison { name: "endless loops", file: round("endless", &script("n + 1")), start: start("endless", r#""n":0"#) },
        Poison {
            name: "costly expressions",
            file: round("costly", &script("sum(list) + n")),
            start: start("costly", &format!(r#""n":0,"list":[{numbers}]"#)),
        },
        Poison {
            name: "loops in loops",
            file: model("nested", "start outer end", &nested, ""),
            start: start("nested", ""),
        },
        Poison {
            name: "calls without end",
            file: round("calls", "<callActivity id='work' calledElement='nothing'/>"),
            start: start("calls", r#""n":0"#),
        },
    ]
}

/// Round and round, with this in it.
fn round(id: &str, work: &str) -> String {
    let elements = format!(
        "<startEvent id='start'/><exclusiveGateway id='again'/>{work}\
         <exclusiveGateway id='enough' default='enough_again'/><endEvent id='end'/>\
         <sequenceFlow id='out' sourceRef='enough' targetRef='end'>\
         <conditionExpression>n &lt; 0</conditionExpression></sequenceFlow>"
    );
    model(id, "start again work enough again", &elements, "")
}
