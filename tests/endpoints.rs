//! The endpoint tables of the generated clients: the documented hosts, and the product's rule for everything else.

use alibabacloud_backup::{Network, dbs, hbr, rds};
use alibabacloud_runtime::codegen::Service;

fn check(service: &Service, region: &str, public: &str, vpc: &str) {
    for (network, host) in [(Network::Public, public), (Network::Vpc, vpc)] {
        let endpoint = service.endpoints.resolve(None, Some(region), network).expect("an endpoint");
        assert_eq!(
            endpoint.to_string(),
            format!("https://{host}"),
            "{} {region} {network:?}",
            service.product
        );
    }
}

#[test]
fn documented_regions() {
    check(&rds::SERVICE, "cn-hangzhou", "rds.aliyuncs.com", "rds-vpc.cn-hangzhou.aliyuncs.com");
    // The SDK's own table sends this region to rds.aliyuncs.com; the newer metadata is right.
    check(
        &rds::SERVICE,
        "ap-southeast-1",
        "rds.ap-southeast-1.aliyuncs.com",
        "rds-vpc.ap-southeast-1.aliyuncs.com",
    );
    check(
        &rds::SERVICE,
        "cn-hangzhou-finance",
        "rds.aliyuncs.com",
        "rds-vpc.cn-hangzhou-finance.aliyuncs.com",
    );
    check(
        &dbs::SERVICE,
        "cn-beijing",
        "dbs-api.cn-hangzhou.aliyuncs.com",
        "dbs-api-vpc.cn-beijing.aliyuncs.com",
    );
    // The SDK's own table has another host for this one, too, and another rule for the next.
    check(
        &dbs::SERVICE,
        "cn-zhangjiakou",
        "dbs-api.cn-zhangjiakou.aliyuncs.com",
        "dbs-api-vpc.cn-zhangjiakou.aliyuncs.com",
    );
    check(
        &dbs::SERVICE,
        "cn-wulanchabu",
        "dbs-api.cn-wulanchabu.aliyuncs.com",
        "dbs-api-vpc.cn-wulanchabu.aliyuncs.com",
    );
    check(
        &hbr::SERVICE,
        "ap-northeast-2",
        "hbr.ap-northeast-2.aliyuncs.com",
        "hbr-vpc.ap-northeast-2.aliyuncs.com",
    );
}

#[test]
fn regions_that_are_not_documented_follow_the_rule() {
    check(&rds::SERVICE, "xx-new-1", "rds.xx-new-1.aliyuncs.com", "rds-vpc.xx-new-1.aliyuncs.com");
    check(&dbs::SERVICE, "xx-new-1", "dbs-api.xx-new-1.aliyuncs.com", "dbs-api-vpc.xx-new-1.aliyuncs.com");
    check(&hbr::SERVICE, "xx-new-1", "hbr.xx-new-1.aliyuncs.com", "hbr-vpc.xx-new-1.aliyuncs.com");
}

#[test]
fn tables_are_sorted_and_no_region_is_lost() {
    for (service, least) in [(&rds::SERVICE, 35), (&dbs::SERVICE, 24), (&hbr::SERVICE, 36)] {
        let regions: Vec<_> = service.endpoints.regions.iter().map(|one| one.region).collect();
        assert!(regions.len() >= least, "{}", service.product);
        assert!(regions.is_sorted(), "{}", service.product);
    }
}
