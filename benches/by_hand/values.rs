//! Enums, times and quoted numbers, converted while they are read.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A visitor of one kind of token.
struct Visit<F>(&'static str, F);

impl<'de, T, F: FnOnce(&str) -> Option<T>> Visitor<'de> for Visit<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.1)(text).ok_or_else(|| E::custom(format_args!("{text:?} is not {}", self.0)))
    }
}

macro_rules! words {
    ($($name:ident { $($text:literal $variant:ident),+ })+) => {$(
        pub enum $name {
            $($variant,)+
            Unknown(String),
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(Visit(stringify!($name), |text: &str| {
                    Some(match text {
                        $($text => Self::$variant,)+
                        other => Self::Unknown(other.to_owned()),
                    })
                }))
            }
        }
    )+};
}

words! {
    BackupInitiator { "System" System, "User" User }
    BackupMethod { "Logical" Logical, "Physical" Physical, "Snapshot" Snapshot }
    BackupMode { "Automated" Automated, "Manual" Manual }
    BackupProgressStatus {
        "NoStart" NoStart, "Preparing" Preparing, "Waiting" Waiting, "Uploading" Uploading, "Checking" Checking,
        "Finished" Finished
    }
    BackupStatus { "Success" Success, "Failed" Failed }
    BackupTaskStatus {
        "NoStart" NoStart, "Checking" Checking, "Preparing" Preparing, "Waiting" Waiting, "Uploading" Uploading,
        "Finished" Finished, "Failed" Failed
    }
    BackupType { "FullBackup" FullBackup, "IncrementalBackup" IncrementalBackup }
    CopyOnlyBackup { "0" Standard, "1" CopyOnly }
    CrossAccountType { "SELF_ACCOUNT" SelfAccount, "CROSS_ACCOUNT" CrossAccount }
    Engine { "MySQL" Mysql, "SQLServer" SqlServer, "PostgreSQL" Postgresql, "MariaDB" Mariadb }
    InstanceType { "RDS" Rds, "ECS" Ecs, "Express" Express, "agent" Agent, "dds" Dds, "other" Other }
    JobStorageClass { "STANDARD" Standard }
    MetaStatus { "OK" Ok, "LARGE" Large, "EMPTY" Empty }
    RestoreJobStatus { "COMPLETE" Complete, "PARTIAL_COMPLETE" PartialComplete, "FAILED" Failed }
    RestoreStatus { "init" Init, "running" Running, "stop" Stop, "pause" Pause, "check_pass" CheckPass }
    RestoreType {
        "ECS_FILE" EcsFile, "OSS" Oss, "NAS" Nas, "COMMON_FILE_SYSTEM" CommonFileSystem, "OTS_TABLE" OtsTable,
        "UDM_ECS_ROLLBACK" UdmEcsRollback
    }
    SourceType { "ECS_FILE" EcsFile, "OSS" Oss, "NAS" Nas, "OTS_TABLE" OtsTable, "UDM_ECS" UdmEcs }
    StorageClass { "0" Standard, "1" Archive }
    StoreStatus { "Enabled" Enabled, "Disabled" Disabled }
    TaskAction { "TempBackupTask" TempBackupTask, "NormalBackupTask" NormalBackupTask }
}

pub enum BackupAvailability {
    Unavailable,
    Available,
    Unknown(i64),
}

impl<'de> Deserialize<'de> for BackupAvailability {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match i64::deserialize(deserializer)? {
            0 => Self::Unavailable,
            1 => Self::Available,
            other => Self::Unknown(other),
        })
    }
}

/// A number or a boolean inside a string.
pub struct Quoted<T>(pub T);

pub type QuotedInteger = Quoted<i32>;
pub type QuotedNumber = Quoted<f64>;
pub type QuotedBoolean = Quoted<bool>;

impl<'de, T: FromStr> Deserialize<'de> for Quoted<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Visit("a value in a string", |text: &str| text.parse().ok().map(Self)))
    }
}

/// Seconds since 1970, of `2019-02-13T12:20:00Z`.
pub struct Iso(pub i64);
/// Seconds since 1970.
pub struct Seconds(pub i64);
/// Milliseconds since 1970.
pub struct Millis(pub i64);

impl<'de> Deserialize<'de> for Iso {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Visit("a time", |text: &str| seconds(text).map(Self)))
    }
}

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for Millis {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self)
    }
}

fn seconds(text: &str) -> Option<i64> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2, b'Z'] =
        text.as_bytes()
    else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0')))
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    let (hour, minute, second) = (number(&[h1, h2])?, number(&[n1, n2])?, number(&[s1, s2])?);
    let is_time =
        (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 60;
    // Days since 1970 in a year that begins in March, where leap days come last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + day
        - 1
        - 719_468;
    is_time.then_some(((days * 24 + hour) * 60 + minute) * 60 + second)
}
