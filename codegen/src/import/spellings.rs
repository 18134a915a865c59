//! The spellings of what pages are asked for with, and of what an answer says of them: letters and digits in lower case, the clearest first.

pub(super) const PAGES: &[&str] = &[
    "pagenumber",
    "pagenum",
    "pageno",
    "pageindex",
    "currentpage",
    "page",
    "pagenumbers",
    "curpage",
    "curpageno",
    "currentpagenum",
    "currentpageno",
    "currentpagenumber",
    "currpage",
    "pageid",
    "pagecurrent",
    "pageoffset",
];
pub(super) const SIZES: &[&str] = &[
    "pagesize",
    "size",
    "limit",
    "maxresults",
    "maxresult",
    "maxitems",
    "perpage",
    "pagelimit",
    "pagelen",
    "maxrecordsperpage",
    "recordsperpage",
    "maxkeys",
    "rows",
    "maxcount",
    "itemsperpage",
    "numperpage",
    "count",
    "num",
];
/// Those that go with tokens where there are several.
pub(super) const TOKEN_SIZES: &[&str] = &["maxresults", "maxresult", "maxitems", "maxkeys", "limit"];
pub(super) const OFFSETS: &[&str] =
    &["offset", "startoffset", "skip", "startindex", "startrow", "start", "from"];
/// Offsets that are the beginning of a range where there is an end as well.
pub(super) const BEGINNINGS: &[&str] = &["start", "from"];
pub(super) const ENDS: &[&str] = &["end", "to", "until"];
pub(super) const TOKENS: &[&str] = &[
    "nexttoken",
    "pagetoken",
    "nextpagetoken",
    "token",
    "marker",
    "nextmarker",
    "cursor",
    "nextcursor",
    "scrolltoken",
    "continuationtoken",
    "nextkey",
    "nextstart",
    "startkey",
    "nextpage",
    "scrollid",
];
pub(super) const TOTALS: &[&str] = &[
    "totalcount",
    "total",
    "totalrecordcount",
    "totalnum",
    "totalelements",
    "totalrecords",
    "totalitem",
    "totalitems",
    "totalsize",
    "totalnumber",
    "totalrecord",
    "recordcount",
    "recordtotal",
    "allcount",
    "totalcounts",
    "totals",
    "totalresults",
];
pub(super) const PAGE_COUNTS: &[&str] = &[
    "totalpages",
    "totalpage",
    "pagecount",
    "totalpagecount",
    "totalpagenumbers",
    "pagetotal",
    "pages",
    "totalpagenum",
];
/// What a list is called that tells nothing else of what is in it.
pub(super) const DATA: &[&str] = &[
    "data",
    "items",
    "item",
    "list",
    "rows",
    "records",
    "record",
    "result",
    "results",
    "resultset",
    "content",
    "datalist",
    "itemlist",
];
pub(super) const PAGE_ITEMS: &[&str] = &["pagerecordcount", "pageitemcount", "itemcount", "itemscount"];
