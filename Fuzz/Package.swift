// swift-tools-version:6.2
import PackageDescription

// What reads bytes from outside, built for libFuzzer: the sources are links to those of the daemon, so that `package` API
// is in reach and no ordinary build pays for this. `make fuzz` builds and runs it.

// Optimised, because what is tried per second counts; every check stays, which -Ounchecked would take away.
let fuzzed: [SwiftSetting] = [
    .unsafeFlags(["-O", "-sanitize=fuzzer"]),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "influenced-fuzz",
    targets: [
        .target(name: "CFuzzer"),
        .systemLibrary(name: "CNettle", providers: [.apt(["nettle-dev"])]),
        .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
        .target(name: "CSpawn"),
        .target(name: "CThreads"),
        .target(name: "InfluenceThreads", dependencies: ["CThreads"], swiftSettings: fuzzed),
        .target(name: "InfluenceBytes", swiftSettings: fuzzed),
        .target(name: "InfluenceText", swiftSettings: fuzzed),
        .target(name: "InfluenceModel", dependencies: ["InfluenceText"], swiftSettings: fuzzed),
        .target(
            name: "InfluenceFiles",
            dependencies: ["CNettle", "CYAML", "InfluenceBytes", "InfluenceModel", "InfluenceText"],
            swiftSettings: fuzzed
        ),
        .target(
            name: "InfluenceScoring",
            dependencies: ["InfluenceModel", "InfluenceText", "InfluenceThreads"],
            swiftSettings: fuzzed
        ),
        .target(
            name: "InfluenceModelFiles",
            dependencies: ["InfluenceFiles", "InfluenceModel", "InfluenceScoring", "InfluenceText"],
            swiftSettings: fuzzed
        ),
        .target(name: "InfluenceReading", dependencies: ["InfluenceModel", "InfluenceText"], swiftSettings: fuzzed),
        .target(
            name: "InfluenceAlerts",
            dependencies: [
                "CSpawn", "InfluenceBytes", "InfluenceFiles", "InfluenceModel", "InfluenceSchedule", "InfluenceText",
                "InfluenceThreads",
            ],
            swiftSettings: fuzzed
        ),
        .target(name: "InfluenceDescription", swiftSettings: fuzzed),
        .target(
            name: "InfluenceControl",
            dependencies: ["InfluenceDescription"],
            exclude: ["Interfaces"],
            swiftSettings: fuzzed
        ),
        .target(
            name: "InfluenceSchedule",
            dependencies: [
                "InfluenceBytes", "InfluenceFiles", "InfluenceModel", "InfluenceText", "InfluenceThreads",
            ],
            swiftSettings: fuzzed
        ),
        .executableTarget(
            name: "influence-fuzz",
            dependencies: [
                "CFuzzer", "InfluenceAlerts", "InfluenceControl", "InfluenceDescription", "InfluenceFiles",
                "InfluenceModel",
                "InfluenceModelFiles", "InfluenceReading", "InfluenceSchedule", "InfluenceText",
            ],
            swiftSettings: fuzzed,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]
        ),
    ],
    swiftLanguageModes: [.v6]
)
