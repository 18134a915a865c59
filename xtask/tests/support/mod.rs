//! What the tests of the commands share.

#![allow(dead_code, reason = "each file of tests uses a part")]
#![allow(unreachable_pub, reason = "a module of a test is part of no library")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A document with one operation.
pub const SPEC: &str = r##"
openapi: 3.1.0
info: {title: Demo, version: "2024-01-01"}
x-service: {product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}
servers: [{url: "https://demo.{region}.aliyuncs.com", description: public}]
paths:
  /DescribeThings:
    post:
      operationId: DescribeThings
      responses:
        "200":
          description: The things.
          content: {application/json: {schema: {type: object, properties: {RequestId: {type: string}}}}}
"##;

/// A folder of its own for each test, removed at the end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("specs")).unwrap();
        fs::write(path.join("specs/demo-2024-01-01.yaml"), SPEC).unwrap();
        Self(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn generate(&self, more: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .current_dir(&self.0)
            .env_remove("CARGO_MANIFEST_DIR")
            .arg("generate")
            .args(if more.contains(&"--out") { &[][..] } else { &["--out", "out"] })
            .args(more)
            .output()
            .unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn text(output: &[u8]) -> String {
    String::from_utf8(output.to_vec()).unwrap()
}
