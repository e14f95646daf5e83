//! Where an object is meant, an array is none. What is derived from a struct, or from a variant with fields, would take the
//! values of an array in the order of the fields: then a body means something else as soon as a field comes to be in between.
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, Expected, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use std::fmt;

/// Reads JSON; objects are objects all through it.
pub fn read<T: DeserializeOwned>(text: &[u8]) -> serde_json::Result<T> {
    let mut json = serde_json::Deserializer::from_slice(text);
    let read = T::deserialize(Strict(&mut json))?;
    json.end()?;
    Ok(read)
}

/// The same of what was read as JSON before.
pub fn of<T: DeserializeOwned>(value: serde_json::Value) -> serde_json::Result<T> {
    T::deserialize(Strict(value))
}

/// Reads a field within what is read twice: where an enum has its tag among its fields, or a struct takes in fields of another,
/// what stands there is gathered first, and its parts would be read from that as leniently as ever. For `deserialize_with`.
pub fn within<'de, D: Deserializer<'de>, T: serde::Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    T::deserialize(Strict(from))
}

/// How what is derived from an enum with its tag among the fields says what it expects: it asks for anything, and takes an array too.
const TAGGED: &str = "internally tagged enum";

/// What is read, in each of its parts.
struct Strict<T>(T);

/// What takes in what is read.
struct Taking<V> {
    visitor: V,
    /// Only an object will do.
    object: bool,
}

fn any<V>(visitor: V) -> Taking<V> {
    Taking { visitor, object: false }
}

fn object<V>(visitor: V) -> Taking<V> {
    Taking { visitor, object: true }
}

macro_rules! reads {
    ($($name:ident($($argument:ident: $of:ty),*))*) => {
        $(fn $name<V: Visitor<'de>>(self, $($argument: $of,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$name($($argument,)* any(visitor))
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<D> {
    type Error = D::Error;

    reads! {
        deserialize_any() deserialize_bool() deserialize_char() deserialize_str() deserialize_string()
        deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64() deserialize_i128()
        deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_u128()
        deserialize_f32() deserialize_f64() deserialize_bytes() deserialize_byte_buf() deserialize_option()
        deserialize_unit() deserialize_seq() deserialize_map() deserialize_identifier() deserialize_ignored_any()
        deserialize_unit_struct(name: &'static str) deserialize_newtype_struct(name: &'static str)
        deserialize_tuple(len: usize) deserialize_tuple_struct(name: &'static str, len: usize)
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields, object(visitor))
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

macro_rules! takes {
    ($($name:ident: $of:ty)*) => {
        $(fn $name<E: Error>(self, value: $of) -> Result<V::Value, E> {
            self.visitor.$name(value)
        })*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Taking<V> {
    type Value = V::Value;

    takes! {
        visit_bool: bool visit_char: char visit_str: &str visit_borrowed_str: &'de str visit_string: String
        visit_i8: i8 visit_i16: i16 visit_i32: i32 visit_i64: i64 visit_i128: i128
        visit_u8: u8 visit_u16: u16 visit_u32: u32 visit_u64: u64 visit_u128: u128
        visit_f32: f32 visit_f64: f64
        visit_bytes: &[u8] visit_borrowed_bytes: &'de [u8] visit_byte_buf: Vec<u8>
    }

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(to)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_some(Strict(from))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_newtype_struct(Strict(from))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, from: A) -> Result<V::Value, A::Error> {
        let expected: &dyn Expected = &self.visitor;
        if self.object || expected.to_string().starts_with(TAGGED) {
            return Err(A::Error::custom(format_args!("an array stands where an object is expected ({expected})")));
        }
        self.visitor.visit_seq(Strict(from))
    }

    fn visit_map<A: MapAccess<'de>>(self, from: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(Strict(from))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, from: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_enum(Strict(from))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Strict<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Strict(from))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Strict(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Strict(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Strict<A> {
    type Error = A::Error;
    type Variant = Strict<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        self.0.variant_seed(seed).map(|(value, variant)| (value, Strict(variant)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(Strict(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(len, any(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.struct_variant(fields, object(visitor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_json::Value;
    use std::collections::BTreeMap;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Asked {
        pair: (u8, String),
        whole: Option<Point>,
        all: Vec<Point>,
        named: BTreeMap<String, Act>,
        kinds: Vec<Kind>,
        free: Value,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Point {
        x: i64,
        y: i64,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "camelCase")]
    enum Act {
        Stay,
        Wait(u8),
        Both(u8, u8),
        Go { from: u8, to: u8 },
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(tag = "kind", rename_all = "camelCase")]
    enum Kind {
        Even,
        Between {
            least: u8,
            most: u8,
        },
        At {
            #[serde(deserialize_with = "within")]
            point: Point,
        },
    }

    #[test]
    fn what_is_as_it_should_be_is_read_like_anywhere_else() {
        for text in [
            "{}",
            r#"{"pair": [1, "a"], "whole": {"x": 1, "y": -2}, "all": [{"x": 1, "y": 2}], "free": [1.5, [null, {"a": []}]]}"#,
            r#"{"whole": null, "named": {"a": "stay", "b": {"wait": 3}, "c": {"both": [1, 2]}, "d": {"go": {"from": 1, "to": 2}}}}"#,
        ] {
            assert_eq!(read::<Asked>(text.as_bytes()).unwrap(), serde_json::from_str(text).unwrap(), "{text}");
        }
        let kinds = r#"{"kinds": [{"kind": "between", "least": 1, "most": 2}, {"kind": "even"}, {"point": {"x": 1, "y": 2}, "kind": "at"}]}"#;
        let read_kinds = read::<Asked>(kinds.as_bytes()).unwrap().kinds;
        assert_eq!(
            read_kinds,
            [Kind::Between { least: 1, most: 2 }, Kind::Even, Kind::At { point: Point { x: 1, y: 2 } }]
        );
        assert!(read::<Asked>(b"{} {}").unwrap_err().is_syntax(), "nothing follows it");
        assert!(read::<Asked>(b"{\"other\": 1}").unwrap_err().to_string().starts_with("unknown field"));
    }

    #[test]
    fn an_array_is_no_object_wherever_it_stands() {
        for text in [
            r#"[[1, "a"], null, [], {}, [], 0]"#,
            r#"{"whole": [1, 2]}"#,
            r#"{"all": [{"x": 1, "y": 2}, [3, 4]]}"#,
            r#"{"named": {"a": {"go": [1, 2]}}}"#,
            r#"{"kinds": [["between", 1, 2]]}"#,
        ] {
            let taken = serde_json::from_str::<Asked>(text);
            assert!(taken.is_ok(), "serde takes it: {text}");
            let error = read::<Asked>(text.as_bytes()).unwrap_err();
            assert!(error.is_data() && error.line() == 1 && error.column() > 0, "{error}");
            assert!(error.to_string().starts_with("an array stands where an object is expected"), "{error}");
            assert!(of::<Asked>(serde_json::from_str(text).unwrap()).is_err(), "{text}");
        }
        // What is within is read so by whoever reads it.
        let within = r#"{"kinds": [{"kind": "at", "point": [1, 2]}]}"#;
        let error = read::<Asked>(within.as_bytes()).unwrap_err();
        assert!(error.to_string().starts_with("an array stands where an object is expected"), "{error}");
    }
}
