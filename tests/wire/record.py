"""Records what the vendor's Python SDK sends for the calls of tests/wire.rs. Usage: python record.py > requests.json"""
import importlib, json, os, sys, threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl

for variable in list(os.environ):  # The SDK reads these.
    if variable.lower().endswith("_proxy"):
        del os.environ[variable]
from alibabacloud_tea_openapi import models, utils_models

received = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        received.append((self.command, self.path, self.headers, body))
        reply = b'{"RequestId": "x"}'
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    do_GET = do_POST = do_PUT = do_DELETE = answer

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()


def tags(m, name, *pairs):
    return [getattr(m, name)(key=key, value=value) for key, value in pairs]


CALLS = {
    "SearchResources": ("resourcecenter20221201", lambda c, m: c.search_resources(m.SearchResourcesRequest(
        max_results=10, resource_group_id="rg 1",
        filter=[m.SearchResourcesRequestFilter(key="RegionId", match_type="Equals", value=["cn-hangzhou", "cn-beijing"]),
                m.SearchResourcesRequestFilter(key="é*~", value=["+/&"])],
        sort_criterion=m.SearchResourcesRequestSortCriterion(key="CreateTime", order="ASC")))),
    "AddTagsToResource": ("rds20140815", lambda c, m: c.add_tags_to_resource(m.AddTagsToResourceRequest(
        region_id="cn-hangzhou", dbinstance_id="rm-1", client_token="once", tags='{"key1":"value1","key2":""}'))),
    "DeleteFirewallRules": ("swas_open20200601", lambda c, m: c.delete_firewall_rules(m.DeleteFirewallRulesRequest(
        instance_id="i-1", region_id="cn-hangzhou", client_token="once", rule_ids=["r-1", "r-2"]))),
    "CreateForwardingRules": ("ga20191120", lambda c, m: c.create_forwarding_rules(m.CreateForwardingRulesRequest(
        region_id="cn-hangzhou", client_token="once", accelerator_id="ga-1", listener_id="lsr-1",
        forwarding_rules=[m.CreateForwardingRulesRequestForwardingRules(
            priority=1000, rule_direction="request",
            rule_conditions=[
                m.CreateForwardingRulesRequestForwardingRulesRuleConditions(
                    rule_condition_type="Path",
                    path_config=m.CreateForwardingRulesRequestForwardingRulesRuleConditionsPathConfig(values=["/a b", "/c"])),
                m.CreateForwardingRulesRequestForwardingRulesRuleConditions(
                    rule_condition_type="Host", rule_condition_value='["www.example.com"]')],
            rule_actions=[m.CreateForwardingRulesRequestForwardingRulesRuleActions(
                order=20, rule_action_type="ForwardGroup",
                forward_group_config=m.CreateForwardingRulesRequestForwardingRulesRuleActionsForwardGroupConfig(
                    server_group_tuples=[
                        m.CreateForwardingRulesRequestForwardingRulesRuleActionsForwardGroupConfigServerGroupTuples(
                            endpoint_group_id="epg-1")]))])]))),
    "LoginInstance": ("ecs_workbench20220220", lambda c, m: c.login_instance(m.LoginInstanceRequest(
        instance_login_info=m.LoginInstanceRequestInstanceLoginInfo(
            instance_id="i-1", port=22, login_by_instance_credential=True,
            options=m.LoginInstanceRequestInstanceLoginInfoOptions(fixed_width=80)),
        user_account=m.LoginInstanceRequestUserAccount(parent_id=1234),
        partner_info=m.LoginInstanceRequestPartnerInfo(partner_id="abc")))),
    "DescribeUsers": ("eds_user20210308", lambda c, m: c.describe_users(m.DescribeUsersRequest(
        max_results=10, filter="a", end_user_ids=["alice", "bob"], status=0,
        show_extras={"AssignedResourceCount": {"key": "Desktop: 3"}},
        filter_with_assigned_resources={"CloudDesktop": True}))),
    "DescribeBackupJobs2": ("hbr20170908", lambda c, m: c.describe_backup_jobs_2(m.DescribeBackupJobs2Request(
        source_type="ECS_FILE", page_number=1, page_size=10, sort_direction="DESCEND",
        filters=[m.DescribeBackupJobs2RequestFilters(key="VaultId", operator="IN", values=["v-1", "v-2"])]))),
    "DetectLivingFace": ("facebody20191230", lambda c, m: c.detect_living_face(m.DetectLivingFaceRequest(
        tasks=[m.DetectLivingFaceRequestTasks(image_url="http://example.com/1.jpg"),
               m.DetectLivingFaceRequestTasks(image_url="http://example.com/2.jpg")]))),
    "DescribeRestoreTaskList": ("dbs20190306", lambda c, m: c.describe_restore_task_list(m.DescribeRestoreTaskListRequest(
        backup_plan_id="dbs-1", client_token="once", page_num=1, page_size=30, start_timestamp=1554560477000))),
    "GetCompliancePackReport": ("config20200907", lambda c, m: c.get_compliance_pack_report(
        m.GetCompliancePackReportRequest(compliance_pack_id="cp-1"))),
    "CancelPickUpWaybill": ("dyplsapi20170525", lambda c, m: c.cancel_pick_up_waybill(
        m.CancelPickUpWaybillRequest(outer_order_code="1145", cancel_desc='{"action":"UPDATE"}'))),
    "GetPermission": ("aiworkspace20210204", lambda c, m: c.get_permission(
        "123", "PaiDLC:GetTensorboard", m.GetPermissionRequest(accessibility="PUBLIC", labels={"k": "v"}))),
    "ListTemplates": ("openitag20220616", lambda c, m: c.list_templates(
        "T/1 é", m.ListTemplatesRequest(page_number=1, page_size=20, types=["COMMON", "CUSTOM"]))),
    "UpdateWorkspaceResource": ("aiworkspace20210204", lambda c, m: c.update_workspace_resource(
        "123", m.UpdateWorkspaceResourceRequest(
            is_default=True, group_name="g", resource_ids=["r-1"], spec={"clusterType": "share"},
            labels=tags(m, "UpdateWorkspaceResourceRequestLabels", ("a", "1"), ("b", "<é>"))))),
    "PushDocuments": ("searchengine20211025", lambda c, m: c.push_documents(
        "ha-1", "table", m.PushDocumentsRequest(pk_field="id", body=[{"cmd": "add", "fields": {"id": 1}}, {"cmd": "delete"}]))),
    "ModifyPublicUrlIpList": ("searchengine20211025", lambda c, m: c.modify_public_url_ip_list(
        "ha-1", m.ModifyPublicUrlIpListRequest(body={"publicIpList": "12.0.0.1"}))),
    "UntagResources": ("searchengine20211025", lambda c, m: c.untag_resources(m.UntagResourcesRequest(
        resource_type="instance", resource_id=["es-1", "es-2"], tag_key=["opensearch"], all=True))),
    "RefundApply": ("airticketopen20230117", lambda c, m: c.refund_apply_with_options(
        m.RefundApplyRequest(
            order_num=4966, refund_type=m.RefundApplyRequestRefundType(refund_type_id=2, file=["a", "b"], remark="r"),
            refund_passenger_list=[m.RefundApplyRequestRefundPassengerList(first_name="SAN", last_name="ZHANG")],
            refund_journeys=[m.RefundApplyRequestRefundJourneys(segment_list=[
                m.RefundApplyRequestRefundJourneysSegmentList(departure_airport="PVG", arrival_airport="MFM",
                                                              departure_city="SHA", arrival_city="MFM")])]),
        m.RefundApplyHeaders(x_acs_airticket_access_token="a token", x_acs_airticket_language="en_US"), utils_runtime())),
    "CreateModel": ("aiworkspace20210204", lambda c, m: c.create_model(m.CreateModelRequest(
        model_name="mine", order_number=0, extra_info={"Rating": 4.5, "CoverUris": []},
        labels=tags(m, "Label", ("env", "test"))))),
    "ListFlowControlTaskInvalidItems": ("airec20201126", lambda c, m: c.list_flow_control_task_invalid_items(
        "airec-1", "16", m.ListFlowControlTaskInvalidItemsRequest(body=["10", "11"]))),
}
# Operations of no product: by the SDK's general client.
UPLOAD = dict(action="PutFile", version="2024-01-01", protocol="HTTP", pathname="/api/v1/files/a%20b", method="PUT",
              auth_type="AK", style="ROA", req_body_type="json", body_type="json")
