import InfluenceModel

/// What each hook was told: by the one of the two databases that knows what the other one says was told.
struct InheritedPictures {
    private let select: RawStatement
    private let forget: RawStatement
    private let put: RawStatement

    init(_ db: Database) throws {
        select = try RawStatement(
            db,
            """
            SELECT incident_hook.hook, name.text, picture, alert_event.id FROM incident_hook
            JOIN name ON name.id = incident_hook.hook LEFT JOIN alert_event ON alert_event.number = incident_hook.event
            WHERE incident = ?1
            """
        )
        forget = try RawStatement(db, "DELETE FROM incident_hook WHERE incident = ?1 AND hook = ?2")
        put = try RawStatement(
            db,
            """
            INSERT INTO incident_hook (incident, hook, picture, at, event, debt) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (incident, hook) DO NOTHING
            """
        )
    }

    /// A row that is not there any more has been handed on to another hook.
    /// - Parameters:
    ///   - news: the ids of the events that were not known here.
    ///   - behind: the hooks of which more is known here.
    func take(
        _ legacy: Inheritance.Legacy,
        incident: Int64,
        news: Set<String>,
        behind: Set<String>,
        _ numbers: AlertEventReader,
        _ names: inout NameWriter
    ) throws {
        let there = Dictionary(legacy.told.map { ($0.hook.hook, $0) }) { first, _ in first }
        var known: Set<String> = []
        for notice in legacy.notices {
            for delivery in notice.deliveries { known.insert("\(notice.event.id) \(delivery.hook)") }
        }
        var later: [Int64] = []
        try select.bind(1, incident)
        try select.forEachRow {
            let (hook, own) = (select.text(1), select.optionalText(3))
            let isOpen = ToldHook.Picture(rawValue: select.text(2))?.isOpen ?? false
            if behind.contains(hook) { return true }
            var isLater = own.map { known.contains("\($0) \(hook)") } ?? true
            // Each has told something else.
            if !isLater, let last = there[hook], let event = last.event, news.contains(event) {
                isLater = last.hook.picture.isOpen || !isOpen
            }
            if isLater { later.append(select.int(0)) }
            return true
        }
        for hook in later {
            try forget.bind(1, incident)
            try forget.bind(2, hook)
            try forget.execute()
        }
        for told in legacy.told {
            try put.bind(1, incident)
            try put.bind(2, try names.id(told.hook.hook))
            try put.bind(3, told.hook.picture.rawValue)
            try put.bind(4, told.hook.at?.microseconds)
            try put.bind(5, try told.event.flatMap { try numbers.number(of: $0) })
            try put.bind(6, told.hook.debt?.rawValue)
            try put.execute()
        }
    }
}
