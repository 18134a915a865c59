//! A tree that grows while a text is read: the parts that are open.

use super::tree::{Kind, Node, is_web};

/// Parts inside of one another; what is deeper stands at this depth.
const MAX_DEPTH: usize = 24;

/// Parts that are open, the innermost last.
#[derive(Default)]
pub(super) struct Builder {
    done: Vec<Node>,
    open: Vec<Open>,
    /// The mark of a footnote, which stands before its first paragraph.
    label: Option<String>,
}

struct Open {
    kind: Kind,
    /// The HTML tag that opened it.
    tag: Option<&'static str>,
    children: Vec<Node>,
}

impl Builder {
    /// The whole tree.
    pub(super) fn finish(mut self) -> Vec<Node> {
        self.close_to(0);
        self.done
    }

    /// How many parts are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether a part is open that HTML began.
    pub(super) fn is_inside_html(&self) -> bool {
        self.open.iter().any(|one| one.tag.is_some())
    }

    /// Says what stands before the next paragraph.
    pub(super) fn label(&mut self, label: String) {
        self.label = Some(label);
    }

    /// A link, if it leads to a web page; else what is inside is plain text. The vendor's pages have numbers.
    pub(super) fn link(&mut self, address: &str, tag: Option<&'static str>) {
        let number = address.strip_prefix("~~").and_then(|rest| rest.strip_suffix("~~"));
        let number = number.filter(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
        let address = number.map_or_else(
            || address.to_owned(),
            |number| format!("https://help.aliyun.com/document_detail/{number}.html"),
        );
        let inside = self.open.iter().any(|one| matches!(one.kind, Kind::Link(_)));
        if is_web(&address) && !inside {
            self.start_part(Kind::Link(address), tag);
        }
    }

    /// Opens a part, unless it would be too deep.
    pub(super) fn start_part(&mut self, kind: Kind, tag: Option<&'static str>) {
        let label = self.label.take().map(Node::Text);
        let (outside, inside) = if kind == Kind::Paragraph { (None, label) } else { (label, None) };
        outside.into_iter().for_each(|label| self.push(label));
        if self.open.len() < MAX_DEPTH {
            self.open.push(Open { kind, tag, children: Vec::new() });
        }
        inside.into_iter().for_each(|label| self.push(label));
    }

    pub(super) fn push(&mut self, node: Node) {
        // Blanks between items, rows and cells are the layout of HTML.
        let is_blank = matches!(&node, Node::Text(text) if text.trim().is_empty());
        if is_blank && matches!(self.innermost(), Some(Kind::List(_) | Kind::Table | Kind::Row)) {
            return;
        }
        self.open.last_mut().map_or(&mut self.done, |open| &mut open.children).push(node);
    }

    /// A block of its own: what stands in a line ends before it.
    pub(super) fn block(&mut self, node: Node) {
        self.end_line();
        self.push(node);
    }

    /// Ends the parts that stand in a line, and the paragraph or heading that they are in.
    pub(super) fn end_line(&mut self) {
        while self.open.last().is_some_and(|one| one.kind.is_inline()) {
            self.close(false);
        }
        if self.open.last().is_some_and(|one| matches!(one.kind, Kind::Paragraph | Kind::Heading(_))) {
            self.close(false);
        }
    }

    /// The innermost part.
    pub(super) fn innermost(&self) -> Option<&Kind> {
        self.open.last().map(|one| &one.kind)
    }

    /// Whether a part is inside of another.
    pub(super) fn is_inside(&self, kind: &Kind) -> bool {
        self.open.iter().any(|one| one.kind == *kind)
    }

    /// Ends what a tag began, with all that is inside; not what Markdown began around it.
    pub(super) fn end_tag(&mut self, tag: &str) {
        let from_html = self.open.iter().rev().take_while(|one| one.tag.is_some());
        if let Some(depth) = from_html.map(|one| one.tag).position(|open| open == Some(tag)) {
            self.close_to(self.open.len() - depth);
            self.close(true);
        }
    }

    pub(super) fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.close(false);
        }
    }

    /// Ends the innermost part. Emphasis that its author began in HTML and did not end is none.
    fn close(&mut self, by_its_tag: bool) {
        match self.open.pop() {
            Some(Open { kind, tag: Some(_), children }) if kind.is_inline() && !by_its_tag => {
                children.into_iter().for_each(|child| self.push(child));
            }
            Some(Open { kind, children, .. }) => self.push(Node::Parent(kind, children)),
            None => {}
        }
    }
}