ANONYMOUS = dict(action="ListNews", version="2024-01-01", protocol="HTTP", pathname="/", method="POST", auth_type="Anonymous",
                 style="RPC", req_body_type="formData", body_type="json")


def utils_runtime():
    from darabonba.runtime import RuntimeOptions
    return RuntimeOptions()


def config():
    return models.Config(access_key_id="id", access_key_secret="secret", protocol="HTTP", region_id="cn-hangzhou",
                         endpoint=f"127.0.0.1:{server.server_port}")


def call(product, make):
    module = importlib.import_module(f"alibabacloud_{product}.client")
    make(module.Client(config()), importlib.import_module(f"alibabacloud_{product}.models"))


def general(params, **request):
    import io
    from alibabacloud_tea_openapi.client import Client
    if "content" in request:
        request["stream"] = io.BytesIO(request.pop("content"))
    Client(config()).call_api(utils_models.Params(**params), utils_models.OpenApiRequest(**request), utils_runtime())


def described(name):
    (method, target, headers, body), = received
    path, _, query = target.partition("?")
    is_own = lambda header: header.startswith("x-acs-airticket")
    # Python's spelling of booleans is not that of the wire.
    plain = lambda value: value.lower() if value in ("True", "False") else value
    query = sorted((key, plain(value)) for key, value in parse_qsl(query, keep_blank_values=True))
    result = {"operation": name, "method": method, "path": path, "query": query,
              "headers": {key.lower(): value for key, value in headers.items() if is_own(key.lower())},
              "content_type": headers.get("content-type"), "signed": "authorization" in headers}
    try:
        result["body"] = body.decode()
    except UnicodeDecodeError:
        result["bytes"] = list(body)
    return result


requests = []
calls = {name: lambda made=made: call(*made) for name, made in CALLS.items()}
calls["PutFile"] = lambda: general(UPLOAD, content=bytes([0, 159, 146, 10]))
calls["ListNews"] = lambda: general(ANONYMOUS, query={"Topic": "storage"})
for name, make in calls.items():
    received.clear()
    try:
        make()
    except Exception as error:  # noqa: BLE001
        print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
    if received:
        requests.append(described(name))
print("[\n" + ",\n".join(" " + json.dumps(request, ensure_ascii=False) for request in requests) + "\n]")
