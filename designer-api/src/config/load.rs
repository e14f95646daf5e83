//! From the layers to a [`Config`], remembering which layer each value came from.
use super::{Config, SETTINGS};
use figment::providers::{Env, Format, Serialized, Toml};
use figment::{Figment, Provider};
use std::collections::BTreeMap;
use std::path::PathBuf;
use weir_core::catalogue::nearest::nearest;

/// Variables that begin with `WEIR_` but are not settings of the server.
const NOT_SETTINGS: [&str; 4] = ["config", "url", "token", "ui_dist"];

/// Where to look for values besides the defaults and the environment.
#[derive(Debug, Default)]
pub struct Layers {
    /// The file; none is `weir.toml` here, if there is one.
    pub file: Option<PathBuf>,
    /// Values from the command line.
    pub flags: BTreeMap<&'static str, serde_json::Value>,
}

/// The settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file was named that is not there.
    #[error("there is no configuration file {}", path.display())]
    NoFile {
        /// Its path.
        path: PathBuf,
    },
    /// A directory stands where a file was named.
    #[error("{} is a directory: name the configuration file in it", path.display())]
    Directory {
        /// Its path.
        path: PathBuf,
    },
    /// A key that does not exist.
    #[error("unknown setting `{key}` in {layer}; {}", meant(.key))]
    UnknownKey {
        /// As written.
        key: String,
        /// Where.
        layer: String,
    },
    /// A number that is too small or too large.
    #[error("`{key}` must be from {from} to {to}")]
    OutOfBounds {
        /// Of which setting.
        key: &'static str,
        /// The smallest it may be.
        from: u64,
        /// The largest.
        to: u64,
    },
    /// A time zone that is not known.
    #[error("there is no time zone `{zone}`: `time_zone` is an IANA name like Asia/Shanghai")]
    NoZone {
        /// As written.
        zone: String,
    },
    /// A value that does not fit.
    #[error("{}", one_line(&.0.to_string()))]
    Unfit(Box<figment::Error>),
    /// The file does not parse.
    #[error("the configuration {layer} cannot be read: {}", one_line(&.error.to_string()))]
    Unreadable {
        /// Which layer, a file with its path.
        layer: String,
        /// What is wrong with it.
        error: Box<figment::Error>,
    },
}

/// Reads all layers. The answer names for each key the layer that its value came from.
pub fn load(layers: Layers) -> Result<(Config, BTreeMap<&'static str, &'static str>), Error> {
    load_within(Figment::from(Env::prefixed("WEIR_").ignore(&NOT_SETTINGS)), layers)
}

fn load_within(environment: Figment, layers: Layers) -> Result<(Config, BTreeMap<&'static str, &'static str>), Error> {
    let file = match layers.file {
        Some(path) if path.is_dir() => return Err(Error::Directory { path }),
        Some(path) if !path.is_file() => return Err(Error::NoFile { path }),
        named => named.or_else(|| Some(PathBuf::from("weir.toml")).filter(|path| path.is_file())),
    };
    let named = file.as_ref().map_or_else(String::new, |path| format!("file {}", path.display()));
    let strongest_first = [
        ("flag", Figment::from(Serialized::defaults(layers.flags))),
        ("environment", environment),
        ("file", file.map(|path| Figment::from(Toml::file_exact(path))).unwrap_or_default()),
    ];
    let mut all = Figment::new();
    for (layer, values) in &strongest_first {
        refuse_unknown(if *layer == "file" { &named } else { layer }, values)?;
        all = all.join(values.clone());
    }
    let mut config: Config = all.extract().map_err(|e| Error::Unfit(Box::new(e)))?;
    if let Some((key, bounds)) = config.out_of_bounds() {
        return Err(Error::OutOfBounds { key, from: *bounds.start(), to: *bounds.end() });
    }
    if weir_core::time::TimeZone::get(&config.time_zone).is_err() {
        return Err(Error::NoZone { zone: config.time_zone });
    }
    let origin = |key| strongest_first.iter().find(|(_, values)| values.contains(key)).map_or("default", |(l, _)| *l);
    let origins: BTreeMap<_, _> = SETTINGS.iter().map(|s| (s.key, origin(s.key))).collect();
    config.origins.clone_from(&origins);
    Ok((config, origins))
}

