//! Answers that a test chooses by what a request says.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::{FakeCloud, received::ReceivedRequest};

type Predicate = dyn Fn(&ReceivedRequest) -> bool + Send;

/// What a request that a rule is for gets.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Chosen {
    Value(Value),
    Refusal { code: String, message: String },
}

/// Which requests get it.
struct Rule {
    action: String,
    predicate: Box<Predicate>,
    left: Option<usize>,
    chosen: Chosen,
}

/// The rules of a cloud, oldest first.
#[derive(Default)]
pub(super) struct Rules(Vec<Rule>);

impl Rules {
    /// What the oldest rule that is for this request says, if there is one.
    pub(super) fn next(&mut self, request: &ReceivedRequest) -> Option<Chosen> {
        let is_meant = |rule: &&mut Rule| {
            (rule.action == request.action || rule.action == "*")
                && rule.left != Some(0)
                && (rule.predicate)(request)
        };
        let rule = self.0.iter_mut().find(is_meant)?;
        rule.left = rule.left.map(|left| left.saturating_sub(1));
        Some(rule.chosen.clone())
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

/// Which requests are to get another answer; made by [`FakeCloud::when`].
#[must_use = "nothing is different before respond or refuse says what the answer is"]
pub struct When<'c> {
    cloud: &'c FakeCloud,
    action: String,
    predicate: Box<Predicate>,
    left: Option<usize>,
}

impl<'c> When<'c> {
    pub(super) fn new(cloud: &'c FakeCloud, action: String, predicate: Box<Predicate>) -> Self {
        Self { cloud, action, predicate, left: None }
    }

    /// For the next `times` of these requests only.
    pub fn times(self, times: usize) -> Self {
        Self { left: Some(times), ..self }
    }

    /// They are answered with `value`, such as a record of the client, and status 200. An answer that is an object gets a
    /// request id unless it has one. Nothing else is added, so pages are what the test makes of them.
    ///
    /// # Panics
    ///
    /// If `value` cannot be JSON.
    #[track_caller]
    pub fn respond(self, value: &(impl Serialize + ?Sized)) {
        let value = serde_json::to_value(value).expect("an answer must be something that JSON can say");
        self.choose(Chosen::Value(value));
    }

    /// They are refused by the operation: in the envelope of a 200 answer where the product has one, otherwise with the
    /// status that the operation documents for the code, or 400.
    pub fn refuse(self, code: impl Into<String>, message: impl Into<String>) {
        self.choose(Chosen::Refusal { code: code.into(), message: message.into() });
    }

    fn choose(self, chosen: Chosen) {
        let Self { cloud, action, predicate, left } = self;
        cloud.cloud.rules().0.push(Rule { action, predicate, left, chosen });
    }
}

impl fmt::Debug for When<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("When").field("action", &self.action).field("left", &self.left).finish_non_exhaustive()
    }
}
