//! What analysts see of the history of a process, and the cases behind each number.
use super::Engine;
use crate::api::{
    Analysed, MapSliders, MinedBatches, MinedBottlenecks, MinedCases, MinedComparison, MinedItem, MinedMap,
    MinedNetworks, MinedRework, MinedVariants,
};
use crate::mining::{
    Groups, Mined, cases, cases_of, comparison, history, loads, needs_groups, page, read, rework, told_batches,
    told_bottlenecks, told_map, told_networks, told_variants, way_of, worked,
};
use crate::{Error, MINED_GAP_MS_MAX};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::InstanceId;
use weir_mining::ledger::{Ask, AskError, EvidenceKind, Ledger};
use weir_mining::log::Log;
use weir_mining::view::Cases;

impl Engine {
    /// The process map.
    pub async fn mined_map(&self, ask: Ask, sliders: MapSliders) -> Result<Analysed<MinedMap>, Error> {
        slid(sliders)?;
        self.mined(ask, move |mined| Ok(told_map(mined, sliders))).await
    }

    /// The variants.
    pub async fn mined_variants(&self, ask: Ask) -> Result<Analysed<MinedVariants>, Error> {
        self.mined(ask, |mined| Ok(told_variants(mined))).await
    }

    /// What was done again.
    pub async fn mined_rework(&self, ask: Ask) -> Result<Analysed<MinedRework>, Error> {
        self.mined(ask, |mined| Ok(rework(mined))).await
    }

    /// Where the time goes.
    pub async fn mined_bottlenecks(&self, ask: Ask) -> Result<Analysed<MinedBottlenecks>, Error> {
        self.mined(ask, |mined| Ok(told_bottlenecks(mined))).await
    }

    /// Who works with whom; single people only where `named`.
    pub async fn mined_networks(&self, ask: Ask, named: bool) -> Result<Analysed<MinedNetworks>, Error> {
        let groups = self.groups(named);
        let (shell, calendar, now) = (self.shell().clone(), self.shell().only_calendar(), self.now().0);
        let window = (ask.from, ask.until.min(now));
        self.mined(ask, move |mined| {
            let groups = groups(&mined.shown);
            // What people are busy with is not this process alone.
            let busy = |ledger: &Ledger| loads(ledger, &mined.shown, &groups, window, calendar.as_deref());
            Ok(told_networks(mined, &groups, shell.analytics.look(busy)))
        })
        .await
    }

    /// What is collected and done in one go, with gaps of at most so many ms.
    pub async fn mined_batches(&self, ask: Ask, gap: i64) -> Result<Analysed<MinedBatches>, Error> {
        gapped(gap)?;
        let shell = self.shell().clone();
        self.mined(ask, move |mined| {
            // What people are busy with is not this process alone.
            let worked = shell.analytics.look(|ledger| worked(ledger, &mined.shown));
            Ok(told_batches(mined, gap, &shell.zone, &worked))
        })
        .await
    }

    /// A page of the cases behind a number.
    pub async fn mined_cases(
        &self,
        ask: Ask,
        item: MinedItem,
        (skip, limit): (usize, usize),
        named: bool,
    ) -> Result<Analysed<MinedCases>, Error> {
        match &item {
            MinedItem::Flow(_, _, sliders) => slid(*sliders)?,
            MinedItem::Batched(_, gap) => gapped(*gap)?,
            _ => {}
        }
        let (shell, groups) = (self.shell().clone(), self.groups(named));
        self.mined(ask, move |mined| {
            let is_batch = matches!(item, MinedItem::Batched(..));
            let worked = is_batch.then(|| shell.analytics.look(|ledger| worked(ledger, &mined.shown)));
            let groups = if needs_groups(&item) { groups(&mined.shown) } else { groups(&Log::default()) };
            let missing = || Error::not_found("mined-item", "of this kind in the window");
            let numbers = cases_of(mined, &groups, &item, &worked.unwrap_or_default()).ok_or_else(missing)?;
            Ok(page(&cases(&mined.log, &numbers, &BTreeMap::new()), skip, limit))
        })
        .await
    }

