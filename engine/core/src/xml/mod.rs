//! Text to element tree, with the place of everything: namespaces and entities resolved, nothing fetched or expanded.
//!
//! Reading never fails half-way: what could be read stands in the tree, what could not is a [`Problem`](crate::Problem).
//! Nothing recurses, so no nesting can overflow a stack, and every limit of [`limits`] is checked while reading.
mod cursor;
pub(crate) use cursor::Cursor;
mod declaration;
pub(crate) use declaration::{is_declaration, is_reserved};
mod inside;
pub mod limits;
mod parse;
mod scope;
mod start;
mod tree;
pub use inside::inside;
pub(crate) use parse::is_character;
pub use parse::{Parsed, parse};
pub use tree::{Attribute, Child, Element, Name, Tree};

/// The namespace of the `xml` prefix: `xml:lang`, `xml:space`.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";
