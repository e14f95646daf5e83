//! JUEL: the expression language of Camunda 7, Flowable and Activiti, as far as it means something without their Java
//! objects. Evaluated natively, because its rules for null and for types are not FEEL's.
//!
//! | JUEL | here |
//! |---|---|
//! | `${…}` or `#{…}` alone | the value itself |
//! | text around it, or several | a text: every value written out, null as nothing |
//! | a name without a variable | a fault: `juel-missing-variable` |
//! | `a.b`, `a['b']` of null, or of an object without that entry | null |
//! | `list[i]` outside of the list | null |
//! | `==`, `!=` | null equals null alone; a number or a boolean on one side turns the other side into one |
//! | `<`, `>`, `<=`, `>=` | false when a side is null, except that null `<=` null holds |
//! | `&&`, `\|\|`, `!`, `? :` | null and empty text are false; a text is true when it says so in any case |
//! | `+ - * / %` | null and empty text are 0; `/` always gives a fraction |
//! | a comparison of two dates or date-times | by time, whatever their offsets; one without offset is in the zone of the server |
//! | `empty x` | null, empty text, list or object |
//! | a method of null | a fault: `juel-null` |
//!
//! What JUEL does and we refuse to do differently is a fault as well: whole numbers that leave 64 bits wrap around in
//! Java. A `java.util.Date` is a point in time here and is written in ISO 8601. Calls of beans, of classes and of
//! methods that are not listed in [`methods`] are refused when the model is deployed.
//!
//! Nothing here loops or recurses over data, so every expression is bounded: by the length of its text
//! ([`TEXT_BYTES_MAX`](limits::TEXT_BYTES_MAX) for what it builds) and the size of its data.
mod ast;
mod call;
mod coerce;
mod compiled;
mod date;
mod error;
mod evaluate;
pub mod limits;
pub mod methods;
mod operate;
mod parse;
mod patterns;
mod results;
mod scan;
mod told;
mod variables;

pub use ast::Fact;
pub use call::{Bean, bean};
pub use compiled::{Juel, is_juel};
pub use error::{Fault, Refusal};
pub(crate) use told::told;
