// Generated from Interfaces/org.influenced.Index.varlink by 'make generate'. What is changed here is lost.

extension IndexInterface {
    /// Health, runs, store and feeds in one look.
    package enum GetStatus: VarlinkMethod {
        package static let name = "org.influenced.Index.GetStatus"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package typealias Field = NoField

            package init() {
            }

            package static var expectation: String { "()" }

            package init(json: JSONValue) throws(TypeMismatch) {
                _ = try MemberReader(json, expecting: Self.expectation)
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                .null
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var version: String
            package var startedAt: String
            package var uptimeSeconds: Double
            /// Whether `verdict` is "ok"; `problems` has the reasons as sentences.
            package var healthy: Bool
            package var problems: [String]
            package var model: String?
            package var modelHash: String?
            package var computing: Bool
            package var lastRun: IndexInterface.Run?
            package var nextRunAt: String?
            package var store: IndexInterface.StoreStatus
            package var feeds: [IndexInterface.Feed]
            package var definition: String?
            /// Null until the daemon has looked.
            package var expiring: IndexInterface.Expiring?
            package var alerts: IndexInterface.AlertCounts?
            /// How many causes of warnings the last imports have left behind: of each file and feed the last one, unless it was undone.
            package var importWarnings: Int64?
            /// What the daemon's clock shows, and whether it is believed; `problems` says why not. Unless it is right, nothing but
            /// deliveries is written down: no import, no run, no alert.
            package var now: String?
            package var clock: Clock?
            /// The worst of the reasons. There is no other judgement of the daemon's health anywhere.
            package var verdict: Verdict?
            package var reasons: [IndexInterface.Reason]?
            /// Whether the database is still being read whole, as at each start: until then it is not known to be sound.
            package var checking: Bool?

            package enum Clock: VarlinkEnumeration {
                case right
                case behind
                case ahead
                /// One that only another version of the interface has.
                case other(String)

                package static var expectation: String { "(right, behind, ahead)" }

                package init(_ text: String) {
                    switch text {
                    case "right": self = .right
                    case "behind": self = .behind
                    case "ahead": self = .ahead
                    default: self = .other(text)
                    }
                }

                package var text: String {
                    switch self {
                    case .right: "right"
                    case .behind: "behind"
                    case .ahead: "ahead"
                    case .other(let text): text
                    }
                }
            }

            package enum Verdict: VarlinkEnumeration {
                case ok
                case warning
                case critical
                /// One that only another version of the interface has.
                case other(String)

                package static var expectation: String { "(ok, warning, critical)" }

                package init(_ text: String) {
                    switch text {
                    case "ok": self = .ok
                    case "warning": self = .warning
                    case "critical": self = .critical
                    default: self = .other(text)
                    }
                }

                package var text: String {
                    switch self {
                    case .ok: "ok"
                    case .warning: "warning"
                    case .critical: "critical"
                    case .other(let text): text
                    }
                }
            }

            package enum Field: String, VarlinkField {
                case version
                case startedAt = "started_at"
                case uptimeSeconds = "uptime_seconds"
                case healthy
                case problems
                case model
                case modelHash = "model_hash"
                case computing
                case lastRun = "last_run"
                case nextRunAt = "next_run_at"
                case store
                case feeds
                case definition
                case expiring
                case alerts
                case importWarnings = "import_warnings"
                case now
                case clock
                case verdict
                case reasons
                case checking
            }

            package init(
                version: String,
                startedAt: String,
                uptimeSeconds: Double,
                healthy: Bool,
                problems: [String],
                model: String? = nil,
                modelHash: String? = nil,
                computing: Bool,
                lastRun: IndexInterface.Run? = nil,
                nextRunAt: String? = nil,
                store: IndexInterface.StoreStatus,
                feeds: [IndexInterface.Feed],
                definition: String? = nil,
                expiring: IndexInterface.Expiring? = nil,
                alerts: IndexInterface.AlertCounts? = nil,
                importWarnings: Int64? = nil,
                now: String? = nil,
                clock: Clock? = nil,
                verdict: Verdict? = nil,
                reasons: [IndexInterface.Reason]? = nil,
                checking: Bool? = nil
            ) {
                self.version = version
                self.startedAt = startedAt
                self.uptimeSeconds = uptimeSeconds
                self.healthy = healthy
                self.problems = problems
                self.model = model
                self.modelHash = modelHash
                self.computing = computing
                self.lastRun = lastRun
                self.nextRunAt = nextRunAt
                self.store = store
                self.feeds = feeds
                self.definition = definition
                self.expiring = expiring
                self.alerts = alerts
                self.importWarnings = importWarnings
                self.now = now
                self.clock = clock
                self.verdict = verdict
                self.reasons = reasons
                self.checking = checking
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.version = try members.value("version")
                self.startedAt = try members.value("started_at")
                self.uptimeSeconds = try members.value("uptime_seconds")
                self.healthy = try members.value("healthy")
                self.problems = try members.value("problems")
                self.model = try members.value("model")
                self.modelHash = try members.value("model_hash")
                self.computing = try members.value("computing")
                self.lastRun = try members.value("last_run")
                self.nextRunAt = try members.value("next_run_at")
                self.store = try members.value("store")
                self.feeds = try members.value("feeds")
                self.definition = try members.value("definition")
                self.expiring = try members.value("expiring")
                self.alerts = try members.value("alerts")
                self.importWarnings = try members.value("import_warnings")
                self.now = try members.value("now")
                self.clock = try members.value("clock")
                self.verdict = try members.value("verdict")
                self.reasons = try members.value("reasons")
                self.checking = try members.value("checking")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("version", self.version)
                writer.member("started_at", self.startedAt)
                writer.member("uptime_seconds", self.uptimeSeconds)
                writer.member("healthy", self.healthy)
                writer.member("problems", self.problems)
                writer.member("model", self.model)
                writer.member("model_hash", self.modelHash)
                writer.member("computing", self.computing)
                writer.member("last_run", self.lastRun)
                writer.member("next_run_at", self.nextRunAt)
                writer.member("store", self.store)
                writer.member("feeds", self.feeds)
                writer.member("definition", self.definition)
                writer.member("expiring", self.expiring)
                writer.member("alerts", self.alerts)
                writer.member("import_warnings", self.importWarnings)
                writer.member("now", self.now)
                writer.member("clock", self.clock)
                writer.member("verdict", self.verdict)
                writer.member("reasons", self.reasons)
                writer.member("checking", self.checking)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .version: self.version.json
                case .startedAt: self.startedAt.json
                case .uptimeSeconds: self.uptimeSeconds.json
                case .healthy: self.healthy.json
                case .problems: self.problems.json
                case .model: self.model.json
                case .modelHash: self.modelHash.json
                case .computing: self.computing.json
                case .lastRun: self.lastRun.json
                case .nextRunAt: self.nextRunAt.json
                case .store: self.store.json
                case .feeds: self.feeds.json
                case .definition: self.definition.json
                case .expiring: self.expiring.json
                case .alerts: self.alerts.json
                case .importWarnings: self.importWarnings.json
                case .now: self.now.json
                case .clock: self.clock.json
                case .verdict: self.verdict.json
                case .reasons: self.reasons.json
                case .checking: self.checking.json
                }
            }
        }
    }

    /// The model of the last scores known at `as_of`: what is measured and how, with the files it was read from.
    package enum GetModel: VarlinkMethod {
        package static let name = "org.influenced.Index.GetModel"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var asOf: String?
            package var run: Int64?

            package enum Field: String, VarlinkField {
                case asOf = "as_of"
                case run
            }

            package init(asOf: String? = nil, run: Int64? = nil) {
                self.asOf = asOf
                self.run = run
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.asOf = try members.value("as_of")
                self.run = try members.value("run")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("as_of", self.asOf)
                writer.member("run", self.run)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .asOf: self.asOf.json
                case .run: self.run.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var model: String
            package var title: String
            package var definition: String
            package var modelHash: String
            package var powers: [IndexInterface.Member]
            package var countries: [IndexInterface.Member]
            package var nodes: [IndexInterface.ModelNode]
            package var files: [IndexInterface.File]
            package var knownAt: String?
            package var run: Int64?
            package var vintage: Int64?
            package var epoch: Int64?

            package enum Field: String, VarlinkField {
                case model
                case title
                case definition
                case modelHash = "model_hash"
                case powers
                case countries
                case nodes
                case files
                case knownAt = "known_at"
                case run
                case vintage
                case epoch
            }

            package init(
                model: String,
                title: String,
                definition: String,
                modelHash: String,
                powers: [IndexInterface.Member],
                countries: [IndexInterface.Member],
                nodes: [IndexInterface.ModelNode],
                files: [IndexInterface.File],
                knownAt: String? = nil,
                run: Int64? = nil,
                vintage: Int64? = nil,
                epoch: Int64? = nil
            ) {
                self.model = model
                self.title = title
                self.definition = definition
                self.modelHash = modelHash
                self.powers = powers
                self.countries = countries
                self.nodes = nodes
                self.files = files
                self.knownAt = knownAt
                self.run = run
                self.vintage = vintage
                self.epoch = epoch
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.model = try members.value("model")
                self.title = try members.value("title")
                self.definition = try members.value("definition")
                self.modelHash = try members.value("model_hash")
                self.powers = try members.value("powers")
                self.countries = try members.value("countries")
                self.nodes = try members.value("nodes")
                self.files = try members.value("files")
                self.knownAt = try members.value("known_at")
                self.run = try members.value("run")
                self.vintage = try members.value("vintage")
                self.epoch = try members.value("epoch")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("model", self.model)
                writer.member("title", self.title)
                writer.member("definition", self.definition)
                writer.member("model_hash", self.modelHash)
                writer.member("powers", self.powers)
                writer.member("countries", self.countries)
                writer.member("nodes", self.nodes)
                writer.member("files", self.files)
                writer.member("known_at", self.knownAt)
                writer.member("run", self.run)
                writer.member("vintage", self.vintage)
                writer.member("epoch", self.epoch)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .model: self.model.json
                case .title: self.title.json
                case .definition: self.definition.json
                case .modelHash: self.modelHash.json
                case .powers: self.powers.json
                case .countries: self.countries.json
                case .nodes: self.nodes.json
                case .files: self.files.json
                case .knownAt: self.knownAt.json
                case .run: self.run.json
                case .vintage: self.vintage.json
                case .epoch: self.epoch.json
                }
            }
        }
    }

    /// The observed series, filtered; what there is to score from.
    package enum ListSeries: VarlinkMethod {
        package static let name = "org.influenced.Index.ListSeries"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var indicator: String?
            package var power: String?
            package var country: String?
            package var asOf: String?
            package var run: Int64?

            package enum Field: String, VarlinkField {
                case indicator
                case power
                case country
                case asOf = "as_of"
                case run
            }

            package init(
                indicator: String? = nil,
                power: String? = nil,
                country: String? = nil,
                asOf: String? = nil,
                run: Int64? = nil
            ) {
                self.indicator = indicator
                self.power = power
                self.country = country
                self.asOf = asOf
                self.run = run
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.indicator = try members.value("indicator")
                self.power = try members.value("power")
                self.country = try members.value("country")
                self.asOf = try members.value("as_of")
                self.run = try members.value("run")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("indicator", self.indicator)
                writer.member("power", self.power)
                writer.member("country", self.country)
                writer.member("as_of", self.asOf)
                writer.member("run", self.run)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .indicator: self.indicator.json
                case .power: self.power.json
                case .country: self.country.json
                case .asOf: self.asOf.json
                case .run: self.run.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var series: [IndexInterface.Series]
            package var knownAt: String?
            package var run: Int64?
            package var vintage: Int64?
            package var epoch: Int64?

            package enum Field: String, VarlinkField {
                case series
                case knownAt = "known_at"
                case run
                case vintage
                case epoch
            }

            package init(
                series: [IndexInterface.Series],
                knownAt: String? = nil,
                run: Int64? = nil,
                vintage: Int64? = nil,
                epoch: Int64? = nil
            ) {
                self.series = series
                self.knownAt = knownAt
                self.run = run
                self.vintage = vintage
                self.epoch = epoch
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.series = try members.value("series")
                self.knownAt = try members.value("known_at")
                self.run = try members.value("run")
                self.vintage = try members.value("vintage")
                self.epoch = try members.value("epoch")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("series", self.series)
                writer.member("known_at", self.knownAt)
                writer.member("run", self.run)
                writer.member("vintage", self.vintage)
                writer.member("epoch", self.epoch)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .series: self.series.json
                case .knownAt: self.knownAt.json
                case .run: self.run.json
                case .vintage: self.vintage.json
                case .epoch: self.epoch.json
                }
            }
        }
    }

    /// The scores of one period. Without `node` all nodes; without `period` the last one computed. A period that is not of
    /// the grid means the one that holds its last day ("2023" on a monthly grid is 2023-12).
    package enum GetScores: VarlinkMethod {
        package static let name = "org.influenced.Index.GetScores"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var country: String?
            package var power: String?
            package var node: String?
            package var period: String?
            package var asOf: String?
            package var run: Int64?

            package enum Field: String, VarlinkField {
                case country
                case power
                case node
                case period
                case asOf = "as_of"
                case run
            }

            package init(
                country: String? = nil,
                power: String? = nil,
                node: String? = nil,
                period: String? = nil,
                asOf: String? = nil,
                run: Int64? = nil
            ) {
                self.country = country
                self.power = power
                self.node = node
                self.period = period
                self.asOf = asOf
                self.run = run
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.node = try members.value("node")
                self.period = try members.value("period")
                self.asOf = try members.value("as_of")
                self.run = try members.value("run")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("node", self.node)
                writer.member("period", self.period)
                writer.member("as_of", self.asOf)
                writer.member("run", self.run)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .country: self.country.json
                case .power: self.power.json
                case .node: self.node.json
                case .period: self.period.json
                case .asOf: self.asOf.json
                case .run: self.run.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var period: String
            package var asOf: String?
            package var model: String
            package var definition: String
            package var scores: [IndexInterface.Score]
            /// Of the nodes shown and of all beneath them, for the powers and countries asked for.
            package var caveats: [IndexInterface.Caveat]?
            package var knownAt: String?
            package var run: Int64?
            package var vintage: Int64?
            package var epoch: Int64?

            package enum Field: String, VarlinkField {
                case period
                case asOf = "as_of"
                case model
                case definition
                case scores
                case caveats
                case knownAt = "known_at"
                case run
                case vintage
                case epoch
            }

            package init(
                period: String,
                asOf: String? = nil,
                model: String,
                definition: String,
                scores: [IndexInterface.Score],
                caveats: [IndexInterface.Caveat]? = nil,
                knownAt: String? = nil,
                run: Int64? = nil,
                vintage: Int64? = nil,
                epoch: Int64? = nil
            ) {
                self.period = period
                self.asOf = asOf
                self.model = model
                self.definition = definition
                self.scores = scores
                self.caveats = caveats
                self.knownAt = knownAt
                self.run = run
                self.vintage = vintage
                self.epoch = epoch
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.period = try members.value("period")
                self.asOf = try members.value("as_of")
                self.model = try members.value("model")
                self.definition = try members.value("definition")
                self.scores = try members.value("scores")
                self.caveats = try members.value("caveats")
                self.knownAt = try members.value("known_at")
                self.run = try members.value("run")
                self.vintage = try members.value("vintage")
                self.epoch = try members.value("epoch")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("period", self.period)
                writer.member("as_of", self.asOf)
                writer.member("model", self.model)
                writer.member("definition", self.definition)
                writer.member("scores", self.scores)
                writer.member("caveats", self.caveats)
                writer.member("known_at", self.knownAt)
                writer.member("run", self.run)
                writer.member("vintage", self.vintage)
                writer.member("epoch", self.epoch)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .period: self.period.json
                case .asOf: self.asOf.json
                case .model: self.model.json
                case .definition: self.definition.json
                case .scores: self.scores.json
                case .caveats: self.caveats.json
                case .knownAt: self.knownAt.json
                case .run: self.run.json
                case .vintage: self.vintage.json
                case .epoch: self.epoch.json
                }
            }
        }
    }

    /// The measures of one period. Without `measure` all; "overtaking" means all that begin so. `power` is a power, a pair (in
    /// either order) or "WLD".
    package enum GetMeasures: VarlinkMethod {
        package static let name = "org.influenced.Index.GetMeasures"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var country: String?
            package var measure: String?
            package var power: String?
            package var period: String?
            package var asOf: String?
            package var run: Int64?

            package enum Field: String, VarlinkField {
                case country
                case measure
                case power
                case period
                case asOf = "as_of"
                case run
            }

            package init(
                country: String? = nil,
                measure: String? = nil,
                power: String? = nil,
                period: String? = nil,
                asOf: String? = nil,
                run: Int64? = nil
            ) {
                self.country = country
                self.measure = measure
                self.power = power
                self.period = period
                self.asOf = asOf
                self.run = run
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.country = try members.value("country")
                self.measure = try members.value("measure")
                self.power = try members.value("power")
                self.period = try members.value("period")
                self.asOf = try members.value("as_of")
                self.run = try members.value("run")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("country", self.country)
                writer.member("measure", self.measure)
                writer.member("power", self.power)
                writer.member("period", self.period)
                writer.member("as_of", self.asOf)
                writer.member("run", self.run)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .country: self.country.json
                case .measure: self.measure.json
                case .power: self.power.json
                case .period: self.period.json
                case .asOf: self.asOf.json
                case .run: self.run.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var period: String
            package var asOf: String?
            package var model: String
            package var definition: String
            package var measures: [IndexInterface.Measure]
            /// Of each measure its formula in words.
            package var definitions: [IndexInterface.MeasureDefinition]
            /// The ends of the oldest and the newest reference period among the data of all of them.
            package var dataFrom: String?
            package var dataTo: String?
            /// Of the nodes that they are made of, and of all beneath them.
            package var caveats: [IndexInterface.Caveat]?
            package var knownAt: String?
            package var run: Int64?
            package var vintage: Int64?
            package var epoch: Int64?

            package enum Field: String, VarlinkField {
                case period
                case asOf = "as_of"
                case model
                case definition
                case measures
                case definitions
                case dataFrom = "data_from"
                case dataTo = "data_to"
                case caveats
                case knownAt = "known_at"
                case run
                case vintage
                case epoch
            }

            package init(
                period: String,
                asOf: String? = nil,
                model: String,
                definition: String,
                measures: [IndexInterface.Measure],
                definitions: [IndexInterface.MeasureDefinition],
                dataFrom: String? = nil,
                dataTo: String? = nil,
                caveats: [IndexInterface.Caveat]? = nil,
                knownAt: String? = nil,
                run: Int64? = nil,
                vintage: Int64? = nil,
                epoch: Int64? = nil
            ) {
                self.period = period
                self.asOf = asOf
                self.model = model
                self.definition = definition
                self.measures = measures
                self.definitions = definitions
                self.dataFrom = dataFrom
                self.dataTo = dataTo
                self.caveats = caveats
                self.knownAt = knownAt
                self.run = run
                self.vintage = vintage
                self.epoch = epoch
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.period = try members.value("period")
                self.asOf = try members.value("as_of")
                self.model = try members.value("model")
                self.definition = try members.value("definition")
                self.measures = try members.value("measures")
                self.definitions = try members.value("definitions")
                self.dataFrom = try members.value("data_from")
                self.dataTo = try members.value("data_to")
                self.caveats = try members.value("caveats")
                self.knownAt = try members.value("known_at")
                self.run = try members.value("run")
                self.vintage = try members.value("vintage")
                self.epoch = try members.value("epoch")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("period", self.period)
                writer.member("as_of", self.asOf)
                writer.member("model", self.model)
                writer.member("definition", self.definition)
                writer.member("measures", self.measures)
                writer.member("definitions", self.definitions)
                writer.member("data_from", self.dataFrom)
                writer.member("data_to", self.dataTo)
                writer.member("caveats", self.caveats)
                writer.member("known_at", self.knownAt)
                writer.member("run", self.run)
                writer.member("vintage", self.vintage)
                writer.member("epoch", self.epoch)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .period: self.period.json
                case .asOf: self.asOf.json
                case .model: self.model.json
                case .definition: self.definition.json
                case .measures: self.measures.json
                case .definitions: self.definitions.json
                case .dataFrom: self.dataFrom.json
                case .dataTo: self.dataTo.json
                case .caveats: self.caveats.json
                case .knownAt: self.knownAt.json
                case .run: self.run.json
                case .vintage: self.vintage.json
                case .epoch: self.epoch.json
                }
            }
        }
    }

    /// How sure the scores of one period are: the model's uncertain choices are drawn anew `replications` times. Recomputed from
    /// the observations as known at `as_of`; of the last period computed the same as the intervals that its run stored. Without
    /// `node` all nodes.
    package enum GetUncertainty: VarlinkMethod {
        package static let name = "org.influenced.Index.GetUncertainty"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var country: String?
            package var power: String?
            package var node: String?
            package var period: String?
            package var asOf: String?
            package var run: Int64?

            package enum Field: String, VarlinkField {
                case country
                case power
                case node
                case period
                case asOf = "as_of"
                case run
            }

            package init(
                country: String? = nil,
                power: String? = nil,
                node: String? = nil,
                period: String? = nil,
                asOf: String? = nil,
                run: Int64? = nil
            ) {
                self.country = country
                self.power = power
                self.node = node
                self.period = period
                self.asOf = asOf
                self.run = run
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.node = try members.value("node")
                self.period = try members.value("period")
                self.asOf = try members.value("as_of")
                self.run = try members.value("run")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("node", self.node)
                writer.member("period", self.period)
                writer.member("as_of", self.asOf)
                writer.member("run", self.run)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .country: self.country.json
                case .power: self.power.json
                case .node: self.node.json
                case .period: self.period.json
                case .asOf: self.asOf.json
                case .run: self.run.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var period: String
            package var asOf: String?
            package var model: String
            package var definition: String
            package var replications: Int64
            /// The model's: a draw depends on it, on the number of the replication and on the definition of what it is for.
            package var seed: Int64
            /// The rows N of the Sobol design; 0 where the model asks for no indices.
            package var sensitivityRows: Int64
            package var scores: [IndexInterface.UncertainScore]
            /// Of each pair of powers, both ways round: with `power` of its pairs, without `country` and `power` of the pairs that the
            /// model's measures name.
            package var preferences: [IndexInterface.Preference]
            /// Of the root's scores in each country; with `power` also of those of its dyads.
            package var sensitivity: [IndexInterface.ChoiceSensitivity]
            package var knownAt: String?
            package var run: Int64?
            package var vintage: Int64?
            package var epoch: Int64?

            package enum Field: String, VarlinkField {
                case period
                case asOf = "as_of"
                case model
                case definition
                case replications
                case seed
                case sensitivityRows = "sensitivity_rows"
                case scores
                case preferences
                case sensitivity
                case knownAt = "known_at"
                case run
                case vintage
                case epoch
            }

            package init(
                period: String,
                asOf: String? = nil,
                model: String,
                definition: String,
                replications: Int64,
                seed: Int64,
                sensitivityRows: Int64,
                scores: [IndexInterface.UncertainScore],
                preferences: [IndexInterface.Preference],
                sensitivity: [IndexInterface.ChoiceSensitivity],
                knownAt: String? = nil,
                run: Int64? = nil,
                vintage: Int64? = nil,
                epoch: Int64? = nil
            ) {
                self.period = period
                self.asOf = asOf
                self.model = model
                self.definition = definition
                self.replications = replications
                self.seed = seed
                self.sensitivityRows = sensitivityRows
                self.scores = scores
                self.preferences = preferences
                self.sensitivity = sensitivity
                self.knownAt = knownAt
                self.run = run
                self.vintage = vintage
                self.epoch = epoch
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.period = try members.value("period")
                self.asOf = try members.value("as_of")
                self.model = try members.value("model")
                self.definition = try members.value("definition")
                self.replications = try members.value("replications")
                self.seed = try members.value("seed")
                self.sensitivityRows = try members.value("sensitivity_rows")
                self.scores = try members.value("scores")
                self.preferences = try members.value("preferences")
                self.sensitivity = try members.value("sensitivity")
                self.knownAt = try members.value("known_at")
                self.run = try members.value("run")
                self.vintage = try members.value("vintage")
                self.epoch = try members.value("epoch")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("period", self.period)
                writer.member("as_of", self.asOf)
                writer.member("model", self.model)
                writer.member("definition", self.definition)
                writer.member("replications", self.replications)
                writer.member("seed", self.seed)
                writer.member("sensitivity_rows", self.sensitivityRows)
                writer.member("scores", self.scores)
                writer.member("preferences", self.preferences)
                writer.member("sensitivity", self.sensitivity)
                writer.member("known_at", self.knownAt)
                writer.member("run", self.run)
                writer.member("vintage", self.vintage)
                writer.member("epoch", self.epoch)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .period: self.period.json
                case .asOf: self.asOf.json
                case .model: self.model.json
                case .definition: self.definition.json
                case .replications: self.replications.json
                case .seed: self.seed.json
                case .sensitivityRows: self.sensitivityRows.json
                case .scores: self.scores.json
                case .preferences: self.preferences.json
                case .sensitivity: self.sensitivity.json
                case .knownAt: self.knownAt.json
                case .run: self.run.json
                case .vintage: self.vintage.json
                case .epoch: self.epoch.json
                }
            }
        }
    }

    /// Two powers side by side in one country, node by node, with the measures of the pair where the model has it (in either
    /// order: a measure says who is A and who is B).
    package enum Compare: VarlinkMethod {
        package static let name = "org.influenced.Index.Compare"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var country: String
            package var power: String
            package var counterpart: String
            package var period: String?
            package var asOf: String?
            package var run: Int64?

            package enum Field: String, VarlinkField {
                case country
                case power
                case counterpart
                case period
                case asOf = "as_of"
                case run
            }

            package init(
                country: String,
                power: String,
                counterpart: String,
                period: String? = nil,
                asOf: String? = nil,
                run: Int64? = nil
            ) {
                self.country = country
                self.power = power
                self.counterpart = counterpart
                self.period = period
                self.asOf = asOf
                self.run = run
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.counterpart = try members.value("counterpart")
                self.period = try members.value("period")
                self.asOf = try members.value("as_of")
                self.run = try members.value("run")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("counterpart", self.counterpart)
                writer.member("period", self.period)
                writer.member("as_of", self.asOf)
                writer.member("run", self.run)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .country: self.country.json
                case .power: self.power.json
                case .counterpart: self.counterpart.json
                case .period: self.period.json
                case .asOf: self.asOf.json
                case .run: self.run.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var country: String
            package var power: String
            package var counterpart: String
            package var period: String
            package var asOf: String?
            package var model: String
            package var definition: String
            package var nodes: [IndexInterface.ComparedNode]
            package var measures: [IndexInterface.Measure]
            /// The ends of the oldest and the newest reference period among the data of both scores of the index.
            package var dataFrom: String?
            package var dataTo: String?
            /// As in GetScores.
            package var caveats: [IndexInterface.Caveat]?
            package var knownAt: String?
            package var run: Int64?
            package var vintage: Int64?
            package var epoch: Int64?

            package enum Field: String, VarlinkField {
                case country
                case power
                case counterpart
                case period
                case asOf = "as_of"
                case model
                case definition
                case nodes
                case measures
                case dataFrom = "data_from"
                case dataTo = "data_to"
                case caveats
                case knownAt = "known_at"
                case run
                case vintage
                case epoch
            }

            package init(
                country: String,
                power: String,
                counterpart: String,
                period: String,
                asOf: String? = nil,
                model: String,
                definition: String,
                nodes: [IndexInterface.ComparedNode],
                measures: [IndexInterface.Measure],
                dataFrom: String? = nil,
                dataTo: String? = nil,
                caveats: [IndexInterface.Caveat]? = nil,
                knownAt: String? = nil,
                run: Int64? = nil,
                vintage: Int64? = nil,
                epoch: Int64? = nil
            ) {
                self.country = country
                self.power = power
                self.counterpart = counterpart
                self.period = period
                self.asOf = asOf
                self.model = model
                self.definition = definition
                self.nodes = nodes
                self.measures = measures
                self.dataFrom = dataFrom
                self.dataTo = dataTo
                self.caveats = caveats
                self.knownAt = knownAt
                self.run = run
                self.vintage = vintage
                self.epoch = epoch
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.counterpart = try members.value("counterpart")
                self.period = try members.value("period")
                self.asOf = try members.value("as_of")
                self.model = try members.value("model")
                self.definition = try members.value("definition")
                self.nodes = try members.value("nodes")
                self.measures = try members.value("measures")
                self.dataFrom = try members.value("data_from")
                self.dataTo = try members.value("data_to")
                self.caveats = try members.value("caveats")
                self.knownAt = try members.value("known_at")
                self.run = try members.value("run")
                self.vintage = try members.value("vintage")
                self.epoch = try members.value("epoch")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("counterpart", self.counterpart)
                writer.member("period", self.period)
                writer.member("as_of", self.asOf)
                writer.member("model", self.model)
                writer.member("definition", self.definition)
                writer.member("nodes", self.nodes)
                writer.member("measures", self.measures)
                writer.member("data_from", self.dataFrom)
                writer.member("data_to", self.dataTo)
                writer.member("caveats", self.caveats)
                writer.member("known_at", self.knownAt)
                writer.member("run", self.run)
                writer.member("vintage", self.vintage)
                writer.member("epoch", self.epoch)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .country: self.country.json
                case .power: self.power.json
                case .counterpart: self.counterpart.json
                case .period: self.period.json
                case .asOf: self.asOf.json
                case .model: self.model.json
                case .definition: self.definition.json
                case .nodes: self.nodes.json
                case .measures: self.measures.json
                case .dataFrom: self.dataFrom.json
                case .dataTo: self.dataTo.json
                case .caveats: self.caveats.json
                case .knownAt: self.knownAt.json
                case .run: self.run.json
                case .vintage: self.vintage.json
                case .epoch: self.epoch.json
                }
            }
        }
    }

    /// One score or measure through the periods of the grid. With `more`: pages until the end. Without: one page, and `next` is the
    /// `from` of the next one, or null.
    package enum GetHistory: VarlinkMethod {
        package static let name = "org.influenced.Index.GetHistory"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var country: String
            package var power: String
            package var node: String?
            package var from: String?
            package var to: String?
            package var asOf: String?
            package var run: Int64?

            package enum Field: String, VarlinkField {
                case country
                case power
                case node
                case from
                case to
                case asOf = "as_of"
                case run
            }

            package init(
                country: String,
                power: String,
                node: String? = nil,
                from: String? = nil,
                to: String? = nil,
                asOf: String? = nil,
                run: Int64? = nil
            ) {
                self.country = country
                self.power = power
                self.node = node
                self.from = from
                self.to = to
                self.asOf = asOf
                self.run = run
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.node = try members.value("node")
                self.from = try members.value("from")
                self.to = try members.value("to")
                self.asOf = try members.value("as_of")
                self.run = try members.value("run")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("node", self.node)
                writer.member("from", self.from)
                writer.member("to", self.to)
                writer.member("as_of", self.asOf)
                writer.member("run", self.run)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .country: self.country.json
                case .power: self.power.json
                case .node: self.node.json
                case .from: self.from.json
                case .to: self.to.json
                case .asOf: self.asOf.json
                case .run: self.run.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var country: String
            package var power: String
            package var node: String
            package var points: [IndexInterface.Point]
            package var next: String?
            /// As in GetScores and GetMeasures.
            package var caveats: [IndexInterface.Caveat]?
            package var knownAt: String?
            package var run: Int64?
            package var vintage: Int64?
            package var epoch: Int64?

            package enum Field: String, VarlinkField {
                case country
                case power
                case node
                case points
                case next
                case caveats
                case knownAt = "known_at"
                case run
                case vintage
                case epoch
            }

            package init(
                country: String,
                power: String,
                node: String,
                points: [IndexInterface.Point],
                next: String? = nil,
                caveats: [IndexInterface.Caveat]? = nil,
                knownAt: String? = nil,
                run: Int64? = nil,
                vintage: Int64? = nil,
                epoch: Int64? = nil
            ) {
                self.country = country
                self.power = power
                self.node = node
                self.points = points
                self.next = next
                self.caveats = caveats
                self.knownAt = knownAt
                self.run = run
                self.vintage = vintage
                self.epoch = epoch
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.node = try members.value("node")
                self.points = try members.value("points")
                self.next = try members.value("next")
                self.caveats = try members.value("caveats")
                self.knownAt = try members.value("known_at")
                self.run = try members.value("run")
                self.vintage = try members.value("vintage")
                self.epoch = try members.value("epoch")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("node", self.node)
                writer.member("points", self.points)
                writer.member("next", self.next)
                writer.member("caveats", self.caveats)
                writer.member("known_at", self.knownAt)
                writer.member("run", self.run)
                writer.member("vintage", self.vintage)
                writer.member("epoch", self.epoch)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .country: self.country.json
                case .power: self.power.json
                case .node: self.node.json
                case .points: self.points.json
                case .next: self.next.json
                case .caveats: self.caveats.json
                case .knownAt: self.knownAt.json
                case .run: self.run.json
                case .vintage: self.vintage.json
                case .epoch: self.epoch.json
                }
            }
        }
    }

    /// The powers of one country in the order of a node's score.
    package enum GetRanking: VarlinkMethod {
        package static let name = "org.influenced.Index.GetRanking"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var country: String
            package var node: String?
            package var period: String?
            package var asOf: String?
            package var run: Int64?

            package enum Field: String, VarlinkField {
                case country
                case node
                case period
                case asOf = "as_of"
                case run
            }

            package init(
                country: String,
                node: String? = nil,
                period: String? = nil,
                asOf: String? = nil,
                run: Int64? = nil
            ) {
                self.country = country
                self.node = node
                self.period = period
                self.asOf = asOf
                self.run = run
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.country = try members.value("country")
                self.node = try members.value("node")
                self.period = try members.value("period")
                self.asOf = try members.value("as_of")
                self.run = try members.value("run")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("country", self.country)
                writer.member("node", self.node)
                writer.member("period", self.period)
                writer.member("as_of", self.asOf)
                writer.member("run", self.run)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .country: self.country.json
                case .node: self.node.json
                case .period: self.period.json
                case .asOf: self.asOf.json
                case .run: self.run.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var country: String
            package var node: String
            package var period: String
            package var definition: String
            /// The powers that the shares are taken among: those with a value that are inside no other. Empty where there are no shares.
            package var among: [String]
            package var ranking: [IndexInterface.Score]
            /// Why there are no shares.
            package var noShares: String?
            /// The ends of the oldest and the newest reference period among the data used.
            package var dataFrom: String?
            package var dataTo: String?
            /// As in GetScores.
            package var caveats: [IndexInterface.Caveat]?
            package var knownAt: String?
            package var run: Int64?
            package var vintage: Int64?
            package var epoch: Int64?

            package enum Field: String, VarlinkField {
                case country
                case node
                case period
                case definition
                case among
                case ranking
                case noShares = "no_shares"
                case dataFrom = "data_from"
                case dataTo = "data_to"
                case caveats
                case knownAt = "known_at"
                case run
                case vintage
                case epoch
            }

            package init(
                country: String,
                node: String,
                period: String,
                definition: String,
                among: [String],
                ranking: [IndexInterface.Score],
                noShares: String? = nil,
                dataFrom: String? = nil,
                dataTo: String? = nil,
                caveats: [IndexInterface.Caveat]? = nil,
                knownAt: String? = nil,
                run: Int64? = nil,
                vintage: Int64? = nil,
                epoch: Int64? = nil
            ) {
                self.country = country
                self.node = node
                self.period = period
                self.definition = definition
                self.among = among
                self.ranking = ranking
                self.noShares = noShares
                self.dataFrom = dataFrom
                self.dataTo = dataTo
                self.caveats = caveats
                self.knownAt = knownAt
                self.run = run
                self.vintage = vintage
                self.epoch = epoch
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.country = try members.value("country")
                self.node = try members.value("node")
                self.period = try members.value("period")
                self.definition = try members.value("definition")
                self.among = try members.value("among")
                self.ranking = try members.value("ranking")
                self.noShares = try members.value("no_shares")
                self.dataFrom = try members.value("data_from")
                self.dataTo = try members.value("data_to")
                self.caveats = try members.value("caveats")
                self.knownAt = try members.value("known_at")
                self.run = try members.value("run")
                self.vintage = try members.value("vintage")
                self.epoch = try members.value("epoch")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("country", self.country)
                writer.member("node", self.node)
                writer.member("period", self.period)
                writer.member("definition", self.definition)
                writer.member("among", self.among)
                writer.member("ranking", self.ranking)
                writer.member("no_shares", self.noShares)
                writer.member("data_from", self.dataFrom)
                writer.member("data_to", self.dataTo)
                writer.member("caveats", self.caveats)
                writer.member("known_at", self.knownAt)
                writer.member("run", self.run)
                writer.member("vintage", self.vintage)
                writer.member("epoch", self.epoch)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .country: self.country.json
                case .node: self.node.json
                case .period: self.period.json
                case .definition: self.definition.json
                case .among: self.among.json
                case .ranking: self.ranking.json
                case .noShares: self.noShares.json
                case .dataFrom: self.dataFrom.json
                case .dataTo: self.dataTo.json
                case .caveats: self.caveats.json
                case .knownAt: self.knownAt.json
                case .run: self.run.json
                case .vintage: self.vintage.json
                case .epoch: self.epoch.json
                }
            }
        }
    }

    /// Where a score comes from, down to the observations. Recomputed from the observations as known at `as_of` with the
    /// model in force. With `since` also why it changed: since an earlier period ("2022"), or since what was known of the same
    /// period at a time ("2026-11-01T00:00:00Z"). `node` may be a measure ("tilt", "overtaking.trade_share") and `power` then a
    /// pair in either order ("RUS+CHN") or "WLD": `measure` tells what it was made of, and `nodes` is empty.
    package enum Explain: VarlinkMethod {
        package static let name = "org.influenced.Index.Explain"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var country: String
            package var power: String
            package var node: String?
            package var period: String?
            package var asOf: String?
            package var run: Int64?
            package var since: String?

            package enum Field: String, VarlinkField {
                case country
                case power
                case node
                case period
                case asOf = "as_of"
                case run
                case since
            }

            package init(
                country: String,
                power: String,
                node: String? = nil,
                period: String? = nil,
                asOf: String? = nil,
                run: Int64? = nil,
                since: String? = nil
            ) {
                self.country = country
                self.power = power
                self.node = node
                self.period = period
                self.asOf = asOf
                self.run = run
                self.since = since
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.node = try members.value("node")
                self.period = try members.value("period")
                self.asOf = try members.value("as_of")
                self.run = try members.value("run")
                self.since = try members.value("since")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("node", self.node)
                writer.member("period", self.period)
                writer.member("as_of", self.asOf)
                writer.member("run", self.run)
                writer.member("since", self.since)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .country: self.country.json
                case .power: self.power.json
                case .node: self.node.json
                case .period: self.period.json
                case .asOf: self.asOf.json
                case .run: self.run.json
                case .since: self.since.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var country: String
            package var power: String
            package var node: String
            package var period: String
            package var definition: String
            package var value: Double?
            package var coverage: Double
            package var confidence: Double
            package var nodes: [IndexInterface.ExplainedNode]
            package var change: IndexInterface.Change?
            package var measure: IndexInterface.ExplainedMeasure?
            /// The ends of the oldest and the newest reference period among the data used.
            package var dataFrom: String?
            package var dataTo: String?
            /// As in GetScores and GetMeasures.
            package var caveats: [IndexInterface.Caveat]?
            package var knownAt: String?
            package var run: Int64?
            package var vintage: Int64?
            package var epoch: Int64?

            package enum Field: String, VarlinkField {
                case country
                case power
                case node
                case period
                case definition
                case value
                case coverage
                case confidence
                case nodes
                case change
                case measure
                case dataFrom = "data_from"
                case dataTo = "data_to"
                case caveats
                case knownAt = "known_at"
                case run
                case vintage
                case epoch
            }

            package init(
                country: String,
                power: String,
                node: String,
                period: String,
                definition: String,
                value: Double? = nil,
                coverage: Double,
                confidence: Double,
                nodes: [IndexInterface.ExplainedNode],
                change: IndexInterface.Change? = nil,
                measure: IndexInterface.ExplainedMeasure? = nil,
                dataFrom: String? = nil,
                dataTo: String? = nil,
                caveats: [IndexInterface.Caveat]? = nil,
                knownAt: String? = nil,
                run: Int64? = nil,
                vintage: Int64? = nil,
                epoch: Int64? = nil
            ) {
                self.country = country
                self.power = power
                self.node = node
                self.period = period
                self.definition = definition
                self.value = value
                self.coverage = coverage
                self.confidence = confidence
                self.nodes = nodes
                self.change = change
                self.measure = measure
                self.dataFrom = dataFrom
                self.dataTo = dataTo
                self.caveats = caveats
                self.knownAt = knownAt
                self.run = run
                self.vintage = vintage
                self.epoch = epoch
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.node = try members.value("node")
                self.period = try members.value("period")
                self.definition = try members.value("definition")
                self.value = try members.value("value")
                self.coverage = try members.value("coverage")
                self.confidence = try members.value("confidence")
                self.nodes = try members.value("nodes")
                self.change = try members.value("change")
                self.measure = try members.value("measure")
                self.dataFrom = try members.value("data_from")
                self.dataTo = try members.value("data_to")
                self.caveats = try members.value("caveats")
                self.knownAt = try members.value("known_at")
                self.run = try members.value("run")
                self.vintage = try members.value("vintage")
                self.epoch = try members.value("epoch")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("node", self.node)
                writer.member("period", self.period)
                writer.member("definition", self.definition)
                writer.member("value", self.value)
                writer.member("coverage", self.coverage)
                writer.member("confidence", self.confidence)
                writer.member("nodes", self.nodes)
                writer.member("change", self.change)
                writer.member("measure", self.measure)
                writer.member("data_from", self.dataFrom)
                writer.member("data_to", self.dataTo)
                writer.member("caveats", self.caveats)
                writer.member("known_at", self.knownAt)
                writer.member("run", self.run)
                writer.member("vintage", self.vintage)
                writer.member("epoch", self.epoch)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .country: self.country.json
                case .power: self.power.json
                case .node: self.node.json
                case .period: self.period.json
                case .definition: self.definition.json
                case .value: self.value.json
                case .coverage: self.coverage.json
                case .confidence: self.confidence.json
                case .nodes: self.nodes.json
                case .change: self.change.json
                case .measure: self.measure.json
                case .dataFrom: self.dataFrom.json
                case .dataTo: self.dataTo.json
                case .caveats: self.caveats.json
                case .knownAt: self.knownAt.json
                case .run: self.run.json
                case .vintage: self.vintage.json
                case .epoch: self.epoch.json
                }
            }
        }
    }

    /// Observations, the newest vintage of each or (with `vintages`) all of them. Pages as in GetHistory; `next` is the
    /// `cursor` of the next one.
    package enum GetObservations: VarlinkMethod {
        package static let name = "org.influenced.Index.GetObservations"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var indicator: String?
            package var power: String?
            package var country: String?
            package var reporter: String?
            package var from: String?
            package var to: String?
            package var asOf: String?
            package var run: Int64?
            package var vintages: Bool?
            package var cursor: String?

            package enum Field: String, VarlinkField {
                case indicator
                case power
                case country
                case reporter
                case from
                case to
                case asOf = "as_of"
                case run
                case vintages
                case cursor
            }

            package init(
                indicator: String? = nil,
                power: String? = nil,
                country: String? = nil,
                reporter: String? = nil,
                from: String? = nil,
                to: String? = nil,
                asOf: String? = nil,
                run: Int64? = nil,
                vintages: Bool? = nil,
                cursor: String? = nil
            ) {
                self.indicator = indicator
                self.power = power
                self.country = country
                self.reporter = reporter
                self.from = from
                self.to = to
                self.asOf = asOf
                self.run = run
                self.vintages = vintages
                self.cursor = cursor
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.indicator = try members.value("indicator")
                self.power = try members.value("power")
                self.country = try members.value("country")
                self.reporter = try members.value("reporter")
                self.from = try members.value("from")
                self.to = try members.value("to")
                self.asOf = try members.value("as_of")
                self.run = try members.value("run")
                self.vintages = try members.value("vintages")
                self.cursor = try members.value("cursor")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("indicator", self.indicator)
                writer.member("power", self.power)
                writer.member("country", self.country)
                writer.member("reporter", self.reporter)
                writer.member("from", self.from)
                writer.member("to", self.to)
                writer.member("as_of", self.asOf)
                writer.member("run", self.run)
                writer.member("vintages", self.vintages)
                writer.member("cursor", self.cursor)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .indicator: self.indicator.json
                case .power: self.power.json
                case .country: self.country.json
                case .reporter: self.reporter.json
                case .from: self.from.json
                case .to: self.to.json
                case .asOf: self.asOf.json
                case .run: self.run.json
                case .vintages: self.vintages.json
                case .cursor: self.cursor.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var observations: [IndexInterface.Observation]
            package var next: String?
            package var knownAt: String?
            package var run: Int64?
            package var vintage: Int64?
            package var epoch: Int64?

            package enum Field: String, VarlinkField {
                case observations
                case next
                case knownAt = "known_at"
                case run
                case vintage
                case epoch
            }

            package init(
                observations: [IndexInterface.Observation],
                next: String? = nil,
                knownAt: String? = nil,
                run: Int64? = nil,
                vintage: Int64? = nil,
                epoch: Int64? = nil
            ) {
                self.observations = observations
                self.next = next
                self.knownAt = knownAt
                self.run = run
                self.vintage = vintage
                self.epoch = epoch
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.observations = try members.value("observations")
                self.next = try members.value("next")
                self.knownAt = try members.value("known_at")
                self.run = try members.value("run")
                self.vintage = try members.value("vintage")
                self.epoch = try members.value("epoch")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("observations", self.observations)
                writer.member("next", self.next)
                writer.member("known_at", self.knownAt)
                writer.member("run", self.run)
                writer.member("vintage", self.vintage)
                writer.member("epoch", self.epoch)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .observations: self.observations.json
                case .next: self.next.json
                case .knownAt: self.knownAt.json
                case .run: self.run.json
                case .vintage: self.vintage.json
                case .epoch: self.epoch.json
                }
            }
        }
    }

    /// What is missing, ageing or expired.
    /// With `expiring`, an ISO 8601 duration of at most 120 periods of the grid, also which scores lapse within it after
    /// `period` if nothing new is learnt, each once: what is known is scored for the periods to come.
    package enum GetCoverage: VarlinkMethod {
        package static let name = "org.influenced.Index.GetCoverage"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var country: String?
            package var power: String?
            package var period: String?
            package var asOf: String?
            package var run: Int64?
            package var expiring: String?

            package enum Field: String, VarlinkField {
                case country
                case power
                case period
                case asOf = "as_of"
                case run
                case expiring
            }

            package init(
                country: String? = nil,
                power: String? = nil,
                period: String? = nil,
                asOf: String? = nil,
                run: Int64? = nil,
                expiring: String? = nil
            ) {
                self.country = country
                self.power = power
                self.period = period
                self.asOf = asOf
                self.run = run
                self.expiring = expiring
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.period = try members.value("period")
                self.asOf = try members.value("as_of")
                self.run = try members.value("run")
                self.expiring = try members.value("expiring")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("period", self.period)
                writer.member("as_of", self.asOf)
                writer.member("run", self.run)
                writer.member("expiring", self.expiring)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .country: self.country.json
                case .power: self.power.json
                case .period: self.period.json
                case .asOf: self.asOf.json
                case .run: self.run.json
                case .expiring: self.expiring.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var period: String
            package var rows: [IndexInterface.CoverageRow]
            /// By period; null unless asked for.
            package var lapses: [IndexInterface.Lapse]?
            /// The last period that was looked at; null unless asked for.
            package var lapsesThrough: String?
            /// All values of `period` that cannot be computed though data are there, and the first 20.
            package var undefinedCount: Int64?
            package var undefined: [IndexInterface.UndefinedValue]?
            package var knownAt: String?
            package var run: Int64?
            package var vintage: Int64?
            package var epoch: Int64?

            package enum Field: String, VarlinkField {
                case period
                case rows
                case lapses
                case lapsesThrough = "lapses_through"
                case undefinedCount = "undefined_count"
                case undefined
                case knownAt = "known_at"
                case run
                case vintage
                case epoch
            }

            package init(
                period: String,
                rows: [IndexInterface.CoverageRow],
                lapses: [IndexInterface.Lapse]? = nil,
                lapsesThrough: String? = nil,
                undefinedCount: Int64? = nil,
                undefined: [IndexInterface.UndefinedValue]? = nil,
                knownAt: String? = nil,
                run: Int64? = nil,
                vintage: Int64? = nil,
                epoch: Int64? = nil
            ) {
                self.period = period
                self.rows = rows
                self.lapses = lapses
                self.lapsesThrough = lapsesThrough
                self.undefinedCount = undefinedCount
                self.undefined = undefined
                self.knownAt = knownAt
                self.run = run
                self.vintage = vintage
                self.epoch = epoch
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.period = try members.value("period")
                self.rows = try members.value("rows")
                self.lapses = try members.value("lapses")
                self.lapsesThrough = try members.value("lapses_through")
                self.undefinedCount = try members.value("undefined_count")
                self.undefined = try members.value("undefined")
                self.knownAt = try members.value("known_at")
                self.run = try members.value("run")
                self.vintage = try members.value("vintage")
                self.epoch = try members.value("epoch")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("period", self.period)
                writer.member("rows", self.rows)
                writer.member("lapses", self.lapses)
                writer.member("lapses_through", self.lapsesThrough)
                writer.member("undefined_count", self.undefinedCount)
                writer.member("undefined", self.undefined)
                writer.member("known_at", self.knownAt)
                writer.member("run", self.run)
                writer.member("vintage", self.vintage)
                writer.member("epoch", self.epoch)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .period: self.period.json
                case .rows: self.rows.json
                case .lapses: self.lapses.json
                case .lapsesThrough: self.lapsesThrough.json
                case .undefinedCount: self.undefinedCount.json
                case .undefined: self.undefined.json
                case .knownAt: self.knownAt.json
                case .run: self.run.json
                case .vintage: self.vintage.json
                case .epoch: self.epoch.json
                }
            }
        }
    }

    /// The runs, newest first; `before` continues behind that run. With `set_aside` those that repairs of the clock set aside, and
    /// no others.
    package enum ListRuns: VarlinkMethod {
        package static let name = "org.influenced.Index.ListRuns"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var limit: Int64?
            package var before: Int64?
            package var asOf: String?
            package var setAside: Bool?

            package enum Field: String, VarlinkField {
                case limit
                case before
                case asOf = "as_of"
                case setAside = "set_aside"
            }

            package init(limit: Int64? = nil, before: Int64? = nil, asOf: String? = nil, setAside: Bool? = nil) {
                self.limit = limit
                self.before = before
                self.asOf = asOf
                self.setAside = setAside
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.limit = try members.value("limit")
                self.before = try members.value("before")
                self.asOf = try members.value("as_of")
                self.setAside = try members.value("set_aside")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("limit", self.limit)
                writer.member("before", self.before)
                writer.member("as_of", self.asOf)
                writer.member("set_aside", self.setAside)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .limit: self.limit.json
                case .before: self.before.json
                case .asOf: self.asOf.json
                case .setAside: self.setAside.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var runs: [IndexInterface.Run]
            package var knownAt: String?
            package var run: Int64?
            package var vintage: Int64?
            package var epoch: Int64?

            package enum Field: String, VarlinkField {
                case runs
                case knownAt = "known_at"
                case run
                case vintage
                case epoch
            }

            package init(
                runs: [IndexInterface.Run],
                knownAt: String? = nil,
                run: Int64? = nil,
                vintage: Int64? = nil,
                epoch: Int64? = nil
            ) {
                self.runs = runs
                self.knownAt = knownAt
                self.run = run
                self.vintage = vintage
                self.epoch = epoch
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.runs = try members.value("runs")
                self.knownAt = try members.value("known_at")
                self.run = try members.value("run")
                self.vintage = try members.value("vintage")
                self.epoch = try members.value("epoch")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("runs", self.runs)
                writer.member("known_at", self.knownAt)
                writer.member("run", self.run)
                writer.member("vintage", self.vintage)
                writer.member("epoch", self.epoch)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .runs: self.runs.json
                case .knownAt: self.knownAt.json
                case .run: self.run.json
                case .vintage: self.vintage.json
                case .epoch: self.epoch.json
                }
            }
        }
    }

    /// The imports that brought something new, newest first; `before` continues behind that vintage.
    package enum ListImports: VarlinkMethod {
        package static let name = "org.influenced.Index.ListImports"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var limit: Int64?
            package var before: Int64?
            package var asOf: String?

            package enum Field: String, VarlinkField {
                case limit
                case before
                case asOf = "as_of"
            }

            package init(limit: Int64? = nil, before: Int64? = nil, asOf: String? = nil) {
                self.limit = limit
                self.before = before
                self.asOf = asOf
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.limit = try members.value("limit")
                self.before = try members.value("before")
                self.asOf = try members.value("as_of")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("limit", self.limit)
                writer.member("before", self.before)
                writer.member("as_of", self.asOf)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .limit: self.limit.json
                case .before: self.before.json
                case .asOf: self.asOf.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var imports: [IndexInterface.Import]
            package var knownAt: String?
            package var run: Int64?
            package var vintage: Int64?
            package var epoch: Int64?

            package enum Field: String, VarlinkField {
                case imports
                case knownAt = "known_at"
                case run
                case vintage
                case epoch
            }

            package init(
                imports: [IndexInterface.Import],
                knownAt: String? = nil,
                run: Int64? = nil,
                vintage: Int64? = nil,
                epoch: Int64? = nil
            ) {
                self.imports = imports
                self.knownAt = knownAt
                self.run = run
                self.vintage = vintage
                self.epoch = epoch
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.imports = try members.value("imports")
                self.knownAt = try members.value("known_at")
                self.run = try members.value("run")
                self.vintage = try members.value("vintage")
                self.epoch = try members.value("epoch")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("imports", self.imports)
                writer.member("known_at", self.knownAt)
                writer.member("run", self.run)
                writer.member("vintage", self.vintage)
                writer.member("epoch", self.epoch)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .imports: self.imports.json
                case .knownAt: self.knownAt.json
                case .run: self.run.json
                case .vintage: self.vintage.json
                case .epoch: self.epoch.json
                }
            }
        }
    }

    /// What the scores of a country would be with other weights, without some nodes (`drop`, a weight of 0), or with other
    /// values. Recomputed from the observations as known at `as_of` with the model in force, for one period (the last one
    /// unless `period` says another) or all that lie in `from`...`to`; values are assumed in just those. Never stored. Without
    /// `power` all, without `node` all.
    package enum WhatIf: VarlinkMethod {
        package static let name = "org.influenced.Index.WhatIf"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var country: String
            package var power: String?
            package var node: String?
            package var period: String?
            package var from: String?
            package var to: String?
            package var asOf: String?
            package var run: Int64?
            package var weights: [IndexInterface.WeightChange]?
            package var drop: [String]?
            package var values: [IndexInterface.ValueChange]?

            package enum Field: String, VarlinkField {
                case country
                case power
                case node
                case period
                case from
                case to
                case asOf = "as_of"
                case run
                case weights
                case drop
                case values
            }

            package init(
                country: String,
                power: String? = nil,
                node: String? = nil,
                period: String? = nil,
                from: String? = nil,
                to: String? = nil,
                asOf: String? = nil,
                run: Int64? = nil,
                weights: [IndexInterface.WeightChange]? = nil,
                drop: [String]? = nil,
                values: [IndexInterface.ValueChange]? = nil
            ) {
                self.country = country
                self.power = power
                self.node = node
                self.period = period
                self.from = from
                self.to = to
                self.asOf = asOf
                self.run = run
                self.weights = weights
                self.drop = drop
                self.values = values
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.node = try members.value("node")
                self.period = try members.value("period")
                self.from = try members.value("from")
                self.to = try members.value("to")
                self.asOf = try members.value("as_of")
                self.run = try members.value("run")
                self.weights = try members.value("weights")
                self.drop = try members.value("drop")
                self.values = try members.value("values")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("node", self.node)
                writer.member("period", self.period)
                writer.member("from", self.from)
                writer.member("to", self.to)
                writer.member("as_of", self.asOf)
                writer.member("run", self.run)
                writer.member("weights", self.weights)
                writer.member("drop", self.drop)
                writer.member("values", self.values)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .country: self.country.json
                case .power: self.power.json
                case .node: self.node.json
                case .period: self.period.json
                case .from: self.from.json
                case .to: self.to.json
                case .asOf: self.asOf.json
                case .run: self.run.json
                case .weights: self.weights.json
                case .drop: self.drop.json
                case .values: self.values.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            /// Always true: no score of this reply is one of the index.
            package var hypothetical: Bool
            package var country: String
            package var firstPeriod: String
            package var lastPeriod: String
            package var asOf: String?
            package var model: String
            package var definition: String
            /// The nodes whose shares change, with their siblings.
            package var weights: [IndexInterface.HypotheticalWeight]
            /// The values assumed.
            package var values: [IndexInterface.ValueChange]
            /// By power, node and period.
            package var scores: [IndexInterface.HypotheticalScore]
            package var knownAt: String?
            package var run: Int64?
            package var vintage: Int64?
            package var epoch: Int64?

            package enum Field: String, VarlinkField {
                case hypothetical
                case country
                case firstPeriod = "first_period"
                case lastPeriod = "last_period"
                case asOf = "as_of"
                case model
                case definition
                case weights
                case values
                case scores
                case knownAt = "known_at"
                case run
                case vintage
                case epoch
            }

            package init(
                hypothetical: Bool,
                country: String,
                firstPeriod: String,
                lastPeriod: String,
                asOf: String? = nil,
                model: String,
                definition: String,
                weights: [IndexInterface.HypotheticalWeight],
                values: [IndexInterface.ValueChange],
                scores: [IndexInterface.HypotheticalScore],
                knownAt: String? = nil,
                run: Int64? = nil,
                vintage: Int64? = nil,
                epoch: Int64? = nil
            ) {
                self.hypothetical = hypothetical
                self.country = country
                self.firstPeriod = firstPeriod
                self.lastPeriod = lastPeriod
                self.asOf = asOf
                self.model = model
                self.definition = definition
                self.weights = weights
                self.values = values
                self.scores = scores
                self.knownAt = knownAt
                self.run = run
                self.vintage = vintage
                self.epoch = epoch
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.hypothetical = try members.value("hypothetical")
                self.country = try members.value("country")
                self.firstPeriod = try members.value("first_period")
                self.lastPeriod = try members.value("last_period")
                self.asOf = try members.value("as_of")
                self.model = try members.value("model")
                self.definition = try members.value("definition")
                self.weights = try members.value("weights")
                self.values = try members.value("values")
                self.scores = try members.value("scores")
                self.knownAt = try members.value("known_at")
                self.run = try members.value("run")
                self.vintage = try members.value("vintage")
                self.epoch = try members.value("epoch")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("hypothetical", self.hypothetical)
                writer.member("country", self.country)
                writer.member("first_period", self.firstPeriod)
                writer.member("last_period", self.lastPeriod)
                writer.member("as_of", self.asOf)
                writer.member("model", self.model)
                writer.member("definition", self.definition)
                writer.member("weights", self.weights)
                writer.member("values", self.values)
                writer.member("scores", self.scores)
                writer.member("known_at", self.knownAt)
                writer.member("run", self.run)
                writer.member("vintage", self.vintage)
                writer.member("epoch", self.epoch)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .hypothetical: self.hypothetical.json
                case .country: self.country.json
                case .firstPeriod: self.firstPeriod.json
                case .lastPeriod: self.lastPeriod.json
                case .asOf: self.asOf.json
                case .model: self.model.json
                case .definition: self.definition.json
                case .weights: self.weights.json
                case .values: self.values.json
                case .scores: self.scores.json
                case .knownAt: self.knownAt.json
                case .run: self.run.json
                case .vintage: self.vintage.json
                case .epoch: self.epoch.json
                }
            }
        }
    }

    /// Computes a past run once more, from the stored text of its model and the observations as known at it, and compares
    /// everything that the run computes bit for bit with what the store answers for it. Without `run` the last one.
    package enum VerifyRun: VarlinkMethod {
        package static let name = "org.influenced.Index.VerifyRun"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var run: Int64?

            package enum Field: String, VarlinkField {
                case run
            }

            package init(run: Int64? = nil) {
                self.run = run
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.run = try members.value("run")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("run", self.run)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .run: self.run.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var run: IndexInterface.Run
            /// True where everything that was compared, and the hash of the input, is equal.
            package var matches: Bool
            /// Why not; null where it matches.
            package var reason: String?
            /// False where it could not be computed once more: its model or its arithmetic is not that of this version.
            package var comparable: Bool
            /// The hash of the observations as known at the run, and whether it is the run's.
            package var input: String?
            package var inputMatches: Bool
            /// Scores and intervals: compared, and differing among them; the series that differ, and the first ten of those.
            package var compared: Int64
            package var differing: Int64
            package var differingSeries: Int64
            package var differences: [IndexInterface.Difference]

            package enum Field: String, VarlinkField {
                case run
                case matches
                case reason
                case comparable
                case input
                case inputMatches = "input_matches"
                case compared
                case differing
                case differingSeries = "differing_series"
                case differences
            }

            package init(
                run: IndexInterface.Run,
                matches: Bool,
                reason: String? = nil,
                comparable: Bool,
                input: String? = nil,
                inputMatches: Bool,
                compared: Int64,
                differing: Int64,
                differingSeries: Int64,
                differences: [IndexInterface.Difference]
            ) {
                self.run = run
                self.matches = matches
                self.reason = reason
                self.comparable = comparable
                self.input = input
                self.inputMatches = inputMatches
                self.compared = compared
                self.differing = differing
                self.differingSeries = differingSeries
                self.differences = differences
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.run = try members.value("run")
                self.matches = try members.value("matches")
                self.reason = try members.value("reason")
                self.comparable = try members.value("comparable")
                self.input = try members.value("input")
                self.inputMatches = try members.value("input_matches")
                self.compared = try members.value("compared")
                self.differing = try members.value("differing")
                self.differingSeries = try members.value("differing_series")
                self.differences = try members.value("differences")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("run", self.run)
                writer.member("matches", self.matches)
                writer.member("reason", self.reason)
                writer.member("comparable", self.comparable)
                writer.member("input", self.input)
                writer.member("input_matches", self.inputMatches)
                writer.member("compared", self.compared)
                writer.member("differing", self.differing)
                writer.member("differing_series", self.differingSeries)
                writer.member("differences", self.differences)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .run: self.run.json
                case .matches: self.matches.json
                case .reason: self.reason.json
                case .comparable: self.comparable.json
                case .input: self.input.json
                case .inputMatches: self.inputMatches.json
                case .compared: self.compared.json
                case .differing: self.differing.json
                case .differingSeries: self.differingSeries.json
                case .differences: self.differences.json
                }
            }
        }
    }

    /// Needs `more`. First the current state (the last run, and the scores that the filter names), then every run and every
    /// score of the last period that it changed (in value, coverage or confidence; a rank that changes because another power's
    /// score does is no event). A run with more than 200 such scores comes in several replies, which differ in `scores` alone.
    package enum Watch: VarlinkMethod {
        package static let name = "org.influenced.Index.Watch"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var country: String?
            package var power: String?
            package var node: String?

            package enum Field: String, VarlinkField {
                case country
                case power
                case node
            }

            package init(country: String? = nil, power: String? = nil, node: String? = nil) {
                self.country = country
                self.power = power
                self.node = node
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.node = try members.value("node")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("node", self.node)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .country: self.country.json
                case .power: self.power.json
                case .node: self.node.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var kind: Kind
            package var run: IndexInterface.Run?
            package var scores: [IndexInterface.Score]
            /// Of a failure.
            package var message: String?
            /// Of an alert.
            package var alert: IndexInterface.AlertEvent?

            package enum Kind: VarlinkEnumeration {
                case state
                case run
                case heartbeat
                case failure
                case alert
                /// One that only another version of the interface has.
                case other(String)

                package static var expectation: String { "(state, run, heartbeat, failure, alert)" }

                package init(_ text: String) {
                    switch text {
                    case "state": self = .state
                    case "run": self = .run
                    case "heartbeat": self = .heartbeat
                    case "failure": self = .failure
                    case "alert": self = .alert
                    default: self = .other(text)
                    }
                }

                package var text: String {
                    switch self {
                    case .state: "state"
                    case .run: "run"
                    case .heartbeat: "heartbeat"
                    case .failure: "failure"
                    case .alert: "alert"
                    case .other(let text): text
                    }
                }
            }

            package enum Field: String, VarlinkField {
                case kind
                case run
                case scores
                case message
                case alert
            }

            package init(
                kind: Kind,
                run: IndexInterface.Run? = nil,
                scores: [IndexInterface.Score],
                message: String? = nil,
                alert: IndexInterface.AlertEvent? = nil
            ) {
                self.kind = kind
                self.run = run
                self.scores = scores
                self.message = message
                self.alert = alert
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.kind = try members.value("kind")
                self.run = try members.value("run")
                self.scores = try members.value("scores")
                self.message = try members.value("message")
                self.alert = try members.value("alert")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("kind", self.kind)
                writer.member("run", self.run)
                writer.member("scores", self.scores)
                writer.member("message", self.message)
                writer.member("alert", self.alert)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .kind: self.kind.json
                case .run: self.run.json
                case .scores: self.scores.json
                case .message: self.message.json
                case .alert: self.alert.json
                }
            }
        }
    }

    /// Alerts in the order of the rules: those that are not inactive, or with `all` every one. Filters are patterns with *
    /// and ?, several separated by commas; each has to match something that the rules, the model or past alerts know
    /// (`UnknownRule` and its like), unless `future` says that it may be of what is to come. At most `limit` in a reply, 1,000
    /// unless it says fewer: `total` is how many there are, and `next`, unless it is null, is what to give as `after` for those
    /// that follow. `silences` are those that are active, with `all` those that have ended too, the newest 1,000, active ones
    /// first; they come with the first page.
    package enum ListAlerts: VarlinkMethod {
        package static let name = "org.influenced.Index.ListAlerts"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var rule: String?
            package var country: String?
            package var power: String?
            package var node: String?
            package var state: String?
            package var all: Bool?
            package var future: Bool?
            package var limit: Int64?
            package var after: String?

            package enum Field: String, VarlinkField {
                case rule
                case country
                case power
                case node
                case state
                case all
                case future
                case limit
                case after
            }

            package init(
                rule: String? = nil,
                country: String? = nil,
                power: String? = nil,
                node: String? = nil,
                state: String? = nil,
                all: Bool? = nil,
                future: Bool? = nil,
                limit: Int64? = nil,
                after: String? = nil
            ) {
                self.rule = rule
                self.country = country
                self.power = power
                self.node = node
                self.state = state
                self.all = all
                self.future = future
                self.limit = limit
                self.after = after
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.rule = try members.value("rule")
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.node = try members.value("node")
                self.state = try members.value("state")
                self.all = try members.value("all")
                self.future = try members.value("future")
                self.limit = try members.value("limit")
                self.after = try members.value("after")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("rule", self.rule)
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("node", self.node)
                writer.member("state", self.state)
                writer.member("all", self.all)
                writer.member("future", self.future)
                writer.member("limit", self.limit)
                writer.member("after", self.after)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .rule: self.rule.json
                case .country: self.country.json
                case .power: self.power.json
                case .node: self.node.json
                case .state: self.state.json
                case .all: self.all.json
                case .future: self.future.json
                case .limit: self.limit.json
                case .after: self.after.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var alerts: [IndexInterface.Alert]
            package var silences: [IndexInterface.Silence]
            package var total: Int64?
            package var next: String?

            package enum Field: String, VarlinkField {
                case alerts
                case silences
                case total
                case next
            }

            package init(
                alerts: [IndexInterface.Alert],
                silences: [IndexInterface.Silence],
                total: Int64? = nil,
                next: String? = nil
            ) {
                self.alerts = alerts
                self.silences = silences
                self.total = total
                self.next = next
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.alerts = try members.value("alerts")
                self.silences = try members.value("silences")
                self.total = try members.value("total")
                self.next = try members.value("next")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("alerts", self.alerts)
                writer.member("silences", self.silences)
                writer.member("total", self.total)
                writer.member("next", self.next)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .alerts: self.alerts.json
                case .silences: self.silences.json
                case .total: self.total.json
                case .next: self.next.json
                }
            }
        }
    }

    /// The rules in force, in the order of their file.
    package enum ListRules: VarlinkMethod {
        package static let name = "org.influenced.Index.ListRules"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package typealias Field = NoField

            package init() {
            }

            package static var expectation: String { "()" }

            package init(json: JSONValue) throws(TypeMismatch) {
                _ = try MemberReader(json, expecting: Self.expectation)
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                .null
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var rules: [IndexInterface.Rule]

            package enum Field: String, VarlinkField {
                case rules
            }

            package init(rules: [IndexInterface.Rule]) {
                self.rules = rules
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.rules = try members.value("rules")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("rules", self.rules)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .rules: self.rules.json
                }
            }
        }
    }

    /// What happened to alerts, newest first; filters as of ListAlerts; `limit` is 100 unless it says otherwise. `before` is the `id` of an event: only
    /// older ones.
    package enum ListAlertEvents: VarlinkMethod {
        package static let name = "org.influenced.Index.ListAlertEvents"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var rule: String?
            package var country: String?
            package var power: String?
            package var node: String?
            package var limit: Int64?
            package var before: String?
            package var future: Bool?

            package enum Field: String, VarlinkField {
                case rule
                case country
                case power
                case node
                case limit
                case before
                case future
            }

            package init(
                rule: String? = nil,
                country: String? = nil,
                power: String? = nil,
                node: String? = nil,
                limit: Int64? = nil,
                before: String? = nil,
                future: Bool? = nil
            ) {
                self.rule = rule
                self.country = country
                self.power = power
                self.node = node
                self.limit = limit
                self.before = before
                self.future = future
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.rule = try members.value("rule")
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.node = try members.value("node")
                self.limit = try members.value("limit")
                self.before = try members.value("before")
                self.future = try members.value("future")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("rule", self.rule)
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("node", self.node)
                writer.member("limit", self.limit)
                writer.member("before", self.before)
                writer.member("future", self.future)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .rule: self.rule.json
                case .country: self.country.json
                case .power: self.power.json
                case .node: self.node.json
                case .limit: self.limit.json
                case .before: self.before.json
                case .future: self.future.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var events: [IndexInterface.AlertEvent]

            package enum Field: String, VarlinkField {
                case events
            }

            package init(events: [IndexInterface.AlertEvent]) {
                self.events = events
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.events = try members.value("events")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("events", self.events)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .events: self.events.json
                }
            }
        }
    }

    /// Who knows what of an incident since when: the incident, what each hook was told, and the last 100 deliveries, newest first.
    /// `alert` is its id, or as many of its first digits as tell it from others; it may have ended.
    package enum GetAlert: VarlinkMethod {
        package static let name = "org.influenced.Index.GetAlert"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var alert: String

            package enum Field: String, VarlinkField {
                case alert
            }

            package init(alert: String) {
                self.alert = alert
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.alert = try members.value("alert")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("alert", self.alert)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .alert: self.alert.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var incident: IndexInterface.Incident
            package var hooks: [IndexInterface.ToldHook]
            package var deliveries: [IndexInterface.Delivery]

            package enum Field: String, VarlinkField {
                case incident
                case hooks
                case deliveries
            }

            package init(
                incident: IndexInterface.Incident,
                hooks: [IndexInterface.ToldHook],
                deliveries: [IndexInterface.Delivery]
            ) {
                self.incident = incident
                self.hooks = hooks
                self.deliveries = deliveries
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.incident = try members.value("incident")
                self.hooks = try members.value("hooks")
                self.deliveries = try members.value("deliveries")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("incident", self.incident)
                writer.member("hooks", self.hooks)
                writer.member("deliveries", self.deliveries)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .incident: self.incident.json
                case .hooks: self.hooks.json
                case .deliveries: self.deliveries.json
                }
            }
        }
    }

    /// Deliveries, newest first; `state` is waiting, delivered, dead, silenced or dismissed.
    package enum ListDeliveries: VarlinkMethod {
        package static let name = "org.influenced.Index.ListDeliveries"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var state: String?
            package var hook: String?
            package var limit: Int64?

            package enum Field: String, VarlinkField {
                case state
                case hook
                case limit
            }

            package init(state: String? = nil, hook: String? = nil, limit: Int64? = nil) {
                self.state = state
                self.hook = hook
                self.limit = limit
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.state = try members.value("state")
                self.hook = try members.value("hook")
                self.limit = try members.value("limit")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("state", self.state)
                writer.member("hook", self.hook)
                writer.member("limit", self.limit)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .state: self.state.json
                case .hook: self.hook.json
                case .limit: self.limit.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var deliveries: [IndexInterface.Delivery]

            package enum Field: String, VarlinkField {
                case deliveries
            }

            package init(deliveries: [IndexInterface.Delivery]) {
                self.deliveries = deliveries
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.deliveries = try members.value("deliveries")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("deliveries", self.deliveries)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .deliveries: self.deliveries.json
                }
            }
        }
    }

    /// Replays rules over stored history with the evaluator of live operation, holds included: at each period of the grid before
    /// the first run, by what that run knew of it, and at each run from then on, by what was known at it. `rules` is the text of
    /// a rule file to take the rules from instead of those in force. Without `rule` every rule of it. What happened from `from`
    /// through `to`, two periods, is listed. Nothing is stored or delivered.
    package enum BacktestRule: VarlinkMethod {
        package static let name = "org.influenced.Index.BacktestRule"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var rule: String?
            package var rules: String?
            package var from: String?
            package var to: String?

            package enum Field: String, VarlinkField {
                case rule
                case rules
                case from
                case to
            }

            package init(rule: String? = nil, rules: String? = nil, from: String? = nil, to: String? = nil) {
                self.rule = rule
                self.rules = rules
                self.from = from
                self.to = to
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.rule = try members.value("rule")
                self.rules = try members.value("rules")
                self.from = try members.value("from")
                self.to = try members.value("to")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("rule", self.rule)
                writer.member("rules", self.rules)
                writer.member("from", self.from)
                writer.member("to", self.to)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .rule: self.rule.json
                case .rules: self.rules.json
                case .from: self.from.json
                case .to: self.to.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            /// As they were given.
            package var askedFrom: String?
            package var askedTo: String?
            /// The first and the last moment that was evaluated; null where there is no history.
            package var from: String?
            package var to: String?
            /// How often the rules were evaluated, and on how many series.
            package var evaluations: Int64
            package var alerts: Int64
            package var limits: [IndexInterface.ReplayLimit]
            package var events: [IndexInterface.BacktestEvent]

            package enum Field: String, VarlinkField {
                case askedFrom = "asked_from"
                case askedTo = "asked_to"
                case from
                case to
                case evaluations
                case alerts
                case limits
                case events
            }

            package init(
                askedFrom: String? = nil,
                askedTo: String? = nil,
                from: String? = nil,
                to: String? = nil,
                evaluations: Int64,
                alerts: Int64,
                limits: [IndexInterface.ReplayLimit],
                events: [IndexInterface.BacktestEvent]
            ) {
                self.askedFrom = askedFrom
                self.askedTo = askedTo
                self.from = from
                self.to = to
                self.evaluations = evaluations
                self.alerts = alerts
                self.limits = limits
                self.events = events
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.askedFrom = try members.value("asked_from")
                self.askedTo = try members.value("asked_to")
                self.from = try members.value("from")
                self.to = try members.value("to")
                self.evaluations = try members.value("evaluations")
                self.alerts = try members.value("alerts")
                self.limits = try members.value("limits")
                self.events = try members.value("events")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("asked_from", self.askedFrom)
                writer.member("asked_to", self.askedTo)
                writer.member("from", self.from)
                writer.member("to", self.to)
                writer.member("evaluations", self.evaluations)
                writer.member("alerts", self.alerts)
                writer.member("limits", self.limits)
                writer.member("events", self.events)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .askedFrom: self.askedFrom.json
                case .askedTo: self.askedTo.json
                case .from: self.from.json
                case .to: self.to.json
                case .evaluations: self.evaluations.json
                case .alerts: self.alerts.json
                case .limits: self.limits.json
                case .events: self.events.json
                }
            }
        }
    }
}
