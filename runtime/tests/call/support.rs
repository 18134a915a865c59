//! A transport in memory, and three operations written by hand as the generator would write them.

use alibabacloud_runtime::{
    Config, RetryPolicy,
    codegen::{
        Effect, Element, Endpoints, Envelope, Field, FieldShape, Method, Operation, Paged, Pagination,
        Parameter, Record, RegionEndpoint, Request, Service, ServiceClient, Shape, Wire,
    },
    credentials::{Credentials, StaticCredentials},
    transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError},
};
use bytes::Bytes;
use std::{
    fmt,
    future::{Future, ready},
    sync::{Arc, Mutex},
};

pub(crate) static RDS: Service = Service {
    product: "Rds",
    version: "2014-08-15",
    endpoints: Endpoints {
        rule: "rds.{region}.aliyuncs.com",
        vpc_rule: Some("rds-vpc.{region}.aliyuncs.com"),
        regions: &[RegionEndpoint {
            region: "cn-hangzhou",
            public: "rds.aliyuncs.com",
            vpc: Some("rds-vpc.cn-hangzhou.aliyuncs.com"),
        }],
    },
};

pub(crate) static DBS: Service = Service {
    product: "Dbs",
    version: "2019-03-06",
    endpoints: Endpoints { rule: "dbs-api.{region}.aliyuncs.com", vpc_rule: None, regions: &[] },
};

pub(crate) static DESCRIBE_BACKUPS: Operation = Operation {
    name: "DescribeBackups",
    service: &RDS,
    method: Method::Post,
    path: "/",
    media: None,
    effect: Effect::Read,
    parameters: &[
        Parameter::new("DBInstanceId").required(),
        Parameter::new("PageSize").values(&[30, 50, 100]),
        Parameter::new("PageNumber").range(Some(1), Some(2_147_483_647)),
        Parameter::new("ClientToken").length(None, Some(64)).ascii().idempotency_token(),
        Parameter::new("BackupIds").wire(Wire::CommaSeparated).items(None, Some(3)),
        Parameter::new("Options").wire(Wire::Json),
        Parameter::new("Filters")
            .items(None, Some(2))
            .fields(&[Parameter::new("Key").required(), Parameter::new("Values").items(Some(1), Some(3))]),
    ],
    exactly_one: &[],
    pagination: Some(Pagination::PageNumber {
        page: "PageNumber",
        size: "PageSize",
        first: 1,
        total: Some("TotalRecordCount"),
    }),
    envelope: None,
    ram: None,
    sensitive_answer: false,
    anonymous: false,
};

pub(crate) static DESCRIBE_TASKS: Operation = Operation {
    name: "DescribeRestoreTaskList",
    service: &DBS,
    method: Method::Post,
    path: "/",
    media: None,
    effect: Effect::Read,
    parameters: &[
        Parameter::new("BackupPlanId"),
        Parameter::new("RestoreTaskId"),
        Parameter::new("PageSize").range(Some(1), Some(100)),
        Parameter::new("PageNum").range(Some(0), None),
    ],
    exactly_one: &[&["BackupPlanId", "RestoreTaskId"]],
    pagination: Some(Pagination::PageNumber { page: "PageNum", size: "PageSize", first: 0, total: None }),
    envelope: Some(Envelope { success: "Success", code: "ErrCode", message: "ErrMessage" }),
    ram: None,
    sensitive_answer: false,
    anonymous: false,
};

pub(crate) static LIST_JOBS: Operation = Operation {
    name: "ListJobs",
    service: &RDS,
    method: Method::Post,
    path: "/",
    media: None,
    effect: Effect::Read,
    parameters: &[Parameter::new("NextToken"), Parameter::new("MaxResults").range(Some(1), Some(100))],
    exactly_one: &[],
    pagination: Some(Pagination::Token {
        request: "NextToken",
        response: "NextToken",
        size: Some("MaxResults"),
    }),
    envelope: None,
    ram: None,
    sensitive_answer: false,
    anonymous: false,
};

