//! Pushes that wait to be written together (spec rule W23).
//!
//! A push whose signatures were checked takes a seat. The first one leads: it writes all that sit there, waits until that is
//! durable, has everybody answered, and lets the first of those who came meanwhile lead. So an idle log answers at once,
//! and one to which many push writes many at a time. Deliberately absent: what is written ([`super::append`]).

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use jiannuo_domain::intake::Arrival;
use jiannuo_domain::limits::MAX_PUSH_ENTRIES;

use crate::faults::Faults;
use crate::reply::Reply;

/// Entries that are written together: ten of the longest pushes. One takes about 0.1 ms to judge, to hash and to insert,
/// so that the object hears nothing else for a tenth of a second at most.
const MAX_BATCH_ENTRIES: usize = 10 * MAX_PUSH_ENTRIES;

/// Pushes that are here and not answered: the devices of a township's whole staff, 1,000, that have all been waiting for
/// one network, in four rounds.
const MAX_WAITING_PUSHES: usize = 256;

/// Bytes of those: eight of the longest pushes or 8,000 ordinary ones of 2 kB. Read into memory they take about twice as
/// much, of the 128 MB that an isolate has for its ledgers.
const MAX_WAITING_BYTES: usize = 16 * 1024 * 1024;

/// A push whose signatures were checked.
#[derive(Debug)]
pub(super) struct Waiting {
    /// Its statements.
    pub(super) arrivals: Vec<Arrival>,
    /// When the last byte of it came in.
    pub(super) now_ms: i64,
    /// Provoked faults.
    pub(super) faults: Faults,
}

/// What a waiting push is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Turn {
    /// Write all that wait.
    Lead,
    /// Be answered.
    Answer(Reply),
}

/// A place in the queue.
#[derive(Debug)]
pub(super) struct Seat {
    /// Who sits there.
    pub(super) push: Waiting,
    turn: RefCell<Option<Turn>>,
    waker: RefCell<Option<Waker>>,
}

impl Seat {
    /// Waits for its turn.
    pub(super) async fn turn(&self) -> Turn {
        poll_fn(|context| match self.turn.take() {
            Some(turn) => Poll::Ready(turn),
            None => {
                *self.waker.borrow_mut() = Some(context.waker().clone());
                Poll::Pending
            }
        })
        .await
    }

    /// Tells it that its turn has come.
    pub(super) fn call(&self, turn: Turn) {
        *self.turn.borrow_mut() = Some(turn);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// The pushes that are here.
#[derive(Debug, Default)]
pub(super) struct Queue {
    seats: RefCell<VecDeque<Rc<Seat>>>,
    /// Somebody writes or is about to.
    is_led: Cell<bool>,
    pushes: Cell<usize>,
    bytes: Cell<usize>,
    /// On their way to a seat.
    arriving: Cell<usize>,
}

/// A push that is on its way to a seat.
#[derive(Debug)]
pub(super) struct Arriving<'a>(&'a Queue);

impl Drop for Arriving<'_> {
    fn drop(&mut self) {
        self.0.arriving.update(|count| count - 1);
    }
}

/// Room for a push until it is answered.
#[derive(Debug)]
pub(super) struct Room<'a> {
    queue: &'a Queue,
    bytes: usize,
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        self.queue.pushes.update(|count| count - 1);
        self.queue.bytes.update(|bytes| bytes - self.bytes);
    }
}

