//! What masks look like.

use std::net::IpAddr;

use super::is_uuid;

/// As long as a mask is at most, in characters.
const LONGEST: usize = 2_000;

/// The form of a text: what its mask is made from.
pub(super) fn form(text: &str, is_id: bool) -> String {
    match text.parse::<IpAddr>() {
        Ok(IpAddr::V4(_)) => return "192.0.2.".to_owned(),
        Ok(IpAddr::V6(_)) => return "2001:db8::".to_owned(),
        Err(_) => {}
    }
    if is_uuid(text) {
        return text.chars().map(|c| letter(c, 'a', 'A')).collect();
    }
    let kept = kept_beginning(text, is_id);
    let (beginning, rest) = text.split_at(kept);
    let rest = rest.chars().take(LONGEST).map(|c| letter(c, 'x', 'X'));
    beginning.chars().chain(rest).collect()
}

fn letter(c: char, lower: char, upper: char) -> char {
    match c {
        c if c.is_uppercase() => upper,
        c if c.is_alphabetic() => lower,
        c if c.is_numeric() => '0',
        c if c.is_ascii_punctuation() || c == ' ' => c,
        _ => ' ',
    }
}

/// The length of a scheme (`https://`), or of a prefix by which the vendor tells kinds of ids apart (`rm-`).
fn kept_beginning(text: &str, is_id: bool) -> usize {
    for scheme in ["https://", "http://", "oss://", "acs:"] {
        if text.starts_with(scheme) {
            return scheme.len();
        }
    }
    match text.split_once('-') {
        Some((prefix, rest))
            if is_id
                && (1..=4).contains(&prefix.len())
                && prefix.bytes().all(|byte| byte.is_ascii_lowercase())
                && rest.len() >= 3
                && rest.bytes().any(|byte| byte.is_ascii_digit()) =>
        {
            prefix.len() + 1
        }
        _ => 0,
    }
}

/// A form with a number written into its last letters and digits.
pub(super) fn numbered(form: &str, mut number: usize) -> String {
    let kept = kept_beginning(form, true);
    let mut characters: Vec<char> = form.chars().collect();
    for c in characters.iter_mut().skip(kept).rev() {
        if number == 0 {
            break;
        }
        let (first, count) = match *c {
            '0' => ('0', 10),
            'x' | 'a' => ('a', 6),
            'X' | 'A' => ('A', 6),
            _ => continue,
        };
        // A letter counts from x onward through a to e, so that the first value of a form is all x.
        let digit = number % count;
        number /= count;
        if digit > 0 {
            let step = u32::try_from(if first == '0' || *c == first { digit } else { digit - 1 })
                .unwrap_or_default();
            *c = char::from_u32(u32::from(first) + step).unwrap_or(*c);
        }
    }
    let mut text: String = characters.into_iter().collect();
    if number > 0 {
        // So many values of so short a form need more room.
        text.push_str(&number.to_string());
    }
    text
}
