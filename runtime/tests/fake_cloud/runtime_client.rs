//! The runtime's own client against the fake cloud: what one sends, the other accepts.

use alibabacloud_runtime::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud, Misbehavior};
use alibabacloud_runtime::{
    Config, Error, Network, RetryPolicy,
    codegen::{
        Effect, Endpoints, Field, FieldShape, Method, Operation, Parameter, Record, Request, Service,
        ServiceClient, Shape,
    },
    credentials::{Credentials, StaticCredentials},
};

use crate::client::cloud;

static SERVICE: Service = Service {
    product: "hbr",
    version: "2017-09-08",
    endpoints: Endpoints { rule: "hbr.{region}.aliyuncs.com", vpc_rule: None, regions: &[] },
};

static OPERATION: Operation = Operation {
    name: "DescribeRestoreJobs2",
    service: &SERVICE,
    method: Method::Post,
    path: "/",
    media: None,
    effect: Effect::Read,
    parameters: &[
        Parameter::new("RestoreType"),
        Parameter::new("Filters").fields(&[Parameter::new("Key"), Parameter::new("Values")]),
    ],
    exactly_one: &[],
    pagination: None,
    envelope: None,
    ram: None,
    sensitive_answer: false,
    anonymous: false,
};

#[derive(Debug, Default)]
struct Jobs {
    request_id: Option<String>,
}

impl Record for Jobs {
    const SHAPE: &'static Shape = &Shape::new("Jobs", &[FieldShape::new("RequestId")]);
    fn visit(&self, visitor: &mut dyn FnMut(&[&dyn Field])) {
        visitor(&[&self.request_id]);
    }
    fn visit_mut(&mut self, visitor: &mut dyn FnMut(&mut [&mut dyn Field])) {
        visitor(&mut [&mut self.request_id]);
    }
}

fn describe(cloud: &FakeCloud, credentials: Credentials, restore_type: &str) -> Result<Jobs, Error> {
    let config = Config::builder()
        .region("cn-hangzhou")
        .network(Network::Public)
        .endpoint(cloud.endpoint())
        .credentials(StaticCredentials::new(credentials))
        .retry(RetryPolicy::never())
        .build()?;
    let request =
        Request::new(&ServiceClient::new(&SERVICE, &config)?, &OPERATION).with(0, &restore_type.to_owned());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(request.send::<Jobs>())
}

#[test]
fn is_answered() {
    let cloud = cloud();
    for restore_type in ["OSS", "a b+c*~/é🎉&=%"] {
        let jobs =
            describe(&cloud, Credentials::new(ACCESS_KEY_ID, ACCESS_KEY_SECRET), restore_type).unwrap();
        assert!(jobs.request_id.is_some());
        let requests = cloud.requests();
        assert_eq!(requests.last().unwrap().parameter("RestoreType"), Some(restore_type));
    }
    describe(&cloud, Credentials::with_token("sts-id", "sts-secret", "token+/=="), "OSS").unwrap();
}

#[test]
fn reads_refusals() {
    let cloud = cloud();
    let error = describe(&cloud, Credentials::new(ACCESS_KEY_ID, "wrong"), "OSS").unwrap_err();
    assert_eq!((error.code(), error.status()), (Some("SignatureDoesNotMatch"), Some(400)));
    assert!(error.request_id().is_some());
    cloud.misbehave("*", Misbehavior::Drop.times(9));
    let error = describe(&cloud, Credentials::new(ACCESS_KEY_ID, ACCESS_KEY_SECRET), "OSS").unwrap_err();
    assert_eq!((error.code(), error.status()), (None, None));
}
