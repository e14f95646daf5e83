//! Where webhooks may lead: whoever may enter an address must not reach what only this machine reaches.
//!
//! An address is looked at twice: as it is written, by the name of its machine, and as it is resolved, right before the
//! connection is made to exactly that address. So a name that resolves to something else later leads nowhere. Machines of
//! the own network are reached only where the network is named; without TLS only those are.
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Hosts and networks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllowList {
    hosts: Vec<Host>,
    networks: Vec<Network>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Host {
    /// What its name is, or ends with.
    name: String,
    /// Are all below it meant?
    below: bool,
    port: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    bits: u8,
}

impl AllowList {
    /// Reads hosts like `hooks.example.org`, `*.example.org:8443`, and networks like `10.1.0.0/16` or `127.0.0.1`,
    /// separated by commas.
    pub fn parse(text: &str) -> Result<AllowList, String> {
        let mut list = AllowList::default();
        for entry in text.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            match Network::parse(entry) {
                Some(network) => list.networks.push(network),
                None => list.hosts.push(Host::parse(entry)?),
            }
        }
        Ok(list)
    }

    /// May a webhook have this address, as far as that can be told from how it is written?
    pub fn allows(&self, url: &str) -> Result<(), String> {
        let uri: Uri = url.parse().map_err(|_| format!("`{url}` is no address"))?;
        let authority = uri.authority().ok_or_else(|| format!("`{url}` names no machine"))?;
        if authority.as_str().contains('@') {
            return Err("an address must not hold a name and a password".to_owned());
        }
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(format!("`{url}` must begin with https://")),
        };
        let port = authority.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let host = authority.host().trim_matches(['[', ']']).to_ascii_lowercase();
        if let Ok(address) = host.parse::<IpAddr>() {
            let named = self.networks.iter().any(|network| network.has(address));
            return if named {
                Ok(())
            } else {
                Err(format!("{address} is in none of the networks of `webhook_allow`"))
            };
        }
        if !self.hosts.iter().any(|known| known.is(&host, port)) {
            return Err(format!("`{host}` at port {port} is none of the hosts of `webhook_allow`"));
        }
        if !secure && self.networks.is_empty() {
            return Err("without TLS only machines of the networks in `webhook_allow` are reached".to_owned());
        }
        Ok(())
    }

    /// May this address be connected to?
    fn reaches(&self, address: IpAddr, secure: bool) -> bool {
        self.networks.iter().any(|network| network.has(address)) || (secure && is_public(address))
    }
}

impl Host {
    fn parse(entry: &str) -> Result<Host, String> {
        let (name, port) = match entry.rsplit_once(':') {
            Some((name, port)) => (name, Some(port.parse().map_err(|_| format!("`{port}` is no port"))?)),
            None => (entry, None),
        };
        let (name, below) = name.strip_prefix("*.").map_or((name, false), |name| (name, true));
        let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        if name.is_empty() || !name.chars().all(letter) || name.starts_with(['.', '-']) {
            return Err(format!("`{entry}` is neither a host like hooks.example.org nor a network like 10.1.0.0/16"));
        }
        Ok(Host { name: name.to_ascii_lowercase(), below, port })
    }

    fn is(&self, host: &str, port: u16) -> bool {
        let named = if self.below {
            host.strip_suffix(&self.name).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
        } else {
            host == self.name
        };
        named && self.port.is_none_or(|known| known == port)
    }
}

impl Network {
    fn parse(entry: &str) -> Option<Network> {
        let (address, bits) = entry.split_once('/').map_or((entry, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.trim_matches(['[', ']']).parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(most), |bits| bits.parse().ok()).filter(|bits| *bits <= most)?;
        Some(Network { address, bits })
    }

    fn has(&self, address: IpAddr) -> bool {
        match (self.address, plain(address)) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.bits)).unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.bits)).unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            _ => false,
        }
    }
}

/// An IPv4 address that is written as one of IPv6 is what it is.
fn plain(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(address) => address.to_ipv4_mapped().map_or(IpAddr::V6(address), IpAddr::V4),
        IpAddr::V4(_) => address,
    }
}

/// Is it an address of the public network, and nothing that leads back inside?
fn is_public(address: IpAddr) -> bool {
    match plain(address) {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (18..20).contains(&b))
        || (a == 192 && b == 0 && c == 0))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    // Addresses of IPv4 that are wrapped in some way: what they wrap counts.
    let wrapped = match parts {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] | [0, 0, 0, 0, 0, 0, high, low] => {
            Some(Ipv4Addr::from_bits((u32::from(high) << 16) | u32::from(low)))
        }
        _ => None,
    };
    if let Some(inner) = wrapped {
        return is_public_v4(inner);
    }
    // Only 2000::/3 is given out, and not for documentation or tunnels.
    parts[0] & 0xe000 == 0x2000 && !(parts[0] == 0x2001 && (parts[1] == 0xdb8 || parts[1] < 0x200))
}

/// Finds only addresses that may be connected to.
#[derive(Debug)]
pub struct Guarded(pub AllowList);

impl Resolver for Guarded {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let secure = uri.scheme_str() == Some("https");
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        found.iter().filter(|to: &&SocketAddr| self.0.reaches(to.ip(), secure)).for_each(|to| kept.push(*to));
        if kept.is_empty() {
            let message =
                "the machine has only addresses that webhooks must not reach: name its network in `webhook_allow`";
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, message).into());
        }
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_is_reached() {
        let list = AllowList::parse("hooks.example.org, *.example.net:8443, 10.1.0.0/16, ::1").unwrap();
        let allowed = [
            "https://hooks.example.org/x",
            "https://HOOKS.example.org",
            "https://a.b.example.net:8443/",
            "http://10.1.255.3:80/x",
            "http://[::1]:9/",
        ];
        for url in allowed {
            assert_eq!(list.allows(url), Ok(()), "{url}");
        }
        let refused = [
            "https://example.org",
            "https://hooks.example.org.evil.com",
            "https://example.net:8443",
            "https://a.example.net",
            "https://evilexample.net:8443",
            "http://10.2.0.1/",
            "https://127.0.0.1/",
            "https://user:pass@hooks.example.org/",
            "ftp://hooks.example.org",
            "hooks.example.org",
            "",
            "https://[::2]/",
        ];
        for url in refused {
            assert!(list.allows(url).is_err(), "{url}");
        }
        let names_only = AllowList::parse("hooks.example.org").unwrap();
        assert!(names_only.allows("http://hooks.example.org/").is_err(), "what is said must be read by nobody");
        for wrong in ["a b", "*.", "10.1.0.0/33", "host:port", "https://x.org"] {
            assert!(AllowList::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_name_leads_to_no_machine_of_the_own_network() {
        let list = AllowList::parse("hooks.example.org, 10.1.0.0/16").unwrap();
        let reaches = |address: &str, secure| list.reaches(address.parse().unwrap(), secure);
        assert!(reaches("93.184.216.34", true) && reaches("2606:2800:220:1::1", true) && reaches("10.1.2.3", false));
        assert!(!reaches("93.184.216.34", false), "the public network is reached with TLS alone");
        let inside = [
            "127.0.0.1",
            "10.2.0.1",
            "192.168.1.1",
            "172.16.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::1",
            "2001:db8::1",
            "2001::1",
            "::7f00:1",
        ];
        for address in inside {
            assert!(!reaches(address, true), "{address}");
        }
        assert!(reaches("::ffff:10.1.9.9", true), "written in the way of IPv6 it is the same");
    }
}
