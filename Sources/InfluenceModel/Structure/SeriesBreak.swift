/// A place where a series is not comparable with what it was before.
package struct SeriesBreak: Hashable, Sendable {
    /// The indicator of the tree, tracked indicator, or denominator whose series breaks.
    package let indicator: NodeID
    package let kind: Kind
    /// The first grid period whose reading stands beyond it.
    package var since: Period

    package enum Kind: Hashable, Sendable {
        /// Another reporter is read.
        case reporter(from: String, to: String)
        /// The reporter itself says so: status B of the row of this reference period.
        case status(Period)
        /// Another indicator is read in its place (`else`), or again its own.
        case source(from: NodeID, to: NodeID)
    }

    package init(indicator: NodeID, kind: Kind, since: Period) {
        self.indicator = indicator
        self.kind = kind
        self.since = since
    }
}

extension SeriesBreak: CustomStringConvertible {
    /// One sentence for people, without a full stop.
    package var description: String {
        switch kind {
        case .reporter(let from, let to):
            "\(indicator) is read from \(to.isEmpty ? "no named reporter" : to) since \(since), before from "
                + (from.isEmpty ? "no named reporter" : from)
        case .status(let period): "\(indicator) has a break in its series at \(period), since \(since)"
        case .source(let from, let to): "\(indicator) is read from \(to) since \(since), before from \(from)"
        }
    }
}

/// What of the change of a score came about at breaks of series.
package struct BrokenChange: Hashable, Sendable {
    /// In the model's order of the leaves beneath the node.
    package let breaks: [SeriesBreak]
    /// What the broken leaves add to the change, in points of the score; `nil` where it cannot be told apart.
    package let effect: Double?

    package init(breaks: [SeriesBreak], effect: Double?) {
        self.breaks = breaks
        self.effect = effect
    }
}

/// The reference periods that a figure stands on: the ends of the oldest and of the newest one.
package struct DataSpan: Hashable, Sendable {
    package var from: Day
    package var to: Day

    package init(from: Day, to: Day) {
        self.from = from
        self.to = to
    }

    /// The hull of both.
    package func union(_ other: DataSpan) -> DataSpan {
        DataSpan(from: min(from, other.from), to: max(to, other.to))
    }
}
