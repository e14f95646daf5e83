//! Many clients and workers at once, until the server dies.
use super::node::{Client, Request};
use super::orders::{Order, Step, Told};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;
use weir_engine::store::sim::Random;

/// How many orders a client has under way at once.
const OPEN_MAX: usize = 6;
/// A server that acknowledges nothing for so long is broken.
const PATIENCE: Duration = Duration::from_mins(2);

/// Everybody who asks, over all lives of the server.
pub struct Load {
    clients: Vec<Vec<Order>>,
    /// Jobs that were reported as done: acknowledged or not, with the token.
    jobs: BTreeMap<String, (u64, bool)>,
    /// Acknowledged answers of this life.
    acknowledged: (Mutex<usize>, Condvar),
    seed: u64,
}

impl Load {
    /// So many clients, and one worker.
    pub fn new(clients: usize, seed: u64) -> Self {
        Load { clients: vec![vec![]; clients], jobs: BTreeMap::new(), acknowledged: Default::default(), seed }
    }

    /// Lets everybody ask until so many requests are acknowledged; then `strike` ends the server, and all of them see it.
    pub fn until(&mut self, client: &Client, acknowledged: usize, strike: impl FnOnce()) -> Result<(), String> {
        *self.acknowledged.0.lock().unwrap_or_else(PoisonError::into_inner) = 0;
        self.seed += 1;
        let (told, seed) = (&self.acknowledged, self.seed);
        std::thread::scope(|threads| {
            let mut all = vec![];
            for (number, orders) in self.clients.iter_mut().enumerate() {
                let mut random = Random::new(seed << 8 | number as u64);
                all.push(threads.spawn(move || shop(client, number, orders, &mut random, told)));
            }
            let jobs = &mut self.jobs;
            all.push(threads.spawn(move || {
                while work_once(client, jobs, told) {}
                Ok(())
            }));
            let (count, changed) = told;
            let count = count.lock().unwrap_or_else(PoisonError::into_inner);
            let waited = changed.wait_timeout_while(count, PATIENCE, |count| *count < acknowledged);
            let (count, waited) = waited.unwrap_or_else(PoisonError::into_inner);
            drop(count);
            strike();
            all.into_iter().try_for_each(|thread| thread.join().map_err(|_| "a client panicked")?)?;
            if waited.timed_out() { Err("the server acknowledges nothing".into()) } else { Ok(()) }
        })
    }

    /// Is everything there that was acknowledged? Then asks for everything unknown once more, under the same keys.
    pub fn check(&mut self, client: &Client) -> Result<(), String> {
        let open = client.list("jobs?type=ship&limit=1000")?;
        for (job, (token, acknowledged)) in &mut self.jobs {
            if *acknowledged && open.iter().any(|left| left["id"] == job.as_str()) {
                return Err(format!("job {job} was acknowledged as done and is open"));
            }
            if !*acknowledged {
                match report(client, job, *token) {
                    Some((204, _)) => *acknowledged = true,
                    other => return Err(format!("job {job} under its token {token}: {other:?}")),
                }
            }
        }
        for order in self.clients.iter_mut().flatten() {
            order.check(client)?;
            if order.unknown {
                match order.advance(client)? {
                    Told::Acknowledged => order.check(client)?,
                    other => return Err(format!("asked again: {other:?}: {order:?}")),
                }
            }
        }
        Ok(())
    }

    /// Leads every order to its end; says how many there were.
    pub fn finish(&mut self, client: &Client) -> Result<usize, String> {
        let mut count = 0;
        for order in self.clients.iter_mut().flatten() {
            while order.next != Step::Rest {
                if order.advance(client)? == Told::Unknown {
                    return Err(format!("the server is gone: {order:?}"));
                }
            }
            count += 1;
        }
        let running = "instances?state=running&limit=1000";
        while !client.list(running)?.is_empty() {
            work_once(client, &mut self.jobs, &Default::default());
        }
        for order in self.clients.iter().flatten() {
            order.check(client).and_then(|()| order.ended_once(client))?;
        }
        let kept = client.list("messages")?;
        if kept.is_empty() { Ok(count) } else { Err(format!("messages twice: {kept:?}")) }
    }
}

type Count = (Mutex<usize>, Condvar);

fn acknowledge((count, changed): &Count) {
    *count.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    changed.notify_all();
}

/// One client: random steps of its orders, and new orders, until the server is gone.
fn shop(
    client: &Client,
    number: usize,
    orders: &mut Vec<Order>,
    random: &mut Random,
    told: &Count,
) -> Result<(), String> {
    loop {
        let open: Vec<usize> = (0..orders.len()).filter(|o| orders[*o].next != Step::Rest).collect();
        let chosen = random.below(OPEN_MAX as u64) as usize;
        let order = if let Some(order) = open.get(chosen) {
            *order
        } else {
            orders.push(Order::new(format!("order-{number}-{}", orders.len())));
            orders.len() - 1
        };
        match orders[order].advance(client)? {
            Told::Acknowledged => acknowledge(told),
            Told::Refused(_) => {}
            Told::Unknown => return Ok(()),
        }
    }
}

/// How often jobs were fetched.
static FETCHES: AtomicU64 = AtomicU64::new(0);

/// Takes some jobs and reports them as done; false when the server is gone.
fn work_once(client: &Client, jobs: &mut BTreeMap<String, (u64, bool)>, told: &Count) -> bool {
    let body = json!({ "worker": "w", "types": ["ship"], "max": 5, "leaseMs": 300, "waitMs": 100 });
    // Every fetch is another one.
    let key = format!("fetch-{}", FETCHES.fetch_add(1, Ordering::Relaxed));
    let fetch = Request { path: "jobs/fetch".into(), body, key };
    let Some((200, fetched)) = client.post(&fetch) else { return false };
    for job in fetched["items"].as_array().into_iter().flatten() {
        let (Some(id), Some(token)) = (job["id"].as_str(), job["token"].as_u64()) else { continue };
        jobs.insert(id.to_owned(), (token, false));
        match report(client, id, token) {
            Some((204, _)) => {
                jobs.insert(id.to_owned(), (token, true));
                acknowledge(told);
            }
            // Too late: it will be fetched again.
            Some(_) => {
                jobs.remove(id);
            }
            None => return false,
        }
    }
    true
}

fn report(client: &Client, job: &str, token: u64) -> Option<(u16, Value)> {
    let path = format!("jobs/{job}/complete");
    client.post(&Request { path, body: json!({ "token": token }), key: format!("{job}-{token}") })
}
