//! What a service says about a failure, wherever and however it says it: the one reader of errors.
//!
//! It knows the spellings in use, objects and lists around them, and XML. It never decides whether something is a failure, except for
//! a body that is nothing else.

use crate::{
    codec::{
        body,
        outline::{Kind, Member, Object, Outline, REQUEST_IDS, plain},
    },
    outcome::AccessDenied,
    tables::Envelope,
};

/// The spellings in use, in lower case and without signs; the first that is there counts.
const CODES: [&str; 6] = ["code", "errcode", "errorcode", "errno", "errorno", "faultcode"];
const MESSAGES: [&str; 10] = [
    "message",
    "errmessage",
    "errormessage",
    "msg",
    "errmsg",
    "errormsg",
    "errordescription",
    "faultstring",
    "description",
    "reason",
];
/// In which a code and a message may be one text.
const ERRORS: [&str; 2] = ["error", "err"];
/// What stands beside a code and a message and says nothing of a result.
const BESIDE: [&str; 11] = [
    "accessdenieddetail",
    "dynamiccode",
    "dynamicmessage",
    "encodeddiagnosticmessage",
    "hostid",
    "httpcode",
    "httpstatuscode",
    "recommend",
    "status",
    "statuscode",
    "success",
];
/// Codes of answers that are none.
const SUCCESSES: [&str; 4] = ["ok", "success", "successful", "succeeded"];

/// What a service says about a failure.
#[derive(Default)]
pub(crate) struct Fault {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) recommend: Option<String>,
    pub(crate) diagnostic: Option<String>,
    pub(crate) denied: Option<AccessDenied>,
}

impl Fault {
    pub(crate) fn read(body: &[u8], envelope: Option<&Envelope>) -> Self {
        let outline = body::outline(body);
        let objects = outline.objects();
        let mut fault = Self { request_id: outline.request_id(), ..Self::default() };
        // A page for people may well have an element that is called code.
        if objects.first().is_some_and(|root| matches!(root.name.as_str(), "html" | "body" | "head")) {
            return fault;
        }
        let declared = |object: &&Object| {
            envelope.is_some_and(|envelope| object.declared(Some(envelope.code)).is_some())
        };
        let meant = objects.iter().find(declared);
        let meant = meant.or_else(|| objects.iter().find(|object| object.is_fault(envelope)));
        let meant = meant.or(objects.first());
        fault.code = meant.and_then(|object| object.code(envelope)).map(Member::to_text);
        let around = objects.iter().filter(|object| object.depth == 0 || object.is_error());
        fault.message =
            meant.into_iter().chain(around).find_map(|object| object.message(envelope)).map(Member::to_text);
        fault.recommend = outline.anywhere(&["recommend"]).map(Member::to_text);
        fault.denied = denied(&outline);
        let inside = fault.denied.as_ref().and_then(|denied| denied.encoded_diagnostic_message.clone());
        fault.diagnostic =
            inside.or_else(|| outline.anywhere(&["encodeddiagnosticmessage"]).map(Member::to_text));
        fault
    }

    /// The fault in a body of status 2xx that holds nothing else: a code that is none of a success, a message, and what
    /// belongs to them.
    pub(crate) fn alone(body: &[u8]) -> Option<Self> {
        let words = || CODES.iter().chain(&MESSAGES).chain(&REQUEST_IDS).chain(&ERRORS).chain(&BESIDE);
        let is_alone = body::has_only(body, &mut |name| {
            let name = plain(name);
            words().any(|word| **word == name)
        });
        let fault = is_alone.then(|| Self::read(body, None))?;
        let says_success = body::flag(body, "success") == Some(true);
        (!says_success && fault.is_certain()).then_some(fault)
    }

    /// Whether it can be nothing but a failure: it has a message, and a code that no success has.
    pub(crate) fn is_certain(&self) -> bool {
        let is_failure = |code: &String| match code.parse() {
            Ok(number) => (400..600).contains(&number),
            Err(_) => !is_of_success(code) && code.contains(|c: char| c.is_ascii_alphabetic()),
        };
        self.message.is_some() && self.code.as_ref().is_some_and(is_failure)
    }
}

/// Whether a code is one that successes have: `OK`, `Success`, `200`, `0`, `0000`.
pub(crate) fn is_of_success(code: &str) -> bool {
    let code = plain(code);
    SUCCESSES.contains(&code.as_str()) || code == "200" || code.bytes().all(|byte| byte == b'0')
}

impl Object {
    /// Whether a code in it is that of the failure: at the top, in what is called an error, or beside a message.
    fn is_fault(&self, envelope: Option<&Envelope>) -> bool {
        let may_be = self.depth == 0 || self.is_error() || self.message(None).is_some();
        may_be && self.code(envelope).is_some()
    }

    fn is_error(&self) -> bool {
        ["err", "fault", "exception"].iter().any(|word| self.name.contains(word))
    }

    /// The member that a name, or a path of names joined with `/`, leads to.
    fn declared(&self, path: Option<&'static str>) -> Option<&Member> {
        let mut names = path?.rsplit('/');
        let (name, parent) = (names.next()?, names.next());
        let is_here = self.depth == path?.split('/').count() - 1;
        let is_parent = parent.is_none_or(|parent| self.name == plain(parent));
        self.get(&plain(Some(name).filter(|_| is_here && is_parent)?))
    }

    fn code(&self, envelope: Option<&Envelope>) -> Option<&Member> {
        let is_code = |member: &&Member| matches!(member.kind, Kind::Text | Kind::Number);
        let found = || CODES.iter().filter_map(|name| self.get(name)).filter(is_code);
        // A number is mostly the HTTP status again.
        let is_word = |member: &&Member| member.text.contains(|c: char| !c.is_ascii_digit());
        let word = || {
            ERRORS
                .iter()
                .filter_map(|name| self.get(name))
                .find(|member| is_code(member) && !member.is_prose())
        };
        self.declared(envelope.map(|envelope| envelope.code))
            .filter(is_code)
            .or_else(|| found().find(is_word))
            .or_else(word)
            .or_else(|| found().next())
    }

    fn message(&self, envelope: Option<&Envelope>) -> Option<&Member> {
        let usual = || {
            let found = || MESSAGES.iter().filter_map(|name| self.get(name));
            let is_plain = |member: &&Member| matches!(member.kind, Kind::Text | Kind::Number);
            found().find(is_plain).or_else(|| found().next())
        };
        let prose = || ERRORS.iter().filter_map(|name| self.get(name)).find(|member| member.is_prose());
        self.declared(envelope.map(|envelope| envelope.message)).or_else(usual).or_else(prose)
    }
}

impl Member {
    fn to_text(&self) -> String {
        self.text.clone()
    }

    fn is_prose(&self) -> bool {
        self.kind == Kind::Text && self.text.trim().contains(char::is_whitespace)
    }
}

/// Why the access was denied, as an object or as JSON inside a text.
fn denied(outline: &Outline) -> Option<AccessDenied> {
    const NAME: &str = "accessdenieddetail";
    if let Some(object) = outline.objects().iter().find(|object| object.name == NAME) {
        return Some(AccessDenied::of(|name| object.get(name).map(Member::to_text)));
    }
    let inside = body::outline(outline.anywhere(&[NAME])?.text.as_bytes());
    let object = inside.objects().first()?;
    Some(AccessDenied::of(|name| object.get(name).map(Member::to_text)))
}
