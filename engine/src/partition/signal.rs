//! Signals, as partitions handle them: all that wait at the moment of the throw get it, each exactly once.
//!
//! The commit that throws names everybody who waits, so that nobody who comes later gets it. Many are served page by
//! page: the commit that serves a page sends the rest to its own inbox, so a crash at any moment neither leaves out a
//! receiver nor serves one twice.
use super::request::Reply;
use super::turn::Turn;
use crate::api::SignalReport;
use crate::messages::{StartEvent, signal_subscriptions};
use crate::projection::{Parcel, ParcelId, SignalRest, Target, pack};
use weir_core::InstanceId;
use weir_core::command::Came;
use weir_core::instance::Variables;

/// The most receivers of one page.
const RECEIVERS_MAX: usize = 5000;
/// The most bytes of one page, for each receiver gets what the signal carries.
const PAGE_BYTES: usize = 4 << 20;
/// What a receiver costs beside that, generously.
const RECEIVER_BYTES: usize = 256;
/// Parts the numbers of the rest from those of receivers.
const REST: u32 = 1 << 31;

impl Turn<'_> {
    /// An instance throws a signal: all others that wait at this moment get it. When they cannot be told, the step is
    /// refused, for a signal that is lost without a word would be worse.
    pub(super) fn throw_signal(
        &mut self,
        (thrower, tenant, hops): (InstanceId, Option<&str>, u32),
        name: &str,
        variables: &Variables,
        cause: ParcelId,
    ) {
        match signal_subscriptions(self.shell, name, tenant) {
            Ok((mut to, starts)) => {
                to.retain(|target| target.instance != thrower);
                let mut rest = SignalRest::new(name, variables, &to, starts);
                rest.hops = hops;
                self.scatter(rest, cause);
            }
            Err(error) => self.refuse(error),
        }
    }

    /// A signal from outside.
    pub(super) fn signal(
        &mut self,
        name: &str,
        variables: &Variables,
        to: &[Target],
        starts: Vec<StartEvent>,
    ) -> Reply {
        let cause = ParcelId { to: 0, from: self.nobody(), seq: 0, index: 0 };
        let report = SignalReport { subscriptions: to.len(), definitions: starts.len() };
        self.scatter(SignalRest::new(name, variables, to, starts), cause);
        Reply::Signalled(report)
    }

    /// Serves a page, and sends the rest.
    pub(super) fn scatter(&mut self, mut rest: SignalRest, cause: ParcelId) {
        let most = (PAGE_BYTES / (pack(&rest.variables).len() + RECEIVER_BYTES)).clamp(1, RECEIVERS_MAX);
        for _ in 0..most {
            let index = rest.served;
            if let Some(to) = rest.next_target() {
                let id = ParcelId { to: to.instance.partition(), index, ..cause };
                self.send(id, Parcel::Signal { to, variables: rest.variables.clone() });
            } else if let Some((definition, at)) = rest.starts.pop() {
                let instance = self.shell.new_instance();
                let id = ParcelId { to: instance.partition(), index, ..cause };
                let (variables, came) = (rest.variables.clone(), Some(Came::Signal(rest.name.clone())));
                let (business_key, conversation, hops) = (None, None, rest.hops);
                let start =
                    Parcel::Start { instance, definition, at, variables, came, business_key, conversation, hops };
                self.send(id, start);
            } else {
                return;
            }
            rest.served += 1;
        }
        if !rest.is_empty() {
            let id = ParcelId { to: self.partition, index: REST | rest.served, ..cause };
            self.send(id, Parcel::Signals(rest));
        }
    }
}
