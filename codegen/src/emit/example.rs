//! The example in the documentation of a request.

use proc_macro2::Literal;

use super::definition::code;
use super::documentation::Lines;
use crate::ir::{Operation, Parameter, Service, Shape, Type, TypeDefinition};

/// Adds an example that calls the operation.
pub(super) fn example(lines: Lines, service: &Service, operation: &Operation, crate_name: &str) -> Lines {
    let module = service.module.as_str();
    let home = format!("{crate_name}::{module}");
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let mut values: Vec<String> =
        required.map(|parameter| example_value(parameter, &home, operation, service)).collect();
    for choice in &operation.choices {
        let first = choice.variants.first().and_then(|(_, position)| operation.parameters.get(*position));
        if let Some(parameter) = first {
            let value = example_value(parameter, &home, operation, service);
            values.push(format!("{}::{}({value})", choice.name.as_str(), parameter.setter.as_str()));
        }
    }
    let call = format!("client.{}({}).send().await?;", operation.method.as_str(), values.join(", "));
    let mut lines = lines.paragraph("# Example").line("").line("```no_run");
    for choice in &operation.choices {
        lines = lines.line(&format!("use {home}::{}::{};", operation.module.as_str(), choice.name.as_str()));
    }
    let lines = lines
        .line(&format!("# async fn example() -> Result<(), {crate_name}::Error> {{"))
        .line(&format!("let client = {home}::Client::from_env()?;"));
    let lines = match operation.response {
        Type::Empty => lines.line(&call),
        Type::Bytes => {
            lines.line(&format!("let answer = {call}")).line("println!(\"{} bytes\", answer.len());")
        }
        _ => lines.line(&format!("let answer = {call}")).line("println!(\"{answer:?}\");"),
    };
    lines.line("# Ok(())").line("# }").line("```")
}

/// Rust source of a value for an argument: the specification's example where that is possible.
fn example_value(parameter: &Parameter, home: &str, operation: &Operation, service: &Service) -> String {
    value(&parameter.r#type, parameter.example.as_ref(), home, operation, service)
}

fn value(
    r#type: &Type,
    example: Option<&serde_json::Value>,
    home: &str,
    operation: &Operation,
    service: &Service,
) -> String {
    let text = || {
        let text = example.and_then(|example| example.as_str()).unwrap_or("example");
        Literal::string(text).to_string()
    };
    match r#type {
        Type::String => text(),
        Type::Bool => "true".to_owned(),
        Type::I32 => example
            .and_then(serde_json::Value::as_i64)
            .and_then(|n| i32::try_from(n).ok())
            .unwrap_or(1)
            .to_string(),
        Type::I64 => example.and_then(serde_json::Value::as_i64).unwrap_or(1).to_string(),
        Type::Bytes => "b\"example\".to_vec()".to_owned(),
        Type::Timestamp => "std::time::SystemTime::now()".to_owned(),
        // What is inside a list is not converted, and an array is not a list.
        Type::List(inner) if matches!(**inner, Type::List(_)) => "[Vec::new()]".to_owned(),
        Type::List(inner) => format!("[{}]", value(inner, example, home, operation, service)),
        Type::Embedded(_) => {
            let crate_name = home.rsplit_once("::").map_or(home, |(crate_name, _)| crate_name);
            format!(
                "{crate_name}::EmbeddedJson::new({})",
                example.map_or_else(|| "\"{}\"".to_owned(), |_| text())
            )
        }
        Type::Own(name, Shape::Enum | Shape::ClosedEnum)
        | Type::Shared(name, Shape::Enum | Shape::ClosedEnum) => {
            let own = format!("{home}::{}", operation.module.as_str());
            let home = if matches!(r#type, Type::Own(..)) { own } else { format!("{home}::types") };
            let definitions = operation.types.iter().chain(&service.types);
            let variant = definitions.filter(|one| one.name() == name).find_map(|one| match one {
                TypeDefinition::Enum(found) => found.variants.first().map(|variant| variant.name.as_str()),
                TypeDefinition::Record(_) => None,
            });
            variant.map_or_else(text, |variant| format!("{home}::{}::{variant}", code(name.as_str())))
        }
        _ => "Default::default()".to_owned(),
    }
}
