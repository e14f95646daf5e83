//! Analytics: questions to the ledger, answered beside the work.
use super::Engine;
use crate::Error;
use crate::alerting::duties;
use crate::analytics::Analytics;
use crate::api::{Analysed, AsOf, InstanceAnalysis, Portfolio, PortfolioItem, ReachedLimit};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use weir_core::instance::Phase;
use weir_core::{InstanceId, Key, Timestamp};
use weir_mining::aggregate::HOUR_MS;
use weir_mining::ledger::{
    Abnormal, Ask, AskError, Cohort, EvidenceAnswer, Explained, Flag, GroupBy, Grouped, Handle, Ledger, Moved,
    NodeAnswer, NodeDetail, NodeWaits, PeopleRules, ProcessAnswer, Warned, WorkHours,
};
use weir_mining::log::history::case;

/// How long an answer waits for what was committed before it was asked; after that it says how far it got.
const PATIENCE: Duration = Duration::from_millis(250);

impl Engine {
    /// All processes that `keep` leaves, in a window.
    pub async fn analytics_portfolio(
        &self,
        from: Timestamp,
        until: Timestamp,
        mut keep: impl FnMut(&str) -> bool,
    ) -> Result<Analysed<Portfolio>, Error> {
        let ask = checked(Ask::of("", from.0, until.0))?;
        let releases = self.shell().catalogue.all_latest();
        let known = releases.into_iter().filter(|release| keep(&release.definition.process));
        let known: Vec<_> = known.map(|release| release.definition.clone()).collect();
        let before =
            checked(Ask { from: ask.from.saturating_sub(ask.until - ask.from), until: ask.from, ..ask.clone() })?;
        self.analysed(ask.clone(), move |ledger| {
            let item = |definition: crate::api::Definition| {
                let of = |ask: &Ask| ledger.summary(&Ask { process: definition.process.clone(), ..ask.clone() });
                let (summary, before) = (of(&ask)?, of(&before)?);
                let (name, version) = (definition.name.clone(), Some(definition.version));
                Ok(PortfolioItem { process: definition.process, name, version, summary, before })
            };
            Ok(Portfolio { items: known.into_iter().map(item).collect::<Result<_, AskError>>()? })
        })
        .await
    }

    /// One process in a window, against another one where that is given.
    pub async fn analytics_process(&self, ask: Ask, compare: Option<Ask>) -> Result<Analysed<ProcessAnswer>, Error> {
        let (ask, compare) = (self.known(ask)?, compare.map(checked).transpose()?);
        let names = self.node_names(&ask);
        self.compared(ask.clone(), compare.clone(), move |ledger| {
            let mut answer = ledger.process(&ask, compare.as_ref())?;
            answer.nodes.iter_mut().for_each(|node| name(node, &names));
            Ok(answer)
        })
        .await
    }

    /// The node that a question names, closer.
    pub async fn analytics_node(&self, ask: Ask, compare: Option<Ask>) -> Result<Analysed<NodeDetail>, Error> {
        let (ask, compare) = (self.known(ask)?, compare.map(checked).transpose()?);
        let names = self.node_names(&ask);
        let missing = Error::not_found("node", ask.node.as_deref().unwrap_or_default());
        let found = self
            .compared(ask.clone(), compare.clone(), move |ledger| {
                let mut found = ledger.node(&ask, compare.as_ref())?;
                if let Some(found) = &mut found {
                    name(&mut found.node, &names);
                }
                Ok(found)
            })
            .await?;
        let Analysed { as_of, from, until, answer } = found;
        Ok(Analysed { as_of, from, until, answer: answer.ok_or(missing)? })
    }

    /// Why the visits of the node that a question names waited, and at which hours of the week they could begin.
    pub async fn analytics_node_waits(&self, ask: Ask) -> Result<Analysed<NodeWaits>, Error> {
        let (ask, zone, calendar) = (self.known(ask)?, self.shell().zone.clone(), self.shell().only_calendar());
        let missing = Error::not_found("node", ask.node.as_deref().unwrap_or_default());
        let of = ask.clone();
        let found = self.analysed(ask, move |ledger| {
            // Of what nobody has ever visited there is no node.
            ledger.knows_node(&of).then(|| ledger.node_waits(&of, calendar.as_deref(), &zone)).transpose()
        });
        let Analysed { as_of, from, until, answer } = found.await?;
        Ok(Analysed { as_of, from, until, answer: answer.ok_or(missing)? })
    }

