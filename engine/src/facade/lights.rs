//! How the landscape stands: the indicators that nodes have themselves, and those that are defined for them or their processes.
use super::Engine;
use crate::api::{IndicatorValue, Light, Lights, Told};
use crate::meter::Meter;
use crate::{Error, LIGHTS_MAX};
use std::collections::BTreeSet;
use weir_core::indicator::{Indicator, LEAST};
use weir_core::landscape::{LinkKind, Node, NodeIndicator, Party};

/// How many days count for an indicator that a node has itself.
const WINDOW_DAYS: u32 = 30;

impl Engine {
    /// The lights of the landscape of a tenant, as far as `keep` lets the processes behind them be seen: those of an indicator
    /// that is defined, or of one that a node has itself, with the processes that it is measured in.
    pub async fn landscape_lights(
        &self,
        tenant: Option<&str>,
        mut keep: impl FnMut(&Indicator, &[String]) -> bool,
    ) -> Result<Told<Lights>, Error> {
        let (_, landscape) = self.landscape(tenant);
        let defined = self.indicators();
        let mut asked: Vec<(String, bool, Meter)> = vec![];
        let mut more = false;
        for node in landscape.walk() {
            let linked: BTreeSet<&str> =
                node.links.iter().filter(|l| l.kind == LinkKind::Process).map(|link| link.id.as_str()).collect();
            let own = node.indicators.iter().filter(|own| !own.proposed).filter_map(|own| of_node(node, own));
            let others = defined.iter().map(|version| &version.indicator).filter(|indicator| {
                let of_process = indicator.process.as_deref().is_some_and(|process| linked.contains(process));
                // What is defined for a node is of the landscape of the installation itself.
                of_process || (tenant.is_none() && indicator.node.as_deref() == Some(node.id.as_str()))
            });
            let all = own.map(|own| (false, own)).chain(others.map(|other| (true, other.clone())));
            for (defined, indicator) in all.collect::<Vec<_>>() {
                let meter = Meter::within(self.shell(), tenant, indicator)?;
                if !keep(meter.indicator(), meter.processes()) {
                    continue;
                }
                more |= asked.len() == LIGHTS_MAX;
                if asked.len() < LIGHTS_MAX {
                    asked.push((node.id.clone(), defined, meter));
                }
            }
        }
        let now = self.shell().now().0;
        let longest = asked.iter().map(|(_, _, meter)| meter.window()).max().unwrap_or(0);
        let (as_of, items) = self
            .read_ledger(vec![(now.saturating_sub(longest), now)], move |ledger| {
                let light = |(node, defined, meter): (String, bool, Meter)| {
                    let value = meter.latest(ledger, now)?;
                    Ok(told(node, defined, meter.into_indicator(), &value))
                };
                asked.into_iter().map(light).collect::<Result<Vec<_>, _>>()
            })
            .await?;
        Ok(Told { as_of, answer: Lights { items, more } })
    }
}

/// An indicator of a node as one that can be measured; none where somebody measures it elsewhere.
fn of_node(node: &Node, own: &NodeIndicator) -> Option<Indicator> {
    Some(Indicator {
        key: own.id.clone(),
        name: own.name.clone(),
        formula: own.formula.clone()?,
        process: None,
        version: None,
        node: Some(node.id.clone()),
        window_days: WINDOW_DAYS,
        unit: own.unit.clone(),
        direction: own.direction,
        target: own.target,
        warn: own.warn,
        weight: 1.0,
        owner: node.owner.clone().unwrap_or_else(|| Party::Role(node.id.clone())),
        calendar: None,
        least: LEAST,
    })
}

fn told(node: String, defined: bool, indicator: Indicator, value: &IndicatorValue) -> Light {
    let Indicator { key, name, unit, target, warn, direction, .. } = indicator;
    let (n, least) = (value.measure.n, value.measure.least);
    let (state, why, at) = (value.state, value.why, value.until);
    let value = value.value;
    Light { node, indicator: key, defined, name, unit, target, warn, direction, state, value, n, least, why, at }
}
