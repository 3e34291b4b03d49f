import InfluenceControl
import InfluenceMethods
import InfluenceModel
import Testing

@testable import InfluenceHost

/// What hooks with groups get.
@Suite struct GroupDocumentTests {
    private func delivery(_ id: Int64, _ country: CountryID?, rule: String = "high") -> AlertDelivery {
        AlertDelivery(
            id: id,
            event: AlertEvent(
                id: "e\(id)",
                key: AlertKey(rule: rule, subject: AlertSubject(country: country, power: "CHN", node: "index")),
                kind: .firing,
                sequence: 1,
                at: Instant(microseconds: 0),
                state: .firing,
                incident: nil,
                severity: .critical,
                labels: [],
                value: 61,
                previous: nil,
                period: nil,
                low: nil,
                high: nil,
                modelHash: "",
                summary: "it is so",
                reason: nil
            ),
            hook: "mail",
            state: .waiting,
            attempts: 0,
            createdAt: Instant(microseconds: 0),
            notBefore: Instant(microseconds: 0),
            endedAt: nil,
            error: nil
        )
    }

    private func document(_ handover: Handover) throws -> JSONObject {
        let line = HookDocument.line(of: handover)
        #expect(line.last == 0x0A && line.count { $0 == 0x0A } == 1)
        return try #require(try JSONParser.parse(Array(line.dropLast())).objectValue)
    }

    @Test func `A group is its keys and its events, each as it is by itself`() throws {
        let deliveries = [delivery(1, "KAZ"), delivery(2, "KAZ", rule: "low")]
        let group = Handover(deliveries, group: DeliveryGroup(id: "g", by: [.country, .feed, .severity]))
        let document = try document(group)
        #expect(
            document["group"] == [
                "id": "g", "hook": "mail", "keys": ["country": "KAZ", "feed": .null, "severity": "critical"],
                "count": 2,
            ]
        )
        #expect(document["events"]?.arrayValue == deliveries.map { AlertDocument.event($0.event).json })
        #expect(group.key == "g" && document.count == 2)
        #expect(
            HookEnvironment.of(group)
                == ["INFLUENCE_GROUP": "g", "INFLUENCE_COUNTRY": "KAZ", "INFLUENCE_SEVERITY": "critical"]
        )
    }

    @Test func `A group of one event is a group, and an event by itself is none`() throws {
        let one = Handover([delivery(1, nil)], group: DeliveryGroup(id: "g", by: [.country]))
        #expect(try document(one)["events"]?.arrayValue?.count == 1)
        #expect(HookEnvironment.of(one) == ["INFLUENCE_GROUP": "g"])
        let plain = Handover(delivery(1, "KAZ"))
        #expect(try document(plain)["id"] == "e1" && plain.key == "e1")
        #expect(HookEnvironment.of(plain)["INFLUENCE_SUMMARY"] == "it is so")
    }
}
