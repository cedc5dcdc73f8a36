//! Owns `watch --nats` as its users meet it, with a real server and a publisher that speaks the protocol by hand:
//! what is in the stream is read once, whatever is killed or restarted meanwhile.

use crate::{
    program::Desk,
    stream::{
        PATIENCE, detected, found, free_port, is_there, messages, server, start, start_until, until, whole,
    },
    watch::{events, grid},
};
use serde_json::{Value, json};
use std::{
    fmt::Write as _,
    io::{BufRead, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

/// A server with streams on a loopback port, ended with this.
struct Server {
    port: u16,
    process: Child,
}

impl Server {
    /// Nothing where there is none on this machine.
    fn start(desk: &Desk, more: &str) -> Option<Self> {
        if !is_there("nats-server") {
            return None;
        }
        let port = free_port();
        let store = desk.path("nats-store").display().to_string();
        desk.put(
            "nats.conf",
            format!("listen: \"127.0.0.1:{port}\"\njetstream {{ store_dir: {store:?} }}\n{more}\n"),
        );
        let server = Self { port, process: Self::process(desk) };
        server.wait();
        Some(server)
    }

    fn process(desk: &Desk) -> Child {
        server(desk, "nats-server -c nats.conf")
    }

    fn wait(&self) {
        until("the server listens", || TcpStream::connect(("127.0.0.1", self.port)).is_ok());
    }

    fn restart(&mut self, desk: &Desk) {
        self.process.kill().expect("killed");
        self.process.wait().expect("ended");
        self.process = Self::process(desk);
        self.wait();
    }

    fn client(&self) -> Client {
        Client::new(self.port, "")
    }

    /// A stream of all subjects below `meters`.
    fn stream(&self) -> Client {
        let mut client = self.client();
        client.make_stream("METERS", "meters.>");
        client
    }

    fn watch(&self, more: &str) -> String {
        format!(
            "watch --nats nats://127.0.0.1:{}/METERS --state state --meters grid/meters.parquet \
             --threshold 0.3 --every 0.3 {more}",
            self.port
        )
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that ended by itself is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A connection that speaks the protocol of clients
/// (<https://docs.nats.io/reference/reference-protocols/nats-protocol>).
struct Client {
    lines: BufReader<TcpStream>,
}

impl Client {
    fn new(port: u16, login: &str) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("connected");
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        let mut client = Self { lines: BufReader::new(stream) };
        client.say(&format!("CONNECT {{\"verbose\":false,\"pedantic\":false{login}}}\r\nSUB inbox 1\r\n"));
        client
    }

    fn say(&mut self, text: &str) {
        self.lines.get_mut().write_all(text.as_bytes()).expect("sent");
    }

    /// The payload of the next message.
    fn next(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert!(self.lines.read_line(&mut line).expect("read") > 0, "the server hung up");
            if line.starts_with("PING") {
                self.say("PONG\r\n");
            }
            assert!(!line.starts_with("-ERR"), "{line}");
            if line.starts_with("MSG ") {
                let length = line.trim().rsplit(' ').next().and_then(|text| text.parse().ok());
                let mut payload = vec![0; length.map_or(0, |length: usize| length + 2)];
                self.lines.read_exact(&mut payload).expect("a payload");
                payload.truncate(payload.len().saturating_sub(2));
                return String::from_utf8(payload).expect("UTF-8");
            }
        }
    }

    fn ask(&mut self, subject: &str, payload: &str) -> Value {
        self.say(&format!("PUB {subject} inbox {}\r\n{payload}\r\n", payload.len()));
        serde_json::from_str(&self.next()).expect("JSON")
    }

    fn make_stream(&mut self, name: &str, subjects: &str) {
        let wanted = json!({"name": name, "subjects": [subjects], "storage": "file", "retention": "limits"});
        let made = self.ask(&format!("$JS.API.STREAM.CREATE.{name}"), &wanted.to_string());
        assert!(made["error"].is_null(), "{made}");
    }

    /// Publishes lines, each as a message that the stream takes.
    fn publish(&mut self, subject: &str, lines: &str) {
        let lines: Vec<&str> = lines.lines().collect();
        for some in lines.chunks(500) {
            let all = some.iter().fold(String::new(), |mut all, line| {
                let _ = write!(all, "PUB {subject} inbox {}\r\n{line}\r\n", line.len());
                all
            });
            self.say(&all);
            for _ in some {
                let taken: Value = serde_json::from_str(&self.next()).expect("JSON");
                assert!(taken["error"].is_null(), "{taken}");
            }
        }
    }
}

/// The line in which a watcher says something; it is ended then.
fn said(desk: &Desk, watch: &str, what: &str) -> String {
    let (mut watcher, line) = start_until(desk, watch, what);
    watcher.kill().expect("killed");
    watcher.wait().expect("ended");
    line
}

#[test]
fn a_stream_gives_what_detect_finds_in_the_same_file_though_the_server_is_killed() {
    let (desk, days) = grid();
    let Some(mut server) = Server::start(&desk, "") else { return };
    whole(&desk, &days);
    let mut client = server.stream();
    let (before, after) = days.split_at(days.len() / 2);
    for (nth, (day, text)) in before.iter().enumerate() {
        client.publish(&format!("meters.{day}"), &messages(text, 1 + nth * 7));
    }
    // What came before the first run is read as well.
    let mut watcher = start(&desk, &server.watch(""));
    server.restart(&desk);
    let mut client = server.client();
    for (day, text) in after {
        client.publish(&format!("meters.{day}"), &messages(text, 20));
    }
    // Some once more, and some that nobody can read.
    client.publish("meters.again", &messages(&days[3].1, 5));
    client.publish("meters.other", "{\"state\":\"on\"}\nnonsense\n");
    until("the last messages are taken", || {
        desk.path("state/dead-letters.ndjson").exists()
            && desk.read("state/dead-letters.ndjson").lines().count() == 2
    });
    watcher.kill().expect("killed");
    watcher.wait().expect("ended");
    desk.run(&server.watch("--once")).ends_with(0);
    assert!(!events(&desk).is_empty());
    assert_eq!(found(&desk), detected(&desk, "whole.csv"));
    let letters = desk.read("state/dead-letters.ndjson");
    assert!(letters.contains("meters/other"), "levels of a subject stand between slashes: {letters}");
    assert!(desk.read("state/oddities.ndjson").contains("two_topics"));
}

#[test]
fn a_watcher_that_is_killed_under_load_reads_all_of_the_stream_all_the_same() {
    let (desk, days) = grid();
    let Some(server) = Server::start(&desk, "") else { return };
    whole(&desk, &days);
    drop(server.stream());
    std::thread::scope(|scope| {
        let publishing = scope.spawn(|| {
            let mut client = server.client();
            for (_, text) in &days {
                client.publish("meters.all", &messages(text, 3));
            }
        });
        let mut nth = 0;
        while !publishing.is_finished() || nth < 6 {
            let mut watcher = start(&desk, &server.watch(""));
            // Before, while and after messages are written, taken and judged.
            std::thread::sleep(std::time::Duration::from_millis(30 + 211 * nth));
            watcher.kill().expect("killed");
            watcher.wait().expect("ended");
            nth += 1;
        }
    });
    // It waits for what a killed one did not acknowledge, which the server sends again after its time.
    desk.run(&server.watch("--once")).ends_with(0);
    let told = events(&desk);
    desk.run(&server.watch("--once")).ends_with(0);
    assert_eq!(events(&desk), told, "nothing is told twice");
    assert_eq!(found(&desk), detected(&desk, "whole.csv"));
}

#[test]
fn a_new_state_reads_the_stream_again_and_alarms_are_published_to_another() {
    let (desk, days) = grid();
    let Some(server) = Server::start(&desk, "") else { return };
    let mut client = server.stream();
    client.make_stream("ALARMS", "alarms.>");
    desk.run(&server.watch("--once")).ends_with(0);
    for (_, text) in &days {
        client.publish("meters.all", &messages(text, 50));
    }
    desk.run(&server.watch("--publish alarms.new --once")).ends_with(0);
    let log = desk.read("state/events.ndjson");
    let first: Value = serde_json::from_str(log.lines().next().expect("an alarm")).expect("JSON");
    client.say("SUB deliver 2\r\n");
    let consumer = json!({"stream_name": "ALARMS", "config": {"deliver_subject": "deliver",
        "deliver_policy": "all", "ack_policy": "none"}});
    let answer = client.ask("$JS.API.CONSUMER.CREATE.ALARMS", &consumer.to_string());
    // The messages may come before the answer.
    let published = if answer["event"].is_null() {
        assert!(answer["error"].is_null(), "{answer}");
        serde_json::from_str(&client.next()).expect("JSON")
    } else {
        answer
    };
    assert_eq!(published, first);
    // Another state has a place of its own in the stream.
    let again = server.watch("--once").replace("--state state", "--state other");
    desk.run(&again).ends_with(0);
    let of = |state: &str| std::fs::read(desk.path(state).join("detections.parquet")).expect("there");
    assert_eq!(of("other"), of("state"));
    let filtered = server.watch("--publish meters.alarms --once").replace("/METERS", "/METERS/meters.>");
    let run = desk.run(&filtered).ends_with(2);
    assert!(run.err.contains("among those that are read"), "{run:?}");
}

#[test]
fn a_filter_that_changes_keeps_its_place_and_reads_what_it_asks_for() {
    let desk = Desk::new();
    let Some(server) = Server::start(&desk, "") else { return };
    desk.put("grid/meters.csv", "meter_id,region,tariff\nA,RU-IRK,household\nB,RU-IRK,household\n");
    let mut client = server.stream();
    let reading = |meter: &str, hour: u8| {
        format!("{{\"meter_id\":\"{meter}\",\"ts\":\"2025-01-01T{hour:02}:00:00Z\",\"wh\":1}}\n")
    };
    client.publish("meters.a.load", &reading("A", 0));
    client.publish("meters.b.load", &reading("B", 0));
    let watch = server.watch("--once").replace("meters.parquet", "meters.csv");
    let filtered = |filter: &str| watch.replace("/METERS", &format!("/METERS/{filter}"));
    let run = desk.run(&filtered("meters.a.*")).ends_with(0);
    assert!(run.err.contains("taken 1 messages: 1 reading, 1 new"), "{run:?}");
    client.publish("meters.a.load", &reading("A", 1));
    client.publish("meters.b.load", &reading("B", 1));
    let run = desk.run(&filtered("meters.b.*")).ends_with(0);
    assert!(run.err.contains("1 new"), "{run:?}");
}

#[test]
fn a_stream_that_is_not_there_and_a_user_who_is_refused_are_named() {
    let desk = Desk::new();
    let users = "authorization { users: [ { user: reader, password: secret } ] }";
    let Some(server) = Server::start(&desk, users) else { return };
    desk.put("password", "wrong\n");
    let watch = format!(
        "watch --nats nats://reader@127.0.0.1:{}/METERS --nats-password-file password --state state --every 0.1",
        server.port
    );
    let said = |of: &str| said(&desk, &watch, of);
    assert!(said("user").contains("refuses the user or the password"));
    desk.put("password", "secret\n");
    assert!(said("stream").ends_with("there is no stream METERS"));
    Client::new(server.port, ",\"user\":\"reader\",\"pass\":\"secret\"").make_stream("METERS", "meters.>");
    assert!(said("connected").contains("new consumer"));
    assert!(said("connected").contains("kept the consumer"));
    for (arguments, why) in [
        ("watch --nats nats://u:secret@h/S --state state", "environment"),
        ("watch --nats mqtt://h/t --state state", "nats://"),
        ("watch --nats nats://h/S/a..b --state state", "subjects"),
    ] {
        let run = desk.run(arguments).ends_with(2);
        assert!(run.err.contains(why), "{run:?}");
    }
}

#[test]
fn an_encrypted_connection_trusts_the_certificates_it_is_given() {
    let desk = Desk::new();
    let make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout key.pem \
                -out cert.pem -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -addext \
                basicConstraints=critical,CA:FALSE";
    let made =
        Command::new("sh").args(["-c", make]).current_dir(desk.path(".")).stderr(Stdio::null()).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: there is no openssl on this machine");
        return;
    }
    let file = |name: &str| desk.path(name).display().to_string();
    let tls = format!("tls {{ cert_file: {:?}, key_file: {:?} }}", file("cert.pem"), file("key.pem"));
    let Some(server) = Server::start(&desk, &tls) else { return };
    let watch = format!("watch --nats tls://127.0.0.1:{}/METERS --state state --every 0.1", server.port);
    let lost = said(&desk, &watch, "trying again");
    assert!(lost.contains("certificate"), "nobody vouches for it: {lost}");
    said(&desk, &format!("{watch} --nats-ca cert.pem"), "there is no stream METERS");
}
