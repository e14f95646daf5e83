//! Data: what an element takes in, what it gives back, and where a variable lives.
use super::Driver;
use crate::element;
use crate::event::{Event, Intervention, LoopCollected, Old};
use crate::failure::Stop;
use crate::id::Key;
use crate::instance::Variables;
use crate::process::{Kind, Mapping};
use serde_json::Value;

/// What an activity adds to the collections of what it is in.
#[derive(Default)]
struct Part {
    /// To that of a multi-instance activity.
    looped: Option<Value>,
    /// To that of an ad-hoc sub-process, by name and as a whole.
    listed: Option<(String, Value)>,
}

impl Driver<'_> {
    /// What an element gives to the scopes around it when it is done: its outputs, and its part of a collection where that
    /// does not come later.
    pub(super) fn give(&mut self, key: Key, collects: bool) -> Result<(), Stop> {
        let e = self.live(key);
        let (Some(scope), Some(around)) = (e.scope, e.around()) else { return Ok(()) };
        let element = self.process.element(&e.element);
        let mut outputs = match &element.kind {
            Kind::CallActivity(call) if call.own_outputs => {
                let own = |m: &Mapping| element::evaluate_own(self.view(), key, &m.source);
                element.outputs.iter().map(|m| Ok((m.target.clone(), own(m)?))).collect::<Result<_, Stop>>()?
            }
            _ => self.mapped(key, &element.outputs)?,
        };
        outputs.extend(self.mapped(key, &element.data_outputs)?);
        let result = match self.kind(scope) {
            Kind::MultiInstance(looped) => looped.result.clone(),
            _ => None,
        };
        // What a call declares as its own is where what it called gives it back to.
        let kept = |name: &String| matches!(element.kind, Kind::CallActivity(_)) && element.locals.contains(name);
        let (own, outputs): (Vec<_>, Vec<_>) =
            outputs.into_iter().partition(|(name, _)| Some(name) == result.as_ref() || kept(name));
        for (name, value) in own {
            self.set(key, name, value, Some(key), None);
        }
        // Found before the outputs are set: it sees what they have not changed yet.
        let part = if collects { self.part_of(key, scope)? } else { Part::default() };
        for (name, value) in outputs {
            let holder = self.instance.holder(around, &name).unwrap_or(0);
            self.set(holder, name, value, Some(key), None);
        }
        self.collect(key, scope, part);
        if let (Kind::MultiInstance(looped), Some(progress)) = (self.kind(key), &self.live(key).looped)
            && let Some(name) = &looped.output_collection
        {
            let mut list = progress.collected.clone();
            list.resize(progress.total as usize, Value::Null);
            let lists = if looped.lists.is_empty() {
                vec![(name.clone(), list)]
            } else {
                let part = |number: usize| list.iter().map(|all| all[number.to_string()].clone()).collect();
                looped.lists.iter().enumerate().map(|(number, name)| (name.clone(), part(number))).collect()
            };
            for (name, list) in lists {
                let holder = self.instance.holder(around, &name).unwrap_or(0);
                self.set(holder, name, Value::Array(list), Some(key), None);
            }
        }
        Ok(())
    }

    /// Its part of a collection, once nothing can keep it from completing any more.
    pub(super) fn collected(&mut self, key: Key) -> Result<(), Stop> {
        let Some(scope) = self.live(key).scope else { return Ok(()) };
        let part = self.part_of(key, scope)?;
        self.collect(key, scope, part);
        Ok(())
    }

    fn part_of(&self, key: Key, scope: Key) -> Result<Part, Stop> {
        if !matches!(self.kind(scope), Kind::MultiInstance(_) | Kind::AdHoc(_)) {
            return Ok(Part::default());
        }
        let looped = element::collected(self.view(), self.live(scope), key)?;
        let listed = element::ad_hoc::collected(self.view(), self.live(key), self.live(scope))?;
        Ok(Part { looped, listed })
    }

    fn collect(&mut self, key: Key, scope: Key, part: Part) {
        if let Some((name, value)) = part.listed {
            self.set(scope, name, value, Some(key), None);
        }
        if let Some(value) = part.looped {
            let counter = self.live(key).variables.get("loopCounter").and_then(Value::as_u64).unwrap_or(1);
            let first = if let Kind::MultiInstance(looped) = self.kind(scope) { looped.first } else { 1 };
            self.emit(Event::LoopCollected(LoopCollected {
                key: scope,
                index: (counter as u32).saturating_sub(first),
                value,
            }));
        }
    }

    /// The values of mappings. A copy of data that is not there is left out (BPMN 10.4.2: an input that is not available).
    pub(super) fn mapped(&self, key: Key, mappings: &[Mapping]) -> Result<Vec<(String, Value)>, Stop> {
        if mappings.is_empty() {
            return Ok(vec![]);
        }
        let there = |m: &&Mapping| {
            !m.copy || m.source.variables().iter().all(|name| self.instance.variable(key, name).is_some())
        };
        let one = |m: &Mapping| Ok((m.target.clone(), element::evaluate(self.view(), key, &m.source)?));
        mappings.iter().filter(there).map(one).collect()
    }

    /// BPMN 10.4.1: data objects and properties of a scope live as long as it does: they are its own from the beginning.
    pub(super) fn declare(&mut self, key: Key) {
        if !element::is_scope(self.kind(key)) {
            return;
        }
        let e = self.live(key);
        let locals = &self.process.element(&e.element).locals;
        let missing: Vec<String> = locals.iter().filter(|name| !e.variables.contains_key(*name)).cloned().collect();
        let defaults = self.process.defaults.get(&e.element).map_or(&[][..], Vec::as_slice);
        for name in missing {
            let default = defaults.iter().find(|(variable, _)| *variable == name);
            let value = default.map_or(Value::Null, |(_, value)| value.clone());
            self.set(key, name, value, Some(key), None);
        }
    }

    /// What an element got from outside. What it declares as its own stays with it. With output mappings all stays with
    /// the element until they have chosen; without, each variable goes to the nearest scope that has it, else to the process.
    pub(super) fn receive(&mut self, key: Key, variables: Variables) {
        let element = self.process.element(&self.live(key).element);
        let mapped = !element.outputs.is_empty();
        // What a compensation handler has of its own is how it was: what comes now is for the scopes around.
        let handler = self.live(key).compensating.and_then(|_| self.live(key).around());
        for (name, value) in variables {
            let own = (mapped && name != crate::process::ENOUGH) || element.locals.contains(&name);
            let holder = if own { key } else { self.instance.holder(handler.unwrap_or(key), &name).unwrap_or(0) };
            self.set(holder, name, value, Some(key), None);
        }
    }

    pub(super) fn set(
        &mut self,
        scope: Key,
        name: String,
        value: Value,
        writer: Option<Key>,
        intervention: Option<Intervention>,
    ) {
        let (old, value) = (Old::of(self.live(scope).variables.get(&name)), Box::new(value));
        self.emit(Event::VariableSet { scope, name, old, value, writer, intervention, removed: false });
    }

    /// Takes a variable away from the scope that has it; one that is nowhere is left alone.
    pub(super) fn unset(&mut self, scope: Key, name: String, writer: Key) {
        if !self.live(scope).variables.contains_key(&name) {
            return;
        }
        let old = Old::of(self.live(scope).variables.get(&name));
        let (value, writer) = (Box::new(Value::Null), Some(writer));
        self.emit(Event::VariableSet { scope, name, old, value, writer, intervention: None, removed: true });
    }
}
