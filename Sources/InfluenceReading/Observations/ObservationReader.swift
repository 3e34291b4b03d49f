internal import InfluenceModel
internal import InfluenceText

/// One pass over a file of observations.
///
/// It allocates nothing for a text that it has seen: each column has a ``TextCache`` of what its texts mean, or of why
/// they mean nothing.
struct ObservationReader {
    private(set) var outcome = ReadOutcome()

    private let meanings: FieldMeanings
    private var scanner = CSVScanner()
    private var indicators = TextCache<Meaning<(id: NodeID, rule: IndicatorRule?)>>()
    private var powers = TextCache<Meaning<(id: PowerID, concern: ImportConcern?)>>()
    private var countries = TextCache<Meaning<CountryID>>()
    private var reporters = TextCache<Meaning<(name: String, number: Int)>>()
    private let reporterNumbers = ReporterNumbers()
    private var periods = TextCache<Meaning<(period: Period, concern: ImportConcern?)>>(limit: 65_536)
    private var statuses = TextCache<Meaning<ObservationStatus>>(limit: 256)
    private var releases = TextCache<Meaning<Day>>(limit: 65_536)
    private var units = TextCache<Meaning<String>>(limit: 65_536)
    private var sources = TextCache<Meaning<String>>(limit: 65_536)
    private var notes = TextCache<Meaning<String>>(limit: 65_536)
    private var seen = SeenKeys(expecting: 0)
    private var readers = ReaderTable()
    private var problems = RowProblems()

    init(checks: ObservationChecks?) {
        meanings = FieldMeanings(checks: checks)
    }

    mutating func read(_ bytes: Span<UInt8>) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let hasMark = bytes.count >= 3 && mark.indices.allSatisfy { bytes[$0] == mark[$0] }
        scanner = CSVScanner(startingAt: hasMark ? 3 : 0)
        var fields: [CSVField] = []
        guard let header = readHeader(bytes, &fields) else { return }
        outcome.headerBytes = scanner.record
        // Rows are seldom shorter; a guess too high costs only address space.
        outcome.observations.reserveCapacity(bytes.count / 64)
        seen = SeenKeys(expecting: bytes.count / 64)
        defer { outcome.lines = seen.lines }
        while true {
            switch scanner.next(in: bytes, &fields) {
            case .end: return
            case .record:
                let row = ObservationRow(fields: fields, header: header)
                if !readObservation(in: row, bytes) { reject(isRecord: true) }
            case .malformed(let problem, let place):
                report(problem.reason, at: place, bytes)
                reject(isRecord: false)
            }
        }
    }

    private mutating func readHeader(_ bytes: Span<UInt8>, _ fields: inout [CSVField]) -> ObservationHeader? {
        defer { keepProblems() }
        if let problem = HeaderSeparators(at: scanner.offset, in: bytes).problem {
            report(problem, at: scanner.offset, bytes)
            return nil
        }
        switch scanner.next(in: bytes, &fields) {
        case .end:
            let names = ObservationColumn.names.joined(separator: ",")
            report("the file is empty; it must begin with \(names)", at: 0, bytes)
            return nil
        case .malformed(let problem, let place):
            report(problem.reason, at: place, bytes)
            return nil
        case .record: break
        }
        guard fields.count <= Self.columnLimit else {
            let names = ObservationColumn.names.joined(separator: ",")
            report("the first line has \(fields.count) columns; it must be of \(names)", at: 0, bytes)
            return nil
        }
        var names: [String] = []
        for field in fields {
            switch field.text(in: bytes) {
            case .success(let name): names.append(name)
            case .failure(let problem):
                report(problem.reason, at: field.start, bytes)
                return nil
            }
        }
        let (header, wrong) = ObservationHeader.read(names)
        for (place, reason) in wrong {
            report(reason, at: place.map { fields[$0].start } ?? scanner.record.lowerBound, bytes)
        }
        return header
    }

    /// What has more columns than this has nothing in common with the format: one message says so instead of one a column.
    private static let columnLimit = 64

    /// - Returns: whether nothing was reported.
    private mutating func readObservation(in row: ObservationRow, _ bytes: Span<UInt8>) -> Bool {
        let expected = row.header.columns.count
        guard row.fields.count == expected else {
            let isLong = row.fields.count > expected
            let place = isLong ? row.fields[expected].start : scanner.record.upperBound
            let hint =
                isLong ? "; is a text with a comma missing its quotes, or a number written with a decimal comma?" : ""
            report("\(row.fields.count) fields, but the header has \(expected)\(hint)", at: place, bytes)
            return false
        }
        let meanings = meanings
        let indicator = LookedField(row[.indicator], &indicators, bytes) { meanings.indicator($0) }
        let power = LookedField(row[.power], &powers, bytes) { meanings.power($0) }
        let country = LookedField(row[.country], &countries, bytes) { meanings.country($0) }
        let numbers = reporterNumbers
        let reporter = LookedField(row[.reporter], &reporters, bytes) {
            meanings.text($0).map { ($0, numbers.number(of: $0)) }
        }
        let named = take(indicator, .indicator, row, bytes)
        if row[.indicator].isEmpty { report("is empty; name an indicator", .indicator, row, bytes) }
        let partner = take(power, .power, row, bytes)
        let who = take(reporter, .reporter, row, bytes)
        let series = SeriesKey(
            indicator: named?.id ?? NodeID(""),
            power: partner?.id,
            country: take(country, .country, row, bytes),
            reporter: who?.name ?? ""
        )
        let unit = take(LookedField(row[.unit], &units, bytes, { meanings.text($0) }), .unit, row, bytes) ?? ""
        let before = problems.count
        let status =
            take(LookedField(row[.status], &statuses, bytes, { meanings.status($0) }), .status, row, bytes) ?? .normal
        let value = number(row, problems.count == before ? status : nil, bytes)
        // The model judges what could be read.
        if problems.count == 0, let rule = named?.rule {
            rule.check(series, value: value, unit: unit) { report($1(), $0, row, bytes) }
        }
        let span = take(LookedField(row[.period], &periods, bytes, { meanings.period($0) }), .period, row, bytes)
        if row[.period].isEmpty { report("is empty; write a period such as 2023 or 2023-09", .period, row, bytes) }
        let released = take(LookedField(row[.released], &releases, bytes, { meanings.day($0) }), .released, row, bytes)
        let source = take(LookedField(row[.source], &sources, bytes, { meanings.text($0) }), .source, row, bytes) ?? ""
        let note = take(LookedField(row[.note], &notes, bytes, { meanings.text($0) }), .note, row, bytes) ?? ""
        guard problems.count == 0, let span else { return false }
        let period = span.period
        let key = SeenKeys.Key(
            indicator: indicator.number,
            power: power.number,
            country: country.number,
            reporter: who?.number ?? -1,
            period: period
        )
        if let first = seen.insert(key, line: scanner.recordLine) {
            report(
                "the same observation as on line \(first): indicator, power, country, period and reporter agree",
                at: scanner.record.lowerBound,
                bytes
            )
            return false
        }
        let line = scanner.recordLine
        if let concern = partner?.concern { warn(concern, line) }
        if let concern = span.concern { warn(concern, line) }
        if let rule = named?.rule {
            if !rule.readsEverybody,
                let concern = readers.concern(
                    of: indicator.number,
                    reporter.number,
                    country.number,
                    isRead: { rule.reads(series.reporter, in: series.country) },
                    { rule.concern(ofReporter: series.reporter, in: series.country) }
                )
            {
                warn(concern, line)
            }
            if let concern = rule.concern(ofPartner: series.power, in: series.country) { warn(concern, line) }
            if rule.isFlow, let value, value < 0 {
                outcome.warnings.add(
                    .negative,
                    rule.id.text,
                    line: line,
                    message: "'\(rule.id)' is a flow, and below zero"
                )
            }
        }
        outcome.observations.append(
            Observation(
                series: series,
                period: period,
                value: value,
                unit: unit,
                status: status,
                released: released,
                source: source,
                note: note
            )
        )
        return true
    }

    /// Those that are asked for first; H and K have no value either.
    private static let statusesWithoutValue = "O, L, M or Q"

    /// - Parameter status: `nil` where it was reported, so that it cannot be held against the value.
    private mutating func number(_ row: ObservationRow, _ status: ObservationStatus?, _ bytes: Span<UInt8>) -> Double? {
        let field = row[.value]
        if field.isEmpty {
            if status?.hasValue == true {
                report(
                    row[.status].isEmpty
                        ? "is empty; write a number, or why there is none as the status: \(Self.statusesWithoutValue)"
                        : "is empty, but the status is \(status?.rawValue ?? ""); write a number, or the status "
                            + Self.statusesWithoutValue,
                    .value,
                    row,
                    bytes
                )
            }
            return nil
        }
        switch DecimalText.parse(bytes.extracting(field.start..<field.end)) {
        case .success(let value):
            if let status, !status.hasValue {
                report(
                    "a value, but the status \(status.rawValue) (\(status.meaning)) says that there is none",
                    .value,
                    row,
                    bytes
                )
            }
            return value
        case .failure(let problem):
            switch field.text(in: bytes) {
            case .success(let text): report(FieldMeanings.reason(problem, for: text), .value, row, bytes)
            case .failure(let problem): report(problem.reason, .value, row, bytes)
            }
            return nil
        }
    }
}

