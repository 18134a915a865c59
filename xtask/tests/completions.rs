//! What a shell that sourced the script completes.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![cfg(unix)]

use std::process::Command;

/// What bash offers for the last of `words`, after it ran `before` and the script.
fn completed(before: &str, words: &[&str]) -> String {
    let [.., previous, last] = words else { panic!("a command and a word are needed: {words:?}") };
    let program = format!(
        "{before}\nsource <(\"$XTASK\" completions bash)\nsource <(\"$XTASK\" completions bash)\n\
         COMP_WORDS=({})\nCOMP_CWORD={position}\n\
         \"$(complete -p cargo | sed 's/.* -F \\([^ ]*\\) .*/\\1/')\" cargo '{last}' '{previous}'\necho \"${{COMPREPLY[@]}}\"",
        words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" "),
        position = words.len() - 1,
    );
    let output = Command::new("bash")
        .args(["--norc", "-c", &program])
        .env("XTASK", env!("CARGO_BIN_EXE_xtask"))
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn commands_and_their_options() {
    for (words, expected) in [
        (&["cargo", "xtask", "gen"][..], "generate"),
        (&["cargo", "xtask", "generate", "--ch"], "--check"),
        (&["cargo", "xtask", "completions", "z"], "zsh"),
        (&["cargo", "xtask", "new", "ecs-2014-05-26", "--style", "ro"], "roa"),
        (&["cargo", "xtask", "call", "rds", "DescribeBackupT"], "DescribeBackupTasks"),
        (&["cargo", "xtask", "ram-policy", "DescribeRestoreJ"], "DescribeRestoreJobs2"),
        (&["cargo", "xtask", "lint", "--explain", "unknown-k"], "unknown-key"),
        (&["cargo", "xt"], "xtask"),
        (&["cargo", "xtask", "nothing-like-this"], ""),
    ] {
        assert_eq!(completed("", words), expected, "{words:?}");
    }
}

#[test]
fn the_rest_of_cargo_is_completed_as_before() {
    let before = "_others() { COMPREPLY=(\"others $2\"); }; complete -F _others cargo";
    assert_eq!(completed(before, &["cargo", "bui"]), "others bui");
    assert_eq!(completed(before, &["cargo", "xtask", "gen"]), "generate");
}
