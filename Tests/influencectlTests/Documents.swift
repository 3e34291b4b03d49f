import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

/// The document in `text`; an empty one, which no expectation fits, where it is not JSON.
func json(_ text: String) -> JSONValue {
    (try? JSONParser.parse(text)) ?? .null
}

let definition = "Influence capacity. Not success, intent, coercion or approval."

func score(
    _ country: String,
    _ power: String,
    _ node: String,
    _ value: Double?,
    rank: Int64? = nil,
    share: Double? = nil
) -> JSONValue {
    [
        "country": .string(country), "power": .string(power), "node": .string(node), "period": "2026-11",
        "value": .number(orNull: value), "low": nil, "high": nil, "rank": rank.json,
        "share": .number(orNull: share), "coverage": 0.91, "confidence": 0.84, "run": 12,
        "computed_at": "2026-11-23T06:00:00Z",
    ]
}

let run: JSONValue = [
    "run": 12, "computed_at": "2026-11-23T06:00:00Z", "reason": "schedule",
    "model": .string(String(repeating: "ab", count: 32)), "input": .string(String(repeating: "cd", count: 32)),
    "period": "2026-11", "changed": 1, "duration_seconds": 0.424, "heartbeats": 3,
    "last_heartbeat_at": "2026-11-23T09:00:00Z",
]

let status: JSONValue = [
    "version": "0.2.0", "started_at": "2026-11-20T00:00:00Z", "uptime_seconds": 293_000.5, "healthy": true,
    "problems": [], "model": "central-asia", "model_hash": .string(String(repeating: "9f", count: 32)),
    "computing": false, "last_run": run, "next_run_at": "2026-11-23T10:00:00Z",
    "store": [
        "path": "/var/lib/influenced/influenced.db", "size_bytes": 12_345_678, "wal_bytes": 4_096,
        "free_bytes": 22_345_678_901, "series": 1, "observations": 56_789, "scores": 123_456, "runs": 12,
    ],
    "feeds": [
        [
            "name": "central-asia.csv", "last_import_at": "2026-11-20T00:00:01Z", "newest_period": "2026-10",
            "error": nil,
        ]
    ],
    "definition": .string(definition),
    "verdict": "ok", "reasons": [],
]

/// The status of a daemon that is not healthy.
func status(_ verdict: String, _ reasons: (message: String, way: String)...) -> JSONValue {
    status.with("healthy", false).with("verdict", .string(verdict)).with(
        "reasons",
        .array(
            reasons.map {
                ["name": "x", "level": "warning", "message": .string($0.message), "way": .string($0.way)]
            }
        )
    )
}

extension JSONValue {
    subscript(name: String) -> JSONValue { objectValue?[name] ?? .null }
    var elements: [JSONValue] { arrayValue ?? [] }

    fileprivate func filled(_ way: ArraySlice<String>, _ type: String) -> JSONValue {
        guard let name = way.first else { return Self.blank(type) }
        if var elements = arrayValue, let index = Int(name), elements.indices.contains(index) {
            elements[index] = elements[index].filled(way.dropFirst(), type)
            return .array(elements)
        }
        return with(name, self[name].filled(way.dropFirst(), type))
    }

    private static func blank(_ type: String) -> JSONValue {
        switch type {
        case "bool": false
        case "int": 0
        case "float": 0.0
        case "string": ""
        case _ where type.hasPrefix("[]"): []
        case _ where type.hasPrefix("("):
            .string(type.dropFirst().prefix { $0 != "," && $0 != ")" }.description)
        default: [:]
        }
    }

    /// The document with a member replaced.
    func with(_ name: String, _ value: JSONValue) -> JSONValue {
        var object = objectValue ?? [:]
        object[name] = value
        return .object(object)
    }
}

/// `document` as the reply that its report wants; see ``filled(_:)``.
func answer<Reply: VarlinkStructure>(_ document: JSONValue) throws -> Answer<Reply> {
    Answer(document, as: try filled(document))
}

/// A test says what matters to it. What its interface wants besides is blank: 0, empty, the first of several words.
func filled<Structure: VarlinkStructure>(_ document: JSONValue) throws -> Structure {
    var document = document
    while true {
        do throws(TypeMismatch) {
            return try Structure(json: document)
        } catch {
            let mark = "missing; expected "
            guard error.problem.hasPrefix(mark) else { throw error }
            let way = error.path.split { $0 == "." || $0 == "[" || $0 == "]" }.map(String.init)
            document = document.filled(way[...], String(error.problem.dropFirst(mark.count)))
        }
    }
}

/// What is not as its interface describes it is refused; what is, is printed in every form without a trap.
func expectRefusedOrShown(_ reports: [() throws -> any Report]) {
    for report in reports {
        do {
            let report = try report()
            for format in Format.allCases { _ = format.text(report, Page(width: 40, isColoured: true)) }
        } catch {
            #expect(error is TypeMismatch)
        }
    }
}

extension Report {
    /// As people get it.
    var csvText: String { csv().text(for: .anybody) }
}
