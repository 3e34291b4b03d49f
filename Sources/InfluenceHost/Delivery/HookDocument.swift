import InfluenceControl
import InfluenceMethods
import InfluenceModel

/// What programs and receivers of a webhook read.
enum HookDocument {
    /// An event, or a group with its events, as a line, so that a program may append what it reads to a file.
    static func line(of handover: Handover) -> [UInt8] {
        let events = handover.events.map { AlertDocument.event($0).json }
        let document = handover.group.map { group(handover, $0, events) } ?? events.first ?? .null
        return RenderedJSON(document).bytes + [0x0A]
    }

    private static func group(_ handover: Handover, _ group: DeliveryGroup, _ events: [JSONValue]) -> JSONValue {
        var keys: JSONObject = [:]
        for (name, value) in handover.groupValues { keys[name.rawValue] = value.json }
        let header: JSONObject = [
            "id": .string(group.id), "hook": .string(handover.hook), "keys": .object(keys),
            "count": .integer(Int64(events.count)),
        ]
        return ["group": .object(header), "events": .array(events)]
    }
}
