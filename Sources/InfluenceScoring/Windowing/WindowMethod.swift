package import InfluenceModel

/// A kind of window with all there is to say of it: how it is written, what it does, how people read it. A row in
/// ``MethodKinds`` makes it one of the model language.
package protocol WindowMethod: WindowKind, WrittenMethod {
    /// As people read it: `sum of P10Y of exports`.
    /// - Parameters:
    ///   - what: what the steps before it give; empty: what is observed.
    ///   - isFlow: whether that accrues.
    func text(of what: String, over length: CalendarDuration, isFlow: Bool) -> String
}

extension Window.Kind {
    /// Of a value that no kind of this module stands for nothing is known but its name.
    var written: any WindowMethod { method as? any WindowMethod ?? UnknownWindow() }
}

private struct UnknownWindow: WindowMethod {
    static let name = "unknown"
    static let form = MethodForm(.duration)

    init() {}
    init(_ given: MethodArguments) {}

    func text(of what: String, over length: CalendarDuration, isFlow: Bool) -> String { Self.name }

    func value(
        total: Double,
        known: Double,
        share: Double,
        _ nature: RowNature
    ) -> (value: Double, scale: Double) {
        (.nan, .nan)
    }
}
