// swift-tools-version:6.2
import PackageDescription

#if canImport(Glibc)
    import Glibc
#endif

// Each module is a target, so the direction of the imports is enforced by the build:
// Text <- Model <- Scoring, Store, Files, Reading, Schedule; Bytes <- Files; Files, Scoring <- ModelFiles; Files <- Alerts;
// Control <- Server; all of these <- Engine <- Methods <- Host, which wires them.
// The client imports Bytes, CommandLine, Control, Description, Model and Text only: it has to start in milliseconds.

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// What `make build` builds: "release", "trial" or "debug", and then what is installed alone, both executables in one graph.
// `nil`: everything, for tests and benchmarks.
let build = Context.environment["INFLUENCED_BUILD"]

// A trial is for a first try, `make run`: without optimisation but for the modules that figures and imports pass through, in
// half the time. These for size, which compiles a tenth faster and runs as fast. What is installed is optimised whole.
let fast = settings + (build == "trial" ? [.unsafeFlags(["-Osize"])] : [])

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
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        // What these bring with them, so that every clone builds the same.
        .package(url: "https://github.com/apple/swift-atomics.git", exact: "1.3.0"),
        .package(url: "https://github.com/apple/swift-collections.git", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-system.git", exact: "1.8.1"),
    ],
    targets: [
        .systemLibrary(name: "CNettle", providers: [.apt(["nettle-dev"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
        .target(name: "CMemory"),
        .target(name: "CSpawn"),
        .target(name: "CThreads"),
        .target(name: "InfluenceThreads", dependencies: ["CThreads"], swiftSettings: settings),
        .target(name: "InfluenceBytes", swiftSettings: fast),
        .target(name: "InfluenceText", swiftSettings: fast),
        .target(name: "InfluenceModel", dependencies: ["InfluenceText"], swiftSettings: fast),
        .target(
            name: "InfluenceFiles",
            dependencies: ["CNettle", "CYAML", "InfluenceBytes", "InfluenceModel", "InfluenceText"],
            swiftSettings: fast
        ),
        .target(
            name: "InfluenceScoring",
            dependencies: ["InfluenceModel", "InfluenceText", "InfluenceThreads"],
            swiftSettings: fast
        ),
        .target(
            name: "InfluenceModelFiles",
            dependencies: ["InfluenceFiles", "InfluenceModel", "InfluenceScoring", "InfluenceText"],
            swiftSettings: settings
        ),
        .target(
            name: "InfluenceStore",
            dependencies: ["CSQLite", "InfluenceModel", "InfluenceText"],
            swiftSettings: fast
        ),
        .target(name: "InfluenceReading", dependencies: ["InfluenceModel", "InfluenceText"], swiftSettings: fast),
        .target(
            name: "InfluenceSchedule",
            dependencies: [
                "InfluenceBytes", "InfluenceFiles", "InfluenceModel", "InfluenceText", "InfluenceThreads",
            ],
            swiftSettings: settings
        ),
        .target(
            name: "InfluenceAlerts",
            dependencies: [
                "CSpawn", "InfluenceBytes", "InfluenceFiles", "InfluenceModel", "InfluenceSchedule", "InfluenceText",
                "InfluenceThreads",
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
                // Linked by these already; named because SwiftPM warns of a version that nobody uses.
                .product(name: "Atomics", package: "swift-atomics"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "InfluenceEngine",
            dependencies: [
                "CMemory", "InfluenceAlerts", "InfluenceFiles", "InfluenceModel", "InfluenceModelFiles",
                "InfluenceReading", "InfluenceScoring", "InfluenceStore", "InfluenceText", "InfluenceThreads",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "InfluenceMethods",
            dependencies: [
                "InfluenceAlerts", "InfluenceControl", "InfluenceEngine", "InfluenceFiles", "InfluenceModel",
                "InfluenceModelFiles", "InfluenceReading", "InfluenceScoring", "InfluenceServer", "InfluenceStore",
                "InfluenceText",
            ],
            swiftSettings: settings
        ),
        .target(
            name: "InfluenceHost",
            dependencies: [
                "CMemory", "InfluenceAlerts", "InfluenceControl", "InfluenceEngine", "InfluenceFiles",
                "InfluenceMethods",
                "InfluenceModel", "InfluenceModelFiles", "InfluenceReading", "InfluenceSchedule", "InfluenceScoring",
                "InfluenceServer", "InfluenceStore", "InfluenceText", "InfluenceThreads",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        // What both programs say of a command line that they do not take.
        .target(
            name: "InfluenceCommandLine",
            dependencies: [
                "InfluenceControl", "InfluenceText",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "influenced",
            dependencies: [
                "InfluenceCommandLine", "InfluenceFiles", "InfluenceHost", "InfluenceModel", "InfluenceText",
                "InfluenceThreads",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings,
            linkerSettings: linking
        ),
        .executableTarget(
            name: "influencectl",
            dependencies: [
                "InfluenceBytes", "InfluenceCommandLine", "InfluenceControl", "InfluenceDescription", "InfluenceModel",
                "InfluenceText",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings,
            linkerSettings: linking
        ),
        // A clock that tests move by hand, random numbers, real processes, the repository, a reference of alerts. In no product.
        .target(
            name: "InfluenceTestKit",
            dependencies: ["InfluenceAlerts", "InfluenceModel"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceBytesTests",
            dependencies: ["InfluenceBytes", "InfluenceTestKit"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceTextTests",
            dependencies: ["InfluenceTestKit", "InfluenceText"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceModelTests",
            dependencies: ["InfluenceModel", "InfluenceScoring", "InfluenceTestKit"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceFilesTests",
            dependencies: ["InfluenceFiles", "InfluenceModel", "InfluenceTestKit"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceModelFilesTests",
            dependencies: [
                "InfluenceFiles", "InfluenceModel", "InfluenceModelFiles", "InfluenceScoring", "InfluenceTestKit",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceScoringTests",
            dependencies: [
                "InfluenceFiles", "InfluenceModel", "InfluenceModelFiles", "InfluenceReading", "InfluenceScoring",
                "InfluenceTestKit",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceStoreTests",
            dependencies: ["InfluenceModel", "InfluenceStore", "InfluenceTestKit"],
            exclude: ["Fixtures"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceReadingTests",
            dependencies: ["InfluenceModel", "InfluenceReading", "InfluenceScoring", "InfluenceTestKit"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceScheduleTests",
            dependencies: ["InfluenceModel", "InfluenceSchedule", "InfluenceTestKit"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceAlertsTests",
            dependencies: [
                "InfluenceAlerts", "InfluenceFiles", "InfluenceModel", "InfluenceModelFiles", "InfluenceTestKit",
                "InfluenceText",
            ],
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
            dependencies: ["InfluenceControl", "InfluenceDescription", "InfluenceTestKit"],
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
        // What they share lies in Tests/Trial, and is linked into each.
        .testTarget(
            name: "InfluenceEngineTests",
            dependencies: [
                "InfluenceAlerts", "InfluenceEngine", "InfluenceFiles", "InfluenceModel", "InfluenceModelFiles",
                "InfluenceReading", "InfluenceScoring", "InfluenceStore", "InfluenceTestKit", "InfluenceText",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceMethodsTests",
            dependencies: [
                "InfluenceAlerts", "InfluenceControl", "InfluenceDescription", "InfluenceEngine", "InfluenceFiles",
                "InfluenceHost", "InfluenceMethods", "InfluenceModel", "InfluenceModelFiles", "InfluenceReading",
                "InfluenceSchedule", "InfluenceScoring", "InfluenceServer", "InfluenceStore", "InfluenceTestKit",
                "InfluenceText",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InfluenceHostTests",
            dependencies: [
                "InfluenceAlerts", "InfluenceEngine", "InfluenceFiles", "InfluenceHost", "InfluenceMethods",
                "InfluenceModel", "InfluenceModelFiles", "InfluenceReading", "InfluenceSchedule", "InfluenceScoring",
                "InfluenceServer", "InfluenceStore", "InfluenceTestKit", "InfluenceText",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "influencectlTests",
            dependencies: [
                "influencectl", "InfluenceCommandLine", "InfluenceControl", "InfluenceModel", "InfluenceTestKit",
                "InfluenceText",
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
                "CMemory", "InfluenceAlerts", "InfluenceControl", "InfluenceEngine", "InfluenceHost", "InfluenceModel",
                "InfluenceModelFiles", "InfluenceReading", "InfluenceScoring", "InfluenceStore",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Benchmarks",
            exclude: ["numpy"],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)

if build != nil {
    package.targets.removeAll {
        $0.type == .test || ["InfluenceTestKit", "influenced-generate", "influenced-bench"].contains($0.name)
    }
}
