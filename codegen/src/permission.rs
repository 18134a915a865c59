//! What each operation of a product needs to be allowed.

use crate::Service;

/// The permission that an operation needs, and how programs name the operation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Permission {
    /// The name on the wire.
    pub operation: String,
    /// The module of the product.
    pub module: String,
    /// The method of the client, which is the operation's module as well.
    pub method: String,
    /// The type of the request.
    pub builder: String,
    /// The permission; `None` if the specification has none.
    pub ram: Option<RamRule>,
}

/// What a policy has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RamRule {
    /// The action, such as `rds:DescribeBackups`.
    pub action: String,
    /// The type of resource; `*` if the action knows none.
    pub resource: String,
    /// The name of such a resource, with `{region}`, `{account}` and `{id}`; `None` for all resources.
    pub arn: Option<String>,
    /// Whether the specification gives that form; otherwise it follows the vendor's usual one.
    pub arn_is_documented: bool,
    /// What the sources disagree about, a sentence each.
    pub notes: Vec<String>,
}

/// The permissions of all operations, in the order of the document.
#[must_use]
pub fn permissions(service: &Service) -> Vec<Permission> {
    let operations = service.operations.iter();
    let permission = operations.map(|operation| Permission {
        operation: operation.name.clone(),
        module: service.module.as_str().to_owned(),
        method: operation.method.as_str().to_owned(),
        builder: operation.builder.as_str().to_owned(),
        ram: operation.ram.as_ref().map(|ram| RamRule {
            action: ram.action.clone(),
            resource: ram.resource.clone(),
            arn: ram.arn.clone(),
            arn_is_documented: ram.arn_is_documented,
            notes: ram.notes.clone(),
        }),
    });
    permission.collect()
}
