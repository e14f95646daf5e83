//! 撤回: somebody takes back what they have done, while nobody has acted upon it.
//!
//! It goes back as a return does, over the same region. What waits in it and was not touched ends: tasks that nobody has
//! taken, jobs that nobody has fetched, times that have not come. As soon as anybody or anything outside has acted there
//! since, it stays as it is: a job that was done would be done twice, and whoever decided would decide again.
//!
//! Where a return has no way, behind a join or behind the end of a sub-process, it is taken back all the same if nothing
//! is lost by it: then the tokens lie as they did before it was done.
use super::returning::{Then, with_what_is_in};
use super::{Driver, Entered, Entry, Move};
use crate::command::Rejection;
use crate::compensation::{Compensable, Compensating, Kept};
use crate::event::{Actor, Event, Intervention, TokenWithdrawn};
use crate::id::{ElementId, Key};
use crate::instance::{Done, ElementInstance, Instance, Phase};
use crate::kind::Trigger;
use crate::process::{Kind, Process};
use crate::time::Timestamp;
use crate::wait::{Wait, WaitFor};
use crate::wake::Wake;
use petgraph::graph::NodeIndex;
use smallvec::smallvec;
use std::collections::BTreeMap;

/// What is taken back where no task is open from which the matter could go back.
struct Undone<'w> {
    /// The innermost scope around the element that is still at work.
    scope: Key,
    /// What followed from the element, or from the scope around it that has ended, in the scope that is at work.
    wake: Wake<'w>,
    /// What lives there.
    inside: Vec<Key>,
    /// Tokens that wait at a join, and have come from there.
    waiting: Vec<(Key, ElementId)>,
    /// The scopes that have ended, outermost first, each with what followed in it.
    ended: Vec<(NodeIndex, Wake<'w>)>,
}

impl<'a> Driver<'a> {
    /// Takes back what the caller has decided.
    pub(super) fn withdraw(&mut self, element: &ElementId, by: &Actor) -> Result<(), Rejection> {
        let theirs = |done: &&Done| done.element == *element && done.by == by.id;
        let Some(done) = self.instance.header.done.iter().rev().find(theirs).cloned() else {
            return Err(Rejection::NothingToWithdraw { by: by.id.clone() });
        };
        // Others have done theirs in instances of the same activity: all of them would begin anew.
        let Some(node) = self.process.find(element).filter(|node| !done.several || !self.is_repeated(*node)) else {
            return Err(Rejection::ClosedBranch { element: element.clone() });
        };
        // What begins anew with all its instances asks whom the model names, and not a signer whom somebody else has added.
        if done.joined && self.is_repeated(node) {
            return Err(Rejection::ActedUpon);
        }
        let live: Vec<Key> = self.instance.elements.keys().copied().collect();
        let Some((from, target)) = live.into_iter().find_map(|key| self.back_to(key, &done).ok()) else {
            return self.take_back(done, node, by);
        };
        let scope = self.live(from).scope.expect("what goes back lives in a scope");
        let region = self.region(scope, from, target);
        let touched = self.inside(scope, &region).iter().any(|key| !self.is_untouched(*key));
        let scope_node = self.process.node(&self.live(scope).element);
        let in_region = |node| child_of(self.process, scope_node, node).is_some_and(|child| region.contains(child));
        if touched || self.acted_since(&done, scope, in_region) || self.is_being_undone(scope, in_region) {
            return Err(Rejection::ActedUpon);
        }
        self.go(from, target, Then::Resume(done.resume, done.asked), Intervention::Withdraw, &by.id, None);
        self.forget_kept(scope, done.seq, in_region);
        Ok(())
    }

