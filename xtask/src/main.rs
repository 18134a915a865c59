//! The program alone, so that `start` can have the same.

fn main() -> std::process::ExitCode {
    xtask::main()
}
