//! The tokens of a body. What bodies mostly consist of is read here at one glance; everything else, errors among it, is read
//! by jiter from the same position on.

use jiter::{Jiter, JiterError, JiterResult, Peek};

/// A position in JSON text.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    index: usize,
    /// The last string that had escapes, without them.
    unescaped: Vec<u8>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, index: 0, unescaped: Vec::new() }
    }

    /// The whole text.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The text from `start` to the position.
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.index).unwrap_or_default()
    }

    pub(super) fn index(&self) -> usize {
        self.index
    }

    /// Another reader of what follows, that leaves this one where it is.
    pub(super) fn probe(&self) -> Jiter<'a> {
        Jiter::new(self.rest())
    }

    /// Steps over white space; what follows.
    pub(super) fn peek(&mut self) -> JiterResult<Peek> {
        match self.visible(self.index) {
            Some((index, byte)) => {
                self.index = index;
                Ok(Peek::new(byte))
            }
            None => self.with_jiter(Jiter::peek),
        }
    }

    /// Steps over the value that `peek` announced.
    pub(super) fn skip(&mut self, peek: Peek) -> JiterResult<()> {
        if peek == Peek::String
            && let Some((_, end)) = self.plain_string(self.index)
        {
            self.index = end;
            return Ok(());
        }
        self.with_jiter(|jiter| jiter.known_skip(peek))
    }

    /// Reads the boolean that `peek` announced.
    pub(super) fn boolean(&mut self, peek: Peek) -> JiterResult<bool> {
        self.with_jiter(|jiter| jiter.known_bool(peek))
    }

    /// Reads the string at the position.
    pub(super) fn string<R>(&mut self, read: impl FnOnce(&str) -> R) -> JiterResult<R> {
        if let Some((content, end)) = self.plain_string(self.index) {
            self.index = end;
            Ok(read(content))
        } else if let Some(end) = self.unescape(self.index) {
            self.index = end;
            Ok(read(str::from_utf8(&self.unescaped).unwrap_or_default()))
        } else {
            self.with_jiter(|jiter| jiter.known_str().map(read))
        }
    }

    /// Reads the number that `peek` announced, letter for letter.
    pub(super) fn number(&mut self, peek: Peek) -> JiterResult<&'a str> {
        let start = self.index;
        match plain_integer(self.rest()) {
            Some(length) => self.index += length,
            None => self.with_jiter(|jiter| jiter.known_number_bytes(peek).map(|_| ()))?,
        }
        Ok(self.since(start))
    }

    /// Steps to the first element of the list at the position, or to the next one; `false` at the end.
    pub(super) fn element(&mut self, first: bool) -> JiterResult<bool> {
        let before = if first { b'[' } else { b',' };
        match self.visible(self.index) {
            Some((index, b']')) if !first => {
                self.index = index + 1;
                return Ok(false);
            }
            Some((index, byte)) if byte == before => {
                if let Some((index, _)) = self.visible(index + 1).filter(|(_, byte)| *byte != b']') {
                    self.index = index;
                    return Ok(true);
                }
            }
            _ => {}
        }
        let next = |jiter: &mut Jiter<'a>| if first { jiter.known_array() } else { jiter.array_step() };
        self.with_jiter(|jiter| next(jiter).map(|next| next.is_some()))
    }

    /// Steps over the first key of the object at the position, or over the next one, if it is `likely`.
    #[inline]
    pub(super) fn takes_key(&mut self, first: bool, likely: &str) -> bool {
        let before = if first { b'{' } else { b',' };
        let after = match self.rest() {
            [byte, b'"', name @ ..] if *byte == before => name.strip_prefix(likely.as_bytes()),
            _ => None,
        };
        let is_likely = after.is_some_and(|after| after.starts_with(b"\":"));
        if is_likely {
            self.index += likely.len() + 4;
        }
        is_likely
    }

    /// Steps over the first key of the object at the position, or over the next one, and reads it, if it has no escapes and
    /// no white space around it.
    #[inline]
    pub(super) fn close_key(&mut self, first: bool) -> Option<&'a [u8]> {
        let before = if first { b'{' } else { b',' };
        let content = match self.rest() {
            [byte, b'"', content @ ..] if *byte == before => content,
            _ => return None,
        };
        let length = plain_length(content);
        let (name, after) = content.split_at_checked(length)?;
        after.starts_with(b"\":").then(|| {
            self.index += length + 4;
            name
        })
    }

    /// Steps to the first key of the object at the position, or to the next one, and reads it; `None` at the end.
    pub(super) fn key<R>(&mut self, first: bool, read: impl FnOnce(&str) -> R) -> JiterResult<Option<R>> {
        if let Some((name, end)) = self.plain_key(first) {
            self.index = end;
            return Ok(Some(read(name)));
        }
        if let Some((index, b'}')) = self.visible(self.index).filter(|_| !first) {
            self.index = index + 1;
            return Ok(None);
        }
        self.with_jiter(|jiter| {
            let key = if first { jiter.known_object() } else { jiter.next_key() };
            key.map(|key| key.map(read))
        })
    }

    /// Whether nothing but white space follows.
    pub(super) fn finish(&mut self) -> JiterResult<()> {
        self.with_jiter(Jiter::finish)
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.index..).unwrap_or_default()
    }

    /// The first byte from `index` on that is no white space, and where it is.
    #[inline]
    fn visible(&self, mut index: usize) -> Option<(usize, u8)> {
        loop {
            match *self.text.as_bytes().get(index)? {
                b' ' | b'\r' | b'\t' | b'\n' => index += 1,
                byte => return Some((index, byte)),
            }
        }
    }

    /// A key and where its value begins, if it has no escapes.
    fn plain_key(&self, first: bool) -> Option<(&'a str, usize)> {
        let before = if first { b'{' } else { b',' };
        let (index, _) = self.visible(self.index).filter(|(_, byte)| *byte == before)?;
        let (index, _) = self.visible(index + 1).filter(|(_, byte)| *byte == b'"')?;
        let (name, end) = self.plain_string(index)?;
        let (index, _) = self.visible(end).filter(|(_, byte)| *byte == b':')?;
        Some((name, index + 1))
    }

    /// The content of the string that begins at `index`, and where it ends, if it has no escapes.
    #[inline]
    pub(super) fn plain_string(&self, index: usize) -> Option<(&'a str, usize)> {
        let start = index + 1;
        let content = self.text.as_bytes().get(start..)?;
        let end = start + plain_length(content);
        let ends = self.text.as_bytes().get(end) == Some(&b'"');
        if ends { Some((self.text.get(start..end)?, end + 1)) } else { None }
    }

    /// Where the string that begins at `index` ends, if its escapes are of one letter. The content is then in `unescaped`.
    #[inline(never)]
    fn unescape(&mut self, index: usize) -> Option<usize> {
        self.unescaped.clear();
        let mut rest = self.text.as_bytes().get(index + 1..)?;
        loop {
            let (plain, special) = rest.split_at_checked(plain_length(rest))?;
            self.unescaped.extend_from_slice(plain);
            rest = special;
            while let [b'\\', letter, after @ ..] = rest {
                self.unescaped.push(unescaped(*letter)?);
                rest = after;
            }
            match rest {
                [b'"', after @ ..] => return Some(self.text.len() - after.len()),
                [0..0x20, ..] | [] | [b'\\'] => return None,
                _ => {}
            }
        }
    }

    /// Lets jiter read from the position on.
    #[cold]
    fn with_jiter<R>(&mut self, read: impl FnOnce(&mut Jiter<'a>) -> JiterResult<R>) -> JiterResult<R> {
        let mut jiter = Jiter::new(self.rest());
        let result = read(&mut jiter);
        let before = self.index;
        self.index += jiter.current_index();
        result.map_err(|error| JiterError { index: before + error.index, ..error })
    }
}

