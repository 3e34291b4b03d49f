internal import InfluenceModel

// Which of several reporters of the same figure is read. Source: the project's scoring model, "Reporters".

extension Indicator {
    /// The first reporter, in the order of `reporters:`, whose newest figure that counts is recent enough beside the newest
    /// of any.
    ///
    /// - Parameters:
    ///   - latest: The end of the newest figure of any that counts.
    ///   - newest: The end of a reporter's own; `nil` where none of its figures counts.
    func preferredReporter(
        of reporters: Range<Int>,
        besides latest: Day,
        newest: (_ reporter: Int) -> Day?
    ) -> Int? {
        reporters.first { newest($0).map { isRecent($0, besides: latest) } ?? false }
    }

    /// Whether a reporter whose newest figure ends on `end` may be preferred where another's ends on `latest`: it is at
    /// most `lag` older, or a cadence where the model names none.
    func isRecent(_ end: Day, besides latest: Day) -> Bool {
        end >= latest || end.expiry(after: lag ?? cadence ?? .days(0)) > latest
    }
}
