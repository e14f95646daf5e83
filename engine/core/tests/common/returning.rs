//! Laws of what goes back: nothing is taken back that was acted upon, and no way back is lost.
use crate::common::office::Matter;
use std::collections::BTreeMap;
use weir_core::event::Intervention;
use weir_core::instance::Place;
use weir_core::{Event, Key};

/// What was live, each with the elements around it.
pub type Live = BTreeMap<Key, Vec<String>>;

/// What was taken back by whoever did it has been acted upon by nobody since: no job of the region was fetched, no matter had
/// gone back there, and nothing waited for a return to come back. Then no job is done twice by it.
pub fn taken_back(matter: &Matter, known: &Live, from: usize) {
    let returned = |event: &Event| match event {
        Event::Returned { key, to, elements, .. } => Some((*key, to.clone(), elements.clone())),
        _ => None,
    };
    let withdrawn =
        |event: &Event| matches!(event, Event::ElementActivating { intervention: Some(Intervention::Withdraw), .. });
    if !matter.events[from..].iter().any(withdrawn) {
        return;
    }
    let (at, (_, to, region)) = matter.events[from..]
        .iter()
        .enumerate()
        .find_map(|(at, event)| Some((from + at, returned(event)?)))
        .expect("a withdrawal says what it takes back");
    let decided = |event: &Event| match event {
        Event::UserTaskCompleted(done) => known[&done.key][0] == to.as_str(),
        Event::BallotDecided { key, .. } => known[key][0] == to.as_str(),
        _ => false,
    };
    let done = matter.events[..at].iter().rposition(decided).expect("it was done before");
    let inside = |key: &Key| region.iter().any(|id| known[key].iter().any(|around| around == id.as_str()));
    for event in &matter.events[done + 1..at] {
        let acted = match event {
            Event::JobLocked(job) => inside(&job.key),
            Event::Returned { key, .. } => inside(key),
            _ => false,
        };
        assert!(!acted, "`{to}` is taken back after {event:?}: {}", matter.trace);
    }
}

/// What came out of a return that comes back goes there again, also when it has been sent back itself: no way back is lost.
pub fn comes_back(matter: &Matter, before: &BTreeMap<Key, Vec<Place>>, from: usize) {
    let events = &matter.events[from..];
    let resumed = |event: &Event| match event {
        Event::ElementActivating { resume, intervention: Some(Intervention::Return), .. } if !resume.is_empty() => {
            Some(resume.clone())
        }
        _ => None,
    };
    let came = events.iter().any(|event| matches!(event, Event::Returned { elements, .. } if elements.len() == 1));
    let Some(ways) = events.iter().find_map(resumed).filter(|_| came) else { return };
    for event in events {
        let Event::ElementTerminated { key, .. } = event else { continue };
        let Some(way) = before.get(key).filter(|way| !way.is_empty()) else { continue };
        let kept = |place: &Place| matches!(place, Place::Resuming(_, then) if then == way);
        assert!(ways.iter().any(kept), "{way:?} is lost in {ways:?}");
    }
}

/// Where the tokens of what is live go on instead of over flows.
pub fn ways(matter: &Matter) -> BTreeMap<Key, Vec<Place>> {
    matter.instance.elements.iter().map(|(key, e)| (*key, e.resume.clone())).collect()
}
