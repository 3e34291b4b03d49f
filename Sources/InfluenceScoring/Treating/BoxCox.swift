package import InfluenceModel

/// `box_cox`: (y^lambda - 1) / lambda of y = x - min + 1; ln y where lambda is 0. Source: Box, Cox, "An analysis of
/// transformations" (1964); COINr `boxcox`.
package struct BoxCox: TreatmentMethod {
    package static let name = "box_cox"
    package static let edition = 2
    package static let form = MethodForm(.numbers(["lambda"]), example: "{box_cox: 0.5}")

    package let lambda: Double

    package func write(into definition: inout DefinitionBytes) {
        definition.field(Self.name, lambda)
    }

    package var text: String { "Box-Cox, lambda \(figure(lambda))" }

    package func apply(to values: [Double], limits: Treatment) -> (values: [Double], points: Int) {
        guard let low = values.min() else { return (values, 0) }
        let shifted = values.map { $0 - low + 1 }
        return (
            lambda == 0 ? shifted.map(Elementary.log) : shifted.map { (Elementary.pow($0, lambda) - 1) / lambda },
            values.count
        )
    }
}

extension BoxCox {
    package init(_ given: MethodArguments) {
        self.init(lambda: given.number("lambda"))
    }
}

extension Treatment.Step {
    package static func boxCox(lambda: Double) -> Self { Self(BoxCox(lambda: lambda)) }
}
