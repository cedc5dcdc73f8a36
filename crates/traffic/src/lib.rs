//! Mining as internet traffic shows it: who spoke to a pool, how long, and how that is known.
//!
//! - [`read`] takes the logs of Zeek (TSV and JSON), Suricata (EVE JSON) and nfdump (CSV), and captures
//!   (pcap, pcapng), record by record: memory does not grow with the file.
//! - [`Sessions`] joins records of one five-tuple into sessions and keeps those that look like mining.
//! - [`Subscribers`] tells which meter an address belonged to at a time.
//! - [`log_odds`] is the bounded weight of what was seen.
//!
//! Only facts of flows are kept: addresses, ports, times, sizes, the name of a pool. Payload is looked at
//! and forgotten. The crate opens no files and knows no zone but those that come with it.

mod flow;
mod formats;
mod sessions;
mod signs;
mod subscribers;
mod table;
mod weight;

pub use flow::{Flow, Seen, Sign};
pub use formats::{Error, Format, Options, Report, read};
pub use sessions::{Session, Sessions};
pub use signs::{Pools, stratum_in};
pub use subscribers::{Subscribers, SubscribersReport};
pub use table::read_sessions;
pub use weight::{MOST_LOG_ODDS, log_odds, moved};
