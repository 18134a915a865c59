//! What the built-in transport is told about its connections.

use std::time::Duration;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Connections {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) read_timeout: Option<Duration>,
    pub(crate) pool_idle_timeout: Duration,
    pub(crate) pool_max_idle_per_host: usize,
}

impl Connections {
    pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
    pub(crate) const READ_TIMEOUT: Duration = Duration::from_secs(10);
    pub(crate) const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(30);
    pub(crate) const POOL_MAX_IDLE_PER_HOST: usize = 100;
}

impl Default for Connections {
    fn default() -> Self {
        Self {
            connect_timeout: None,
            read_timeout: None,
            pool_idle_timeout: Self::POOL_IDLE_TIMEOUT,
            pool_max_idle_per_host: Self::POOL_MAX_IDLE_PER_HOST,
        }
    }
}
