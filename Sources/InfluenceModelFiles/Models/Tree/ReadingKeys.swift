internal import InfluenceFiles
internal import InfluenceModel

/// The keys of an indicator that say how its rows are read: whom all powers are read from together, and what time without
/// a row means.
struct ReadingKeys {
    let lag: Located<CalendarDuration>?
    let isTable: Located<Bool>?
    let tolerance: Located<Double>?
    let minTotal: Located<Double>?
    let fallback: Located<NodeID>?
    let gaps: Located<Gaps>?
    /// Its end counts.
    let through: Located<Period>?

    init(_ reader: inout MappingReader) {
        lag = reader.optional("lag", .durationOr("none")).map { Located($0.value ?? .days(0), at: $0.position) }
        isTable = reader.optional("table", .boolean)
        tolerance = reader.optional(
            "tolerance",
            .number.requiring({ $0 >= 100 }) { "\($0) is below 100, which the shares of all powers may add up to" }
        )
        minTotal = reader.optional("min_total", .nonNegativeNumber)
        fallback = reader.optional("else", .nodeID)
        gaps = reader.optional("gaps", .choice("gaps", as: Gaps.self))
        through = reader.optional("through", .period)
        // Often looked for here.
        for key in ["min_window", "half_life"] {
            guard let position = reader.position(of: key) else { continue }
            _ = reader.node(key)
            reader.collector.report(
                at: position,
                "'\(key)' belongs into the window: {decay: P10Y, half_life: P3Y, min_window: 0.6}"
            )
        }
    }

    /// Reports keys that mean nothing beside the steps of the transform.
    func check(subject: Subject, _ steps: [Transform], isEvent: Bool, _ collector: DiagnosticCollector) {
        let hasWindow = steps.contains { $0.role == .window }
        let hasShare = steps.contains { $0.role == .share }
        let hasRatio = steps.contains { $0.role == .ratio }
        let isTable = self.isTable?.value ?? false
        if let table = self.isTable, isTable, hasRatio {
            collector.report(at: table.position, "'table' is for shares; a ratio is read by itself for each power")
        }
        if let table = self.isTable, isTable, [.country, .pair].contains(subject) {
            collector.report(at: table.position, "a table is of powers, but the indicator is about a \(subject)")
        }
        if let tolerance, !hasShare, !isTable {
            collector.report(
                at: tolerance.position,
                "'tolerance' belongs to the transform 'share', or to 'table: true'"
            )
        }
        if let fallback, hasShare, hasWindow {
            collector.report(
                at: fallback.position,
                "'else' names shares of one period, so no window can be laid over them"
            )
        }
        if let gaps, !hasWindow {
            collector.report(
                at: gaps.position,
                "'gaps' says what time without a row means in a window, and there is none"
            )
        }
        if let through, gaps?.value != .zero, !isEvent {
            collector.report(
                at: through.position,
                "'through' says up to when a list is complete: of an event, or of a register (gaps: zero)"
            )
        }
    }
}