impl Config {
    /// Every setting as it is told: its value, which layer it came from and what it does.
    pub fn told(&self) -> Vec<serde_json::Value> {
        let values = serde_json::to_value(self).unwrap_or_default();
        let told = |setting: &super::Setting| {
            let from = self.origins.get(setting.key).copied().unwrap_or("default");
            serde_json::json!({ "key": setting.key, "value": values[setting.key], "from": from, "help": setting.help })
        };
        SETTINGS.iter().map(told).collect()
    }
}

fn refuse_unknown(layer: &str, values: &Figment) -> Result<(), Error> {
    let data = values.data().map_err(|e| Error::Unreadable { layer: layer.to_owned(), error: Box::new(e) })?;
    let unknown = data.values().flat_map(|d| d.keys()).find(|key| SETTINGS.iter().all(|s| s.key != key.as_str()));
    match unknown {
        Some(key) => Err(Error::UnknownKey { key: key.clone(), layer: layer.to_owned() }),
        None => Ok(()),
    }
}

/// Without the picture of the place: its line and column are in the words.
fn one_line(text: &str) -> String {
    let words = text.lines().filter(|line| !line.contains('|')).map(str::trim).filter(|line| !line.is_empty());
    words.collect::<Vec<_>>().join(": ")
}

/// Where nothing is like it, nobody can have meant one of them.
fn meant(key: &str) -> String {
    let all = "`weir config --explain` names them all";
    nearest(key, SETTINGS.iter().map(|s| s.key))
        .map_or_else(|| all.to_owned(), |near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever runs the tests may have set what they like.
    fn load(layers: Layers) -> Result<(Config, BTreeMap<&'static str, &'static str>), Error> {
        load_within(Figment::new(), layers)
    }

    #[test]
    fn a_zone_has_an_iana_name() {
        let with =
            |zone: &str| load(Layers { flags: BTreeMap::from([("time_zone", zone.into())]), ..Layers::default() });
        assert_eq!(with("Europe/Berlin").unwrap().0.time_zone, "Europe/Berlin");
        let refused = with("Peking").unwrap_err().to_string();
        assert!(refused.contains("no time zone `Peking`") && refused.contains("Asia/Shanghai"), "{refused}");
    }

    #[test]
    fn what_is_wrong_with_a_file_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let refused = |path: &std::path::Path| {
            load(Layers { file: Some(path.to_owned()), ..Layers::default() }).unwrap_err().to_string()
        };
        assert!(refused(folder.path()).ends_with("is a directory: name the configuration file in it"));
        let file = folder.path().join("mine.toml");
        for (text, told) in [
            ("listen = ", "cannot be read"),
            ("lisen = 1", "did you mean `listen`"),
            ("requests_max = \"many\"", "requests_max"),
        ] {
            std::fs::write(&file, text).unwrap();
            let refused = refused(&file);
            assert!(refused.contains("mine.toml") && refused.contains(told), "{refused}");
        }
    }

    #[test]
    fn a_misspelt_key_is_told_the_right_one() {
        for (typed, right) in [("lisen", "listen"), ("datadir", "data_dir"), ("request_max", "requests_max")] {
            assert_eq!(meant(typed), format!("did you mean `{right}`?"));
        }
    }

    #[test]
    fn what_is_like_no_setting_is_not_taken_for_one() {
        for typed in ["foo", "tls_certificate", "x"] {
            assert_eq!(meant(typed), "`weir config --explain` names them all", "{typed}");
        }
    }
}
