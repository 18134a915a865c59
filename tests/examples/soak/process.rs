//! What this process has of the machine, as Linux tells it. Elsewhere there is nothing to see.

use std::fs;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

/// What it had at a moment.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sample {
    pub(crate) seconds: f64,
    /// The resident memory, in KiB.
    pub(crate) memory: u64,
    pub(crate) files: usize,
    /// Those of the files that are sockets.
    pub(crate) sockets: usize,
}

impl Sample {
    pub(crate) fn take(began: Instant) -> Option<Self> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let memory = memory.trim().trim_end_matches(" kB").parse().ok()?;
        let open: Vec<_> = fs::read_dir("/proc/self/fd").ok()?.flatten().collect();
        let targets = open.iter().filter_map(|file| fs::read_link(file.path()).ok());
        let sockets = targets.filter(|target| target.to_string_lossy().starts_with("socket:")).count();
        Some(Self { seconds: began.elapsed().as_secs_f64(), memory, files: open.len(), sockets })
    }
}

/// Takes a sample each second, on a thread of its own, until it is asked for them.
pub(crate) struct Sampler {
    stop: Sender<()>,
    thread: JoinHandle<Vec<Sample>>,
}

impl Sampler {
    pub(crate) fn start(began: Instant) -> Self {
        let (stop, stopped): (_, Receiver<()>) = channel();
        let thread = spawn(move || {
            let mut samples = Vec::new();
            loop {
                samples.extend(Sample::take(began));
                if stopped.recv_timeout(Duration::from_secs(1)) != Err(RecvTimeoutError::Timeout) {
                    return samples;
                }
            }
        });
        Self { stop, thread }
    }

    pub(crate) fn samples(self) -> Vec<Sample> {
        drop(self.stop);
        self.thread.join().expect("a thread that samples")
    }
}
