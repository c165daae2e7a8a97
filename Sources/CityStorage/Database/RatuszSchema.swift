extension Schema {
    /// The program's own tables. A new file in `Migrations/` gets its line here; no file is edited after a release.
    public static let ratusz = Schema([
        Migration(1, "foundation", PackageResources.m0001_foundation_sql),
        Migration(2, "report_photos", PackageResources.m0002_report_photos_sql),
        Migration(3, "public_map", PackageResources.m0003_public_map_sql),
        Migration(4, "followers", PackageResources.m0004_followers_sql),
        Migration(5, "interfaces", PackageResources.m0005_interfaces_sql),
        Migration(6, "similar_reports", PackageResources.m0006_similar_reports_sql),
        Migration(7, "exchange", PackageResources.m0007_exchange_sql),
        Migration(8, "imports", PackageResources.m0008_imports_sql),
        Migration(9, "webhooks", PackageResources.m0009_webhooks_sql),
        Migration(10, "public_places", PackageResources.m0010_public_places_sql),
        Migration(11, "residents", PackageResources.m0011_residents_sql),
        Migration(12, "requests", PackageResources.m0012_requests_sql),
        Migration(13, "audit", PackageResources.m0013_audit_sql),
        Migration(14, "ways_into_accounts", PackageResources.m0014_ways_into_accounts_sql),
        Migration(15, "roles", PackageResources.m0015_roles_sql),
        Migration(16, "privacy", PackageResources.m0016_privacy_sql),
        Migration(17, "staff_identities", PackageResources.m0017_staff_identities_sql),
        Migration(18, "people", PackageResources.m0018_people_sql),
        Migration(19, "records", PackageResources.m0019_records_sql),
        Migration(20, "persons", PackageResources.m0020_persons_sql),
        Migration(21, "passkeys", PackageResources.m0021_passkeys_sql),
        Migration(22, "audit_base", PackageResources.m0022_audit_base_sql),
        Migration(23, "representations", PackageResources.m0023_representations_sql),
        Migration(24, "second_steps", PackageResources.m0024_second_steps_sql),
    ])
}
