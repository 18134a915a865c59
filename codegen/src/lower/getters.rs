//! The methods that read a request back.

use std::collections::BTreeSet;

use crate::ir::Operation;
use crate::names::{self, Field};

/// Names the getter of each parameter and of each choice, unless a setter has its name.
pub(super) fn name(operation: &mut Operation) {
    let setters = operation.parameters.iter().map(|parameter| &parameter.setter);
    let mut taken: BTreeSet<Field> = setters.cloned().collect();
    let mut free = |of: &Field| Some(names::getter(of)).filter(|getter| taken.insert(getter.clone()));
    for parameter in operation.parameters.iter_mut().filter(|parameter| !parameter.chosen) {
        parameter.getter = free(&parameter.setter);
    }
    for choice in &mut operation.choices {
        choice.getter = free(&choice.argument);
    }
}
