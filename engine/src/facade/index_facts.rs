//! What indices need beside the history: how the landscape around a process is planned and owned, what is aimed at, how long
//! changes take, where people work.
use super::Engine;
use crate::alerting::{alerts_between, duties};
use crate::api::{
    Alert, Analysed, Definition, IndexSettingsUsed, Indices, IndicesOf, ModelFilter, Paging, ProcessIndices,
};
use crate::{ALERTS_JUDGED_MAX, Error};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_core::landscape::{Coverage, Landscape, LinkKind, Node};
use weir_core::library::{Direction, Statistic};
use weir_core::organisation::{Organisation, UnitKind};
use weir_mining::aggregate::HOUR_MS;
use weir_mining::ledger::{Ask, AskError, IndexFacts, Release};
use weir_mining::watch::index_settings::IndexSettings;

/// How many drafts of a process are looked at for how long a change took.
const DRAFTS_MAX: usize = 100;
/// The unit of a cycle time that is aimed at, as the clock goes, ms.
const CLOCK_UNITS: [(&str, f64); 3] = [("minutes", 60_000.0), ("hours", 3_600_000.0), ("days", 86_400_000.0)];

/// A part of all that there are; or why that is not known.
type Counted = Result<(u64, u64), &'static str>;

impl Engine {
    /// The three indices of a process.
    pub async fn analytics_indices(&self, ask: Ask) -> Result<Analysed<Indices>, Error> {
        let ask = self.known(ask)?;
        let alerts = alerts_between(self.shell(), ask.from, ask.until, ALERTS_JUDGED_MAX)?;
        let tenant = self.home_of(&ask.process);
        let coverage = self.landscape_coverage(tenant.as_deref())?;
        let facts = self.index_facts(&ask, tenant.as_deref(), &coverage, &alerts).await?;
        let settings = self.index_settings_of(&ask.process)?.map(|version| version.used());
        self.analysed(ask.clone(), move |ledger| Ok(Indices { items: ledger.indices(&ask, &facts)?, settings })).await
    }

    /// The indices of all processes that `keep` leaves, side by side.
    pub async fn analytics_all_indices(
        &self,
        from: Timestamp,
        until: Timestamp,
        mut keep: impl FnMut(&str) -> bool,
    ) -> Result<Analysed<IndicesOf>, Error> {
        let releases = self.shell().catalogue.all_latest();
        let known: Vec<Definition> = releases
            .into_iter()
            .filter(|release| keep(&release.definition.process))
            .map(|release| release.definition.clone())
            .collect();
        let window = super::analytics::checked(Ask::of("", from.0, until.0))?;
        let mut coverages: BTreeMap<Option<String>, Coverage> = BTreeMap::new();
        let alerts = alerts_between(self.shell(), window.from, window.until, ALERTS_JUDGED_MAX)?;
        let mut asked = vec![];
        for definition in known {
            let ask = Ask { process: definition.process.clone(), ..window.clone() };
            let tenant = definition.tenant.clone();
            if !coverages.contains_key(&tenant) {
                coverages.insert(tenant.clone(), self.landscape_coverage(tenant.as_deref())?);
            }
            let facts = self.index_facts(&ask, tenant.as_deref(), &coverages[&tenant], &alerts).await?;
            let settings = self.index_settings_of(&ask.process)?.map(|version| version.used());
            asked.push((definition, ask, facts, settings));
        }
        self.analysed(window, move |ledger| {
            let one = |(definition, ask, facts, settings): (Definition, Ask, IndexFacts, Option<IndexSettingsUsed>)| {
                let indices = ledger.indices(&ask, &facts)?;
                Ok(ProcessIndices { process: definition.process, name: definition.name, indices, settings })
            };
            Ok(IndicesOf { items: asked.into_iter().map(one).collect::<Result<_, AskError>>()? })
        })
        .await
    }

    /// The tenant whose process it is: it is planned in the landscape of that.
    fn home_of(&self, process: &str) -> Option<String> {
        self.shell().catalogue.latest(process).and_then(|latest| latest.definition.tenant.clone())
    }

