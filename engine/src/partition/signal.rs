//! Signals, as partitions handle them: all that wait at the moment of the throw get it, each exactly once.
//!
//! The commit that throws names everybody who waits, so that nobody who comes later gets it. Many are served page by
//! page: the commit that serves a page sends the rest to its own inbox, so a crash at any moment neither leaves out a
//! receiver nor serves one twice.
//!
//! Those that the thrower was called by or has called hear it in the turn that throws: its end comes behind it, and would else
//! take away what waits for it.
use super::child::FOLLOW_UPS_MAX;
use super::request::Reply;
use super::turn::Turn;
use crate::api::SignalReport;
use crate::error::Error;
use crate::messages::{AtHand, StartEvent, signal_subscriptions};
use crate::projection::{Beginning, Chain, Parcel, ParcelId, SignalRest, Target, header, pack};
use weir_core::InstanceId;
use weir_core::command::Came;
use weir_core::instance::{Header, Variables};

/// The most receivers of one page.
const RECEIVERS_MAX: usize = 5000;
/// The most bytes of one page, for each receiver gets what the signal carries.
const PAGE_BYTES: usize = 4 << 20;
/// What a receiver costs beside that, generously.
pub(super) const RECEIVER_BYTES: usize = 256;
/// Parts the numbers of the rest from those of receivers.
pub(super) const REST: u32 = 1 << 31;

impl Turn<'_> {
    /// An instance throws a signal: all others that wait at this moment get it, those too whose waiting is not on disk yet.
    /// When they cannot be told, the step is refused, for a signal that is lost without a word would be worse.
    pub(super) fn throw_signal(
        &mut self,
        thrower: &Header,
        (tenant, chain): (Option<&str>, Chain),
        name: &str,
        variables: &Variables,
        cause: ParcelId,
    ) {
        let each = bytes_for_each(variables);
        let found = signal_subscriptions(self.shell, name, tenant, &self.at_hand());
        let parted = found.and_then(|(mut to, starts)| {
            to.retain(|target| target.instance != thrower.id);
            Ok((self.related(thrower.root, &mut to, self.receivers_max(each))?, to, starts))
        });
        match parted {
            Ok((related, to, starts)) => {
                let mut rest = SignalRest::new(name, variables, &to, starts).after(chain);
                for to in related {
                    let parcel = Parcel::Signal { to, variables: variables.clone(), answers: chain.answers };
                    self.later(ParcelId { index: rest.served, ..cause }, parcel);
                    rest.served += 1;
                    self.scattered += each;
                }
                self.scatter(rest, cause);
            }
            Err(error) => self.refuse(error),
        }
    }

    /// What this turn and those before it have decided and the store may not show yet.
    fn at_hand(&self) -> AtHand<'_> {
        let stepped = self.touched.iter().filter_map(|id| self.cache.get(*id));
        let all = self.cache.ahead_of_store().chain(stepped);
        AtHand(all.map(|hot| (hot.instance.header.id, (&hot.instance, &hot.rows))).collect())
    }

    /// Takes those out that have the same instance at the top of their calls, the first so many of them.
    fn related(&self, root: InstanceId, to: &mut Vec<Target>, most: usize) -> Result<Vec<Target>, Error> {
        let (mut related, mut others) = (vec![], Vec::with_capacity(to.len()));
        for target in to.drain(..) {
            let id = target.instance;
            let near = id.partition() == self.partition && related.len() < most.min(FOLLOW_UPS_MAX);
            let its_root = match self.cache.get(id).filter(|_| near) {
                Some(hot) => Some(hot.instance.header.root),
                None if near => header(&self.shell.view(), id)?.map(|header| header.root),
                None => None,
            };
            if its_root == Some(root) { related.push(target) } else { others.push(target) }
        }
        *to = others;
        Ok(related)
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
        let each = bytes_for_each(&rest.variables);
        for _ in 0..self.receivers_max(each) {
            let index = rest.served;
            if let Some(to) = rest.next_target() {
                let id = ParcelId { to: to.instance.partition(), index, ..cause };
                let (variables, answers) = (rest.variables.clone(), rest.answers);
                self.send(id, Parcel::Signal { to, variables, answers });
            } else if let Some(event) = rest.starts.pop() {
                let instance = self.shell.new_instance();
                let id = ParcelId { to: instance.partition(), index, ..cause };
                let (variables, came) = (rest.variables.clone(), Some(Came::Signal(rest.name.clone())));
                let beginning = Beginning { variables, came, chain: rest.chain(), ..Beginning::default() };
                self.send(id, Parcel::start(instance, event, beginning));
            } else {
                return;
            }
            rest.served += 1;
            self.scattered += each;
        }
        if !rest.is_empty() {
            let id = ParcelId { to: self.partition, index: REST | rest.served, ..cause };
            self.send(id, Parcel::Signals(rest));
        }
    }

    /// How many receivers that get so many bytes each the turn may serve yet: at least one, if it has served nobody.
    pub(super) fn receivers_max(&self, each: usize) -> usize {
        let least = usize::from(self.scattered == 0);
        (PAGE_BYTES.saturating_sub(self.scattered) / each).clamp(least, RECEIVERS_MAX)
    }
}

/// What a receiver of these variables costs.
fn bytes_for_each(variables: &Variables) -> usize {
    pack(variables).len() + RECEIVER_BYTES
}
