import InfluenceControl
import InfluenceStore

extension IndexMethods {
    func runs(_ input: IndexInterface.ListRuns.Input) throws -> IndexInterface.ListRuns.Output {
        let limit = try Arguments.count(input.limit, usual: 20, IndexInterface.ListRuns.Input.Field.limit)
        let moment = try moment(asOf: input.asOf)
        let before = input.before
        let runs: [Run]
        if input.setAside == true {
            runs = try store.runsSetAside(before: before, limit: limit)
        } else {
            // Heartbeats are counted as of now only.
            let asOf = moment.asked.map { moment.known?.at ?? $0 }
            runs = try store.runs(asOf: asOf, before: before, limit: limit)
        }
        return moment.telling(
            IndexInterface.ListRuns.Output(
                runs: runs.map { Document.run($0) }
            )
        )
    }
}