extension ObservationReader {
    private mutating func warn(_ concern: ImportConcern, _ line: Int) {
        // All periods to come are one cause, the others differ by what they name.
        let cause = concern.kind == .period ? "" : concern.message
        outcome.warnings.add(concern.kind, cause, line: line, message: concern.message)
    }
}

// MARK: Fields

extension ObservationReader {
    /// The value of a field that has one; a problem is reported.
    private mutating func take<Value>(
        _ looked: LookedField<Value>,
        _ column: ObservationColumn,
        _ row: ObservationRow,
        _ bytes: Span<UInt8>
    ) -> Value? {
        switch looked.meaning {
        case .success(let value): return value
        case .failure(let problem): report(problem.reason, column, row, bytes)
        case nil: break
        }
        return nil
    }
}

// MARK: Problems

extension ObservationReader {
    private mutating func report(
        _ reason: @autoclosure () -> String,
        _ column: ObservationColumn,
        _ row: ObservationRow,
        _ bytes: Span<UInt8>
    ) {
        // A missing column has no place of its own: the row's end is where it would be.
        let place = row.header[column] == nil ? scanner.record.upperBound : row[column].start
        report(reason(), field: column.rawValue, at: place, bytes)
    }

    private mutating func report(
        _ reason: @autoclosure () -> String,
        field: String = "",
        at place: Int,
        _ bytes: Span<UInt8>
    ) {
        problems.add(
            reason,
            field: field,
            at: place,
            of: (scanner.recordLine, scanner.record.lowerBound),
            in: bytes,
            room: ReadOutcome.errorLimit - outcome.errors.count
        )
    }

    private mutating func reject(isRecord: Bool) {
        problems.sort()
        outcome.rejectedRows.append(
            RejectedRow(line: scanner.recordLine, bytes: scanner.record, reason: problems.summary, isRecord: isRecord)
        )
        keepProblems()
    }

    private mutating func keepProblems() {
        outcome.errorCount += problems.count
        outcome.errors += problems.kept
        problems.removeAll()
    }
}
