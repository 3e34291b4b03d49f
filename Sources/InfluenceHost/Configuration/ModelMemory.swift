import Glibc
import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceText

/// Refuses models that would need more memory than there may be: the daemon would be killed at its first run, and again
/// at each start.
enum ModelMemory {
    /// Without a limit of the system's.
    static let usual = 512 << 20
    /// What the configuration may allow.
    static let range = 64 << 20...1 << 40

    /// The memory that a model may need: what the configuration says; else half of what the system allows the process.
    static func limit(_ configuration: Configuration?) -> Int {
        configuration?.modelMemory ?? allowed().map { $0 / 2 } ?? usual
    }

    /// - Parameter counts: what is observed, where that is known.
    /// - Throws: with the estimate and the limit, at the model's file.
    static func check(
        _ loaded: LoadedModel,
        limit: Int,
        today: Day,
        threads: Int,
        counts: StoreCounts? = nil
    ) throws(DiagnosticList) {
        let periods = loaded.model.grid.periods(through: today).count
        let estimate = loaded.model.memoryEstimate(
            periods: periods,
            threads: threads,
            observations: counts?.observations ?? 0,
            series: counts?.series ?? 0
        )
        guard estimate > limit else { return }
        let model = loaded.model
        let observed = counts.map { ", \($0.observations) observations of \($0.series) series" } ?? ""
        let measured = model.measureSeriesCount > 0 ? ", \(model.measureSeriesCount) series of measures" : ""
        throw DiagnosticList(
            FileDiagnostic(
                FilePosition(file: loaded.sources.last?.name ?? model.id),
                "a run of this model would need about \(DecimalText.mebibytes(estimate)) (\(model.powers.count) powers, "
                    + "\(model.countries.count) countries, \(model.nodes.count) nodes\(measured), \(periods) periods\(observed)), and "
                    + "\(DecimalText.mebibytes(limit)) are allowed; make it smaller, or allow more: 'model_memory' in the "
                    + "configuration, MemoryMax= of the service"
            )
        )
    }

    /// The least of what the control group of the service and the limits of the process allow.
    private static func allowed() -> Int? {
        var limit = rlimit()
        let space = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 && limit.rlim_cur < UInt64(Int.max)
        return [groupLimit(), space ? Int(clamping: limit.rlim_cur) : nil].compactMap { $0 }.min()
    }

    /// MemoryMax= of systemd: the file `memory.max` of the control group, version 2.
    private static func groupLimit() -> Int? {
        guard let groups = try? SourceFile.read("/proc/self/cgroup"),
            let line = groups.split(separator: "\n").first(where: { $0.hasPrefix("0::/") }),
            let text = try? SourceFile.read("/sys/fs/cgroup/\(line.dropFirst(4))/memory.max")
        else { return nil }
        return Int(text.split(separator: "\n").first ?? "")
    }
}
