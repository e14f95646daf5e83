//! How an element is entered. Most are entered with nothing at all, and each token hands on what its element is entered
//! with: so whatever that is, it is in a box.
use crate::approval::Seat;
use crate::command::Came;
use crate::compensation::Compensating;
use crate::event::Intervention;
use crate::instance::{Place, Variables};
use crate::rare::{Empty, Rare};
use std::collections::BTreeMap;

/// How an element is entered.
pub type Entry = Rare<Entered>;

/// What an element may be entered with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entered {
    /// Its event has already happened.
    pub triggered: bool,
    /// Local variables it begins with.
    pub locals: Variables,
    /// What came with the event: set where it belongs once the element is there.
    pub payload: Variables,
    /// Somebody put the token here.
    pub intervention: Option<Intervention>,
    /// It needs several triggers, and this one has come.
    pub came: Option<Came>,
    /// It is entered to compensate.
    pub compensating: Option<Compensating>,
    /// Where its tokens go on when it is done, instead of over its flows.
    pub resume: Vec<Place>,
    /// Whom an approval asks that begins anew, where people had changed that.
    pub asked: Vec<Seat>,
}

impl Empty for Entered {
    const EMPTY: &'static Self = &Entered {
        triggered: false,
        locals: BTreeMap::new(),
        payload: BTreeMap::new(),
        intervention: None,
        came: None,
        compensating: None,
        resume: vec![],
        asked: vec![],
    };

    fn is_empty(&self) -> bool {
        self == Self::EMPTY
    }
}

impl Entered {
    /// With these local variables.
    pub fn knowing(locals: Variables) -> Entry {
        Entered { locals, ..Entered::default() }.into()
    }

    /// By its event, which has already happened.
    pub fn triggered() -> Entry {
        Entered { triggered: true, ..Entered::default() }.into()
    }
}
