// Generated from Interfaces/org.influenced.Index.varlink by 'make generate'. What is changed here is lost.

extension IndexInterface {
    /// `reason` says what would be right.
    package struct UnknownAlert: VarlinkFailure {
        package static let name = "org.influenced.Index.UnknownAlert"

        package var alert: String
        package var reason: String

        package enum Field: String, VarlinkField {
            case alert
            case reason
        }

        package init(alert: String, reason: String) {
            self.alert = alert
            self.reason = reason
        }

        package static var expectation: String { "UnknownAlert" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.alert = try members.value("alert")
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("alert", self.alert)
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .alert: self.alert.json
            case .reason: self.reason.json
            }
        }
    }

    /// Here and below `known` are the ids there are; `meant` is the one of what is called nearly so, where no id is.
    package struct UnknownCountry: VarlinkFailure {
        package static let name = "org.influenced.Index.UnknownCountry"

        package var country: String
        package var known: [String]
        package var meant: String?

        package enum Field: String, VarlinkField {
            case country
            case known
            case meant
        }

        package init(country: String, known: [String], meant: String? = nil) {
            self.country = country
            self.known = known
            self.meant = meant
        }

        package static var expectation: String { "UnknownCountry" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.country = try members.value("country")
            self.known = try members.value("known")
            self.meant = try members.value("meant")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("country", self.country)
            writer.member("known", self.known)
            writer.member("meant", self.meant)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .country: self.country.json
            case .known: self.known.json
            case .meant: self.meant.json
            }
        }
    }

    /// `reason` says what would be right where the power is known, and the node has no series of it: a pair, or `WLD`.
    package struct UnknownPower: VarlinkFailure {
        package static let name = "org.influenced.Index.UnknownPower"

        package var power: String
        package var known: [String]
        package var reason: String?
        package var meant: String?

        package enum Field: String, VarlinkField {
            case power
            case known
            case reason
            case meant
        }

        package init(power: String, known: [String], reason: String? = nil, meant: String? = nil) {
            self.power = power
            self.known = known
            self.reason = reason
            self.meant = meant
        }

        package static var expectation: String { "UnknownPower" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.power = try members.value("power")
            self.known = try members.value("known")
            self.reason = try members.value("reason")
            self.meant = try members.value("meant")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("power", self.power)
            writer.member("known", self.known)
            writer.member("reason", self.reason)
            writer.member("meant", self.meant)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .power: self.power.json
            case .known: self.known.json
            case .reason: self.reason.json
            case .meant: self.meant.json
            }
        }
    }

    /// Nobody of this name has reported an observation; `known` are those that have.
    package struct UnknownReporter: VarlinkFailure {
        package static let name = "org.influenced.Index.UnknownReporter"

        package var reporter: String
        package var known: [String]

        package enum Field: String, VarlinkField {
            case reporter
            case known
        }

        package init(reporter: String, known: [String]) {
            self.reporter = reporter
            self.known = known
        }

        package static var expectation: String { "UnknownReporter" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.reporter = try members.value("reporter")
            self.known = try members.value("known")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("reporter", self.reporter)
            writer.member("known", self.known)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .reporter: self.reporter.json
            case .known: self.known.json
            }
        }
    }

    package struct UnknownNode: VarlinkFailure {
        package static let name = "org.influenced.Index.UnknownNode"

        package var node: String
        package var known: [String]
        package var meant: String?

        package enum Field: String, VarlinkField {
            case node
            case known
            case meant
        }

        package init(node: String, known: [String], meant: String? = nil) {
            self.node = node
            self.known = known
            self.meant = meant
        }

        package static var expectation: String { "UnknownNode" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.node = try members.value("node")
            self.known = try members.value("known")
            self.meant = try members.value("meant")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("node", self.node)
            writer.member("known", self.known)
            writer.member("meant", self.meant)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .node: self.node.json
            case .known: self.known.json
            case .meant: self.meant.json
            }
        }
    }

    package struct UnknownRule: VarlinkFailure {
        package static let name = "org.influenced.Index.UnknownRule"

        package var rule: String
        package var known: [String]

        package enum Field: String, VarlinkField {
            case rule
            case known
        }

        package init(rule: String, known: [String]) {
            self.rule = rule
            self.known = known
        }

        package static var expectation: String { "UnknownRule" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.rule = try members.value("rule")
            self.known = try members.value("known")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("rule", self.rule)
            writer.member("known", self.known)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .rule: self.rule.json
            case .known: self.known.json
            }
        }
    }

    package struct UnknownHook: VarlinkFailure {
        package static let name = "org.influenced.Index.UnknownHook"

        package var hook: String
        package var known: [String]

        package enum Field: String, VarlinkField {
            case hook
            case known
        }

        package init(hook: String, known: [String]) {
            self.hook = hook
            self.known = known
        }

        package static var expectation: String { "UnknownHook" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.hook = try members.value("hook")
            self.known = try members.value("known")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("hook", self.hook)
            writer.member("known", self.known)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .hook: self.hook.json
            case .known: self.known.json
            }
        }
    }

    /// The text of a rule file is wrong: one line an error, as rules:line:column: message.
    package struct InvalidRules: VarlinkFailure {
        package static let name = "org.influenced.Index.InvalidRules"

        package var errors: [String]

        package enum Field: String, VarlinkField {
            case errors
        }

        package init(errors: [String]) {
            self.errors = errors
        }

        package static var expectation: String { "InvalidRules" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.errors = try members.value("errors")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("errors", self.errors)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .errors: self.errors.json
            }
        }
    }

    package struct UnknownMeasure: VarlinkFailure {
        package static let name = "org.influenced.Index.UnknownMeasure"

        package var measure: String
        package var known: [String]

        package enum Field: String, VarlinkField {
            case measure
            case known
        }

        package init(measure: String, known: [String]) {
            self.measure = measure
            self.known = known
        }

        package static var expectation: String { "UnknownMeasure" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.measure = try members.value("measure")
            self.known = try members.value("known")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("measure", self.measure)
            writer.member("known", self.known)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .measure: self.measure.json
            case .known: self.known.json
            }
        }
    }

    package struct InvalidPeriod: VarlinkFailure {
        package static let name = "org.influenced.Index.InvalidPeriod"

        package var period: String
        package var reason: String

        package enum Field: String, VarlinkField {
            case period
            case reason
        }

        package init(period: String, reason: String) {
            self.period = period
            self.reason = reason
        }

        package static var expectation: String { "InvalidPeriod" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.period = try members.value("period")
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("period", self.period)
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .period: self.period.json
            case .reason: self.reason.json
            }
        }
    }

    package struct InvalidTime: VarlinkFailure {
        package static let name = "org.influenced.Index.InvalidTime"

        package var time: String
        package var reason: String

        package enum Field: String, VarlinkField {
            case time
            case reason
        }

        package init(time: String, reason: String) {
            self.time = time
            self.reason = reason
        }

        package static var expectation: String { "InvalidTime" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.time = try members.value("time")
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("time", self.time)
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .time: self.time.json
            case .reason: self.reason.json
            }
        }
    }

    /// What was to be assumed cannot be; nothing was computed.
    package struct InvalidScenario: VarlinkFailure {
        package static let name = "org.influenced.Index.InvalidScenario"

        package var reason: String

        package enum Field: String, VarlinkField {
            case reason
        }

        package init(reason: String) {
            self.reason = reason
        }

        package static var expectation: String { "InvalidScenario" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .reason: self.reason.json
            }
        }
    }

    /// `last` is the newest run.
    package struct UnknownRun: VarlinkFailure {
        package static let name = "org.influenced.Index.UnknownRun"

        package var run: Int64
        package var last: Int64?

        package enum Field: String, VarlinkField {
            case run
            case last
        }

        package init(run: Int64, last: Int64? = nil) {
            self.run = run
            self.last = last
        }

        package static var expectation: String { "UnknownRun" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.run = try members.value("run")
            self.last = try members.value("last")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("run", self.run)
            writer.member("last", self.last)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .run: self.run.json
            case .last: self.last.json
            }
        }
    }

    /// The question is right, but there is nothing to answer it with yet.
    package struct NoData: VarlinkFailure {
        package static let name = "org.influenced.Index.NoData"

        package var reason: String

        package enum Field: String, VarlinkField {
            case reason
        }

        package init(reason: String) {
            self.reason = reason
        }

        package static var expectation: String { "NoData" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .reason: self.reason.json
            }
        }
    }

    /// The run was computed by other editions of its methods than this version has, so that it is not computed once more.
    /// `software` is the version that can; null of a run from before versions were stored.
    package struct OtherEditions: VarlinkFailure {
        package static let name = "org.influenced.Index.OtherEditions"

        package var run: Int64
        package var software: String?
        package var reason: String

        package enum Field: String, VarlinkField {
            case run
            case software
            case reason
        }

        package init(run: Int64, software: String? = nil, reason: String) {
            self.run = run
            self.software = software
            self.reason = reason
        }

        package static var expectation: String { "OtherEditions" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.run = try members.value("run")
            self.software = try members.value("software")
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("run", self.run)
            writer.member("software", self.software)
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .run: self.run.json
            case .software: self.software.json
            case .reason: self.reason.json
            }
        }
    }

    /// Try again: the daemon is at one of its limits.
    package struct Busy: VarlinkFailure {
        package static let name = "org.influenced.Index.Busy"

        package var reason: String

        package enum Field: String, VarlinkField {
            case reason
        }

        package init(reason: String) {
            self.reason = reason
        }

        package static var expectation: String { "Busy" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .reason: self.reason.json
            }
        }
    }

    /// A limit was reached, and the call, or the connection, is refused; any method may answer so, of org.influenced.Admin too.
    /// `key` is where the administrator sets the limit in the configuration, `reason` says what of.
    package struct LimitReached: VarlinkFailure {
        package static let name = "org.influenced.Index.LimitReached"

        package var limit: Int64
        package var key: String
        package var reason: String

        package enum Field: String, VarlinkField {
            case limit
            case key
            case reason
        }

        package init(limit: Int64, key: String, reason: String) {
            self.limit = limit
            self.key = key
            self.reason = reason
        }

        package static var expectation: String { "LimitReached" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.limit = try members.value("limit")
            self.key = try members.value("key")
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("limit", self.limit)
            writer.member("key", self.key)
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .limit: self.limit.json
            case .key: self.key.json
            case .reason: self.reason.json
            }
        }
    }

    /// The store could not be read; `status` and the log say more.
    package struct StoreFailure: VarlinkFailure {
        package static let name = "org.influenced.Index.StoreFailure"

        package var reason: String

        package enum Field: String, VarlinkField {
            case reason
        }

        package init(reason: String) {
            self.reason = reason
        }

        package static var expectation: String { "StoreFailure" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .reason: self.reason.json
            }
        }
    }

    /// Any of the errors.
    package enum Failure: Sendable, Equatable {
        case unknownAlert(UnknownAlert)
        case unknownCountry(UnknownCountry)
        case unknownPower(UnknownPower)
        case unknownReporter(UnknownReporter)
        case unknownNode(UnknownNode)
        case unknownRule(UnknownRule)
        case unknownHook(UnknownHook)
        case invalidRules(InvalidRules)
        case unknownMeasure(UnknownMeasure)
        case invalidPeriod(InvalidPeriod)
        case invalidTime(InvalidTime)
        case invalidScenario(InvalidScenario)
        case unknownRun(UnknownRun)
        case noData(NoData)
        case otherEditions(OtherEditions)
        case busy(Busy)
        case limitReached(LimitReached)
        case storeFailure(StoreFailure)

        /// - Returns: `nil` where it is none of these, or does not say what the interface wants.
        package init?(_ error: VarlinkError) {
            switch error.name {
            case UnknownAlert.name:
                guard let found = UnknownAlert(error) else { return nil }
                self = .unknownAlert(found)
            case UnknownCountry.name:
                guard let found = UnknownCountry(error) else { return nil }
                self = .unknownCountry(found)
            case UnknownPower.name:
                guard let found = UnknownPower(error) else { return nil }
                self = .unknownPower(found)
            case UnknownReporter.name:
                guard let found = UnknownReporter(error) else { return nil }
                self = .unknownReporter(found)
            case UnknownNode.name:
                guard let found = UnknownNode(error) else { return nil }
                self = .unknownNode(found)
            case UnknownRule.name:
                guard let found = UnknownRule(error) else { return nil }
                self = .unknownRule(found)
            case UnknownHook.name:
                guard let found = UnknownHook(error) else { return nil }
                self = .unknownHook(found)
            case InvalidRules.name:
                guard let found = InvalidRules(error) else { return nil }
                self = .invalidRules(found)
            case UnknownMeasure.name:
                guard let found = UnknownMeasure(error) else { return nil }
                self = .unknownMeasure(found)
            case InvalidPeriod.name:
                guard let found = InvalidPeriod(error) else { return nil }
                self = .invalidPeriod(found)
            case InvalidTime.name:
                guard let found = InvalidTime(error) else { return nil }
                self = .invalidTime(found)
            case InvalidScenario.name:
                guard let found = InvalidScenario(error) else { return nil }
                self = .invalidScenario(found)
            case UnknownRun.name:
                guard let found = UnknownRun(error) else { return nil }
                self = .unknownRun(found)
            case NoData.name:
                guard let found = NoData(error) else { return nil }
                self = .noData(found)
            case OtherEditions.name:
                guard let found = OtherEditions(error) else { return nil }
                self = .otherEditions(found)
            case Busy.name:
                guard let found = Busy(error) else { return nil }
                self = .busy(found)
            case LimitReached.name:
                guard let found = LimitReached(error) else { return nil }
                self = .limitReached(found)
            case StoreFailure.name:
                guard let found = StoreFailure(error) else { return nil }
                self = .storeFailure(found)
            default: return nil
            }
        }
    }
}
