//! What a text says: blocks and what is inside of them, whoever wrote them in Markdown or HTML.

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Text(String),
    Code(String),
    /// A line ends here, and the paragraph goes on.
    Break,
    /// A box that is ticked or not.
    Task(bool),
    CodeBlock(String),
    Rule,
    Parent(Kind, Vec<Node>),
}

/// What has other parts inside.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Paragraph,
    Heading(usize),
    Quote,
    /// A list, with the first number of a numbered one.
    List(Option<u64>),
    Item,
    Table,
    Row,
    Cell,
    Emphasis,
    Strong,
    Struck,
    /// A link to a web page.
    Link(String),
}

impl Kind {
    /// Whether it stands in a line.
    pub(super) fn is_inline(&self) -> bool {
        matches!(self, Self::Emphasis | Self::Strong | Self::Struck | Self::Link(_))
    }
}

impl Node {
    pub(super) fn is_inline(&self) -> bool {
        match self {
            Self::Text(_) | Self::Code(_) | Self::Break | Self::Task(_) => true,
            Self::CodeBlock(_) | Self::Rule => false,
            Self::Parent(kind, _) => kind.is_inline(),
        }
    }
}

/// Whether a link leads to a web page, and is plain enough to be printed.
pub(super) fn is_web(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$'*+,=%&".contains(c);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()) && rest.chars().all(plain))
}

/// All that is read of the parts, without white space.
pub(super) fn words(nodes: &[Node]) -> String {
    let mut out = String::new();
    collect(nodes, &mut |text| out.extend(text.chars().filter(|c| !c.is_whitespace())));
    out
}

fn collect(nodes: &[Node], take: &mut impl FnMut(&str)) {
    for node in nodes {
        match node {
            Node::Text(text) | Node::Code(text) | Node::CodeBlock(text) => take(text),
            Node::Break | Node::Task(_) | Node::Rule => {}
            Node::Parent(_, children) => collect(children, take),
        }
    }
}

/// The parts without emphasis and links.
pub(super) fn plain(nodes: &[Node]) -> Vec<Node> {
    let mut out = Vec::new();
    for node in nodes {
        match node {
            Node::Parent(kind, children) if kind.is_inline() => out.extend(plain(children)),
            Node::Parent(kind, children) => out.push(Node::Parent(kind.clone(), plain(children))),
            Node::Code(text) => out.push(Node::Text(text.clone())),
            _ => out.push(node.clone()),
        }
    }
    out
}

/// The parts of a line, as they may stand in a table too: what would end a cell is no code.
pub(super) fn without_bars(nodes: &[Node]) -> Vec<Node> {
    let one = |node: &Node| match node {
        Node::Code(text) if text.contains('|') => Node::Text(text.clone()),
        Node::Parent(kind, inside) => Node::Parent(kind.clone(), without_bars(inside)),
        _ => node.clone(),
    };
    nodes.iter().map(one).collect()
}

/// All parts in one line.
pub(super) fn inline(nodes: &[Node]) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    for node in nodes {
        if !node.is_inline() && !out.is_empty() {
            out.push(Node::Text(" ".to_owned()));
        }
        match node {
            Node::Parent(kind, children) if kind.is_inline() => {
                out.push(Node::Parent(kind.clone(), inline(children)));
            }
            Node::Parent(_, children) => out.extend(inline(children)),
            Node::CodeBlock(text) => out.push(Node::Code(super::one_line(text))),
            Node::Break => out.push(Node::Text(" ".to_owned())),
            Node::Rule | Node::Task(_) => {}
            Node::Text(_) | Node::Code(_) => out.push(node.clone()),
        }
    }
    out
}

/// What stands before the first block that is no paragraph, or what the first block says, in one line.
pub(super) fn first_paragraph(nodes: &[Node]) -> Vec<Node> {
    let run: Vec<Node> = nodes.iter().take_while(|node| node.is_inline()).cloned().collect();
    if run.is_empty() { inline(nodes.get(..1).unwrap_or_default()) } else { run }
}
