//! Owns the arguments of `watch`. Does not watch.

use super::{engine::Judging, values::positive};
use clap::{ArgGroup, Args};
use std::{net::SocketAddr, path::PathBuf};

/// Where readings arrive, and how to judge them.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("source").required(true).multiple(true))]
#[command(group = ArgGroup::new("broker").args(["mqtt", "nats"]).multiple(true))]
pub(in crate::cli) struct WatchArguments {
    /// Folder into which readings are put, in any format that detect and convert know
    #[arg(long, value_name = "DIR", group = "source")]
    pub(in crate::cli) folder: Option<PathBuf>,
    /// Messages of a broker, mqtt:// or with TLS mqtts://[USER@]HOST[:PORT]/TOPIC, maybe with + and #. The
    /// password comes from the environment or a file
    #[arg(long, value_name = "ADDRESS", group = "source", value_parser = mqtt)]
    pub(in crate::cli) mqtt: Option<broker::Address>,
    /// File with the password of the broker in its first line
    #[arg(long, value_name = "FILE", requires = "mqtt")]
    pub(in crate::cli) mqtt_password_file: Option<PathBuf>,
    /// Certificates that are trusted for mqtts:// [default: those of the system]
    #[arg(long, value_name = "FILE.pem", requires = "mqtt")]
    pub(in crate::cli) mqtt_ca: Option<PathBuf>,
    /// Messages of a stream of NATS, from its first on: nats:// or with TLS
    /// tls://[USER@]HOST[:PORT]/STREAM[/SUBJECTS], maybe with * and >. The password comes from the environment
    /// or a file
    #[arg(long, value_name = "ADDRESS", group = "source", value_parser = nats)]
    pub(in crate::cli) nats: Option<broker::Address>,
    /// File with the password of NATS in its first line
    #[arg(long, value_name = "FILE", requires = "nats")]
    pub(in crate::cli) nats_password_file: Option<PathBuf>,
    /// File with user token and key, in place of user and password
    #[arg(long, value_name = "FILE.creds", requires = "nats")]
    pub(in crate::cli) nats_credentials: Option<PathBuf>,
    /// Certificates that are trusted for tls:// [default: those of the system]
    #[arg(long, value_name = "FILE.pem", requires = "nats")]
    pub(in crate::cli) nats_ca: Option<PathBuf>,
    /// Which member of a message is what. Without it: the contract of readings as JSON, and plugs of
    /// Tasmota, Shelly and zigbee2mqtt
    #[arg(long, value_name = "FILE.json", requires = "broker")]
    pub(in crate::cli) mapping: Option<PathBuf>,
    /// Stored readings, in any format, as if they arrived in the order of their times; tables of meters,
    /// feeders and weather in a folder are used as by detect
    #[arg(long, value_name = "PATH", num_args = 1.., group = "source")]
    pub(in crate::cli) from_files: Vec<PathBuf>,
    /// How many times as fast as they were read; 0 is as fast as they can be judged, day by day
    #[arg(long, value_name = "TIMES", default_value_t = 0.0, value_parser = not_negative, requires = "from_files")]
    pub(in crate::cli) speed: f64,
    /// So many days of stored readings are there at the start, as if they had been read before
    #[arg(long, value_name = "DAYS", default_value_t = 0, requires = "from_files")]
    pub(in crate::cli) days_before: u32,
    /// Folder for what is kept: readings, detections, alarms
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) state: PathBuf,
    /// Take what is there and end, as for cron
    #[arg(long)]
    pub(in crate::cli) once: bool,
    /// Look so often; a file that is the same at two looks is whole
    #[arg(long, value_name = "SECONDS", default_value_t = 5.0, value_parser = positive)]
    pub(in crate::cli) every: f64,
    /// How to read tables of readings with other columns, as written by describe
    #[arg(long, value_name = "FILE.json")]
    pub(in crate::cli) description: Option<PathBuf>,
    /// Send each alarm that is raised or taken back there besides, as JSON with POST, until it is taken
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub(in crate::cli) webhook: Option<String>,
    /// Publish it besides under this topic of the MQTT broker, without one this subject of NATS, until it is
    /// acknowledged
    #[arg(long, value_name = "TOPIC", requires = "broker")]
    pub(in crate::cli) publish: Option<String>,
    /// Answer /metrics (for Prometheus) and /healthz there, such as 127.0.0.1:9184
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = loopback)]
    pub(in crate::cli) metrics: Option<SocketAddr>,
    #[command(flatten)]
    pub(in crate::cli) judging: Judging,
}

fn mqtt(text: &str) -> Result<broker::Address, broker::AddressError> {
    address(text, |wanted| matches!(wanted, broker::Wanted::Topics(_)))
}

fn nats(text: &str) -> Result<broker::Address, broker::AddressError> {
    address(text, |wanted| matches!(wanted, broker::Wanted::Stream { .. }))
}

fn address(
    text: &str,
    is_meant: fn(&broker::Wanted) -> bool,
) -> Result<broker::Address, broker::AddressError> {
    let address: broker::Address = text.parse()?;
    is_meant(&address.wanted).then_some(address).ok_or(broker::AddressError::Scheme)
}

fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address = text.parse().ok().filter(|address: &SocketAddr| address.ip().is_loopback());
    address.ok_or_else(|| "give an address of this machine with a port, such as 127.0.0.1:9184".to_owned())
}

fn web_address(text: &str) -> Result<String, String> {
    let is_one = ["http://", "https://"]
        .iter()
        .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    is_one
        .then(|| text.to_owned())
        .ok_or_else(|| "give an address that begins with http:// or https://".to_owned())
}

fn not_negative(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| "give a number of 0 or more".to_owned())
}

pub(super) const WATCH: &str = "\
Examples:
  hashatlas watch --folder in/ --state state/ --meters meters.csv
  hashatlas watch --folder in/ --state state/ --once     from cron
  hashatlas watch --mqtt mqtt://localhost/meters/# --state state/
  hashatlas watch --nats nats://localhost/METERS --state state/
  hashatlas watch --from-files grid/ --speed 1000 --state state/
  hashatlas explore state/detections.parquet

Files that were taken are moved to DIR/done, those that cannot be read to DIR/refused with the reason beside them. \
Messages are acknowledged once they are on the disk; those that say nothing of use are in dead-letters.ndjson. \
HASHATLAS_MQTT_PASSWORD and HASHATLAS_NATS_PASSWORD are the passwords of brokers. \
New alarms and those taken back go to stdout, one JSON object a line, and into events.ndjson; each at least once, \
and twice only after a crash: id and event tell. Names that begin with a dot or end in .part, .tmp, .filepart or \
.crdownload are left alone.";
