package import InfluenceFiles
import InfluenceModel
package import InfluenceModelFiles
import InfluenceScoring
package import InfluenceStore

extension Run {
    /// Why this version of the software does not compute the run once more: it was computed by other editions of the
    /// methods, and no old arithmetic is kept. `nil` where it does.
    ///
    /// What is stored of such a run, its figures and its observations, is answered as ever.
    ///
    /// - Parameter loaded: the model of the run. Where this version does not understand all of its text, it does not compute
    ///   by it either.
    package func otherEditions(in loaded: LoadedModel) -> OtherEditions? {
        let present = Scorer.editions(of: loaded.model)
        guard editions != present || !loaded.unread.isEmpty else { return nil }
        return OtherEditions(
            run: id,
            software: software.isEmpty ? nil : software,
            methods: editions.map { present.differences(from: $0) },
            unread: loaded.unread.first
        )
    }
}

/// A run that was computed by other editions of its methods than this version of the software has.
package struct OtherEditions: Hashable, CustomStringConvertible {
    package let run: Int64
    /// The version that computed it, and can do so again; `nil` of a run from before versions were stored.
    package let software: String?
    /// Which methods differ, with both editions; `nil` where none are stored.
    package let methods: [String]?
    /// What of the text of its model this version does not understand, the first of it; `nil`: it understands all.
    package let unread: FileDiagnostic?

    /// How many of the methods are named.
    private static let named = 5

    package var description: String {
        let version = software.map { "influenced \($0)" } ?? "a version before 0.2.0, which stored no editions"
        var text = "run \(run) was computed by \(version)"
        if let methods, !methods.isEmpty {
            let rest = methods.count - Self.named
            text += ", with other editions of " + methods.prefix(Self.named).joined(separator: ", ")
            if rest > 0 { text += " and \(rest) more" }
        }
        if let unread { text += ", by a model that this version does not read whole (\(unread))" }
        text += "; this is influenced \(Version.text). Its stored figures and observations are answered as ever; "
        text += "to compute it once more takes "
        return text + (software.map { "influenced \($0)" } ?? "that version") + " on a copy of the database"
    }
}
