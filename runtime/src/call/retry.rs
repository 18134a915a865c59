//! A call with all its attempts: when there is another one, after which wait, and what the caller learns of it.
//!
//! Everything happens inside the future of the call; dropping it ends the call wherever it is.

mod hint;

use super::{
    answer::Answer, attempt::attempt, budget::Cost, prepare::Prepared, request::Request,
    service_error::service_error, watch::Watch,
};
use crate::{
    config::{RetryPolicy, TimeLimits, has_timer},
    outcome::{Error, ErrorKind, Outcome, Verdict, leaves_doubt},
    signing::Credentials,
    tables::Effect,
};
use http::header;
use std::{pin::pin, time::Duration};

/// What a call has come to so far.
pub(crate) struct Session {
    prepared: Prepared,
    policy: RetryPolicy,
    limits: TimeLimits,
    watch: Watch,
    /// Whether one of its requests may have had its effect although no answer says so.
    in_doubt: bool,
    /// The correction of the clock that the last request was signed with.
    correction: i64,
    clock_was_set: bool,
    /// What the last request was signed with, if it was.
    credentials: Option<Credentials>,
    /// What the next one is to be signed with, if the provider was asked already.
    renewed: Option<Credentials>,
    credentials_were_renewed: bool,
    /// Why the last attempt was not enough.
    earlier: Option<Error>,
}

/// The answer to a request, if it is not an error, and the session to go on with if it cannot be decoded.
pub(crate) async fn answer(request: Request) -> Result<(Answer, Session), Error> {
    let mut watch = Watch::new(&request);
    let operation = request.operation();
    match ready(request).await.map_err(|error| error.of(operation)) {
        Ok((prepared, policy, limits)) => {
            let mut session = Session::new(prepared, policy, limits, watch);
            let answer = session.run().await?;
            Ok((answer, session))
        }
        Err(error) => {
            watch.end(Outcome::Failure(&error));
            Err(error)
        }
    }
}

/// What a session begins with, if the request is in order.
async fn ready(mut request: Request) -> Result<(Prepared, RetryPolicy, TimeLimits), Error> {
    let config = request.client().config();
    let (policy, limits) = (request.options().policy(config), request.options().time_limits(config)?);
    let payload = match request.take_payload() {
        Some(payload) => Some(limits.within_call(payload.measure()).await??),
        None => None,
    };
    Ok((Prepared::new(request, payload)?, policy, limits))
}

impl Session {
    fn new(prepared: Prepared, policy: RetryPolicy, limits: TimeLimits, watch: Watch) -> Self {
        Self {
            prepared,
            policy,
            limits,
            watch,
            in_doubt: false,
            correction: 0,
            clock_was_set: false,
            credentials: None,
            renewed: None,
            credentials_were_renewed: false,
            earlier: None,
        }
    }

    pub(crate) fn watch(&self) -> &Watch {
        &self.watch
    }

    /// The answer was decoded.
    pub(crate) fn succeed(&mut self) {
        self.watch.end(Outcome::Success);
    }

    async fn run(&mut self) -> Result<Answer, Error> {
        let span = self.watch.span();
        span.around(pin!(self.attempts())).await
    }

    async fn attempts(&mut self) -> Result<Answer, Error> {
        loop {
            let sent = self.watch.attempts;
            match self.attempt().await {
                Ok(answer) => return Ok(answer),
                Err(error) => {
                    let was_sent = self.watch.attempts > sent;
                    self.pause(error, was_sent).await?;
                }
            }
        }
    }

    /// Goes on after an answer that could not be decoded, or gives the error back.
    pub(crate) async fn resume(mut self, error: Error) -> Result<(Answer, Self), Error> {
        self.pause(error, true).await?;
        let answer = self.run().await?;
        Ok((answer, self))
    }

