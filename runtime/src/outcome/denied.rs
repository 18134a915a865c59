//! Why the vendor's access control refused a request.

/// What Resource Access Management says about a request that it refused, where the service hands it on. Each part is as the
/// vendor gives it; values that are not documented may come.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::Error;
///
/// fn explain(error: &Error) {
///     if let Some(denied) = error.access_denied() {
///         println!("{:?} may not {:?}", denied.auth_principal_display_name, denied.auth_action);
///     }
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AccessDenied {
    /// The action that is not allowed, such as `rds:DescribeBackups`.
    pub auth_action: Option<String>,
    /// Who asked: a user's id, or a role and its session.
    pub auth_principal_display_name: Option<String>,
    /// The account that who asked belongs to.
    pub auth_principal_owner_id: Option<String>,
    /// What asked, such as `SubUser` or `AssumedRoleUser`.
    pub auth_principal_type: Option<String>,
    /// Whether no policy allows it (`ImplicitDeny`) or one forbids it (`ExplicitDeny`).
    pub no_permission_type: Option<String>,
    /// The kind of policy that decided, such as `AccountLevelIdentityBasedPolicy`.
    pub policy_type: Option<String>,
    /// The whole decision, encrypted: `DecodeDiagnosticMessage` of RAM shows it to those who may see it.
    pub encoded_diagnostic_message: Option<String>,
}

impl AccessDenied {
    /// What `get` has of it; names are in lower case.
    pub(crate) fn of(get: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            auth_action: get("authaction"),
            auth_principal_display_name: get("authprincipaldisplayname"),
            auth_principal_owner_id: get("authprincipalownerid"),
            auth_principal_type: get("authprincipaltype"),
            no_permission_type: get("nopermissiontype"),
            policy_type: get("policytype"),
            encoded_diagnostic_message: get("encodeddiagnosticmessage"),
        }
    }

    /// The same with all texts changed.
    pub(crate) fn map(self, change: impl Fn(String) -> String) -> Self {
        let change = |text: Option<String>| text.map(&change);
        Self {
            auth_action: change(self.auth_action),
            auth_principal_display_name: change(self.auth_principal_display_name),
            auth_principal_owner_id: change(self.auth_principal_owner_id),
            auth_principal_type: change(self.auth_principal_type),
            no_permission_type: change(self.no_permission_type),
            policy_type: change(self.policy_type),
            encoded_diagnostic_message: change(self.encoded_diagnostic_message),
        }
    }
}
