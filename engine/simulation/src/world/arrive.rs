//! Cases that begin: when, and with which data.
use super::{Case, World};
use crate::agenda::Due;
use crate::random::{Purpose, Stream};
use weir_core::InstanceId;
use weir_core::instance::Variables;

impl World<'_> {
    /// The next case, if there is to be one more.
    pub(super) fn plan_arrival(&mut self) {
        let Some(clockwork) = self.clockwork.as_mut().filter(|_| self.arrived < self.cases_max) else { return };
        if let Some(at) = clockwork.arrival(self.arrived) {
            self.agenda.plan(at.max(self.begin), Due::Arrival);
        }
    }

    /// A case begins.
    pub(super) fn arrive(&mut self) {
        let number = self.arrived;
        self.arrived += 1;
        let (variables, vector) = self.case_data(number);
        let case = self.cases.len() as u32;
        let counts = number >= self.warm_up;
        self.cases.push(Case { number, began: self.now, counts, vector, ..Case::default() });
        self.measured.started += 1;
        self.open_cases += 1;
        let main = self.ready.main;
        let id = InstanceId::compose(self.now.max(0) as u64, (number & 0xff) as u8, u128::from(number));
        let slot = self.place(id, main, case);
        self.slots[slot as usize].main = true;
        self.begin_at(slot, self.ready.processes[main].start.clone(), variables, None, None);
        self.plan_arrival();
    }

    /// What a case begins with, and of which case of the past it is a copy.
    fn case_data(&mut self, number: u64) -> (Variables, Option<usize>) {
        let data = &self.ready.scenario.property;
        let mut stream = Stream::of(self.seed, number, 0, 0, Purpose::Data);
        let vector = (!data.vectors.is_empty()).then(|| match &mut self.deck {
            // One step of Fisher and Yates' shuffle for each case: a round of all of them is a permutation.
            Some(deck) => {
                let place = (number % deck.len() as u64) as usize;
                let other = place + stream.below(deck.len() - place);
                deck.swap(place, other);
                deck[place] as usize
            }
            None => stream.below(data.vectors.len()),
        });
        let mut variables = vector.map(|vector| data.vectors[vector].start.clone()).unwrap_or_default();
        for (name, values) in &data.values {
            if let Some(chosen) = stream.choose(values.iter().map(|value| value.probability)) {
                variables.insert(name.clone(), values[chosen].value.clone());
            }
        }
        (variables, vector)
    }
}
