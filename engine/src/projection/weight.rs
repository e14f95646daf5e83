//! About how large things are in memory.
//!
//! Caches are bounded by these bytes. They are estimates: what the allocator and the maps add is counted with a fixed sum
//! for each part.
use serde_json::Value;
use weir_core::expression::Weight;
use weir_core::instance::{ElementInstance, Instance};

/// An instance without its elements: itself, the maps it is found by and the keys of its header's rows.
pub const INSTANCE: usize = size_of::<Instance>() + 800;

/// An element instance without its variables: itself and its places in the maps of the instance and of its rows.
pub const ELEMENT: usize = size_of::<ElementInstance>() + 400;

/// A variable's value.
pub fn of(value: &Value) -> usize {
    usize::try_from(Weight::of(value).memory).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_holds_more_weighs_more() {
        let heavier =
            [json!(1), json!("a longer text"), json!({ "a": "a longer text" }), json!([{ "a": "a longer text" }])];
        assert!(heavier.windows(2).all(|two| of(&two[0]) < of(&two[1])));
        assert!(of(&json!("x".repeat(1000))) > 1000);
    }
}
