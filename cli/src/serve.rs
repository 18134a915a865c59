//! `serve`: the fake cloud, from the specifications alone.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use alibabacloud_codegen::{fake_model, visible};
use alibabacloud_runtime::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud};
use anyhow::{Context, Result, bail};

use crate::suggestion::suggestion;
use crate::{specs, terminal};

/// Options of `serve`.
#[derive(clap::Args)]
#[command(after_help = "Example: alibabacloud-codegen serve --port 8080 --items DescribeBackups=95")]
pub struct Arguments {
    /// The port on 127.0.0.1; 0 chooses a free one
    #[arg(long, default_value_t = 0, value_name = "N")]
    port: u16,
    /// The folder with the specifications (*.yaml) [default: specs]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// How many items an operation has; may be repeated
    #[arg(long, value_name = "OPERATION=N", value_parser = item_count)]
    items: Vec<(String, usize)>,
}

fn item_count(text: &str) -> Result<(String, usize), String> {
    let wrong = || format!("`{text}` is not of the form DescribeBackups=95");
    let (operation, count) = text.split_once('=').ok_or_else(wrong)?;
    Ok((operation.to_owned(), count.parse().map_err(|_| wrong())?))
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let specs = arguments.specs.clone().unwrap_or_else(|| specs::workspace().join("specs"));
    let Some(cloud) = start(&specs, arguments.port, &arguments.items)? else {
        return Ok(ExitCode::FAILURE);
    };
    let endpoint = cloud.endpoint();
    // All at once: whoever reads the first line only may have closed the pipe before the next.
    terminal::print(&format!(
        "{endpoint}\n\
         export ALIBABA_CLOUD_ACCESS_KEY_ID={ACCESS_KEY_ID}\n\
         export ALIBABA_CLOUD_ACCESS_KEY_SECRET={ACCESS_KEY_SECRET}\n\
         export ALIBABA_CLOUD_REGION_ID=cn-hangzhou\n"
    ))?;
    eprintln!("with these, call it with --endpoint {endpoint}, and stop it with Ctrl-C");
    loop {
        std::thread::park();
    }
}

/// Starts the fake cloud of all products; `None`, with the reasons printed, if a specification is wrong.
///
/// # Errors
///
/// A folder that cannot be read, a port in use, an operation that nothing has.
pub fn start(folder: &Path, port: u16, items: &[(String, usize)]) -> Result<Option<FakeCloud>> {
    let Some(services) = specs::lower_all(folder)? else { return Ok(None) };
    let mut builder = FakeCloud::builder().port(port);
    for lowered in &services {
        builder = builder.model(&fake_model(&lowered.service)).context("the model cannot be used")?;
    }
    let names = || services.iter().flat_map(|one| one.service.operation_names().map(str::to_owned));
    for (operation, count) in items {
        if !names().any(|name| name == *operation) {
            bail!("there is no operation `{}`{}", visible(operation), suggestion(operation, names()));
        }
        builder = builder.items(operation, *count);
    }
    builder.start_blocking().map(Some).context("the fake cloud cannot start")
}
