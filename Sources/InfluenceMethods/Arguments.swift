import InfluenceControl
import InfluenceModel

/// The parameters of a call in the index's own terms, checked against the model that answers it.
struct Arguments {
    let parameters: JSONObject
    let model: Model

    private func text(_ name: String) -> String? { parameters[name]?.stringValue }

    func flag(_ name: String) -> Bool { parameters[name]?.boolValue ?? false }

    // MARK: What a score is about

    /// An ISO 8601 duration of months, days or both.
    func duration(_ name: String) throws(VarlinkError) -> CalendarDuration? {
        guard let text = text(name) else { return nil }
        guard let duration = CalendarDuration(text), duration.isPositive, duration.isWholeDays else {
            throw .invalidParameter(name)
        }
        return duration
    }

    func country() throws(VarlinkError) -> CountryID? {
        guard let text = text("country") else { return nil }
        guard model.countries.contains(where: { $0.id.text == text }) else {
            throw IndexError.unknownCountry(text, known: model.countries)
        }
        return CountryID(text)
    }

    func power() throws(VarlinkError) -> PowerID? {
        guard let text = text("power") else { return nil }
        guard model.powers.contains(where: { $0.id.text == text }) else {
            throw IndexError.unknownPower(text, known: model.powers)
        }
        return PowerID(text)
    }

    /// An element of the model tree.
    func node() throws(VarlinkError) -> Node? {
        guard let text = text("node") else { return nil }
        guard let node = model.node(NodeID(text)) else {
            throw IndexError.unknownNode(text, known: model.nodes.map(\.id))
        }
        return node
    }

    func requiredCountry() throws(VarlinkError) -> CountryID {
        guard let country = try country() else { throw .invalidParameter("country") }
        return country
    }

    func requiredPower() throws(VarlinkError) -> PowerID {
        guard let power = try power() else { throw .invalidParameter("power") }
        return power
    }

    // MARK: What an observation is about

    /// A leaf of the tree or a tracked indicator.
    func indicator() throws(VarlinkError) -> NodeID? {
        guard let text = text("indicator") else { return nil }
        guard model.indicator(NodeID(text)) != nil else {
            throw IndexError.unknownNode(text, known: (model.indicators + model.tracked).map(\.id))
        }
        return NodeID(text)
    }

    /// Any partner that there are observations of: their universe is larger than the model's powers.
    func partner(isObserved: (String) throws -> Bool) throws -> PowerID? {
        guard let text = text("power") else { return nil }
        let isConfigured = text == PowerID.world.text || model.powers.contains { $0.id.text == text }
        let isKnown = try isConfigured || isObserved(text)
        guard isKnown else { throw IndexError.unknownPower(text, known: model.powers) }
        return PowerID(text)
    }

    func reporter() -> String? { text("reporter") }

    // MARK: Time

    /// The named parameter as a period; `nil` where it is absent.
    func period(_ name: String = "period") throws(VarlinkError) -> Period? {
        guard let text = text(name) else { return nil }
        do throws(PeriodError) {
            return try Period(text)
        } catch {
            throw IndexError.invalidPeriod(text, error.description)
        }
    }

    /// From the start of `from` through the end of `to`.
    func days() throws(VarlinkError) -> (from: Day, through: Day) {
        let from = try period("from")?.start ?? .earliest
        let to = try period("to")
        let through = to?.end ?? .latest
        guard from <= through else {
            throw IndexError.invalidPeriod(text("to") ?? "", "it ends before 'from' (\(text("from") ?? "")) begins")
        }
        return (from, through)
    }

    static func asOf(_ parameters: JSONObject) throws(VarlinkError) -> Instant? {
        guard let text = parameters["as_of"]?.stringValue else { return nil }
        guard let instant = Instant(rfc3339: text) else { throw IndexError.invalidTime(text) }
        return instant
    }
}
