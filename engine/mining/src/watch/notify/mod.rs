//! From alarms to messages: who is told what, and when nobody is. Four things keep a message back, each on its own: a more
//! general alarm says it already (inhibition), somebody has asked for quiet (silence), nobody works (quiet times), and there
//! were too many (rate limit). What is kept back is not lost: the next message says where things stand.
mod dispatch;
mod measures;
mod message;
mod policy;
mod words;

pub use dispatch::{Dispatcher, Held, Kind, Notification, Outcome, Still, Why};
pub use measures::{Cause, Figures, MEASURES, Measure, WhatIf, dominant, measures};
pub use message::{Exceedance, Message, Phrase, Trend, Unit};
pub use policy::{ALERTS_MAX, Alert, Policy, PolicyError, Rate, Recipient, SILENCE_MS_MAX, Scope, Silence, Together};
pub use words::{CODES, Language, duration, render, template};
