import InfluenceModel
import Testing

@Suite struct MatcherTests {
    private let key = AlertKey(
        rule: "overtaking",
        subject: AlertSubject(country: "KAZ", power: "CHN", counterpart: "RUS", node: "trade_share")
    )

    @Test func `A matcher matches what every part of it matches, and an empty one matches all`() {
        let labels = [AlertLabel("team", "trade")]
        func matches(_ matcher: AlertMatcher) -> Bool { matcher.matches(key, severity: .warning, labels: labels) }
        #expect(matches(AlertMatcher()))
        #expect(matches(AlertMatcher(rule: "over*", country: "KAZ", power: "RUS", node: "trade_*")))
        #expect(matches(AlertMatcher(severity: .warning, labels: labels)))
        #expect(!matches(AlertMatcher(country: "UZB")))
        #expect(!matches(AlertMatcher(power: "USA")))
        #expect(!matches(AlertMatcher(severity: .critical)))
        #expect(!matches(AlertMatcher(labels: [AlertLabel("team", "energy")])))
    }

    @Test func `A part that a subject does not have is matched by no pattern`() {
        let feed = AlertKey(rule: "feed", subject: AlertSubject(feed: "data.csv"))
        #expect(!AlertMatcher(country: "*").matches(feed, severity: .info, labels: []))
        #expect(AlertMatcher(rule: "feed").matches(feed, severity: .info, labels: []))
    }
}
