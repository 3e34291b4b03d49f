package import InfluenceModel

/// A value that another one has replaced, and that was an error of typing or of the unit, and no revision.
enum ErrorOfTyping {
    /// At least as many times larger or smaller than the right value.
    static let factor = 10.0

    static func isPutRight(_ wrong: Double?, by right: Double?) -> Bool {
        guard let old = wrong?.magnitude, let new = right?.magnitude else { return false }
        // Of what was, or is, nothing every factor is larger.
        return old != new && max(old, new) >= min(old, new) * factor * (1 - 1e-9)
    }
}

extension Observation {
    /// Whether another one of the same series and period was an error of typing or of the unit, if this one is right.
    package func putsRight(_ other: Observation) -> Bool { ErrorOfTyping.isPutRight(other.value, by: value) }
}
