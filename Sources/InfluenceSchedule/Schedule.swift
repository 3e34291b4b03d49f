package import InfluenceModel

/// When runs are due.
package struct Schedule: Hashable, Sendable {
    package let timing: Timing
    /// Whether one run makes up for the times that passed while the daemon was down.
    package let catchesUp: Bool

    package init(_ timing: Timing, catchesUp: Bool = false) {
        self.timing = timing
        self.catchesUp = catchesUp
    }

    /// A set of points in time.
    package enum Timing: Hashable, Sendable {
        /// The whole multiples of a span since 1970-01-01T00:00:00Z: `1h` is every full hour, `1d` midnight UTC, `1w`
        /// Thursday at midnight UTC. Being fixed points they neither drift with the length of runs nor depend on when
        /// the daemon was started or asked for a run.
        case every(TimeSpan)
        case calendar(CalendarExpression)
    }
}

extension Schedule.Timing {
    package static let shortestInterval = TimeSpan.seconds(1)

    /// - Returns: `nil` for less than ``shortestInterval``.
    package static func interval(_ span: TimeSpan) -> Self? {
        span >= shortestInterval ? .every(span) : nil
    }

    /// The first point after `instant`, or `nil` where there is none.
    package func next(after instant: Instant) -> Instant? {
        switch self {
        case .calendar(let expression):
            return expression.next(after: instant)
        case .every(let span):
            let step = max(span, Self.shortestInterval).microseconds
            let remainder = instant.microseconds % step
            let sinceLast = remainder < 0 ? remainder + step : remainder
            let (next, overflow) = instant.microseconds.addingReportingOverflow(step - sinceLast)
            return overflow ? nil : Instant(microseconds: next)
        }
    }
}

extension Schedule.Timing: CustomStringConvertible {
    package var description: String {
        switch self {
        case .every(let span): "every \(span)"
        case .calendar(let expression): expression.description
        }
    }
}

extension Schedule.Timing {
    /// The first points after `instant`; fewer where there are no more.
    package func following(_ instant: Instant, count: Int) -> [Instant] {
        var times: [Instant] = []
        while times.count < count, let next = next(after: times.last ?? instant) { times.append(next) }
        return times
    }
}
