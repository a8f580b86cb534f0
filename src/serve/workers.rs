//! The threads that answer. A connection stays with the one it was given to, so that what it waits for
//! wakes nobody else.

use std::future::Future;
use std::io;
use std::thread;
use std::time::Duration;
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

/// So many things that take their time are done at once, for each thread.
const ASIDE: usize = 8;

/// Threads, each with its own connections. They end when this is dropped, in the middle of what they do.
#[derive(Debug)]
pub(super) struct Workers {
    all: Vec<Worker>,
    next: usize,
}

#[derive(Debug)]
struct Worker {
    handle: Handle,
    /// Dropping it ends the thread.
    _stays: oneshot::Sender<()>,
}

impl Workers {
    /// Starts so many threads.
    pub(super) fn start(count: usize) -> io::Result<Self> {
        let all = (0..count.max(1)).map(|_| Worker::start());
        Ok(Self {
            all: all.collect::<io::Result<_>>()?,
            next: 0,
        })
    }

    /// Has a connection answered, by each thread in turn.
    pub(super) fn give(&mut self, connection: impl Future<Output = ()> + Send + 'static) {
        self.all[self.next].handle.spawn(connection);
        self.next = (self.next + 1) % self.all.len();
    }
}

impl Worker {
    fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread()
            .max_blocking_threads(ASIDE)
            .enable_all()
            .build()?;
        let handle = runtime.handle().clone();
        let (stays, until) = oneshot::channel::<()>();
        thread::Builder::new()
            .name("answer".to_owned())
            .spawn(move || {
                // Nothing is ever sent: it comes to an end when the other side is dropped.
                let _ = runtime.block_on(until);
                runtime.shutdown_timeout(Duration::ZERO);
            })?;
        Ok(Self {
            handle,
            _stays: stays,
        })
    }
}
