//! Standing proxies as a whole: found by whom they are for, and never going round in a circle.
use super::check::{Refusal, overlap};
use super::{LEVELS_MAX, Organisation, Proxy, Validity};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many proxies one person may have, those that are over among them.
pub const PROXIES_OF_ONE_MAX: usize = 200;
/// So many ways from one proxy to the next are looked at; who makes more of them is refused.
const WAYS_MAX: usize = 20_000;
/// What a line of proxies is called.
const LINE: &str = "the line of proxies";

/// Somebody to whom work may come, when, and of which processes; none is all.
struct Way {
    person: String,
    valid: Validity,
    processes: Vec<String>,
    path: Vec<String>,
}

impl Organisation {
    /// The proxies of somebody, by id.
    pub fn proxies_of<'a>(&'a self, principal: &str) -> impl Iterator<Item = &'a Arc<Proxy>> + use<'a> {
        let ids = self.by_principal.get(principal);
        ids.into_iter().flat_map(|ids| ids.iter()).filter_map(|id| self.proxies.get(id))
    }

    /// A proxy is there, or no more; so it is found by whom it is for.
    pub(super) fn put_proxy(&mut self, id: &str, proxy: Option<Proxy>) {
        let after = proxy.as_ref().map(|proxy| proxy.principal.clone());
        let before = match proxy {
            Some(proxy) => self.proxies.insert(id.to_owned(), Arc::new(proxy)),
            None => self.proxies.remove(id),
        };
        if let Some(before) = before
            && let Some(ids) = self.by_principal.get_mut(&before.principal)
        {
            Arc::make_mut(ids).remove(id);
            if ids.is_empty() {
                self.by_principal.remove(&before.principal);
            }
        }
        if let Some(after) = after {
            Arc::make_mut(self.by_principal.entry(after).or_default()).insert(id.to_owned());
        }
    }

    /// Has whom a proxy is for too many of them?
    pub(super) fn too_many_proxies(&self, proxy: &Proxy) -> Option<Refusal> {
        let many = self.by_principal.get(&proxy.principal).is_some_and(|ids| ids.len() > PROXIES_OF_ONE_MAX);
        many.then_some(Refusal::TooMany { what: "proxies of one person", most: PROXIES_OF_ONE_MAX })
    }

    /// Does work of some process come back, at some moment, to whom this proxy is for? Every way is followed, each as long
    /// as all of its proxies hold at once and have a process in common.
    pub(super) fn proxy_circle(&self, proxy: &Proxy) -> Option<Refusal> {
        let path = vec![proxy.principal.clone(), proxy.substitute.clone()];
        let (person, processes) = (proxy.substitute.clone(), proxy.processes.clone());
        let mut open = vec![Way { person, valid: proxy.valid, processes, path }];
        // Who was reached at more times and with more processes need not be reached with fewer.
        let mut seen: BTreeMap<String, Vec<(Validity, Vec<String>)>> = BTreeMap::new();
        let mut looked_at = 0;
        while let Some(way) = open.pop() {
            let known = seen.entry(way.person.clone()).or_default();
            if known.iter().any(|(valid, processes)| within(way.valid, *valid) && is_part(&way.processes, processes)) {
                continue;
            }
            known.push((way.valid, way.processes.clone()));
            for next in self.proxies_of(&way.person) {
                looked_at += 1;
                let Some(valid) = overlap(way.valid, next.valid) else { continue };
                let Some(processes) = common(&way.processes, &next.processes) else { continue };
                let path: Vec<String> = way.path.iter().chain([&next.substitute]).cloned().collect();
                if next.substitute == proxy.principal {
                    return Some(Refusal::Circle { what: LINE, circle: path });
                }
                if path.len() > LEVELS_MAX || looked_at > WAYS_MAX {
                    return Some(Refusal::Deep { what: LINE });
                }
                open.push(Way { person: next.substitute.clone(), valid, processes, path });
            }
        }
        None
    }
}

/// Does one time lie within another?
fn within(inner: Validity, outer: Validity) -> bool {
    let begins = outer.from.is_none_or(|outer| inner.from.is_some_and(|inner| outer <= inner));
    begins && outer.until.is_none_or(|outer| inner.until.is_some_and(|inner| inner <= outer))
}

/// Are all of one among the other, where none is all?
fn is_part(some: &[String], of: &[String]) -> bool {
    of.is_empty() || (!some.is_empty() && some.iter().all(|process| of.contains(process)))
}

/// The processes of both, where none is all; nothing when they have none in common.
fn common(one: &[String], other: &[String]) -> Option<Vec<String>> {
    match (one, other) {
        ([], all) | (all, []) => Some(all.to_vec()),
        (one, other) => {
            let both: Vec<String> = one.iter().filter(|process| other.contains(process)).cloned().collect();
            (!both.is_empty()).then_some(both)
        }
    }
}
