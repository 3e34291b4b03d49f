// swift-tools-version:6.2
import PackageDescription

// Each module is a target, so the direction of the imports is enforced by the build:
// Model <- Scoring, Store, Feeds, Control <- Server; Daemon wires all of them.
// The client imports Control and Model only: it has to start in milliseconds.

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "influenced",
    targets: [
        .target(name: "InfluenceModel", swiftSettings: settings),
        .testTarget(name: "InfluenceModelTests", dependencies: ["InfluenceModel"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
