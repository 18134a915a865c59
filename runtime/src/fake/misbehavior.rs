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

/// What was asked for and is not spent, oldest first.
#[derive(Debug, Default)]
pub(super) struct MisbehaviorQueue {
    waiting: VecDeque<(String, MisbehaviorSchedule)>,
}

impl MisbehaviorQueue {
    /// `action` is the name of an operation, or `*` for any.
    pub(super) fn push(&mut self, action: String, schedule: MisbehaviorSchedule) {
        self.waiting.push_back((action, schedule));
    }

    pub(super) fn clear(&mut self) {
        self.waiting.clear();
    }

    /// What happens to this request, if anything does.
    pub(super) fn next(&mut self, action: &str) -> Option<Misbehavior> {
        self.waiting.retain(|(_, schedule)| schedule.left != Some(0));
        let (_, schedule) = self.waiting.iter_mut().find(|(name, _)| name == action || name == "*")?;
        schedule.left = schedule.left.map(|left| left.saturating_sub(1));
        Some(schedule.misbehavior.clone())
    }
}
