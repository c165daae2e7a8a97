// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A layer of the program; `docs/architecture.md` says what each may import.
func layer(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

/// A C library of the system: Debian's package installs it, pkg-config finds it.
func library(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "ratusz",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "ratusz", targets: ["ratusz"]),
        .executable(name: "ratusz-photos", targets: ["ratusz-photos"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
    ],
    targets: [
        library("CSodium", pkgConfig: "libsodium", apt: "libsodium-dev"),
        library("CPq", pkgConfig: "libpq", apt: "libpq-dev"),
        library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        library("CLdap", pkgConfig: "ldap", apt: "libldap-dev"),
        library("CQrencode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),
        .target(name: "CCurlShim", dependencies: ["CCurl"], path: "Sources/C/CCurlShim"),
        library("CVips", pkgConfig: "vips", apt: "libvips-dev"),
        library("CProj", pkgConfig: "proj", apt: "libproj-dev"),
        library("CPango", pkgConfig: "pangocairo", apt: "libpango1.0-dev"),
        .target(name: "CVipsShim", dependencies: ["CVips"], path: "Sources/C/CVipsShim"),
        library("CGMime", pkgConfig: "gmime-3.0", apt: "libgmime-3.0-dev"),
        .target(name: "CGMimeShim", dependencies: ["CGMime"], path: "Sources/C/CGMimeShim"),

        layer("CityKit", []),
        layer("CityDomain", ["CityKit"]),
        .target(name: "CDisk", path: "Sources/C/CDisk"),
        layer("CityVault", ["CityDomain", "CityKit", "CDisk", "CSodium", crypto, cryptoExtras]),
        layer("CityProjection", ["CityDomain", "CityKit", "CProj"]),
        layer("CityPaper", ["CityDomain", "CityKit", "CPango"]),
        layer("CityMedia", ["CityDomain", "CityKit", "CQrencode", "PhotoPipe"]),
        // What the server and its helper process say to each other. Only the helper holds libvips.
        layer("PhotoPipe", []),
        .executableTarget(
            name: "ratusz-photos",
            dependencies: ["CVipsShim", "PhotoPipe"],
            swiftSettings: settings
        ),
        layer("CityStorage", ["CityDomain", "CityKit"], resources: [.embedInCode("Migrations")]),
        layer("CitySQLite", ["CityStorage", grdb, sqlite]),
        layer("CityPostgres", ["CityStorage", "CPq"]),
        layer("CityHTTP", ["CityKit", "CCurl", "CCurlShim"]),
        layer(
            "CityChannels",
            ["CityDomain", "CityKit", "CityHTTP", "CCurl", "CCurlShim", "CGMimeShim", crypto, cryptoExtras]
        ),
        layer("CityIdentity", ["CityDomain", "CityKit", "CityHTTP", "CLdap", crypto, jwt]),
        layer(
            "CityWeb",
            ["CityDomain", "CityKit", hummingbird, httpTypes, logging, nio],
            resources: [.copy("Assets")]
        ),
        layer(
            "CityApp",
            [
                "CityDomain", "CityKit", "CityVault", "CityMedia", "CityPaper", "CityProjection", "CityStorage",
                "CitySQLite", "CityPostgres", "CityChannels", "CityHTTP", "CityIdentity", "CityWeb", configuration,
                hummingbird,
                hummingbirdCore, lifecycle,
                logging, nio,
                signals,
            ]
        ),
        .executableTarget(
            name: "ratusz",
            dependencies: ["CityApp", "CityDomain", "CityKit", arguments],
            swiftSettings: settings
        ),

        .target(
            name: "CityTestSupport",
            dependencies: [
                "CityDomain", "CityKit", "CityProjection", "CityStorage", "CitySQLite", "CityPostgres", "CityVault",
                "CPq", crypto,
                cryptoExtras,
            ],
            path: "Tests/CityTestSupport",
            swiftSettings: settings
        ),
        tests("CityKitTests", ["CityKit", "CityTestSupport"]),
        tests("CityDomainTests", ["CityDomain", "CityKit", "CityTestSupport"]),
        tests("CityVaultTests", ["CityVault", "CityDomain", "CityKit", "CityTestSupport"]),
        tests(
            "CityStorageTests",
            ["CityStorage", "CitySQLite", "CityPostgres", "CityVault", "CityDomain", "CityKit", "CityTestSupport"]
        ),
        tests("CityHTTPTests", ["CityHTTP", "CityKit", "CityTestSupport"]),
        tests(
            "CityChannelsTests",
            ["CityChannels", "CityHTTP", "CityDomain", "CityKit", "CityTestSupport", crypto, cryptoExtras]
        ),
        tests(
            "CityIdentityTests",
            ["CityIdentity", "CityHTTP", "CityDomain", "CityKit", "CityTestSupport", jwt]
        ),
        tests("CityProjectionTests", ["CityProjection", "CityDomain", "CityKit"]),
        tests("CityPaperTests", ["CityPaper", "CityDomain", "CityKit", "CityTestSupport"]),
        .target(name: "CPixelReader", dependencies: ["CVips"], path: "Tests/CPixelReader"),
        tests(
            "CityMediaTests",
            ["CityMedia", "CityDomain", "CityKit", "CityTestSupport", "CPixelReader", "PhotoPipe"]
        ),
        tests(
            "CityWebTests",
            [
                "CityWeb", "CityStorage", "CityVault", "CityDomain", "CityKit", "CityTestSupport", hummingbird,
                hummingbirdTesting, httpTypes, logging, nio,
            ],
            exclude: ["__Snapshots__"]
        ),
        tests(
            "CityAppTests",
            [
                "CityApp", "CityChannels", "CityIdentity", "CityStorage", "CityVault", "CityWeb", "CityDomain",
                "CityKit",
                "CityTestSupport", hummingbird, hummingbirdTesting, logging,
            ]
        ),
        tests("ArchitectureTests", ["CityKit", "CityTestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)