    /// A page of the cases that a question is about: those that ended, or those that run now.
    pub async fn analytics_cases(
        &self,
        ask: Ask,
        running: bool,
        skip: usize,
        limit: usize,
    ) -> Result<Analysed<Cohort>, Error> {
        let (ask, now) = (self.known(ask)?, self.now().0);
        let of = ask.clone();
        self.analysed(ask, move |ledger| {
            if running { ledger.running_cohort(&of, now, skip, limit) } else { ledger.cohort(&of, skip, limit) }
        })
        .await
    }

    /// A page of the evidence behind a number; people by name only where `named`.
    pub async fn analytics_evidence(
        &self,
        handle: Handle,
        skip: usize,
        limit: usize,
        named: bool,
    ) -> Result<Analysed<EvidenceAnswer>, Error> {
        let ask = handle.ask.clone();
        self.analysed(ask, move |ledger| ledger.evidence(&handle, skip, limit, named)).await
    }

    /// What a question is about, in groups.
    pub async fn analytics_groups(&self, ask: Ask, by: GroupBy) -> Result<Analysed<Grouped>, Error> {
        let mut ask = self.known(ask)?;
        if ask.zone.is_none() && matches!(by, GroupBy::Weekday | GroupBy::QuarterOfDay) {
            ask.zone = Some(self.zone_of_days()?);
        }
        self.analysed(ask.clone(), move |ledger| ledger.grouped(&ask, &by)).await
    }

    /// What goes together with a flag.
    pub async fn analytics_explain(&self, ask: Ask, flag: Flag) -> Result<Analysed<Explained>, Error> {
        let (ask, zone) = (self.known(ask)?, self.shell().zone.clone());
        self.analysed(ask.clone(), move |ledger| ledger.explain(&ask, flag, &zone)).await
    }

    /// Does a question ask what single people did, or what so few did that it says so of each?
    pub async fn analytics_are_of_persons(&self, ask: &Ask) -> bool {
        if ask.department.is_some() || ask.initiator_department.is_some() || ask.without.is_some() {
            self.patiently().await;
        }
        self.shell().analytics.look(|ledger| ledger.is_of_persons(ask))
    }

    /// What is abnormal; what people did is told only where `persons` says so.
    pub async fn analytics_anomalies(&self, ask: Ask, persons: bool) -> Result<Analysed<Abnormal>, Error> {
        let ask = self.known(ask)?;
        let calendar = self.shell().only_calendar();
        let pairs = duties::pairs(self.shell(), &ask.process)?;
        self.analysed(ask.clone(), move |ledger| {
            let rules = PeopleRules { calendar: calendar.as_deref(), pairs: &pairs };
            ledger.anomalies(&ask, persons.then_some(&rules))
        })
        .await
    }

    /// What has moved until the end of a window, or until now: series, ways and times, versions; and faults of the data. On days
    /// that are still to come nothing has happened, which is no news.
    pub async fn analytics_moved(&self, ask: Ask) -> Result<Analysed<Moved>, Error> {
        let ask = self.known(ask)?;
        let now = self.shell().now().0;
        let hour_ends = now.div_euclid(HOUR_MS).saturating_add(1).saturating_mul(HOUR_MS);
        let ask = if ask.from < hour_ends && now < ask.until {
            Ask { until: ask.until.min(hour_ends), before: Some(now.saturating_add(1)), ..ask }
        } else {
            ask
        };
        let calendar = self.shell().only_calendar();
        self.analysed(ask.clone(), move |ledger| ledger.moved(&ask, calendar.as_deref())).await
    }

