package import InfluenceModel

/// A window as a step: an integral over time, of any of the kinds of windows. Written as the window is.
package struct WindowStep: TransformKind {
    package static let role = TransformRole.window

    package let integral: Window

    package var name: String { integral.kind.name }
    package var window: Window? { integral }

    package func unit(of unit: String) -> String { unit }

    /// What it integrates over was done before.
    package func result(of value: Double, _ operands: Operands) -> Double { value }

    package func write(into definition: inout DefinitionBytes) {
        definition.field("window", integral.definition)
    }
}

extension Transform {
    package static func window(_ window: Window) -> Self { Self(WindowStep(integral: window)) }
}
