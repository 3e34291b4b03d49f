// Generated from Interfaces/org.influenced.Admin.varlink by 'make generate'. What is changed here is lost.

extension AdminInterface {
    /// The file holds errors; nothing was imported. `total` counts them, `problems` lists the first 1,000.
    package struct InvalidObservations: VarlinkFailure {
        package static let name = "org.influenced.Admin.InvalidObservations"

        package var total: Int64
        package var problems: [AdminInterface.Problem]

        package enum Field: String, VarlinkField {
            case total
            case problems
        }

        package init(total: Int64, problems: [AdminInterface.Problem]) {
            self.total = total
            self.problems = problems
        }

        package static var expectation: String { "InvalidObservations" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.total = try members.value("total")
            self.problems = try members.value("problems")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("total", self.total)
            writer.member("problems", self.problems)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .total: self.total.json
            case .problems: self.problems.json
            }
        }
    }

    /// Configuration or model files are wrong: one line an error, as file:line:column: message.
    package struct InvalidConfiguration: VarlinkFailure {
        package static let name = "org.influenced.Admin.InvalidConfiguration"

        package var errors: [String]

        package enum Field: String, VarlinkField {
            case errors
        }

        package init(errors: [String]) {
            self.errors = errors
        }

        package static var expectation: String { "InvalidConfiguration" }

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

    package struct UnknownUpload: VarlinkFailure {
        package static let name = "org.influenced.Admin.UnknownUpload"

        package var upload: String

        package enum Field: String, VarlinkField {
            case upload
        }

        package init(upload: String) {
            self.upload = upload
        }

        package static var expectation: String { "UnknownUpload" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.upload = try members.value("upload")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("upload", self.upload)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .upload: self.upload.json
            }
        }
    }

    /// `last` is the newest vintage.
    package struct UnknownVintage: VarlinkFailure {
        package static let name = "org.influenced.Admin.UnknownVintage"

        package var vintage: Int64
        package var last: Int64?

        package enum Field: String, VarlinkField {
            case vintage
            case last
        }

        package init(vintage: Int64, last: Int64? = nil) {
            self.vintage = vintage
            self.last = last
        }

        package static var expectation: String { "UnknownVintage" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.vintage = try members.value("vintage")
            self.last = try members.value("last")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("vintage", self.vintage)
            writer.member("last", self.last)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .vintage: self.vintage.json
            case .last: self.last.json
            }
        }
    }

    package struct TooLarge: VarlinkFailure {
        package static let name = "org.influenced.Admin.TooLarge"

        package var limitBytes: Int64
        package var sizeBytes: Int64?

        package enum Field: String, VarlinkField {
            case limitBytes = "limit_bytes"
            case sizeBytes = "size_bytes"
        }

        package init(limitBytes: Int64, sizeBytes: Int64? = nil) {
            self.limitBytes = limitBytes
            self.sizeBytes = sizeBytes
        }

        package static var expectation: String { "TooLarge" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.limitBytes = try members.value("limit_bytes")
            self.sizeBytes = try members.value("size_bytes")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("limit_bytes", self.limitBytes)
            writer.member("size_bytes", self.sizeBytes)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .limitBytes: self.limitBytes.json
            case .sizeBytes: self.sizeBytes.json
            }
        }
    }

    /// The store cannot be written: full, read-only, failing. `reason` says what to do.
    package struct ReadOnly: VarlinkFailure {
        package static let name = "org.influenced.Admin.ReadOnly"

        package var reason: String

        package enum Field: String, VarlinkField {
            case reason
        }

        package init(reason: String) {
            self.reason = reason
        }

        package static var expectation: String { "ReadOnly" }

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

    package struct RunFailed: VarlinkFailure {
        package static let name = "org.influenced.Admin.RunFailed"

        package var reason: String

        package enum Field: String, VarlinkField {
            case reason
        }

        package init(reason: String) {
            self.reason = reason
        }

        package static var expectation: String { "RunFailed" }

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

    /// The daemon's clock is behind or ahead, so that nothing is written down; `reason` says why, and the ways out.
    /// `last_commit` is when the last import or run was recorded; null where that is not what is wrong.
    package struct ClockWrong: VarlinkFailure {
        package static let name = "org.influenced.Admin.ClockWrong"

        package var clock: String
        package var now: String
        package var lastCommit: String?
        package var reason: String

        package enum Field: String, VarlinkField {
            case clock
            case now
            case lastCommit = "last_commit"
            case reason
        }

        package init(clock: String, now: String, lastCommit: String? = nil, reason: String) {
            self.clock = clock
            self.now = now
            self.lastCommit = lastCommit
            self.reason = reason
        }

        package static var expectation: String { "ClockWrong" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.clock = try members.value("clock")
            self.now = try members.value("now")
            self.lastCommit = try members.value("last_commit")
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("clock", self.clock)
            writer.member("now", self.now)
            writer.member("last_commit", self.lastCommit)
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .clock: self.clock.json
            case .now: self.now.json
            case .lastCommit: self.lastCommit.json
            case .reason: self.reason.json
            }
        }
    }

    package struct BackupFailed: VarlinkFailure {
        package static let name = "org.influenced.Admin.BackupFailed"

        package var path: String
        package var reason: String

        package enum Field: String, VarlinkField {
            case path
            case reason
        }

        package init(path: String, reason: String) {
            self.path = path
            self.reason = reason
        }

        package static var expectation: String { "BackupFailed" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.path = try members.value("path")
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("path", self.path)
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .path: self.path.json
            case .reason: self.reason.json
            }
        }
    }

    package struct Busy: VarlinkFailure {
        package static let name = "org.influenced.Admin.Busy"

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

    /// `known` are those that there are.
    package struct UnknownRule: VarlinkFailure {
        package static let name = "org.influenced.Admin.UnknownRule"

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

    /// `meant` is the id of what is called nearly so, where no id is.
    package struct UnknownCountry: VarlinkFailure {
        package static let name = "org.influenced.Admin.UnknownCountry"

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

    package struct UnknownPower: VarlinkFailure {
        package static let name = "org.influenced.Admin.UnknownPower"

        package var power: String
        package var known: [String]
        package var meant: String?

        package enum Field: String, VarlinkField {
            case power
            case known
            case meant
        }

        package init(power: String, known: [String], meant: String? = nil) {
            self.power = power
            self.known = known
            self.meant = meant
        }

        package static var expectation: String { "UnknownPower" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.power = try members.value("power")
            self.known = try members.value("known")
            self.meant = try members.value("meant")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("power", self.power)
            writer.member("known", self.known)
            writer.member("meant", self.meant)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .power: self.power.json
            case .known: self.known.json
            case .meant: self.meant.json
            }
        }
    }

    package struct UnknownNode: VarlinkFailure {
        package static let name = "org.influenced.Admin.UnknownNode"

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

    /// `name=value`; `known` are those of the rules.
    package struct UnknownLabel: VarlinkFailure {
        package static let name = "org.influenced.Admin.UnknownLabel"

        package var label: String
        package var known: [String]

        package enum Field: String, VarlinkField {
            case label
            case known
        }

        package init(label: String, known: [String]) {
            self.label = label
            self.known = known
        }

        package static var expectation: String { "UnknownLabel" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.label = try members.value("label")
            self.known = try members.value("known")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("label", self.label)
            writer.member("known", self.known)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .label: self.label.json
            case .known: self.known.json
            }
        }
    }

    package struct UnknownHook: VarlinkFailure {
        package static let name = "org.influenced.Admin.UnknownHook"

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

    package struct UnknownSilence: VarlinkFailure {
        package static let name = "org.influenced.Admin.UnknownSilence"

        package var silence: Int64

        package enum Field: String, VarlinkField {
            case silence
        }

        package init(silence: Int64) {
            self.silence = silence
        }

        package static var expectation: String { "UnknownSilence" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.silence = try members.value("silence")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("silence", self.silence)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .silence: self.silence.json
            }
        }
    }

    /// No open alert has this id, or several begin so.
    package struct UnknownAlert: VarlinkFailure {
        package static let name = "org.influenced.Admin.UnknownAlert"

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

    /// What was asked for cannot be done; `reason` says why, and what would be right.
    package struct InvalidRequest: VarlinkFailure {
        package static let name = "org.influenced.Admin.InvalidRequest"

        package var reason: String

        package enum Field: String, VarlinkField {
            case reason
        }

        package init(reason: String) {
            self.reason = reason
        }

        package static var expectation: String { "InvalidRequest" }

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
        case invalidObservations(InvalidObservations)
        case invalidConfiguration(InvalidConfiguration)
        case unknownUpload(UnknownUpload)
        case unknownVintage(UnknownVintage)
        case tooLarge(TooLarge)
        case readOnly(ReadOnly)
        case runFailed(RunFailed)
        case clockWrong(ClockWrong)
        case backupFailed(BackupFailed)
        case busy(Busy)
        case unknownRule(UnknownRule)
        case unknownCountry(UnknownCountry)
        case unknownPower(UnknownPower)
        case unknownNode(UnknownNode)
        case unknownLabel(UnknownLabel)
        case unknownHook(UnknownHook)
        case unknownSilence(UnknownSilence)
        case unknownAlert(UnknownAlert)
        case invalidRequest(InvalidRequest)

        /// - Returns: `nil` where it is none of these, or does not say what the interface wants.
        package init?(_ error: VarlinkError) {
            switch error.name {
            case InvalidObservations.name:
                guard let found = InvalidObservations(error) else { return nil }
                self = .invalidObservations(found)
            case InvalidConfiguration.name:
                guard let found = InvalidConfiguration(error) else { return nil }
                self = .invalidConfiguration(found)
            case UnknownUpload.name:
                guard let found = UnknownUpload(error) else { return nil }
                self = .unknownUpload(found)
            case UnknownVintage.name:
                guard let found = UnknownVintage(error) else { return nil }
                self = .unknownVintage(found)
            case TooLarge.name:
                guard let found = TooLarge(error) else { return nil }
                self = .tooLarge(found)
            case ReadOnly.name:
                guard let found = ReadOnly(error) else { return nil }
                self = .readOnly(found)
            case RunFailed.name:
                guard let found = RunFailed(error) else { return nil }
                self = .runFailed(found)
            case ClockWrong.name:
                guard let found = ClockWrong(error) else { return nil }
                self = .clockWrong(found)
            case BackupFailed.name:
                guard let found = BackupFailed(error) else { return nil }
                self = .backupFailed(found)
            case Busy.name:
                guard let found = Busy(error) else { return nil }
                self = .busy(found)
            case UnknownRule.name:
                guard let found = UnknownRule(error) else { return nil }
                self = .unknownRule(found)
            case UnknownCountry.name:
                guard let found = UnknownCountry(error) else { return nil }
                self = .unknownCountry(found)
            case UnknownPower.name:
                guard let found = UnknownPower(error) else { return nil }
                self = .unknownPower(found)
            case UnknownNode.name:
                guard let found = UnknownNode(error) else { return nil }
                self = .unknownNode(found)
            case UnknownLabel.name:
                guard let found = UnknownLabel(error) else { return nil }
                self = .unknownLabel(found)
            case UnknownHook.name:
                guard let found = UnknownHook(error) else { return nil }
                self = .unknownHook(found)
            case UnknownSilence.name:
                guard let found = UnknownSilence(error) else { return nil }
                self = .unknownSilence(found)
            case UnknownAlert.name:
                guard let found = UnknownAlert(error) else { return nil }
                self = .unknownAlert(found)
            case InvalidRequest.name:
                guard let found = InvalidRequest(error) else { return nil }
                self = .invalidRequest(found)
            default: return nil
            }
        }
    }
}
