import InfluenceModel

/// What stands behind the figure of an event: asked for where there is one, never for a reading alone.
struct Circumstances {
    var statuses: [ObservationStatus] = []
    var breaks: [AlertBreak] = []
    var data: DataSpan?
    var previousData: DataSpan?

    static let none = Circumstances()

    private init() {}

    /// - Parameter value: the reading's; `nil` where there are no data.
    init(of condition: some Condition, _ subject: AlertSubject, value: Double?, in source: some AlertSource) {
        statuses = condition.statuses(of: subject, in: source)
        if let value { breaks = condition.broken(value, of: subject, in: source)?.breaks ?? [] }
        guard let node = subject.node, let power = subject.power, let country = subject.country else { return }
        let powers = subject.counterpart.map { PowerPair(power, $0).id } ?? power
        if value != nil { data = source.dataSpan(node, powers, country) }
        previousData = source.previousDataSpan(node, powers, country)
    }
}
