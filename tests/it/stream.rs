//! Owns `watch --mqtt` as its users meet it, with a real broker and a publisher of others: what was acknowledged
//! is there once, whatever is killed or restarted meanwhile.

use crate::{
    program::{Desk, Run},
    watch::{events, grid},
};
use std::{
    fmt::Write as _,
    io::{BufRead, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

const PROGRAM: &str = "mosquitto";
/// Longest wait for what must come.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);

/// A broker on a loopback port, ended with this.
struct Broker {
    port: u16,
    process: Child,
}

impl Broker {
    /// A broker whose settings the guide recommends; nothing where there is none on this machine.
    fn start(desk: &Desk) -> Option<Self> {
        if !is_there(PROGRAM) {
            return None;
        }
        let port = free_port();
        std::fs::create_dir_all(desk.path("broker")).expect("made");
        let folder = desk.path("broker");
        let user = if is_root() { "user root\n" } else { "" };
        desk.put(
            "broker.conf",
            format!(
                "listener {port} 127.0.0.1\nallow_anonymous true\n{user}persistence true\n\
                 persistence_location {}/\nautosave_interval 1\nmax_queued_messages 0\n\
                 max_inflight_messages 1000\nlog_dest none\n",
                folder.display()
            ),
        );
        let process = Self::process(desk);
        let broker = Self { port, process };
        broker.wait();
        Some(broker)
    }

    fn process(desk: &Desk) -> Child {
        server(desk, "mosquitto -c broker.conf")
    }

    fn wait(&self) {
        until("the broker listens", || TcpStream::connect(("127.0.0.1", self.port)).is_ok());
    }

    /// Ends it in order, so that it keeps its sessions, and starts it again.
    fn restart(&mut self, desk: &Desk) {
        let asked = Command::new("kill").arg(self.process.id().to_string()).status().expect("asked");
        assert!(asked.success());
        self.process.wait().expect("ended");
        self.process = Self::process(desk);
        self.wait();
    }

    /// Publishes lines, each as a message with an acknowledgement.
    fn publish(&self, topic: &str, lines: &str) {
        let mut publisher = Command::new("mosquitto_pub")
            .args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-q", "1", "-l", "-t", topic])
            .stdin(Stdio::piped())
            .spawn()
            .expect("mosquitto_pub is there with the broker (mosquitto-clients)");
        publisher.stdin.take().expect("a pipe").write_all(lines.as_bytes()).expect("taken");
        assert!(publisher.wait().expect("ended").success());
    }

    fn watch(&self, more: &str) -> String {
        format!(
            "watch --mqtt mqtt://127.0.0.1:{}/meters/# --state state --meters grid/meters.parquet \
             --threshold 0.3 --every 0.3 {more}",
            self.port
        )
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        // One that ended by itself is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where servers of the system lie.
const FOLDERS: [&str; 3] = ["/usr/sbin", "/usr/local/sbin", "/usr/bin"];

/// Whether a server is on this machine, where tests that need one are to fail without it.
pub(crate) fn is_there(program: &str) -> bool {
    let is_there = FOLDERS.iter().any(|folder| Path::new(folder).join(program).exists());
    if !is_there {
        let is_required = std::env::var_os("HASHATLAS_REQUIRE_BROKER").is_some();
        assert!(!is_required, "HASHATLAS_REQUIRE_BROKER is set, and there is no {program}");
        eprintln!("skipped: there is no {program} on this machine");
    }
    is_there
}

/// A port of this machine that nobody listens at.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// A server that runs in the folder, as its own process.
pub(crate) fn server(desk: &Desk, command: &str) -> Child {
    let path = format!("{}:{}", std::env::var("PATH").unwrap_or_default(), FOLDERS.join(":"));
    Command::new("sh")
        .args(["-c", &format!("exec {command}")])
        .current_dir(desk.path("."))
        .env("PATH", path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("started")
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("known");
    id.stdout.trim_ascii() == b"0"
}

pub(crate) fn until(what: &str, is: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is() {
        assert!(begun.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Rows of a day as messages, one reading or a list each.
pub(crate) fn messages(text: &str, a_message: usize) -> String {
    let rows: Vec<String> = text
        .lines()
        .skip(1)
        .map(|line| {
            let [meter, ts, wh] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let wh = if wh.is_empty() { "null" } else { wh };
            format!(r#"{{"meter_id":"{meter}","ts":"{ts}","wh":{wh}}}"#)
        })
        .collect();
    rows.chunks(a_message).fold(String::new(), |mut all, rows| {
        let _ = match rows {
            [one] => writeln!(all, "{one}"),
            list => writeln!(all, "[{}]", list.join(",")),
        };
        all
    })
}

/// A watcher that runs, once it is connected.
pub(crate) fn start(desk: &Desk, arguments: &str) -> Child {
    start_until(desk, arguments, "connected").0
}

/// A watcher that runs, once it has said something, and the line in which it did.
pub(crate) fn start_until(desk: &Desk, arguments: &str, what: &str) -> (Child, String) {
    let mut child =
        desk.command(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("started");
    let said = BufReader::new(child.stderr.take().expect("a pipe"));
    let (line_said, lines) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for line in said.lines().map_while(Result::ok) {
            let _ = line_said.send(line);
        }
    });
    let mut before = Vec::new();
    while let Ok(line) = lines.recv_timeout(PATIENCE) {
        if line.contains(what) {
            return (child, line);
        }
        before.push(line);
    }
    let _ = child.kill();
    panic!("it does not say {what:?} but {before:?}; it ended: {:?}", child.wait());
}

pub(crate) fn detected(desk: &Desk, readings: &str) -> Vec<u8> {
    let run: Run = desk.run(&format!(
        "detect --readings {readings} --meters grid/meters.parquet --threshold 0.3 -o whole.parquet"
    ));
    run.ends_with(0);
    std::fs::read(desk.path("whole.parquet")).expect("there")
}

pub(crate) fn found(desk: &Desk) -> Vec<u8> {
    std::fs::read(desk.path("state/detections.parquet")).expect("there")
}

/// All days in one file, as `detect` reads them.
pub(crate) fn whole(desk: &Desk, days: &[(String, String)]) {
    let rows: String = days.iter().flat_map(|(_, text)| text.lines().skip(1)).fold(
        String::from("meter_id,ts,wh\n"),
        |mut all, line| {
            let _ = writeln!(all, "{line}");
            all
        },
    );
    desk.put("whole.csv", rows);
}

#[test]
fn messages_give_what_detect_finds_in_the_same_file_though_the_broker_restarts() {
    let (desk, days) = grid();
    let Some(mut broker) = Broker::start(&desk) else { return };
    whole(&desk, &days);
    // The session begins; nothing is there yet.
    desk.run(&broker.watch("--once")).ends_with(0);
    let mut watcher = start(&desk, &broker.watch(""));
    for (nth, (day, text)) in days.iter().enumerate() {
        broker.publish(&format!("meters/{}", day.replace('-', "/")), &messages(text, 1 + nth * 7));
        if nth == days.len() / 2 {
            broker.restart(&desk);
        }
    }
    // Some once more, and some that nobody can read.
    broker.publish("meters/again", &messages(&days[3].1, 5));
    broker.publish("meters/other", "{\"state\":\"on\"}\nnonsense\n");
    until("the last messages are taken", || {
        desk.path("state/dead-letters.ndjson").exists()
            && desk.read("state/dead-letters.ndjson").lines().count() == 2
    });
    watcher.kill().expect("killed");
    watcher.wait().expect("ended");
    desk.run(&broker.watch("--once")).ends_with(0);
    assert!(!events(&desk).is_empty());
    assert_eq!(found(&desk), detected(&desk, "whole.csv"));
    let odd = desk.read("state/oddities.ndjson");
    assert!(odd.contains("two_topics"), "meters came by several topics: {odd}");
}

#[test]
fn a_watcher_that_is_killed_under_load_loses_nothing_that_was_acknowledged() {
    let (desk, days) = grid();
    let Some(broker) = Broker::start(&desk) else { return };
    whole(&desk, &days);
    desk.run(&broker.watch("--once")).ends_with(0);
    std::thread::scope(|scope| {
        let publishing = scope.spawn(|| {
            for (_, text) in &days {
                broker.publish("meters/all", &messages(text, 3));
            }
        });
        let mut nth = 0;
        while !publishing.is_finished() || nth < 6 {
            let mut watcher = start(&desk, &broker.watch(""));
            // Before, while and after messages are written, taken and judged.
            std::thread::sleep(Duration::from_millis(30 + 211 * nth));
            watcher.kill().expect("killed");
            watcher.wait().expect("ended");
            nth += 1;
        }
    });
    desk.run(&broker.watch("--once")).ends_with(0);
    let told = events(&desk);
    desk.run(&broker.watch("--once")).ends_with(0);
    assert_eq!(events(&desk), told, "nothing is told twice");
    assert_eq!(found(&desk), detected(&desk, "whole.csv"));
}

#[test]
fn alarms_go_to_a_webhook_that_fails_at_first_and_to_a_topic() {
    let (desk, days) = grid();
    let Some(broker) = Broker::start(&desk) else { return };
    desk.run(&broker.watch("--once")).ends_with(0);
    let mut reader = Command::new("mosquitto_sub")
        .args(["-h", "127.0.0.1", "-p", &broker.port.to_string(), "-q", "1", "-t", "alarms"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("mosquitto_sub is there with the broker (mosquitto-clients)");
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let (told, is_told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for (nth, stream) in listener.incoming().map_while(Result::ok).enumerate() {
            let mut asked = BufReader::new(stream);
            let mut length = 0;
            for line in asked.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty()) {
                if let Some(("content-length", bytes)) = line.to_ascii_lowercase().split_once(": ") {
                    length = bytes.parse().expect("a number");
                }
            }
            let mut body = vec![0; length];
            asked.read_exact(&mut body).expect("a body");
            let status = if nth == 0 { "503 Service Unavailable" } else { "200 OK" };
            write!(asked.get_mut(), "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .expect("answered");
            if nth > 0 {
                let _ = told.send(String::from_utf8(body).expect("UTF-8"));
            }
        }
    });
    let more = format!("--webhook http://127.0.0.1:{port}/alarms --publish alarms");
    // Whoever listens to the topic is there before the first alarm.
    std::thread::sleep(Duration::from_millis(500));
    let mut watcher = start(&desk, &broker.watch(&more));
    for (_, text) in &days {
        broker.publish("meters/all", &messages(text, 50));
    }
    let log = || desk.read("state/events.ndjson");
    let first = is_told.recv_timeout(PATIENCE).expect("it is sent again");
    let mut said = BufReader::new(reader.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
    assert_eq!(said.next().as_ref(), Some(&first));
    assert_eq!(log().lines().next(), Some(&*first));
    for process in [&mut watcher, &mut reader] {
        process.kill().expect("killed");
        process.wait().expect("ended");
    }
    let run = desk.run(&broker.watch("--publish meters/alarms --once")).ends_with(2);
    assert!(run.err.contains("among those that are read"), "{run:?}");
}

#[test]
fn an_oversized_message_is_named_and_does_not_stop_the_others() {
    let desk = Desk::new();
    let Some(broker) = Broker::start(&desk) else { return };
    desk.put("grid/meters.csv", "meter_id,region,tariff\nM,RU-IRK,household\n");
    let watch = broker.watch("--once").replace("meters.parquet", "meters.csv");
    desk.run(&watch).ends_with(0);
    let large = format!("{{\"meter_id\":\"L\",\"ts\":0,\"wh\":1,\"more\":\"{}\"}}\n", "x".repeat(2 << 20));
    let small = "{\"meter_id\":\"M\",\"ts\":\"2025-01-01T00:00:00Z\",\"wh\":1}\n";
    broker.publish("meters/a", &(large + small));
    let run = desk.run(&watch).ends_with(0);
    assert!(run.err.contains("1 new"), "{run:?}");
    let letter = desk.read("state/dead-letters.ndjson");
    assert!(letter.contains("meters/a") && letter.contains("expected a shorter one"), "{letter}");
}

#[test]
fn the_broker_that_is_not_there_is_named_and_passwords_stay_out_of_sight() {
    let desk = Desk::new();
    let run = desk.run("watch --mqtt mqtt://u:secret@127.0.0.1:1/a --state state").ends_with(2);
    assert!(run.err.contains("environment"), "{run:?}");
    let run = desk.run("watch --state state").ends_with(2);
    assert!(run.err.contains("--mqtt"), "{run:?}");
    desk.put("password", "secret\n");
    let run = desk.run("watch --mqtt mqtt://127.0.0.1:1/a --mqtt-password-file password --state state");
    assert!(run.ends_with(2).err.contains("no user"));
}
