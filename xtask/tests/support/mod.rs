//! What the tests of the commands share.

#![allow(dead_code, reason = "each file of tests uses a part")]
#![allow(unreachable_pub, reason = "a module of a test is part of no library")]

use std::collections::BTreeMap;
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

/// The root folder.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Writes specifications that do not change when those of the repository do.
pub fn write_known_specs(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    for entry in fs::read_dir(workspace().join("tests/data/transcribed")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
}

/// All files below a folder, with what is in them.
pub fn files_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = PathBuf::from(path.file_name().unwrap());
        if path.is_dir() {
            found.extend(files_below(&path).into_iter().map(|(below, bytes)| (name.join(below), bytes)));
        } else {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

/// Writes a file and the folders that it is in.
pub fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// The repository, with the files of some places and links to everything else.
#[cfg(unix)]
pub fn copy_of_workspace(name: &str, copied: &[&str]) -> PathBuf {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&copy);
    link(&workspace(), &copy, &copied.iter().map(PathBuf::from).collect::<Vec<_>>());
    copy
}

#[cfg(unix)]
fn link(from: &Path, to: &Path, copied: &[PathBuf]) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = Path::new(path.file_name().unwrap());
        let below: Vec<PathBuf> =
            copied.iter().filter_map(|place| Some(place.strip_prefix(name).ok()?.to_owned())).collect();
        if below.iter().any(|place| place.as_os_str().is_empty()) {
            if path.is_dir() {
                files_below(&path).iter().for_each(|(file, bytes)| write(&to.join(name).join(file), bytes));
            } else {
                fs::copy(&path, to.join(name)).unwrap();
            }
        } else if !below.is_empty() {
            link(&path, &to.join(name), &below);
        } else if !["target", ".git"].map(Path::new).contains(&name) {
            std::os::unix::fs::symlink(&path, to.join(name)).unwrap();
        }
    }
}

/// Cargo in a copy of the workspace, with the folder for what it builds.
pub fn cargo(copy: &Path, built: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(copy).args(arguments);
    command.env("CARGO_TARGET_DIR", built).env("CARGO_NET_OFFLINE", "true");
    command
}

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
