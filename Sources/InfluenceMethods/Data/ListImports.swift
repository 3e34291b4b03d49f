import InfluenceControl
import InfluenceStore

extension IndexMethods {
    func imports(_ input: IndexInterface.ListImports.Input) throws -> IndexInterface.ListImports.Output {
        let limit = try Arguments.count(input.limit, usual: 20, IndexInterface.ListImports.Input.Field.limit)
        let moment = try moment(asOf: input.asOf)
        let vintages = try store.vintages(
            asOf: moment.asked.map { moment.known?.at ?? $0 },
            before: input.before,
            limit: limit
        )
        return moment.telling(
            IndexInterface.ListImports.Output(
                imports: vintages.map { Document.vintage($0) }
            )
        )
    }
}
