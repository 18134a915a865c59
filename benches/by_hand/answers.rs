// What a program would write by hand for four answers: all fields that the specifications have. The names of enums, times and
// quoted numbers mean one thing or another, depending on where this file is included.

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeBackupsResponse {
    request_id: Option<String>,
    total_ecs_snapshot_size: Option<i64>,
    page_record_count: Option<QuotedInteger>,
    total_record_count: Option<QuotedInteger>,
    page_number: Option<QuotedInteger>,
    items: Option<BackupList>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Backup {
    #[serde(rename = "BackupDownloadLinkByDB")]
    backup_download_link_by_db: Option<BackupDownloadLinkByDBList>,
    #[serde(rename = "BackupDownloadURL")]
    backup_download_url: Option<String>,
    backup_end_time: Option<Iso>,
    backup_id: Option<String>,
    backup_initiator: Option<BackupInitiator>,
    #[serde(rename = "BackupIntranetDownloadURL")]
    backup_intranet_download_url: Option<String>,
    backup_method: Option<BackupMethod>,
    backup_mode: Option<BackupMode>,
    backup_size: Option<i64>,
    backup_start_time: Option<Iso>,
    backup_status: Option<BackupStatus>,
    backup_type: Option<BackupType>,
    checksum: Option<String>,
    consistent_time: Option<Seconds>,
    copy_only_backup: Option<CopyOnlyBackup>,
    #[serde(rename = "DBInstanceId")]
    db_instance_id: Option<String>,
    encryption: Option<String>,
    engine: Option<Engine>,
    engine_version: Option<String>,
    #[serde(rename = "HostInstanceID")]
    host_instance_id: Option<String>,
    is_avail: Option<BackupAvailability>,
    meta_status: Option<MetaStatus>,
    storage_class: Option<StorageClass>,
    store_status: Option<StoreStatus>,
    expect_expire_time: Option<Iso>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DownloadLink {
    data_base: Option<String>,
    download_link: Option<String>,
    intranet_download_link: Option<String>,
}

#[derive(Deserialize)]
pub struct BackupDownloadLinkByDBList {
    #[serde(rename = "BackupDownloadLinkByDB")]
    list: Vec<DownloadLink>,
}

#[derive(Deserialize)]
pub struct BackupList {
    #[serde(rename = "Backup")]
    list: Vec<Backup>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeBackupTasksResponse {
    request_id: Option<String>,
    items: Option<BackupJobList>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct BackupJob {
    backup_id: Option<String>,
    backup_job_id: Option<String>,
    backup_progress_status: Option<BackupProgressStatus>,
    backup_status: Option<BackupTaskStatus>,
    job_mode: Option<BackupMode>,
    process: Option<QuotedNumber>,
    task_action: Option<TaskAction>,
}

#[derive(Deserialize)]
pub struct BackupJobList {
    #[serde(rename = "BackupJob")]
    list: Vec<BackupJob>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeRestoreTaskListResponse {
    http_status_code: Option<i32>,
    page_num: Option<i32>,
    request_id: Option<String>,
    err_code: Option<String>,
    success: Option<bool>,
    err_message: Option<String>,
    total_pages: Option<i32>,
    total_elements: Option<i32>,
    page_size: Option<i32>,
    items: Option<RestoreTaskDetailList>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct RestoreTask {
    restore_status: Option<RestoreStatus>,
    full_stru_after_restore_progress: Option<f64>,
    cross_role_name: Option<String>,
    restore_dir: Option<String>,
    cross_aliyun_id: Option<String>,
    restore_objects: Option<String>,
    backup_plan_id: Option<String>,
    destination_endpoint_region: Option<String>,
    restore_task_create_time: Option<Millis>,
    destination_endpoint_user_name: Option<String>,
    restore_task_finish_time: Option<Millis>,
    destination_endpoint_ip_port: Option<String>,
    destination_endpoint_database_name: Option<String>,
    destination_endpoint_instance_type: Option<InstanceType>,
    #[serde(rename = "DestinationEndpointOracleSID")]
    destination_endpoint_oracle_sid: Option<String>,
    full_strufore_restore_progress: Option<f64>,
    err_message: Option<String>,
    restore_task_id: Option<String>,
    full_data_restore_progress: Option<f64>,
    continuous_restore_progress: Option<f64>,
    #[serde(rename = "DestinationEndpointInstanceID")]
    destination_endpoint_instance_id: Option<String>,
    backup_set_id: Option<String>,
    backup_gateway_id: Option<i64>,
    restore_task_name: Option<String>,
    restore_time: Option<Millis>,
    destination_endpoint_host: Option<String>,
    destination_endpoint_port: Option<String>,
    destination_endpoint_enable_ssl: Option<QuotedBoolean>,
    backup_gateway_identifier: Option<String>,
    backup_source_oss_region: Option<String>,
    restore_destination_mode: Option<String>,
    physical_full_backup_recover_progress: Option<f64>,
    physical_full_and_increment_backup_recover_progress: Option<f64>,
    physical_increment_backup_recover_progress: Option<f64>,
    physical_database_online_progress: Option<f64>,
    physical_backup_recover_progress: Option<f64>,
}

#[derive(Deserialize)]
pub struct RestoreTaskDetailList {
    #[serde(rename = "RestoreTaskDetail")]
    list: Vec<RestoreTask>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeRestoreJobs2Response {
    request_id: Option<String>,
    success: Option<bool>,
    code: Option<String>,
    message: Option<String>,
    page_number: Option<i32>,
    page_size: Option<i32>,
    total_count: Option<i32>,
    restore_jobs: Option<RestoreJobList>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct RestoreJob {
    snapshot_hash: Option<String>,
    status: Option<RestoreJobStatus>,
    error_message: Option<String>,
    actual_items: Option<i64>,
    vault_id: Option<String>,
    actual_bytes: Option<i64>,
    udm_detail: Option<String>,
    source_type: Option<SourceType>,
    options: Option<String>,
    source_instance_id: Option<String>,
    restore_type: Option<RestoreType>,
    target_create_time: Option<Seconds>,
    items_done: Option<i64>,
    bytes_total: Option<i64>,
    exclude: Option<String>,
    parent_id: Option<String>,
    complete_time: Option<Seconds>,
    created_time: Option<Seconds>,
    target_bucket: Option<String>,
    cluster_id: Option<String>,
    target_file_system_id: Option<String>,
    progress: Option<f64>,
    expire_time: Option<Seconds>,
    target_data_source_id: Option<String>,
    target_prefix: Option<String>,
    target_path: Option<String>,
    error_file: Option<String>,
    start_time: Option<Seconds>,
    updated_time: Option<Seconds>,
    snapshot_id: Option<String>,
    restore_id: Option<String>,
    target_client_id: Option<String>,
    items_total: Option<i64>,
    include: Option<String>,
    bytes_done: Option<i64>,
    target_instance_name: Option<String>,
    target_table_name: Option<String>,
    speed: Option<i64>,
    target_time: Option<Seconds>,
    ots_detail: Option<OtsDetail>,
    cross_account_type: Option<CrossAccountType>,
    cross_account_user_id: Option<i64>,
    cross_account_role_name: Option<String>,
    report: Option<RestoreReport>,
    metering_bytes_done: Option<i64>,
    metering_bytes_total: Option<i64>,
    storage_class: Option<JobStorageClass>,
    failback_detail: Option<String>,
    target_instance_id: Option<String>,
    source_resource_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OtsDetail {
    batch_channel_count: Option<i32>,
    overwrite_existing: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct RestoreReport {
    total_files: Option<String>,
    success_files: Option<String>,
    failed_files: Option<String>,
    skipped_files: Option<String>,
    report_task_status: Option<String>,
}

#[derive(Deserialize)]
pub struct RestoreJobList {
    #[serde(rename = "RestoreJob")]
    list: Vec<RestoreJob>,
}
