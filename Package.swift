// swift-tools-version:6.2
import PackageDescription

#if canImport(Glibc)
    import Glibc
#endif

// Each module is a target, so the direction of the imports is enforced by the build:
// Model <- Scoring, Store, Feeds, Alerts, Control <- Server; Daemon wires all of them.
// The client imports Control and Model only: it has to start in milliseconds.

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// Of the executables as they are installed: lld, and what follows, leave out what nobody looks up in them at run time, which
// saves a fifth of the memory at rest.
var linkerFlags = ["-use-ld=lld", "-Xlinker", "--no-export-dynamic"]
#if canImport(Glibc)
    // Packed relocations need the loader of glibc 2.36; an older one does not start what has them.
    var libc = [CChar](repeating: 0, count: 64)
    let length = confstr(Int32(_CS_GNU_LIBC_VERSION), &libc, libc.count)
    let version = String(decoding: libc.prefix(max(0, length - 1)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        .split { !$0.isNumber }.compactMap { Int($0) }
    if !version.lexicographicallyPrecedes([2, 36]) {
        linkerFlags += ["-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"]
    }
#endif
let linking: [LinkerSetting] = [
    .unsafeFlags(linkerFlags, .when(platforms: [.linux], configuration: .release))
]

let package = Package(
    name: "influenced",
    products: [
        .executable(name: "influenced", targets: ["influenced"]),
        .executable(name: "influencectl", targets: ["influencectl"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: [
        .systemLibrary(name: "CNettle", providers: [.apt(["nettle-dev"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
        .target(name: "CMalloc"),
        .target(name: "CSpawn"),
        .target(name: "InfluenceThreads", swiftSettings: settings),
        .target(name: "InfluenceModel", swiftSettings: settings),
        .target(
            name: "InfluenceModelFiles",
            dependencies: ["CNettle", "CYAML", "InfluenceModel"],
            swiftSettings: settings
        ),
        .target(name: "InfluenceScoring", dependencies: ["InfluenceModel"], swiftSettings: settings),
        .target(
            name: "InfluenceStore",
            dependencies: ["CSQLite", "InfluenceModel"],
            swiftSettings: settings
        ),
        .target(name: "InfluenceFeeds", dependencies: ["InfluenceModel"], swiftSettings: settings),
        .target(
            name: "InfluenceAlerts",
            dependencies: [
                "CSpawn", "InfluenceModel", "InfluenceModelFiles", "InfluenceThreads",
            ],
            swiftSettings: settings
        ),
        .target(name: "InfluenceDescription", swiftSettings: settings),
        .target(
            name: "InfluenceControl",
            dependencies: ["InfluenceDescription"],
            exclude: ["Interfaces"],
            swiftSettings: settings
        ),
        // Writes InfluenceControl/Generated; see `make generate`. In no product that is installed.
        .executableTarget(
            name: "influenced-generate",
            dependencies: ["InfluenceDescription"],
            swiftSettings: settings
        ),
        .target(
            name: "InfluenceServer",
            dependencies: [
                "InfluenceControl", "InfluenceDescription", "InfluenceThreads",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "InfluenceDaemon",
            dependencies: [
                "InfluenceModel", "InfluenceModelFiles", "InfluenceScoring", "InfluenceStore", "InfluenceFeeds",
                "InfluenceAlerts", "InfluenceControl", "InfluenceServer", "InfluenceThreads", "CMalloc",
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "influenced",
            dependencies: [
                "InfluenceDaemon", "InfluenceModel", "InfluenceModelFiles",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings,
            linkerSettings: linking
        ),
        .executableTarget(
            name: "influencectl",
            dependencies: [
                "InfluenceControl", "InfluenceDescription", "InfluenceModel",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings,
            linkerSettings: linking
        ),
        // A clock that tests move by hand, real processes, a reference of alerts. In no product.
        .target(
            name: "InfluenceTestKit",
            dependencies: ["InfluenceAlerts", "InfluenceModel"],
            swiftSettings: settings
        ),
        .testTarget(name: "InfluenceModelTests", dependencies: ["InfluenceModel"], swiftSettings: settings),
        .testTarget(
            name: "InfluenceModelFilesTests",
            dependencies: ["InfluenceModelFiles", "InfluenceModel"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceScoringTests",
            dependencies: ["InfluenceScoring", "InfluenceModel", "InfluenceModelFiles", "InfluenceFeeds"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceStoreTests",
            dependencies: ["InfluenceStore", "InfluenceModel"],
            exclude: ["Fixtures"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceFeedsTests",
            dependencies: ["InfluenceFeeds", "InfluenceModel"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceAlertsTests",
            dependencies: ["InfluenceAlerts", "InfluenceModel", "InfluenceModelFiles", "InfluenceTestKit"],
            swiftSettings: settings
        ),
        .testTarget(name: "InfluenceThreadsTests", dependencies: ["InfluenceThreads"], swiftSettings: settings),
        .testTarget(
            name: "InfluenceDescriptionTests",
            dependencies: ["InfluenceDescription", "influenced-generate"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceControlTests",
            dependencies: ["InfluenceControl", "InfluenceDescription"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceServerTests",
            dependencies: [
                "InfluenceControl", "InfluenceDescription", "InfluenceServer", "InfluenceTestKit",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            exclude: ["Interop/org.varlink.certification.varlink"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceDaemonTests",
            dependencies: [
                "InfluenceAlerts", "InfluenceControl", "InfluenceDaemon", "InfluenceFeeds", "InfluenceModel",
                "InfluenceModelFiles", "InfluenceScoring", "InfluenceServer", "InfluenceStore", "InfluenceTestKit",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "influencectlTests",
            dependencies: [
                "influencectl", "InfluenceControl", "InfluenceModel",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["influenced", "influencectl", "InfluenceControl", "InfluenceModel", "InfluenceTestKit"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "influenced-bench",
            dependencies: [
                "CMalloc", "InfluenceAlerts", "InfluenceControl", "InfluenceDaemon", "InfluenceFeeds", "InfluenceModel",
                "InfluenceScoring", "InfluenceStore", .product(name: "Logging", package: "swift-log"),
            ],
            path: "Benchmarks",
            exclude: ["numpy"],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
