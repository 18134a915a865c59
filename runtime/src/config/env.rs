//! Environment variables, replaceable so that nothing has to change those of the process.

use std::{collections::BTreeMap, fmt, sync::Arc};

type Lookup = dyn Fn(&str) -> Option<String> + Send + Sync;

/// A set of environment variables. `Debug` shows no values.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::Env;
///
/// let env = Env::from_pairs([("ALIBABA_CLOUD_REGION_ID", "cn-hangzhou"), ("EMPTY", "")]);
/// assert_eq!(env.get("ALIBABA_CLOUD_REGION_ID").as_deref(), Some("cn-hangzhou"));
/// assert_eq!(env.get("EMPTY"), None);
/// ```
#[derive(Clone)]
pub struct Env {
    lookup: Arc<Lookup>,
}

impl Env {
    /// The environment of the process, as it is when asked.
    #[must_use]
    pub fn process() -> Self {
        // What is not Unicode stays visible as U+FFFD, which every reader refuses with a message of its own.
        Self::from_fn(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
    }

    /// What a function says.
    pub fn from_fn(lookup: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self { lookup: Arc::new(lookup) }
    }

    /// These variables and no others.
    pub fn from_pairs<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let pairs: BTreeMap<String, String> =
            pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self::from_fn(move |name| pairs.get(name).cloned())
    }

    /// The value of a variable; `None` if it is absent or empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        (self.lookup)(name).filter(|value| !value.is_empty())
    }
}

impl Default for Env {
    fn default() -> Self {
        Self::process()
    }
}

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Env").finish_non_exhaustive()
    }
}