    /// Takes back what has met others at a join, or ended its sub-process: what those others have brought lies at the joins
    /// again, and the sub-process is at work again, with nothing begun in it but the one task.
    fn take_back(&mut self, done: Done, node: NodeIndex, by: &Actor) -> Result<(), Rejection> {
        // What went on where a return had come from did not go over its flows.
        let joined = self.instance.header.joined.clone();
        let found =
            Some(&done).filter(|done| done.resume.is_empty()).and_then(|done| self.what_followed(done, node, &joined));
        let Some(undone) = found else {
            let acted = self.instance.header.acted_upon.values().any(|seq| *seq > done.seq);
            return Err(if acted { Rejection::ActedUpon } else { Rejection::ClosedBranch { element: done.element } });
        };
        let Undone { scope, wake, inside, waiting, ended } = undone;
        let touched = inside.iter().any(|key| !self.is_untouched(*key));
        let process = self.process;
        // In a sub-process that has ended others may have done what stands beside; that is kept.
        let at_work = process.node(&self.live(scope).element);
        let scopes = || ended.iter().rev().map(|(scope, inner)| (*scope, inner)).chain([(at_work, &wake)]);
        let follows = |node| {
            let child = scopes().find_map(|(scope, wake)| Some((child_of(process, scope, node)?, wake)));
            child.is_some_and(|(child, wake)| wake.nodes.contains(&child))
        };
        if touched || self.acted_since(&done, scope, follows) || self.is_being_undone(scope, follows) {
            return Err(Rejection::ActedUpon);
        }
        let from = inside.first().copied().or_else(|| waiting.first().map(|(key, _)| *key)).expect("a token of it");
        let nodes = ended.iter().map(|(_, inner)| inner).chain([&wake]).flat_map(|wake| &wake.nodes);
        let again = nodes.filter(|node| ended.iter().all(|(scope, _)| scope != *node));
        let elements = with_what_is_in(process, again.copied());
        let to = done.element.clone();
        let (by, comment) = (by.id.clone(), None);
        self.emit(Event::Returned { key: from, to, by, comment, elements: elements.into(), above: None, task: None });
        for key in inside {
            self.terminate(key, Some(Intervention::Withdraw));
        }
        for (key, flow) in waiting {
            self.emit(Event::TokenWithdrawn(TokenWithdrawn { key, flow }));
        }
        let entry = Entry::from(Entered { intervention: Some(Intervention::Withdraw), ..Entered::default() });
        let (mut around, mut met) = (scope, wake.met);
        // What had ended is told by its key, so that what others did in it is in what begins in its place.
        let mut were = done.within.iter().rev().copied().skip_while(|key| *key != scope).skip(1);
        for (node, inner) in ended {
            self.lay_back(around, from, met, &entry);
            let was = were.next().unwrap_or(around);
            let id = process.graph[node].id.clone();
            // What somebody set there by hand is there again; everything else in it came from elsewhere.
            let locals = self.instance.header.by_hand.get(&id).cloned().unwrap_or_default();
            around =
                self.create(id, Some(around), smallvec![was], &Entry::from(Entered { locals, ..entry.clone().open() }));
            self.emit(Event::ElementActivated { key: around });
            met = inner.met;
        }
        self.lay_back(around, from, met, &entry);
        self.forget_kept(scope, done.seq, |node| wake.nodes.contains(&node));
        let entry = Entry::from(Entered { asked: done.asked, ..entry.open() });
        let element = process.graph[process.outermost(node)].id.clone();
        self.moves.push_back(Move::Enter { element, scope: Some(around), caused_by: smallvec![from], entry });
        Ok(())
    }

    /// What is taken back is not there to be compensated any more: it would be undone once for each time that it was done.
    fn forget_kept(&mut self, scope: Key, since: u64, taken_back: impl Fn(NodeIndex) -> bool) {
        let gone =
            |kept: &&Compensable| kept.seq > since && kept.claimed.is_none_or(|by| self.instance.live(by).is_none());
        let kept = self.live(scope).compensable.values().filter(gone);
        let theirs = kept.filter(|kept| self.process.find(&kept.element).is_some_and(&taken_back));
        let theirs: Vec<Key> = theirs.map(|kept| kept.activity).collect();
        for activity in theirs {
            self.emit(Event::CompensationForgotten(Kept { scope, activity }));
        }
    }

    /// Tokens that were taken at joins lie there again.
    fn lay_back(&mut self, scope: Key, from: Key, flows: Vec<ElementId>, entry: &Entry) {
        let arrive = |flow| Move::Arrive { flow, scope, from, entry: entry.clone() };
        self.moves.extend(flows.into_iter().map(arrive));
    }

