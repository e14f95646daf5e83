//! Laws of what goes back: nothing is taken back that was acted upon, and no way back is lost.
use crate::common::office::Matter;
use std::collections::BTreeMap;
use weir_core::approval::Seat;
use weir_core::event::Intervention;
use weir_core::instance::{Done, Place};
use weir_core::{ElementId, Event, Instance, Key};

/// What was live, each with the elements around it.
pub type Live = BTreeMap<Key, Vec<String>>;

/// What was live, each with what was live around it.
pub type Lines = BTreeMap<Key, Vec<Key>>;

/// What is live now.
pub fn lines(instance: &Instance) -> Lines {
    let line = |key: Key| instance.upwards(key).map(|e| e.key).collect();
    instance.elements.keys().map(|key| (*key, line(*key))).collect()
}

/// What goes back stays in its visit of the scope: in another instance of a repeated activity nothing ends by it, nothing
/// is forgotten that was done there, and nobody takes back what was done there.
pub fn stays_in_its_visit(was: &Instance, matter: &Matter, from: usize) {
    let events = &matter.events[from..];
    let withdrawn =
        |event: &&Event| matches!(event, Event::ElementActivating { intervention: Some(Intervention::Withdraw), .. });
    for event in events {
        let Event::Returned { key, to, by, .. } = event else { continue };
        let Some(scope) = was.live(*key).and_then(|e| e.scope) else { continue };
        let inside = |key: Key| was.live(key).is_none() || was.upwards(key).any(|e| e.key == scope);
        for event in events {
            if let Event::ElementTerminated { key, .. } = event {
                assert!(inside(*key), "{key} ends by what goes back in {scope}: {}", matter.trace);
            }
        }
        // Of visits that are over the last decision about an element is known.
        let replaced = |done: &Done| {
            let over = done.within.first().is_none_or(|visit| was.live(*visit).is_none());
            let of = |key: &Key| was.live(*key).is_some_and(|e| e.element == done.element);
            over && events.iter().any(|event| matches!(event, Event::BallotDecided { key, .. } if of(key)))
        };
        for done in was.header.done.iter().filter(|done| !done.is_in(scope) && !replaced(done)) {
            assert!(matter.instance.header.done.contains(done), "{done:?} is forgotten: {}", matter.trace);
        }
        if events.iter().any(|event| withdrawn(&event)) {
            let theirs = was.header.done.iter().rev().find(|done| done.element == *to && done.by == *by);
            assert!(theirs.is_some_and(|done| done.is_in(scope)), "{theirs:?} in {scope}: {}", matter.trace);
        }
    }
}

/// What was taken back by whoever did it has been acted upon by nobody since: no job of the region was fetched, no matter had
/// gone back there, and nothing waited for a return to come back. Then no job is done twice by it.
pub fn taken_back(matter: &Matter, (known, lines): (&Live, &Lines), from: usize) {
    let returned = |event: &Event| match event {
        Event::Returned { key, to, elements, .. } => Some((*key, to.clone(), elements.to_vec())),
        _ => None,
    };
    let withdrawn =
        |event: &Event| matches!(event, Event::ElementActivating { intervention: Some(Intervention::Withdraw), .. });
    if !matter.events[from..].iter().any(withdrawn) {
        return;
    }
    let (at, (back, to, region)) = matter.events[from..]
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
    let scope = lines[&back].get(1);
    let inside = |key: &Key| {
        let of_region = region.iter().any(|id| known[key].iter().any(|around| around == id.as_str()));
        of_region && scope.is_none_or(|scope| lines[key].contains(scope))
    };
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
            Some(resume.to_vec())
        }
        _ => None,
    };
    let came = events.iter().any(|event| matches!(event, Event::Returned { elements, .. } if elements.len() == 1));
    let Some(ways) = events.iter().find_map(resumed).filter(|_| came) else { return };
    for event in events {
        let Event::ElementTerminated { key, .. } = event else { continue };
        let Some(way) = before.get(key).filter(|way| !way.is_empty()) else { continue };
        let kept = |place: &Place| matches!(place, Place::Resuming(_, then) | Place::Asking(_, _, then) if then == way);
        assert!(ways.iter().any(kept), "{way:?} is lost in {ways:?}");
    }
}

/// Where the tokens of what is live go on instead of over flows. A return out of one of several instances begins their
/// activity anew when it comes back, so that none of their ways is kept.
pub fn ways(matter: &Matter) -> BTreeMap<Key, Vec<Place>> {
    let instance = &matter.instance;
    let kept = |key: Key| !instance.upwards(key).any(|e| instance.is_one_of_several(e.key));
    instance.elements.iter().filter(|(key, _)| kept(**key)).map(|(key, e)| (*key, e.resume.clone())).collect()
}

/// An approval out of which a matter goes back, and to which it comes back, asks whom people had put in it.
pub fn asks_again(matter: &Matter, was: &Instance, from: usize) {
    let events = &matter.events[from..];
    let resumed = events.iter().find_map(|event| match event {
        Event::ElementActivating { resume, intervention: Some(Intervention::Return), .. } => Some(resume),
        _ => None,
    });
    let came = events.iter().any(|event| matches!(event, Event::Returned { elements, .. } if elements.len() == 1));
    let Some(places) = resumed.filter(|places| came && !places.is_empty()) else { return };
    for event in events {
        let Event::ElementTerminated { key, .. } = event else { continue };
        // What a sub-process or a repeated activity begins anew asks whom the model names.
        let at_the_top = was.live(*key).is_some_and(|e| places.iter().any(|p| place_of(p) == Some(&e.element)));
        let Some(ballot) = was.live(*key).and_then(|e| e.ballot.as_ref()).filter(|b| at_the_top && b.changed) else {
            continue;
        };
        let persons = |seats: &[Seat]| -> Vec<String> {
            seats.iter().filter(|seat| seat.counts()).map(|seat| seat.person.clone()).collect()
        };
        let asked =
            |place: &Place| matches!(place, Place::Asking(_, seats, _) if persons(seats) == persons(&ballot.seats));
        assert!(places.iter().any(asked), "{:?} are forgotten in {places:?}", persons(&ballot.seats));
    }
}

fn place_of(place: &Place) -> Option<&ElementId> {
    match place {
        Place::Element(element) | Place::Resuming(element, _) | Place::Asking(element, ..) => Some(element),
        Place::Flow(_) => None,
    }
}

/// What was done and not taken back is undone at most once.
pub fn undone_once(matter: &Matter) {
    let mut elements: BTreeMap<Key, String> = BTreeMap::new();
    let (mut done, mut undone): (BTreeMap<String, i64>, BTreeMap<String, i64>) = (BTreeMap::new(), BTreeMap::new());
    for event in &matter.events {
        match event {
            Event::ElementActivating { key, element, intervention, .. } => {
                elements.insert(*key, element.to_string());
                if *intervention == Some(Intervention::Withdraw) {
                    // What undoes may be taken back too: then it undoes again what it had undone.
                    *done.entry(element.to_string()).or_default() -= 1;
                } else if let Some(task) = element.as_str().strip_suffix('h') {
                    *undone.entry(task.to_owned()).or_default() += 1;
                }
            }
            Event::ElementCompleted { key, .. } => {
                *done.entry(elements.get(key).cloned().unwrap_or_default()).or_default() += 1;
            }
            _ => {}
        }
    }
    for (task, times) in undone {
        assert!(
            done.get(&task).is_some_and(|done| times <= *done),
            "`{task}` is undone {times} times: {}",
            matter.trace
        );
    }
}
