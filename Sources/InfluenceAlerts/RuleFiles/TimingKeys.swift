import InfluenceFiles
import InfluenceModel

/// The keys that a rule and `defaults` have in common; `nil`: not given.
struct TimingKeys {
    var holdsFor: TimeSpan?
    var periods: Int?
    var keepFiringFor: TimeSpan?
    var repeatInterval: TimeSpan?
    var onNoData: AlertTiming.NoData?
    var maxCoverageChange: Double??
    var flapLimit: Int??
    var flapWindow: TimeSpan?
    var startup: AlertTiming.Startup?

    init() {}

    init(_ reader: inout MappingReader) {
        holdsFor = reader.optional("for", .span)?.value
        periods = reader.optional("periods", .integer(in: 1...1_000))?.value
        if reader.has("for"), let position = reader.position(of: "periods") {
            reader.collector.report(at: position, "'for' and 'periods' exclude each other; keep one of them")
        }
        keepFiringFor = reader.optional("keep_firing_for", .span)?.value
        repeatInterval =
            reader.optional(
                "repeat_interval",
                .span.requiring({ $0 >= .seconds(1) }) { "'\($0)' is too short: nobody is told again within a second" }
            )?.value
        onNoData = reader.optional("on_no_data", .choice("on_no_data", as: AlertTiming.NoData.self))?.value
        maxCoverageChange = reader.optional("max_coverage_change", .orOff(.number(in: 0...1)))?.value
        flapLimit = reader.optional("flap_limit", .orOff(.integer(in: 1...1_000)))?.value
        flapWindow = reader.optional("flap_window", .positiveSpan)?.value
        startup = reader.optional("startup", .choice("startup", as: AlertTiming.Startup.self))?.value
    }

    /// `timing` with what is given here instead.
    func applied(to timing: AlertTiming) -> AlertTiming {
        var timing = timing
        if let holdsFor { (timing.holdsFor, timing.periods) = (holdsFor, 0) }
        if let periods { (timing.holdsFor, timing.periods) = (.seconds(0), periods) }
        if let keepFiringFor { timing.keepFiringFor = keepFiringFor }
        if let repeatInterval { timing.repeatInterval = repeatInterval }
        if let onNoData { timing.onNoData = onNoData }
        if let maxCoverageChange { timing.maxCoverageChange = maxCoverageChange }
        if let flapLimit { timing.flapLimit = flapLimit }
        if let flapWindow { timing.flapWindow = flapWindow }
        if let startup { timing.startup = startup }
        return timing
    }
}
