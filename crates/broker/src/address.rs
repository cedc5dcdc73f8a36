//! Owns where a broker is and what is asked of it, as one text. Does not connect.

use std::str::FromStr;

/// A broker, and the messages that are wanted of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Name or number of the host.
    pub host: String,
    /// Port: 1883, or 8883 with TLS, where the text names none.
    pub port: u16,
    /// Whether the connection is encrypted.
    pub has_tls: bool,
    /// Who asks.
    pub user: Option<String>,
    /// Topic filter, maybe with `+` and `#`.
    pub filter: String,
}

/// Why a text is no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It does not begin as one.
    #[error("expected mqtt://host/topic or mqtts://host/topic")]
    Scheme,
    /// It names no host.
    #[error("expected a host behind mqtt://")]
    Host,
    /// The port is no number from 1 to 65535.
    #[error("expected a port from 1 to 65535, found {0:?}")]
    Port(String),
    /// It holds a password, which every user of the machine could then read.
    #[error(
        "a password in an address is seen by all users of the machine; give it in a file or the environment"
    )]
    Password,
    /// `+` and `#` do not stand where they may, or there is no topic.
    #[error("expected a topic such as meters/#, found {0:?}")]
    Filter(String),
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let (has_tls, rest) = match text.split_once("://") {
            Some(("mqtt", rest)) => (false, rest),
            Some(("mqtts", rest)) => (true, rest),
            _ => return Err(AddressError::Scheme),
        };
        let (place, filter) = rest.split_once('/').unwrap_or((rest, ""));
        let (user, place) = match place.rsplit_once('@') {
            Some((user, _)) if user.contains(':') => return Err(AddressError::Password),
            Some((user, place)) => (Some(user.to_owned()).filter(|user| !user.is_empty()), place),
            None => (None, place),
        };
        // [::1]:1883
        let (host, port) = match place.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((host, port)) => (host, port.strip_prefix(':')),
            None => match place.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (place, None),
            },
        };
        if host.is_empty() {
            return Err(AddressError::Host);
        }
        let usual = if has_tls { 8883 } else { 1883 };
        let port = port.map_or(Ok(usual), |port| {
            port.parse().ok().filter(|&port| port > 0).ok_or_else(|| AddressError::Port(port.to_owned()))
        })?;
        if !is_filter(filter) {
            return Err(AddressError::Filter(filter.to_owned()));
        }
        Ok(Self { host: host.to_owned(), port, has_tls, user, filter: filter.to_owned() })
    }
}

/// Whether wildcards take whole levels, and `#` only the last.
fn is_filter(filter: &str) -> bool {
    let levels: Vec<&str> = filter.split('/').collect();
    let is_level = |(at, level): (usize, &&str)| match *level {
        "#" => at + 1 == levels.len(),
        "+" => true,
        other => !other.contains(['+', '#', '\0']),
    };
    !filter.is_empty() && u16::try_from(filter.len()).is_ok() && levels.iter().enumerate().all(is_level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_where_who_and_what() {
        let full: Address = "mqtts://reader@broker.example:8884/grid/+/load/#".parse().expect("an address");
        assert_eq!((&*full.host, full.port, full.has_tls), ("broker.example", 8884, true));
        assert_eq!((full.user.as_deref(), &*full.filter), (Some("reader"), "grid/+/load/#"));
        let short: Address = "mqtt://[::1]/#".parse().expect("an address");
        assert_eq!((&*short.host, short.port, short.user), ("::1", 1883, None));
        assert_eq!("mqtts://h/t".parse::<Address>().expect("an address").port, 8883);
    }

    #[test]
    fn what_is_none_is_named() {
        for (text, cause) in [
            ("http://h/t", AddressError::Scheme),
            ("mqtt:///t", AddressError::Host),
            ("mqtt://h:0/t", AddressError::Port("0".to_owned())),
            ("mqtt://u:secret@h/t", AddressError::Password),
            ("mqtt://h", AddressError::Filter(String::new())),
            ("mqtt://h/a#/b", AddressError::Filter("a#/b".to_owned())),
            ("mqtt://h/#/b", AddressError::Filter("#/b".to_owned())),
        ] {
            assert_eq!(text.parse::<Address>(), Err(cause), "{text}");
        }
    }
}
