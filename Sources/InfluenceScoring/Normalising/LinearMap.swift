/// lower...upper-bounded base + (x - origin) / width x span. NaN in, NaN out.
///
/// Divided by the width, not multiplied with its inverse: the ends of the range then fall exactly on the ends of the
/// scale, and the narrowest range has no infinite inverse.
struct LinearMap: Hashable, Sendable {
    var origin = 0.0
    var width = 1.0
    var base = 0.0
    var span = 1.0
    var lower = -Double.infinity
    var upper = Double.infinity

    static let identity = LinearMap()
    /// Every score null.
    static let undefined = LinearMap(origin: .nan)

    @inline(__always)
    func callAsFunction(_ value: Double) -> Double {
        let mapped = base + (value - origin) / width * span
        // The order of the operands lets NaN through, and compiles to one instruction each.
        let raised = lower > mapped ? lower : mapped
        return upper < raised ? upper : raised
    }
}
