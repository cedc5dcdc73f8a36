//! Owns named background work: progress, cancelling, and one channel back. The one place that
//! starts threads. Does not know what the work is.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
    mpsc::{Receiver, Sender, channel},
};

/// Progress is told in so many parts.
const WHOLE: u32 = 1000;

/// What work can be told, and tell, while it runs. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    parts_done: Arc<AtomicU32>,
    is_cancelled: Arc<AtomicBool>,
}

impl Progress {
    /// Tells how much is done, from 0 to 1.
    pub fn set(&self, share: f32) {
        self.parts_done.store((share.clamp(0.0, 1.0) * WHOLE as f32) as u32, Ordering::Relaxed);
    }

    /// How much is done, from 0 to 1; 0 also where the work does not tell.
    #[must_use]
    pub fn share(&self) -> f32 {
        self.parts_done.load(Ordering::Relaxed) as f32 / WHOLE as f32
    }

    /// Asks the work to stop. Its result, if it comes all the same, is dropped.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }
}

/// A piece of work that runs.
#[derive(Debug)]
pub struct Job {
    id: u64,
    /// What it is, in words.
    pub name: String,
    /// How far it is.
    pub progress: Progress,
}

/// Work that runs, and the way its results come back. Results are of one type, which says what
/// they are.
#[derive(Debug)]
pub struct Jobs<T> {
    running: Vec<Job>,
    next_id: u64,
    to_here: Sender<(u64, T)>,
    from_there: Receiver<(u64, T)>,
}

impl<T> Default for Jobs<T> {
    fn default() -> Self {
        let (to_here, from_there) = channel();
        Self { running: Vec::new(), next_id: 0, to_here, from_there }
    }
}

impl<T: Send + 'static> Jobs<T> {
    /// Starts work under a name; `when_done` is called after its result was sent, from the thread
    /// of the work.
    pub fn start(
        &mut self,
        name: impl Into<String>,
        when_done: impl FnOnce() + Send + 'static,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
    ) {
        let id = self.next_id;
        self.next_id += 1;
        let progress = Progress::default();
        self.running.push(Job { id, name: name.into(), progress: progress.clone() });
        let to_here = self.to_here.clone();
        #[expect(clippy::disallowed_methods, reason = "the one place that starts threads")]
        std::thread::spawn(move || {
            let result = work(&progress);
            // Nobody listens any more: the window is closed.
            let _ = to_here.send((id, result));
            when_done();
        });
    }

    /// What runs.
    #[must_use]
    pub fn running(&self) -> &[Job] {
        &self.running
    }

    /// Asks everything to stop.
    pub fn cancel_all(&self) {
        for job in &self.running {
            job.progress.cancel();
        }
    }

    /// Results that have come since, without those that were cancelled. Does not wait.
    pub fn finished(&mut self) -> Vec<T> {
        let mut results = Vec::new();
        while let Ok((id, result)) = self.from_there.try_recv() {
            let Some(at) = self.running.iter().position(|job| job.id == id) else { continue };
            if !self.running.remove(at).progress.is_cancelled() {
                results.push(result);
            }
        }
        results
    }
}

/// Does one piece of work beside the caller's, for a start that has two things to wait for.
pub fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> std::thread::JoinHandle<T> {
    #[expect(clippy::disallowed_methods, reason = "the one place that starts threads")]
    std::thread::spawn(work)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_back_and_cancelled_ones_do_not() {
        let mut jobs = Jobs::default();
        let (told, hear) = channel();
        for number in 0..2 {
            let told = told.clone();
            let when_done = move || told.send(()).expect("the test listens");
            jobs.start(format!("job {number}"), when_done, move |progress| {
                progress.set(0.5);
                number
            });
        }
        jobs.running()[1].progress.cancel();
        hear.recv().expect("one is done");
        hear.recv().expect("both are done");
        assert_eq!(jobs.finished(), [0]);
        assert!(jobs.running().is_empty());
    }

    #[test]
    fn progress_stays_between_nothing_and_all() {
        let progress = Progress::default();
        progress.set(7.0);
        assert_eq!(progress.share(), 1.0);
        progress.set(-1.0);
        assert_eq!(progress.share(), 0.0);
    }
}
