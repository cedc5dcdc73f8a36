//! Owns the command `watch`: its arguments as a task, alarms on stdout, what is done on stderr. Does not watch.

use super::{
    arguments::WatchArguments,
    detect::inputs_of,
    progress::Progress,
    run::{Outcome, Told, UsageError},
};
use crate::{
    session::Session,
    watch::{self, Ended, Figures, Refusal, Reins, Source, Task},
};
use std::{io::Write, path::Path, time::Duration};

/// Watches until it is stopped, or once.
pub(super) fn watch(
    session: &Session,
    task: &WatchArguments,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let progress = Progress::new(session.words().get("doing-judging"));
    let reins = Reins {
        progress: &|share| progress.show(share),
        is_judged: &|| progress.clear(),
        is_stopped: &|| progress.is_stopped(),
    };
    match watch::watch(session, &task_of(task), &Figures::default(), &reins, stdout, stderr) {
        Ok(Ended::Done) => Ok(Outcome::Done),
        Ok(Ended::Stopped) => Ok(Outcome::Interrupted),
        Err(cause) => Err(match cause.downcast() {
            Ok(Refusal::Misuse(why)) => UsageError(why).into(),
            Ok(Refusal::Absent(why)) => Told(why).into(),
            Err(cause) => cause,
        }),
    }
}

fn task_of(task: &WatchArguments) -> Task {
    Task {
        folder: task.folder.clone(),
        brokers: brokers_of(task),
        mapping: task.mapping.clone(),
        from_files: task.from_files.clone(),
        days_before: task.days_before,
        speed: task.speed,
        once: task.once,
        every: Duration::try_from_secs_f64(task.every).unwrap_or(Duration::MAX),
        description: task.description.clone(),
        webhook: task.webhook.clone(),
        publish: task.publish.clone(),
        metrics: task.metrics,
        judging: inputs_of(Path::new(""), &task.judging),
        ..Task::new(task.state.clone())
    }
}

/// Brokers in the order in which events are published: to the first.
fn brokers_of(task: &WatchArguments) -> Vec<Source> {
    let mqtt = task.mqtt.clone().map(|address| Source {
        address,
        password_file: task.mqtt_password_file.clone(),
        credentials: None,
        ca: task.mqtt_ca.clone(),
    });
    let nats = task.nats.clone().map(|address| Source {
        address,
        password_file: task.nats_password_file.clone(),
        credentials: task.nats_credentials.clone(),
        ca: task.nats_ca.clone(),
    });
    mqtt.into_iter().chain(nats).collect()
}
