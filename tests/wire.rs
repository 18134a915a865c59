//! Operations of many products, imported and called through generated clients against the fake cloud: each request is what the
//! vendor's Python SDK sends for the same call (`wire/requests.json`, which `wire/record.py` writes).

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

use std::collections::BTreeMap;

use alibabacloud_runtime::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud, ReceivedRequest};
use alibabacloud_runtime::{
    Config, ErrorKind, Items, RetryPolicy,
    codegen::Paged,
    credentials::{Credentials, StaticCredentials},
};
use goldens::anonymous::demo as anonymous;
use goldens::imported_roa::demo as roa;
use goldens::imported_rpc::demo as rpc;
use serde_json::{Value, json};

fn config(cloud: &FakeCloud) -> Config {
    Config::builder()
        .region("cn-hangzhou")
        .endpoint(cloud.endpoint())
        .credentials(StaticCredentials::new(Credentials::new(ACCESS_KEY_ID, ACCESS_KEY_SECRET)))
        .retry(RetryPolicy::never())
        .build()
        .unwrap()
}

fn start(model: &str) -> FakeCloud {
    FakeCloud::builder().model(model).unwrap().start_blocking().unwrap()
}

/// What the SDK sends, by the name of the operation.
fn recorded() -> BTreeMap<String, Value> {
    let recorded: Vec<Value> = serde_json::from_str(include_str!("wire/requests.json")).unwrap();
    recorded.into_iter().map(|one| (one["operation"].as_str().unwrap().to_owned(), one)).collect()
}

/// What was received, in the form of the record.
fn described(request: &ReceivedRequest) -> Value {
    let is_form = request.header("content-type") == Some("application/x-www-form-urlencoded");
    let body = String::from_utf8_lossy(&request.body);
    let fields = if is_form { body.split('&').count() } else { 0 };
    let mut query = request.parameters[..request.parameters.len() - fields].to_vec();
    query.sort();
    let own = request.headers.iter().filter(|(name, _)| name.starts_with("x-acs-airticket"));
    let mut described = json!({
        "operation": request.action, "method": request.method, "path": request.path, "query": query,
        "headers": own.cloned().collect::<BTreeMap<_, _>>(),
        "content_type": request.header("content-type"),
        "signed": request.header("authorization").is_some(),
    });
    match std::str::from_utf8(&request.body) {
        Ok(text) => described["body"] = text.into(),
        Err(_) => described["bytes"] = request.body.to_vec().into(),
    }
    described
}

/// JSON as what it says: the order of members means nothing.
fn read(mut described: Value) -> Value {
    if described["content_type"].as_str().is_some_and(|media| media.starts_with("application/json")) {
        described["body"] = serde_json::from_str(described["body"].as_str().unwrap()).unwrap();
    }
    described
}

/// Sends each request, reads its answer, and compares what was sent with the record.
macro_rules! same {
    ($cloud:expr, $recorded:expr, $($request:expr;)+) => {$(
        $request.send().await.unwrap();
        let request = $cloud.requests().pop().unwrap();
        let expected = $recorded.remove(&request.action).unwrap();
        assert_eq!(read(described(&request)), read(expected), "{}", request.action);
    )+};
}

#[tokio::test]
async fn requests_are_those_of_the_official_sdk() {
    let mut recorded = recorded();
    rpc_requests(&mut recorded).await;
    roa_requests(&mut recorded).await;
    let cloud = start(anonymous::FAKE_MODEL);
    let client = anonymous::Client::new(&config(&cloud)).unwrap();
    same! { cloud, recorded, client.list_news().topic("storage"); }
    assert!(recorded.is_empty(), "{recorded:?}");
}