    /// What there is to undo; none where it cannot be undone without loss.
    fn what_followed<'w>(
        &self,
        done: &Done,
        node: NodeIndex,
        joined: &'w BTreeMap<ElementId, Vec<ElementId>>,
    ) -> Option<Undone<'w>>
    where
        'a: 'w,
    {
        let process: &'w Process = self.process;
        let (mut node, mut ended) = (process.outermost(node), vec![]);
        let scope = loop {
            let scope = process.graph[node].scope?;
            let around = &process.graph[scope].id;
            let mut at_work = self.instance.elements.values().filter(|e| e.element == *around && done.is_in(e.key));
            match (at_work.next(), at_work.next()) {
                (Some(one), None) if one.phase == Phase::Activated && !one.undoes() => break one.key,
                (None, _) if self.is_plain(scope) => {
                    let mut wake = Wake::behind(process, joined, node)?;
                    while wake.follow()? {}
                    ended.insert(0, (scope, wake));
                    node = scope;
                }
                _ => return None,
            }
        };
        // It would be undone once for each time that it was done.
        let kept = |e: &ElementInstance, id: &ElementId| e.compensable.values().any(|k| k.element == *id);
        if ended.iter().any(|(node, _)| self.instance.elements.values().any(|e| kept(e, &process.graph[*node].id))) {
            return None;
        }
        let mut wake = Wake::behind(process, joined, node)?;
        loop {
            let lives = |key: &Key| wake.nodes.contains(&process.node(&self.live(*key).element));
            let children: Vec<Key> = self.instance.children(scope).map(|e| e.key).collect();
            let inside: Vec<Key> = children.iter().copied().filter(lives).collect();
            let joins = children.iter().map(|key| self.live(*key)).filter(|e| e.phase == Phase::Joining);
            let tokens = joins.filter(|e| !wake.nodes.contains(&process.node(&e.element)));
            let tokens = tokens.flat_map(|e| e.arrived.iter().map(move |arrival| (e.key, arrival.flow.clone())));
            let waiting: Vec<(Key, ElementId)> =
                tokens.filter(|(_, flow)| wake.nodes.contains(&process.source(flow))).collect();
            // Tokens of another round that wait at a join are none of those that were taken there.
            let again = |e: &Key| wake.joins.contains(&process.node(&self.live(*e).element));
            if inside.iter().any(again) {
                return None;
            }
            if !inside.is_empty() || !waiting.is_empty() {
                // What a join took is known of its last time, and that may have been in another instance of the activity.
                let elsewhere = !wake.met.is_empty() && self.part(scope).is_some();
                // Another round of what had ended: which of them is meant cannot be told.
                let round =
                    |key: &Key| ended.iter().any(|(ended, _)| self.process.node(&self.live(*key).element) == *ended);
                if elsewhere || inside.iter().any(round) {
                    return None;
                }
                return Some(Undone { scope, wake, inside, waiting, ended });
            }
            if !wake.follow()? {
                return None;
            }
        }
    }

    /// A sub-process that has nothing of its own that would be lost or done twice when it begins again.
    fn is_plain(&self, node: NodeIndex) -> bool {
        let element = &self.process.graph[node];
        let maps = [&element.inputs, &element.outputs, &element.data_outputs, &element.sets];
        element.kind == Kind::SubProcess
            && maps.iter().all(|mappings| mappings.is_empty())
            && element.locals.is_empty()
            && element.listeners == crate::kind::Listeners::default()
            && !element.for_compensation
            && element.quantity == crate::process::Quantity::default()
            && self.process.boundaries(node).is_empty()
            && self.process.event_sub_processes(node).is_empty()
            && !element.scope.is_some_and(|scope| crate::element::repeats(&self.process.graph[scope].kind))
    }

    /// Has anybody or anything acted after that event where it would be undone? A return counts too: what it took back is
    /// gone, and nobody jumps over it. What the model does not know any more may have stood there.
    fn acted_since(&self, done: &Done, scope: Key, undone: impl Fn(NodeIndex) -> bool) -> bool {
        let header = &self.instance.header;
        // Of several instances of an activity each is acted upon for itself.
        let part = self.part(scope).filter(|_| !done.within.is_empty());
        let acted = match part {
            Some(part) => header.acted_within.get(&part),
            None => Some(&header.acted_upon),
        };
        let later = acted.into_iter().flatten().filter(|(_, at)| **at > done.seq);
        later.map(|(element, _)| self.process.find(element)).any(|node| {
            let Some(node) = node else { return true };
            // Whoever undoes something has acted upon that.
            let node = self.undone_by(node).unwrap_or(node);
            // A token that jumps to a link is on its way like any other.
            !matches!(self.process.graph[node].kind, Kind::Catch(Trigger::Link)) && undone(node)
        })
    }

    /// The instance of a repeated activity that a scope is or lies in.
    fn part(&self, scope: Key) -> Option<Key> {
        let mut line = std::iter::successors(self.instance.live(scope), |e| self.instance.live(e.scope?));
        line.find(|e| self.instance.is_one_of_several(e.key)).map(|e| e.key)
    }

    /// Is compensation of it on its way? Who undoes it would undo what is done again.
    fn is_being_undone(&self, scope: Key, taken_back: impl Fn(NodeIndex) -> bool) -> bool {
        let at = |element: &ElementId| {
            let node = self.process.find(element)?;
            Some(self.undone_by(node).unwrap_or(node))
        };
        let lives = |thrower: Key| self.instance.live(thrower).is_some();
        let kept = self.live(scope).compensable.values();
        let claimed = kept.filter(|kept| kept.claimed.is_some_and(lives)).map(|kept| &kept.element);
        let of_here =
            |e: &&ElementInstance| e.compensating.and_then(Compensating::kept).is_some_and(|k| k.scope == scope);
        let begun = self.instance.elements.values().map(|e| &**e).filter(of_here).map(|e| &e.element);
        claimed.chain(begun).filter_map(at).any(taken_back)
    }

    /// The activity that a compensation handler undoes.
    fn undone_by(&self, handler: NodeIndex) -> Option<NodeIndex> {
        let process = self.process;
        let mut all = process.graph.node_indices().filter(|_| process.graph[handler].for_compensation);
        all.find(|node| process.handler(*node) == Some(handler))
    }

    fn is_repeated(&self, node: NodeIndex) -> bool {
        self.process.outermost(node) != node
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

/// Would the task that somebody did last be taken back now? Found out by carrying it out on a copy, as far as it is decided.
pub fn may_withdraw(process: &Process, instance: &Instance, now: Timestamp, by: &Actor) -> bool {
    let Some(done) = instance.header.done.iter().rev().find(|done| done.by == by.id) else { return false };
    let element = done.element.clone();
    Driver::new(process, instance.clone(), now.into()).withdraw(&element, by).is_ok()
}

/// What stands directly in a scope, of an element and the scopes around it.
fn child_of(process: &Process, scope: NodeIndex, node: NodeIndex) -> Option<NodeIndex> {
    process.scopes(node).find(|node| process.graph[*node].scope == Some(scope))
}
