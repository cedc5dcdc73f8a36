//! Owns how mining is known from what goes over a line: methods of Stratum, names of pools in TLS and
//! DNS. Keeps nothing of it.

use memchr::memmem;
use rustc_hash::FxHashMap;

/// Names of pools. The list that ships is `data/pools.csv`.
#[derive(Clone, Debug)]
pub struct Pools {
    by_domain: FxHashMap<Box<str>, Box<str>>,
}

impl Default for Pools {
    fn default() -> Self {
        Self::from_csv(include_str!("../data/pools.csv"))
    }
}

impl Pools {
    /// A list of one's own: CSV with the columns `domain` and `pool` first. Rows without both are left out.
    #[must_use]
    pub fn from_csv(text: &str) -> Self {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let rows = reader.records().filter_map(Result::ok);
        let pair = |row: csv::StringRecord| {
            let domain = row.get(0)?.trim().trim_matches('.').to_ascii_lowercase();
            let pool = row.get(1)?.trim();
            (!domain.is_empty() && !pool.is_empty()).then(|| (domain.into(), pool.into()))
        };
        Self { by_domain: rows.filter_map(pair).collect() }
    }

    /// How many names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_domain.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_domain.is_empty()
    }

    /// The pool that a host belongs to: a domain of the list, or a name below one.
    #[must_use]
    pub fn of(&self, host: &str) -> Option<&str> {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let mut rest = host.as_str();
        loop {
            if let Some(pool) = self.by_domain.get(rest) {
                return Some(pool);
            }
            rest = rest.split_once('.')?.1;
        }
    }
}

/// Methods that only Stratum has: <https://en.bitcoin.it/wiki/Stratum_mining_protocol>, EIP-1571 for
/// Ethereum's.
const METHODS: [&[u8]; 8] = [
    b"\"mining.subscribe\"",
    b"\"mining.authorize\"",
    b"\"mining.notify\"",
    b"\"mining.submit\"",
    b"\"mining.set_difficulty\"",
    b"\"mining.configure\"",
    b"\"eth_submitLogin\"",
    b"\"eth_submitWork\"",
];
/// Words of Monero's dialect, which has no names of its own: a login that is answered with a job, and
/// results that are submitted (<https://github.com/xmrig/xmrig-proxy/blob/master/doc/STRATUM.md>).
const OF_MONERO: [[&[u8]; 2]; 3] =
    [[b"\"login\"", b"\"algo\""], [b"\"job_id\"", b"\"blob\""], [b"\"submit\"", b"\"job_id\""]];
/// Messages of Stratum begin a packet; what comes later is not looked at.
const LOOKED_AT: usize = 2048;

/// Whether the beginning of what a TCP packet carries is Stratum's JSON-RPC.
#[must_use]
pub fn stratum_in(payload: &[u8]) -> bool {
    let payload = &payload[..payload.len().min(LOOKED_AT)];
    if payload.first() != Some(&b'{') && memchr::memchr(b'{', payload).is_none() {
        return false;
    }
    let has = |word: &[u8]| memmem::find(payload, word).is_some();
    METHODS.iter().any(|method| has(method))
        || (has(b"\"jsonrpc\"") && OF_MONERO.iter().any(|both| both.iter().all(|word| has(word))))
}

/// What the first bytes of a connection say of the server's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// They have it.
    As(String),
    /// More bytes may have it.
    Later,
    /// They are no TLS client's, or it names nobody.
    Not,
}

/// The server's name in the first message of a TLS client (RFC 6066, section 3; RFC 8446, section 4.1.2).
pub(crate) fn server_name(bytes: &[u8]) -> Named {
    match client_hello(bytes) {
        None => Named::Not,
        Some((hello, is_whole)) => match name_in(&hello) {
            Some(name) => Named::As(name.to_owned()),
            None if is_whole => Named::Not,
            None => Named::Later,
        },
    }
}

