//! Ways in which a server fails its clients.

use std::collections::VecDeque;
use std::time::Duration;

use bytes::Bytes;

/// What happens to a request instead of the usual answer.
///
/// One misbehavior is spent on one request; see [`times`](Self::times) and [`always`](Self::always) for more.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Misbehavior {
    /// Refused by flow control: status 400, code `Throttling.User`.
    Throttle,
    /// Refused with this status (503 where it is no HTTP status), code `ServiceUnavailable` for 503, else `InternalError`.
    ServerError(u16),
    /// Refused by the operation itself: in the envelope of a 200 answer where the product has one, otherwise with the
    /// status that the operation documents for the code, or 400.
    Refuse {
        /// The error code, such as `InvalidDBInstanceId.NotFound`.
        code: String,
        /// The message beside it.
        message: String,
    },
    /// The connection is closed without an answer.
    Drop,
    /// The connection is reset without an answer, as if the server had crashed.
    Reset,
    /// The usual answer, but only after this time.
    Delay(Duration),
    /// This answer, word for word. Headers that HTTP does not allow are left out; a status that it does not is 503.
    Respond {
        /// The HTTP status.
        status: u16,
        /// The headers, beside those that framing needs.
        headers: Vec<(String, String)>,
        /// The body.
        body: Bytes,
    },
    /// The usual answer, whose connection is closed after half of the announced body.
    TruncateBody,
}

impl Misbehavior {
    /// This for the next `times` requests.
    #[must_use]
    pub fn times(self, times: usize) -> MisbehaviorSchedule {
        MisbehaviorSchedule { misbehavior: self, left: Some(times) }
    }

    /// This for every request from now on, until [`behave`](super::FakeCloud::behave).
    #[must_use]
    pub fn always(self) -> MisbehaviorSchedule {
        MisbehaviorSchedule { misbehavior: self, left: None }
    }
}

/// A [`Misbehavior`] and how many requests it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MisbehaviorSchedule {
    misbehavior: Misbehavior,
    left: Option<usize>,
}

impl From<Misbehavior> for MisbehaviorSchedule {
    fn from(misbehavior: Misbehavior) -> Self {
        misbehavior.times(1)
    }
}

/// A share of the requests, and what may happen to them.
#[derive(Debug)]
pub(super) struct Chance {
    share: f64,
    numbers: Numbers,
    choices: Vec<Misbehavior>,
}

impl Chance {
    pub(super) fn new(percent: f64, seed: u64, choices: Vec<Misbehavior>) -> Self {
        Self { share: percent / 100.0, numbers: Numbers(seed), choices }
    }

    /// What happens to the next request, if anything does.
    fn next(&mut self) -> Option<Misbehavior> {
        let (hit, choice) = (self.numbers.next() < self.share, self.numbers.next());
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "it is between 0 and the number of choices, which is small"
        )]
        let index = (choice * self.choices.len() as f64) as usize;
        self.choices.get(index).filter(|_| hit).cloned()
    }
}

/// Numbers from 0 to 1, without 1, that look random and are the same for the same seed (splitmix64).
#[derive(Debug)]
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let bits = u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap_or_default();
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }
}

/// What was asked for and is not spent, oldest first, and what may happen to other requests.
#[derive(Debug, Default)]
pub(super) struct MisbehaviorQueue {
    waiting: VecDeque<(String, MisbehaviorSchedule)>,
    chances: Vec<(String, Chance)>,
}

impl MisbehaviorQueue {
    /// `action` is the name of an operation, or `*` for any.
    pub(super) fn push(&mut self, action: String, schedule: MisbehaviorSchedule) {
        self.waiting.push_back((action, schedule));
    }

    /// `action` as above.
    pub(super) fn push_chance(&mut self, action: String, chance: Chance) {
        self.chances.push((action, chance));
    }

    pub(super) fn clear(&mut self) {
        self.waiting.clear();
        self.chances.clear();
    }

    /// What happens to this request, if anything does.
    pub(super) fn next(&mut self, action: &str) -> Option<Misbehavior> {
        self.waiting.retain(|(_, schedule)| schedule.left != Some(0));
        let is_meant = |name: &str| name == action || name == "*";
        if let Some((_, schedule)) = self.waiting.iter_mut().find(|(name, _)| is_meant(name)) {
            schedule.left = schedule.left.map(|left| left.saturating_sub(1));
            return Some(schedule.misbehavior.clone());
        }
        self.chances.iter_mut().filter(|(name, _)| is_meant(name)).find_map(|(_, chance)| chance.next())
    }
}
