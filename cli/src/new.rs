//! `new`: the beginning of a specification, with an operation as an example.

use std::path::PathBuf;
use std::process::ExitCode;

use alibabacloud_codegen::{Source, lower};
use anyhow::{Result, bail};

use crate::transaction::{self, Change};
use crate::{program, specs};

/// Options of `new`.
#[derive(clap::Args)]
#[command(after_help = "Example: alibabacloud-codegen new ecs-2014-05-26")]
pub struct Arguments {
    /// The product and the version of its API, such as ecs-2014-05-26
    #[arg(value_name = "PRODUCT-VERSION", value_parser = name)]
    name: Name,
    /// What a path of the product means
    #[arg(long, value_name = "STYLE", default_value = "rpc")]
    style: Style,
    /// The Rust module and cargo feature [default: the product]
    #[arg(long, value_name = "NAME", value_parser = module)]
    module: Option<String>,
    /// The folder to write to [default: specs]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
}

#[derive(Clone)]
struct Name {
    product: String,
    version: String,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Style {
    /// It only names the operation
    Rpc,
    /// It is sent
    Roa,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let Name { product, version } = &arguments.name;
    let folder = arguments.specs.clone().unwrap_or_else(|| specs::workspace().join("specs"));
    let file = format!("{product}-{version}.yaml");
    let path = folder.join(&file);
    if path.exists() {
        bail!("{} is there already, and is left as it is", path.display());
    }
    let module = arguments.module.clone().unwrap_or_else(|| product.replace('-', "_"));
    // A folder without specifications, or with wrong ones, is no reason not to write one.
    let others = specs::read(&folder).unwrap_or_default();
    let others = others.iter().filter_map(|source| lower(source).ok());
    if let Some(other) = others.into_iter().find(|other| other.module() == module) {
        bail!("{} has the module `{module}`; choose another one with --module", other.file());
    }
    let text = document(&arguments.name, &module, arguments.style);
    if let Err(diagnostics) = lower(&Source::new(path.to_string_lossy(), text.as_str())) {
        specs::print(&diagnostics);
        bail!("nothing was written; choose another module with --module");
    }
    transaction::apply(&folder, &[Change::Write { path: &file, text: &text }])?;
    println!("wrote {}", path.display());
    eprintln!("replace what is marked TODO, then run `{} lint {}`", program::name(), path.display());
    Ok(ExitCode::SUCCESS)
}

fn document(name: &Name, module: &str, style: Style) -> String {
    let (style, path, method, place) = match style {
        Style::Rpc => ("rpc", "/DescribeThings", "post", "query"),
        Style::Roa => ("roa", "/groups/{GroupId}/things", "get", "path"),
    };
    let words = [
        ("PRODUCT", name.product.as_str()),
        ("VERSION", &name.version),
        ("MODULE", module),
        ("STYLE", style),
        ("PATH", path),
        ("METHOD", method),
        ("PLACE", place),
    ];
    let template = include_str!("new/document.yaml").to_owned();
    words.into_iter().fold(template, |text, (word, value)| text.replace(word, value))
}

fn name(text: &str) -> Result<Name, String> {
    // The version is the last ten characters: 2014-05-26.
    let cut = text.len().checked_sub("-2014-05-26".len()).and_then(|at| text.split_at_checked(at));
    let parts = cut.and_then(|(product, version)| Some((product, version.strip_prefix('-')?)));
    let Some((product, version)) = parts.filter(|(_, version)| is_date(version)) else {
        return Err(
            "write the product, and then the version of its API, which is a date, such as ecs-2014-05-26"
                .to_owned(),
        );
    };
    let is_word =
        |word: &str| word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) && !word.is_empty();
    if !product.starts_with(|c: char| c.is_ascii_lowercase()) || !product.split('-').all(is_word) {
        return Err(format!(
            "write the product with lower-case letters, digits and `-` between them, and a letter first, such as ecs-{version}"
        ));
    }
    Ok(Name { product: product.to_owned(), version: version.to_owned() })
}

fn is_date(text: &str) -> bool {
    let form = |(at, c): (usize, char)| if matches!(at, 4 | 7) { c == '-' } else { c.is_ascii_digit() };
    text.chars().count() == 10 && text.chars().enumerate().all(form)
}

fn module(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(fits) {
        return Ok(text.to_owned());
    }
    Err("write it with lower-case letters, digits and `_`, and a letter first, such as ecs_2014".to_owned())
}
