// Generated from Interfaces/org.influenced.Admin.varlink by 'make generate'. What is changed here is lost.

extension AdminInterface {
    /// See org.influenced.Index.Run.
    package typealias Run = IndexInterface.Run

    /// A place in an imported file that is wrong. Lines and columns count from 1.
    package struct Problem: VarlinkStructure {
        package var line: Int64
        package var column: Int64
        package var reason: String

        package enum Field: String, VarlinkField {
            case line
            case column
            case reason
        }

        package init(line: Int64, column: Int64, reason: String) {
            self.line = line
            self.column = column
            self.reason = reason
        }

        package static var expectation: String { "Problem" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.line = try members.value("line")
            self.column = try members.value("column")
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("line", self.line)
            writer.member("column", self.column)
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .line: self.line.json
            case .column: self.column.json
            case .reason: self.reason.json
            }
        }
    }

    /// Something about an import that does not keep it out, and that somebody should look at. Those of one cause are together.
    package struct ImportWarning: VarlinkStructure {
        /// reporter: no indicator reads it. area: a power or partner that is not known. aggregate: a partner that is none.
        /// period: has not ended. edition: an older one than that in force. jump: far from the value before. negative: a flow below
        /// zero. partners: add up to more than their total. conflict: another feed says otherwise. vanished: the feed brought it before.
        /// fraction: per cents of which none lies beyond 1.
        package var kind: Kind
        package var message: String
        /// How often, and the first lines of the file; empty where it is about no line.
        package var count: Int64
        package var lines: [Int64]

        package enum Kind: VarlinkEnumeration {
            case reporter
            case area
            case aggregate
            case period
            case edition
            case jump
            case negative
            case partners
            case conflict
            case vanished
            case fraction
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String {
                "(reporter, area, aggregate, period, edition, jump, negative, partners, conflict, vanished, fraction)"
            }

            package init(_ text: String) {
                switch text {
                case "reporter": self = .reporter
                case "area": self = .area
                case "aggregate": self = .aggregate
                case "period": self = .period
                case "edition": self = .edition
                case "jump": self = .jump
                case "negative": self = .negative
                case "partners": self = .partners
                case "conflict": self = .conflict
                case "vanished": self = .vanished
                case "fraction": self = .fraction
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .reporter: "reporter"
                case .area: "area"
                case .aggregate: "aggregate"
                case .period: "period"
                case .edition: "edition"
                case .jump: "jump"
                case .negative: "negative"
                case .partners: "partners"
                case .conflict: "conflict"
                case .vanished: "vanished"
                case .fraction: "fraction"
                case .other(let text): text
                }
            }
        }

        package enum Field: String, VarlinkField {
            case kind
            case message
            case count
            case lines
        }

        package init(kind: Kind, message: String, count: Int64, lines: [Int64]) {
            self.kind = kind
            self.message = message
            self.count = count
            self.lines = lines
        }

        package static var expectation: String { "ImportWarning" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.kind = try members.value("kind")
            self.message = try members.value("message")
            self.count = try members.value("count")
            self.lines = try members.value("lines")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("kind", self.kind)
            writer.member("message", self.message)
            writer.member("count", self.count)
            writer.member("lines", self.lines)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .kind: self.kind.json
            case .message: self.message.json
            case .count: self.count.json
            case .lines: self.lines.json
            }
        }
    }

    /// A score that would change, in the last period in which it would.
    package struct ScoreEffect: VarlinkStructure {
        package var country: String
        package var power: String
        package var node: String
        package var period: String
        /// In how many periods it would change.
        package var periods: Int64
        package var from: Double?
        package var to: Double?
        package var rankFrom: Int64?
        package var rankTo: Int64?

        package enum Field: String, VarlinkField {
            case country
            case power
            case node
            case period
            case periods
            case from
            case to
            case rankFrom = "rank_from"
            case rankTo = "rank_to"
        }

        package init(
            country: String,
            power: String,
            node: String,
            period: String,
            periods: Int64,
            from: Double? = nil,
            to: Double? = nil,
            rankFrom: Int64? = nil,
            rankTo: Int64? = nil
        ) {
            self.country = country
            self.power = power
            self.node = node
            self.period = period
            self.periods = periods
            self.from = from
            self.to = to
            self.rankFrom = rankFrom
            self.rankTo = rankTo
        }

        package static var expectation: String { "ScoreEffect" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.node = try members.value("node")
            self.period = try members.value("period")
            self.periods = try members.value("periods")
            self.from = try members.value("from")
            self.to = try members.value("to")
            self.rankFrom = try members.value("rank_from")
            self.rankTo = try members.value("rank_to")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("node", self.node)
            writer.member("period", self.period)
            writer.member("periods", self.periods)
            writer.member("from", self.from)
            writer.member("to", self.to)
            writer.member("rank_from", self.rankFrom)
            writer.member("rank_to", self.rankTo)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .country: self.country.json
            case .power: self.power.json
            case .node: self.node.json
            case .period: self.period.json
            case .periods: self.periods.json
            case .from: self.from.json
            case .to: self.to.json
            case .rankFrom: self.rankFrom.json
            case .rankTo: self.rankTo.json
            }
        }
    }

    /// A country's leader that would change; null where nobody leads alone.
    package struct LeaderEffect: VarlinkStructure {
        package var country: String
        package var node: String
        package var period: String
        package var from: String?
        package var to: String?

        package enum Field: String, VarlinkField {
            case country
            case node
            case period
            case from
            case to
        }

        package init(country: String, node: String, period: String, from: String? = nil, to: String? = nil) {
            self.country = country
            self.node = node
            self.period = period
            self.from = from
            self.to = to
        }

        package static var expectation: String { "LeaderEffect" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.country = try members.value("country")
            self.node = try members.value("node")
            self.period = try members.value("period")
            self.from = try members.value("from")
            self.to = try members.value("to")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("country", self.country)
            writer.member("node", self.node)
            writer.member("period", self.period)
            writer.member("from", self.from)
            writer.member("to", self.to)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .country: self.country.json
            case .node: self.node.json
            case .period: self.period.json
            case .from: self.from.json
            case .to: self.to.json
            }
        }
    }

    /// What would happen to an alert: `kind` is that of the event (firing, resolved, held, no_data, flapping), or `pending`.
    package struct AlertEffect: VarlinkStructure {
        package var kind: String
        package var rule: String
        package var subject: String
        package var country: String?
        package var power: String?
        package var counterpart: String?
        package var node: String?
        package var feed: String?
        package var severity: Severity
        package var summary: String
        /// Why, where that is not the condition alone: above all why it would be held.
        package var reason: String?

        package enum Severity: VarlinkEnumeration {
            case info
            case warning
            case critical
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String { "(info, warning, critical)" }

            package init(_ text: String) {
                switch text {
                case "info": self = .info
                case "warning": self = .warning
                case "critical": self = .critical
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .info: "info"
                case .warning: "warning"
                case .critical: "critical"
                case .other(let text): text
                }
            }
        }

        package enum Field: String, VarlinkField {
            case kind
            case rule
            case subject
            case country
            case power
            case counterpart
            case node
            case feed
            case severity
            case summary
            case reason
        }

        package init(
            kind: String,
            rule: String,
            subject: String,
            country: String? = nil,
            power: String? = nil,
            counterpart: String? = nil,
            node: String? = nil,
            feed: String? = nil,
            severity: Severity,
            summary: String,
            reason: String? = nil
        ) {
            self.kind = kind
            self.rule = rule
            self.subject = subject
            self.country = country
            self.power = power
            self.counterpart = counterpart
            self.node = node
            self.feed = feed
            self.severity = severity
            self.summary = summary
            self.reason = reason
        }

        package static var expectation: String { "AlertEffect" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.kind = try members.value("kind")
            self.rule = try members.value("rule")
            self.subject = try members.value("subject")
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.counterpart = try members.value("counterpart")
            self.node = try members.value("node")
            self.feed = try members.value("feed")
            self.severity = try members.value("severity")
            self.summary = try members.value("summary")
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("kind", self.kind)
            writer.member("rule", self.rule)
            writer.member("subject", self.subject)
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("counterpart", self.counterpart)
            writer.member("node", self.node)
            writer.member("feed", self.feed)
            writer.member("severity", self.severity)
            writer.member("summary", self.summary)
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .kind: self.kind.json
            case .rule: self.rule.json
            case .subject: self.subject.json
            case .country: self.country.json
            case .power: self.power.json
            case .counterpart: self.counterpart.json
            case .node: self.node.json
            case .feed: self.feed.json
            case .severity: self.severity.json
            case .summary: self.summary.json
            case .reason: self.reason.json
            }
        }
    }

    /// What the scores of the root and its children would be.
    package struct ImportEffect: VarlinkStructure {
        /// SHA-256 of everything that would go in: the effect holds for that.
        package var input: String
        /// How many scores would change, and the largest 50 changes.
        package var changed: Int64
        package var scores: [AdminInterface.ScoreEffect]
        package var leaders: [AdminInterface.LeaderEffect]
        /// How many alerts something would happen to that does not happen anyway, and the first 50.
        package var alertCount: Int64?
        package var alerts: [AdminInterface.AlertEffect]?

        package enum Field: String, VarlinkField {
            case input
            case changed
            case scores
            case leaders
            case alertCount = "alert_count"
            case alerts
        }

        package init(
            input: String,
            changed: Int64,
            scores: [AdminInterface.ScoreEffect],
            leaders: [AdminInterface.LeaderEffect],
            alertCount: Int64? = nil,
            alerts: [AdminInterface.AlertEffect]? = nil
        ) {
            self.input = input
            self.changed = changed
            self.scores = scores
            self.leaders = leaders
            self.alertCount = alertCount
            self.alerts = alerts
        }

        package static var expectation: String { "ImportEffect" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.input = try members.value("input")
            self.changed = try members.value("changed")
            self.scores = try members.value("scores")
            self.leaders = try members.value("leaders")
            self.alertCount = try members.value("alert_count")
            self.alerts = try members.value("alerts")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("input", self.input)
            writer.member("changed", self.changed)
            writer.member("scores", self.scores)
            writer.member("leaders", self.leaders)
            writer.member("alert_count", self.alertCount)
            writer.member("alerts", self.alerts)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .input: self.input.json
            case .changed: self.changed.json
            case .scores: self.scores.json
            case .leaders: self.leaders.json
            case .alertCount: self.alertCount.json
            case .alerts: self.alerts.json
            }
        }
    }

    /// A value that cannot be computed though data are there: of an indicator, or of an aggregate whose method refuses what its
    /// parts are. It counts as missing.
    package typealias UndefinedValue = IndexInterface.UndefinedValue

    /// An observation that an undoing left as it is.
    package struct ReplacedObservation: VarlinkStructure {
        package var indicator: String
        package var power: String?
        package var country: String?
        package var reporter: String
        package var period: String

        package enum Field: String, VarlinkField {
            case indicator
            case power
            case country
            case reporter
            case period
        }

        package init(indicator: String, power: String? = nil, country: String? = nil, reporter: String, period: String)
        {
            self.indicator = indicator
            self.power = power
            self.country = country
            self.reporter = reporter
            self.period = period
        }

        package static var expectation: String { "ReplacedObservation" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.indicator = try members.value("indicator")
            self.power = try members.value("power")
            self.country = try members.value("country")
            self.reporter = try members.value("reporter")
            self.period = try members.value("period")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("indicator", self.indicator)
            writer.member("power", self.power)
            writer.member("country", self.country)
            writer.member("reporter", self.reporter)
            writer.member("period", self.period)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .indicator: self.indicator.json
            case .power: self.power.json
            case .country: self.country.json
            case .reporter: self.reporter.json
            case .period: self.period.json
            }
        }
    }

    package struct SilenceEnd: VarlinkStructure {
        package var silence: Int64
        package var until: String

        package enum Field: String, VarlinkField {
            case silence
            case until
        }

        package init(silence: Int64, until: String) {
            self.silence = silence
            self.until = until
        }

        package static var expectation: String { "SilenceEnd" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.silence = try members.value("silence")
            self.until = try members.value("until")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("silence", self.silence)
            writer.member("until", self.until)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .silence: self.silence.json
            case .until: self.until.json
            }
        }
    }
}
