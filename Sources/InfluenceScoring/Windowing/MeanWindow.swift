package import InfluenceModel

/// `mean`: the mean of the rate a year; of what is no flow, of the level.
package struct MeanWindow: WindowMethod {
    package static let name = "mean"
    package static let edition = 3
    package static let form = MethodForm(.duration)

    package init() {}
    package init(_ given: MethodArguments) {}

    package func text(of what: String, over length: CalendarDuration, isFlow: Bool) -> String {
        "mean of \(length)" + (what.isEmpty ? "" : " of \(what)")
    }

    package func isMean(of nature: RowNature) -> Bool { true }

    package func value(
        total: Double,
        known: Double,
        share: Double,
        _ nature: RowNature
    ) -> (value: Double, scale: Double) {
        nature == .level ? (total / known, 1 / known) : (total * 12 / known, 12 / known)
    }
}

extension Window.Kind {
    package static let mean = Self(MeanWindow())
}