    async fn attempt(&mut self) -> Result<Answer, Error> {
        let (client, limits) = (&self.prepared.client, &self.limits);
        let credentials = match self.renewed.take() {
            _ if self.prepared.operation.anonymous => None,
            Some(credentials) => Some(credentials),
            None => Some(limits.within_call(client.config().credentials().credentials()).await??),
        };
        self.credentials.clone_from(&credentials);
        self.correction = client.clock().correction();
        let watched = self.watch.attempt(&self.prepared);
        let sent = &mut self.watch.attempts;
        let work = attempt(&self.prepared, limits, credentials, self.correction, sent);
        let result = watched.span.around(pin!(work)).await;
        let refusal = result.as_ref().ok().and_then(service_error);
        self.watch.answered(&self.prepared, &watched, &result, refusal.as_ref());
        let answer = refusal.map_or(result, Err)?;
        client.budget().refund();
        Ok(answer)
    }

    /// Waits until another attempt may begin; the error if there is to be none.
    async fn pause(&mut self, error: Error, was_sent: bool) -> Result<(), Error> {
        let verdict = Verdict::of(&error);
        self.in_doubt |= was_sent && leaves_doubt(&error);
        let wait = match verdict {
            Verdict::WrongClock => self.set_clock(&error).then_some(Duration::ZERO),
            Verdict::StaleCredentials => self.renew_credentials().await.then_some(Duration::ZERO),
            _ => self.next_wait(&error, verdict),
        };
        let Some(wait) = wait else { return Err(self.settle(error)) };
        self.watch.waits(wait, &error);
        self.earlier = Some(error);
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        Ok(())
    }

    /// The wait before the next attempt; `None` if there is to be none.
    fn next_wait(&self, error: &Error, verdict: Verdict) -> Option<Duration> {
        let is_allowed =
            self.prepared.operation.is_repeatable() && self.policy.allows_another(self.watch.attempts);
        if verdict == Verdict::Final || !is_allowed || !has_timer() {
            return None;
        }
        let throttled = verdict == Verdict::Throttled;
        let hint = hint::wait(error.headers(), throttled).unwrap_or_default();
        let wait = self.policy.delay(self.watch.attempts, throttled).max(hint);
        let cost = if verdict == Verdict::Slow { Cost::Timeout } else { Cost::Failure };
        let fits = self.limits.leave_room_for(wait, self.policy.longest());
        (fits && self.prepared.client.budget().take(cost)).then_some(wait)
    }

    /// Whether the clock was wrong, and the request may be sent with the right time. Once in a call: a clock that is
    /// refused again is not the reason. It is set even if this call may not profit from it: the next one will.
    fn set_clock(&mut self, error: &Error) -> bool {
        let date = error.headers().get(header::DATE).and_then(|date| date.to_str().ok());
        let clock = self.prepared.client.clock();
        let is_set = !self.clock_was_set && date.is_some_and(|date| clock.set_by(date, self.correction));
        self.clock_was_set |= is_set;
        is_set && self.policy.allows_another(self.watch.attempts)
    }

    /// Whether there are other credentials than the refused ones, which are given up in any case. Once in a call.
    async fn renew_credentials(&mut self) -> bool {
        let provider = self.prepared.client.config().credentials();
        let Some(refused) = self.credentials.take() else { return false };
        provider.invalidate(&refused);
        if self.credentials_were_renewed || !self.policy.allows_another(self.watch.attempts) {
            return false;
        }
        self.credentials_were_renewed = true;
        // If there are none, what the service said is the better explanation.
        let found = self.limits.within_call(provider.credentials()).await.ok().and_then(Result::ok);
        self.renewed = found.filter(|found| !found.same_key(&refused));
        self.renewed.is_some()
    }

    /// The error as the caller gets it.
    fn settle(&mut self, error: Error) -> Error {
        let operation = self.prepared.operation;
        let earlier = self.earlier.take().filter(|_| error.kind() == ErrorKind::Timeout);
        let error = error.of(operation).with(|inner| {
            inner.attempts = self.watch.attempts;
            inner.outcome_unknown = self.in_doubt && operation.effect == Effect::Write;
            // That the time ran out says less than what it ran out with.
            inner.source = inner.source.take().or(earlier.map(Into::into));
        });
        self.watch.end(Outcome::Failure(&error));
        error
    }
}
