//! Owns where a broker is and what is asked of it, as one text. Does not connect.

use std::str::FromStr;

/// A broker, and the messages that are wanted of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Name or number of the host.
    pub host: String,
    /// Port; the usual one where the text names none.
    pub port: u16,
    /// Whether the connection is encrypted.
    pub has_tls: bool,
    /// Who asks.
    pub user: Option<String>,
    /// Which messages are wanted.
    pub wanted: Wanted,
}

/// Which messages are wanted, which also says of what kind the broker is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those of MQTT topics: a filter, maybe with `+` and `#`.
    Topics(String),
    /// Those of a stream of NATS `JetStream` whose subjects fit a filter, maybe with `*` and `>`.
    Stream {
        /// Name of the stream.
        name: String,
        /// The filter; `>` is all.
        filter: String,
    },
}

/// Why a text is no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It does not begin as one.
    #[error("expected mqtt://host/topic or mqtts://host/topic, nats://host/stream or tls://host/stream")]
    Scheme,
    /// It names no host.
    #[error("expected a host behind ://")]
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
    /// There is no stream, its name holds what none can, or `*` and `>` do not stand where they may.
    #[error("expected a stream, maybe with subjects, such as METERS/meters.>, found {0:?}")]
    Stream(String),
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let (scheme, rest) = text.split_once("://").ok_or(AddressError::Scheme)?;
        let (is_nats, has_tls, usual) = match scheme {
            "mqtt" => (false, false, 1883),
            "mqtts" => (false, true, 8883),
            "nats" => (true, false, 4222),
            "tls" => (true, true, 4222),
            _ => return Err(AddressError::Scheme),
        };
        let (place, wanted) = rest.split_once('/').unwrap_or((rest, ""));
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
        let port = port.map_or(Ok(usual), |port| {
            port.parse().ok().filter(|&port| port > 0).ok_or_else(|| AddressError::Port(port.to_owned()))
        })?;
        let wanted = if is_nats {
            let (name, filter) = wanted.split_once('/').unwrap_or((wanted, ">"));
            if !is_stream(name) || !is_subject_filter(filter) {
                return Err(AddressError::Stream(wanted.to_owned()));
            }
            Wanted::Stream { name: name.to_owned(), filter: filter.to_owned() }
        } else {
            if !is_topic_filter(wanted) {
                return Err(AddressError::Filter(wanted.to_owned()));
            }
            Wanted::Topics(wanted.to_owned())
        };
        Ok(Self { host: host.to_owned(), port, has_tls, user, wanted })
    }
}

impl Address {
    /// Host and port, to name the broker by.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// The filter of topics or subjects.
    #[must_use]
    pub fn filter(&self) -> &str {
        match &self.wanted {
            Wanted::Topics(filter) | Wanted::Stream { filter, .. } => filter,
        }
    }

    /// Whether a message can be published under a topic or subject: neither may hold wildcards of its broker.
    #[must_use]
    pub fn is_publishable(&self, topic: &str) -> bool {
        match &self.wanted {
            Wanted::Topics(_) => is_topic_filter(topic) && !topic.contains(['+', '#']),
            Wanted::Stream { .. } => is_subject_filter(topic) && !topic.contains(['*', '>']),
        }
    }

    /// Whether messages of a topic or subject are known to be among those that are wanted. Where all of a stream
    /// is, only the server knows which subjects it takes.
    #[must_use]
    pub fn takes(&self, topic: &str) -> bool {
        match &self.wanted {
            Wanted::Topics(filter) => fits(filter.split('/'), topic.split('/'), "+", "#", true),
            Wanted::Stream { filter, .. } if filter == ">" => false,
            Wanted::Stream { filter, .. } => fits(filter.split('.'), topic.split('.'), "*", ">", false),
        }
    }
}

/// Whether levels fit those of a filter. The rest of MQTT may be empty, that of NATS may not.
fn fits<'a>(
    filter: impl Iterator<Item = &'a str>,
    mut levels: impl Iterator<Item = &'a str>,
    one: &str,
    rest: &str,
    may_be_empty: bool,
) -> bool {
    for wanted in filter {
        let level = levels.next();
        if wanted == rest {
            return may_be_empty || level.is_some();
        }
        if level.is_none_or(|level| wanted != one && wanted != level) {
            return false;
        }
    }
    levels.next().is_none()
}