    /// Running instances that are late or will probably be: due so many ms after they began.
    pub async fn analytics_warnings(&self, ask: Ask, target: Option<i64>) -> Result<Analysed<Warned>, Error> {
        let (ask, now) = (self.known(ask)?, self.shell().now().0);
        let (known, calendar) = (ask.clone(), self.shell().only_calendar());
        let zone = self.shell().zone.clone();
        let warnings = move |ledger: &Ledger| {
            let seen = || ledger.seen_at_work(&ask.process, now, &zone);
            let seen = if calendar.is_none() { seen() } else { None };
            ledger.warnings(&ask, target, now, calendar.as_deref().or(seen.as_ref()))
        };
        let mut told = self.analysed(known, warnings).await?;
        for warning in &mut told.answer.found {
            warning.at = self.stands_at(warning.instance)?;
        }
        Ok(told)
    }

    /// The elements at which an instance stands: what is at work in it and holds nothing else; where nothing is, what waits for
    /// others to join it.
    fn stands_at(&self, id: InstanceId) -> Result<Vec<String>, Error> {
        let Some(loaded) = crate::projection::load(&self.shell().view(), id)? else { return Ok(vec![]) };
        let instance = loaded.instance;
        let scopes: BTreeSet<Key> = instance.elements.values().filter_map(|e| e.scope).collect();
        let leaves = || instance.elements.values().filter(|e| e.key != 0 && !scopes.contains(&e.key));
        let named = |joins: bool| -> BTreeSet<String> {
            leaves().filter(|e| (e.phase == Phase::Joining) == joins).map(|e| e.element.to_string()).collect()
        };
        let at_work = named(false);
        Ok(if at_work.is_empty() { named(true) } else { at_work }.into_iter().collect())
    }

    /// One instance: its critical path, why its work waited, and what lies ahead.
    pub async fn analytics_instance(&self, id: InstanceId, due: Option<Timestamp>) -> Result<InstanceAnalysis, Error> {
        let definition = self.instance(id).await?.summary.definition;
        let visits = self.activities(id).await?;
        let (process, version) = crate::catalogue::split(&definition).unwrap_or((&definition, 0));
        let whole = visits.iter().find(|visit| visit.key == 0).ok_or_else(|| Error::not_found("instance", id))?;
        let (began, ended, now) = (whole.enabled.0, whole.ended.map(|at| at.0), self.shell().now().0);
        let rows = case("", process, version, &visits);
        let due = due.map(|due| due.0);
        let calendar = self.shell().only_calendar();
        let shell = self.shell().clone();
        self.patiently().await;
        let answer = apart(move || {
            let analytics = &shell.analytics;
            analytics.look(|ledger| {
                let seen = || ledger.seen_at_work(&rows.process, now, &shell.zone);
                let seen = if calendar.is_none() && ended.is_none() { seen() } else { None };
                let hours = WorkHours { office: calendar.as_deref(), seen: seen.as_ref() };
                let told = ledger.instance(rows, (began, ended), now, due, hours);
                (as_of(analytics, ledger, &[(began, ended.unwrap_or(now).saturating_add(1))]), told)
            })
        });
        let (as_of, answer) = answer.await?;
        Ok(InstanceAnalysis { as_of, instance: id, answer })
    }

    /// A number that two engines share exactly when their ledgers are the same bit by bit. For tests.
    #[doc(hidden)]
    pub async fn analytics_digest(&self) -> u64 {
        self.shell().analytics.caught_up().await;
        self.shell().analytics.look(Ledger::digest)
    }

    /// A question about a process, and a version of it where it names one, that are there.
    /// The name of the zone that days are counted in.
    pub fn zone_of_days(&self) -> Result<String, Error> {
        let name = self.shell().zone.iana_name().map(str::to_owned);
        name.ok_or_else(|| Error::invalid(AskError::Fact.code(), AskError::Fact.to_string()))
    }

    pub(super) fn known(&self, ask: Ask) -> Result<Ask, Error> {
        let catalogue = &self.shell().catalogue;
        let id = ask.version.map_or_else(|| ask.process.clone(), |version| format!("{}:{version}", ask.process));
        let known = match ask.version {
            Some(_) => catalogue.find(&id).is_some(),
            None => catalogue.latest(&id).is_some(),
        };
        if known { checked(ask) } else { Err(Error::not_found("definition", id)) }
    }

