//! A part of the products, and of their operations.

use std::collections::BTreeSet;

use alibabacloud_codegen::{Service, visible};
use anyhow::{Result, bail};

use crate::specs::Lowered;
use crate::suggestion::suggestion;

/// What was asked for; nothing stands for all.
#[derive(clap::Args, Default)]
pub(super) struct Selection {
    /// Only these products, by module or product code
    #[arg(long, value_name = "NAME", num_args = 1.., requires = "out")]
    product: Vec<String>,
    /// Only these operations, and the types that they use; products without any of them are left out
    #[arg(long, value_name = "NAME", num_args = 1.., requires = "out")]
    operation: Vec<String>,
}

impl Selection {
    /// Those of the products that were asked for, with the operations that were.
    pub(super) fn of(&self, mut lowered: Vec<Lowered>) -> Result<Vec<Lowered>> {
        let unknown = |name: &&String| !lowered.iter().any(|one| is_called(&one.service, name));
        refuse("product", self.product.iter().filter(unknown), || {
            let names = |one: &Lowered| [one.service.module().to_owned(), one.service.product().to_owned()];
            lowered.iter().flat_map(names).collect()
        })?;
        let is_meant = |one: &Lowered| self.product.iter().any(|name| is_called(&one.service, name));
        lowered.retain(|one| self.product.is_empty() || is_meant(one));
        if self.operation.is_empty() {
            return Ok(lowered);
        }
        let known = || lowered.iter().flat_map(|one| one.service.operation_names());
        let unknown = |name: &&String| !known().any(|known| known == *name);
        refuse("operation", self.operation.iter().filter(unknown), || known().map(str::to_owned).collect())?;
        let names: BTreeSet<&str> = self.operation.iter().map(String::as_str).collect();
        for one in &mut lowered {
            one.service = one.service.with_operations(&names);
        }
        lowered.retain(|one| one.service.operation_count() > 0);
        Ok(lowered)
    }
}

fn is_called(service: &Service, name: &str) -> bool {
    [service.module(), service.product()].iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// An error that has all names that are unknown, each with the nearest of those that there are.
fn refuse<'n>(
    kind: &str,
    unknown: impl Iterator<Item = &'n String>,
    known: impl Fn() -> Vec<String>,
) -> Result<()> {
    let help = |name: &String| format!("there is no {kind} `{}`{}", visible(name), suggestion(name, known()));
    let found: Vec<String> = unknown.map(help).collect();
    if found.is_empty() { Ok(()) } else { bail!("{}", found.join("\n")) }
}
