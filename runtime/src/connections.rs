//! What the built-in transport is told about its connections.

use crate::config::Config;
use std::time::Duration;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Connections {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) read_timeout: Option<Duration>,
    pub(crate) pool_idle_timeout: Duration,
    pub(crate) pool_max_idle_per_host: usize,
}

impl Default for Connections {
    fn default() -> Self {
        Self {
            connect_timeout: None,
            read_timeout: None,
            pool_idle_timeout: Config::POOL_IDLE_TIMEOUT,
            pool_max_idle_per_host: Config::POOL_MAX_IDLE_PER_HOST,
        }
    }
}