/// The first message of a TLS client without the heads of its records, as far as it is there, and whether
/// that is all of it. A message may be cut into records anywhere (RFC 8446, section 5.1).
fn client_hello(mut bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
    const HANDSHAKE: u8 = 22;
    const MAJOR_VERSION: u8 = 3;
    const CLIENT_HELLO: u8 = 1;
    const LONGEST_RECORD: usize = 1 << 14;
    let mut message = Vec::new();
    loop {
        if message.first().is_some_and(|kind| *kind != CLIENT_HELLO) {
            return None;
        }
        if let [_, high, middle, low, rest @ ..] = &message[..]
            && rest.len() >= u32::from_be_bytes([0, *high, *middle, *low]) as usize
        {
            return Some((message, true));
        }
        let is_other = |at: usize, wanted: u8| bytes.get(at).is_some_and(|byte| *byte != wanted);
        if is_other(0, HANDSHAKE) || is_other(1, MAJOR_VERSION) {
            return None;
        }
        let Some((&[_, _, _, high, low], rest)) = bytes.split_first_chunk() else {
            return Some((message, false));
        };
        let length = usize::from(u16::from_be_bytes([high, low]));
        if !(1..=LONGEST_RECORD).contains(&length) {
            return None;
        }
        let (part, left) = rest.split_at(length.min(rest.len()));
        message.extend(part);
        bytes = left;
    }
}

fn name_in(hello: &[u8]) -> Option<&str> {
    const SERVER_NAME: u16 = 0;
    let mut at = Reading { bytes: hello };
    // Kind, length, version, random; session, ciphers, compressions.
    at.skip(1 + 3 + 2 + 32)?;
    let session = at.byte()?.into();
    at.skip(session)?;
    let ciphers = at.pair()?.into();
    at.skip(ciphers)?;
    let compressions = at.byte()?.into();
    at.skip(compressions)?;
    at.skip(2)?;
    loop {
        let (kind, length) = (at.pair()?, at.pair()?.into());
        if kind != SERVER_NAME {
            at.skip(length)?;
            continue;
        }
        at.skip(3)?;
        let length = at.pair()?.into();
        return str::from_utf8(at.bytes.get(..length)?).ok();
    }
}

/// The first name that a DNS message asks for (RFC 1035, section 4.1.2).
pub(crate) fn asked_name(message: &[u8]) -> Option<String> {
    const IS_ANSWER: u8 = 0x80;
    const LONGEST_LABEL: u8 = 63;
    if message.get(2)? & IS_ANSWER != 0 || message.get(4..6)? == [0, 0] {
        return None;
    }
    let mut at = Reading { bytes: message.get(12..)? };
    let mut name = String::new();
    loop {
        let length = at.byte()?;
        if length == 0 {
            return (!name.is_empty()).then_some(name);
        }
        if length > LONGEST_LABEL {
            return None;
        }
        if !name.is_empty() {
            name.push('.');
        }
        name.push_str(str::from_utf8(at.bytes.get(..length.into())?).ok()?);
        at.skip(length.into())?;
    }
}

struct Reading<'a> {
    bytes: &'a [u8],
}

