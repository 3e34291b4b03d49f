internal import InfluenceModel

/// The steps of an indicator's transform, parted at its window. Without one all of them come after.
struct Chain: Sendable {
    let before: [Transform]
    let window: Window?
    let after: [Transform]
    /// Those after it that follow a share: the share itself is taken where the table is.
    let afterShare: [Transform]

    init(_ steps: [Transform]) {
        if let place = steps.firstIndex(where: { $0.role == .window }), let window = steps[place].kind.window {
            before = Array(steps[..<place])
            self.window = window
            after = Array(steps[(place + 1)...])
        } else {
            (before, window, after) = ([], nil, steps)
        }
        afterShare = after.filter { !$0.isShare }
    }

    /// The raw value of one observed level, whatever it is compared with or windowed over.
    func apply(toLevel level: Double) throws(Absence) -> Double {
        try (before + after).filter { !$0.isShare && !$0.isRatio }.apply(to: level, Operands())
    }

    /// - Parameter isFlow: Of what is observed.
    func nature(isFlow: Bool) -> RowNature {
        guard isFlow else { return .level }
        if before.isEmpty { return .amount }
        let keepsRate = before.allSatisfy { type(of: $0.kind).keepsRate }
        return keepsRate ? .rate : .level
    }
}
