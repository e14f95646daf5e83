//! Correlation keys of the standard for the messages of a random process.
use weir_core::model::{CorrelationKey, CorrelationProperty, CorrelationSubscription, Model, RootKind, Text};
use weir_core::{ElementId, Place};

/// The same process, whose messages carry no key, one, or two, by which they are told apart, or by the data of the process.
pub fn keyed(mut model: Model, choice: u8) -> Model {
    let place = Place::default();
    let text = |text: &str| Text { text: text.into(), language: None, place };
    let messages: Vec<(ElementId, String)> = model
        .roots
        .iter()
        .filter(|root| root.kind == RootKind::Message)
        .map(|root| (root.id.clone(), root.name.clone().unwrap_or_default()))
        .collect();
    let key = |id: &str, some: &dyn Fn(&str) -> bool, path: &str| {
        let thrown = |name: &str| name.starts_with("told") || name == "done";
        let paths = messages.iter().filter(|(_, name)| some(name));
        let paths = paths.map(|(id, name)| (id.clone(), text(if thrown(name) { "counter" } else { path })));
        let property = CorrelationProperty { id: format!("{id}-property").into(), paths: paths.collect() };
        CorrelationKey { id: id.into(), properties: vec![property], place }
    };
    if !choice.is_multiple_of(4) {
        model.correlation_keys.push(key("key", &|_| true, "code"));
    }
    if choice % 4 > 1 {
        model.correlation_keys.push(key("other", &|name| name.starts_with('m') || name == "outer", "again"));
    }
    if choice % 4 == 3 {
        let bindings = vec![("key-property".into(), text("counter"))];
        model.processes[0].correlations.push(CorrelationSubscription { key: "key".into(), bindings, place });
    }
    model
}