    pub(super) async fn patiently(&self) {
        // Whoever asks while a long log is read anew gets what there is, and is told so.
        let _ = tokio::time::timeout(PATIENCE, self.shell().analytics.caught_up()).await;
    }

    pub(super) async fn analysed<T: Send + 'static>(
        &self,
        ask: Ask,
        answer: impl FnOnce(&Ledger) -> Result<T, AskError> + Send + 'static,
    ) -> Result<Analysed<T>, Error> {
        self.compared(ask, None, answer).await
    }

    /// An answer about a question and another one that it is held against.
    pub(super) async fn compared<T: Send + 'static>(
        &self,
        ask: Ask,
        other: Option<Ask>,
        answer: impl FnOnce(&Ledger) -> Result<T, AskError> + Send + 'static,
    ) -> Result<Analysed<T>, Error> {
        let windows = std::iter::once(&ask).chain(&other).map(|ask| (ask.from, ask.until)).collect();
        let (from, until) = (Timestamp(ask.from), Timestamp(ask.until));
        let told = move |ledger: &Ledger| {
            ledger.tells(&ask)?;
            answer(ledger)
        };
        let (as_of, answer) = self.read_ledger(windows, told).await?;
        Ok(Analysed { as_of, from, until, answer })
    }

    /// What the ledger says, how far it had read the log, and what is wrong with these windows.
    pub(super) async fn read_ledger<T: Send + 'static>(
        &self,
        windows: Vec<(i64, i64)>,
        answer: impl FnOnce(&Ledger) -> Result<T, AskError> + Send + 'static,
    ) -> Result<(AsOf, T), Error> {
        self.patiently().await;
        let shell = self.shell().clone();
        let answered = apart(move || {
            let analytics = &shell.analytics;
            analytics.look(|ledger| Ok((as_of(analytics, ledger, &windows), answer(ledger)?)))
        });
        answered.await?.map_err(refused)
    }

    /// What people call the nodes of a process, in the version that is asked about or the latest one.
    fn node_names(&self, ask: &Ask) -> BTreeMap<String, String> {
        let version = ask.version.map_or_else(|| ask.process.clone(), |version| format!("{}:{version}", ask.process));
        let Ok(release) = self.release(&version) else { return BTreeMap::new() };
        let Ok(process) = self.shell().catalogue.process(&release.definition.id) else { return BTreeMap::new() };
        let named =
            process.graph.node_weights().filter_map(|element| Some((element.id.to_string(), element.name.clone()?)));
        named.collect()
    }
}

fn name(node: &mut NodeAnswer, names: &BTreeMap<String, String>) {
    node.name = names.get(&node.node).cloned();
}

/// Asked while the ledger is held, so that nothing is folded between the two.
fn as_of(analytics: &Analytics, ledger: &Ledger, windows: &[(i64, i64)]) -> AsOf {
    let progress = analytics.progress();
    AsOf {
        position: progress.position,
        at: progress.at,
        lag_ms: progress.lag_ms,
        caught_up: progress.caught_up,
        held_after: ledger.forgotten().map(Timestamp),
        reached: reached(ledger),
        stopped: progress.broken,
        faults: ledger.faults_within(windows),
    }
}

/// The limits that something was dropped for.
fn reached(ledger: &Ledger) -> Vec<ReachedLimit> {
    let ((rows, cases), limits) = (ledger.dropped(), ledger.limits());
    let of = [("history_rows_max", rows, limits.rows), ("history_instances_max", cases, limits.cases)];
    of.into_iter()
        .filter(|(_, dropped, _)| *dropped > 0)
        .map(|(setting, _, most)| ReachedLimit { setting, most: most as u64 })
        .collect()
}

pub(super) fn checked(ask: Ask) -> Result<Ask, Error> {
    ask.checked().map_err(refused)
}

fn refused(error: AskError) -> Error {
    let message = match error {
        AskError::Forgotten { from } => format!(
            "cases that ended before {} are held as sums only: ask without filters, or begin the window later",
            Timestamp(from)
        ),
        other => other.to_string(),
    };
    Error::invalid(error.code(), message)
}

/// Beside the threads that answer requests: a question over years takes a while.
pub(super) async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|panic| Error::Stopped { reason: panic.to_string() })
}
