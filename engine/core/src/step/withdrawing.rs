//! 撤回: somebody takes back what they have done, while nobody has acted upon it.
//!
//! It goes back as a return does, over the same region. What waits in it and was not touched ends: tasks that nobody has
//! taken, jobs that nobody has fetched, times that have not come. As soon as anybody or anything outside has acted there
//! since, it stays as it is: a job that was done would be done twice, and whoever decided would decide again.
use super::Driver;
use super::returning::Then;
use crate::approval::ReturnTo;
use crate::command::Rejection;
use crate::event::{Actor, Intervention};
use crate::id::{ElementId, Key};
use crate::kind::Trigger;
use crate::process::Kind;
use crate::region::Region;
use crate::wait::{Wait, WaitFor};

impl Driver<'_> {
    /// Takes back what the caller has decided.
    pub(super) fn withdraw(&mut self, element: &ElementId, by: &Actor) -> Result<(), Rejection> {
        let done = self.instance.header.done.iter().rev().find(|done| done.element == *element);
        let Some(done) = done.filter(|done| done.by == by.id).cloned() else {
            return Err(Rejection::NothingToWithdraw { by: by.id.clone() });
        };
        let live: Vec<Key> = self.instance.elements.keys().copied().collect();
        let to = ReturnTo::Element(element.clone());
        let Some((from, target)) = live.into_iter().find_map(|key| self.target(key, &to).ok()) else {
            let acted = self.instance.header.acted_upon.values().any(|seq| *seq > done.seq);
            return Err(if acted {
                Rejection::ActedUpon
            } else {
                Rejection::ClosedBranch { element: element.clone() }
            });
        };
        let scope = self.live(from).scope.expect("what goes back lives in a scope");
        let region = self.region(scope, from, target);
        let touched = self.inside(scope, &region).iter().any(|key| !self.is_untouched(*key));
        if touched || self.acted_since(done.seq, scope, &region) {
            return Err(Rejection::ActedUpon);
        }
        self.go(from, target, Then::Resume(done.resume), Intervention::Withdraw, &by.id, None);
        Ok(())
    }

    /// Has anybody or anything acted in the region after that event? A return counts too: what it took back is gone, and
    /// nobody jumps over it. What the model does not know any more may have stood there.
    fn acted_since(&self, seq: u64, scope: Key, region: &Region) -> bool {
        let scope = self.process.node(&self.live(scope).element);
        let later = self.instance.header.acted_upon.iter().filter(|(_, at)| **at > seq);
        later.map(|(element, _)| self.process.find(element)).any(|node| {
            let Some(node) = node else { return true };
            // A token that jumps to a link is on its way like any other.
            if matches!(self.process.graph[node].kind, Kind::Catch(Trigger::Link)) {
                return false;
            }
            let mut around = self.process.scopes(node);
            around.find(|node| self.process.graph[*node].scope == Some(scope)).is_some_and(|node| region.contains(node))
        })
    }

    /// Has nobody acted there yet, nor in what lives in it? A call has begun another instance, and an ad-hoc sub-process is
    /// what people have chosen in it.
    fn is_untouched(&self, key: Key) -> bool {
        let e = self.live(key);
        let acted = |wait: &Wait| match &wait.on {
            WaitFor::UserTask(task) => task.acted,
            WaitFor::Job(job) => job.lease.is_some(),
            WaitFor::Child { .. } | WaitFor::Activation { .. } => true,
            _ => false,
        };
        let voted =
            e.ballot.iter().flat_map(|ballot| &ballot.seats).any(|seat| seat.by().is_some_and(|by| by != "engine"));
        let chosen = matches!(self.kind(key), Kind::AdHoc(_));
        let returns = !e.resume.is_empty() || e.compensating.is_some();
        let own = !chosen && !voted && !returns && !e.waits.iter().any(acted);
        own && e.children.iter().all(|child| self.is_untouched(*child))
    }
}
