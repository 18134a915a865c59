//! The hosts of a product, as its specification lists them.

/// Where a product answers.
#[derive(Clone, Copy, Debug)]
pub struct Endpoints {
    /// The public host of regions that are not in the table; `{region}` stands for the region.
    pub rule: &'static str,
    /// The same inside a virtual private cloud; `None` if the product is not reachable from there by rule.
    pub vpc_rule: Option<&'static str>,
    /// The regions whose hosts are documented, sorted by region.
    pub regions: &'static [RegionEndpoint],
}

/// The documented hosts of one region.
#[derive(Clone, Copy, Debug)]
pub struct RegionEndpoint {
    /// The region, such as `cn-hangzhou`.
    pub region: &'static str,
    /// The public host.
    pub public: &'static str,
    /// The host inside a virtual private cloud.
    pub vpc: Option<&'static str>,
}

impl RegionEndpoint {
    /// The hosts of a region.
    #[must_use]
    pub const fn new(region: &'static str, public: &'static str, vpc: Option<&'static str>) -> Self {
        Self { region, public, vpc }
    }
}
