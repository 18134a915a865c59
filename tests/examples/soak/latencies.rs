//! How long calls took, in a space that does not grow with their number.

use std::time::Duration;

/// Per doubling of the time.
const STEPS: f64 = 16.0;

/// Counts by time: each step is 4 % longer than the one before, from a microsecond on.
#[derive(Clone, Debug)]
pub(crate) struct Latencies(Box<[u32; 512]>);

impl Default for Latencies {
    fn default() -> Self {
        Self(Box::new([0; 512]))
    }
}

impl Latencies {
    pub(crate) fn note(&mut self, time: Duration) {
        let step = ((time.as_secs_f64() * 1e6).max(1.0).log2() * STEPS) as usize;
        // The last step is longer than an hour.
        if let Some(count) = self.0.get_mut(step) {
            *count += 1;
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0.iter()).for_each(|(mine, its)| *mine += its);
    }

    /// The time within which so many percent ended, no more than 5 % too long.
    pub(crate) fn percentile(&self, percent: f64) -> Duration {
        let all: u64 = self.0.iter().map(|count| u64::from(*count)).sum();
        let wanted = (all as f64 * percent / 100.0).ceil() as u64;
        let mut seen = 0;
        let step = self.0.iter().position(|count| {
            seen += u64::from(*count);
            seen >= wanted
        });
        let step = step.unwrap_or_default() + 1;
        Duration::from_micros((step as f64 / STEPS).exp2() as u64)
    }
}
