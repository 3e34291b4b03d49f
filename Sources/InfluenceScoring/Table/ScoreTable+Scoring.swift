package import InfluenceModel

extension ScoreTable {
    /// Steps 5 to 7 of the model over a dense panel: normalise, aggregate, gate.
    ///
    /// Guarantee: the same columns give the same bits on any number of threads.
    ///
    /// - Parameters:
    ///   - columns: One an indicator, in the order of ``Model/indicators``, in the order of ``Cells``.
    ///   - periods: Those of the columns; the scope of panel-wide parameters.
    /// - Throws: ``ScoringError/columnsDoNotFit(expected:found:)``, ``ScoringError/unknownReference(node:power:)``. What data
    ///   keep from being computed is null: ``absence(node:dyad:period:of:)``.
    package init(
        scoring columns: [Column],
        of model: Model,
        for periods: [Period],
        threads: Int
    ) throws(ScoringError) {
        try self.init(scoring: columns, of: model, in: Cells(model, periods: periods), threads: threads)
    }

    init(scoring columns: [Column], of model: Model, in cells: Cells, threads: Int) throws(ScoringError) {
        var tree = Tree(model: model, cells: cells)
        try tree.place(columns)
        // The indicators first; then, in turns, the aggregates whose children are all normalised.
        var turn = model.leaves
        while !turn.isEmpty {
            try Abandonment.check()
            try tree.fit(turn, threads: threads)
            turn = tree.ready()
            tree.weigh(turn, threads: threads)
            tree.aggregate(turn, threads: threads)
        }
        self = tree.finished()
    }
}
