import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceText

extension IndexMethods {
    /// Which alerts the parameters name; with `future` also those that there may be some day.
    func filter(_ input: some PatternQuestion, future: Bool?) throws -> AlertMatcher {
        let board = engine.board.current
        let matcher = try limits.matcher(input, in: board.loaded.model)
        guard future != true else { return matcher }
        var names = board.alerts.names(in: board.loaded.model)
        guard names.stray(in: matcher) != nil else { return matcher }
        // Perhaps of a rule or a model that was in force once.
        names.add(try store.alertKeys())
        if let stray = names.stray(in: matcher) { throw stray.indexError }
        return matcher
    }
}
