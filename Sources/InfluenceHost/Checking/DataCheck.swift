import InfluenceEngine
import InfluenceFiles
import InfluenceReading
import InfluenceModel

/// Checks a file of observations.
enum DataCheck {
    /// - Parameter model: `nil` where none is known: then its form alone is looked at.
    /// - Parameter limits: beyond which it is not imported.
    /// - Parameter report: takes what an import would warn of that the file alone shows.
    /// - Returns: how many observations it has.
    @discardableResult
    static func check(
        _ path: String,
        _ model: Model?,
        _ limits: ImportLimits,
        _ collector: DiagnosticCollector,
        _ report: inout CheckReport
    ) throws(DiagnosticList) -> Int {
        let bytes = try SourceFile.bytes(path, limit: limits.bytes)
        if let excess = limits.excess(of: bytes) {
            throw DiagnosticList(FileDiagnostic(FilePosition(file: path), excess.description))
        }
        let outcome = ObservationCSV.read(bytes, checks: model.map { ObservationChecks(model: $0) })
        for error in outcome.errors {
            let position = FilePosition(file: path, line: error.line, column: error.column)
            collector.report(at: position, error.message)
        }
        for (group, sentence) in zip(outcome.warnings.groups, outcome.warnings.sentences) {
            report.note(FilePosition(file: path, line: group.lines.first ?? 1), sentence)
        }
        return outcome.observations.count
    }
}