macro_rules! record {
    ($record:ident { $($field:ident: $type:ty = $name:literal, $wire:expr;)* }) => {
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(crate) struct $record { $(pub(crate) $field: $type,)* }

        impl Record for $record {
            const SHAPE: &'static Shape = &Shape::new(stringify!($record), &[$(FieldShape::new($name).wire($wire),)*]);
            fn visit(&self, visitor: &mut dyn FnMut(&[&dyn Field])) {
                visitor(&[$(&self.$field,)*]);
            }
            fn visit_mut(&mut self, visitor: &mut dyn FnMut(&mut [&mut dyn Field])) {
                visitor(&mut [$(&mut self.$field,)*]);
            }
        }

        impl serde::Serialize for $record {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Element::encode(self, Wire::Plain).serialize(serializer)
            }
        }
    };
}

record!(Backup {
    backup_id: Option<String> = "BackupId", Wire::Plain;
    size: Option<i64> = "BackupSize", Wire::Plain;
});

record!(Backups {
    items: Vec<Backup> = "Items", Wire::Wrapped("Backup");
    page_number: Option<i32> = "PageNumber", Wire::Plain;
    total: Option<i32> = "TotalRecordCount", Wire::Quoted;
    request_id: Option<String> = "RequestId", Wire::Plain;
});

record!(Tasks {
    items: Vec<Backup> = "Items", Wire::Plain;
    success: Option<bool> = "Success", Wire::Plain;
    request_id: Option<String> = "RequestId", Wire::Plain;
    next_token: Option<String> = "NextToken", Wire::Plain;
});

impl Paged for Backups {
    type Item = Backup;
    const ITEMS: &'static str = "/Items/Backup";
    fn into_items(self) -> Vec<Backup> {
        self.items
    }
}

impl Paged for Tasks {
    type Item = Backup;
    const ITEMS: &'static str = "/Items/Backup";
    fn into_items(self) -> Vec<Backup> {
        self.items
    }
}

pub(crate) type Answer = Result<HttpResponse, TransportError>;
type Answering = dyn Fn(&http::Request<Bytes>) -> Answer + Send + Sync;

/// Answers by a function and keeps what it was sent.
#[derive(Clone)]
pub(crate) struct InMemory {
    answer: Arc<Answering>,
    pub(crate) requests: Arc<Mutex<Vec<http::Request<Bytes>>>>,
}

impl InMemory {
    pub(crate) fn new(answer: impl Fn(&http::Request<Bytes>) -> Answer + Send + Sync + 'static) -> Self {
        Self { answer: Arc::new(answer), requests: Arc::default() }
    }

    pub(crate) fn always(status: u16, headers: &[(&'static str, &'static str)], body: &[u8]) -> Self {
        let mut response = HttpResponse::new(Bytes::copy_from_slice(body));
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        for (name, value) in headers {
            response.headers_mut().append(*name, value.parse().unwrap());
        }
        Self::new(move |_| Ok(response.clone()))
    }

    pub(crate) fn only_request(&self) -> http::Request<Bytes> {
        let requests = self.requests.lock().unwrap();
        assert_eq!(requests.len(), 1);
        requests[0].clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    /// One attempt for each call, so that tests of other things see one.
    pub(crate) fn config(&self) -> Config {
        Config::builder()
            .region("cn-hangzhou")
            .credentials(StaticCredentials::new(Credentials::new("AnId", "ASecret")))
            .transport(self.clone())
            .retry(RetryPolicy::never())
            .build()
            .unwrap()
    }
}

impl fmt::Debug for InMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InMemory")
    }
}

impl Transport for InMemory {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Answer> {
        let answer = (self.answer)(&request.request);
        self.requests.lock().unwrap().push(request.request);
        Box::pin(ready(answer))
    }
}

/// A request for one of the operations above through `config`.
pub(crate) fn request(config: &Config, operation: &'static Operation) -> Request {
    Request::new(&ServiceClient::new(operation.service, config).unwrap(), operation)
}

/// `DescribeBackups` with its required parameter.
pub(crate) fn describe_backups(config: &Config) -> Request {
    request(config, &DESCRIBE_BACKUPS).with(0, &"rm-1".to_owned())
}

/// The parameters in a URL, decoded as far as the tests need it.
pub(crate) fn parameter(request: &http::Request<Bytes>, name: &str) -> Option<String> {
    let query = request.uri().query().unwrap_or_default();
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(key, value)| (key == name).then(|| value.replace("%2C", ",").replace("%20", " ")))
}

pub(crate) fn header<'a>(request: &'a http::Request<Bytes>, name: &str) -> &'a str {
    request.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

pub(crate) fn ok(body: &str) -> Answer {
    Ok(HttpResponse::new(Bytes::copy_from_slice(body.as_bytes())))
}

pub(crate) fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
