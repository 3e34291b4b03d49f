// Generated from Interfaces/org.influenced.Index.varlink by 'make generate'. What is changed here is lost.

extension IndexInterface {
    /// A place where an indicator cannot be compared with what it was before.
    package struct Break: VarlinkStructure {
        package var indicator: String
        /// reporter: another one is read. status: its reporter says so (status B). source: another indicator is read in its place.
        package var kind: Kind
        /// Of a reporter or source what was read before, and what is read now.
        package var from: String?
        package var to: String?
        /// Of a status the reference period that it was given to.
        package var period: String?
        /// The first period of the grid beyond it.
        package var since: String
        /// In one sentence.
        package var text: String

        package enum Kind: VarlinkEnumeration {
            case reporter
            case status
            case source
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String { "(reporter, status, source)" }

            package init(_ text: String) {
                switch text {
                case "reporter": self = .reporter
                case "status": self = .status
                case "source": self = .source
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .reporter: "reporter"
                case .status: "status"
                case .source: "source"
                case .other(let text): text
                }
            }
        }

        package enum Field: String, VarlinkField {
            case indicator
            case kind
            case from
            case to
            case period
            case since
            case text
        }

        package init(
            indicator: String,
            kind: Kind,
            from: String? = nil,
            to: String? = nil,
            period: String? = nil,
            since: String,
            text: String
        ) {
            self.indicator = indicator
            self.kind = kind
            self.from = from
            self.to = to
            self.period = period
            self.since = since
            self.text = text
        }

        package static var expectation: String { "Break" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.indicator = try members.value("indicator")
            self.kind = try members.value("kind")
            self.from = try members.value("from")
            self.to = try members.value("to")
            self.period = try members.value("period")
            self.since = try members.value("since")
            self.text = try members.value("text")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("indicator", self.indicator)
            writer.member("kind", self.kind)
            writer.member("from", self.from)
            writer.member("to", self.to)
            writer.member("period", self.period)
            writer.member("since", self.since)
            writer.member("text", self.text)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .indicator: self.indicator.json
            case .kind: self.kind.json
            case .from: self.from.json
            case .to: self.to.json
            case .period: self.period.json
            case .since: self.since.json
            case .text: self.text.json
            }
        }
    }

    /// One node's score for one power in one country and one period of the grid.
    package struct Score: VarlinkStructure {
        package var country: String
        package var power: String
        package var node: String
        package var period: String
        /// null where the data do not suffice
        package var value: Double?
        /// The uncertainty interval, where it is computed.
        package var low: Double?
        package var high: Double?
        /// 1 is the power with the highest value among the model's powers in this country; null where the value is.
        package var rank: Int64?
        /// The value's share of the sum over the model's powers in this country that have one, 0 to 1. A power that is part of
        /// another power of the model (DEU in EUU) is left out of the sum and has no share. null where fewer of the powers than the
        /// model's gate asks for (0.6 of them) have a value.
        package var share: Double?
        /// Share of the node's weight that has data, 0 to 1.
        package var coverage: Double
        /// The same, derated by the age of the data, 0 to 1.
        package var confidence: Double
        /// The run that computed it, and when.
        package var run: Int64
        package var computedAt: String
        /// More of the uncertainty interval, where it is computed. low, median and high are the 5th, 50th and 95th percentile
        /// of the score over the replications, rank_low and rank_high the 5th and 95th of the rank.
        package var median: Double?
        package var rankLow: Int64?
        package var rankHigh: Int64?
        package var rankStable: Bool?
        /// The lowest and highest score that the reports of different reporters give: apart from low and high, never added.
        package var inputLow: Double?
        package var inputHigh: Double?
        /// Of a measure of states what the value is the code of ("CHN leads"); null for every other node.
        package var label: String?
        /// The ends of the oldest and the newest reference period among the data used (2019-12-31); null where it was not asked
        /// for, and without a value.
        package var dataFrom: String?
        package var dataTo: String?
        /// The statuses of the data used, as in Observation, without A; null as above.
        package var flags: [String]?
        /// What broke beneath it in the year that ends with the period; null as above.
        package var breaks: [IndexInterface.Break]?

        package enum Field: String, VarlinkField {
            case country
            case power
            case node
            case period
            case value
            case low
            case high
            case rank
            case share
            case coverage
            case confidence
            case run
            case computedAt = "computed_at"
            case median
            case rankLow = "rank_low"
            case rankHigh = "rank_high"
            case rankStable = "rank_stable"
            case inputLow = "input_low"
            case inputHigh = "input_high"
            case label
            case dataFrom = "data_from"
            case dataTo = "data_to"
            case flags
            case breaks
        }

        package init(
            country: String,
            power: String,
            node: String,
            period: String,
            value: Double? = nil,
            low: Double? = nil,
            high: Double? = nil,
            rank: Int64? = nil,
            share: Double? = nil,
            coverage: Double,
            confidence: Double,
            run: Int64,
            computedAt: String,
            median: Double? = nil,
            rankLow: Int64? = nil,
            rankHigh: Int64? = nil,
            rankStable: Bool? = nil,
            inputLow: Double? = nil,
            inputHigh: Double? = nil,
            label: String? = nil,
            dataFrom: String? = nil,
            dataTo: String? = nil,
            flags: [String]? = nil,
            breaks: [IndexInterface.Break]? = nil
        ) {
            self.country = country
            self.power = power
            self.node = node
            self.period = period
            self.value = value
            self.low = low
            self.high = high
            self.rank = rank
            self.share = share
            self.coverage = coverage
            self.confidence = confidence
            self.run = run
            self.computedAt = computedAt
            self.median = median
            self.rankLow = rankLow
            self.rankHigh = rankHigh
            self.rankStable = rankStable
            self.inputLow = inputLow
            self.inputHigh = inputHigh
            self.label = label
            self.dataFrom = dataFrom
            self.dataTo = dataTo
            self.flags = flags
            self.breaks = breaks
        }

        package static var expectation: String { "Score" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.node = try members.value("node")
            self.period = try members.value("period")
            self.value = try members.value("value")
            self.low = try members.value("low")
            self.high = try members.value("high")
            self.rank = try members.value("rank")
            self.share = try members.value("share")
            self.coverage = try members.value("coverage")
            self.confidence = try members.value("confidence")
            self.run = try members.value("run")
            self.computedAt = try members.value("computed_at")
            self.median = try members.value("median")
            self.rankLow = try members.value("rank_low")
            self.rankHigh = try members.value("rank_high")
            self.rankStable = try members.value("rank_stable")
            self.inputLow = try members.value("input_low")
            self.inputHigh = try members.value("input_high")
            self.label = try members.value("label")
            self.dataFrom = try members.value("data_from")
            self.dataTo = try members.value("data_to")
            self.flags = try members.value("flags")
            self.breaks = try members.value("breaks")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("node", self.node)
            writer.member("period", self.period)
            writer.member("value", self.value)
            writer.member("low", self.low)
            writer.member("high", self.high)
            writer.member("rank", self.rank)
            writer.member("share", self.share)
            writer.member("coverage", self.coverage)
            writer.member("confidence", self.confidence)
            writer.member("run", self.run)
            writer.member("computed_at", self.computedAt)
            writer.member("median", self.median)
            writer.member("rank_low", self.rankLow)
            writer.member("rank_high", self.rankHigh)
            writer.member("rank_stable", self.rankStable)
            writer.member("input_low", self.inputLow)
            writer.member("input_high", self.inputHigh)
            writer.member("label", self.label)
            writer.member("data_from", self.dataFrom)
            writer.member("data_to", self.dataTo)
            writer.member("flags", self.flags)
            writer.member("breaks", self.breaks)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .country: self.country.json
            case .power: self.power.json
            case .node: self.node.json
            case .period: self.period.json
            case .value: self.value.json
            case .low: self.low.json
            case .high: self.high.json
            case .rank: self.rank.json
            case .share: self.share.json
            case .coverage: self.coverage.json
            case .confidence: self.confidence.json
            case .run: self.run.json
            case .computedAt: self.computedAt.json
            case .median: self.median.json
            case .rankLow: self.rankLow.json
            case .rankHigh: self.rankHigh.json
            case .rankStable: self.rankStable.json
            case .inputLow: self.inputLow.json
            case .inputHigh: self.inputHigh.json
            case .label: self.label.json
            case .dataFrom: self.dataFrom.json
            case .dataTo: self.dataTo.json
            case .flags: self.flags.json
            case .breaks: self.breaks.json
            }
        }
    }

    /// One recomputation of the index.
    package struct Run: VarlinkStructure {
        package var run: Int64
        package var computedAt: String
        /// start, schedule, import, request or reload
        package var reason: String
        /// SHA-256 of the model files.
        package var model: String
        /// SHA-256 of everything that went in; the same model and input give bit-identical scores.
        package var input: String
        /// The edition of each method that computed it, and the version of the software; null of a run from before they were
        /// stored.
        package var editions: String?
        package var software: String?
        /// The last period of the grid that was computed.
        package var period: String
        /// How many scores and measures differ from the run before.
        package var changed: Int64
        package var durationSeconds: Double
        /// Later recomputations that found the same model and input, and the last of them.
        package var heartbeats: Int64
        package var lastHeartbeatAt: String?
        /// Whether it was recorded by a clock that was ahead, and set aside when that was repaired: nothing follows from it, and
        /// no time is answered by it.
        package var setAside: Bool?

        package enum Field: String, VarlinkField {
            case run
            case computedAt = "computed_at"
            case reason
            case model
            case input
            case editions
            case software
            case period
            case changed
            case durationSeconds = "duration_seconds"
            case heartbeats
            case lastHeartbeatAt = "last_heartbeat_at"
            case setAside = "set_aside"
        }

        package init(
            run: Int64,
            computedAt: String,
            reason: String,
            model: String,
            input: String,
            editions: String? = nil,
            software: String? = nil,
            period: String,
            changed: Int64,
            durationSeconds: Double,
            heartbeats: Int64,
            lastHeartbeatAt: String? = nil,
            setAside: Bool? = nil
        ) {
            self.run = run
            self.computedAt = computedAt
            self.reason = reason
            self.model = model
            self.input = input
            self.editions = editions
            self.software = software
            self.period = period
            self.changed = changed
            self.durationSeconds = durationSeconds
            self.heartbeats = heartbeats
            self.lastHeartbeatAt = lastHeartbeatAt
            self.setAside = setAside
        }

        package static var expectation: String { "Run" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.run = try members.value("run")
            self.computedAt = try members.value("computed_at")
            self.reason = try members.value("reason")
            self.model = try members.value("model")
            self.input = try members.value("input")
            self.editions = try members.value("editions")
            self.software = try members.value("software")
            self.period = try members.value("period")
            self.changed = try members.value("changed")
            self.durationSeconds = try members.value("duration_seconds")
            self.heartbeats = try members.value("heartbeats")
            self.lastHeartbeatAt = try members.value("last_heartbeat_at")
            self.setAside = try members.value("set_aside")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("run", self.run)
            writer.member("computed_at", self.computedAt)
            writer.member("reason", self.reason)
            writer.member("model", self.model)
            writer.member("input", self.input)
            writer.member("editions", self.editions)
            writer.member("software", self.software)
            writer.member("period", self.period)
            writer.member("changed", self.changed)
            writer.member("duration_seconds", self.durationSeconds)
            writer.member("heartbeats", self.heartbeats)
            writer.member("last_heartbeat_at", self.lastHeartbeatAt)
            writer.member("set_aside", self.setAside)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .run: self.run.json
            case .computedAt: self.computedAt.json
            case .reason: self.reason.json
            case .model: self.model.json
            case .input: self.input.json
            case .editions: self.editions.json
            case .software: self.software.json
            case .period: self.period.json
            case .changed: self.changed.json
            case .durationSeconds: self.durationSeconds.json
            case .heartbeats: self.heartbeats.json
            case .lastHeartbeatAt: self.lastHeartbeatAt.json
            case .setAside: self.setAside.json
            }
        }
    }

    /// A file or source that the daemon reads by itself.
    package struct Feed: VarlinkStructure {
        package var name: String
        package var lastImportAt: String?
        /// The newest period among its observations.
        package var newestPeriod: String?
        /// Why the last attempt failed, or null.
        package var error: String?
        /// How many causes of warnings its last import had.
        package var warnings: Int64?

        package enum Field: String, VarlinkField {
            case name
            case lastImportAt = "last_import_at"
            case newestPeriod = "newest_period"
            case error
            case warnings
        }

        package init(
            name: String,
            lastImportAt: String? = nil,
            newestPeriod: String? = nil,
            error: String? = nil,
            warnings: Int64? = nil
        ) {
            self.name = name
            self.lastImportAt = lastImportAt
            self.newestPeriod = newestPeriod
            self.error = error
            self.warnings = warnings
        }

        package static var expectation: String { "Feed" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.name = try members.value("name")
            self.lastImportAt = try members.value("last_import_at")
            self.newestPeriod = try members.value("newest_period")
            self.error = try members.value("error")
            self.warnings = try members.value("warnings")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("name", self.name)
            writer.member("last_import_at", self.lastImportAt)
            writer.member("newest_period", self.newestPeriod)
            writer.member("error", self.error)
            writer.member("warnings", self.warnings)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .name: self.name.json
            case .lastImportAt: self.lastImportAt.json
            case .newestPeriod: self.newestPeriod.json
            case .error: self.error.json
            case .warnings: self.warnings.json
            }
        }
    }

    /// What the daemon keeps on disk.
    package struct StoreStatus: VarlinkStructure {
        package var path: String
        package var sizeBytes: Int64
        package var walBytes: Int64
        package var freeBytes: Int64
        package var series: Int64
        package var observations: Int64
        package var scores: Int64
        package var runs: Int64
        package var epoch: Int64?

        package enum Field: String, VarlinkField {
            case path
            case sizeBytes = "size_bytes"
            case walBytes = "wal_bytes"
            case freeBytes = "free_bytes"
            case series
            case observations
            case scores
            case runs
            case epoch
        }

        package init(
            path: String,
            sizeBytes: Int64,
            walBytes: Int64,
            freeBytes: Int64,
            series: Int64,
            observations: Int64,
            scores: Int64,
            runs: Int64,
            epoch: Int64? = nil
        ) {
            self.path = path
            self.sizeBytes = sizeBytes
            self.walBytes = walBytes
            self.freeBytes = freeBytes
            self.series = series
            self.observations = observations
            self.scores = scores
            self.runs = runs
            self.epoch = epoch
        }

        package static var expectation: String { "StoreStatus" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.path = try members.value("path")
            self.sizeBytes = try members.value("size_bytes")
            self.walBytes = try members.value("wal_bytes")
            self.freeBytes = try members.value("free_bytes")
            self.series = try members.value("series")
            self.observations = try members.value("observations")
            self.scores = try members.value("scores")
            self.runs = try members.value("runs")
            self.epoch = try members.value("epoch")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("path", self.path)
            writer.member("size_bytes", self.sizeBytes)
            writer.member("wal_bytes", self.walBytes)
            writer.member("free_bytes", self.freeBytes)
            writer.member("series", self.series)
            writer.member("observations", self.observations)
            writer.member("scores", self.scores)
            writer.member("runs", self.runs)
            writer.member("epoch", self.epoch)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .path: self.path.json
            case .sizeBytes: self.sizeBytes.json
            case .walBytes: self.walBytes.json
            case .freeBytes: self.freeBytes.json
            case .series: self.series.json
            case .observations: self.observations.json
            case .scores: self.scores.json
            case .runs: self.runs.json
            case .epoch: self.epoch.json
            }
        }
    }

    /// What has to be said beside figures of a node: what it leaves out, or is not.
    package struct Caveat: VarlinkStructure {
        package var node: String
        package var text: String
        /// Whose figures, and where; empty: all.
        package var powers: [String]
        package var countries: [String]

        package enum Field: String, VarlinkField {
            case node
            case text
            case powers
            case countries
        }

        package init(node: String, text: String, powers: [String], countries: [String]) {
            self.node = node
            self.text = text
            self.powers = powers
            self.countries = countries
        }

        package static var expectation: String { "Caveat" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.node = try members.value("node")
            self.text = try members.value("text")
            self.powers = try members.value("powers")
            self.countries = try members.value("countries")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("node", self.node)
            writer.member("text", self.text)
            writer.member("powers", self.powers)
            writer.member("countries", self.countries)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .node: self.node.json
            case .text: self.text.json
            case .powers: self.powers.json
            case .countries: self.countries.json
            }
        }
    }

    /// An element of the model tree, or a tracked indicator (parent and weight null).
    package struct ModelNode: VarlinkStructure {
        package var node: String
        package var title: String
        package var kind: Kind
        package var parent: String?
        /// As given in the model file, not scaled to a sum of 1.
        package var weight: Double?
        package var unit: String?
        /// The method in one line: "share of WLD; goalposts 0..50; yearly, at most P3Y old".
        package var method: String
        package var note: String?
        package var caveats: [IndexInterface.Caveat]?

        package enum Kind: VarlinkEnumeration {
            case aggregate
            case indicator
            case tracked
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String { "(aggregate, indicator, tracked)" }

            package init(_ text: String) {
                switch text {
                case "aggregate": self = .aggregate
                case "indicator": self = .indicator
                case "tracked": self = .tracked
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .aggregate: "aggregate"
                case .indicator: "indicator"
                case .tracked: "tracked"
                case .other(let text): text
                }
            }
        }

        package enum Field: String, VarlinkField {
            case node
            case title
            case kind
            case parent
            case weight
            case unit
            case method
            case note
            case caveats
        }

        package init(
            node: String,
            title: String,
            kind: Kind,
            parent: String? = nil,
            weight: Double? = nil,
            unit: String? = nil,
            method: String,
            note: String? = nil,
            caveats: [IndexInterface.Caveat]? = nil
        ) {
            self.node = node
            self.title = title
            self.kind = kind
            self.parent = parent
            self.weight = weight
            self.unit = unit
            self.method = method
            self.note = note
            self.caveats = caveats
        }

        package static var expectation: String { "ModelNode" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.node = try members.value("node")
            self.title = try members.value("title")
            self.kind = try members.value("kind")
            self.parent = try members.value("parent")
            self.weight = try members.value("weight")
            self.unit = try members.value("unit")
            self.method = try members.value("method")
            self.note = try members.value("note")
            self.caveats = try members.value("caveats")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("node", self.node)
            writer.member("title", self.title)
            writer.member("kind", self.kind)
            writer.member("parent", self.parent)
            writer.member("weight", self.weight)
            writer.member("unit", self.unit)
            writer.member("method", self.method)
            writer.member("note", self.note)
            writer.member("caveats", self.caveats)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .node: self.node.json
            case .title: self.title.json
            case .kind: self.kind.json
            case .parent: self.parent.json
            case .weight: self.weight.json
            case .unit: self.unit.json
            case .method: self.method.json
            case .note: self.note.json
            case .caveats: self.caveats.json
            }
        }
    }

    package struct Member: VarlinkStructure {
        package var id: String
        package var name: String
        /// The union that this power is part of.
        package var within: String?

        package enum Field: String, VarlinkField {
            case id
            case name
            case within
        }

        package init(id: String, name: String, within: String? = nil) {
            self.id = id
            self.name = name
            self.within = within
        }

        package static var expectation: String { "Member" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.id = try members.value("id")
            self.name = try members.value("name")
            self.within = try members.value("within")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("id", self.id)
            writer.member("name", self.name)
            writer.member("within", self.within)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .id: self.id.json
            case .name: self.name.json
            case .within: self.within.json
            }
        }
    }

    package struct File: VarlinkStructure {
        package var name: String
        package var text: String

        package enum Field: String, VarlinkField {
            case name
            case text
        }

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }

        package static var expectation: String { "File" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.name = try members.value("name")
            self.text = try members.value("text")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("name", self.name)
            writer.member("text", self.text)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .name: self.name.json
            case .text: self.text.json
            }
        }
    }

    /// One observation, one vintage of it.
    package struct Observation: VarlinkStructure {
        package var indicator: String
        package var power: String?
        package var country: String?
        package var period: String
        package var value: Double?
        package var unit: String
        /// SDMX CL_OBS_STATUS. With a value: A normal, B break, D definition differs, E estimated, F forecast, G experimental,
        /// I imputed, J derogation, N not significant, P provisional, S special event, U low reliability, V unvalidated,
        /// W includes another category. Without: H holiday, K included elsewhere, L not collected, M cannot exist, O missing,
        /// Q suppressed.
        package var status: String
        package var reporter: String
        package var released: String?
        package var source: String
        package var note: String
        /// When the daemon learnt it.
        package var recordedAt: String
        /// Whether it counts; false of editions that a later one has replaced, that are older than another, or were withdrawn.
        package var inForce: Bool?

        package enum Field: String, VarlinkField {
            case indicator
            case power
            case country
            case period
            case value
            case unit
            case status
            case reporter
            case released
            case source
            case note
            case recordedAt = "recorded_at"
            case inForce = "in_force"
        }

        package init(
            indicator: String,
            power: String? = nil,
            country: String? = nil,
            period: String,
            value: Double? = nil,
            unit: String,
            status: String,
            reporter: String,
            released: String? = nil,
            source: String,
            note: String,
            recordedAt: String,
            inForce: Bool? = nil
        ) {
            self.indicator = indicator
            self.power = power
            self.country = country
            self.period = period
            self.value = value
            self.unit = unit
            self.status = status
            self.reporter = reporter
            self.released = released
            self.source = source
            self.note = note
            self.recordedAt = recordedAt
            self.inForce = inForce
        }

        package static var expectation: String { "Observation" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.indicator = try members.value("indicator")
            self.power = try members.value("power")
            self.country = try members.value("country")
            self.period = try members.value("period")
            self.value = try members.value("value")
            self.unit = try members.value("unit")
            self.status = try members.value("status")
            self.reporter = try members.value("reporter")
            self.released = try members.value("released")
            self.source = try members.value("source")
            self.note = try members.value("note")
            self.recordedAt = try members.value("recorded_at")
            self.inForce = try members.value("in_force")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("indicator", self.indicator)
            writer.member("power", self.power)
            writer.member("country", self.country)
            writer.member("period", self.period)
            writer.member("value", self.value)
            writer.member("unit", self.unit)
            writer.member("status", self.status)
            writer.member("reporter", self.reporter)
            writer.member("released", self.released)
            writer.member("source", self.source)
            writer.member("note", self.note)
            writer.member("recorded_at", self.recordedAt)
            writer.member("in_force", self.inForce)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .indicator: self.indicator.json
            case .power: self.power.json
            case .country: self.country.json
            case .period: self.period.json
            case .value: self.value.json
            case .unit: self.unit.json
            case .status: self.status.json
            case .reporter: self.reporter.json
            case .released: self.released.json
            case .source: self.source.json
            case .note: self.note.json
            case .recordedAt: self.recordedAt.json
            case .inForce: self.inForce.json
            }
        }
    }

    /// One import that brought something new, or the undoing of one.
    package struct Import: VarlinkStructure {
        package var vintage: Int64
        package var recordedAt: String
        /// The file's name; of an undoing "undo of 12".
        package var origin: String
        package var added: Int64
        package var revised: Int64
        package var withdrawn: Int64
        /// Observations whose source or note alone changed.
        package var annotated: Int64
        /// How many causes of warnings it had.
        package var warnings: Int64
        /// The vintage that it undid.
        package var undoes: Int64?
        /// The user who imported it, and the name that he gave; null of what the daemon imports by itself.
        package var user: String?
        package var author: String?
        package var comment: String?
        /// The false time at which it was recorded first, by a clock that was ahead.
        package var firstRecordedAt: String?

        package enum Field: String, VarlinkField {
            case vintage
            case recordedAt = "recorded_at"
            case origin
            case added
            case revised
            case withdrawn
            case annotated
            case warnings
            case undoes
            case user
            case author
            case comment
            case firstRecordedAt = "first_recorded_at"
        }

        package init(
            vintage: Int64,
            recordedAt: String,
            origin: String,
            added: Int64,
            revised: Int64,
            withdrawn: Int64,
            annotated: Int64,
            warnings: Int64,
            undoes: Int64? = nil,
            user: String? = nil,
            author: String? = nil,
            comment: String? = nil,
            firstRecordedAt: String? = nil
        ) {
            self.vintage = vintage
            self.recordedAt = recordedAt
            self.origin = origin
            self.added = added
            self.revised = revised
            self.withdrawn = withdrawn
            self.annotated = annotated
            self.warnings = warnings
            self.undoes = undoes
            self.user = user
            self.author = author
            self.comment = comment
            self.firstRecordedAt = firstRecordedAt
        }

        package static var expectation: String { "Import" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.vintage = try members.value("vintage")
            self.recordedAt = try members.value("recorded_at")
            self.origin = try members.value("origin")
            self.added = try members.value("added")
            self.revised = try members.value("revised")
            self.withdrawn = try members.value("withdrawn")
            self.annotated = try members.value("annotated")
            self.warnings = try members.value("warnings")
            self.undoes = try members.value("undoes")
            self.user = try members.value("user")
            self.author = try members.value("author")
            self.comment = try members.value("comment")
            self.firstRecordedAt = try members.value("first_recorded_at")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("vintage", self.vintage)
            writer.member("recorded_at", self.recordedAt)
            writer.member("origin", self.origin)
            writer.member("added", self.added)
            writer.member("revised", self.revised)
            writer.member("withdrawn", self.withdrawn)
            writer.member("annotated", self.annotated)
            writer.member("warnings", self.warnings)
            writer.member("undoes", self.undoes)
            writer.member("user", self.user)
            writer.member("author", self.author)
            writer.member("comment", self.comment)
            writer.member("first_recorded_at", self.firstRecordedAt)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .vintage: self.vintage.json
            case .recordedAt: self.recordedAt.json
            case .origin: self.origin.json
            case .added: self.added.json
            case .revised: self.revised.json
            case .withdrawn: self.withdrawn.json
            case .annotated: self.annotated.json
            case .warnings: self.warnings.json
            case .undoes: self.undoes.json
            case .user: self.user.json
            case .author: self.author.json
            case .comment: self.comment.json
            case .firstRecordedAt: self.firstRecordedAt.json
            }
        }
    }

    /// What the daemon holds on one observed thing.
    package struct Series: VarlinkStructure {
        package var indicator: String
        package var power: String?
        package var country: String?
        package var reporter: String
        package var unit: String
        package var firstPeriod: String
        package var lastPeriod: String
        package var periods: Int64
        package var vintages: Int64
        package var lastRecordedAt: String

        package enum Field: String, VarlinkField {
            case indicator
            case power
            case country
            case reporter
            case unit
            case firstPeriod = "first_period"
            case lastPeriod = "last_period"
            case periods
            case vintages
            case lastRecordedAt = "last_recorded_at"
        }

        package init(
            indicator: String,
            power: String? = nil,
            country: String? = nil,
            reporter: String,
            unit: String,
            firstPeriod: String,
            lastPeriod: String,
            periods: Int64,
            vintages: Int64,
            lastRecordedAt: String
        ) {
            self.indicator = indicator
            self.power = power
            self.country = country
            self.reporter = reporter
            self.unit = unit
            self.firstPeriod = firstPeriod
            self.lastPeriod = lastPeriod
            self.periods = periods
            self.vintages = vintages
            self.lastRecordedAt = lastRecordedAt
        }

        package static var expectation: String { "Series" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.indicator = try members.value("indicator")
            self.power = try members.value("power")
            self.country = try members.value("country")
            self.reporter = try members.value("reporter")
            self.unit = try members.value("unit")
            self.firstPeriod = try members.value("first_period")
            self.lastPeriod = try members.value("last_period")
            self.periods = try members.value("periods")
            self.vintages = try members.value("vintages")
            self.lastRecordedAt = try members.value("last_recorded_at")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("indicator", self.indicator)
            writer.member("power", self.power)
            writer.member("country", self.country)
            writer.member("reporter", self.reporter)
            writer.member("unit", self.unit)
            writer.member("first_period", self.firstPeriod)
            writer.member("last_period", self.lastPeriod)
            writer.member("periods", self.periods)
            writer.member("vintages", self.vintages)
            writer.member("last_recorded_at", self.lastRecordedAt)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .indicator: self.indicator.json
            case .power: self.power.json
            case .country: self.country.json
            case .reporter: self.reporter.json
            case .unit: self.unit.json
            case .firstPeriod: self.firstPeriod.json
            case .lastPeriod: self.lastPeriod.json
            case .periods: self.periods.json
            case .vintages: self.vintages.json
            case .lastRecordedAt: self.lastRecordedAt.json
            }
        }
    }

    /// What a level of an ordinal indicator means.
    package struct Level: VarlinkStructure {
        package var level: Double
        package var label: String
        package var score: Double
        package var citation: String

        package enum Field: String, VarlinkField {
            case level
            case label
            case score
            case citation
        }

        package init(level: Double, label: String, score: Double, citation: String) {
            self.level = level
            self.label = label
            self.score = score
            self.citation = citation
        }

        package static var expectation: String { "Level" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.level = try members.value("level")
            self.label = try members.value("label")
            self.score = try members.value("score")
            self.citation = try members.value("citation")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("level", self.level)
            writer.member("label", self.label)
            writer.member("score", self.score)
            writer.member("citation", self.citation)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .level: self.level.json
            case .label: self.label.json
            case .score: self.score.json
            case .citation: self.citation.json
            }
        }
    }

    /// One node of a score's explanation.
    package struct ExplainedNode: VarlinkStructure {
        package var node: String
        package var title: String
        package var parent: String?
        package var value: Double?
        /// Share among its siblings as the model gives it, 0 to 1.
        package var weight: Double
        /// Share of the explained node's score after the weights of missing siblings are shared out, 0 to 1.
        package var effectiveWeight: Double?
        /// Points of the explained node's score; the contributions of the indicators add up to it. null under aggregations
        /// that do not add up.
        package var contribution: Double?
        package var coverage: Double
        package var confidence: Double
        /// The rest is about indicators.
        /// fresh, aging, stale, expired, missing, not_applicable, imputed or undefined (data are there, but no number comes from
        /// them)
        package var freshness: String?
        /// After window and transform, before normalisation.
        package var raw: Double?
        /// Of raw: empty where the steps on the way leave none, as after a logarithm.
        package var unit: String?
        /// The windowed value, and what it was divided by.
        package var numerator: Double?
        package var denominator: Double?
        package var goalpostLow: Double?
        package var goalpostHigh: Double?
        /// The method in one line.
        package var method: String?
        package var observations: [IndexInterface.Observation]
        /// What was normalised, where the model imputes or treats values: null where that is the raw value.
        package var treated: Double?
        /// The figures that a normalisation other than goalposts found in the values: "min 0.2, max 38.9". Of aggregates as well.
        package var normalisedBy: String?
        /// Why there is no value, in one sentence; null where there is one.
        package var absence: String?
        /// The share of the window that is known, 0 to 1; 1 without a window. It multiplies the weight in coverage and confidence.
        package var known: Double?
        /// The ends of the oldest and newest reference period that the raw value stands on, denominators included.
        package var dataFrom: String?
        package var dataTo: String?
        /// Of an ordinal indicator the levels that the observations have.
        package var levels: [IndexInterface.Level]?

        package enum Field: String, VarlinkField {
            case node
            case title
            case parent
            case value
            case weight
            case effectiveWeight = "effective_weight"
            case contribution
            case coverage
            case confidence
            case freshness
            case raw
            case unit
            case numerator
            case denominator
            case goalpostLow = "goalpost_low"
            case goalpostHigh = "goalpost_high"
            case method
            case observations
            case treated
            case normalisedBy = "normalised_by"
            case absence
            case known
            case dataFrom = "data_from"
            case dataTo = "data_to"
            case levels
        }

        package init(
            node: String,
            title: String,
            parent: String? = nil,
            value: Double? = nil,
            weight: Double,
            effectiveWeight: Double? = nil,
            contribution: Double? = nil,
            coverage: Double,
            confidence: Double,
            freshness: String? = nil,
            raw: Double? = nil,
            unit: String? = nil,
            numerator: Double? = nil,
            denominator: Double? = nil,
            goalpostLow: Double? = nil,
            goalpostHigh: Double? = nil,
            method: String? = nil,
            observations: [IndexInterface.Observation],
            treated: Double? = nil,
            normalisedBy: String? = nil,
            absence: String? = nil,
            known: Double? = nil,
            dataFrom: String? = nil,
            dataTo: String? = nil,
            levels: [IndexInterface.Level]? = nil
        ) {
            self.node = node
            self.title = title
            self.parent = parent
            self.value = value
            self.weight = weight
            self.effectiveWeight = effectiveWeight
            self.contribution = contribution
            self.coverage = coverage
            self.confidence = confidence
            self.freshness = freshness
            self.raw = raw
            self.unit = unit
            self.numerator = numerator
            self.denominator = denominator
            self.goalpostLow = goalpostLow
            self.goalpostHigh = goalpostHigh
            self.method = method
            self.observations = observations
            self.treated = treated
            self.normalisedBy = normalisedBy
            self.absence = absence
            self.known = known
            self.dataFrom = dataFrom
            self.dataTo = dataTo
            self.levels = levels
        }

        package static var expectation: String { "ExplainedNode" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.node = try members.value("node")
            self.title = try members.value("title")
            self.parent = try members.value("parent")
            self.value = try members.value("value")
            self.weight = try members.value("weight")
            self.effectiveWeight = try members.value("effective_weight")
            self.contribution = try members.value("contribution")
            self.coverage = try members.value("coverage")
            self.confidence = try members.value("confidence")
            self.freshness = try members.value("freshness")
            self.raw = try members.value("raw")
            self.unit = try members.value("unit")
            self.numerator = try members.value("numerator")
            self.denominator = try members.value("denominator")
            self.goalpostLow = try members.value("goalpost_low")
            self.goalpostHigh = try members.value("goalpost_high")
            self.method = try members.value("method")
            self.observations = try members.value("observations")
            self.treated = try members.value("treated")
            self.normalisedBy = try members.value("normalised_by")
            self.absence = try members.value("absence")
            self.known = try members.value("known")
            self.dataFrom = try members.value("data_from")
            self.dataTo = try members.value("data_to")
            self.levels = try members.value("levels")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("node", self.node)
            writer.member("title", self.title)
            writer.member("parent", self.parent)
            writer.member("value", self.value)
            writer.member("weight", self.weight)
            writer.member("effective_weight", self.effectiveWeight)
            writer.member("contribution", self.contribution)
            writer.member("coverage", self.coverage)
            writer.member("confidence", self.confidence)
            writer.member("freshness", self.freshness)
            writer.member("raw", self.raw)
            writer.member("unit", self.unit)
            writer.member("numerator", self.numerator)
            writer.member("denominator", self.denominator)
            writer.member("goalpost_low", self.goalpostLow)
            writer.member("goalpost_high", self.goalpostHigh)
            writer.member("method", self.method)
            writer.member("observations", self.observations)
            writer.member("treated", self.treated)
            writer.member("normalised_by", self.normalisedBy)
            writer.member("absence", self.absence)
            writer.member("known", self.known)
            writer.member("data_from", self.dataFrom)
            writer.member("data_to", self.dataTo)
            writer.member("levels", self.levels)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .node: self.node.json
            case .title: self.title.json
            case .parent: self.parent.json
            case .value: self.value.json
            case .weight: self.weight.json
            case .effectiveWeight: self.effectiveWeight.json
            case .contribution: self.contribution.json
            case .coverage: self.coverage.json
            case .confidence: self.confidence.json
            case .freshness: self.freshness.json
            case .raw: self.raw.json
            case .unit: self.unit.json
            case .numerator: self.numerator.json
            case .denominator: self.denominator.json
            case .goalpostLow: self.goalpostLow.json
            case .goalpostHigh: self.goalpostHigh.json
            case .method: self.method.json
            case .observations: self.observations.json
            case .treated: self.treated.json
            case .normalisedBy: self.normalisedBy.json
            case .absence: self.absence.json
            case .known: self.known.json
            case .dataFrom: self.dataFrom.json
            case .dataTo: self.dataTo.json
            case .levels: self.levels.json
            }
        }
    }

    /// What a node weighed among its siblings and what it weighs, as the model gives it or as it was found.
    package struct Reweighting: VarlinkStructure {
        package var node: String
        package var title: String
        package var from: Double
        package var to: Double

        package enum Field: String, VarlinkField {
            case node
            case title
            case from
            case to
        }

        package init(node: String, title: String, from: Double, to: Double) {
            self.node = node
            self.title = title
            self.from = from
            self.to = to
        }

        package static var expectation: String { "Reweighting" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.node = try members.value("node")
            self.title = try members.value("title")
            self.from = try members.value("from")
            self.to = try members.value("to")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("node", self.node)
            writer.member("title", self.title)
            writer.member("from", self.from)
            writer.member("to", self.to)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .node: self.node.json
            case .title: self.title.json
            case .from: self.from.json
            case .to: self.to.json
            }
        }
    }

    /// One cause of a change.
    package struct ChangeItem: VarlinkStructure {
        /// new_period: a newer period was observed. revision: other values of the same period. reporter_switch: another reporter
        /// is read. break: the reporter itself says that its series breaks (status B), or another indicator stands in for it.
        /// decay: the same observations, seen from later. imputation: a value that is filled in changed with what it is
        /// filled in from. normalisation: what values are compared with moved. weights: weights moved that come from the data,
        /// or that the model gives by period; in a score that is no plain sum those beneath the node together (`reweighted`).
        /// entered, left: there was no value before, there is none any more; that it takes weight from its siblings, or gives it
        /// back, is in the effect. coverage: everything beneath the node left, and something else entered. model: the model
        /// changed, counted on the new data. residual: what sampling or rounding leaves.
        package var group: String
        /// An indicator, or the aggregate that changed as a whole or beneath which weights moved.
        package var node: String
        package var title: String
        /// Points of the explained node's score; the effects of all items add up to the change.
        package var effect: Double
        /// The node's own value before and after, on the model's scale.
        package var from: Double?
        package var to: Double?
        /// Its effective weight in the explained node before and after, 0 to 1.
        package var weightFrom: Double?
        package var weightTo: Double?
        /// The rest is about indicators: before normalisation.
        package var rawFrom: Double?
        package var rawTo: Double?
        /// Of both: empty where the steps on the way leave none, as after a logarithm.
        package var unit: String?
        /// The newest period observed of it, and by whom.
        package var periodFrom: String?
        package var periodTo: String?
        package var reporterFrom: String?
        package var reporterTo: String?
        /// What the reporter says of the newest period observed, as in Observation.
        package var statusFrom: String?
        package var statusTo: String?
        /// Of reporter_switch and break: why the two values cannot be compared. Between two periods every break in between.
        package var breaks: [IndexInterface.Break]?
        /// Of weights in a score that is no plain sum: the children of the node that have another weight now. The shares of all
        /// children have moved with them; the effect is that of the whole.
        package var reweighted: [IndexInterface.Reweighting]?

        package enum Field: String, VarlinkField {
            case group
            case node
            case title
            case effect
            case from
            case to
            case weightFrom = "weight_from"
            case weightTo = "weight_to"
            case rawFrom = "raw_from"
            case rawTo = "raw_to"
            case unit
            case periodFrom = "period_from"
            case periodTo = "period_to"
            case reporterFrom = "reporter_from"
            case reporterTo = "reporter_to"
            case statusFrom = "status_from"
            case statusTo = "status_to"
            case breaks
            case reweighted
        }

        package init(
            group: String,
            node: String,
            title: String,
            effect: Double,
            from: Double? = nil,
            to: Double? = nil,
            weightFrom: Double? = nil,
            weightTo: Double? = nil,
            rawFrom: Double? = nil,
            rawTo: Double? = nil,
            unit: String? = nil,
            periodFrom: String? = nil,
            periodTo: String? = nil,
            reporterFrom: String? = nil,
            reporterTo: String? = nil,
            statusFrom: String? = nil,
            statusTo: String? = nil,
            breaks: [IndexInterface.Break]? = nil,
            reweighted: [IndexInterface.Reweighting]? = nil
        ) {
            self.group = group
            self.node = node
            self.title = title
            self.effect = effect
            self.from = from
            self.to = to
            self.weightFrom = weightFrom
            self.weightTo = weightTo
            self.rawFrom = rawFrom
            self.rawTo = rawTo
            self.unit = unit
            self.periodFrom = periodFrom
            self.periodTo = periodTo
            self.reporterFrom = reporterFrom
            self.reporterTo = reporterTo
            self.statusFrom = statusFrom
            self.statusTo = statusTo
            self.breaks = breaks
            self.reweighted = reweighted
        }

        package static var expectation: String { "ChangeItem" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.group = try members.value("group")
            self.node = try members.value("node")
            self.title = try members.value("title")
            self.effect = try members.value("effect")
            self.from = try members.value("from")
            self.to = try members.value("to")
            self.weightFrom = try members.value("weight_from")
            self.weightTo = try members.value("weight_to")
            self.rawFrom = try members.value("raw_from")
            self.rawTo = try members.value("raw_to")
            self.unit = try members.value("unit")
            self.periodFrom = try members.value("period_from")
            self.periodTo = try members.value("period_to")
            self.reporterFrom = try members.value("reporter_from")
            self.reporterTo = try members.value("reporter_to")
            self.statusFrom = try members.value("status_from")
            self.statusTo = try members.value("status_to")
            self.breaks = try members.value("breaks")
            self.reweighted = try members.value("reweighted")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("group", self.group)
            writer.member("node", self.node)
            writer.member("title", self.title)
            writer.member("effect", self.effect)
            writer.member("from", self.from)
            writer.member("to", self.to)
            writer.member("weight_from", self.weightFrom)
            writer.member("weight_to", self.weightTo)
            writer.member("raw_from", self.rawFrom)
            writer.member("raw_to", self.rawTo)
            writer.member("unit", self.unit)
            writer.member("period_from", self.periodFrom)
            writer.member("period_to", self.periodTo)
            writer.member("reporter_from", self.reporterFrom)
            writer.member("reporter_to", self.reporterTo)
            writer.member("status_from", self.statusFrom)
            writer.member("status_to", self.statusTo)
            writer.member("breaks", self.breaks)
            writer.member("reweighted", self.reweighted)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .group: self.group.json
            case .node: self.node.json
            case .title: self.title.json
            case .effect: self.effect.json
            case .from: self.from.json
            case .to: self.to.json
            case .weightFrom: self.weightFrom.json
            case .weightTo: self.weightTo.json
            case .rawFrom: self.rawFrom.json
            case .rawTo: self.rawTo.json
            case .unit: self.unit.json
            case .periodFrom: self.periodFrom.json
            case .periodTo: self.periodTo.json
            case .reporterFrom: self.reporterFrom.json
            case .reporterTo: self.reporterTo.json
            case .statusFrom: self.statusFrom.json
            case .statusTo: self.statusTo.json
            case .breaks: self.breaks.json
            case .reweighted: self.reweighted.json
            }
        }
    }

    /// Why a score is no longer what it was.
    package struct Change: VarlinkStructure {
        /// The period compared with (as known at the same time), or the time (as known then, with the model then in force).
        package var sincePeriod: String?
        package var sinceAsOf: String?
        /// The score before and after.
        package var from: Double?
        package var to: Double?
        /// Whether the model in force at since_as_of was another one.
        package var modelChanged: Bool
        /// bennet: midpoints, exact. shapley: Shapley values, exact. sampled: Shapley values from a fixed sample of orders.
        package var method: String?
        /// Why there are no items, where the change cannot be attributed: a score is null, mostly; then also which gates are closed
        /// and which data went, or came later.
        package var reason: String?
        /// From `from` to `to`, by group.
        package var items: [IndexInterface.ChangeItem]

        package enum Field: String, VarlinkField {
            case sincePeriod = "since_period"
            case sinceAsOf = "since_as_of"
            case from
            case to
            case modelChanged = "model_changed"
            case method
            case reason
            case items
        }

        package init(
            sincePeriod: String? = nil,
            sinceAsOf: String? = nil,
            from: Double? = nil,
            to: Double? = nil,
            modelChanged: Bool,
            method: String? = nil,
            reason: String? = nil,
            items: [IndexInterface.ChangeItem]
        ) {
            self.sincePeriod = sincePeriod
            self.sinceAsOf = sinceAsOf
            self.from = from
            self.to = to
            self.modelChanged = modelChanged
            self.method = method
            self.reason = reason
            self.items = items
        }

        package static var expectation: String { "Change" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.sincePeriod = try members.value("since_period")
            self.sinceAsOf = try members.value("since_as_of")
            self.from = try members.value("from")
            self.to = try members.value("to")
            self.modelChanged = try members.value("model_changed")
            self.method = try members.value("method")
            self.reason = try members.value("reason")
            self.items = try members.value("items")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("since_period", self.sincePeriod)
            writer.member("since_as_of", self.sinceAsOf)
            writer.member("from", self.from)
            writer.member("to", self.to)
            writer.member("model_changed", self.modelChanged)
            writer.member("method", self.method)
            writer.member("reason", self.reason)
            writer.member("items", self.items)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .sincePeriod: self.sincePeriod.json
            case .sinceAsOf: self.sinceAsOf.json
            case .from: self.from.json
            case .to: self.to.json
            case .modelChanged: self.modelChanged.json
            case .method: self.method.json
            case .reason: self.reason.json
            case .items: self.items.json
            }
        }
    }

    /// The state of one indicator for one dyad.
    package struct CoverageRow: VarlinkStructure {
        package var country: String
        package var power: String
        package var node: String
        /// fresh, aging, stale, expired, missing, not_applicable, imputed or undefined (data are there, but no number comes from
        /// them)
        package var freshness: String
        /// Share of the whole index that hangs on it, 0 to 1.
        package var weight: Double
        package var observedPeriod: String?
        package var reporter: String?
        /// Why there is no value, in one sentence; null where there is one.
        package var absence: String?

        package enum Field: String, VarlinkField {
            case country
            case power
            case node
            case freshness
            case weight
            case observedPeriod = "observed_period"
            case reporter
            case absence
        }

        package init(
            country: String,
            power: String,
            node: String,
            freshness: String,
            weight: Double,
            observedPeriod: String? = nil,
            reporter: String? = nil,
            absence: String? = nil
        ) {
            self.country = country
            self.power = power
            self.node = node
            self.freshness = freshness
            self.weight = weight
            self.observedPeriod = observedPeriod
            self.reporter = reporter
            self.absence = absence
        }

        package static var expectation: String { "CoverageRow" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.node = try members.value("node")
            self.freshness = try members.value("freshness")
            self.weight = try members.value("weight")
            self.observedPeriod = try members.value("observed_period")
            self.reporter = try members.value("reporter")
            self.absence = try members.value("absence")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("node", self.node)
            writer.member("freshness", self.freshness)
            writer.member("weight", self.weight)
            writer.member("observed_period", self.observedPeriod)
            writer.member("reporter", self.reporter)
            writer.member("absence", self.absence)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .country: self.country.json
            case .power: self.power.json
            case .node: self.node.json
            case .freshness: self.freshness.json
            case .weight: self.weight.json
            case .observedPeriod: self.observedPeriod.json
            case .reporter: self.reporter.json
            case .absence: self.absence.json
            }
        }
    }

    /// A value that cannot be computed though data are there: of an indicator, or of an aggregate whose method refuses what its
    /// parts are. It counts as missing.
    package struct UndefinedValue: VarlinkStructure {
        package var country: String
        package var power: String
        package var node: String
        /// From when on it is so without a break up to `period`, the last one; and in how many periods.
        package var since: String
        package var period: String
        package var periods: Int64
        /// Why, and what would be right.
        package var reason: String

        package enum Field: String, VarlinkField {
            case country
            case power
            case node
            case since
            case period
            case periods
            case reason
        }

        package init(
            country: String,
            power: String,
            node: String,
            since: String,
            period: String,
            periods: Int64,
            reason: String
        ) {
            self.country = country
            self.power = power
            self.node = node
            self.since = since
            self.period = period
            self.periods = periods
            self.reason = reason
        }

        package static var expectation: String { "UndefinedValue" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.node = try members.value("node")
            self.since = try members.value("since")
            self.period = try members.value("period")
            self.periods = try members.value("periods")
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("node", self.node)
            writer.member("since", self.since)
            writer.member("period", self.period)
            writer.member("periods", self.periods)
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .country: self.country.json
            case .power: self.power.json
            case .node: self.node.json
            case .since: self.since.json
            case .period: self.period.json
            case .periods: self.periods.json
            case .reason: self.reason.json
            }
        }
    }

    package struct Point: VarlinkStructure {
        package var period: String
        package var value: Double?
        package var low: Double?
        package var high: Double?
        package var coverage: Double
        package var confidence: Double
        package var run: Int64
        package var computedAt: String
        /// As in Score.
        package var median: Double?
        package var rankLow: Int64?
        package var rankHigh: Int64?
        package var rankStable: Bool?
        package var inputLow: Double?
        package var inputHigh: Double?
        /// As in Score.
        package var label: String?
        /// As in Score; the breaks are those between this point and the one before.
        package var dataFrom: String?
        package var dataTo: String?
        package var flags: [String]?
        package var breaks: [IndexInterface.Break]?

        package enum Field: String, VarlinkField {
            case period
            case value
            case low
            case high
            case coverage
            case confidence
            case run
            case computedAt = "computed_at"
            case median
            case rankLow = "rank_low"
            case rankHigh = "rank_high"
            case rankStable = "rank_stable"
            case inputLow = "input_low"
            case inputHigh = "input_high"
            case label
            case dataFrom = "data_from"
            case dataTo = "data_to"
            case flags
            case breaks
        }

        package init(
            period: String,
            value: Double? = nil,
            low: Double? = nil,
            high: Double? = nil,
            coverage: Double,
            confidence: Double,
            run: Int64,
            computedAt: String,
            median: Double? = nil,
            rankLow: Int64? = nil,
            rankHigh: Int64? = nil,
            rankStable: Bool? = nil,
            inputLow: Double? = nil,
            inputHigh: Double? = nil,
            label: String? = nil,
            dataFrom: String? = nil,
            dataTo: String? = nil,
            flags: [String]? = nil,
            breaks: [IndexInterface.Break]? = nil
        ) {
            self.period = period
            self.value = value
            self.low = low
            self.high = high
            self.coverage = coverage
            self.confidence = confidence
            self.run = run
            self.computedAt = computedAt
            self.median = median
            self.rankLow = rankLow
            self.rankHigh = rankHigh
            self.rankStable = rankStable
            self.inputLow = inputLow
            self.inputHigh = inputHigh
            self.label = label
            self.dataFrom = dataFrom
            self.dataTo = dataTo
            self.flags = flags
            self.breaks = breaks
        }

        package static var expectation: String { "Point" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.period = try members.value("period")
            self.value = try members.value("value")
            self.low = try members.value("low")
            self.high = try members.value("high")
            self.coverage = try members.value("coverage")
            self.confidence = try members.value("confidence")
            self.run = try members.value("run")
            self.computedAt = try members.value("computed_at")
            self.median = try members.value("median")
            self.rankLow = try members.value("rank_low")
            self.rankHigh = try members.value("rank_high")
            self.rankStable = try members.value("rank_stable")
            self.inputLow = try members.value("input_low")
            self.inputHigh = try members.value("input_high")
            self.label = try members.value("label")
            self.dataFrom = try members.value("data_from")
            self.dataTo = try members.value("data_to")
            self.flags = try members.value("flags")
            self.breaks = try members.value("breaks")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("period", self.period)
            writer.member("value", self.value)
            writer.member("low", self.low)
            writer.member("high", self.high)
            writer.member("coverage", self.coverage)
            writer.member("confidence", self.confidence)
            writer.member("run", self.run)
            writer.member("computed_at", self.computedAt)
            writer.member("median", self.median)
            writer.member("rank_low", self.rankLow)
            writer.member("rank_high", self.rankHigh)
            writer.member("rank_stable", self.rankStable)
            writer.member("input_low", self.inputLow)
            writer.member("input_high", self.inputHigh)
            writer.member("label", self.label)
            writer.member("data_from", self.dataFrom)
            writer.member("data_to", self.dataTo)
            writer.member("flags", self.flags)
            writer.member("breaks", self.breaks)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .period: self.period.json
            case .value: self.value.json
            case .low: self.low.json
            case .high: self.high.json
            case .coverage: self.coverage.json
            case .confidence: self.confidence.json
            case .run: self.run.json
            case .computedAt: self.computedAt.json
            case .median: self.median.json
            case .rankLow: self.rankLow.json
            case .rankHigh: self.rankHigh.json
            case .rankStable: self.rankStable.json
            case .inputLow: self.inputLow.json
            case .inputHigh: self.inputHigh.json
            case .label: self.label.json
            case .dataFrom: self.dataFrom.json
            case .dataTo: self.dataTo.json
            case .flags: self.flags.json
            case .breaks: self.breaks.json
            }
        }
    }

    /// What one score owes to the choices of the method, over the replications; and, apart from that, to who reported. The two are
    /// never to be added up.
    package struct UncertainScore: VarlinkStructure {
        package var country: String
        package var power: String
        package var node: String
        /// By the model's own choices.
        package var value: Double?
        /// The 5th, 50th and 95th percentile of the replications, on the node scale.
        package var low: Double
        package var median: Double
        package var high: Double
        /// The Monte Carlo errors of low and high: the standard deviations of what other seeds give.
        package var lowError: Double
        package var highError: Double
        /// By the model's own choices; 1 is the highest.
        package var rank: Int64
        /// In how many replications the power held rank 1, 2, ...
        package var rankCounts: [Int64]
        /// The 5th and 95th percentile of the rank.
        package var rankLow: Double
        package var rankHigh: Double
        /// Whether `rank` is held in at least 95 % of the replications.
        package var rankStable: Bool
        /// The score by the country's statistics and by those of its partners, the lower one first; null where they say the same,
        /// or the model names no partners' statistics.
        package var inputLow: Double?
        package var inputHigh: Double?
        /// The lowest and highest score that the values of the other listed reporters of the same facts (dyad and period) give,
        /// each reporter in the place of those chosen wherever it has one, and those reporters; null where all give the same.
        package var reporterLow: Double?
        package var reporterHigh: Double?
        package var reporters: [String]
        /// As in Score.
        package var dataFrom: String?
        package var dataTo: String?

        package enum Field: String, VarlinkField {
            case country
            case power
            case node
            case value
            case low
            case median
            case high
            case lowError = "low_error"
            case highError = "high_error"
            case rank
            case rankCounts = "rank_counts"
            case rankLow = "rank_low"
            case rankHigh = "rank_high"
            case rankStable = "rank_stable"
            case inputLow = "input_low"
            case inputHigh = "input_high"
            case reporterLow = "reporter_low"
            case reporterHigh = "reporter_high"
            case reporters
            case dataFrom = "data_from"
            case dataTo = "data_to"
        }

        package init(
            country: String,
            power: String,
            node: String,
            value: Double? = nil,
            low: Double,
            median: Double,
            high: Double,
            lowError: Double,
            highError: Double,
            rank: Int64,
            rankCounts: [Int64],
            rankLow: Double,
            rankHigh: Double,
            rankStable: Bool,
            inputLow: Double? = nil,
            inputHigh: Double? = nil,
            reporterLow: Double? = nil,
            reporterHigh: Double? = nil,
            reporters: [String],
            dataFrom: String? = nil,
            dataTo: String? = nil
        ) {
            self.country = country
            self.power = power
            self.node = node
            self.value = value
            self.low = low
            self.median = median
            self.high = high
            self.lowError = lowError
            self.highError = highError
            self.rank = rank
            self.rankCounts = rankCounts
            self.rankLow = rankLow
            self.rankHigh = rankHigh
            self.rankStable = rankStable
            self.inputLow = inputLow
            self.inputHigh = inputHigh
            self.reporterLow = reporterLow
            self.reporterHigh = reporterHigh
            self.reporters = reporters
            self.dataFrom = dataFrom
            self.dataTo = dataTo
        }

        package static var expectation: String { "UncertainScore" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.node = try members.value("node")
            self.value = try members.value("value")
            self.low = try members.value("low")
            self.median = try members.value("median")
            self.high = try members.value("high")
            self.lowError = try members.value("low_error")
            self.highError = try members.value("high_error")
            self.rank = try members.value("rank")
            self.rankCounts = try members.value("rank_counts")
            self.rankLow = try members.value("rank_low")
            self.rankHigh = try members.value("rank_high")
            self.rankStable = try members.value("rank_stable")
            self.inputLow = try members.value("input_low")
            self.inputHigh = try members.value("input_high")
            self.reporterLow = try members.value("reporter_low")
            self.reporterHigh = try members.value("reporter_high")
            self.reporters = try members.value("reporters")
            self.dataFrom = try members.value("data_from")
            self.dataTo = try members.value("data_to")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("node", self.node)
            writer.member("value", self.value)
            writer.member("low", self.low)
            writer.member("median", self.median)
            writer.member("high", self.high)
            writer.member("low_error", self.lowError)
            writer.member("high_error", self.highError)
            writer.member("rank", self.rank)
            writer.member("rank_counts", self.rankCounts)
            writer.member("rank_low", self.rankLow)
            writer.member("rank_high", self.rankHigh)
            writer.member("rank_stable", self.rankStable)
            writer.member("input_low", self.inputLow)
            writer.member("input_high", self.inputHigh)
            writer.member("reporter_low", self.reporterLow)
            writer.member("reporter_high", self.reporterHigh)
            writer.member("reporters", self.reporters)
            writer.member("data_from", self.dataFrom)
            writer.member("data_to", self.dataTo)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .country: self.country.json
            case .power: self.power.json
            case .node: self.node.json
            case .value: self.value.json
            case .low: self.low.json
            case .median: self.median.json
            case .high: self.high.json
            case .lowError: self.lowError.json
            case .highError: self.highError.json
            case .rank: self.rank.json
            case .rankCounts: self.rankCounts.json
            case .rankLow: self.rankLow.json
            case .rankHigh: self.rankHigh.json
            case .rankStable: self.rankStable.json
            case .inputLow: self.inputLow.json
            case .inputHigh: self.inputHigh.json
            case .reporterLow: self.reporterLow.json
            case .reporterHigh: self.reporterHigh.json
            case .reporters: self.reporters.json
            case .dataFrom: self.dataFrom.json
            case .dataTo: self.dataTo.json
            }
        }
    }

    /// How often one power is above another.
    package struct Preference: VarlinkStructure {
        package var country: String
        /// The root or one of its dimensions.
        package var node: String
        package var power: String
        package var counterpart: String
        /// That `power` is above `counterpart`, 0 to 1; ties count half.
        package var probability: Double
        /// As in Score, of the scores of both.
        package var dataFrom: String?
        package var dataTo: String?

        package enum Field: String, VarlinkField {
            case country
            case node
            case power
            case counterpart
            case probability
            case dataFrom = "data_from"
            case dataTo = "data_to"
        }

        package init(
            country: String,
            node: String,
            power: String,
            counterpart: String,
            probability: Double,
            dataFrom: String? = nil,
            dataTo: String? = nil
        ) {
            self.country = country
            self.node = node
            self.power = power
            self.counterpart = counterpart
            self.probability = probability
            self.dataFrom = dataFrom
            self.dataTo = dataTo
        }

        package static var expectation: String { "Preference" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.country = try members.value("country")
            self.node = try members.value("node")
            self.power = try members.value("power")
            self.counterpart = try members.value("counterpart")
            self.probability = try members.value("probability")
            self.dataFrom = try members.value("data_from")
            self.dataTo = try members.value("data_to")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("country", self.country)
            writer.member("node", self.node)
            writer.member("power", self.power)
            writer.member("counterpart", self.counterpart)
            writer.member("probability", self.probability)
            writer.member("data_from", self.dataFrom)
            writer.member("data_to", self.dataTo)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .country: self.country.json
            case .node: self.node.json
            case .power: self.power.json
            case .counterpart: self.counterpart.json
            case .probability: self.probability.json
            case .dataFrom: self.dataFrom.json
            case .dataTo: self.dataTo.json
            }
        }
    }

    /// What share of the root score's variance one choice of the method accounts for. Source: Saltelli et al. (2010).
    package struct ChoiceSensitivity: VarlinkStructure {
        package var country: String
        /// null: over all dyads of the country together.
        package var power: String?
        /// "weights", "dropping" (of one indicator), "goalposts", "normalisation", "aggregation" or "treatment".
        package var choice: String
        /// The share that goes when this choice alone is fixed.
        package var first: Double
        /// The share that stays when all others are fixed: the choice with all its interactions.
        package var total: Double
        /// The standard errors of the two.
        package var firstError: Double
        package var totalError: Double

        package enum Field: String, VarlinkField {
            case country
            case power
            case choice
            case first
            case total
            case firstError = "first_error"
            case totalError = "total_error"
        }

        package init(
            country: String,
            power: String? = nil,
            choice: String,
            first: Double,
            total: Double,
            firstError: Double,
            totalError: Double
        ) {
            self.country = country
            self.power = power
            self.choice = choice
            self.first = first
            self.total = total
            self.firstError = firstError
            self.totalError = totalError
        }

        package static var expectation: String { "ChoiceSensitivity" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.choice = try members.value("choice")
            self.first = try members.value("first")
            self.total = try members.value("total")
            self.firstError = try members.value("first_error")
            self.totalError = try members.value("total_error")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("choice", self.choice)
            writer.member("first", self.first)
            writer.member("total", self.total)
            writer.member("first_error", self.firstError)
            writer.member("total_error", self.totalError)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .country: self.country.json
            case .power: self.power.json
            case .choice: self.choice.json
            case .first: self.first.json
            case .total: self.total.json
            case .firstError: self.firstError.json
            case .totalError: self.totalError.json
            }
        }
    }

    /// A weight in place of the model's; siblings keep theirs, and all are scaled to a sum of 1 as always.
    package struct WeightChange: VarlinkStructure {
        package var node: String
        package var weight: Double

        package enum Field: String, VarlinkField {
            case node
            case weight
        }

        package init(node: String, weight: Double) {
            self.node = node
            self.weight = weight
        }

        package static var expectation: String { "WeightChange" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.node = try members.value("node")
            self.weight = try members.value("weight")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("node", self.node)
            writer.member("weight", self.weight)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .node: self.node.json
            case .weight: self.weight.json
            }
        }
    }

    /// A raw value in place of the one that is read: after window and transform, before normalisation, as Explain shows it; of
    /// an ordinal indicator the level. Without `country` the one asked about. An indicator about countries alone takes no
    /// power, one about powers alone no country. It counts as fresh, and changes no other indicator.
    package struct ValueChange: VarlinkStructure {
        package var indicator: String
        package var power: String?
        package var country: String?
        package var value: Double

        package enum Field: String, VarlinkField {
            case indicator
            case power
            case country
            case value
        }

        package init(indicator: String, power: String? = nil, country: String? = nil, value: Double) {
            self.indicator = indicator
            self.power = power
            self.country = country
            self.value = value
        }

        package static var expectation: String { "ValueChange" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.indicator = try members.value("indicator")
            self.power = try members.value("power")
            self.country = try members.value("country")
            self.value = try members.value("value")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("indicator", self.indicator)
            writer.member("power", self.power)
            writer.member("country", self.country)
            writer.member("value", self.value)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .indicator: self.indicator.json
            case .power: self.power.json
            case .country: self.country.json
            case .value: self.value.json
            }
        }
    }

    /// A node's weight in the model and as assumed, as given and as its share among its siblings (0 to 1).
    package struct HypotheticalWeight: VarlinkStructure {
        package var node: String
        package var parent: String
        package var baseWeight: Double
        package var hypotheticalWeight: Double
        package var baseShare: Double
        package var hypotheticalShare: Double

        package enum Field: String, VarlinkField {
            case node
            case parent
            case baseWeight = "base_weight"
            case hypotheticalWeight = "hypothetical_weight"
            case baseShare = "base_share"
            case hypotheticalShare = "hypothetical_share"
        }

        package init(
            node: String,
            parent: String,
            baseWeight: Double,
            hypotheticalWeight: Double,
            baseShare: Double,
            hypotheticalShare: Double
        ) {
            self.node = node
            self.parent = parent
            self.baseWeight = baseWeight
            self.hypotheticalWeight = hypotheticalWeight
            self.baseShare = baseShare
            self.hypotheticalShare = hypotheticalShare
        }

        package static var expectation: String { "HypotheticalWeight" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.node = try members.value("node")
            self.parent = try members.value("parent")
            self.baseWeight = try members.value("base_weight")
            self.hypotheticalWeight = try members.value("hypothetical_weight")
            self.baseShare = try members.value("base_share")
            self.hypotheticalShare = try members.value("hypothetical_share")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("node", self.node)
            writer.member("parent", self.parent)
            writer.member("base_weight", self.baseWeight)
            writer.member("hypothetical_weight", self.hypotheticalWeight)
            writer.member("base_share", self.baseShare)
            writer.member("hypothetical_share", self.hypotheticalShare)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .node: self.node.json
            case .parent: self.parent.json
            case .baseWeight: self.baseWeight.json
            case .hypotheticalWeight: self.hypotheticalWeight.json
            case .baseShare: self.baseShare.json
            case .hypotheticalShare: self.hypotheticalShare.json
            }
        }
    }

    /// A score as it is and as it would be. Nothing of it is stored.
    package struct HypotheticalScore: VarlinkStructure {
        package var country: String
        package var power: String
        package var node: String
        package var period: String
        package var baseValue: Double?
        package var hypotheticalValue: Double?
        /// hypothetical - base; null where either is.
        package var difference: Double?
        package var baseRank: Int64?
        package var hypotheticalRank: Int64?
        package var baseCoverage: Double
        package var hypotheticalCoverage: Double
        /// As in Score, of the data that are read: what is assumed has no dates.
        package var baseDataFrom: String?
        package var baseDataTo: String?
        package var hypotheticalDataFrom: String?
        package var hypotheticalDataTo: String?
        /// Why there is no hypothetical value; null where there is one, and of an indicator without data.
        package var reason: String?

        package enum Field: String, VarlinkField {
            case country
            case power
            case node
            case period
            case baseValue = "base_value"
            case hypotheticalValue = "hypothetical_value"
            case difference
            case baseRank = "base_rank"
            case hypotheticalRank = "hypothetical_rank"
            case baseCoverage = "base_coverage"
            case hypotheticalCoverage = "hypothetical_coverage"
            case baseDataFrom = "base_data_from"
            case baseDataTo = "base_data_to"
            case hypotheticalDataFrom = "hypothetical_data_from"
            case hypotheticalDataTo = "hypothetical_data_to"
            case reason
        }

        package init(
            country: String,
            power: String,
            node: String,
            period: String,
            baseValue: Double? = nil,
            hypotheticalValue: Double? = nil,
            difference: Double? = nil,
            baseRank: Int64? = nil,
            hypotheticalRank: Int64? = nil,
            baseCoverage: Double,
            hypotheticalCoverage: Double,
            baseDataFrom: String? = nil,
            baseDataTo: String? = nil,
            hypotheticalDataFrom: String? = nil,
            hypotheticalDataTo: String? = nil,
            reason: String? = nil
        ) {
            self.country = country
            self.power = power
            self.node = node
            self.period = period
            self.baseValue = baseValue
            self.hypotheticalValue = hypotheticalValue
            self.difference = difference
            self.baseRank = baseRank
            self.hypotheticalRank = hypotheticalRank
            self.baseCoverage = baseCoverage
            self.hypotheticalCoverage = hypotheticalCoverage
            self.baseDataFrom = baseDataFrom
            self.baseDataTo = baseDataTo
            self.hypotheticalDataFrom = hypotheticalDataFrom
            self.hypotheticalDataTo = hypotheticalDataTo
            self.reason = reason
        }

        package static var expectation: String { "HypotheticalScore" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.node = try members.value("node")
            self.period = try members.value("period")
            self.baseValue = try members.value("base_value")
            self.hypotheticalValue = try members.value("hypothetical_value")
            self.difference = try members.value("difference")
            self.baseRank = try members.value("base_rank")
            self.hypotheticalRank = try members.value("hypothetical_rank")
            self.baseCoverage = try members.value("base_coverage")
            self.hypotheticalCoverage = try members.value("hypothetical_coverage")
            self.baseDataFrom = try members.value("base_data_from")
            self.baseDataTo = try members.value("base_data_to")
            self.hypotheticalDataFrom = try members.value("hypothetical_data_from")
            self.hypotheticalDataTo = try members.value("hypothetical_data_to")
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("node", self.node)
            writer.member("period", self.period)
            writer.member("base_value", self.baseValue)
            writer.member("hypothetical_value", self.hypotheticalValue)
            writer.member("difference", self.difference)
            writer.member("base_rank", self.baseRank)
            writer.member("hypothetical_rank", self.hypotheticalRank)
            writer.member("base_coverage", self.baseCoverage)
            writer.member("hypothetical_coverage", self.hypotheticalCoverage)
            writer.member("base_data_from", self.baseDataFrom)
            writer.member("base_data_to", self.baseDataTo)
            writer.member("hypothetical_data_from", self.hypotheticalDataFrom)
            writer.member("hypothetical_data_to", self.hypotheticalDataTo)
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .country: self.country.json
            case .power: self.power.json
            case .node: self.node.json
            case .period: self.period.json
            case .baseValue: self.baseValue.json
            case .hypotheticalValue: self.hypotheticalValue.json
            case .difference: self.difference.json
            case .baseRank: self.baseRank.json
            case .hypotheticalRank: self.hypotheticalRank.json
            case .baseCoverage: self.baseCoverage.json
            case .hypotheticalCoverage: self.hypotheticalCoverage.json
            case .baseDataFrom: self.baseDataFrom.json
            case .baseDataTo: self.baseDataTo.json
            case .hypotheticalDataFrom: self.hypotheticalDataFrom.json
            case .hypotheticalDataTo: self.hypotheticalDataTo.json
            case .reason: self.reason.json
            }
        }
    }

    /// A series of which the store says something else than a recomputation.
    package struct Difference: VarlinkStructure {
        package var country: String
        package var power: String
        package var node: String
        /// How many of its periods differ, and the first of them.
        package var periods: Int64
        package var period: String
        /// The first figure that differs there: value, coverage, confidence, or one of the interval's (low, median, ...).
        package var figure: String
        /// null: a missing value, or nothing stored. The bits are those of IEEE 754, in hexadecimal.
        package var stored: Double?
        package var storedBits: String?
        package var recomputed: Double?
        package var recomputedBits: String?

        package enum Field: String, VarlinkField {
            case country
            case power
            case node
            case periods
            case period
            case figure
            case stored
            case storedBits = "stored_bits"
            case recomputed
            case recomputedBits = "recomputed_bits"
        }

        package init(
            country: String,
            power: String,
            node: String,
            periods: Int64,
            period: String,
            figure: String,
            stored: Double? = nil,
            storedBits: String? = nil,
            recomputed: Double? = nil,
            recomputedBits: String? = nil
        ) {
            self.country = country
            self.power = power
            self.node = node
            self.periods = periods
            self.period = period
            self.figure = figure
            self.stored = stored
            self.storedBits = storedBits
            self.recomputed = recomputed
            self.recomputedBits = recomputedBits
        }

        package static var expectation: String { "Difference" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.node = try members.value("node")
            self.periods = try members.value("periods")
            self.period = try members.value("period")
            self.figure = try members.value("figure")
            self.stored = try members.value("stored")
            self.storedBits = try members.value("stored_bits")
            self.recomputed = try members.value("recomputed")
            self.recomputedBits = try members.value("recomputed_bits")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("node", self.node)
            writer.member("periods", self.periods)
            writer.member("period", self.period)
            writer.member("figure", self.figure)
            writer.member("stored", self.stored)
            writer.member("stored_bits", self.storedBits)
            writer.member("recomputed", self.recomputed)
            writer.member("recomputed_bits", self.recomputedBits)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .country: self.country.json
            case .power: self.power.json
            case .node: self.node.json
            case .periods: self.periods.json
            case .period: self.period.json
            case .figure: self.figure.json
            case .stored: self.stored.json
            case .storedBits: self.storedBits.json
            case .recomputed: self.recomputed.json
            case .recomputedBits: self.recomputedBits.json
            }
        }
    }

    /// A figure derived from the scores of several powers in one country. Each has a history like a score: GetHistory,
    /// GetScores and Watch take "measure.tilt" or "measure.overtaking.trade_share" as the node, and as the power a power, a pair "RUS+CHN"
    /// (of measures with a counterpart) or "WLD" (of those of the country alone). No other method shows them unless the node
    /// is named.
    package struct Measure: VarlinkStructure {
        package var country: String
        /// A of a pair; "WLD" for a figure of the country alone.
        package var power: String
        /// B of a pair.
        package var counterpart: String?
        /// share, tilt, contest ...
        package var measure: String
        /// The channel of a concentration, the node of an overtaking.
        package var of: String?
        package var period: String
        /// null where what the formula names has no value. Of a state the code, with its label: quadrants 0 to 3, leads -1 (A),
        /// 0 (contested) and 1 (B), patterns 0 and 1.
        package var value: Double?
        package var label: String?
        /// What `coverage` is a share of and `used` a list of: dimensions, powers, sources, channels, partners or periods.
        package var basis: String
        /// What it was really computed from: the dimensions that both powers have a score in, the powers with a score that are
        /// inside no other, the signs, channels, partners or data periods. Empty without a value.
        package var used: [String]
        /// The share of the weight, or of the number, of what it speaks of that has data, 0 to 1. Told without a value too.
        package var coverage: Double
        /// The same derated by the confidence in each of them: what is missing lowers it as it lowers the confidence in scores.
        package var confidence: Double
        package var run: Int64
        package var computedAt: String
        /// Of a state who leads what, since when, by which data: "China leads since 2023 (year data), 21.54 against 19.39 %".
        package var sentence: String?
        /// Why there is no value.
        package var reason: String?
        /// Below this coverage there is no value.
        package var minCoverage: Double?
        /// The ends of the oldest and the newest reference period among the data used; null without a value.
        package var dataFrom: String?
        package var dataTo: String?

        package enum Field: String, VarlinkField {
            case country
            case power
            case counterpart
            case measure
            case of
            case period
            case value
            case label
            case basis
            case used
            case coverage
            case confidence
            case run
            case computedAt = "computed_at"
            case sentence
            case reason
            case minCoverage = "min_coverage"
            case dataFrom = "data_from"
            case dataTo = "data_to"
        }

        package init(
            country: String,
            power: String,
            counterpart: String? = nil,
            measure: String,
            of: String? = nil,
            period: String,
            value: Double? = nil,
            label: String? = nil,
            basis: String,
            used: [String],
            coverage: Double,
            confidence: Double,
            run: Int64,
            computedAt: String,
            sentence: String? = nil,
            reason: String? = nil,
            minCoverage: Double? = nil,
            dataFrom: String? = nil,
            dataTo: String? = nil
        ) {
            self.country = country
            self.power = power
            self.counterpart = counterpart
            self.measure = measure
            self.of = of
            self.period = period
            self.value = value
            self.label = label
            self.basis = basis
            self.used = used
            self.coverage = coverage
            self.confidence = confidence
            self.run = run
            self.computedAt = computedAt
            self.sentence = sentence
            self.reason = reason
            self.minCoverage = minCoverage
            self.dataFrom = dataFrom
            self.dataTo = dataTo
        }

        package static var expectation: String { "Measure" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.counterpart = try members.value("counterpart")
            self.measure = try members.value("measure")
            self.of = try members.value("of")
            self.period = try members.value("period")
            self.value = try members.value("value")
            self.label = try members.value("label")
            self.basis = try members.value("basis")
            self.used = try members.value("used")
            self.coverage = try members.value("coverage")
            self.confidence = try members.value("confidence")
            self.run = try members.value("run")
            self.computedAt = try members.value("computed_at")
            self.sentence = try members.value("sentence")
            self.reason = try members.value("reason")
            self.minCoverage = try members.value("min_coverage")
            self.dataFrom = try members.value("data_from")
            self.dataTo = try members.value("data_to")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("counterpart", self.counterpart)
            writer.member("measure", self.measure)
            writer.member("of", self.of)
            writer.member("period", self.period)
            writer.member("value", self.value)
            writer.member("label", self.label)
            writer.member("basis", self.basis)
            writer.member("used", self.used)
            writer.member("coverage", self.coverage)
            writer.member("confidence", self.confidence)
            writer.member("run", self.run)
            writer.member("computed_at", self.computedAt)
            writer.member("sentence", self.sentence)
            writer.member("reason", self.reason)
            writer.member("min_coverage", self.minCoverage)
            writer.member("data_from", self.dataFrom)
            writer.member("data_to", self.dataTo)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .country: self.country.json
            case .power: self.power.json
            case .counterpart: self.counterpart.json
            case .measure: self.measure.json
            case .of: self.of.json
            case .period: self.period.json
            case .value: self.value.json
            case .label: self.label.json
            case .basis: self.basis.json
            case .used: self.used.json
            case .coverage: self.coverage.json
            case .confidence: self.confidence.json
            case .run: self.run.json
            case .computedAt: self.computedAt.json
            case .sentence: self.sentence.json
            case .reason: self.reason.json
            case .minCoverage: self.minCoverage.json
            case .dataFrom: self.dataFrom.json
            case .dataTo: self.dataTo.json
            }
        }
    }

    /// A part of what a measure speaks of.
    package struct ExplainedPart: VarlinkStructure {
        package var kind: Kind
        /// The dimension, channel, indicator of a sign, power, partner or period.
        package var part: String
        package var title: String
        /// The node or indicator that it was read from.
        package var node: String?
        package var unit: String
        /// Its share of all that applies, 0 to 1.
        package var weight: Double?
        /// The power's, or A's: a score, a share of a channel in per cent, a sign's or a partner's value. Of a displacement the
        /// share at the beginning of the span.
        package var value: Double?
        /// B's. Of a displacement the share at the end of the span.
        package var counterpartValue: Double?
        /// What the formula makes of the value before it is weighed, 0 to 1.
        package var share: Double?
        /// What it adds to the measure; the contributions sum to its value. Of the measures of coopetition those of the dimensions
        /// sum to its contest and those of the signs to its cooperation. null where the formula is no sum.
        package var contribution: Double?
        /// Whether it had data and was used.
        package var used: Bool
        /// As in ExplainedNode, of what was read from observations directly.
        package var freshness: String?
        package var confidence: Double
        package var dataFrom: String?
        package var dataTo: String?
        package var observations: [IndexInterface.Observation]

        package enum Kind: VarlinkEnumeration {
            case dimension
            case channel
            case sign
            case power
            case partner
            case period
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String { "(dimension, channel, sign, power, partner, period)" }

            package init(_ text: String) {
                switch text {
                case "dimension": self = .dimension
                case "channel": self = .channel
                case "sign": self = .sign
                case "power": self = .power
                case "partner": self = .partner
                case "period": self = .period
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .dimension: "dimension"
                case .channel: "channel"
                case .sign: "sign"
                case .power: "power"
                case .partner: "partner"
                case .period: "period"
                case .other(let text): text
                }
            }
        }

        package enum Field: String, VarlinkField {
            case kind
            case part
            case title
            case node
            case unit
            case weight
            case value
            case counterpartValue = "counterpart_value"
            case share
            case contribution
            case used
            case freshness
            case confidence
            case dataFrom = "data_from"
            case dataTo = "data_to"
            case observations
        }

        package init(
            kind: Kind,
            part: String,
            title: String,
            node: String? = nil,
            unit: String,
            weight: Double? = nil,
            value: Double? = nil,
            counterpartValue: Double? = nil,
            share: Double? = nil,
            contribution: Double? = nil,
            used: Bool,
            freshness: String? = nil,
            confidence: Double,
            dataFrom: String? = nil,
            dataTo: String? = nil,
            observations: [IndexInterface.Observation]
        ) {
            self.kind = kind
            self.part = part
            self.title = title
            self.node = node
            self.unit = unit
            self.weight = weight
            self.value = value
            self.counterpartValue = counterpartValue
            self.share = share
            self.contribution = contribution
            self.used = used
            self.freshness = freshness
            self.confidence = confidence
            self.dataFrom = dataFrom
            self.dataTo = dataTo
            self.observations = observations
        }

        package static var expectation: String { "ExplainedPart" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.kind = try members.value("kind")
            self.part = try members.value("part")
            self.title = try members.value("title")
            self.node = try members.value("node")
            self.unit = try members.value("unit")
            self.weight = try members.value("weight")
            self.value = try members.value("value")
            self.counterpartValue = try members.value("counterpart_value")
            self.share = try members.value("share")
            self.contribution = try members.value("contribution")
            self.used = try members.value("used")
            self.freshness = try members.value("freshness")
            self.confidence = try members.value("confidence")
            self.dataFrom = try members.value("data_from")
            self.dataTo = try members.value("data_to")
            self.observations = try members.value("observations")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("kind", self.kind)
            writer.member("part", self.part)
            writer.member("title", self.title)
            writer.member("node", self.node)
            writer.member("unit", self.unit)
            writer.member("weight", self.weight)
            writer.member("value", self.value)
            writer.member("counterpart_value", self.counterpartValue)
            writer.member("share", self.share)
            writer.member("contribution", self.contribution)
            writer.member("used", self.used)
            writer.member("freshness", self.freshness)
            writer.member("confidence", self.confidence)
            writer.member("data_from", self.dataFrom)
            writer.member("data_to", self.dataTo)
            writer.member("observations", self.observations)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .kind: self.kind.json
            case .part: self.part.json
            case .title: self.title.json
            case .node: self.node.json
            case .unit: self.unit.json
            case .weight: self.weight.json
            case .value: self.value.json
            case .counterpartValue: self.counterpartValue.json
            case .share: self.share.json
            case .contribution: self.contribution.json
            case .used: self.used.json
            case .freshness: self.freshness.json
            case .confidence: self.confidence.json
            case .dataFrom: self.dataFrom.json
            case .dataTo: self.dataTo.json
            case .observations: self.observations.json
            }
        }
    }

    /// How a measure came about.
    package struct ExplainedMeasure: VarlinkStructure {
        package var measure: String
        package var of: String?
        /// B of a pair.
        package var counterpart: String?
        /// In words.
        package var formula: String
        package var label: String?
        /// As in Measure.
        package var sentence: String?
        package var basis: String
        package var minCoverage: Double
        /// Why there is no value.
        package var reason: String?
        package var parts: [IndexInterface.ExplainedPart]
        /// Of momentum and displacement: the breaks in their span. What came about at them is left out.
        package var breaks: [IndexInterface.Break]?

        package enum Field: String, VarlinkField {
            case measure
            case of
            case counterpart
            case formula
            case label
            case sentence
            case basis
            case minCoverage = "min_coverage"
            case reason
            case parts
            case breaks
        }

        package init(
            measure: String,
            of: String? = nil,
            counterpart: String? = nil,
            formula: String,
            label: String? = nil,
            sentence: String? = nil,
            basis: String,
            minCoverage: Double,
            reason: String? = nil,
            parts: [IndexInterface.ExplainedPart],
            breaks: [IndexInterface.Break]? = nil
        ) {
            self.measure = measure
            self.of = of
            self.counterpart = counterpart
            self.formula = formula
            self.label = label
            self.sentence = sentence
            self.basis = basis
            self.minCoverage = minCoverage
            self.reason = reason
            self.parts = parts
            self.breaks = breaks
        }

        package static var expectation: String { "ExplainedMeasure" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.measure = try members.value("measure")
            self.of = try members.value("of")
            self.counterpart = try members.value("counterpart")
            self.formula = try members.value("formula")
            self.label = try members.value("label")
            self.sentence = try members.value("sentence")
            self.basis = try members.value("basis")
            self.minCoverage = try members.value("min_coverage")
            self.reason = try members.value("reason")
            self.parts = try members.value("parts")
            self.breaks = try members.value("breaks")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("measure", self.measure)
            writer.member("of", self.of)
            writer.member("counterpart", self.counterpart)
            writer.member("formula", self.formula)
            writer.member("label", self.label)
            writer.member("sentence", self.sentence)
            writer.member("basis", self.basis)
            writer.member("min_coverage", self.minCoverage)
            writer.member("reason", self.reason)
            writer.member("parts", self.parts)
            writer.member("breaks", self.breaks)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .measure: self.measure.json
            case .of: self.of.json
            case .counterpart: self.counterpart.json
            case .formula: self.formula.json
            case .label: self.label.json
            case .sentence: self.sentence.json
            case .basis: self.basis.json
            case .minCoverage: self.minCoverage.json
            case .reason: self.reason.json
            case .parts: self.parts.json
            case .breaks: self.breaks.json
            }
        }
    }

    package struct MeasureDefinition: VarlinkStructure {
        package var measure: String
        package var definition: String

        package enum Field: String, VarlinkField {
            case measure
            case definition
        }

        package init(measure: String, definition: String) {
            self.measure = measure
            self.definition = definition
        }

        package static var expectation: String { "MeasureDefinition" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.measure = try members.value("measure")
            self.definition = try members.value("definition")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("measure", self.measure)
            writer.member("definition", self.definition)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .measure: self.measure.json
            case .definition: self.definition.json
            }
        }
    }

    /// A node's scores for two powers.
    package struct ComparedNode: VarlinkStructure {
        package var node: String
        package var title: String
        package var parent: String?
        package var value: Double?
        package var counterpartValue: Double?
        /// The counterpart's minus the power's.
        package var difference: Double?
        package var rank: Int64?
        package var counterpartRank: Int64?
        package var share: Double?
        package var counterpartShare: Double?
        package var coverage: Double?
        package var counterpartCoverage: Double?
        package var confidence: Double?
        package var counterpartConfidence: Double?
        /// As in Score, of the power's and of the counterpart's.
        package var dataFrom: String?
        package var dataTo: String?
        package var counterpartDataFrom: String?
        package var counterpartDataTo: String?

        package enum Field: String, VarlinkField {
            case node
            case title
            case parent
            case value
            case counterpartValue = "counterpart_value"
            case difference
            case rank
            case counterpartRank = "counterpart_rank"
            case share
            case counterpartShare = "counterpart_share"
            case coverage
            case counterpartCoverage = "counterpart_coverage"
            case confidence
            case counterpartConfidence = "counterpart_confidence"
            case dataFrom = "data_from"
            case dataTo = "data_to"
            case counterpartDataFrom = "counterpart_data_from"
            case counterpartDataTo = "counterpart_data_to"
        }

        package init(
            node: String,
            title: String,
            parent: String? = nil,
            value: Double? = nil,
            counterpartValue: Double? = nil,
            difference: Double? = nil,
            rank: Int64? = nil,
            counterpartRank: Int64? = nil,
            share: Double? = nil,
            counterpartShare: Double? = nil,
            coverage: Double? = nil,
            counterpartCoverage: Double? = nil,
            confidence: Double? = nil,
            counterpartConfidence: Double? = nil,
            dataFrom: String? = nil,
            dataTo: String? = nil,
            counterpartDataFrom: String? = nil,
            counterpartDataTo: String? = nil
        ) {
            self.node = node
            self.title = title
            self.parent = parent
            self.value = value
            self.counterpartValue = counterpartValue
            self.difference = difference
            self.rank = rank
            self.counterpartRank = counterpartRank
            self.share = share
            self.counterpartShare = counterpartShare
            self.coverage = coverage
            self.counterpartCoverage = counterpartCoverage
            self.confidence = confidence
            self.counterpartConfidence = counterpartConfidence
            self.dataFrom = dataFrom
            self.dataTo = dataTo
            self.counterpartDataFrom = counterpartDataFrom
            self.counterpartDataTo = counterpartDataTo
        }

        package static var expectation: String { "ComparedNode" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.node = try members.value("node")
            self.title = try members.value("title")
            self.parent = try members.value("parent")
            self.value = try members.value("value")
            self.counterpartValue = try members.value("counterpart_value")
            self.difference = try members.value("difference")
            self.rank = try members.value("rank")
            self.counterpartRank = try members.value("counterpart_rank")
            self.share = try members.value("share")
            self.counterpartShare = try members.value("counterpart_share")
            self.coverage = try members.value("coverage")
            self.counterpartCoverage = try members.value("counterpart_coverage")
            self.confidence = try members.value("confidence")
            self.counterpartConfidence = try members.value("counterpart_confidence")
            self.dataFrom = try members.value("data_from")
            self.dataTo = try members.value("data_to")
            self.counterpartDataFrom = try members.value("counterpart_data_from")
            self.counterpartDataTo = try members.value("counterpart_data_to")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("node", self.node)
            writer.member("title", self.title)
            writer.member("parent", self.parent)
            writer.member("value", self.value)
            writer.member("counterpart_value", self.counterpartValue)
            writer.member("difference", self.difference)
            writer.member("rank", self.rank)
            writer.member("counterpart_rank", self.counterpartRank)
            writer.member("share", self.share)
            writer.member("counterpart_share", self.counterpartShare)
            writer.member("coverage", self.coverage)
            writer.member("counterpart_coverage", self.counterpartCoverage)
            writer.member("confidence", self.confidence)
            writer.member("counterpart_confidence", self.counterpartConfidence)
            writer.member("data_from", self.dataFrom)
            writer.member("data_to", self.dataTo)
            writer.member("counterpart_data_from", self.counterpartDataFrom)
            writer.member("counterpart_data_to", self.counterpartDataTo)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .node: self.node.json
            case .title: self.title.json
            case .parent: self.parent.json
            case .value: self.value.json
            case .counterpartValue: self.counterpartValue.json
            case .difference: self.difference.json
            case .rank: self.rank.json
            case .counterpartRank: self.counterpartRank.json
            case .share: self.share.json
            case .counterpartShare: self.counterpartShare.json
            case .coverage: self.coverage.json
            case .counterpartCoverage: self.counterpartCoverage.json
            case .confidence: self.confidence.json
            case .counterpartConfidence: self.counterpartConfidence.json
            case .dataFrom: self.dataFrom.json
            case .dataTo: self.dataTo.json
            case .counterpartDataFrom: self.counterpartDataFrom.json
            case .counterpartDataTo: self.counterpartDataTo.json
            }
        }
    }

    /// How the alerts and their deliveries stand.
    package struct AlertCounts: VarlinkStructure {
        package var rules: Int64
        package var pending: Int64
        /// Open alerts: firing, recovering or without data; and those of them that are critical and neither silenced nor
        /// acknowledged.
        package var firing: Int64
        package var critical: Int64
        package var silenced: Int64
        package var acknowledged: Int64
        /// Deliveries not yet made, and those given up.
        package var waiting: Int64
        package var dead: Int64
        /// When the oldest waiting delivery was written.
        package var waitingSince: String?

        package enum Field: String, VarlinkField {
            case rules
            case pending
            case firing
            case critical
            case silenced
            case acknowledged
            case waiting
            case dead
            case waitingSince = "waiting_since"
        }

        package init(
            rules: Int64,
            pending: Int64,
            firing: Int64,
            critical: Int64,
            silenced: Int64,
            acknowledged: Int64,
            waiting: Int64,
            dead: Int64,
            waitingSince: String? = nil
        ) {
            self.rules = rules
            self.pending = pending
            self.firing = firing
            self.critical = critical
            self.silenced = silenced
            self.acknowledged = acknowledged
            self.waiting = waiting
            self.dead = dead
            self.waitingSince = waitingSince
        }

        package static var expectation: String { "AlertCounts" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.rules = try members.value("rules")
            self.pending = try members.value("pending")
            self.firing = try members.value("firing")
            self.critical = try members.value("critical")
            self.silenced = try members.value("silenced")
            self.acknowledged = try members.value("acknowledged")
            self.waiting = try members.value("waiting")
            self.dead = try members.value("dead")
            self.waitingSince = try members.value("waiting_since")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("rules", self.rules)
            writer.member("pending", self.pending)
            writer.member("firing", self.firing)
            writer.member("critical", self.critical)
            writer.member("silenced", self.silenced)
            writer.member("acknowledged", self.acknowledged)
            writer.member("waiting", self.waiting)
            writer.member("dead", self.dead)
            writer.member("waiting_since", self.waitingSince)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .rules: self.rules.json
            case .pending: self.pending.json
            case .firing: self.firing.json
            case .critical: self.critical.json
            case .silenced: self.silenced.json
            case .acknowledged: self.acknowledged.json
            case .waiting: self.waiting.json
            case .dead: self.dead.json
            case .waitingSince: self.waitingSince.json
            }
        }
    }

    package struct Label: VarlinkStructure {
        package var name: String
        package var value: String

        package enum Field: String, VarlinkField {
            case name
            case value
        }

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }

        package static var expectation: String { "Label" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.name = try members.value("name")
            self.value = try members.value("value")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("name", self.name)
            writer.member("value", self.value)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .name: self.name.json
            case .value: self.value.json
            }
        }
    }

    /// One alert: the state of a rule for one series. Parts that do not apply are null: a rule about a feed has no country.
    package struct Alert: VarlinkStructure {
        package var rule: String
        /// The series as one text, unique within the rule: "KAZ CHN>RUS trade_share".
        package var subject: String
        package var country: String?
        /// The power; of an overtaking the one that passes; of a measure a power, a pair or "WLD".
        package var power: String?
        package var counterpart: String?
        package var node: String?
        package var feed: String?
        package var state: State
        package var since: String
        package var severity: Severity
        package var labels: [IndexInterface.Label]
        /// In the unit of the rule: a score, a difference, a lead, a rank, a probability, days.
        package var value: Double?
        /// When the next transition is due if nothing changes.
        package var dueAt: String?
        /// Its incident, by the id of the event that opened it: what `Acknowledge` and `GetAlert` name. Null unless it is open.
        package var incident: String?
        /// The same.
        package var opening: String?
        /// Why a transition is not made, though the value asks for one, and the event that told of it: what `Acknowledge` accepts.
        package var held: String?
        package var heldEvent: String?
        package var flapping: Bool
        package var silencedUntil: String?
        package var silence: Int64?
        package var acknowledgedBy: String?
        package var acknowledgedUntil: String?
        package var comment: String?

        package enum State: VarlinkEnumeration {
            case inactive
            case pending
            case firing
            case recovering
            case noData
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String { "(inactive, pending, firing, recovering, no_data)" }

            package init(_ text: String) {
                switch text {
                case "inactive": self = .inactive
                case "pending": self = .pending
                case "firing": self = .firing
                case "recovering": self = .recovering
                case "no_data": self = .noData
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .inactive: "inactive"
                case .pending: "pending"
                case .firing: "firing"
                case .recovering: "recovering"
                case .noData: "no_data"
                case .other(let text): text
                }
            }
        }

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
            case rule
            case subject
            case country
            case power
            case counterpart
            case node
            case feed
            case state
            case since
            case severity
            case labels
            case value
            case dueAt = "due_at"
            case incident
            case opening
            case held
            case heldEvent = "held_event"
            case flapping
            case silencedUntil = "silenced_until"
            case silence
            case acknowledgedBy = "acknowledged_by"
            case acknowledgedUntil = "acknowledged_until"
            case comment
        }

        package init(
            rule: String,
            subject: String,
            country: String? = nil,
            power: String? = nil,
            counterpart: String? = nil,
            node: String? = nil,
            feed: String? = nil,
            state: State,
            since: String,
            severity: Severity,
            labels: [IndexInterface.Label],
            value: Double? = nil,
            dueAt: String? = nil,
            incident: String? = nil,
            opening: String? = nil,
            held: String? = nil,
            heldEvent: String? = nil,
            flapping: Bool,
            silencedUntil: String? = nil,
            silence: Int64? = nil,
            acknowledgedBy: String? = nil,
            acknowledgedUntil: String? = nil,
            comment: String? = nil
        ) {
            self.rule = rule
            self.subject = subject
            self.country = country
            self.power = power
            self.counterpart = counterpart
            self.node = node
            self.feed = feed
            self.state = state
            self.since = since
            self.severity = severity
            self.labels = labels
            self.value = value
            self.dueAt = dueAt
            self.incident = incident
            self.opening = opening
            self.held = held
            self.heldEvent = heldEvent
            self.flapping = flapping
            self.silencedUntil = silencedUntil
            self.silence = silence
            self.acknowledgedBy = acknowledgedBy
            self.acknowledgedUntil = acknowledgedUntil
            self.comment = comment
        }

        package static var expectation: String { "Alert" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.rule = try members.value("rule")
            self.subject = try members.value("subject")
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.counterpart = try members.value("counterpart")
            self.node = try members.value("node")
            self.feed = try members.value("feed")
            self.state = try members.value("state")
            self.since = try members.value("since")
            self.severity = try members.value("severity")
            self.labels = try members.value("labels")
            self.value = try members.value("value")
            self.dueAt = try members.value("due_at")
            self.incident = try members.value("incident")
            self.opening = try members.value("opening")
            self.held = try members.value("held")
            self.heldEvent = try members.value("held_event")
            self.flapping = try members.value("flapping")
            self.silencedUntil = try members.value("silenced_until")
            self.silence = try members.value("silence")
            self.acknowledgedBy = try members.value("acknowledged_by")
            self.acknowledgedUntil = try members.value("acknowledged_until")
            self.comment = try members.value("comment")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("rule", self.rule)
            writer.member("subject", self.subject)
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("counterpart", self.counterpart)
            writer.member("node", self.node)
            writer.member("feed", self.feed)
            writer.member("state", self.state)
            writer.member("since", self.since)
            writer.member("severity", self.severity)
            writer.member("labels", self.labels)
            writer.member("value", self.value)
            writer.member("due_at", self.dueAt)
            writer.member("incident", self.incident)
            writer.member("opening", self.opening)
            writer.member("held", self.held)
            writer.member("held_event", self.heldEvent)
            writer.member("flapping", self.flapping)
            writer.member("silenced_until", self.silencedUntil)
            writer.member("silence", self.silence)
            writer.member("acknowledged_by", self.acknowledgedBy)
            writer.member("acknowledged_until", self.acknowledgedUntil)
            writer.member("comment", self.comment)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .rule: self.rule.json
            case .subject: self.subject.json
            case .country: self.country.json
            case .power: self.power.json
            case .counterpart: self.counterpart.json
            case .node: self.node.json
            case .feed: self.feed.json
            case .state: self.state.json
            case .since: self.since.json
            case .severity: self.severity.json
            case .labels: self.labels.json
            case .value: self.value.json
            case .dueAt: self.dueAt.json
            case .incident: self.incident.json
            case .opening: self.opening.json
            case .held: self.held.json
            case .heldEvent: self.heldEvent.json
            case .flapping: self.flapping.json
            case .silencedUntil: self.silencedUntil.json
            case .silence: self.silence.json
            case .acknowledgedBy: self.acknowledgedBy.json
            case .acknowledgedUntil: self.acknowledgedUntil.json
            case .comment: self.comment.json
            }
        }
    }

    /// A part of a change of a score: points of the score that come from a node, in one of the groups of a waterfall.
    package struct AlertContribution: VarlinkStructure {
        package var node: String
        package var group: String
        package var points: Double

        package enum Field: String, VarlinkField {
            case node
            case group
            case points
        }

        package init(node: String, group: String, points: Double) {
            self.node = node
            self.group = group
            self.points = points
        }

        package static var expectation: String { "AlertContribution" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.node = try members.value("node")
            self.group = try members.value("group")
            self.points = try members.value("points")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("node", self.node)
            writer.member("group", self.group)
            writer.member("points", self.points)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .node: self.node.json
            case .group: self.group.json
            case .points: self.points.json
            }
        }
    }

    /// A break of series behind an event: that of a figure, with the power (or the pair, or "WLD") and the country it is of.
    package struct AlertBreak: VarlinkStructure {
        package var country: String
        package var power: String
        package var indicator: String
        /// The period since when figures stand beyond it.
        package var since: String
        package var kind: Kind
        /// Of kind reporter the two reporters, of kind source the two indicators.
        package var from: String?
        package var to: String?
        /// Of kind status the reference period whose value has it.
        package var period: String?
        package var text: String

        package enum Kind: VarlinkEnumeration {
            case reporter
            case status
            case source
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String { "(reporter, status, source)" }

            package init(_ text: String) {
                switch text {
                case "reporter": self = .reporter
                case "status": self = .status
                case "source": self = .source
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .reporter: "reporter"
                case .status: "status"
                case .source: "source"
                case .other(let text): text
                }
            }
        }

        package enum Field: String, VarlinkField {
            case country
            case power
            case indicator
            case since
            case kind
            case from
            case to
            case period
            case text
        }

        package init(
            country: String,
            power: String,
            indicator: String,
            since: String,
            kind: Kind,
            from: String? = nil,
            to: String? = nil,
            period: String? = nil,
            text: String
        ) {
            self.country = country
            self.power = power
            self.indicator = indicator
            self.since = since
            self.kind = kind
            self.from = from
            self.to = to
            self.period = period
            self.text = text
        }

        package static var expectation: String { "AlertBreak" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.indicator = try members.value("indicator")
            self.since = try members.value("since")
            self.kind = try members.value("kind")
            self.from = try members.value("from")
            self.to = try members.value("to")
            self.period = try members.value("period")
            self.text = try members.value("text")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("indicator", self.indicator)
            writer.member("since", self.since)
            writer.member("kind", self.kind)
            writer.member("from", self.from)
            writer.member("to", self.to)
            writer.member("period", self.period)
            writer.member("text", self.text)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .country: self.country.json
            case .power: self.power.json
            case .indicator: self.indicator.json
            case .since: self.since.json
            case .kind: self.kind.json
            case .from: self.from.json
            case .to: self.to.json
            case .period: self.period.json
            case .text: self.text.json
            }
        }
    }

    /// Something that happened to an alert: what hooks get as JSON.
    package struct AlertEvent: VarlinkStructure {
        /// The same at every attempt to deliver it.
        package var id: String
        /// firing, resolved, repeat, flapping, no_data, data_back; held is written down and goes to the journal only
        package var kind: Kind
        package var at: String
        package var rule: String
        package var subject: String
        package var country: String?
        package var power: String?
        package var counterpart: String?
        package var node: String?
        package var feed: String?
        /// Counts the events of the alert from 1, and rises within an incident; what an earlier incident still owes goes on with its own.
        package var sequence: Int64
        /// The state after it.
        package var state: State
        /// The incident that it belongs to: the id of the event that opened it.
        package var incident: String?
        /// The same.
        package var opening: String?
        package var severity: Severity
        package var labels: [IndexInterface.Label]
        package var summary: String
        package var reason: String?
        package var value: Double?
        package var previous: Double?
        /// What both are counted in, in words: "points", "percentage points", "days"; empty where there is nothing to count.
        package var unit: String?
        /// The days on which the oldest and the newest reference period behind the value end, and those of the previous value.
        package var dataFrom: String?
        package var dataTo: String?
        package var previousDataFrom: String?
        package var previousDataTo: String?
        /// The 5th and the 95th percentile of the score behind the value.
        package var low: Double?
        package var high: Double?
        package var period: String?
        package var run: Int64?
        package var modelHash: String
        package var contributions: [IndexInterface.AlertContribution]
        /// Why there are none though there is a score: "not explained: more than 50 events in this run".
        package var unexplained: String?
        /// Between the previous value and this one; at most 20.
        package var breaks: [IndexInterface.AlertBreak]?

        package enum Kind: VarlinkEnumeration {
            case firing
            case resolved
            case `repeat`
            case flapping
            case noData
            case dataBack
            case held
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String { "(firing, resolved, repeat, flapping, no_data, data_back, held)" }

            package init(_ text: String) {
                switch text {
                case "firing": self = .firing
                case "resolved": self = .resolved
                case "repeat": self = .repeat
                case "flapping": self = .flapping
                case "no_data": self = .noData
                case "data_back": self = .dataBack
                case "held": self = .held
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .firing: "firing"
                case .resolved: "resolved"
                case .repeat: "repeat"
                case .flapping: "flapping"
                case .noData: "no_data"
                case .dataBack: "data_back"
                case .held: "held"
                case .other(let text): text
                }
            }
        }

        package enum State: VarlinkEnumeration {
            case inactive
            case pending
            case firing
            case recovering
            case noData
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String { "(inactive, pending, firing, recovering, no_data)" }

            package init(_ text: String) {
                switch text {
                case "inactive": self = .inactive
                case "pending": self = .pending
                case "firing": self = .firing
                case "recovering": self = .recovering
                case "no_data": self = .noData
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .inactive: "inactive"
                case .pending: "pending"
                case .firing: "firing"
                case .recovering: "recovering"
                case .noData: "no_data"
                case .other(let text): text
                }
            }
        }

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
            case id
            case kind
            case at
            case rule
            case subject
            case country
            case power
            case counterpart
            case node
            case feed
            case sequence
            case state
            case incident
            case opening
            case severity
            case labels
            case summary
            case reason
            case value
            case previous
            case unit
            case dataFrom = "data_from"
            case dataTo = "data_to"
            case previousDataFrom = "previous_data_from"
            case previousDataTo = "previous_data_to"
            case low
            case high
            case period
            case run
            case modelHash = "model_hash"
            case contributions
            case unexplained
            case breaks
        }

        package init(
            id: String,
            kind: Kind,
            at: String,
            rule: String,
            subject: String,
            country: String? = nil,
            power: String? = nil,
            counterpart: String? = nil,
            node: String? = nil,
            feed: String? = nil,
            sequence: Int64,
            state: State,
            incident: String? = nil,
            opening: String? = nil,
            severity: Severity,
            labels: [IndexInterface.Label],
            summary: String,
            reason: String? = nil,
            value: Double? = nil,
            previous: Double? = nil,
            unit: String? = nil,
            dataFrom: String? = nil,
            dataTo: String? = nil,
            previousDataFrom: String? = nil,
            previousDataTo: String? = nil,
            low: Double? = nil,
            high: Double? = nil,
            period: String? = nil,
            run: Int64? = nil,
            modelHash: String,
            contributions: [IndexInterface.AlertContribution],
            unexplained: String? = nil,
            breaks: [IndexInterface.AlertBreak]? = nil
        ) {
            self.id = id
            self.kind = kind
            self.at = at
            self.rule = rule
            self.subject = subject
            self.country = country
            self.power = power
            self.counterpart = counterpart
            self.node = node
            self.feed = feed
            self.sequence = sequence
            self.state = state
            self.incident = incident
            self.opening = opening
            self.severity = severity
            self.labels = labels
            self.summary = summary
            self.reason = reason
            self.value = value
            self.previous = previous
            self.unit = unit
            self.dataFrom = dataFrom
            self.dataTo = dataTo
            self.previousDataFrom = previousDataFrom
            self.previousDataTo = previousDataTo
            self.low = low
            self.high = high
            self.period = period
            self.run = run
            self.modelHash = modelHash
            self.contributions = contributions
            self.unexplained = unexplained
            self.breaks = breaks
        }

        package static var expectation: String { "AlertEvent" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.id = try members.value("id")
            self.kind = try members.value("kind")
            self.at = try members.value("at")
            self.rule = try members.value("rule")
            self.subject = try members.value("subject")
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.counterpart = try members.value("counterpart")
            self.node = try members.value("node")
            self.feed = try members.value("feed")
            self.sequence = try members.value("sequence")
            self.state = try members.value("state")
            self.incident = try members.value("incident")
            self.opening = try members.value("opening")
            self.severity = try members.value("severity")
            self.labels = try members.value("labels")
            self.summary = try members.value("summary")
            self.reason = try members.value("reason")
            self.value = try members.value("value")
            self.previous = try members.value("previous")
            self.unit = try members.value("unit")
            self.dataFrom = try members.value("data_from")
            self.dataTo = try members.value("data_to")
            self.previousDataFrom = try members.value("previous_data_from")
            self.previousDataTo = try members.value("previous_data_to")
            self.low = try members.value("low")
            self.high = try members.value("high")
            self.period = try members.value("period")
            self.run = try members.value("run")
            self.modelHash = try members.value("model_hash")
            self.contributions = try members.value("contributions")
            self.unexplained = try members.value("unexplained")
            self.breaks = try members.value("breaks")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("id", self.id)
            writer.member("kind", self.kind)
            writer.member("at", self.at)
            writer.member("rule", self.rule)
            writer.member("subject", self.subject)
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("counterpart", self.counterpart)
            writer.member("node", self.node)
            writer.member("feed", self.feed)
            writer.member("sequence", self.sequence)
            writer.member("state", self.state)
            writer.member("incident", self.incident)
            writer.member("opening", self.opening)
            writer.member("severity", self.severity)
            writer.member("labels", self.labels)
            writer.member("summary", self.summary)
            writer.member("reason", self.reason)
            writer.member("value", self.value)
            writer.member("previous", self.previous)
            writer.member("unit", self.unit)
            writer.member("data_from", self.dataFrom)
            writer.member("data_to", self.dataTo)
            writer.member("previous_data_from", self.previousDataFrom)
            writer.member("previous_data_to", self.previousDataTo)
            writer.member("low", self.low)
            writer.member("high", self.high)
            writer.member("period", self.period)
            writer.member("run", self.run)
            writer.member("model_hash", self.modelHash)
            writer.member("contributions", self.contributions)
            writer.member("unexplained", self.unexplained)
            writer.member("breaks", self.breaks)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .id: self.id.json
            case .kind: self.kind.json
            case .at: self.at.json
            case .rule: self.rule.json
            case .subject: self.subject.json
            case .country: self.country.json
            case .power: self.power.json
            case .counterpart: self.counterpart.json
            case .node: self.node.json
            case .feed: self.feed.json
            case .sequence: self.sequence.json
            case .state: self.state.json
            case .incident: self.incident.json
            case .opening: self.opening.json
            case .severity: self.severity.json
            case .labels: self.labels.json
            case .summary: self.summary.json
            case .reason: self.reason.json
            case .value: self.value.json
            case .previous: self.previous.json
            case .unit: self.unit.json
            case .dataFrom: self.dataFrom.json
            case .dataTo: self.dataTo.json
            case .previousDataFrom: self.previousDataFrom.json
            case .previousDataTo: self.previousDataTo.json
            case .low: self.low.json
            case .high: self.high.json
            case .period: self.period.json
            case .run: self.run.json
            case .modelHash: self.modelHash.json
            case .contributions: self.contributions.json
            case .unexplained: self.unexplained.json
            case .breaks: self.breaks.json
            }
        }
    }

    /// Handing one event to one hook.
    package struct Delivery: VarlinkStructure {
        package var delivery: Int64
        package var event: IndexInterface.AlertEvent
        package var hook: String
        /// dismissed: given up, and nobody waits for it any more
        package var state: State
        package var attempts: Int64
        package var createdAt: String
        /// When the next attempt may begin, of what waits for a group when that leaves; null unless it waits.
        package var nextAt: String?
        package var endedAt: String?
        package var error: String?
        /// The hook that gave it up to this one.
        package var origin: String?
        /// The id of the group that it is handed over in; null while it is in none.
        package var group: String?

        package enum State: VarlinkEnumeration {
            case waiting
            case delivered
            case dead
            case silenced
            case dismissed
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String { "(waiting, delivered, dead, silenced, dismissed)" }

            package init(_ text: String) {
                switch text {
                case "waiting": self = .waiting
                case "delivered": self = .delivered
                case "dead": self = .dead
                case "silenced": self = .silenced
                case "dismissed": self = .dismissed
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .waiting: "waiting"
                case .delivered: "delivered"
                case .dead: "dead"
                case .silenced: "silenced"
                case .dismissed: "dismissed"
                case .other(let text): text
                }
            }
        }

        package enum Field: String, VarlinkField {
            case delivery
            case event
            case hook
            case state
            case attempts
            case createdAt = "created_at"
            case nextAt = "next_at"
            case endedAt = "ended_at"
            case error
            case origin
            case group
        }

        package init(
            delivery: Int64,
            event: IndexInterface.AlertEvent,
            hook: String,
            state: State,
            attempts: Int64,
            createdAt: String,
            nextAt: String? = nil,
            endedAt: String? = nil,
            error: String? = nil,
            origin: String? = nil,
            group: String? = nil
        ) {
            self.delivery = delivery
            self.event = event
            self.hook = hook
            self.state = state
            self.attempts = attempts
            self.createdAt = createdAt
            self.nextAt = nextAt
            self.endedAt = endedAt
            self.error = error
            self.origin = origin
            self.group = group
        }

        package static var expectation: String { "Delivery" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.delivery = try members.value("delivery")
            self.event = try members.value("event")
            self.hook = try members.value("hook")
            self.state = try members.value("state")
            self.attempts = try members.value("attempts")
            self.createdAt = try members.value("created_at")
            self.nextAt = try members.value("next_at")
            self.endedAt = try members.value("ended_at")
            self.error = try members.value("error")
            self.origin = try members.value("origin")
            self.group = try members.value("group")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("delivery", self.delivery)
            writer.member("event", self.event)
            writer.member("hook", self.hook)
            writer.member("state", self.state)
            writer.member("attempts", self.attempts)
            writer.member("created_at", self.createdAt)
            writer.member("next_at", self.nextAt)
            writer.member("ended_at", self.endedAt)
            writer.member("error", self.error)
            writer.member("origin", self.origin)
            writer.member("group", self.group)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .delivery: self.delivery.json
            case .event: self.event.json
            case .hook: self.hook.json
            case .state: self.state.json
            case .attempts: self.attempts.json
            case .createdAt: self.createdAt.json
            case .nextAt: self.nextAt.json
            case .endedAt: self.endedAt.json
            case .error: self.error.json
            case .origin: self.origin.json
            case .group: self.group.json
            }
        }
    }

    /// What the world was told of: opened by the first `firing`, ended by a `resolved` to everyone who was told.
    package struct Incident: VarlinkStructure {
        package var incident: String
        package var rule: String
        package var subject: String
        package var country: String?
        package var power: String?
        package var counterpart: String?
        package var node: String?
        package var feed: String?
        /// Of the rule when it was opened.
        package var severity: Severity
        package var labels: [IndexInterface.Label]
        package var modelHash: String
        /// Its condition in words, as it is met.
        package var condition: String
        package var openedAt: String
        /// What is true of it now, whoever was told.
        package var truth: Truth
        package var flapping: Bool
        package var endedAt: String?
        package var reason: String?
        /// The last value of its condition, in the condition's unit, and in words with it; the period it is of.
        package var value: Double?
        package var figure: String?
        package var period: String?
        package var acknowledgedBy: String?
        package var acknowledgedUntil: String?
        package var silence: Int64?
        package var silencedUntil: String?

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

        package enum Truth: VarlinkEnumeration {
            case firing
            case noData
            case ended
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String { "(firing, no_data, ended)" }

            package init(_ text: String) {
                switch text {
                case "firing": self = .firing
                case "no_data": self = .noData
                case "ended": self = .ended
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .firing: "firing"
                case .noData: "no_data"
                case .ended: "ended"
                case .other(let text): text
                }
            }
        }

        package enum Field: String, VarlinkField {
            case incident
            case rule
            case subject
            case country
            case power
            case counterpart
            case node
            case feed
            case severity
            case labels
            case modelHash = "model_hash"
            case condition
            case openedAt = "opened_at"
            case truth
            case flapping
            case endedAt = "ended_at"
            case reason
            case value
            case figure
            case period
            case acknowledgedBy = "acknowledged_by"
            case acknowledgedUntil = "acknowledged_until"
            case silence
            case silencedUntil = "silenced_until"
        }

        package init(
            incident: String,
            rule: String,
            subject: String,
            country: String? = nil,
            power: String? = nil,
            counterpart: String? = nil,
            node: String? = nil,
            feed: String? = nil,
            severity: Severity,
            labels: [IndexInterface.Label],
            modelHash: String,
            condition: String,
            openedAt: String,
            truth: Truth,
            flapping: Bool,
            endedAt: String? = nil,
            reason: String? = nil,
            value: Double? = nil,
            figure: String? = nil,
            period: String? = nil,
            acknowledgedBy: String? = nil,
            acknowledgedUntil: String? = nil,
            silence: Int64? = nil,
            silencedUntil: String? = nil
        ) {
            self.incident = incident
            self.rule = rule
            self.subject = subject
            self.country = country
            self.power = power
            self.counterpart = counterpart
            self.node = node
            self.feed = feed
            self.severity = severity
            self.labels = labels
            self.modelHash = modelHash
            self.condition = condition
            self.openedAt = openedAt
            self.truth = truth
            self.flapping = flapping
            self.endedAt = endedAt
            self.reason = reason
            self.value = value
            self.figure = figure
            self.period = period
            self.acknowledgedBy = acknowledgedBy
            self.acknowledgedUntil = acknowledgedUntil
            self.silence = silence
            self.silencedUntil = silencedUntil
        }

        package static var expectation: String { "Incident" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.incident = try members.value("incident")
            self.rule = try members.value("rule")
            self.subject = try members.value("subject")
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.counterpart = try members.value("counterpart")
            self.node = try members.value("node")
            self.feed = try members.value("feed")
            self.severity = try members.value("severity")
            self.labels = try members.value("labels")
            self.modelHash = try members.value("model_hash")
            self.condition = try members.value("condition")
            self.openedAt = try members.value("opened_at")
            self.truth = try members.value("truth")
            self.flapping = try members.value("flapping")
            self.endedAt = try members.value("ended_at")
            self.reason = try members.value("reason")
            self.value = try members.value("value")
            self.figure = try members.value("figure")
            self.period = try members.value("period")
            self.acknowledgedBy = try members.value("acknowledged_by")
            self.acknowledgedUntil = try members.value("acknowledged_until")
            self.silence = try members.value("silence")
            self.silencedUntil = try members.value("silenced_until")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("incident", self.incident)
            writer.member("rule", self.rule)
            writer.member("subject", self.subject)
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("counterpart", self.counterpart)
            writer.member("node", self.node)
            writer.member("feed", self.feed)
            writer.member("severity", self.severity)
            writer.member("labels", self.labels)
            writer.member("model_hash", self.modelHash)
            writer.member("condition", self.condition)
            writer.member("opened_at", self.openedAt)
            writer.member("truth", self.truth)
            writer.member("flapping", self.flapping)
            writer.member("ended_at", self.endedAt)
            writer.member("reason", self.reason)
            writer.member("value", self.value)
            writer.member("figure", self.figure)
            writer.member("period", self.period)
            writer.member("acknowledged_by", self.acknowledgedBy)
            writer.member("acknowledged_until", self.acknowledgedUntil)
            writer.member("silence", self.silence)
            writer.member("silenced_until", self.silencedUntil)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .incident: self.incident.json
            case .rule: self.rule.json
            case .subject: self.subject.json
            case .country: self.country.json
            case .power: self.power.json
            case .counterpart: self.counterpart.json
            case .node: self.node.json
            case .feed: self.feed.json
            case .severity: self.severity.json
            case .labels: self.labels.json
            case .modelHash: self.modelHash.json
            case .condition: self.condition.json
            case .openedAt: self.openedAt.json
            case .truth: self.truth.json
            case .flapping: self.flapping.json
            case .endedAt: self.endedAt.json
            case .reason: self.reason.json
            case .value: self.value.json
            case .figure: self.figure.json
            case .period: self.period.json
            case .acknowledgedBy: self.acknowledgedBy.json
            case .acknowledgedUntil: self.acknowledgedUntil.json
            case .silence: self.silence.json
            case .silencedUntil: self.silencedUntil.json
            }
        }
    }

    /// What a hook was told of an incident.
    package struct ToldHook: VarlinkStructure {
        package var hook: String
        /// What it must believe by what it was told: nothing, where a silence kept everything from it.
        package var picture: Picture
        /// When the event was that made the picture.
        package var since: String?
        /// When something of it was last handed over.
        package var deliveredAt: String?
        /// Events on their way to it, and events given up.
        package var waiting: Int64
        package var dead: Int64
        /// A reminder is owed after a silence or a restore.
        package var owed: Bool

        package enum Picture: VarlinkEnumeration {
            case nothing
            case firing
            case noData
            case resolved
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String { "(nothing, firing, no_data, resolved)" }

            package init(_ text: String) {
                switch text {
                case "nothing": self = .nothing
                case "firing": self = .firing
                case "no_data": self = .noData
                case "resolved": self = .resolved
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .nothing: "nothing"
                case .firing: "firing"
                case .noData: "no_data"
                case .resolved: "resolved"
                case .other(let text): text
                }
            }
        }

        package enum Field: String, VarlinkField {
            case hook
            case picture
            case since
            case deliveredAt = "delivered_at"
            case waiting
            case dead
            case owed
        }

        package init(
            hook: String,
            picture: Picture,
            since: String? = nil,
            deliveredAt: String? = nil,
            waiting: Int64,
            dead: Int64,
            owed: Bool
        ) {
            self.hook = hook
            self.picture = picture
            self.since = since
            self.deliveredAt = deliveredAt
            self.waiting = waiting
            self.dead = dead
            self.owed = owed
        }

        package static var expectation: String { "ToldHook" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.hook = try members.value("hook")
            self.picture = try members.value("picture")
            self.since = try members.value("since")
            self.deliveredAt = try members.value("delivered_at")
            self.waiting = try members.value("waiting")
            self.dead = try members.value("dead")
            self.owed = try members.value("owed")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("hook", self.hook)
            writer.member("picture", self.picture)
            writer.member("since", self.since)
            writer.member("delivered_at", self.deliveredAt)
            writer.member("waiting", self.waiting)
            writer.member("dead", self.dead)
            writer.member("owed", self.owed)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .hook: self.hook.json
            case .picture: self.picture.json
            case .since: self.since.json
            case .deliveredAt: self.deliveredAt.json
            case .waiting: self.waiting.json
            case .dead: self.dead.json
            case .owed: self.owed.json
            }
        }
    }

    /// A rule in force.
    package struct Rule: VarlinkStructure {
        package var rule: String
        package var description: String
        package var kind: String
        /// The condition and its timing in words.
        package var condition: String
        package var severity: Severity
        package var labels: [IndexInterface.Label]
        package var hooks: [String]
        package var enabled: Bool
        /// Its alerts: all of them, and those that are open.
        package var alerts: Int64
        package var firing: Int64

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
            case rule
            case description
            case kind
            case condition
            case severity
            case labels
            case hooks
            case enabled
            case alerts
            case firing
        }

        package init(
            rule: String,
            description: String,
            kind: String,
            condition: String,
            severity: Severity,
            labels: [IndexInterface.Label],
            hooks: [String],
            enabled: Bool,
            alerts: Int64,
            firing: Int64
        ) {
            self.rule = rule
            self.description = description
            self.kind = kind
            self.condition = condition
            self.severity = severity
            self.labels = labels
            self.hooks = hooks
            self.enabled = enabled
            self.alerts = alerts
            self.firing = firing
        }

        package static var expectation: String { "Rule" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.rule = try members.value("rule")
            self.description = try members.value("description")
            self.kind = try members.value("kind")
            self.condition = try members.value("condition")
            self.severity = try members.value("severity")
            self.labels = try members.value("labels")
            self.hooks = try members.value("hooks")
            self.enabled = try members.value("enabled")
            self.alerts = try members.value("alerts")
            self.firing = try members.value("firing")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("rule", self.rule)
            writer.member("description", self.description)
            writer.member("kind", self.kind)
            writer.member("condition", self.condition)
            writer.member("severity", self.severity)
            writer.member("labels", self.labels)
            writer.member("hooks", self.hooks)
            writer.member("enabled", self.enabled)
            writer.member("alerts", self.alerts)
            writer.member("firing", self.firing)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .rule: self.rule.json
            case .description: self.description.json
            case .kind: self.kind.json
            case .condition: self.condition.json
            case .severity: self.severity.json
            case .labels: self.labels.json
            case .hooks: self.hooks.json
            case .enabled: self.enabled.json
            case .alerts: self.alerts.json
            case .firing: self.firing.json
            }
        }
    }

    package struct Silence: VarlinkStructure {
        package var silence: Int64
        /// Patterns with * and ?, several separated by commas; null matches everything.
        package var rule: String?
        package var country: String?
        package var power: String?
        package var node: String?
        package var severity: String?
        package var labels: [IndexInterface.Label]
        package var createdAt: String
        package var until: String
        package var endedAt: String?
        package var author: String
        package var comment: String
        package var active: Bool

        package enum Field: String, VarlinkField {
            case silence
            case rule
            case country
            case power
            case node
            case severity
            case labels
            case createdAt = "created_at"
            case until
            case endedAt = "ended_at"
            case author
            case comment
            case active
        }

        package init(
            silence: Int64,
            rule: String? = nil,
            country: String? = nil,
            power: String? = nil,
            node: String? = nil,
            severity: String? = nil,
            labels: [IndexInterface.Label],
            createdAt: String,
            until: String,
            endedAt: String? = nil,
            author: String,
            comment: String,
            active: Bool
        ) {
            self.silence = silence
            self.rule = rule
            self.country = country
            self.power = power
            self.node = node
            self.severity = severity
            self.labels = labels
            self.createdAt = createdAt
            self.until = until
            self.endedAt = endedAt
            self.author = author
            self.comment = comment
            self.active = active
        }

        package static var expectation: String { "Silence" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.silence = try members.value("silence")
            self.rule = try members.value("rule")
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.node = try members.value("node")
            self.severity = try members.value("severity")
            self.labels = try members.value("labels")
            self.createdAt = try members.value("created_at")
            self.until = try members.value("until")
            self.endedAt = try members.value("ended_at")
            self.author = try members.value("author")
            self.comment = try members.value("comment")
            self.active = try members.value("active")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("silence", self.silence)
            writer.member("rule", self.rule)
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("node", self.node)
            writer.member("severity", self.severity)
            writer.member("labels", self.labels)
            writer.member("created_at", self.createdAt)
            writer.member("until", self.until)
            writer.member("ended_at", self.endedAt)
            writer.member("author", self.author)
            writer.member("comment", self.comment)
            writer.member("active", self.active)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .silence: self.silence.json
            case .rule: self.rule.json
            case .country: self.country.json
            case .power: self.power.json
            case .node: self.node.json
            case .severity: self.severity.json
            case .labels: self.labels.json
            case .createdAt: self.createdAt.json
            case .until: self.until.json
            case .endedAt: self.endedAt.json
            case .author: self.author.json
            case .comment: self.comment.json
            case .active: self.active.json
            }
        }
    }

    /// A score that lapses: data beneath it become too old, and no newer ones are known.
    package struct Lapse: VarlinkStructure {
        package var country: String
        package var power: String
        package var node: String
        /// The first period of the grid without the score.
        package var period: String
        /// The indicators whose values are too old from that period on.
        package var indicators: [String]

        package enum Field: String, VarlinkField {
            case country
            case power
            case node
            case period
            case indicators
        }

        package init(country: String, power: String, node: String, period: String, indicators: [String]) {
            self.country = country
            self.power = power
            self.node = node
            self.period = period
            self.indicators = indicators
        }

        package static var expectation: String { "Lapse" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.node = try members.value("node")
            self.period = try members.value("period")
            self.indicators = try members.value("indicators")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("node", self.node)
            writer.member("period", self.period)
            writer.member("indicators", self.indicators)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .country: self.country.json
            case .power: self.power.json
            case .node: self.node.json
            case .period: self.period.json
            case .indicators: self.indicators.json
            }
        }
    }

    /// How many scores lapse if nothing new is learnt: after the last period of the grid through `through`, the first of them in
    /// `first`; and how many have lapsed within a year.
    package struct Expiring: VarlinkStructure {
        package var through: String
        package var scores: Int64
        package var first: String?
        package var lapsed: Int64

        package enum Field: String, VarlinkField {
            case through
            case scores
            case first
            case lapsed
        }

        package init(through: String, scores: Int64, first: String? = nil, lapsed: Int64) {
            self.through = through
            self.scores = scores
            self.first = first
            self.lapsed = lapsed
        }

        package static var expectation: String { "Expiring" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.through = try members.value("through")
            self.scores = try members.value("scores")
            self.first = try members.value("first")
            self.lapsed = try members.value("lapsed")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("through", self.through)
            writer.member("scores", self.scores)
            writer.member("first", self.first)
            writer.member("lapsed", self.lapsed)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .through: self.through.json
            case .scores: self.scores.json
            case .first: self.first.json
            case .lapsed: self.lapsed.json
            }
        }
    }

    /// Something that somebody has to look at: `name` says which kind for programs, `message` what it is, `way` what leads out of it
    /// (a command, or a key of a file).
    package struct Reason: VarlinkStructure {
        package var name: String
        package var level: Level
        package var message: String
        package var way: String

        package enum Level: VarlinkEnumeration {
            case warning
            case critical
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String { "(warning, critical)" }

            package init(_ text: String) {
                switch text {
                case "warning": self = .warning
                case "critical": self = .critical
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .warning: "warning"
                case .critical: "critical"
                case .other(let text): text
                }
            }
        }

        package enum Field: String, VarlinkField {
            case name
            case level
            case message
            case way
        }

        package init(name: String, level: Level, message: String, way: String) {
            self.name = name
            self.level = level
            self.message = message
            self.way = way
        }

        package static var expectation: String { "Reason" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.name = try members.value("name")
            self.level = try members.value("level")
            self.message = try members.value("message")
            self.way = try members.value("way")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("name", self.name)
            writer.member("level", self.level)
            writer.member("message", self.message)
            writer.member("way", self.way)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .name: self.name.json
            case .level: self.level.json
            case .message: self.message.json
            case .way: self.way.json
            }
        }
    }

    /// Something that would have happened to an alert.
    package struct BacktestEvent: VarlinkStructure {
        package var kind: Kind
        package var at: String
        package var rule: String
        package var subject: String
        package var country: String?
        package var power: String?
        package var counterpart: String?
        package var node: String?
        package var feed: String?
        package var summary: String
        package var reason: String?
        package var value: Double?
        package var previous: Double?
        /// Both with their unit, for people.
        package var figure: String?
        package var previousFigure: String?
        package var period: String?
        /// Whether the daemon knew the value then (as_known), or it is what the first run knew of that period (reconstructed).
        package var basis: Basis

        package enum Kind: VarlinkEnumeration {
            case firing
            case resolved
            case `repeat`
            case flapping
            case noData
            case dataBack
            case held
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String { "(firing, resolved, repeat, flapping, no_data, data_back, held)" }

            package init(_ text: String) {
                switch text {
                case "firing": self = .firing
                case "resolved": self = .resolved
                case "repeat": self = .repeat
                case "flapping": self = .flapping
                case "no_data": self = .noData
                case "data_back": self = .dataBack
                case "held": self = .held
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .firing: "firing"
                case .resolved: "resolved"
                case .repeat: "repeat"
                case .flapping: "flapping"
                case .noData: "no_data"
                case .dataBack: "data_back"
                case .held: "held"
                case .other(let text): text
                }
            }
        }

        package enum Basis: VarlinkEnumeration {
            case asKnown
            case reconstructed
            /// One that only another version of the interface has.
            case other(String)

            package static var expectation: String { "(as_known, reconstructed)" }

            package init(_ text: String) {
                switch text {
                case "as_known": self = .asKnown
                case "reconstructed": self = .reconstructed
                default: self = .other(text)
                }
            }

            package var text: String {
                switch self {
                case .asKnown: "as_known"
                case .reconstructed: "reconstructed"
                case .other(let text): text
                }
            }
        }

        package enum Field: String, VarlinkField {
            case kind
            case at
            case rule
            case subject
            case country
            case power
            case counterpart
            case node
            case feed
            case summary
            case reason
            case value
            case previous
            case figure
            case previousFigure = "previous_figure"
            case period
            case basis
        }

        package init(
            kind: Kind,
            at: String,
            rule: String,
            subject: String,
            country: String? = nil,
            power: String? = nil,
            counterpart: String? = nil,
            node: String? = nil,
            feed: String? = nil,
            summary: String,
            reason: String? = nil,
            value: Double? = nil,
            previous: Double? = nil,
            figure: String? = nil,
            previousFigure: String? = nil,
            period: String? = nil,
            basis: Basis
        ) {
            self.kind = kind
            self.at = at
            self.rule = rule
            self.subject = subject
            self.country = country
            self.power = power
            self.counterpart = counterpart
            self.node = node
            self.feed = feed
            self.summary = summary
            self.reason = reason
            self.value = value
            self.previous = previous
            self.figure = figure
            self.previousFigure = previousFigure
            self.period = period
            self.basis = basis
        }

        package static var expectation: String { "BacktestEvent" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.kind = try members.value("kind")
            self.at = try members.value("at")
            self.rule = try members.value("rule")
            self.subject = try members.value("subject")
            self.country = try members.value("country")
            self.power = try members.value("power")
            self.counterpart = try members.value("counterpart")
            self.node = try members.value("node")
            self.feed = try members.value("feed")
            self.summary = try members.value("summary")
            self.reason = try members.value("reason")
            self.value = try members.value("value")
            self.previous = try members.value("previous")
            self.figure = try members.value("figure")
            self.previousFigure = try members.value("previous_figure")
            self.period = try members.value("period")
            self.basis = try members.value("basis")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("kind", self.kind)
            writer.member("at", self.at)
            writer.member("rule", self.rule)
            writer.member("subject", self.subject)
            writer.member("country", self.country)
            writer.member("power", self.power)
            writer.member("counterpart", self.counterpart)
            writer.member("node", self.node)
            writer.member("feed", self.feed)
            writer.member("summary", self.summary)
            writer.member("reason", self.reason)
            writer.member("value", self.value)
            writer.member("previous", self.previous)
            writer.member("figure", self.figure)
            writer.member("previous_figure", self.previousFigure)
            writer.member("period", self.period)
            writer.member("basis", self.basis)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .kind: self.kind.json
            case .at: self.at.json
            case .rule: self.rule.json
            case .subject: self.subject.json
            case .country: self.country.json
            case .power: self.power.json
            case .counterpart: self.counterpart.json
            case .node: self.node.json
            case .feed: self.feed.json
            case .summary: self.summary.json
            case .reason: self.reason.json
            case .value: self.value.json
            case .previous: self.previous.json
            case .figure: self.figure.json
            case .previousFigure: self.previousFigure.json
            case .period: self.period.json
            case .basis: self.basis.json
            }
        }
    }

    /// A rule that is not replayed, or, where `replayed` says so, from the first run on alone; and why.
    package struct ReplayLimit: VarlinkStructure {
        package var rule: String
        package var replayed: Bool
        package var reason: String

        package enum Field: String, VarlinkField {
            case rule
            case replayed
            case reason
        }

        package init(rule: String, replayed: Bool, reason: String) {
            self.rule = rule
            self.replayed = replayed
            self.reason = reason
        }

        package static var expectation: String { "ReplayLimit" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.rule = try members.value("rule")
            self.replayed = try members.value("replayed")
            self.reason = try members.value("reason")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("rule", self.rule)
            writer.member("replayed", self.replayed)
            writer.member("reason", self.reason)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .rule: self.rule.json
            case .replayed: self.replayed.json
            case .reason: self.reason.json
            }
        }
    }
}
