//! Owns the messages between the connection and the one who makes them safe: bounded in number and in
//! bytes, handed over all at once. Does not know what they are.

use crate::Message;
use std::{
    sync::{Condvar, Mutex, PoisonError},
    time::Duration,
};

/// Most messages that wait: as many as a broker can send without one acknowledgement.
const MOST: usize = 1 << 16;
/// Most bytes of payload that wait; one message more may go over.
const MOST_BYTES: usize = 64 << 20;

/// Messages that wait to be made safe.
#[derive(Debug, Default)]
pub struct Queue {
    waiting: Mutex<Waiting>,
    filled: Condvar,
    emptied: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    messages: Vec<Message>,
    bytes: usize,
    is_closed: bool,
}

impl Queue {
    /// Adds a message, as soon as there is room. Does nothing once the queue is closed: the message was not
    /// acknowledged and comes again.
    pub(crate) fn push(&self, message: Message) {
        let lock = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |waiting: &mut Waiting| {
            !waiting.is_closed && (waiting.messages.len() >= MOST || waiting.bytes >= MOST_BYTES)
        };
        let mut waiting = self.emptied.wait_while(lock, is_full).unwrap_or_else(PoisonError::into_inner);
        if !waiting.is_closed {
            waiting.bytes += message.payload.len();
            waiting.messages.push(message);
            self.filled.notify_one();
        }
    }

    /// Takes all messages that wait, in their order; none after `most` without one, or once closed.
    pub fn take(&self, most: Duration) -> Vec<Message> {
        let lock = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let is_empty = |waiting: &mut Waiting| !waiting.is_closed && waiting.messages.is_empty();
        let (mut waiting, _) =
            self.filled.wait_timeout_while(lock, most, is_empty).unwrap_or_else(PoisonError::into_inner);
        waiting.bytes = 0;
        let taken = std::mem::take(&mut waiting.messages);
        self.emptied.notify_all();
        taken
    }

    /// How many messages wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).messages.len()
    }

    /// Whether none waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes no more messages, and wakes whoever waits.
    pub fn close(&self) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).is_closed = true;
        self.filled.notify_all();
        self.emptied.notify_all();
    }

    /// Whether it was closed.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).is_closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &'static str) -> Message {
        Message::new(text.to_owned(), &text.into(), None)
    }

    #[test]
    fn messages_are_taken_in_their_order_and_none_after_the_end() {
        let queue = Queue::default();
        for text in ["a", "b"] {
            queue.push(message(text));
        }
        let topics: Vec<String> =
            queue.take(Duration::ZERO).into_iter().map(|message| message.topic).collect();
        assert_eq!(topics, ["a", "b"]);
        queue.close();
        queue.push(message("c"));
        assert!(queue.take(Duration::from_mins(1)).is_empty() && queue.is_empty());
    }

    #[test]
    fn whoever_adds_to_a_full_queue_waits_for_room() {
        let queue = Queue::default();
        let large = || Message { payload: vec![0; MOST_BYTES].into(), ..message("large") };
        queue.push(large());
        std::thread::scope(|scope| {
            scope.spawn(|| queue.push(message("next")));
            let mut taken = 0;
            while taken < 2 {
                taken += queue.take(Duration::from_mins(1)).len();
            }
        });
        assert!(queue.is_empty());
    }
}
