//! Beginning with what is open now: copies of real instances go on from where they stand.
use super::{Case, World};
use crate::refusal::Refusal;
use weir_core::Instance;
use weir_core::wait::Wait;

/// From here on the numbers of cases that were open before are counted, so that they draw other numbers than new ones.
const OPEN_CASES_FROM: u64 = 1 << 40;

impl World<'_> {
    /// Takes in copies of instances. What they wait for is planned as if it began to be waited for now: of work that
    /// somebody has begun nobody knows how much is left.
    pub(crate) fn take_in(&mut self, instances: &[Instance]) -> Result<(), Refusal> {
        for (number, instance) in (0..).zip(instances) {
            let id = instance.header.definition.rsplit_once(':').map_or("", |(process, _)| process);
            let Some(process) = self.ready.process(id) else {
                let message = format!("an open instance runs on `{id}`, which is not among the models");
                return Err(Refusal::at("simulation-no-process", id, message));
            };
            let case = self.cases.len() as u32;
            let began = instance.header.started.0;
            self.cases.push(Case { number: OPEN_CASES_FROM + number, began, counts: true, ..Case::default() });
            // What is called ends within the case of its caller.
            let main = instance.header.parent.is_none();
            self.live.push(main);
            self.measured.started += u64::from(main);
            self.open_cases += u64::from(main);
            let slot = self.place(instance.header.id, process, case);
            self.slots[slot as usize].main = main;
            self.slots[slot as usize].instance = Some(instance.clone());
        }
        // All are there before any of them is looked at: they may wait for each other.
        for slot in 0..self.slots.len() as u32 {
            let waits: Vec<(u64, Wait)> = match &self.slots[slot as usize].instance {
                Some(instance) => instance.waits().map(|(key, wait)| (key, wait.clone())).collect(),
                None => vec![],
            };
            for (key, wait) in waits {
                self.opened(slot, key, &wait)?;
            }
        }
        Ok(())
    }
}
