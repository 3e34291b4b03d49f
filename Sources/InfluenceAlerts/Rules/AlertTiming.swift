package import InfluenceModel

/// When a condition that holds becomes an alert, and when that is over.
package struct AlertTiming: Hashable, Sendable {
    package enum NoData: String, CaseIterable, Sendable { case keep, fire, resolve }
    package enum Startup: String, CaseIterable, Sendable { case fire, arm }

    /// How long the condition must hold before the alert fires (`for`); wall time.
    package var holdsFor: TimeSpan
    /// How many data periods must become known while it holds, that of the datum which made it hold included, if one did.
    /// Instead of `holdsFor`.
    package var periods: Int
    /// How long an alert goes on firing after the first evaluation at which its condition does not hold.
    package var keepFiringFor: TimeSpan
    /// `nil`: an open alert is told once.
    package var repeatInterval: TimeSpan?
    package var onNoData: NoData
    /// A transition of a score whose coverage moved by more is held; `nil`: none is. 0...1.
    package var maxCoverageChange: Double?
    /// Sums of weights are rounded: a difference of the limit itself is within it.
    static let coverageTolerance = 1e-9
    /// More transitions than this within the window are flapping; `nil`: never.
    package var flapLimit: Int?
    package var flapWindow: TimeSpan
    /// Whether a condition that is met at the very first evaluation of the rule counts.
    package var startup: Startup

    package init(
        holdsFor: TimeSpan = .seconds(0),
        periods: Int = 0,
        keepFiringFor: TimeSpan = .seconds(0),
        repeatInterval: TimeSpan? = nil,
        onNoData: NoData = .keep,
        maxCoverageChange: Double? = 0.2,
        flapLimit: Int? = 5,
        flapWindow: TimeSpan = .seconds(86_400),
        startup: Startup = .fire
    ) {
        self.holdsFor = holdsFor
        self.periods = periods
        self.keepFiringFor = keepFiringFor
        self.repeatInterval = repeatInterval
        self.onNoData = onNoData
        self.maxCoverageChange = maxCoverageChange
        self.flapLimit = flapLimit
        self.flapWindow = flapWindow
        self.startup = startup
    }
}
