//! Owns what a record of traffic says. Does not read records.

use std::net::IpAddr;

/// How mining shows. The later, the stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Small packets, day and night, for hours: the flow of a miner, and of a few other things.
    Rhythm,
    /// The name of a pool, asked for or said when a TLS connection began.
    PoolName,
    /// Methods of Stratum, or a sensor's word for them.
    Stratum,
}

impl Sign {
    /// Word in tables.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Rhythm => "rhythm",
            Self::PoolName => "pool_name",
            Self::Stratum => "stratum",
        }
    }

    /// The sign with this word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Rhythm, Self::PoolName, Self::Stratum].into_iter().find(|sign| sign.id() == id)
    }
}

/// Part of a conversation. Client and server are as the source has them; see [`Flow::oriented`].
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// Who began it.
    pub client: IpAddr,
    /// Its port.
    pub client_port: u16,
    /// Whom it spoke to.
    pub server: IpAddr,
    /// Its port.
    pub server_port: u16,
    /// First packet, UTC, seconds since 1970.
    pub start_s: f64,
    /// Last packet.
    pub end_s: f64,
    /// Bytes both ways, as far as the source counts them.
    pub bytes: Option<u64>,
    /// Packets both ways.
    pub packets: Option<u64>,
    /// What the record says of mining by itself.
    pub sign: Option<Sign>,
    /// The pool, where one is named.
    pub pool: Option<Box<str>>,
}

impl Flow {
    /// The same seen from the client: records of routers are of one direction each, and the server is the
    /// one with the lower port.
    #[must_use]
    pub fn oriented(self) -> Self {
        if self.client_port >= self.server_port {
            return self;
        }
        Self {
            client: self.server,
            client_port: self.server_port,
            server: self.client,
            server_port: self.client_port,
            ..self
        }
    }
}

/// What a record says.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// Part of a conversation over TCP.
    Flow(Flow),
    /// Somebody asked for the address of a pool.
    Asked {
        /// Who.
        client: IpAddr,
        /// When, UTC, seconds since 1970.
        at_s: f64,
        /// Which pool.
        pool: Box<str>,
    },
}

/// The sum of what is known of two parts: a log that does not say how much was sent adds nothing.
pub(crate) fn known_sum(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    a.zip(b).map(|(a, b)| a.saturating_add(b)).or(a).or(b)
}
