//! What is ours as those outside read it: names in camelCase, times as RFC 3339.
//!
//! By its type and not by its look: a field of ours is renamed, a name that a user gave, which is a key of a map, never is;
//! a time is one where it is a [`Timestamp`](weir_core::Timestamp). It is long because a serializer has many parts.
use serde::ser::{self, Serialize, Serializer};
use serde_json::{Map, Value};
use weir_core::Timestamp;

type Error = serde_json::Error;

/// A value of ours, for those outside.
pub fn camel(value: &impl Serialize) -> Result<Value, Error> {
    value.serialize(Camel)
}

/// `business_key` is `businessKey`, `UserTask` is `userTask`.
fn renamed(name: &str) -> String {
    let mut told = String::with_capacity(name.len());
    let mut upper = false;
    for letter in name.chars() {
        match letter {
            '_' => upper = true,
            _ if told.is_empty() => told.push(letter.to_ascii_lowercase()),
            _ if upper => told.push(letter.to_ascii_uppercase()),
            _ => told.push(letter),
        }
        upper &= letter == '_';
    }
    told
}

/// A time; none where it never comes, or was before all time.
fn time(ms: &Value) -> Value {
    let ms = ms.as_i64().filter(|ms| !matches!(*ms, i64::MIN | i64::MAX));
    ms.map_or(Value::Null, |ms| Value::String(Timestamp(ms).to_string()))
}

fn tagged(variant: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(renamed(variant), value)]))
}

struct Camel;

/// Items one after the other.
struct Items(Vec<Value>, Option<&'static str>);

/// Fields, of a variant or of none.
struct Fields(Map<String, Value>, Option<&'static str>);

/// What users have named: their names stay.
struct Entries(Map<String, Value>, Option<String>);

macro_rules! plain {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<Value, Error> {
            serde_json::value::Serializer.$method(value)
        })*
    };
}

impl Serializer for Camel {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Items;
    type SerializeMap = Entries;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Fields;

    plain!(serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64);
    plain!(serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32);
    plain!(serialize_f64: f64, serialize_char: char, serialize_str: &str, serialize_bytes: &[u8]);

    fn serialize_none(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Value, Error> {
        Ok(renamed(variant).into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<Value, Error> {
        let inner = value.serialize(Camel)?;
        Ok(if name == "Timestamp" { time(&inner) } else { inner })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, Error> {
        Ok(tagged(variant, value.serialize(Camel)?))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items, Error> {
        Ok(Items(Vec::with_capacity(length.unwrap_or_default()), None))
    }

    fn serialize_tuple(self, length: usize) -> Result<Items, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Items, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Items, Error> {
        Ok(Items(Vec::with_capacity(length), Some(variant)))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries, Error> {
        Ok(Entries(Map::new(), None))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields, Error> {
        Ok(Fields(Map::new(), None))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Fields, Error> {
        Ok(Fields(Map::new(), Some(variant)))
    }
}

impl Items {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.0.push(value.serialize(Camel)?);
        Ok(())
    }

    fn done(self) -> Value {
        let items = Value::Array(self.0);
        match self.1 {
            Some(variant) => tagged(variant, items),
            None => items,
        }
    }
}

macro_rules! items {
    ($($of:ident: $add:ident),*) => {
        $(impl ser::$of for Items {
            type Ok = Value;
            type Error = Error;

            fn $add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.push(value)
            }

            fn end(self) -> Result<Value, Error> {
                Ok(self.done())
            }
        })*
    };
}

items!(SerializeSeq: serialize_element, SerializeTuple: serialize_element);
items!(SerializeTupleStruct: serialize_field, SerializeTupleVariant: serialize_field);

macro_rules! fields {
    ($($of:ident),*) => {
        $(impl ser::$of for Fields {
            type Ok = Value;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                self.0.insert(renamed(name), value.serialize(Camel)?);
                Ok(())
            }

            fn end(self) -> Result<Value, Error> {
                let fields = Value::Object(self.0);
                Ok(match self.1 {
                    Some(variant) => tagged(variant, fields),
                    None => fields,
                })
            }
        })*
    };
}

fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Entries {
    type Ok = Value;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.1 = Some(match key.serialize(Camel)? {
            Value::String(name) => name,
            other => other.to_string(),
        });
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let name = self.1.take().expect("a value comes after its key");
        self.0.insert(name, value.serialize(Camel)?);
        Ok(())
    }

    fn end(self) -> Result<Value, Error> {
        Ok(Value::Object(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;
    use serde_json::json;
    use std::collections::BTreeMap;

    #[derive(Serialize)]
    enum Told {
        UserTask { business_key: Option<String>, given_variables: BTreeMap<String, Value>, due_at: Option<Timestamp> },
        NeverAgain(Timestamp),
        Nothing,
    }

    #[test]
    fn our_names_are_in_camel_case_and_those_of_users_stay() {
        let given_variables =
            BTreeMap::from([("net_amount".to_owned(), json!({ "unit_price": 3, "Due": 1_767_600_000_000_i64 }))]);
        let task = Told::UserTask { business_key: None, given_variables, due_at: Some(Timestamp(1_767_600_000_000)) };
        let expected = json!({ "userTask": {
            "businessKey": null,
            "givenVariables": { "net_amount": { "unit_price": 3, "Due": 1_767_600_000_000_i64 } },
            "dueAt": "2026-01-05T08:00:00.000Z",
        }});
        assert_eq!(camel(&task).unwrap(), expected);
    }

    #[test]
    fn a_time_that_never_comes_is_none() {
        assert_eq!(camel(&Told::NeverAgain(Timestamp(i64::MAX))).unwrap(), json!({ "neverAgain": null }));
        assert_eq!(camel(&[Told::Nothing]).unwrap(), json!(["nothing"]));
    }
}