impl Queue {
    /// Notes that a push comes in.
    pub(super) fn arrive(&self) -> Arriving<'_> {
        self.arriving.update(|count| count + 1);
        Arriving(self)
    }

    /// Room for a push of so many bytes, if there is any.
    pub(super) fn room(&self, bytes: usize) -> Option<Room<'_>> {
        let is_full =
            self.pushes.get() >= MAX_WAITING_PUSHES || self.bytes.get().saturating_add(bytes) > MAX_WAITING_BYTES;
        if is_full {
            return None;
        }
        self.pushes.update(|count| count + 1);
        self.bytes.update(|sum| sum + bytes);
        Some(Room { queue: self, bytes })
    }

    /// Takes a seat; who sits alone leads.
    pub(super) fn take_seat(&self, push: Waiting) -> Rc<Seat> {
        let seat = Rc::new(Seat { push, turn: RefCell::default(), waker: RefCell::default() });
        self.seats.borrow_mut().push_back(Rc::clone(&seat));
        if !self.is_led.replace(true) {
            seat.call(Turn::Lead);
        }
        seat
    }

    /// Whether nothing would be gained by waiting a moment longer.
    pub(super) fn is_complete(&self) -> bool {
        let entries: usize = self.seats.borrow().iter().map(|seat| seat.push.arrivals.len()).sum();
        self.arriving.get() == 0 || entries >= MAX_BATCH_ENTRIES
    }

    /// Those who are written together now, in the order in which they came.
    pub(super) fn next_batch(&self) -> Vec<Rc<Seat>> {
        let mut seats = self.seats.borrow_mut();
        let mut entries = 0;
        let fitting = seats.iter().take_while(|seat| {
            entries += seat.push.arrivals.len();
            entries <= MAX_BATCH_ENTRIES
        });
        let count = fitting.count();
        seats.drain(..count).collect()
    }

    /// Lets the next one lead, if anybody waits.
    pub(super) fn pass_on(&self) {
        match self.seats.borrow().front() {
            Some(next) => next.call(Turn::Lead),
            None => self.is_led.set(false),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::pin::pin;
    use std::task::Context;

    use jiannuo_domain::acceptance::Refusal;

    use super::*;

    fn push(entries: usize) -> Waiting {
        let bad = Arrival::Bad { entry: None, refusal: Refusal::BadSignature };
        Waiting { arrivals: vec![bad; entries], now_ms: 0, faults: Faults::default() }
    }

    fn turn(seat: &Seat) -> Option<Turn> {
        match pin!(seat.turn()).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(turn) => Some(turn),
            Poll::Pending => None,
        }
    }

    #[test]
    fn w23_one_leads_and_those_who_come_meanwhile_are_written_together_afterwards() {
        let queue = Queue::default();
        let first = queue.take_seat(push(1));
        assert_eq!(turn(&first), Some(Turn::Lead));
        assert_eq!(queue.next_batch().len(), 1);
        let later: Vec<_> = (0..5).map(|_| queue.take_seat(push(1))).collect();
        assert!(later.iter().all(|seat| turn(seat).is_none()));
        queue.pass_on();
        assert_eq!(turn(&later[0]), Some(Turn::Lead));
        assert!(later[1..].iter().all(|seat| turn(seat).is_none()));
        let batch = queue.next_batch();
        assert_eq!(batch.len(), 5);
        batch.iter().for_each(|seat| seat.call(Turn::Answer(Reply::empty(200))));
        assert!(later.iter().all(|seat| turn(seat) == Some(Turn::Answer(Reply::empty(200)))));
        queue.pass_on();
        assert_eq!(turn(&queue.take_seat(push(1))), Some(Turn::Lead), "the next one waits for nobody");
    }

    #[test]
    fn w23_a_batch_has_a_bound_and_keeps_the_order() {
        let queue = Queue::default();
        for number in 0..21 {
            let seat = Waiting { now_ms: number, ..push(MAX_PUSH_ENTRIES) };
            queue.take_seat(seat);
        }
        let batches: Vec<Vec<i64>> =
            (0..3).map(|_| queue.next_batch().iter().map(|seat| seat.push.now_ms).collect()).collect();
        assert_eq!(batches.iter().map(Vec::len).collect::<Vec<_>>(), [10, 10, 1]);
        assert_eq!(batches.concat(), (0..21).collect::<Vec<_>>());
    }

    #[test]
    fn w23_who_waits_is_bounded_in_number_and_bytes() {
        let queue = Queue::default();
        let rooms: Vec<_> = (0..MAX_WAITING_PUSHES).map(|_| queue.room(1).unwrap()).collect();
        assert!(queue.room(1).is_none());
        drop(rooms);
        let room = queue.room(MAX_WAITING_BYTES).unwrap();
        assert!(queue.room(1).is_none());
        drop(room);
        assert!(queue.room(1).is_some());
    }

    #[test]
    fn w23_who_is_on_the_way_is_waited_for_unless_the_batch_is_full() {
        let queue = Queue::default();
        let arriving = queue.arrive();
        assert!(!queue.is_complete());
        drop(arriving);
        assert!(queue.is_complete());
        let _arriving = queue.arrive();
        (0..10).for_each(|_| drop(queue.take_seat(push(MAX_PUSH_ENTRIES))));
        assert!(queue.is_complete());
    }
}
