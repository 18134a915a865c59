#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| alibabacloud_fuzz::cli_profile(data));
