//! P3 and P4: one worker per job at a time, and a job is done once. Sixteen workers stall longer than their leases,
//! report late, report twice, and lose the engine in between; a checker that knows only what they were told follows
//! every lease.
use std::collections::{BTreeMap, BTreeSet};
use tokio::task::JoinSet;
use weir_core::Timestamp;
use weir_core::instance::State;
use weir_engine::api::{FetchJobs, InstanceFilter, WaitAddress};
use weir_engine::store::sim::Random;
use weir_engine::{Clock, Engine, Error, Mutant};
use weir_tests::trust::effort;
use weir_tests::trust::lab::{Lab, by, vars};
use weir_tests::trust::models::payment;

const WORKERS: u64 = 16;
const JOBS: usize = 300;
const LEASE_MS: i64 = 10_000;
/// Far more rounds than are needed: a job that nobody can get is lost.
const ROUNDS_MAX: u64 = 2000;

/// A lease as its worker was told of it.
#[derive(Debug, Clone, Copy)]
struct Lease {
    worker: u64,
    token: u64,
    until: Timestamp,
}

/// What the checker knows: the last lease of each job, and the jobs that are done, by which token.
#[derive(Default)]
struct Known {
    last: BTreeMap<WaitAddress, Lease>,
    done: BTreeMap<WaitAddress, u64>,
    /// Of how many jobs it is the sum.
    jobs: usize,
    overtaken: usize,
    refused_late: usize,
    repeated: usize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leases_do_not_overlap_and_every_job_is_done_once() {
    let mut all = Known::default();
    for seed in 1..=4 * effort() as u64 {
        let known = check(seed, Mutant::None).await.unwrap_or_else(|wrong| panic!("seed {seed}: {wrong}"));
        let Known { overtaken, refused_late, repeated, done, .. } = known;
        all.overtaken += overtaken;
        all.refused_late += refused_late;
        all.repeated += repeated;
        all.jobs += done.len();
    }
    let Known { jobs, overtaken, refused_late, repeated, .. } = all;
    let teeth = jobs / 15;
    assert!(overtaken > teeth && refused_late > teeth && repeated > teeth, "the schedule has lost its teeth");
    println!(
        "{jobs} jobs, each done once, no two leases at a time: {overtaken} leases overtaken, {refused_late} late reports \
         refused, {repeated} repeated"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_engine_that_ignores_the_token_is_found() {
    for seed in 1..=4 {
        assert!(check(seed, Mutant::IgnoreToken).await.is_err(), "seed {seed}: the mutant lives");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_engine_that_forgets_reports_is_found() {
    for seed in 1..=4 {
        let wrong = check(seed, Mutant::ForgetReports).await.map(|_| "the mutant lives").unwrap_err();
        assert!(wrong.contains("answered Ok(()), then Err"), "seed {seed}: it fails for something else: {wrong}");
    }
}

async fn check(seed: u64, mutant: Mutant) -> Result<Known, String> {
    let mut random = Random::new(seed);
    let mut lab = Lab::with(seed, |options| options.mutant = mutant);
    lab.deploy(&payment()).await;
    for _ in 0..JOBS {
        lab.start("payment", vars(serde_json::json!({}))).await.map_err(|e| e.to_string())?;
    }
    let mut known = Known::default();
    let mut held: Vec<(WaitAddress, Lease)> = vec![];
    for round in 0..ROUNDS_MAX {
        if known.done.len() == JOBS {
            break;
        }
        // Time stands still while they all ask at once.
        let now = lab.clock.now();
        for (job, lease) in fetch_all(&lab.engine, &mut random).await? {
            known.leased(now, job, lease)?;
            held.push((job, lease));
        }
        report_some(&lab.engine, &mut random, &mut known, &mut held).await?;
        lab.clock.advance(random.below(LEASE_MS as u64) as i64);
        if round % 20 == 19 {
            lab.power_cut().await?;
        }
    }
    let ended = lab.instances(&InstanceFilter { state: Some(State::Completed), ..InstanceFilter::default() }).await;
    match (known.done.len(), ended.len()) {
        (JOBS, JOBS) => Ok(known),
        (done, ended) => Err(format!("{done} jobs done and {ended} instances ended of {JOBS}")),
    }
}

/// Every other worker fetches, all at the same time.
async fn fetch_all(engine: &Engine, random: &mut Random) -> Result<Vec<(WaitAddress, Lease)>, String> {
    let mut asking = JoinSet::new();
    let workers: Vec<u64> = (0..WORKERS).filter(|_| random.below(2) == 0).collect();
    for worker in workers {
        let (engine, max) = (engine.clone(), 1 + random.below(3) as usize);
        asking.spawn(async move {
            let (types, name) = (vec!["pay".to_owned()], format!("w{worker}"));
            let fetch = FetchJobs { worker: name, types, max, lease_ms: LEASE_MS, wait_ms: 0, variables: None };
            engine.fetch_jobs(by("w"), fetch).await.map(|jobs| (worker, jobs))
        });
    }
    let mut leases = vec![];
    for asked in asking.join_all().await {
        let (worker, jobs) = asked.map_err(|error| error.to_string())?;
        for job in jobs {
            let (Some(token), Some(until)) = (job.token, job.lease_until) else {
                return Err(format!("a job without a lease: {job:?}"));
            };
            leases.push((job.id, Lease { worker, token, until }));
        }
    }
    Ok(leases)
}

/// Some who hold something report, in time or too late; some of those once more, as after a lost answer.
async fn report_some(
    engine: &Engine,
    random: &mut Random,
    known: &mut Known,
    held: &mut Vec<(WaitAddress, Lease)>,
) -> Result<(), String> {
    let (mut kept, mut reports) = (vec![], vec![]);
    for (job, lease) in held.drain(..) {
        match random.below(4) {
            0 => reports.push((job, lease)),
            // The worker has crashed: nobody will report this.
            1 if random.below(4) == 0 => {}
            _ => kept.push((job, lease)),
        }
    }
    *held = kept;
    for (job, lease) in reports {
        let body = vars(serde_json::json!({ "by": lease.token }));
        let told = engine.complete_job(by("w"), job, lease.token, body.clone()).await;
        known.reported(job, lease, told.as_ref())?;
        if random.below(2) == 0 {
            let again = engine.complete_job(by("w"), job, lease.token, body).await;
            known.repeated += 1;
            if again.as_ref().map_err(Error::code) != told.as_ref().map_err(Error::code) {
                return Err(format!("{job}: answered {told:?}, then {again:?}"));
            }
            let other = engine.complete_job(by("w"), job, lease.token, vars(serde_json::json!({ "by": 0 }))).await;
            if other.is_ok() {
                return Err(format!("{job}: other words under the same token were taken"));
            }
        }
    }
    Ok(())
}

impl Known {
    fn leased(&mut self, now: Timestamp, job: WaitAddress, lease: Lease) -> Result<(), String> {
        if let Some(by) = self.done.get(&job) {
            return Err(format!("{job} was given away although token {by} had done it"));
        }
        if let Some(before) = self.last.insert(job, lease) {
            self.overtaken += 1;
            if before.until > now || before.token >= lease.token {
                return Err(format!("{job}: {before:?} and {lease:?} overlap at {now:?}"));
            }
        }
        Ok(())
    }

    fn reported(&mut self, job: WaitAddress, lease: Lease, told: Result<&(), &Error>) -> Result<(), String> {
        let is_last = self.last.get(&job).is_some_and(|last| last.token == lease.token);
        match (told, is_last, self.done.contains_key(&job)) {
            (Ok(()), true, false) => {
                self.done.insert(job, lease.token);
                Ok(())
            }
            (Err(error), false, false) if error.code() == "stale-lease" => {
                self.refused_late += 1;
                Ok(())
            }
            (Err(_), false, true) => {
                self.refused_late += 1;
                Ok(())
            }
            (told, ..) => Err(format!("{job}: {lease:?} was answered {told:?}; the last is {:?}", self.last.get(&job))),
        }
    }
}

/// A worker that no lease was ever given to cannot be told from one that stalls: at least the names must be right.
#[tokio::test]
async fn a_list_of_jobs_names_their_workers() {
    let lab = Lab::new(9);
    lab.deploy(&payment()).await;
    for _ in 0..8 {
        lab.start("payment", vars(serde_json::json!({}))).await.unwrap();
    }
    let leases = fetch_all(&lab.engine, &mut Random::new(3)).await.unwrap();
    let listed = lab.engine.jobs(Some("pay"), &weir_tests::trust::lab::ALL).await.unwrap().items;
    let told: BTreeSet<_> = leases.iter().map(|(job, lease)| (*job, format!("w{}", lease.worker))).collect();
    let listed: BTreeSet<_> = listed.into_iter().filter_map(|job| job.worker.map(|worker| (job.id, worker))).collect();
    assert_eq!(told, listed);
}
