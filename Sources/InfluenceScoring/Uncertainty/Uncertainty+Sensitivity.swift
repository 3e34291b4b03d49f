import InfluenceModel

// How much of what is uncertain each choice accounts for, by further replications of its own.

extension Uncertainty {
    /// What share of the root score's variance each choice accounts for.
    /// - Returns: `nil` where the plan asks for no rows, or nothing is uncertain.
    package func sensitivity() -> Sensitivity? {
        let rows = tree.plan.sensitivity
        let choices = tree.choices
        guard rows > 1, !choices.isEmpty else { return nil }
        // A, B, then A with the points of each choice from B.
        let designs =
            [UncertainChoices([]), UncertainChoices(UncertainChoice.allCases)] + choices.map { UncertainChoices([$0]) }
        let all = replications(rows, designs.map { .design(second: $0) })
        if Abandonment.isDue { return nil }
        // The other sample often falls on the same option: the replication is that of A then, and computed once.
        let sources = all.indices.map { number in
            let design = number / rows
            guard design > 1, !choices[design - 2].isOfElements else { return number }
            return all[number].options == all[number % rows].options ? number % rows : number
        }
        let computed = all.indices.filter { sources[$0] == $0 }
        let plan = BatchPlan(computed.map { all[$0] })
        let draws = draws(plan, isRootOnly: true)
        var variances: [Sobol.Variances?] = []
        for countries in countriesAtOnce(replications: computed.count) {
            if Abandonment.isDue { return nil }
            let dyads = dyads(of: countries)
            let batches = concurrently(plan.parts.count, threads: threads) { number in
                Batch(plan.parts[number], draws(number), of: tree, dyads: dyads, isRootOnly: true)
            }
            variances += concurrently(dyads.count, threads: threads) { place in
                if Abandonment.isDue { return Sobol.Variances?.none }
                let dyad = dyads.lowerBound + place
                guard tree.branches[0].isScored[dyad] else { return Sobol.Variances?.none }
                var values = [Double](repeating: .nan, count: all.count)
                for (part, batch) in zip(plan.parts, batches) {
                    let start = batch.run(branch: 0, dyad: dyad).lowerBound
                    for block in 0..<batch.blocks {
                        let scores = batch.values[start + block]
                        for lane in 0..<min(8, batch.count - block * 8) {
                            values[computed[part.places[block * 8 + lane]]] = scores[lane]
                        }
                    }
                }
                for (number, source) in sources.enumerated() where source != number { values[number] = values[source] }
                // Where leaving out the one indicator with data leaves no score.
                guard !values.contains(where: \.isNaN) else { return nil }
                let samples = designs.indices.map { Array(values[($0 * rows)..<(($0 + 1) * rows)]) }
                return Sobol.variances(a: samples[0], b: samples[1], ab: Array(samples[2...]))
            }
        }
        if Abandonment.isDue { return nil }
        return Sensitivity(
            choices: choices,
            dyads: tree.dyads.map { table.dyads[$0] },
            countries: tree.countries.map { tree.model.countries[$0].id },
            rows: rows,
            variances: variances
        )
    }
}
