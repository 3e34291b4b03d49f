/// Which other cells the value of a cell depends on. Empty: on none, so that a dyad's score is the same whichever other
/// powers, countries and periods there are.
package struct Reach: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The other powers of the model in the same country.
    package static let powers = Reach(rawValue: 1)
    /// All other dyads of the model.
    package static let dyads: Reach = [.powers, Reach(rawValue: 2)]
    /// The other periods of the grid.
    package static let periods = Reach(rawValue: 4)
}

extension Normalisation {
    package var reach: Reach {
        guard type(of: method.kind).isRelative else { return [] }
        return scope == .period ? .dyads : [.dyads, .periods]
    }
}

extension Treatment {
    package var reach: Reach { scope == .panel ? [.dyads, .periods] : .dyads }
}

extension Imputation {
    package var reach: Reach { type(of: kind).reach }
}

extension Weighting {
    package var reach: Reach {
        switch scope {
        case nil: []
        case .period?: .dyads
        case .panel?, .window?: [.dyads, .periods]
        }
    }
}

extension Aggregation {
    package var reach: Reach { isComparison ? .dyads : [] }
}

extension Indicator {
    package var reach: Reach {
        normalisation.reach.union(treatment?.reach ?? []).union(imputation?.reach ?? [])
            .union(share == .powers ? .powers : [])
    }
}

extension Aggregate {
    package var reach: Reach {
        method.reach.union(normalisation?.reach ?? []).union(weighting.reach)
    }
}

extension Node {
    /// Of its own step alone, not of the nodes beneath.
    package var reach: Reach {
        switch content {
        case .indicator(let indicator): indicator.reach
        case .aggregate(let aggregate): aggregate.reach
        }
    }
}

extension Model {
    /// Of all scores together.
    package var reach: Reach {
        nodes.reduce(into: []) { $0.formUnion($1.reach) }
    }
}
