package import InfluenceModel

/// When a receiver asks to be tried again: `120`, or `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// Source: RFC 9110, section 10.2.3, and the preferred form of section 5.6.7.
package enum RetryAfter: Hashable, Sendable {
    case seconds(Int)
    case at(Instant)

    /// `nil` for what is neither.
    package init?(_ text: some StringProtocol) {
        let words = text.split { $0 == " " || $0 == "\t" || $0 == "," || $0 == "\r" }
        if words.count == 1, let word = words.first, let seconds = Int(word), seconds >= 0 {
            self = .seconds(seconds)
            return
        }
        guard words.count == 6, words[5] == "GMT",
            let month = Self.months.firstIndex(of: String(words[2])), words[1].utf8.count == 2,
            let moment = Instant(
                rfc3339: "\(words[3])-\(month < 9 ? "0" : "")\(month + 1)-\(words[1])T\(words[4])Z"
            )
        else { return nil }
        self = .at(moment)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// How long that is from now on, at most ``RetryPolicy/mostPatience``.
    package func span(at now: Instant) -> TimeSpan {
        switch self {
        case .seconds(let seconds): min(.seconds(min(seconds, 86_400)), RetryPolicy.mostPatience)
        case .at(let moment): min(TimeSpan(microseconds: now.elapsed(at: moment)), RetryPolicy.mostPatience)
        }
    }
}