/// Whether wildcards take whole levels, and `#` only the last.
fn is_topic_filter(filter: &str) -> bool {
    let levels: Vec<&str> = filter.split('/').collect();
    let is_level = |(at, level): (usize, &&str)| match *level {
        "#" => at + 1 == levels.len(),
        "+" => true,
        other => !other.contains(['+', '#', '\0']),
    };
    !filter.is_empty() && u16::try_from(filter.len()).is_ok() && levels.iter().enumerate().all(is_level)
}

/// Whether wildcards take whole levels, no level is empty, and `>` is only the last.
fn is_subject_filter(filter: &str) -> bool {
    let levels: Vec<&str> = filter.split('.').collect();
    let is_level = |(at, level): (usize, &&str)| match *level {
        ">" => at + 1 == levels.len(),
        "*" => true,
        other => {
            !other.is_empty() && !other.contains(['*', '>', '\0']) && !other.contains(char::is_whitespace)
        }
    };
    levels.iter().enumerate().all(is_level)
}

/// Whether a name holds nothing that names of streams cannot.
fn is_stream(name: &str) -> bool {
    !name.is_empty()
        && !name.contains(['.', '*', '>', '/', '\\', '\0'])
        && !name.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_those_of_the_broker() {
        let mqtt: Address = "mqtt://h/meters/#".parse().expect("an address");
        let nats: Address = "nats://h/METERS".parse().expect("an address");
        for (topic, of_mqtt, of_nats) in [
            ("alarms", true, true),
            ("alarms/north > 5*", true, false),
            ("alarms.a+b", false, true),
            ("alarms/#", false, true),
            ("alarms.>", true, false),
            ("alarms..north", true, false),
            ("", false, false),
        ] {
            assert_eq!(
                (mqtt.is_publishable(topic), nats.is_publishable(topic)),
                (of_mqtt, of_nats),
                "{topic}"
            );
        }
    }

    #[test]
    fn an_address_says_where_who_and_what() {
        let full: Address = "mqtts://reader@broker.example:8884/grid/+/load/#".parse().expect("an address");
        assert_eq!((&*full.host, full.port, full.has_tls), ("broker.example", 8884, true));
        assert_eq!((full.user.as_deref(), full.filter()), (Some("reader"), "grid/+/load/#"));
        let short: Address = "mqtt://[::1]/#".parse().expect("an address");
        assert_eq!((&*short.host, short.port, short.user), ("::1", 1883, None));
        assert_eq!("mqtts://h/t".parse::<Address>().expect("an address").port, 8883);
        let stream: Address = "tls://reader@nats.example/METERS/grid.*.load.>".parse().expect("an address");
        assert_eq!((stream.port, stream.has_tls, stream.user.as_deref()), (4222, true, Some("reader")));
        let wanted = Wanted::Stream { name: "METERS".to_owned(), filter: "grid.*.load.>".to_owned() };
        assert_eq!(stream.wanted, wanted);
        assert_eq!("nats://h/S".parse::<Address>().expect("an address").filter(), ">");
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
            ("nats://u:secret@h/S", AddressError::Password),
            ("nats://h", AddressError::Stream(String::new())),
            ("nats://h/a.b", AddressError::Stream("a.b".to_owned())),
            ("nats://h/S/", AddressError::Stream("S/".to_owned())),
            ("nats://h/S/a.>.b", AddressError::Stream("S/a.>.b".to_owned())),
            ("nats://h/S/a..b", AddressError::Stream("S/a..b".to_owned())),
        ] {
            assert_eq!(text.parse::<Address>(), Err(cause), "{text}");
        }
    }

    #[test]
    fn wildcards_take_what_their_bus_says() {
        let takes = |address: &str, topic: &str| address.parse::<Address>().expect("one").takes(topic);
        assert!(takes("mqtt://h/meters/#", "meters") && takes("mqtt://h/meters/+/a", "meters/1/a"));
        assert!(!takes("mqtt://h/meters/+", "meters/1/a") && !takes("mqtt://h/meters", "alarms"));
        assert!(!takes("nats://h/S", "alarms") && takes("nats://h/S/meters.*.a", "meters.1.a"));
        assert!(!takes("nats://h/S/meters.>", "meters") && !takes("nats://h/S/meters.*", "meters.1.a"));
    }
}
