//! What a careful person would write by hand for the same answers with serde, and for one call with reqwest.

#![allow(dead_code, reason = "decoding fills the fields; nothing reads them")]
#![allow(missing_docs, unreachable_pub, reason = "for the benchmarks of this package")]

pub mod call;
mod values;

/// Enums, times and quoted numbers stay the texts and counts that they are on the wire.
pub mod plain {
    use serde::Deserialize;

    type Iso = String;
    type Seconds = i64;
    type Millis = i64;
    type QuotedInteger = String;
    type QuotedNumber = String;
    type QuotedBoolean = String;
    type BackupAvailability = i64;

    macro_rules! texts {
        ($($name:ident)+) => { $(type $name = String;)+ };
    }
    texts! {
        BackupInitiator BackupMethod BackupMode BackupProgressStatus BackupStatus BackupTaskStatus BackupType CopyOnlyBackup
        CrossAccountType Engine InstanceType JobStorageClass MetaStatus RestoreJobStatus RestoreStatus RestoreType SourceType
        StorageClass StoreStatus TaskAction
    }

    include!("answers.rs");
}

/// Enums, times and quoted numbers are converted, as this crate does.
pub mod converted {
    use super::values::*;
    use serde::Deserialize;

    include!("answers.rs");
}
