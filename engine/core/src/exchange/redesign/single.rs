//! Changes of one element: a due date, a condition, a word.
use super::{Job, NoRedesign, shape};
use crate::catalogue::WEIR;
use crate::id::ElementId;

/// What says when a task takes too long, and what is done then.
const TIMEOUT: [&str; 4] = ["timeout", "timeoutReminders", "timeoutAction", "calendar"];

impl Job<'_> {
    pub(super) fn due(&mut self, task: &str, after: &str, remind: Option<&str>) -> Result<bool, NoRedesign> {
        let number = self.number(task)?;
        if self.text.document.tag(number) != "userTask" {
            return Err(shape(format!("`{task}` is no work of people: a due date is for these")));
        }
        // Another engine's word for it would go on to count beside ours.
        let others = self.text.document.element(number).attributes.iter();
        let others = others.filter(|a| &*a.name.local == "dueDate" && &*a.name.namespace != WEIR);
        if others.count() > 0 {
            return Err(shape(format!("`{task}` has the due date of another engine: change it by hand")));
        }
        // Hours of work are no hours, and a date that is worked out of the data is no length of time.
        let mut own = self.text.document.element(number).attributes.iter().filter(|a| &*a.name.namespace == WEIR);
        if own.any(|a| {
            &*a.name.local == "dueCalendar" || (&*a.name.local == "dueDate" && a.value.trim_start().starts_with('='))
        }) {
            return Err(shape(format!(
                "`{task}` works out its due date by a calendar or an expression: change it by hand"
            )));
        }
        let (prefix, _) = self.text.weir();
        self.text.set(number, &format!("{prefix}dueDate"), after);
        let Some(remind) = remind else { return Ok(false) };
        // What is done after a time that somebody has set is theirs to change.
        let mut own = self.text.document.element(number).attributes.iter();
        if own.any(|a| &*a.name.namespace == WEIR && TIMEOUT.contains(&&*a.name.local)) {
            return Err(shape(format!("`{task}` says already what is done after a time: set its reminder by hand")));
        }
        self.text.set(number, &format!("{prefix}timeout"), remind);
        self.text.set(number, &format!("{prefix}timeoutAction"), "remind");
        Ok(false)
    }

    pub(super) fn condition(&mut self, flow: &str, says: &str) -> Result<bool, NoRedesign> {
        let number = self.number(flow)?;
        let Some(condition) = self.text.document.child(number, "conditionExpression") else {
            return Err(shape(format!("the flow `{flow}` has no condition any more")));
        };
        self.text.say(condition, says);
        Ok(false)
    }

    pub(super) fn note(&mut self, element: Option<&ElementId>, says: &str) -> Result<bool, NoRedesign> {
        let number = match element {
            Some(element) => self.number(element.as_str())?,
            None => self.process,
        };
        self.text.document(number, says);
        Ok(false)
    }
}
