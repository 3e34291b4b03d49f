import InfluenceEngine
import InfluenceFiles
import InfluenceReading
import InfluenceModel

/// Checks a file of observations.
enum DataCheck {
    /// - Parameter model: `nil` where none is known: then its form alone is looked at.
    /// - Parameter limits: beyond which it is not imported.
    /// - Returns: how many observations it has.
    @discardableResult
    static func check(
        _ path: String,
        _ model: Model?,
        _ limits: ImportLimits,
        _ collector: DiagnosticCollector
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
        return outcome.observations.count
    }
}