fn map<V, const N: usize>(entries: [(&str, V); N]) -> BTreeMap<String, V> {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

async fn rpc_requests(recorded: &mut BTreeMap<String, Value>) {
    use rpc::{
        create_forwarding_rules::{
            CreateForwardingRulesForwardingRules as ForwardingRules,
            CreateForwardingRulesForwardingRulesRuleActions as Action,
            CreateForwardingRulesForwardingRulesRuleActionsForwardGroupConfigServerGroupTuples as Tuple,
            CreateForwardingRulesForwardingRulesRuleConditions as Condition,
        },
        describe_backup_jobs2::DescribeBackupJobs2Filters as JobFilter,
        detect_living_face::DetectLivingFaceTasks as FaceTask,
        login_instance::{
            LoginInstanceInstanceLoginInfo as LoginInfo,
            LoginInstanceInstanceLoginInfoOptions as LoginOptions, LoginInstancePartnerInfo as PartnerInfo,
            LoginInstanceUserAccount as UserAccount,
        },
        search_resources::{
            SearchResourcesFilter as ResourceFilter, SearchResourcesSortCriterion as SortCriterion,
        },
    };
    let cloud = start(rpc::FAKE_MODEL);
    let client = rpc::Client::new(&config(&cloud)).unwrap();
    let conditions = [
        Condition::new().rule_condition_type("Path").path_config(["/a b", "/c"]),
        Condition::new().rule_condition_type("Host").rule_condition_value(r#"["www.example.com"]"#),
    ];
    let action = Action::new().order(20).rule_action_type("ForwardGroup");
    let action = action.forward_group_config([Tuple::new().endpoint_group_id("epg-1")]);
    let rule = ForwardingRules::new().priority(1000).rule_direction("request");
    let rule = rule.rule_conditions(conditions).rule_actions([action]);
    same! { cloud, recorded,
        client
            .search_resources()
            .max_results(10)
            .resource_group_id("rg 1")
            .filter([
                ResourceFilter::new().key("RegionId").match_type("Equals").value(["cn-hangzhou", "cn-beijing"]),
                ResourceFilter::new().key("é*~").value(["+/&"]),
            ])
            .sort_criterion(SortCriterion::new().key("CreateTime").order("ASC"));
        client
            .add_tags_to_resource("cn-hangzhou", "rm-1")
            .client_token("once")
            .tags(r#"{"key1":"value1","key2":""}"#);
        client.delete_firewall_rules("i-1", "cn-hangzhou").client_token("once").rule_ids(["r-1", "r-2"]);
        client.create_forwarding_rules("cn-hangzhou", "ga-1", "lsr-1", [rule]).client_token("once");
        client
            .login_instance()
            .instance_login_info(
                LoginInfo::new()
                    .instance_id("i-1")
                    .port(22)
                    .login_by_instance_credential(true)
                    .options(LoginOptions::new().fixed_width(80)),
            )
            .user_account(UserAccount::new().parent_id(1234))
            .partner_info(PartnerInfo::new().partner_id("abc"));
        client
            .describe_users()
            .max_results(10)
            .filter("a")
            .end_user_ids(["alice", "bob"])
            .status(0)
            .show_extras(map([("AssignedResourceCount", json!({"key": "Desktop: 3"}))]))
            .filter_with_assigned_resources(map([("CloudDesktop", true)]));
        client
            .describe_backup_jobs2()
            .source_type("ECS_FILE")
            .page_number(1)
            .page_size(10)
            .sort_direction("DESCEND")
            .filters([JobFilter::new().key("VaultId").operator("IN").values(["v-1", "v-2"])]);
        client.detect_living_face([
            FaceTask::new().image_url("http://example.com/1.jpg"),
            FaceTask::new().image_url("http://example.com/2.jpg"),
        ]);
        client
            .describe_restore_task_list()
            .backup_plan_id("dbs-1")
            .client_token("once")
            .page_num(1)
            .page_size(30)
            .start_timestamp(1_554_560_477_000);
        client.get_compliance_pack_report("cp-1");
        client.cancel_pick_up_waybill("1145", r#"{"action":"UPDATE"}"#);
    }
}

async fn roa_requests(recorded: &mut BTreeMap<String, Value>) {
    use roa::refund_apply::{
        RefundApplyRefundJourneys as Journeys, RefundApplyRefundJourneysSegmentList as Segment,
        RefundApplyRefundPassengerList as Passenger, RefundApplyRefundType as RefundType,
    };
    let cloud = start(roa::FAKE_MODEL);
    let client = roa::Client::new(&config(&cloud)).unwrap();
    let label = |key: &str, value: &str| {
        roa::update_workspace_resource::UpdateWorkspaceResourceLabels::new().key(key).value(value)
    };
    let segment = Segment::new().departure_airport("PVG").arrival_airport("MFM");
    let segment = segment.departure_city("SHA").arrival_city("MFM");
    same! { cloud, recorded,
        client
            .get_permission("123", "PaiDLC:GetTensorboard")
            .accessibility("PUBLIC")
            .labels(json!({"k": "v"}));
        client.list_templates("T/1 é").page_number(1).page_size(20).types(["COMMON", "CUSTOM"]);
        client
            .update_workspace_resource("123")
            .is_default(true)
            .group_name("g")
            .resource_ids(["r-1"])
            .spec(json!({"clusterType": "share"}))
            .labels([label("a", "1"), label("b", "<é>")]);
        client
            .push_documents("ha-1", "table")
            .pk_field("id")
            .body([json!({"cmd": "add", "fields": {"id": 1}}), json!({"cmd": "delete"})]);
        client
            .modify_public_url_ip_list("ha-1")
            .body(map([("publicIpList", "12.0.0.1".to_owned())]));
        client.untag_resources("instance", ["es-1", "es-2"]).tag_key(["opensearch"]).all(true);
        client
            .refund_apply(
                "a token",
                4966,
                RefundType::new().refund_type_id(2).file(["a", "b"]).remark("r"),
                [Passenger::new().first_name("SAN").last_name("ZHANG")],
                [Journeys::new().segment_list([segment])],
            )
            .x_acs_airticket_language("en_US");
        client
            .create_model("mine")
            .order_number(0)
            .extra_info(json!({"Rating": 4.5, "CoverUris": []}))
            .labels([roa::types::Label::new().key("env").value("test")]);
        client.list_flow_control_task_invalid_items("airec-1", "16").body(["10", "11"]);
        client.put_file("a b", vec![0, 159, 146, 10]);
    }
}

#[tokio::test]
async fn names_with_an_index_are_sent_as_they_are() {
    let cloud = start(rpc::FAKE_MODEL);
    let client = rpc::Client::new(&config(&cloud)).unwrap();
    let request = client.add_tags_to_resource("cn-hangzhou", "rm-1").tag_1_key("k").tag_1_value("v");
    request.send().await.unwrap();
    let sent = cloud.requests().pop().unwrap();
    assert_eq!((sent.parameter("Tag.1.key"), sent.parameter("Tag.1.value")), (Some("k"), Some("v")));
}

async fn count<R: Paged>(mut items: Items<R>) -> usize {
    let mut count = 0;
    while items.try_next().await.unwrap().is_some() {
        count += 1;
    }
    count
}

#[tokio::test]
async fn pages_end_where_the_list_does() {
    let cloud = FakeCloud::builder().model(rpc::FAKE_MODEL).unwrap().model(roa::FAKE_MODEL).unwrap();
    let listed = ["SearchResources", "DescribeBackupJobs2", "ListTemplates"];
    let cloud = listed.iter().fold(cloud, |cloud, name| cloud.items(*name, 25)).start_blocking().unwrap();
    let pages = |name: &str| {
        let requests = cloud.requests();
        let sent = requests.iter().filter(|request| request.action == name);
        sent.map(|request| request.parameter("PageNumber").map(str::to_owned)).collect::<Vec<_>>()
    };
    let numbers = |from: i32| (from..from + 3).map(|number| Some(number.to_string())).collect::<Vec<_>>();
    let (rpc, roa) = (rpc::Client::new(&config(&cloud)).unwrap(), roa::Client::new(&config(&cloud)).unwrap());
    assert_eq!(count(rpc.search_resources().max_results(10).items()).await, 25);
    assert_eq!(pages("SearchResources"), [None, None, None]);
    assert_eq!(count(rpc.describe_backup_jobs2().page_size(10).items()).await, 25);
    assert_eq!(pages("DescribeBackupJobs2"), numbers(1));
    assert_eq!(count(roa.list_templates("T").page_size(10).items()).await, 25);
    assert_eq!(pages("ListTemplates"), numbers(0));
}

#[tokio::test]
async fn a_success_that_says_no_is_an_error() {
    let cloud = start(rpc::FAKE_MODEL);
    let client = rpc::Client::new(&config(&cloud)).unwrap();
    cloud.when("DescribeBackupJobs2", |_| true).refuse("VaultNotExist", "there is none");
    let error = client.describe_backup_jobs2().send().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Service, Some("VaultNotExist")));
    assert_eq!(error.status(), Some(200));
}
