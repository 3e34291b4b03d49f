import InfluenceAlerts
import InfluenceFiles
import InfluenceReading
import InfluenceModel
import InfluenceModelFiles

extension FuzzTarget {
    private static let bundled = try? ModelFiles.load(path: "Config/models/central-asia.yaml").model

    private static let checks = bundled.map { ObservationChecks(model: $0, today: Day(clamping: 20_000)) }

    @Sendable static func csv(_ bytes: [UInt8]) {
        let outcome = ObservationCSV.read(bytes)
        require(outcome.errors.count <= outcome.errorCount, "errors are counted")
        require(outcome.lines.count == outcome.observations.count, "every observation has its line")
        let written = ObservationCSV.write(outcome.observations)
        let again = ObservationCSV.read(written)
        require(again.observations == outcome.observations, "observations read back: \(again.errors)")
        if outcome.hasHeader { _ = ObservationCSV.rejects(of: outcome, in: bytes) }
        guard let checks else { return }
        let checked = ObservationCSV.read(bytes, checks: checks)
        require(checked.errorCount >= outcome.errorCount, "a check finds no fewer errors")
        _ = checked.warnings.sentences
    }

    @Sendable static func yaml(_ bytes: [UInt8]) {
        do {
            try walk(YAMLFile.parse(String(decoding: bytes, as: UTF8.self), name: "f"))
        } catch {
            inspect(error, bytes)
        }
    }

    private static func walk(_ node: YAMLNode) {
        require(node.position.line >= 1 && node.position.column >= 1, "a node has its place: \(node.position)")
        for element in node.elements ?? [] { walk(element) }
        let entries = node.entries ?? []
        require(Set(entries.map(\.key)).count == entries.count, "keys are unique")
        for entry in entries { walk(entry.value) }
    }

    @Sendable static func model(_ bytes: [UInt8]) {
        do {
            let text = String(decoding: bytes, as: UTF8.self)
            let loaded = try ModelFiles.load(sources: [ModelSource(name: "f", text: text)])
            let again = try ModelFiles.load(sources: loaded.sources)
            require(again == loaded, "a model reads the same again")
            let periods = loaded.model.grid.periods(through: Day(clamping: 20_000)).count
            require(loaded.model.memoryEstimate(periods: periods, threads: 2) > 0, "a model needs memory")
        } catch {
            inspect(error, bytes)
        }
    }

    @Sendable static func rules(_ bytes: [UInt8]) {
        guard let bundled else { return require(false, "run it where Config/models is") }
        do {
            let text = String(decoding: bytes, as: UTF8.self)
            let plan = try RuleFile.read(text, name: "/f", model: bundled, feeds: ["data.csv"])
            for rule in plan.rules {
                _ = (rule.fingerprint, rule.subjects(in: bundled))
                require(rule.hooks.allSatisfy { name in plan.hooks.contains { $0.name == name } }, "hooks are known")
            }
        } catch {
            inspect(error, bytes)
        }
    }

    private static func inspect(_ error: any Error, _ bytes: [UInt8]) {
        guard let list = error as? DiagnosticList else { return require(false, "an error has its place: \(error)") }
        require(!list.diagnostics.isEmpty && list.diagnostics == list.diagnostics.sorted(), "errors are in order")
        let lines = bytes.count { $0 == 0x0A || $0 == 0x0D || $0 > 0x7F } + 2
        for diagnostic in list.diagnostics {
            require((1...lines).contains(diagnostic.position.line), "a line of the file: \(diagnostic)")
            require((1...bytes.count + 2).contains(diagnostic.position.column), "a column of the file: \(diagnostic)")
            require(!diagnostic.message.isEmpty, "an error says what is wrong: \(diagnostic.position)")
        }
    }
}