    async fn index_facts(
        &self,
        ask: &Ask,
        tenant: Option<&str>,
        coverage: &Coverage,
        alerts: &[Alert],
    ) -> Result<IndexFacts, Error> {
        let (_, landscape) = self.landscape(tenant);
        let settings = self.index_settings_of(&ask.process)?.map(|version| version.settings).unwrap_or_default();
        let (planned, owned) = self.planned(&ask.process, tenant, &landscape, coverage);
        let definitions = self.definitions_of(&ask.process);
        let organisation = self.shell().organisation.now();
        Ok(IndexFacts {
            planned,
            owned,
            cycle_target: self.cycle_target(&ask.process).ok_or("needs-cycle-target"),
            lead_times: self.lead_times(ask, &definitions).await?,
            levels: levels(&organisation, self.shell().now()),
            releases: releases(&definitions),
            alerts: handled(alerts, &ask.process, &settings, self.shell().now().0),
            pairs: duties::pairs(self.shell(), &ask.process)?,
            calendar: self.shell().only_calendar(),
            settings,
            now: self.shell().now().0,
        })
    }

    /// The versions of a process, the oldest first.
    fn definitions_of(&self, process: &str) -> Vec<Definition> {
        let all = self.shell().catalogue.all();
        let own = all.iter().map(|release| &release.definition).filter(|definition| definition.process == process);
        let mut found: Vec<Definition> = own.cloned().collect();
        found.sort_by_key(|definition| definition.version);
        found
    }

    /// Of the domain that a process belongs to: leaf processes that are deployed, of those that are planned; and nodes that
    /// have an owner and an indicator, of all down to sub-processes.
    fn planned(
        &self,
        process: &str,
        tenant: Option<&str>,
        landscape: &Landscape,
        coverage: &Coverage,
    ) -> (Counted, Counted) {
        if landscape.nodes.is_empty() {
            return (Err("needs-landscape"), Err("needs-landscape"));
        }
        let linked = landscape.nodes.values().filter(|node| node.has_link(LinkKind::Process, process));
        let domains: BTreeSet<String> =
            linked.filter_map(|node| landscape.way(&node.id).first().map(|domain| domain.id.clone())).collect();
        if domains.is_empty() {
            return (Err("not-in-landscape"), Err("not-in-landscape"));
        }
        let nodes: Vec<&Arc<Node>> = domains.iter().flat_map(|domain| landscape.below(domain)).collect();
        let has_parts: BTreeSet<&str> =
            nodes.iter().filter(|node| node.level == 4).filter_map(|node| node.parent.as_deref()).collect();
        let is_leaf = |node: &&&Arc<Node>| matches!(node.level, 3 | 4) && !has_parts.contains(node.id.as_str());
        let deployed = |node: &&&Arc<Node>| coverage.nodes.get(&node.id).is_some_and(|share| share.automated > 0);
        let leaves: Vec<_> = nodes.iter().filter(is_leaf).collect();
        let planned = (leaves.iter().filter(|node| deployed(node)).count() as u64, leaves.len() as u64);

        let (mut of_nodes, mut of_processes) = (BTreeSet::new(), BTreeSet::new());
        for version in self.indicators() {
            // One of a node is of the landscape of the installation: those of tenants have nodes of the same names.
            of_nodes.extend(version.indicator.node.clone().filter(|_| tenant.is_none()));
            of_processes.extend(version.indicator.process.clone());
        }
        let measured = |node: &Node| {
            node.indicators.iter().any(|indicator| !indicator.proposed)
                || of_nodes.contains(&node.id)
                || node.links.iter().any(|link| link.kind == LinkKind::Process && of_processes.contains(&link.id))
        };
        let managed: Vec<_> = nodes.iter().filter(|node| node.level <= 4).collect();
        let owned = managed.iter().filter(|node| node.owner.is_some() && measured(node)).count() as u64;
        let some = |(part, all): (u64, u64)| if all > 0 { Ok((part, all)) } else { Err("nothing-planned") };
        (some(planned), some((owned, managed.len() as u64)))
    }

