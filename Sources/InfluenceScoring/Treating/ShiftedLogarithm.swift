package import InfluenceModel

/// `log`: ln(x - min + (max - min) / 100). Source: COINr `log_CT`.
package struct ShiftedLogarithm: TreatmentMethod {
    package static let name = "log"
    package static let edition = 2
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "logarithm" }

    package func apply(to values: [Double], limits: Treatment) -> (values: [Double], points: Int) {
        guard let low = values.min(), let high = values.max() else { return (values, 0) }
        let shift = 0.01 * (high - low)
        return (values.map { Elementary.log($0 - low + shift) }, values.count)
    }
}

extension Treatment.Step {
    package static let log = Self(ShiftedLogarithm())
}
