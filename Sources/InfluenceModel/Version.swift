/// The version of the whole project: daemon and client are released together.
package enum Version {
    package static let text = "0.2.0"

    /// Midnight UTC of a day before this version was built, 2026-11-01: a clock that shows an earlier time is wrong. To be
    /// raised with each version.
    package static let built = Instant(seconds: 1_793_491_200)
}
