//! Numbers as text: exact where binary floating point would not be.

/// Whether a text is a number in JSON's letters. Rust would also read `inf` and `nan`.
fn has_number_letters(text: &str) -> bool {
    let number_letter = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
    text.bytes().all(number_letter) && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Reads a decimal number times ten to the power of `scale` without rounding: `1.5` with scale 3 is 1500.
///
/// `None` if the text is no number, or if the result is no integer or has more than 38 digits.
pub(crate) fn scaled_integer(text: &str, scale: i64) -> Option<i128> {
    if let (Ok(integer), Ok(power)) = (text.parse::<i64>(), u32::try_from(scale)) {
        return 10_i128.checked_pow(power)?.checked_mul(integer.into());
    }
    float(text)?;
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: String = whole.chars().chain(fraction.chars()).filter(char::is_ascii_digit).collect();
    let significant = digits.trim_end_matches('0');
    let zeros = i64::try_from(digits.len() - significant.len()).ok()?;
    let places = i64::try_from(fraction.len()).ok()?;
    let power = i64::from(exponent) + scale + zeros - places;
    let significant = significant.trim_start_matches('0');
    if significant.is_empty() {
        return Some(0);
    }
    let magnitude = significant.parse::<i128>().ok()?;
    let value = magnitude.checked_mul(10_i128.checked_pow(u32::try_from(power).ok()?)?)?;
    Some(if text.starts_with('-') { -value } else { value })
}

/// Reads a finite number.
pub(crate) fn float(text: &str) -> Option<f64> {
    if !has_number_letters(text) {
        return None;
    }
    text.parse().ok().filter(|value: &f64| value.is_finite())
}
