import InfluenceControl
import InfluenceModel

/// The texts of a call in the index's own terms, checked against the model that answers it. What is not given is none;
/// what is, may be an id, or the name or title that people know.
struct Arguments {
    let model: Model

    // MARK: What a score is about

    func country(_ text: String?) throws(VarlinkError) -> CountryID? {
        guard let text else { return nil }
        let known: CountryID = try country(text)
        return known
    }

    func country(_ text: String) throws(VarlinkError) -> CountryID {
        guard let country = model.country(called: text) else {
            throw IndexError.unknownCountry(text, known: model.countries, meant: model.country(like: text))
        }
        return country.id
    }

    func power(_ text: String?) throws(VarlinkError) -> PowerID? {
        guard let text else { return nil }
        let known: PowerID = try power(text)
        return known
    }

    func power(_ text: String) throws(VarlinkError) -> PowerID {
        guard let power = model.power(called: text) else {
            throw IndexError.unknownPower(
                text,
                known: model.powers.map(\.id),
                reasonOfNoPower(text),
                meant: model.power(like: text)
            )
        }
        return power.id
    }

    /// An element of the model tree.
    func node(_ text: String?) throws(VarlinkError) -> Node? {
        guard let text else { return nil }
        guard let node = model.node(called: text) else {
            throw IndexError.unknownNode(text, known: model.nodes.map(\.id), meant: model.node(like: text))
        }
        return node
    }

    /// An ISO 8601 duration of months, days or both.
    func span(_ text: String?) throws(VarlinkError) -> CalendarDuration? {
        guard let text else { return nil }
        guard let duration = CalendarDuration(text), duration.isPositive, duration.isWholeDays else {
            throw .invalidParameter(IndexInterface.GetCoverage.Input.Field.expiring.rawValue)
        }
        return duration
    }

    // MARK: What an observation is about

    /// A leaf of the tree or a tracked indicator.
    func indicator(_ text: String?) throws(VarlinkError) -> NodeID? {
        guard let text else { return nil }
        guard let indicator = model.indicator(called: text) else {
            throw IndexError.unknownNode(
                text,
                known: (model.indicators + model.tracked).map(\.id),
                meant: model.indicator(like: text)
            )
        }
        return indicator.id
    }

    /// Any partner that there are observations of: their universe is larger than the model's powers.
    func partner(_ text: String?, isObserved: (String) throws -> Bool) throws -> PowerID? {
        guard let text else { return nil }
        let isKnown = try text == PowerID.world.text || isObserved(text)
        if isKnown { return PowerID(text) }
        return try power(text)
    }

    /// Whoever has reported an observation.
    func reporter(_ text: String?, isObserved: (String) throws -> Bool, all: () throws -> [String]) throws -> String? {
        guard let text else { return nil }
        // Of those without a reporter.
        guard try text.isEmpty || isObserved(text) else { throw IndexError.unknownReporter(text, known: try all()) }
        return text
    }

    // MARK: What has few values

    /// A parameter that is one of a few words.
    static func word<Word: RawRepresentable<String>>(
        _ text: String?,
        _ field: some VarlinkField
    ) throws(VarlinkError) -> Word? {
        guard let text else { return nil }
        guard let known = Word(rawValue: text) else { throw .invalidParameter(field.rawValue) }
        return known
    }

    /// How many elements a list may have.
    /// - Parameter usual: where it is not said.
    static func count(
        _ limit: Int64?,
        usual: Int,
        through most: Int = 10_000,
        _ field: some VarlinkField
    ) throws(VarlinkError) -> Int {
        guard let limit else { return usual }
        guard (1...Int64(most)).contains(limit) else { throw .invalidParameter(field.rawValue) }
        return Int(limit)
    }

    // MARK: Time

    func period(_ text: String?) throws(VarlinkError) -> Period? {
        guard let text else { return nil }
        do throws(PeriodError) {
            return try Period(text)
        } catch {
            throw IndexError.invalidPeriod(text, error.description)
        }
    }

    /// From the start of one period through the end of another.
    func days(from: String?, to: String?) throws(VarlinkError) -> (from: Day, through: Day) {
        let start = try period(from)?.start ?? .earliest
        let through = try period(to)?.end ?? .latest
        guard start <= through else {
            throw IndexError.invalidPeriod(to ?? "", "it ends before 'from' (\(from ?? "")) begins")
        }
        return (start, through)
    }

    static func time(_ text: String?) throws(VarlinkError) -> Instant? {
        guard let text else { return nil }
        guard let instant = Instant(rfc3339: text) else { throw IndexError.invalidTime(text) }
        return instant
    }
}
