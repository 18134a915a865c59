//! What every command has in common: help with an example, and no colour where nobody sees it.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod support;

use std::process::{Command, Output};

use support::text;

fn xtask(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(variable);
    }
    command.args(arguments).envs(environment.iter().copied()).output().unwrap()
}

/// The commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = text(&xtask(&["--help"], &[]).stdout);
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let (list, _) = list.split_once("\n\n").unwrap();
    let name = |line: &str| line.strip_prefix("  ")?.split(' ').next().map(str::to_owned);
    list.lines().filter_map(name).filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_command_has_help_with_an_example() {
    let commands = commands();
    assert!(commands.contains(&"generate".to_owned()), "{commands:?}");
    for command in commands {
        let output = xtask(&[&command, "--help"], &[]);
        assert!(output.status.success(), "{command}: {output:?}");
        let help = text(&output.stdout);
        let example = help.split_once("Example").map_or("", |(_, example)| example);
        assert!(example.contains(&format!("cargo xtask {command}")), "{command}: {help}");
        assert!(!help.contains('\u{1b}'), "{command}: colour in a pipe");
    }
}

#[test]
fn every_command_is_in_the_table_of_the_readme() {
    let readme = include_str!("../../README.md");
    for command in commands() {
        let named = |line: &str| {
            line.strip_prefix("| `").and_then(|line| line.strip_prefix(command.as_str())?.chars().next())
        };
        let is_listed = readme.lines().filter_map(named).any(|next| matches!(next, ' ' | '`'));
        assert!(is_listed, "README.md does not list `{command}`");
    }
}

#[test]
fn colour_is_a_matter_of_the_terminal_and_of_no_color() {
    for (environment, coloured) in [
        (&[][..], false),
        (&[("CLICOLOR_FORCE", "1")], true),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
    ] {
        let output = xtask(&["generate", "--nonsense"], environment);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(text(&output.stderr).contains('\u{1b}'), coloured, "{environment:?}");
    }
}

#[test]
fn a_misspelt_command_is_told_from_the_right_one() {
    let output = xtask(&["genrate"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("generate"), "{output:?}");
}
