import InfluenceModel
import InfluenceText
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

    /// 1 MB blocked reads for 77 s: each look at each alert cut it into characters again.
    @Test func `However long a stored pattern is, many alerts are held against it at once`() {
        let pattern = String(repeating: "a*", count: 500_000)
        let matcher = AlertMatcher(rule: pattern)
        let began = ContinuousClock.now
        for _ in 0..<2_000 { #expect(!matcher.matches(key, severity: .info, labels: [])) }
        // Hours, were it cut anew each time.
        #expect(ContinuousClock.now - began < .seconds(60))
        #expect(matcher.rule?.text == pattern)
        #expect(matcher == AlertMatcher(rule: pattern))
    }

    @Test func `A part that a subject does not have is matched by no pattern`() {
        let feed = AlertKey(rule: "feed", subject: AlertSubject(feed: "data.csv"))
        #expect(!AlertMatcher(country: "*").matches(feed, severity: .info, labels: []))
        #expect(AlertMatcher(rule: "feed").matches(feed, severity: .info, labels: []))
    }
}