    /// The median that an indicator of the process aims at, ms.
    fn cycle_target(&self, process: &str) -> Option<f64> {
        self.indicators().into_iter().find_map(|version| {
            let indicator = &version.indicator;
            let formula = indicator.measured().ok()?;
            let is_median = formula.measure.name == "sojourn"
                && formula.of.is_none()
                && formula.statistic == Statistic::Percentile(50)
                && indicator.direction == Direction::Lower;
            let (_, unit) = CLOCK_UNITS.into_iter().find(|(unit, _)| *unit == indicator.unit)?;
            (is_median && indicator.process.as_deref() == Some(process)).then_some(indicator.target * unit)
        })
    }

    /// For each version that was deployed in the window how long it took from the first change of a draft since the version
    /// before it, ms. What was deployed without a draft here is not counted.
    async fn lead_times(&self, ask: &Ask, definitions: &[Definition]) -> Result<Result<Vec<i64>, &'static str>, Error> {
        let in_window = |definition: &Definition| (ask.from..ask.until).contains(&definition.deployed.0);
        if !definitions.iter().any(in_window) {
            return Ok(Err("needs-releases"));
        }
        let filter = ModelFilter { text: Some(ask.process.clone()), ..ModelFilter::default() };
        let page = Paging { limit: Some(DRAFTS_MAX), cursor: None };
        let mut begun: Vec<i64> = vec![];
        for model in self.models(&filter, &page).await?.items {
            if model.processes.contains(&ask.process) {
                let versions = self.model_versions(&model.id, &Paging { limit: Some(1_000), cursor: None }).await?;
                begun.extend(versions.items.into_iter().map(|version| version.begun.0));
                begun.push(model.created.0);
            }
        }
        let mut times = vec![];
        for (index, definition) in definitions.iter().enumerate().filter(|(_, definition)| in_window(definition)) {
            let since = index.checked_sub(1).map_or(i64::MIN, |before| definitions[before].deployed.0);
            let until = definition.deployed.0;
            let first = begun.iter().filter(|at| **at > since && **at <= until).min();
            times.extend(first.map(|first| until - first));
        }
        Ok(if times.is_empty() { Err("needs-drafts") } else { Ok(times) })
    }
}

/// Those of the alerts that are about a process and of which it is known whether they were handled in time: somebody took them on
/// in time, and they were well again in time. What is well before anybody had to take it on needs nobody.
fn handled(alerts: &[Alert], process: &str, settings: &IndexSettings, now: i64) -> Vec<(i64, bool)> {
    let (taken, resolved) = (hours(settings.acknowledge_hours), hours(settings.resolve_hours));
    let mut found = vec![];
    for alert in alerts.iter().filter(|alert| alert.processes.iter().any(|of| of == process)) {
        // One that was opened again is judged by its last time.
        let since = alert.since.0;
        let (acknowledged, well) = (alert.acknowledged.as_ref().map(|act| act.at.0), alert.resolved.map(|at| at.0));
        let in_time = |at: Option<i64>, limit: i64| at.is_some_and(|at| at - since <= limit);
        let answered = in_time(acknowledged, taken) || in_time(well, taken);
        let late = |at: Option<i64>, limit: i64| !in_time(at, limit) && (at.is_some() || now - since > limit);
        if answered && in_time(well, resolved) {
            found.push((alert.opened.0, true));
        } else if late(well, resolved) || (!answered && late(acknowledged, taken)) {
            found.push((alert.opened.0, false));
        }
    }
    found
}

/// So many hours, ms.
fn hours(hours: u32) -> i64 {
    i64::from(hours) * HOUR_MS
}

/// How deep the main department of each person lies in the tree of departments.
fn levels(organisation: &Organisation, now: Timestamp) -> BTreeMap<String, u32> {
    let level = |person: &weir_core::organisation::Person| {
        let department = organisation.units(person, UnitKind::Department, now).next()?;
        Some(organisation.departments_around(department, now).count() as u32)
    };
    organisation.people.values().filter_map(|person| Some((person.id.clone(), level(person)?))).collect()
}

/// The releases of a process. One that has the file of an earlier version, other than the last one, takes back what came between.
fn releases(definitions: &[Definition]) -> Vec<Release> {
    let release = |(index, definition): (usize, &Definition)| {
        let earlier = &definitions[..index.saturating_sub(1)];
        let back = earlier.iter().any(|before| before.checksum == definition.checksum);
        Release { version: definition.version, at: definition.deployed.0, back }
    };
    definitions.iter().enumerate().map(release).collect()
}
