//! The data of real cases, each as a whole: values that belong together stay together.
use super::{Elements, Learn};
use crate::scenario::{ROWS_MAX, Scenario, Vector};
use serde_json::Value as Json;
use weir_core::instance::Variables;
use weir_mining::log::{Attributes, Log, Value};

/// Attributes that say something about the log and nothing about the case.
const OF_THE_LOG: [&str; 5] = ["concept:", "lifecycle:", "org:", "time:", "case:concept:"];

/// One vector for each finished case, where the scenario has none.
pub(super) fn learn(log: &Log, elements: &Elements, learn: &Learn, scenario: &mut Scenario) {
    let data = &mut scenario.property;
    if !data.vectors.is_empty() {
        return;
    }
    for case in (0..log.case_count()).filter(|case| log.is_finished(*case)).take(ROWS_MAX) {
        if let Some(known) = &learn.vectors {
            let mut vector = known.get(&log.cases[case]).cloned().unwrap_or_default();
            vector.start.retain(|name, _| !data.values.contains_key(name));
            data.vectors.push(vector);
            continue;
        }
        let mut vector = Vector { start: variables(&log.case_attributes, case), ..Vector::default() };
        vector.start.retain(|name, _| !data.values.contains_key(name));
        for row in log.case(case) {
            let given = variables(&log.attributes, row);
            if let Some(id) = elements.of(log, row).filter(|_| !given.is_empty()) {
                vector.given.entry(id.to_owned()).or_default().push(given);
            }
        }
        data.vectors.push(vector);
    }
    if data.vectors.iter().all(|vector| vector.start.is_empty() && vector.given.is_empty()) {
        data.vectors.clear();
    }
}

fn variables(attributes: &Attributes, row: usize) -> Variables {
    let own = attributes.names().filter(|name| !OF_THE_LOG.iter().any(|of| name.starts_with(of)));
    own.filter(|name| *name != "decision")
        .filter_map(|name| Some((name.to_owned(), json(attributes.value(name, row)?))))
        .collect()
}

fn json(value: Value) -> Json {
    match value {
        Value::Text(text) => Json::from(text),
        Value::Integer(number) => Json::from(number),
        Value::Real(number) => Json::from(number),
        Value::Time(time) => Json::from(weir_core::Timestamp(time).to_string()),
        Value::Flag(flag) => Json::from(flag),
    }
}
