//! How an element is entered. Most are entered with nothing at all, and each token hands on what its element is entered
//! with: so whatever that is, it is in a box.
use crate::approval::Seat;
use crate::command::Came;
use crate::compensation::Compensating;
use crate::event::Intervention;
use crate::instance::{Place, Variables};
use std::collections::BTreeMap;
use std::ops::Deref;

/// How an element is entered.
#[derive(Debug, Clone, Default)]
pub struct Entry(Option<Box<Entered>>);

/// What an element may be entered with.
#[derive(Debug, Clone, Default)]
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

static NOTHING: Entered = Entered {
    triggered: false,
    locals: BTreeMap::new(),
    payload: BTreeMap::new(),
    intervention: None,
    came: None,
    compensating: None,
    resume: vec![],
    asked: vec![],
};

impl Entry {
    /// With this.
    pub fn with(entered: Entered) -> Self {
        Entry(Some(Box::new(entered)))
    }

    /// With these local variables.
    pub fn knowing(locals: Variables) -> Self {
        if locals.is_empty() { Entry::default() } else { Entry::with(Entered { locals, ..Entered::default() }) }
    }

    /// Its event has already happened.
    pub fn triggered() -> Self {
        Entry::with(Entered { triggered: true, ..Entered::default() })
    }

    /// What it is entered with.
    pub fn open(self) -> Entered {
        self.0.map_or_else(Entered::default, |entered| *entered)
    }
}

impl Deref for Entry {
    type Target = Entered;

    fn deref(&self) -> &Entered {
        self.0.as_deref().unwrap_or(&NOTHING)
    }
}