/// How many bytes stand before a quotation mark, an escape, a control character, or the end.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let special = special_bytes(u64::from_le_bytes(*word));
        if special != 0 {
            return at * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    words.len() * 8 + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// The highest bit of the lowest byte that cannot stand in a string as it is; what is above that bit means nothing.
#[inline]
fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let all = |byte: u8| ONES * u64::from(byte);
    // Only a quotation mark becomes a space, so that it is next to the control characters.
    let control_or_quote = (word ^ all(b'"' ^ b' ')).wrapping_sub(all(b' ' + 1));
    let escape = (word ^ all(b'\\')).wrapping_sub(ONES);
    (control_or_quote | escape) & !word & all(1 << 7)
}

/// What an escape of one letter means.
fn unescaped(letter: u8) -> Option<u8> {
    Some(match letter {
        b'"' | b'\\' | b'/' => letter,
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        _ => return None,
    })
}

/// The length of an integer that nothing is odd about: no fraction, no exponent, no leading zero, few digits.
fn plain_integer(bytes: &[u8]) -> Option<usize> {
    const DIGITS: usize = 18;
    let sign = usize::from(bytes.first() == Some(&b'-'));
    let digits = bytes.get(sign..)?.iter().take(DIGITS).take_while(|byte| byte.is_ascii_digit()).count();
    let is_odd = match bytes.get(sign) {
        Some(b'0') => digits != 1,
        _ => digits == 0 || digits == DIGITS,
    };
    let goes_on = matches!(bytes.get(sign + digits), Some(b'.' | b'e' | b'E'));
    (!is_odd && !goes_on).then_some(sign + digits)
}