    /// Two sets of instances held against each other, each of one way where that of an instance is named; without another one
    /// it is what is left of the first one's window, or what went other ways.
    pub async fn mined_comparison(
        &self,
        one: Ask,
        other: Option<Ask>,
        ways: [Option<InstanceId>; 2],
    ) -> Result<Analysed<MinedComparison>, Error> {
        let one = self.known(one)?;
        let is_rest = other.is_none();
        if is_rest && !one.is_filtered() && one.version.is_none() && ways[0].is_none() {
            let message = "compare a part with the rest: filter the one, or name another";
            return Err(Error::invalid("comparison-nothing", message));
        }
        let other = match other {
            Some(other) => self.known(other)?,
            // What went other ways is of the same question.
            None if ways[0].is_some() => one.clone(),
            None => one.rest(),
        };
        let asks = [one.clone(), other.clone()];
        let shell = self.shell().clone();
        let found = self.compared(one, Some(other), move |ledger| {
            let sets = [members(ledger, &asks[0])?, members(ledger, &asks[1])?];
            let handle = |ask: &Ask| Some(ledger.handle(EvidenceKind::Cases, ask));
            // A way is told by the history and not by a question.
            let handles = (
                handle(&asks[0]).filter(|_| ways[0].is_none()),
                handle(&asks[1]).filter(|_| ways[1].is_none() && !(is_rest && ways[0].is_some())),
            );
            let log = match history(ledger, &asks)? {
                Ok(log) => log,
                Err(error) => return Ok(Err(error)),
            };
            Ok(Ok((log, sets, handles)))
        });
        let Analysed { as_of, from, until, answer } = found.await?;
        let (log, sets, handles) = answer?;
        let compared = super::analytics::apart(move || -> Result<MinedComparison, Error> {
            let mined = read(&shell, log);
            let [mut one, mut other] = sets.map(|set| numbers(&mined.log, &set));
            for (side, way) in [(&mut one, ways[0]), (&mut other, ways[1])] {
                if let Some(way) = way {
                    let way = way_of(&mined, way)
                        .ok_or_else(|| Error::not_found("mined-item", "of this way in the window"))?;
                    *side &= way.into_iter().collect::<Cases>();
                }
            }
            if is_rest {
                other -= &one;
            }
            Ok(comparison(&mined, (&one, &other), handles))
        });
        Ok(Analysed { as_of, from, until, answer: compared.await?? })
    }

    /// Looks at the history of a question.
    pub(super) async fn mined<T: Send + 'static>(
        &self,
        ask: Ask,
        view: impl FnOnce(&Mined) -> Result<T, Error> + Send + 'static,
    ) -> Result<Analysed<T>, Error> {
        let ask = self.known(ask)?;
        let asks = [ask.clone()];
        let shell = self.shell().clone();
        let Analysed { as_of, from, until, answer } = self.analysed(ask, move |ledger| history(ledger, &asks)).await?;
        let log = answer?;
        let answer = super::analytics::apart(move || view(&read(&shell, log))).await??;
        Ok(Analysed { as_of, from, until, answer })
    }

    /// How the people of a log are grouped for somebody.
    fn groups(&self, named: bool) -> impl FnOnce(&Log) -> Groups + Send + 'static {
        let (organisation, now) = (self.shell().organisation.now(), self.shell().now());
        move |log| if named { Groups::named(log, &organisation) } else { Groups::of(log, &organisation, now) }
    }
}

/// The window of a question without what it filters; the version is a filter where nothing else is.
fn members(ledger: &Ledger, ask: &Ask) -> Result<BTreeSet<InstanceId>, AskError> {
    Ok(ledger.instances(ask)?.into_iter().collect())
}

fn numbers(log: &Log, members: &BTreeSet<InstanceId>) -> Cases {
    let is_member = |case: &String| case.parse().is_ok_and(|id| members.contains(&InstanceId(id)));
    (0_u32..).zip(&log.cases).filter(|(_, case)| is_member(case)).map(|(number, _)| number).collect()
}

pub(super) fn slid(sliders: MapSliders) -> Result<(), Error> {
    let fits = |share: f64| (0.0..=1.0).contains(&share);
    if fits(sliders.activities) && fits(sliders.paths) {
        return Ok(());
    }
    Err(Error::invalid("mining-sliders", "a slider stands between 0 and 1"))
}

fn gapped(gap: i64) -> Result<(), Error> {
    if (0..=MINED_GAP_MS_MAX).contains(&gap) {
        return Ok(());
    }
    Err(Error::invalid("mining-gap", format!("the gap within a batch is between 0 and {MINED_GAP_MS_MAX} ms")))
}
