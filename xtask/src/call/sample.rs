//! stub
use super::{Arguments, target::Target};
use crate::json::Json;
use anyhow::Result;
pub(super) fn refuse_early(_: &Target, _: bool) -> Result<()> {
    Ok(())
}
pub(super) fn save(_: &Arguments, _: &Target, _: Json) -> Result<()> {
    Ok(())
}
