import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceStore
import InfluenceText

extension IndexMethods {
    /// Who knows what of one incident.
    func alert(_ input: IndexInterface.GetAlert.Input) throws -> IndexInterface.GetAlert.Output {
        let name = input.alert
        let found = name.isEmpty ? [] : try store.incidents(beginningWith: name)
        guard let incident = found.first, found.count == 1 || found.contains(where: { $0.id == name }) else {
            throw IndexError.unknownAlert(
                name,
                found.isEmpty
                    ? "no incident begins so; 'influencectl alerts' lists those that are open"
                    : "several incidents begin so; give more digits"
            )
        }
        let deliveries = try store.deliveries(ofIncident: incident.id, limit: Self.storyLimit)
        let told = try store.toldHooks(of: incident.id)
        return IndexInterface.GetAlert.Output(
            incident: document(incident),
            hooks: told.map { hook in document(hook, deliveries.filter { $0.hook == hook.hook }) },
            deliveries: try document(Array(deliveries.prefix(100)))
        )
    }

    /// Deliveries that are looked at.
    private static var storyLimit: Int { 10_000 }

    private func document(_ incident: Incident) -> IndexInterface.Incident {
        let (standing, now) = (engine.board.current.alerts, engine.time.now())
        let silence = standing.silences.covering(
            incident.key,
            severity: incident.severity,
            labels: incident.labels,
            at: now
        )
        let taken = standing.acknowledgement(of: incident.id, at: now)
        let subject = incident.key.subject
        return IndexInterface.Incident(
            incident: incident.id,
            rule: incident.key.rule,
            subject: subject.description,
            country: subject.country?.text,
            power: subject.power?.text,
            counterpart: subject.counterpart?.text,
            node: subject.node?.text,
            feed: subject.feed,
            severity: .init(incident.severity.rawValue),
            labels: AlertDocument.labels(incident.labels),
            modelHash: incident.modelHash,
            condition: incident.phrase,
            openedAt: Document.time(incident.openedAt),
            truth: .init(incident.truth.rawValue),
            flapping: incident.isFlapping,
            endedAt: Document.time(incident.endedAt),
            reason: incident.reason,
            value: incident.value,
            figure: incident.figure,
            period: incident.period?.description,
            acknowledgedBy: taken?.author.name,
            acknowledgedUntil: Document.time(taken?.until),
            silence: silence?.id,
            silencedUntil: Document.time(silence?.end)
        )
    }

    private func document(_ told: ToldHook, _ deliveries: [AlertDelivery]) -> IndexInterface.ToldHook {
        IndexInterface.ToldHook(
            hook: told.hook,
            picture: .init(told.picture.rawValue),
            since: Document.time(told.at),
            deliveredAt: Document.time(deliveries.first { $0.state == .delivered }?.endedAt),
            waiting: Int64(deliveries.count { $0.state == .waiting }),
            dead: Int64(deliveries.count { $0.state == .dead }),
            owed: told.debt != nil
        )
    }
}
