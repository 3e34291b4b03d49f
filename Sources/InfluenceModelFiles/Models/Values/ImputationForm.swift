internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// How one method of imputation is written in a model file. Adding a method adds a row to ``all``.
struct ImputationForm: Sendable {
    let name: String
    let make: Make

    enum Make: Sendable {
        /// Written as a word; `none` undoes an inherited one.
        case word(Imputation?)
        /// Written with the name of a grouping: `{group_mean: region}`.
        case grouping(@Sendable (String) -> Imputation)
    }

    static let all: [ImputationForm] = [
        ImputationForm(name: "none", make: .word(nil)),
        ImputationForm(name: "mean", make: .word(.mean)),
        ImputationForm(name: "median", make: .word(.median)),
        ImputationForm(name: "group_mean", make: .grouping { .groupMean($0) }),
        ImputationForm(name: "group_median", make: .grouping { .groupMedian($0) }),
        ImputationForm(name: "linear", make: .word(.linear)),
        ImputationForm(name: "last", make: .word(.last)),
        ImputationForm(name: "next", make: .word(.next)),
        ImputationForm(name: "constant", make: .word(.constant)),
    ]

    /// Reads `mean` or `{group_mean: region}`; `nil` also for `none`.
    /// - Parameter groupings: Those that a power or country has a group under.
    static func read(_ node: YAMLNode, groupings: [String], _ collector: DiagnosticCollector) -> Imputation? {
        guard case .mapping = node.content else {
            let form = collector.scalar(node, .choice("imputation", all.map { ($0.name, $0) }), of: "'impute'")?.value
            guard let form else { return nil }
            switch form.make {
            case .word(let imputation): return imputation
            case .grouping:
                collector.report(at: node.position, "'\(form.name)' needs a grouping; write {\(form.name): region}")
                return nil
            }
        }
        var reader = MappingReader(node, of: "'impute'", collector)
        var found: [Imputation?] = []
        for form in all {
            guard case .grouping(let make) = form.make, reader.has(form.name) else { continue }
            let grouping = reader.optional(
                form.name,
                ScalarKind.text.requiring({ groupings.contains($0) }) { name in
                    "no power or country has a group under '\(name)'" + NearestName.hint(for: name, among: groupings)
                }
            )
            found.append(grouping.map { make($0.value) })
        }
        reader.finish()
        if found.count != 1 {
            reader.report("'impute' must be a word, or a mapping of one of group_mean, group_median")
        }
        return found.count == 1 ? found[0] : nil
    }
}