impl Reading<'_> {
    fn skip(&mut self, count: usize) -> Option<()> {
        self.bytes = self.bytes.get(count..)?;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.first()?;
        self.skip(1)?;
        Some(byte)
    }

    fn pair(&mut self) -> Option<u16> {
        let pair = u16::from_be_bytes(*self.bytes.first_chunk()?);
        self.skip(2)?;
        Some(pair)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The first message of a TLS client that asks for `host`.
    pub(crate) fn client_hello(host: &str) -> Vec<u8> {
        let body = hello_body(host, 0);
        in_records(&body, body.len())
    }

    /// The same with the key share of X25519MLKEM768 before the name: 1,216 bytes
    /// (draft-ietf-tls-ecdhe-mlkem, section 4.1).
    pub(crate) fn long_client_hello(host: &str) -> Vec<u8> {
        let body = hello_body(host, 1_216 + 400);
        in_records(&body, body.len())
    }

    /// A message in records of `size` bytes at most.
    fn in_records(message: &[u8], size: usize) -> Vec<u8> {
        let record = |part: &[u8]| [&[22, 3, 1], &pair(part.len())[..], part].concat();
        message.chunks(size).flat_map(record).collect()
    }

    fn pair(length: usize) -> [u8; 2] {
        u16::try_from(length).expect("short").to_be_bytes()
    }

    fn hello_body(host: &str, key_share: usize) -> Vec<u8> {
        let host = host.as_bytes();
        let mut name = vec![0, 0];
        name.extend(pair(host.len() + 5));
        name.extend(pair(host.len() + 3));
        name.push(0);
        name.extend(pair(host.len()));
        name.extend(host);
        let mut other = vec![0, 51];
        other.extend(pair(key_share));
        other.resize(other.len() + key_share, 5);
        let mut body = vec![3, 3];
        body.extend([7; 32]);
        body.extend([0, 0, 2, 0x13, 1, 1, 0]);
        body.extend(pair(name.len() + other.len()));
        body.extend(other);
        body.extend(name);
        [&[1, 0], &pair(body.len())[..], &body].concat()
    }

    #[test]
    fn stratum_is_known_by_its_methods_and_other_json_is_not() {
        for (text, is_it) in [
            (r#"{"id":1,"method":"mining.subscribe","params":["cgminer/4.10"]}"#, true),
            (r#"{"params":["4f","ab",true],"id":null,"method": "mining.notify"}"#, true),
            (
                r#"{"id":1,"jsonrpc":"2.0","method":"login","params":{"login":"4","agent":"XMRig","algo":["rx/0"]}}"#,
                true,
            ),
            (
                r#"{"jsonrpc":"2.0","method":"job","params":{"blob":"1010","job_id":"q","target":"b88d0600"}}"#,
                true,
            ),
            (r#"{"jsonrpc":"2.0","id":1,"method":"login","params":{"user":"me"}}"#, false),
            (r#"{"method":"submit","form":"mining"}"#, false),
            ("GET /mining.subscribe HTTP/1.1", false),
            ("", false),
        ] {
            assert_eq!(stratum_in(text.as_bytes()), is_it, "{text}");
        }
    }

    #[test]
    fn names_are_read_and_cut_messages_wait_or_are_none() {
        let hello = client_hello("eu.stratum.example.org");
        assert_eq!(server_name(&hello), Named::As("eu.stratum.example.org".to_owned()));
        for length in 0..hello.len() {
            assert_eq!(server_name(&hello[..length]), Named::Later, "{length}");
        }
        let long = hello_body("eu.stratum.example.org", 1_300);
        for size in [1, 3, 4, 64, 700, long.len() - 1] {
            let hello = in_records(&long, size);
            assert_eq!(server_name(&hello), Named::As("eu.stratum.example.org".to_owned()), "{size}");
            assert_eq!(server_name(&hello[..hello.len() - 1]), Named::Later, "{size}");
        }
        // A server's hello, an alert, a record without bytes, another protocol, a hello without names.
        for other in [&[22, 3, 3, 0, 9, 2][..], &[21, 3, 3, 0, 2], &[22, 3, 1, 0, 0, 22], &[22, 9], b"GET /"]
        {
            assert_eq!(server_name(other), Named::Not, "{other:?}");
        }
        let mut nameless = hello;
        let at = nameless.len() - "eu.stratum.example.org".len() - 9;
        nameless[at] = 9;
        assert_eq!(server_name(&nameless), Named::Not);
        let question =
            b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x02eu\x07example\x03org\x00\x00\x01\x00\x01";
        assert_eq!(asked_name(question).as_deref(), Some("eu.example.org"));
        for length in 0..question.len() - 4 {
            assert_eq!(asked_name(&question[..length]), None, "{length}");
        }
        assert_eq!(asked_name(&[0xff; 40]), None);
    }

    #[test]
    fn a_pool_owns_the_names_below_its_domain_alone() {
        let pools = Pools::default();
        assert!(pools.len() > 20);
        assert_eq!(pools.of("eu1.F2Pool.com."), Some("F2Pool"));
        assert_eq!(pools.of("f2pool.com"), Some("F2Pool"));
        assert_eq!((pools.of("notf2pool.com"), pools.of("com"), pools.of("")), (None, None, None));
        assert_eq!(Pools::from_csv("domain,pool\nx.org,X\n,Y\n").len(), 1);
    }
}
