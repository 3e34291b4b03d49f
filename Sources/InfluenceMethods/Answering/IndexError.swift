import InfluenceControl
import InfluenceEngine
import InfluenceModel

/// The errors of `org.influenced.Index`.
enum IndexError {
    /// - Parameter meant: here and below the id of what is called nearly so, where no id is.
    static func unknownCountry(_ id: String, known: [Country], meant: String? = nil) -> VarlinkError {
        IndexInterface.UnknownCountry(country: id, known: known.map(\.id.text), meant: meant).varlinkError
    }

    static func unknownPower(
        _ id: String,
        known: [PowerID],
        _ reason: String? = nil,
        meant: String? = nil
    ) -> VarlinkError {
        IndexInterface.UnknownPower(power: id, known: known.map(\.text), reason: reason, meant: meant).varlinkError
    }

    static func unknownReporter(_ reporter: String, known: [String]) -> VarlinkError {
        IndexInterface.UnknownReporter(reporter: reporter, known: known).varlinkError
    }

    /// All without the `measure.` that they begin with.
    static func unknownMeasure(_ id: String, known: [NodeID]) -> VarlinkError {
        IndexInterface.UnknownMeasure(
            measure: Measure.short(id),
            known: known.map { Measure.short($0.text) }
        ).varlinkError
    }

    static func unknownNode(_ id: String, known: [NodeID], meant: String? = nil) -> VarlinkError {
        IndexInterface.UnknownNode(node: id, known: known.map(\.text), meant: meant).varlinkError
    }

    static func unknownRule(_ id: String, known: [String]) -> VarlinkError {
        IndexInterface.UnknownRule(rule: id, known: known).varlinkError
    }

    static func unknownHook(_ hook: String, known: [String]) -> VarlinkError {
        IndexInterface.UnknownHook(hook: hook, known: known).varlinkError
    }

    static func invalidRules(_ lines: [String]) -> VarlinkError {
        IndexInterface.InvalidRules(errors: lines).varlinkError
    }

    static func invalidPeriod(_ text: String, _ reason: String) -> VarlinkError {
        IndexInterface.InvalidPeriod(period: text, reason: reason).varlinkError
    }

    static func invalidTime(_ text: String) -> VarlinkError {
        invalidTime(text, "'\(text)' is not a time; write 2026-11-23T06:00:00Z, or 2026-11-23 for midnight UTC")
    }

    static func invalidTime(_ text: String, _ reason: String) -> VarlinkError {
        IndexInterface.InvalidTime(time: text, reason: reason).varlinkError
    }

    static func unknownAlert(_ alert: String, _ reason: String) -> VarlinkError {
        IndexInterface.UnknownAlert(alert: alert, reason: reason).varlinkError
    }

    static func invalidScenario(_ reason: String) -> VarlinkError {
        IndexInterface.InvalidScenario(reason: reason).varlinkError
    }

    static func unknownRun(_ run: Int64, last: Int64?) -> VarlinkError {
        IndexInterface.UnknownRun(run: run, last: last).varlinkError
    }

    static func otherEditions(_ other: OtherEditions) -> VarlinkError {
        IndexInterface.OtherEditions(run: other.run, software: other.software, reason: other.description).varlinkError
    }

    static func noData(_ reason: String) -> VarlinkError {
        IndexInterface.NoData(reason: reason).varlinkError
    }

    /// What is answered for a failure that is nobody's mistake at the other end.
    static func failure(_ failure: any Error) -> VarlinkError {
        IndexInterface.StoreFailure(reason: "\(failure)").varlinkError
    }
}
